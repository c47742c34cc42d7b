"""The words of the askers and the proper names of the knowledge, ready to be found in a text."""

from __future__ import annotations

import dataclasses
import functools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from bot.content.model import Attribute, Knowledge
from bot.matching import lexicon
from bot.matching.abbreviations import ENGLISH, Abbreviations, repeated
from bot.matching.phrasebook import Phrasebook, Span, code, leftmost
from bot.matching.phrases import (
    QUESTION_CHARACTERS,
    Member,
    Name,
    Place,
    Tag,
    heard_rows,
    idea_rows,
    member_rows,
    synonym_rows,
    written_rows,
)
from bot.matching.proper import Persons, Proper, choose, crossed, misheard
from bot.matching.shortened import Shortened
from bot.matching.sounds import initials
from bot.matching.text import Text, read

PLAIN = "plain"  # attribute id of words that look like asking but are not: 研发费用
_QUESTION_WORDS = frozenset({"when", "where", "who"})  # ask by question words whether they are hard or not
_NAMED = frozenset("叫姓")  # 老板叫什么
_SHORT_WORD = 2
_KEPT = 512  # texts whose marks are kept: the readings of one question share parts


@dataclasses.dataclass(frozen=True, slots=True)
class Marks:
    """Everything recognised in one text."""

    proper: Proper
    nested_names: frozenset[str]  # ids of names anywhere, also inside longer names
    attributes: tuple[Span[str], ...]  # asking words, with the ids of the attributes they may ask for
    members: tuple[Span[Member], ...]  # things of a kind, also inside names
    ideas: tuple[Span[int], ...]  # words of the groups of near words
    weights: tuple[float, ...]  # how much each unit says by its word: 0 function word … 1 noun or unknown


