"""Question files as examples to fit weights to. Knows not how weights are fitted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.content.model import Entry, Knowledge
from bot.conversation.clauses import focus
from bot.conversation.wording import answer_text
from bot.evaluation.cases import Case, Figures
from bot.evaluation.figures import compared, holds_all, holds_none
from bot.matching.calibration import CANDIDATES, Example
from bot.matching.matcher import Matcher
from bot.matching.ranking import Ranked

_PREFIX = {"answer": "e:", "route": "r:", "small_talk": "t:"}
_IMPORTANCE = 4.0  # of a question written by a person beside one made from a phrasing


def examples_of(cases: Iterable[Case], matcher: Matcher) -> Iterator[Example]:
    """One example a case that says what is right; refusals are examples with nothing right."""
    for case in cases:
        if case.known_gap or case.expect == "suggest":
            continue
        text = focus(matcher.read(case.question), matcher.vocabulary)[0]
        ranked = matcher.rank(matcher.understand(text), CANDIDATES)
        right = _right(case, ranked, matcher.knowledge)
        if case.expect in _PREFIX and not any(r.candidate.key in right for r in ranked):
            continue  # not among the candidates: nothing to learn an order from
        if not right and ranked and ranked[0].candidate.kind in {"route", "talk"}:
            continue  # a refusal by another name
        yield Example(ranked, right, _IMPORTANCE)


def _right(case: Case, ranked: Iterable[Ranked], knowledge: Knowledge) -> frozenset[str]:
    """The keys of the candidates that are right."""
    if case.figures is None:
        prefix = _PREFIX.get(case.expect)
        return frozenset(prefix + wanted for wanted in case.wanted) if prefix else frozenset()
    if case.expect != "answer":
        return frozenset()
    figures = case.figures
    entries = [r.candidate for r in ranked if r.candidate.kind == "entry"]
    return frozenset(c.key for c in entries if _tells(knowledge.entries[c.id], figures, knowledge))


def _tells(entry: Entry, figures: Figures, knowledge: Knowledge) -> bool:
    text = compared(answer_text(entry, knowledge.subjects[entry.subject], None))
    return holds_none(text, figures.must_not) and holds_all(text, figures.must, figures.must_any)
