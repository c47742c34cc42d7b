"""Puts the parts together: settings → knowledge → Assistant. Knows not who asks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from bot.content.kept import load_kept
from bot.content.model import Knowledge
from bot.content.problems import Problem
from bot.content.watch import Watcher
from bot.conversation.assistant import Assistant
from bot.conversation.context import ContextStore, MemoryContextStore
from bot.matching.compiled import is_compiled
from bot.settings import Settings

# A fixed offset: China keeps no summer time, and Windows and small images carry no zone files.
SHANGHAI = dt.timezone(dt.timedelta(hours=8), "Asia/Shanghai")


def assistant_from(
    settings: Settings, contexts: ContextStore | None = None, say: Callable[[str], None] | None = None
) -> Assistant:
    """An Assistant on the knowledge folder; raises KnowledgeError with all problems of a broken one.

    `say` is told when the knowledge must be compiled first.
    """
    store = MemoryContextStore() if contexts is None else contexts
    knowledge = load_kept(settings.knowledge_dir, settings.cache_dir)
    if say is not None and not is_compiled(knowledge, settings.cache_dir):
        say("第一次读这份知识，先整理一下，大约半分钟。")
    return Assistant(knowledge, store, cache=settings.cache_dir)


def now() -> dt.datetime:
    """The present time in Hohhot."""
    return dt.datetime.now(SHANGHAI)


def watcher_for(settings: Settings, assistant: Assistant, say: Callable[[str], None]) -> Watcher:
    """A watcher, not yet started, that hands the Assistant every good state of the folder and says so."""

    def use(knowledge: Knowledge) -> None:
        assistant.use(knowledge)
        say("知识文件有改动，已经换上。")

    def report(problems: tuple[Problem, ...]) -> None:
        say("知识文件有问题，仍按原来的内容回答：\n" + "\n".join(map(str, problems)))

    version = assistant.knowledge.version
    return Watcher(settings.knowledge_dir, version=version, on_knowledge=use, on_problems=report)
