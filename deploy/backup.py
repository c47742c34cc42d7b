"""`python -m deploy.backup FILE`: one file with records, secret and knowledge, taken while the bot runs."""

from __future__ import annotations

import os
import sqlite3
import sys
import tarfile
import tempfile
from contextlib import closing
from pathlib import Path

from bot.errors import QingchengError
from bot.settings import Settings, load_settings
from deploy.archive import DATABASE, KEY, KNOWLEDGE, ArchiveError, check, database_of, key_of


def back_up(settings: Settings, target: Path) -> None:
    """Writes the backup beside the target first, then puts it in place: never half a file."""
    database = database_of(settings)
    if not database.is_file():
        raise ArchiveError(f"还没有数据库：{database}")
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / DATABASE
        copy_database(database, copy)
        check(copy)
        unfinished = target.with_name(f"{target.name}.part")
        descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as stream, tarfile.open(fileobj=stream, mode="w:gz") as archive:
            archive.add(copy, DATABASE)
            if key_of(database).is_file():
                archive.add(key_of(database), KEY)
            archive.add(settings.knowledge_dir, KNOWLEDGE)
        unfinished.replace(target)


def copy_database(database: Path, copy: Path) -> None:
    """Copies a database as of one moment, also while others write to it."""
    with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)


def main(arguments: list[str]) -> int:
    """The exit code; says where the backup is."""
    if len(arguments) != 1:
        sys.stderr.write("用法：python -m deploy.backup 备份文件.tar.gz\n")
        return 2
    try:
        back_up(load_settings(), Path(arguments[0]))
    except (QingchengError, OSError, sqlite3.Error) as error:
        sys.stderr.write(f"没有备份成：{error}\n")
        return 1
    sys.stdout.write(f"已备份到 {arguments[0]}（记录、化名密钥、知识）。里面有密钥，请妥善保管。\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
