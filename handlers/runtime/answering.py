"""One go at one update: from the inbox to the handlers and back. Knows neither lanes nor replies."""

from __future__ import annotations

import asyncio
import concurrent.futures
import random
import time
from collections.abc import Callable
from typing import Any, TypeVar

import structlog
from telegram import Update
from telegram.error import Forbidden, RetryAfter, TelegramError
from telegram.ext import ExtBot

from bot.errors import RecordsError
from bot.records.inbox import Inbox, Incoming
from handlers.runtime.api import seconds_to_wait
from handlers.runtime.application import InboxApplication, temporary
from handlers.runtime.flood import Flood

log = structlog.get_logger(__name__)
Result = TypeVar("Result")

PAUSE_AFTER_ERROR = 0.3  # seconds before an update that failed by itself is tried again
LONGEST_PAUSE = 60.0
TOO_FAST = "您发得太快了，刚才多出的几条没有处理。请过一分钟再问。"


class Answering:
    """Answers updates; says when to come back for those that could not be answered yet."""

    def __init__(
        self,
        application: InboxApplication,
        inbox: Inbox,
        flood: Flood,
        tries: int,
        finished: Callable[[str, float], None],
    ) -> None:
        self._application = application
        self._inbox = inbox
        self._flood = flood
        self._tries = tries
        self._finished = finished  # told how an update ended and how many seconds this go took
        # A thread of its own: between a reply and its mark no other chat's work may push in.
        self._marking = concurrent.futures.ThreadPoolExecutor(1, thread_name_prefix="inbox")
        self._setbacks: dict[int, int] = {}  # update → how often the world was at fault
        self._answered: dict[int, str] = {}  # answered, but the database could not be told yet

    async def attempt(self, update_id: int) -> float | None:
        """Seconds until this update is to be tried again; None when it is finished."""
        started = time.perf_counter()
        try:
            note = self._answered.get(update_id) or await self._answer(update_id)
            if note is None:
                return None
            if note == "again":
                return PAUSE_AFTER_ERROR
            self._answered[update_id] = note
            await self._db(lambda: self._inbox.done(update_id, note))
        except Exception as error:
            if not temporary(error):
                log.exception("update_lost_its_way", update_id=update_id)
            return self._pause(update_id, error)
        self._answered.pop(update_id, None)
        self._setbacks.pop(update_id, None)
        self._finished(note, time.perf_counter() - started)
        return None

    async def _answer(self, update_id: int) -> str | None:
        """How it ended: a note for the inbox, "again", or None when nothing was to do any more."""
        incoming = await self._db(lambda: self._inbox.begin(update_id))
        if incoming is None:
            return None
        if incoming.tries > self._tries:  # begun so often and never finished: it ends the process each time
            return await self._failed(incoming, RuntimeError("the process ended at every try"))
        verdict = self._flood.verdict(incoming.payload, int(incoming.received.timestamp()))
        if verdict != "welcome":
            log.warning("flood", update_id=update_id, told=verdict == "notice")
            if verdict == "notice":
                await slow_down(self._application.bot, incoming.payload)
            return "flood"
        try:
            update = Update.de_json(incoming.payload, self._application.bot)
            await self._application.answer(update, last=incoming.tries >= self._tries)
        except Forbidden as error:
            log.info("person_gone", update_id=update_id, error=str(error))
            return "gone"
        except Exception as error:
            if temporary(error):
                await self._db(lambda: self._inbox.put_back(update_id))
                raise
            return await self._failed(incoming, error)
        return "answered"

    async def _failed(self, incoming: Incoming, error: Exception) -> str | None:
        number, what = incoming.update_id, f"{type(error).__name__}: {error}"
        log.error("update_failed", update_id=number, tries=incoming.tries, exc_info=error)
        if not await self._db(lambda: self._inbox.failed(number, what, self._tries)):
            return "again"
        log.error("update_parked", update_id=number, tries=incoming.tries, error=what)
        self._finished("parked", 0.0)
        return None

    async def _db(self, work: Callable[[], Result]) -> Result:
        """The result of a database call, made where it blocks nobody."""
        return await asyncio.get_running_loop().run_in_executor(self._marking, work)

    def close(self) -> None:
        """Ends the thread."""
        self._marking.shutdown()

    def _pause(self, update_id: int, error: Exception) -> float:
        setbacks = self._setbacks[update_id] = self._setbacks.get(update_id, 0) + 1
        pause = min(LONGEST_PAUSE, 2.0 ** min(setbacks - 1, 10)) * random.uniform(0.8, 1.0)  # noqa: S311
        if isinstance(error, RetryAfter):
            pause = max(pause, seconds_to_wait(error))
        level = log.error if isinstance(error, RecordsError) else log.warning
        level("update_put_off", update_id=update_id, seconds=round(pause, 1), error=str(error))
        return pause


async def slow_down(bot: ExtBot[Any], payload: dict[str, Any]) -> None:
    """Asks the person to slow down; in groups only as a notice on the pressed button."""
    try:
        if "callback_query" in payload:
            await bot.answer_callback_query(payload["callback_query"]["id"], TOO_FAST)
            return
        message = payload.get("message") or payload.get("edited_message") or {}
        if message.get("chat", {}).get("type") == "private":
            await bot.send_message(message["chat"]["id"], TOO_FAST)
    except TelegramError as error:
        log.info("notice_not_sent", error=str(error))
