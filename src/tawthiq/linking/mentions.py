"""What linking compares: one mention an event, and one for a report in which no event was found."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from tawthiq.arabic.letters import fold_word
from tawthiq.arabic.words import split_words
from tawthiq.knowledge.names import PlaceName, actor_names, place_names
from tawthiq.linking.copies import copy_groups
from tawthiq.linking.words import LEAD, rarity, stamped_days, stem, stems, weighted
from tawthiq.model import CodedReport, Event, Place

VIOLENCE = frozenset(
    "battle air_strike shelling explosion suicide_attack chemical_attack killing death_report abuse property_destruction".split()
)
DETENTION = frozenset(("arrest", "abduction"))
# Two weeks: a longer stretch («منذ بداية العام») says nothing about the day.
_LONGEST = 14
_BROAD = frozenset(("country", "governorate", "admin1", "region", "province", "state"))
_KIND_WORDS = frozenset(
    "مدينه بلده قريه مخيم حي منطقه ريف محيط ناحيه محافظه جبل شمال جنوب شرق غرب الريف قرب مركز طريق".split()
)
Interval = tuple[int, int]
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Lead:
    """Places and organised sides that the title and beginning of a report name, whatever the coder made of them."""

    places: tuple[PlaceName, ...]
    names: frozenset[str]
    sides: frozenset[str]


@dataclass(frozen=True, slots=True)
class Mention:
    """One event of a report, ready to be compared.

    `days` are ordinals of the days it may have happened; `names` folded names of places; `points` latitude and
    longitude in degrees; `killed` and `injured` closed intervals of persons, None where nothing is said; `vector` a
    unit vector over the stems of title and lead; `copy` the same number for near-identical reports; `crowd` the logarithm
    to base 100 of the number of reports on its days: on a crowded day, sharing the day says little.
    """

    id: str
    doc_id: str
    event: Event | None
    outlet: str | None
    days: tuple[int, ...]
    family: str
    kind: str
    names: frozenset[str]
    broad: frozenset[str]
    points: tuple[Point, ...]
    actors: frozenset[str]
    killed: Interval | None
    injured: Interval | None
    weapons: frozenset[str]
    victims: frozenset[str]
    vector: dict[str, float]
    copy: int
    lead: Lead
    crowd: float = 0.0


def family(kind: str) -> str:
    """Types that reports use for one another are of one family; every other type is its own."""
    return "violence" if kind in VIOLENCE else "detention" if kind in DETENTION else kind


def mentions(reports: Sequence[CodedReport]) -> list[Mention]:
    """The mentions of all reports, in their order. Words are rare or common among these reports."""
    counted = [stems(lead(report)) for report in reports]
    idf = rarity(counted)
    copies = copy_groups(counted)
    out: list[Mention] = []
    for report, words, copy in zip(reports, counted, copies, strict=True):
        vector, opening = weighted(words, idf), read_lead(report)
        out += [_of_event(report, event, vector, copy, opening) for event in report.events]
        if not report.events:
            out.append(_of_report(report, vector, copy, opening))
    return _crowded(out)


def _crowded(found: list[Mention]) -> list[Mention]:
    """The same mentions, each told how many reports share its days."""
    on_day = Counter(day for day, _ in {(day, m.doc_id) for m in found for day in m.days})
    return [replace(m, crowd=math.log(max((on_day[d] for d in m.days), default=1), 100)) for m in found]


def lead(report: CodedReport) -> str:
    """The title and the beginning of a report."""
    return f"{report.title or ''}\n{report.text[:LEAD]}"


def _of_event(report: CodedReport, event: Event, vector: dict[str, float], copy: int, opening: Lead) -> Mention:
    names, broad = _names(event.places)
    return Mention(
        id=event.event_id,
        doc_id=report.doc_id,
        event=event,
        outlet=report.outlet,
        days=_days(report, event),
        family=family(event.type.value),
        kind=event.type.value,
        names=names,
        broad=broad,
        points=tuple((p.lat, p.lon) for p in event.places if p.lat is not None and p.lon is not None),
        actors=frozenset(a.actor_id or fold_word(a.text) for a in event.actors),
        killed=_toll(event, "killed"),
        injured=_toll(event, "injured"),
        weapons=frozenset(w.kind for w in event.weapons),
        victims=frozenset(fold_word(name) for c in event.casualties for name in c.names),
        vector=vector,
        copy=copy,
        lead=opening,
    )


def _of_report(report: CodedReport, vector: dict[str, float], copy: int, opening: Lead) -> Mention:
    """What stands in where the coder found no event: the days, and the places that the lead names."""
    narrow = [p for p in opening.places if p.type not in _BROAD]
    return Mention(
        id=f"{report.doc_id}#0",
        doc_id=report.doc_id,
        event=None,
        outlet=report.outlet,
        days=_days(report, None),
        family="",
        kind="",
        names=frozenset(place_key(p.name) for p in narrow),
        broad=frozenset(place_key(p.name) for p in opening.places if p.type in _BROAD),
        points=tuple((p.lat, p.lon) for p in narrow if p.lat is not None and p.lon is not None)[:4],
        actors=frozenset(),
        killed=None,
        injured=None,
        weapons=frozenset(),
        victims=frozenset(),
        vector=vector,
        copy=copy,
        lead=opening,
    )


def read_lead(report: CodedReport) -> Lead:
    """What the registries know in the title and beginning of a report."""
    forms = split_words(lead(report)).forms
    places: list[PlaceName] = []
    sides: set[str] = set()
    for i in range(len(forms)):
        found = place_names().match(forms, i, len(forms))
        # A name that stands for several places says where only with its district, which is not read here.
        if found is not None and len(found[2]) == 1:
            places.append(found[2][0])
        side = actor_names().match(forms, i, len(forms))
        if side is not None:
            sides.add(side[2][0].actor_id)
    names = frozenset(place_key(place.name) for place in places if place.type not in _BROAD)
    return Lead(tuple(places), names, frozenset(sides))


def _days(report: CodedReport, event: Event | None) -> tuple[int, ...]:
    """The days of the event; where only publication tells them, also the days that the page is stamped with."""
    days: set[dt.date] = set()
    date = event.date if event is not None else None
    if date is not None and date.start is not None:
        end = date.end or date.start
        if 0 <= (end - date.start).days <= _LONGEST:
            days |= {date.start + dt.timedelta(n) for n in range((end - date.start).days + 1)}
    elif report.published is not None:
        days.add(report.published)
    stamped = stamped_days(report.text)
    # A page fetched a year later bears the wrong year; its own stamp does not.
    return tuple(sorted(day.toordinal() for day in days | stamped))


def place_key(name: str) -> str:
    """The folded name without words for kinds of place and without article: equal for two writings of one name.

    >>> place_key("مدينة الأتارب") == place_key("أتارب")
    True
    """
    words = [word for word in split_words(name).forms if word not in _KIND_WORDS and word[0].isalnum()]
    return " ".join(stem(word) for word in words) or fold_word(name)


def _names(places: Iterable[Place]) -> tuple[frozenset[str], frozenset[str]]:
    """Names of places, and of those they are said to lie in."""
    narrow = {place_key(p.text) for p in places}
    return frozenset(narrow), frozenset(place_key(p.within) for p in places if p.within) - narrow


def _toll(event: Event, outcome: str) -> Interval | None:
    """The numbers that all claims of an outcome leave open; parts «of which» add nothing."""
    found = [c for c in event.casualties if c.outcome == outcome]
    numbers = [n for c in found for n in (c.low, c.best, c.high) if n is not None]
    if not numbers:
        return None
    return (max(min(numbers), 0), max(numbers) if all(c.high or c.best for c in found) else 10_000)
