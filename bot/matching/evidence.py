"""For one question and one candidate: what speaks for it and what against. Decides nothing."""

from __future__ import annotations

import dataclasses

from rapidfuzz import fuzz

from bot.matching.candidates import Candidate, Profile, spoken_years
from bot.matching.index import Hit, Index
from bot.matching.understand import Understood

_BY_PAIR, _BY_SOUND, _BY_CHARACTER = 1.0, 0.9, 0.35  # how well a unit is explained
_IN_ANSWER = 0.8  # what only the answer says explains a little less
_MANY = 4.0  # unexplained units beyond this add nothing


@dataclasses.dataclass(frozen=True, slots=True)
class Evidence:
    """Every feature of one (question, candidate) pair; 0..1 unless said otherwise."""

    similarity: float  # index similarity of the best text
    ratio: float  # rapidfuzz ratio by characters
    sound_ratio: float  # rapidfuzz ratio by syllables
    coverage: float  # share of the question's content that the candidate's asking texts explain
    coverage_all: float  # the same with its answer
    unexplained: float  # content units nothing explains, 0..4
    run: float  # longest unexplained stretch in units, 0..4
    doc_coverage: float  # share of the best text's content that the question explains
    name_agree: float  # 1 the question names the candidate's subject or a name it asks about
    name_said: float  # 1 the name stands only in the answer
    name_missing: float  # names in the question the candidate does not speak of, 0..2
    name_silent: float  # 1 the question names nothing although the best text does
    hard_missing: float  # hard attributes asked that the candidate does not speak of, 0..2
    soft_missing: float  # 1 an asking word of a kind the candidate is not asked with
    attribute_agree: float  # 1 an asking word agrees
    year_missing: float  # 1 a year in the question that the candidate does not speak of
    place_missing: float  # 1 a place in the question that the candidate does not speak of
    in_answer: float  # 1 the best text is the answer
    overview: float  # 1 the candidate is an overview or a list
    short: float  # 1 the question has hardly any content

    def values(self) -> tuple[float, ...]:
        """The features in field order."""
        return tuple(getattr(self, name) for name in FEATURES)


FEATURES = tuple(f.name for f in dataclasses.fields(Evidence))


def explained(query: Understood, asked: Profile, said: Profile) -> list[tuple[float, float]]:
    """For every unit how well asking texts, and all texts, explain it (0..1)."""
    units, sounds = query.text.units, query.text.syllables
    last = len(units) - 1
    found = []
    for i, unit in enumerate(units):
        pairs = ([(units[i - 1], unit)] if i else []) + ([(unit, units[i + 1])] if i < last else [])
        heard = ([(sounds[i - 1], sounds[i])] if i else []) + (
            [(sounds[i], sounds[i + 1])] if i < last else []
        )
        by_asked = _explained_by(unit, pairs, heard, asked)
        by_said = _explained_by(unit, pairs, heard, said) * _IN_ANSWER
        found.append((by_asked, max(by_asked, by_said)))
    return found


def _explained_by(
    unit: str, pairs: list[tuple[str, str]], heard: list[tuple[str, str]], texts: Profile
) -> float:
    if any(p in texts.pairs for p in pairs if p[0] and p[1]):
        return _BY_PAIR
    if any(h in texts.sounds for h in heard):
        return _BY_SOUND
    if unit and unit in texts.characters:
        return _BY_PAIR if unit[:1].isdigit() or unit.isascii() else _BY_CHARACTER
    return 0.0


def _content(query: Understood, index: Index) -> list[float]:
    """Weight of every unit as content: its class times its rarity."""
    return [
        w * (0.4 + 0.6 * index.idf.get("c" + u, index.rarest) / index.rarest) if w else 0.0
        for w, u in zip(query.weights, query.text.units, strict=True)
    ]


def gather(query: Understood, hit: Hit, candidate: Candidate, index: Index, hard: frozenset[str]) -> Evidence:
    """The evidence for answering `query` with `candidate`."""
    content = _content(query, index)
    total = sum(content)
    covers = explained(query, candidate.asked, candidate.said)
    unexplained = [w * (1 - c[1]) for w, c in zip(content, covers, strict=True)]
    names = query.name_ids - _generic(query)
    asked_names = candidate.asked.names | {f"s:{candidate.subject}"}
    said_names = candidate.said.names
    hard_missing, soft_missing, agree = _attributes(query, candidate, hard)
    doc = hit.doc
    return Evidence(
        similarity=hit.similarity,
        ratio=_ratio(query.text.units, doc.text.units),
        sound_ratio=_ratio(query.text.syllables, doc.text.syllables),
        coverage=sum(w * c[0] for w, c in zip(content, covers, strict=True)) / total if total else 1.0,
        coverage_all=1 - sum(unexplained) / total if total else 1.0,
        unexplained=min(_MANY, sum(unexplained)),
        run=min(_MANY, _longest_run(content, covers)),
        doc_coverage=_doc_coverage(query, doc, index),
        name_agree=float(bool(names & asked_names)),
        name_said=float(bool(names & said_names - asked_names)),
        name_missing=min(2.0, float(len(names - asked_names - said_names))),
        name_silent=float(not names and bool(doc.names) and not hit.in_answer),
        hard_missing=min(2.0, hard_missing),
        soft_missing=soft_missing,
        attribute_agree=agree,
        year_missing=float(any(y not in spoken_years(candidate) for y in query.years)),
        place_missing=float(bool(missing_places(query, candidate))),
        in_answer=float(hit.in_answer),
        overview=float(candidate.overview),
        short=float(total < 1.0 and not names),
    )


def missing_places(query: Understood, candidate: Candidate) -> tuple[str, ...]:
    """Places asked about, as asked, that the candidate does not speak of."""
    spoken = candidate.asked.places | candidate.said.places
    texts = candidate.asked.pairs | candidate.said.pairs
    missing = []
    for span in query.places:
        units = query.text.units[span.start : span.end]
        known = any(p.full in spoken for p in span.values)
        literally = all(pair in texts for pair in zip(units, units[1:], strict=False)) and any(units)
        if not known and not literally:
            missing.append(span.values[0].text)
    return tuple(missing)


def _generic(_query: Understood) -> frozenset[str]:
    return frozenset()


def _attributes(query: Understood, candidate: Candidate, hard: frozenset[str]) -> tuple[float, float, float]:
    hard_missing = soft_missing = agree = 0.0
    asked, said = candidate.asked.attributes, candidate.said.attributes
    for demand in query.demands:
        if demand & asked:
            agree = 1.0
        elif demand <= hard:
            hard_missing += 0.5 if demand & said else 1.0
        else:
            soft_missing = 1.0
    return hard_missing, soft_missing, agree


def _ratio(a: tuple[str, ...], b: tuple[str, ...]) -> float:
    return float(fuzz.ratio(a, b)) / 100


def _longest_run(content: list[float], covers: list[tuple[float, float]]) -> float:
    best = here = 0.0
    for weight, cover in zip(content, covers, strict=True):
        here = here + weight if weight > 0.3 and cover[1] < 0.5 else 0.0
        best = max(best, here)
    return best


def _doc_coverage(query: Understood, doc: Understood, index: Index) -> float:
    from bot.matching.candidates import profile  # noqa: PLC0415

    own = profile((query,))
    content = _content(doc, index)
    total = sum(content)
    if not total:
        return 1.0
    covers = explained(doc, own, own)
    return sum(w * c[0] for w, c in zip(content, covers, strict=True)) / total
