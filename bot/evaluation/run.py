"""Asks the cases and judges the replies. Knows no files; writes no records."""

from __future__ import annotations

import datetime as dt
import time
import uuid
from collections.abc import Iterable
from typing import Protocol

from bot.conversation.messages import Question, Reply
from bot.evaluation.cases import Case
from bot.evaluation.judging import Judged, verdict_on
from bot.evaluation.outcome import outcome_of


class Answers(Protocol):
    """What is measured: the Assistant, or anything that replies as it does."""

    def reply(self, question: Question) -> Reply:
        """The reply to one question."""
        ...


def judged(assistant: Answers, cases: Iterable[Case], now: dt.datetime) -> list[Judged]:
    """Every case asked in a fresh conversation and judged, in order."""
    return [_judged(assistant, case, now) for case in cases]


def _judged(assistant: Answers, case: Case, now: dt.datetime) -> Judged:
    question = Question(text=case.question, chat=uuid.uuid4().hex, time=now, channel="eval")
    started = time.perf_counter()
    reply = assistant.reply(question)
    ms = (time.perf_counter() - started) * 1000
    outcome = outcome_of(reply)
    return Judged(case, outcome, verdict_on(case, outcome), ms)
