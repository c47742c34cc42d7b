"""What part of a whole a question asks for, and whether a candidate tells it of that part or of the whole."""

from __future__ import annotations

from bot.matching.candidates import Candidate
from bot.matching.portions import NONE, Portion, portion
from bot.matching.text import COMMA, Text
from bot.matching.understand import Understood

_TELLS_APART = frozenset({"fields", "level", "which-kind", "identity"})  # 生物医药行业的有几家
_SELDOM = 4  # texts of which one may speak of a part for itself
_WORD = 2  # units of a word that can be looked for
_AND = frozenset("和与及跟或")


def asked_portion(query: Understood) -> Portion:
    """The portion of a whole that the question asks for."""
    counts = [(s.start, s.end) for s in query.attributes if "count" in s.values or "ratio" in s.values]
    named = [
        (s.start, s.end)
        for s in (*query.names, *query.home, *query.districts, *query.places, *query.strangers)
    ]
    inside = {i for start, end in named for i in range(start, end)}
    empty = [not w and i not in inside for i, w in enumerate(query.weights)]
    found = portion(query.text, counts, named, empty)
    if found.kind not in {"part", "alone"}:
        return found
    asks = (s for s in query.attributes if found.start <= s.start < found.end)
    return NONE if any(not set(s.values) & _TELLS_APART for s in asks) else found  # 测算表里利税填多少


def joined(query: Understood, asked: Portion, candidate: Candidate) -> bool:
    """Whether the candidate speaks of the portion only together with something else: 企业 in 院所和企业."""
    units = query.text.units
    start, end = asked.start, asked.end
    while start < end and not query.weights[start] and not _in_name(query, start):
        start += 1
    while start < end and not query.weights[end - 1] and not _in_name(query, end - 1):
        end -= 1
    words = units[start:end]
    if len(words) < _WORD:
        return False
    found = [(doc.text, i) for doc in candidate.docs for i in occurrences(words, doc.text)]
    pauses = asked.kind == "alone"
    beside = [beside_another(text, i, i + len(words), pauses=pauses) for text, i in found]
    if candidate.figure and one_of_several(words, candidate, pauses=pauses):
        return True
    if not found:
        named = any((n.start, n.end) == (start, end) and n.exact for n in query.names)
        told = any(occurrences(words, said.text) for said in candidate.answers)
        return asked.kind == "alone" or (named and not told)
    return 2 * sum(beside) >= len(beside)


def one_of_several(words: tuple[str, ...], candidate: Candidate, *, pauses: bool) -> bool:
    """Whether a figure is of the words together with others: 兰州大学、中国农科院草原所的团队13个.

    The answer names them as one of several, and few texts speak of them for themselves; with `pauses`, what
    stands beside them after a pause joins them to others there too.
    """
    answers = [(said.text, i) for said in candidate.answers for i in occurrences(words, said.text)]
    if not any(beside_another(text, i, i + len(words), pauses=False) for text, i in answers):
        return False
    found = [(doc.text, i) for doc in candidate.docs for i in occurrences(words, doc.text)]
    alone = sum(not beside_another(text, i, i + len(words), pauses=pauses) for text, i in found)
    return _SELDOM * alone <= len(candidate.docs)


def _in_name(query: Understood, index: int) -> bool:
    return any(s.start <= index < s.end for s in (*query.names, *query.places, *query.home))


def occurrences(words: tuple[str, ...], text: Text) -> list[int]:
    """Where the words stand in the text."""
    return [i for i in range(len(text) - len(words) + 1) if text.units[i : i + len(words)] == words]


def beside_another(text: Text, start: int, end: int, *, pauses: bool = False) -> bool:
    """Whether a word for and stands right before or after; with `pauses`, also a pause."""
    before, after = text.units[start - 1 : start], text.units[end : end + 1]
    paused = any(gap >= COMMA for gap in (text.breaks[start], *text.breaks[end : end + 1])) and bool(before)
    return (pauses and paused) or not _AND.isdisjoint((*before, *after))


def counted(query: Understood) -> tuple[int, int]:
    """Start and end of what is counted, behind the last word for how many: 乡镇 in 几个乡镇; else empty."""
    ends = [s.end for s in query.attributes if "count" in s.values]
    start = ends[-1] if ends else len(query.text)
    while start < len(query.text) and not query.weights[start]:
        start += 1
    end = start
    while end < len(query.text) and query.weights[end] and not (query.text.breaks[end] and end > start):
        end += 1
    return start, end


def counted_before(query: Understood) -> tuple[int, int]:
    """Start and end of what is counted, before the first word for how many: 服装企业 in 服装企业有多少家."""
    starts = [s.start for s in query.attributes if "count" in s.values]
    end = starts[0] if starts else 0
    while end and not query.weights[end - 1] and not _in_name(query, end - 1):
        end -= 1
    start = end
    while start and query.weights[start - 1] and not (query.text.breaks[start] and start < end):
        start -= 1
    return start, end
