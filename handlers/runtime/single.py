"""Lets one process at a time answer from one database. Knows nothing of Telegram."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from bot.errors import QingchengError

try:
    import fcntl
except ImportError:  # Windows: there only Telegram's own 409 tells
    fcntl = None  # type: ignore[assignment]


class DatabaseTakenError(QingchengError):
    """Another process answers from the same database."""


@contextlib.contextmanager
def sole_use(database: Path | None) -> Iterator[None]:
    """Holds the database's lock file while the body runs; the system lets go of it even after a kill."""
    if database is None or fcntl is None:
        yield
        return
    path = database.with_name(f"{database.name}.lock")
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise DatabaseTakenError(
                f"另一个进程正在用同一个数据库回答（{path} 被占着）。请先停掉那一个。"
            ) from None
        yield
