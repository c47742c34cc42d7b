"""The knowledge compiled for matching, and one question matched against it."""

from __future__ import annotations

import dataclasses
import functools
import itertools
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from bot.content.model import Knowledge
from bot.matching.candidates import Candidate, candidates
from bot.matching.confidence import Weights, shipped
from bot.matching.evidence import gather
from bot.matching.framing import Framing
from bot.matching.index import Index
from bot.matching.mending import Mender
from bot.matching.ranking import Ranked, standing
from bot.matching.spelling import Decoder
from bot.matching.stored import Kept
from bot.matching.text import Text, read
from bot.matching.understand import Understood, understand
from bot.matching.vocabulary import Vocabulary
from bot.matching.weighing import Weighed, weigh

_FAR = 0.5  # without those less than half as similar as the best no outcome of the question sets changed


@dataclasses.dataclass(frozen=True, slots=True)
class Match:
    """A question as understood, with the candidates best first."""

    query: Understood
    ranked: tuple[Ranked, ...]
    confidence: float  # that the first is the right one, 0..1

    @property
    def best(self) -> Ranked | None:
        """The first candidate; None when nothing is similar at all."""
        return self.ranked[0] if self.ranked else None


_KEPT = 64  # texts whose readings are kept


class Matcher:
    """One knowledge snapshot, ready to be asked."""

    def __init__(self, knowledge: Knowledge, weights: Weights | None = None) -> None:
        self.knowledge = knowledge
        self.vocabulary = Vocabulary(knowledge)
        self.candidates: Sequence[Candidate] = candidates(knowledge, self.vocabulary)
        self.index = Index(self.candidates)
        self.weights = weights or shipped()
        self.hard = frozenset(a.id for a in knowledge.terms.attributes if a.hard)  # never guessed
        self._framing = Framing(knowledge, self.vocabulary)
        self._mender = Kept(self._new_mender())
        self._decoder = Kept(self._new_decoder())
        self._keep()

    def _keep(self) -> None:
        """Keeps the last readings: one question is read for each of several purposes."""
        self._weighed_docs: dict[int, Weighed] = {}
        self._reading = functools.lru_cache(maxsize=_KEPT)(self._read)
        self._understanding = functools.lru_cache(maxsize=_KEPT)(self._understand)

    def __getstate__(self) -> dict[str, Any]:
        """All but the snapshot, which is read anyway, and what is kept from question to question."""
        left = {"knowledge", "weights", "_weighed_docs", "_reading", "_understanding"}
        return {k: v for k, v in self.__dict__.items() if k not in left}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self._keep()

    def adopt(self, knowledge: Knowledge, weights: Weights) -> None:
        """Completes a matcher that was read back from its stored form."""
        self.knowledge = knowledge
        self.weights = weights

    def _new_decoder(self) -> Decoder:
        texts = [doc.text for c in self.candidates for doc in c.docs]
        typed = [read(w, latin=False) for group in self.knowledge.terms.synonyms for w in group]
        return Decoder(texts, (*self.vocabulary.phrases(), *typed))

    def read(self, raw: str) -> Text:
        """The raw text as a canonical text without framing: script, digits, pinyin, initials, synonyms."""
        return self._reading(raw)

    def _read(self, raw: str) -> Text:
        text = read(raw, latin=False)
        text = self._framing.cut(self.vocabulary.canonical(text))
        if any(u.isascii() and u.isalpha() for u in text.units):
            text = read("".join(str(text)), latin=True)
            if "" in text.units:
                text = self._decoder().decode(text)
            text = self._framing.cut(self.vocabulary.canonical(text))
        return self._without_stutter(text)

    def _without_stutter(self, text: Text) -> Text:
        """The text with characters said twice by mistake said once."""
        if not any(a == b and a.isalpha() and not a.isascii() for a, b in itertools.pairwise(text.units)):
            return text
        said_once = self._mender().collapsed(text)
        return text if said_once is text else self._framing.cut(self.vocabulary.canonical(said_once))

    def _new_mender(self) -> Mender:
        said = [doc.text for c in self.candidates for doc in (*c.docs, *c.answers)]
        return Mender(self.knowledge, self.vocabulary, said)

    def mended(self, text: Text) -> Text | None:
        """A canonical text with slips of hand and ear put right; None when nothing is to be repaired."""
        repaired = self._mender().mend(text)
        if repaired.units == text.units:
            return None
        return self._framing.cut(self.vocabulary.canonical(repaired))

    def understand(self, text: Text) -> Understood:
        """What a canonical text speaks of."""
        return self._understanding(text)

    def _understand(self, text: Text) -> Understood:
        return understand(text, self.vocabulary)

    def _weighed(self, doc: Understood) -> Weighed:
        """The text of a candidate weighed; kept, since the same ones come up again."""
        known = self._weighed_docs.get(id(doc))
        if known is None:
            known = self._weighed_docs[id(doc)] = weigh(doc, self.index, asking=False)
        return known

    def match(self, query: Understood, limit: int = 9) -> Match:
        """The candidates for a question, best first, with the confidence in the first."""
        ranked = self.rank(query, limit, far=_FAR)
        if not ranked:
            return Match(query, (), 0.0)
        return Match(query, ranked, self.weights.confidence(ranked[0].evidence, standing(ranked)))

    def rank(
        self,
        query: Understood,
        limit: int,
        hidden: Sequence[int] = (),
        replaced: Mapping[int, Candidate] = MappingProxyType({}),
        far: float = 0.0,
    ) -> tuple[Ranked, ...]:
        """The candidates, best first; calibration hides documents and replaces candidates.

        Below the share `far` of the best similarity only the first few candidates are weighed.
        """
        weighed = weigh(query, self.index)
        ranked = []
        for hit in self.index.search(query, limit, hidden, far):
            candidate = replaced.get(hit.candidate, self.candidates[hit.candidate])
            evidence = gather(weighed, hit, candidate, self._weighed(hit.doc), self.hard)
            ranked.append(Ranked(candidate, evidence, self.weights.score(evidence)))
        return tuple(sorted(ranked, key=lambda r: (-r.score, r.candidate.key)))

    def subject_documents(self, subject: str) -> list[int]:
        """The positions of every text of a subject's candidates."""
        return [
            document
            for position, candidate in enumerate(self.candidates)
            if candidate.subject == subject
            for document in self.index.documents(position)
        ]
