"""How a question was understood and judged, for administrators. Decides nothing."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from bot.conversation.verdict import Verdict
from bot.matching.evidence import Evidence
from bot.matching.matcher import Matcher
from bot.matching.ranking import Ranked

_OUTCOMES = {
    "answer": "直接回答",
    "suggest": "给出选择",
    "refuse": "说明没有",
    "route": "指去别处",
    "talk": "寒暄",
}
_KINDS = {"entry": "问答", "unknown": "写明没有", "route": "去向", "talk": "寒暄"}
_LABELS = {
    "similarity": "和问法相似",
    "log_odds": "用词像它的问法",
    "posterior": "比别的条目更像",
    "cosine": "用字相近",
    "ratio": "字面相近",
    "sound_ratio": "读音相近",
    "coverage": "问法里都有",
    "coverage_all": "连答案都算上",
    "unexplained": "没听懂的字数",
    "run": "没听懂的最长一段",
    "doc_coverage": "问法被说到",
    "name_agree": "名称对上",
    "name_said": "名称在答案里",
    "name_missing": "名称对不上",
    "name_silent": "没说名称",
    "hard_missing": "没有这一项",
    "soft_missing": "问的方式不同",
    "attribute_agree": "问的项对上",
    "doc_agree": "和最像的问法问的一样",
    "doc_disagree": "和最像的问法问的不同",
    "year_missing": "年份对不上",
    "number_agree": "数字对上",
    "place_missing": "地点对不上",
    "member_missing": "同类的另一样",
    "measure_missing": "没有这个量",
    "actual_missing": "只有预计数",
    "counted_missing": "数的不是这个",
    "part_missing": "没有其中这一部分",
    "counted_thin": "数的东西少有问法说到",
    "in_answer": "只在答案里相似",
    "overview": "是总览",
    "refusal": "写明没有的条目",
    "refusal_unmet": "写明没有的那项没被问到",
    "scope_missing": "问的范围更大",
    "scope_unsaid": "范围比问的大",
    "lead_run": "开头没听懂的字数",
    "length": "问得多长",
    "short": "问得太短",
}
_SHOWN = 5


@dataclasses.dataclass(frozen=True, slots=True)
class Explanation:
    """A question, what was understood of it, and the verdicts on its parts."""

    text: str
    understood: str
    verdicts: tuple[Verdict, ...]
    matcher: Matcher

    def __str__(self) -> str:
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        yield f"问题：{self.text}"
        for verdict in self.verdicts:
            yield from self._verdict(verdict)

    def _verdict(self, verdict: Verdict) -> Iterator[str]:
        query = verdict.match.query
        yield f"理解成：{query.text}"
        names = "、".join(dict.fromkeys(n.text for s in query.names for n in s.values))
        labels = self.matcher.vocabulary.attributes
        asked = "、".join("或".join(labels[a].label for a in s.values[:3]) for s in query.attributes)
        places = "、".join(s.values[0].text for s in query.places)
        years = "、".join(query.years)
        seen = {"名称": names, "问的项": asked, "外地": places, "年份": years}
        yield "认出：" + "；".join(f"{label} {found or '无'}" for label, found in seen.items())
        reason = f"（{verdict.reason} {verdict.missing}）" if verdict.reason else ""
        sure = f"把握 {verdict.confidence:.2f}，依据：{verdict.guard}"
        yield f"结论：{_OUTCOMES[verdict.outcome]}{reason}，{sure}"
        for position, ranked in enumerate(verdict.match.ranked[:_SHOWN], 1):
            kind = _KINDS[ranked.candidate.kind]
            yield f"{position}. {ranked.score:6.2f} {kind} {ranked.candidate.id} {self._title(ranked)}"
            yield "     " + " · ".join(_features(ranked.evidence))

    def _title(self, ranked: Ranked) -> str:
        entry = self.matcher.knowledge.entries.get(ranked.candidate.id)
        if ranked.candidate.kind == "entry" and entry is not None:
            return entry.question
        return str(ranked.candidate.docs[0].text) if ranked.candidate.docs else ""


def _features(evidence: Evidence) -> list[str]:
    return [f"{_LABELS[n]} {v:.2f}" for n, v in dataclasses.asdict(evidence).items() if abs(v) > 0.005]
