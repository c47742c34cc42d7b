"""The words of the askers and the proper names of the knowledge, ready to be found in a text."""

from __future__ import annotations

import dataclasses
import functools
import pathlib
import re
from typing import Any
from collections.abc import Iterable, Iterator, Sequence

from bot.content.model import Knowledge
from bot.matching.phrasebook import Phrasebook, Span
from bot.matching.sounds import initials
from bot.matching.text import Text, read

_DATA = pathlib.Path(__file__).parent / "data"
SURNAMES = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘"
    "杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷"
    "施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费"
    "纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边付南"
)
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
    spoken: bool  # well known enough to be heard in bare pinyin


@dataclasses.dataclass(frozen=True, slots=True)
class Proper:
    """Names and places of one text; no two overlap."""

    names: tuple[Span[Name], ...]
    home: tuple[Span[str], ...]  # the bot's own area
    districts: tuple[Span[str], ...]  # parts of it
    places: tuple[Span[Place], ...]  # anywhere else
    strangers: tuple[Span[str], ...]  # well-known organisations that the knowledge is not about


_KINDS = ("names", "home", "districts", "places", "strangers")
_TITLES = tuple(
    tuple(t)
    for t in (
        "教授",
        "老师",
        "院士",
        "院长",
        "局长",
        "博士",
        "研究员",
        "总",
        "董事长",
        "总经理",
        "专家",
        "记者",
    )
)
_SURNAMED = 3  # longest Chinese personal name of one-character surname
PLAIN = "plain"  # attribute id of words that look like asking but are not: 研发费用


