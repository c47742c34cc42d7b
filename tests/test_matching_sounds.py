"""Syllables that are mixed up sound alike; Latin letters are cut into syllables."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.sounds import initials, merge, split_pinyin, syllable


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("zhang", "zan"),
        ("chang", "can"),
        ("shang", "san"),
        ("nan", "lan"),
        ("ning", "lin"),
        ("neng", "len"),
        ("nv", "lu"),
        ("zheng", "zen"),
    ],
)
def test_syllables_that_are_mixed_up_are_one(one: str, other: str) -> None:
    assert merge(one) == merge(other)


@pytest.mark.parametrize(("one", "other"), [("ma", "ba"), ("zhong", "zhen"), ("xian", "xin"), ("hu", "fu")])
def test_other_syllables_stay_apart(one: str, other: str) -> None:
    assert merge(one) != merge(other)


@pytest.mark.parametrize("pair", ["院远", "圆元", "士氏", "乳入", "牛刘", "成陈", "首手", "农龙"])
def test_homophones_have_one_syllable(pair: str) -> None:
    assert syllable(pair[0]) == syllable(pair[1]) != ""


@pytest.mark.parametrize(
    ("char", "sound"),
    [("行", "han"), ("长", "can"), ("重", "zong"), ("乐", "le"), ("5", "wu"), ("a", ""), ("，", "")],
)
def test_a_character_has_the_reading_of_this_field(char: str, sound: str) -> None:
    assert syllable(char) == sound


@pytest.mark.parametrize(
    ("letters", "syllables"),
    [
        ("zhongguo", ("zong", "guo")),
        ("guoruzhongxin", ("guo", "ru", "zong", "xin")),
        ("keji", ("ke", "ji")),
        ("xian", ("xian",)),
        ("lvse", ("lu", "se")),
        ("qq", ()),
        ("hohhot", ()),
        ("", ()),
    ],
)
def test_letters_are_cut_into_the_fewest_syllables(letters: str, syllables: tuple[str, ...]) -> None:
    assert split_pinyin(letters) == syllables


@given(st.text(alphabet="国乳中心科技特派员高企草莓院士成员单位有多少家", min_size=1, max_size=8))
def test_the_syllables_of_a_text_can_be_cut_again(text: str) -> None:
    spelt = {
        "国": "guo", "乳": "ru", "中": "zhong", "心": "xin", "科": "ke", "技": "ji", "特": "te", "派": "pai",
        "员": "yuan", "高": "gao", "企": "qi", "草": "cao", "莓": "mei", "院": "yuan", "士": "shi",
        "成": "cheng", "单": "dan", "位": "wei", "有": "you", "多": "duo", "少": "shao", "家": "jia",
    }  # fmt: skip
    syllables = split_pinyin("".join(spelt[c] for c in text))
    assert 0 < len(syllables) <= len(text)
    assert all(syllable(c) == merge(spelt[c]) for c in text)


@pytest.mark.parametrize(
    ("text", "letters"), [("科技特派员", "kjtpy"), ("高企", "gq"), ("高企2023a", "gq2023a"), ("，", "")]
)
def test_initials_are_the_first_letters_of_the_readings(text: str, letters: str) -> None:
    assert initials(text) == letters
