"""The tables of the database, as the newest migration leaves them. Knows not who writes to them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class UtcTime(TypeDecorator[dt.datetime]):
    """An aware time, kept as UTC without a zone."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:  # noqa: ARG002
        """The time in UTC, its zone dropped."""
        return None if value is None else value.astimezone(dt.UTC).replace(tzinfo=None)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> dt.datetime | None:  # noqa: ARG002
        """The time with UTC as its zone."""
        return None if value is None else value.replace(tzinfo=dt.UTC)


class Table(DeclarativeBase):
    """What all tables share: their metadata."""


class UpdateRow(Table):
    """An incoming update; its payload is emptied when it has been answered."""

    __tablename__ = "updates"
    __table_args__ = (
        UniqueConstraint("bot", "update_id", name="uq_updates_bot_update_id"),
        {"sqlite_autoincrement": True},
    )

    seq: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    bot: Mapped[int] = mapped_column(BigInteger)
    update_id: Mapped[int] = mapped_column(BigInteger)
    kind: Mapped[str] = mapped_column(String(40))
    person: Mapped[str] = mapped_column(String(40), index=True)
    lane: Mapped[str] = mapped_column(String(40))
    payload: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(10), index=True)
    tries: Mapped[int] = mapped_column(Integer)
    note: Mapped[str] = mapped_column(String(200))
    received: Mapped[dt.datetime] = mapped_column(UtcTime)
    finished: Mapped[dt.datetime | None] = mapped_column(UtcTime)


class QuestionRow(Table):
    """A question and what was said to it."""

    __tablename__ = "questions"
    __table_args__ = ({"sqlite_autoincrement": True},)  # a number is never used again

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    chat: Mapped[str] = mapped_column(String(40), index=True)
    channel: Mapped[str] = mapped_column(String(40))
    asked: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(Text)
    understood: Mapped[str] = mapped_column(Text)
    audience: Mapped[str | None] = mapped_column(String(20))
    outcome: Mapped[str] = mapped_column(String(20), index=True)
    reason: Mapped[str | None] = mapped_column(String(20))
    entries: Mapped[list[str]] = mapped_column(JSON)
    offers: Mapped[list[str]] = mapped_column(JSON)
    route: Mapped[str | None] = mapped_column(String(40))
    confidence: Mapped[float] = mapped_column(Float)
    ms: Mapped[float] = mapped_column(Float)
    knowledge_version: Mapped[str] = mapped_column(String(40))
    time: Mapped[dt.datetime] = mapped_column(UtcTime, index=True)


class FeedbackRow(Table):
    """What a person thought of a reply."""

    __tablename__ = "feedback"
    __table_args__ = (UniqueConstraint("question_id", "verdict", name="uq_feedback_question_verdict"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("questions.id", ondelete="CASCADE"))
    verdict: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(Text)
    time: Mapped[dt.datetime] = mapped_column(UtcTime)


class ChoiceRow(Table):
    """A suggestion or related question that a person picked."""

    __tablename__ = "choices"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("questions.id", ondelete="CASCADE"), index=True)
    entry: Mapped[str] = mapped_column(String(40))
    time: Mapped[dt.datetime] = mapped_column(UtcTime)


class ShownRow(Table):
    """Which of our messages answers which of theirs."""

    __tablename__ = "shown"
    __table_args__ = (
        Index("ix_shown_chat_message", "chat", "message"),
        Index("ix_shown_chat_reply", "chat", "reply"),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("questions.id", ondelete="CASCADE"), index=True)
    chat: Mapped[str] = mapped_column(String(40))
    message: Mapped[int] = mapped_column(Integer)
    reply: Mapped[int] = mapped_column(Integer)
    role: Mapped[str] = mapped_column(String(10))


class ChatRow(Table):
    """What is remembered of a chat: the audience it chose and its last turn."""

    __tablename__ = "chats"

    chat: Mapped[str] = mapped_column(String(40), primary_key=True)
    audience: Mapped[str | None] = mapped_column(String(20))
    context: Mapped[dict[str, Any]] = mapped_column(JSON)
    changed: Mapped[dt.datetime] = mapped_column(UtcTime, index=True)
