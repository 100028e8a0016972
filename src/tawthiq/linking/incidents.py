"""An incident of its mentions: what is chosen, all that is claimed, and where the claims do not agree.

The rules are published in `docs/linking.md`.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Any

from tawthiq.linking.copies import copy_groups
from tawthiq.linking.mentions import Mention
from tawthiq.linking.unions import Unions
from tawthiq.model import Casualty, Chosen, Claimed, Event, Incident, IncidentToll, Judgement, Place, Sources
from tawthiq.model.events import OUTCOMES
from tawthiq.model.incident import GRADES

Told = list[tuple[Mention, Event]]
# By doc_id a number of its text: the same for copies of one text.
Texts = Mapping[str, int]
# Types that name only the outcome give way to those that name the act.
_VAGUE = frozenset(("death_report", "cumulative_toll", "killing"))


def incident(group: Sequence[Mention], why: tuple[Judgement, ...] = ()) -> Incident:
    """The incident that a group of mentions tells of, at least one of them with an event."""
    told = [(m, m.event) for m in sorted(group, key=lambda m: m.id) if m.event is not None]
    texts = _texts(group)
    sources = _sources(group, texts)
    return Incident(
        incident_id=f"inc-{hashlib.sha256(told[0][1].event_id.encode()).hexdigest()[:16]}",
        doc_ids=tuple(sorted({m.doc_id for m in group})),
        event_ids=tuple(event.event_id for _, event in told),
        type=_type(told, texts),
        date=_date(told, texts),
        places=_places(told),
        casualties=tuple(toll for outcome in OUTCOMES if (toll := _toll(told, outcome, texts)) is not None),
        sources=sources,
        grade=_grade(told, sources.independent),
        why=why,
        contradictions=tuple(_contradictions(told)),
    )


def _grade(told: Told, independent: int) -> str:
    """By independent sources: A from three on, B for two, C for one that says who says so, else D; one less where it is denied."""
    named = any(event.sources for _, event in told)
    grade = 0 if independent >= 3 else 1 if independent == 2 else 2 if named else 3
    denied = any(event.status.value == "denied" or event.denied_by for _, event in told)
    return GRADES[min(grade + denied, len(GRADES) - 1)]


def _texts(group: Iterable[Mention]) -> Texts:
    by_report = {m.doc_id: m.vector for m in sorted(group, key=lambda m: m.doc_id)}
    return dict(zip(by_report, copy_groups(list(by_report.values())), strict=True))


def _sources(group: Sequence[Mention], texts: Texts) -> Sources:
    outlets = tuple(sorted({m.outlet for m in group if m.outlet}))
    # One outlet is one source however often it reports, and one text is one source however many outlets carry it.
    links = {(m.outlet or m.doc_id, texts[m.doc_id]) for m in group}
    return Sources(len({m.doc_id for m in group}), _components(links), outlets)


def _components(links: set[tuple[str, int]]) -> int:
    """Connected parts of the graph of outlets and texts."""
    outlets = {("outlet", outlet) for outlet, _ in links}
    sets: Unions[tuple[str, str | int]] = Unions({*outlets, *(("text", text) for _, text in links)})
    for outlet, text in links:
        sets.join(("outlet", outlet), ("text", text))
    # Every text hangs on an outlet, so the outlets alone show every part.
    return len({sets.root(each) for each in outlets})


def _claim(value: Any, mention: Mention, event: Event, speaker: str | None = None) -> Claimed:
    said = speaker or (event.sources[0].text if event.sources else None)
    return Claimed(value, event.event_id, said, mention.outlet)


def _most(told: Told, value: Callable[[Event], Hashable], texts: Texts) -> Any:
    """The value that most texts give, each wire text counted once; ties go to the one told first."""
    votes: Counter[Hashable] = Counter(
        said for _, said in {(texts[m.doc_id], value(e)): value(e) for m, e in told}.items()
    )
    first = {value(e): -n for n, (_, e) in reversed(list(enumerate(told)))}
    return max(votes, key=lambda said: (votes[said], first[said])) if votes else None


def _type(told: Told, texts: Texts) -> Chosen:
    telling = [(m, e) for m, e in told if e.type.value not in _VAGUE] or told
    return Chosen(_most(telling, lambda e: e.type.value, texts), tuple(_claim(e.type.value, m, e) for m, e in told))


def _days(event: Event) -> tuple[str, str] | None:
    if event.date.start is None:
        return None
    return event.date.start.isoformat(), (event.date.end or event.date.start).isoformat()


def _date(told: Told, texts: Texts) -> Chosen:
    """Days that the text itself gives go before the day of publication."""
    dated = [(m, e) for m, e in told if _days(e) is not None]
    said = [(m, e) for m, e in dated if e.date.text is not None] or dated
    chosen = _most(said, _days, texts)
    return Chosen(list(chosen) if chosen else None, tuple(_claim(list(_days(e) or ()), m, e) for m, e in dated))


def _place(place: Place) -> dict[str, Any]:
    fields = ("text", "within", "country", "lat", "lon", "place_id")
    return {name: getattr(place, name) for name in fields}


def _places(told: Told) -> Chosen:
    """The place named most, one with a point before one without; all others are among the claims."""
    all_places = [(m, e, place) for m, e in told for place in e.places]
    votes = Counter(place.text for _, _, place in all_places)
    claimed = tuple(_claim(_place(place), m, e) for m, e, place in all_places)
    ranked = sorted((p for _, _, p in all_places), key=lambda p: (-votes[p.text], p.lat is None, p.text))
    return Chosen([_place(ranked[0])] if ranked else [], claimed)


def _toll(told: Told, outcome: str, texts: Texts) -> IncidentToll | None:
    """Low is the least that any claim allows, high the greatest, best what most texts say, of equals the greatest."""
    found = [(m, e, c) for m, e in told for c in e.casualties if c.outcome == outcome]
    if not found:
        return None
    bounds = [n for _, _, c in found for n in (c.low, c.best, c.high) if n is not None]
    votes = Counter(best for _, best in {(texts[m.doc_id], c.best) for m, _, c in found if c.best is not None})
    best = max(votes, key=lambda n: (votes[n], n)) if votes else None
    claimed = tuple(_claim(_numbers(c), m, e, c.source) for m, e, c in found)
    return IncidentToll(outcome, min(bounds, default=None), best, max(bounds, default=None), claimed)


def _numbers(casualty: Casualty) -> dict[str, Any]:
    return {name: getattr(casualty, name) for name in ("group", "low", "best", "high", "text")}


def _contradictions(told: Told) -> list[Mapping[str, Any]]:
    """Who denies it; sides that others name otherwise; tolls of which none can be the other."""
    out: list[Mapping[str, Any]] = []
    denied = [e.event_id for _, e in told if e.status.value == "denied"]
    if denied and len(denied) < len(told):
        out.append({"slot": "status", "values": {"denied": denied}})
    blamed: dict[str, list[str]] = {}
    for _, event in told:
        for actor in event.actors:
            if actor.role == "initiator":
                blamed.setdefault(actor.actor_id or actor.text, []).append(event.event_id)
    if len(blamed) > 1:
        out.append({"slot": "initiator", "values": blamed})
    for outcome in OUTCOMES:
        said: dict[str, list[str]] = {}
        for _, event in told:
            for c in event.casualties:
                if c.outcome == outcome and c.best is not None:
                    said.setdefault(str(c.best), []).append(event.event_id)
        if len(said) > 1:
            out.append({"slot": outcome, "values": said})
    return out
