"""Characters that look alike are taken for one another both ways."""

from __future__ import annotations

import pytest

from bot.matching.lexicon import rows
from bot.matching.lookalikes import lookalikes


@pytest.mark.parametrize(("char", "other"), [("技", "枝"), ("候", "侯"), ("己", "已"), ("千", "干")])
def test_one_stands_for_the_other(char: str, other: str) -> None:
    assert other in lookalikes(char)
    assert char in lookalikes(other)


def test_most_characters_look_like_no_other() -> None:
    assert lookalikes("鼎") == ""
    assert lookalikes("") == ""


def test_the_table_is_symmetric_and_holds_single_characters() -> None:
    table = {row[0]: row[1] for row in rows("lookalikes.tsv")}
    assert all(len(char) == 1 and char not in others for char, others in table.items())
    assert [(a, b) for a, others in table.items() for b in others if a not in table.get(b, "")] == []
