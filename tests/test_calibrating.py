"""Calibration of other knowledge, in the bot's process and beside it."""

from __future__ import annotations

import threading
from pathlib import Path

from bot.calibrating import Calibrator, calibrate
from bot.content.load import load
from bot.matching.calibration import adjusted, examples
from bot.matching.compiled import matcher_for, stored_weights
from bot.matching.confidence import Weights, parse, shipped
from bot.matching.matcher import Matcher
from tests.small_world import FILES

PROJECT = Path(__file__).resolve().parent.parent


def world_folder(parent: Path) -> Path:
    folder = parent / "knowledge"
    for name, text in FILES.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


def test_weights_read_back_are_the_weights_that_were_stored() -> None:
    weights = shipped()
    assert parse(weights.as_json()) == weights


def test_a_matcher_read_back_ranks_like_a_new_one(tmp_path: Path) -> None:
    knowledge = load(PROJECT / "knowledge")
    first = matcher_for(knowledge, tmp_path)
    again = matcher_for(knowledge, tmp_path)
    fresh = Matcher(knowledge)
    for question in ("国乳中心有多少家成员单位", "gaoqi tiaojian", "包头有几家企业科技特派员工作站"):
        keys = [
            [ranked.candidate.key for ranked in m.match(m.understand(m.read(question))).ranked]
            for m in (first, again, fresh)
        ]
        assert keys[0] == keys[1] == keys[2]
    assert len(list(tmp_path.glob("matcher-*.pickle"))) == 1


def test_a_spoilt_stored_matcher_is_compiled_again(tmp_path: Path) -> None:
    knowledge = load(PROJECT / "knowledge")
    matcher_for(knowledge, tmp_path)
    (stored,) = tmp_path.glob("matcher-*.pickle")
    stored.write_bytes(b"no pickle")
    assert matcher_for(knowledge, tmp_path).candidates


def test_knowledge_it_was_fitted_to_changes_the_weights_little() -> None:
    matcher = Matcher(load(PROJECT / "knowledge"))
    made = examples(matcher, 600)
    weights = adjusted(made, matcher.weights)
    assert weights.rank == matcher.weights.rank
    ratio = weights.trust["lead"] / matcher.weights.trust["lead"]
    assert 0.7 < ratio < 1.4


def test_too_few_examples_change_nothing(tmp_path: Path) -> None:
    matcher = Matcher(load(world_folder(tmp_path)))
    assert adjusted(examples(matcher)[:50], matcher.weights) is matcher.weights


def test_a_broken_folder_is_not_calibrated(tmp_path: Path) -> None:
    assert calibrate(tmp_path / "nowhere", tmp_path) == 1


def test_a_calibrator_tells_the_weights_of_the_present_knowledge(tmp_path: Path) -> None:
    folder = world_folder(tmp_path)
    knowledge = load(folder)
    told: list[tuple[str, Weights]] = []
    arrived = threading.Event()

    def tell(version: str, weights: Weights) -> None:
        told.append((version, weights))
        arrived.set()

    with Calibrator(folder, tmp_path / "cache", lambda: knowledge, tell) as calibrator:
        calibrator.request()
        assert arrived.wait(60)
        calibrator.request()  # known by now: nothing more is told
    assert told == [(knowledge.version, stored_weights(knowledge, tmp_path / "cache"))]
