"""What Telegram makes of parse_mode=HTML. Knows only the tags the Bot API documents."""

from __future__ import annotations

import html
import re

TAGS = frozenset(
    "b strong i em u ins s strike del span tg-spoiler tg-emoji a code pre blockquote".split()  # noqa: SIM905
)
TOKEN = re.compile(r"<(?P<end>/?)(?P<tag>[a-zA-Z-]+)(?P<attributes>[^<>]*)>|(?P<text>[^<]+)|(?P<stray><)")
ENTITY = re.compile(r"&(?:lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);")


class UnparsableHtmlError(ValueError):
    """The text Telegram would refuse with "can't parse entities"."""


def plain(text: str) -> str:
    """The text as a person reads it; raises UnparsableHtmlError where Telegram would refuse it."""
    said: list[str] = []
    open_tags: list[str] = []
    for token in TOKEN.finditer(text):
        if token["stray"]:
            raise UnparsableHtmlError(f"Unsupported start tag at byte offset {token.start()}")
        if token["text"]:
            said.append(unescaped(token["text"]))
        elif token["tag"].lower() not in TAGS:
            raise UnparsableHtmlError(f'Unsupported start tag "{token["tag"]}"')
        elif not token["end"]:
            open_tags.append(token["tag"])
        elif not open_tags or open_tags.pop() != token["tag"]:
            raise UnparsableHtmlError(f'Unmatched end tag "{token["tag"]}"')
    if open_tags:
        raise UnparsableHtmlError(f'Can\'t find end tag corresponding to start tag "{open_tags[-1]}"')
    return "".join(said)


def unescaped(text: str) -> str:
    """The characters meant by Telegram's few entities; others stay as they are."""
    return ENTITY.sub(lambda entity: html.unescape(entity[0]), text)


def utf16(text: str) -> int:
    """The length as Telegram counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
