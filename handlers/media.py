"""Short useful replies to what the bot cannot read. Knows not how questions are answered."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from telegram import Update
from telegram.ext import filters

from handlers import texts
from handlers.asking import say
from handlers.services import Context

# Kind of message → what it is told; the first that fits.
REPLIES: tuple[tuple[filters.BaseFilter, str], ...] = (
    (filters.VOICE | filters.AUDIO | filters.VIDEO_NOTE, texts.VOICE),
    (filters.ANIMATION | filters.Sticker.ALL | filters.Dice.ALL, texts.STICKER),
    (filters.PHOTO | filters.VIDEO, texts.PHOTO),
    (filters.Document.ALL, texts.DOCUMENT),
    (filters.LOCATION | filters.VENUE, texts.LOCATION),
    (filters.CONTACT, texts.CONTACT),
    (filters.POLL, texts.POLL),
    (filters.ALL, texts.OTHER),
)


def telling(text: str) -> Callable[[Update, Context], Coroutine[Any, Any, None]]:
    """A handler that says this one text."""

    async def tell(update: Update, context: Context) -> None:
        await say(update, context, text)

    return tell
