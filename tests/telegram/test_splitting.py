"""Long texts are cut where Telegram and a reader can take it."""

from __future__ import annotations

import html
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.splitting import LIMIT, pages, plain, utf16
from tests.telegram import telegram_html

TEXTS = st.text(alphabet=st.sampled_from(list("字。，\n <>&\"'a🌾𫘝")), min_size=1, max_size=300)


def test_a_short_text_is_one_page() -> None:
    assert list(pages("<b>好</b>\n出处")) == ["<b>好</b>\n出处"]


def test_exactly_the_limit_is_one_page_and_one_more_is_two() -> None:
    assert [utf16(page) for page in pages("字" * LIMIT)] == [LIMIT]
    assert [utf16(page) for page in pages("字" * (LIMIT + 1))] == [LIMIT, 1]


def test_a_character_of_two_units_is_never_cut() -> None:
    assert [utf16(page) for page in pages("字" + "🌾" * LIMIT)] == [LIMIT - 1, LIMIT, 2]


def test_an_entity_counts_as_one_and_is_never_cut() -> None:
    cut = list(pages("&amp;" * (LIMIT + 5)))
    assert [page.count("&amp;") for page in cut] == [LIMIT, 5]


def test_a_tag_is_closed_at_the_end_of_a_page_and_opened_again_on_the_next() -> None:
    assert list(pages("<i>一二三四五六</i>七", limit=4)) == ["<i>一二三四</i>", "<i>五六</i>七"]


def test_a_page_ends_at_a_line_rather_than_in_a_sentence() -> None:
    assert list(pages("一二三\n四五六。七八九十", limit=8)) == ["一二三\n四五六。", "七八九十"]
    assert list(pages("一二三四五\n六七八九十", limit=8)) == ["一二三四五", "六七八九十"]


@settings(max_examples=60, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=6), st.integers(min_value=4, max_value=60))
def test_nothing_is_lost_and_every_page_can_be_read(texts: list[str], limit: int) -> None:
    whole = "".join(f"<b>{html.escape(text, quote=False)}</b>{html.escape(text)}" for text in texts)
    read = [telegram_html.plain(page) for page in pages(whole, limit)]
    assert all(utf16(page) <= limit and page.strip() for page in read)
    assert re.sub(r"\s", "", "".join(read)) == re.sub(r"\s", "", "".join(text * 2 for text in texts))


def test_without_tags_a_text_reads_the_same() -> None:
    assert plain("<b>牛</b> &lt;b&gt; &amp; 3 &gt; 2") == "牛 <b> & 3 > 2"
