"""Entries on their way from the file to the snapshot: facts printed, sources found, place still known."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from bot.content.document import EntryShape
from bot.content.facts import FactBook, Printed, Use, cited, fact_book
from bot.content.folder import Folder
from bot.content.model import Source
from bot.content.nodes import Step
from bot.content.shape import Document

PRINTED_FIELDS = ("answer", "farmer_answer", "full")


@dataclasses.dataclass(frozen=True, slots=True)
class Draft:
    """A written entry with what it prints and cites."""

    document: Document
    path: tuple[Step, ...]
    shape: EntryShape
    texts: Mapping[str, Printed]  # answer, farmer_answer, full
    sources: tuple[Source, ...]

    @property
    def uses(self) -> tuple[Use, ...]:
        """Every value that any of its texts prints."""
        return tuple(use for printed in self.texts.values() for use in printed.uses)

    @property
    def source_keys(self) -> list[str]:
        """The keys it cites, its own or its file's."""
        return self.shape.source or self.document.shape.source


@dataclasses.dataclass(frozen=True, slots=True)
class Drafts:
    """Everything drafted from one folder."""

    folder: Folder
    sources: Mapping[str, Source]
    facts: FactBook
    entries: tuple[Draft, ...]


def draft(folder: Folder) -> Drafts:
    """The folder's entries, printed and sourced as far as possible."""
    sources = {
        key: Source(
            key,
            shape.title,
            shape.issuer,
            shape.number,
            shape.date,
            shape.certainty,
            shape.url,
            shape.short,
        )
        for key, shape in folder.sources.sources.items()
    }
    book = fact_book(folder, sources)
    entries = tuple(
        _entry(document, path, shape, book, sources)
        for document in folder.documents
        for path, shape in document.entries()
    )
    return Drafts(folder, sources, book, entries)


def _entry(
    document: Document,
    path: tuple[Step, ...],
    shape: EntryShape,
    book: FactBook,
    sources: Mapping[str, Source],
) -> Draft:
    texts = {field: book.printed(document.shape.id, getattr(shape, field)) for field in PRINTED_FIELDS}
    keys = shape.source or document.shape.source
    found = [*cited(keys, sources)]
    found += [source for text in texts.values() for use in text.uses for source in use.value.sources]
    return Draft(document, path, shape, texts, tuple(dict.fromkeys(found)))
