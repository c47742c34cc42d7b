"""Texts in one written form: script, width, numerals, punctuation."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.normalise import compact, digits, normalise


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("國家乳業技術創新中心　有多少家", "国家乳业技术创新中心有多少家"),
        ("ＡＢＣ１２３", "abc123"),
        ("1,365家", "1365家"),
        ("好！！！吗？", "好|吗"),
        ("哈哈哈哈", "哈"),
        ("110000", "110000"),
        ("高企、科小，都要啥：说说", "高企,科小,都要啥,说说"),
        ("第一行\n第二行", "第1行|第2行"),
        ("占比5.5%", "占比5.5%"),
        ("4+8+N", "4+8+n"),
        ("a/b 3/4", "a b 3/4"),
        ("你好👍\u200b\x00", "你好"),
        ("奖励政 策", "奖励政策"),
        ("二 〇二四年", "2024年"),
        ("元和药业 厄贝沙坦 零售价", "元和药业 厄贝沙坦 零售价"),
        ("高企\ud800条件", "高企条件"),
        ("，。！？", ""),
        ("", ""),
    ],
)
def test_a_text_has_one_written_form(typed: str, written: str) -> None:
    assert normalise(typed) == written


@pytest.mark.parametrize(
    ("numeral", "written"),
    [
        ("十", "10"),
        ("十五家", "15家"),
        ("二十四家", "24家"),
        ("一百零五", "105"),
        ("三百六十五天", "365天"),
        ("两千三百", "2300"),
        ("九千万", "9000万"),
        ("一万两千", "1万2000"),
        ("一千二", "1200"),
        ("两百五", "250"),
        ("一万二的补贴", "1.2万的补贴"),
        ("三万五千", "3万5000"),
        ("四川大学", "四川大学"),
        ("四平方公里", "4平方公里"),
        ("二零二二年", "2022年"),
        ("二〇二三", "2023"),
        ("两家", "2家"),
        ("两院院士", "两院院士"),
        ("千亿", "千亿"),
        ("百鲜农业", "百鲜农业"),
    ],
)
def test_chinese_numerals_become_digits(numeral: str, written: str) -> None:
    assert digits(numeral) == written


def test_a_long_text_is_read_up_to_two_thousand_characters() -> None:
    assert normalise("高企" * 3000) == "高企" * 1000


def test_the_compact_form_has_no_separators() -> None:
    assert compact("高企， 要啥条件？ 急！") == "高企要啥条件急"


@given(st.text())
def test_no_mark_is_left_that_means_nothing(text: str) -> None:
    written = normalise(text)
    assert not re.search(r"[。！？!?;；\n\r，、：:]", written)
    assert written == written.strip(" |,")
    assert "  " not in written


@given(st.text(alphabet="高企国乳中心多少家十百千万零一二两，。！？ abc123%"))
def test_a_written_form_stays_as_it_is_when_it_holds_no_numerals(text: str) -> None:
    once = normalise(re.sub("[十百千零一二两]", "", text))
    again = normalise(once.replace("|", "。"))
    assert again.replace(" ", "") == once.replace(" ", "")
