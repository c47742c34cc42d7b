"""Checks that names lead somewhere: ids, facts, sources, topics, related entries, routes.

What fails here would make the snapshot wrong or impossible. Knows no wording rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz import process

from bot.content.document import KindsFile
from bot.content.drafts import Draft, Drafts
from bot.content.generated import tellers
from bot.content.nodes import Page, Step
from bot.content.problems import Problem

Placed = tuple[str, Page, tuple[Step, ...]]  # an id and where it stands


def reference_problems(drafts: Drafts) -> Iterator[Problem]:
    """Everything that is named twice or leads nowhere."""
    yield from _file_names(drafts)
    yield from _duplicate_ids(drafts)
    yield from _kinds(drafts)
    yield from _sources(drafts)
    yield from _topics(drafts)
    yield from _related(drafts)
    yield from _routes(drafts)
    for entry in drafts.entries:
        yield from _facts(entry)


def _file_names(drafts: Drafts) -> Iterator[Problem]:
    for document in drafts.folder.documents:
        if document.shape.id != document.stem:
            message = f"id“{document.shape.id}”和文件名“{document.stem}.yaml”不一样"
            yield document.page.problem(("id",), "file-name", message, "改成一样的")


def _duplicate_ids(drafts: Drafts) -> Iterator[Problem]:
    documents = drafts.folder.documents
    yield from _twice((one.shape.id, one.page, ("id",)) for one in documents)
    yield from _twice((one.shape.id, one.document.page, (*one.path, "id")) for one in drafts.entries)
    yield from _twice(
        (item.id, one.page, (*path, "id")) for one in documents for path, item in one.unknown() if item.id
    )
    for name, key in (
        ("_topics.yaml", "topics"),
        ("_routes.yaml", "routes"),
        ("_small_talk.yaml", "small_talk"),
        ("_kinds.yaml", "kinds"),
    ):
        if name in drafts.folder.specials:
            page, shape = drafts.folder.specials[name]
            yield from _twice((one.id, page, (key, at, "id")) for at, one in enumerate(getattr(shape, key)))


def _kinds(drafts: Drafts) -> Iterator[Problem]:
    """Words that stand for two things."""
    page, shape = drafts.folder.specials.get("_kinds.yaml", (None, None))
    if page is None or not isinstance(shape, KindsFile):
        return
    first: dict[str, tuple[Step, ...]] = {}
    for at, kind in enumerate(shape.kinds):
        for number, member in enumerate(kind.members):
            for position, word in enumerate(member):
                path = ("kinds", at, "members", number, position)
                if word in first:
                    message = f"“{word}”在第 {page.place(first[word]).line} 行已经写过"
                    yield page.problem(path, "duplicate-word", message, "只留一处")
                first.setdefault(word, path)


def _twice(placed: Iterable[Placed]) -> Iterator[Problem]:
    first: dict[str, tuple[Page, tuple[Step, ...]]] = {}
    for name, page, path in placed:
        if name in first:
            before, before_path = first[name]
            message = f"id“{name}”已经用在 {before.file} 第 {before.place(before_path).line} 行"
            yield page.problem(path, "duplicate-id", message, "换一个 id，或删掉多余的一条")
        else:
            first[name] = (page, path)


def _sources(drafts: Drafts) -> Iterator[Problem]:
    if "_sources.yaml" in drafts.folder.unreadable:
        return
    known = drafts.sources
    for document in drafts.folder.documents:
        shape = document.shape
        yield from _unknown(document.page, ("source",), shape.source, known, "source")
        for key, fact in shape.facts.items():
            for at, value in enumerate(fact.values):
                path = ("facts", key, "values", at)
                yield from _unknown(document.page, (*path, "source"), value.source, known, "source")
                if not value.source and not shape.source:
                    yield document.page.problem(path, "no-source", "这个数没有出处", "加一行“source: …”")
    for entry in drafts.entries:
        page = entry.document.page
        yield from _unknown(page, (*entry.path, "source"), entry.shape.source, known, "source")
        if not entry.source_keys and not entry.uses:
            message = f"“{entry.shape.id}”没有出处"
            yield page.problem(entry.path, "no-source", message, "在这条或文件开头加一行“source: …”")


def _topics(drafts: Drafts) -> Iterator[Problem]:
    if "_topics.yaml" not in drafts.folder.specials:
        return  # a small folder may do without a menu
    known = [topic.id for topic in drafts.folder.topics.topics]
    for document in drafts.folder.documents:
        topic = document.shape.topic
        yield from _unknown(document.page, ("topic",), [topic] if topic else [], known, "topic")
        if topic is None:
            yield document.page.problem(
                (), "missing-field", "缺少字段“topic”", "写上 _topics.yaml 里的一个 id"
            )
    for entry in drafts.entries:
        given = [entry.shape.topic] if entry.shape.topic else []
        yield from _unknown(entry.document.page, (*entry.path, "topic"), given, known, "topic")


def _related(drafts: Drafts) -> Iterator[Problem]:
    known = entry_ids(drafts)
    for entry in drafts.entries:
        page = entry.document.page
        path: tuple[Step, ...] = (*entry.path, "related")
        yield from _unknown(page, path, entry.shape.related, known, "related")
        if entry.shape.id in entry.shape.related:
            itself = (*path, entry.shape.related.index(entry.shape.id))
            yield page.problem(itself, "unknown-related", "相关问题里写了自己", "删掉它")
    if "_routes.yaml" in drafts.folder.specials:
        page, _ = drafts.folder.specials["_routes.yaml"]
        for at, route in enumerate(drafts.folder.routes.routes):
            yield from _unknown(page, ("routes", at, "related"), route.related, known, "related")


def entry_ids(drafts: Drafts) -> set[str]:
    """Every entry id there is, written or generated, and those that broken files seem to hold."""
    told = tellers(drafts)
    known = {entry.shape.id for entry in drafts.entries} | drafts.folder.loose_ids
    for document in drafts.folder.documents:
        home = document.shape
        known |= {
            f"{home.id}.{key}" for key, fact in home.facts.items() if fact.asks and (home.id, key) not in told
        }
    return known


def _routes(drafts: Drafts) -> Iterator[Problem]:
    if "_routes.yaml" in drafts.folder.unreadable:
        return
    known = [route.id for route in drafts.folder.routes.routes]
    for document in drafts.folder.documents:
        for path, item in document.unknown():
            given = [item.route] if item.route else []
            yield from _unknown(document.page, (*path, "route"), given, known, "route")


_WHAT = {
    "source": ("出处", "先在 _sources.yaml 里写上它"),
    "topic": ("主题", "主题都在 _topics.yaml 里"),
    "related": ("问题", "related 里写另一条的 id"),
    "route": ("去处", "去处都在 _routes.yaml 里"),
}


def _unknown(
    page: Page, path: tuple[Step, ...], names: Sequence[str], known: Iterable[str], kind: str
) -> Iterator[Problem]:
    what, otherwise = _WHAT[kind]
    for at, name in enumerate(names):
        if name not in known:
            best = process.extractOne(name, list(known), score_cutoff=60)
            fix = f"是不是“{best[0]}”" if best else otherwise
            yield page.problem((*path, at), f"unknown-{kind}", f"没有叫“{name}”的{what}", fix)


def _facts(entry: Draft) -> Iterator[Problem]:
    for field, printed in entry.texts.items():
        for mistake in printed.mistakes:
            path = (*entry.path, field)
            yield entry.document.page.problem(path, mistake.rule, mistake.message, mistake.fix)
