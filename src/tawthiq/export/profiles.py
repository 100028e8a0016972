"""Who may read an export: the full one, and the public one, which shields private persons."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from tawthiq.arabic.letters import fold_word
from tawthiq.export.dataset import Told, Unit
from tawthiq.knowledge.names import given_names
from tawthiq.model import Actor, Casualty, Place, Source

# Sources of these kinds are persons, or may be.
_PERSONAL = frozenset(("witness", "local", "medical", "expert", "unknown"))
_OFFICE = frozenset(("source.registry",))
# Persons of these outcomes live, or may.
_ALIVE = frozenset(("injured", "detained", "abducted", "released", "missing", "displaced"))
# Ranks and titles that stand before a name, folded, without article.
_TITLES = frozenset(
    "عميد عقيد لواء مقدم رايد نقيب ملازم فريق مشير جنرال رقيب شيخ دكتور سيد مهندس استاذ حاج امير".split()
)
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
        return unit if profile.victims else replace(unit, told=tuple(_unnamed(each, removed) for each in unit.told))
    # One report names the injured and another the street: what the unit's events name alive hides the places of all of them.
    alive = any(c.names and c.outcome in _ALIVE for _, event in unit.told for c in event.casualties)
    return replace(unit, told=tuple(_told(each, alive, profile, removed) for each in unit.told))


def _unnamed(told: Told, removed: Counter[str]) -> Told:
    """Without the names of victims; everything else stays."""
    report, event = told
    removed["names of victims"] += sum(len(c.names) for c in event.casualties)
    return report, replace(event, casualties=tuple(replace(c, names=()) for c in event.casualties))


def _told(told: Told, alive: bool, profile: Profile, removed: Counter[str]) -> Told:
    report, event = told
    named = {name for c in event.casualties for name in c.names}
    removed["headlines"] += bool(report.title)
    removed["what was destroyed"] += event.damage is not None
    return replace(report, title=None), replace(
        event,
        sources=tuple(_source(s, removed) for s in event.sources),
        denied_by=tuple(_source(s, removed) for s in event.denied_by),
        casualties=tuple(_casualty(c, profile, removed) for c in event.casualties),
        places=tuple(_place(p, alive, removed) for p in event.places),
        actors=tuple(a for a in event.actors if not _is_person(a, named, removed)),
        # «منزل فلان»: what was destroyed is often somebody's.
        damage=None,
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
    """A rank or title with something after it («العميد فلان»), a given name, or an office with more words than an office needs."""
    words = [fold_word(word).removeprefix("ال") for word in source.text.split()]
    if len(words) > 1 and words[0] in _TITLES:
        return True
    return not given_names().isdisjoint(words) or (source.kind in ("official", "party") and len(words) > 3)


def _casualty(casualty: Casualty, profile: Profile, removed: Counter[str]) -> Casualty:
    names = casualty.names if profile.victims else ()
    removed["names of victims"] += len(casualty.names) - len(names)
    speaker = None if casualty.source is None else "speaker"
    spans = casualty.name_spans if profile.victims else ()
    return replace(casualty, names=names, name_spans=spans, source=speaker, text="", of_which=None, of_which_span=None)


def _place(place: Place, alive: bool, removed: Counter[str]) -> Place:
    """Points rounded to about a kilometre; where people are named alive, the place only by what it lies in, if by anything."""
    if alive:
        removed["places of living people"] += 1
        return replace(
            place, text=place.within or "", lat=None, lon=None, place_id=None, precision="unknown", radius_km=None
        )
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
