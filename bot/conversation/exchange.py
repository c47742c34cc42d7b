"""The last question with something of it exchanged: its name, place, year or number. Judges nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from bot.content.model import Knowledge
from bot.matching.phrasebook import Span
from bot.matching.text import Text, join
from bot.matching.understand import Understood
from bot.matching.vocabulary import Vocabulary

_SCALE = frozenset("万亿千百")
_LITTLE = 0.2  # content that particles and 年 leave behind


def says_only(query: Understood, spans: Iterable[Span[Any]] = ()) -> bool:
    """Whether the question asks nothing and holds nothing but the spans, numbers and function words."""
    inside = {i for s in spans for i in range(s.start, s.end)}
    rest = (
        weight
        for i, (unit, weight) in enumerate(zip(query.text.units, query.weights, strict=True))
        if i not in inside and not unit[:1].isdigit() and unit not in _SCALE and unit != "年"
    )
    return not query.demands and sum(rest) <= _LITTLE


def with_name(last: Understood, own: Understood, subject: str) -> Text:
    """The last question asked of what the new text names, in the place of the last subject."""
    if not last.names:
        return join([*_cuts(own, own.names), last.text])
    about = [s for s in last.names if any(n.id == f"s:{subject}" for n in s.values)] or last.names[-1:]
    new = own.text.cut(own.names[0].start, own.names[0].end)
    return _put(last.text, about, new)


def with_part_of_a_name(
    last: Understood, own: Understood, knowledge: Knowledge, vocabulary: Vocabulary
) -> Text | None:
    """The last question with 草业中心 for 乳业中心, when the new text says only 草业; None otherwise."""
    core = "".join(u for u, w in zip(own.text.units, own.weights, strict=True) if w >= 0.5)
    if len(core) < 2 or not last.names:
        return None
    span = last.names[-1]
    shown = "".join(last.text.units[span.start : span.end]) + "".join(n.text for n in span.values)
    for subject in knowledge.subjects.values():
        for alias in (*subject.aliases, subject.name):
            rest = alias.replace(core, "", 1)
            if rest != alias and rest and rest in shown and core not in shown:
                return _put(last.text, [span], vocabulary.canonical_phrase(alias))
    return None


def with_place(last: Understood, own: Understood) -> Text:
    """The last question asked of another place."""
    new = join(_cuts(own, (*own.places, *own.districts, *own.home))[:1])
    old = (*last.places, *last.districts, *last.home)
    return _put(last.text, old[:1], new) if old else join([new, last.text])


def with_year(last: Understood, own: Understood) -> Text:
    """The last question asked of another year."""
    index = next(i for i, u in enumerate(own.text.units) if u[:1].isdigit())
    new = own.text.cut(index, index + 1)
    for old, unit in enumerate(last.text.units):
        if unit in last.years or (
            f"20{unit}" in last.years and last.text.units[old + 1 : old + 2] == ("年",)
        ):
            return last.text.replace(old, old + 1, new)
    dated = own.text.cut(index, index + 1 + (own.text.units[index + 1 : index + 2] == ("年",)))
    return join([dated, last.text])


def with_number(last: Understood, own: Understood) -> Text | None:
    """The last question with another number of the same thing in it (收入3亿呢); None when there is none."""
    new, old = _numbers(own), _numbers(last)
    if not new or not old:
        return None
    said = [u for i, u in enumerate(own.text.units) if own.weights[i] >= 0.5 and not u[:1].isdigit()]
    words = [u for u in said if u not in _SCALE]
    if any(u not in last.text.units for u in words):
        return None
    start, end = old[0]
    if words:
        after = [span for span in old if last.text.units.index(words[0]) < span[0]]
        start, end = after[0] if after else old[0]
    return last.text.replace(start, end, own.text.cut(*new[0]))


def _numbers(query: Understood) -> list[tuple[int, int]]:
    """Where numbers stand that are no years, with 万 and 亿."""
    found = []
    units = query.text.units
    for start, unit in enumerate(units):
        if unit[:1].isdigit() and unit not in query.years:
            end = start + 1
            while end < len(units) and units[end] in _SCALE:
                end += 1
            found.append((start, end))
    return found


def _cuts(query: Understood, spans: Iterable[Span[Any]]) -> list[Text]:
    return [query.text.cut(s.start, s.end) for s in spans]


def _put(text: Text, spans: Sequence[Span[Any]], new: Text) -> Text:
    """The text with the new one for the first of the spans, the others left out."""
    for span in sorted(spans, key=lambda s: -s.start):
        first = span.start == min(s.start for s in spans)
        text = text.replace(span.start, span.end, new if first else text.cut(0, 0))
    return text
