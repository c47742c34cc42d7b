"""Every rule of the checks, each with a file that breaks it and says where."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from pathlib import Path

import pytest

from bot.content.load import check, load
from bot.content.problems import Problem
from bot.content.reading import read_text
from bot.content.rules import RULES
from bot.errors import KnowledgeError

HERE = Path(__file__).parent / "bad_knowledge"
BASE = HERE / "_base"
TODAY = dt.date(2026, 6, 1)
CASES = sorted(path for path in HERE.iterdir() if path.name not in ("_base", "README.md"))

_EXPECT = re.compile(rb"# expect: (\d+):(\d+) ([a-z0-9-]+)")
_PAD = re.compile(rb"# pad: (\d+)")

Found = tuple[str, int, int, str]


def folder_of(case: Path, directory: Path) -> list[Found]:
    """What should be found in the case, after laying it out as a knowledge folder."""
    if case.is_dir():
        shutil.copytree(case, directory)
    else:
        (directory / "programs").mkdir(parents=True)
        shutil.copy(case, directory / "programs")
    for path in BASE.iterdir():
        if not (directory / path.name).exists():
            shutil.copy(path, directory)
    expected = []
    for path in directory.rglob("*.y*ml"):
        raw = path.read_bytes()
        file = path.relative_to(directory).as_posix()
        for line, column, rule in _EXPECT.findall(raw):
            expected.append((file, int(line), int(column), rule.decode()))
        if pad := _PAD.search(raw):
            path.write_bytes(raw + b"\n" * (int(pad.group(1)) - len(raw)))
    return sorted(expected)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_exactly_the_announced_problems_are_found(case: Path, tmp_path: Path) -> None:
    expected = folder_of(case, tmp_path / "knowledge")
    problems = check(tmp_path / "knowledge", today=TODAY)
    assert expected
    assert [(one.file, one.line, one.column, one.rule) for one in problems] == expected
    for problem in problems:
        assert problem.fix, f"{problem} does not say what to do"
        assert re.search("[一-鿿]", problem.message)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_loading_raises_nothing_but_what_check_finds(case: Path, tmp_path: Path) -> None:
    folder_of(case, tmp_path / "knowledge")
    found = check(tmp_path / "knowledge", today=TODAY)
    raised = problems_of_loading(tmp_path / "knowledge")
    assert set(raised) <= {one for one in found if one.severity == "error"}


def problems_of_loading(directory: Path) -> tuple[Problem, ...]:
    try:
        load(directory)
    except KnowledgeError as error:
        return error.problems
    return ()


def test_every_rule_has_a_case() -> None:
    files = [path for case in CASES for path in (case.rglob("*.y*ml") if case.is_dir() else [case])]
    shown = {rule.decode() for path in files for _, _, rule in _EXPECT.findall(path.read_bytes())}
    not_for_a_file = {"no-folder", "empty-folder", "unreadable"}  # tested below
    assert shown | not_for_a_file == set(RULES)


def test_a_file_that_may_not_be_opened(tmp_path: Path) -> None:
    text, problems = read_text(tmp_path, "programs/closed.yaml")  # a folder cannot be read as a file
    assert text is None
    assert [one.rule for one in problems] == ["unreadable"]


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    problems = check(tmp_path / "nowhere", today=TODAY)
    assert [(one.file, one.rule) for one in problems] == [("nowhere", "no-folder")]
    with pytest.raises(KnowledgeError, match="没有知识文件夹"):
        load(tmp_path / "nowhere")


def test_an_empty_folder(tmp_path: Path) -> None:
    assert [one.rule for one in check(tmp_path, today=TODAY)] == ["empty-folder"]
    (tmp_path / "README.md").write_text("说明", encoding="utf-8")
    assert [one.rule for one in check(tmp_path, today=TODAY)] == ["empty-folder"]


def test_a_file_in_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "knowledge").write_text("x", encoding="utf-8")
    assert [one.rule for one in check(tmp_path / "knowledge", today=TODAY)] == ["no-folder"]
