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


def alike(typed: str, meant: str) -> bool:
    """Whether one character may be taken for the other by ear or by eye."""
    return syllable(typed) == syllable(meant) or typed in lookalikes(meant)