@functools.cache
def _rows(file: str) -> tuple[tuple[str, ...], ...]:
    lines = (_DATA / file).read_text(encoding="utf-8").splitlines()
    return tuple(tuple(line.split("\t")) for line in lines if line and line[0] != "#")


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
        self._organisations = Phrasebook(self._organisation_rows(), by_sound=False)
        self._persons = self._person_rows(knowledge)
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

    def proper(self, text: Text) -> Proper:
        """Names and places of the text, the longest first wherever they overlap, characters before sound."""
        words = self._word_edges(text)
        rivals: list[tuple[str, Span[Any]]] = [("names", s) for s in self._titled(text)]
        books: tuple[tuple[str, Phrasebook[Any]], ...] = (
            ("names", self._names),
            ("home", self._home),
            ("districts", self._districts),
            ("strangers", self._organisations),
        )
        for kind, book in books:
            found = book.find_all(text.units, text.syllables)
            rivals += [(kind, s) for s in found if s.exact or not _crossed(s, words)]
        for span in self._places.find_all(text.units, text.syllables):
            if _is_place(span, text, words):
                rivals.append(("places", span))
        rivals = [r for r in rivals if not _cut_off(r[1], rivals)]
        rivals.sort(key=lambda r: (r[1].start - r[1].end - (0.6 if r[1].exact else 0.0), r[1].start, r[0]))
        taken: set[int] = set()
        chosen: dict[str, list[Span[Any]]] = {kind: [] for kind in _KINDS}
        for kind, span in rivals:
            if taken.isdisjoint(range(span.start, span.end)):
                taken.update(range(span.start, span.end))
                chosen[kind].append(span)
        return Proper(**{k: tuple(sorted(v, key=lambda s: s.start)) for k, v in chosen.items()})

    def names(self, text: Text) -> tuple[Span[Name], ...]:
        """Proper names, by characters or by sound."""
        return self.proper(text).names

    def _titled(self, text: Text) -> Iterator[Span[Name]]:
        """Surname and title (冯院长, 姓李的): every known person of that surname."""
        for start, unit in enumerate(text.units):
            persons = self._persons.get(unit)
            if not persons:
                continue
            for title in _TITLES:
                end = start + 1 + len(title)
                if text.units[start + 1 : end] == title:
                    yield Span(start, end, persons, exact=True)
            if start and text.units[start - 1] == "姓":
                yield Span(start - 1, start + 1, persons, exact=True)

    def _person_rows(self, knowledge: Knowledge) -> dict[str, tuple[Name, ...]]:
        found: dict[str, dict[str, Name]] = {}
        for subject in knowledge.subjects.values():
            for own in subject.names:
                if 2 <= len(own) <= _SURNAMED and own[0] in SURNAMES and not self.is_word(own):
                    found.setdefault(own[0], {})[own] = Name(f"n:{own}", own)
            for own in (subject.name, *subject.aliases):
                if 2 <= len(own) <= _SURNAMED and own[0] in SURNAMES and not self.is_word(own):
                    found.setdefault(own[0], {})[own] = Name(f"s:{subject.id}", subject.name)
        return {surname: tuple(names.values()) for surname, names in found.items()}

    def nested_names(self, text: Text) -> frozenset[str]:
        """The ids of every name written anywhere in the text, also inside longer names."""
        found = self._names.find_all(text.units, text.syllables)
        return frozenset(name.id for span in found if span.exact for name in span.values)

    def is_word(self, units: Sequence[str]) -> bool:
        """Whether the units are one word of the language."""
        found = self._words.find(units, units)
        return len(found) == 1 and found[0].start == 0 and found[0].end == len(units)

    def holds_word(self, units: Sequence[str]) -> bool:
        """Whether a word of the language stands among the units."""
        return any(s.end - s.start > 1 for s in self._words.find(units, units))

    def _word_edges(self, text: Text) -> list[tuple[int, int]]:
        return [(s.start, s.end) for s in self._words.find(text.units, text.syllables) if s.end - s.start > 1]

    def attribute_words(self, text: Text) -> list[Span[str]]:
        """Words that ask for something, with the ids of the attributes they may ask for."""
        found = self._attributes.find(text.units, text.syllables)
        taken = {i for s in found for i in range(s.start, s.end)}
        heard = self._nouns.find(text.units, text.syllables)
        words = self._word_edges(text)
        alike = [
            s
            for s in heard
            if not s.exact and taken.isdisjoint(range(s.start, s.end)) and not _crossed(s, words)
        ]
        spans = sorted([*found, *alike], key=lambda s: s.start)
        return [s for s in spans if PLAIN not in s.values and self._really_asks(s, spans, text)]

    def _really_asks(self, span: Span[str], spans: Sequence[Span[str]], text: Text) -> bool:
        """Whether a word for a person's role asks: 老板问高企有啥好处 speaks of a boss, 老板是谁 asks for one."""
        word = text.units[span.start : span.end]
        if len(span.values) == 1 or _QUESTION_WORD.intersection(word):
            return True
        return span.end == len(text) or any("who" in other.values for other in spans)

    def word_weights(self, text: Text) -> list[float]:
        """How much each unit says, by class of word: 0 function word … 1 noun or unknown."""
        weights = [1.0] * len(text)
        for span in self._words.find(text.units, text.syllables):
            weights[span.start : span.end] = [span.values[0]] * (span.end - span.start)
        return weights

    def asks_softly(self, text: Text) -> bool:
        """Whether the text holds a question word: 多少, 谁, 哪里, 什么 …"""
        return any(not self.attributes[a].hard for span in self.attribute_words(text) for a in span.values)

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
        shipped = _rows("places.tsv")
        spoken = {row[1] for row in shipped if row[2]}
        rows = {row[0]: row[1] for row in shipped} | dict(knowledge.terms.place_aliases)
        for surface, full in rows.items():
            if surface not in home:
                text = read(surface, latin=False)
                yield text.units, text.syllables, Place(surface, full, full in spoken)

    def _organisation_rows(self) -> Iterator[tuple[tuple[str, ...], tuple[str, ...], str]]:
        for (name,) in _rows("organisations.txt"):
            text = self.canonical_phrase(name)
            if not self._names.find(text.units, text.syllables):
                yield text.units, text.syllables, name

    def _initial_rows(self, knowledge: Knowledge) -> dict[str, Text]:
        """Initials → the phrase they most likely stand for: names before words, frequent before rare."""
        table: dict[str, Text] = {}
        names = [n for s in knowledge.subjects.values() for n in (s.name, *s.aliases, *s.names)]
        spoken = "|".join(e.question for e in knowledge.entries.values())
        words = [g[0] for g in knowledge.terms.synonyms]
        words += [w for a in knowledge.terms.attributes for w in a.words]
        words += list(knowledge.terms.home_places) + [
            row[0] for row in _rows("places.tsv") if len(row[0]) == 2
        ]
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


def _crossed(span: Span[Any], words: Sequence[tuple[int, int]]) -> bool:
    """Whether a word of the language reaches over an end of the span: 目前|我市 is no 强首府 misheard."""
    return any(start < span.start < end or start < span.end < end for start, end in words)


def _cut_off(span: Span[Any], rivals: Sequence[tuple[str, Span[Any]]]) -> bool:
    """Whether a place that begins before the span reaches into it: 包头市|科技局 is no 包头|市科技局."""
    return any(
        kind == "places" and place.exact and place.start < span.start < place.end < span.end
        for kind, place in rivals
    )


def _is_place(span: Span[Place], text: Text, words: Sequence[tuple[int, int]]) -> bool:
    """Whether a place really stands there, and no piece of another word (平台中) or a chance homophone."""
    units = text.units[span.start : span.end]
    if not any(units):
        return any(p.spoken for p in span.values)
    if not span.exact:
        alike = (sum(a == b for a, b in zip(units, p.text, strict=False)) for p in span.values)
        return len(units) > 2 and 2 * max(alike) >= len(units) and not _crossed(span, words)
    overlapping = (w for w in words if w[0] < span.end and span.start < w[1])
    return len(units) > 2 or all(w[0] >= span.start and w[1] <= span.end for w in overlapping)


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
