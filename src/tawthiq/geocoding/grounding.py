"""Grounding: the places of a coded report given points, event by event."""

from __future__ import annotations

from dataclasses import replace

from tawthiq.geocoding.answers import Answer, Question
from tawthiq.geocoding.resolver import Resolver
from tawthiq.model import CodedReport, Event, Place


def ground(report: CodedReport, resolver: Resolver) -> CodedReport:
    """The report with the points of its places: each event's places decide for one another, then for its radius.

    Words and spans stay as they are. A place that nothing decides has no point and the precision «unknown».
    """
    events = tuple(_ground(event, resolver) for event in report.events)
    return (
        replace(report, events=events)
        if any(a is not b for a, b in zip(events, report.events, strict=True))
        else report
    )


def _ground(event: Event, resolver: Resolver) -> Event:
    if not event.places:
        return event
    questions = [Question(p.text, p.within, p.country, p.relation) for p in event.places]
    answers = resolver.resolve_all(questions)
    return replace(
        event, places=tuple(_placed(place, answer) for place, answer in zip(event.places, answers, strict=True))
    )


def _placed(place: Place, answer: Answer) -> Place:
    if answer.lat is None:
        return replace(place, lat=None, lon=None, place_id=None, radius_km=None, precision="unknown")
    return replace(
        place, lat=answer.lat, lon=answer.lon, place_id=answer.place_id, country=answer.country or place.country,
        radius_km=answer.radius_km, precision=answer.precision,
    )  # fmt: skip
