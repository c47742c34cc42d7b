"""Opens, migrates, reads and writes the database. Knows not what the tables mean."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from bot.errors import RecordsError

_MIGRATIONS = Path(__file__).resolve().parent / "migrations"
BUSY_SECONDS = 5.0


class Database:
    """One database; writers take turns, readers see the last commit."""

    def __init__(self, url: str, *, busy_seconds: float = BUSY_SECONDS) -> None:
        parsed = make_url(url)
        self._turn = threading.Lock()
        self._busy_seconds = busy_seconds
        try:
            self._engine = _sqlite(parsed, busy_seconds) if _is_sqlite(parsed) else create_engine(parsed)
            self._writes = self._engine.execution_options(writes=True)
            self._durable = self._engine.execution_options(writes=True, durable=True)
            migrate(self._engine)
        except (SQLAlchemyError, OSError) as error:
            raise RecordsError(f"打不开数据库 {shown_url(url)}：{_cause(error)}") from error

    @contextmanager
    def write(self, *, durable: bool = False) -> Iterator[Session]:
        """A session that commits at the end, or leaves nothing behind and raises RecordsError.

        A kill loses no commit. A power cut may lose the last ones, save durable ones and those before them.
        """
        engine = self._durable if durable else self._writes
        if not self._turn.acquire(timeout=self._busy_seconds):
            raise RecordsError(f"写不进数据库：前面的还没写完（{_ADVICE['database is locked']}）")
        try:
            with Session(engine, expire_on_commit=False) as session, session.begin():
                yield session
        except SQLAlchemyError as error:
            raise RecordsError(f"写不进数据库：{_cause(error)}") from error
        finally:
            self._turn.release()

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that only looks."""
        try:
            with Session(self._engine, expire_on_commit=False) as session:
                yield session
        except SQLAlchemyError as error:
            raise RecordsError(f"读不了数据库：{_cause(error)}") from error

    def sweep(self) -> None:
        """Takes what was erased out of SQLite's log file as well, unless others are reading just now."""
        if not _is_sqlite(self._engine.url):
            return
        with self._turn, closing(self._engine.raw_connection()) as connection, suppress(sqlite3.Error):
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").close()

    def close(self) -> None:
        """Lets go of the files."""
        self._engine.dispose()


def sqlite_file(url: str) -> Path | None:
    """The file of a SQLite address; None for a database in memory or of another kind."""
    parsed = make_url(url)
    if not _is_sqlite(parsed) or parsed.database in (None, "", ":memory:"):
        return None
    return Path(str(parsed.database))


def shown_url(url: str) -> str:
    """The address without its password."""
    return make_url(url).render_as_string(hide_password=True)


def migrate(engine: Engine) -> None:
    """Brings the tables to the newest form; what is already there stays."""
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    with engine.execution_options(writes=True).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _is_sqlite(url: URL) -> bool:
    return url.get_backend_name() == "sqlite"


def _sqlite(url: URL, busy_seconds: float) -> Engine:
    in_memory = url.database in (None, "", ":memory:")
    arguments: dict[str, Any] = {"timeout": busy_seconds, "check_same_thread": False}
    if in_memory:
        engine = create_engine(url, connect_args=arguments, poolclass=StaticPool)
    else:
        Path(str(url.database)).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(url, connect_args=arguments)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _record: object) -> None:
    """Write-ahead log, foreign keys, erased means overwritten; transactions are begun by us alone."""
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "foreign_keys=ON", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin(connection: Connection) -> None:
    """A writer takes the lock at once: upgrading a read later could fail at the worst moment."""
    options = connection.get_execution_options()
    if options.get("writes", False):
        connection.exec_driver_sql(f"PRAGMA synchronous={'FULL' if options.get('durable') else 'NORMAL'}")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.exec_driver_sql("BEGIN")


def _cause(error: Exception) -> str:
    """What the driver said, with a word of advice where one is known."""
    text = str(getattr(error, "orig", None) or error)
    for sign, advice in _ADVICE.items():
        if sign in text:
            return f"{text}（{advice}）"
    return text


_ADVICE = {
    "disk is full": "磁盘满了，请腾出空间",
    "database is locked": "另一个程序占着数据库",
    "readonly database": "没有写的权限",
    "unable to open database file": "文件夹不存在或没有权限",
    "malformed": "文件坏了，请从备份恢复",
    "not a database": "这不是数据库文件，请检查 DATABASE_URL",
    "Can't locate revision": "数据库是更新的版本写的，请升级程序",
}
