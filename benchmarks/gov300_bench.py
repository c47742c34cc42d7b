"""Paraphrases against near misses: our matcher and its peers on the same 300 public questions, in one run."""

from __future__ import annotations

import dataclasses
import json
import statistics
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks.knowledge_made import knowledge_of
from benchmarks.peers import PEERS, Guess, Peer
from bot.content.load import load
from bot.conversation.judging import judge
from bot.conversation.thresholds import Thresholds
from bot.matching.matcher import Matcher

PROJECT = Path(__file__).resolve().parent.parent
DATA = PROJECT.parent / "shared/bench/gov300"
FALSE_ACCEPTS = 0.02  # of the near misses


@dataclasses.dataclass(frozen=True, slots=True)
class Asked:
    """One question of the set."""

    query: str
    expected: str  # entry id; empty when nothing answers it
    kind: str  # in, oos_near, oos_far


class OurMatcher:
    """Our matcher with that data as knowledge and our own words for the language."""

    name = "青城科问"

    def __init__(self, entries: Mapping[str, Sequence[str]]) -> None:
        terms = load(PROJECT / "knowledge").terms
        self._matcher = Matcher(knowledge_of(entries, terms))

    def guess(self, query: str) -> Guess:
        """The best entry and the confidence in it; none when a guard refuses the question."""
        match = self._matcher.match(self._matcher.understand(self._matcher.read(query)))
        return (match.best.candidate.id, match.confidence) if match.best else ("", 0.0)


class OurGuardedMatcher(OurMatcher):
    """The same, a refusal by a guard counting as no confidence."""

    name = "青城科问，加把关"

    def guess(self, query: str) -> Guess:
        """The best entry and the confidence in it."""
        verdict = judge(self._matcher.understand(self._matcher.read(query)), self._matcher, Thresholds())
        best = verdict.match.best
        if best is None:
            return "", 0.0
        return best.candidate.id, verdict.confidence if verdict.outcome in {"answer", "suggest"} else 0.0


class OurCosine(OurMatcher):
    """The same order of entries, the matcher's cosine of characters alone as confidence.

    The fitted confidence counts what these questions lack (names of programs, a rival entry to be ahead of).
    """

    name = "青城科问，只看用字相近"

    def guess(self, query: str) -> Guess:
        """The best entry and the cosine of its best text."""
        match = self._matcher.match(self._matcher.understand(self._matcher.read(query)))
        return (match.best.candidate.id, match.best.evidence.cosine) if match.best else ("", 0.0)


def lines() -> Iterator[str]:
    """The table: top-1, and the recall when at most 2 % of the near misses are accepted."""
    if not DATA.is_dir():
        yield "略过：没有 gov300 数据。"
        return
    entries = {row["id"]: (row["question"], *row["alt"]) for row in _rows(DATA / "kb.jsonl")}
    asked = [
        Asked(row["query"], row.get("expected_id") or "", row["kind"])
        for row in _rows(DATA / "queries.jsonl")
    ]
    ids = [id_ for id_, texts in entries.items() for _ in texts]
    texts = [text for texts in entries.values() for text in texts]
    yield "| 方法 | top-1 | 近似题误收 2 % 时的召回 | 同一门槛下无关题误收 | 中位毫秒 |"
    yield "|---|---|---|---|---|"
    ours = (OurMatcher(entries), OurGuardedMatcher(entries), OurCosine(entries))
    for peer in (*ours, *(peer(ids, texts) for peer in PEERS)):
        yield _measured(peer, asked)


def _rows(file: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def _asked(row: Mapping[str, str]) -> Asked:
    return Asked(row["query"], row.get("expected_id") or "", row["kind"])


def _measured(peer: Peer, asked: Sequence[Asked]) -> str:
    guesses, spent = [], []
    for one in asked:
        started = time.perf_counter()
        guesses.append(peer.guess(one.query))
        spent.append((time.perf_counter() - started) * 1000)
    scored = list(zip(asked, guesses, strict=True))
    inside = [(one.expected == id_, score) for one, (id_, score) in scored if one.kind == "in"]
    bar = threshold([score for one, (_, score) in scored if one.kind == "oos_near"])
    far = [score for one, (_, score) in scored if one.kind == "oos_far"]
    top = sum(right for right, _ in inside) / len(inside)
    recall = sum(right and score > bar for right, score in inside) / len(inside)
    taken = sum(score > bar for score in far) / len(far)
    return f"| {peer.name} | {top:.3f} | {recall:.3f} | {taken:.3f} | {statistics.median(spent):.2f} |"


def threshold(scores: Sequence[float]) -> float:
    """The score above which the allowed share of these scores lies."""
    allowed = round(FALSE_ACCEPTS * len(scores))
    return sorted(scores, reverse=True)[allowed]
