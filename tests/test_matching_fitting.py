"""Weights: found again in data made with them; kept, stored, turned into a confidence."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.confidence import BIAS, Weights, parse, shipped
from bot.matching.evidence import FEATURES, Evidence
from bot.matching.fitting import fit_choice, fit_logistic
from bot.matching.ranking import LEAD_CAP, STANDING, Standing, lead, standing
from tests.small_world import matcher

NOTHING = Evidence(**dict.fromkeys(FEATURES, 0.0))
RANDOM = np.random.default_rng(7)
FREE = np.zeros(3)  # weights of any sign


def test_a_logistic_regression_finds_the_weights_the_data_were_made_with() -> None:
    true = np.array([2.0, -1.5, 0.5])
    rows = np.column_stack([RANDOM.normal(size=(6000, 2)), np.ones(6000)])
    labels = (RANDOM.random(6000) < 1 / (1 + np.exp(-rows @ true))).astype(float)
    found = fit_logistic(rows, labels, np.ones(6000), np.zeros(3), 1e-6, sign=FREE)
    np.testing.assert_allclose(found, true, atol=0.25)


def test_importance_counts_like_repetition() -> None:
    rows = np.column_stack([RANDOM.normal(size=(60, 2)), np.ones(60)])
    labels = (RANDOM.random(60) < 0.5).astype(float)
    often = np.repeat([1, 3], 30)
    weighed = fit_logistic(rows, labels, often.astype(float), np.zeros(3), 0.01, sign=FREE)
    repeated = np.repeat(rows, often, axis=0)
    plain = fit_logistic(repeated, np.repeat(labels, often), np.ones(120), np.zeros(3), 0.01, sign=FREE)
    np.testing.assert_allclose(weighed, plain, atol=1e-6)


def test_a_strong_pull_keeps_the_weights_where_they_were() -> None:
    rows = RANDOM.normal(size=(50, 2))
    labels = (rows[:, 0] > 0).astype(float)
    prior = np.array([-3.0, 4.0])
    found = fit_logistic(rows, labels, np.ones(50), prior, 1e6, sign=FREE[:2])
    np.testing.assert_allclose(found, prior, atol=1e-3)


def test_a_weight_never_takes_the_sign_it_may_not_have() -> None:
    true = np.array([2.0, -1.5, 0.0])
    rows = np.column_stack([RANDOM.normal(size=(2000, 2)), np.ones(2000)])
    labels = (RANDOM.random(2000) < 1 / (1 + np.exp(-rows @ true))).astype(float)
    bounds = np.array([-1.0, 1.0, 0.0])
    found = fit_logistic(rows, labels, np.ones(2000), np.zeros(3), 1e-6, sign=bounds)
    assert found[:2].tolist() == [0.0, 0.0]


def test_a_choice_model_finds_the_weights_the_choices_were_made_with() -> None:
    true = np.array([1.5, -1.0])
    groups = RANDOM.normal(size=(4000, 4, 2))
    luck = RANDOM.gumbel(size=(4000, 4))
    present = np.ones((4000, 4), dtype=bool)
    present[::2, 3] = False
    right = np.where(present, groups @ true + luck, -np.inf).argmax(axis=1)
    found = fit_choice(groups, present, right, np.ones(4000), prior=np.zeros(2), l2=0.0)
    np.testing.assert_allclose(found, true, atol=0.15)


def test_candidates_that_are_not_there_do_not_count() -> None:
    groups = RANDOM.normal(size=(200, 3, 2))
    present = np.array([[True, True, False]] * 200)
    right = (groups[:, 1, 0] > groups[:, 0, 0]).astype(np.intp)
    changed = groups.copy()
    changed[:, 2] = 99.0
    one, other = (
        fit_choice(g, present, right, np.ones(200), prior=np.zeros(2), l2=0.01) for g in (groups, changed)
    )
    np.testing.assert_allclose(one, other)


def test_an_example_of_importance_three_counts_as_three() -> None:
    groups = RANDOM.normal(size=(60, 3, 2))
    present = np.ones((60, 3), dtype=bool)
    right = RANDOM.integers(0, 3, size=60)
    weighed = fit_choice(groups, present, right, np.repeat([3.0, 1.0], 30), prior=np.zeros(2), l2=0.01)
    order = np.repeat(np.arange(60), np.repeat([3, 1], 30))
    repeated = fit_choice(
        groups[order], present[order], right[order], np.ones(120), prior=np.zeros(2), l2=0.01
    )
    np.testing.assert_allclose(weighed, repeated)


def ahead(leads: float) -> Standing:
    return Standing(leads, LEAD_CAP, 0.0)


def test_stored_weights_come_back() -> None:
    weights = Weights({"similarity": 1.25}, {BIAS: -0.5, "lead": 0.75})
    assert parse(weights.as_json()) == weights


def test_shipped_weights_weigh_every_feature() -> None:
    weights = shipped()
    assert set(weights.rank) == set(FEATURES)
    assert set(weights.trust) == {*FEATURES, *STANDING, BIAS}


def test_a_score_is_the_weighted_sum_and_confidence_its_logistic() -> None:
    weights = Weights({"similarity": 2.0, "ratio": 1.0}, {BIAS: -1.0, "lead": 0.5, "coverage": 3.0})
    found = Evidence(**{**dict.fromkeys(FEATURES, 0.0), "similarity": 0.5, "ratio": 0.25, "coverage": 1.0})
    assert weights.score(found) == 1.25
    assert weights.confidence(found, ahead(2.0)) == pytest.approx(1 / (1 + math.exp(-3.0)))


@given(st.floats(-1e6, 1e6), st.floats(0, 1e6))
def test_a_confidence_is_a_probability(bias: float, leads: float) -> None:
    assert 0 <= Weights({}, {BIAS: bias, "lead": 1.0}).confidence(NOTHING, ahead(leads)) <= 1


def test_shipped_weights_trust_a_larger_lead_more() -> None:
    assert shipped().confidence(NOTHING, ahead(2.0)) > shipped().confidence(NOTHING, ahead(0.0))


@pytest.mark.parametrize("feature", ["year_missing", "place_missing", "name_missing", "hard_missing"])
def test_shipped_weights_hold_what_is_missing_against_a_candidate(feature: str) -> None:
    missing = Evidence(**{**dict.fromkeys(FEATURES, 0.0), feature: 1.0})
    assert shipped().score(missing) < shipped().score(NOTHING)
    assert shipped().confidence(missing, ahead(1.0)) < shipped().confidence(NOTHING, ahead(1.0))


def test_the_lead_is_over_the_next_candidate_and_never_above_the_cap() -> None:
    ranked = matcher().match(matcher().understand(matcher().read("国乳中心有几位院士"))).ranked
    assert lead(ranked) == min(LEAD_CAP, ranked[0].score - ranked[1].score)
    assert lead(ranked[:1]) == LEAD_CAP
    assert standing(ranked[:1]) == Standing(LEAD_CAP, LEAD_CAP, 0.0)


def test_how_the_first_stands_beside_a_curated_refusal() -> None:
    ranked = matcher().rank(matcher().understand(matcher().read("国乳中心有几位院士")), 30)
    refusal = next(r for r in ranked[1:] if r.candidate.kind == "unknown")
    stands = standing(ranked)
    assert stands.lead == lead(ranked)
    assert stands.refusal_lead == min(LEAD_CAP, ranked[0].score - refusal.score)
    assert 0 < stands.rival <= 1


def test_nothing_similar_means_no_confidence() -> None:
    found = matcher().match(matcher().understand(matcher().read("👍")))
    assert (found.ranked, found.confidence, found.best) == ((), 0.0, None)


@pytest.mark.parametrize(
    "text", ["国乳中心有几位院士", "草业中心在哪", "高企要什么条件", "付崇毅团队有几个硕士", "谢谢"]
)
def test_matching_is_the_same_every_time(text: str) -> None:
    query = matcher().understand(matcher().read(text))
    assert matcher().match(query) == matcher().match(query)
    scores = [r.score for r in matcher().match(query).ranked]
    assert scores == sorted(scores, reverse=True)
