"""Which of the places of a name the words mean, by what they lie in, the country, the type and what is named beside them."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tawthiq.geocoding.answers import Alternative, Answer
from tawthiq.geocoding.phrases import (
    OFFSET_TOWN_KM,
    OFFSET_WIDE_KM,
    Phrase,
    is_street,
    is_urban,
    joined_by_and,
    parts_of,
    read_phrase,
    road_ends,
    whole_names,
)
from tawthiq.geocoding.spellings import close_spellings
from tawthiq.knowledge.gazetteer import Gazetteer, GazetteerPlace, closeness, shortened, skeleton
from tawthiq.knowledge.gazetteer.store import distance_km

Point = tuple[float, float]
_WIDE = frozenset(("country", "governorate"))
_PRECISION = {"country": "country", "governorate": "governorate", "district": "district", "subdistrict": "district"}
_RADIUS_KM = {
    "country": 300.0, "governorate": 60.0, "district": 25.0, "subdistrict": 15.0, "city": 5.0, "feature": 10.0, "quarter": 1.0, "facility": 1.0,
}  # fmt: skip
_GOVERNMENT = frozenset(("governorate", "district", "subdistrict"))
_REACH_KM = 150.0
# For a name spelled letter for letter, but for the article, or only much alike.
_ALIKE = {2: 1.4, 1: 0.9, 0: 0.4}
_SETTLED = frozenset(("city", "town", "village"))
# Points further apart than this are two places; candidates nearer to each other need no decision.
_ONE_PLACE_KM = 15.0
_NEEDED, _MARGIN = 2.0, 0.8
_WEAK_NEEDED, _FUZZY_NEEDED = 2.5, 4.0


@dataclass(frozen=True, slots=True)
class Question:
    """A place as written, what the text says it lies in, its ISO country code where known, and its relation."""

    text: str
    within: str | None = None
    country: str | None = None
    relation: str = "in"


class Resolver:
    """Answers questions about places from one gazetteer. A pure function of the question and the gazetteer's content."""

    def __init__(self, gazetteer: Gazetteer, letters: bool = True) -> None:
        """`letters`: look, where no name fits, for one that differs by a letter; that takes some hundred look-ups."""
        self.gazetteer = gazetteer
        self.letters = letters
        self._found: dict[str, list[GazetteerPlace]] = {}
        self._ancestors: dict[str, frozenset[str]] = {}
        self._answers: dict[Question, Answer] = {}

    def resolve(self, question: Question, near: Sequence[Point] = ()) -> Answer:
        """The point of a place; `near` are points of the event's other places."""
        if near:
            return self._resolve(question, near)
        found = self._answers.get(question)
        if found is None:
            found = self._answers[question] = self._resolve(question, near)
        return found

    def _resolve(self, question: Question, near: Sequence[Point]) -> Answer:
        answer = Answer(reason="no words")
        ends = road_ends(question.text)
        if ends is not None:
            two = [self.resolve(replace(question, text=end, relation="in"), near) for end in ends]
            return _middle(two[0], two[1]) if all(a.lat is not None for a in two) else next((a for a in two if a.lat is None), answer)
        parts = parts_of(question.text)
        pieces = [parts[0], *(p for p in joined_by_and(parts[0]) if p != parts[0])]
        hints = tuple(part for part in parts[1:] if part)
        for piece in pieces:
            answer = self._piece(replace(question, text=piece), hints, near)
            if answer.lat is not None:
                return answer
        return self._in_town(question, hints) or answer

    def _in_town(self, question: Question, hints: tuple[str, ...]) -> Answer | None:
        """«حي …», «شارع …» that no gazetteer knows: somewhere in the town named behind it, else in the one it is said to lie in."""
        asked = [Question(hint, question.within, question.country) for hint in hints if read_phrase(question.text).type != "town"]
        if question.within and is_urban(question.text):
            asked.append(Question(question.within, None, question.country))
        for each in asked:
            town = self._piece(each, (), ())
            if town.lat is not None and town.precision in ("exact", "near"):
                return replace(town, precision="near", radius_km=max(town.radius_km or 0.0, 6.0))
        return None

    def resolve_all(self, questions: Sequence[Question]) -> list[Answer]:
        """The places of one event: those that decide by themselves decide for the others; two road ends give the road's middle."""
        first = [self.resolve(each) for each in questions]
        points = [(a.lat, a.lon) for a in first if a.lat is not None and a.lon is not None]
        out = [a if a.lat is not None else self.resolve(q, points) for a, q in zip(first, questions, strict=True)]
        ends = [a for a, q in zip(out, questions, strict=True) if q.relation == "road" and a.lat is not None]
        if len(ends) == 2:
            middle = _middle(ends[0], ends[1])
            out = [middle if any(a is end for end in ends) else a for a in out]
        return out

    def _piece(self, question: Question, hints: tuple[str, ...], near: Sequence[Point]) -> Answer:
        phrase = read_phrase(question.text)
        if phrase.bearing is not None or phrase.inside:
            own = Phrase(whole_names(phrase.whole), read_phrase(phrase.whole).type)
            found = self._named(own, _Context(self, question, own, hints, near), question)
            if found is not None and found.lat is not None:
                return found
        context = _Context(self, question, phrase, (*hints, phrase.inside), near)
        known = self._named(phrase, context, question)
        # A name that only places elsewhere bear may still be a spelling of one that lies where the text says.
        if known is not None and (known.lat is not None or known.alternatives[0].score >= _NEEDED):
            return known
        if (close := self._nearly_named(phrase, context, question)) is not None:
            return close
        if phrase.inside:
            inside = self._piece(replace(question, text=phrase.inside, relation="near"), hints, near)
            return replace(inside, radius_km=max(inside.radius_km or 0.0, 5.0)) if inside.lat is not None else inside
        return known or Answer(reason="no gazetteer knows the name")

    def _named(self, phrase: Phrase, context: _Context, question: Question) -> Answer | None:
        """The answer by the first of the phrase's names that a likely place bears; None where no place bears any."""
        unlikely: Answer | None = None
        for name in phrase.names:
            ranked = context.rank(name, [p for p in self.find(name) if p.lat is not None])
            if ranked:
                answer = self._decide(ranked, phrase, question, _NEEDED)
                if ranked[0].score >= _NEEDED:
                    return answer
                unlikely = unlikely or answer
        return unlikely

    def _nearly_named(self, phrase: Phrase, context: _Context, question: Question) -> Answer | None:
        """As `_named`, for names that leave a word out, then for names that differ by a letter; only where much speaks for the place."""
        for name in (short for full in phrase.names for short in shortened(full)):
            ranked = context.rank(name, [replace(p, weak=True) for p in self.find(name) if p.lat is not None and not p.weak])
            if ranked and ranked[0].score >= _WEAK_NEEDED:
                return self._decide(ranked, phrase, question, _WEAK_NEEDED)
        for name in phrase.names[:2] if self.letters else ():
            places = [p for key in close_spellings(skeleton(name)) for p in self.find_key(key) if p.lat is not None]
            ranked = context.rank(name, places)
            if ranked and ranked[0].score >= _FUZZY_NEEDED:
                return self._decide(ranked, phrase, question, _FUZZY_NEEDED)
        return None

    def ancestors(self, place: GazetteerPlace) -> frozenset[str]:
        """Skeletons of what a place lies in: its own names of government, and what those districts lie in."""
        key = "^" + place.country + "|".join(place.admin)
        found = self._ancestors.get(key)
        if found is None:
            found = self._ancestors[key] = self._climb(place)
        return found

    def _climb(self, place: GazetteerPlace) -> frozenset[str]:
        out = {skeleton(_governed(name)) for name in place.admin}
        for name in place.admin:
            for outer in self.find(_governed(name)):
                if outer.country == place.country and outer.type in _GOVERNMENT and outer.lat is not None:
                    near = place.lat is None or distance_km(_point(outer), _point(place)) <= _REACH_KM
                    out |= {skeleton(_governed(a)) for a in outer.admin} if near else set()
        return frozenset(out - {""})

    def ranked(self, question: Question) -> list[Alternative]:
        """All places of that name, the likeliest first, those without a point last."""
        phrase = read_phrase(question.text)
        context = _Context(self, question, phrase, (phrase.inside,), ())
        for name in phrase.names:
            if places := self.find(name):
                bare = [_unplaced(p) for p in places if p.lat is None]
                return context.rank(name, [p for p in places if p.lat is not None]) + bare
        return []

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

    def _decide(self, ranked: list[Alternative], phrase: Phrase, question: Question, needed: float) -> Answer:
        best = ranked[0]
        kept = tuple(ranked[:5])
        if best.type == "line":
            return Answer(reason="a river or a road is no point", alternatives=kept)
        if (full := _borne_in_full(best, ranked)) is not None:
            return Answer(reason=f"{full.name} bears the name in full, and lies elsewhere", alternatives=kept)
        rival = next((a for a in ranked[1:] if distance_km(_point(best), _point(a)) > _ONE_PLACE_KM), None)
        if best.score < needed:
            return Answer(reason="nothing in the text speaks for any place of that name", alternatives=kept)
        if rival is not None and best.score - rival.score < _MARGIN:
            return Answer(reason="several places of that name, and nothing decides between them", alternatives=kept)
        return _grounded(best, kept, phrase, question)


