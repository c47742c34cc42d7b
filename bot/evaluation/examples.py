"""Question files as examples to fit weights to. Knows not how weights are fitted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.conversation.clauses import focus
from bot.evaluation.cases import Case
from bot.matching.calibration import CANDIDATES, Example
from bot.matching.matcher import Matcher

_PREFIX = {"answer": "e:", "route": "r:", "small_talk": "t:"}
_IMPORTANCE = 2.0  # of a question written by a person beside one made from a phrasing


def examples_of(cases: Iterable[Case], matcher: Matcher) -> Iterator[Example]:
    """One example a case that says what is right; refusals are examples with nothing right."""
    for case in cases:
        if case.known_gap or case.expect == "suggest" or case.figures is not None:
            continue
        prefix = _PREFIX.get(case.expect)
        right = frozenset(prefix + wanted for wanted in case.wanted) if prefix else frozenset()
        text = focus(matcher.read(case.question), matcher.vocabulary)[0]
        ranked = matcher.rank(matcher.understand(text), CANDIDATES)
        if right and not any(r.candidate.key in right for r in ranked):
            continue  # not among the candidates: nothing to learn an order from
        if not right and ranked and ranked[0].candidate.kind in {"route", "talk"}:
            continue  # a refusal by another name
        yield Example(ranked, right, _IMPORTANCE)
