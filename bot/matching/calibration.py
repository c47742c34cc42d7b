"""Examples made from the knowledge itself, and weights fitted to them.

A phrasing left out should still lead to its entry; with the entry left out, nothing should be sure; with
the whole subject left out, nothing should even be near (leave-one-out at three depths). A phrasing with one
of its nouns exchanged asks for something nobody wrote down. Deterministic.
"""

from __future__ import annotations

import dataclasses
import itertools
import zlib
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from bot.matching.candidates import Candidate
from bot.matching.confidence import BIAS, Weights
from bot.matching.evidence import FEATURES, Evidence
from bot.matching.fitting import Array, fit_choice, fit_logistic
from bot.matching.lexicon import rows
from bot.matching.matcher import Matcher
from bot.matching.profiles import profile
from bot.matching.ranking import STANDING, Ranked, standing
from bot.matching.text import read
from bot.matching.understand import Understood

CANDIDATES = 14  # per example
_NOUNS = [word for word, kind in rows("words.tsv") if kind == "n" and len(word) == 2]
_FOR = (
    "similarity log_odds posterior cosine ratio sound_ratio coverage coverage_all doc_coverage"
    " name_agree attribute_agree doc_agree length lead refusal_lead"
)
_AGAINST = (
    "unexplained run name_said name_missing name_silent hard_missing soft_missing doc_disagree year_missing"
    " place_missing member_missing measure_missing actual_missing counted_missing part_missing in_answer"
    " overview refusal_unmet scope_missing scope_unsaid lead_run rival"
)
# What speaks for a candidate may never count against it: chance in the examples would teach otherwise.
_SIGN = dict.fromkeys(_FOR.split(), 1.0) | dict.fromkeys(_AGAINST.split(), -1.0)
_RANK_PULL, _TRUST_PULL = 0.002, 0.0008  # towards the weights it starts from
_RESPONSE_PULL = 1e-4
_ENOUGH = 200  # examples; fewer say nothing about the knowledge
_MOST = 2.0  # factor by which other knowledge may steepen or flatten the confidence
_NEAR_SHARE = 0.6  # some left-out entries are rightly answered by a neighbour


@dataclasses.dataclass(frozen=True, slots=True)
class Example:
    """One question with its candidates and the right ones among them."""

    ranked: tuple[Ranked, ...]
    right: frozenset[str]  # candidate keys; empty when the question should be refused
    importance: float = 1.0


