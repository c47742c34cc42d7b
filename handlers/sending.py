"""Sends and edits pages, and copes with what Telegram refuses. Knows not what they say."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
from collections.abc import AsyncIterator, Sequence
from typing import Any

import structlog
from telegram import CallbackQuery, ForceReply, LinkPreviewOptions, ReplyParameters
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest, TelegramError
from telegram.ext import ExtBot

from handlers.rendering import Page
from handlers.splitting import plain

log = structlog.get_logger(__name__)

TYPING_AFTER = 0.3  # seconds; most replies are there sooner, and the indicator would only cost a call
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
Sender = ExtBot[Any]


@dataclasses.dataclass(frozen=True, slots=True)
class Place:
    """Where a message goes."""

    chat: int
    thread: int | None = None  # topic of a forum
    quoted: int | None = None  # their message that ours answers, shown above it


async def send(bot: Sender, place: Place, pages: Sequence[Page]) -> list[int]:
    """The ids of the messages now in the chat; the first one quotes theirs."""
    sent: list[int] = []
    for page in pages:
        sent.append(await send_page(bot, dataclasses.replace(place, quoted=None) if sent else place, page))
    return sent


async def send_page(bot: Sender, place: Place, page: Page) -> int:
    """The id of the message; sent as plain text when Telegram cannot read its tags."""
    more = {"reply_markup": page.keyboard, "link_preview_options": NO_PREVIEW, **where(place)}
    try:
        return (await bot.send_message(text=page.html, parse_mode=ParseMode.HTML, **more)).message_id
    except BadRequest as error:
        if not unreadable(error):
            raise
        log.warning("tags_refused", error=str(error))
        return (await bot.send_message(text=plain(page.html), **more)).message_id


def where(place: Place) -> dict[str, Any]:
    """The place as fields of a call."""
    fields: dict[str, Any] = {"chat_id": place.chat}
    if place.thread is not None:
        fields["message_thread_id"] = place.thread
    if place.quoted is not None:
        fields["reply_parameters"] = ReplyParameters(place.quoted, allow_sending_without_reply=True)
    return fields


async def edit(bot: Sender, chat: int, message: int, page: Page) -> bool:
    """Whether the message now shows the page; False when it is gone or too old to change."""
    more: dict[str, Any] = {"reply_markup": page.keyboard, "link_preview_options": NO_PREVIEW}
    more |= {"chat_id": chat, "message_id": message}
    try:
        await bot.edit_message_text(page.html, parse_mode=ParseMode.HTML, **more)
    except BadRequest as error:
        if unreadable(error):
            log.warning("tags_refused", error=str(error))
            await bot.edit_message_text(plain(page.html), **more)
            return True
        return "not modified" in str(error)
    return True


async def replace(bot: Sender, place: Place, old: Sequence[int], pages: Sequence[Page]) -> list[int]:
    """The ids of the messages that show the pages in place of the old ones."""
    if not await edit(bot, place.chat, old[0], pages[0]):
        return await send(bot, place, pages)
    for leftover in old[1:]:
        with contextlib.suppress(BadRequest):
            await bot.delete_message(place.chat, leftover)
    return [old[0], *await send(bot, place, pages[1:])]


async def ask_back(bot: Sender, place: Place, text: str, hint: str) -> int:
    """The id of a message that the person's app answers to by itself."""
    asking = ForceReply(input_field_placeholder=hint)
    return (await bot.send_message(text=text, reply_markup=asking, **where(place))).message_id


async def acknowledge(query: CallbackQuery, text: str = "") -> None:
    """Answers a press, so that the button stops turning; an outdated press cannot be answered any more."""
    try:
        await query.answer(text or None)
    except BadRequest as error:
        log.info("press_too_old", error=str(error))


def unreadable(error: BadRequest) -> bool:
    """Whether Telegram refused the tags of a text."""
    return "can't parse entities" in str(error).lower()


@contextlib.asynccontextmanager
async def typing(bot: Sender, chat: int) -> AsyncIterator[None]:
    """Shows that the bot is typing while the body takes noticeable time."""

    async def show() -> None:
        await asyncio.sleep(TYPING_AFTER)
        with contextlib.suppress(TelegramError):
            await bot.send_chat_action(chat, ChatAction.TYPING)

    showing = asyncio.create_task(show())
    try:
        yield
    finally:
        showing.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await showing
