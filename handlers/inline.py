"""Inline mode: @name and a question in any chat. Knows not how replies are found."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator
from typing import assert_never

import structlog
from telegram import (
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
    Update,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.conversation.messages import Answer, Chat, NoAnswer, Part, Question, Routed, Suggestions
from handlers import texts
from handlers.asking import CHANNEL
from handlers.callback_data import key
from handlers.commands import examples
from handlers.rendering import escaped, sources
from handlers.services import Context, Services
from handlers.splitting import pages

log = structlog.get_logger(__name__)

MOST = 5  # results shown
SECONDS = 300  # Telegram may show the same results to everybody for this long
TEASER = 60  # characters of the answer under a result's title
START = "inline"  # what the button below the results starts the bot with


async def inline(update: Update, context: Context) -> None:
    """Offers answers to what was typed so far; nothing of it is written down."""
    query = update.inline_query
    if query is None:
        return
    found = await asyncio.to_thread(results, context.bot_data, query.id, query.query)
    more = InlineQueryResultsButton(texts.INLINE_MORE, start_parameter=START)
    try:
        await query.answer(found, cache_time=SECONDS, is_personal=False, button=more)
    except BadRequest as error:  # the person typed on: nobody waits for this answer any more
        log.info("inline_too_old", error=str(error))


def results(services: Services, number: str, text: str) -> list[InlineQueryResultArticle]:
    """Answers to the text, then to the questions offered instead; examples for an empty text."""
    parts = parts_for(services, number, text) if text.strip() else ()
    direct = [article(services, part) for part in parts if isinstance(part, Answer)]
    offered = offers(parts) if text.strip() else examples(services.knowledge, None)
    found = [*direct, *(one for entry in offered for one in entry_articles(services, number, entry))]
    return list({one.id: one for one in found}.values())[:MOST]


def parts_for(services: Services, number: str, text: str, entry: str = "") -> tuple[Part, ...]:
    """The parts of a reply in a conversation of its own, worded for everybody."""
    question = Question(text, f"inline-{number}", services.now(), None, CHANNEL, "inline", entry)
    return services.assistant.reply(question).parts


def offers(parts: Iterable[Part]) -> Iterator[str]:
    """Ids of the entries that the parts offer to ask instead."""
    for part in parts:
        match part:
            case Suggestions() | NoAnswer() | Routed():
                yield from (choice.entry for choice in part.choices)
            case Answer() | Chat():
                pass
            case _:
                assert_never(part)


def entry_articles(services: Services, number: str, entry: str) -> Iterator[InlineQueryResultArticle]:
    """The result for an entry, with the warnings and sources its answer has."""
    parts = parts_for(services, number, services.knowledge.entries[entry].question, entry)
    return (article(services, part) for part in parts if isinstance(part, Answer))


def article(services: Services, answer: Answer) -> InlineQueryResultArticle:
    """What the person can put into the chat."""
    question = services.knowledge.entries[answer.entry].question
    said = "\n".join([f"<b>{escaped(question)}</b>", escaped(answer.text), *sources(answer)])
    content = InputTextMessageContent(
        next(pages(said)), ParseMode.HTML, link_preview_options=LinkPreviewOptions(is_disabled=True)
    )
    return InlineQueryResultArticle(key(answer.entry), question, content, description=answer.text[:TEASER])