def examples(matcher: Matcher, most: int = 3000) -> list[Example]:
    """Examples from the phrasings of the knowledge, at most `most` phrasings, evenly picked."""
    texts = [
        (position, number)
        for position, candidate in enumerate(matcher.candidates)
        for number in range(len(candidate.docs))
        if len(candidate.docs) > 1
    ]
    step = max(1, -(-len(texts) // most))
    return list(itertools.chain.from_iterable(_left_out(matcher, p, n) for p, n in texts[::step]))


def _left_out(matcher: Matcher, position: int, number: int) -> Iterator[Example]:
    candidate = matcher.candidates[position]
    query = candidate.docs[number]
    own = matcher.index.documents(position)
    reduced = _without(candidate, number)
    found = _rank(matcher, query, (own[number],), {position: reduced})
    if any(r.candidate.key == candidate.key for r in found):
        yield Example(found, frozenset({candidate.key}))
    if candidate.kind == "entry" and number % 2 == 1:
        swapped = _swapped(matcher, query)
        if swapped is not None:
            yield Example(_rank(matcher, swapped, (), {}), frozenset())
    if candidate.kind == "entry" and number % 2 == 0:
        yield Example(_rank(matcher, query, own, {}), frozenset(), _NEAR_SHARE)
    if candidate.kind == "entry" and number % 4 == 1:
        yield Example(_rank(matcher, query, matcher.subject_documents(candidate.subject), {}), frozenset())


def _swapped(matcher: Matcher, query: Understood) -> Understood | None:
    """The text with its last noun exchanged for an unrelated one; None when it has no noun to exchange."""
    nouns = [s for s in matcher.vocabulary.nouns(query.text) if query.weights[s.start]]
    if not nouns:
        return None
    strange = _NOUNS[zlib.crc32(str(query.text).encode()) % len(_NOUNS)]
    return matcher.understand(query.text.replace(nouns[-1].start, nouns[-1].end, read(strange, latin=False)))


def _without(candidate: Candidate, number: int) -> Candidate:
    """The candidate as if one of its phrasings had not been written."""
    docs = tuple(d for i, d in enumerate(candidate.docs) if i != number)
    kept = profile(docs)
    names = candidate.asked.names & (kept.names | {f"s:{candidate.subject}"})
    return dataclasses.replace(
        candidate, docs=docs, asked=dataclasses.replace(kept, names=names | kept.names)
    )


def _rank(
    matcher: Matcher, query: Understood, hidden: Sequence[int], replaced: Mapping[int, Candidate]
) -> tuple[Ranked, ...]:
    return matcher.rank(query, CANDIDATES, hidden, replaced)


def fit(found: Sequence[Example], start: Weights) -> Weights:
    """Weights fitted to the examples, starting from and pulled towards `start`."""
    rank = _fit_rank([e for e in found if e.right], start)
    trust = _fit_trust(found, rank, start)
    fitted = Weights(rank, trust)
    return dataclasses.replace(fitted, reference=(1.0, 0.0))


def response(found: Sequence[Example], weights: Weights) -> tuple[float, float]:
    """Slope and shift that turn the weights' log-odds into those of the examples (Platt 1999)."""
    rows: list[tuple[float, float]] = []
    labels: list[float] = []
    for example in found:
        if example.ranked:
            rows.append((weights.logit(example.ranked[0].evidence, standing(example.ranked)), 1.0))
            labels.append(float(_is_right(example.ranked[0], example)))
    importance = np.ones(len(rows))
    prior, free = np.array([1.0, 0.0]), np.array([1.0, 0.0])
    slope, shift = fit_logistic(
        np.array(rows), np.array(labels), importance, prior, _RESPONSE_PULL, sign=free
    )
    return float(slope), float(shift)


def adjusted(found: Sequence[Example], weights: Weights) -> Weights:
    """The weights as surely right on other knowledge as they were on the knowledge they were fitted to.

    Only slope and shift of the log-odds change: what speaks for what is a matter of the language.
    """
    if len(found) < _ENOUGH:
        return weights
    slope, shift = response(found, weights)
    old_slope, old_shift = weights.reference
    factor = min(_MOST, max(1 / _MOST, slope / old_slope))
    trust = {name: value * factor for name, value in weights.trust.items()}
    trust[BIAS] += (shift - old_shift) / old_slope
    return Weights(weights.rank, trust, weights.reference)


def _fit_rank(found: Sequence[Example], start: Weights) -> dict[str, float]:
    groups = np.zeros((len(found), CANDIDATES, len(FEATURES)))
    present = np.zeros((len(found), CANDIDATES), dtype=bool)
    right = np.zeros(len(found), dtype=np.intp)
    for row, example in enumerate(found):
        for column, ranked in enumerate(example.ranked[:CANDIDATES]):
            groups[row, column] = ranked.evidence.values()
            present[row, column] = True
        right[row] = next(i for i, r in enumerate(example.ranked) if r.candidate.key in example.right)
    prior = np.array([start.rank.get(name, 0.0) for name in FEATURES])
    importance = np.array([example.importance for example in found])
    fitted = fit_choice(groups, present, right, importance, prior=prior, l2=_RANK_PULL)
    return dict(zip(FEATURES, fitted.tolist(), strict=True))


def _fit_trust(found: Sequence[Example], rank: Mapping[str, float], start: Weights) -> dict[str, float]:
    scorer = Weights(rank, start.trust)
    rows: list[tuple[float, ...]] = []
    labels: list[float] = []
    importance: list[float] = []
    for example in found:
        again = sorted(
            (dataclasses.replace(r, score=scorer.score(r.evidence)) for r in example.ranked),
            key=lambda r: (-r.score, r.candidate.key),
        )
        if again:
            rows.append((*again[0].evidence.values(), *standing(again).values(), 1.0))
            labels.append(float(_is_right(again[0], example)))
            importance.append(example.importance)
    names = (*FEATURES, *STANDING, BIAS)
    prior: Array = np.array([start.trust.get(name, 0.0) for name in names])
    sign: Array = np.array([_SIGN.get(name, 0.0) for name in names])
    fitted = fit_logistic(
        np.array(rows), np.array(labels), np.array(importance), prior, _TRUST_PULL, sign=sign
    )
    return dict(zip(names, fitted.tolist(), strict=True))


def _is_right(first: Ranked, example: Example) -> bool:
    if example.right:
        return first.candidate.key in example.right
    return first.candidate.kind == "unknown"


__all__ = ["Evidence", "Example", "examples", "fit"]
