"""Checks of single texts: length, braces, links, sentences the bot adds by itself. Knows no other entries."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import urlsplit

from bot.content.document import RoutesFile, SmallTalkFile, SourcesFile
from bot.content.drafts import Draft, Drafts
from bot.content.generated import LONGEST_LABEL, answer_of
from bot.content.nodes import Page, Step
from bot.content.problems import Problem

Path = tuple[Step, ...]

# What fits on a phone without scrolling, by kind of text; counted without white space, facts printed.
ANSWER_LIMITS = {"figure": 80, "detail": 150, "overview": 200, "list": 200, "conditions": 260}
FARMER_LIMIT = 100
FULL_LIMIT = 3000
UNKNOWN_LIMIT = 100
ROUTE_LIMIT = 150
SHORT_SOURCE_LIMIT = 24

COMMAS_IN_A_PHRASE = 3  # nobody asks a question with so many; it is a list parted by Chinese commas

# Governments and known media; a host below one of these counts too.
LINK_HOSTS = (
    "gov.cn",
    "people.com.cn",
    "gmw.cn",
    "chinanews.com.cn",
    "nmgnews.com.cn",
    "northnews.cn",
    "stdaily.com",
    "xinhuanet.com",
    "news.cn",
    "chinadaily.com.cn",
    "cnr.cn",
)
_URL = re.compile(r"(?:[a-z][a-z0-9+.-]*://|www\.)[^\s，。；、）」》】\"')]+", re.IGNORECASE)
_REPEATS = re.compile(r"据转载[，,]以原文|以原文和最新通知为准|的规定，供参考|^出处[:：]|[。\n]出处[:：]")


def text_problems(drafts: Drafts) -> Iterator[Problem]:
    """Everything wrong with the texts taken one by one."""
    for entry in drafts.entries:
        yield from _lengths(entry)
        yield from _repeated(entry)
    yield from _other_lengths(drafts)
    for page, path, text in _plain_texts(drafts):
        if "{" in text or "}" in text:
            yield page.problem(
                path, "brace", "这里不能用大括号", "大括号只能在 answer、farmer_answer、full 里"
            )
        yield from _hosts(page, path, _URL.findall(text))
    for page, path, items in _lists(drafts):
        yield from _glued_items(page, path, items)
    for page, path, address in _addresses(drafts):
        yield from _hosts(page, path, [address])


def length(text: str) -> int:
    """How many characters a reader sees: without white space."""
    return len("".join(text.split()))


def _lengths(entry: Draft) -> Iterator[Problem]:
    limits = {"answer": ANSWER_LIMITS[entry.shape.kind], "farmer_answer": FARMER_LIMIT, "full": FULL_LIMIT}
    page = entry.document.page
    for field, limit in limits.items():
        advice = "删短，或把细节移到 full" if field == "answer" else "删短"
        yield from _too_long(page, (*entry.path, field), entry.texts[field].text, limit, advice)
    yield from _too_long(page, (*entry.path, "label"), entry.shape.label, LONGEST_LABEL, "按钮上放不下，删短")


def _other_lengths(drafts: Drafts) -> Iterator[Problem]:
    for document in drafts.folder.documents:
        for path, item in document.unknown():
            yield from _too_long(document.page, (*path, "say"), item.say, UNKNOWN_LIMIT, "只说缺什么")
        for key, fact in drafts.facts.facts[document.shape.id].items():
            if fact.asks:
                made = answer_of(document.shape.subject, fact)
                limit = ANSWER_LIMITS["figure"]
                yield from _too_long(document.page, ("facts", key), made, limit, "删短 label 和 value")
    for page, shape in drafts.folder.specials.values():
        if isinstance(shape, RoutesFile):
            for at, route in enumerate(shape.routes):
                yield from _too_long(page, ("routes", at, "say"), route.say, ROUTE_LIMIT, "删短")
        if isinstance(shape, SourcesFile):
            for key, source in shape.sources.items():
                path = ("sources", key, "short")
                yield from _too_long(page, path, source.short, SHORT_SOURCE_LIMIT, "删短")


def _too_long(page: Page, path: Path, text: str, limit: int, advice: str) -> Iterator[Problem]:
    count = length(text)
    if count > limit:
        yield page.problem(path, "too-long", f"有{count}个字，最多{limit}个", advice)


def _repeated(entry: Draft) -> Iterator[Problem]:
    for field, printed in entry.texts.items():
        match = _REPEATS.search(printed.text)
        if match:
            message = f"“{match.group().strip()}”机器人会自己加上"
            yield entry.document.page.warning((*entry.path, field), "repeated", message, "从这里删掉")


def _plain_texts(drafts: Drafts) -> Iterator[tuple[Page, Path, str]]:
    """Every text that is shown as it is written, without facts."""
    for entry in drafts.entries:
        page, shape = entry.document.page, entry.shape
        yield page, (*entry.path, "question"), shape.question
        yield page, (*entry.path, "label"), shape.label
        for at, phrasing in enumerate(shape.phrasings):
            yield page, (*entry.path, "phrasings", at), phrasing
        for field, printed in entry.texts.items():
            if not printed.mistakes:
                yield page, (*entry.path, field), printed.text
    for document in drafts.folder.documents:
        for path, item in document.unknown():
            yield document.page, (*path, "say"), item.say
    for page, special in drafts.folder.specials.values():
        if isinstance(special, RoutesFile):
            yield from ((page, ("routes", at, "say"), one.say) for at, one in enumerate(special.routes))
        if isinstance(special, SmallTalkFile):
            yield from (
                (page, ("small_talk", at, "say"), one.say) for at, one in enumerate(special.small_talk)
            )


def _lists(drafts: Drafts) -> Iterator[tuple[Page, Path, Sequence[str]]]:
    """Every list of names or phrasings of the subject files."""
    for document in drafts.folder.documents:
        shape, page = document.shape, document.page
        yield page, ("aliases",), shape.aliases
        yield from ((page, ("names", name), aliases) for name, aliases in shape.names.items())
        yield from ((page, ("facts", key, "asks"), fact.asks) for key, fact in shape.facts.items())
        yield from ((page, (*path, "phrasings"), entry.phrasings) for path, entry in document.entries())
        yield from ((page, (*path, "asks"), item.asks) for path, item in document.unknown())


def _glued_items(page: Page, path: Path, items: Sequence[str]) -> Iterator[Problem]:
    """A warning where Chinese commas seem to part the items: YAML takes them for one."""
    for at, item in enumerate(items):
        commas = item.count("，")
        if commas >= COMMAS_IN_A_PHRASE or (commas and (len(items) == 1 or path[-1] == "aliases")):
            fix = "各项之间用英文逗号加空格“, ”"
            yield page.warning((*path, at), "full-width-comma", "中文逗号隔不开列表里的各项", fix)


def _addresses(drafts: Drafts) -> Iterator[tuple[Page, Path, str]]:
    """Every address that has a field of its own."""
    for entry in drafts.entries:
        for at, link in enumerate(entry.shape.links):
            yield entry.document.page, (*entry.path, "links", at), link
    for page, shape in drafts.folder.specials.values():
        if isinstance(shape, SourcesFile):
            yield from (
                (page, ("sources", key, "url"), one.url) for key, one in shape.sources.items() if one.url
            )


def _hosts(page: Page, path: Path, addresses: Iterable[str]) -> Iterator[Problem]:
    for address in addresses:
        if not is_allowed(address):
            fix = "只能链接政府网站（.gov.cn）和公认媒体；删掉链接，只写出处"
            yield page.problem(path, "link-host", f"不能链接到“{address[:60]}”", fix)


def is_allowed(address: str, hosts: Sequence[str] = LINK_HOSTS) -> bool:
    """Whether this address leads to a host the bot may show."""
    try:
        parts = urlsplit(address if "://" in address else f"https://{address}")
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and any(host == one or host.endswith(f".{one}") for one in hosts)
