"""Which of the places of a name the words mean: points for and against each, with their reasons."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tawthiq.geocoding.answers import Alternative, Point, Question
from tawthiq.geocoding.phrases import Phrase, is_street, joined_by_and, read_phrase, whole_names
from tawthiq.knowledge.gazetteer import Gazetteer, GazetteerPlace, closeness, governed, headless, one_ending, skeleton
from tawthiq.knowledge.gazetteer.store import distance_km

_GOVERNMENT = frozenset(("governorate", "district", "subdistrict"))
_REACH_KM = 150.0
# For a name spelled letter for letter, but for the article, or only much alike.
_ALIKE = {2: 1.4, 1: 0.9, 0: 0.4}
_OTHER_NAME, _PART_OF_NAME = 0.9, 0.5
_KNOWN = 0.5
_SETTLED = frozenset(("city", "town", "village"))


class Reason(NamedTuple):
    """A reason for or against a place: its points, in words, and in one word where the confidence of an answer asks for it."""

    points: float
    why: str
    sign: str = ""


class Lookup:
    """A gazetteer that remembers what it was asked."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self._found: dict[str, list[GazetteerPlace]] = {}
        self._ancestors: dict[str, frozenset[str]] = {}

    def find(self, name: str) -> list[GazetteerPlace]:
        """The gazetteer's places of that name, each asked for once."""
        found = self._found.get(name)
        if found is None:
            found = self._found[name] = self.gazetteer.find(name)
        return found

    def find_key(self, key: str) -> list[GazetteerPlace]:
        found = self._found.get("=" + key)
        if found is None:
            found = self._found["=" + key] = self.gazetteer.find_key(key)
        return found

    def ancestors(self, place: GazetteerPlace) -> frozenset[str]:
        """Skeletons of what a place lies in: its own names of government, and what those districts lie in."""
        key = "^" + place.country + "|".join(place.admin)
        found = self._ancestors.get(key)
        if found is None:
            found = self._ancestors[key] = self._climb(place)
        return found

    def _climb(self, place: GazetteerPlace) -> frozenset[str]:
        out = {skeleton(governed(name)) for name in place.admin}
        for name in place.admin:
            for outer in self.find(governed(name)):
                if outer.country == place.country and outer.type in _GOVERNMENT and outer.lat is not None:
                    near = place.lat is None or distance_km(_point(outer), _point(place)) <= _REACH_KM
                    out |= {skeleton(governed(a)) for a in outer.admin} if near else set()
        return frozenset(out - {""})


