"""A Reply as Telegram shows it: HTML and buttons. Knows neither network nor records."""

from __future__ import annotations

import dataclasses
import html
import itertools
import urllib.parse
from collections.abc import Iterable, Iterator
from typing import assert_never

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.conversation.messages import Answer, Chat, Choice, NoAnswer, Part, Reply, Routed, Suggestions
from handlers import callback_data, splitting, texts
from handlers.callback_data import Data, key
from handlers.services import Answered

LABEL = 14  # characters on a button; a phone shows no more

Row = list[InlineKeyboardButton]
Rows = list[Row]


@dataclasses.dataclass(frozen=True, slots=True)
class Page:
    """One message to send."""

    html: str
    keyboard: InlineKeyboardMarkup | None = None


def pages_of(answered: Answered, username: str) -> tuple[Page, ...]:
    """The messages of a reply; the buttons are under the last one."""
    return pages(html_of(answered.reply), InlineKeyboardMarkup(rows_of(answered, username)))


def pages(text: str, keyboard: InlineKeyboardMarkup | None = None) -> tuple[Page, ...]:
    """The text in messages Telegram accepts; the buttons are under the last one."""
    cut = list(splitting.pages(text))
    if keyboard is not None and not keyboard.inline_keyboard:
        keyboard = None
    return tuple(Page(page, keyboard if page is cut[-1] else None) for page in cut)


def html_of(reply: Reply) -> str:
    """The text of a reply; suggestions are numbered, their buttons being short."""
    numbers = itertools.count(1)
    return "\n\n".join(part_html(part, numbers) for part in reply.parts)


def part_html(part: Part, numbers: Iterator[int]) -> str:
    """The text of one part, escaped; takes a number for each of its choices."""
    match part:
        case Answer():
            skip(part.related, numbers)
            return "\n".join([escaped(part.text), *sources(part)])
        case Suggestions():
            return "\n".join([escaped(part.lead), *numbered(part.choices, numbers)])
        case NoAnswer() | Routed():
            skip(part.choices, numbers)
            return escaped(part.text)
        case Chat():
            return escaped(part.text)
        case _:
            assert_never(part)


def escaped(text: str) -> str:
    """The text with what HTML would misread made harmless."""
    return html.escape(text, quote=False)


def sources(answer: Answer) -> list[str]:
    """The source line, in italics; none when the answer has none."""
    return [f"<i>{escaped(answer.source_line)}</i>"] if answer.source_line else []


def skip(choices: Iterable[Choice], numbers: Iterator[int]) -> None:
    """Uses up the numbers of choices that stand on buttons only; typed, they pick those too."""
    for _ in choices:
        next(numbers)


def numbered(choices: Iterable[Choice], numbers: Iterator[int]) -> Iterator[str]:
    """One line a choice, with its number."""
    return (f"{number}. {escaped(choice.question)}" for choice, number in zip(choices, numbers, strict=False))


def rows_of(answered: Answered, username: str) -> Rows:
    """The buttons of a reply, row by row."""
    numbers = itertools.count(1)
    rows = [row for part in answered.reply.parts for row in part_rows(part, answered.number, numbers)]
    return [*rows, *last_rows(answered, username)]


def part_rows(part: Part, number: int, numbers: Iterator[int]) -> Rows:
    """The buttons of one part: the long text and everything that can be picked."""
    match part:
        case Answer():
            full = [button(texts.FULL, callback_data.FULL, number, key(part.entry))] if part.full else []
            return [*full, *choice_rows(part.related, callback_data.RELATED, number, numbers)]
        case Suggestions() | NoAnswer() | Routed():
            return choice_rows(part.choices, callback_data.SUGGESTION, number, numbers)
        case Chat():
            return []
        case _:
            assert_never(part)


def choice_rows(choices: Iterable[Choice], data: Data, number: int, numbers: Iterator[int]) -> Rows:
    """One row a choice, with the number it has in the text."""
    return [
        button(f"{place}. {choice.label[:LABEL]}", data, number, key(choice.entry))
        for choice, place in zip(choices, numbers, strict=False)
    ]


def last_rows(answered: Answered, username: str) -> Rows:
    """What can be done with the reply itself: none of these, verdicts, other wording, sharing."""
    parts, number = answered.reply.parts, answered.number
    rows: Rows = []
    if any(isinstance(part, Suggestions | NoAnswer) and part.choices for part in parts):
        rows.append(button(texts.NONE_OF_THESE, callback_data.NONE_OF_THESE, number))
    if any(isinstance(part, Answer | NoAnswer | Routed) for part in parts):
        rows.append(
            [*button(texts.UP, callback_data.UP, number), *button(texts.DOWN, callback_data.DOWN, number)]
        )
    if len(parts) == 1 and isinstance(parts[0], Answer):
        rows[-1] += [*wording(parts[0], number), *share(answered.title, parts[0], username)]
    return rows


def button(label: str, data: Data, *values: str | int) -> Row:
    """A row with one button."""
    return [InlineKeyboardButton(label, callback_data=data(*values))]


def wording(answer: Answer, number: int) -> Row:
    """The switch to the other audience's wording, where there is one."""
    other = answer.other_audience
    if other is None:
        return []
    return button(texts.WORDING[other], callback_data.WORDING, number, other[0], key(answer.entry))


def share(title: str, answer: Answer, username: str) -> Row:
    """The button that sends a link to this very answer to somebody else."""
    link = f"https://t.me/{username}?start={key(answer.entry)}"
    text = texts.SHARE_TEXT.format(question=title)
    query = urllib.parse.urlencode({"url": link, "text": text})
    return [InlineKeyboardButton(texts.SHARE, url=f"https://t.me/share/url?{query}")]
