"""For one question and one candidate: what speaks for it and what against. Decides nothing."""

from __future__ import annotations

import dataclasses
import itertools
import math
import operator
from collections.abc import Mapping
from typing import Never

from rapidfuzz import fuzz

from bot.matching.candidates import Candidate, Profile, spoken_years
from bot.matching.index import Hit, Index
from bot.matching.phrasebook import Span
from bot.matching.phrases import Name
from bot.matching.understand import Understood

_BY_PAIR, _BY_SOUND, _BY_CHARACTER = 1.0, 0.9, 0.35  # how well a unit is explained
_IN_ANSWER = 0.8  # what only the answer says explains a little less
_MANY = 4.0  # unexplained units beyond this add nothing


@dataclasses.dataclass(frozen=True, slots=True)
class Evidence:
    """Every feature of one (question, candidate) pair; 0..1 unless said otherwise."""

    similarity: float  # index similarity of the best text
    cosine: float  # TF-IDF cosine of single characters with the best text
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
    name_silent: float  # 1 the best text names the subject and the question does not
    hard_missing: float  # hard attributes asked that the candidate does not speak of, 0..2
    soft_missing: float  # 1 an asking word of a kind the candidate is not asked with
    attribute_agree: float  # 1 an asking word agrees
    doc_agree: float  # 1 an asking word agrees with the best text
    doc_disagree: float  # 1 an asking word is of a kind the best text does not ask with
    year_missing: float  # 1 a year in the question that the candidate does not speak of
    number_agree: float  # 1 a number of the question stands in the candidate's texts
    place_missing: float  # 1 a place in the question that the candidate does not speak of
    in_answer: float  # 1 the best text is the answer
    overview: float  # 1 the candidate is an overview or a list
    refusal: float  # 1 the candidate is a curated refusal
    refusal_unmet: float  # share of the refusal's own content the question does not say
    scope_unsaid: float  # 1 the candidate is about 内蒙古 or the country and the question does not say so
    lead_run: float  # unexplained units at the head of the question: an unknown topic, 0..4
    short: float  # 1 the question has hardly any content

    def values(self) -> tuple[float, ...]:
        """The features in field order."""
        found: tuple[float, ...] = _all_values(self)
        return found


FEATURES = tuple(f.name for f in dataclasses.fields(Evidence))
_all_values = operator.attrgetter(*FEATURES)


@dataclasses.dataclass(frozen=True, slots=True)
class Weighed:
    """A text with the weight of every unit as content, and what it offers to explain another text."""

    text: Understood
    content: tuple[float, ...]  # class of the word times its rarity
    total: float
    pairs: tuple[tuple[str, str], ...]  # units i-1 and i; one longer than the text: both ends are open
    sounds: tuple[tuple[str, str], ...]
    own: Profile
    vector: Mapping[str, float]  # character → count times rarity
    norm: float  # Euclidean length of the vector

    @property
    def units(self) -> tuple[str, ...]:
        """The units of the text."""
        return self.text.text.units


_OPEN = ("", "")


def weigh(text: Understood, index: Index) -> Weighed:
    """The text ready to be compared."""
    units, sounds = text.text.units, text.text.syllables
    idf, rarest = index.idf, index.rarest
    content = tuple(
        w * (0.4 + 0.6 * idf.get("c" + u, rarest) / rarest) if w else 0.0
        for w, u in zip(text.weights, units, strict=True)
    )
    pairs = (_OPEN, *[p if p[0] and p[1] else _OPEN for p in itertools.pairwise(units)], _OPEN)
    heard = (_OPEN, *itertools.pairwise(sounds), _OPEN)
    numbers = frozenset(u for u in units if u[:1].isdigit() and u not in text.years)
    nothing: frozenset[Never] = frozenset()
    own = Profile(
        frozenset(units),
        frozenset(pairs),
        frozenset(heard),
        nothing,
        nothing,
        nothing,
        nothing,
        nothing,
        numbers,
    )
    vector: dict[str, float] = {}
    for unit, sound in zip(units, sounds, strict=True):
        key = unit or sound
        vector[key] = vector.get(key, 0.0) + index.rarity.get(key, index.rarest_character)
    norm = math.sqrt(sum(v * v for v in vector.values())) or 1.0
    return Weighed(text, content, sum(content), pairs, heard, own, vector, norm)


