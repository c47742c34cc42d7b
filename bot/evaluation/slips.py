"""One slip of hand or ear in a question that a person still reads. Knows no replies and no knowledge.

What a person could not make out is left alone: digits and numerals, words of asking and denying, a name or
a place of two characters; a character is lost or mistaken only in a longer word or where it says little.
"""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import itertools
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from pypinyin import lazy_pinyin

import bot.matching
from bot.matching.lookalikes import lookalikes
from bot.matching.sounds import syllable

_DATA = (
    Path(bot.matching.__file__).parent / "data"
)  # common words and places, the same that questions are read with
_HAN = re.compile(r"[\u4e00-\u9fff]")
SHORTEST = 4  # Chinese characters; a shorter text changed is another text
LONG = 8  # Chinese characters from which one may be lost, mistaken or moved
_LONGEST_WORD = 8
_ALWAYS_KEPT = frozenset(
    "零〇一二三四五六七八九十百千万亿两半几多少谁哪啥甚咋何什么怎吗不没无非未别年月日号元块"
)
_SMALL = frozenset(
    "的了吗呢吧啊呀是有在和与及跟也都就还要能会可以个这那得地着过到把被给让对向从为吗我你他她它们请问"
)
_EXTRA = "的了是个在就也都还这那"  # what a hand adds without noticing
# Common characters to draw homophones and wrong characters from; rare ones would be mistakes nobody makes.
_COMMON = (
    "的是了我在人有他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之过发后作里用道行所然家种事成方经"
    "去法学如都同现当动面起看定天分还进好小部其些主样理心她本前开但因只从想实军者意力它与长把机民第公此已工使情明性知全"
    "关点正业外将高间由问很最重并物手应战向头文体政美相见被利等产或新己制身果加西斯话合回特代内信表化老给世位次度门"
    "任常先海通教儿原东声提立及比员解水名真论处走义各入口认条平系气题活尔更打女变神总电数安报才结反受目太量再感建务做"
    "接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司基眼书则听白却界达光放强即像难且权思王象完设式色路记南"
    "品住告类求据程北边死张该交规取拉格望觉术领共确传师观清今切院让识候带导争运笔际校招视圆功攻坚型形厅亭园员源缘企期"
)

Spots = Sequence[int]
T = TypeVar("T")


@dataclasses.dataclass(frozen=True, slots=True)
class _Word:
    start: int
    text: str
    kind: str  # n, v, f as in the word list, p a place, s a small word, ? unknown

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@functools.cache
def _lexicon() -> Mapping[str, str]:
    words: dict[str, str] = {}
    for file, kind in (("words.tsv", ""), ("places.tsv", "p")):
        for line in (_DATA / file).read_text(encoding="utf-8").splitlines():
            fields = line.split("\t")
            if line[:1] != "#" and len(fields) > 1:
                words[fields[0]] = kind or fields[1]
    return words


def _words(text: str) -> Iterator[_Word]:
    """The text cut into the longest known words; what stays between them is one unknown word."""
    position, unknown = 0, 0
    while position < len(text):
        found = _word_at(text, position)
        if found is None:
            position += 1
            continue
        if unknown < position:
            yield _Word(unknown, text[unknown:position], "?")
        yield found
        position = unknown = found.end
    if unknown < len(text):
        yield _Word(unknown, text[unknown:], "?")


def _word_at(text: str, start: int) -> _Word | None:
    words = _lexicon()
    for length in range(min(_LONGEST_WORD, len(text) - start), 1, -1):
        kind = words.get(text[start : start + length])
        if kind:
            return _Word(start, text[start : start + length], kind)
    char = text[start]
    alone = char in _SMALL or char in _ALWAYS_KEPT or not _HAN.match(char)
    return _Word(start, char, "s") if alone else None


def touchable(text: str) -> Spots:
    """Where a character may change its look but not its sound, or be said twice."""
    return [
        i
        for word in _words(text)
        if len(word.text) > 2 or word.kind not in "p?"
        for i in range(word.start, word.end)
        if _HAN.match(text[i]) and text[i] not in _ALWAYS_KEPT
    ]


