"""The same question said differently, and how often that changes the outcome."""

from __future__ import annotations

from bot.conversation.messages import Chat, Question, Reply
from bot.evaluation.rates import Rate
from bot.evaluation.robustness import rates_by_variant, said_differently, sample
from bot.evaluation.variants import VARIANTS, full_width, homophone, shouted, swapped, traditional, typo
from tests.replies import TIME, answer

QUESTION = "国家乳业技术创新中心2023年有多少家成员单位？"


def test_variants_are_the_same_every_time_and_change_the_text() -> None:
    for change in VARIANTS.values():
        assert change(QUESTION) == change(QUESTION) != QUESTION


def test_a_homophone_and_a_typo_change_one_character() -> None:
    for change in (homophone, typo):
        assert sum(a != b for a, b in zip(QUESTION, change(QUESTION), strict=True)) <= 1
    assert sorted(swapped(QUESTION)) == sorted(QUESTION)


def test_short_texts_are_left_alone() -> None:
    assert [homophone("国乳"), typo("国乳"), swapped("国乳")] == ["国乳"] * 3


def test_script_width_and_punctuation() -> None:
    assert traditional("国家乳业") == "國家乳業"
    assert full_width("12345 ok") == "１２３４５ ｏｋ"
    assert shouted("几家？") == "几家？？？！"


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
    assert rates["去掉句末标点"] == Rate(0, 1)
    assert [rate.share for rate in rates.values()] == sorted(rate.share for rate in rates.values())


def test_a_sample_is_spread_over_all_questions() -> None:
    assert sample([str(number) for number in range(10)], 4) == ["0", "3", "6", "9"]
