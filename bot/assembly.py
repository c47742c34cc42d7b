"""Puts the parts together: settings → knowledge → Assistant. Knows not who asks."""

from __future__ import annotations

import datetime as dt

from bot.content.load import load
from bot.conversation.assistant import Assistant
from bot.conversation.context import ContextStore, MemoryContextStore
from bot.settings import Settings

# A fixed offset: China keeps no summer time, and Windows and small images carry no zone files.
SHANGHAI = dt.timezone(dt.timedelta(hours=8), "Asia/Shanghai")


def assistant_from(settings: Settings, contexts: ContextStore | None = None) -> Assistant:
    """An Assistant on the knowledge folder; raises KnowledgeError with all problems of a broken one."""
    return Assistant(load(settings.knowledge_dir), MemoryContextStore() if contexts is None else contexts)


def now() -> dt.datetime:
    """The present time in Hohhot."""
    return dt.datetime.now(SHANGHAI)
