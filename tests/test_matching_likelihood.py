"""The query likelihood is what its formula says, found the slow way here."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.likelihood import _LEAST, _SMOOTHING, Bag, Likelihood, Owned, posterior

TEXTS: list[Owned] = [
    (0, {"a": 1.0, "b": 0.5}),
    (0, {"a": 1.0, "c": 1.0}),
    (1, {"b": 1.0, "d": 0.25}),
    (2, {"c": 1.0, "d": 1.0, "e": 0.5}),
]
QUESTIONS: list[Bag] = [{"a": 1.0}, {"b": 0.5, "d": 1.0}, {"a": 1.0, "never said": 2.0}, {"e": 1.0, "c": 0.1}]


def slowly(question: Bag, texts: list[Owned], lent: float, all_texts: list[Owned]) -> list[float]:
    """Mean of ln(1 + own / lent share) less ln(1 + size / lent), one a candidate."""
    everything = sum(sum(bag.values()) for _, bag in all_texts)
    found = []
    for candidate in range(3):
        own = [bag for owner, bag in texts if owner == candidate]
        size = math.log1p(sum(sum(bag.values()) for bag in own) / lent)
        total = 0.0
        for gram, weight in question.items():
            share = sum(bag.get(gram, 0.0) for _, bag in all_texts) / everything
            said = sum(bag.get(gram, 0.0) for bag in own)
            gain = math.log1p(said / (lent * (share + _LEAST))) if share else 0.0
            total += weight * (gain - size)
        found.append(total / sum(question.values()))
    return found


def lent_by(texts: list[Owned]) -> float:
    return _SMOOTHING * sum(sum(bag.values()) for _, bag in texts) / 3


@pytest.mark.parametrize("question", QUESTIONS)
def test_log_odds_follow_the_formula(question: Bag) -> None:
    found = Likelihood(TEXTS, 3).log_odds(question)
    np.testing.assert_allclose(found, slowly(question, TEXTS, lent_by(TEXTS), TEXTS), atol=1e-12)


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("number", range(len(TEXTS)))
def test_a_text_left_out_counts_as_if_nobody_had_written_it(question: Bag, number: int) -> None:
    kept = [text for i, text in enumerate(TEXTS) if i != number]
    found = Likelihood(TEXTS, 3).log_odds(question, [TEXTS[number]])
    np.testing.assert_allclose(found, slowly(question, kept, lent_by(TEXTS), TEXTS), atol=1e-12)


@pytest.mark.parametrize("question", [{}, {"never said": 1.0}])
def test_what_nobody_ever_said_speaks_for_nobody(question: Bag) -> None:
    assert Likelihood(TEXTS, 3).log_odds(question).tolist() == [0.0, 0.0, 0.0]


def test_what_several_texts_say_speaks_louder_than_what_one_does() -> None:
    texts: list[Owned] = [(1, {"a": 1.0, "b": 1.0})]
    texts += [(0, {"a": 1.0, "b": 1.0})] * 4 + [(1, {"b": 2.0})] * 3
    first, second = Likelihood(texts, 2).log_odds({"a": 1.0})
    assert first > second


def test_nothing_written_at_all_is_no_error() -> None:
    assert Likelihood([], 0).log_odds({"a": 1.0}).tolist() == []


@given(st.lists(st.floats(-5, 5), min_size=1, max_size=9))
def test_a_posterior_is_a_distribution_that_keeps_the_order(odds: list[float]) -> None:
    shares = posterior(np.array(odds))
    assert shares.sum() == pytest.approx(1)
    assert shares[int(np.argmax(odds))] == shares.max()


def test_what_is_not_there_has_no_share() -> None:
    assert posterior(np.array([-np.inf, 1.0])).tolist() == [0.0, 1.0]
    assert posterior(np.array([-np.inf, -np.inf])).tolist() == [0.0, 0.0]
    assert posterior(np.array([])).tolist() == []
