"""Private numbers are masked, everything else is left as it was written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.records.masking import masked
from bot.records.payloads import chat_of, kind_of, person_of, without_private_numbers


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("我电话13812345678，快回", "我电话***********，快回"),
        ("138-1234-5678", "***-****-****"),
        ("+86 138 1234 5678", "+** *** **** ****"),
        ("8613812345678", "*************"),
        ("１３８１２３４５６７８", "***********"),
        ("0471-4606123", "****-*******"),
        ("（0471）4606123", "（****）*******"),
        ("身份证150102199003071234", "身份证******************"),
        ("15010219900307123X 是我", "****************** 是我"),
        ("150102 19900307 123x", "****** ******** ****"),
        ("150102900307123", "***************"),
        ("卡号6222 0202 0000 1234 567", "卡号**** **** **** **** ***"),
        ("卡号6222020200001234567", "卡号*******************"),
        ("先打13812345678再打13912345678", "先打***********再打***********"),
    ],
)
def test_private_numbers_are_masked(text: str, kept: str) -> None:
    assert masked(text) == kept


@pytest.mark.parametrize(
    "text",
    [
        "12345和12316打不通",
        "2062家、537人、1365家、40亿",
        "2021 2022 2023 2024年的数",
        "国科发火〔2016〕32号",
        "2016-01-29到2023-12-31",
        "统一社会信用代码91150100MA0N1234XY",
        "第10648383838383838383838号",
        "13812",
        "",
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert masked(text) == text


@given(st.text(alphabet="0123456789 -１２Xx电+（", max_size=60))
def test_masking_keeps_the_length_and_is_done_once(text: str) -> None:
    once = masked(text)
    assert len(once) == len(text)
    assert masked(once) == once


def test_only_what_a_person_wrote_is_masked_in_a_payload() -> None:
    query = {"id": "6222020200001234567", "from": {"id": 13812345678}, "data": "13812345678"}
    below = {"message_id": 1, "chat": {"id": 5}, "text": "13812345678", "photo": [{"file_id": "13812345678"}]}
    update = {"update_id": 1, "callback_query": {**query, "message": below}}
    assert without_private_numbers(update) == {
        "update_id": 1,
        "callback_query": {**query, "message": {**below, "text": "***********"}},
    }


@pytest.mark.parametrize(
    ("update", "kind", "chat", "person"),
    [
        ({"message": {"chat": {"id": -5}, "from": {"id": 7}}}, "message", -5, 7),
        ({"channel_post": {"chat": {"id": -5}, "sender_chat": {"id": -5}}}, "channel_post", -5, -5),
        ({"callback_query": {"from": {"id": 7}, "message": {"chat": {"id": -5}}}}, "callback_query", -5, 7),
        ({"callback_query": {"from": {"id": 7}}}, "callback_query", 7, 7),
        ({"inline_query": {"id": "1", "from": {"id": 7}}}, "inline_query", 7, 7),
        ({"message_reaction": {"chat": {"id": -5}, "user": {"id": 7}}}, "message_reaction", -5, 7),
        ({"something_new": "?"}, "something_new", None, None),
        ({}, "empty", None, None),
    ],
)
def test_kind_chat_and_person_of_an_update_are_found(
    update: dict[str, object], kind: str, chat: int | None, person: int | None
) -> None:
    whole = {"update_id": 1, **update}
    assert (kind_of(whole), chat_of(whole), person_of(whole)) == (kind, chat, person)
