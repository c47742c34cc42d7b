"""Runs the measurements: all of them, or those named on the command line."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

SECTIONS = sorted(file.stem for file in Path(__file__).parent.glob("*_bench.py"))


def main() -> int:
    """The exit code: 2 for a section that does not exist."""
    wanted = sys.argv[1:] or [name.removesuffix("_bench") for name in SECTIONS]
    unknown = [name for name in wanted if f"{name}_bench" not in SECTIONS]
    if unknown:
        names = "、".join(name.removesuffix("_bench") for name in SECTIONS)
        sys.stderr.write(f"没有这项测量：{'、'.join(unknown)}。有的是：{names}\n")
        return 2
    for name in wanted:
        sys.stdout.write(f"== {name}\n")
        for line in importlib.import_module(f"benchmarks.{name}_bench").lines():
            sys.stdout.write(f"{line}\n")
            sys.stdout.flush()
    return 0


sys.exit(main())
