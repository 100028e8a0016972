"""Which organisation a name means in this report: by day, by country, by who else is named."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from tawthiq.coding.scan import ActorMention
from tawthiq.knowledge.actors import Registry

# «غارة حوثية» names no state; its code in the lexicon stands for the group.
_NATIONS = {"YE-H": "houthi"}


@dataclass(frozen=True, slots=True)
class Choice:
    """The organisation that a name means, or None, and the reasons: what each step left out, in order."""

    actor_id: str | None
    reasons: tuple[str, ...]


def choose(
    candidates: Sequence[str], registry: Registry, country: str | None, day: dt.date | None, company: Iterable[str]
) -> Choice:
    """One of the ids that a name may mean, the likeliest first. A pure function.

    `country` is the report's (ISO code), `day` that of the event, `company` the ids of the other sides of the report.
    """
    if not candidates:
        return Choice(None, ("unknown",))
    others = [c for c in company if c not in candidates]
    meant = _with_heads(candidates, registry, country, day, others)
    left, reasons = _narrowed(meant, registry, country, day, others)
    if left[0] not in candidates:
        reasons.append("stands-for")
    return Choice(left[0], tuple(reasons) or ("only" if len(candidates) == 1 else "first-listed",))


def _narrowed(
    left: list[str], registry: Registry, country: str | None, day: dt.date | None, others: list[str]
) -> tuple[list[str], list[str]]:
    """What each test leaves; a test that leaves none, or all, says nothing."""
    reasons: list[str] = []
    tests: tuple[tuple[str, Callable[[str], int]], ...] = (
        ("day", lambda c: _in_time(c, registry, day)),
        ("country", lambda c: _at_home(c, registry, country)),
        ("company", lambda c: _known_to(c, registry, others)),
    )
    for reason, rank in tests:
        ranks = {c: rank(c) for c in left}
        best = max(ranks.values())
        if min(ranks.values()) < best:
            left = [c for c in left if ranks[c] == best]
            reasons.append(reason)
    return left, reasons


def _with_heads(
    candidates: Sequence[str], registry: Registry, country: str | None, day: dt.date | None, others: list[str]
) -> list[str]:
    """A bare head («الجيش») replaced by what it stands for here: in the country, else among the sides named."""
    out: list[str] = []
    for candidate in candidates:
        meant = registry.meant_by(candidate, country, day) if country else ()
        named = tuple(m for m in registry.meant_by(candidate, None, day) if m in others)
        if not meant and len(named) == 1:
            meant = named
        out += [m for m in meant or (candidate,) if m not in out]
    return out


def _in_time(candidate: str, registry: Registry, day: dt.date | None) -> int:
    """0 for what did not exist on the day: the predecessor after its end, the successor before its beginning."""
    return int(all(r.holds(day) for r in registry.relations_of(candidate) if r.kind == "existed"))


def _at_home(candidate: str, registry: Registry, country: str | None) -> int:
    """2 in its own country or that of a member, 1 where it has none, 0 abroad."""
    if country is None:
        return 1
    own = registry.by_id[candidate].country
    members = [r.actor for r in registry.relations_of(candidate) if r.kind == "part_of" and r.other == candidate]
    homes = (
        {own, *(registry.by_id[m].country for m in members)}
        if registry.by_id[candidate].kind.name == "coalition"
        else {own}
    )
    if country in homes:
        return 2
    return 0 if own else 1


def _known_to(candidate: str, registry: Registry, others: list[str]) -> int:
    """How many of the sides named are its kin, or of its country."""
    kin = {r.actor for r in registry.relations_of(candidate)} | {r.other for r in registry.relations_of(candidate)}
    own = registry.by_id[candidate].country
    return sum(o in kin or bool(own and registry.by_id[o].country == own) for o in dict.fromkeys(others))


class Identities:
    """Decides the ids of one report's sides."""

    def __init__(self, registry: Registry, country: str | None, mentions: Iterable[ActorMention]) -> None:
        self.registry = registry
        self._chosen: dict[tuple[tuple[str, ...], dt.date | None], Choice] = {}
        self.company = tuple(dict.fromkeys(m.rows[0].actor_id for m in mentions if len(m.rows) == 1))
        self.country = country or self._commonest_country()

    def _commonest_country(self) -> str | None:
        """Where no place tells it: the country of most of the sides named."""
        counts = Counter(c for o in self.company if (c := self.registry.by_id[o].country))
        return counts.most_common(1)[0][0] if counts else None

    def of(self, mention: ActorMention, day: dt.date | None) -> Choice:
        """The organisation that a mention names on the day of its event."""
        if mention.nation:
            state = _NATIONS.get(mention.nation) or self.registry.state(mention.nation)
            return Choice(state, ("nation",) if state else ("unknown",))
        key = (tuple(row.actor_id for row in mention.rows), day)
        found = self._chosen.get(key)
        if found is None:
            found = self._chosen[key] = choose(list(key[0]), self.registry, self.country, day, self.company)
        return found
