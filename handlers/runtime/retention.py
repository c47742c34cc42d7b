"""Enforces how long records are kept, and distrusts a clock that jumps. Knows not what is kept."""

from __future__ import annotations

import asyncio
import datetime as dt
import time
from collections.abc import Callable

import structlog

from bot.errors import RecordsError
from bot.records.store import Records

log = structlog.get_logger(__name__)

SECONDS_BETWEEN = 3600.0
JUMP = 3600.0  # seconds by which the wall clock and the monotonic clock may part between two rounds
DOUBT_SECONDS = 24 * 3600.0  # after a jump nothing is erased for this long: time for the operator to look


class Retention:
    """Erases what is older than so many days, once an hour."""

    def __init__(
        self,
        records: Records,
        days: int,
        wall: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
        steady: Callable[[], float] = time.monotonic,
    ) -> None:
        self._records = records
        self._age = dt.timedelta(days=days)
        self._wall = wall
        self._steady = steady
        self._last: tuple[dt.datetime, float] | None = None
        self._doubted_until = float("-inf")

    async def run(self) -> None:
        """Goes on until cancelled."""
        while True:
            try:
                await asyncio.to_thread(self.round)
            except RecordsError as error:
                log.error("retention_failed", error=str(error))  # noqa: TRY400 - the message says it all
            await asyncio.sleep(SECONDS_BETWEEN)

    def round(self) -> int:
        """How many rows were erased; none while the clock is in doubt."""
        wall, steady = self._wall(), self._steady()
        self._look_at_clock(wall, steady)
        self._last = (wall, steady)
        if steady < self._doubted_until:
            return 0
        erased = self._records.purge(wall - self._age)
        if erased.total:
            log.info("retention", questions=erased.questions, chats=erased.chats, updates=erased.updates)
        return erased.total

    def _look_at_clock(self, wall: dt.datetime, steady: float) -> None:
        """Begins a day of doubt when the clock jumped, or stands beyond everything that was ever kept."""
        if self._last is None:
            span = self._records.span()
            suspicious = span is not None and (wall - span[1] > self._age or span[1] - wall > _seconds(JUMP))
        else:
            drift = (wall - self._last[0]).total_seconds() - (steady - self._last[1])
            suspicious = abs(drift) > JUMP
        if suspicious:
            self._doubted_until = steady + DOUBT_SECONDS
            log.warning(
                "clock_jumped",
                now=wall.isoformat(),
                hint="系统时钟跳变，24 小时内不清理旧记录；请核对时间",
            )


def _seconds(count: float) -> dt.timedelta:
    return dt.timedelta(seconds=count)
