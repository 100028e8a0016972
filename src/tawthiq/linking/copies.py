"""Near-identical reports: wire copies, reposts, the same post kept twice. They are one source."""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Mapping, Sequence

from tawthiq.linking.unions import Unions

# Share of stems in common, of all stems of both, from which on two reports are copies.
ALIKE = 0.7
_BANDS, _ROWS = 8, 3
_PRIME = (1 << 61) - 1
_SEEDS = tuple((2 * zlib.crc32(f"a{i}".encode()) + 1, zlib.crc32(f"b{i}".encode())) for i in range(_BANDS * _ROWS))


def copy_groups(texts: Sequence[Mapping[str, object]]) -> list[int]:
    """For each report the index of the first report it is a copy of, directly or through others; else its own.

    Candidates share one of eight bands of a MinHash signature, and are then compared word by word.
    """
    sets = Unions(range(len(texts)))
    buckets: dict[tuple[int, tuple[int, ...]], list[int]] = defaultdict(list)
    for i, words in enumerate(texts):
        for band in _bands(words):
            # The first report of a bucket stands for it: a wire copied a thousand times is compared a thousand times.
            for j in buckets[band][:4]:
                if sets.root(i) != sets.root(j) and jaccard(words, texts[j]) >= ALIKE:
                    sets.join(i, j)
            buckets[band].append(i)
    return [sets.root(i) for i in range(len(texts))]


def _bands(words: Mapping[str, object]) -> list[tuple[int, tuple[int, ...]]]:
    hashes = [zlib.crc32(word.encode()) for word in words]
    if not hashes:
        return []
    least = [min((a * h + b) % _PRIME for h in hashes) for a, b in _SEEDS]
    return [(band, tuple(least[band * _ROWS : (band + 1) * _ROWS])) for band in range(_BANDS)]


def jaccard(a: Mapping[str, object], b: Mapping[str, object]) -> float:
    """Words in common as a share of all words of both; 0 where there are none.

    >>> jaccard({"x": 1, "y": 1}, {"y": 1})
    0.5
    """
    common = len(a.keys() & b.keys())
    return common / (len(a) + len(b) - common) if common else 0.0
