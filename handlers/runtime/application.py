"""The library's Application, made to say whether an update was answered. Knows not what handlers do."""

from __future__ import annotations

import dataclasses
from contextvars import ContextVar
from typing import Any

from telegram import Update
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter
from telegram.ext import Application, ApplicationBuilder, ExtBot

from bot.errors import RecordsError


@dataclasses.dataclass(slots=True)
class _Try:
    """One go at an update."""

    last: bool
    error: Exception | None = None


_TRY: ContextVar[_Try] = ContextVar("try")


class InboxApplication(Application[Any, Any, Any, Any, Any, Any]):
    """Raises what a handler raised, instead of swallowing it; error handlers run at the last try only."""

    async def answer(self, update: Update, *, last: bool) -> None:
        """Has the handlers answer the update; raises the first error of theirs."""
        current = _Try(last)
        token = _TRY.set(current)
        try:
            await self.process_update(update)
        finally:
            _TRY.reset(token)
        if current.error is not None:
            raise current.error

    async def process_error(
        self, update: object | None, error: Exception, job: Any = None, coroutine: Any = None
    ) -> bool:
        """True: no other handler gets an update that failed."""
        current = _TRY.get(None)
        if current is None:
            return await super().process_error(update, error, job, coroutine)
        current.error = error
        if current.last and not temporary(error) and not isinstance(error, Forbidden):
            await super().process_error(update, error, job, coroutine)
        return True


def application_with(bot: ExtBot[Any]) -> InboxApplication:
    """An application around the bot, without the library's own fetching, queueing and job clock."""
    builder = ApplicationBuilder().application_class(InboxApplication).bot(bot)
    application = builder.updater(None).job_queue(None).build()
    if not isinstance(application, InboxApplication):
        raise TypeError("the builder made another application")
    return application


def temporary(error: Exception) -> bool:
    """Whether the world is at fault and not the update: network, Telegram's limits, the database."""
    if isinstance(error, BadRequest):  # a kind of NetworkError for the library, yet Telegram did answer
        return False
    return isinstance(error, NetworkError | RetryAfter | RecordsError)
