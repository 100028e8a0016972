"""Which of the places of a name the words mean, by what they lie in, the country, the type and what is named beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tawthiq.geocoding.answers import Alternative, Answer, Point, Question
from tawthiq.geocoding.confidence import confidence
from tawthiq.geocoding.geometry import DISTRICT_KM, ROUGH_KM, grounded, middle
from tawthiq.geocoding.phrases import (
    Phrase,
    is_urban,
    joined_by_and,
    names_alone,
    parts_of,
    read_phrase,
    road_ends,
    tidied,
    town_groups,
    whole_names,
)
from tawthiq.geocoding.scoring import Context, Lookup, same_area
from tawthiq.geocoding.spellings import close_spellings
from tawthiq.knowledge.gazetteer import Gazetteer, GazetteerPlace, closeness, shortened, skeleton
from tawthiq.knowledge.gazetteer.store import distance_km

# Points further apart than this are two places; candidates nearer to each other need no decision.
_ONE_PLACE_KM = 15.0
_NEEDED, _MARGIN = 2.0, 0.5
_WEAK_NEEDED, _FUZZY_NEEDED = 2.5, 4.0


class Resolver:
    """Answers questions about places from one gazetteer. A pure function of the question and the gazetteer's content."""

    def __init__(self, gazetteer: Gazetteer, letters: bool = True, least: float = 0.0) -> None:
        """`letters`: look, where no name fits, for one that differs by a letter; that reads all keys of the gazetteer once.

        `least`: the confidence below which there is no point.
        """
        self.gazetteer = gazetteer
        self.lookup = Lookup(gazetteer)
        self.letters = letters
        self.least = least
        self._answers: dict[Question, Answer] = {}

    def resolve(self, question: Question, near: Sequence[Point] = ()) -> Answer:
        """The point of a place; `near` are points of the event's other places."""
        if near:
            return self._sure(self._resolve(question, near))
        found = self._answers.get(question)
        if found is None:
            found = self._answers[question] = self._sure(self._resolve(question, near))
        return found

    def _sure(self, answer: Answer) -> Answer:
        """The answer, or none where too few like it were right."""
        if answer.lat is None or answer.confidence is None or answer.confidence >= self.least:
            return answer
        return Answer(reason="too uncertain: few answers like it were right", alternatives=answer.alternatives)

    def _resolve(self, question: Question, near: Sequence[Point]) -> Answer:
        answer = Answer(reason="no words")
        question = replace(question, text=tidied(question.text))
        ends = road_ends(question.text)
        if ends is not None:
            two = self._ends([replace(question, text=end, relation="in") for end in ends], near)
            return (
                middle(two[0], two[1])
                if all(a.lat is not None for a in two)
                else next((a for a in two if a.lat is None), answer)
            )
        parts = parts_of(question.text)
        pieces = [parts[0], *(p for p in joined_by_and(parts[0]) if p != parts[0])]
        hints = tuple(part for part in parts[1:] if part)
        for piece in pieces:
            answer = self._piece(replace(question, text=piece), hints, near)
            if answer.lat is not None:
                return answer
        return (
            self._in_town(question, hints)
            or self._first_of_several(question, parts[0])
            or self._in_district(question)
            or answer
        )

    def _ends(self, ends: Sequence[Question], near: Sequence[Point]) -> list[Answer]:
        """Both ends of a road: one that decides by itself decides for the other."""
        two = [self.resolve(end, near) for end in ends]
        points = [(a.lat, a.lon) for a in two if a.lat is not None and a.lon is not None]
        return [
            a if a.lat is not None or not points else self.resolve(end, (*near, *points))
            for a, end in zip(two, ends, strict=True)
        ]

    def _in_town(self, question: Question, hints: tuple[str, ...]) -> Answer | None:
        """What no gazetteer knows and is no town itself: somewhere in the town named behind it, else in the one it is said to lie in."""
        if read_phrase(question.text).type == "town":
            return None
        asked = [Question(hint, question.within, question.country) for hint in hints]
        if question.within and (is_urban(question.text) or self._is_town(question.within)):
            asked.append(Question(question.within, None, question.country))
        for each in asked:
            town = self._piece(each, (), ())
            if town.lat is not None and town.precision in ("exact", "near"):
                return _instead(town, "town", "near", ROUGH_KM)
        return None

    def _first_of_several(self, question: Question, text: str) -> Answer | None:
        """Names set side by side («الغدير السهلة»): near the place that the first words name to the letter, where much speaks for it."""
        words = text.split()
        for last in range(len(words) - 1, 0, -1):
            first = " ".join(words[:last])
            if not names_alone(first):
                continue
            found = self._piece(replace(question, text=first), (), ())
            if found.lat is not None and _plainly_named(found, first):
                rest = self._piece(replace(question, text=" ".join(words[last:])), (), ())
                if _apart(found, rest):
                    return None
                return _instead(found, "beside", "near", ROUGH_KM)
        return None

    def _in_district(self, question: Question) -> Answer | None:
        """A village that no gazetteer knows: somewhere in the district, or around the town, that it is said to lie in.

        A governorate is too wide for that: its middle would be a guess.
        """
        if not question.within or not self._is_small(question.within):
            return None
        around = self._piece(Question(question.within, None, question.country), (), ())
        if around.lat is None or around.precision not in ("exact", "near", "district"):
            return None
        return _instead(around, "district", "district", DISTRICT_KM)

    def _is_small(self, within: str) -> bool:
        """Whether words name a district or a town, also by its countryside, and no governorate."""
        phrase = read_phrase(within)
        names = phrase.names[:1] if phrase.type in ("", "quarter", "camp", "facility") else ()
        return phrase.type in ("town", "district") or (bool(names) and not self._governs(names))

    def _governs(self, names: Sequence[str]) -> bool:
        return any(p.type in ("governorate", "country") for n in names for p in self.lookup.find(n))

    def _is_town(self, within: str) -> bool:
        """Whether words name a town and nothing wider: «مدينة حلب», or a name that no governorate bears."""
        phrase = read_phrase(within)
        if phrase.countryside or phrase.bearing is not None or phrase.type not in ("", "town"):
            return False
        return phrase.type == "town" or not self._governs(phrase.names[:1])

    def resolve_all(self, questions: Sequence[Question]) -> list[Answer]:
        """The places of one event: those that decide by themselves decide for the others; two road ends give the road's middle."""
        first = [self.resolve(each) for each in questions]
        points = [(a.lat, a.lon) for a in first if a.lat is not None and a.lon is not None]
        out = [a if a.lat is not None else self.resolve(q, points) for a, q in zip(first, questions, strict=True)]
        ends = [a for a, q in zip(out, questions, strict=True) if q.relation == "road" and a.lat is not None]
        if len(ends) == 2:
            halfway = middle(ends[0], ends[1])
            out = [halfway if any(a is end for end in ends) else a for a in out]
        return out

    def _piece(self, question: Question, hints: tuple[str, ...], near: Sequence[Point]) -> Answer:
        phrase = read_phrase(question.text)
        if phrase.bearing is not None or phrase.inside or phrase.countryside:
            own = Phrase(whole_names(phrase.whole), read_phrase(phrase.whole).type)
            found = self._named(own, Context(self.lookup, question, own, hints, near), question)
            if found is not None and found.lat is not None:
                return found
        context = Context(self.lookup, question, phrase, (*hints, phrase.inside), near)
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

    def _named(self, phrase: Phrase, context: Context, question: Question) -> Answer | None:
        """The answer by the first of the phrase's names that a likely place bears; None where no place bears any."""
        unlikely: Answer | None = None
        for names in town_groups(phrase.names):
            ranked = self._ranked(names, context)
            if ranked:
                answer = self._decide(ranked, phrase, question, _NEEDED)
                if ranked[0].score >= _NEEDED:
                    return answer
                unlikely = unlikely or answer
        return unlikely

    def _ranked(self, names: Sequence[str], context: Context) -> list[Alternative]:
        """The places of the first name that a likely one bears to the letter, with those of the names before it, the likeliest first."""
        # Several quarters may have their town's id.
        best: dict[tuple[str, str, Point], Alternative] = {}
        for name in names:
            ranked = context.rank(name, [p for p in self.lookup.find(name) if p.lat is not None])
            for each in ranked:
                key = (each.place_id, each.name, each.point)
                if key not in best or each.score > best[key].score:
                    best[key] = each
            if any(each.score >= _NEEDED and closeness(each.name, name) == 2 for each in ranked):
                break
        return sorted(best.values(), key=lambda a: (-a.score, a.place_id))

    def _nearly_named(self, phrase: Phrase, context: Context, question: Question) -> Answer | None:
        """As `_named`, for names that leave a word out, then for names that differ by a letter; only where much speaks for the place."""
        for name in (short for full in phrase.names for short in shortened(full)):
            ranked = context.rank(
                name, [replace(p, weak=True) for p in self.lookup.find(name) if p.lat is not None and not p.weak]
            )
            if ranked and ranked[0].score >= _WEAK_NEEDED:
                return self._decide(ranked, phrase, question, _WEAK_NEEDED)
        for name in phrase.names[:2] if self.letters else ():
            places = [
                p
                for key in self.gazetteer.known(close_spellings(skeleton(name)))
                for p in self.lookup.find_key(key)
                if p.lat is not None
            ]
            ranked = context.rank(name, places, spelled=False)
            if ranked and ranked[0].score >= _FUZZY_NEEDED:
                return self._decide(ranked, phrase, question, _FUZZY_NEEDED)
        return None

    def ranked(self, question: Question) -> list[Alternative]:
        """All places of that name, the likeliest first, those without a point last."""
        phrase = read_phrase(question.text)
        context = Context(self.lookup, question, phrase, (phrase.inside,), ())
        for name in phrase.names:
            if places := self.lookup.find(name):
                bare = [_unplaced(p) for p in places if p.lat is None]
                return context.rank(name, [p for p in places if p.lat is not None]) + bare
        return []

    def _decide(self, ranked: list[Alternative], phrase: Phrase, question: Question, needed: float) -> Answer:
        best = ranked[0]
        kept = tuple(ranked[:5])
        if best.type == "line":
            return Answer(reason="a river or a road is no point", alternatives=kept)
        if (full := _borne_in_full(best, ranked)) is not None:
            return Answer(reason=f"{full.name} bears the name in full, and lies elsewhere", alternatives=kept)
        rival = next(
            (a for a in ranked[1:] if distance_km(best.point, a.point) > _ONE_PLACE_KM and not same_area(a, best)), None
        )
        if best.score < needed:
            return Answer(reason="nothing in the text speaks for any place of that name", alternatives=kept)
        if rival is not None and best.score - rival.score < _MARGIN:
            return Answer(reason="several places of that name, and nothing decides between them", alternatives=kept)
        return replace(grounded(best, kept, phrase, question), signs=best.signs, confidence=confidence(best.signs))


