"""What a typed text says beside its question, and where one text holds two."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.clauses import clauses, focus, questions
from bot.conversation.followups import Turn, read_turn
from bot.matching.text import Text
from tests.small_world import matcher


def read(text: str) -> Text:
    return matcher().read(text)


@pytest.mark.parametrize(
    ("typed", "position"),
    [
        ("1", 0),
        ("2", 1),
        ("２。", 1),
        ("第二个", 1),
        ("选3", 2),
        ("第十二条", 11),
        ("0", None),
        ("100", None),
        ("2家", None),
        ("第二个中心在哪", None),
        ("", None),
    ],
)
def test_a_number_alone_is_a_pick(typed: str, position: int | None) -> None:
    assert read_turn(typed).pick == position


@pytest.mark.parametrize(
    ("typed", "refers"),
    [
        ("那硕士呢", True),
        ("硕士呢？", True),
        ("它在哪", True),
        ("那家公司呢", True),
        ("那个中心在哪", False),
        ("国乳中心有几位院士", False),
        ("我家有五亩地，去年种了草莓，今年还能不能种呢", False),
    ],
)
def test_a_text_leans_on_the_last_subject(typed: str, refers: bool) -> None:
    assert read_turn(typed).refers == refers


def test_a_correction_is_what_follows_it() -> None:
    assert read_turn("不是我问的是草业中心") == Turn("草业中心", None, correction=True, refers=False)


def test_no_alone_corrects_nothing() -> None:
    assert read_turn("不对") == Turn("不对", None, correction=False, refers=False)


@given(st.text())
def test_any_text_is_a_turn(text: str) -> None:
    turn = read_turn(text.encode("utf-8", "ignore").decode())
    assert turn.pick is None or -1 <= turn.pick < 99


def test_clauses_end_at_stops_or_at_every_pause() -> None:
    text = read("高企要什么条件，有什么好处？在哪")
    assert [str(c) for c in clauses(text, at_pauses=True)] == ["高新技术企业要什么条件", "有什么好处", "在哪"]
    assert [str(c) for c in clauses(text, at_pauses=False)] == ["高新技术企业要什么条件，有什么好处", "在哪"]


@given(st.text(alphabet="高企国乳中心条件在哪，。？ ", max_size=30), st.booleans())
def test_clauses_make_the_text_again(raw: str, at_pauses: bool) -> None:
    text = read(raw)
    parts = clauses(text, at_pauses=at_pauses)
    assert tuple(u for p in parts for u in p.units) == text.units
    assert all(len(p) for p in parts)


@pytest.mark.parametrize(
    ("raw", "parts"),
    [
        ("国乳中心有几家，在哪？", ["国乳中心有几家", "国乳中心，在哪"]),
        ("高企要什么条件和好处", ["高新技术企业要什么条件", "高新技术企业，好处"]),
        ("国乳中心和草业中心在哪", ["国乳中心，在哪", "草业中心在哪"]),
        ("国乳中心在哪和电话多少", ["国乳中心在哪", "国乳中心，电话多少"]),
        ("高企", []),
        ("国乳中心有几位院士", []),
        ("我家是赛罕区的，国乳中心在哪", []),
    ],
)
def test_two_questions_are_cut_apart_and_each_has_its_name(raw: str, parts: list[str]) -> None:
    query = matcher().understand(read(raw))
    assert [str(p) for p in questions(query, matcher().vocabulary)] == parts


def test_a_short_text_is_read_as_it_is() -> None:
    text = read("国乳中心有几家，在哪")
    assert focus(text, matcher().vocabulary) == [text]


def test_a_story_is_read_by_its_question_with_the_names_it_tells_of_first() -> None:
    text = read("我种了五亩草莓，去年死了一半苗，听说国乳中心有人，他叫啥名字")
    assert [str(t) for t in focus(text, matcher().vocabulary)] == ["国乳中心，他叫什么名字", str(text)]
