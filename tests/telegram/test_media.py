"""What is no text gets a short useful reply, never silence; captions are answered."""

from __future__ import annotations

from typing import Any

import pytest

from handlers import texts
from tests.telegram.person import Person

FILE = {"file_id": "file", "file_unique_id": "unique"}
SIZED = {**FILE, "width": 1, "height": 1}
VIDEO = {**SIZED, "duration": 1}
STICKER = {**SIZED, "type": "regular", "is_animated": False, "is_video": False}
PLACE = {"longitude": 111.6, "latitude": 40.8}
POLL = {
    "id": "1",
    "question": "去不去",
    "options": [],
    "total_voter_count": 0,
    "is_closed": False,
    "is_anonymous": True,
    "type": "regular",
    "allows_multiple_answers": False,
    "allows_revoting": True,
    "members_only": False,
}
KINDS: list[tuple[dict[str, Any], str]] = [
    ({"voice": {**FILE, "duration": 3}}, texts.VOICE),
    ({"audio": {**FILE, "duration": 3}}, texts.VOICE),
    ({"video_note": {**FILE, "length": 1, "duration": 3}}, texts.VOICE),
    ({"sticker": STICKER}, texts.STICKER),
    ({"animation": VIDEO, "document": FILE}, texts.STICKER),
    ({"dice": {"emoji": "🎲", "value": 3}}, texts.STICKER),
    ({"photo": [SIZED]}, texts.PHOTO),
    ({"video": VIDEO}, texts.PHOTO),
    ({"document": FILE}, texts.DOCUMENT),
    ({"location": PLACE}, texts.LOCATION),
    ({"venue": {"location": PLACE, "title": "棚", "address": "村"}, "location": PLACE}, texts.LOCATION),
    ({"contact": {"phone_number": "13800000000", "first_name": "李"}}, texts.CONTACT),
    ({"poll": POLL}, texts.POLL),
    ({"game": {"title": "棋", "description": "下棋", "photo": [SIZED]}}, texts.OTHER),
]


@pytest.mark.parametrize(("content", "said"), KINDS, ids=["+".join(content) for content, _ in KINDS])
def test_every_kind_of_message_gets_its_reply(person: Person, content: dict[str, Any], said: str) -> None:
    person.sends(**content)
    assert person.reads()[0].text == said


def test_voice_is_led_to_the_dictation_key(person: Person) -> None:
    assert "话筒键" in texts.VOICE
    person.sends(voice={**FILE, "duration": 3}, caption="枫叶牛棚喂什么饲料")
    assert person.reads()[0].text.startswith("枫叶牛棚喂青贮玉米")


def test_the_caption_of_a_picture_is_answered(person: Person) -> None:
    message = person.sends(photo=[SIZED], caption="枫叶牛棚喂什么饲料")
    (answer,) = person.reads()
    assert answer.text.startswith("枫叶牛棚喂青贮玉米")
    person.send("edited_message", {**message, "caption": "谢谢", "edit_date": message["date"] + 1})
    (edited,) = person.reads()
    assert (edited.message_id, edited.text) == (answer.message_id, "不客气。")


def test_an_album_is_answered_once(person: Person) -> None:
    person.sends(photo=[SIZED], media_group_id=f"album-{person.user['id']}")
    person.reads()
    person.sends(photo=[SIZED], media_group_id=f"album-{person.user['id']}")
    person.api.send("message", person.message(text="谢谢"))
    assert [one.text for one in person.reads()] == ["不客气。"]
