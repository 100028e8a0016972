"""Spellings one letter away, as reports differ from gazetteers: a vowel letter more or less, one letter for its neighbour."""

from __future__ import annotations

from collections.abc import Iterator

_LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
_PAIRS = (
    "تط",
    "دض",
    "ضظ",
    "ذز",
    "ذد",
    "سص",
    "ثت",
    "ثس",
    "قك",
    "غق",
    "جغ",
    "حه",
    "يا",
    "وا",
    "نم",
    "زس",
    "بف",
    "خح",
    "رز",
    "غع",
    "نت",
    "نب",
    "تب",
    "يت",
    "يب",
    "يث",
    "فق",
    "صض",
    "طظ",
)
# How the first letter of a name is heard otherwise.
_FIRST = {
    "س": "ص",
    "ص": "س",
    "ه": "ح",
    "ح": "ه",
    "ت": "ط",
    "ط": "ت",
    "ق": "كغ",
    "ك": "ق",
    "غ": "قع",
    "ع": "غ",
    "ز": "ذ",
    "ذ": "ز",
    "ض": "ظد",
    "ظ": "ض",
    "د": "ض",
}
_NEIGHBOURS: dict[str, str] = {}
for _pair in _PAIRS:
    _one, _two = _pair[0], _pair[1]
    _NEIGHBOURS[_one] = _NEIGHBOURS.get(_one, "") + _two
    _NEIGHBOURS[_two] = _NEIGHBOURS.get(_two, "") + _one
_SHORTEST = 5


def close_spellings(key: str) -> frozenset[str]:
    """The skeletons one letter from `key`, without `key`; none for a short one, where a letter is another name."""
    return frozenset(_made(key)) - {key} if len(key) >= _SHORTEST else frozenset()


def _made(key: str) -> Iterator[str]:
    """One letter left out, two changed about, one for its neighbour, one more; the first only for one that sounds alike."""
    for other in _FIRST.get(key[0], ""):
        yield other + key[1:]
    for k in range(1, len(key)):
        yield key[:k] + key[k + 1 :]
        yield key[: k - 1] + key[k] + key[k - 1] + key[k + 1 :]
        for other in _NEIGHBOURS.get(key[k], ""):
            yield key[:k] + other + key[k + 1 :]
    for k in range(1, len(key) + 1):
        for letter in _LETTERS:
            yield key[:k] + letter + key[k:]
