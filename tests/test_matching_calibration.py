"""Examples the knowledge makes of itself: what is left out is not there; the same every time."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Sequence

from bot.matching.calibration import CANDIDATES, Example, examples, fit
from bot.matching.confidence import shipped
from bot.matching.evidence import FEATURES
from bot.matching.matcher import Matcher
from tests.small_world import knowledge, matcher


@functools.cache
def made() -> Sequence[Example]:
    return examples(matcher())


def texts() -> int:
    return sum(len(c.docs) for c in matcher().candidates if len(c.docs) > 1)


def test_every_phrasing_is_asked_once_with_itself_left_out() -> None:
    found = [e for e in made() if e.right]
    assert 0.85 * texts() <= len(found) <= texts()
    assert all(len(e.right) == 1 for e in found)


def test_nothing_is_right_with_the_entry_or_the_subject_left_out_or_a_noun_exchanged() -> None:
    numbers = [n for c in matcher().candidates if c.kind == "entry" for n in range(len(c.docs))]
    entry, subject = sum(n % 2 == 0 for n in numbers), sum(n % 4 == 1 for n in numbers)
    exchanged = sum(n % 2 == 1 for n in numbers)  # at most: some phrasings hold no noun
    found = Counter(e.importance for e in made() if not e.right)
    assert set(found) == {0.6, 1.0}
    assert found[0.6] == entry
    assert subject < found[1.0] <= subject + exchanged


def test_a_phrasing_left_out_is_not_among_the_texts_of_its_candidate() -> None:
    whole = {c.key: c for c in matcher().candidates}
    for example in made():
        for ranked in example.ranked:
            key = ranked.candidate.key
            if key in example.right:
                assert len(ranked.candidate.docs) == len(whole[key].docs) - 1
            else:
                assert ranked.candidate == whole[key]


def test_no_example_finds_the_text_it_asks_with() -> None:
    texts_of_all = Counter(d.text.units for c in matcher().candidates for d in c.docs)
    assert max(texts_of_all.values()) == 1
    assert [r.candidate.key for e in made() for r in e.ranked if r.evidence.ratio == 1] == []


def test_no_example_has_more_candidates_than_are_weighed() -> None:
    assert max(len(e.ranked) for e in made()) <= CANDIDATES


def test_examples_are_the_same_every_time() -> None:
    again = examples(Matcher(knowledge()))
    assert [[(r.candidate.key, r.evidence) for r in e.ranked] for e in again] == [
        [(r.candidate.key, r.evidence) for r in e.ranked] for e in made()
    ]


def test_fewer_examples_are_picked_evenly() -> None:
    found = [e for e in examples(matcher(), most=10) if e.right]
    keys = {next(iter(e.right)) for e in found}
    assert len(found) <= 10
    assert len(keys) >= 7


def test_fitted_weights_are_the_same_every_time_and_complete() -> None:
    one, other = fit(made(), shipped()), fit(made(), shipped())
    assert one == other
    assert set(one.rank) == set(FEATURES)


def test_fitted_weights_find_left_out_phrasings() -> None:
    fitted = fit(made(), shipped())
    asked = [e for e in made() if e.right]
    first = [max(e.ranked, key=lambda r: fitted.score(r.evidence)).candidate.key for e in asked]
    right = sum(key in e.right for key, e in zip(first, asked, strict=True))
    assert right >= 0.9 * len(asked)
