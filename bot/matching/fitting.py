"""Weights fitted to examples. Knows arrays only."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
_STEPS, _LOGISTIC_STEPS, _RATE = 400, 1500, 0.05


def fit_choice(  # noqa: PLR0913 - a model is its data and its prior
    groups: Array,
    present: npt.NDArray[np.bool_],
    right: npt.NDArray[np.intp],
    importance: Array,
    *,
    prior: Array,
    l2: float,
) -> Array:
    """Weights (features,) of a conditional logit.

    `groups` (examples, candidates, features) with `present` (examples, candidates) marking real candidates;
    `right` (examples,) is the position of the right one, `importance` (examples,) how much it counts. `l2`
    pulls towards `prior`. Adam, full batch.
    """
    weights = prior.copy()
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    rows = np.arange(len(groups))
    scale = importance / importance.sum()
    for step in range(1, _STEPS + 1):
        scores = np.where(present, groups @ weights, -np.inf)
        scores -= scores.max(axis=1, keepdims=True)
        shares = np.exp(scores)
        shares /= shares.sum(axis=1, keepdims=True)
        expected = np.einsum("ec,ecf->ef", shares, groups)
        gradient = scale @ (expected - groups[rows, right]) + l2 * (weights - prior)
        first = 0.9 * first + 0.1 * gradient
        second = 0.999 * second + 0.001 * gradient**2
        weights -= _RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return weights


def fit_logistic(  # noqa: PLR0913 - a model is its data, its prior and its bounds
    rows: Array, labels: Array, importance: Array, prior: Array, l2: float, *, sign: Array
) -> Array:
    """Weights (features,) of a logistic regression pulled towards `prior` by `l2`.

    `sign` (features,) holds 1 for weights that may not be negative, -1 for weights that may not be positive
    and 0 for free ones. Adam with projection, full batch.
    """
    weights = _signed(prior.copy(), sign)
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    scale = importance / importance.sum()
    for step in range(1, _LOGISTIC_STEPS + 1):
        chance = 1 / (1 + np.exp(-np.clip(rows @ weights, -30, 30)))
        gradient = rows.T @ (scale * (chance - labels)) + l2 * (weights - prior)
        first = 0.9 * first + 0.1 * gradient
        second = 0.999 * second + 0.001 * gradient**2
        weights -= _RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
        weights = _signed(weights, sign)
    return weights


def _signed(weights: Array, sign: Array) -> Array:
    return np.where(sign > 0, np.maximum(weights, 0.0), np.where(sign < 0, np.minimum(weights, 0.0), weights))
