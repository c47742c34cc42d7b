"""Which portion of a whole a text asks for."""

from __future__ import annotations

import pytest

from bot.matching.portions import NONE, Portion, denies, excepts, portion, speaks_of_most, tells_apart
from bot.matching.text import Text, read


def asked(text: str, counts: list[tuple[int, int]], names: list[tuple[int, int]] | None = None) -> Portion:
    return portion(units(text), counts, names or [], [unit in "里中有" for unit in units(text).units])


def units(text: str) -> Text:
    return read(text, latin=False)


@pytest.mark.parametrize(
    ("text", "counts", "part"),
    [
        ("专家里女的有几位", [(6, 8)], "女的有"),
        ("专家里有多少博士", [(4, 6)], "博士"),
        ("单位中外资占几家", [(6, 8)], "外资"),
        ("培训班马铃薯占几期", [(7, 9)], "培训班马铃薯"),  # no word is cut in two
        ("那些单位中企业占几家", [(8, 10)], "企业"),
    ],
)
def test_which_part_of_a_whole_is_counted(text: str, counts: list[tuple[int, int]], part: str) -> None:
    found = asked(text, counts)
    assert (found.kind, "".join(units(text).units[found.start : found.end]).strip("占")) == ("part", part)


@pytest.mark.parametrize(
    ("text", "counts", "kind"),
    [
        ("哪个旗县办的培训班最少", [], "most"),
        ("最多给多少钱", [(3, 5)], ""),  # asks for a limit
        ("没通过备案的有几家", [(7, 9)], "not"),
        ("哪几家没参加过攻关", [], "not"),
        ("批了没有", [], ""),
        ("有没有补贴的项目多少", [(8, 10)], ""),
        ("不知道的有几家", [(5, 7)], ""),
        ("除了点名的三位，其余七位姓名是什么", [], "rest"),
        ("除院士外还有多少专家", [(6, 8)], ""),
        ("光算新品种有几个", [(6, 8)], "alone"),
        ("成员单位有几家", [(5, 7)], ""),
        ("餐饮企业光小店有几家", [(8, 10)], "alone"),
        ("不光是种地的还有几家", [(8, 10)], ""),
        ("光照好的棚有几栋", [(6, 8)], ""),
        ("除了点名的三位，中心另外七位院士都是谁", [], "rest"),
        ("其余七位姓名是什么", [], "rest"),
        ("新品种和新技术各是多少项", [], "each"),
        ("这两样能分开说吗", [], "each"),
        ("合作社有几个、企业有几个", [(4, 6), (9, 11)], "each"),
        ("餐饮类单独是几家", [(6, 8)], "alone"),
        ("光阴都用在育种上", [], ""),
        ("各地都有多少家", [(4, 6)], ""),
        ("", [], ""),
    ],
)
def test_which_portion_is_asked_for(text: str, counts: list[tuple[int, int]], kind: str) -> None:
    assert asked(text, counts).kind == kind


def test_one_of_several_is_asked_for_by_its_name() -> None:
    text = "兰州大学一家派了几个团队"
    assert asked(text, [(8, 10)], [(0, 4)]) == Portion(0, 4, "one")
    assert asked(text, [(8, 10)]) == NONE  # named nobody


def test_a_share_is_asked_of_the_whole() -> None:
    assert asked("新品的钱要占几成", [(6, 8)]) == NONE


def test_what_texts_speak_of() -> None:
    assert tells_apart(units("院士和专家各多少").units)
    assert not tells_apart(units("各地的院士").units)
    assert speaks_of_most(units("数量居全区之首").units)
    assert denies(units("没入库的几家").units)
    assert not denies(units("批了没有").units)
    assert excepts(units("其余的人").units)
