"""Keeps what the conversation remembers of each chat. Knows not what it is used for."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable
from typing import Any

from bot.content.model import Audience
from bot.conversation.context import ChatContext
from bot.records.database import Database
from bot.records.masking import masked
from bot.records.tables import ChatRow


class StoredContexts:
    """A ContextStore on the database: contexts outlive the process."""

    def __init__(self, database: Database, clock: Callable[[], dt.datetime]) -> None:
        self._database = database
        self._clock = clock

    def load(self, chat: str) -> ChatContext:
        """The chat's context; an empty one for a new chat."""
        with self._database.read() as session:
            row = session.get(ChatRow, chat)
        return ChatContext() if row is None else _context(row.context)

    def save(self, chat: str, context: ChatContext) -> None:
        """Replaces the chat's context."""
        values = dataclasses.asdict(context)
        values["time"] = context.time.isoformat() if context.time else None
        values["choices"] = list(context.choices)
        values["question"] = masked(context.question)
        with self._database.write() as session:
            row = session.get(ChatRow, chat)
            if row is None:
                session.add(ChatRow(chat=chat, audience=None, context=values, changed=self._clock()))
            else:
                row.context, row.changed = values, self._clock()

    def audience(self, chat: str) -> Audience | None:
        """What the person chose to be: farmer, enterprise, or nothing yet."""
        with self._database.read() as session:
            row = session.get(ChatRow, chat)
        if row is None or row.audience not in ("farmer", "enterprise"):
            return None
        return "farmer" if row.audience == "farmer" else "enterprise"

    def set_audience(self, chat: str, audience: Audience | None) -> None:
        """Keeps the person's choice until they change it."""
        with self._database.write() as session:
            row = session.get(ChatRow, chat)
            if row is None:
                session.add(ChatRow(chat=chat, audience=audience, context={}, changed=self._clock()))
            else:
                row.audience, row.changed = audience, self._clock()


def _context(values: dict[str, Any]) -> ChatContext:
    """The stored context; fields that this version does not know are left out."""
    known = {field.name for field in dataclasses.fields(ChatContext)}
    kept = {name: value for name, value in values.items() if name in known}
    if kept.get("time"):
        kept["time"] = dt.datetime.fromisoformat(kept["time"])
    if "choices" in kept:
        kept["choices"] = tuple(kept["choices"])
    return ChatContext(**kept)
