"""How far an answer may be trusted: the share of answers like it that lay within 15 km of the true point."""

from __future__ import annotations

import math
from collections.abc import Iterable

# Log-odds, fitted by bench/fit_places.py to place strings with known points. They say what is true of answers that were
# given, not which place is likelier; that is for the points in `scoring.py`.
BASE = 0.28
# Below it a place string by itself gets no point. Reports have more around a place; theirs are not held to it.
LEAST = 0.6
WEIGHTS = {
    "inside": 0.80, "near": -0.16, "letter": 0.16, "article": 0.0, "other": 0.12, "part": -0.25, "weak": 0.05, "misspelled": -0.24,
    "reported": 0.70, "pcode": 0.60, "seat": 0.08, "people": -0.24, "alone": 0.84, "some": -1.14, "many": -0.80,
    "town": -0.58, "beside": -0.10, "district": 0.0,
}  # fmt: skip


def confidence(signs: Iterable[str]) -> float:
    """The share, to two decimals, for what speaks for a place: the signs of its `Alternative` and of the way it was come by."""
    odds = BASE + sum(WEIGHTS.get(sign, 0.0) for sign in signs)
    return round(1 / (1 + math.exp(-odds)), 2)
