"""How alike two mentions are, by named features; each can say what it saw."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping

from tawthiq.linking.mentions import Interval, Mention, Point
from tawthiq.model import Feature

NAMES: tuple[str, ...] = (
    "base", "day_gap", "place_same", "place_near", "place_far", "place_unknown", "within_same", "type_same",
    "type_family", "type_differs", "no_event", "sides_shared", "sides_differ", "killed_agree", "killed_conflict",
    "injured_agree", "injured_conflict", "weapons_shared", "weapons_differ", "victims_shared", "text_alike",
    "rare_words", "copy", "crowd", "lead_places", "lead_places_differ", "lead_sides", "lead_sides_differ",
)  # fmt: skip
Values = list[float]
_EARTH_KM = 12742.0


def km(a: Point, b: Point) -> float:
    """Great-circle distance in kilometres of two points in degrees."""
    p1, p2 = math.radians(a[0]), math.radians(b[0])
    h = math.sin((p2 - p1) / 2) ** 2 + math.cos(p1) * math.cos(p2) * math.sin(math.radians(b[1] - a[1]) / 2) ** 2
    return _EARTH_KM * math.asin(math.sqrt(min(h, 1.0)))


def day_gap(a: Mention, b: Mention) -> int | None:
    """Days between the nearest days of both; None where one has none."""
    return min((abs(x - y) for x in a.days for y in b.days), default=None)


def distance(a: Mention, b: Mention) -> float | None:
    """Kilometres between the nearest points of both; None where one has none."""
    return min((km(p, q) for p in a.points for q in b.points), default=None)


def compare(a: Mention, b: Mention) -> Values:
    """A number between 0 and 1 for each of `NAMES` (`day_gap` up to 2, `rare_words` up to 3). Symmetric."""
    gap = day_gap(a, b)
    alike, rare = _text(a, b)
    return [
        1.0,
        min(2.0, gap / 2) if gap is not None else 1.0,
        *_place(a, b),
        *_type(a, b),
        *_sets(a.actors, b.actors),
        *_tolls(a.killed, b.killed),
        *_tolls(a.injured, b.injured),
        *_sets(a.weapons, b.weapons),
        float(bool(a.victims & b.victims)),
        alike,
        rare,
        float(a.copy == b.copy),
        max(a.crowd, b.crowd),
        *_overlap(a.lead.names, b.lead.names),
        *_overlap(a.lead.sides, b.lead.sides),
    ]


def _place(a: Mention, b: Mention) -> Values:
    """Same name; near by distance; far apart; unknown on one side; the same wider place."""
    same = bool(a.names & b.names)
    wider = bool((a.broad & b.broad) or (a.broad & b.names) or (a.names & b.broad))
    apart = distance(a, b)
    near = math.exp(-apart / 8) if apart is not None else 0.0
    far = min(1.0, apart / 50) if apart is not None and not same else 0.0
    unknown = not same and apart is None and not (a.names and b.names)
    return [float(same), near, far, float(unknown), float(wider)]


def _type(a: Mention, b: Mention) -> Values:
    if not a.kind or not b.kind:
        return [0.0, 0.0, 0.0, 1.0]
    same, related = a.kind == b.kind, a.family == b.family
    return [float(same), float(related and not same), float(not related), 0.0]


def _sets(a: Collection[str], b: Collection[str]) -> Values:
    """Something in common; both known and nothing in common."""
    common = any(x in b for x in a)
    return [float(common), float(bool(a and b) and not common)]


def _overlap(a: frozenset[str], b: frozenset[str]) -> Values:
    """What both have in common, as a share of the smaller; both known and nothing in common."""
    if not a or not b:
        return [0.0, 0.0]
    common = len(a & b) / min(len(a), len(b))
    return [common, float(not common)]


def _tolls(a: Interval | None, b: Interval | None) -> Values:
    """Intervals that meet; intervals that do not, the more the farther. A toll grows with the hours: 2, then 4."""
    if a is None or b is None:
        return [0.0, 0.0]
    if a[0] <= b[1] and b[0] <= a[1]:
        return [1.0 if a[0] == b[0] else 0.5, 0.0]
    low, high = sorted((a, b))
    return [0.0, 1 - (low[1] + 1) / (high[0] + 1)]


def _text(a: Mention, b: Mention) -> tuple[float, float]:
    """Cosine of both leads, and the share of the strongest words in common, each from 0 on."""
    x, y = (a.vector, b.vector) if len(a.vector) <= len(b.vector) else (b.vector, a.vector)
    shared = [value * y[word] for word, value in x.items() if word in y]
    if not shared:
        return 0.0, 0.0
    shared.sort(reverse=True)
    return math.fsum(shared), min(3.0, 10 * math.fsum(shared[:3]))


def probability(values: Values, weights: Mapping[str, float]) -> float:
    """The logistic of the weighted sum. `weights` must name every feature."""
    score = math.fsum(value * weights[name] for name, value in zip(NAMES, values, strict=True))
    return 1 / (1 + math.exp(-max(-35.0, min(35.0, score))))


def explained(a: Mention, b: Mention, weights: Mapping[str, float]) -> tuple[Feature, ...]:
    """The features that are not zero, strongest first, each with what it saw."""
    seen = _seen(a, b)
    found = [
        Feature(name, value, weights[name], seen.get(name, ""))
        for name, value in zip(NAMES, compare(a, b), strict=True)
        if value and name != "base"
    ]
    return tuple(sorted(found, key=lambda f: (-abs(f.value * f.weight), f.name)))


def _seen(a: Mention, b: Mention) -> dict[str, str]:
    """What each feature looked at, in words and numbers of both mentions."""
    gap = day_gap(a, b)
    apart = distance(a, b)
    words = sorted(a.vector.keys() & b.vector.keys(), key=lambda w: (-a.vector[w] * b.vector[w], w))[:6]
    far = f"{apart:.1f} km" if apart is not None else "distance unknown"
    seen = {
        "day_gap": f"{gap} days apart" if gap is not None else "day unknown",
        "place_same": _list(a.names & b.names),
        "place_near": far,
        "place_far": far,
        "place_unknown": "place not known on one side",
        "within_same": _list((a.names | a.broad) & (b.names | b.broad)),
        "no_event": "no event was found in one report; its title and lead stand in",
        "victims_shared": _list(a.victims & b.victims),
        "text_alike": _list(words),
        "rare_words": _list(words[:3]),
        "copy": "near-identical reports",
        "crowd": "reports on the same days, on a scale from 1 (0) to 100 (1)",
        "lead_places": _list(a.lead.names & b.lead.names),
        "lead_places_differ": f"{_list(a.lead.names)} / {_list(b.lead.names)}",
        "lead_sides": _list(a.lead.sides & b.lead.sides),
        "lead_sides_differ": f"{_list(a.lead.sides)} / {_list(b.lead.sides)}",
    }
    pairs: dict[str, tuple[object, object]] = {"type": (a.kind, b.kind), "sides": (a.actors, b.actors), "weapons": (a.weapons, b.weapons)}
    pairs |= {"killed": (a.killed, b.killed), "injured": (a.injured, b.injured)}
    for name in NAMES:
        if (slot := name.partition("_")[0]) in pairs:
            seen[name] = " / ".join(_shown(value) for value in pairs[slot])
    return seen


def _list(values: Collection[str]) -> str:
    return "، ".join(values if isinstance(values, list) else sorted(values))


def _shown(value: object) -> str:
    if isinstance(value, frozenset):
        return _list(value)
    if isinstance(value, tuple):
        return f"{value[0]}–{value[1]}" if value[1] < 10_000 else f"{value[0]} or more"
    return str(value)
