"""From an act to its event: each slot filled with what the rules and the learned models take for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

from tawthiq.arabic.words import Words
from tawthiq.coding.actors import Identities
from tawthiq.coding.choosing import harm, kinds, places, sides
from tawthiq.coding.choosing.scene import Act
from tawthiq.coding.claims import Claim
from tawthiq.coding.scan import ActorMention, PlaceMention
from tawthiq.knowledge.models import class_model, linear_model
from tawthiq.model import Actor, Casualty, Event, EventDate, EvidenceValue, Place, Report, Source, Span, Weapon


@dataclass(frozen=True, slots=True)
class Setting:
    """What the events of one report share."""

    report: Report
    identities: Identities
    dateline: EventDate | None


def build(setting: Setting, act: Act, cast: sides.Cast, number: int, share: float) -> Event:
    """The event of an act; `number` from 1 in the report, `share` the probability that it is news."""
    words, group, lead = act.scene.words, act.claims, act.lead
    assert lead.type_at is not None
    trigger = words.span(lead.type_at.at, lead.type_at.at + lead.type_at.length)
    said, status_span = _status(words, lead, group, trigger)
    date = _date(group, setting.report.published, trigger, setting.dateline)
    kind = _type(act, trigger)
    return Event(
        event_id=f"{setting.report.doc_id}#{number}",
        type=kind,
        type_also=_also(words, act, kind.value),
        status=EvidenceValue(said, status_span, "status." + said),
        date=date,
        evidence=tuple(c.evidence(words) for c in group),
        places=_places(act),
        actors=_actors(setting, act, cast, date.start or setting.report.published),
        casualties=_casualties(act),
        weapons=_weapons(group),
        sources=_sources(group),
        agreement=next((c.agreement for c in group if c.agreement), None),
        operation=next((c.operation for c in group if c.operation), None),
        damage=next((c.damage for c in group if c.damage), None),
        denied_by=_deniers(group, said),
        confidence=round(share, 3),
    )


def _type(act: Act, trigger: Span) -> EvidenceValue:
    """The likeliest type: the rules' own, with their rule, or another that the act's words make likelier."""
    shares = class_model("type").shares(kinds.features(act))
    best = max(shares, key=shares.__getitem__)
    assert act.lead.type_at is not None
    rule = act.lead.type_at.entry.rule if best == act.lead.type else "type.weighed"
    return EvidenceValue(best, trigger, rule, round(shares[best], 3))


def _also(words: Words, act: Act, kind: str) -> tuple[EvidenceValue, ...]:
    also = {t: words.span(at.at, at.at + at.length) for c in act.claims for t, at in c.also if t != kind}
    return tuple(EvidenceValue(t, span, "type.joint") for t, span in also.items())


def _status(words: Words, lead: Claim, group: list[Claim], trigger: Span) -> tuple[str, Span]:
    status = next((c for c in (lead, *group[:2]) if _sets_status(c, lead, group)), lead)
    said = (
        status.status
        if status.status not in ("denied", "threatened") or _sets_status(status, lead, group)
        else "occurred"
    )
    cue = status.status_at
    return said, words.span(cue, cue + 1) if cue is not None and said != "occurred" else trigger


def _sets_status(claim: Claim, lead: Claim, group: list[Claim]) -> bool:
    """Whether a claim's status is the event's; a denial is, where nobody claims what is denied."""
    if claim.status in ("occurred", "denied", "threatened"):
        return claim.status != "occurred" and all(c.status == claim.status for c in group)
    return claim.type == lead.type


def _date(group: list[Claim], published: dt.date | None, trigger: Span, dateline: EventDate | None) -> EventDate:
    dated = [c for c in group if c.date is not None and c.date.start is not None]
    said = [c.date for c in dated if not c.background and c.date] or [c.date for c in dated if c.date]
    if said and not (all(c.background for c in dated) and not all(c.background for c in group)):
        return min(said, key=lambda d: ((d.end - d.start).days if d.start and d.end else 99, d.span.start))
    if group[0].carried is not None:
        return group[0].carried
    if group[0].background or all(c.background for c in group):
        return EventDate(None, None, None, trigger, "date.none")
    return dateline or EventDate(published, published, None, trigger, "date.publication")


# How probable a place must be, and the likeliest where none is: an act happens somewhere.
_PLACE, _ONLY_PLACE = 0.5, 0.3


def _places(act: Act) -> tuple[Place, ...]:
    """The places weighed as the act's, in the order of the text; of a name inside a longer one the likelier."""
    model = linear_model("places")
    found = places.candidates(act)
    shares = [model.share(candidate.features) for candidate in found]
    likely = sorted((k for k, share in enumerate(shares) if share > _PLACE), key=lambda k: -shares[k])
    if not likely and found and max(shares) > _ONLY_PLACE:
        likely = [max(range(len(found)), key=shares.__getitem__)]
    # A road has two ends, or none.
    ends = [k for k, candidate in enumerate(found) if candidate.shown(act).relation == "road"]
    if any(k in ends for k in likely):
        likely += [k for k in ends if k not in likely]
    kept: list[int] = []
    for k in likely:
        if not any(found[k].names <= found[o].names or found[o].names <= found[k].names for o in kept):
            kept.append(k)
    return tuple(_place(act, found[k].shown(act), round(shares[k], 3)) for k in sorted(kept))


