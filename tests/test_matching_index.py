"""The index gives the similarity that its formula says, found the slow way here."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.index import _ANSWER_DISCOUNT, _MISSED, _UNSAID, _UNSAID_ANSWER, grams
from bot.matching.understand import Understood
from tests.small_world import matcher

TEXTS = [
    "国乳中心有几位院士",
    "草业中心在哪",
    "高企税率多少",
    "guoru zhongxin dianhua",
    "今天天气",
    "付崇毅",
    "",
    "👍",
    "谢谢",
]


def understood(text: str) -> Understood:
    return matcher().understand(matcher().read(text))


def bag(text: Understood) -> dict[str, float]:
    found: dict[str, float] = {}
    for gram, weight in grams(text):
        found[gram] = max(weight, found.get(gram, 0.0))
    return {gram: weight for gram, weight in found.items() if weight > 0}


def documents() -> list[tuple[int, Understood, bool]]:
    """Owner, text and whether it is an answer, in document order."""
    found = []
    for position, candidate in enumerate(matcher().candidates):
        found += [(position, doc, False) for doc in candidate.docs]
        for answer in candidate.answers:
            found.append((position, answer, True))
    return found


def rarity() -> dict[str, float]:
    """ln(1 + n / (df + 1/2)) over candidates; answers do not count."""
    owners: dict[str, set[int]] = {}
    for owner, doc, answer in documents():
        for gram in bag(doc) if not answer else ():
            owners.setdefault(gram, set()).add(owner)
    return {g: math.log(1 + len(matcher().candidates) / (len(o) + 0.5)) for g, o in owners.items()}


def slowly(query: Understood) -> list[float]:
    """Tversky's index of every document."""
    idf, rarest = rarity(), math.log(1 + len(matcher().candidates) / 0.5)
    asked = {g: w * idf.get(g, rarest) for g, w in bag(query).items()}
    found = []
    for owner, doc, answer in documents():
        told = {g: w * idf.get(g, rarest) for g, w in bag(doc).items()}
        subject = matcher().candidates[owner].subject
        free = {f"ns:{subject}"} if subject else set()
        shared = sum(w for g, w in asked.items() if g in told or g in free)
        missed = max(sum(asked.values()) - shared, 0)
        unsaid = max(sum(told.values()) - shared, 0)
        whole = shared + _MISSED * missed + (_UNSAID_ANSWER if answer else _UNSAID) * unsaid
        found.append(shared / (whole + 1e-9) * (_ANSWER_DISCOUNT if answer else 1))
    return found


@pytest.mark.parametrize("text", TEXTS)
def test_similarities_are_those_of_the_formula(text: str) -> None:
    query = understood(text)
    np.testing.assert_allclose(matcher().index.similarities(query), slowly(query), atol=1e-9)


def test_rarity_is_counted_over_candidates() -> None:
    found = matcher().index.idf
    expected = rarity()
    assert {g: round(v, 9) for g, v in found.items() if g in expected} == {
        g: round(v, 9) for g, v in expected.items()
    }


@pytest.mark.parametrize("text", TEXTS)
def test_hits_are_the_best_text_of_each_candidate_most_similar_first(text: str) -> None:
    query = understood(text)
    best: dict[int, float] = {}
    for (owner, _, _), score in zip(documents(), slowly(query), strict=True):
        best[owner] = max(score, best.get(owner, 0.0))
    expected = sorted((round(s, 6) for s in best.values() if s > 0), reverse=True)[:5]
    hits = matcher().index.search(query, 5)
    assert [round(h.similarity, 6) for h in hits] == expected
    assert [round(best[h.candidate], 6) for h in hits] == expected


def test_a_phrasing_finds_its_own_text() -> None:
    for position, candidate in enumerate(matcher().candidates):
        for doc in candidate.docs:
            first = matcher().index.search(doc, 1)[0]
            assert round(first.similarity, 6) == 1.0
            assert first.candidate == position or first.doc.text == doc.text


def test_hidden_documents_are_not_there() -> None:
    query = understood("国乳中心有几位院士")
    (first, *_) = matcher().index.search(query, 1)
    own = matcher().index.documents(first.candidate)
    assert first.candidate not in [h.candidate for h in matcher().index.search(query, 30, own)]


def test_the_documents_of_a_candidate_are_its_texts_and_its_answer() -> None:
    for position, candidate in enumerate(matcher().candidates):
        texts = len(candidate.docs) + len(candidate.answers)
        assert len(matcher().index.documents(position)) == texts


@given(st.text(max_size=30))
def test_every_similarity_lies_between_zero_and_one(text: str) -> None:
    found = matcher().index.similarities(understood(text))
    assert bool(np.all(found >= 0))
    assert bool(np.all(found <= 1))
