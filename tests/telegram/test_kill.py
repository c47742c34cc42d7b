"""A bot that is killed in the middle of its work answers every question, in order, in every chat.

The suite runs a small number of questions; all 200 of 20 chats, with three kills, run with
`python -m tests.telegram.test_kill` or with KILL_RUN=full in the environment.
"""

from __future__ import annotations

import dataclasses
import os
import random
import sys
import tempfile
import threading
import time
from pathlib import Path

import pytest

from tests.telegram.bot_process import BotProcess
from tests.telegram.emulator import BotApi, Call
from tests.telegram.person import Person, shown

KNOWLEDGE = Path(__file__).resolve().parent / "knowledge"
NAMES = (
    "银杏一号",
    "银杏二号",
    "银杏三号",
    "银杏四号",
    "银杏五号",
    "银杏六号",
    "银杏七号",
    "银杏八号",
    "银杏九号",
    "枫叶牛棚",
)
QUESTIONS = tuple(f"{name}大棚种什么" if name.startswith("银杏") else f"{name}有多少头奶牛" for name in NAMES)
FIRST_CHAT = 6_000_001
LATEST_KILL = 0.05  # seconds after the chosen reply: the bot is hit in any of its steps
PATIENCE = 90.0


@dataclasses.dataclass(frozen=True, slots=True)
class Size:
    """How much is asked and how often the bot is killed."""

    chats: int
    questions: int  # in each chat, at most ten
    kills: int


SMALL = Size(chats=4, questions=6, kills=1)
FULL = Size(chats=20, questions=10, kills=3)


@dataclasses.dataclass(frozen=True, slots=True)
class Report:
    """What came of a run."""

    asked: int
    replies: int
    unanswered: tuple[str, ...]
    doubled: tuple[str, ...]
    out_of_order: tuple[str, ...]
    most_doubled: int  # in one chat
    seconds: float


def kill_run(folder: Path, size: Size, *, webhook: bool, seed: int) -> Report:
    """The report of one run with a bot of its own."""
    chance = random.Random(seed)  # noqa: S311 - chance, no secret
    api = BotApi()
    bot = BotProcess(api, folder, webhook=webhook, KNOWLEDGE_DIR=str(KNOWLEDGE), QUESTIONS_PER_MINUTE="1000")
    people = [Person(api, FIRST_CHAT + number) for number in range(size.chats)]
    total = size.chats * size.questions
    started = time.monotonic()
    try:
        bot.start()
        asking = threading.Thread(target=ask_all, args=(people, size, chance.random()))
        asking.start()
        for moment in sorted(chance.sample(range(1, total - 1), size.kills)):
            wait_for_replies(api, moment)
            time.sleep(chance.uniform(0, LATEST_KILL))
            bot.kill()
            bot.start()
        asking.join(PATIENCE)
        wait_for_all(api, people, size)
        if bot.stop() != 0:
            raise AssertionError("the bot did not end well")
    finally:
        bot.kill()
        api.close()
    return report_on(api, people, size, time.monotonic() - started)


def ask_all(people: list[Person], size: Size, seed: float) -> None:
    """Sends all questions, each person's in order, people mixed."""
    turns = [person for person in people for _ in range(size.questions)]
    random.Random(seed).shuffle(turns)  # noqa: S311 - chance, no secret
    sent = dict.fromkeys((id(person) for person in people), 0)
    for person in turns:
        person.writes(QUESTIONS[sent[id(person)]])
        sent[id(person)] += 1


def wait_for_replies(api: BotApi, count: int) -> None:
    api.wait(0, is_reply, count, patience=PATIENCE)


def wait_for_all(api: BotApi, people: list[Person], size: Size) -> None:
    """Returns when every person has the answer to the last question, or patience ends."""
    end = time.monotonic() + PATIENCE
    with api.emulator.news:
        api.emulator.news.wait_for(
            lambda: all(len(set(names_in(api, person))) == size.questions for person in people),
            timeout=end - time.monotonic(),
        )


def is_reply(call: Call) -> bool:
    return call.method == "sendMessage" and call.status == 200


def names_in(api: BotApi, person: Person) -> list[str]:
    """What the replies to a person speak of, in the order sent."""
    mine = [shown(call).text for call in list(api.calls) if is_reply(call) and call.chat == person.chat["id"]]
    return [next((name for name in NAMES if name in text), text) for text in mine]


def report_on(api: BotApi, people: list[Person], size: Size, seconds: float) -> Report:
    unanswered: list[str] = []
    doubled: list[str] = []
    out_of_order: list[str] = []
    most = 0
    for person in people:
        chat, wanted, got = person.chat["id"], list(NAMES[: size.questions]), names_in(api, person)
        once = [name for place, name in enumerate(got) if place == 0 or got[place - 1] != name]
        twice = [name for place, name in enumerate(got) if place and got[place - 1] == name]
        unanswered += [f"{chat} {name}" for name in wanted if name not in got]
        doubled += [f"{chat} {name}" for name in twice]
        out_of_order += [] if once == wanted else [f"{chat} {got}"]
        most = max(most, len(twice))
    replies = sum(1 for call in api.calls if is_reply(call))
    lists = (tuple(unanswered), tuple(doubled), tuple(out_of_order))
    return Report(size.chats * size.questions, replies, *lists, most, seconds)


@pytest.mark.parametrize("webhook", [False, True], ids=["polling", "webhook"])
def test_every_question_is_answered_in_order_although_the_bot_is_killed(
    tmp_path: Path, webhook: bool
) -> None:
    size = FULL if os.environ.get("KILL_RUN") == "full" else SMALL
    report = kill_run(tmp_path, size, webhook=webhook, seed=11)
    assert report.unanswered == ()
    assert report.out_of_order == ()
    assert report.most_doubled <= size.kills
    assert report.replies == report.asked + len(report.doubled)


def main() -> None:
    """Prints the full run's figures, polling and webhook; a seed may be given."""
    seed = int(sys.argv[1]) if len(sys.argv) > 1 else random.SystemRandom().randrange(10_000)
    for webhook in (False, True):
        with tempfile.TemporaryDirectory() as folder:
            report = kill_run(Path(folder), FULL, webhook=webhook, seed=seed)
        sys.stdout.write(
            f"{'webhook' if webhook else 'polling'}, seed {seed}: asked {report.asked}, "
            f"replies {report.replies}, unanswered {len(report.unanswered)}, "
            f"out of order {len(report.out_of_order)}, {report.seconds:.1f} s, "
            f"doubled {len(report.doubled)}: {', '.join(report.doubled)}\n"
        )


if __name__ == "__main__":
    main()
