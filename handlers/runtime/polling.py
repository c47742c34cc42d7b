"""Fetches updates by long polling; what is not committed is not confirmed. Knows not what becomes of them."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import structlog
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.errors import QingchengError, RecordsError
from handlers.runtime.api import POLL_SECONDS, InboxBot, seconds_to_wait

log = structlog.get_logger(__name__)

LONGEST_PAUSE = 30.0
NEWCOMER_SECONDS = 300.0  # somebody who has polled longer than this stays; the newcomer gives way
CONFLICTS = 3  # this many, and it is no leftover of our own last run
CONFLICT_PAUSE = 2.0

Accept = Callable[[Sequence[dict[str, Any]]], Awaitable[None]]


class SecondInstanceError(QingchengError):
    """Another process answers with the same token."""


class Polling:
    """A loop around getUpdates that outlives the network and the database."""

    def __init__(self, bot: InboxBot, accept: Accept, alive: Callable[[], None]) -> None:
        self._bot = bot
        self._accept = accept
        self._alive = alive
        self._offset: int | None = None
        self._patience = 0  # the first call comes back at once and tells that all is well
        self._setbacks = 0
        self._conflicts = 0
        self._started = time.monotonic()

    async def run(self) -> None:
        """Fetches until cancelled; raises for a second instance and a refused token."""
        while True:
            pause = await self._once()
            if pause:
                await asyncio.sleep(pause)

    async def _once(self) -> float:
        """Seconds to wait before the next call."""
        try:
            updates = await self._bot.raw_updates(self._offset, self._patience)
            await self._accept(updates)
        except InvalidToken:
            raise
        except Conflict as error:
            return self._conflict(error)
        except RetryAfter as error:
            return seconds_to_wait(error)
        except RecordsError as error:
            log.critical("updates_not_committed", error=str(error), hint="未确认，Telegram 会再发")
            return self._pause()
        except TelegramError as error:
            pause = self._pause()
            log.warning("telegram_out_of_reach", error=str(error), seconds=pause)
            return pause
        if updates:
            self._offset = updates[-1]["update_id"] + 1
        if self._setbacks:
            log.info("telegram_reached_again", after_failures=self._setbacks)
        self._setbacks = 0
        self._patience = POLL_SECONDS
        self._alive()
        return 0.0

    def _pause(self) -> float:
        self._setbacks += 1
        return min(LONGEST_PAUSE, 2.0 ** min(self._setbacks - 1, 10))

    def _conflict(self, error: Conflict) -> float:
        self._conflicts += 1
        newcomer = time.monotonic() - self._started < NEWCOMER_SECONDS
        log.error("second_instance", error=str(error), times=self._conflicts, hint="另一个进程在用同一个令牌")
        if newcomer and self._conflicts >= CONFLICTS:
            raise SecondInstanceError(
                "另一个进程正在用同一个机器人令牌接收消息。请先停掉那一个；一个令牌只能由一个进程使用。"
            )
        return CONFLICT_PAUSE * self._conflicts if newcomer else LONGEST_PAUSE
