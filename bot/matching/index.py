"""Phrasings found by rare characters and syllables they share with a question (IDF-weighted overlap).

Similarity is Tversky's index over character 1- and 2-grams, syllable 2-grams and names, each weighted by
inverse document frequency over candidates (Tversky 1977; Spärck Jones 1972).
"""

from __future__ import annotations

import dataclasses
import itertools
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from bot.matching.candidates import Candidate
from bot.matching.likelihood import Likelihood, posterior
from bot.matching.understand import Understood

_CHARACTER, _PAIR, _SOUND, _NAME, _IDEA = 0.4, 1.0, 0.7, 2.2, 0.4
_SAYS_ANYWAY = 0.4  # share of its weight that a character keeps however common it is
_MISSED = 0.65  # weight of what the question says and the phrasing does not
_UNSAID = 0.3  # weight of what the phrasing says and the question does not
_UNSAID_ANSWER = 0.03  # an answer says much that nobody asked
_ANSWER_DISCOUNT = 0.75
_SHORTLIST_DOCS = 180
_ALWAYS = 3  # candidates that count however far they are from the best
_LEAST = 0.01  # similarity of texts that share next to nothing


@dataclasses.dataclass(frozen=True, slots=True)
class Hit:
    """A candidate found, with its most similar text."""

    candidate: int  # position in the candidate list
    doc: Understood
    similarity: float  # 0..1
    in_answer: bool
    log_odds: float = 0.0  # of the question's words in the candidate's phrasings
    posterior: float = 0.0  # the candidate's share among all by those words, 0..1


def grams(text: Understood) -> Iterator[tuple[str, float]]:
    """The grams of a text with their weight before rarity; separators are not crossed."""
    units, sounds, weights = text.text.units, text.text.syllables, text.gram_weights
    breaks = text.text.breaks
    for index, unit in enumerate(units):
        if unit:
            yield "c" + unit, _CHARACTER * weights[index]
        if index and not breaks[index]:
            weight = (weights[index - 1] + weights[index]) / 2
            if units[index - 1] and unit:
                yield "p" + units[index - 1] + "\0" + unit, _PAIR * weight
            yield "s" + sounds[index - 1] + " " + sounds[index], _SOUND * weight
    for name in text.name_ids:
        yield "n" + name, _NAME
    for span in text.ideas:
        weight = _IDEA * sum(weights[span.start : span.end]) / (span.end - span.start)
        for idea in span.values:
            yield f"i{idea}", weight


