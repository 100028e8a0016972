"""From one report to its events: scanning, claims, arguments, speakers, joining, selection."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from tawthiq.arabic.dates import DateMention
from tawthiq.arabic.words import Words, split_words
from tawthiq.coding.actors import Identities
from tawthiq.coding.building import Setting, build
from tawthiq.coding.choosing.joining import join_claims
from tawthiq.coding.choosing.scene import Scene, acts_of
from tawthiq.coding.choosing.sides import cast_of
from tawthiq.coding.claims import Claim, decide_status, decide_type, find_claims, find_weapons
from tawthiq.coding.context import find_context, hand_back
from tawthiq.coding.dateline import dateline
from tawthiq.coding.debris import debris_sentences
from tawthiq.coding.harm import find_casualties
from tawthiq.coding.roles import find_roles
from tawthiq.coding.scan import PlaceMention, Scanner, read_sentence
from tawthiq.coding.selection import is_background, select
from tawthiq.coding.sides import Sides
from tawthiq.coding.speakers import Speakers
from tawthiq.knowledge.actors import registry
from tawthiq.knowledge.lexicon import Lexicon, lexicon
from tawthiq.knowledge.models import LinearModel, linear_model
from tawthiq.knowledge.names import actor_names, place_names
from tawthiq.model import CodedReport, Event, EventDate, Report, Source


@dataclass(frozen=True, slots=True)
class Read:
    """A report read: its claims, and those that tell one act together; debris left out."""

    words: Words
    claims: list[Claim]
    groups: list[list[Claim]]
    # How probable it is that a group retells an act told before, by the `id` of its first claim.
    again: dict[int, float]
    published: dt.date | None
    setting: Setting
    scene: Scene


class ReportCoder:
    """Codes reports one by one; holds only what is the same for all of them."""

    def __init__(self) -> None:
        self.lexicon: Lexicon = lexicon()
        self.scanner = Scanner(self.lexicon, place_names(), actor_names())

    def code(self, report: Report) -> CodedReport:
        """The events of a report. A pure function of the report and the resources."""
        read = self.read(report, linear_model("joining"))
        told = select(read.words, read.groups, read.published, read.again)
        events = self.events(read, told) if told else ()
        return CodedReport(
            report.doc_id, report.text, events, report.title, report.outlet, report.published, report.extra
        )

    @staticmethod
    def events(read: Read, told: Sequence[tuple[int, float]]) -> tuple[Event, ...]:
        """The events of the groups told: the number of each, from 0, and the probability that it is news."""
        acts = acts_of(read.scene)
        cast = cast_of(acts)
        return tuple(build(read.setting, acts[n], cast, k, share) for k, (n, share) in enumerate(told, 1))

    def read(self, report: Report, joining: LinearModel) -> Read:
        """The report with the claims that tell one act joined by that model."""
        words = split_words(report.text)
        written = dateline(words) if report.published is None else None
        published = report.published or (written.start if written else None)
        claims = [claim for claim in self._claims(words, published) if not claim.dropped]
        country = _country(claims)
        sides = Sides(words, list({id(c.sentence): c.sentence for c in claims}.values()))
        identities = Identities(registry(), country, sides.mentions)
        groups, again = join_claims(words, claims, joining)
        scene = Scene(words, groups, country, sides)
        return Read(words, claims, groups, again, published, Setting(report, identities, written), scene)

    def _claims(self, words: Words, published: dt.date | None) -> list[Claim]:
        debris = debris_sentences(words)
        speakers = Speakers(words, self.scanner.actor_names)
        claims: list[Claim] = []
        last_places: list[PlaceMention] = []
        carried: EventDate | None = None
        for number in range(len(words.sentences)):
            sentence = read_sentence(words, number, self.lexicon)
            if sentence is None:
                continue
            self.scanner.scan(words, sentence, published)
            sources = speakers.of(sentence)
            before = claims[-1] if claims else None
            for claim in find_claims(words, sentence):
                self._fill(words, claim, sources, published, number in debris)
                if claim.date is None and carried is not None and not claim.background:
                    claim.carried = carried
                elif claim.date is not None and not claim.background and number not in debris:
                    carried = claim.date if claim.date.rule in _CARRIED else None
                if not claim.places and last_places and _refers(words, claim):
                    claim.places = last_places
                if claim.places:
                    last_places = claim.places
                if before is not None:
                    hand_back(words, claim, before)
                claims.append(claim)
        return claims

    def _fill(self, words: Words, claim: Claim, sources: list[Source], published: dt.date | None, debris: bool) -> None:
        find_weapons(words, claim)
        decide_type(claim)
        decide_status(words, claim)
        _places(claim)
        find_roles(words, claim)
        find_casualties(words, claim, self.lexicon)
        _retype(claim)
        claim.sources = list(sources)
        claim.date = _date(words, claim)
        _sum_of_many(claim)
        claim.background = is_background(words, claim, published)
        if debris:
            claim.dropped = "debris"
        find_context(words, claim)


# A day before publication, once said, holds for what the report goes on to tell.
_CARRIED = frozenset(("date.yesterday", "date.weekday"))


def _places(claim: Claim) -> None:
    inside = [p for p in claim.sentence.places if claim.first <= p.first < claim.last and not p.origin]
    claim.places = [p for p in inside if not p.container]
    narrow = [p for p in claim.places if not p.wide]
    if narrow:
        claim.places = narrow
    if len(claim.places) > 1 and claim.type_at is not None:
        claim.places = _nearest_cluster(claim.places, claim.type_at.at)


def _nearest_cluster(places: list[PlaceMention], at: int) -> list[PlaceMention]:
    """Of places far apart in a sentence those that stand together nearest to the act; behind it counts for more."""
    clusters: list[list[PlaceMention]] = [[places[0]]]
    for place in places[1:]:
        near = place.first - clusters[-1][-1].last <= 3
        if near:
            clusters[-1].append(place)
        else:
            clusters.append([place])
    return min(clusters, key=lambda c: c[0].first - at if c[0].first > at else (at - c[-1].last) * 1.5)


def _refers(words: Words, claim: Claim) -> bool:
    """«البلدة», «هناك»: the place said before."""
    refs = claim.sentence.where("ref", claim.first, claim.last)
    return any((entry := claim.sentence.entry(k, "ref")) is not None and entry.value == "place" for k in refs)


def _retype(claim: Claim) -> None:
    """Harm alone: a killing where a side did it to people, a report of death where nobody is named."""
    if claim.acts:
        return
    outcomes = {c.outcome for c in claim.casualties}
    if claim.type == "death_report" and any(role == "initiator" for _, role, _ in claim.actors):
        claim.type = "killing"
    if not outcomes & {"killed", "injured"}:
        for outcome, kind in (
            ("detained", "arrest"),
            ("abducted", "abduction"),
            ("displaced", "displacement"),
            ("released", "arrest"),
        ):
            if outcome in outcomes:
                claim.type = kind


def _sum_of_many(claim: Claim) -> None:
    """«منذ مطلع العام قُتل 54 شخصا»: a count over weeks is a sum over many acts, whatever act stands beside it."""
    date = claim.date
    counted = any((c.best and c.best >= 3) or (c.low or 0) > 3 for c in claim.casualties)
    if (
        counted
        and date is not None
        and date.start is not None
        and date.end is not None
        and (date.end - date.start).days > 6
    ):
        claim.type, claim.also, claim.weak = "cumulative_toll", [], False


def _date(words: Words, claim: Claim) -> EventDate | None:
    """The day said in the claim's window, else the only day of its sentence."""
    dates = claim.sentence.dates
    inside = [d for d in dates if claim.first <= d.first < claim.last]
    inside = [d for d in inside if d.start is not None] or inside
    chosen = inside[0] if inside else (dates[0] if len(dates) == 1 else None)
    if chosen is None:
        return None
    if len(inside) > 1 and claim.type_at is not None:
        at = claim.type_at.at
        chosen = min(inside, key=lambda d: (_is_long(d), _of_saying(words, claim, d), abs(d.first - at)))
    span = words.span(chosen.first, chosen.last)
    return EventDate(chosen.start, chosen.end, span.of(words.folded.raw), span, chosen.rule)


def _is_long(date: DateMention) -> bool:
    """A month or year beside a day in the same clause belongs to something else told there."""
    return date.start is not None and date.end is not None and (date.end - date.start).days > 6


def _of_saying(words: Words, claim: Claim, date: DateMention) -> bool:
    """«ذكر مسؤول أمس أن …»: the day on which it was said."""
    said = any(claim.sentence.entry(k, "say") for k in range(max(claim.sentence.first, date.first - 5), date.first))
    return said and date.last < len(words.forms) and words.forms[date.last] in ("ان", "انه", "انها", "عن", "بان")


def _country(claims: list[Claim]) -> str | None:
    """The country that most places named can be in; among equals, that of the best known places of those names."""
    possible: Counter[str] = Counter()
    best_known: Counter[str] = Counter()
    for claim in claims:
        for place in claim.sentence.places:
            possible.update({row.country for row in place.rows})
            best_known.update(row.country for row in place.rows[:1])
    return max(possible, key=lambda c: (possible[c], best_known[c], c)) if possible else None