def _cosine(query: Weighed, doc: Weighed) -> float:
    other = doc.vector
    return sum(v * other[key] for key, v in query.vector.items() if key in other) / (query.norm * doc.norm)


def explained(query: Weighed, texts: Profile) -> list[float]:
    """For every unit how well the texts explain it (0..1); units that say nothing count as explained."""
    known_pairs, known_sounds, known = texts.pairs, texts.sounds, texts.characters
    pairs, heard = query.pairs, query.sounds
    found = []
    for i, (unit, weight) in enumerate(zip(query.units, query.content, strict=True)):
        if not weight or pairs[i] in known_pairs or pairs[i + 1] in known_pairs:
            found.append(_BY_PAIR)
        elif heard[i] in known_sounds or heard[i + 1] in known_sounds:
            found.append(_BY_SOUND)
        elif unit and unit in known:
            found.append(_BY_PAIR if unit.isascii() else _BY_CHARACTER)
        else:
            found.append(0.0)
    return found


def gather(query: Weighed, hit: Hit, candidate: Candidate, doc: Weighed, hard: frozenset[str]) -> Evidence:
    """The evidence for answering `query` with `candidate`, whose most similar text is `doc`."""
    by_asked = explained(query, candidate.asked)
    by_said = explained(query, candidate.said) if candidate.answer is not None else by_asked
    covers = [a if a >= _IN_ANSWER * b else _IN_ANSWER * b for a, b in zip(by_asked, by_said, strict=True)]
    total = query.total
    open_units = total - sum(map(operator.mul, query.content, covers))
    names = query.text.name_ids
    own_name = f"s:{candidate.subject}"
    asked_names = candidate.asked.names | {own_name}
    said_names = candidate.said.names
    all_names = asked_names | said_names
    hard_missing, soft_missing, agree = _attributes(query.text, candidate, hard)
    spoken = spoken_years(candidate)
    doc_share = _share(doc, query.own)
    asked_by_doc = frozenset(a for d in doc.text.demands for a in d)
    refusal = candidate.kind == "unknown"
    return Evidence(
        similarity=hit.similarity,
        cosine=_cosine(query, doc),
        ratio=float(fuzz.ratio(query.units, doc.units)) / 100,
        sound_ratio=float(fuzz.ratio(query.text.text.syllables, doc.text.text.syllables)) / 100,
        coverage=sum(map(operator.mul, query.content, by_asked)) / total if total else 1.0,
        coverage_all=1 - open_units / total if total else 1.0,
        unexplained=min(_MANY, open_units),
        run=min(_MANY, _longest_run(query.content, covers)),
        doc_coverage=doc_share,
        name_agree=float(bool(names & asked_names)),
        name_said=float(bool(names & said_names - asked_names)),
        name_missing=min(2.0, float(sum(1 for span in query.text.names if not _spoken(span, all_names)))),
        name_silent=float(own_name in doc.text.name_ids and own_name not in names and not hit.in_answer),
        hard_missing=min(2.0, hard_missing),
        soft_missing=soft_missing,
        attribute_agree=agree,
        doc_agree=float(any(d & asked_by_doc for d in query.text.demands)),
        doc_disagree=float(any(not d & asked_by_doc for d in query.text.demands)),
        year_missing=float(any(y not in spoken for y in query.text.years)),
        number_agree=float(bool(query.own.numbers & (candidate.asked.numbers | candidate.said.numbers))),
        place_missing=float(bool(missing_places(query.text, candidate))),
        in_answer=float(hit.in_answer),
        overview=float(candidate.overview),
        refusal=float(refusal),
        refusal_unmet=_unmet(query.text, doc.text, doc_share, hard) if refusal else 0.0,
        scope_unsaid=float(bool(candidate.scope - query.text.scope)),
        lead_run=min(_MANY, _lead_run(query, covers)),
        short=float(total < 1.0 and not names),
    )


