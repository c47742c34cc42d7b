"""What stands behind the buttons: short data with stable ids. Knows not what pressing them does."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

LONGEST_KEY = 44  # so that the longest data stays below Telegram's 64 bytes
KEY = rf"([A-Za-z0-9_-]{{1,{LONGEST_KEY}}})"
NUMBER = r"(\d{1,15})"
PAGE = r"(\d{1,3})"


class Data:
    """The data of one kind of button: a letter, then values of known shape."""

    def __init__(self, letter: str, *shapes: str) -> None:
        self._letter = letter
        self.pattern = re.compile("^" + ":".join((letter, *shapes)) + "$", re.ASCII)

    def __call__(self, *values: str | int) -> str:
        """The data for these values."""
        return ":".join((self._letter, *map(str, values)))


SUGGESTION = Data("s", NUMBER, KEY)  # number of the question that offered it, entry
RELATED = Data("r", NUMBER, KEY)
FULL = Data("f", NUMBER, KEY)
WORDING = Data("w", NUMBER, "([fe])", KEY)
NONE_OF_THESE = Data("n", NUMBER)
UP = Data("u", NUMBER)
DOWN = Data("d", NUMBER)
I_AM = Data("a", "(farmer|enterprise)")
EXAMPLE = Data("e", KEY)
TOPICS = Data("t")
TOPIC = Data("l", KEY, PAGE)
SUBJECT = Data("p", KEY, PAGE)
TOPIC_ENTRY = Data("q", KEY)
FORGET = Data("x", "(yes|no)")


def key(name: str) -> str:
    """The id as buttons and links carry it: made of their few characters and never too long."""
    proper = name.replace(".", "D")  # ids are lower case, so a D is free to mean the dot of a fact's id
    if len(proper) <= LONGEST_KEY:
        return proper
    digest = hashlib.blake2b(name.encode(), digest_size=6).hexdigest()
    return f"{proper[: LONGEST_KEY - len(digest) - 1]}H{digest}"


def named(wanted: str, names: Iterable[str]) -> str:
    """The id that this key stands for; empty when there is none any more."""
    return next((name for name in names if key(name) == wanted), "")
