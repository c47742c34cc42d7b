"""What a backup holds and how its parts are named. Knows not where they come from or go to."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from bot.errors import QingchengError
from bot.records.database import sqlite_file
from bot.settings import Settings

DATABASE = "records.sqlite3"
KEY = "pseudonym.key"
KNOWLEDGE = "knowledge"


class ArchiveError(QingchengError):
    """A backup that cannot be made or used."""


def database_of(settings: Settings) -> Path:
    """The database file of the settings; raises ArchiveError when it is none."""
    file = sqlite_file(settings.database_url)
    if file is None:
        raise ArchiveError("数据库不是 SQLite 文件，请用它自己的工具备份。")
    return file


def key_of(database: Path) -> Path:
    """The file of the secret beside a database."""
    return database.with_name(KEY)


def check(database: Path) -> None:
    """Raises ArchiveError for a file that is no sound database."""
    try:
        with closing(sqlite3.connect(database)) as connection:
            (said,) = connection.execute("PRAGMA integrity_check").fetchone()
    except sqlite3.Error as error:
        raise ArchiveError(f"{database.name} 不是完好的数据库：{error}") from None
    if said != "ok":
        raise ArchiveError(f"{database.name} 不是完好的数据库：{said}")