class Context:
    """What the text says around one place: how much it speaks for each place of that name."""

    def __init__(
        self, lookup: Lookup, question: Question, phrase: Phrase, hints: tuple[str, ...], near: Sequence[Point]
    ) -> None:
        self.lookup, self.question, self.phrase, self.near = lookup, question, phrase, near
        # Countries with a town of the very name that is asked for.
        self.towns: set[str] = set()
        told = [self._outer_places(outer) for outer in (question.within, *hints) if outer]
        known = {p.country for _, places in told for p in places}
        # A country in which nothing lies that the text names around the place is a misreading of its name.
        self.country = None if known and question.country not in known else question.country
        self.outer = [
            (keys, _of_one_area([p for p in places if self.country in (None, p.country)])) for keys, places in told
        ]

    def _outer_places(self, outer: str) -> tuple[set[str], list[GazetteerPlace]]:
        """The skeletons and the places of what the text says a place lies in, in any country."""
        names = [
            n
            for part in (outer, *joined_by_and(outer))
            for n in (*whole_names(read_phrase(part).whole), *read_phrase(part).names[:2])
        ]
        return {skeleton(n) for n in names}, [p for n in names for p in self.lookup.find(n) if p.lat is not None]

    def rank(self, name: str, places: list[GazetteerPlace], spelled: bool = True) -> list[Alternative]:
        """The places with their scores, the best first; equal scores in the order of their ids.

        `spelled`: the places were found by `name` itself, so that one called otherwise has it for another name.
        """
        self.towns = {p.country for p in places if p.type in _SETTLED and not p.weak and closeness(p.name, name) == 2}
        borne = Counter(place.country for place in places if not place.weak)
        scored = [self._score(name, place, spelled, _namesakes(borne[place.country])) for place in places]
        return sorted(scored, key=lambda a: (-a.score, a.place_id))

    def _score(self, name: str, place: GazetteerPlace, spelled: bool, namesakes: str) -> Alternative:
        found = [*self._country(place), *self._outer(place), *self._kind(place), *self._beside(place)]
        found += [*self._named(name, place, spelled), *self._standing(place)]
        total = sum(reason.points for reason in found)
        told = tuple(f"{reason.points:+.1f} {reason.why}" for reason in found)
        signs = frozenset([namesakes, *(reason.sign for reason in found)]) - {""}
        return Alternative(
            place.place_id,
            place.name,
            place.type,
            place.country,
            place.admin,
            place.lat,
            place.lon,
            total,
            told,
            place.weak,
            place.rough,
            signs,
        )

    @staticmethod
    def _named(name: str, place: GazetteerPlace, spelled: bool) -> Iterator[Reason]:
        """How alike the name asked for is to the place's."""
        if place.weak:
            yield Reason(-0.8, "a word of its name is left out", "weak")
        elif skeleton(place.name) == skeleton(name):
            alike = closeness(place.name, name)
            if not alike and not one_ending(place.name, name):
                yield Reason(0.0, "somewhat like its name", "alike")
                return
            yield Reason(
                _ALIKE[alike],
                ("much like its name", "its name but for the article", "its name to the letter")[alike],
                ("alike", "article", "letter")[alike],
            )
        elif spelled:
            # «سرجة» for «سرجة غربية» says less than «كوباني» for «عين العرب».
            part = skeleton(headless(place.name)) != skeleton(name) and skeleton(name) in skeleton(place.name)
            yield (
                Reason(_PART_OF_NAME, "a part of its name", "part")
                if part
                else Reason(_OTHER_NAME, "another of its names", "other")
            )
        else:
            yield Reason(0.0, "differs by a letter", "misspelled")

    def _standing(self, place: GazetteerPlace) -> Iterator[Reason]:
        """What makes a place likely to be named at all."""
        if place.population:
            yield Reason(min(math.log10(place.population + 1) * 0.15, 0.9), f"population {place.population}", "people")
        if place.known:
            yield Reason(_KNOWN, "one that reports name", "reported")
        if any(each.startswith("pcode:") for each in place.ids):
            yield Reason(0.7, "has a p-code", "pcode")
        if place.type in _SETTLED and skeleton(place.name) in self._seats(place):
            yield Reason(0.9, "its district bears its name", "seat")

    @staticmethod
    def _seats(place: GazetteerPlace) -> set[str]:
        return {skeleton(governed(name)) for name in place.admin}

    def _country(self, place: GazetteerPlace) -> list[Reason]:
        if self.country is None:
            return [Reason(0.7, "no country is told")]
        same = place.country == self.country
        return (
            [Reason(1.5, f"in {place.country}")] if same else [Reason(-4.0, f"in {place.country}, not {self.country}")]
        )

    def _outer(self, place: GazetteerPlace) -> list[Reason]:
        out: list[Reason] = []
        above = self.lookup.ancestors(place)
        for keys, places in self.outer:
            if above & keys or (place.type in _GOVERNMENT and skeleton(governed(place.name)) in keys):
                out.append(Reason(2.5, "lies in what the text names", "inside"))
            elif places:
                gap = min(distance_km(_point(place), _point(p)) for p in places)
                wide = any(p.type in _GOVERNMENT for p in places)
                out.append(_by_distance(gap, wide, bool(above)))
        return out

    def _kind(self, place: GazetteerPlace) -> list[Reason]:
        asked = self.phrase.type
        if place.type not in ("quarter", "facility", "feature") and is_street(self.phrase.whole):
            return [Reason(-4.0, f"a {place.type}, not a street or building")]
        if place.type == "country" and not asked:
            return [Reason(1.8, "a country")]
        if place.type in _GOVERNMENT and asked not in ("governorate", "district") and not self.phrase.countryside:
            return (
                [Reason(-1.2, f"a {place.type}, not said")]
                if place.country in self.towns
                else [Reason(0.3, f"a {place.type}, no town is called so")]
            )
        if not asked:
            return [Reason(0.3, f"a {place.type}")] if place.type in _SETTLED else []
        alike = (
            place.type == asked
            or (asked == "town" and place.type in _SETTLED)
            or (asked == "district" and place.type in ("subdistrict", "town", "city"))
        )
        if asked == "governorate" and not alike:
            return [Reason(-2.5, f"a {place.type}, not a governorate")]
        return [Reason(0.6, f"a {place.type}, as said")] if alike else [Reason(-0.2, f"a {place.type}, not a {asked}")]

    def _beside(self, place: GazetteerPlace) -> list[Reason]:
        if not self.near:
            return []
        gap = min(distance_km(_point(place), point) for point in self.near)
        return (
            [Reason(1.2, f"{gap:.0f} km from the other places")]
            if gap <= 40
            else [Reason(-0.8, f"{gap:.0f} km from the other places")]
            if gap > 150
            else []
        )


def _namesakes(places: int) -> str:
    """How many places of a country bear a name: the more there are, the likelier is one that no gazetteer has."""
    return "alone" if places <= 1 else "many" if places >= 8 else "some" if places >= 4 else ""


def same_area(a: Alternative, b: Alternative) -> bool:
    """Whether two are one country, governorate or district, as two sources draw it."""
    return (
        a.type == b.type
        and a.type in (*_GOVERNMENT, "country")
        and a.country == b.country
        and skeleton(governed(a.name)) == skeleton(governed(b.name))
    )


def _by_distance(gap: float, wide: bool, elsewhere: bool) -> Reason:
    """How near a place lies to what the text names; `elsewhere`: it is known to lie in something else."""
    told = f"{gap:.0f} km from what the text names"
    inner, outer = (60.0, 130.0) if wide else (25.0, 60.0)
    if gap <= inner:
        return Reason(0.2 if elsewhere and wide else 1.4, told, "near")
    if gap <= outer:
        return Reason(-2.5 if elsewhere else 0.3, told)
    return Reason(-3.0, told)


def _of_one_area(places: list[GazetteerPlace]) -> list[GazetteerPlace]:
    """Where a governorate bears the name, only it and what lies near its point: not the villages of that name elsewhere."""
    wide = [p for p in places if p.type == "governorate"]
    return [p for p in places if any(distance_km(_point(p), _point(w)) <= _REACH_KM for w in wide)] if wide else places


def _point(place: GazetteerPlace) -> Point:
    assert place.lat is not None
    assert place.lon is not None
    return place.lat, place.lon
