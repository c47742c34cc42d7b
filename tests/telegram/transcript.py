"""Prints a farmer's conversation with the real bot on the shipped knowledge, as Markdown for docs/.

Run it as `python -m tests.telegram.transcript > docs/telegram-transcript.md`.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from handlers import texts
from tests.telegram.bot_process import BotProcess
from tests.telegram.emulator import BotApi
from tests.telegram.person import Person, Shown

FARMER = 5_550_001
FILE = {"file_id": "file", "file_unique_id": "unique"}
TITLE = """# 一位农户在 Telegram 里的对话

真实记录：真的 `run_bot.py`，对着本机模拟的 Telegram，用的是随程序带的知识。
重新生成：`python -m tests.telegram.transcript > docs/telegram-transcript.md`。方括号〔〕里是按钮。
"""


class Transcript:
    """A farmer's side of the conversation, written down as it goes."""

    def __init__(self, farmer: Person) -> None:
        self.farmer = farmer
        self.lines = [TITLE]

    def says(self, text: str) -> Shown:
        """The reply to a typed question."""
        return self.sends(text, text=text)

    def sends(self, told: str, **content: Any) -> Shown:
        """The reply to any message."""
        self.lines.append(f"**农户**：{told}\n")
        self.last = self.farmer.sends(**content)
        return self.shows(self.farmer.reads()[0])

    def edits(self, text: str) -> Shown:
        """The new reply to the last message, changed."""
        self.lines.append(f"**农户** 把这句改成：{text}\n")
        self.farmer.edits(self.last, text)
        return self.shows(self.farmer.reads()[0])

    def taps(self, message: Shown, label: str) -> Shown:
        """What a button leads to."""
        button = next(one for one in message.buttons if label in one)
        self.lines.append(f"**农户** 点〔{button}〕\n")
        query = self.farmer.presses(message, label)
        found = self.farmer.reads()[0]
        told = self.farmer.hears(query)
        self.lines += [f"（弹出：{told}）\n"] if told else []
        return self.shows(found)

    def answers(self, message: Shown, text: str) -> Shown:
        """The reply to a reply."""
        self.lines.append(f"**农户** 回复这条：{text}\n")
        return self.shows(self.farmer.answers(message, text))

    def shows(self, message: Shown) -> Shown:
        """The message, written down."""
        edited = "（原来那条改成）" if message.call.method == "editMessageText" else ""
        rows = [" ".join(f"〔{button['text']}〕" for button in row) for row in message.keyboard]
        said = [f"> {line}  " if line else ">" for line in [*message.text.splitlines(), *rows]]
        self.lines += [f"**青城科问**{edited}\n", *said, ""]
        return message


def converse(talk: Transcript) -> None:
    """From /start to a 👎 with a reason."""
    greeting = talk.taps(talk.says("/start"), "我是农户")
    talk.taps(greeting, "科技特派员")
    talk.says("夏天种草莓找谁")
    talk.says("1")
    talk.taps(talk.says("付崇毅是谁"), "新品种")
    talk.taps(talk.says("他的草莓亩产多少"), "都不是")
    talk.says("我家羊拉稀咋办")
    talk.says("包头有多少工作站")
    overview = talk.edits("企业科技特派员工作站是咋回事")
    if texts.FULL in overview.buttons:
        talk.taps(overview, texts.FULL)
    talk.sends("（一段语音）", voice={**FILE, "duration": 4})
    picture = {**FILE, "width": 9, "height": 9}
    talk.sends("（一张图，配字：草莓死苗是咋回事）", photo=[picture], caption="草莓死苗是咋回事")
    answer = talk.taps(talk.says("乳业中心多少家成员单位"), "企业说法")
    talk.answers(talk.taps(answer, "👎"), "101和102到底听哪个")
    talk.says("谢谢")


def main() -> None:
    """Runs the bot, holds the conversation, prints it."""
    api = BotApi()
    with tempfile.TemporaryDirectory() as folder:
        bot = BotProcess(api, Path(folder), QUESTIONS_PER_MINUTE="1000")
        bot.start()
        talk = Transcript(Person(api, FARMER))
        try:
            converse(talk)
        finally:
            bot.stop()
            api.close()
    sys.stdout.write("\n".join(talk.lines))


if __name__ == "__main__":
    main()
