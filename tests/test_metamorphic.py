"""A question said differently keeps its outcome: our own variants and those of other people's generators."""

from __future__ import annotations

import contextlib
import difflib
import functools
import importlib
import io
import random
import warnings
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
import yaml

from bot.content.load import load
from bot.conversation.assistant import Assistant
from bot.conversation.context import MemoryContextStore
from bot.evaluation.cases import cases_of
from bot.evaluation.rates import Rate
from bot.evaluation.robustness import Said, rates_by_variant, said_differently, sample, sayable
from bot.evaluation.slips import losable, touchable
from bot.evaluation.variants import VARIANTS
from tests.replies import TIME

PROJECT = Path(__file__).resolve().parent.parent
FLOORS: Mapping[str, float] = yaml.safe_load(
    (PROJECT / "tests/floors_variants.yaml").read_text(encoding="utf-8")
)
ALL = "合计"
QUESTIONS = 400
TRIES = 6  # texts made of one question; the first that a person still reads is asked
RATE = 0.08  # of the characters a generator changes

Generator = Callable[[str], Sequence[str]]


@functools.cache
def assistant() -> Assistant:
    return Assistant(load(PROJECT / "knowledge"), MemoryContextStore())


@functools.cache
def questions() -> Sequence[str]:
    return sample(sayable(cases_of(sorted((PROJECT / "tests/questions").glob("*.yaml")))), QUESTIONS)


@functools.cache
def ours() -> Sequence[Said]:
    return said_differently(assistant(), questions(), VARIANTS, TIME)


def quietly(name: str) -> ModuleType:
    """A library that prints and warns while it is imported."""
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        return importlib.import_module(name)


def readable(before: str, after: str) -> bool:
    """Whether one slip made one text of the other, and where a person can still read it."""
    steps = difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    changes = [step for step in steps if step[0] != "equal"]
    may = set(touchable(before)) if len(before) == len(after) else set(losable(before))
    if not losable(before):  # too short
        return False
    return 0 < len(changes) <= 2 and all(
        end - start <= 1 and to - at <= 1 and may.issuperset(range(start, end))
        for _, start, end, at, to in changes
    )


def seeded(make: Generator) -> Callable[[str], str]:
    """The first readable text a generator makes; the same one every time."""

    def change(text: str) -> str:
        seed = zlib.crc32(text.encode())
        random.seed(seed)
        np.random.seed(seed)  # the libraries draw from it
        with contextlib.redirect_stdout(io.StringIO()):
            made = make(text)
        return next((one for one in made if one != text and readable(text, one)), text)

    return change


def independent() -> Mapping[str, Callable[[str], str]]:
    nlpcda, jionlp = quietly("nlpcda"), quietly("jionlp")
    with contextlib.redirect_stdout(io.StringIO()):
        sounds = nlpcda.Homophone(create_num=TRIES, change_rate=RATE)
        exchange = nlpcda.CharPositionExchange(create_num=TRIES, change_rate=RATE, char_gram=2)

    def swapped(text: str) -> Sequence[str]:
        made: Sequence[str] = jionlp.swap_char_position(text, augmentation_num=TRIES, swap_ratio=RATE)
        return made

    def scattered(text: str) -> Sequence[str]:
        made: Sequence[str] = jionlp.random_add_delete(
            text, augmentation_num=TRIES, add_ratio=0.0, delete_ratio=RATE
        )
        return made

    return {
        "nlpcda 同音字": seeded(sounds.replace),
        "nlpcda 换位": seeded(exchange.replace),
        "jionlp 换位": seeded(swapped),
        "jionlp 漏字": seeded(scattered),
    }


def assert_kept(rates: Mapping[str, Rate], all_said: Iterable[Said]) -> None:
    low = {name: str(rate) for name, rate in rates.items() if rate.share < FLOORS[name]}
    changed = [f"{said.variant}: {said.usual} → {said.text}" for said in all_said if not said.kept]
    assert low == {}, [one for one in changed if one.split(":")[0] in low or ALL in low][:20]


def test_our_variants_keep_the_outcome() -> None:
    assert_kept(rates_by_variant(ours()), ours())


def test_all_our_variants_together_keep_the_outcome() -> None:
    assert_kept({ALL: Rate(sum(said.kept for said in ours()), len(ours()))}, ours())


@pytest.mark.filterwarnings("ignore")
def test_variants_of_other_peoples_generators_keep_the_outcome() -> None:
    said = said_differently(assistant(), questions(), independent(), TIME)
    assert_kept(rates_by_variant(said), said)


def test_every_variant_has_a_floor() -> None:
    theirs = {name for name in FLOORS if name.startswith(("nlpcda", "jionlp"))}
    assert set(FLOORS) - theirs == {*VARIANTS, ALL}
