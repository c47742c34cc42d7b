"""How often a question said differently comes to the same outcome. Knows no expectations."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence

from bot.conversation.messages import Question
from bot.evaluation.cases import Case
from bot.evaluation.outcome import Outcome, outcome_of
from bot.evaluation.rates import Rate
from bot.evaluation.run import Answers

Variants = Mapping[str, Callable[[str], str]]


@dataclasses.dataclass(frozen=True, slots=True)
class Said:
    """One question said in one other way, and what came of both."""

    variant: str
    usual: str
    text: str
    before: Outcome
    after: Outcome

    @property
    def kept(self) -> bool:
        """Whether both outcomes are the same to the asker: the same entries or route, else the same kind."""
        return _gist(self.before) == _gist(self.after)


def said_differently(
    assistant: Answers, questions: Sequence[str], variants: Variants, time: dt.datetime
) -> list[Said]:
    """Every question in every way that changes it."""
    found = []
    for question in questions:
        before = _outcome(assistant, question, time)
        for name, change in variants.items():
            text = change(question)
            if text != question:
                found.append(Said(name, question, text, before, _outcome(assistant, text, time)))
    return found


def rates_by_variant(all_said: Sequence[Said]) -> Mapping[str, Rate]:
    """For each way of saying it differently, the share that keeps its outcome; the worst first."""
    rates = {}
    for name in dict.fromkeys(said.variant for said in all_said):
        kept = [said.kept for said in all_said if said.variant == name]
        rates[name] = Rate(sum(kept), len(kept))
    return dict(sorted(rates.items(), key=lambda item: item[1].share))


def sayable(cases: Iterable[Case]) -> list[str]:
    """The questions that stay themselves in other words: neither small talk nor gibberish."""
    kept = (case for case in cases if case.expect != "small_talk" and "gibberish" not in case.wanted)
    return list(dict.fromkeys(case.question for case in kept))


def sample(questions: Sequence[str], size: int) -> list[str]:
    """At most `size` of the questions in their order; most stay the same when questions are added."""
    chosen = set(sorted(questions, key=_digest)[:size])
    return [question for question in questions if question in chosen]


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode(), digest_size=8).digest()


def _gist(outcome: Outcome) -> tuple[str, frozenset[str], str]:
    """What must not change: which entries answer, which route is shown, else whether it offers or refuses."""
    sent_elsewhere = outcome.route if outcome.kind == "none" and outcome.reason is None else ""
    return outcome.kind, frozenset(outcome.entries), outcome.small_talk or sent_elsewhere


def _outcome(assistant: Answers, text: str, time: dt.datetime) -> Outcome:
    chat = uuid.uuid4().hex  # a chat of its own: nothing may follow up on anything
    return outcome_of(assistant.reply(Question(text=text, chat=chat, time=time, channel="eval")))
