"""What a text counts or measures, by its measure words: 多少公里, 3万头. Knows no vocabulary."""

from __future__ import annotations

from bot.matching.text import Text

# Groups whose members can stand for one another.
_GROUPS = {
    "名": "人数",
    "位": "人数",
    "人": "人数",
    "号人": "人数",
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
# What 个 counts, where it is said: 几个老师 asks for people.
_PEOPLE = (
    "老师",
    "学生",
    "专家",
    "教授",
    "博士",
    "硕士",
    "院士",
    "员工",
    "工人",
    "职工",
    "农民",
    "牧民",
    "村民",
    "学员",
    "人员",
    "研究生",
    "技术员",
    "骨干",
    "人才",
)
_FIRMS = ("企业", "公司", "厂子", "工厂", "单位", "合作社", "饭店", "餐馆")
_COUNTED = {**dict.fromkeys(_PEOPLE, "人数"), **dict.fromkeys(_FIRMS, "家数")}
ANYTHING = "个"  # counts nearly anything
_CLEAR = frozenset({"人数", "家数", "期数"})  # what 个 may count as well
_LONGEST = max(map(len, (*_GROUPS, *_COUNTED)))
_ALSO = {"家数": {"户数"}, "户数": {"家数"}}  # enterprises are counted as 户 as well
_HOW_MANY = (("多", "少"), ("几",))
_SCALE = frozenset("万亿千百十余多来")


def measured(text: Text) -> frozenset[str]:
    """The groups of the measure words behind a number or a word for how many; 个 where it counts anything."""
    found = set()
    units = text.units
    for index in range(1, len(units)):
        if _counts(units, index):
            group = _group(units, index)
            found |= {group, *_ALSO.get(group, ())} if group else set()
    return frozenset(found)


def asked_measure(text: Text, start: int = 0) -> str:
    """The group of the measure a text asks for from `start` on (户数 for 多少户); empty if none."""
    units = text.units
    for index in range(max(1, start), len(units)):
        how = next((h for h in _HOW_MANY if units[max(0, index - len(h)) : index] == h), None)
        if how is None or units[index - len(how) - 1 : index - len(how)] == ("第",):  # 第几位 asks for a rank
            continue
        group = _group(units, index)
        if group and group != ANYTHING:
            return group
    return ""


def has_measure(asked: str, known: frozenset[str]) -> bool:
    """Whether a number of the group is among the known ones; 个 may count what is not counted otherwise."""
    loose = ANYTHING in known and asked in _CLEAR and known.isdisjoint(_CLEAR)
    return not asked or asked in known or loose


def _group(units: tuple[str, ...], index: int) -> str:
    """The group of the measure word at the position, for 个 that of the noun behind it; empty if none."""
    behind = index + (units[index] == ANYTHING)
    for length in range(min(_LONGEST, len(units) - index), 0, -1):
        word = "".join(units[index : index + length])
        if word in _GROUPS:
            return _GROUPS[word]
        noun = "".join(units[behind : behind + length])
        if noun in _COUNTED:
            return _COUNTED[noun]
    return ANYTHING if behind > index else ""


def _counts(units: tuple[str, ...], index: int) -> bool:
    """Whether a number, or a word for how many, ends before the position."""
    before = units[index - 1]
    while before in _SCALE and index > 1:
        index -= 1
        before = units[index - 1]
    return before[:1].isdigit() or before == "几" or units[max(0, index - 2) : index] == ("多", "少")
