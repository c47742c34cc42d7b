"""Greetings, thanks and fillers around a question."""

from __future__ import annotations

import pytest

from bot.content.load import load
from bot.matching.matcher import Matcher
from tests.small_world import SHIPPED

MATCHER = Matcher(load(SHIPPED))


@pytest.mark.parametrize(
    "framed",
    [
        "你好，请问国乳中心有多少院士呀",
        "早上好 国乳中心有多少院士",
        "hi，国乳中心有多少院士？",
        "在吗？国乳中心有多少院士，谢谢老师",
        "那个，嗯，国乳中心有多少院士",
        "能不能帮我查查国乳中心有多少院士，麻烦您了",
        "那个啥，国乳中心有多少院士",
        "哎，我想了解一下国乳中心有多少院士",
        "呃，就是说，国乳中心有多少院士 谢谢",
    ],
)
def test_a_framed_question_reads_as_the_question_itself(framed: str) -> None:
    assert MATCHER.read(framed) == MATCHER.read("国乳中心有多少院士")


def test_framing_is_cut_before_pinyin_is_spelt_out() -> None:
    assert MATCHER.read("kexiao renshu，谢谢") == MATCHER.read("kexiao renshu")


@pytest.mark.parametrize("said", ["你好", "您好，谢谢", "谢谢老师", "感谢解答", "知道了，谢谢", "在吗"])
def test_a_text_that_is_only_framing_stays(said: str) -> None:
    assert str(MATCHER.read(said)) == said


@pytest.mark.parametrize(
    ("asked", "read"),
    [
        ("科技特派员收费吗，谢谢", "科技特派员收费吗"),
        ("具体位置在哪", "具体位置在哪"),
        ("老师能当科技特派员吗", "老师能当科技特派员吗"),
        ("谁知道", "谁知道"),
        ("多少家，谢谢", "多少家"),
    ],
)
def test_what_asks_is_never_cut(asked: str, read: str) -> None:
    assert str(MATCHER.read(asked)) == read
