"""The snapshot of a folder kept on disk, so that a start need not parse unchanged files again."""

from __future__ import annotations

from pathlib import Path

from bot import kept
from bot.content.load import load
from bot.content.model import Knowledge

_PACKAGE = Path(__file__).parent


def load_kept(directory: Path, folder: Path) -> Knowledge:
    """The knowledge in the directory, read back from `folder` where the same files were loaded before.

    Raises KnowledgeError like `load`; a folder that cannot be read or written only costs time.
    """
    before = _digest(directory)
    file = folder / f"knowledge-{before}.pickle"
    found = kept.read(file, Knowledge) if before else None
    if found is None:
        found = load(directory)
        if before and _digest(directory) == before:  # nobody saved a file meanwhile
            kept.write(file, found, "knowledge-*.pickle")
    return found


def _digest(directory: Path) -> str:
    """A digest of every file of the directory and of the code that reads them; empty if one is unreadable."""
    try:
        return kept.digest(_PACKAGE.glob("*.py"), _PACKAGE) + kept.digest(directory.rglob("*"), directory)
    except OSError:
        return ""  # the loader says which file, and what to do
