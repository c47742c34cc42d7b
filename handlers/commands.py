"""What /start, /help, /privacy, /forget and /status do. Knows not how questions are answered."""

from __future__ import annotations

import asyncio

from telegram import InlineKeyboardMarkup, Update

from bot.content.model import Audience, Knowledge
from handlers import callback_data, sending, texts
from handlers.asking import answer, chat_key, place_of, say
from handlers.callback_data import key, named
from handlers.pressing import press_in
from handlers.rendering import Page, Rows, button, escaped, pages
from handlers.services import Context

EXAMPLES: dict[Audience | None, tuple[str, ...]] = {  # entries worth showing first, where they exist
    None: ("tepaiyuan-how", "dairy-members", "hightech-conditions"),
    "farmer": ("tepaiyuan-how", "strawberry-dead", "line-12316"),
    "enterprise": ("hightech-conditions", "rd-overview", "dairy-members"),
}
EXAMPLE_COUNT = 3


async def start(update: Update, context: Context) -> None:
    """Greets, or answers the entry that a link names."""
    entries = context.bot_data.knowledge.entries
    entry = named(context.args[0], entries) if context.args else ""
    if entry:
        await answer(update, context, entries[entry].question, "link", entry)
        return
    records = context.bot_data.records
    audience = await asyncio.to_thread(records.audience, chat_key(update, context))
    await greet(update, context, audience)


async def greet(update: Update, context: Context, audience: Audience | None) -> None:
    """Shows the greeting in a new message."""
    page = greeting(context.bot_data.knowledge, audience)
    await sending.send(context.bot, place_of(update), [page])


def greeting(knowledge: Knowledge, audience: Audience | None) -> Page:
    """The greeting with its buttons."""
    return pages(escaped(start_text(audience)), start_keyboard(knowledge, audience))[0]


def start_text(audience: Audience | None) -> str:
    """The greeting; with the choice, once one is made."""
    chosen = texts.CHOSEN[audience] if audience else texts.NOT_CHOSEN
    return f"{texts.START.format(audience=chosen)}\n\n{texts.TRY}"


def start_keyboard(knowledge: Knowledge, audience: Audience | None) -> InlineKeyboardMarkup:
    """The two audiences, the chosen one ticked, and three example questions."""
    choices = [
        button(texts.TICK * (one == audience) + label, callback_data.I_AM, one)[0]
        for one, label in texts.I_AM.items()
    ]
    return InlineKeyboardMarkup([choices, *example_rows(knowledge, audience)])


def example_rows(knowledge: Knowledge, audience: Audience | None) -> Rows:
    """One row for each example question."""
    entries = knowledge.entries
    return [
        button(entries[entry].label, callback_data.EXAMPLE, key(entry))
        for entry in examples(knowledge, audience)
    ]


def examples(knowledge: Knowledge, audience: Audience | None) -> list[str]:
    """Ids of three entries to begin with: the favourites, else the first overview of each topic."""
    entries = knowledge.entries
    favourites = [entry for entry in EXAMPLES[audience] if entry in entries]
    overviews: dict[str, str] = {}
    for entry in entries.values():
        if entry.kind == "overview" and (audience is None or audience in entry.audience):
            overviews.setdefault(entry.topic, entry.id)
    return list(dict.fromkeys([*favourites, *overviews.values(), *entries]))[:EXAMPLE_COUNT]


async def choose_audience(update: Update, context: Context) -> None:
    """Remembers farmer or enterprise and shows it in the greeting."""
    press, services = press_in(update, context), context.bot_data
    audience: Audience = "farmer" if press.values[0] == "farmer" else "enterprise"
    await asyncio.to_thread(services.records.set_audience, press.key, audience)
    await sending.acknowledge(press.query, texts.CHOSEN[audience])
    page = greeting(services.knowledge, audience)
    await sending.replace(context.bot, press.place, [press.message], [page])


async def help_(update: Update, context: Context) -> None:
    """Tells how to ask."""
    await say(update, context, texts.HELP)


async def group_help(update: Update, context: Context) -> None:
    """Tells a group how to call the bot."""
    await say(update, context, texts.START_GROUP.format(username=context.bot.username))


async def privacy(update: Update, context: Context) -> None:
    """Tells what is kept and for how long."""
    await say(update, context, texts.PRIVACY.format(days=context.bot_data.retention_days))


async def forget(update: Update, context: Context) -> None:
    """Asks whether everything kept of the person shall go."""
    yes = button(texts.FORGET_YES, callback_data.FORGET, "yes")
    no = button(texts.FORGET_NO, callback_data.FORGET, "no")
    asked = pages(escaped(texts.FORGET), InlineKeyboardMarkup([[*yes, *no]]))
    await sending.send(context.bot, place_of(update), asked)


async def forget_or_not(update: Update, context: Context) -> None:
    """Erases everything kept of the person, or nothing."""
    press = press_in(update, context)
    sure = press.values[0] == "yes"
    if sure:
        await asyncio.to_thread(context.bot_data.records.forget, press.query.from_user.id)
    await sending.acknowledge(press.query)
    said = pages(escaped(texts.FORGOTTEN if sure else texts.FORGET_KEPT))
    await sending.replace(context.bot, press.place, [press.message], said)


async def status(update: Update, context: Context) -> None:
    """Tells an administrator what the bot knows and since when it keeps records."""
    knowledge, records = context.bot_data.knowledge, context.bot_data.records
    span = await asyncio.to_thread(records.span)
    oldest = f"{span[0]:%Y-%m-%d}" if span else texts.NO_RECORDS
    sizes = {"entries": len(knowledge.entries), "topics": len(knowledge.topics)}
    await say(update, context, texts.STATUS.format(version=knowledge.version, oldest=oldest, **sizes))


async def unknown(update: Update, context: Context) -> None:
    """Tells that there is no such command."""
    await say(update, context, texts.NOT_A_COMMAND)
