"""A reply looks as WORDING wants it, for every kind of part."""

from __future__ import annotations

import datetime as dt
from typing import Any

from telegram import InlineKeyboardMarkup

from bot.conversation.messages import (
    Answer,
    Chat,
    Choice,
    NoAnswer,
    Part,
    Question,
    Reply,
    Routed,
    Suggestions,
)
from handlers import callback_data
from handlers.rendering import Page, pages, pages_of
from handlers.services import Answered

COWS = Choice("cows", "牛棚有多少头牛？", "牛棚头数", "41头。")
FEED = Choice("feed", "牛棚喂什么 <草> & 料？", "牛棚饲料", "青贮。")
ANSWER = Answer("cows", "41头 <约> & 余。", "出处：《牛报》", "约2023", 0.9, (FEED,), "", None)


def shown(*parts: Part, number: int = 7) -> Page:
    question = Question("牛", "chat", dt.datetime(2026, 1, 2, tzinfo=dt.UTC))
    answered = Answered(Reply(question, parts, "0123456789ab", "牛"), number, "牛棚有多少头牛？")
    (page,) = pages_of(answered, "kewen_bot")
    return page


def buttons(page: Page) -> list[list[tuple[str, Any]]]:
    assert page.keyboard is not None
    return [
        [(one.text, one.callback_data or one.url) for one in row] for row in page.keyboard.inline_keyboard
    ]


def test_an_answer_shows_text_and_source_escaped_and_its_buttons() -> None:
    page = shown(ANSWER)
    assert page.html == "41头 &lt;约&gt; &amp; 余。\n<i>出处：《牛报》</i>"
    related, last = buttons(page)
    assert related == [("1. 牛棚饲料", "r:7:feed")]
    assert last[:2] == [("👍", "u:7"), ("👎", "d:7")]
    assert last[2] == (
        "分享",
        "https://t.me/share/url?url=https%3A%2F%2Ft.me%2Fkewen_bot%3Fstart%3Dcows"
        "&text=%E7%89%9B%E6%A3%9A%E6%9C%89%E5%A4%9A%E5%B0%91%E5%A4%B4%E7%89%9B%EF%BC%9F%EF%BC%88%E9%9D%92%E5%9F%8E%E7%A7%91%E9%97%AE%EF%BC%89",
    )


def test_full_text_and_other_wording_have_their_buttons() -> None:
    page = shown(Answer("cows", "41头。", "", "", 0.9, (), "长文", "farmer"))
    assert page.html == "41头。"
    full, last = buttons(page)
    assert full == [("全文", "f:7:cows")]
    assert last[2] == ("农户说法", "w:7:f:cows")


def test_suggestions_are_numbered_in_the_text_with_short_buttons_and_none_of_these() -> None:
    page = shown(Suggestions("您是不是想问：", (COWS, FEED), 0.4))
    assert page.html == "您是不是想问：\n1. 牛棚有多少头牛？\n2. 牛棚喂什么 &lt;草&gt; &amp; 料？"
    assert buttons(page) == [
        [("1. 牛棚头数", "s:7:cows")],
        [("2. 牛棚饲料", "s:7:feed")],
        [("都不是", "n:7")],
    ]


def test_a_route_offers_what_is_worth_reading_and_takes_verdicts() -> None:
    page = shown(Routed("vet", "先找兽医站。", (COWS,)))
    assert page.html == "先找兽医站。"
    assert buttons(page) == [[("1. 牛棚头数", "s:7:cows")], [("👍", "u:7"), ("👎", "d:7")]]


def test_a_refusal_offers_neighbours_on_buttons_and_takes_verdicts() -> None:
    page = shown(NoAnswer("没有电话。", "attribute", (COWS,), "city-12345"))
    assert page.html == "没有电话。"
    neighbour, none, verdicts = buttons(page)
    assert [neighbour, none] == [[("1. 牛棚头数", "s:7:cows")], [("都不是", "n:7")]]
    assert verdicts == [("👍", "u:7"), ("👎", "d:7")]


def test_small_talk_has_no_buttons() -> None:
    assert shown(Chat("thanks", "不客气。")) == Page("不客气。")


def test_parts_stand_apart_and_numbers_run_on() -> None:
    page = shown(ANSWER, Suggestions("还是：", (COWS,), 0.4))
    assert page.html.endswith("</i>\n\n还是：\n2. 牛棚有多少头牛？")
    labels = [text for row in buttons(page) for text, _ in row]
    assert labels == ["1. 牛棚饲料", "2. 牛棚头数", "都不是", "👍", "👎"]


def test_a_label_is_cut_to_what_a_phone_shows() -> None:
    long = Choice("long", "问题？", "一二三四五六七八九十一二三四五六", "答。")
    assert buttons(shown(Suggestions("", (long,), 0.4)))[0][0][0] == "1. 一二三四五六七八九十一二三四"


def test_only_the_last_of_many_pages_has_buttons() -> None:
    keyboard = InlineKeyboardMarkup([])
    assert pages("字", keyboard) == (Page("字"),)
    many = pages("字" * 9000, shown(ANSWER).keyboard)
    assert [page.keyboard is not None for page in many] == [False, False, True]


ENTRIES = ("cows", "barn-1.cows_2023", "a" * 40 + "." + "b" * 40, "a" * 40 + "." + "c" * 40)


def test_every_id_has_a_short_key_of_its_own_that_leads_back() -> None:
    for entry in ENTRIES:
        key = callback_data.key(entry)
        assert callback_data.named(key, ENTRIES) == entry
        assert len(callback_data.SUGGESTION(10**15 - 1, key).encode()) <= 64
        assert len(callback_data.WORDING(10**15 - 1, "f", key).encode()) <= 64
        assert key.replace("-", "").replace("_", "").isalnum()
    assert callback_data.named("gone", ENTRIES) == ""


def test_data_matches_its_own_pattern_only() -> None:
    data = callback_data.SUGGESTION(7, "cows")
    found = callback_data.SUGGESTION.pattern.match(data)
    assert found is not None
    assert found.groups() == ("7", "cows")
    assert callback_data.RELATED.pattern.match(data) is None
    for forged in (
        "s:7",
        "s:x:cows",
        "s:7:cows:",
        "s:7:牛",
        "s:7:a b",
        "S:7:cows",
        "s:" + "9" * 16 + ":cows",
    ):
        assert callback_data.SUGGESTION.pattern.match(forged) is None
