"""How alike two mentions are, by named features; each can say what it saw."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping

from tawthiq.linking.mentions import Interval, Mention, Point
from tawthiq.model import Feature

NAMES: tuple[str, ...] = (
    "base", "day_gap", "same_day", "place_same", "place_near", "place_told", "place_untold", "no_event",
    "type_same", "sides_shared", "killed_agree", "killed_conflict", "injured_conflict", "strong_words", "rare_words", "lead_places",
    "lead_sides_differ", "same_outlet", "crowd", "digest", "late",
)  # fmt: skip
Values = list[float]
# By feature, what it says in English and in Arabic, with gaps {0}, {1} for what it saw.
Wording = Mapping[str, tuple[str, str]]
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
    """A number from 0 for each of `NAMES`, up to 1 (`day_gap` up to 2, the words up to 3, `crowd` as the days are full). Symmetric."""
    gap = day_gap(a, b)
    told, untold = _told(a, b)
    return [
        1.0,
        min(2.0, gap / 2) if gap is not None else 1.0,
        float(gap == 0),
        float(not a.names.isdisjoint(b.names)),
        _near(a, b),
        told,
        untold,
        float(a.event is None or b.event is None),
        float(bool(a.family) and _type(a) == _type(b)),
        float(not a.actors.isdisjoint(b.actors)),
        *_tolls(a.killed, b.killed),
        _tolls(a.injured, b.injured)[1],
        _strong_words(a, b),
        _rare_words(a, b),
        _share(a.lead.names, b.lead.names),
        float(bool(a.lead.sides and b.lead.sides) and a.lead.sides.isdisjoint(b.lead.sides)),
        float(a.outlet is not None and a.outlet == b.outlet),
        max(a.crowd, b.crowd),
        min(a.digest, b.digest),
        max(a.late, b.late),
    ]


def _near(a: Mention, b: Mention) -> float:
    """1 at the same point, falling to a third over 8 km; 0 where a point is missing."""
    apart = distance(a, b)
    return math.exp(-apart / 8) if apart is not None else 0.0


def _told(a: Mention, b: Mention) -> tuple[float, float]:
    """Whether the place of one is named anywhere in the lead of the other, or whether both name places and it is not."""
    told = _names_place(a, b) or _names_place(b, a)
    return float(told), float(bool(a.names and b.names) and not told)


def _names_place(a: Mention, b: Mention) -> bool:
    return any(all(word in b.vector for word in name.split()) for name in a.names)


def _share(a: frozenset[str], b: frozenset[str]) -> float:
    """What both have in common, as a share of the smaller."""
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def _tolls(a: Interval | None, b: Interval | None) -> Values:
    """Intervals that meet; intervals that do not, the more the farther. A toll grows with the hours: 2, then 4."""
    if a is None or b is None:
        return [0.0, 0.0]
    if a[0] <= b[1] and b[0] <= a[1]:
        return [1.0 if a[0] == b[0] else 0.5, 0.0]
    low, high = sorted((a, b))
    return [0.0, 1 - (low[1] + 1) / (high[0] + 1)]


def _type(mention: Mention) -> str:
    return mention.event.type.value if mention.event else ""


def _strong_words(a: Mention, b: Mention) -> float:
    """How much of both leads is in the three strongest words that they share beside the name of a place they share, up to 3."""
    x, y = (a.vector, b.vector) if len(a.vector) <= len(b.vector) else (b.vector, a.vector)
    counted = _words_of(a.names & b.names)
    shared = sorted((value * y[word] for word, value in x.items() if word in y and word not in counted), reverse=True)
    return min(3.0, 10 * math.fsum(shared[:3]))


def _words_of(names: Collection[str]) -> set[str]:
    """The words of a place's names: a place in common counts once, as a place, and not again as a word."""
    return {word for name in names for word in name.split()}


def _rare_words(a: Mention, b: Mention) -> float:
    """The rarity of all rarer words that both leads share and that name no place of either: persons, numbers, things. Up to 3."""
    return min(3.0, math.fsum(a.rare[word] for word in _shared_rare(a, b)) / 3)


def _shared_rare(a: Mention, b: Mention) -> set[str]:
    return (a.rare.keys() & b.rare.keys()) - a.place_words - b.place_words


def probability(values: Values, weights: Mapping[str, float]) -> float:
    """The logistic of the weighted sum. `weights` must name every feature."""
    score = math.fsum(value * weights[name] for name, value in zip(NAMES, values, strict=True))
    return 1 / (1 + math.exp(-max(-35.0, min(35.0, score))))


def explained(a: Mention, b: Mention, weights: Mapping[str, float], wording: Wording) -> tuple[Feature, ...]:
    """The features that are not zero, strongest first, each with what it saw in the words of `wording`."""
    seen = _seen(a, b)
    found = [
        Feature(name, value, weights[name], *(text.format(*seen.get(name, ())) for text in wording.get(name, ("", ""))))
        for name, value in zip(NAMES, compare(a, b), strict=True)
        if value and name != "base"
    ]
    return tuple(sorted(found, key=lambda f: (-abs(f.value * f.weight), f.name)))


def _seen(a: Mention, b: Mention) -> dict[str, tuple[str, ...]]:
    """What each feature looked at, in words and numbers of both mentions: what stands in the gaps of its wording."""
    gap, apart = day_gap(a, b), distance(a, b)
    strong = sorted(
        (a.vector.keys() & b.vector.keys()) - _words_of(a.names & b.names),
        key=lambda word: (-a.vector[word] * b.vector[word], word),
    )
    rare = sorted(_shared_rare(a, b), key=lambda word: (-a.rare[word], word))
    killed = (_shown(a.killed), _shown(b.killed))
    return {
        "day_gap": ("?" if gap is None else str(gap),),
        "place_same": (_list(a.names & b.names),),
        "place_near": (f"{apart:.1f}" if apart is not None else "?",),
        "place_told": (_list(a.names), _list(b.names)),
        "place_untold": (_list(a.names), _list(b.names)),
        "type_same": (_type(a),),
        "sides_shared": (_list(a.actors & b.actors),),
        "killed_agree": killed,
        "killed_conflict": killed,
        "injured_conflict": (_shown(a.injured), _shown(b.injured)),
        "strong_words": ("، ".join(strong[:3]),),
        "rare_words": ("، ".join(rare[:6]),),
        "lead_places": (_list(a.lead.names & b.lead.names),),
        "lead_sides_differ": (_list(a.lead.sides), _list(b.lead.sides)),
        "same_outlet": (a.outlet or "",),
    }


def _list(values: Collection[str]) -> str:
    return "، ".join(sorted(values))


def _shown(toll: Interval | None) -> str:
    if toll is None:
        return "?"
    low, high = toll
    return f"{low}" if low == high else f"{low}–{high}" if high < 10_000 else f"{low}+"
