"""The /topics menu: topics, subjects, questions, page by page. Knows not how questions are answered."""

from __future__ import annotations

import html
from collections.abc import Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update

from bot.content.model import Knowledge, Subject
from handlers import callback_data, sending, texts
from handlers.asking import place_of
from handlers.callback_data import Data, key, named
from handlers.pressing import Press, press_in
from handlers.rendering import LABEL, Page, Rows, button, pages
from handlers.services import Context

PER_PAGE = 8
PER_ROW = 2  # topic titles are short


async def topics(update: Update, context: Context) -> None:
    """Shows the topics in a new message."""
    await sending.send(context.bot, place_of(update), [topics_page(context.bot_data.knowledge)])


async def back_to_topics(update: Update, context: Context) -> None:
    """Shows the topics in place of what the menu showed."""
    await turn(context, press_in(update, context), topics_page(context.bot_data.knowledge))


async def topic(update: Update, context: Context) -> None:
    """Shows a page of a topic's subjects."""
    press = press_in(update, context)
    wanted, number = press.values
    await turn(context, press, topic_page(context.bot_data.knowledge, wanted, int(number)))


async def subject(update: Update, context: Context) -> None:
    """Shows a page of a subject's questions."""
    press = press_in(update, context)
    wanted, number = press.values
    await turn(context, press, subject_page(context.bot_data.knowledge, wanted, int(number)))


async def turn(context: Context, press: Press, page: Page | None) -> None:
    """Shows another page in the menu's message; the topics when that page is gone."""
    await sending.acknowledge(press.query, "" if page else texts.CHANGED)
    shown = page or topics_page(context.bot_data.knowledge)
    await sending.replace(context.bot, press.place, [press.message], [shown])


def topics_page(knowledge: Knowledge) -> Page:
    """All topics that have something to show."""
    filled = {entry.topic for entry in knowledge.entries.values()}
    shown = [one for one in knowledge.topics if one.id in filled]
    buttons = [button(one.title, callback_data.TOPIC, key(one.id), 0)[0] for one in shown]
    rows = [buttons[start : start + PER_ROW] for start in range(0, len(buttons), PER_ROW)]
    return menu_page(texts.TOPICS if rows else texts.NO_TOPICS, rows)


def topic_page(knowledge: Knowledge, wanted: str, number: int) -> Page | None:
    """A page of the subjects that have questions in this topic; None when there are none."""
    found = next((one for one in knowledge.topics if key(one.id) == wanted), None)
    if found is None:
        return None
    held = dict.fromkeys(entry.subject for entry in knowledge.entries.values() if entry.topic == found.id)
    subjects = [knowledge.subjects[one] for one in held]
    rows = [button(short_name(one), callback_data.SUBJECT, key(one.id), 0) for one in subjects]
    title = texts.TOPIC.format(title=found.title, about=found.about) if found.about else found.title
    return listed(title, leaf(rows, number, callback_data.TOPIC, wanted), callback_data.TOPICS())


def short_name(subject: Subject) -> str:
    """The name as a button can show it: the longest of its short names when the full one does not fit."""
    if len(subject.name) <= LABEL:
        return subject.name
    fitting = [name for name in subject.aliases if len(name) <= LABEL]
    return max(fitting, key=len, default=f"{subject.name[: LABEL - 1]}…")


def subject_page(knowledge: Knowledge, wanted: str, number: int) -> Page | None:
    """A page of a subject's questions; None when the subject is gone."""
    found = knowledge.subjects.get(named(wanted, knowledge.subjects))
    if found is None:
        return None
    entries = [entry for entry in knowledge.entries.values() if entry.subject == found.id]
    rows = [button(entry.label, callback_data.TOPIC_ENTRY, key(entry.id)) for entry in entries]
    title, back = texts.SUBJECT.format(subject=found.name), callback_data.TOPIC(key(found.topic), 0)
    return listed(title, leaf(rows, number, callback_data.SUBJECT, wanted), back)


def leaf(rows: Rows, number: int, data: Data, wanted: str) -> Rows:
    """One page of the rows, the last of them the ways to its neighbours; nothing of nothing."""
    last = (len(rows) - 1) // PER_PAGE
    number = min(number, last)
    before = button(texts.BEFORE, data, wanted, number - 1) if number > 0 else []
    after = button(texts.NEXT, data, wanted, number + 1) if number < last else []
    return [*rows[number * PER_PAGE : (number + 1) * PER_PAGE], [*before, *after]] if rows else []


def listed(title: str, rows: Rows, back: str) -> Page | None:
    """The page with its way back; None when it is empty."""
    if not rows:
        return None
    way = InlineKeyboardButton(texts.BACK, callback_data=back)
    return menu_page(title, [*rows[:-1], [*rows[-1], way]])


def menu_page(title: str, rows: Sequence[Sequence[InlineKeyboardButton]]) -> Page:
    """The message of the menu."""
    return pages(html.escape(title, quote=False), InlineKeyboardMarkup(rows))[0]
