"""How the bot shows itself: commands for each kind of chat, name, description. Knows not what commands do."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Any

import structlog
from telegram import (
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)
from telegram.error import TelegramError
from telegram.ext import ExtBot

from handlers import texts

log = structlog.get_logger(__name__)

Commands = Sequence[tuple[str, str]]


async def present(bot: ExtBot[Any], admins: Iterable[int]) -> None:
    """Sets commands, name and descriptions; what Telegram refuses is logged and left."""
    await set_commands(bot, texts.COMMANDS, BotCommandScopeAllPrivateChats())
    await set_commands(bot, texts.GROUP_COMMANDS, BotCommandScopeAllGroupChats())
    for admin in sorted(admins):
        await set_commands(bot, texts.ADMIN_COMMANDS, BotCommandScopeChat(admin))
    await keep("name", texts.NAME, name_of(bot), bot.set_my_name)
    await keep("description", texts.DESCRIPTION, description_of(bot), bot.set_my_description)
    await keep("short_description", texts.SHORT_DESCRIPTION, short_of(bot), bot.set_my_short_description)


async def set_commands(bot: ExtBot[Any], commands: Commands, scope: BotCommandScope) -> None:
    """Sets the commands of one kind of chat; fails for an administrator who has never written to the bot."""
    try:
        await bot.set_my_commands(list(commands), scope=scope)
    except TelegramError as error:
        log.warning("commands_not_set", scope=scope.type, error=str(error))


async def keep(what: str, wanted: str, get: Callable[[], Awaitable[str]], change: Callable[..., Any]) -> None:
    """Changes a text only where it differs: Telegram allows a new name a few times a day."""
    try:
        if await get() != wanted:
            await change(wanted)
    except TelegramError as error:
        log.warning("introduction_not_set", what=what, error=str(error))


def name_of(bot: ExtBot[Any]) -> Callable[[], Awaitable[str]]:
    """A way to ask for the present name."""

    async def get() -> str:
        return (await bot.get_my_name()).name

    return get


def description_of(bot: ExtBot[Any]) -> Callable[[], Awaitable[str]]:
    """A way to ask for the present description."""

    async def get() -> str:
        return (await bot.get_my_description()).description

    return get


def short_of(bot: ExtBot[Any]) -> Callable[[], Awaitable[str]]:
    """A way to ask for the present short description."""

    async def get() -> str:
        return (await bot.get_my_short_description()).short_description

    return get
