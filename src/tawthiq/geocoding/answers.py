"""What geocoding is asked of a place and says of it: a point with its radius and precision, and what else it might have been."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

# ACLED's geo_precision (1 the place, 2 near it or its district, 3 its region) and UCDP GED's where_prec (1 to 7).
ACLED_PRECISION = {"exact": 1, "near": 2, "district": 2, "line": 2, "governorate": 3, "country": 3, "unknown": None}
UCDP_PRECISION = {"exact": 1, "near": 2, "district": 3, "governorate": 4, "line": 5, "country": 6, "unknown": 7}


Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Question:
    """A place as written, what the text says it lies in, its ISO country code where known, and its relation."""

    text: str
    within: str | None = None
    country: str | None = None
    relation: str = "in"


@dataclass(frozen=True, slots=True)
class Alternative:
    """A place that the words might have meant: its score (more is better), and the reasons for and against it."""

    place_id: str
    name: str
    type: str
    country: str
    admin: tuple[str, ...]
    lat: float | None
    lon: float | None
    score: float
    reasons: tuple[str, ...]
    # Found by a name that leaves a word of its own out; with its town's point for want of a better one.
    shortened: bool = False
    rough: bool = False
    # What speaks for it, in single words, for the confidence of an answer (see `confidence.py`).
    signs: frozenset[str] = frozenset()

    @property
    def point(self) -> Point:
        """Its point in degrees; only of one that has a point."""
        assert self.lat is not None
        assert self.lon is not None
        return self.lat, self.lon

    def to_json(self) -> dict[str, Any]:
        return {
            "place_id": self.place_id, "name": self.name, "type": self.type, "country": self.country, "admin": list(self.admin),
            "lat": self.lat, "lon": self.lon, "score": round(self.score, 2), "reasons": list(self.reasons),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answer:
    """A point in degrees (WGS 84) with its uncertainty in km, or none where nothing decides (precision «unknown»).

    `precision` is exact, near, district, governorate, line, country or unknown; `reason` says why there is no point.
    `confidence` is the share of answers like this one that lay within 15 km of the true point (see `confidence.py`).
    """

    lat: float | None = None
    lon: float | None = None
    radius_km: float | None = None
    precision: str = "unknown"
    place_id: str | None = None
    name: str | None = None
    country: str | None = None
    reason: str = ""
    confidence: float | None = None
    # What speaks for the place that was taken, in single words, as in `Alternative`.
    signs: frozenset[str] = frozenset()
    alternatives: tuple[Alternative, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {
            "lat": self.lat, "lon": self.lon, "radius_km": self.radius_km, "precision": self.precision,
            "acled_precision": ACLED_PRECISION[self.precision], "ucdp_precision": UCDP_PRECISION[self.precision],
            "place_id": self.place_id, "name": self.name, "country": self.country, "reason": self.reason, "confidence": self.confidence,
            "alternatives": [each.to_json() for each in self.alternatives],
        }  # fmt: skip
