"""Which incident keeps which id when clusters change: an id is never given twice, and never lost without a word."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count

Group = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Before:
    """How things stood: the mentions of each incident that stands, the order in which ids were first given, and the
    mentions that ids had which one of these incidents took in."""

    members: Mapping[str, Group]
    ages: Mapping[str, int]
    taken_in: Mapping[str, Group] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Given:
    """The id of each group, in their order; ids that others took in; ids of which nothing is left."""

    ids: tuple[str, ...]
    redirects: Mapping[str, str]
    over: tuple[str, ...]


def give(groups: Sequence[Group], before: Before, used: Callable[[str], bool]) -> Given:
    """Ids for groups of mentions, each sorted.

    An id goes where most of its mentions go (of equals, to the group with the least mention). Of several ids in one group
    the oldest stays, and the others lead to it. A group without an id takes back one that was taken in, if more than half of
    that one's mentions are in it; else it gets a new id, one that was never `used`.
    """
    held = _held(groups, before.members)
    ids: dict[int, str] = {}
    given: set[str] = set()
    redirects: dict[str, str] = {}
    for group, some in held.items():
        oldest, *others = sorted(some, key=lambda each: (before.ages[each], each))
        ids[group] = oldest
        redirects |= dict.fromkeys(others, oldest)
    _take_back(groups, before.taken_in, ids)
    given.update(ids.values())
    for group, members in enumerate(groups):
        if group not in ids:
            ids[group] = next(name for name in candidates(members) if not used(name) and name not in given)
            given.add(ids[group])
    homes = {each for some in held.values() for each in some}
    return Given(tuple(ids[n] for n in range(len(groups))), redirects, tuple(sorted(before.members.keys() - homes)))


def _held(groups: Sequence[Group], members: Mapping[str, Group]) -> dict[int, list[str]]:
    """By group the ids that go to it."""
    where = {mention: number for number, group in enumerate(groups) for mention in group}
    out: dict[int, list[str]] = defaultdict(list)
    for each, some in members.items():
        votes = Counter(where[mention] for mention in some if mention in where)
        if votes:
            out[min(votes, key=lambda group: (-votes[group], groups[group]))].append(each)
    return out


def _take_back(groups: Sequence[Group], taken_in: Mapping[str, Group], ids: dict[int, str]) -> None:
    for number, group in enumerate(groups):
        if number not in ids:
            shares = {
                each: len(set(some) & set(group)) / len(some)
                for each, some in taken_in.items()
                if some and each not in ids.values()
            }
            best = max(shares, key=lambda each: (shares[each], each), default=None)
            if best is not None and shares[best] > 0.5:
                ids[number] = best


def candidates(group: Group) -> Iterator[str]:
    """Ids that a new incident may get, the first of them made of its first event alone."""
    first = next((each for each in group if not each.endswith("#0")), group[0])
    for attempt in count():
        yield f"inc-{hashlib.sha256((first + '~' * attempt).encode()).hexdigest()[:16]}"
