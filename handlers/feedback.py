"""Verdicts on replies and the reasons for them. Knows not what becomes of them."""

from __future__ import annotations

import asyncio
import dataclasses

from telegram import Update

from bot.records.store import StoredQuestion, Verdict
from handlers import sending, texts
from handlers.asking import chat_key, in_group, message_in, say
from handlers.pressing import Press, press_in
from handlers.services import Context


async def up(update: Update, context: Context) -> None:
    """Keeps a 👍."""
    await judged(update, context, "up", texts.THANKS_UP)


async def down(update: Update, context: Context) -> None:
    """Keeps a 👎 and asks what is wrong."""
    question = await judged(update, context, "down", texts.THANKS_DOWN)
    if question is not None:
        await ask_reason(context, press_in(update, context), question)


async def ask_reason(context: Context, press: Press, question: StoredQuestion) -> None:
    """Asks what is wrong, in a message the person's app replies to by itself."""
    records, below = context.bot_data.records, dataclasses.replace(press.place, quoted=press.message)
    prompt = await sending.ask_back(context.bot, below, texts.WHAT_IS_WRONG, texts.WHAT_IS_WRONG_HINT)
    await asyncio.to_thread(records.show, question.id, question.chat, press.message, [prompt], "prompt")


async def none_of_these(update: Update, context: Context) -> None:
    """Keeps that no suggestion fits, and says what else can be done."""
    if await judged(update, context, "none_of_these", texts.THANKS_NONE):
        await say(update, context, texts.NONE_ADVICE)


async def judged(update: Update, context: Context, verdict: Verdict, thanks: str) -> StoredQuestion | None:
    """The question whose reply was judged; None when this person never asked it, or it is forgotten."""
    press, records = press_in(update, context), context.bot_data.records
    number = int(press.values[0])
    question = await asyncio.to_thread(records.question, number, press.key)
    if question is None:
        await sending.acknowledge(press.query, texts.NOT_YOURS if in_group(update) else texts.TOO_OLD)
        return None
    await asyncio.to_thread(records.record_feedback, number, verdict)
    await sending.acknowledge(press.query, thanks)
    return question


async def reason(update: Update, context: Context) -> None:
    """Keeps what a person writes in reply to our question what is wrong."""
    message, records = message_in(update), context.bot_data.records
    prompt = message.reply_to_message
    key = chat_key(update, context)
    shown = await asyncio.to_thread(records.shown_as, key, prompt.message_id) if prompt else None
    written = message.text or message.caption or ""
    if shown is None or not written:
        await say(update, context, texts.REASON_TEXT_ONLY if shown else texts.TOO_OLD)
        return
    await asyncio.to_thread(records.record_feedback, shown.question_id, "down", written)
    await say(update, context, texts.REASON_KEPT)
