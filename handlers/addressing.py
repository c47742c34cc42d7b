"""Whether a message is meant for the bot, and what is left of it. Knows not what it asks."""

from __future__ import annotations

import re
from collections import OrderedDict

from telegram import Message, MessageEntity
from telegram.constants import ChatType
from telegram.ext import filters

from handlers import texts

ALBUMS = 1000  # albums remembered at a time; the pictures of one arrive together


class Addressed(filters.MessageFilter):
    """Private messages; in groups only those that mention, command or answer the bot."""

    def filter(self, message: Message) -> bool:
        """Whether the bot is meant."""
        if message.chat.type == ChatType.PRIVATE:
            return True
        answered = message.reply_to_message
        if answered and answered.from_user and answered.from_user.id == message.get_bot().id:
            return True
        return mentioned(message)


class LaterInAlbum(filters.MessageFilter):
    """The second and further pictures of an album: the first was answered."""

    def __init__(self) -> None:
        super().__init__()
        self._first: OrderedDict[str, int] = OrderedDict()

    def filter(self, message: Message) -> bool:
        """Whether another message of the same album came before; the same one again is no later one."""
        if not message.media_group_id or message.caption:
            return False
        first = self._first.setdefault(message.media_group_id, message.message_id)
        if len(self._first) > ALBUMS:
            self._first.popitem(last=False)
        return first != message.message_id


class AnswersPrompt(filters.MessageFilter):
    """Answers to our question what is wrong."""

    def filter(self, message: Message) -> bool:
        """Whether the message replies to the prompt."""
        prompt = message.reply_to_message
        ours = prompt and prompt.from_user and prompt.from_user.id == message.get_bot().id
        return bool(ours and prompt and prompt.text == texts.WHAT_IS_WRONG)


def mentioned(message: Message) -> bool:
    """Whether @name, a link to the bot or /command@name is in the text or caption."""
    bot = message.get_bot()
    found = message.parse_entities() | message.parse_caption_entities()
    at = f"@{bot.username}".lower()
    return any(
        (entity.type == MessageEntity.MENTION and words.lower() == at)
        or (entity.type == MessageEntity.BOT_COMMAND and words.lower().endswith(at))
        or (entity.type == MessageEntity.TEXT_MENTION and entity.user and entity.user.id == bot.id)
        for entity, words in found.items()
    )


def words_of(message: Message) -> str:
    """The text or caption without the bot's name."""
    words = message.text or message.caption or ""
    name = rf"@{re.escape(message.get_bot().username)}(?![A-Za-z0-9_])"
    return re.sub(name, " ", words, flags=re.IGNORECASE).strip()
