"""What linking compares: one mention an event, and one for a report in which no event was found."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tawthiq.arabic.letters import fold_word
from tawthiq.arabic.words import split_words
from tawthiq.knowledge.names import PlaceName, actor_names, place_names
from tawthiq.linking.corpus import Corpus, corpus
from tawthiq.linking.words import LEAD, stamped_days, stem, stems
from tawthiq.model import CodedReport, Event, Place

VIOLENCE = frozenset(
    "battle air_strike shelling explosion suicide_attack chemical_attack killing death_report abuse property_destruction".split()
)
DETENTION = frozenset(("arrest", "abduction"))
# Two weeks: a longer stretch («منذ بداية العام») says nothing about the day.
_LONGEST = 14
# A stamp farther from the day of publication than this contradicts it.
_LEANS = 10
_BROAD = frozenset(("country", "governorate", "admin1", "region", "province", "state"))
_KIND_WORDS = frozenset(
    "مدينه بلده قريه مخيم حي منطقه ريف محيط ناحيه محافظه جبل شمال جنوب شرق غرب الريف قرب مركز طريق".split()
)
# With this many other acts a report is a digest in full.
_DIGEST = 4
# An event that names more points is compared by the first of them.
_POINTS = 4
Interval = tuple[int, int]
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Lead:
    """Places below the governorate and organised sides that the title and beginning of a report name, whatever the
    coder made of them: gazetteer rows, folded names, actor ids."""

    narrow: tuple[PlaceName, ...]
    names: frozenset[str]
    sides: frozenset[str]


@dataclass(frozen=True, slots=True)
class Mention:
    """One event of a report, ready to be compared.

    `days` are ordinals of the days it may have happened; `names` folded names of places; `points` latitude and
    longitude in degrees; `killed` and `injured` closed intervals of persons, None where nothing is said; `vector` a
    unit vector over the stems of title and lead, and `rare` how rare each of the rarer ones is (0 to 1), both shared by
    the mentions of a report; `place_words` are the words of them that name its places or those of the lead. `crowd` says
    how full its days are (1 for a hundred reports), `digest` how many other acts its report tells, `late` how far down it
    stands, both from 0 to 1.
    """

    id: str
    doc_id: str
    event: Event | None
    outlet: str | None
    days: tuple[int, ...]
    family: str
    names: frozenset[str]
    points: tuple[Point, ...]
    actors: frozenset[str]
    killed: Interval | None
    injured: Interval | None
    vector: dict[str, float]
    rare: dict[str, float]
    place_words: frozenset[str]
    lead: Lead
    crowd: float
    digest: float
    late: float


def family(kind: str) -> str:
    """Types that reports use for one another are of one family; every other type is its own."""
    return "violence" if kind in VIOLENCE else "detention" if kind in DETENTION else kind


def count(reports: Sequence[CodedReport]) -> Corpus:
    """How common words and days are among these reports."""
    return corpus([stems(lead(report)) for report in reports], [_told_on(report) for report in reports])


def mentions(reports: Iterable[CodedReport], among: Corpus) -> list[Mention]:
    """The mentions of all reports, in their order. Words are rare or common, days full or quiet by `among`."""
    return [mention for report in reports for mention in _of_report(report, among)]


def days_by_mention(report: CodedReport) -> dict[str, tuple[int, ...]]:
    """The mentions of a report, and the ordinals of the days that each may be of."""
    return {_id(report, event): _days(report, event) for event in report.events or (None,)}


def _id(report: CodedReport, event: Event | None) -> str:
    return event.event_id if event else f"{report.doc_id}#0"


def _of_report(report: CodedReport, among: Corpus) -> Iterator[Mention]:
    vector = among.vector(stems(lead(report)))
    rare = {word: rarity for word in vector if (rarity := among.rarity(word))}
    opening = read_lead(report)
    for event in report.events or (None,):
        days = _days(report, event)
        names = _names(event) if event else opening.names
        yield Mention(
            id=_id(report, event),
            doc_id=report.doc_id,
            event=event,
            outlet=report.outlet,
            days=days,
            family=family(event.type.value) if event else "",
            names=names,
            points=_points(event.places if event else opening.narrow)[:_POINTS],
            actors=frozenset(a.actor_id or fold_word(a.text) for a in event.actors) if event else frozenset(),
            killed=_toll(event, "killed"),
            injured=_toll(event, "injured"),
            vector=vector,
            rare=rare,
            place_words=frozenset(word for name in names | opening.names for word in name.split()),
            lead=opening,
            crowd=among.crowd(days),
            digest=min(1.0, max(len(report.events) - 1, 0) / _DIGEST),
            late=min(1.0, event.evidence[0].start / LEAD) if event and event.evidence else 0.0,
        )


def _told_on(report: CodedReport) -> set[dt.date]:
    """The days that the events of a report may be of."""
    return {dt.date.fromordinal(day) for event in report.events or (None,) for day in _days(report, event)}


def lead(report: CodedReport) -> str:
    """The title and the beginning of a report."""
    return f"{report.title or ''}\n{report.text[:LEAD]}"


def _names(event: Event) -> frozenset[str]:
    return frozenset(place_key(place.text) for place in event.places)


def _points(places: Iterable[Place | PlaceName]) -> tuple[Point, ...]:
    return tuple((p.lat, p.lon) for p in places if p.lat is not None and p.lon is not None)


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
    return Lead(tuple(place for place in places if place.type not in _BROAD), names, frozenset(sides))


def _days(report: CodedReport, event: Event | None) -> tuple[int, ...]:
    """The days of the event; where only publication tells them, also the days that the page is stamped with.

    Where the stamp and the day of publication are far apart (a page fetched a year later bears the wrong year), the
    stamp holds, and days that lean on publication («أمس») move with it.
    """
    stamped = stamped_days(report.text)
    shift = _shift(report.published, stamped)
    days: set[dt.date] = set()
    date = event.date if event is not None else None
    if date is not None and date.start is not None:
        end = date.end or date.start
        if 0 <= (end - date.start).days <= _LONGEST:
            days |= {date.start + dt.timedelta(n) for n in range((end - date.start).days + 1)}
    elif report.published is not None:
        days.add(report.published)
    days = {day + shift if shift and abs((day - (report.published or day)).days) <= _LEANS else day for day in days}
    return tuple(sorted(day.toordinal() for day in days | stamped))


def _shift(published: dt.date | None, stamped: frozenset[dt.date]) -> dt.timedelta:
    """From the day of publication to the nearest stamp where they contradict one another, else nothing."""
    if published is None or not stamped:
        return dt.timedelta()
    gap = min((day - published for day in stamped), key=abs)
    return gap if abs(gap.days) > _LEANS else dt.timedelta()


def place_key(name: str) -> str:
    """The folded name without words for kinds of place and without article: equal for two writings of one name.

    >>> place_key("مدينة الأتارب") == place_key("أتارب")
    True
    """
    words = [word for word in split_words(name).forms if word not in _KIND_WORDS and word[0].isalnum()]
    return " ".join(stem(word) for word in words) or fold_word(name)


def _toll(event: Event | None, outcome: str) -> Interval | None:
    """The numbers that all claims of an outcome leave open."""
    found = [c for c in event.casualties if c.outcome == outcome] if event else []
    numbers = [n for c in found for n in (c.low, c.best, c.high) if n is not None]
    if not numbers:
        return None
    return (max(min(numbers), 0), max(numbers) if all(c.high or c.best for c in found) else 10_000)
