"""The fact tables (Markdown) as text by number. Knows neither answers nor how they are compared."""

from __future__ import annotations

import re
from pathlib import Path

_ROW = re.compile(r"^\|\s*([A-Z]\d{2,4})\s*\|(.*)$")
_BULLET = re.compile(r"^-\s*([A-Z]\d{2,4})\s+(.*)$")
_HEADING = re.compile(r"^#{2,4}\s+(.*)$")


def read_fact_tables(directory: Path) -> dict[str, str]:
    """Fact number → everything its row says, with the heading above it; empty when there are no tables."""
    rows: dict[str, str] = {}
    for path in sorted(directory.glob("*.md")) if directory.is_dir() else []:
        heading = ""
        for line in path.read_text("utf-8").splitlines():
            if title := _HEADING.match(line):
                heading = title.group(1)
            elif found := _ROW.match(line) or _BULLET.match(line):
                rows.setdefault(found.group(1), f"{found.group(2)} （{heading}）")
    return rows