class _Context:
    """What the text says around one place: how much it speaks for each place of that name."""

    def __init__(self, resolver: Resolver, question: Question, phrase: Phrase, hints: tuple[str, ...], near: Sequence[Point]) -> None:
        self.resolver, self.question, self.phrase, self.near = resolver, question, phrase, near
        self.outer: list[tuple[set[str], list[GazetteerPlace]]] = []
        for outer in (question.within, *hints):
            if outer:
                parts = (outer, *joined_by_and(outer))
                names = [n for part in parts for n in (*whole_names(read_phrase(part).whole), *read_phrase(part).names[:2])]
                places = [p for n in names for p in resolver.find(n) if p.lat is not None and question.country in (None, p.country)]
                self.outer.append(({skeleton(n) for n in names}, _of_one_area(places)))

    def rank(self, name: str, places: list[GazetteerPlace]) -> list[Alternative]:
        """The places with their scores, the best first; equal scores in the order of their ids."""
        scored = [self._score(name, place) for place in places]
        return sorted(scored, key=lambda a: (-a.score, a.place_id))

    def _score(self, name: str, place: GazetteerPlace) -> Alternative:
        reasons: list[tuple[float, str]] = [*self._country(place), *self._outer(place), *self._kind(place), *self._beside(place)]
        if place.population:
            reasons.append((min(math.log10(place.population + 1) * 0.15, 0.9), f"population {place.population}"))
        if place.weak:
            reasons.append((-0.8, "a word of its name is left out"))
        elif skeleton(place.name) == skeleton(name):
            alike = closeness(place.name, name)
            reasons.append((_ALIKE[alike], ("much like its name", "its name but for the article", "its name to the letter")[alike]))
        if any(each.startswith("pcode:") for each in place.ids):
            reasons.append((0.7, "has a p-code"))
        if place.type in _SETTLED and skeleton(place.name) in self._seats(place):
            reasons.append((0.6, "its district bears its name"))
        total = sum(points for points, _ in reasons)
        told = tuple(f"{points:+.1f} {why}" for points, why in reasons)
        return Alternative(place.place_id, place.name, place.type, place.country, place.admin, place.lat, place.lon, total, told, place.weak)

    @staticmethod
    def _seats(place: GazetteerPlace) -> set[str]:
        return {skeleton(_governed(name)) for name in place.admin}

    def _country(self, place: GazetteerPlace) -> list[tuple[float, str]]:
        if self.question.country is None:
            return [(0.7, "no country is told")]
        same = place.country == self.question.country
        return [(1.5, f"in {place.country}")] if same else [(-4.0, f"in {place.country}, not {self.question.country}")]

    def _outer(self, place: GazetteerPlace) -> list[tuple[float, str]]:
        out: list[tuple[float, str]] = []
        above = self.resolver.ancestors(place)
        for keys, places in self.outer:
            if above & keys or (place.type in _GOVERNMENT and skeleton(_governed(place.name)) in keys):
                out.append((2.5, "lies in what the text names"))
            elif places:
                gap = min(distance_km(_point(place), _point(p)) for p in places)
                wide = any(p.type in _GOVERNMENT for p in places)
                out.append(_by_distance(gap, wide, bool(above)))
        return out

    def _kind(self, place: GazetteerPlace) -> list[tuple[float, str]]:
        asked = self.phrase.type
        if place.type not in ("quarter", "facility", "feature") and is_street(self.phrase.whole):
            return [(-4.0, f"a {place.type}, not a street or building")]
        if place.type in _GOVERNMENT and asked not in ("governorate", "district") and not self.phrase.countryside:
            return [(-1.2, f"a {place.type}, not said")]
        if not asked:
            return [(0.3, f"a {place.type}")] if place.type in _SETTLED else []
        alike = place.type == asked or (asked == "town" and place.type in _SETTLED) or (asked == "district" and place.type in ("subdistrict", "town", "city"))
        return [(0.6, f"a {place.type}, as said")] if alike else [(-0.2, f"a {place.type}, not a {asked}")]

    def _beside(self, place: GazetteerPlace) -> list[tuple[float, str]]:
        if not self.near:
            return []
        gap = min(distance_km(_point(place), point) for point in self.near)
        return [(1.2, f"{gap:.0f} km from the other places")] if gap <= 40 else [(-0.8, f"{gap:.0f} km from the other places")] if gap > 150 else []


