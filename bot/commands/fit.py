"""`fit`: fits the shipped weights to the knowledge and to question files. For engineers only."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Sequence
from pathlib import Path

from bot.console import Line, shower
from bot.content.load import load
from bot.evaluation.cases import cases_of
from bot.evaluation.examples import examples_of
from bot.matching.calibration import examples, fit, response
from bot.matching.confidence import Weights, shipped
from bot.matching.matcher import Matcher

_PHRASINGS = 6000  # of the knowledge that make examples; a running bot, which has less time, takes fewer


def fit_weights(folder: Path, files: Sequence[Path], target: Path) -> int:
    """The exit code after weights were fitted and written to `target`."""
    matcher = Matcher(load(folder))
    made = examples(matcher, _PHRASINGS)
    asked = list(examples_of(cases_of(files), matcher))
    fitted = fit([*made, *asked], Weights(shipped().rank, {}))
    again = Matcher(matcher.knowledge, fitted)
    reference = response(examples(again, 1500), fitted)
    target.write_text(dataclasses.replace(fitted, reference=reference).as_json(), encoding="utf-8")
    shower(sys.stdout)([Line(f"用 {len(made)} 个自造例子和 {len(asked)} 个问题，写好 {target}。")])
    return 0
