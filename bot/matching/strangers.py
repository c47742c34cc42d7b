"""Organisations and persons a question names that the knowledge has never heard of."""

from __future__ import annotations

import dataclasses
import re
from typing import Literal

from bot.matching.candidates import Candidate
from bot.matching.evidence import explained, weigh
from bot.matching.index import Index
from bot.matching.understand import Understood

_ORGANISATION = re.compile(
    "大学|学院|公司|集团|药业|药厂|研究院|研究所|科学院|医院|银行|学校|中学|实验室|合作社|委员会|委"
    "|技术创新中心|创新中心|研究中心|中心|工作站|基地|产业园|园区|高新区|局|厅|乳业|牧业|农业|科技|股份|联合体"
)
_TITLE = re.compile("院士|教授|老师|博士|研究员|局长|院长|主任|董事长|总经理|专家|先生|女士|书记|同志")
_WHO = re.compile(
    "(?:是谁|是什么人|是干什么|是哪里|是哪个|在哪|的电话|的手机|的联系|的微信|电话|手机|今年多)"
)
_SURNAMES = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘"
    "杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷"
    "施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟卜路詹关苗凌费"
    "纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边付"
)


@dataclasses.dataclass(frozen=True, slots=True)
class Stranger:
    """A name nobody wrote down."""

    kind: Literal["organisation", "person"]
    text: str


def strangers(query: Understood, candidate: Candidate, index: Index) -> tuple[Stranger, ...]:
    """The unknown organisations and persons of a question, seen beside its best candidate."""
    units = query.text.units
    if not any(units):
        return ()
    weighed = weigh(query, index)
    both = zip(explained(weighed, candidate.asked), explained(weighed, candidate.said), strict=True)
    covers = [max(a, b) for a, b in both]
    named = [False] * len(units)
    for group in (query.names, query.home, query.places):
        for span in group:
            named[span.start : span.end] = [True] * (span.end - span.start)
    starts, text = [], ""
    for unit in units:
        starts.append(len(text))
        text += unit or "?"
    position = {start: index for index, start in enumerate(starts)}
    found = _organisations(query, text, position, covers, named)
    return (*found, *_persons(text, position, named, query))


def _organisations(
    query: Understood, text: str, position: dict[int, int], covers: list[float], named: list[bool]
) -> list[Stranger]:
    found = []
    for match in _ORGANISATION.finditer(text):
        end = position.get(match.start())
        if end is None or named[end]:
            continue
        start = end
        while start and query.weights[start - 1] >= 0.9 and covers[start - 1] < 0.5 and not named[start - 1]:
            start -= 1
        if end - start >= 2:
            found.append(Stranger("organisation", "".join(query.text.units[start:end]) + match.group()))
    return found


def _persons(text: str, position: dict[int, int], named: list[bool], query: Understood) -> list[Stranger]:
    found = []
    for pattern in (_TITLE, _WHO):
        for match in pattern.finditer(text):
            for length in (3, 2):
                start = position.get(match.start() - length)
                if start is None or any(named[start : start + length]):
                    continue
                name = query.text.units[start : start + length]
                if (
                    name[0] in _SURNAMES
                    and all(w >= 0.9 for w in query.weights[start : start + length])
                    and (start == 0 or query.weights[start - 1] < 0.9 or query.text.breaks[start])
                ):
                    found.append(Stranger("person", "".join(name)))
                    break
    return found
