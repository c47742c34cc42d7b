"""The connection to Telegram: patient with its limits and failures. Knows not what is sent."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine, Sequence
from typing import Any

import structlog
from telegram.error import BadRequest, NetworkError, RetryAfter
from telegram.ext import AIORateLimiter, ExtBot
from telegram.request import HTTPXRequest

from bot.settings import Settings

log = structlog.get_logger(__name__)

UPDATES = ("message", "edited_message", "callback_query", "inline_query")
POLL_SECONDS = 30  # how long Telegram may hold a getUpdates call open
POLL_GRACE = 10.0  # more than that, and the connection is taken for dead
RETRIES_AFTER_429 = 3
RETRY_PAUSES = (0.5, 1.0, 2.0)  # seconds before a call is made again after a network error or 5xx
WITHOUT_LIMIT = frozenset({"getUpdates"})
READ_SECONDS = 20.0

Call = Callable[..., Coroutine[Any, Any, Any]]


class PatientLimiter(AIORateLimiter):
    """Keeps Telegram's limits, waits out 429, and repeats calls that the network lost."""

    def __init__(self, per_second: float, called: Callable[[float], None] = lambda _: None) -> None:
        super().__init__(overall_max_rate=per_second, max_retries=RETRIES_AFTER_429)
        self._called = called  # told how many seconds each call took, waiting included

    async def process_request(  # noqa: PLR0913, PLR0917 - the library's signature
        self,
        callback: Call,
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> Any:
        """The answer to the call; raises what is left when patience ends."""
        if endpoint in WITHOUT_LIMIT:
            return await callback(*args, **kwargs)
        started = time.perf_counter()
        try:
            return await self._patiently(callback, args, kwargs, endpoint, data, rate_limit_args)
        finally:
            self._called(time.perf_counter() - started)

    async def _patiently(self, callback: Call, args: Any, kwargs: Any, endpoint: str, *more: Any) -> Any:
        for pause in RETRY_PAUSES:
            try:
                return await super().process_request(callback, args, kwargs, endpoint, *more)
            except BadRequest:  # a kind of NetworkError for the library, yet Telegram did answer
                raise
            except NetworkError as error:
                log.warning("call_repeated", endpoint=endpoint, error=str(error), pause=pause)
                await asyncio.sleep(pause)
        return await super().process_request(callback, args, kwargs, endpoint, *more)


class InboxBot(ExtBot[int]):
    """A bot that also hands out updates as Telegram wrote them, so that a strange one spoils no batch."""

    async def raw_updates(self, offset: int | None, seconds: int = POLL_SECONDS) -> Sequence[dict[str, Any]]:
        """The next updates; all below the offset are confirmed by asking."""
        data: dict[str, Any] = {"timeout": seconds, "allowed_updates": list(UPDATES)}
        if offset is not None:
            data["offset"] = offset
        result = await self._post("getUpdates", data, read_timeout=seconds + POLL_GRACE)
        return [update for update in result if isinstance(update, dict)] if isinstance(result, list) else []


def seconds_to_wait(error: RetryAfter) -> float:
    """How long Telegram asks to wait; the library gives a number or, as it will do always, a time span."""
    wanted = error.retry_after
    return float(wanted) if isinstance(wanted, int) else wanted.total_seconds()


def bot_from(settings: Settings, called: Callable[[float], None] = lambda _: None) -> InboxBot:
    """The bot of these settings, not yet connected."""
    if settings.telegram_bot_token is None:
        raise ValueError("a bot needs a token")
    proxy = settings.telegram_proxy.get_secret_value() if settings.telegram_proxy else None
    sending = HTTPXRequest(
        connection_pool_size=settings.chats_at_once * 2 + 8,
        proxy=proxy,
        read_timeout=READ_SECONDS,
        write_timeout=READ_SECONDS,
        connect_timeout=10.0,
        pool_timeout=30.0,
    )
    polling = HTTPXRequest(connection_pool_size=2, proxy=proxy, connect_timeout=10.0, pool_timeout=10.0)
    return InboxBot(
        settings.telegram_bot_token.get_secret_value(),
        base_url=f"{settings.telegram_api_url}/bot",
        base_file_url=f"{settings.telegram_api_url}/file/bot",
        request=sending,
        get_updates_request=polling,
        rate_limiter=PatientLimiter(settings.messages_per_second, called),
    )
