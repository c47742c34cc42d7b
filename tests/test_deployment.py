"""What the deployment files name exists, and a backup brings everything back."""

from __future__ import annotations

import datetime as dt
import re
import shlex
import shutil
import tarfile
from pathlib import Path

import pytest
import yaml

from bot.conversation.messages import Chat, Question, Reply
from bot.errors import QingchengError
from bot.records.opening import open_records
from bot.settings import PROJECT, Settings
from deploy import backup, restore
from deploy.archive import ArchiveError
from handlers.runtime.single import sole_use

KNOWLEDGE = PROJECT / "tests" / "telegram" / "knowledge"


def instructions(name: str) -> list[list[str]]:
    """The arguments of every such instruction of the Dockerfile, continued lines joined."""
    text = re.sub(r"\\\n\s*", "", (PROJECT / "Dockerfile").read_text(encoding="utf-8"))
    found = re.findall(rf"^{name} (.*)$", text, re.MULTILINE)
    return [shlex.split(arguments) for arguments in found]


def copied_from_tree() -> list[str]:
    """What COPY takes from the project, not from another stage."""
    copies = [line for line in instructions("COPY") if not line[0].startswith("--from")]
    return [path for line in copies for path in line[:-1] if not path.startswith("--")]


def test_everything_the_image_copies_is_in_the_tree_and_not_ignored() -> None:
    admitted = (PROJECT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    for path in copied_from_tree():
        assert (PROJECT / path).exists(), path
        assert f"!{path}" in admitted


def test_the_image_has_all_the_program_imports() -> None:
    assert {"run_bot.py", "bot", "handlers", "knowledge"} <= set(copied_from_tree())


def test_the_image_is_not_run_by_root_and_stops_by_sigterm() -> None:
    assert instructions("USER")[-1] == ["qingcheng"]
    assert instructions("STOPSIGNAL") == [["SIGTERM"]]
    assert (
        (PROJECT / "Dockerfile").read_text(encoding="utf-8").rstrip().endswith('CMD ["python", "run_bot.py"]')
    )


def test_the_volumes_of_image_and_compose_are_the_same() -> None:
    compose = yaml.safe_load((PROJECT / "compose.yaml").read_text(encoding="utf-8"))
    service = compose["services"]["bot"]
    mounted = {volume.split(":")[1] for volume in service["volumes"]}
    (declared,) = re.findall(
        r"^VOLUME (.*)$", (PROJECT / "Dockerfile").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert mounted == set(yaml.safe_load(declared)) == {"/data", "/knowledge"}
    assert service["env_file"] == ".env"
    assert (PROJECT / ".env.example").is_file()


def test_the_environment_of_image_compose_and_unit_is_made_of_settings(tmp_path: Path) -> None:
    compose = yaml.safe_load((PROJECT / "compose.yaml").read_text(encoding="utf-8"))
    unit = (PROJECT / "deploy" / "qingcheng.service").read_text(encoding="utf-8")
    names = set(compose["services"]["bot"]["environment"])
    names |= {word.partition("=")[0] for line in instructions("ENV") for word in line}
    names |= set(re.findall(r"^Environment=([A-Z_0-9]+)=", unit, re.MULTILINE))
    ours = {name for name in names if not name.startswith("PYTHON") and name != "PATH"}
    assert ours <= {name.upper() for name in Settings.model_fields}
    assert not list(tmp_path.iterdir())


def test_the_unit_starts_what_is_there_and_rests_after_errors_that_stay() -> None:
    unit = (PROJECT / "deploy" / "qingcheng.service").read_text(encoding="utf-8")
    (command,) = re.findall(r"^ExecStart=(.*)$", unit, re.MULTILINE)
    assert (PROJECT / command.split()[-1]).is_file()
    assert "RestartPreventExitStatus=3 4" in unit


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    knowledge = tmp_path / "knowledge"
    shutil.copytree(KNOWLEDGE, knowledge)
    return Settings(database_url=f"sqlite:///{tmp_path / 'data' / 'a.sqlite3'}", knowledge_dir=knowledge)


def ask(settings: Settings, text: str) -> tuple[int, str]:
    """Number and chat of a question written down."""
    records = open_records(settings.database_url)
    chat = records.chat_key(5, 5)
    question = Question(text, chat, dt.datetime(2026, 11, 2, tzinfo=dt.UTC))
    number = records.record_question(Reply(question, (Chat("thanks", "不客气"),), "v", text), 1)
    records.close()
    return number, chat


def test_a_backup_brings_records_key_and_knowledge_back(tmp_path: Path, settings: Settings) -> None:
    number, chat = ask(settings, "以前问的")
    file = tmp_path / "backup.tar.gz"
    running = open_records(settings.database_url)  # the bot need not stop for a backup
    backup.back_up(settings, file)
    running.close()
    assert file.stat().st_mode & 0o077 == 0

    later, _ = ask(settings, "后来问的")
    (tmp_path / "data" / "pseudonym.key").unlink()
    (settings.knowledge_dir / "_topics.yaml").unlink()
    aside = restore.restore(settings, file, "now")

    records = open_records(settings.database_url)
    assert records.chat_key(5, 5) == chat
    found = records.question(number, chat)
    assert found is not None
    assert found.text == "以前问的"
    assert records.question(later, chat) is None
    records.close()
    assert (settings.knowledge_dir / "_topics.yaml").is_file()
    assert [path.name for path in aside] == ["a.sqlite3.before-now", "knowledge.before-now"]


def test_nothing_is_restored_while_the_bot_runs(tmp_path: Path, settings: Settings) -> None:
    ask(settings, "问")
    file = tmp_path / "backup.tar.gz"
    backup.back_up(settings, file)
    with sole_use(tmp_path / "data" / "a.sqlite3"), pytest.raises(QingchengError, match="另一个进程"):
        restore.restore(settings, file, "now")


def test_a_broken_backup_changes_nothing(tmp_path: Path, settings: Settings) -> None:
    ask(settings, "问")
    file = tmp_path / "backup.tar.gz"
    backup.back_up(settings, file)
    file.write_bytes(file.read_bytes()[:200])
    with pytest.raises(ArchiveError):
        restore.restore(settings, file, "now")
    assert not list(tmp_path.glob("**/*before-now*"))


def test_a_backup_that_leaves_its_folder_is_refused(tmp_path: Path, settings: Settings) -> None:
    file = tmp_path / "evil.tar.gz"
    with tarfile.open(file, "w:gz") as archive:
        archive.add(KNOWLEDGE / "_topics.yaml", "../../evil.yaml")
    with pytest.raises(ArchiveError):
        restore.restore(settings, file, "now")
