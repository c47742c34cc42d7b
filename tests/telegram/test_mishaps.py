"""Old, forged and impossible things are answered politely; what Telegram refuses is coped with."""

from __future__ import annotations

import json
import urllib.error
import urllib.request

import pytest

from handlers import texts
from tests.telegram.bot_process import ADMIN, SECRET, SILENT_ADMIN, BotProcess
from tests.telegram.emulator import BotApi
from tests.telegram.person import NUMBERS, Person

QUESTION = "枫叶牛棚有多少头奶牛"
ANSWER = "41头：枫叶牛棚的奶牛，据约2023年的报道；<b>牛</b>重 & 产奶 > 30公斤的另算。"
CANT_PARSE = "Bad Request: can't parse entities: Unsupported start tag"


@pytest.mark.parametrize(
    "data", ["s:1", "u:999999999999", "zzz", "s:1:maple-cows'; DROP TABLE questions", "n:" + "9" * 30, "🌾"]
)
def test_forged_buttons_are_answered_politely(person: Person, data: str) -> None:
    answer = person.asks(QUESTION)
    assert person.hears(person.presses_data(answer, data)) == texts.TOO_OLD


def test_a_press_where_we_have_no_buttons_is_answered_too(person: Person, service: BotApi) -> None:
    for number, more in enumerate(({"data": "e:maple-cows"}, {"game_short_name": "chess"})):
        query = f"elsewhere-{person.user['id']}-{number}"
        body = {"id": query, "from": person.user, "chat_instance": "1", "inline_message_id": "AAA", **more}
        service.send("callback_query", body)
        assert person.hears(query) == texts.TOO_OLD


def test_a_press_under_a_message_too_old_to_be_shown_still_counts(person: Person) -> None:
    answer = person.asks(QUESTION)
    below = {"message_id": answer.message_id, "date": 0, "chat": person.chat}
    body = {
        "id": f"faded-{answer.chat}",
        "from": person.user,
        "chat_instance": "1",
        "data": answer.data("饲料"),
    }
    person.send("callback_query", {**body, "message": below})
    assert person.reads()[0].text.startswith("枫叶牛棚喂青贮玉米")


STRANGE = ["问" * 4096, "🌾" * 2048, "\u200b", "\u202e反", "。。。", "99"]
STRANGE += ["<b>", "&lt;", "a\x00b", "%s {0}", "'; --"]


@pytest.mark.parametrize("text", STRANGE, ids=range(len(STRANGE)))
def test_every_text_gets_a_reply(person: Person, text: str) -> None:
    assert person.asks(text).text


@pytest.mark.parametrize("data", ["s:1:gone", "r:1:gone", "f:1:gone", "w:1:f:gone", "e:gone", "q:gone"])
def test_a_button_for_an_entry_that_is_gone_says_so(person: Person, data: str) -> None:
    assert person.hears(person.presses_data(person.asks("谢谢"), data)) == texts.CHANGED


@pytest.mark.parametrize("data", ["l:gone:0", "p:gone:3"])
def test_a_menu_page_that_is_gone_leads_to_the_topics(person: Person, data: str) -> None:
    query = person.presses_data(person.asks("/topics"), data)
    assert person.hears(query) == texts.CHANGED


def test_a_page_number_out_of_range_shows_the_last_page(person: Person) -> None:
    menu = person.asks("/topics")
    person.presses_data(menu, "l:greenhouses:999")
    assert person.reads()[0].buttons[-2:] == ["上一页", "返回"]


def test_the_verdict_of_a_stranger_is_not_taken(person: Person, service: BotApi, bot: BotProcess) -> None:
    answer = person.asks(QUESTION)
    stranger = Person(service, 7_000_000 + next(NUMBERS))
    seen = stranger.asks("谢谢")
    assert stranger.hears(stranger.presses_data(seen, answer.data("👎"))) == texts.TOO_OLD
    number = answer.data("👎").split(":")[1]
    assert bot.rows("SELECT count(*) FROM feedback WHERE question_id = ?", number) == [(0,)]


def test_an_old_press_is_answered_although_telegram_no_longer_listens(person: Person) -> None:
    answer = person.asks(QUESTION)
    person.presses(answer, "饲料", query=f"old-{next(NUMBERS)}")
    assert person.reads()[0].text.startswith("枫叶牛棚喂青贮玉米")


