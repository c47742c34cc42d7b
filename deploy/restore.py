"""`python -m deploy.restore FILE`: puts records, secret and knowledge back; what was there is set aside."""

from __future__ import annotations

import datetime as dt
import shutil
import sqlite3
import sys
import tarfile
import tempfile
import zlib
from pathlib import Path

from bot.content.load import load
from bot.errors import KnowledgeError, QingchengError
from bot.settings import Settings, load_settings
from deploy.archive import DATABASE, KEY, KNOWLEDGE, ArchiveError, check, database_of, key_of
from handlers.runtime.single import sole_use


def restore(settings: Settings, source: Path, stamp: str) -> list[Path]:
    """Where the former files are now; nothing is touched unless the whole backup is sound."""
    database = database_of(settings)
    with tempfile.TemporaryDirectory() as name, sole_use(database):
        folder = Path(name)
        unpack(source, folder)
        check(folder / DATABASE)
        check_knowledge(folder / KNOWLEDGE)
        aside = [set_aside(path, stamp) for path in former(database)]
        put(folder / DATABASE, database)
        if (folder / KEY).is_file():
            put(folder / KEY, key_of(database))
        kept = database.with_name(f"{KNOWLEDGE}.before-{stamp}")
        replace_contents(settings.knowledge_dir, folder / KNOWLEDGE, kept)
        aside.append(kept)
    return [path for path in aside if path is not None]


def unpack(source: Path, folder: Path) -> None:
    """Unpacks the backup; members that would leave the folder are refused."""
    try:
        with tarfile.open(source) as archive:
            archive.extractall(folder, filter="data")
    except (tarfile.TarError, EOFError, zlib.error) as error:
        raise ArchiveError(f"{source} 不是完好的备份：{error}") from None
    if not (folder / DATABASE).is_file() or not (folder / KNOWLEDGE).is_dir():
        raise ArchiveError(f"{source} 里缺少记录或知识，不是这个程序的备份。")


def check_knowledge(folder: Path) -> None:
    """Raises ArchiveError for knowledge the bot could not start with."""
    try:
        load(folder)
    except KnowledgeError as error:
        raise ArchiveError(f"备份里的知识有问题：\n{error}") from None


def former(database: Path) -> list[Path]:
    """The files that make up the present records."""
    ends = ("", "-wal", "-shm")
    return [*(database.with_name(f"{database.name}{end}") for end in ends), key_of(database)]


def set_aside(path: Path, stamp: str) -> Path | None:
    """The new name of a file that was in the way."""
    if not path.exists():
        return None
    new = path.with_name(f"{path.name}.before-{stamp}")
    path.rename(new)
    return new


def put(source: Path, target: Path) -> None:
    """Moves a file to its place, readable by its owner only."""
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    target.chmod(0o600)


def replace_contents(folder: Path, source: Path, kept: Path) -> None:
    """Fills the folder anew after a copy was kept; the folder itself stays, it may be a mounted volume."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copytree(folder, kept)
    for path in folder.iterdir():
        shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
    shutil.copytree(source, folder, dirs_exist_ok=True)


def main(arguments: list[str]) -> int:
    """The exit code; says where the former files are."""
    if len(arguments) != 1:
        sys.stderr.write("用法：python -m deploy.restore 备份文件.tar.gz（先停掉机器人）\n")
        return 2
    stamp = dt.datetime.now(dt.UTC).strftime("%Y%m%d-%H%M%S")
    try:
        aside = restore(load_settings(), Path(arguments[0]), stamp)
    except (QingchengError, OSError, sqlite3.Error) as error:
        sys.stderr.write(f"没有恢复：{error}\n")
        return 1
    sys.stdout.write(
        f"已从 {arguments[0]} 恢复。原来的文件留在：\n" + "".join(f"  {path}\n" for path in aside)
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
