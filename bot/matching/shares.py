"""How much of the part of a whole that is asked for a candidate leaves open."""

from __future__ import annotations

import operator

from bot.matching.candidates import Candidate
from bot.matching.phrasebook import Span
from bot.matching.phrases import Name
from bot.matching.weighing import Weighed
from bot.matching.wholes import beside_another, counted_before, joined, one_of_several

_SAYS_SOMETHING = 0.6  # content units of a part of a whole
_NOUN = 0.9  # weight from which a word names something: nouns and unknown words
_SAYING = 0.5  # weight from which a word says something: verbs, nouns and unknown words
_TOUCHED = 0.4  # share below which a unit is not what the candidate is asked about
_EXPLAINED = 0.6  # share of it from which a part is what the candidate is asked about


def spoken_of(span: Span[Name], names: frozenset[str]) -> bool:
    """Whether a name that was recognised is one of these."""
    return any(name.id in names for name in span.values)


def counted_open(query: Weighed, by_asked: list[float]) -> float:
    """The share of what is counted that the candidate is not asked about; 0 where hardly any is named."""
    start, end = query.counted
    content = sum(query.content[start:end])
    if content < _SAYS_SOMETHING:
        return 0.0
    return float(1 - sum(map(operator.mul, query.content[start:end], by_asked[start:end])) / content)


def counted_thin(query: Weighed, candidate: Candidate) -> float:
    """The share of what is counted that only few phrasings of a figure say; 0 where hardly any is named."""
    if not candidate.figure:
        return 0.0
    start, end = query.counted if query.counted[0] < query.counted[1] else counted_before(query.text)
    content = sum(query.content[start:end])
    if content < _SAYS_SOMETHING:
        return 0.0
    said = sum(query.content[i] for i in range(start, end) if _chiefly(query, i, candidate))
    return 1 - said / content


def portion_open(query: Weighed, by_asked: list[float], names: frozenset[str], candidate: Candidate) -> bool:
    """Whether the portion that is asked for is not what the candidate is asked about."""
    asked = query.portion
    if not asked.kind:
        return candidate.figure and _counts_one_of_several(query, candidate)
    if asked.kind in {"most", "not", "rest", "each"}:
        figure = candidate.figure or asked.kind != "each"
        return figure and asked.kind not in candidate.portions
    if asked.kind in {"one", "alone"} and not candidate.figure:
        return False
    return (
        _one_open(query, candidate) if asked.kind == "one" else _part_open(query, by_asked, names, candidate)
    )


def _one_open(query: Weighed, candidate: Candidate) -> bool:
    """Whether the one that is named is not the candidate's subject: a figure of several is not of one."""
    own, end = f"s:{candidate.subject}", query.portion.end
    return not any(name.id == own for n in query.text.names if n.end == end for name in n.values)


def _part_open(query: Weighed, by_asked: list[float], names: frozenset[str], candidate: Candidate) -> bool:
    """Whether the named part of the whole is not what the candidate is asked about."""
    asked = query.portion
    within = range(asked.start, asked.end)
    named = [n for n in query.text.names if n.start in within]
    if any(n.end - 1 in within and not spoken_of(n, names) for n in named):
        return True
    if not named and not any(query.text.weights[i] >= _NOUN for i in within):  # 39人里能数出几位
        return False
    return joined(query.text, asked, candidate) or _mostly_open(query, within, by_asked, candidate)


def _counts_one_of_several(query: Weighed, candidate: Candidate) -> bool:
    """Whether what is counted is one of several that the figure is of: 服装企业 of 餐饮、服装企业51家."""
    units, weights = query.text.text.units, query.text.weights
    start, end = counted_before(query.text)
    if beside_another(query.text.text, start, end):  # 企业和合作社多少个
        return False
    return any(
        min(weights[i : i + 2]) >= _SAYING and one_of_several(units[i : i + 2], candidate, pauses=True)
        for i in range(start, end - 1)
    )


def _mostly_open(query: Weighed, within: range, by_asked: list[float], candidate: Candidate) -> bool:
    """Whether most of what the portion says is not what the candidate is asked about."""
    saying = [i for i in within if query.text.weights[i] >= _SAYING]
    content = sum(query.content[i] for i in saying)
    explained_ = sum(query.content[i] * by_asked[i] for i in saying if _chiefly(query, i, candidate))
    if content < _SAYS_SOMETHING:
        return False
    strange = candidate.figure and any(
        query.text.weights[i] >= _NOUN and by_asked[i] < _TOUCHED for i in saying
    )
    return strange or explained_ < _EXPLAINED * content


def _chiefly(query: Weighed, index: int, candidate: Candidate) -> bool:
    """Whether a unit is said by several texts of a figure: one that names 餐饮 tells no number of 餐饮."""
    if not candidate.figure:
        return True
    around = (*query.pairs[index : index + 2], *query.sounds[index : index + 2])
    return not candidate.chiefly.isdisjoint(around)
