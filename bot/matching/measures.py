"""What a text counts or measures, by its measure words: 多少公里, 3万头. Knows no vocabulary."""

from __future__ import annotations

from collections.abc import Sequence

from bot.matching.text import COMMA, Text

# Groups whose members can stand for one another.
_GROUPS = {
    "名": "人数",
    "位": "人数",
    "人": "人数",
    "家": "家数",
    "户": "户数",
    "期": "期数",
    "场": "期数",
    "公里": "里程",
    "千米": "里程",
    "里地": "里程",
    "里路": "里程",
    "亩": "面积",
    "公顷": "面积",
    "平方米": "面积",
    "平米": "面积",
    "平方": "面积",
    "辆": "车辆",
    "台": "台数",
    "口": "人口",
    "头": "头数",
    "匹": "头数",
    "吨": "重量",
    "斤": "重量",
    "公斤": "重量",
    "棵": "株数",
    "株": "株数",
    "升": "容量",
    "毫升": "容量",
    "米": "长度",
    "厘米": "长度",
    "篇": "篇数",
    "层": "层数",
    "栋": "栋数",
    "瓶": "瓶数",
    "袋": "袋数",
    "针": "针数",
    "支": "支数",
    "剂": "支数",
    "盒": "盒数",
    "粒": "粒数",
    "股": "股数",
}
_ANYTHING = "个"  # counts nearly anything
_CLEAR = frozenset({"人数", "家数", "期数"})  # what 个 may count as well
_LONGEST = max(map(len, _GROUPS))
_ALSO = {"家数": {"户数"}, "户数": {"家数"}}  # enterprises are counted as 户 as well
_AMONG = frozenset({"里", "中"})  # 465家高企里，生物医药的有几家
_ENDS_AMONG = frozenset("头面间当")  # 里头, 里面, 中间, 当中
_LONGEST_PART = 5  # units before 占几家
_HOW_MANY = (("多", "少"), ("几",))
_SCALE = frozenset("万亿千百十余多来")


def measured(text: Text) -> frozenset[str]:
    """The groups of the measure words that follow a number or a word for how many."""
    found = set()
    units = text.units
    for index in range(1, len(units)):
        if not _counts(units, index):
            continue
        for length in range(_LONGEST, 0, -1):
            word = "".join(units[index : index + length])
            if word in _GROUPS:
                found.add(_GROUPS[word])
                found |= _ALSO.get(_GROUPS[word], set())
                break
        else:
            found |= _CLEAR if units[index] == _ANYTHING else set()
    return frozenset(found)


def asked_measure(text: Text, start: int = 0) -> str:
    """The group of the measure a text asks for from `start` on (户数 for 多少户); empty if none."""
    units = text.units
    for index in range(max(1, start), len(units)):
        how = next((h for h in _HOW_MANY if units[max(0, index - len(h)) : index] == h), None)
        if how is None or units[index - len(how) - 1 : index - len(how)] == ("第",):  # 第几位 asks for a rank
            continue
        for length in range(_LONGEST, 0, -1):
            word = "".join(units[index : index + length])
            if word in _GROUPS:
                return _GROUPS[word]
    return ""


def _counts(units: tuple[str, ...], index: int) -> bool:
    """Whether a number, or a word for how many, ends before the position."""
    before = units[index - 1]
    while before in _SCALE and index > 1:
        index -= 1
        before = units[index - 1]
    return before[:1].isdigit() or before == "几" or units[max(0, index - 2) : index] == ("多", "少")


def part_asked(text: Text, counts: Sequence[tuple[int, int]], empty: Sequence[bool]) -> tuple[int, int]:
    """Start and end of the part of a whole that is counted: 生物医药的 in 高企里生物医药的有几家.

    `counts` are start and end of the words for how many, `empty` marks the units that are no part of a word.
    An empty span when no part is asked for.
    """
    units = text.units
    for start, end in counts:
        for index in range(start - 1, 0, -1):
            if units[index] in _AMONG and empty[index]:
                begin = index + 1 + (index + 1 < start and units[index + 1] in _ENDS_AMONG)
                between = [i for i in range(begin, start) if not empty[i]]
                return (begin, start) if between else (end, _pause_after(text, end))  # 人才里有多少博士
        if units[start - 1] == "占":
            return max(0, start - _LONGEST_PART), start - 1
    return 0, 0


def _pause_after(text: Text, start: int) -> int:
    gaps = (i for i in range(start + 1, len(text)) if text.breaks[i] >= COMMA)
    return next(gaps, len(text))
