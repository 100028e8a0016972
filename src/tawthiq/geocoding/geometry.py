"""From the place that the words name to the point that they mean: moved, widened, halfway."""

from __future__ import annotations

import math
from dataclasses import replace

from tawthiq.geocoding.answers import Alternative, Answer, Point, Question
from tawthiq.geocoding.phrases import OFFSET_TOWN_KM, OFFSET_WIDE_KM, Phrase, is_district
from tawthiq.knowledge.gazetteer.store import distance_km

_WIDE = frozenset(("country", "governorate"))
_PRECISION = {"country": "country", "governorate": "governorate", "district": "district", "subdistrict": "district"}
# How far a point that stands for its whole town may be off; a point from memory.
ROUGH_KM, _REMEMBERED_KM = 6.0, 10.0
# How far from a district's or town's point what lies somewhere in the district may be.
DISTRICT_KM = 25.0
# The project's own points are good to so much.
_OWN_KM = 3.0
_RADIUS_KM = {
    "country": 300.0, "governorate": 60.0, "district": 25.0, "subdistrict": 15.0, "city": 5.0, "feature": 10.0, "quarter": 1.0, "facility": 1.0,
}  # fmt: skip


def grounded(best: Alternative, kept: tuple[Alternative, ...], phrase: Phrase, question: Question) -> Answer:
    """The point of the best place, moved and widened as the phrase says."""
    lat, lon = best.point
    precision = _PRECISION.get(best.type, "exact")
    radius = _RADIUS_KM.get(best.type, 2.0)
    wide = best.type in _WIDE
    if is_district(phrase.whole) and precision == "exact":
        radius, precision = max(radius, _RADIUS_KM["subdistrict"]), "district"
    if best.place_id.startswith("tawthiq:"):
        radius = max(radius, _OWN_KM)
    if best.rough:
        radius, precision = (
            max(radius, ROUGH_KM if best.type == "quarter" else _REMEMBERED_KM),
            "district" if precision == "district" else "near",
        )
    if phrase.bearing is not None:
        distance = phrase.distance_km or (OFFSET_WIDE_KM if wide else OFFSET_TOWN_KM * (3 if phrase.countryside else 1))
        lat, lon = _moved((lat, lon), phrase.bearing, distance)
        radius = max(radius, distance / 2 if phrase.distance_km else distance)
        precision = precision if wide else "near"
    elif phrase.countryside:
        radius, precision = max(radius, 25.0), precision if wide else "near"
    elif phrase.near or question.relation == "near":
        radius, precision = max(radius, 5.0), precision if wide else "near"
    return Answer(
        round(lat, 6), round(lon, 6), radius, precision, best.place_id, best.name, best.country, alternatives=kept
    )


def _moved(point: Point, bearing: float, km: float) -> Point:
    """The point `km` from another in a direction of so many degrees from north."""
    lat, lon, angle, way = math.radians(point[0]), math.radians(point[1]), math.radians(bearing), km / 6371.0
    new = math.asin(math.sin(lat) * math.cos(way) + math.cos(lat) * math.sin(way) * math.cos(angle))
    east = math.atan2(math.sin(angle) * math.sin(way) * math.cos(lat), math.cos(way) - math.sin(lat) * math.sin(new))
    return math.degrees(new), (math.degrees(lon + east) + 540) % 360 - 180


def middle(a: Answer, b: Answer) -> Answer:
    """The middle of a road between two places."""
    assert a.lat is not None
    assert a.lon is not None
    assert b.lat is not None
    assert b.lon is not None
    half = distance_km((a.lat, a.lon), (b.lat, b.lon)) / 2
    point = (round((a.lat + b.lat) / 2, 6), round((a.lon + b.lon) / 2, 6))
    sure = min(a.confidence or 0.0, b.confidence or 0.0)
    return replace(
        a,
        lat=point[0],
        lon=point[1],
        radius_km=max(half, 2.0),
        precision="line",
        name=f"{a.name} – {b.name}",
        confidence=sure,
    )
