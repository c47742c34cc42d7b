"""In groups the bot speaks only when spoken to; in other chats inline mode answers."""

from __future__ import annotations

import itertools
import json
from typing import Any

import pytest

from handlers import texts
from tests.telegram.bot_process import BotProcess
from tests.telegram.emulator import USERNAME, BotApi
from tests.telegram.person import NUMBERS, Person

GROUPS = itertools.count(-1_001_000_000, -1)
QUESTION = "枫叶牛棚喂什么饲料"
VAGUE = "胡杨棚里种啥"
ANSWER = "枫叶牛棚喂青贮玉米"


@pytest.fixture
def member(service: BotApi, bot: BotProcess) -> Person:  # noqa: ARG001 - the bot has to run
    """Somebody in a group of their own with the bot."""
    return Person(service, 6_000_000 + next(NUMBERS), group=next(GROUPS))


def mention(text: str) -> dict[str, Any]:
    """The text with the bot's name marked as Telegram marks it."""
    name = f"@{USERNAME}"
    return {"text": text, "entities": [{"type": "mention", "offset": text.index(name), "length": len(name)}]}


def test_talk_among_people_is_left_alone_and_a_mention_is_answered(member: Person) -> None:
    member.writes(QUESTION)
    first = member.sends(**mention(f"@{USERNAME} {QUESTION}"))
    (answer,) = member.reads()
    assert answer.text.startswith(ANSWER)
    assert json.loads(answer.call.fields["reply_parameters"])["message_id"] == first["message_id"]
    assert len([call for call in member.api.calls if call.shown and call.chat == member.chat["id"]]) == 1


def test_a_reply_to_the_bot_is_for_the_bot(member: Person) -> None:
    member.sends(**mention(f"@{USERNAME} 谢谢"))
    (said,) = member.reads()
    assert member.answers(said, QUESTION).text.startswith(ANSWER)


def test_a_mention_needs_no_space_before_the_question(member: Person) -> None:
    member.sends(**mention(f"@{USERNAME}{QUESTION}"))
    assert member.reads()[0].text.startswith(ANSWER)


def test_a_bare_mention_is_told_how_to_ask(member: Person) -> None:
    member.sends(**mention(f"@{USERNAME}"))
    assert member.reads()[0].text == texts.EMPTY.format(username=USERNAME)


def test_commands_in_a_group(member: Person) -> None:
    assert member.asks(f"/help@{USERNAME}").text == texts.START_GROUP.format(username=USERNAME)
    assert member.asks("/topics").buttons == ["试验牛棚", "试验大棚"]
    member.writes("/help@another_bot")
    member.writes("/weather")
    assert member.asks(f"/weather@{USERNAME}").text == texts.NOT_A_COMMAND


def test_in_a_forum_the_reply_stays_in_its_topic(member: Person) -> None:
    member.sends(**mention(f"@{USERNAME} {QUESTION}"), message_thread_id=77, is_topic_message=True)
    assert member.reads()[0].call.fields["message_thread_id"] == "77"


def test_pictures_among_people_are_left_alone(member: Person) -> None:
    member.sends(photo=[{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}])
    member.api.send("message", member.message(**mention(f"@{USERNAME} 谢谢")))
    assert [one.text for one in member.reads()] == ["不客气。"]


def test_another_member_may_pick_a_suggestion_but_not_judge_the_answer(member: Person) -> None:
    member.sends(**mention(f"@{USERNAME} {QUESTION}"))
    (answer,) = member.reads()
    other = Person(member.api, 6_500_000 + next(NUMBERS), group=member.chat["id"], name="李婶")
    assert other.hears(other.presses(answer, "👎")) == texts.NOT_YOURS
    assert other.taps(answer, "奶牛数").text.startswith("41头")


def inline_query(person: Person, text: str) -> dict[str, Any]:
    """The fields of the bot's answer to an inline query."""
    query = f"inline-{next(NUMBERS)}"
    person.send("inline_query", {"id": query, "from": person.user, "query": text, "offset": ""})
    answers = person.api.wait(person.mark, lambda call: call.fields.get("inline_query_id") == query)
    return {**answers[0].fields, "results": json.loads(answers[0].fields["results"])}


def test_inline_mode_offers_answers_for_everybody(person: Person) -> None:
    fields = inline_query(person, QUESTION)
    assert (fields["cache_time"], fields["is_personal"]) == ("300", "false")
    (first, *_) = fields["results"]
    assert first["id"] == "maple-feed"
    assert ANSWER in first["input_message_content"]["message_text"]
    assert json.loads(fields["button"])["start_parameter"] == "inline"


def test_inline_mode_offers_suggestions_examples_or_nothing(person: Person, bot: BotProcess) -> None:
    ids = [result["id"] for result in inline_query(person, VAGUE)["results"]]
    assert ids[:2] == ["poplar-east-crop", "poplar-west-crop"]
    assert len(inline_query(person, "")["results"]) == 3
    assert inline_query(person, "asdfgh")["results"] == []
    assert bot.rows("SELECT count(*) FROM questions WHERE asked = 'inline'") == [(0,)]
