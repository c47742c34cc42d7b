"""The stored matcher: nothing but time is gained by it, and nothing is unpacked that nobody looks at."""

from __future__ import annotations

import copy
from pathlib import Path

import pytest

from bot.matching.compiled import matcher_for
from bot.matching.evidence import Evidence
from bot.matching.matcher import Matcher
from bot.matching.stored import Kept, Row
from tests.small_world import knowledge, matcher

TEXTS = ["国乳中心有几位院士", "草业重心在哪", "guoru zhongxin dianhua", "今天天气", "高高企税率多少"]


def found(by: Matcher, text: str) -> tuple[float, list[tuple[str, Evidence, float]]]:
    """The confidence, and every candidate with its evidence and score."""
    read = by.read(text)
    match = by.match(by.understand(by.mended(read) or read))
    return match.confidence, [(r.candidate.key, r.evidence, r.score) for r in match.ranked]


@pytest.mark.parametrize("text", TEXTS)
def test_a_matcher_read_back_finds_the_same(text: str, tmp_path: Path) -> None:
    first = matcher_for(knowledge(), tmp_path)
    again = matcher_for(knowledge(), tmp_path)
    assert again is not first
    assert found(again, text) == found(matcher(), text)


def test_a_question_unpacks_few_candidates(tmp_path: Path) -> None:
    matcher_for(knowledge(), tmp_path)
    again = matcher_for(knowledge(), tmp_path)
    rows = [c.docs for c in again.candidates if isinstance(c.docs, Row)]
    assert not any(row.unpacked for row in rows)
    found(again, TEXTS[0])
    assert 0 < sum(row.unpacked for row in rows) < len(rows)


def test_a_row_read_back_is_the_row() -> None:
    row = copy.deepcopy(Row("abc"))  # by way of its stored state
    assert (len(row), row.unpacked) == (3, False)
    assert [*row] == ["a", "b", "c"]
    assert (row[0], row[-1], [*row[1:]], row.unpacked) == ("a", "c", ["b", "c"], True)


def test_what_is_kept_can_be_stored_again_unlooked_at() -> None:
    assert copy.deepcopy(copy.deepcopy(Kept({"a": 1})))() == {"a": 1}
