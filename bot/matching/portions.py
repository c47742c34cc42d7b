"""Which portion of a whole a text asks for: 高企里生物医药的, 兰州大学一家, the most, those that do not.

Knows no vocabulary and no candidates.
"""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections.abc import Iterator, Sequence

from bot.matching.text import COMMA, Text

_AMONG = frozenset({"里", "中"})  # 465家高企里，生物医药的有几家
_BEFORE_AMONG = frozenset("当之其")  # 当中, 之中
_ENDS_AMONG = frozenset("头面间当")  # 里头, 里面, 中间, 当中
_LONGEST_PART = 5  # units before 占几家
_LONGEST_AMONG = 8  # units between 里 and the word for how many
_SHARE_OF = "占"
_SHARES = frozenset("成分比")  # 占几成 asks for a share
_ALONE = re.compile(
    "(?<!不)(?:光|单|只|仅|专)(?:算|说|看|论|讲|数|是|指|统计)|单(?=[开做搞养种卖])|(?<![阳风观不时日月借沾])光(?![明阴棍照伏学电谱荣辉合线纤大临顾有要能会靠凭])|单单|单独|仅仅|光光"
)
_ONE_OF = re.compile("1(?:家|所|个县|个旗|个区|个市)(?![的多以都什是名成单企])")
_ALONE_BEHIND = re.compile("[是有占来为出派去]了?(?:几|多少)")  # 单独是几家
_OF = frozenset("的")
_WHICH = "(?:谁|叫什么|姓名|名字|名单|名称|哪几?[位个些家])"
_REST = re.compile(
    "除.{2,24}?(?:其余|其他|别的|另外|剩下|剩余|外(?![面地国资省市来出语]))[^吗吧呢]{0,14}"
    + _WHICH
    + "|(?:其余|其他|剩下|剩余|另外)[的那这]?(?:\\d+|几)?[位家个名项所]?[^，吗吧呢]{0,12}"
    + _WHICH
)
_MOST = re.compile("最(?![近后终新初先])(?!早是|大的?目标)")
_COMPARES = re.compile("最|首位|之首|第1|领先|冠")
_NOT = re.compile("(?:没有?|未|不)[^没不未吗吧呢，]{2,9}的(?=[^吗吧呢，]{0,6}(?:有?(?:几|多少)|哪))")
_WHICH_NOT = re.compile("哪(?:几|些)?[家个些位项种所名][^吗吧呢，]{0,4}(?:没|未)(?!有?$)")
_NO_DENIAL = re.compile(
    "(.)[没不]\\1|没有?的|不(?:是|对|错|了|知|懂|清|明|好意思|同|少|多|一样|光|仅|单|只)|没(?:听|看|搞|找|弄)"
)
_COUNT = "(?:几|多少)[个家名位人项]"
_EACH = re.compile(
    "(?:各自?|分别)[是有占]?(?:多少|几)|分开(?:[说算讲列数报]|的数)"
    f"|{_COUNT}[^几多，]{{0,3}}，?[^几多，]{{1,6}}{_COUNT}"  # 合作社有几个、企业有几个
)
_EXCEPTS = re.compile("除|其余|剩下|另外")
_DENIES = re.compile("(?:没|未|无|退出|取消)(?!有?$)")


@dataclasses.dataclass(frozen=True, slots=True)
class Portion:
    """The portion of a whole that is asked for, with the units that name it."""

    start: int
    end: int
    kind: str  # "part", "alone", "one", "rest", "each", "most", "not"; "" for none


NONE = Portion(0, 0, "")


def portion(
    text: Text, counts: Sequence[tuple[int, int]], names: Sequence[tuple[int, int]], empty: Sequence[bool]
) -> Portion:
    """The portion that the text asks for.

    `counts` are start and end of the words for how many, `names` those of names and places, `empty` marks the
    units that are no part of a word.
    """
    string, where = _positions(text)
    found = itertools.chain(
        _most(string, where, counts),
        _not(string, where),
        _rest(string, where),
        _each(string, where),
        _one(text, string, where, counts, names),
        _alone(text, string, where, counts, empty),
        _part(text, counts, names, empty),
    )
    return next(found, NONE)


def speaks_of_most(units: Sequence[str]) -> bool:
    """Whether a text compares: 最多, 居首, 第一."""
    return bool(_COMPARES.search("".join(units)))


def excepts(units: Sequence[str]) -> bool:
    """Whether a text speaks of what is left: 其余, 除 … 外."""
    return bool(_EXCEPTS.search("".join(units)))


def denies(units: Sequence[str]) -> bool:
    """Whether a text speaks of what is not."""
    return bool(_DENIES.search("".join(units)))


def tells_apart(units: Sequence[str]) -> bool:
    """Whether a text asks for the number of each: 各多少."""
    return bool(_EACH.search("".join(units)))


