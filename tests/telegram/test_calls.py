"""The check of outgoing calls finds each kind of mistake."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from typing import Any

import pytest

from tests.telegram.calls import LENGTHS, mistakes
from tests.telegram.emulator import TOKEN, BotApi
from tests.telegram.telegram_html import UnparsableHtmlError, plain

COMMANDS = '[{"command": "start", "description": "开始"}]'


def keyboard(**button: Any) -> str:
    return json.dumps({"inline_keyboard": [[{"text": "是", **button}]]})


@pytest.mark.parametrize(
    ("method", "fields"),
    [
        ("sendMessage", {"chat_id": "5", "text": "好", "parse_mode": "HTML"}),
        ("sendMessage", {"chat_id": "5", "text": "[不是 JSON", "reply_markup": keyboard(callback_data="a")}),
        ("sendMessage", {"chat_id": "5", "text": "<b>" + "字" * 4096 + "</b>", "parse_mode": "HTML"}),
        (
            "setMyCommands",
            {"commands": COMMANDS, "scope": '{"type": "default"}'},
        ),
        ("getUpdates", {"timeout": "10", "allowed_updates": '["message"]'}),
    ],
)
def test_a_proper_call_has_no_mistakes(method: str, fields: dict[str, Any]) -> None:
    assert mistakes(method, fields) == []


@pytest.mark.parametrize(
    ("method", "fields", "mistake"),
    [
        ("sendLetter", {}, "no such method"),
        ("sendMessage", {"chat_id": "5", "text": "好", "colour": "red"}, "no field colour"),
        ("sendMessage", {"chat_id": "5"}, "text: Field required"),
        ("sendMessage", {"chat_id": "5", "text": "好", "disable_notification": "maybe"}, "valid boolean"),
        ("editMessageText", {"chat_id": "5", "message_id": "five", "text": "好"}, "valid integer"),
        (
            "sendMessage",
            {"chat_id": "5", "text": "好", "reply_markup": keyboard(colour="red")},
            "no field colour",
        ),
        ("answerInlineQuery", {"inline_query_id": "1", "results": "[5]"}, "results"),
    ],
)
def test_a_wrong_name_or_type_is_found(method: str, fields: dict[str, Any], mistake: str) -> None:
    assert any(mistake in found for found in mistakes(method, fields))


def nested(keys: list[str], value: Any) -> Any:
    """The value below its keys; keyboards, commands and results are lists."""
    if not keys:
        return value
    inner = nested(keys[1:], value)
    if keys[0] == "inline_keyboard":
        return {"inline_keyboard": [[inner]]}
    return {keys[0]: [inner] if keys[0] in {"commands", "results"} and len(keys) > 1 else inner}


@pytest.mark.parametrize(("place", "limits"), LENGTHS.items(), ids=str)
def test_every_length_of_the_table_is_checked(place: tuple[str, str], limits: tuple[int, int]) -> None:
    method, path = place
    method = "sendMessage" if method == "*" else method
    listed = path in {"commands", "results"}
    for size in {limits[0] - 1, limits[1] + 1} - {-1}:
        value: Any = [{}] * size if listed else "x" * size
        assert any(
            f"{path} is {size} long" in found for found in mistakes(method, nested(path.split("."), value))
        )
    for size in limits:
        value = [{}] * size if listed else "x" * size
        found = mistakes(method, nested(path.split("."), value))
        assert not any(f"{path} is" in mistake for mistake in found)


def test_a_wrong_call_fails_the_tests_when_the_emulator_closes() -> None:
    service = BotApi()
    body = b'{"chat_id": 5, "text": "x", "colour": "red"}'
    request = urllib.request.Request(  # noqa: S310 - loopback
        f"{service.url}/bot{TOKEN}/sendMessage", data=body, headers={"Content-Type": "application/json"}
    )
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request)  # noqa: S310
    refused.value.close()
    with pytest.raises(AssertionError, match="sendMessage: no field colour"):
        service.close()


def test_callback_data_is_counted_in_bytes() -> None:
    fields = {"chat_id": "5", "text": "好", "reply_markup": keyboard(callback_data="问" * 22)}
    assert mistakes("sendMessage", fields) == [
        "sendMessage: reply_markup.inline_keyboard.callback_data is 66 long, not 1 to 64"
    ]


def test_a_text_is_counted_in_utf16_after_its_tags() -> None:
    fields = {"chat_id": "5", "text": "<b>" + "🌾" * 2049 + "</b>", "parse_mode": "HTML"}
    assert mistakes("sendMessage", fields) == ["sendMessage: text is 4098 long, not 1 to 4096"]


@pytest.mark.parametrize("broken", ["<b>开着", "<b><i>错位</b></i>", "</b>", "1 < 2", "<table>表</table>"])
def test_html_that_telegram_refuses_is_refused(broken: str) -> None:
    with pytest.raises(UnparsableHtmlError):
        plain(broken)


def test_html_is_read_as_people_see_it() -> None:
    assert plain('<b>粗</b> &lt;1&gt; <a href="https://a.cn/?b=1&amp;c">看</a> &nbsp;') == "粗 <1> 看 &nbsp;"
