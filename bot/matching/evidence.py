"""For one question and one candidate: what speaks for it and what against. Decides nothing."""

from __future__ import annotations

import dataclasses
import operator

from rapidfuzz import fuzz

from bot.matching.candidates import NO_FIGURE, Candidate, spoken_years
from bot.matching.index import Hit
from bot.matching.profiles import Profile
from bot.matching.shares import counted_open, counted_thin, portion_open, spoken_of
from bot.matching.understand import Understood
from bot.matching.unmet import (
    actual_missing,
    attributes,
    members_missing,
    missing_measure,
    missing_places,
)
from bot.matching.weighing import Weighed, cosine, explained

_ALIKE = 0.6  # similarity from which a text asks what the question asks
_IN_ANSWER = 0.8  # what only the answer says explains a little less
_NATIONAL = frozenset({"全国"})
_LONG, _LONGEST = 25, 2.0
_LEAST_ODDS, _MOST_ODDS = -2.0, 4.0
_MANY = 4.0  # unexplained units beyond this add nothing


@dataclasses.dataclass(frozen=True, slots=True)
class Evidence:
    """Every feature of one (question, candidate) pair; 0..1 unless said otherwise."""

    similarity: float  # index similarity of the best text
    log_odds: float  # of the question's words in the candidate's phrasings against all, -2..4
    posterior: float  # the candidate's share among all by those words
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
    member_missing: float  # 1 another thing of the kind the candidate speaks of: 西瓜 where it says 草莓
    measure_missing: float  # 1 a measure asked for that the candidate has no number of: 多少户
    actual_missing: float  # 1 the actual figure is asked for and only the expected one is known
    counted_missing: float  # share of what is counted that the candidate is not asked about
    part_missing: float  # 1 a portion of a whole is asked for that the candidate does not speak of
    counted_thin: float  # share of what is counted that few phrasings of a figure say: 服装 in 服务企业
    in_answer: float  # 1 the best text is the answer
    overview: float  # 1 the candidate is an overview or a list
    refusal: float  # 1 the candidate is a curated refusal
    refusal_unmet: float  # share of the refusal's own content the question does not say
    scope_missing: float  # 1 the question is about the whole country and the candidate is not
    scope_unsaid: float  # 1 the candidate is about 内蒙古 or the country and the question does not say so
    lead_run: float  # unexplained units at the head of the question: an unknown topic, 0..4
    length: float  # units of the question, 1 for 25; short questions fit many things
    short: float  # 1 the question has hardly any content

    def values(self) -> tuple[float, ...]:
        """The features in field order."""
        found: tuple[float, ...] = _all_values(self)
        return found


FEATURES = tuple(f.name for f in dataclasses.fields(Evidence))
_all_values = operator.attrgetter(*FEATURES)


def gather(query: Weighed, hit: Hit, candidate: Candidate, doc: Weighed, hard: frozenset[str]) -> Evidence:
    """The evidence for answering `query` with `candidate`, whose most similar text is `doc`."""
    by_asked = explained(query, candidate.asked)
    by_said = explained(query, candidate.said) if candidate.answers else by_asked
    covers = [a if a >= _IN_ANSWER * b else _IN_ANSWER * b for a, b in zip(by_asked, by_said, strict=True)]
    total = query.total
    open_units = total - sum(map(operator.mul, query.content, covers))
    names = query.text.name_ids
    own_name = f"s:{candidate.subject}"
    asked_names = candidate.asked.names | {own_name}
    said_names = candidate.said.names
    all_names = asked_names | said_names
    alike = doc.text if hit.similarity >= _ALIKE and not hit.in_answer else None
    hard_missing, soft_missing, agree = attributes(query.text, candidate, hard, alike)
    spoken = spoken_years(candidate)
    doc_share = _share(doc, query.own)
    asked_by_doc = frozenset(a for d in doc.text.demands for a in d)
    refusal = candidate.kind == "unknown"
    return Evidence(
        similarity=hit.similarity,
        log_odds=min(_MOST_ODDS, max(_LEAST_ODDS, hit.log_odds)),
        posterior=hit.posterior,
        cosine=cosine(query, doc),
        ratio=float(fuzz.ratio(query.units, doc.units)) / 100,
        sound_ratio=float(fuzz.ratio(query.text.text.syllables, doc.text.text.syllables)) / 100,
        coverage=sum(map(operator.mul, query.content, by_asked)) / total if total else 1.0,
        coverage_all=1 - open_units / total if total else 1.0,
        unexplained=min(_MANY, open_units),
        run=min(_MANY, _longest_run(query.content, covers)),
        doc_coverage=doc_share,
        name_agree=float(bool(names & asked_names)),
        name_said=float(bool(names & said_names - asked_names)),
        name_missing=min(2.0, float(sum(1 for span in query.text.names if not spoken_of(span, all_names)))),
        name_silent=float(own_name in doc.text.name_ids and own_name not in names and not hit.in_answer),
        hard_missing=min(2.0, hard_missing),
        soft_missing=soft_missing,
        attribute_agree=agree,
        doc_agree=float(any(d & asked_by_doc for d in query.text.demands)),
        doc_disagree=float(any(not d & asked_by_doc for d in query.text.demands)),
        year_missing=float(not candidate.dated and any(y not in spoken for y in query.text.years)),
        number_agree=float(bool(query.own.numbers & (candidate.asked.numbers | candidate.said.numbers))),
        place_missing=float(bool(missing_places(query.text, candidate))),
        member_missing=members_missing(query.text, candidate),
        measure_missing=float(bool(missing_measure(query.measure, candidate))),
        actual_missing=float(actual_missing(query.text, candidate)),
        counted_missing=counted_open(query, by_asked),
        part_missing=float(portion_open(query, by_asked, all_names, candidate)),
        counted_thin=counted_thin(query, candidate),
        in_answer=float(hit.in_answer),
        overview=float(candidate.overview),
        refusal=float(refusal),
        refusal_unmet=_unmet(query.text, doc.text, doc_share, hard) if refusal else 0.0,
        scope_missing=float(bool(query.text.scope & _NATIONAL - candidate.home)),
        scope_unsaid=float(bool(candidate.scope - query.text.scope)),
        lead_run=min(_MANY, _lead_run(query, covers)),
        length=min(_LONGEST, len(query.units) / _LONG),
        short=float(total < 1.0 and not names),
    )


def _longest_run(content: tuple[float, ...], covers: list[float]) -> float:
    best = here = 0.0
    for weight, cover in zip(content, covers, strict=True):
        here = here + weight if weight > 0.3 and cover < 0.5 else 0.0
        best = max(best, here)
    return best


def _unmet(query: Understood, doc: Understood, share: float, hard: frozenset[str]) -> float:
    """How much of what a curated refusal is about (电话, 名单 …) the question does not ask."""
    said = frozenset(a for d in query.demands for a in d)
    wanted = [d for d in doc.demands if d <= hard or d & NO_FIGURE]
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
