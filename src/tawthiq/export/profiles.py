"""Who may read an export: the full one, and the public one, which shields private persons."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from tawthiq.export.dataset import Told, Unit
from tawthiq.model import Actor, Casualty, Event, Place, Source

# Sources of these kinds are persons, or may be.
_PERSONAL = frozenset(("witness", "local", "medical", "expert", "unknown"))
_OFFICE = frozenset(("source.registry",))
# About a kilometre: the public export's points are rounded to this many decimals, and its radius is no smaller.
_DECIMALS, _LEAST_KM = 2, 2.0


@dataclass(frozen=True, slots=True)
class Profile:
    """What an export leaves out: `public` shields persons; names of victims only with `victims`."""

    public: bool = False
    victims: bool = False

    @property
    def name(self) -> str:
        return "public" if self.public else "full"


def shielded(unit: Unit, profile: Profile, removed: Counter[str]) -> Unit:
    """The unit as the profile lets it out; what was taken out is counted in `removed`."""
    if not profile.public:
        return unit
    return replace(unit, told=tuple(_told(each, profile, removed) for each in unit.told))


def _told(told: Told, profile: Profile, removed: Counter[str]) -> Told:
    report, event = told
    named = {name for c in event.casualties for name in c.names}
    return report, replace(
        event,
        sources=tuple(_source(s, removed) for s in event.sources),
        denied_by=tuple(_source(s, removed) for s in event.denied_by),
        casualties=tuple(_casualty(c, profile, removed) for c in event.casualties),
        places=tuple(_place(p, event, named, removed) for p in event.places),
        actors=tuple(a for a in event.actors if not _is_person(a, named, removed)),
    )


def _source(source: Source, removed: Counter[str]) -> Source:
    """A person who speaks becomes a kind: «witness», «local source»."""
    if source.kind not in _PERSONAL and source.rule in _OFFICE:
        return source
    if source.kind in _PERSONAL or source.rule == "source.person" or _names_someone(source):
        removed["sources reduced to their kind"] += 1
        return replace(source, text=source.kind)
    return source


def _names_someone(source: Source) -> bool:
    """«المتحدث باسم … فلان»: an office with more words than an office needs may carry a name."""
    return source.kind in ("official", "party") and len(source.text.split()) > 3


def _casualty(casualty: Casualty, profile: Profile, removed: Counter[str]) -> Casualty:
    names = casualty.names if profile.victims else ()
    removed["names of victims"] += len(casualty.names) - len(names)
    speaker = None if casualty.source is None else "speaker"
    return replace(casualty, names=names, source=speaker, text="", of_which=None)


def _place(place: Place, event: Event, named: set[str], removed: Counter[str]) -> Place:
    """Points rounded to about a kilometre; where people are named alive, the place only by what it lies in."""
    alive = any(
        c.names and c.outcome in ("injured", "detained", "abducted", "released", "missing") for c in event.casualties
    )
    if alive and place.within:
        removed["places of living people"] += 1
        return replace(place, text=place.within, lat=None, lon=None, place_id=None, precision="unknown", radius_km=None)
    if place.lat is None or place.lon is None:
        return place
    removed["points rounded"] += 1
    return replace(
        place,
        lat=round(place.lat, _DECIMALS),
        lon=round(place.lon, _DECIMALS),
        radius_km=max(place.radius_km or 0.0, _LEAST_KM),
    )


def _is_person(actor: Actor, named: set[str], removed: Counter[str]) -> bool:
    person = actor.actor_id is None and actor.text in named
    removed["persons among the sides"] += person
    return person
