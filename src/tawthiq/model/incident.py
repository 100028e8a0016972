"""What the linking stage says: how alike two mentions are, what follows, and the incidents that result.

A mention is one event of one report, named by its event id, or a report in which no event was found, named by its
doc_id and «#0».
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]
VERDICTS: tuple[str, ...] = ("same", "possibly_same", "different")
GRADES: tuple[str, ...] = ("A", "B", "C", "D")


@dataclass(frozen=True, slots=True)
class Feature:
    """One reason for or against: `value` as measured, `weight` per unit of value (log odds), both without unit.

    `explanation` says in English what was seen, `explanation_ar` in Arabic.
    """

    name: str
    value: float
    weight: float
    explanation: str
    explanation_ar: str = ""

    def to_json(self) -> Json:
        numbers = {"value": round(self.value, 4), "weight": round(self.weight, 4)}
        texts = {"explanation": self.explanation, "explanation_ar": self.explanation_ar}
        return {"name": self.name, **numbers, **texts}

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> Feature:
        return cls(raw["name"], raw["value"], raw["weight"], raw["explanation"], raw["explanation_ar"])


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether two mentions, `first` < `second`, tell of one incident.

    `probability` lies between 0 and 1, `verdict` is one of `VERDICTS`, `by` is «rule» or «human».
    """

    first: str
    second: str
    probability: float
    verdict: str
    by: str = "rule"
    features: tuple[Feature, ...] = ()

    def to_json(self) -> Json:
        return {
            "first": self.first,
            "second": self.second,
            "probability": round(self.probability, 4),
            "verdict": self.verdict,
            "by": self.by,
            "features": [feature.to_json() for feature in self.features],
        }

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> Judgement:
        features = tuple(Feature.from_json(each) for each in raw["features"])
        return cls(raw["first"], raw["second"], raw["probability"], raw["verdict"], raw["by"], features)


@dataclass(frozen=True, slots=True)
class Claimed:
    """One value that one mention claims: who says it (None where the report itself does) and which outlet wrote it.

    `source` numbers the independent sources of the incident from 1: claims with one number are copies of one text or of
    one outlet, and count once. 0 in a record older than the number.
    """

    value: Any
    event_id: str
    speaker: str | None
    outlet: str | None
    source: int = 0

    def to_json(self) -> Json:
        who = {"speaker": self.speaker, "outlet": self.outlet, "source": self.source}
        return {"value": self.value, "event_id": self.event_id, **who}

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> Claimed:
        return cls(raw["value"], raw["event_id"], raw["speaker"], raw["outlet"], raw.get("source", 0))


@dataclass(frozen=True, slots=True)
class Chosen:
    """The value chosen for a slot, and all values claimed for it in the order of their mentions."""

    value: Any
    claimed: tuple[Claimed, ...] = ()

    def to_json(self) -> Json:
        return {"value": self.value, "claimed": [claim.to_json() for claim in self.claimed]}


@dataclass(frozen=True, slots=True)
class IncidentToll:
    """Persons of one outcome: least, chosen and greatest number over all claims; None where no claim sets it."""

    outcome: str
    low: int | None
    best: int | None
    high: int | None
    claimed: tuple[Claimed, ...] = ()

    def to_json(self) -> Json:
        bounds = {"low": self.low, "best": self.best, "high": self.high}
        return {"outcome": self.outcome, **bounds, "claimed": [claim.to_json() for claim in self.claimed]}

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> IncidentToll:
        return cls(raw["outcome"], raw["low"], raw["best"], raw["high"], tuple(map(Claimed.from_json, raw["claimed"])))


@dataclass(frozen=True, slots=True)
class Sources:
    """Who tells of an incident: reports, reports left when wire copies count once, and outlets by name."""

    reports: int
    independent: int
    outlets: tuple[str, ...] = ()

    def to_json(self) -> Json:
        return {"reports": self.reports, "independent": self.independent, "outlets": list(self.outlets)}

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> Sources:
        return cls(raw["reports"], raw["independent"], tuple(raw["outlets"]))


@dataclass(frozen=True, slots=True)
class Incident:
    """One incident and the mentions that tell of it.

    `date` chooses a pair of ISO days, `places` a list of place records, `type` an event type. `why` holds the strongest
    judgements that hold it together, `contradictions` what its mentions do not agree on. `grade` is one of `GRADES`, by the
    rule in `docs/linking.md`.
    """

    incident_id: str
    doc_ids: tuple[str, ...]
    event_ids: tuple[str, ...]
    type: Chosen
    date: Chosen
    places: Chosen
    casualties: tuple[IncidentToll, ...]
    sources: Sources
    why: tuple[Judgement, ...] = ()
    contradictions: tuple[Mapping[str, Any], ...] = ()
    grade: str = "D"

    def to_json(self) -> Json:
        """The line that `tawthiq link` writes: chosen values under their own names, all claims under `claimed`."""
        slots = {"type": self.type, "date": self.date, "places": self.places}
        return {
            "incident_id": self.incident_id,
            "doc_ids": list(self.doc_ids),
            "event_ids": list(self.event_ids),
            **{name: slot.value for name, slot in slots.items()},
            "casualties": [toll.to_json() for toll in self.casualties],
            "sources": self.sources.to_json(),
            "grade": self.grade,
            "claimed": {name: [claim.to_json() for claim in slot.claimed] for name, slot in slots.items()},
            "contradictions": [dict(each) for each in self.contradictions],
            "why": [judgement.to_json() for judgement in self.why],
        }

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> Incident:
        """Reads what `to_json` wrote, numbers rounded as there. Raises KeyError where a field is missing."""
        slots = {
            name: Chosen(raw[name], tuple(map(Claimed.from_json, raw["claimed"][name])))
            for name in ("type", "date", "places")
        }
        return cls(
            incident_id=raw["incident_id"],
            doc_ids=tuple(raw["doc_ids"]),
            event_ids=tuple(raw["event_ids"]),
            casualties=tuple(map(IncidentToll.from_json, raw["casualties"])),
            sources=Sources.from_json(raw["sources"]),
            why=tuple(map(Judgement.from_json, raw["why"])),
            contradictions=tuple(raw["contradictions"]),
            grade=raw["grade"],
            **slots,
        )
