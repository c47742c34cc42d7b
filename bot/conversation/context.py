"""What is remembered of a chat between two questions. Knows not where it is kept."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Protocol

from bot.content.model import Audience


@dataclasses.dataclass(frozen=True, slots=True)
class ChatContext:
    """The last turn of a chat, as much as a follow-up needs."""

    audience: Audience | None = None
    subject: str = ""  # id of the last subject spoken of
    entry: str = ""  # id of the last entry answered
    question: str = ""  # the last question as understood
    choices: tuple[str, ...] = ()  # entry ids last offered, in the order shown
    time: dt.datetime | None = None  # when that was; aware


class ContextStore(Protocol):
    """Keeps one ChatContext a chat."""

    def load(self, chat: str) -> ChatContext:
        """The chat's context; an empty one for a new chat."""
        ...

    def save(self, chat: str, context: ChatContext) -> None:
        """Replaces the chat's context."""
        ...


class MemoryContextStore:
    """Contexts for as long as the process lives: terminal, `ask`, `eval`, tests."""

    def __init__(self) -> None:
        self._contexts: dict[str, ChatContext] = {}

    def load(self, chat: str) -> ChatContext:
        """The chat's context; an empty one for a new chat."""
        return self._contexts.get(chat, ChatContext())

    def save(self, chat: str, context: ChatContext) -> None:
        """Replaces the chat's context."""
        self._contexts[chat] = context
