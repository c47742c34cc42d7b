"""Somebody with Telegram in hand: writes, presses, edits, and reads what comes back."""

from __future__ import annotations

import dataclasses
import itertools
import json
import time
from typing import Any

from tests.telegram.emulator import USERNAME, BotApi, Call
from tests.telegram.telegram_html import plain

NUMBERS = itertools.count(1)
BOT = {"id": 7, "is_bot": True, "first_name": "青城科问", "username": USERNAME}


@dataclasses.dataclass(frozen=True, slots=True)
class Shown:
    """A message of the bot as a person sees it."""

    chat: int
    message_id: int
    text: str  # without tags
    html: str
    keyboard: tuple[tuple[dict[str, Any], ...], ...]
    call: Call

    @property
    def buttons(self) -> list[str]:
        """The labels of all buttons, row by row."""
        return [button["text"] for row in self.keyboard for button in row]

    def data(self, label: str) -> str:
        """The callback data of the first button whose label contains this."""
        for row in self.keyboard:
            for button in row:
                if label in button["text"] and "callback_data" in button:
                    return str(button["callback_data"])
        raise AssertionError(f"no button {label!r} among {self.buttons} under {self.text!r}")


def shown(call: Call) -> Shown:
    """The message a successful sendMessage or editMessageText leaves in the chat."""
    markup = json.loads(call.fields.get("reply_markup") or "{}")
    text = call.fields["text"]
    return Shown(
        chat=call.chat,
        message_id=call.answer["result"]["message_id"],
        text=plain(text) if call.fields.get("parse_mode") == "HTML" else text,
        html=text,
        keyboard=tuple(tuple(row) for row in markup.get("inline_keyboard", ())),
        call=call,
    )


class Person:
    """One user in one chat; private unless a group is named."""

    def __init__(self, api: BotApi, user: int, *, group: int = 0, name: str = "王大叔") -> None:
        self.api = api
        self.user = {"id": user, "is_bot": False, "first_name": name, "language_code": "zh-hans"}
        self.chat: dict[str, Any] = {"id": user, "type": "private", "first_name": name}
        if group:
            self.chat = {"id": group, "type": "supergroup", "title": "村里的群"}
        self.mark = 0

    def message(self, **content: Any) -> dict[str, Any]:
        """A message of this person in this chat, ready to send."""
        text = content.get("text", "")
        if text.startswith("/"):
            command = text.split()[0]
            content["entities"] = [{"type": "bot_command", "offset": 0, "length": len(command)}]
        header = {"message_id": 100_000 + next(NUMBERS), "date": int(time.time())}
        return {**header, "chat": self.chat, "from": self.user, **content}

    def send(self, kind: str, body: dict[str, Any]) -> dict[str, Any]:
        """The body, after the bot's queue has it; what follows is read from here on."""
        self.mark = len(self.api.calls)
        self.api.send(kind, body)
        return body

    def writes(self, text: str, **more: Any) -> dict[str, Any]:
        """The text message just sent."""
        return self.send("message", self.message(text=text, **more))

    def sends(self, **content: Any) -> dict[str, Any]:
        """The message with other content (photo, voice, sticker …) just sent."""
        return self.send("message", self.message(**content))

    def edits(self, message: dict[str, Any], text: str) -> None:
        """Changes an earlier message of this person."""
        self.send("edited_message", {**message, "text": text, "edit_date": int(time.time())})

    def presses(self, message: Shown, label: str, *, query: str = "") -> str:
        """The id of the callback query of the button with this label."""
        return self.presses_data(message, message.data(label), query=query)

    def presses_data(self, message: Shown, data: str, *, query: str = "") -> str:
        """The id of a callback query with any data, forged or old."""
        query = query or f"query-{next(NUMBERS)}"
        content = {"text": message.text, "reply_markup": {"inline_keyboard": message.keyboard}}
        if not message.keyboard:
            del content["reply_markup"]
        below = {"message_id": message.message_id, "date": int(time.time()), "chat": self.chat, "from": BOT}
        body = {"id": query, "from": self.user, "chat_instance": "1", "data": data}
        self.send("callback_query", {**body, "message": {**below, **content}})
        return query

    def reads(self, count: int = 1) -> list[Shown]:
        """The next messages of the bot in this chat, sent or edited, since the last thing sent."""
        chat = self.chat["id"]
        calls = self.api.wait(self.mark, lambda call: call.shown and call.chat == chat, count)
        return [shown(call) for call in calls]

    def asks(self, text: str, **more: Any) -> Shown:
        """The first message the bot answers to this text."""
        self.writes(text, **more)
        return self.reads()[0]

    def answers(self, shown_before: Shown, text: str) -> Shown:
        """The first message the bot answers to a reply to one of its messages."""
        return self.asks(text, reply_to_message=self.as_seen(shown_before))

    def as_seen(self, message: Shown) -> dict[str, Any]:
        """A message of the bot as Telegram quotes it."""
        header = {"message_id": message.message_id, "date": int(time.time())}
        return {**header, "chat": self.chat, "from": BOT, "text": message.text}

    def taps(self, message: Shown, label: str) -> Shown:
        """The first message that follows a press; the query itself is seen to be answered."""
        query = self.presses(message, label)
        found = self.reads()[0]
        self.hears(query)
        return found

    def hears(self, query: str) -> str:
        """What the answer to a callback query says; empty for a silent one."""
        answers = self.api.wait(
            self.mark,
            lambda call: call.method == "answerCallbackQuery" and call.fields["callback_query_id"] == query,
        )
        return str(answers[0].fields.get("text", ""))
