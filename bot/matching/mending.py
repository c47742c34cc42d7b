"""Slips of hand and ear put right where the knowledge leaves no doubt. Knows not what a question means.

A phrase is only put in where the text holds a pair of characters that the knowledge nowhere holds. Numerals
and asking words stay, and so does what is written right; no titled person is made of other characters.
"""

from __future__ import annotations

import dataclasses
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from bot.content.model import Knowledge
from bot.matching import lexicon
from bot.matching.lookalikes import alike
from bot.matching.neighbours import Neighbours, written
from bot.matching.phrasebook import code
from bot.matching.sounds import syllable
from bot.matching.text import Text, read
from bot.matching.vocabulary import Vocabulary

_PLAIN = re.compile("[\u4e00-\u9fff]+")
_ASKING = frozenset("什么怎哪几多谁")
_AREA = frozenset("省市县区旗")  # the last of them parts one place from another
_TITLES = ("院士", "教授", "院长", "博士", "主任", "局长", "老师")
_SHORTEST, _LONG, _LONGEST = 3, 5, 16  # units of a phrase
_OWN = 4  # units from which a term or a place, no name, is known again with a character wrong
_SURE = 8  # units from which a phrase is known again whatever stands in the knowledge


@dataclasses.dataclass(frozen=True, slots=True)
class _Repair:
    start: int
    end: int
    phrase: str
    changed: int | None  # position of the character that was wrong or too many


