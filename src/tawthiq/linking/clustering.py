"""Clusters as a pure function of the judgements: average linkage, human judgements first."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from tawthiq.linking.unions import Unions
from tawthiq.model import Judgement

Pair = tuple[str, str]
# What a pair counts for that was not worth comparing.
UNCOMPARED = 0.05


class Contradiction(ValueError):
    """Human judgements that cannot all hold; `pair` is said to be different and joined through others."""

    def __init__(self, pair: Pair) -> None:
        super().__init__(f"{pair[0]} and {pair[1]} are judged different, but others join them")
        self.pair = pair


def clusters(ids: Iterable[str], judged: Iterable[Judgement], threshold: float) -> list[tuple[str, ...]]:
    """Every id in exactly one cluster; clusters and their members sorted, whatever the order of the input.

    Pairs that a human calls «same» are always together, those called «different» never. Beside that, the two clusters
    with the greatest mean probability over all pairs between them are joined until no mean reaches `threshold`.
    Raises Contradiction where human judgements exclude one another.
    """
    known = sorted(set(ids))
    asked = [j for j in judged if j.first != j.second]
    groups = _joined(known, [j for j in asked if j.by == "human" and j.verdict == "same"])
    where = {member: number for number, group in enumerate(groups) for member in group}
    never = set()
    for j in asked:
        if j.by == "human" and j.verdict == "different" and j.first in where and j.second in where:
            if where[j.first] == where[j.second]:
                raise Contradiction((j.first, j.second))
            never.add(_ordered(where[j.first], where[j.second]))
    sums = _between(where, asked)
    return _Linkage(groups, sums, never, threshold).run()


def _joined(known: Collection[str], musts: Iterable[Judgement]) -> list[list[str]]:
    """Groups of ids that a human put together, by their least member."""
    sets = Unions(known)
    for must in musts:
        if must.first in sets and must.second in sets:
            sets.join(must.first, must.second)
    groups: dict[str, list[str]] = defaultdict(list)
    for each in known:
        groups[sets.root(each)].append(each)
    return list(groups.values())


def _between(where: Mapping[str, int], judged: Iterable[Judgement]) -> dict[tuple[int, int], float]:
    """For two groups the sum of probabilities above what an uncompared pair counts for; each pair counts once."""
    best: dict[Pair, float] = {}
    for j in judged:
        if j.by != "human" and j.first in where and j.second in where:
            pair = (j.first, j.second) if j.first < j.second else (j.second, j.first)
            best[pair] = max(best.get(pair, 0.0), j.probability)
    sums: dict[tuple[int, int], float] = defaultdict(float)
    for (first, second), probability in sorted(best.items()):
        a, b = where[first], where[second]
        if a != b:
            sums[_ordered(a, b)] += probability - UNCOMPARED
    return sums


def _ordered(a: int, b: int) -> tuple[int, int]:
    return (a, b) if a < b else (b, a)


class _Linkage:
    """Average linkage over a sparse graph of groups, numbered by their least member; ties go to lower numbers."""

    def __init__(
        self,
        groups: list[list[str]],
        sums: Mapping[tuple[int, int], float],
        never: set[tuple[int, int]],
        threshold: float,
    ) -> None:
        self.members = {number: list(group) for number, group in enumerate(groups)}
        self.never: dict[int, set[int]] = defaultdict(set)
        self.near: dict[int, dict[int, float]] = defaultdict(dict)
        self.threshold = threshold
        for a, b in never:
            self.never[a].add(b)
            self.never[b].add(a)
        for (a, b), total in sums.items():
            self.near[a][b] = self.near[b][a] = total

    def mean(self, a: int, b: int) -> float:
        return self.near[a][b] / (len(self.members[a]) * len(self.members[b])) + UNCOMPARED

    def run(self) -> list[tuple[str, ...]]:
        heap = [(-self.mean(a, b), a, b) for a in self.near for b in self.near[a] if a < b and self._may(a, b)]
        heapq.heapify(heap)
        while heap:
            cost, a, b = heapq.heappop(heap)
            if a not in self.members or b not in self.members or not self._may(a, b) or -cost != self.mean(a, b):
                continue
            for other in self._join(a, b):
                x, y = _ordered(a, other)
                if self._may(x, y):
                    heapq.heappush(heap, (-self.mean(x, y), x, y))
        return sorted(tuple(sorted(group)) for group in self.members.values())

    def _may(self, a: int, b: int) -> bool:
        return b not in self.never[a] and self.mean(a, b) >= self.threshold

    def _join(self, a: int, b: int) -> list[int]:
        """Puts `b` into `a`; the groups whose distance to `a` changed, in order."""
        self.members[a] += self.members.pop(b)
        for other in self.never.pop(b, set()):
            self.never[other].discard(b)
            self.never[other].add(a)
            self.never[a].add(other)
        self.near[a].pop(b)
        for other, total in self.near.pop(b).items():
            if other != a:
                self.near[other].pop(b)
                self.near[a][other] = self.near[other][a] = self.near[a].get(other, 0.0) + total
        return sorted(self.near[a])
