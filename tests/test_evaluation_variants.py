"""The same question said differently, and how often that changes the outcome."""

from __future__ import annotations

from bot.conversation.messages import Chat, Question, Reply
from bot.evaluation.cases import Case
from bot.evaluation.rates import Rate
from bot.evaluation.robustness import rates_by_variant, said_differently, sample, sayable
from bot.evaluation.slips import added, dropped, homophone, mistaken, mistyped, stuttered, swapped
from bot.evaluation.variants import VARIANTS, full_width, punctuated, spaced, traditional, variants
from tests.replies import TIME, answer

QUESTION = "国家乳业中心2023年究竟吸收了多少家成员单位？"


def test_variants_are_the_same_every_time_and_change_the_text() -> None:
    for change in VARIANTS.values():
        assert change(QUESTION) == change(QUESTION) != QUESTION


def differences(text: str) -> int:
    return sum(a != b for a, b in zip(QUESTION, text, strict=True))


def test_other_seeds_pick_other_words_and_places() -> None:
    of_one_form = {"全角", "繁体"}
    question = "企业科技特派员工作站2023年有多少家？"
    seeds = [variants(seed) for seed in range(20)]
    assert {n for n in VARIANTS if len({v[n](question) for v in seeds}) == 1} == of_one_form


def test_a_slip_changes_one_place() -> None:
    for seed in range(20):
        assert differences(homophone(QUESTION, seed)) == differences(mistaken(QUESTION, seed)) == 1
        assert differences(swapped(QUESTION, seed)) == 2
        lengths = [len(change(QUESTION, seed)) - len(QUESTION) for change in (dropped, added, stuttered)]
        assert lengths == [-1, 1, 1]


def test_digits_asking_words_and_short_names_stay_readable() -> None:
    text = "赤峰没有2023年的科技特派员是谁"
    for seed in range(60):
        for change in (homophone, mistaken, mistyped, dropped, swapped):
            said = change(text, seed)
            assert said.startswith("赤峰没")
            assert "2023年" in said
            assert said.endswith("谁")


def test_short_texts_are_left_alone() -> None:
    for change in (homophone, mistaken, mistyped, dropped, added, swapped, stuttered):
        assert change("国乳", 0) == "国乳"


def test_script_width_and_punctuation() -> None:
    assert traditional("国家乳业", 0) == "國家乳業"
    assert full_width("12345 ok", 0) == "１２３４５ ｏｋ"
    assert punctuated("几家？", 0) != "几家？"
    assert spaced("2023", 0) == "2023"


def test_small_talk_and_gibberish_are_not_said_differently() -> None:
    cases = [
        Case("你好", "small_talk", ("greeting",), "f", 1),
        Case("。。", "refuse", ("gibberish",), "f", 2),
        Case(QUESTION, "answer", ("dairy-members",), "f", 3),
        Case(QUESTION, "answer", ("dairy-members",), "g", 1),
    ]
    assert sayable(cases) == [QUESTION]


class Literal:
    """Answers a text that ends as written and chats about any other."""

    def reply(self, question: Question) -> Reply:
        """The reply."""
        literal = question.text.endswith("单位？")
        return Reply(question, (answer() if literal else Chat("greeting", "您好"),), "v", question.text)


def test_robustness_counts_the_kept_outcomes_of_each_variant() -> None:
    rates = rates_by_variant(said_differently(Literal(), [QUESTION], VARIANTS, TIME))
    assert rates.keys() == VARIANTS.keys()
    assert rates["加问候"] == Rate(1, 1)
    assert rates["换句末标点"] == Rate(0, 1)
    assert [rate.share for rate in rates.values()] == sorted(rate.share for rate in rates.values())


def test_a_sample_is_in_the_order_of_the_questions_and_never_larger_than_asked_for() -> None:
    questions = [str(number) for number in range(10)]
    chosen = sample(questions, 4)
    assert len(chosen) == 4
    assert chosen == [question for question in questions if question in chosen]
    assert sample(questions, 99) == questions


def test_a_sample_hardly_changes_when_questions_are_added() -> None:
    questions = [str(number) for number in range(200)]
    before = sample(questions, 50)
    after = sample(["new", *questions, "another"], 50)
    assert len(set(before) & set(after)) >= 48
