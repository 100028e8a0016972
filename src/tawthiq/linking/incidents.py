"""An incident of its mentions: what is chosen, all that is claimed, and where the claims do not agree.

The rules are published in `docs/linking.md`.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import combinations
from typing import Any, NamedTuple, TypeVar

from tawthiq.linking.copies import copy_groups
from tawthiq.linking.mentions import Mention
from tawthiq.linking.unions import Unions
from tawthiq.model import Casualty, Chosen, Claimed, Event, Incident, IncidentToll, Judgement, Place, Sources
from tawthiq.model.events import OUTCOMES
from tawthiq.model.incident import GRADES

Told = list[tuple[Mention, Event]]
# By doc_id a number of its text: the same for copies of one text.
Texts = Mapping[str, int]
Slot = TypeVar("Slot", Chosen, IncidentToll)
# Types that name only the outcome give way to those that name the act.
_VAGUE = frozenset(("death_report", "cumulative_toll", "killing"))


def incident(group: Sequence[Mention], why: tuple[Judgement, ...] = ()) -> Incident:
    """The incident that a group of mentions tells of, at least one of them with an event."""
    told = [(m, m.event) for m in sorted(group, key=lambda m: m.id) if m.event is not None]
    texts = _texts(group)
    numbers = _independent(group, texts)
    sources = _sources(group, numbers)
    tell = partial(_with_sources, {event.event_id: numbers[m.doc_id] for m, event in told})
    return Incident(
        incident_id=f"inc-{hashlib.sha256(told[0][1].event_id.encode()).hexdigest()[:16]}",
        doc_ids=tuple(sorted({m.doc_id for m in group})),
        event_ids=tuple(event.event_id for _, event in told),
        type=tell(_type(told, texts)),
        date=tell(_date(told, texts)),
        places=tell(_places(told)),
        casualties=tuple(tell(toll) for outcome in OUTCOMES if (toll := _toll(told, outcome, texts)) is not None),
        sources=sources,
        grade=_grade(told, sources.independent),
        why=why,
        contradictions=tuple(_contradictions(told)),
    )


def _with_sources(numbers: Mapping[str, int], slot: Slot) -> Slot:
    """The slot with the number of its independent source beside each claim."""
    return replace(slot, claimed=tuple(replace(claim, source=numbers[claim.event_id]) for claim in slot.claimed))


def _grade(told: Told, independent: int) -> str:
    """By independent sources: A from three on, B for two, C for one that says who says so, else D; one less where it is denied."""
    named = any(event.sources for _, event in told)
    grade = 0 if independent >= 3 else 1 if independent == 2 else 2 if named else 3
    denied = any(event.status.value == "denied" or event.denied_by for _, event in told)
    return GRADES[min(grade + denied, len(GRADES) - 1)]


def _texts(group: Iterable[Mention]) -> Texts:
    by_report = {m.doc_id: m.vector for m in sorted(group, key=lambda m: m.doc_id)}
    return dict(zip(by_report, copy_groups(list(by_report.values())), strict=True))


def _sources(group: Sequence[Mention], numbers: Mapping[str, int]) -> Sources:
    outlets = tuple(sorted({m.outlet for m in group if m.outlet}))
    return Sources(len({m.doc_id for m in group}), len(set(numbers.values())), outlets)


def _independent(group: Sequence[Mention], texts: Texts) -> dict[str, int]:
    """By doc_id the number, from 1, of the independent source it belongs to: reports that share an outlet or a text are one.

    One outlet is one source however often it reports, and one text is one source however many outlets carry it.
    """
    ordered = sorted({m.doc_id: m for m in group}.values(), key=lambda m: m.doc_id)
    outlets = {m.doc_id: ("outlet", m.outlet or m.doc_id) for m in ordered}
    sets: Unions[tuple[str, str | int]] = Unions({*outlets.values(), *(("text", texts[m.doc_id]) for m in ordered)})
    for m in ordered:
        sets.join(outlets[m.doc_id], ("text", texts[m.doc_id]))
    roots = {doc_id: sets.root(outlet) for doc_id, outlet in outlets.items()}
    numbers = {root: n for n, root in enumerate(dict.fromkeys(roots.values()), 1)}
    return {doc_id: numbers[root] for doc_id, root in roots.items()}


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
    """Who denies it; sides that others name otherwise; rival tolls. By value the events that say so,
    and who says it in them: the speakers, else the outlet."""
    out: list[Mapping[str, Any]] = []
    denied = [e.event_id for _, e in told if e.status.value == "denied"]
    if any(e.denied_by for _, e in told) or 0 < len(denied) < len(told):
        denying = [e.event_id for _, e in told if e.status.value == "denied" or e.denied_by]
        deniers = _each(
            s.text for _, e in told for s in (*e.denied_by, *(e.sources if e.status.value == "denied" else ()))
        )
        out.append({"slot": "status", "values": {"denied": denying}, "said_by": {"denied": deniers}})
    blamed = [Said(a.actor_id or a.text, m, e) for m, e in told for a in e.actors if a.role == "initiator"]
    out += _rival("initiator", blamed, rivals=False)
    for outcome in OUTCOMES:
        tolls = [
            (c, m, e)
            for m, e in told
            for c in e.casualties
            if c.outcome == outcome and c.best is not None and not c.of_which
        ]
        groups = Counter((e.event_id, c.group) for c, _, e in tolls)
        # Two figures of one event for one group are two speakers'; for two groups they are parts of one toll.
        rivals = any(count > 1 for count in groups.values())
        out += _rival(outcome, [Said(str(c.best), m, e, c.source) for c, m, e in tolls], rivals)
    return out


class Said(NamedTuple):
    """A value that an event claims, and the speaker of just this value, where one is named."""

    value: str
    mention: Mention
    event: Event
    speaker: str | None = None


def _rival(slot: str, said: Sequence[Said], rivals: bool) -> Iterator[Mapping[str, Any]]:
    """The values, where two events have none in common (sides that one event names together agree), or one has `rivals`."""
    by_event: dict[str, set[str]] = {}
    values: dict[str, list[str]] = {}
    speakers: dict[str, list[str]] = {}
    for value, mention, event, speaker in said:
        by_event.setdefault(event.event_id, set()).add(value)
        values.setdefault(value, []).append(event.event_id)
        named = [speaker] if speaker else [s.text for s in event.sources]
        speakers.setdefault(value, []).extend(named or ([mention.outlet] if mention.outlet else []))
    apart = any(a.isdisjoint(b) for a, b in combinations(by_event.values(), 2))
    if len(values) > 1 and (apart or rivals):
        yield {
            "slot": slot,
            "values": {value: _each(events) for value, events in values.items()},
            "said_by": {value: _each(names) for value, names in speakers.items()},
        }


def _each(names: Iterable[str]) -> list[str]:
    """Each name once, in its order."""
    return list(dict.fromkeys(names))
