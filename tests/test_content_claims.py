"""What a text claims is found however it is written, and compared for what it counts."""

from __future__ import annotations

import pytest

from bot.content.claims import chinese_number, claims_of, holds_document, names_in, same_unit, squeezed


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("101家成员单位", {"101"}),
        ("４０００多场次", {"4000"}),
        ("3万多人次，40亿元", {"3万", "40亿"}),
        ("1,365家", {"1365"}),
        ("不低于60%，1.20倍", {"60", "1.2"}),
        ("有效期三年，十二家，一般两家", {"3", "12"}),
        ("①注册满一年 ②占10%", {"10"}),
        ("1. 先备案\n2、再入站", set()),
        ("国科发火〔2016〕32号", set()),
    ],
)
def test_figures(text: str, numbers: set[str]) -> None:
    assert set(claims_of(text).numbers) == numbers


def test_dates_in_both_ways_of_writing() -> None:
    assert set(claims_of("2023年12月、2026年1月21日、约2023年").dates) == {"2023-12", "2026-01-21"}
    assert set(claims_of("2023-12-17投入，2022-01-05").dates) == {"2023-12-17", "2022-01-05"}


def test_people_are_not_attendances() -> None:
    said, held = claims_of("培训农民800人"), claims_of("培训农民800人次")
    assert (*said.units["800"], *held.units["800"]) == ("人", "人次")
    assert not same_unit("人", "人次")
    assert same_unit("位", "名")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("十", "10"),
        ("二十四", "24"),
        ("三百", "300"),
        ("三万", "3万"),
        ("两", "2"),
        ("万", None),
        ("三五", None),
    ],
)
def test_chinese_numerals(text: str, value: str | None) -> None:
    assert chinese_number(text) == value


def test_document_numbers_in_any_brackets() -> None:
    held = squeezed("《办法》（财税〔2018〕64号）、公告2021年28号")
    assert holds_document(held, squeezed("委托境外看财税[2018]64号"))
    assert holds_document(held, squeezed("国家税务总局公告2021年第28号"))
    assert not holds_document(held, squeezed("财税〔2018〕65号"))
    assert not holds_document(held, squeezed("〔2018〕64号文以外"))


def test_the_longest_name_counts() -> None:
    names = {"草莓": "草莓", "草莓专家王胜利": "王胜利", "王胜利": "王胜利"}
    assert names_in("草莓专家王胜利来了", names) == ({"王胜利": "草莓专家王胜利"}, "□来了")
