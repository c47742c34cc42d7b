"""A turn of a chat that leans on the one before: picks, corrections, 那…呢. Knows no knowledge."""

from __future__ import annotations

import dataclasses
import re

from bot.matching.normalise import normalise

_PICK = re.compile(r"^(?:第|选|看|要|点)?\s*(\d{1,2})\s*(?:个|项|条|号|题)?(?:吧|呢|的)?$")
_CORRECTION = re.compile(
    r"^(?:不是|不对|错了|搞错了|我不是问这个|不是这个|我没问这个|不是问这个)[\s|]*(?:我)?(?:想|要)?(?:问|说)?(?:的)?(?:是)?"
)
_REFERS = re.compile(
    r"^(?:那么|那|还有|另外)(?!个|边|些|里|儿|家|条|次|位|种|项|年)|^它|^他|^她|它的|他的|她的|这个中心|这家|该中心"
)
_TRAILING = re.compile("呢$")
_SHORT = 12


@dataclasses.dataclass(frozen=True, slots=True)
class Turn:
    """What a typed text says beside its question."""

    text: str  # the question without the leaning words
    pick: int | None  # position of the offered choice it picks, from 0
    correction: bool  # 不是，我问的是…
    refers: bool  # it speaks of the last subject without naming it

    def may_follow(self, length: int) -> bool:
        """Whether a text of this many units is short enough to be a follow-up."""
        return self.refers or self.correction or length <= _SHORT


def read_turn(raw: str) -> Turn:
    """The turn a typed text is."""
    plain = normalise(raw)
    pick = _PICK.fullmatch(plain)
    number = int(pick.group(1)) - 1 if pick else None
    corrected = _CORRECTION.sub("", plain)
    correction = corrected != plain and bool(corrected.strip(" |"))
    text = raw if not correction else corrected.strip(" |")
    refers = bool(_REFERS.search(text)) or (bool(_TRAILING.search(plain)) and len(plain) <= _SHORT)
    return Turn(text, number if number is not None and number >= 0 else None, correction, refers)
