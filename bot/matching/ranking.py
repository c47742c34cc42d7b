"""Candidates in order, and how the first stands among them."""

from __future__ import annotations

import dataclasses
import operator
from collections.abc import Iterator, Sequence

from bot.matching.candidates import Candidate
from bot.matching.evidence import Evidence
from bot.matching.understand import Understood

_THE_SAME = 0.98  # similarity of a text to itself, and hardly of another
LEAD_CAP = 4.0  # a lead beyond this makes nothing surer
_COMMON = frozenset({"2022", "2023", "2024", "2025", "2026", "1", "2", "3"})  # figures many answers hold


@dataclasses.dataclass(frozen=True, slots=True)
class Ranked:
    """One candidate with the evidence for it."""

    candidate: Candidate
    evidence: Evidence
    score: float


@dataclasses.dataclass(frozen=True, slots=True)
class Standing:
    """How the first candidate stands among the others."""

    lead: float  # over the next that would say something else, 0..LEAD_CAP
    refusal_lead: float  # over the next curated refusal, 0..LEAD_CAP
    rival: float  # cosine of the next that would say something else, 0..1

    def values(self) -> tuple[float, ...]:
        """The features in field order."""
        found: tuple[float, ...] = _all_values(self)
        return found


STANDING = tuple(f.name for f in dataclasses.fields(Standing))
_all_values = operator.attrgetter(*STANDING)


def standing(ranked: Sequence[Ranked]) -> Standing:
    """How the first of the candidates, best first, stands among the others."""
    first = ranked[0]
    other = next(_others(ranked), None)
    refusal = next((r for r in ranked[1:] if r.candidate.kind == "unknown" and _asked_for(r)), None)
    return Standing(
        _ahead(first, other), _ahead(first, refusal), other.evidence.cosine if other is not None else 0.0
    )


def lead(ranked: Sequence[Ranked]) -> float:
    """How far the first is ahead of the next candidate that would say something else, 0..LEAD_CAP."""
    return _ahead(ranked[0], next(_others(ranked), None))


def worded_so(query: Understood, ranked: Ranked) -> bool:
    """Whether the question is, word for word, one of the candidate's texts."""
    if ranked.evidence.similarity < _THE_SAME:
        return False
    return any(doc.text.units == query.text.units for doc in ranked.candidate.docs)


def _ahead(first: Ranked, other: Ranked | None) -> float:
    return LEAD_CAP if other is None else min(LEAD_CAP, first.score - other.score)


def _asked_for(ranked: Ranked) -> bool:
    """Whether a curated refusal may be said at all; 冯雁哪年当上院长 is not what 冯院长是谁 asks."""
    return ranked.candidate.kind != "unknown" or ranked.evidence.refusal_unmet < 1


def _others(ranked: Sequence[Ranked]) -> Iterator[Ranked]:
    """The candidates that would say something else than the first.

    Two entries of one subject that print the same figure answer the same question.
    """
    first = ranked[0]
    for other in ranked[1:]:
        if not _asked_for(other):
            continue
        related = first.candidate.subject == other.candidate.subject or bool(
            {f"s:{first.candidate.subject}", f"s:{other.candidate.subject}"}
            & (first.candidate.asked.names | other.candidate.asked.names)
        )
        same = related and other.candidate.kind == "entry"
        if not (same and first.candidate.said.numbers & other.candidate.said.numbers - _COMMON):
            yield other
