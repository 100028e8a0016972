"""The whole stage: mentions, candidates, judgements, clusters, incidents."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from tawthiq.knowledge.tables import read_table
from tawthiq.linking.blocking import candidates
from tawthiq.linking.clustering import clusters
from tawthiq.linking.comparison import NAMES, Wording, compare, explained, probability
from tawthiq.linking.incidents import incident
from tawthiq.linking.mentions import Mention, count, mentions
from tawthiq.model import CodedReport, Incident, Judgement

# Below this a judgement is not kept: it says no more than that the pair was not worth comparing.
_KEPT = 0.05
_WHY = 5
Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Model:
    """Weights by feature, and the probabilities from which a judgement is «same» and «possibly_same»."""

    weights: Weights
    same: float
    possibly: float
    wording: Wording = field(default_factory=dict)

    def verdict(self, value: float) -> str:
        return "same" if value >= self.same else "possibly_same" if value >= self.possibly else "different"


@cache
def model() -> Model:
    """The weights of `resources/linking.tsv`. Raises KeyError where one is missing."""
    rows = {row[0]: row[1:] for row in read_table("linking.tsv")}
    weights = {name: float(rows[name][0]) for name in NAMES}
    wording = {name: (rows[name][1], rows[name][2]) for name in NAMES if name != "base"}
    return Model(weights, float(rows["same"][0]), float(rows["possibly_same"][0]), wording)


def judge(found: Sequence[Mention], chosen: Model, only: Collection[str] | None = None) -> list[Judgement]:
    """A judgement without its features on every candidate pair that is more likely than one not compared.

    With `only`, on those pairs of which at least one is among these mentions.
    """
    out: list[Judgement] = []
    for i, j in candidates(found):
        a, b = found[i], found[j]
        if only is not None and a.id not in only and b.id not in only:
            continue
        value = probability(compare(a, b), chosen.weights)
        if value > _KEPT:
            first, second = sorted((a.id, b.id))
            out.append(Judgement(first, second, value, chosen.verdict(value)))
    return out


def link(
    reports: Iterable[CodedReport], human: Sequence[Judgement] = (), chosen: Model | None = None
) -> list[Incident]:
    """The incidents that coded reports tell of, by incident id; the order of the reports does not matter
    as long as each has a doc_id of its own.

    A report in which no event was found joins an incident but makes none. Of reports with one doc_id the first counts.
    Raises Contradiction (a ValueError) where human judgements exclude one another.
    """
    chosen = chosen or model()
    once: dict[str, CodedReport] = {}
    for report in reports:
        once.setdefault(report.doc_id, report)
    ordered = [once[doc_id] for doc_id in sorted(once)]
    found = mentions(ordered, count(ordered))
    by_id = {mention.id: mention for mention in found}
    judged = [*human, *judge(found, chosen)]
    groups = clusters(by_id, judged, chosen.same)
    why = reasons(groups, judged, by_id, chosen)
    named = [[by_id[each] for each in group] for group in groups]
    return [incident(group, why.get(group[0].id, ())) for group in named if any(m.event for m in group)]


def reasons(
    groups: Iterable[Sequence[str]], judged: Iterable[Judgement], by_id: Mapping[str, Mention], chosen: Model
) -> dict[str, tuple[Judgement, ...]]:
    """For each cluster, by its least member, the strongest judgements inside it, with their features."""
    where = {each: group[0] for group in groups for each in group}
    inside: dict[str, list[Judgement]] = {}
    for each in judged:
        home = where.get(each.first)
        if home is not None and home == where.get(each.second):
            inside.setdefault(home, []).append(each)
    strongest = {
        home: sorted(kept, key=lambda j: (j.by != "human", -j.probability, j.first, j.second))[:_WHY]
        for home, kept in inside.items()
    }
    return {home: tuple(_with_features(j, by_id, chosen) for j in kept) for home, kept in strongest.items()}


def _with_features(judgement: Judgement, by_id: Mapping[str, Mention], chosen: Model) -> Judgement:
    features = explained(by_id[judgement.first], by_id[judgement.second], chosen.weights, chosen.wording)
    return Judgement(
        judgement.first, judgement.second, judgement.probability, judgement.verdict, judgement.by, features
    )
