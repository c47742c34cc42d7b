"""The words of the askers and the proper names of the knowledge, ready to be found in a text."""

from __future__ import annotations

import collections
import dataclasses
import functools
import pathlib
import re
from collections.abc import Iterable, Iterator, Sequence

from bot.content.model import Knowledge
from bot.matching.phrasebook import Phrasebook, Span
from bot.matching.sounds import initials
from bot.matching.text import Text, read

_DATA = pathlib.Path(__file__).parent / "data"
_WEIGHT = {"f": 0.0, "v": 0.55, "n": 1.0}
_QUESTION_WORD = frozenset("什么怎哪几多谁")
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclasses.dataclass(frozen=True, slots=True)
class Name:
    """A proper name: a subject, a person, an organisation, a product."""

    id: str  # "s:" + subject id, or "n:" + the name itself
    text: str  # as it is written in full


@dataclasses.dataclass(frozen=True, slots=True)
class Place:
    """A place the question speaks of."""

    text: str  # as asked
    full: str  # 包头市


@functools.cache
def _rows(file: str) -> tuple[tuple[str, str], ...]:
    lines = (_DATA / file).read_text(encoding="utf-8").splitlines()
    return tuple((a, b) for a, b in (line.split("\t") for line in lines if line and line[0] != "#"))


