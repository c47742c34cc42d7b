"""The knowledge that is shipped: free of problems, and a slip in any of its files is found."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from pathlib import Path

import pytest

from bot.content.load import check, load
from bot.errors import KnowledgeError

KNOWLEDGE = Path(__file__).parent.parent / "knowledge"
FILES = sorted(path.relative_to(KNOWLEDGE).as_posix() for path in KNOWLEDGE.rglob("*.yaml"))
_A_KEY = re.compile(r"(?<![a-z_])(?:title|say|answer|words|synonyms|date|subject)(?=: )")


def test_the_shipped_knowledge_has_no_problems() -> None:
    day = dt.date(2026, 11, 23)  # the day it was written; what expires later is for the check of that day
    assert [str(problem) for problem in check(KNOWLEDGE, today=day)] == []


@pytest.mark.parametrize("file", FILES)
def test_one_broken_key_is_reported_at_its_place(file: str, tmp_path: Path) -> None:
    directory = tmp_path / "knowledge"
    shutil.copytree(KNOWLEDGE, directory)
    path = directory / file
    text = path.read_text("utf-8")
    key = list(_A_KEY.finditer(text))[-1]
    path.write_text(text[: key.start()] + "x" + text[key.start() :], encoding="utf-8")
    line = text.count("\n", 0, key.start()) + 1
    column = key.start() - text.rfind("\n", 0, key.start())
    with pytest.raises(KnowledgeError) as raised:
        load(directory)
    found = [one for one in raised.value.problems if one.rule == "unknown-key"]
    assert [(one.file, one.line, one.column, one.fix) for one in found] == [
        (file, line, column, f"是不是“{key.group()}”")
    ]
