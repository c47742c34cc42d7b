"""A question said differently keeps its outcome: our own variants and those of other people's generators."""

from __future__ import annotations

import functools
import importlib
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pytest
import yaml

from bot.content.load import load
from bot.conversation.assistant import Assistant
from bot.conversation.context import MemoryContextStore
from bot.evaluation.cases import cases_of
from bot.evaluation.robustness import Said, rates_by_variant, said_differently, sample
from bot.evaluation.variants import VARIANTS
from tests.replies import TIME

PROJECT = Path(__file__).resolve().parent.parent
FLOORS: Mapping[str, float] = yaml.safe_load(
    (PROJECT / "tests/floors_variants.yaml").read_text(encoding="utf-8")
)
QUESTIONS = 120
RATE = 0.05  # of the characters; at least one is changed
SWAPS = 0.02  # of the neighbours; more would scramble the question


@functools.cache
def assistant() -> Assistant:
    return Assistant(load(PROJECT / "knowledge"), MemoryContextStore())


@functools.cache
def questions() -> Sequence[str]:
    cases = cases_of(sorted((PROJECT / "tests/questions").glob("[!_]*.yaml")))
    return sample([case.question for case in cases], QUESTIONS)


def quiet_import(name: str) -> object:
    """A library that warns while it is imported."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return importlib.import_module(name)


def first_other(make: Callable[[str], Sequence[str]]) -> Callable[[str], str]:
    """The first text a generator makes that differs from the given one."""
    return lambda text: next((made for made in make(text) if made != text), text)


def independent() -> Iterator[tuple[str, Callable[[str], str]]]:
    nlpcda, jionlp = quiet_import("nlpcda"), quiet_import("jionlp")
    homophone = getattr(nlpcda, "Homophone")(create_num=2, change_rate=RATE, seed=1)  # noqa: B009
    yield "nlpcda 同音字", first_other(homophone.replace)
    swap = getattr(jionlp, "swap_char_position")  # noqa: B009  (the library has no types)
    yield "jionlp 换位", first_other(lambda text: swap(text, augmentation_num=2, swap_ratio=SWAPS, seed=1))


def assert_kept(all_said: Sequence[Said]) -> None:
    rates = rates_by_variant(all_said)
    low = {name: str(rate) for name, rate in rates.items() if rate.share < FLOORS[name]}
    changed = [f"{said.variant}: {said.text}" for said in all_said if not said.kept and said.variant in low]
    assert low == {}, changed[:20]


def test_our_variants_keep_the_outcome() -> None:
    assert_kept(said_differently(assistant(), questions(), VARIANTS, TIME))


@pytest.mark.filterwarnings("ignore")
def test_variants_of_other_peoples_generators_keep_the_outcome() -> None:
    assert_kept(said_differently(assistant(), questions(), dict(independent()), TIME))


def test_every_floor_is_of_a_variant() -> None:
    ours = {name for name in FLOORS if not name.startswith(("nlpcda", "jionlp"))}
    assert ours == set(VARIANTS)
