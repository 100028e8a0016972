"""From one report to its events: scanning, claims, arguments, speakers, merging, selection."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from tawthiq.arabic.dates import DateMention, find_dates
from tawthiq.arabic.words import Words, split_words
from tawthiq.coding.actors import Identities
from tawthiq.coding.claims import Claim, decide_status, decide_type, find_claims, find_weapons
from tawthiq.coding.context import find_context
from tawthiq.coding.debris import debris_sentences
from tawthiq.coding.harm import find_casualties
from tawthiq.coding.merging import merge_claims, names_of
from tawthiq.coding.roles import find_roles
from tawthiq.coding.scan import ActorMention, PlaceMention, Scanner, read_sentence
from tawthiq.coding.selection import is_background, select, weighed
from tawthiq.coding.sides import Sides
from tawthiq.coding.speakers import Speakers
from tawthiq.coding.worth import Features, leading
from tawthiq.knowledge.actors import registry
from tawthiq.knowledge.lexicon import Lexicon, lexicon
from tawthiq.knowledge.names import actor_names, place_names
from tawthiq.model import (
    Actor,
    Casualty,
    CodedReport,
    Event,
    EventDate,
    EvidenceValue,
    Place,
    Report,
    Source,
    Span,
    Weapon,
)


@dataclass(frozen=True, slots=True)
class _Read:
    """What is the same for all events of one report."""

    report: Report
    words: Words
    groups: list[list[Claim]]
    published: dt.date | None
    country: str | None
    sides: Sides
    identities: Identities
    dateline: EventDate | None

    def event(self, group: list[Claim], number: int, share: float) -> Event:
        """The event that a group of claims tells, with the probability that it is news."""
        return _event(self, group, number, share)


class ReportCoder:
    """Codes reports one by one; holds only what is the same for all of them."""

    def __init__(self) -> None:
        self.lexicon: Lexicon = lexicon()
        self.scanner = Scanner(self.lexicon, place_names(), actor_names())

    def code(self, report: Report) -> CodedReport:
        """The events of a report. A pure function of the report and the resources."""
        read = self._read(report)
        chosen = select(read.words, read.groups, read.published)
        events = [read.event(group, k, share) for k, (group, share) in enumerate(chosen, 1)]
        return CodedReport(
            report.doc_id, report.text, tuple(events), report.title, report.outlet, report.published, report.extra
        )

    def weighed(self, report: Report) -> list[tuple[Event, Features]]:
        """All groups of claims as events, coded or not, with what speaks for each: what the selection is fitted to."""
        read = self._read(report)
        told = weighed(read.words, read.groups, read.published)
        return [(read.event(group, k, 0.0), features) for k, (group, features) in enumerate(told, 1)]

    def _read(self, report: Report) -> _Read:
        words = split_words(report.text)
        dateline = _dateline(words) if report.published is None else None
        published = report.published or (dateline.start if dateline else None)
        claims = self._claims(words, published)
        country = _country(claims)
        sides = Sides(words, list({id(c.sentence): c.sentence for c in claims if not c.dropped}.values()))
        identities = Identities(registry(), country, sides.mentions)
        return _Read(report, words, merge_claims(words, claims), published, country, sides, identities, dateline)

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
        _damage(words, claim)
        find_context(words, claim)


# A day written with its year in one of the first sentences dates a report whose publication nobody told.
_HEAD_OF_REPORT = 4
_SINCE = frozenset("منذ بعد قبل حتي عام ذكري".split())


def _dateline(words: Words) -> EventDate | None:
    """The first full date at the head of a report, or None."""
    for first, last in words.sentences[:_HEAD_OF_REPORT]:
        for date in find_dates(words.forms, first, last, None):
            before = words.forms[date.first - 1] if date.first > first else ""
            if date.rule.startswith("date.calendar") and date.start is not None and date.start == date.end and before not in _SINCE:
                span = words.span(date.first, date.last)
                return EventDate(date.start, date.end, span.of(words.folded.raw), span, "date.dateline")
    return None


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
        for outcome, kind in (("detained", "arrest"), ("abducted", "abduction"), ("displaced", "displacement"), ("released", "arrest")):
            if outcome in outcomes:
                claim.type = kind


def _sum_of_many(claim: Claim) -> None:
    """«منذ مطلع العام قُتل 54 شخصا»: a count over weeks is a sum over many acts, whatever act stands beside it."""
    date = claim.date
    counted = any((c.best and c.best >= 3) or (c.low or 0) > 3 for c in claim.casualties)
    if counted and date is not None and date.start is not None and date.end is not None and (date.end - date.start).days > 6:
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


def _damage(words: Words, claim: Claim) -> None:
    for k in claim.sentence.where("damage", claim.first, claim.last):
        entry = claim.sentence.entry(k, "damage")
        if entry is not None:
            end = k + 1
            while end < claim.last and end - k < 6 and words.forms[end].isalpha() and words.forms[end] not in ("في", "جراء", "دون", "حسب"):
                end += 1
            span = words.span(k, end)
            claim.damage = EvidenceValue(span.of(words.folded.raw), span, entry.rule)
            return


def _country(claims: list[Claim]) -> str | None:
    """The country that most places named can be in; among equals, that of the best known places of those names."""
    possible: Counter[str] = Counter()
    best_known: Counter[str] = Counter()
    for claim in claims:
        for place in claim.sentence.places:
            possible.update({row.country for row in place.rows})
            best_known.update(row.country for row in place.rows[:1])
    return max(possible, key=lambda c: (possible[c], best_known[c], c)) if possible else None


def _event(read: _Read, group: list[Claim], number: int, share: float) -> Event:
    words, report, country, sides, dateline = read.words, read.report, read.country, read.sides, read.dateline
    lead = leading(group)
    assert lead.type_at is not None
    trigger = words.span(lead.type_at.at, lead.type_at.at + lead.type_at.length)
    status = next((c for c in (lead, *group[:2]) if _sets_status(c, lead, group)), lead)
    said = status.status if status.status not in ("denied", "threatened") or _sets_status(status, lead, group) else "occurred"
    status_span = words.span(status.status_at, status.status_at + 1) if status.status_at is not None and said != "occurred" else trigger
    also = {t: words.span(at.at, at.at + at.length) for c in group for t, at in c.also if t != lead.type}
    date = _event_date(group, report.published, trigger, dateline)
    return Event(
        event_id=f"{report.doc_id}#{number}",
        type=EvidenceValue(lead.type, trigger, lead.type_at.entry.rule),
        type_also=tuple(EvidenceValue(t, span, "type.joint") for t, span in also.items()),
        status=EvidenceValue(said, status_span, "status." + said),
        date=date,
        evidence=tuple(c.evidence(words) for c in group),
        places=_event_places(words, group, country),
        actors=_event_actors(words, group, sides, read.identities, date.start or report.published),
        casualties=_event_casualties(group),
        weapons=_event_weapons(group),
        sources=_event_sources(group),
        agreement=next((c.agreement for c in group if c.agreement), None),
        operation=next((c.operation for c in group if c.operation), None),
        damage=next((c.damage for c in group if c.damage), None),
        denied_by=_deniers(group, said),
        confidence=round(share, 3),
    )


def _sets_status(claim: Claim, lead: Claim, group: list[Claim]) -> bool:
    """Whether a claim's status is the event's; a denial is, where nobody claims what is denied."""
    if claim.status in ("occurred", "denied", "threatened"):
        return claim.status != "occurred" and all(c.status == claim.status for c in group)
    return claim.type == lead.type


def _event_date(group: list[Claim], published: dt.date | None, trigger: Span, dateline: EventDate | None) -> EventDate:
    dated = [c for c in group if c.date is not None and c.date.start is not None]
    said = [c.date for c in dated if not c.background and c.date] or [c.date for c in dated if c.date]
    if said and not (all(c.background for c in dated) and not all(c.background for c in group)):
        return min(said, key=lambda d: ((d.end - d.start).days if d.start and d.end else 99, d.span.start))
    if group[0].carried is not None:
        return group[0].carried
    if group[0].background or all(c.background for c in group):
        return EventDate(None, None, None, trigger, "date.none")
    return dateline or EventDate(published, published, None, trigger, "date.publication")


def _event_places(words: Words, group: list[Claim], country: str | None) -> tuple[Place, ...]:
    """The places of the claim that tells them first, or of a later one that lies inside them."""
    chosen: list[PlaceMention] = []
    for claim in group:
        mine = _distinct(words, claim.places)
        if not mine:
            continue
        if not chosen or _more_exact(words, chosen, mine):
            chosen = mine
    return tuple(_place(words, p, country) for p in chosen)


def _distinct(words: Words, places: list[PlaceMention]) -> list[PlaceMention]:
    out: list[PlaceMention] = []
    for place in places:
        name = names_of(words, place)
        if name and not any(name <= names_of(words, o) or names_of(words, o) <= name for o in out):
            out.append(place)
    return out


def _more_exact(words: Words, old: list[PlaceMention], new: list[PlaceMention]) -> bool:
    """Whether the new places lie in the old ones: «إدلب», then «بلدة … بريف إدلب»."""
    if all(p.wide for p in old) and not all(p.wide for p in new):
        return True
    known = frozenset().union(*(names_of(words, p) for p in old))
    fresh = [p for p in new if not names_of(words, p) & known]
    return bool(fresh) and all(p.within is not None and names_of(words, p.within) & known for p in fresh)


def _place(words: Words, mention: PlaceMention, country: str | None) -> Place:
    span = words.folded.span(words.starts[mention.first] + mention.skip, words.ends[mention.last - 1])
    within = mention.within
    inside = words.folded.span(words.starts[within.first] + within.skip, words.ends[within.last - 1]) if within else None
    rows = mention.rows
    row = next((r for r in rows if r.country == country), rows[0] if rows else None)
    raw = words.folded.raw
    return Place(
        span.of(raw), span, mention.rule, inside.of(raw) if inside else None, mention.relation,
        row.country if row else country, row.lat if row else None, row.lon if row else None,
        row.place_id if row else None,
    )  # fmt: skip


# «إسرائيل» and «جيش الاحتلال» in one role are one side.
_OF_STATE = frozenset(("state_forces", "other_state"))


def _event_actors(
    words: Words, group: list[Claim], sides: Sides, identities: Identities, day: dt.date | None
) -> tuple[Actor, ...]:
    """Each side once, under its fullest name; the first role said stands."""
    out: list[Actor] = []
    seen: list[tuple[str, frozenset[str]]] = []
    states: set[tuple[str, str] | None] = set()
    for mention, role, rule in _by_weight(group):
        full = sides.full(mention)
        if full is None:
            continue
        name = frozenset(w.removeprefix("ال") for w in sides.name(full))
        actor_id = identities.of(full, day).actor_id
        key = actor_id or full.nation
        if any((key and key == k) or name <= n or n <= name for k, n in seen):
            continue
        if mention.nation and any(a.role == role for a in out):
            continue
        state = (role, full.rows[0].country) if role != "party" and full.rows and full.rows[0].kind in _OF_STATE and full.rows[0].country else None
        if state is not None and state in states:
            continue
        states.add(state)
        seen.append((key, name))
        out.append(_actor(words, full, role, rule, actor_id))
    return tuple(out)


def _by_weight(group: list[Claim]) -> Iterable[tuple[ActorMention, str, str]]:
    named = [entry for c in group for entry in c.actors]
    return sorted(named, key=lambda entry: (bool(entry[0].nation), not entry[0].rows))


def _actor(words: Words, mention: ActorMention, role: str, rule: str, actor_id: str | None) -> Actor:
    span = words.folded.span(words.starts[mention.first] + mention.skip, words.ends[mention.last - 1])
    return Actor(span.of(words.folded.raw).strip('"“”«» '), role, span, rule, actor_id)


def _event_casualties(group: list[Claim]) -> tuple[Casualty, ...]:
    """One entry for each outcome and group; exact figures beat plurals, later detail beats the lead."""
    out: list[Casualty] = []
    several = len({s.text for claim in group for s in claim.sources}) > 1
    for casualty in (_said_by(c, claim, several) for claim in group for c in claim.casualties):
        if any(_rivals(casualty, other) for other in out):
            out.append(casualty)
            continue
        place = next((k for k, c in enumerate(out) if c.outcome == casualty.outcome and _same_people(c, casualty)), None)
        if place is None:
            out.append(casualty)
        elif _better(casualty, out[place]):
            out[place] = replace(casualty, group=casualty.group if casualty.group != "unknown" else out[place].group)
        elif out[place].group == "unknown" and casualty.group != "unknown":
            out[place] = replace(out[place], group=casualty.group)
    out = [c for c in out if not (c.best == 0 and any(o.best != 0 and o.outcome == c.outcome for o in out))]
    return tuple(c for c in out if not ("ضحايا" in c.text and c.best is None and any(o.best for o in out)))


def _said_by(casualty: Casualty, claim: Claim, several: bool) -> Casualty:
    """Where an event has several speakers, a count carries the one who gives it."""
    return replace(casualty, source=claim.sources[0].text) if several and claim.sources else casualty


def _rivals(new: Casualty, old: Casualty) -> bool:
    """Two speakers' exact figures that differ stand beside each other, neither instead of the other."""
    named = new.source is not None and old.source is not None and new.source != old.source
    return named and (new.outcome, new.group) == (old.outcome, old.group) and bool(new.best and old.best) and new.best != old.best


