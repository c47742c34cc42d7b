"""From settings to a running bot and an exit code. Knows neither what is asked nor what is answered.

What handlers/__init__.py offers to it, with the application's default context types:

    register(application, assistant, records, settings) -> None    adds the handlers, before the start
    async introduce(bot, settings) -> None    commands, name, description; once, when Telegram is reached

A handler that raises is called again with the same update: at most TRIES times for an error of its own, as
long as it takes for network errors, RetryAfter and RecordsError. The error handlers of the application run at
the last try only, so they may tell the person. Forbidden (the person blocked the bot) ends the update in
silence. So a handler asks and records first, then sends, and what fails after the send must not escape.
"""

from __future__ import annotations

from bot.conversation.assistant import Assistant

from bot.records.store import Records
from bot.settings import Settings


def run(settings: Settings, assistant: Assistant, records: Records) -> int:
    """The exit code: 0 after SIGTERM or Ctrl-C, 3 for a refused token, 4 for a second instance."""
    raise SystemExit(f"not yet: {settings}{assistant}{records}")
