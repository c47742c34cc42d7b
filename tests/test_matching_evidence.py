"""What speaks for a candidate and what against: each feature in a case that shows it."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.evidence import FEATURES, Evidence
from bot.matching.strangers import Stranger, strangers
from tests.small_world import matcher

ALL = len(matcher().candidates)


def evidence(text: str, key: str) -> Evidence:
    query = matcher().understand(matcher().read(text))
    return next(r.evidence for r in matcher().rank(query, ALL) if r.candidate.key == key)


def test_the_candidates_own_question_has_everything_for_it_and_nothing_against_it() -> None:
    found = dataclasses.asdict(evidence("国家乳业技术创新中心引进了多少位院士？", "e:dairy-academicians"))
    assert found.pop("length") == 18 / 25
    query = matcher().understand(matcher().read("国家乳业技术创新中心引进了多少位院士？"))
    others = [r.evidence for r in matcher().rank(query, ALL)]
    assert found.pop("log_odds") == max(other.log_odds for other in others)
    assert found.pop("posterior") == max(other.posterior for other in others)
    assert {round(value, 6) for value in found.values()} == {0, 1}
    assert {name for name, value in found.items() if value} >= {
        "similarity",
        "ratio",
        "sound_ratio",
        "coverage",
        "coverage_all",
        "doc_coverage",
        "name_agree",
        "attribute_agree",
        "doc_agree",
    }
    assert not any(value for name, value in found.items() if "missing" in name or "un" in name.split("_"))


@pytest.mark.parametrize(
    ("text", "key", "feature", "value"),
    [
        ("国乳中心有几位院士", "e:dairy-academicians", "name_agree", 1),
        ("草业中心有几位院士", "e:dairy-academicians", "name_missing", 1),
        ("草业中心有几位院士", "e:dairy-academicians", "name_agree", 0),
        ("草业中心有几位院士", "e:grass-academicians", "name_missing", 0),
        ("任院士和国乳中心", "e:dairy-ren", "name_missing", 0),
        ("有几位院士", "e:dairy-academicians", "name_silent", 1),
        ("国乳中心2019年有几位院士", "e:dairy-academicians", "year_missing", 1),
        ("2022年高企几家", "e:hightech-count", "year_missing", 0),
        ("2019年高企几家", "e:hightech-count", "year_missing", 1),
        ("国乳中心在包头有几位院士", "e:dairy-academicians", "place_missing", 1),
        ("呼市国乳中心有几位院士", "e:dairy-academicians", "place_missing", 0),
        ("赛罕区国乳中心有几位院士", "e:dairy-academicians", "place_missing", 1),
        ("国乳中心院士工资多少", "e:dairy-academicians", "hard_missing", 1),
        ("国乳中心院士几位", "e:dairy-academicians", "hard_missing", 0),
        ("国乳中心院士是谁", "e:dairy-academicians", "hard_missing", 1),
        ("国乳中心电话", "u:dairy#1", "refusal", 1),
        ("国乳中心电话", "u:dairy#1", "refusal_unmet", 0),
        ("国乳中心有几位院士", "u:dairy#1", "refusal_unmet", 1),
        ("国乳中心有101家成员单位吗", "e:dairy-members", "number_agree", 1),
        ("国乳中心有47家成员单位吗", "e:dairy-members", "number_agree", 0),
        ("国乳中心", "e:dairy-overview", "overview", 1),
        ("国乳中心几位院士", "e:dairy-academicians", "overview", 0),
    ],
)
def test_a_feature_tells_what_it_says(text: str, key: str, feature: str, value: float) -> None:
    assert getattr(evidence(text, key), feature) == value


def test_what_nobody_wrote_down_stays_unexplained() -> None:
    plain = evidence("国乳中心有几位院士", "e:dairy-academicians")
    strange = evidence("国乳中心的锅炉有几位院士", "e:dairy-academicians")
    assert (plain.unexplained, plain.run, plain.coverage) == (0, 0, 1)
    assert strange.unexplained > 0.5
    assert strange.run > 0.5
    assert strange.coverage < 1


def test_what_only_the_answer_says_is_explained_by_the_answer_alone() -> None:
    found = evidence("国乳中心健康谷", "e:dairy-location")
    assert found.coverage < 0.5 < found.coverage_all


@given(st.text(alphabet="国乳中心草业高企几位院士家在哪电话2019年101包头赛罕区谢谢，。ab", max_size=20))
def test_features_stay_in_their_ranges(text: str) -> None:
    query = matcher().understand(matcher().read(text))
    wide = {"unexplained": 4, "run": 4, "lead_run": 4, "name_missing": 2, "hard_missing": 2, "log_odds": 4}
    low = {"log_odds": -2}
    for ranked in matcher().rank(query, ALL):
        values = dict(zip(FEATURES, ranked.evidence.values(), strict=True))
        outside = {n: v for n, v in values.items() if not low.get(n, 0) - 1e-9 <= v <= wide.get(n, 1) + 1e-9}
        assert outside == {}


def unknown_names(text: str) -> tuple[Stranger, ...]:
    query = matcher().understand(matcher().read(text))
    best = matcher().match(query).best
    return strangers(query, best.candidate, matcher()) if best else ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("清华大学有几个院士", (Stranger("organisation", "清华大学"),)),
        ("青藤技术创新中心有几个院士", (Stranger("organisation", "青藤技术创新中心"),)),
        ("张伟院士是谁", (Stranger("person", "张伟"),)),
        ("赵铁柱的电话", (Stranger("person", "赵铁柱"),)),
        ("国乳中心有几个院士", ()),
        ("任发政院士是谁", ()),
        ("付崇毅的电话", ()),
        ("上海交通大学的冯雁教授是谁", ()),
        ("高企要什么条件", ()),
        ("我们公司能评高企吗", ()),
        ("停水停电找谁", ()),
        ("", ()),
    ],
)
def test_only_names_nobody_wrote_down_are_strangers(text: str, found: tuple[Stranger, ...]) -> None:
    assert unknown_names(text) == found