class Vocabulary:
    """Everything that can be recognised in a question, compiled from one Knowledge."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._synonyms = Phrasebook(self._synonym_rows(knowledge), by_sound=False)
        self._names = Phrasebook(self._name_rows(knowledge), by_sound=True)
        self.attributes = {a.id: a for a in knowledge.terms.attributes}
        asking = list(self._attribute_rows(knowledge))
        self._attributes = Phrasebook(asking, by_sound=False)
        self._nouns = Phrasebook([r for r in asking if not _QUESTION_WORD.intersection(r[0])], by_sound=True)
        self._districts = Phrasebook(self._phrases((p, p) for p in knowledge.terms.districts), by_sound=True)
        self._words = Phrasebook(self._word_rows(knowledge), by_sound=False)
        self._home = Phrasebook(self._phrases((p, p) for p in knowledge.terms.home_places), by_sound=True)
        self._places = Phrasebook(self._place_rows(knowledge), by_sound=True)
        self._initials = self._initial_rows(knowledge)
        terms = knowledge.terms
        self._spelt = [w for a in terms.attributes for w in a.words] + [*terms.fillers, *terms.function_words]
        self._spelt += [g[0] for g in terms.synonyms] + [*terms.home_places, *terms.districts]
        self._spelt += [n for s in knowledge.subjects.values() for n in (s.name, *s.aliases, *s.names)]

    # what is found

    def canonical(self, text: Text) -> Text:
        """The text with synonyms exchanged for the knowledge's own words and initials spelt out."""
        for index in reversed(range(len(text))):
            unit = text.units[index]
            if len(unit) > 2 and unit.isascii() and unit.isalpha():
                spelt = self._spell(unit)
                if spelt is not None:
                    text = text.replace(index, index + 1, spelt)
        for span in reversed(self._synonyms.find(text.units, text.syllables)):
            target = span.values[0]
            if text.units[span.start : span.end] != target.units:
                text = text.replace(span.start, span.end, target)
        return text

    def names(self, text: Text) -> list[Span[Name]]:
        """Proper names, by characters or by sound."""
        return self._names.find(text.units, text.syllables)

    def attribute_words(self, text: Text) -> list[Span[str]]:
        """Words that ask for something, with the ids of the attributes they may ask for."""
        found = self._attributes.find(text.units, text.syllables)
        taken = {i for s in found for i in range(s.start, s.end)}
        heard = self._nouns.find(text.units, text.syllables)
        alike = [s for s in heard if not s.exact and taken.isdisjoint(range(s.start, s.end))]
        return sorted([*found, *alike], key=lambda s: s.start)

    def districts(self, text: Text) -> list[Span[str]]:
        """Parts of the bot's own area."""
        return self._districts.find(text.units, text.syllables)

    def word_weights(self, text: Text) -> list[float]:
        """How much each unit says, by class of word: 0 function word … 1 noun or unknown."""
        weights = [1.0] * len(text)
        for span in self._words.find(text.units, text.syllables):
            weights[span.start : span.end] = [span.values[0]] * (span.end - span.start)
        return weights

    def home_spans(self, text: Text) -> list[Span[str]]:
        """Places of the bot's own area."""
        return self._home.find(text.units, text.syllables)

    def places(self, text: Text, taken: Sequence[bool]) -> list[Span[Place]]:
        """Other places in what is not taken; by sound only in Latin letters or sharing half their characters."""
        units = ["\0" if t else u for u, t in zip(text.units, taken, strict=True)]
        sounds = ["\0" if t else s for s, t in zip(text.syllables, taken, strict=True)]
        found = self._places.find(units, sounds)
        return [s for s in found if s.exact or _heard_place(text.units[s.start : s.end], s.values)]

    def asks_softly(self, text: Text) -> bool:
        """Whether the text holds a question word: 多少, 谁, 哪里, 什么 …"""
        return any(
            not self.attributes[a].hard for span in self.attribute_words(text) for a in span.values
        )

    def phrases(self) -> Iterator[Text]:
        """Names, asking words and function words, for spelling out pinyin."""
        for phrase in self._spelt:
            yield self.canonical_phrase(phrase)

    # how it is compiled

    def _phrases(
        self, pairs: Iterable[tuple[str, str]]
    ) -> Iterator[tuple[tuple[str, ...], tuple[str, ...], str]]:
        for phrase, value in pairs:
            text = read(phrase, latin=False)
            yield text.units, text.syllables, value

    def _synonym_rows(self, knowledge: Knowledge) -> Iterator[tuple[tuple[str, ...], tuple[str, ...], Text]]:
        for group in knowledge.terms.synonyms:
            texts = [read(phrase, latin=False) for phrase in group]
            for text in texts:
                yield text.units, text.syllables, texts[0]

    def _name_rows(self, knowledge: Knowledge) -> Iterator[tuple[tuple[str, ...], tuple[str, ...], Name]]:
        for subject in knowledge.subjects.values():
            name = Name(f"s:{subject.id}", subject.name)
            for alias in (subject.name, *subject.aliases):
                text = self.canonical_phrase(alias)
                yield text.units, text.syllables, name
        for subject in knowledge.subjects.values():
            for own, aliases in subject.names.items():
                name = Name(f"n:{own}", own)
                for alias in (own, *aliases):
                    text = self.canonical_phrase(alias)
                    yield text.units, text.syllables, name

    def canonical_phrase(self, phrase: str) -> Text:
        """A phrase of the knowledge as the index knows it."""
        text = read(phrase, latin=False)
        for span in reversed(self._synonyms.find(text.units, text.syllables)):
            text = text.replace(span.start, span.end, span.values[0])
        return text

    def _attribute_rows(self, knowledge: Knowledge) -> Iterator[tuple[tuple[str, ...], tuple[str, ...], str]]:
        for attribute in knowledge.terms.attributes:
            for word in attribute.words:
                text = self.canonical_phrase(word)
                yield text.units, text.syllables, attribute.id

    def _word_rows(self, knowledge: Knowledge) -> Iterator[tuple[tuple[str, ...], tuple[str, ...], float]]:
        for phrase in (*knowledge.terms.fillers, *knowledge.terms.function_words):
            text = self.canonical_phrase(phrase)
            yield text.units, text.syllables, 0.0
        for word, kind in _rows("words.tsv"):
            yield tuple(word), (), _WEIGHT[kind]

    def _place_rows(self, knowledge: Knowledge) -> Iterator[tuple[tuple[str, ...], tuple[str, ...], Place]]:
        home = {*knowledge.terms.home_places, *knowledge.terms.districts}
        rows = collections.ChainMap(dict(knowledge.terms.place_aliases), dict(_rows("places.tsv")))
        for surface, full in rows.items():
            if surface not in home:
                text = read(surface, latin=False)
                yield text.units, text.syllables, Place(surface, full)

    def _initial_rows(self, knowledge: Knowledge) -> dict[str, Text]:
        """Initials → the phrase they most likely stand for: names before words, frequent before rare."""
        table: dict[str, Text] = {}
        names = [n for s in knowledge.subjects.values() for n in (s.name, *s.aliases, *s.names)]
        spoken = "|".join(e.question for e in knowledge.entries.values())
        words = [g[0] for g in knowledge.terms.synonyms]
        words += [w for a in knowledge.terms.attributes for w in a.words]
        words += list(knowledge.terms.home_places) + [a for a, b in _rows("places.tsv") if len(a) == 2]
        words.sort(key=lambda w: -spoken.count(w))
        for phrase in (*names, *words):
            text = self.canonical_phrase(phrase)
            key = initials("".join(text.units))
            if len(text) >= 2 and key.isalpha():
                table.setdefault(key, text)
        return table

    def _spell(self, letters: str) -> Text | None:
        """Initials written out: one known phrase, or two of which one has three letters or more."""
        whole = self._initials.get(letters)
        if whole is not None:
            return whole
        for cut in range(len(letters) - 2, 1, -1):
            head, tail = self._initials.get(letters[:cut]), self._initials.get(letters[cut:])
            if head is not None and tail is not None and max(cut, len(letters) - cut) > 2:
                return head.replace(len(head), len(head), tail)
        return None


def _heard_place(units: tuple[str, ...], places: tuple[Place, ...]) -> bool:
    if not any(units):
        return True
    return any(2 * sum(a == b for a, b in zip(units, p.text, strict=False)) >= len(units) for p in places)


def years(text: Text) -> tuple[str, ...]:
    """Four-digit years in the text; 22年 counts as 2022."""
    found = []
    for index, unit in enumerate(text.units):
        following = text.units[index + 1] if index + 1 < len(text) else ""
        if _YEAR.fullmatch(unit):
            found.append(unit)
        elif len(unit) == 2 and unit.isdigit() and unit[0] in "012" and following == "年":
            found.append("20" + unit)
    return tuple(dict.fromkeys(found))
