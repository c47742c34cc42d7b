"""Weights fitted to examples. Knows arrays only."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
_STEPS, _RATE = 400, 0.05


def fit_choice(
    groups: Array, present: npt.NDArray[np.bool_], right: npt.NDArray[np.intp], prior: Array, l2: float
) -> Array:
    """Weights (features,) of a conditional logit.

    `groups` (examples, candidates, features) with `present` (examples, candidates) marking real candidates;
    `right` (examples,) is the position of the right one. `l2` pulls towards `prior`. Adam, full batch.
    """
    weights = prior.copy()
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    rows = np.arange(len(groups))
    for step in range(1, _STEPS + 1):
        scores = np.where(present, groups @ weights, -np.inf)
        scores -= scores.max(axis=1, keepdims=True)
        shares = np.exp(scores)
        shares /= shares.sum(axis=1, keepdims=True)
        expected = np.einsum("ec,ecf->ef", shares, groups)
        gradient = (expected - groups[rows, right]).mean(axis=0) + l2 * (weights - prior)
        first = 0.9 * first + 0.1 * gradient
        second = 0.999 * second + 0.001 * gradient**2
        weights -= _RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return weights


def fit_logistic(rows: Array, labels: Array, importance: Array, prior: Array, l2: float) -> Array:
    """Weights (features,) of a logistic regression pulled towards `prior` by `l2`; Newton's method."""
    weights = prior.copy()
    scale = importance / importance.sum()
    for _ in range(40):
        chance = 1 / (1 + np.exp(-np.clip(rows @ weights, -30, 30)))
        gradient = rows.T @ (scale * (chance - labels)) + l2 * (weights - prior)
        curve = (rows * (scale * chance * (1 - chance))[:, None]).T @ rows + l2 * np.eye(len(weights))
        step = np.linalg.solve(curve, gradient)
        weights = weights - step
        if np.abs(step).max() < 1e-6:
            break
    return weights