def losable(text: str) -> Spots:
    """Where a character may be lost or mistaken for any other."""
    if len(_HAN.findall(text)) < LONG:
        return []
    long_enough = {"p": 4, "?": 4, "s": 1, "f": 2}
    spots = [
        i
        for word in _words(text)
        if len(word.text) >= long_enough.get(word.kind, 3)
        for i in range(word.start, word.end)
    ]
    return [i for i in spots if _HAN.match(text[i]) and text[i] not in _ALWAYS_KEPT]


def stuttered(text: str, seed: int) -> str:
    """With one character said twice."""
    return _changed(text, touchable(text), lambda spot: text[spot] * 2, seed)


def homophone(text: str, seed: int) -> str:
    """With one character of the same sound instead of another, as voice typing does."""
    sounds = lazy_pinyin(list(text)) if len(text) > len(_HAN.findall(text)) else lazy_pinyin(text)
    spots = [i for i in touchable(text) if _others(_same_sound().get(sounds[i], ()), text[i])]
    return _changed(text, spots, lambda i: pick(_others(_same_sound()[sounds[i]], text[i]), text, seed), seed)


def mistyped(text: str, seed: int) -> str:
    """With one character of a longer question that looks like it, or sounds nearly like it, in its place."""
    small = {word.start for word in _words(text) if word.kind == "s"}  # nobody writes 约 for 的
    spots = [i for i in losable(text) if i not in small and _nearly(text[i])]
    return _changed(text, spots, lambda i: pick(_nearly(text[i]), text, seed), seed)


def mistaken(text: str, seed: int) -> str:
    """With one character of a longer question replaced by any common one: no slip that hands or ears make."""
    return _changed(text, losable(text), lambda i: pick(_others(_COMMON, text[i]), text, seed), seed)


def dropped(text: str, seed: int) -> str:
    """Without one character of a longer question."""
    return _changed(text, losable(text), lambda _: "", seed)


def added(text: str, seed: int) -> str:
    """With a small word too many in a longer question, not inside a word of two characters."""
    inside = {word.start for word in _words(text) if len(word.text) == 2}
    spots = [i for i in _pairs(text) if i not in inside]
    return _changed(text, spots, lambda i: text[i] + pick(_others(_EXTRA, text[i]), text, seed), seed)


def swapped(text: str, seed: int) -> str:
    """With two neighbouring characters of a longer question in each other's place."""
    spots = [i for i in _pairs(text) if text[i] != text[i + 1]]
    if not spots:
        return text
    spot = pick(spots, text, seed)
    return text[:spot] + text[spot + 1] + text[spot] + text[spot + 2 :]


def pick(choices: Sequence[T], text: str, seed: int) -> T:
    """One of the choices, always the same one for the same text and seed."""
    digest = hashlib.blake2b(f"{seed}:{len(choices)}:{text}".encode(), digest_size=8).digest()
    return choices[int.from_bytes(digest, "big") % len(choices)]


def _pairs(text: str) -> Spots:
    """The first of every two neighbours that may both be moved."""
    if len(_HAN.findall(text)) < LONG:
        return []
    short = {i for w in _words(text) if w.kind == "p" and len(w.text) < 4 for i in range(w.start, w.end)}
    may = set(touchable(text)) - short
    return [i for i, following in itertools.pairwise(range(len(text))) if i in may and following in may]


def _changed(text: str, spots: Spots, change: Callable[[int], str], seed: int) -> str:
    """The text with one of the spots changed."""
    if not spots or len(_HAN.findall(text)) < SHORTEST:
        return text
    spot = pick(spots, text, seed)
    return text[:spot] + change(spot) + text[spot + 1 :]


def _others(choices: Iterable[str], char: str) -> list[str]:
    return [choice for choice in choices if choice != char]


@functools.cache
def _nearly(char: str) -> list[str]:
    """Characters that look like it, and common ones whose sound voice typing confuses with its own."""
    heard = [c for c in dict.fromkeys(_COMMON) if syllable(c) == syllable(char) and not _homophones(c, char)]
    return [c for c in dict.fromkeys((*lookalikes(char), *heard)) if c != char and c not in _ALWAYS_KEPT]


def _homophones(one: str, other: str) -> bool:
    return lazy_pinyin(one) == lazy_pinyin(other)


@functools.cache
def _same_sound() -> Mapping[str, list[str]]:
    by_sound: defaultdict[str, list[str]] = defaultdict(list)
    for char in dict.fromkeys(_COMMON):
        by_sound[lazy_pinyin(char)[0]].append(char)
    return by_sound
