"""Phrases found by characters or sound: longest first, as a plain search would find them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.phrasebook import Phrasebook, Span
from bot.matching.text import read

Row = tuple[Sequence[str], Sequence[str], str]


def row(phrase: str) -> Row:
    text = read(phrase, latin=False)
    return text.units, text.syllables, phrase


def book(*phrases: str, by_sound: bool = True) -> Phrasebook[str]:
    return Phrasebook([row(p) for p in phrases], by_sound=by_sound)


def found(phrases: Phrasebook[str], text: str) -> list[Span[str]]:
    read_text = read(text)
    return phrases.find(read_text.units, read_text.syllables)


def test_the_longest_phrase_is_found() -> None:
    assert found(book("科技", "科技特派员", "特派员"), "请科技特派员来") == [
        Span(1, 6, ("科技特派员",), exact=True)
    ]


def test_found_phrases_do_not_overlap() -> None:
    assert found(book("成员单位", "单位名单"), "成员单位名单") == [Span(0, 4, ("成员单位",), exact=True)]


def test_a_phrase_that_stands_for_several_things_gives_them_all() -> None:
    units, sounds, _ = row("院士")
    phrases = Phrasebook([(units, sounds, "一"), (units, sounds, "二"), (units, sounds, "一")], by_sound=True)
    assert found(phrases, "院士") == [Span(0, 2, ("一", "二"), exact=True)]


@pytest.mark.parametrize("heard", ["国如中心", "果乳中新", "guo ru zhong xin", "国ru中心", "郭入钟芯"])
def test_a_phrase_is_heard(heard: str) -> None:
    assert found(book("国乳中心"), heard) == [Span(0, 4, ("国乳中心",), exact=False)]


def test_a_homophone_of_two_characters_must_share_one() -> None:
    assert found(book("软著"), "软住") == [Span(0, 2, ("软著",), exact=False)]
    assert found(book("院士"), "原是") == []


def test_a_single_character_is_never_heard() -> None:
    assert found(book("家"), "加") == []


def test_nothing_is_heard_in_a_book_of_characters() -> None:
    assert found(book("国乳中心", by_sound=False), "国如中心") == []


def test_characters_come_before_sound_of_the_same_length() -> None:
    assert found(book("公式", "公示"), "公示") == [Span(0, 2, ("公示",), exact=True)]


def test_a_longer_homophone_comes_before_a_shorter_phrase() -> None:
    assert found(book("乳业", "乳业中心"), "乳业中新") == [Span(0, 4, ("乳业中心",), exact=False)]


def test_a_phrase_does_not_reach_over_the_end() -> None:
    assert found(book("国乳中心"), "国乳中") == []


def test_every_phrase_may_be_asked_for_also_those_inside_others() -> None:
    text = read("科技特派员")
    spans = book("科技", "科技特派员", "特派员").find_all(text.units, text.syllables)
    assert spans == [Span(0, 5, ("科技特派员",), exact=True), Span(2, 5, ("特派员",), exact=True)]


SMALL = st.text(alphabet="甲乙丙", min_size=1, max_size=4)


@given(st.lists(SMALL, max_size=6), st.text(alphabet="甲乙丙", max_size=12))
def test_it_finds_what_a_plain_search_finds(phrases: list[str], text: str) -> None:
    plain, position = [], 0
    while position < len(text):
        here = [p for p in phrases if text.startswith(p, position)]
        if here:
            longest = max(here, key=len)
            plain.append(Span(position, position + len(longest), (longest,), exact=True))
            position += len(longest)
        else:
            position += 1
    phrase_book = Phrasebook([(tuple(p), tuple(p), p) for p in phrases], by_sound=False)
    assert phrase_book.find(text, text) == plain


SOUND = {"甲": "a", "乙": "b", "丙": "c", "假": "a", "一": "b", "饼": "c"}


@given(
    st.lists(st.text(alphabet="甲乙丙", min_size=3, max_size=4), max_size=5),
    st.text(alphabet="".join(SOUND), max_size=10),
)
def test_it_hears_what_a_plain_search_hears(phrases: list[str], text: str) -> None:
    sounds = [SOUND[c] for c in text]
    plain: list[tuple[int, int]] = []
    position = 0
    while position < len(text):
        fits = [len(p) for p in phrases if [SOUND[c] for c in p] == sounds[position : position + len(p)]]
        if fits:
            plain.append((position, position + max(fits)))
            position += max(fits)
        else:
            position += 1
    rows = [(tuple(p), tuple(SOUND[c] for c in p), p) for p in phrases]
    spans = Phrasebook(rows, by_sound=True).find(text, sounds)
    assert [(s.start, s.end) for s in spans] == plain
    assert all(s.exact == (text[s.start : s.end] in phrases) for s in spans)
