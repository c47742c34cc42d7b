"""A matcher kept on disk, so that a start need not compile unchanged knowledge again.

The file is named by a digest of the knowledge and of this package: anything else is simply not found.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import pathlib

from bot import kept
from bot.content.model import Knowledge
from bot.garbage import uncollected
from bot.matching.confidence import Weights, parse, shipped
from bot.matching.matcher import Matcher

_PACKAGE = pathlib.Path(__file__).parent


def matcher_for(knowledge: Knowledge, folder: pathlib.Path | None, weights: Weights | None = None) -> Matcher:
    """The matcher of the knowledge, read back from `folder` when it was compiled before.

    A folder that cannot be read or written only costs time.
    """
    chosen = weights or stored_weights(knowledge, folder) or shipped()
    if folder is None:
        return _compiled(knowledge, chosen)
    file = _file(knowledge, folder)
    found = kept.read(file, Matcher)
    if found is None:
        found = _compiled(knowledge, chosen)
        kept.write(file, found, "matcher-*.pickle")
    found.adopt(knowledge, chosen)
    return found


def is_compiled(knowledge: Knowledge, folder: pathlib.Path) -> bool:
    """Whether a matcher of the knowledge is kept in the folder, so that a start is quick."""
    return _file(knowledge, folder).is_file()


def _file(knowledge: Knowledge, folder: pathlib.Path) -> pathlib.Path:
    return folder / f"matcher-{_digest(knowledge)}.pickle"


def _compiled(knowledge: Knowledge, weights: Weights) -> Matcher:
    with uncollected():
        return Matcher(knowledge, weights)


def stored_weights(knowledge: Knowledge, folder: pathlib.Path | None) -> Weights | None:
    """The weights calibrated to this very knowledge at an earlier time; None when there are none."""
    if folder is None:
        return None
    try:
        return parse((folder / f"weights-{_digest(knowledge)}.json").read_text(encoding="utf-8"))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def store_weights(knowledge: Knowledge, folder: pathlib.Path, weights: Weights) -> None:
    """Keeps the weights for the next start; a folder that cannot be written only costs time."""
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / f"weights-{_digest(knowledge)}.json"
        file.with_suffix(".new").write_text(weights.as_json(), encoding="utf-8")
        file.with_suffix(".new").replace(file)
        kept.forget_old(folder, "weights-*.json")


def _digest(knowledge: Knowledge) -> str:
    return hashlib.sha256(f"{knowledge.version}{_code_digest()}".encode()).hexdigest()[:20]


@functools.cache
def _code_digest() -> str:
    return kept.digest([*_PACKAGE.glob("*.py"), *_PACKAGE.glob("data/*")], _PACKAGE)