def _plainly_named(answer: Answer, name: str) -> bool:
    """Whether the place that was taken bears just that name, and enough speaks for it to take so much on trust."""
    best = next((a for a in answer.alternatives if a.place_id == answer.place_id), None)
    return (
        best is not None
        and best.score >= _FUZZY_NEEDED
        and any(closeness(best.name, n) for n in read_phrase(name).names)
    )


def _instead(answer: Answer, way: str, precision: str, radius_km: float) -> Answer:
    """The answer for a place, given for something else that is only near it; `way` says how the two hang together."""
    signs = answer.signs | {way}
    return replace(
        answer,
        precision=precision,
        radius_km=max(answer.radius_km or 0.0, radius_km),
        signs=signs,
        confidence=confidence(signs),
    )


def _apart(a: Answer, b: Answer) -> bool:
    """Whether both have points, and those of two places."""
    return (
        None not in (a.lat, a.lon, b.lat, b.lon)
        and distance_km((a.lat or 0.0, a.lon or 0.0), (b.lat or 0.0, b.lon or 0.0)) > _ONE_PLACE_KM
    )


def _borne_in_full(best: Alternative, ranked: Sequence[Alternative]) -> Alternative | None:
    """For a place found by part of its name: another of that country whose whole name is the one asked for."""
    if not best.shortened:
        return None
    return next((a for a in ranked if not a.shortened and a.country == best.country and a.score > 0), None)


def _unplaced(place: GazetteerPlace) -> Alternative:
    return Alternative(
        place.place_id, place.name, place.type, place.country, place.admin, None, None, 0.0, ("has no point",)
    )
