"""The same question said differently: what should not change the outcome. Knows no replies."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping

import opencc

from bot.evaluation.slips import added, dropped, homophone, mistaken, mistyped, pick, stuttered, swapped

Change = Callable[[str, int], str]  # a question and a seed → the question said differently

_ENDING = re.compile(r"[？?。！!，,、~…\s]+$")
_PARTICLE = re.compile(r"(呢|啊|呀|哇|嘞)$")
_GREETINGS = ("你好，", "您好！", "在吗？", "早上好，", "老师好，", "hi，", "下午好 ")
_CLOSINGS = (" 谢谢", "，谢谢", "，多谢了", "，麻烦您了", "，谢谢老师", "，辛苦了")
_POLITE = (
    "请问一下，",
    "麻烦问一下",
    "您能告诉我",
    "请教一下：",
    "劳驾，",
    "能不能帮我查查",
    "打扰了，想请问",
)
_FILLERS = (
    "那个，嗯，",
    "我想问一下就是",
    "哎，我想了解一下",
    "嗯……",
    "呃，就是说，",
    "我想知道",
    "那个啥，",
)
_EMOJI = ("😊", "🙏", "❓", "👍🏻", "🌹🌹")
_MARKS = ("", "？？？！", "。。。", "！！", "~~", "……？", "?")
_PARTICLES = ("呀", "啊", "呢", "哇", "嘞")


def greeted(text: str, seed: int) -> str:
    """With a greeting before it."""
    return pick(_GREETINGS, text, seed) + text


def thanked(text: str, seed: int) -> str:
    """With thanks after it."""
    return text + pick(_CLOSINGS, text, seed)


def polite(text: str, seed: int) -> str:
    """Asked politely."""
    return pick(_POLITE, text, seed) + text


def hesitant(text: str, seed: int) -> str:
    """With spoken fillers."""
    return pick(_FILLERS, text, seed) + text


def with_emoji(text: str, seed: int) -> str:
    """With an emoji at the end."""
    return text + pick(_EMOJI, text, seed)


def punctuated(text: str, seed: int) -> str:
    """With other final punctuation, or with none."""
    return _ENDING.sub("", text) + pick(_MARKS, text, seed)


def spaced(text: str, seed: int) -> str:
    """With a blank in it."""
    if len(text) < 2:
        return text
    spot = pick(range(1, len(text)), text, seed)
    apart = text[spot - 1 : spot + 1].isascii()  # a blank inside 2023 or a Latin word makes two of it
    return text if apart else f"{text[:spot]} {text[spot:]}"


def full_width(text: str, _: int) -> str:
    """With full-width letters, digits and signs."""
    return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)


def traditional(text: str, _: int) -> str:
    """In traditional script."""
    return str(_to_traditional().convert(text))


def other_particle(text: str, seed: int) -> str:
    """With another particle at the end."""
    return _PARTICLE.sub("", _ENDING.sub("", text)) + pick(_PARTICLES, text, seed)


_CHANGES: Mapping[str, Change] = {
    "加问候": greeted,
    "加道谢": thanked,
    "更客气": polite,
    "加口头语": hesitant,
    "加表情": with_emoji,
    "换句末标点": punctuated,
    "多一个空格": spaced,
    "全角": full_width,
    "繁体": traditional,
    "换语气词": other_particle,
    "重复一个字": stuttered,
    "一个同音字": homophone,
    "一个错字": mistyped,
    "一个字变成别的字": mistaken,
    "漏一个字": dropped,
    "多一个字": added,
    "相邻两字颠倒": swapped,
}


def variants(seed: int) -> Mapping[str, Callable[[str], str]]:
    """Every way of saying it differently by name; another seed picks other words and places."""
    return {name: _seeded(change, seed) for name, change in _CHANGES.items()}


def _seeded(change: Change, seed: int) -> Callable[[str], str]:
    return lambda text: change(text, seed)


VARIANTS = variants(0)


@functools.cache
def _to_traditional() -> opencc.OpenCC:
    return opencc.OpenCC("s2t")