def _positions(text: Text) -> tuple[str, list[int]]:
    """The text as a string with its pauses, and for each character the unit it belongs to."""
    string, where = "", []
    for index, (unit, gap) in enumerate(zip(text.units, text.breaks, strict=True)):
        piece = ("，" if gap >= COMMA else "") + (unit or " ")
        string += piece
        where += [index] * len(piece)
    return string, where


def _most(string: str, where: Sequence[int], counts: Sequence[tuple[int, int]]) -> Iterator[Portion]:
    """哪家拿的奖最多: asks which of several, so that no single figure answers."""
    chooses = any(which in string for which in ("哪", "谁"))
    for found in _MOST.finditer(string):
        start = where[found.start()]
        if chooses and not any(a <= start < b for a, b in counts):
            yield Portion(start, min(where[-1] + 1, start + 2), "most")


def _not(string: str, where: Sequence[int]) -> Iterator[Portion]:
    """没通过备案的有几家."""
    for found in (*_NOT.finditer(string), *_WHICH_NOT.finditer(string)):
        around = string[max(0, found.start() - 1) : found.end()]
        if not _NO_DENIAL.search(around):
            yield Portion(where[found.start()], where[found.end() - 1] + 1, "not")


def _rest(string: str, where: Sequence[int]) -> Iterator[Portion]:
    """除了点名的三位，其余七位是谁: asks for those nobody named."""
    for found in _REST.finditer(string):
        yield Portion(where[found.start()], where[found.end() - 1] + 1, "rest")


def _each(string: str, where: Sequence[int]) -> Iterator[Portion]:
    """新品种和新技术各是多少项."""
    for found in _EACH.finditer(string):
        yield Portion(where[found.start()], where[found.end() - 1] + 1, "each")


def _one(
    text: Text,
    string: str,
    where: Sequence[int],
    counts: Sequence[tuple[int, int]],
    names: Sequence[tuple[int, int]],
) -> Iterator[Portion]:
    """兰州大学一家派了几个."""
    for found in _ONE_OF.finditer(string):
        at = where[found.start()]
        named = next(((a, b) for a, b in names if b == at), None)
        if named is not None and any(a > at for a, _ in counts) and not text.breaks[at]:
            yield Portion(*named, "one")


def _alone(
    text: Text, string: str, where: Sequence[int], counts: Sequence[tuple[int, int]], empty: Sequence[bool]
) -> Iterator[Portion]:
    """光算新品种有几个, 餐饮类单独是几家."""
    for found in _ALONE.finditer(string):
        start = where[found.end() - 1] + 1
        end = next((a for a, _ in counts if a > start), _pause_after(text, start))
        end = min(end, _pause_after(text, start))
        if not all(empty[start:end]):
            yield Portion(start, end, "alone")
        elif _ALONE_BEHIND.match(string, found.end()):
            yield Portion(_before(text, where[found.start()], empty), where[found.start()], "alone")


def _before(text: Text, end: int, empty: Sequence[bool]) -> int:
    """Where what stands before the position begins: after a pause, a word for among or an empty one."""
    start = end
    while start and not text.breaks[start] and text.units[start - 1] not in _AMONG | _OF:
        if empty[start - 1] and start < end:
            break
        start -= 1
    return start


def _part(
    text: Text, counts: Sequence[tuple[int, int]], names: Sequence[tuple[int, int]], empty: Sequence[bool]
) -> Iterator[Portion]:
    """高企里生物医药的有几家, 单位中企业占几家."""
    units = text.units
    for start, end in counts:
        for index in range(start - 1, 0, -1):
            if units[index] in _AMONG and (empty[index] or units[index - 1] in _BEFORE_AMONG):
                begin = index + 1 + (index + 1 < start and units[index + 1] in _ENDS_AMONG)
                begin += 2 * (units[begin : begin + 2] == ("1", "共"))
                if any(not empty[i] for i in range(begin, start)):
                    paused = any(text.breaks[i] >= COMMA for i in range(begin + 1, start))
                    if start - begin <= _LONGEST_AMONG and not paused:
                        yield Portion(begin, start - (units[start - 1] == _SHARE_OF), "part")
                else:  # 人才里有多少博士
                    yield Portion(end, _pause_after(text, end), "part")
                break
        share = start if units[start : start + 1] == (_SHARE_OF,) else start - 1
        if share >= 0 and units[share] == _SHARE_OF and _SHARES.isdisjoint(units[start : end + 1]):
            window = range(_word_start(text, max(0, share - _LONGEST_PART + 1), empty), share)
            among = [i + 1 for i in window if units[i] in _AMONG]  # 单位中企业占几家
            whole = [b for a, b in names if a < window.start < b]  # no part of a name
            yield Portion(max([window.start, *among, *whole]), share, "part")


def _word_start(text: Text, start: int, empty: Sequence[bool]) -> int:
    """The position, or where the word begins that it lies in."""
    while start and not (empty[start - 1] or empty[start] or text.breaks[start]):
        start -= 1
    return start


def _pause_after(text: Text, start: int) -> int:
    gaps = (i for i in range(start + 1, len(text)) if text.breaks[i] >= COMMA)
    return next(gaps, len(text))
