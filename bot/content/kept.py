"""The snapshot of a folder kept on disk, so that a start need not parse unchanged files again."""

from __future__ import annotations

import hashlib
from pathlib import Path

from bot import kept
from bot.content.load import load
from bot.content.model import Knowledge

_PACKAGE = Path(__file__).parent


def load_kept(directory: Path, folder: Path) -> Knowledge:
    """The knowledge in the directory, read back from `folder` where the same files were loaded before.

    Raises KnowledgeError like `load`; a folder that cannot be read or written only costs time.
    """
    digest = _digest(directory)
    file = folder / f"knowledge-{digest}.pickle"
    found = kept.read(file, Knowledge)
    if found is None:
        found = load(directory)
        if _digest(directory) == digest:  # nobody saved a file meanwhile
            kept.write(file, found, "knowledge-*.pickle")
    return found


def _digest(directory: Path) -> str:
    """A digest of every file of the directory and of the code that reads them."""
    digest = hashlib.sha256()
    for root, files in ((_PACKAGE, _PACKAGE.glob("*.py")), (directory, directory.rglob("*"))):
        for file in sorted(files):
            if file.is_file():
                digest.update(f"{file.relative_to(root)}\0".encode(errors="surrogateescape"))
                digest.update(file.read_bytes())
    return digest.hexdigest()[:20]
