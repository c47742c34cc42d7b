"""Which of the names and places found in a text really stand there, where they overlap."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from bot.content.model import Knowledge
from bot.matching import lexicon
from bot.matching.phrasebook import Span
from bot.matching.phrases import Name, Place
from bot.matching.text import Text

_EXACT_BONUS = 0.6  # in units: of two of one length the one by characters wins
_SHORT_NAME = (
    3  # units; 人员是 is no 任院士, but a longer name keeps one wrong word in it: 国家乳液技术创新中心
)
Edges = Sequence[tuple[int, int]]  # start and end of every word of the language
T = TypeVar("T")


@dataclasses.dataclass(frozen=True, slots=True)
class Proper:
    """Names and places of one text; no two overlap."""

    names: tuple[Span[Name], ...]
    home: tuple[Span[str], ...]  # the bot's own area
    districts: tuple[Span[str], ...]  # parts of it
    places: tuple[Span[Place], ...]  # anywhere else
    strangers: tuple[Span[str], ...]  # well-known organisations that the knowledge is not about

    def clear_of(self, spans: Sequence[Span[T]]) -> list[Span[T]]:
        """The spans that touch no name and no place."""
        own = (*self.names, *self.home, *self.districts, *self.places)
        taken = {i for span in own for i in range(span.start, span.end)}
        return [span for span in spans if taken.isdisjoint(range(span.start, span.end))]


def choose(found: Mapping[str, Sequence[Span[Any]]], text: Text, words: Edges) -> Proper:
    """The longest first wherever spans overlap, characters before sound."""
    rivals = [
        (kind, span)
        for kind, spans in found.items()
        for span in spans
        if (_is_place(span, text, words) if kind == "places" else span.exact or misheard(span, words))
    ]
    places = [s for kind, s in rivals if kind == "places" and (s.exact or s.end - s.start >= _SHORT_NAME)]
    rivals = [r for r in rivals if not any(p.start < r[1].start < p.end < r[1].end for p in places)]
    rivals.sort(key=lambda r: (r[1].start - r[1].end - _EXACT_BONUS * r[1].exact, r[1].start, r[0]))
    taken: set[int] = set()
    chosen: dict[str, list[Span[Any]]] = {kind: [] for kind in found}
    for kind, span in rivals:
        if taken.isdisjoint(range(span.start, span.end)):
            taken.update(range(span.start, span.end))
            chosen[kind].append(span)
    return Proper(**{k: tuple(sorted(v, key=lambda s: s.start)) for k, v in chosen.items()})


def crossed(span: Span[Any], words: Edges) -> bool:
    """Whether a word of the language reaches over an end of the span: 目前|我市 is no 强首府 misheard."""
    return any(start < span.start < end or start < span.end < end for start, end in words)


def misheard(span: Span[Any], words: Edges) -> bool:
    """Whether a homophone may really be a phrase typed wrongly: the typed characters make no other words."""
    if crossed(span, words):
        return False
    return span.end - span.start > _SHORT_NAME or not any(
        span.start <= start and end <= span.end for start, end in words
    )


def _is_place(span: Span[Place], text: Text, words: Edges) -> bool:
    """Whether a place really stands there, and no piece of another word (平台中) or a chance homophone."""
    units = text.units[span.start : span.end]
    if not any(units):
        return any(p.spoken for p in span.values)
    if not span.exact:
        alike = (sum(a == b for a, b in zip(units, p.text, strict=False)) for p in span.values)
        return len(units) > 2 and 2 * max(alike) >= len(units) and not crossed(span, words)
    overlapping = (w for w in words if w[0] < span.end and span.start < w[1])
    return len(units) > 2 or all(w[0] >= span.start and w[1] <= span.end for w in overlapping)


class Persons:
    """The persons of the knowledge by surname."""

    def __init__(self, knowledge: Knowledge, is_word: Callable[[str], bool]) -> None:
        found: dict[str, dict[str, Name]] = {}
        for subject in knowledge.subjects.values():
            named = [(own, f"n:{own}") for own in subject.names]
            named += [(own, f"s:{subject.id}") for own in (subject.name, *subject.aliases)]
            for own, identity in named:
                if (
                    2 <= len(own) <= lexicon.LONGEST_PERSON
                    and own[0] in lexicon.SURNAMES
                    and not is_word(own)
                ):
                    found.setdefault(own[0], {})[own] = Name(identity, own)
        self._by_surname = {surname: tuple(names.values()) for surname, names in found.items()}

    def titled(self, text: Text) -> Iterator[Span[Name]]:
        """Surname and title (冯院长, 姓李的): every known person of that surname."""
        for start, unit in enumerate(text.units):
            persons = self._by_surname.get(unit)
            if not persons:
                continue
            for title in lexicon.TITLES:
                end = start + 1 + len(title)
                if text.units[start + 1 : end] == title:
                    yield Span(start, end, persons, exact=True)
            if start and text.units[start - 1] == "姓":
                yield Span(start - 1, start + 1, persons, exact=True)
