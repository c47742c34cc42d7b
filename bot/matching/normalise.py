"""Any typed or dictated text in one written form. Knows no vocabulary."""

from __future__ import annotations

import functools
import re
import unicodedata

import opencc

_DIGIT = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNIT = {"十": 10, "百": 100, "千": 1000}
_NAMED = (  # numerals that are part of a name
    "四川|四子王|四平(?!方|米)|九江|九原(?!则)|九寨沟|二连浩特|三亚|三门峡|三沙|三峡|三星(?!级)|五原(?!则)"
    "|五台山|六安(?!全)|六盘水|七台河|十堰|零[售件食散工]"
)
_NUMERAL = re.compile(f"(?P<name>{_NAMED})|[零〇一二三四五六七八九十百千两]+")
_POSITIONAL = re.compile("[零〇一二三四五六七八九]{2,}")
_TAIL = re.compile("(?<=[百千])[一二三四五六七八九]$")  # 一千二: of the next lower unit
_BROKEN = re.compile(r"(?<=\d)(万|亿)([1-9])(?=[的多元块吧吗呢,| ]|左右|以上|$)")  # 一万二: 1.2万
_TWO_WITH_MEASURE = re.compile("两(?=[家个位项件条期套名人款种座年万亿元岁月天大])")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_REPEATED = re.compile(r"([^\d\s])\1{2,}")
_SEPARATORS = re.compile(r"[。！？!?…;；\n\r]+")
_PAUSES = re.compile("[，,、：:]+")
_GAP = re.compile(r"(?<=[\u3400-\u9fff〇])[ \t]+(?=[\u3400-\u9fff〇])")
_ASIDE = re.compile("[（(]([^（）()]{6,})[）)]")  # a clause in brackets, no part of a name: 草业中心（筹）
_NOT_WORD = re.compile(r"[^\w\s+%.|/,]|_")
_LONE_MARK = re.compile(r"(?<!\d)[.%/]|[./](?!\d)|(?<![\w])\+|\+(?![\w])")

SENTENCE = "|"  # stands between sentences in a normalised text
PAUSE = ","  # stands where a comma did


@functools.cache
def _simplifier() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def _is_simplified(text: str) -> bool:
    """Whether every character is in GB 2312, which has no traditional forms: loading OpenCC takes a while."""
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _section(numeral: str) -> str:
    """A numeral below ten thousand in digits; the numeral itself when it is none."""
    if _POSITIONAL.fullmatch(numeral):
        return "".join(str(_DIGIT[c]) for c in numeral)
    total = digit = 0
    seen_digit = False
    for char in numeral:
        if char in _DIGIT:
            if seen_digit and digit:
                return numeral
            digit, seen_digit = _DIGIT[char], True
        else:
            total += (digit if seen_digit else 1) * _UNIT[char]
            digit, seen_digit = 0, False
    if _TAIL.search(numeral):
        digit *= _UNIT[numeral[-2]] // 10
    return str(total + digit)


def _numeral(match: re.Match[str]) -> str:
    text = match.group()
    if match["name"] or text in {"两", "百", "千"}:
        return text
    return _section(text)


def _closed(text: str) -> str:
    """The text without a stray blank between two Chinese characters; several blanks part keywords."""
    return _GAP.sub("", text) if len(_GAP.findall(text)) == 1 else text


def digits(text: str) -> str:
    """The text with Chinese numerals as digits; 万 and 亿 stay: 九千万 → 9000万, 一万二 → 1.2万.

    Numerals in names of places stay: 四川.
    """
    text = _TWO_WITH_MEASURE.sub("2", text)
    return _BROKEN.sub(r".\2\1", _NUMERAL.sub(_numeral, text))


@functools.lru_cache(maxsize=512)  # one question is read several times
def normalise(text: str) -> str:
    """The text in simplified script, lower case, digits; sentences parted by `|`, commas kept as `,`.

    Compatibility forms follow Unicode NFKC; script conversion is OpenCC's t2s.
    """
    text = text[:2000].encode("utf-8", "ignore").decode("utf-8")  # half an emoji is no character
    text = unicodedata.normalize("NFKC", text)
    text = _THOUSANDS.sub("", text)
    if not _is_simplified(text):
        text = _simplifier().convert(text)
    text = _ASIDE.sub(",\\1,", text)
    text = _SEPARATORS.sub(SENTENCE, _closed(text.lower()))
    text = _PAUSES.sub(PAUSE, text)
    text = _NOT_WORD.sub(" ", text)
    text = _LONE_MARK.sub(" ", text)
    text = _REPEATED.sub(r"\1", text)
    text = digits(text)
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r"[ |,]*\|[ |,]*", SENTENCE, text)
    return re.sub(r"[ ,]*,[ ,]*", PAUSE, text).strip(" |,")


def compact(text: str) -> str:
    """The normalised text without any separator: for comparing two short texts."""
    return re.sub(r"[\s|,]+", "", normalise(text))
