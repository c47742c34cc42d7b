"""What a text counts."""

from __future__ import annotations

import pytest

from bot.matching.measures import asked_measure, has_measure, measured
from bot.matching.text import read


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("跑了3万多公里", {"里程"}),
        ("覆盖11个乡镇", {"个"}),  # 个 counts nearly anything
        ("来了几个老师", {"人数"}),  # but here it counts people
        ("帮了12个企业", {"家数", "户数"}),
        ("服务企业1365家", {"家数", "户数"}),
        ("成员单位几家", {"家数", "户数"}),
        ("每亩800元", set()),
        ("这家公司", set()),
    ],
)
def test_what_a_text_has_numbers_of(text: str, groups: set[str]) -> None:
    assert measured(read(text, latin=False)) == groups


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("耗赖山村有多少户人家", "户数"),
        ("卡车跑了多少公里", "里程"),
        ("棚有几亩", "面积"),
        ("数量排第几位", ""),  # a rank, no number of persons
        ("共有多少", ""),
        ("几个品种", ""),
        ("站里有几个老师", "人数"),
    ],
)
def test_which_measure_is_asked_for(text: str, group: str) -> None:
    assert asked_measure(read(text, latin=False)) == group


@pytest.mark.parametrize(
    ("asked", "known", "has"),
    [
        ("", set(), True),
        ("期数", {"家数", "户数"}, False),
        ("人数", {"个"}, True),
        ("人数", {"个", "面积"}, True),
        ("人数", {"个", "家数"}, False),  # the 个 counts what is counted in 家
        ("里程", {"个"}, False),
    ],
)
def test_whether_there_is_a_number_of_what_is_asked_for(asked: str, known: set[str], has: bool) -> None:
    assert has_measure(asked, frozenset(known)) is has
