"""Replies built by hand, for tests of what is done with them."""

from __future__ import annotations

import datetime as dt

from bot.conversation.messages import Answer, Choice, Part, Question, Reply

TIME = dt.datetime(2026, 3, 1, 9, 0, tzinfo=dt.timezone(dt.timedelta(hours=8)))
CHOICES = (
    Choice("dairy-academicians", "国乳中心有多少院士？", "院士数", "10位院士。"),
    Choice("dairy-overview", "国乳中心是什么？", "是什么", "国家级创新平台。"),
)


def answer(
    entry: str = "dairy-members",
    text: str = "101家：成员单位。",
    *,
    confidence: float = 0.9,
    related: tuple[Choice, ...] = (),
    full: str = "",
) -> Answer:
    return Answer(entry, text, "出处：《报道》", "约2023", confidence, related, full, None)


def reply_of(*parts: Part, text: str = "国乳中心有几家成员") -> Reply:
    return Reply(Question(text, "test", TIME), parts, "0123456789ab", text)
