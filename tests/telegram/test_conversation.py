"""What people do with the bot in a private chat, from /start to a 👎 with a reason."""

from __future__ import annotations

import urllib.parse

import pytest

from handlers import texts
from tests.telegram.bot_process import BotProcess
from tests.telegram.emulator import USERNAME
from tests.telegram.person import Person

QUESTION = "枫叶牛棚有多少头奶牛"
VAGUE = "胡杨棚里种啥"
ANSWER = (
    "41头：枫叶牛棚的奶牛，据约2023年的报道；<b>牛</b>重 & 产奶 > 30公斤的另算。\n"
    "出处：《测试报道 <第1期> & 附页》"
)
FARMER_ANSWER = "枫叶牛棚养着41头奶牛，是约2023年的数。\n出处：《测试报道 <第1期> & 附页》"


def test_start_says_what_this_is_and_offers_examples(person: Person) -> None:
    greeting = person.asks("/start")
    assert "不代表官方决定" in greeting.text
    assert greeting.buttons[:2] == ["我是农户", "我是企业"]
    assert len(greeting.buttons) == 5
    answer = person.taps(greeting, greeting.buttons[2])
    assert "出处：" in answer.text


def test_a_question_before_any_choice_is_answered_at_once_with_its_source(person: Person) -> None:
    assert person.asks(QUESTION).text == ANSWER


def test_the_audience_is_remembered_and_can_be_changed(person: Person) -> None:
    greeting = person.asks("/start")
    chosen = person.taps(greeting, "我是农户")
    assert chosen.message_id == greeting.message_id
    assert chosen.buttons[:2] == ["✓ 我是农户", "我是企业"]
    assert person.asks(QUESTION).text == FARMER_ANSWER
    again = person.asks("/start")
    assert again.buttons[:2] == ["✓ 我是农户", "我是企业"]
    assert person.taps(again, "我是企业").buttons[:2] == ["我是农户", "✓ 我是企业"]
    assert person.asks(QUESTION).text == ANSWER


def test_a_second_tap_on_the_same_choice_changes_nothing_and_harms_nothing(person: Person) -> None:
    greeting = person.asks("/start")
    person.taps(greeting, "我是农户")
    assert "农户" in person.hears(person.presses(greeting, "我是农户"))
    assert person.asks(QUESTION).text == FARMER_ANSWER


def test_suggestions_are_numbered_and_picked_by_button_or_by_number(person: Person) -> None:
    suggested = person.asks(VAGUE)
    assert "1. 胡杨东棚种的是什么庄稼？\n2. 胡杨西棚种的是什么庄稼？" in suggested.text
    assert suggested.buttons[:2] == ["1. 胡杨东棚的庄稼", "2. 胡杨西棚的庄稼"]
    assert suggested.buttons[-1] == "都不是"
    assert person.asks("2").text.startswith("胡杨西棚种胡麻")
    assert person.taps(suggested, "胡杨东棚").text.startswith("胡杨东棚种向日葵")


def test_none_of_these_is_kept(person: Person, bot: BotProcess) -> None:
    suggested = person.asks(VAGUE)
    advice = person.taps(suggested, "都不是")
    assert advice.text == texts.NONE_ADVICE
    number = suggested.data("都不是").split(":")[1]
    assert bot.rows("SELECT verdict FROM feedback WHERE question_id = ?", number) == [("none_of_these",)]


def test_a_choice_is_kept_as_a_question_and_as_a_choice(person: Person, bot: BotProcess) -> None:
    suggested = person.asks(VAGUE)
    number = suggested.data("都不是").split(":")[1]
    person.taps(suggested, "胡杨西棚")
    person.asks("谢谢")  # when this is answered, the press is done with
    assert bot.rows("SELECT entry FROM choices WHERE question_id = ?", number) == [("poplar-west-crop",)]
    asked = bot.rows("SELECT asked, outcome FROM questions WHERE id > ? ORDER BY id LIMIT 1", number)
    assert asked == [("suggestion", "answer")]


def test_related_questions_are_buttons(person: Person) -> None:
    answer = person.asks(QUESTION)
    assert answer.buttons[:2] == ["1. 枫叶牛棚是什么", "2. 枫叶牛棚的饲料"]
    assert person.taps(answer, "饲料").text.startswith("枫叶牛棚喂青贮玉米")


def test_a_long_text_comes_in_several_messages_without_loss(person: Person) -> None:
    answer = person.asks("枫叶牛棚的历史是怎样的")
    person.taps(answer, "全文")
    first, second = person.reads(2)
    assert len(first.text.encode("utf-16-le")) // 2 <= 4096
    whole = first.text + second.text
    assert [f"第{number}段" in whole for number in range(80)] == [True] * 80
    assert whole.count("<b> & 3 > 2。") == 80


def test_the_other_wording_comes_in_the_same_place_and_back(person: Person) -> None:
    answer = person.asks(QUESTION)
    farmer = person.taps(answer, "农户说法")
    assert (farmer.message_id, farmer.text) == (answer.message_id, FARMER_ANSWER)
    back = person.taps(farmer, "企业说法")
    assert (back.message_id, back.text) == (answer.message_id, ANSWER)


