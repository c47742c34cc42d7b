"""Drafts as the snapshot the program reads. Takes for granted that the drafts are free of errors."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping

from bot.content.dates import newest, spoken
from bot.content.document import SubjectFile
from bot.content.drafts import Draft, Drafts
from bot.content.facts import cited
from bot.content.generated import answer_of, asked_of, button_label, question_of, tellers
from bot.content.model import (
    Attribute,
    Audience,
    Certainty,
    Entry,
    Fact,
    Kind,
    Knowledge,
    Route,
    SmallTalk,
    Source,
    Subject,
    Terms,
    Topic,
    Unknown,
)
from bot.content.shape import Document

EVERYBODY: tuple[Audience, ...] = ("farmer", "enterprise")
_WORST_FIRST: tuple[Certainty, ...] = ("repost", "media", "official")


def assemble(drafts: Drafts) -> Knowledge:
    """The knowledge these drafts make."""
    folder, told = drafts.folder, tellers(drafts)
    routes = {one.id for one in folder.routes.routes}
    entries: dict[str, Entry] = {}
    subjects: dict[str, Subject] = {}
    by_file: dict[str, list[Entry]] = {}
    for one in drafts.entries:
        by_file.setdefault(one.document.page.file, []).append(_written(one, told))
    for document in folder.documents:
        written = by_file.get(document.page.file, [])
        facts = drafts.facts.facts[document.shape.id]
        made = [
            _generated(document, fact, drafts, tuple(entry.id for entry in written[:2]))
            for key, fact in facts.items()
            if fact.asks and (document.shape.id, key) not in told
        ]
        entries.update((entry.id, entry) for entry in (*written, *made))
        subjects[document.shape.id] = _subject(document, facts.values(), [*written, *made], routes)
    _drop_dead_links(entries)
    return Knowledge(
        version=folder.version,
        subjects=subjects,
        entries=entries,
        topics=tuple(Topic(one.id, one.title, one.about) for one in folder.topics.topics),
        sources=drafts.sources,
        routes={
            one.id: Route(
                one.id,
                one.title,
                tuple(one.asks),
                one.say,
                _alive(one.related, entries),
                tuple(one.refs),
                one.urgent,
            )
            for one in folder.routes.routes
        },
        small_talk=tuple(SmallTalk(one.id, tuple(one.asks), one.say) for one in folder.small_talk.small_talk),
        terms=_terms(drafts),
    )


def _drop_dead_links(entries: dict[str, Entry]) -> None:
    for name, entry in entries.items():
        alive = _alive(entry.related, entries)
        if alive != entry.related:
            entries[name] = dataclasses.replace(entry, related=alive)


def _alive(related: Iterable[str], entries: Mapping[str, Entry]) -> tuple[str, ...]:
    return tuple(name for name in related if name in entries)


def _written(draft: Draft, told: dict[tuple[str, str], str]) -> Entry:
    shape, home = draft.shape, draft.document.shape
    asks = [
        ask
        for key, fact in home.facts.items()
        if told.get((home.id, key)) == shape.id
        for ask in asked_of(home, fact.asks)
    ]
    region = shape.region or home.region
    certainty = shape.certainty or home.certainty or _worst(draft.sources)
    dates = [use.value.as_of for use in draft.uses] or [source.date for source in draft.sources]
    until = (
        f"有效期至{spoken(shape.valid_until.isoformat())}，之后以最新通知为准。" if shape.valid_until else ""
    )
    return Entry(
        id=shape.id,
        subject=home.id,
        kind=shape.kind,
        question=shape.question,
        label=button_label(shape.label, shape.question, home),
        phrasings=tuple(dict.fromkeys([*shape.phrasings, *asks])),
        answer=draft.texts["answer"].text.strip(),
        farmer_answer=draft.texts["farmer_answer"].text.strip(),
        full=draft.texts["full"].text.strip(),
        related=tuple(shape.related),
        topic=shape.topic or home.topic or "",
        audience=_audience(shape.audience or home.audience),
        sources=draft.sources,
        as_of=newest(dates),
        warnings=_warnings(certainty, region, until),
        region=region,
        contacts=tuple(shape.contacts),
        links=tuple(shape.links),
        refs=tuple(shape.refs),
        from_fact="",
        certainty=certainty,
        valid_from=shape.valid_from,
        valid_until=shape.valid_until,
        review_by=shape.review_by,
        checked_on=shape.checked_on,
    )


def _generated(document: Document, fact: Fact, drafts: Drafts, beside: tuple[str, ...]) -> Entry:
    home = document.shape
    sources = fact.values[-1].sources or cited(home.source, drafts.sources)
    certainty = home.certainty or _worst(sources)
    question = question_of(home.subject, fact)
    return Entry(
        id=f"{home.id}.{fact.key}",
        subject=home.id,
        kind="figure",
        question=question,
        label=button_label("", question, home),
        phrasings=asked_of(home, fact.asks),
        answer=answer_of(home.subject, fact),
        farmer_answer="",
        full="",
        related=beside,
        topic=home.topic or "",
        audience=_audience(home.audience),
        sources=sources,
        as_of=fact.values[-1].as_of,
        warnings=_warnings(certainty, home.region, ""),
        region=home.region,
        contacts=(),
        links=(),
        refs=fact.refs,
        from_fact=fact.key,
        certainty=certainty,
    )


def _subject(document: Document, facts: Iterable[Fact], entries: list[Entry], routes: set[str]) -> Subject:
    shape = document.shape
    return Subject(
        id=shape.id,
        name=shape.subject,
        aliases=tuple(shape.aliases),
        names={name: tuple(aliases) for name, aliases in shape.names.items()},
        topic=shape.topic or "",
        audience=_audience(shape.audience),
        facts=tuple(facts),
        entries=tuple(entry.id for entry in entries),
        unknown=_unknown(shape, routes),
        file=document.page.file,
    )


def _unknown(shape: SubjectFile, routes: set[str]) -> tuple[Unknown, ...]:
    return tuple(
        Unknown(
            item.id or f"{shape.id}#{number}",
            shape.id,
            tuple(item.asks),
            item.say,
            item.route if item.route in routes else "",
            item.reason,
            tuple(item.refs),
        )
        for number, item in enumerate(shape.unknown, start=1)
    )


def _terms(drafts: Drafts) -> Terms:
    terms = drafts.folder.terms
    return Terms(
        synonyms=tuple(tuple(group) for group in terms.synonyms),
        fillers=tuple(terms.fillers),
        function_words=tuple(terms.function_words),
        attributes=tuple(
            Attribute(one.id, one.label, tuple(one.words), one.hard) for one in terms.attributes
        ),
        home_places=tuple(terms.home_places),
        districts=tuple(terms.districts),
        place_aliases=dict(terms.place_aliases),
        kinds=tuple(
            Kind(one.id, one.label, tuple(map(tuple, one.members))) for one in drafts.folder.kinds.kinds
        ),
        near=tuple(map(tuple, drafts.folder.near.near)),
    )


def _audience(given: list[Audience]) -> tuple[Audience, ...]:
    return tuple(one for one in EVERYBODY if one in given) or EVERYBODY


def _worst(sources: Iterable[Source]) -> Certainty:
    found = {source.certainty for source in sources}
    return next((certainty for certainty in _WORST_FIRST if certainty in found), "media")


def _warnings(certainty: Certainty, region: str, until: str) -> tuple[str, ...]:
    repost = "据转载，以原文和最新通知为准。" if certainty == "repost" else ""
    elsewhere = f"这是{region}的规定，供参考。" if region else ""
    return tuple(warning for warning in (elsewhere, repost, until) if warning)
