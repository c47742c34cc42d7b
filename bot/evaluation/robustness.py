"""How often a question said differently comes to the same outcome. Knows no expectations."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence

from bot.conversation.messages import Question
from bot.evaluation.outcome import Outcome, outcome_of
from bot.evaluation.rates import Rate
from bot.evaluation.run import Answers
from bot.evaluation.variants import VARIANTS


def robustness(assistant: Answers, questions: Sequence[str], time: dt.datetime) -> Mapping[str, Rate]:
    """For each transformation, the share of questions it changes that keep their outcome."""
    usual = {question: _outcome(assistant, question, time) for question in questions}
    rates = {}
    for name, change in VARIANTS.items():
        said = {question: change(question) for question in usual if change(question) != question}
        kept = sum(
            same_outcome(usual[question], _outcome(assistant, text, time)) for question, text in said.items()
        )
        rates[name] = Rate(kept, len(said))
    return rates


def sample(questions: Sequence[str], size: int) -> list[str]:
    """At most `size` of the questions, evenly spaced, so that every file is in it."""
    step = max(1, -(-len(questions) // size))
    return list(questions[::step])


def same_outcome(first: Outcome, second: Outcome) -> bool:
    """Whether two outcomes are the same to the asker: the same entries answered, else the same kind."""
    return first.kind == second.kind and set(first.entries) == set(second.entries)


def _outcome(assistant: Answers, text: str, time: dt.datetime) -> Outcome:
    chat = uuid.uuid4().hex  # a chat of its own: nothing may follow up on anything
    return outcome_of(assistant.reply(Question(text=text, chat=chat, time=time, channel="eval")))
