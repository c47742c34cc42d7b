"""What the buttons under a reply do: pick, show more, switch wording. Knows not how replies are found."""

from __future__ import annotations

import asyncio

import structlog
from telegram import Update

from bot.content.model import Audience
from bot.conversation.messages import Answer, Asked, Question, Reply
from bot.errors import RecordsError
from handlers import rendering, sending, texts
from handlers.asking import CHANNEL, answer
from handlers.callback_data import named
from handlers.pressing import Press, press_in
from handlers.rendering import escaped, pages
from handlers.services import Context

log = structlog.get_logger(__name__)

AUDIENCES: dict[str, Audience] = {"f": "farmer", "e": "enterprise"}


async def suggestion(update: Update, context: Context) -> None:
    """Answers the suggestion that was picked."""
    await picked(update, context, "suggestion")


async def related(update: Update, context: Context) -> None:
    """Answers the related question that was picked."""
    await picked(update, context, "related")


async def picked(update: Update, context: Context, asked: Asked) -> None:
    """Answers the entry behind the button and keeps that it was chosen."""
    press = press_in(update, context)
    number, wanted = press.values
    if await ask_entry(update, context, wanted, asked):
        try:
            await asyncio.to_thread(keep_choice, context, press, int(number), wanted)
        except RecordsError as error:  # the answer is out already
            log.error("choice_not_kept", number=number, error=str(error))  # noqa: TRY400


def keep_choice(context: Context, press: Press, number: int, wanted: str) -> None:
    """Writes down the choice, if this person was offered it."""
    records, entry = context.bot_data.records, named(wanted, context.bot_data.knowledge.entries)
    question = records.question(number, press.key)
    if question is not None and entry in question.offers:
        records.record_choice(number, entry)


async def example(update: Update, context: Context) -> None:
    """Answers an example question of the greeting."""
    await ask_entry(update, context, press_in(update, context).values[0], "example")


async def topic_entry(update: Update, context: Context) -> None:
    """Answers a question of the menu."""
    await ask_entry(update, context, press_in(update, context).values[0], "topic")


async def ask_entry(update: Update, context: Context, wanted: str, asked: Asked) -> bool:
    """Whether the entry still exists and was answered; says so when it does not."""
    press, entries = press_in(update, context), context.bot_data.knowledge.entries
    entry = named(wanted, entries)
    await sending.acknowledge(press.query, "" if entry else texts.CHANGED)
    if entry:
        await answer(update, context, entries[entry].question, asked, entry)
    return bool(entry)


async def full(update: Update, context: Context) -> None:
    """Sends the long text of an answer."""
    press = press_in(update, context)
    found = await looked_up(context, press, press.values[1], None)
    long = "\n\n".join(part.full for part in found.parts if isinstance(part, Answer)) if found else ""
    await sending.acknowledge(press.query, "" if long else texts.CHANGED)
    await sending.send(context.bot, press.place, pages(escaped(long)))


async def wording(update: Update, context: Context) -> None:
    """Shows the same answer in the other audience's words, in its place."""
    press = press_in(update, context)
    number, audience, wanted = press.values
    found = await looked_up(context, press, wanted, AUDIENCES[audience])
    await sending.acknowledge(press.query, "" if found else texts.CHANGED)
    if found:
        shown = rendering.pages_of(context.bot_data.titled(found, int(number)), context.bot.username)
        await sending.replace(context.bot, press.place, [press.message], shown)


async def looked_up(context: Context, press: Press, wanted: str, audience: Audience | None) -> Reply | None:
    """The reply for an entry that was answered before; None when the entry is gone."""
    services = context.bot_data
    entry = services.knowledge.entries.get(named(wanted, services.knowledge.entries))
    if entry is None:
        return None
    question = Question(entry.question, press.key, services.now(), audience, CHANNEL, "related", entry.id)
    return await asyncio.to_thread(services.looked_up, question)


async def outdated(update: Update, context: Context) -> None:  # noqa: ARG001 - the shape of all handlers
    """Answers a press on a button we do not know: forged, or from an earlier version."""
    if update.callback_query:
        await sending.acknowledge(update.callback_query, texts.TOO_OLD)
