"""Reads what the inbox must know of an update: its kind, chat and person. Knows no Telegram library."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.records.masking import masked

# Fields a person writes into. Others may look like card numbers and must stay whole:
# callback_query.id has 19 digits.
_WRITTEN = frozenset(
    {"text", "caption", "query", "phone_number", "vcard", "title", "address", "first_name", "last_name"}
)


def kind_of(update: Mapping[str, Any]) -> str:
    """What happened: message, edited_message, callback_query and so on."""
    return next((str(name)[:40] for name in update if name != "update_id"), "empty")


def chat_of(update: Mapping[str, Any]) -> int | None:
    """The chat the update belongs to; the person for updates without one (inline queries)."""
    body = _body(update)
    for place in (body, _inside(body, "message")):
        found = _id(place, "chat")
        if found is not None:
            return found
    return person_of(update)


def person_of(update: Mapping[str, Any]) -> int | None:
    """Who caused the update, if that is known."""
    body = _body(update)
    for name in ("from", "user", "sender_chat", "chat"):
        found = _id(body, name)
        if found is not None:
            return found
    return None


def without_private_numbers(value: Any) -> Any:
    """The same payload with phone and card numbers masked wherever a person writes."""
    if isinstance(value, Mapping):
        return {
            name: masked(item)
            if name in _WRITTEN and isinstance(item, str)
            else without_private_numbers(item)
            for name, item in value.items()
        }
    if isinstance(value, list):
        return [without_private_numbers(item) for item in value]
    return value


def _field(name: str, value: Any) -> Any:
    written = name in _WRITTEN and isinstance(value, str)
    return masked(value) if written else without_private_numbers(value)


def _body(update: Mapping[str, Any]) -> Mapping[str, Any]:
    return _inside(update, kind_of(update))


def _inside(value: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = value.get(name)
    return found if isinstance(found, Mapping) else {}


def _id(value: Mapping[str, Any], name: str) -> int | None:
    number = _inside(value, name).get("id")
    return number if isinstance(number, int) else None
