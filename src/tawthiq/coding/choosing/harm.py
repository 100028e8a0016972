"""Candidates for the harm that an act did: counts of people, each with named features."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from tawthiq.coding.choosing.scene import Act, bucket, once
from tawthiq.coding.claims import Claim
from tawthiq.model import Casualty


@dataclass(slots=True)
class HarmCandidate:
    """One count as the report gives it around an act: outcome and bounds, with every telling of it."""

    tellings: list[tuple[Claim, Casualty]] = field(default_factory=list)
    features: list[str] = field(default_factory=list)
    # What speaks for each group of people.
    of_people: list[str] = field(default_factory=list)

    @property
    def first(self) -> Casualty:
        return self.tellings[0][1]

    def fullest(self) -> tuple[Claim, Casualty]:
        """The first telling that names people or tells a part of them, else the first."""
        return next((told for told in self.tellings if told[1].names or told[1].of_which), self.tellings[0])


def key_of(c: Casualty) -> tuple[str, int | None, int | None, int | None]:
    return c.outcome, c.low, c.best, c.high


def candidates(act: Act) -> list[HarmCandidate]:
    """All counts told in the act's sentences. Those of another act in the next are never its own, by folds on coded reports."""
    chosen = by_rule(act.claims)
    out: dict[tuple[object, ...], HarmCandidate] = {}
    mine = {id(c) for c in act.claims}
    claims = list(act.claims)
    others = (c for group in act.scene.groups for c in group if c.sentence.number in act.told and id(c) not in mine)
    claims += sorted(others, key=lambda c: c.sentence.number)
    for claim in claims:
        for casualty in claim.casualties:
            # Two counts of one form but of two groups of people («مدني وجندي») are two.
            key = (*key_of(casualty), casualty.group if id(claim) in mine else "")
            other = next(
                (k for k in out if k[:4] == key[:4] and (k[4] == key[4] or "unknown" in (k[4], key[4]) or not key[4])),
                key,
            )
            out.setdefault(other, HarmCandidate()).tellings.append((claim, casualty))
    listed = list(out.values())
    for candidate in listed:
        _describe(act, candidate, listed, chosen, mine)
        candidate.features, candidate.of_people = once(candidate.features), once(candidate.of_people)
    return listed


def _describe(
    act: Act, candidate: HarmCandidate, others: list[HarmCandidate], chosen: Sequence[Casualty], mine: set[int]
) -> None:
    add = candidate.features.append
    first = candidate.first
    kind = act.lead.type
    form = _form(first)
    ruled = any(key_of(c) == key_of(first) for c in chosen)
    own = any(id(claim) in mine for claim, _ in candidate.tellings)
    in_lead = any(claim is act.lead for claim, _ in candidate.tellings)
    where = "lead" if in_lead else "own" if own else "other"
    rivals = [o for o in others if o is not candidate and o.first.outcome == first.outcome]
    own_rivals = [o for o in rivals if any(id(c) in mine for c, _ in o.tellings)]
    exact = any(o.first.best for o in own_rivals)
    bigger = any((o.first.best or o.first.low or 0) > (first.best or first.low or 0) for o in own_rivals)
    smaller = any((o.first.best or o.first.low or 0) < (first.best or first.low or 0) for o in own_rivals)
    add(f"rule={ruled}|{where}")
    add(f"rule={ruled}|{where}|{form}")
    add(f"rule={ruled}|{form}|{first.outcome}")
    add(f"outcome={first.outcome}|{kind}")
    add(f"outcome={first.outcome}|{where}")
    add(f"form={form}|exact={exact}|{where}")
    add(f"form={form}|big={bigger}|small={smaller}")
    add(f"rule={ruled}|big={bigger}|small={smaller}|{where}")
    add(f"rivals={min(len(own_rivals), 4)}|{where}|{ruled}")
    add(f"total={min(len(others), 6)}|{where}")
    add(f"tellings={min(len(candidate.tellings), 3)}|{ruled}")
    same_group = any(o.first.group == first.group for o in own_rivals)
    add(f"group={first.group}|same={same_group}|{ruled}")
    if first.best:
        add(
            f"number={'1' if first.best == 1 else '2' if first.best == 2 else 'few' if first.best < 10 else 'tens' if first.best < 100 else 'many'}|{where}"
        )
    fuller = [o for o in own_rivals if first.text in o.first.text and o.first.text != first.text]
    add(f"inside={bool(fuller)}")
    for claim, casualty in candidate.tellings:
        _telling(act, candidate, claim, casualty, ruled, id(claim) in mine)


def _form(c: Casualty) -> str:
    if c.best == 0:
        return "zero"
    if c.best is None:
        return (
            "both"
            if c.high is not None and c.low == 1
            else "plural"
            if c.low == 3
            else "between"
            if c.high
            else "bound"
        )
    return "exact" if c.low == c.high else "bounded"


