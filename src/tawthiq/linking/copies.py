"""Near-identical reports: wire copies, reposts, the same post kept twice. They are one source."""

from __future__ import annotations

import hashlib
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from tawthiq.linking.unions import Unions

# Share of stems in common, of all stems of both, from which on two reports are copies (docs/decisions/0013-copies.md).
ALIKE = 0.6
# So few texts are all compared with one another. Of more, signatures find the candidates: two that share just so much of their
# words share a band with a probability of 0.98.
_FEW = 40
_BANDS, _ROWS = 16, 3
_PRIME = (1 << 61) - 1


def _drawn(name: str) -> int:
    """A number from 0 to the prime, always the same for a name. A small factor would leave the order of the words nearly as it
    is, so that all parts of a signature were least for the same word."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8]) % _PRIME


_SEEDS = tuple((_drawn(f"a{i}"), _drawn(f"b{i}")) for i in range(_BANDS * _ROWS))


def copy_groups(texts: Sequence[Mapping[str, object]]) -> list[int]:
    """For each report the index of the first report it is a copy of, directly or through others; else its own.

    All pairs of few texts are compared word by word; of many those that share one of sixteen bands of a MinHash signature.
    """
    sets = Unions(range(len(texts)))
    for i, j in combinations(range(len(texts)), 2) if len(texts) <= _FEW else _candidates(texts):
        if sets.root(i) != sets.root(j) and jaccard(texts[i], texts[j]) >= ALIKE:
            sets.join(i, j)
    return [sets.root(i) for i in range(len(texts))]


def _candidates(texts: Sequence[Mapping[str, object]]) -> Iterator[tuple[int, int]]:
    buckets: dict[tuple[int, tuple[int, ...]], list[int]] = defaultdict(list)
    for i, words in enumerate(texts):
        for band in _bands(words):
            # The first reports of a bucket stand for it: a wire copied a thousand times is compared a thousand times.
            yield from ((i, j) for j in buckets[band][:4])
            buckets[band].append(i)


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