def _borne_in_full(best: Alternative, ranked: Sequence[Alternative]) -> Alternative | None:
    """For a place found by part of its name: another of that country whose whole name is the one asked for."""
    if not best.shortened:
        return None
    return next((a for a in ranked if not a.shortened and a.country == best.country and a.score > 0), None)


_GOVERNED = re.compile(r"^(?:مركز|منطقة|مدينة|قضاء|محافظة|ناحية|مديرية|ولاية)\s+")


def _governed(name: str) -> str:
    """«مركز حماة», «منطقة الباب»: the name itself."""
    return _GOVERNED.sub("", name)


def _by_distance(gap: float, wide: bool, elsewhere: bool) -> tuple[float, str]:
    """How near a place lies to what the text names; `elsewhere`: it is known to lie in something else."""
    told = f"{gap:.0f} km from what the text names"
    inner, outer = (60.0, 130.0) if wide else (25.0, 60.0)
    if gap <= inner:
        return (0.2 if elsewhere and wide else 1.4, told)
    if gap <= outer:
        return (-2.5 if elsewhere else 0.3, told)
    return (-3.0, told)


def _of_one_area(places: list[GazetteerPlace]) -> list[GazetteerPlace]:
    """Where a governorate bears the name, only it and what lies near its point: not the villages of that name elsewhere."""
    wide = [p for p in places if p.type == "governorate"]
    return [p for p in places if any(distance_km(_point(p), _point(w)) <= _REACH_KM for w in wide)] if wide else places


