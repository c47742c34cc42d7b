"""The way of every question: read, ask, render, send. Knows not how a reply is found."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import structlog
from telegram import Message, Update
from telegram.constants import ChatType

from bot.conversation.messages import Asked, Question
from bot.errors import RecordsError
from bot.records.store import Shown
from handlers import rendering, sending, texts
from handlers.addressing import words_of
from handlers.rendering import Page
from handlers.sending import Place
from handlers.services import Answered, Context

log = structlog.get_logger(__name__)

CHANNEL = "telegram"


def message_in(update: Update) -> Message:
    """The message of an update that has one; the handlers' table sees to that."""
    if update.effective_message is None:
        raise ValueError("an update without a message")
    return update.effective_message


def chat_of(update: Update) -> int:
    """The chat of an update that has one."""
    if update.effective_chat is None:
        raise ValueError("an update without a chat")
    return update.effective_chat.id


def place_of(update: Update) -> Place:
    """Where the reply to an update goes: the same topic of a forum; in groups it quotes the question."""
    message, new = update.effective_message, update.message
    thread = message.message_thread_id if message and message.is_topic_message else None
    return Place(chat_of(update), thread, new.message_id if new and in_group(update) else None)


def chat_key(update: Update, context: Context) -> str:
    """The key under which this person's conversation in this chat is kept."""
    user = update.effective_user
    return context.bot_data.records.chat_key(user.id if user else None, chat_of(update))


def in_group(update: Update) -> bool:
    """Whether others read along."""
    return update.effective_chat is not None and update.effective_chat.type != ChatType.PRIVATE


async def answered(
    update: Update, context: Context, text: str, asked: Asked, entry: str = ""
) -> tuple[Answered, tuple[Page, ...]]:
    """The recorded reply to a question of this chat, and the messages that show it."""
    services, key = context.bot_data, chat_key(update, context)
    question = Question(text, key, services.now(), channel=CHANNEL, asked=asked, entry=entry)
    found = await asyncio.to_thread(services.answered, question, update.update_id)
    return found, rendering.pages_of(found, context.bot.username)


async def answer(update: Update, context: Context, text: str, asked: Asked, entry: str = "") -> None:
    """Answers a question with new messages, and keeps which message they answer."""
    async with sending.typing(context.bot, chat_of(update)):
        found, pages = await answered(update, context, text, asked, entry)
        sent = await sending.send(context.bot, place_of(update), pages)
    await arrived(update, context, found.number, sent)


async def arrived(update: Update, context: Context, number: int, sent: Sequence[int]) -> None:
    """Keeps which of our messages answer this one of theirs; never fails, as the reply is out."""
    services, message = context.bot_data, update.message or update.edited_message
    services.unsent.sent(update.update_id)
    if message is None:
        return
    key = chat_key(update, context)
    try:
        await asyncio.to_thread(services.records.show, number, key, message.message_id, sent)
    except RecordsError as error:
        log.error("shown_not_kept", number=number, error=str(error))  # noqa: TRY400 - the message says it all


async def on_text(update: Update, context: Context) -> None:
    """Answers a typed question; in a group without the bot's name in it."""
    message = message_in(update)
    text = words_of(message)
    if text:
        await answer(update, context, text, "caption" if message.caption else "typed")
    else:
        await say(update, context, texts.EMPTY.format(username=context.bot.username))


async def on_edited(update: Update, context: Context) -> None:
    """Answers an edited question anew, in the place of the old answer."""
    message, key = message_in(update), chat_key(update, context)
    text = words_of(message)
    old, before = await asyncio.to_thread(shown_for, context, key, message.message_id)
    if old is None or not text:
        await on_text(update, context)
    elif text != before:
        found, pages = await answered(update, context, text, "edited")
        sent = await sending.replace(context.bot, place_of(update), old.replies, pages)
        await arrived(update, context, found.number, sent)


def shown_for(context: Context, key: str, message: int) -> tuple[Shown | None, str]:
    """Our reply to a message of theirs, if there is one, and what that message said."""
    records = context.bot_data.records
    old = records.shown(key, message)
    question = records.question(old.question_id, key) if old else None
    return old, question.text if question else ""


async def say(update: Update, context: Context, text: str) -> None:
    """Sends one of our own sentences; in a group as a reply."""
    await sending.send(context.bot, place_of(update), rendering.pages(rendering.escaped(text)))
