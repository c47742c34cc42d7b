"""Values kept on disk between starts, so that what has not changed need not be made again.

A file is a pickle in a folder that only the bot writes to; whoever can write there can run code as the bot.
"""

from __future__ import annotations

import contextlib
import hashlib
import pathlib
import pickle
import tempfile
from collections.abc import Iterable
from typing import TypeVar

from bot.garbage import uncollected

T = TypeVar("T")
_KEPT = 4  # newest files that stay


def digest(files: Iterable[pathlib.Path], root: pathlib.Path) -> str:
    """A digest of the files, with their names below the root, 20 hex digits.

    Raises OSError where one cannot be read.
    """
    found = hashlib.sha256()
    for file in sorted(files):
        if file.is_file():
            content = file.read_bytes()
            found.update(f"{file.relative_to(root)}\0{len(content)}\0".encode(errors="surrogateescape"))
            found.update(content)
    return found.hexdigest()[:20]


def read(file: pathlib.Path, kind: type[T]) -> T | None:
    """The value kept in the file; None when there is none of this kind or it cannot be read."""
    try:
        with uncollected():
            found = pickle.loads(file.read_bytes())  # noqa: S301 - written by ourselves, see above
    except (OSError, EOFError, pickle.UnpicklingError, AttributeError, ImportError, TypeError, ValueError):
        return None
    return found if isinstance(found, kind) else None


def write(file: pathlib.Path, value: object, siblings: str) -> None:
    """Keeps the value, and of the `siblings` (a glob) in its folder only the newest few.

    A folder that cannot be written only costs time.
    """
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=file.parent, delete=False) as stream:
            pickle.dump(value, stream, protocol=pickle.HIGHEST_PROTOCOL)
        pathlib.Path(stream.name).replace(file)
        forget_old(file.parent, siblings)


def forget_old(folder: pathlib.Path, siblings: str) -> None:
    """Removes all but the newest few files that fit the glob."""
    for old in sorted(folder.glob(siblings), key=lambda f: f.stat().st_mtime)[:-_KEPT]:
        old.unlink(missing_ok=True)
