"""What a report claims: events, and the values that describe them, each with its words.

The record that `to_json` writes is the one of the coding manual (`docs/codebook.md`): a downstream reader that knows
only that record finds all its fields, and beside them the span and the rule behind each value.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tawthiq.model.span import Span

Json = dict[str, Any]

EVENT_TYPES: tuple[str, ...] = (
    "battle", "air_strike", "shelling", "explosion", "suicide_attack", "chemical_attack", "killing", "abduction",
    "arrest", "abuse", "property_destruction", "protest", "territory_change", "siege", "agreement", "displacement",
    "aid", "deployment", "disrupted_attack", "death_report", "cumulative_toll",
)  # fmt: skip
STATUSES: tuple[str, ...] = ("occurred", "ongoing", "attempted", "foiled", "threatened", "denied")
OUTCOMES: tuple[str, ...] = ("killed", "injured", "missing", "abducted", "detained", "displaced", "released")
GROUPS: tuple[str, ...] = ("civilian", "combatant", "unknown")
ROLES: tuple[str, ...] = ("initiator", "target", "party")
RELATIONS: tuple[str, ...] = ("in", "near", "road")
WEAPONS: tuple[str, ...] = (
    "aircraft", "helicopter", "drone", "barrel_bomb", "artillery", "mortar", "rocket", "missile", "tank",
    "small_arms", "sniper", "ied", "car_bomb", "suicide_vest", "mine", "grenade", "cluster_munition", "incendiary",
    "chemical", "naval", "blade", "other",
)  # fmt: skip
SOURCE_KINDS: tuple[str, ...] = (
    "party", "official", "ngo", "media", "witness", "local", "medical", "expert", "unknown",
)  # fmt: skip


def _spanned(value: Json, span: Span, rule: str, confidence: float | None = None) -> Json:
    value["span"] = [span.start, span.end]
    value["rule"] = rule
    if confidence is not None:
        value["confidence"] = confidence
    return value


def _span(raw: Any) -> Span:
    return Span(int(raw[0]), int(raw[1]))


def _span_or_none(raw: Any) -> Span | None:
    return _span(raw) if raw else None


def _pair(span: Span | None) -> list[int] | None:
    return [span.start, span.end] if span else None


def _day(raw: str | None) -> dt.date | None:
    return dt.date.fromisoformat(raw) if raw else None


@dataclass(frozen=True, slots=True)
class EvidenceValue:
    """A value that is one of a fixed list (a type, a status) with the words and the rule that gave it.

    `confidence` is the probability that a learned model gives it, None where only rules decide.
    """

    value: str
    span: Span
    rule: str
    confidence: float | None = None

    def to_json(self) -> Json:
        return _spanned({"value": self.value}, self.span, self.rule, self.confidence)

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> EvidenceValue:
        return cls(raw["value"], _span(raw["span"]), raw["rule"], raw.get("confidence"))


@dataclass(frozen=True, slots=True)
class EventDate:
    """When: first and last day, both None where nothing tells. `text` is None where the day of publication stands in.

    `span` covers the words that gave the date, or the act's own words where the day of publication stands in.
    """

    start: dt.date | None
    end: dt.date | None
    text: str | None
    span: Span
    rule: str

    def to_json(self) -> Json:
        days = {name: day.isoformat() if day else None for name, day in (("start", self.start), ("end", self.end))}
        return _spanned({**days, "text": self.text}, self.span, self.rule)

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> EventDate:
        return cls(_day(raw["start"]), _day(raw["end"]), raw.get("text"), _span(raw["span"]), raw["rule"])


@dataclass(frozen=True, slots=True)
class Place:
    """Where, as written without its preposition. `within` is what the text says it lies in, `within_span` where it says so;
    `country` ISO 3166-1.

    `lat` and `lon` are degrees (WGS 84), uncertain by `radius_km`; `precision` says of what the point is: exact, near,
    district, governorate, line, country, or unknown where there is none.
    """

    text: str
    span: Span
    rule: str
    within: str | None = None
    relation: str = "in"
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    place_id: str | None = None
    radius_km: float | None = None
    precision: str = "unknown"
    confidence: float | None = None
    within_span: Span | None = None

    def to_json(self) -> Json:
        out: Json = {
            "text": self.text, "within": self.within, "within_span": _pair(self.within_span), "relation": self.relation, "country": self.country,
            "lat": self.lat, "lon": self.lon, "place_id": self.place_id,
            "radius_km": self.radius_km, "precision": self.precision,
        }  # fmt: skip
        return _spanned(out, self.span, self.rule, self.confidence)

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> Place:
        return cls(
            raw["text"], _span(raw["span"]), raw["rule"], raw.get("within"), raw.get("relation", "in"),
            raw.get("country"), raw.get("lat"), raw.get("lon"), raw.get("place_id"),
            raw.get("radius_km"), raw.get("precision", "unknown"), raw.get("confidence"), _span_or_none(raw.get("within_span")),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Actor:
    """An organised side and its role: `initiator`, `target` or `party`."""

    text: str
    role: str
    span: Span
    rule: str
    actor_id: str | None = None
    confidence: float | None = None

    def to_json(self) -> Json:
        out: Json = {"text": self.text, "role": self.role, "actor_id": self.actor_id}
        return _spanned(out, self.span, self.rule, self.confidence)

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> Actor:
        return cls(
            raw["text"], raw["role"], _span(raw["span"]), raw["rule"], raw.get("actor_id"), raw.get("confidence")
        )


@dataclass(frozen=True, slots=True)
class Casualty:
    """Harm to people: persons of one group with one outcome.

    `best` is the number said; `low` and `high` bound it; None where the text sets no such bound. A zero is a claim
    («لم تقع إصابات»), not an absence. `source` is the speaker where tolls differ between speakers; its words are those of
    the event's source of that text. `names` and `of_which` («بينهم طفل») have spans of their own.
    """

    outcome: str
    group: str
    low: int | None
    best: int | None
    high: int | None
    text: str
    span: Span
    rule: str
    of_which: str | None = None
    source: str | None = None
    names: tuple[str, ...] = ()
    confidence: float | None = None
    name_spans: tuple[Span, ...] = ()
    of_which_span: Span | None = None

    def to_json(self) -> Json:
        out: Json = {
            "outcome": self.outcome, "group": self.group, "low": self.low, "best": self.best, "high": self.high,
            "text": self.text, "of_which": self.of_which, "source": self.source, "names": list(self.names),
            "name_spans": [_pair(span) for span in self.name_spans], "of_which_span": _pair(self.of_which_span),
        }  # fmt: skip
        return _spanned(out, self.span, self.rule, self.confidence)

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> Casualty:
        return cls(
            raw["outcome"], raw["group"], raw["low"], raw["best"], raw["high"], raw["text"], _span(raw["span"]),
            raw["rule"], raw.get("of_which"), raw.get("source"), tuple(raw.get("names", ())),
            raw.get("confidence"), tuple(map(_span, raw.get("name_spans", ()))), _span_or_none(raw.get("of_which_span")),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Weapon:
    """With what: one of `WEAPONS`, and the words that say so."""

    kind: str
    span: Span
    rule: str

    def to_json(self) -> Json:
        return _spanned({"value": self.kind}, self.span, self.rule)

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> Weapon:
        return cls(raw["value"], _span(raw["span"]), raw["rule"])


@dataclass(frozen=True, slots=True)
class Source:
    """Who says so: the speaker as written, and its kind (one of `SOURCE_KINDS`)."""

    text: str
    kind: str
    span: Span
    rule: str

    def to_json(self) -> Json:
        return _spanned({"text": self.text, "kind": self.kind}, self.span, self.rule)

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> Source:
        return cls(raw["text"], raw["kind"], _span(raw["span"]), raw["rule"])


@dataclass(frozen=True, slots=True)
class Event:
    """One act that the report claims. `type` and `status` carry their words; `evidence` spans state the act.

    `agreement`, `operation` and `damage` are free text with their words, None where the report is silent. `denied_by`
    lists who denies what others claim; where nobody claims it, the status is `denied`.
    `confidence` is a share between 0 and 1: the probability that the act is news of the report.

    >>> import tawthiq
    >>> text = "قتل ثلاثة مدنيين بقصف مدفعي على بلدة النيرب."
    >>> [event] = tawthiq.code(text).events
    >>> event.type.value, event.type.rule, event.places[0].span.of(text)
    ('shelling', 'act.shell_art', 'بلدة النيرب')
    """

    event_id: str
    type: EvidenceValue
    status: EvidenceValue
    date: EventDate
    evidence: tuple[Span, ...]
    type_also: tuple[EvidenceValue, ...] = ()
    places: tuple[Place, ...] = ()
    actors: tuple[Actor, ...] = ()
    casualties: tuple[Casualty, ...] = ()
    weapons: tuple[Weapon, ...] = ()
    sources: tuple[Source, ...] = ()
    agreement: EvidenceValue | None = None
    operation: EvidenceValue | None = None
    damage: EvidenceValue | None = None
    denied_by: tuple[Source, ...] = ()
    confidence: float = 1.0

    def to_json(self) -> Json:
        """The record of the manual, with `details` for the spans of what the manual writes as bare strings."""
        context = {name: getattr(self, name) for name in ("agreement", "operation", "damage")}
        return {
            "event_id": self.event_id,
            "type": self.type.value,
            "type_also": [t.value for t in self.type_also],
            "status": self.status.value,
            "date": self.date.to_json(),
            "places": [p.to_json() for p in self.places],
            "actors": [a.to_json() for a in self.actors],
            "casualties": [c.to_json() for c in self.casualties],
            "weapons": [w.kind for w in self.weapons],
            "sources": [s.to_json() for s in self.sources],
            **{name: value.value if value else None for name, value in context.items()},
            "denied_by": [s.to_json() for s in self.denied_by],
            "evidence": [list(span) for span in self.evidence],
            "confidence": self.confidence,
            "details": {
                "type": self.type.to_json(),
                "type_also": [t.to_json() for t in self.type_also],
                "status": self.status.to_json(),
                "weapons": [w.to_json() for w in self.weapons],
                **{name: value.to_json() if value else None for name, value in context.items()},
            },
        }

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> Event:
        """Reads what `to_json` wrote. Raises KeyError where a field is missing."""
        more = raw["details"]
        return cls(
            event_id=raw["event_id"],
            type=EvidenceValue.from_json(more["type"]),
            type_also=tuple(EvidenceValue.from_json(t) for t in more["type_also"]),
            status=EvidenceValue.from_json(more["status"]),
            date=EventDate.from_json(raw["date"]),
            evidence=tuple(_span(s) for s in raw["evidence"]),
            places=tuple(Place.from_json(p) for p in raw["places"]),
            actors=tuple(Actor.from_json(a) for a in raw["actors"]),
            casualties=tuple(Casualty.from_json(c) for c in raw["casualties"]),
            weapons=tuple(Weapon.from_json(w) for w in more["weapons"]),
            sources=tuple(Source.from_json(s) for s in raw["sources"]),
            agreement=EvidenceValue.from_json(more["agreement"]) if more["agreement"] else None,
            operation=EvidenceValue.from_json(more["operation"]) if more["operation"] else None,
            damage=EvidenceValue.from_json(more["damage"]) if more["damage"] else None,
            denied_by=tuple(Source.from_json(s) for s in raw.get("denied_by", ())),
            confidence=raw["confidence"],
        )

    def spans(self) -> list[Span]:
        """Every span that a value of the event rests on."""
        spans = [self.type.span, self.status.span, self.date.span, *self.evidence]
        spans += [v.span for v in self.type_also] + [v.span for v in self.places] + [v.span for v in self.actors]
        spans += [v.span for v in self.denied_by] + [span for v in self.casualties for span in v.name_spans]
        spans += [v.within_span for v in self.places if v.within_span]
        spans += [v.of_which_span for v in self.casualties if v.of_which_span]
        spans += [v.span for v in self.casualties] + [v.span for v in self.weapons] + [v.span for v in self.sources]
        return spans + [v.span for v in (self.agreement, self.operation, self.damage) if v is not None]


@dataclass(frozen=True, slots=True)
class CodedReport:
    """A report and the events it claims, in the order in which it first tells them.

    `text` is untouched, so that spans lead into it; `extra` holds the fields of the input that Tawthiq does not know.

    >>> import tawthiq
    >>> coded = tawthiq.code("انفجرت عبوة ناسفة في مدينة الباب أمس.", published="2020-02-02")
    >>> CodedReport.from_json(coded.to_json()) == coded
    True
    """

    doc_id: str
    text: str
    events: tuple[Event, ...] = ()
    title: str | None = None
    outlet: str | None = None
    published: dt.date | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)

    def to_json(self) -> Json:
        """One record of `record.schema.json`, standing alone: it carries its text."""
        return {
            **self.extra,
            "doc_id": self.doc_id,
            "outlet": self.outlet,
            "published": self.published.isoformat() if self.published else None,
            "title": self.title,
            "text": self.text,
            "events": [event.to_json() for event in self.events],
        }

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> CodedReport:
        """Reads what `to_json` wrote. Raises KeyError where a field is missing."""
        known = {"doc_id", "outlet", "published", "title", "text", "events"}
        return cls(
            doc_id=raw["doc_id"],
            text=raw["text"],
            events=tuple(Event.from_json(e) for e in raw["events"]),
            title=raw.get("title"),
            outlet=raw.get("outlet"),
            published=_day(raw.get("published")),
            extra={name: value for name, value in raw.items() if name not in known},
        )
