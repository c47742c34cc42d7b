"""Telegram's side of the bot: the one ordered table of handlers. Knows not what they do."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from telegram import Update
from telegram.ext import (
    Application,
    BaseHandler,
    CallbackQueryHandler,
    CommandHandler,
    ExtBot,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from bot.conversation.assistant import Assistant
from bot.records.store import Records
from bot.settings import Settings
from handlers import (
    asking,
    callback_data,
    commands,
    feedback,
    inline,
    introduction,
    media,
    menu,
    presses,
    trouble,
)
from handlers.addressing import Addressed, AnswersPrompt, LaterInAlbum
from handlers.services import Context, Services

NEW = filters.UpdateType.MESSAGE
EDITED = filters.UpdateType.EDITED_MESSAGE
PRIVATE = NEW & filters.ChatType.PRIVATE
Row = tuple[BaseHandler[Any, Context, Any], str]


def table(admins: Collection[int]) -> list[Row]:
    """Every handler with the reason for its place: an update goes to the first row that wants it."""
    ours = Addressed()
    words = filters.TEXT | filters.CAPTION
    return [
        # buttons: each has data of its own, the last row takes the rest
        (pressed(presses.suggestion, callback_data.SUGGESTION), "pressed most often"),
        (pressed(presses.related, callback_data.RELATED), "a question that leads on"),
        (pressed(presses.full, callback_data.FULL), "the long text"),
        (pressed(presses.wording, callback_data.WORDING), "the other audience's words"),
        (
            pressed(feedback.none_of_these, callback_data.NONE_OF_THESE),
            "shows what is missing",
        ),
        (pressed(feedback.up, callback_data.UP), "a verdict"),
        (pressed(feedback.down, callback_data.DOWN), "a verdict that asks for its reason"),
        (pressed(commands.choose_audience, callback_data.I_AM), "farmer or enterprise, in the greeting"),
        (pressed(presses.example, callback_data.EXAMPLE), "an example, in the greeting"),
        (pressed(menu.back_to_topics, callback_data.TOPICS), "the menu's first level"),
        (pressed(menu.topic, callback_data.TOPIC), "its second level"),
        (pressed(menu.subject, callback_data.SUBJECT), "its third level"),
        (pressed(presses.topic_entry, callback_data.TOPIC_ENTRY), "a question of the menu"),
        (pressed(commands.forget_or_not, callback_data.FORGET), "the confirmation of /forget"),
        (CallbackQueryHandler(presses.outdated), "forged or old data: never let a button turn for ever"),
        # commands: before questions, for a command is a text too
        (CommandHandler("start", commands.start, PRIVATE), "greeting and deep links"),
        (CommandHandler("help", commands.help_, PRIVATE), "how to ask"),
        (CommandHandler("topics", menu.topics, NEW), "works in groups too"),
        (CommandHandler("privacy", commands.privacy, PRIVATE), "what is kept"),
        (CommandHandler("forget", commands.forget, PRIVATE), "erases in private only"),
        (CommandHandler("status", commands.status, PRIVATE & filters.User(admins)), "for administrators"),
        (CommandHandler(["start", "help"], commands.group_help, NEW), "in groups: how to call the bot"),
        (MessageHandler(NEW & filters.COMMAND & ours, commands.unknown), "a slip is no question"),
        (MessageHandler(filters.COMMAND, ignore), "commands of other bots, and edited commands"),
        # messages
        (MessageHandler(filters.VIA_BOT | filters.StatusUpdate.ALL, ignore), "nobody asks anything here"),
        (MessageHandler(NEW & ours & LaterInAlbum(), ignore), "an album is answered once"),
        (MessageHandler((NEW | EDITED) & AnswersPrompt(), feedback.reason), "a reason is no question"),
        (MessageHandler(EDITED & ours & words, asking.on_edited), "changes the old answer"),
        (MessageHandler(NEW & ours & words, asking.on_text), "questions, captions included"),
        *(row(NEW & ours & kind, said) for kind, said in media.REPLIES),
        (InlineQueryHandler(inline.inline), "questions in other chats"),
    ]


def row(wanted: filters.BaseFilter, said: str) -> Row:
    """The row for something the bot cannot read."""
    return MessageHandler(wanted, media.telling(said)), "never silence"


class Button(CallbackQueryHandler[Context, Any]):
    """Takes presses on buttons under messages; ours are nowhere else."""

    def check_update(self, update: object) -> bool | object | None:
        """The match of the button's data; None for another button."""
        query = update.callback_query if isinstance(update, Update) else None
        return super().check_update(update) if query and query.message else None


def pressed(handler: Any, data: callback_data.Data) -> Button:
    """A handler for the buttons with this kind of data."""
    return Button(handler, pattern=data.pattern)


async def ignore(update: object, context: Context) -> None:
    """Takes an update that wants no reply."""


def register(
    application: Application[Any, Any, Any, Any, Any, Any],
    assistant: Assistant,
    records: Records,
    settings: Settings,
) -> None:
    """Adds the table and the services its handlers use to the application."""
    application.bot_data = Services(assistant, records, settings.retention_days)
    application.add_handlers([handler for handler, _ in table(settings.bot_admins)])
    application.add_error_handler(trouble.trouble)


async def introduce(bot: ExtBot[Any], settings: Settings) -> None:
    """Shows commands, name and descriptions in Telegram."""
    await introduction.present(bot, settings.bot_admins)
