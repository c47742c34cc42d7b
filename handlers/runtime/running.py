"""The parts of a running bot, started and stopped in the right order. Knows no question and no reply."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import structlog
from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter, TelegramError
from tornado.httpserver import HTTPServer

from bot.errors import RecordsError
from bot.records.store import Records
from bot.settings import Settings
from handlers.runtime import monitoring, webhook
from handlers.runtime.answering import Answering
from handlers.runtime.api import bot_from, seconds_to_wait
from handlers.runtime.application import application_with
from handlers.runtime.flood import Flood
from handlers.runtime.lanes import Lanes
from handlers.runtime.polling import Polling
from handlers.runtime.retention import Retention

log = structlog.get_logger(__name__)

GRACE = 20.0  # seconds to finish what is in hand after SIGTERM
LONGEST_PAUSE = 30.0
SUSPECT = 2  # an update begun this often and never finished may be what killed the process


class Running:
    """A bot from start to stop."""

    def __init__(self, settings: Settings, records: Records, version: Callable[[], str]) -> None:
        self._settings = settings
        self._records = records
        self._inbox = records.inbox(settings.bot_id)
        self._figures = monitoring.Figures(self._inbox, version)
        self.bot = bot_from(settings, self._figures.call)
        self.application = application_with(self.bot)
        self._answering = Answering(
            self.application,
            self._inbox,
            Flood(settings.questions_per_minute),
            settings.update_tries,
            self._figures.update,
        )
        self._lanes = Lanes(self._answering.attempt, settings.chats_at_once)
        self._servers: list[HTTPServer] = []
        self._tasks: list[asyncio.Task[None]] = []  # beside the fetching

    async def until_stopped(self, introduce: Callable[[], Awaitable[None]]) -> None:
        """Runs until SIGTERM or Ctrl-C; raises what cannot be survived."""
        self._records.listen(self._figures.question)
        if self._settings.metrics_listen:
            self._servers.append(monitoring.serve(self._figures, self._settings.metrics_listen))
        work = asyncio.create_task(self._work(introduce))
        stop = asyncio.create_task(_signalled())
        try:
            await asyncio.wait({work, stop}, return_when=asyncio.FIRST_COMPLETED)
            if work.done():
                work.result()
            log.info("stopping", waiting_seconds_at_most=GRACE)
        finally:
            await self._stop([work, stop])

    async def _work(self, introduce: Callable[[], Awaitable[None]]) -> None:
        await patiently("connect", self.bot.initialize)
        await self.application.initialize()
        log.info("connected", bot=self.bot.username, webhook=bool(self._settings.webhook_url))
        await self._replay()
        retention = Retention(self._records, self._settings.retention_days)
        self._tasks = [
            asyncio.create_task(_quietly("retention", retention.run)),
            asyncio.create_task(_quietly("introduce", introduce)),
        ]
        await self._receive()

    async def _receive(self) -> None:
        if self._settings.webhook_url:
            self._servers.append(webhook.serve(self._settings, self.accept))
            await patiently("set_webhook", lambda: webhook.announce(self.bot, self._settings))
            await webhook.watch(self.bot, self._settings, self._figures.alive)
        else:
            await patiently("delete_webhook", lambda: self.bot.delete_webhook(drop_pending_updates=False))
            await Polling(self.bot, self.accept, self._figures.alive).run()

    async def accept(self, updates: Sequence[dict[str, Any]]) -> None:
        """Commits the updates and queues the new ones; RecordsError means that none is committed."""
        if updates:
            for waiting in await asyncio.to_thread(self._inbox.accept_all, updates):
                self._lanes.add(waiting.lane, waiting.update_id)

    async def _replay(self) -> None:
        """Queues what an earlier run left; suspects are tried alone, so that only the guilty is given up."""
        pending = await _database_patiently(self._inbox.pending)
        suspects = [waiting for waiting in pending if waiting.tries >= SUSPECT]
        for waiting in suspects:
            await self._answering.attempt(waiting.update_id)
        for waiting in pending:
            self._lanes.add(waiting.lane, waiting.update_id)
        if pending:
            log.info("replaying", updates=len(pending), suspects=len(suspects))

    async def _stop(self, tasks: Sequence[asyncio.Task[None]]) -> None:
        for server in self._servers:
            server.stop()
        for task in (*tasks, *self._tasks):
            task.cancel()
        await asyncio.gather(*tasks, *self._tasks, return_exceptions=True)
        if not await self._lanes.stop(GRACE):
            log.warning("stopped_in_hand", hint="没答完的消息留在收件箱，下次启动接着答")
        self._answering.close()
        with contextlib.suppress(TelegramError, RuntimeError):
            await self.application.shutdown()
        log.info("stopped")


async def patiently(what: str, call: Callable[[], Awaitable[object]]) -> None:
    """Makes a call until Telegram answers; raises what waiting does not mend."""
    pause = min(1.0, LONGEST_PAUSE)
    while True:
        try:
            await call()
        except (InvalidToken, BadRequest):  # BadRequest is a kind of NetworkError for the library
            raise
        except RetryAfter as error:
            pause = seconds_to_wait(error)
        except NetworkError as error:
            log.warning("telegram_out_of_reach", doing=what, error=str(error), seconds=pause)
        else:
            return
        await asyncio.sleep(pause)
        pause = min(LONGEST_PAUSE, pause * 2)


async def _database_patiently(call: Callable[[], Sequence[Any]]) -> Sequence[Any]:
    while True:
        try:
            return await asyncio.to_thread(call)
        except RecordsError as error:
            log.critical("database_out_of_reach", error=str(error))
            await asyncio.sleep(LONGEST_PAUSE / 6)


async def _quietly(what: str, call: Callable[[], Awaitable[None]]) -> None:
    """Makes a call that the bot can do without."""
    try:
        await call()
    except Exception:
        log.exception("failed", doing=what)


async def _signalled() -> None:
    """Returns at SIGTERM or Ctrl-C."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(NotImplementedError):  # Windows
            loop.add_signal_handler(number, stop.set)
    await stop.wait()
