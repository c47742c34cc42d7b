"""Other ways to find the entry a question means, each as its users would set it up."""

from __future__ import annotations

import logging
import re
import unicodedata
from collections.abc import Sequence
from typing import Protocol

import numpy as np

Guess = tuple[str, float]  # entry id and score, higher is surer


def plain(text: str) -> str:
    """Letters and digits only, half-width, lower case: every peer does better with it."""
    return re.sub(r"\W+", "", unicodedata.normalize("NFKC", text).lower())


class Peer(Protocol):
    """Something that finds the best entry for a question."""

    name: str

    def guess(self, query: str) -> Guess:
        """The best entry and how sure."""
        ...


class TfidfPeer:
    """Cosine of TF-IDF vectors over character 1-2-grams (scikit-learn)."""

    name = "TF-IDF 字 1-2 (scikit-learn)"

    def __init__(self, ids: Sequence[str], texts: Sequence[str]) -> None:
        from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415  (bench extra)

        self._ids = ids
        self._vectorizer = TfidfVectorizer(analyzer="char", ngram_range=(1, 2))
        self._texts = self._vectorizer.fit_transform(map(plain, texts))

    def guess(self, query: str) -> Guess:
        """The nearest text."""
        scores = (self._texts @ self._vectorizer.transform([plain(query)]).T).toarray().ravel()
        best = int(scores.argmax())
        return self._ids[best], float(scores[best])


class Bm25Peer:
    """Okapi BM25 over jieba's words."""

    name = "BM25 + jieba"

    def __init__(self, ids: Sequence[str], texts: Sequence[str]) -> None:
        import jieba  # noqa: PLC0415  (bench extra)
        from rank_bm25 import BM25Okapi  # noqa: PLC0415

        jieba.setLogLevel(logging.WARNING)
        self._ids = ids
        self._cut = jieba.lcut
        self._index = BM25Okapi([self._cut(plain(text)) for text in texts])

    def guess(self, query: str) -> Guess:
        """The text with the highest score."""
        scores = np.asarray(self._index.get_scores(self._cut(plain(query))))
        best = int(scores.argmax())
        return self._ids[best], float(scores[best])


class RapidfuzzPeer:
    """Normalised edit similarity of the characters (rapidfuzz ratio)."""

    name = "rapidfuzz ratio"

    def __init__(self, ids: Sequence[str], texts: Sequence[str]) -> None:
        from rapidfuzz import fuzz, process  # noqa: PLC0415

        self._ids, self._texts = ids, [plain(text) for text in texts]
        self._one, self._ratio = process.extractOne, fuzz.ratio

    def guess(self, query: str) -> Guess:
        """The most similar text."""
        _, score, best = self._one(plain(query), self._texts, scorer=self._ratio)
        return self._ids[best], float(score)


PEERS = (TfidfPeer, Bm25Peer, RapidfuzzPeer)
