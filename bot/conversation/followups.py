"""A turn of a chat that leans on the one before: picks, corrections, 那…呢. Knows no knowledge."""

from __future__ import annotations

import dataclasses
import re

from bot.matching.normalise import normalise

_PICK = re.compile(
    r"(?:那?我?(?:就|想|要|再|先)*(?:看看|看|选择|选|点|问|要)?(?:1下)?)?\s*"
    r"第?\s*(\d{1,2})\s*(?:个|项|条|号|题)?(?:吧|呢|的|呗|啊|呀)*"
)
_LAST = re.compile(r"(?:我?(?:就|想|要)*(?:看看|看|选|点|要)?)?最后(?:那|1)?(?:个|条|项)(?:吧|呢|的|呗)*")
_ASKED = "(?:我是|我)?(?:想|要)?(?:问|说|指)(?:的)?(?:是)?"
_NO = "(?:我?不是这个意思|我?不是问这个|我没问这个|你?答错了|搞错了|说错了|不是这个|不对|错了|不是)"
_CORRECTION = re.compile(
    rf"^(?:{_NO}[啊呀吧哦呢]*(?:[\s|,]+(?:{_ASKED})?|{_ASKED})|不[\s|,]*我?(?:想|要)?问的?是?|我(?:问|说|指)的是)"
)
_LEANS = re.compile(r"^(?:那么|那|还有|另外)(?!个|些|里|儿|家|条|次|位|种|项|年)")
_PRONOUN = re.compile("^[它他她]|[它他她]的|^(?:那|那么)[它他她]|这个中心|^这家|^那家|该中心")
_TRAILING = re.compile("呢$")
_YEARS_AWAY = {"前年": -2, "去年": -1, "今年": 0, "明年": 1, "后年": 2}
_YEAR = re.compile(r"(?:那|那么)?\s*([前去今明后]年)(?:的|的话)?(?:呢|吗)?")
_SHORT = 12
LAST = -1  # the position of the last choice


@dataclasses.dataclass(frozen=True, slots=True)
class Turn:
    """What a typed text says beside its question."""

    text: str  # the question without the leaning words
    pick: int | None  # position of the offered choice it picks, from 0; -1 the last
    correction: bool  # 不是，我问的是…
    refers: bool  # it speaks of the last subject without naming it

    @property
    def leans(self) -> bool:
        """Whether it cannot be understood without the turn before."""
        return self.refers or self.correction

    @property
    def points(self) -> bool:
        """Whether a pronoun stands for the last subject."""
        return bool(_PRONOUN.search(self.text))

    def in_year(self, year: int) -> Turn:
        """The turn with 去年呢, asked in that year, written as a year."""
        relative = _YEAR.fullmatch(normalise(self.text))
        if relative is None:
            return self
        return Turn(f"{year + _YEARS_AWAY[relative.group(1)]}年呢", None, self.correction, refers=True)

    def may_follow(self, length: int) -> bool:
        """Whether a text of this many units is short enough to be a follow-up."""
        return self.leans or length <= _SHORT


def read_turn(raw: str) -> Turn:
    """The turn a typed text is."""
    plain = normalise(raw)
    number = _picked(plain)
    corrected = _CORRECTION.sub("", plain).strip(" |,")
    correction = corrected != plain and bool(corrected)
    text = corrected if correction else raw
    trails = bool(_TRAILING.search(plain)) and len(plain) <= _SHORT
    refers = bool(_LEANS.search(text) or _PRONOUN.search(text)) or trails
    return Turn(text, number, correction, refers)


def _picked(plain: str) -> int | None:
    pick = _PICK.fullmatch(plain)
    if pick:
        return int(pick.group(1)) - 1 if int(pick.group(1)) else None
    return LAST if _LAST.fullmatch(plain) else None


def is_pick(raw: str) -> bool:
    """Whether the text can only be meant as a pick: one digit, 第…, 最后那个."""
    plain = normalise(raw)
    return (plain.isdigit() and len(plain) == 1) or (_picked(plain) is not None and not plain[:1].isdigit())
