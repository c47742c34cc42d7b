"""Case and outcome → verdict. Knows no files and no rates."""

from __future__ import annotations

import dataclasses
from typing import Literal, assert_never

from bot.evaluation.cases import Case, Figures
from bot.evaluation.figures import compared, holds_all, holds_none
from bot.evaluation.outcome import Outcome

Verdict = Literal[
    "right",  # what was expected
    "offered",  # not answered, but the right question is among the suggestions
    "missed",  # neither answered nor offered, though it is known
    "wrong",  # answered with something else
    "otherwise",  # declined as it should, but for another reason or by another route
    "false",  # answered although it should not
]
BAD: frozenset[Verdict] = frozenset({"wrong", "false"})


@dataclasses.dataclass(frozen=True, slots=True)
class Judged:
    """One case after it was asked."""

    case: Case
    outcome: Outcome
    verdict: Verdict
    ms: float


def verdict_on(case: Case, outcome: Outcome) -> Verdict:
    """How the outcome compares with what the case expects."""
    if case.figures is not None:
        return _by_figures(case, case.figures, outcome)
    match case.expect:
        case "answer":
            return _answered(case, outcome)
        case "suggest":
            return _suggested(case, outcome)
        case "refuse":
            return _declined(outcome, right=outcome.reason in case.wanted)
        case "route":
            return _declined(outcome, right=outcome.route in case.wanted)
        case "small_talk":
            return _declined(outcome, right=outcome.small_talk in case.wanted)
        case _:
            assert_never(case.expect)


def _answered(case: Case, outcome: Outcome) -> Verdict:
    if outcome.kind == "answer":
        return "right" if set(outcome.entries) == set(case.wanted) else "wrong"
    offered = {choice.entry for choice in outcome.suggestions}
    return "offered" if set(case.wanted) <= offered else "missed"


def _suggested(case: Case, outcome: Outcome) -> Verdict:
    if outcome.kind == "answer":
        return "right" if set(outcome.entries) <= set(case.wanted) else "wrong"
    offered = {choice.entry for choice in outcome.suggestions}
    return "right" if offered.intersection(case.wanted) else "missed"


def _declined(outcome: Outcome, *, right: bool) -> Verdict:
    if outcome.kind == "answer":
        return "false"
    return "right" if right and outcome.kind == "none" else "otherwise"


def _by_figures(case: Case, figures: Figures, outcome: Outcome) -> Verdict:
    text = compared(outcome.text)
    offers = "¦".join(f"{choice.question}¦{choice.answer}" for choice in outcome.suggestions)
    both = compared(f"{text}¦{offers}")
    clean = holds_none(text, figures.must_not)
    if case.expect == "refuse":
        return "false" if outcome.kind == "answer" or not clean else "right"
    if case.expect == "suggest":
        found = outcome.kind != "none" and clean and holds_all(both, figures.must, figures.must_any)
        return "right" if found else "wrong" if outcome.kind == "answer" else "missed"
    if outcome.kind == "answer":
        return "right" if clean and holds_all(text, figures.must, figures.must_any) else "wrong"
    return "offered" if holds_all(both, figures.must, figures.must_any) else "missed"
