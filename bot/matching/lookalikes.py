"""Characters that a hand or an eye takes for one another: 技 and 枝. Knows no words."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import cast

from bot.matching import lexicon
from bot.matching.sounds import syllable


@functools.cache
def _table() -> Mapping[str, str]:
    return dict(cast("tuple[tuple[str, str], ...]", lexicon.rows("lookalikes.tsv")))


def lookalikes(char: str) -> str:
    """The characters that look like it; an empty string when none does."""
    return _table().get(char, "")


@functools.cache
def _reverse() -> Mapping[str, str]:
    meant: dict[str, str] = {}
    for char, taken in _table().items():
        for typed in taken:
            meant[typed] = meant.get(typed, "") + char
    return meant


def may_mean(typed: str) -> str:
    """The characters that somebody who typed this one may have meant by their look."""
    return "".join(dict.fromkeys(_reverse().get(typed, "") + lookalikes(typed)))


def alike(typed: str, meant: str) -> bool:
    """Whether one character may be taken for the other by ear or by eye."""
    return syllable(typed) == syllable(meant) or typed in lookalikes(meant)
