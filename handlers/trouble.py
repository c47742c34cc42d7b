"""What happens when a handler fails: the log first, then a word to the person. Knows not what failed."""

from __future__ import annotations

import structlog
from telegram import Update
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError

from handlers import sending, texts
from handlers.asking import say
from handlers.services import Context

log = structlog.get_logger(__name__)


async def trouble(update: object, context: Context) -> None:
    """Logs the error; tells the person, unless Telegram cannot be reached or the bot is blocked."""
    error = context.error
    number = update.update_id if isinstance(update, Update) else None
    log.error("handler_failed", update_id=number, error=type(error).__name__, exc_info=error)
    if error is None or out_of_reach(error) or not isinstance(update, Update):
        return
    try:
        await apologise(update, context)
    except TelegramError as second:
        log.error("apology_failed", update_id=number, error=type(second).__name__)  # noqa: TRY400 - one traceback will do


async def apologise(update: Update, context: Context) -> None:
    """Says that this question was not answered, and what to do."""
    if update.callback_query:
        await sending.acknowledge(update.callback_query, texts.TROUBLE)
    if update.message or update.callback_query:
        await say(update, context, texts.TROUBLE)


def out_of_reach(error: Exception) -> bool:
    """Whether nothing can be said now: the network is down, Telegram asks to wait, or the bot is blocked."""
    if isinstance(error, BadRequest):  # a kind of NetworkError for the library, yet Telegram did answer
        return False
    return isinstance(error, NetworkError | RetryAfter | Forbidden)
