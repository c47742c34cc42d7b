"""Question files → cases → verdicts → rates, curves and the report."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from bot.conversation.messages import Chat, NoAnswer, Part, Question, Reply, Routed, Suggestions
from bot.errors import QuestionFileError
from bot.evaluation.cases import Case, Expect, Figures, cases_of
from bot.evaluation.curves import Guess, Point, operating_point, reliability, risk_coverage, svg_of
from bot.evaluation.figures import compared, holds
from bot.evaluation.judging import Judged, Verdict, verdict_on
from bot.evaluation.outcome import outcome_of
from bot.evaluation.rates import Rate, confusions, rate, worst_first
from bot.evaluation.report import report_lines
from bot.evaluation.run import judged
from tests.replies import CHOICES, TIME, answer, reply_of

SUGGESTED = Suggestions("您是不是想问：", CHOICES, 0.4)
REFUSED = NoAnswer("没有电话。", "attribute", CHOICES[:1], "city-12345")


def case(expect: Expect, *wanted: str, figures: Figures | None = None, question: str = "问") -> Case:
    return Case(question, expect, wanted, "dairy.yaml", 3, figures=figures)


def verdict(expected: Case, *parts: Part) -> Verdict:
    return verdict_on(expected, outcome_of(reply_of(*parts)))


def test_a_question_file_is_read_with_the_line_of_each_question(tmp_path: Path) -> None:
    file = tmp_path / "dairy.yaml"
    file.write_text(
        "# 乳业中心\n- answer: dairy-members\n  questions: [有几家成员, no]\n"
        "- refuse: attribute\n  known_gap: 还不认识\n  questions:\n    - 电话多少\n",
        encoding="utf-8",
    )
    assert cases_of([file]) == [
        Case("有几家成员", "answer", ("dairy-members",), "dairy.yaml", 3),
        Case("no", "answer", ("dairy-members",), "dairy.yaml", 3),
        Case("电话多少", "refuse", ("attribute",), "dairy.yaml", 7, known_gap="还不认识"),
    ]


def test_a_jsonl_file_is_read_without_its_debatable_rows(tmp_path: Path) -> None:
    file = tmp_path / "questions.jsonl"
    asked = {"query": "几家", "expect": "suggest_ok", "must": [], "must_any": ["101家"], "must_not": []}
    rows = [{**asked, "style": "terse"}, {**asked, "debatable": "有两种看法"}]
    file.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    figures = Figures((), ("101家",), ())
    assert cases_of([file]) == [
        Case("几家", "suggest", (), "questions.jsonl", 1, figures=figures, style="terse")
    ]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("- answers: x\n  questions: [a]\n", "q.yaml:1:3"),
        ("- answer: x\n", "q.yaml:1:3"),
        ("- answer: x\n  refuse: year\n  questions: [a]\n", "q.yaml:1:3"),
        ("- answer: {a: b}\n  questions: [a]\n", "q.yaml:1:11"),
        ("- answer: [x\n", "q.yaml"),
    ],
)
def test_a_mistake_in_a_question_file_is_named_with_its_place(tmp_path: Path, text: str, place: str) -> None:
    (tmp_path / "q.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(QuestionFileError, match=place):
        cases_of([tmp_path / "q.yaml"])


@pytest.mark.parametrize(
    ("expected", "parts", "right"),
    [
        (case("answer", "dairy-members"), (answer(),), "right"),
        (case("answer", "dairy-members"), (answer("grass-members"),), "wrong"),
        (case("answer", "dairy-members"), (answer(), answer("grass-members")), "wrong"),
        (case("answer", "dairy-members", "grass-members"), (answer(), answer("grass-members")), "right"),
        (case("answer", "dairy-overview"), (SUGGESTED,), "offered"),
        (case("answer", "dairy-members"), (SUGGESTED,), "missed"),
        (case("answer", "dairy-academicians"), (REFUSED,), "offered"),
        (case("suggest", "dairy-overview"), (SUGGESTED,), "right"),
        (case("suggest", "dairy-overview"), (answer("dairy-overview"),), "right"),
        (case("suggest", "dairy-overview"), (answer(),), "wrong"),
        (case("refuse", "attribute"), (REFUSED,), "right"),
        (case("refuse", "year"), (REFUSED,), "otherwise"),
        (case("refuse", "attribute"), (SUGGESTED,), "otherwise"),
        (case("refuse", "attribute"), (answer(),), "false"),
        (case("route", "vet"), (Routed("vet", "请找兽医。", ()),), "right"),
        (case("route", "vet"), (REFUSED,), "otherwise"),
        (case("small_talk", "greeting"), (Chat("greeting", "您好。"),), "right"),
    ],
)
def test_a_verdict_compares_what_came_with_what_was_expected(
    expected: Case, parts: tuple[Part, ...], right: Verdict
) -> None:
    assert verdict(expected, *parts) == right


@pytest.mark.parametrize(
    ("expected", "parts", "right"),
    [
        (case("answer", figures=Figures(("101家",), (), ())), (answer(),), "right"),
        (case("answer", figures=Figures(("101家",), (), ("成员",))), (answer(),), "wrong"),
        (case("answer", figures=Figures(("10位",), (), ())), (SUGGESTED,), "offered"),
        (case("suggest", figures=Figures((), ("10位", "99位"), ())), (SUGGESTED,), "right"),
        (case("refuse", figures=Figures((), (), ("465家",))), (REFUSED,), "right"),
        (case("refuse", figures=Figures((), (), ("电话",))), (REFUSED,), "false"),
    ],
)
def test_without_an_entry_the_text_is_judged(expected: Case, parts: tuple[Part, ...], right: Verdict) -> None:
    assert verdict(expected, *parts) == right


def test_a_figure_is_found_by_number_and_measure_but_never_inside_a_longer_one() -> None:
    text = compared("硕士 ３９ 名，1,365家，0.9亿")
    assert holds(text, "39人")
    assert not holds(text, "39人", exact_measure=True)
    assert holds(text, "1365家")
    assert not holds(text, "9名")
    assert not holds(text, "9亿")


class OneAnswer:
    """Answers every question alike."""

    def reply(self, question: Question) -> Reply:
        """The one answer."""
        return Reply(question, (answer(confidence=0.8),), "0123456789ab", question.text)


CASES = [
    case("answer", "dairy-members", question="有几家成员"),
    case("answer", "dairy-overview", question="是什么"),
    case("refuse", "attribute", question="电话"),
]


def test_rates_count_the_cases_they_concern() -> None:
    rows = judged(OneAnswer(), CASES, TIME)
    assert rate(rows, "right") == Rate(1, 2)
    assert rate(rows, "not_wrong") == Rate(1, 2)
    assert rate(rows, "not_false") == Rate(0, 1)
    assert rate(rows, "routed").share == 1.0
    assert confusions(rows) == [("attribute", "dairy-members", 1), ("dairy-overview", "dairy-members", 1)]


def test_the_report_names_the_worst_cases_with_their_place() -> None:
    rows = judged(OneAnswer(), CASES, TIME)
    lines = list(report_lines(rows, "0123456789ab", worst=1))
    assert "  答对：50.0 % (1/2)" in lines
    assert "  没写的内容：没有乱答 0.0 % (0/1)，原因说对 0.0 % (0/1)" in lines
    assert lines[-2] == "  dairy.yaml:3: [答错] 是什么"
    assert lines[-1] == "      应为 answer dairy-overview；实为 answer dairy-members (0.80)"


def test_the_worst_come_first() -> None:
    def row(name: Verdict, confidence: float) -> Judged:
        outcome = outcome_of(reply_of(answer(confidence=confidence)))
        return Judged(case("answer", "x"), outcome, name, 1.0)

    rows = [row("offered", 0.9), row("wrong", 0.5), row("right", 1.0), row("false", 0.9)]
    assert [one.verdict for one in worst_first(rows)] == ["false", "wrong", "offered"]


def test_the_curves_are_those_of_the_guesses() -> None:
    found = [Guess(0.95, True, True), Guess(0.55, False, True), Guess(0.2, False, False)]
    assert reliability(found) == [Point(0.2, 0.0), Point(0.55, 0.0), Point(0.95, 1.0)]
    assert risk_coverage(found, 4) == [Point(0.25, 0.0), Point(0.5, 0.5), Point(0.75, 2 / 3)]
    assert operating_point(found, 4) == Point(0.5, 0.5)


def test_the_plot_is_well_formed_svg() -> None:
    root = ElementTree.fromstring(svg_of(judged(OneAnswer(), CASES, TIME), "知识 <a> & b"))  # noqa: S314
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert svg_of([], "空").startswith("<svg")
