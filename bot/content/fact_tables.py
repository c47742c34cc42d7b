"""The fact tables (Markdown) as rows by number. Knows neither answers nor how they are compared."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

_ROW = re.compile(r"^\|\s*([A-Z]\d{2,4}|No\.)\s*\|(.*)\|\s*$")
_BULLET = re.compile(r"^-\s*([A-Z]\d{2,4})\s+(.*)$")
_HEADING = re.compile(r"^#{2,4}\s+(.*)$")
SURE = "how sure"  # the column that tells how well a fact is attested


@dataclasses.dataclass(frozen=True, slots=True)
class FactRow:
    """One fact."""

    text: str  # everything the row says, with the heading above it
    sure: str  # G…, M…, R…, UNVERIFIED…; empty where the table does not say

    @property
    def is_unverified(self) -> bool:
        """Whether nobody has seen it in print."""
        return self.sure.startswith("UNVERIFIED")

    @property
    def is_repost(self) -> bool:
        """Whether only a copy of the original was seen, in all its parts."""
        return self.sure.startswith("R") and not re.search(r"[GM]", self.sure)


def read_fact_tables(directory: Path) -> dict[str, FactRow]:
    """Fact number → its row; empty when there are no tables."""
    rows: dict[str, FactRow] = {}
    for path in sorted(directory.glob("*.md")) if directory.is_dir() else []:
        heading, columns = "", list[str]()
        for line in path.read_text("utf-8").splitlines():
            if title := _HEADING.match(line):
                heading = title.group(1)
            elif found := _ROW.match(line):
                cells = [cell.strip() for cell in found.group(2).split("|")]
                if found.group(1) == "No.":
                    columns = cells
                else:
                    sure = dict(zip(columns, cells, strict=False)).get(SURE, "")
                    rows.setdefault(found.group(1), FactRow(f"{found.group(2)} （{heading}）", sure))
            elif found := _BULLET.match(line):
                rows.setdefault(found.group(1), FactRow(f"{found.group(2)} （{heading}）", ""))
    return rows
