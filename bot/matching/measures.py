"""What a text counts or measures, by its measure words: 多少公里, 3万头. Knows no vocabulary."""

from __future__ import annotations

from bot.matching.text import Text

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