def test_a_thumb_up_is_kept_and_a_thumb_down_replaces_it_with_its_reason(
    person: Person, bot: BotProcess
) -> None:
    answer = person.asks(QUESTION)
    number = answer.data("👍").split(":")[1]
    assert person.hears(person.presses(answer, "👍")) == texts.THANKS_UP
    prompt = person.taps(answer, "👎")
    assert prompt.text == texts.WHAT_IS_WRONG
    assert '"force_reply": true' in prompt.call.fields["reply_markup"]
    thanks = person.answers(prompt, "牛去年就卖了，打13812345678问我")
    assert thanks.text == texts.REASON_KEPT
    kept = bot.rows("SELECT verdict, reason FROM feedback WHERE question_id = ?", number)
    assert kept == [("down", "牛去年就卖了，打***********问我")]


def test_a_reason_is_optional_and_the_next_question_is_a_question(person: Person) -> None:
    person.taps(person.asks(QUESTION), "👎")
    assert person.asks("枫叶牛棚喂什么饲料").text.startswith("枫叶牛棚喂青贮玉米")


def test_a_sticker_as_a_reason_is_asked_for_in_words(person: Person) -> None:
    prompt = person.taps(person.asks(QUESTION), "👎")
    person.sends(
        sticker={
            "file_id": "s",
            "file_unique_id": "s",
            "type": "regular",
            "width": 1,
            "height": 1,
            "is_animated": False,
            "is_video": False,
        },
        reply_to_message=person.as_seen(prompt),
    )
    assert person.reads()[0].text == texts.REASON_TEXT_ONLY


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("枫叶牛棚电话", "资料里没有枫叶牛棚的电话。"),
        ("我家牛不吃草了怎么办", "先找苏木乡镇兽医站。"),
        ("谢谢", "不客气。"),
    ],
)
def test_refusals_routes_and_small_talk(person: Person, text: str, said: str) -> None:
    assert person.asks(text).text.startswith(said)


def test_a_link_leads_to_its_answer_and_an_answer_can_be_shared(person: Person) -> None:
    answer = person.asks("/start maple-cows")
    assert answer.text == ANSWER
    (share,) = [one for row in answer.keyboard for one in row if "url" in one]
    query = urllib.parse.parse_qs(urllib.parse.urlsplit(share["url"]).query)
    assert query["url"] == [f"https://t.me/{USERNAME}?start=maple-cows"]


def test_a_link_to_nothing_greets(person: Person) -> None:
    assert person.asks("/start gone-entry").text.startswith("这里是青城科问")


def test_an_edited_question_changes_its_answer(person: Person) -> None:
    message = person.writes("枫叶牛棚喂什么饲料")
    (old,) = person.reads()
    person.edits(message, QUESTION)
    (new,) = person.reads()
    assert (new.call.method, new.message_id, new.text) == ("editMessageText", old.message_id, ANSWER)
    person.edits(message, "枫叶牛棚的电话")
    assert person.reads()[0].message_id == old.message_id


def test_an_edit_that_leaves_the_words_alone_changes_nothing(person: Person) -> None:
    message = person.writes(QUESTION)
    person.reads()
    person.edits(message, QUESTION)  # Telegram tells of an added link preview this way
    person.api.send("message", person.message(text="谢谢"))
    assert [one.text for one in person.reads()] == ["不客气。"]


def test_an_edit_of_a_message_never_answered_is_answered(person: Person) -> None:
    person.edits(person.message(text="在"), QUESTION)
    assert person.reads()[0].text == ANSWER


def test_help_and_privacy(person: Person) -> None:
    assert person.asks("/help").text == texts.HELP
    assert "180天" in person.asks("/privacy").text
    assert person.asks("/nonsense").text == texts.NOT_A_COMMAND


def test_topics_lead_to_a_question_page_by_page(person: Person) -> None:
    menu = person.asks("/topics")
    assert menu.buttons == ["试验牛棚", "试验大棚"]
    first = person.taps(menu, "试验大棚")
    assert first.message_id == menu.message_id
    assert len(first.buttons) == 8 + 2
    assert first.buttons[-2:] == ["下一页", "返回"]
    second = person.taps(first, "下一页")
    assert second.buttons[-2:] == ["上一页", "返回"]
    assert len({*first.buttons[:-2], *second.buttons[:-2]}) == 11
    subject = person.taps(person.taps(person.taps(second, "返回"), "试验牛棚"), "枫叶牛棚")
    assert subject.buttons == ["枫叶牛棚奶牛数", "枫叶牛棚是什么", "枫叶牛棚的饲料", "返回"]
    answer = person.taps(subject, "奶牛数")
    assert answer.text == ANSWER
    assert answer.message_id != subject.message_id


def test_forget_asks_first_and_then_erases_everything(person: Person, bot: BotProcess) -> None:
    person.taps(person.asks("/start"), "我是农户")
    answer = person.asks(QUESTION)
    number = answer.data("👍").split(":")[1]
    person.hears(person.presses(answer, "👎"))
    person.reads()
    assert person.taps(person.asks("/forget"), "先不删").text == texts.FORGET_KEPT
    assert bot.rows("SELECT count(*) FROM questions WHERE id = ?", number) == [(1,)]
    assert person.taps(person.asks("/forget"), "全部删掉").text == texts.FORGOTTEN
    assert bot.rows("SELECT count(*) FROM questions WHERE id = ?", number) == [(0,)]
    assert bot.rows("SELECT count(*) FROM feedback WHERE question_id = ?", number) == [(0,)]
    assert person.hears(person.presses(answer, "👍")) == texts.TOO_OLD
    assert person.asks(QUESTION).text == ANSWER  # no longer the farmer's wording


def test_only_administrators_have_status(person: Person, admin: Person) -> None:
    assert person.asks("/status").text == texts.NOT_A_COMMAND
    assert admin.asks("/status").text.startswith("知识版本：")
