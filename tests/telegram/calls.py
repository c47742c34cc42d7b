"""What is wrong with a call of the Bot API: names, types, lengths. Knows nothing of this project."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, get_args

from aiogram import methods as bot_api
from aiogram.methods import TelegramMethod
from pydantic import BaseModel, ValidationError

from tests.telegram.telegram_html import UnparsableHtmlError, plain, utf16

MODELS: dict[str, type[TelegramMethod[Any]]] = {
    model.__api_method__: model
    for model in vars(bot_api).values()
    if isinstance(model, type) and issubclass(model, TelegramMethod) and hasattr(model, "__api_method__")
}
# Where a length is limited: (method or *, path of keys) → shortest, longest, in UTF-16 units.
LENGTHS: dict[tuple[str, str], tuple[int, int]] = {
    ("sendMessage", "text"): (1, 4096),
    ("editMessageText", "text"): (1, 4096),
    ("answerCallbackQuery", "text"): (0, 200),
    ("setMyName", "name"): (0, 64),
    ("setMyDescription", "description"): (0, 512),
    ("setMyShortDescription", "short_description"): (0, 120),
    ("setMyCommands", "commands"): (0, 100),
    ("setMyCommands", "commands.command"): (1, 32),
    ("setMyCommands", "commands.description"): (1, 256),
    ("answerInlineQuery", "results"): (0, 50),
    ("answerInlineQuery", "results.id"): (1, 64),
    ("answerInlineQuery", "results.title"): (1, 256),
    ("answerInlineQuery", "results.input_message_content.message_text"): (1, 4096),
    ("setWebhook", "secret_token"): (1, 256),
    ("*", "reply_markup.inline_keyboard.text"): (1, 64),
    ("*", "reply_markup.inline_keyboard.callback_data"): (1, 64),
    ("*", "reply_markup.inline_keyboard.copy_text.text"): (1, 256),
    ("*", "reply_markup.inline_keyboard.switch_inline_query"): (0, 256),
    ("*", "reply_markup.inline_keyboard.url"): (1, 2048),
    ("*", "reply_markup.input_field_placeholder"): (1, 64),
}
IN_BYTES = frozenset({"callback_data"})  # counted as UTF-8 bytes instead
FORMATTED = frozenset({"text", "message_text"})  # counted after entity parsing


def mistakes(method: str, fields: dict[str, Any]) -> list[str]:
    """One sentence for each thing Telegram could refuse; empty for a proper call."""
    if method not in MODELS:
        return [f"{method}: no such method"]
    model = MODELS[method]
    values = {name: decoded(model, name, value) for name, value in fields.items()}
    unknown = [f"{method}: no field {name}" for name in values if name not in model.model_fields]
    return unknown + list(wrong_types(method, model, values)) + list(wrong_lengths(method, "", values))


def decoded(model: type[BaseModel], name: str, value: Any) -> Any:
    """The value as it was before it was put into a form."""
    field = model.model_fields.get(name)
    if field is None or not isinstance(value, str) or str in (field.annotation, *get_args(field.annotation)):
        return value
    return json.loads(value) if value[:1] in {"{", "["} else value


def wrong_types(method: str, model: type[BaseModel], values: dict[str, Any]) -> Iterator[str]:
    """Missing fields, wrong types, and names that a nested object does not have."""
    known = {name: value for name, value in values.items() if name in model.model_fields}
    try:
        yield from (f"{method}: {name}" for name in unknown_inside(model.model_validate(known)))
    except ValidationError as error:
        for problem in error.errors():
            yield f"{method}: {'.'.join(map(str, problem['loc']))}: {problem['msg']}"


def unknown_inside(value: Any) -> Iterator[str]:
    """The names in nested objects that the Bot API does not know."""
    if isinstance(value, BaseModel):
        for name in value.model_extra or ():
            yield f"no field {name} in {type(value).__name__}"
        for name in type(value).model_fields:
            yield from unknown_inside(getattr(value, name))
    elif isinstance(value, list | tuple):
        for item in value:
            yield from unknown_inside(item)


def wrong_lengths(method: str, path: str, value: Any, parse_mode: str = "") -> Iterator[str]:
    """Values shorter or longer than the table allows, at any depth."""
    limits = LENGTHS.get((method, path)) or LENGTHS.get(("*", path))
    if limits and not limits[0] <= length(path, value, parse_mode) <= limits[1]:
        yield f"{method}: {path} is {length(path, value, parse_mode)} long, not {limits[0]} to {limits[1]}"
    if isinstance(value, dict):
        mode = value.get("parse_mode", parse_mode)
        for name, inner in value.items():
            yield from wrong_lengths(method, f"{path}.{name}".lstrip("."), inner, mode)
    elif isinstance(value, list):
        for inner in value:
            deeper = (
                [] if isinstance(inner, str | int) else wrong_lengths_of_item(method, path, inner, parse_mode)
            )
            yield from deeper


def wrong_lengths_of_item(method: str, path: str, item: Any, parse_mode: str) -> Iterator[str]:
    """The same for one item of a list, whose own length the list's limit does not mean."""
    if isinstance(item, list):
        for inner in item:
            yield from wrong_lengths_of_item(method, path, inner, parse_mode)
    elif isinstance(item, dict):
        mode = item.get("parse_mode", parse_mode)
        for name, inner in item.items():
            yield from wrong_lengths(method, f"{path}.{name}", inner, mode)


def length(path: str, value: Any, parse_mode: str) -> int:
    """The length as Telegram counts it at this place."""
    name = path.rpartition(".")[2]
    if isinstance(value, list):
        return len(value)
    if name in IN_BYTES:
        return len(str(value).encode())
    try:
        return utf16(plain(value) if name in FORMATTED and parse_mode == "HTML" else str(value))
    except UnparsableHtmlError:
        return utf16(str(value))
