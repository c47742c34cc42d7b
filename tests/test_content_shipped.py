"""The knowledge that is shipped: free of problems, and a slip in any of its files is found."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from pathlib import Path

import pytest

from bot.content.load import check, load
from bot.content.nodes import parse
from bot.content.problems import Problem
from bot.content.shape import read_subject
from bot.content.syntax import text_problems
from bot.errors import KnowledgeError

KNOWLEDGE = Path(__file__).parent.parent / "knowledge"
FILES = sorted(path.relative_to(KNOWLEDGE).as_posix() for path in KNOWLEDGE.rglob("*.yaml"))
_A_KEY = re.compile(r"(?<![a-z_])(?:title|say|answer|words|synonyms|date|subject|label|near)(?=:[ \n])")


def test_the_shipped_knowledge_has_no_problems() -> None:
    day = dt.date(2026, 11, 23)  # the day it was written; what expires later is for the check of that day
    assert [str(problem) for problem in check(KNOWLEDGE, today=day)] == []


# A slip of the hand: the line as it should be → as it is typed. Each must be noticed on its own line.
SLIPS = {
    "closing quote forgotten": (r'^(\s+answer: ".*)"$', r"\1"),
    "opening quote forgotten": (r'^(\s+answer: )"(.*")$', r"\1\2"),
    "Chinese quotes": (r'^(\s+answer: )"([^“”]*，[^“”]*)"$', r"\1“\2”"),
    "full-width colon": (r"^(\s*(?:- )?[a-z_]+): ", r"\1："),
    "no space behind the colon": (r"^(\s+(?:kind|label|question)): ", r"\1:"),
    "tab for spaces": (r"^    (?=[a-z])", "\t"),
    "bracket forgotten": (r"^(\s+related: \[.*)\]$", r"\1"),
    "misspelt field": (r"^(\s+)(answer|question|phrasings|say):", r"\1\2r:"),
    "one space too many": (r"^    (question|kind|related):", r"     \1:"),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_noticed_on_its_line(slip: str) -> None:
    pattern, typed = SLIPS[slip]
    tried = 0
    for file in (file for file in FILES if "/" in file):
        lines = (KNOWLEDGE / file).read_text("utf-8").split("\n")
        fitting = [at for at, line in enumerate(lines) if re.search(pattern, line)]
        for at in fitting[len(fitting) // 2 : len(fitting) // 2 + 1]:  # one in the middle of the file
            broken = [*lines[:at], re.sub(pattern, typed, lines[at]), *lines[at + 1 :]]
            tried += 1
            assert at + 1 in {one.line for one in problems_of("\n".join(broken), file)}, (file, broken[at])
    assert tried


def problems_of(text: str, file: str) -> list[Problem]:
    page, problems = parse(text, file)
    slips = list(text_problems(text, file))
    return [*problems, *slips, *(read_subject(page)[1] if page else [])]


def test_a_broken_key_in_every_file_is_reported_at_its_place(tmp_path: Path) -> None:
    directory = tmp_path / "knowledge"
    shutil.copytree(KNOWLEDGE, directory)
    expected = [(file, *break_a_key(directory / file)) for file in FILES]
    with pytest.raises(KnowledgeError) as raised:
        load(directory)
    found = [one for one in raised.value.problems if one.rule == "unknown-key"]
    assert [(one.file, one.line, one.column, one.fix) for one in found] == expected


def break_a_key(path: Path) -> tuple[int, int, str]:
    """Misspell the last key of the file; where it stands and what should be advised."""
    text = path.read_text("utf-8")
    key = list(_A_KEY.finditer(text))[-1]
    path.write_text(text[: key.start()] + "x" + text[key.start() :], encoding="utf-8")
    line = text.count("\n", 0, key.start()) + 1
    return line, key.start() - text.rfind("\n", 0, key.start()), f"是不是“{key.group()}”"
