"""Cuts HTML into messages Telegram accepts. Knows tags and lengths, not what a text means."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

LIMIT = 4096  # UTF-16 units of one message, counted after entity parsing
BREAK_AFTER = {"\n": 3, "。": 2, "；": 2, "！": 2, "？": 2, "，": 1, "、": 1, " ": 1}
NEAR = 0.5  # a better break is taken if it lies in this last share of the page
PIECE = re.compile(r"<(?P<end>/?)(?P<tag>[a-z-]+)[^>]*>|&[a-z0-9#]+;|.", re.DOTALL)


def utf16(text: str) -> int:
    """The length of a text as Telegram counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def pages(text: str, limit: int = LIMIT) -> Iterator[str]:
    """The text in pages of at most `limit` units, each with its own tags closed; blank pages left out."""
    pieces = list(PIECE.finditer(text))
    start = 0
    opened: list[str] = []
    while start < len(pieces):
        end = page_end(pieces, start, limit)
        page, opened = with_tags_closed(pieces[start:end], opened)
        if plain(page).strip():
            yield page.strip()
        start = end


def page_end(pieces: list[re.Match[str]], start: int, limit: int) -> int:
    """Where the page that begins at `start` had best end."""
    length, best, best_rank = 0, start, 0
    for place in range(start, len(pieces)):
        width = 0 if pieces[place]["tag"] else utf16(html.unescape(pieces[place][0]))
        if length + width > limit and place > start:
            return best if best_rank else place
        length += width
        rank = BREAK_AFTER.get(pieces[place][0], 0)
        if rank and rank >= best_rank and length > limit * NEAR:
            best, best_rank = place + 1, rank
    return len(pieces)


def with_tags_closed(pieces: list[re.Match[str]], opened: list[str]) -> tuple[str, list[str]]:
    """The page between the tags still open before it and their ends; and the tags open after it."""
    still = list(opened)
    for piece in pieces:
        if piece["tag"] and not piece["end"]:
            still.append(piece[0])
        elif piece["tag"]:
            still.pop()
    ends = "".join(f"</{name(tag)}>" for tag in reversed(still))
    return "".join(opened) + "".join(piece[0] for piece in pieces) + ends, still


def name(tag: str) -> str:
    """The name in an opening tag."""
    return tag.strip("<>").split()[0]


def plain(text: str) -> str:
    """The text without tags and entities, as it is sent when Telegram cannot read the tags."""
    return html.unescape(re.sub(r"</?[a-z-]+[^>]*>", "", text))