def _telling(act: Act, candidate: HarmCandidate, claim: Claim, casualty: Casualty, ruled: bool, own: bool) -> None:
    add, words = candidate.features.append, act.scene.words
    forms, sentence = words.forms, claim.sentence
    first, last = tokens_of(act, claim, casualty)
    where = act.where(sentence, first, last)
    add(f"by={casualty.rule}|{ruled}")
    add(f"by={casualty.rule}|{own}")
    add(f"where={where}|{ruled}")
    add(f"near={bucket(act.distance(sentence, first))}|{where[:5]}")
    add(f"background={claim.background}|{own}")
    add(f"status={claim.status}")
    add(f"type={claim.type}|{act.lead.type}")
    add(f"order={min(act.claims.index(claim), 3) if own else 'x'}|{ruled}")
    before = forms[max(sentence.first, first - 3) : first]
    behind = forms[last : min(last + 4, sentence.last)]
    for form in before:
        add(f"before={_stem(form)}")
    if before:
        add(f"before1={before[-1]}")
    for form in behind:
        add(f"behind={_stem(form)}")
    add(f"behind1={behind[0] if behind else '$'}")
    for form in forms[first:last]:
        add(f"in={_stem(form)}")
    _people(act, candidate, claim, casualty, first, last)


def _people(act: Act, candidate: HarmCandidate, claim: Claim, casualty: Casualty, first: int, last: int) -> None:
    add, sentence, forms = candidate.of_people.append, claim.sentence, act.scene.words.forms
    add(f"rule={casualty.group}")
    add(f"rule={casualty.group}|{act.lead.type}")
    add(f"by={casualty.rule}|{casualty.group}")
    add(f"kind={act.lead.type}|{casualty.outcome}")
    for form in forms[first:last]:
        add(f"in={_stem(form)}")
    for form in forms[last : min(last + 5, sentence.last)]:
        add(f"behind={_stem(form)}")
    for form in forms[max(sentence.first, first - 4) : first]:
        add(f"before={_stem(form)}")
    if last < sentence.last:
        add(f"behind1={_stem(forms[last])}")
    for actor, role, _ in claim.actors:
        what = actor.rows[0].kind if actor.rows else "other"
        add(f"{role}={what}")
        add(f"{role}={what}|{casualty.group}")
        if first - 1 <= actor.first <= last + 3:
            add(f"side-near={what}|{casualty.group}")
    if casualty.names:
        add(f"named|{casualty.group}")
    for word in _PEOPLE:
        if word in forms[sentence.first : sentence.last]:
            add(f"sentence-has={word}|{casualty.group}")
    others = {c.group for other in act.claims for c in other.casualties if c is not casualty}
    add(f"others={'|'.join(sorted(others))}|{casualty.group}")


_PEOPLE = (
    "مدنيين",
    "مدنيون",
    "المدنيين",
    "مدني",
    "مدنيا",
    "عنصر",
    "عناصر",
    "جنود",
    "مقاتلين",
    "مسلحين",
    "مسلحا",
    "اطفال",
    "نساء",
    "الجيش",
    "الشرطه",
)


def _stem(form: str) -> str:
    return form.removeprefix("و").removeprefix("ال") if len(form) > 4 else form


def tokens_of(act: Act, claim: Claim, casualty: Casualty) -> tuple[int, int]:
    """The tokens of a count's words."""
    words, sentence = act.scene.words, claim.sentence
    starts, at = words.starts, words.folded.at
    tokens = range(sentence.first, sentence.last)
    first = tokens[max(0, bisect_right(tokens, casualty.span.start, key=lambda k: at(starts[k])) - 1)]
    last = first + 1
    while last < sentence.last and at(starts[last]) < casualty.span.end:
        last += 1
    return first, last


def by_rule(group: list[Claim]) -> tuple[Casualty, ...]:
    """One entry for each outcome and group; exact figures beat plurals, later detail beats the lead, rivals' figures both stand."""
    out: list[tuple[Casualty, frozenset[str]]] = []
    for claim in group:
        speakers = frozenset(source.text for source in claim.sources)
        for casualty in claim.casualties:
            place = next(
                (k for k, (c, _) in enumerate(out) if c.outcome == casualty.outcome and _same_people(c, casualty)), None
            )
            if place is None or any(_rivals(casualty, speakers, *other) for other in out):
                out.append((casualty, speakers))
                continue
            old = out[place][0]
            known = casualty.group if casualty.group != "unknown" else old.group
            if _better(casualty, old):
                out[place] = replace(casualty, group=known), speakers
            elif old.group == "unknown":
                out[place] = replace(old, group=known), out[place][1]
    kept = [c for c, _ in out if not (c.best == 0 and any(o.best != 0 and o.outcome == c.outcome for o, _ in out))]
    return tuple(c for c in kept if not ("ضحايا" in c.text and c.best is None and any(o.best for o in kept)))


def _rivals(new: Casualty, speakers: frozenset[str], old: Casualty, others: frozenset[str]) -> bool:
    """Two speakers' exact figures that differ stand beside each other, neither instead of the other."""
    apart = bool(speakers) and bool(others) and speakers.isdisjoint(others)
    return (
        apart
        and (new.outcome, new.group) == (old.outcome, old.group)
        and bool(new.best and old.best)
        and new.best != old.best
    )


def _same_people(a: Casualty, b: Casualty) -> bool:
    return a.group == b.group or "unknown" in (a.group, b.group)


def _better(new: Casualty, old: Casualty) -> bool:
    exact = new.best is not None and (old.best is None or old.best == 0)
    bounded = (
        bool(new.best) and new.best == old.best and new.low == old.low and new.high is None and old.high is not None
    )
    return exact or bounded