def _same_people(a: Casualty, b: Casualty) -> bool:
    return a.group == b.group or "unknown" in (a.group, b.group)


def _better(new: Casualty, old: Casualty) -> bool:
    exact = new.best is not None and (old.best is None or old.best == 0)
    bounded = bool(new.best) and new.best == old.best and new.low == old.low and new.high is None and old.high is not None
    return exact or bounded


def _event_weapons(group: list[Claim]) -> tuple[Weapon, ...]:
    out: dict[str, Weapon] = {}
    for weapon in (w for c in group for w in c.weapons):
        out.setdefault(weapon.kind, weapon)
    if "aircraft" in out and "rocket" in out and not {"artillery", "mortar"} & set(out):
        out["missile"] = replace(out.pop("rocket"), kind="missile")
    if "drone" in out or "helicopter" in out:
        out.pop("aircraft", None)
    return tuple(out.values())


def _deniers(group: list[Claim], status: str) -> tuple[Source, ...]:
    """Who denies an act that others claim."""
    if status == "denied":
        return ()
    return tuple({s.text: s for c in group if c.status == "denied" for s in c.sources}.values())


def _event_sources(group: list[Claim]) -> tuple[Source, ...]:
    out: dict[str, Source] = {}
    claiming = [c for c in group if c.status != "denied"] or group
    for source in (s for c in claiming for s in c.sources):
        out.setdefault(source.text, source)
    return tuple(out.values())
