"""How far an answer may be trusted: the share of answers like it that lay within 15 km of the true point."""

from __future__ import annotations

import math
from collections.abc import Iterable

# Log-odds, fitted by bench/fit_places.py to place strings with known points. They say what is true of answers that were
# given, not which place is likelier; that is for the points in `scoring.py`.
BASE = 0.14
# Below it a place string by itself gets no point. Reports have more around a place; theirs are not held to it.
LEAST = 0.6
WEIGHTS = {
    "inside": 0.89, "near": -0.17, "letter": 0.10, "article": -0.01, "other": 0.18, "part": -0.22, "weak": 0.06, "misspelled": -0.24,
    "reported": 0.73, "pcode": 0.64, "seat": 0.07, "people": -0.14, "alone": 0.88, "some": -1.20, "many": -0.78,
    "town": -0.59, "beside": -0.10, "district": 0.00,
}  # fmt: skip


def confidence(signs: Iterable[str]) -> float:
    """The share, to two decimals, for what speaks for a place: the signs of its `Alternative` and of the way it was come by."""
    odds = BASE + sum(WEIGHTS.get(sign, 0.0) for sign in signs)
    return round(1 / (1 + math.exp(-odds)), 2)
