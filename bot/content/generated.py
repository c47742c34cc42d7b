"""Answers made from facts alone, for facts that people ask and no entry tells. Knows no files."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.content.dates import spoken
from bot.content.document import SubjectFile
from bot.content.drafts import Draft, Drafts
from bot.content.model import Fact, FactValue

LONGEST_LABEL = 14  # what a phone shows on a button beside the number
_DIGIT = re.compile(r"\d")


def tellers(drafts: Drafts) -> dict[tuple[str, str], str]:
    """For each fact that exactly one figure entry of its own subject tells, that entry's id.

    Such a fact needs no second answer: what people ask for it belongs to the written entry.
    """
    found: dict[tuple[str, str], list[str]] = {}
    for entry in drafts.entries:
        if entry.shape.kind == "figure":
            for key in _told_here(entry):
                found.setdefault((entry.document.shape.id, key), []).append(entry.shape.id)
    return {fact: ids[0] for fact, ids in found.items() if len(ids) == 1}


def _told_here(entry: Draft) -> Iterable[str]:
    subject = entry.document.shape.id
    return dict.fromkeys(use.fact.key for use in entry.texts["answer"].uses if use.subject == subject)


def question_of(subject: str, fact: Fact) -> str:
    """The question a generated entry answers."""
    asked = "是多少" if _DIGIT.search(fact.values[-1].value) else "是什么"
    return f"{subject}{fact.label}{asked}？"


def answer_of(subject: str, fact: Fact) -> str:
    """The newest value with its date, then the older ones."""
    *older, newest = fact.values
    before = "；".join(f"{_valued(value, fact)}（{spoken(value.as_of)}）" for value in reversed(older))
    earlier = f"此前：{before}。" if before else ""
    state = "申请中，" if newest.status == "applied" else ""
    return f"{subject}{fact.label}：{_valued(newest, fact)}（{state}{spoken(newest.as_of)}）。{earlier}"


def _valued(value: FactValue, fact: Fact) -> str:
    expected = "预计" if value.status == "planned" and not value.value.startswith("预计") else ""
    return f"{expected}{value.value}{fact.unit}"


def asked_of(shape: SubjectFile, asks: Iterable[str]) -> tuple[str, ...]:
    """The phrasings with the subject's name in front where they do not say it."""
    names = (shape.subject, *shape.aliases)
    return tuple(ask if any(name in ask for name in names) else f"{shape.subject}{ask}" for ask in asks)


def button_label(given: str, question: str, shape: SubjectFile) -> str:
    """The label as given, or the question made short enough for a button."""
    if given:
        return given
    text = question.rstrip("？?。 ")
    if len(text) > LONGEST_LABEL and shape.subject in text:
        shortest = min((name for name in shape.aliases if len(name) > 1), key=len, default=shape.subject)
        text = text.replace(shape.subject, shortest)
    return text if len(text) <= LONGEST_LABEL else text[: LONGEST_LABEL - 1] + "…"
