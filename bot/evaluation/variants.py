"""The same question said differently: what should not change the outcome. Knows no replies."""

from __future__ import annotations

import functools
import re
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

import opencc
from pypinyin import lazy_pinyin

_HAN = re.compile(r"[\u4e00-\u9fff]")
_HAN_PAIR = re.compile(r"[\u4e00-\u9fff](?=[\u4e00-\u9fff])")
SHORTEST = 4  # Chinese characters; a shorter text changed is another text
TYPO_LENGTH = 8  # any character may go, also the one that names the place: the rest must tell enough
_ENDING = re.compile(r"[？?。！!，,、~…\s]+$")
_PARTICLE = re.compile(r"(吗|呢|啊|呀|吧)$")
# Common characters to draw homophones and typos from; rare ones would be mistakes nobody makes.
_COMMON = (
    "的一是了我不在人有他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么"
    "去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全"
    "三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门"
    "任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做"
    "接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南"
    "品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运笔际校招视圆功攻坚型形厅亭园员原源缘企起其期"
)


def greeted(text: str) -> str:
    """With a greeting before it."""
    return f"你好，{text}"


def thanked(text: str) -> str:
    """With thanks after it."""
    return f"{text} 谢谢"


def polite(text: str) -> str:
    """Asked politely."""
    return f"请问一下，{text}"


def hesitant(text: str) -> str:
    """With spoken fillers."""
    return f"那个，嗯，我想问一下就是{text}"


def with_emoji(text: str) -> str:
    """With an emoji at the end."""
    return f"{text}😊"


def unpunctuated(text: str) -> str:
    """Without its final punctuation."""
    return _ENDING.sub("", text)


def shouted(text: str) -> str:
    """With repeated final punctuation."""
    return f"{_ENDING.sub('', text)}？？？！"


def spaced(text: str) -> str:
    """With a space between two Chinese characters in the middle."""
    places = [match.start() + 1 for match in _HAN_PAIR.finditer(text)]
    if not places:
        return text
    middle = places[len(places) // 2]
    return f"{text[:middle]} {text[middle:]}"


def full_width(text: str) -> str:
    """With full-width letters, digits and signs."""
    return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)


def traditional(text: str) -> str:
    """In traditional script."""
    return str(_to_traditional().convert(text))


def stuttered(text: str) -> str:
    """With one character said twice."""
    return _changed_at(text, lambda char: char * 2)


def other_particle(text: str) -> str:
    """With another particle at the end."""
    return f"{_PARTICLE.sub('', _ENDING.sub('', text))}呀"


def homophone(text: str) -> str:
    """With one character replaced by one of the same sound, as voice typing does."""
    return _changed_at(text, lambda char: _picked(_same_sound().get(lazy_pinyin(char)[0], ()), char, text))


def typo(text: str) -> str:
    """With one character of a longer question replaced by any other."""
    if len(_HAN.findall(text)) < TYPO_LENGTH:
        return text
    return _changed_at(text, lambda char: _picked(_COMMON, char, text))


def swapped(text: str) -> str:
    """With two neighbouring characters swapped."""
    places = [match.start() for match in _HAN_PAIR.finditer(text)]
    if len(places) < SHORTEST:
        return text
    place = places[zlib.crc32(text.encode()) % len(places)]
    return text[:place] + text[place + 1] + text[place] + text[place + 2 :]


VARIANTS: Mapping[str, Callable[[str], str]] = {
    "加问候": greeted,
    "加道谢": thanked,
    "更客气": polite,
    "加口头语": hesitant,
    "加表情": with_emoji,
    "去掉句末标点": unpunctuated,
    "句末标点重复": shouted,
    "中间多一个空格": spaced,
    "全角": full_width,
    "繁体": traditional,
    "重复一个字": stuttered,
    "换语气词": other_particle,
    "一个同音字": homophone,
    "一个错字": typo,
    "相邻两字颠倒": swapped,
}


def _changed_at(text: str, change: Callable[[str], str]) -> str:
    """The text with one Chinese character changed, at a place that depends on the text alone."""
    if len(_HAN.findall(text)) < SHORTEST:
        return text
    places = [match.start() for match in _HAN.finditer(text) if change(match[0]) != match[0]]
    if not places:
        return text
    place = places[zlib.crc32(text.encode()) % len(places)]
    return text[:place] + change(text[place]) + text[place + 1 :]


def _picked(choices: Iterable[str], char: str, text: str) -> str:
    others = [choice for choice in choices if choice != char]
    return others[zlib.crc32(text.encode()) % len(others)] if others else char


@functools.cache
def _to_traditional() -> opencc.OpenCC:
    return opencc.OpenCC("s2t")


@functools.cache
def _same_sound() -> Mapping[str, list[str]]:
    by_sound: defaultdict[str, list[str]] = defaultdict(list)
    for char in dict.fromkeys(_COMMON):
        by_sound[lazy_pinyin(char)[0]].append(char)
    return by_sound