def _spoken(span: Span[Name], names: frozenset[str]) -> bool:
    return any(name.id in names for name in span.values)


def missing_places(query: Understood, candidate: Candidate) -> tuple[str, ...]:
    """Places asked about, as asked, that the candidate does not speak of.

    A district counts for figures only: a rule of the whole city holds in its districts too.
    """
    local = candidate.figure or any(demand & _LOCAL for demand in query.demands)
    if not query.places and not (query.districts and local):
        return ()
    spoken = candidate.asked.places | candidate.said.places
    texts = candidate.asked.pairs | candidate.said.pairs
    missing = []
    for span in query.places:
        units = query.text.units[span.start : span.end]
        known = any(p.full in spoken for p in span.values)
        literally = all(pair in texts for pair in itertools.pairwise(units)) and any(units)
        if not known and not literally:
            missing.append(span.values[0].text)
    if local:
        spoken |= candidate.districts
        missing += [d for span in query.districts for d in span.values if not _speaks_of(d, spoken, texts)]
    return tuple(missing)


def _speaks_of(district: str, spoken: frozenset[str], texts: frozenset[tuple[str, str]]) -> bool:
    return district in spoken or all(pair in texts for pair in itertools.pairwise(district[:2]))


_LOCAL = frozenset({"count", "who", "bureau-head", "director", "party-secretary", "phone", "address"})
_NO_FIGURE = frozenset({"list", "who", "where", "when", "why"})  # what a bare figure never answers


def meets(demand: frozenset[str], texts: Profile) -> bool:
    """Whether texts that ask in their own words ask for one of these attributes.

    A word that may mean several (多少钱) is met by each of them; the reverse is not true: an entry asked with
    多少钱 does not speak of 财政资金.
    """
    return bool(demand & texts.attributes) or demand in texts.demands


def _attributes(query: Understood, candidate: Candidate, hard: frozenset[str]) -> tuple[float, float, float]:
    hard_missing = soft_missing = agree = 0.0
    numbers = {u for u in query.text.units if u[:1].isdigit()}
    reverse = bool(numbers & candidate.asked.numbers)  # 3亿是说谁的: from the figure to what it is of
    for demand in query.demands:
        if meets(demand, candidate.asked):
            agree = 1.0
        elif demand <= hard or (candidate.figure and demand & _NO_FIGURE and not reverse):
            hard_missing += 0.5 if meets(demand, candidate.said) else 1.0
        else:
            soft_missing = 1.0
    return hard_missing, soft_missing, agree


def _longest_run(content: tuple[float, ...], covers: list[float]) -> float:
    best = here = 0.0
    for weight, cover in zip(content, covers, strict=True):
        here = here + weight if weight > 0.3 and cover < 0.5 else 0.0
        best = max(best, here)
    return best


def _unmet(query: Understood, doc: Understood, share: float, hard: frozenset[str]) -> float:
    """How much of what a curated refusal is about (电话, 名单 …) the question does not ask."""
    said = frozenset(a for d in query.demands for a in d)
    wanted = [d for d in doc.demands if d <= hard or d & _NO_FIGURE]
    if wanted and not any(d & said for d in wanted):
        return 1.0
    return 1 - share


def _lead_run(query: Weighed, covers: list[float]) -> float:
    """Unexplained content before anything else of the question is understood."""
    run = 0.0
    named = {i for s in query.text.names for i in range(s.start, s.end)}
    for i, (weight, cover) in enumerate(zip(query.content, covers, strict=True)):
        if i in named or (weight > 0.3 and cover >= 0.5):
            break
        run += weight if cover < 0.5 else 0.0
    return run


def _share(text: Weighed, texts: Profile) -> float:
    """The share of the text's content that the texts explain."""
    if not text.total:
        return 1.0
    covers = explained(text, texts)
    return float(sum(map(operator.mul, text.content, covers))) / text.total
