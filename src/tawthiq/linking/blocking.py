"""Which pairs of mentions are worth comparing: close in time, and sharing a place, a rare word or a side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from tawthiq.linking.mentions import Mention

# Days between two mentions that are still compared.
REACH = 3
# Degrees; two points less than about 25 km apart are in the same or in neighbouring cells.
_CELL = 0.25
_RARE_WORDS = 6
# A key that more mentions share is too common to say anything; place and cell keys are narrower and may be larger.
_COMMON, _CROWDED = 60, 250
Key = tuple[str, ...]


def candidates(found: Sequence[Mention]) -> Iterator[tuple[int, int]]:
    """Pairs of indexes i < j, each once, sorted; never two mentions of one report."""
    index: dict[Key, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for i, mention in enumerate(found):
        for key in keys(mention):
            for day in mention.days:
                index[key][day].append(i)
    pairs: set[tuple[int, int]] = set()
    for key, by_day in index.items():
        for pair in _near_in_time(by_day, _COMMON if key[0] in ("word", "side") else _CROWDED):
            pairs.add(pair)
    yield from sorted((i, j) for i, j in pairs if found[i].doc_id != found[j].doc_id)


def keys(mention: Mention) -> Iterable[Key]:
    """What a mention is looked up by, besides its days."""
    yield from (("name", name) for name in mention.names)
    cells = {(round(lat / _CELL), round(lon / _CELL)) for lat, lon in mention.points}
    around = {(x + dx, y + dy) for x, y in cells for dx in (0, 1) for dy in (0, 1)}
    yield from (("cell", str(x), str(y)) for x, y in around)
    rare = sorted(mention.vector, key=lambda word: (-mention.vector[word], word))[:_RARE_WORDS]
    yield from (("word", word) for word in rare)
    yield from (("side", mention.family, actor) for actor in mention.actors)
    yield ("word", "")  # on a quiet day everything is compared


def _near_in_time(by_day: dict[int, list[int]], most: int) -> Iterator[tuple[int, int]]:
    """Pairs of one key at most `REACH` days apart; days on which the key is too common are passed over."""
    for day, here in by_day.items():
        if len(here) > most:
            continue
        for gap in range(REACH + 1):
            there = by_day.get(day + gap, ())
            if len(there) <= most:
                yield from ((min(i, j), max(i, j)) for i in here for j in there if i != j)
