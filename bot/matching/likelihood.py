"""How likely each candidate is to be asked in the words of a question (Dirichlet-smoothed query likelihood).

A candidate is a bag of the grams of all its phrasings; a question is scored by the log-odds of its grams in
that bag against those in all bags (Zhai & Lafferty 2004). What many phrasings of a candidate say counts more
than what one of them touches upon, and what every candidate says counts for nothing.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Bag = Mapping[str, float]  # gram → weight
Owned = tuple[int, Bag]  # the candidate whose text it is, with its grams
_SMOOTHING = 0.25  # weight that all bags lend to each, of a mean bag; half and five times as much do as well
_LEAST = 0.004  # share of it that every gram gets: one text with a rare pair must not speak for all
_SHARPNESS = 8.0  # of the posterior, as mean log-odds are flatter than those of a whole text


class Likelihood:
    """The candidates' bags, ready to be asked."""

    def __init__(self, texts: Iterable[Owned], candidates: int) -> None:
        """`texts` are the bags of the asking texts with their candidate's position below `candidates`."""
        counts: dict[str, dict[int, float]] = {}
        totals = np.zeros(candidates)
        for owner, bag in texts:
            for gram, weight in bag.items():
                own = counts.setdefault(gram, {})
                own[owner] = own.get(owner, 0.0) + weight
            totals[owner] += sum(bag.values())
        self._gram = {gram: number for number, gram in enumerate(counts)}
        self._start = [0, *itertools.accumulate(map(len, counts.values()))]
        self._owner = np.fromiter(itertools.chain.from_iterable(counts.values()), dtype=np.int32)
        weights = np.fromiter(
            itertools.chain.from_iterable(own.values() for own in counts.values()), dtype=np.float64
        )
        shares = np.array([sum(own.values()) for own in counts.values()]) / (totals.sum() or 1.0)
        self._lent = _SMOOTHING * float(totals.sum()) / max(1, candidates) or 1.0
        self._smoothed = self._lent * (shares + _LEAST)  # what all bags lend to each of every gram
        self._gain = np.log1p(weights / np.repeat(self._smoothed, np.diff(self._start)))
        self._totals = totals
        self._sizes = np.log1p(totals / self._lent)  # large bags hold more by chance

    def log_odds(self, question: Bag, left_out: Sequence[Owned] = ()) -> Array:
        """Mean log-odds of the question's grams, one a candidate: 0 says no more than all texts do.

        `left_out` are texts to be treated as if nobody had written them.
        """
        grams = [(self._gram[gram], weight) for gram, weight in question.items() if gram in self._gram]
        spread = sum(question.values())
        if not grams or not spread:
            return np.zeros(len(self._totals))
        places = [slice(self._start[number], self._start[number + 1]) for number, _ in grams]
        weights = np.repeat([weight for _, weight in grams], [p.stop - p.start for p in places])
        gains = np.concatenate([self._gain[p] for p in places]) * weights
        owners = np.concatenate([self._owner[p] for p in places])
        found = np.bincount(owners, weights=gains, minlength=len(self._totals)) - spread * self._sizes
        for owner in {owner for owner, _ in left_out}:
            bags = [bag for other, bag in left_out if other == owner]
            found[owner] = self._without(owner, grams, spread, bags)
        odds: Array = found / spread
        return odds

    def _without(
        self, owner: int, grams: Sequence[tuple[int, float]], spread: float, bags: Sequence[Bag]
    ) -> float:
        """The log-odds of one candidate without some of its texts, times the spread."""
        removed: dict[int, float] = {}
        for bag in bags:
            for gram, weight in bag.items():
                removed[self._gram[gram]] = removed.get(self._gram[gram], 0.0) + weight
        left = max(0.0, float(self._totals[owner]) - sum(removed.values()))
        gained = sum(w * self._gain_of(owner, number, removed.get(number, 0.0)) for number, w in grams)
        return gained - spread * math.log1p(left / self._lent)

    def _gain_of(self, owner: int, number: int, removed: float) -> float:
        """What one gram speaks for a candidate when some of its weight is taken away."""
        owners = self._owner[self._start[number] : self._start[number + 1]]
        place = int(np.searchsorted(owners, owner))
        if place == len(owners) or owners[place] != owner:
            return 0.0
        smoothed = float(self._smoothed[number])
        kept = math.expm1(self._gain[self._start[number] + place]) * smoothed - removed
        return math.log1p(max(kept, 0.0) / smoothed)


def posterior(log_odds: Array) -> Array:
    """The share of each candidate among all, 0..1, summing to 1; 0 for -inf, and where nothing is left."""
    if not np.isfinite(log_odds).any():
        return np.zeros(len(log_odds))
    shares = np.exp(_SHARPNESS * (log_odds - log_odds.max()))
    spread: Array = shares / shares.sum()
    return spread
