"""Runs the bot on Telegram. Knows neither what is asked nor what is answered."""

from handlers.runtime.run import run

__all__ = ["run"]