def test_a_press_under_a_message_that_is_gone_still_works(person: Person) -> None:
    answer = person.asks(QUESTION)
    del person.api.emulator.messages[(answer.chat, answer.message_id)]
    person.presses(answer, "农户说法")
    (new,) = person.reads()
    assert new.call.method == "sendMessage"
    assert new.text.startswith("枫叶牛棚养着41头")


def test_a_text_whose_tags_are_refused_is_sent_plain(person: Person, service: BotApi) -> None:
    service.fail("sendMessage", 400, CANT_PARSE, applies=lambda fields: "parse_mode" in fields)
    plain = person.asks(QUESTION)
    assert plain.call.fields.get("parse_mode") is None
    assert plain.html.startswith(ANSWER)
    service.fail("editMessageText", 400, CANT_PARSE, applies=lambda fields: "parse_mode" in fields)
    assert person.taps(plain, "农户说法").html.startswith("枫叶牛棚养着41头")


def test_when_telegram_asks_to_wait_the_answer_comes_later_and_once(person: Person, service: BotApi) -> None:
    mine = str(person.chat["id"])
    wait = service.fail(
        "sendMessage",
        429,
        "Too Many Requests: retry after 1",
        parameters={"retry_after": 1},
        applies=lambda fields: fields["chat_id"] == mine,
    )
    assert person.asks(QUESTION).text.startswith(ANSWER)
    assert wait.times == 0
    person.asks("谢谢")
    assert len([call for call in service.calls if call.shown and str(call.chat) == mine]) == 2


def test_an_answer_that_takes_long_is_announced_by_typing(person: Person, service: BotApi) -> None:
    service.emulator.slow["sendMessage"] = 0.8
    try:
        person.asks(QUESTION)
    finally:
        service.emulator.slow.clear()
    (typing,) = [call for call in service.calls[person.mark :] if call.method == "sendChatAction"]
    assert typing.fields["action"] == "typing"


def test_an_error_in_a_handler_is_logged_and_the_person_is_told(
    person: Person, service: BotApi, bot: BotProcess
) -> None:
    mine = str(person.chat["id"])
    fault = service.fail(
        "sendMessage",
        400,
        "Bad Request: something unheard of",
        times=100,
        applies=lambda fields: fields["chat_id"] == mine and "41头" in fields["text"],
    )
    assert person.asks(QUESTION).text == texts.TROUBLE
    fault.times = 0
    assert "omething unheard of" in bot.log.read_text(encoding="utf-8")
    assert person.asks(QUESTION).text.startswith(ANSWER)


def test_a_person_who_blocked_the_bot_stops_nobody(person: Person, service: BotApi) -> None:
    mine = str(person.chat["id"])
    service.fail(
        "sendMessage",
        403,
        "Forbidden: bot was blocked by the user",
        times=1,
        applies=lambda fields: fields["chat_id"] == mine,
    )
    person.writes(QUESTION)
    assert person.asks("谢谢").text == "不客气。"


def test_commands_name_and_descriptions_are_set_at_start(bot: BotProcess, service: BotApi) -> None:
    calls = service.wait(bot.started, lambda call: call.method == "setMyCommands", 4)
    ours = [json.loads(call.fields["scope"]) for call in calls]
    assert [one["type"] for one in ours] == ["all_private_chats", "all_group_chats", "chat", "chat"]
    assert [one["chat_id"] for one in ours[2:]] == [ADMIN, SILENT_ADMIN]
    assert calls[3].answer["description"] == "Bad Request: chat not found"  # and the bot runs on
    private = [one["command"] for one in json.loads(calls[0].fields["commands"])]
    assert private == ["start", "topics", "help", "privacy", "forget"]
    service.wait(bot.started, lambda call: call.method == "getMyShortDescription")
    assert service.emulator.names["name"] == "青城科问"
    assert "不代表官方决定" in service.emulator.names["description"]


@pytest.mark.parametrize("bot", ["webhook"], indirect=True)
def test_the_webhook_refuses_a_wrong_secret(bot: BotProcess) -> None:
    for headers in ({}, {"X-Telegram-Bot-Api-Secret-Token": SECRET + "x"}):
        request = urllib.request.Request(  # noqa: S310 - loopback
            bot.env["WEBHOOK_URL"],
            data=b'{"update_id": 1}',
            headers={"Content-Type": "application/json", **headers},
        )
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(request)  # noqa: S310
        assert refused.value.code == 403
        refused.value.close()


def test_the_token_is_never_in_the_log(bot: BotProcess) -> None:
    assert bot.env["TELEGRAM_BOT_TOKEN"].split(":")[1] not in bot.log.read_text(encoding="utf-8")
