"""The snapshot of a folder that is read back at the next start."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.content import kept
from bot.content.kept import load_kept
from bot.content.load import load
from bot.content.model import Knowledge
from bot.errors import KnowledgeError
from tests.small_world import SHIPPED


@pytest.fixture
def knowledge(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIPPED, tmp_path / "knowledge"))


def no_load(_directory: Path) -> Knowledge:
    raise AssertionError("the files were parsed again")


def test_unchanged_files_are_not_parsed_again(
    knowledge: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = load_kept(knowledge, tmp_path / "cache")
    monkeypatch.setattr(kept, "load", no_load)
    assert load_kept(knowledge, tmp_path / "cache") == first == load(knowledge)


def test_a_changed_file_is_parsed(knowledge: Path, tmp_path: Path) -> None:
    first = load_kept(knowledge, tmp_path / "cache")
    file = knowledge / "_small_talk.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "\n# 改过\n", encoding="utf-8")
    assert load_kept(knowledge, tmp_path / "cache").version != first.version


def test_a_spoilt_or_unwritable_store_only_costs_time(knowledge: Path, tmp_path: Path) -> None:
    first = load_kept(knowledge, tmp_path / "cache")
    (stored,) = (tmp_path / "cache").iterdir()
    stored.write_bytes(b"no pickle")
    assert load_kept(knowledge, tmp_path / "cache") == first
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert load_kept(knowledge, tmp_path / "file") == first


def test_a_file_that_cannot_be_read_is_reported_by_the_loader(
    knowledge: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreadable(_file: Path) -> bytes:
        raise PermissionError

    monkeypatch.setattr(Path, "read_bytes", unreadable)
    with pytest.raises(KnowledgeError):
        load_kept(knowledge, tmp_path / "cache")


def test_a_broken_folder_is_said_to_be_broken_every_time(tmp_path: Path) -> None:
    for _ in range(2):
        with pytest.raises(KnowledgeError):
            load_kept(tmp_path / "nowhere", tmp_path / "cache")