def _unplaced(place: GazetteerPlace) -> Alternative:
    return Alternative(place.place_id, place.name, place.type, place.country, place.admin, None, None, 0.0, ("has no point",))


def _point(place: GazetteerPlace | Alternative) -> Point:
    assert place.lat is not None
    assert place.lon is not None
    return place.lat, place.lon


def _grounded(best: Alternative, kept: tuple[Alternative, ...], phrase: Phrase, question: Question) -> Answer:
    """The point of the best place, moved and widened as the phrase says."""
    lat, lon = _point(best)
    precision = _PRECISION.get(best.type, "exact")
    radius = _RADIUS_KM.get(best.type, 2.0)
    wide = best.type in _WIDE
    if phrase.bearing is not None:
        distance = phrase.distance_km or (OFFSET_WIDE_KM if wide else OFFSET_TOWN_KM * (3 if phrase.countryside else 1))
        lat, lon = _moved((lat, lon), phrase.bearing, distance)
        radius = max(radius, distance / 2 if phrase.distance_km else distance)
        precision = precision if wide else "near"
    elif phrase.countryside:
        radius, precision = max(radius, 25.0), precision if wide else "near"
    elif phrase.near or question.relation == "near":
        radius, precision = max(radius, 5.0), precision if wide else "near"
    return Answer(round(lat, 6), round(lon, 6), radius, precision, best.place_id, best.name, best.country, "", kept)


def _moved(point: Point, bearing: float, km: float) -> Point:
    """The point `km` from another in a direction of so many degrees from north."""
    lat, lon, angle, way = math.radians(point[0]), math.radians(point[1]), math.radians(bearing), km / 6371.0
    new = math.asin(math.sin(lat) * math.cos(way) + math.cos(lat) * math.sin(way) * math.cos(angle))
    east = math.atan2(math.sin(angle) * math.sin(way) * math.cos(lat), math.cos(way) - math.sin(lat) * math.sin(new))
    return math.degrees(new), (math.degrees(lon + east) + 540) % 360 - 180


def _middle(a: Answer, b: Answer) -> Answer:
    """The middle of a road between two places."""
    assert a.lat is not None
    assert a.lon is not None
    assert b.lat is not None
    assert b.lon is not None
    half = distance_km((a.lat, a.lon), (b.lat, b.lon)) / 2
    point = (round((a.lat + b.lat) / 2, 6), round((a.lon + b.lon) / 2, 6))
    return replace(a, lat=point[0], lon=point[1], radius_km=max(half, 2.0), precision="line", name=f"{a.name} – {b.name}")
