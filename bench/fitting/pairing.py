"""What coded reports say is right: which claims tell which coded event, and which candidates belong to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tawthiq.arabic.words import Words
from tawthiq.coding.claims import Claim

Json = dict[str, Any]
# What counts for a claim telling an event, in points: its act's word in the evidence, another of its words, the same type, a
# toll, a place.
_ACT, _WORD, _TYPE, _TOLL, _PLACE = 2.0, 1.0, 1.0, 0.7, 0.7


def told_by(words: Words, claims: Sequence[Claim], record: Json, scorer: Any) -> list[int]:
    """For each claim the number of the coded event that it tells, or -1."""
    spans = [scorer.spans_of(event, record["text"]) for event in record["events"]]
    return [_told(words, claim, record["events"], spans, scorer) for claim in claims]


def _told(
    words: Words, claim: Claim, events: Sequence[Json], spans: Sequence[list[tuple[int, int]]], scorer: Any
) -> int:
    best, most = -1, 0.0
    for number, event in enumerate(events):
        points = _points(words, claim, event, spans[number], scorer)
        if points > most:
            best, most = number, points
    return best


def _points(words: Words, claim: Claim, event: Json, spans: list[tuple[int, int]], scorer: Any) -> float:
    window = claim.evidence(words)
    shared = sum(max(0, min(window.end, end) - max(window.start, start)) for start, end in spans)
    if not shared or claim.type_at is None:
        return 0.0
    length = sum(end - start for start, end in spans)
    points = shared / max(1, min(window.end - window.start, length)) - length / 100_000
    starts = [words.span(t.at, t.at + t.length).start for t in claim.triggers]
    if any(s <= words.span(claim.type_at.at, claim.type_at.at + 1).start < e for s, e in spans):
        points += _ACT
    elif any(s <= at < e for at in starts for s, e in spans):
        points += _WORD
    else:
        return 0.0
    points += _TYPE * (claim.type == event["type"] or claim.type in event.get("type_also", ()))
    counts = {(c["outcome"], c["best"]) for c in event["casualties"] if c["best"]}
    points += _TOLL * any((c.outcome, c.best) in counts for c in claim.casualties)
    named = [words.raw(p.first, p.last) for p in claim.places]
    return points + _PLACE * any(scorer.same_name(p["text"], name) for p in event["places"] for name in named)


def paired(scorer: Any, record: Json, events: Sequence[Json]) -> list[Json | None]:
    """For each event its coded event, as the scorer pairs them, or None."""
    out: list[Json | None] = [None] * len(events)
    if record["events"] and events:
        weights = [[scorer.affinity(gold, event, record["text"]) for event in events] for gold in record["events"]]
        for gold, said in scorer.assign(weights):
            out[said] = record["events"][gold]
    return out


def role_of(scorer: Any, text: str, gold: Json) -> str:
    """The role that the coded event gives a side of that name, or «none»."""
    return next((str(actor["role"]) for actor in gold["actors"] if scorer.same_name(actor["text"], text)), "none")


def groups_of(count: tuple[object, ...], gold: Json) -> set[str]:
    """The groups of people that the coded event gives a count (outcome, low, best, high); none where it has no such count."""
    return {str(c["group"]) for c in gold["casualties"] if (c["outcome"], c["low"], c["best"], c["high"]) == count}
