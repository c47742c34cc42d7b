"""Verdicts and entries put into words. Decides nothing."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

from bot.content.model import Audience, Entry, Knowledge, Route, Source, Subject, Unknown
from bot.conversation.guards import OWN_PLACE
from bot.conversation.messages import (
    Answer,
    Chat,
    Choice,
    NoAnswer,
    Part,
    Reason,
    Routed,
    Suggestions,
)
from bot.conversation.verdict import Verdict
from bot.matching.normalise import compact

_LED = frozenset({"figure", "detail", "overview"})  # kinds of answers that must name their subject
_DOUBTFUL = 0.8  # confidence below which an answer says what else may have been meant
_RELATED = 3  # related questions shown with an answer
_SCOPE = "我只有呼和浩特的科技项目和政策资料"
_ASK = "可以问旗县区或市科技局，不知道找谁就拨12345。"
_REFUSALS: dict[Reason, str] = {
    "place": f"您问的是{{missing}}的事。{_SCOPE}，没有{{missing}}的。请在当地拨12345。",
    "year": f"资料里没有{{missing}}的这项数据。{_ASK}",
    "attribute": f"资料里没有{{about}}{{missing}}。{_ASK}",
    "other": f"资料里没有{{missing}}的，写的是{{instead}}的。{_ASK}",
    "organisation": f"资料里没有“{{missing}}”的内容。{_SCOPE}。",
    "person": f"资料里没有“{{missing}}”这个人。{_SCOPE}。",
    "premise": f"问题里的说法和资料对不上，我不能照着答。{_ASK}",
    "off_topic": f"这个不在我的资料里。{_SCOPE}，比如科技特派员、高新技术企业。",
    "small_talk": f"{_SCOPE}，您可以直接问。",
    "gibberish": "没看懂这句话。请用一句话说想问什么，比如“高企要什么条件”。",
    "unclear": f"资料里没有找到能回答这个问题的内容。换个说法再问，或拨12345。{_SCOPE}。",
}


_SEVERAL = {"多少钱": "金额"}
_DISTRICT = f"资料没有按旗县区分开的数，没有{{missing}}单独的。{_ASK}"
_WIDER = f"资料里只有呼和浩特的，没有{{missing}}的。{_ASK}"
_NO_SUCH_CHOICE = "没有这个序号，请从下面选一个。"
_NO_CHOICES = "现在没有可以选的。请用一句话说想问什么，比如“高企要什么条件”。"


def source_line(sources: Iterable[Source]) -> str:
    """出处 of an answer: document numbers for official papers, titles for the rest."""
    shown = [s.number or s.short or f"《{s.title}》" for s in sources]
    return "出处：" + "；".join(dict.fromkeys(shown)) if shown else ""


def answer_text(entry: Entry, subject: Subject, audience: Audience | None) -> str:
    """The answer in the audience's wording, naming its subject, with every warning it must carry.

    An answer is read on its own, forwarded and quoted: 「1项」 alone would say nothing.
    """
    text = entry.farmer_answer if audience == "farmer" and entry.farmer_answer else entry.answer
    names = (subject.name,) if entry.kind == "overview" else (subject.name, *subject.aliases)
    if entry.kind in _LED and not any(name in text for name in names):
        text = f"【{subject.name}】{text}"
    missing = [w for w in entry.warnings if w.rstrip("。") not in text]
    return "\n".join([text.strip(), *missing])


def choice(entry: Entry, knowledge: Knowledge, audience: Audience | None) -> Choice:
    """The entry as something to pick."""
    text = answer_text(entry, knowledge.subjects[entry.subject], audience)
    return Choice(entry.id, entry.question, entry.label, text)


def choices(ids: Iterable[str], knowledge: Knowledge, audience: Audience | None) -> tuple[Choice, ...]:
    """The entries as choices; ids that are gone are left out."""
    return tuple(choice(knowledge.entries[i], knowledge, audience) for i in ids if i in knowledge.entries)


def answer(entry: Entry, knowledge: Knowledge, audience: Audience | None, confidence: float) -> Answer:
    """The entry as an answer."""
    other: Audience | None = None
    if entry.farmer_answer and entry.farmer_answer != entry.answer:
        other = "enterprise" if audience == "farmer" else "farmer"
    return Answer(
        entry.id,
        answer_text(entry, knowledge.subjects[entry.subject], audience),
        source_line(entry.sources),
        entry.as_of,
        confidence,
        choices(entry.related[:_RELATED], knowledge, audience),
        entry.full,
        other,
    )


def spoken(verdict: Verdict, typed: str, knowledge: Knowledge, audience: Audience | None) -> tuple[Part, ...]:
    """The verdict on a typed text as parts of a reply: one, or two answers when two cannot be told apart."""
    verdict = dataclasses.replace(verdict, missing=as_typed(verdict.missing, typed))
    first = part(verdict, knowledge, audience)
    if verdict.beside is None:
        return (first,)
    second = knowledge.entries[verdict.beside.id]
    return (first, answer(second, knowledge, audience, verdict.confidence))


def part(verdict: Verdict, knowledge: Knowledge, audience: Audience | None) -> Part:
    """The verdict as a part of a reply."""
    target = verdict.target
    if verdict.outcome == "answer" and target is not None:
        return answer(knowledge.entries[target.id], knowledge, audience, verdict.confidence)
    if verdict.outcome == "suggest":
        offered = choices(verdict.offered[:3], knowledge, audience)
        return Suggestions("您是不是想问：", offered, verdict.confidence)
    if verdict.outcome == "talk" and target is not None:
        return Chat(target.id, next(t.say for t in knowledge.small_talk if t.id == target.id))
    if verdict.outcome == "route" and target is not None:
        route = knowledge.routes[target.id]
        beside = dict.fromkeys((*verdict.offered[:2], *route.related))
        return Routed(route.id, route.say, choices(list(beside)[:3], knowledge, audience))
    return refusal(verdict, knowledge, audience)


def further(
    verdicts: tuple[Verdict, ...], knowledge: Knowledge, audience: Audience | None
) -> tuple[Part, ...]:
    """What else may be meant, after the answer to a bare name (科技特派员) or a doubtful one."""
    if len(verdicts) != 1 or verdicts[0].outcome != "answer":
        return ()
    if not verdicts[0].bare and verdicts[0].confidence >= _DOUBTFUL:
        return ()
    told = {c.id for c in (verdicts[0].target, verdicts[0].beside) if c is not None}
    rest = [i for i in verdicts[0].offered if i not in told]
    offered = choices(rest[:3], knowledge, audience)
    lead = "还可以问：" if verdicts[0].bare else "您也可能想问："
    return (Suggestions(lead, offered, verdicts[0].confidence),) if offered else ()


def without_repeats(parts: tuple[Part, ...], more: tuple[Part, ...]) -> tuple[Part, ...]:
    """All parts, the answers' related questions without those that are offered after them anyway."""
    offered = {c.entry for part in more if isinstance(part, Suggestions) for c in part.choices}
    kept = (
        dataclasses.replace(p, related=tuple(c for c in p.related if c.entry not in offered))
        if isinstance(p, Answer)
        else p
        for p in parts
    )
    return (*kept, *more)