def _place(act: Act, mention: PlaceMention, share: float) -> Place:
    words, country = act.scene.words, act.scene.country
    span = words.span(mention.first, mention.last, mention.skip)
    within = mention.within
    inside = words.span(within.first, within.last, within.skip) if within else None
    rows = mention.rows
    row = next((r for r in rows if r.country == country), rows[0] if rows else None)
    raw = words.folded.raw
    return Place(
        span.of(raw), span, mention.rule, inside.of(raw) if inside else None, mention.relation,
        row.country if row else country, row.lat if row else None, row.lon if row else None,
        row.place_id if row else None, confidence=share, within_span=inside,
    )  # fmt: skip


# How probable it must be that a side has a role at all: less where a rule gives it one.
_ROLE, _ROLE_BY_RULE = 0.45, 0.35


def _actors(setting: Setting, act: Act, cast: sides.Cast, day: dt.date | None) -> tuple[Actor, ...]:
    """Each side once, under its fullest name, in its likeliest role; the surest first."""
    out: list[Actor] = []
    seen: list[frozenset[str]] = []
    states: set[tuple[str, str]] = set()
    for share, role, candidate in sorted(_roles(act, cast), key=lambda entry: -entry[0]):
        full = candidate.full
        name = frozenset(w.removeprefix("ال") for w in act.scene.sides.name(full))
        state = _state(role, full)
        if any(name <= n or n <= name for n in seen) or (state is not None and state in states):
            continue
        if state is not None:
            states.add(state)
        seen.append(name)
        out.append(
            _actor(
                act.scene.words,
                full,
                role,
                candidate.rule(role),
                setting.identities.of(full, day).actor_id,
                round(share, 3),
            )
        )
    return tuple(out)


def _roles(act: Act, cast: sides.Cast) -> Iterator[tuple[float, str, sides.SideCandidate]]:
    """The sides that have a part in the act: how probable the role is, the role, the side."""
    model = class_model("sides")
    for candidate in sides.candidates(act, cast):
        shares = model.shares(candidate.features)
        role = max(sides.ROLES, key=shares.__getitem__)
        part = 1 - shares["none"]
        if any(rule == "role.protesters" for _, rule in candidate.ruled):
            # Who protests acts, whoever else is named; the models have seen too few of them.
            yield max(part, _ROLE), "initiator", candidate
        elif part > (_ROLE_BY_RULE if candidate.ruled else _ROLE) and (
            act.lead.type != "protest" or role == "initiator"
        ):
            signs = act.lead.type == "agreement" and bool(candidate.ruled)
            yield part, "party" if signs else role, candidate


def _state(role: str, side: ActorMention) -> tuple[str, str] | None:
    """The state that a side stands for in a role, where it stands for one."""
    if role == "party":
        return None
    if side.rows and side.rows[0].of_state and side.rows[0].country:
        return role, side.rows[0].country
    return (role, side.nation) if side.nation else None


def _actor(words: Words, mention: ActorMention, role: str, rule: str, actor_id: str | None, share: float) -> Actor:
    span = words.span(mention.first, mention.last, mention.skip)
    return Actor(span.of(words.folded.raw).strip('"“”«» '), role, span, rule, actor_id, share)


# How probable a count must be.
_COUNT = 0.45
# How probable a group of people must be against what the count's own words say: «قتلى» alone tells of none.
_GROUP = 0.56


def _casualties(act: Act) -> tuple[Casualty, ...]:
    """The counts weighed as the act's own, each with its likeliest group of people."""
    model, people = linear_model("harm"), class_model("people")
    several = len({s.text for claim in act.claims for s in claim.sources}) > 1
    out: list[Casualty] = []
    for candidate in harm.candidates(act):
        share = model.share(candidate.features)
        if share <= _COUNT:
            continue
        groups = people.shares(candidate.of_people)
        claim, casualty = candidate.fullest()
        likeliest = max(groups, key=groups.__getitem__)
        group = likeliest if groups[likeliest] >= _GROUP else casualty.group
        casualty = replace(casualty, group=group, confidence=round(share, 3))
        out.append(_said_by(casualty, claim, several))
    return tuple(out)


def _said_by(casualty: Casualty, claim: Claim, several: bool) -> Casualty:
    """Where an event has several speakers, a count carries the one who gives it."""
    return replace(casualty, source=claim.sources[0].text) if several and claim.sources else casualty


def _weapons(group: list[Claim]) -> tuple[Weapon, ...]:
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


def _sources(group: list[Claim]) -> tuple[Source, ...]:
    out: dict[str, Source] = {}
    claiming = [c for c in group if c.status != "denied"] or group
    for source in (s for c in claiming for s in c.sources):
        out.setdefault(source.text, source)
    return tuple(out.values())
