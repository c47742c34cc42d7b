"""One lane for each chat: order inside, chats side by side. Knows not what an update is."""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from collections.abc import Awaitable, Callable

# Seconds until the same update is to be tried again; None when it is finished.
Attempt = Callable[[int], Awaitable[float | None]]


class Lanes:
    """Updates in order of arrival in each lane; lanes with work take turns for the few places there are."""

    def __init__(self, attempt: Attempt, at_once: int) -> None:
        self._attempt = attempt
        self._places = asyncio.Semaphore(
            at_once
        )  # served in order of asking: a full lane waits like any other
        self._waiting: dict[str, deque[int]] = {}
        self._walking: set[asyncio.Task[None]] = set()
        self._stopping = asyncio.Event()

    def add(self, lane: str, update_id: int) -> None:
        """Puts an update at the end of its lane; one without a lane stands alone."""
        lane = lane or f"#{update_id}"
        waiting = self._waiting.get(lane)
        if waiting is not None:
            waiting.append(update_id)
            return
        self._waiting[lane] = deque([update_id])
        task = asyncio.create_task(self._walk(lane))
        self._walking.add(task)
        task.add_done_callback(self._walking.discard)

    async def stop(self, seconds: float) -> bool:
        """Whether everything in hand was finished in time; what has not been begun stays in the inbox."""
        self._stopping.set()
        if not self._walking:
            return True
        _, late = await asyncio.wait(self._walking, timeout=seconds)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
        return not late

    async def _walk(self, lane: str) -> None:
        waiting = self._waiting[lane]
        try:
            while waiting and not self._stopping.is_set():
                pause = await self._in_turn(waiting[0])
                if pause is None:
                    waiting.popleft()
                else:
                    await self._rest(pause)
        finally:
            del self._waiting[lane]

    async def _in_turn(self, update_id: int) -> float | None:
        async with self._places:
            return 0.0 if self._stopping.is_set() else await self._attempt(update_id)

    async def _rest(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._stopping.wait(), seconds)