def refusal(verdict: Verdict, knowledge: Knowledge, audience: Audience | None) -> NoAnswer:
    """A refusal that names what is missing and whom to ask."""
    target = verdict.target
    reason = verdict.reason or "unclear"
    offered = (
        () if reason in {"gibberish", "off_topic"} else choices(verdict.offered[:3], knowledge, audience)
    )
    if target is not None and target.kind == "unknown":
        unknown = _unknown(target.id, target.subject, knowledge)
        route = knowledge.routes.get(unknown.route)
        return NoAnswer(unknown.say + hint(route), unknown.reason, offered, unknown.route)
    of_us = reason == "place" and verdict.missing in (*knowledge.terms.districts, OWN_PLACE)
    wider = reason == "place" and verdict.missing in knowledge.terms.home_places
    text = _DISTRICT if of_us else _WIDER if wider else _REFUSALS[reason]
    missing = _noun(verdict, knowledge) if reason == "attribute" else verdict.missing
    about = _about(verdict, knowledge)
    return NoAnswer(text.format(missing=missing, about=about, instead=verdict.instead), reason, offered, "")


def nothing_to_pick(offered: Iterable[str], knowledge: Knowledge, audience: Audience | None) -> NoAnswer:
    """What is said to a number that names no choice; the choices again, if there are any."""
    again = choices(tuple(offered)[:3], knowledge, audience)
    return NoAnswer(_NO_SUCH_CHOICE if again else _NO_CHOICES, "unclear", again, "")


def hint(route: Route | None) -> str:
    """The short form of a route at the end of a refusal."""
    return f"{route.title}。" if route is not None else _ASK


def _noun(verdict: Verdict, knowledge: Knowledge) -> str:
    """What is missing as a thing: 金额 for 多少钱, a word that may ask for several things."""
    query = verdict.match.query
    labels = {a.id: a.label for a in knowledge.terms.attributes}
    for span, demand in zip(query.attributes, query.demands, strict=True):
        if len(demand) > 1 and "".join(query.text.units[span.start : span.end]) == verdict.missing:
            return _SEVERAL.get(verdict.missing) or "或".join(labels[a] for a in span.values[:2])
    return verdict.missing


def _about(verdict: Verdict, knowledge: Knowledge) -> str:
    for span in verdict.match.query.names:
        return f"{span.values[0].text}的"
    best = verdict.match.best
    if best is None or best.candidate.kind != "entry":  # a refusal that is near may be about something else
        return ""
    subject = knowledge.subjects.get(best.candidate.subject)
    return f"{subject.name}的" if subject else ""


def as_typed(missing: str, typed: str) -> str:
    """The words as the person typed them, where reading them made digits of numerals (四川)."""
    if not any(c.isdigit() for c in missing):
        return missing
    for start in range(len(typed)):
        for end in range(start + 1, min(len(typed), start + 2 * len(missing)) + 1):
            if compact(typed[start:end]) == missing:
                return typed[start:end].strip()
    return missing


def _unknown(identity: str, subject: str, knowledge: Knowledge) -> Unknown:
    return next(u for u in knowledge.subjects[subject].unknown if u.id == identity)
