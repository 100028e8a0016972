"""What is exported: one row a unit, which is an incident with all its events, or a single event."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tawthiq.model import Actor, Casualty, CodedReport, Event, Incident, Place

Told = tuple[CodedReport, Event]


@dataclass(frozen=True, slots=True)
class Toll:
    """Persons of one outcome: least, chosen, greatest; None where no claim sets the number."""

    low: int | None = None
    best: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """One row of an export: its id, the reports and events that tell it, and the incident where it is one.

    `reviewed` says that a person judged or corrected one of its events.
    """

    unit_id: str
    told: tuple[Told, ...]
    incident: Incident | None = None
    reviewed: bool = False

    @property
    def lead(self) -> Event:
        """The event that says most: with a point, with a toll, the first."""
        return max(
            (event for _, event in self.told),
            key=lambda e: (any(p.lat is not None for p in e.places), bool(e.casualties), e.confidence),
        )

    @property
    def kind(self) -> str:
        return str(self.incident.type.value) if self.incident else self.lead.type.value

    @property
    def days(self) -> tuple[dt.date | None, dt.date | None]:
        """First and last day, None where nothing tells."""
        if self.incident and self.incident.date.value:
            first, last = self.incident.date.value
            return dt.date.fromisoformat(first) if first else None, dt.date.fromisoformat(last) if last else None
        return self.lead.date.start, self.lead.date.end

    @property
    def places(self) -> tuple[Place, ...]:
        return self.lead.places

    @property
    def place(self) -> Place | None:
        """The place that stands for the unit: the first that has a point, else the first."""
        return next((p for p in self.places if p.lat is not None), self.places[0] if self.places else None)

    def actors(self, role: str) -> tuple[Actor, ...]:
        """Each side of that role once, the lead event's first."""
        out: dict[str, Actor] = {}
        for event in (self.lead, *(e for _, e in self.told)):
            for actor in event.actors:
                if actor.role == role:
                    out.setdefault(actor.actor_id or actor.text, actor)
        return tuple(out.values())

    @property
    def casualties(self) -> tuple[Casualty, ...]:
        return self.lead.casualties

    def toll(self, outcome: str, group: str | None = None) -> Toll:
        """The incident's toll, or the event's summed over groups; `group` alone is always the lead event's."""
        if group is None and self.incident is not None:
            found = next((t for t in self.incident.casualties if t.outcome == outcome), None)
            return Toll(found.low, found.best, found.high) if found else Toll()
        return summed([c for c in self.casualties if c.outcome == outcome and group in (None, c.group)])

    @property
    def outlets(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(report.outlet for report, _ in self.told if report.outlet))

    @property
    def independent(self) -> int:
        """Reports that are no copies of one another, or reports where nothing was linked."""
        return self.incident.sources.independent if self.incident else len({report.doc_id for report, _ in self.told})

    @property
    def grade(self) -> str | None:
        """The incident's; None for a single event."""
        return self.incident.grade if self.incident else None

    @property
    def confidence(self) -> float:
        return max(event.confidence for _, event in self.told)


def summed(casualties: Sequence[Casualty]) -> Toll:
    """The sum over groups; of rival figures for one group the least low, the first best and the greatest high."""
    groups: dict[str, list[Casualty]] = {}
    for each in casualties:
        groups.setdefault(each.group, []).append(each)
    if not groups:
        return Toll()
    low = sum(min((c.low for c in each if c.low is not None), default=0) for each in groups.values())
    bests = [next((c.best for c in each if c.best is not None), None) for each in groups.values()]
    highs = [None if any(c.high is None for c in each) else max(c.high or 0 for c in each) for each in groups.values()]
    best = None if None in bests else sum(b for b in bests if b is not None)
    high = None if None in highs else sum(h for h in highs if h is not None)
    return Toll(low, best, high)


@dataclass(frozen=True, slots=True)
class Dataset:
    """Coded reports and the incidents that they tell of; ids of the events that a person judged or corrected."""

    reports: tuple[CodedReport, ...]
    incidents: tuple[Incident, ...] = ()
    reviewed: frozenset[str] = frozenset()

    @property
    def count(self) -> int:
        """How many reports there are."""
        return len(self.reports)

    @property
    def origin(self) -> Mapping[str, Any]:
        """What the manifest says of where they come from; files of coded reports name neither coder nor log."""
        return {"coders": [], "archive_head": None}

    def units(self, unit: str) -> Iterator[Unit]:
        """The rows: `incident` or `event`. An incident without a coded event has nothing to export and is left out."""
        if unit == "event":
            return event_units(self.reports, self.reviewed)
        return incident_units(self.incidents, events_by_id(self.reports), self.reviewed)


def event_units(reports: Iterable[CodedReport], reviewed: Collection[str]) -> Iterator[Unit]:
    """A row for each event."""
    return (
        Unit(event.event_id, ((report, event),), None, event.event_id in reviewed)
        for report in reports
        for event in report.events
    )


def incident_units(
    incidents: Iterable[Incident], by_id: Mapping[str, Told], reviewed: Collection[str]
) -> Iterator[Unit]:
    """A row for each incident, with its events as far as they are among `by_id`; none for one of which no event is."""
    for incident in incidents:
        told = tuple(by_id[i] for i in incident.event_ids if i in by_id)
        if told:
            yield Unit(incident.incident_id, told, incident, any(event.event_id in reviewed for _, event in told))


def events_by_id(reports: Iterable[CodedReport]) -> Mapping[str, Told]:
    return {event.event_id: (report, event) for report in reports for event in report.events}
