"""A matcher kept on disk, so that a start need not compile unchanged knowledge again.

The file is named by a digest of the knowledge and of this package: anything else is simply not found. It is a
pickle in a folder that only the bot writes to; whoever can write there can run code as the bot.
"""

from __future__ import annotations

import contextlib
import hashlib
import pathlib
import pickle
import tempfile

from bot.content.model import Knowledge
from bot.garbage import uncollected
from bot.matching.confidence import Weights, parse, shipped
from bot.matching.matcher import Matcher

_PACKAGE = pathlib.Path(__file__).parent
_KEPT = 4  # newest files that stay


def matcher_for(knowledge: Knowledge, folder: pathlib.Path | None, weights: Weights | None = None) -> Matcher:
    """The matcher of the knowledge, read back from `folder` when it was compiled before.

    A folder that cannot be read or written only costs time.
    """
    chosen = weights or stored_weights(knowledge, folder) or shipped()
    if folder is None:
        return _compiled(knowledge, chosen)
    file = folder / f"matcher-{_digest(knowledge)}.pickle"
    found = _read(file)
    if found is None:
        found = _compiled(knowledge, chosen)
        _write(file, found)
    found.adopt(knowledge, chosen)
    return found


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
        _forget_old(folder, "weights-*.json")


def _forget_old(folder: pathlib.Path, pattern: str) -> None:
    for old in sorted(folder.glob(pattern), key=lambda f: f.stat().st_mtime)[:-_KEPT]:
        old.unlink(missing_ok=True)


def _digest(knowledge: Knowledge) -> str:
    digest = hashlib.sha256(knowledge.version.encode())
    for file in sorted([*_PACKAGE.glob("*.py"), *_PACKAGE.glob("data/*")]):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:20]


def _read(file: pathlib.Path) -> Matcher | None:
    try:
        with uncollected():
            found = pickle.loads(file.read_bytes())  # noqa: S301 - written by ourselves, see above
    except (OSError, EOFError, pickle.UnpicklingError, AttributeError, ImportError, TypeError, ValueError):
        return None
    return found if isinstance(found, Matcher) else None


def _write(file: pathlib.Path, matcher: Matcher) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=file.parent, delete=False) as stream:
            pickle.dump(matcher, stream, protocol=pickle.HIGHEST_PROTOCOL)
        pathlib.Path(stream.name).replace(file)
        _forget_old(file.parent, "matcher-*.pickle")
    except OSError:
        return
