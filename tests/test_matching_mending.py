"""Slips of hand and ear in a question, put right where the knowledge leaves no doubt."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.content.load import load
from bot.matching.matcher import Matcher
from tests.small_world import SHIPPED

MATCHER = Matcher(load(SHIPPED))


def mended(typed: str) -> str | None:
    text = MATCHER.mended(MATCHER.read(typed))
    return None if text is None else str(text)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("策政有哪些", "政策有哪些"),
        ("高薪技术企业条件", "高新技术企业条件"),
        ("呼伦这贝尔有多少科技特派员", "呼伦贝尔有多少科技特派员"),
        ("成圆单位多少", "成员单位多少"),
        ("奖力多少", "奖励多少"),
        ("呼和浩特企总业数多少", "呼和浩特企业数多少"),
        ("国家乳技业术创新中心在哪", "国家乳业技术创新中心在哪"),
        ("呼文浩特有几个院士", "呼和浩特有几个院士"),
        ("炭基还肥一袋", "炭基肥1袋"),
        ("科技军领企业名单", "科技领军企业名单"),
        ("上海交通大学内蒙古研院电话", "上海交通大学内蒙古研究院电话"),
        ("鄂尔多所高企", "鄂尔多斯高新技术企业"),  # the name of a place may hold 多
        ("圣钒的董司长", "圣钒的董事长"),  # 司长 is a word, but a part of what is meant
        ("建个早莓大棚", "建个草莓大棚"),  # no 莓早
        ("中孚明丰目强在组建什么", "中孚明丰目前在组建什么"),
        ("战家羊流产好几只", "我家羊流产好几只"),
    ],
)
def test_a_slip_is_put_right(typed: str, meant: str) -> None:
    assert mended(typed) in {meant, meant.replace("企业数", "企业总数")}


@pytest.mark.parametrize(
    ("typed", "meant"), [("李孔孔燕是谁", "李孔燕是谁"), ("圣钒董事事长是谁", "圣钒董事长是谁")]
)
def test_a_stutter_is_read_over(typed: str, meant: str) -> None:
    assert str(MATCHER.read(typed)) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "元亨药业是谁的",
        "张伟院士是谁",
        "钟南山院士是谁",
        "课题题目是什么",
        "看看条件",
        "圣钒拿了多少钱",
        "2023年多少家",
        "国家乳业技术创新中心有多少院士",
        "国家马业技术创新中心在哪",  # may be 乳业 or 草业, and is neither
        "",
    ],
)
def test_what_may_be_meant_stays(typed: str) -> None:
    assert mended(typed) is None


def test_the_same_slip_is_always_put_right_in_the_same_way() -> None:
    again = Matcher(load(SHIPPED))
    text = again.mended(again.read("呼和浩特企总业数多少"))
    assert text is not None
    assert str(text) == mended("呼和浩特企总业数多少")


@settings(deadline=None)  # the first text loads the lists
@given(st.text(alphabet="高新技术企业政策院士多少家一二三草莓呼和浩特 ，。abc12", max_size=40))
def test_any_text_can_be_mended(typed: str) -> None:
    text = MATCHER.mended(MATCHER.read(typed))
    assert text is None or len(text.units) == len(text.syllables) == len(text.breaks)
