"""Texts as units with sounds: cutting, joining, replacing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.matching.text import BLANK, COMMA, EMPTY, STOP, Text, join, read


def test_a_text_is_units_sounds_and_what_stands_before_them() -> None:
    assert read("国乳中心，有101家？ keji") == Text(
        ("国", "乳", "中", "心", "有", "101", "家", "", ""),
        ("guo", "ru", "zong", "xin", "you", "#101", "jia", "ke", "ji"),
        (0, 0, 0, 0, COMMA, 0, 0, STOP, 0),
    )


def test_latin_letters_stay_a_word_when_they_are_not_to_be_sounds() -> None:
    assert read("国ru中心 r&d", latin=False) == Text(
        ("国", "ru", "中", "心", "r", "d"),
        ("guo", "@ru", "zong", "xin", "@r", "@d"),
        (0, 0, 0, 0, BLANK, BLANK),
    )


def test_one_digit_sounds_like_its_numeral_and_longer_numbers_are_units() -> None:
    assert read("5家 10% 3.5") == Text(
        ("5", "家", "10%", "3.5"), ("wu", "jia", "#10%", "#3.5"), (0, 0, BLANK, BLANK)
    )


def test_a_cut_and_its_rest_make_the_text() -> None:
    text = read("高企要啥条件，急")
    assert text.cut(0, 3).units + text.cut(3, len(text)).units == text.units


def test_replacing_exchanges_units_and_keeps_the_break_before_them() -> None:
    text = read("请问，高企要啥条件")
    found = text.replace(2, 4, read("高新技术企业"))
    assert str(found) == "请问，高新技术企业要啥条件"


def test_joined_parts_have_a_pause_between_them_and_empty_ones_vanish() -> None:
    assert str(join([read("高企"), EMPTY, read("条件")])) == "，".join(["高企", "条件"])


def test_an_unreadable_text_is_empty() -> None:
    assert [read(t) for t in ("", "👍", "？！", "\x00")] == [EMPTY] * 4


@given(st.text())
def test_units_sounds_and_breaks_are_parallel(raw: str) -> None:
    text = read(raw)
    assert len(text.units) == len(text.syllables) == len(text.breaks)
    assert all(u or s for u, s in zip(text.units, text.syllables, strict=True))
    assert text.breaks[:1] in {(), (0,)}


@given(st.text(alphabet="高企国乳12 ，。a"), st.integers(0, 8), st.integers(0, 8))
def test_replacing_a_stretch_by_itself_changes_nothing(raw: str, one: int, other: int) -> None:
    text = read(raw)
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    assert text.replace(start, end, text.cut(start, end)) == text