class Index:
    """Inverted index over every phrasing and answer of the candidates."""

    def __init__(self, candidates: Sequence[Candidate]) -> None:
        self._candidates = candidates
        self._owner: list[int] = []
        self._first: list[int] = []  # of every candidate's documents: phrasings, then the answer
        self._answer: list[bool] = []
        for position, candidate in enumerate(candidates):
            self._first.append(len(self._owner))
            self._owner += [position] * (len(candidate.docs) + len(candidate.answers))
            self._answer += [False] * len(candidate.docs) + [True] * len(candidate.answers)
        docs = [doc for candidate in candidates for doc in (*candidate.docs, *candidate.answers)]
        bags = [dict(_bag(doc)) for doc in docs]
        self.idf, self.rarest = self._rarity(candidates, bags)
        self.content = {  # what a character says, by how rare it is
            gram[1:]: _SAYS_ANYWAY + (1 - _SAYS_ANYWAY) * rarity / self.rarest
            for gram, rarity in self.idf.items()
            if gram[:1] == "c"
        }
        self.content_at_most = 1.0  # what one says that no text has
        self.rarity, self.rarest_character = _character_rarity(d for c in candidates for d in c.docs)
        self._build(bags)
        asking = ((o, b) for o, b, a in zip(self._owner, bags, self._answer, strict=True) if not a)
        self._likelihood = Likelihood(asking, len(candidates))

    def _rarity(
        self, candidates: Sequence[Candidate], bags: Sequence[dict[str, float]]
    ) -> tuple[dict[str, float], float]:
        seen: dict[str, set[int]] = {}
        for bag, owner, answer in zip(bags, self._owner, self._answer, strict=True):
            if not answer:
                for gram in bag:
                    seen.setdefault(gram, set()).add(owner)
        total = max(len(candidates), 2)
        idf = {gram: math.log(1 + total / (len(owners) + 0.5)) for gram, owners in seen.items()}
        return idf, math.log(1 + total / 0.5)

    def _build(self, bags: Sequence[dict[str, float]]) -> None:
        postings: dict[str, list[int]] = {}
        totals = np.zeros(len(bags))
        for position, bag in enumerate(bags):
            for gram, weight in bag.items():
                postings.setdefault(gram, []).append(position)
                totals[position] += weight * self.idf.get(gram, self.rarest)
            subject = self._candidates[self._owner[position]].subject
            free = f"ns:{subject}"
            if subject and free not in bag:
                postings.setdefault(free, []).append(position)
        self._gram = {gram: number for number, gram in enumerate(postings)}
        self._start = [0, *itertools.accumulate(map(len, postings.values()))]
        self._postings = np.fromiter(itertools.chain.from_iterable(postings.values()), dtype=np.int32)
        self._totals = totals
        self._unsaid = np.where(np.array(self._answer, dtype=bool), _UNSAID_ANSWER, _UNSAID)
        self._discount = np.where(np.array(self._answer, dtype=bool), _ANSWER_DISCOUNT, 1.0)

    def similarities(self, query: Understood) -> npt.NDArray[np.float64]:
        """One similarity (0..1) a document, in document order."""
        return self._similarities(_bag(query))

    def _similarities(self, bag: Mapping[str, float]) -> npt.NDArray[np.float64]:
        found: list[npt.NDArray[np.int32]] = []
        weights: list[float] = []
        total = 0.0
        for gram, weight in bag.items():
            value = weight * self.idf.get(gram, self.rarest)
            total += value
            number = self._gram.get(gram)
            if number is not None:
                found.append(self._postings[self._start[number] : self._start[number + 1]])
                weights.append(value)
        if not found:
            return np.zeros(len(self._owner))
        spread = np.repeat(weights, [len(d) for d in found])
        shared = np.bincount(np.concatenate(found), weights=spread, minlength=len(self._owner))
        whole = self._totals - shared  # what the document says beyond the question, in place for speed
        np.maximum(whole, 0.0, out=whole)
        whole *= self._unsaid
        whole += (1 - _MISSED) * shared  # with the line below: shared, and what it misses of the question
        whole += _MISSED * total + 1e-9
        scores: npt.NDArray[np.float64] = shared / whole
        return scores * self._discount

    def documents(self, candidate: int) -> list[int]:
        """The positions of a candidate's texts in document order."""
        found = self._candidates[candidate]
        first = self._first[candidate]
        return list(range(first, first + len(found.docs) + len(found.answers)))

    def _document(self, position: int) -> Understood:
        owner = self._owner[position]
        candidate, number = self._candidates[owner], position - self._first[owner]
        return candidate.answers[0] if self._answer[position] else candidate.docs[number]

    def _log_odds(self, bag: Mapping[str, float], hidden: Sequence[int]) -> npt.NDArray[np.float64]:
        """The log-odds of every candidate by the texts that are not hidden; of one without any, -inf."""
        by_owner: dict[int, list[int]] = {}
        for position in hidden:
            if not self._answer[position]:
                by_owner.setdefault(self._owner[position], []).append(position)
        gone = [o for o, positions in by_owner.items() if len(positions) == len(self._candidates[o].docs)]
        left_out = [
            (owner, _bag(self._document(position)))
            for owner, positions in by_owner.items()
            if owner not in gone
            for position in positions
        ]
        odds = self._likelihood.log_odds(bag, left_out)
        odds[gone] = -np.inf
        return odds

    def search(
        self, query: Understood, limit: int = 14, hidden: Sequence[int] = (), far: float = 0.0
    ) -> list[Hit]:
        """The best candidates with their best text, most similar first; `hidden` documents are not there.

        Below the share `far` of the best similarity only the first few candidates count. At most half of
        the candidates are curated refusals, so that there is something to offer.
        """
        bag = _bag(query)
        scores = self._similarities(bag)
        if hidden:
            scores[list(hidden)] = 0.0
        odds = self._log_odds(bag, hidden)
        shares = posterior(odds)
        top = np.flatnonzero(scores > _LEAST)
        if len(top) > _SHORTLIST_DOCS:
            top = top[np.argpartition(scores[top], -_SHORTLIST_DOCS)[-_SHORTLIST_DOCS:]]
        top = top[np.argsort(-scores[top], kind="stable")]
        hits: dict[int, Hit] = {}
        refusals = 0
        for position in top.tolist():
            score = float(scores[position])
            owner = self._owner[position]
            if score < far * float(scores[top[0]]) and len(hits) - refusals >= _ALWAYS:
                break
            refusal = self._candidates[owner].kind == "unknown"
            if owner not in hits and not (refusal and refusals >= limit - limit // 2):
                refusals += refusal
                doc, answer = self._document(position), self._answer[position]
                hits[owner] = Hit(owner, doc, score, answer, float(odds[owner]), float(shares[owner]))
                if len(hits) >= limit:
                    break
        return list(hits.values())


def _character_rarity(docs: Iterable[Understood]) -> tuple[dict[str, float], float]:
    """Smoothed inverse document frequency of every character over the phrasings."""
    seen: dict[str, int] = {}
    total = 0
    for doc in docs:
        total += 1
        for unit in set(doc.text.units):
            seen[unit] = seen.get(unit, 0) + 1
    rarity = {unit: math.log((1 + total) / (1 + count)) + 1 for unit, count in seen.items()}
    return rarity, math.log(1 + total) + 1


def _bag(text: Understood) -> dict[str, float]:
    bag: dict[str, float] = {}
    for gram, weight in grams(text):
        if weight > bag.get(gram, 0.0):
            bag[gram] = weight
    return bag