class Mender:
    """What the knowledge says, ready to be recognised with one slip in it."""

    def __init__(self, knowledge: Knowledge, vocabulary: Vocabulary, texts: Iterable[Text]) -> None:
        """Learns the phrases of the knowledge, and from its texts which characters stand side by side."""
        said = [code(text.units) for text in texts]
        pieces = {t[i : i + n] for t in said for n in (3, 4, 5, 6) for i in range(len(t) - n + 1)}
        places = {row[0] for row in lexicon.rows("places.tsv")}
        kinds = {word: kind for word, kind, *_ in lexicon.rows("words.tsv")}
        words, common = set(kinds), {word for word, kind in kinds.items() if kind == "f"}
        self._known = {code(t.units) for t in _phrases(knowledge, vocabulary)}
        self._words = words | places
        terms = knowledge.terms
        asking = (word for attribute in terms.attributes for word in attribute.words)
        own = [*asking, *terms.home_places, *(word for group in terms.synonyms for word in group)]
        self._own = {code(vocabulary.canonical_phrase(word).units) for word in own} | set(own) | places
        short = {p for p in self._known if len(p) <= _SHORTEST}
        self._neighbours = Neighbours(
            said, self._words, common, short, (*terms.function_words, *terms.fillers)
        )
        phrases = self._known | (words & pieces) | {p for p in places if len(p) > _SHORTEST}
        self._phrases = {
            p
            for p in phrases
            if _SHORTEST <= len(p) <= _LONGEST
            and _PLAIN.fullmatch(p)
            and (p in places or _ASKING.isdisjoint(p))
        }
        self._without: dict[str, list[tuple[str, int]]] = defaultdict(list)  # less one character
        for phrase in sorted(self._phrases):
            for index in range(len(phrase)):
                self._without[phrase[:index] + phrase[index + 1 :]].append((phrase, index))
        self._longest = max(map(len, self._phrases), default=0)
        self._begin: dict[str, set[int]] = defaultdict(set)  # lengths of phrases by first character and sound
        for phrase in self._phrases:
            self._begin[phrase[0]].add(len(phrase))
            self._begin[syllable(phrase[0])].add(len(phrase))

    def mend(self, text: Text) -> Text:
        """The text with its slips put right; the same text when there are none."""
        return self._neighbours.mended(self._phrases_mended(self.collapsed(text)))

    def collapsed(self, text: Text) -> Text:
        """The text with a character said twice by mistake said once."""
        return self._neighbours.collapsed(text)

    def _phrases_mended(self, text: Text) -> Text:
        """Longest phrases first."""
        key = code(text.units)
        strange, lengths = self._neighbours.strange(key), self._lengths(key)
        for length in range(min(self._longest, len(key) + 1), _SHORTEST - 1, -1):
            start = 0
            while start < len(key):
                window = strange[max(0, start - 1) : start + length + 1]
                near = length in lengths[start] and (length >= _SURE or any(window))
                repair = self._repair(key, strange, start, length) if near else None
                if repair is not None:
                    text = text.replace(repair.start, repair.end, written(repair.phrase))
                    key = code(text.units)
                    strange, lengths = self._neighbours.strange(key), self._lengths(key)
                    start += length - 1
                start += 1
        return text

    def _lengths(self, key: str) -> list[set[int]]:
        """For every position the lengths of phrases that may begin there: as typed, swapped, misheard."""
        begin, none = self._begin, set[int]()
        own = [begin.get(char, none) | begin.get(syllable(char), none) for char in key]
        return [here | begin.get(key[i + 1 : i + 2], none) for i, here in enumerate(own)]

    def _repair(self, key: str, strange: list[bool], start: int, length: int) -> _Repair | None:
        """A phrase of this length that stands at the start with one slip."""
        for span in (length, length - 1, length + 1):
            end = start + span
            window = key[start:end]
            if len(window) != span or not (length >= _SURE or any(strange[max(0, start - 1) : end])):
                continue
            if window in self._known or window in self._words or not _PLAIN.fullmatch(window):
                continue
            for phrase, changed in self._candidates(window, length):
                repair = _Repair(start, end, phrase, None if changed is None else start + changed)
                if self._allowed(key, repair, wrong=span == length):
                    return repair
        return None

    def _candidates(self, window: str, length: int) -> Iterator[tuple[str, int | None]]:
        """Phrases the window may stand for, with the position of what is wrong or too many."""
        if len(window) == length:
            for k in range(length - 1):
                swapped = window[:k] + window[k + 1] + window[k] + window[k + 2 :]
                if swapped in self._phrases:
                    yield swapped, None
            for k in range(length):
                yield from ((p, k) for p, i in self._near(window[:k] + window[k + 1 :]) if i == k)
        elif len(window) < length and length > _SHORTEST:
            yield from ((p, None) for p, i in self._near(window) if 0 < i < length - 1)
        elif len(window) > length:
            for k in range(1, length):
                if window[:k] + window[k + 1 :] in self._phrases:
                    yield window[:k] + window[k + 1 :], k

    def _near(self, rest: str) -> Iterator[tuple[str, int]]:
        """Phrases that are `rest` and one character more; no persons."""
        return ((p, i) for p, i in self._without.get(rest, ()) if not p.endswith(_TITLES))

    def _allowed(self, key: str, repair: _Repair, *, wrong: bool) -> bool:
        start, end, phrase, changed = repair.start, repair.end, repair.phrase, repair.changed
        if changed is not None:
            if key[changed] in _ASKING:
                return False
            within = (start, end) if wrong and alike(key[changed], phrase[changed - start]) else None
            if self._neighbours.in_word(key, changed, within) and key[changed] != key[changed - 1]:
                return False
            if phrase.endswith(_TITLES) and key[changed] not in self._neighbours.small:
                return False
            if wrong and not self._may_be_wrong(key, start, changed, phrase):
                return False
        if phrase in (key[start : start + len(phrase)], key[max(0, start - 1) : start - 1 + len(phrase)]):
            return False
        return not self._crosses(key, start, end)

    def _may_be_wrong(self, key: str, start: int, changed: int, phrase: str) -> bool:
        """Whether the character typed there may stand for the one of the phrase."""
        typed, meant = key[changed], phrase[changed - start]
        end, confused = start + len(phrase), alike(typed, meant)
        if typed in _AREA or meant in _AREA:
            return False
        if typed in self._neighbours.small and len(phrase) < _SURE:
            inside = start < changed < end - 1 and len(phrase) >= _OWN
            return confused and (inside or self._joins_nothing(key, changed, start, end))
        long_enough = len(phrase) >= _LONG or (phrase in self._own and len(phrase) >= _OWN)
        inside = start < changed < end - 1 and long_enough and self._only_one(phrase, changed - start)
        return confused or inside or self._only_word(key, start, changed, phrase)

    def _only_one(self, phrase: str, at: int) -> bool:
        """Whether no other phrase differs from it there alone: 国家马业 may be 国家乳业 or 国家草业."""
        return sum(i == at for _, i in self._without[phrase[:at] + phrase[at + 1 :]]) == 1

    def _only_word(self, key: str, start: int, changed: int, phrase: str) -> bool:
        """Whether only this word of three has the other two characters, and the wrong one joins nothing."""
        apart = self._joins_nothing(key, changed, 0, len(key))
        only = self._only_one(phrase, changed - start)
        return len(phrase) == _SHORTEST and phrase in self._words and only and apart

    def _joins_nothing(self, key: str, at: int, start: int, end: int) -> bool:
        """Whether no text of the knowledge has the character beside its neighbours between start and end."""
        strange = self._neighbours.strange(key)
        return all(strange[i] for i in (at - 1, at) if start <= i < end - 1)

    def _crosses(self, key: str, start: int, end: int) -> bool:
        """Whether the span touches a phrase that is written right and is not a part of it."""
        for a in range(max(0, start - 6), end):
            for b in range(max(a + _SHORTEST, start + 1), min(len(key), a + 9) + 1):
                inside = start <= a and b <= end and b - a < end - start
                if not inside and key[a:b] in self._phrases:
                    return True
        return False


def _phrases(knowledge: Knowledge, vocabulary: Vocabulary) -> Iterator[Text]:
    """Names, places and asking words as the index knows them; synonyms as they are typed."""
    terms = knowledge.terms
    yield from vocabulary.phrases()
    for subject in knowledge.subjects.values():
        for aliases in subject.names.values():
            yield from map(vocabulary.canonical_phrase, aliases)
    for group in terms.synonyms:
        for phrase in group:
            yield read(phrase, latin=False)
