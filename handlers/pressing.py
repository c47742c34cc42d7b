"""A press on a button, taken apart. Knows not what the button does."""

from __future__ import annotations

import dataclasses

from telegram import CallbackQuery, Update

from handlers.asking import chat_key, place_of
from handlers.sending import Place
from handlers.services import Context


@dataclasses.dataclass(frozen=True, slots=True)
class Press:
    """Who pressed what, and where."""

    query: CallbackQuery
    values: tuple[str, ...]  # what the button's data carries
    place: Place
    message: int  # the message the button is under; it may be gone by now
    key: str  # of the person's conversation in this chat


def press_in(update: Update, context: Context) -> Press:
    """The press of an update that has one; the handlers' table sees to that."""
    query = update.callback_query
    if query is None or query.message is None:
        raise ValueError("a press without a message")
    values = context.match.groups() if context.match else ()
    return Press(query, values, place_of(update), query.message.message_id, chat_key(update, context))