class Vocabulary:
    """Everything that can be recognised in a question, compiled from one Knowledge."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.attributes: dict[str, Attribute] = {a.id: a for a in knowledge.terms.attributes}
        self._synonyms = Phrasebook(synonym_rows(knowledge), by_sound=False)
        self._shortened = Shortened(knowledge.terms.synonyms)
        self._written = Phrasebook(written_rows(knowledge, self.canonical_phrase), by_sound=False)
        self._heard = Phrasebook(heard_rows(knowledge, self.canonical_phrase), by_sound=True)
        self._members = Phrasebook(member_rows(knowledge, self.canonical_phrase), by_sound=False)
        self._ideas = Phrasebook(idea_rows(knowledge, self.canonical_phrase), by_sound=False)
        self._persons = Persons(knowledge, self.is_word)
        self._knowledge = knowledge
        self.marks = functools.lru_cache(maxsize=_KEPT)(self._marks)

    def __getstate__(self) -> dict[str, Any]:
        return {k: v for k, v in self.__dict__.items() if k not in {"marks", "_abbreviations"}}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self.marks = functools.lru_cache(maxsize=_KEPT)(self._marks)

    @functools.cached_property
    def _abbreviations(self) -> Abbreviations:
        """Names before words, words the knowledge often uses before rare ones."""
        knowledge = self._knowledge
        names = [n for s in knowledge.subjects.values() for n in (s.name, *s.aliases, *s.names)]
        spoken = "|".join(e.question for e in knowledge.entries.values())
        words = [g[0] for g in knowledge.terms.synonyms]
        words += [w for a in knowledge.terms.attributes for w in a.words if w in spoken]
        words += knowledge.terms.home_places
        words += [row[0] for row in lexicon.rows("places.tsv") if len(row[0]) == 2]
        words.sort(key=lambda w: -spoken.count(w))
        texts = [text for e in knowledge.entries.values() for text in (e.question, e.answer)]
        return Abbreviations([*names, *words, *repeated(texts)], self.canonical_phrase)

    @functools.cached_property
    def _short_abbreviations(self) -> frozenset[str]:
        """Initials of the knowledge's own words of two characters that are no English: rc for 人才."""
        own = (group[0] for group in self._knowledge.terms.synonyms)
        return frozenset(initials(word) for word in own if len(word) == _SHORT_WORD) - ENGLISH

    def canonical(self, text: Text) -> Text:
        """The text with synonyms exchanged for the knowledge's own words and initials spelt out."""
        for index in reversed(range(len(text))):
            unit = text.units[index]
            if unit.isascii() and unit.isalpha() and (len(unit) > 2 or unit in self._short_abbreviations):
                spelt = self._abbreviations.spell(unit)
                if spelt is not None:
                    text = text.replace(index, index + 1, spelt)
        return self._with_synonyms(text)

    def canonical_phrase(self, phrase: str) -> Text:
        """A phrase of the knowledge as the index knows it."""
        return self._with_synonyms(read(phrase, latin=False))

    def _with_synonyms(self, text: Text) -> Text:
        for span in reversed(self._synonyms.find(text.units, text.syllables)):
            target, end = span.values[0], self._shortened.end(text, span)
            if text.units[span.start : end] != target.units:
                text = text.replace(span.start, end, target)
        return text

    def _marks(self, text: Text) -> Marks:
        """Everything recognised in a canonical text."""
        key = code(text.units)
        written = _by_kind(self._written.find_coded(key, ""))
        heard = _by_kind(self._heard.find_coded(key, code(text.syllables)))
        words = leftmost(written["word"])
        edges = [(s.start, s.end) for s in words if s.end - s.start > 1]
        weights = [1.0] * len(text)
        for span in words:
            weights[span.start : span.end] = [span.values[0]] * (span.end - span.start)
        titled = (span for span in self._persons.titled(text) if not crossed(span, edges))
        names = [*heard["name"], *titled]
        proper = choose(
            {
                "names": names,
                "home": heard["home"],
                "districts": heard["district"],
                "strangers": written["stranger"],
                "places": heard["place"],
            },
            text,
            edges,
        )
        near = leftmost(self._ideas.find_coded(key, ""))
        typed = [*edges, *((s.start, s.end) for s in near if s.end - s.start > 1)]
        free = proper.clear_of(written["attribute"])  # 特派员|工资, not 特派|员工|资
        asking = self._asking(free, heard["noun"], text, typed, weights)
        nested = frozenset(name.id for span in names if span.exact for name in span.values)
        kinds = leftmost(self._members.find_coded(key, ""))
        members = tuple(span for span in kinds if not crossed(span, edges))
        ideas = tuple(span for span in near if not crossed(span, edges))
        return Marks(proper, nested, asking, members, ideas, tuple(weights))

    def _asking(
        self,
        written: list[Span[str]],
        heard: list[Span[str]],
        text: Text,
        words: list[tuple[int, int]],
        weights: list[float],
    ) -> tuple[Span[str], ...]:
        """The asking words; what is only heard as one says something as it is typed (大下在 is no 下载)."""
        found = leftmost(written)
        taken = {i for s in found for i in range(s.start, s.end)}
        free = [
            s
            for s in heard
            if not s.exact and taken.isdisjoint(range(s.start, s.end)) and any(weights[s.start : s.end])
        ]
        spans = sorted([*found, *leftmost(s for s in free if misheard(s, words))], key=lambda s: s.start)
        return tuple(s for s in spans if PLAIN not in s.values and _really_asks(s, spans, text))

    def proper(self, text: Text) -> Proper:
        """Names and places of a canonical text."""
        return self.marks(text).proper

    def asks_softly(self, text: Text) -> bool:
        """Whether the text holds a question word (多少, 谁, 哪里, 什么)."""
        return any(
            not self.attributes[a].hard or a in _QUESTION_WORDS
            for s in self.marks(text).attributes
            for a in s.values
        ) or any(
            QUESTION_CHARACTERS.intersection(text.units[s.start : s.end]) for s in self.marks(text).attributes
        )

    def nouns(self, text: Text) -> list[Span[float]]:
        """The nouns of a canonical text that are words of the language."""
        words = leftmost(_by_kind(self._written.find_all(text.units, text.syllables))["word"])
        return [s for s in words if s.values[0] == 1.0 and s.end - s.start > 1]

    def is_word(self, units: Sequence[str]) -> bool:
        """Whether the units are one word of the language."""
        found = leftmost(_by_kind(self._written.find_all(units, units))["word"])
        return len(found) == 1 and found[0].start == 0 and found[0].end == len(units)

    def holds_word(self, units: Sequence[str]) -> bool:
        """Whether a word of the language stands among the units."""
        return any(s.end - s.start > 1 for s in _by_kind(self._written.find_all(units, units))["word"])

    def phrases(self) -> Iterator[Text]:
        """Names, asking words, function words and well-known places, for spelling out pinyin."""
        knowledge, terms = self._knowledge, self._knowledge.terms
        spelt = [w for a in terms.attributes for w in a.words] + [*terms.fillers, *terms.function_words]
        spelt += [g[0] for g in terms.synonyms] + [*terms.home_places, *terms.districts]
        spelt += [n for s in knowledge.subjects.values() for n in (s.name, *s.aliases, *s.names)]
        spelt += [row[0] for row in lexicon.rows("places.tsv") if row[2]]
        for phrase in spelt:
            yield self.canonical_phrase(phrase)


def _by_kind(spans: Iterable[Span[Tag]]) -> Mapping[str, list[Span[Any]]]:
    """The spans that stand for something of a kind, with that alone, by kind."""
    found: defaultdict[str, list[Span[Any]]] = defaultdict(list)
    for span in spans:
        values: dict[str, list[object]] = {}
        for tag in span.values:
            values.setdefault(tag.kind, []).append(tag.value)
        for kind, own in values.items():
            found[kind].append(Span(span.start, span.end, tuple(own), span.exact))
    return found


def _really_asks(span: Span[str], spans: Sequence[Span[str]], text: Text) -> bool:
    """Whether a word for a role asks: 老板问有啥好处 speaks of a boss, 老板是谁, 老板叫甚 ask for one."""
    word = text.units[span.start : span.end]
    if len(span.values) == 1 or QUESTION_CHARACTERS.intersection(word):
        return True
    called = _NAMED.issuperset(text.units[span.end : span.end + 1])
    return span.end == len(text) or called or any("who" in other.values for other in spans)


__all__ = ["Marks", "Name", "Place", "Proper", "Vocabulary"]
