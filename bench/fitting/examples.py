"""Examples: every decision that the learned models take in coded reports, with its features and what is right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bench import boards
from bench.fitting import pairing
from bench.fitting.learning import as_row
from tawthiq.coding.choosing import harm, joining, kinds, places, sides
from tawthiq.coding.choosing.scene import Act, acts_of
from tawthiq.coding.coder import Read, ReportCoder
from tawthiq.coding.selection import weighed
from tawthiq.knowledge.models import LinearModel
from tawthiq.model import Event

Json = dict[str, Any]
Row = tuple[Mapping[str, float], Any]
ATTACK = frozenset(
    (
        "battle",
        "air_strike",
        "shelling",
        "explosion",
        "suicide_attack",
        "chemical_attack",
        "killing",
        "abduction",
        "abuse",
    )
)


@dataclass(slots=True)
class Decisions:
    """The decisions of one report: rows of (features, what is right) by model, and its events before selection."""

    doc_id: str
    rows: dict[str, list[Row]] = field(default_factory=dict)
    # One for each group of claims: selection features, whether right (None: not said).
    selection: list[tuple[Mapping[str, float], bool | None]] = field(default_factory=list)


def joins(coder: ReportCoder, record: Json, scorer: Any) -> list[Row]:
    """For every claim and every coded event told before that may be its own: whether it is. Claims that tell none are left out."""
    read = coder.read(boards.report(record), LinearModel({}, -1.0))
    told = pairing.told_by(read.words, read.claims, record, scorer)
    acts: dict[int, joining.Told] = {}
    before = -1
    out: list[Row] = []
    for claim, number in zip(read.claims, told, strict=True):
        if number < 0:
            continue
        telling = joining.read_telling(read.words, claim)
        for other, act in acts.items():
            if not joining.comparable(act, telling):
                continue
            out.append((as_row(joining.features(read.words, act, telling, other == before)), other == number))
        acts.setdefault(number, joining.Told()).add(telling)
        before = number
    return out


def decisions(coder: ReportCoder, record: Json, scorer: Any, joined: LinearModel, kind: str) -> Decisions:
    """What is decided behind joining, of a report coded whole (`kind` «coded») or a sentence with labels («detect»)."""
    read = coder.read(boards.report(record), joined)
    features = weighed(read.words, read.groups, read.published, read.again)
    events = coder.events(read, [(n, 0.0) for n in range(len(read.groups))])
    out = Decisions(record["doc_id"])
    if kind == "detect":
        out.selection = list(zip(features, _detected(record, events, features), strict=True))
        return out
    paired = pairing.paired(scorer, record, [event.to_json() for event in events])
    right = [gold is not None and (True if gold.get("required", True) else None) for gold in paired]
    out.selection = list(zip(features, right, strict=True))
    acts = acts_of(read.scene)
    cast = sides.cast_of(acts)
    for act, gold in zip(acts, paired, strict=True):
        if gold is not None:
            _slots(out, read, act, cast, gold, scorer)
    return out


def _detected(record: Json, events: tuple[Event, ...], features: list[dict[str, float]]) -> list[bool | None]:
    wanted = ATTACK if record["task"] == "assault" else {"protest"}
    mine = [k for k, event in enumerate(events) if event.type.value in wanted]
    right: list[bool | None] = [None] * len(events)
    if record["label"] == "yes" and mine:
        right[max(mine, key=lambda k: features[k]["weight"])] = True
    elif "no" in record["label"]:
        for k in mine:
            right[k] = False
    return right


def _slots(out: Decisions, read: Read, act: Act, cast: sides.Cast, gold: Json, scorer: Any) -> None:
    def add(model: str, features: list[str], right: Any) -> None:
        out.rows.setdefault(model, []).append((as_row(features), right))

    def text(mention: Any) -> str:
        return read.words.span(mention.first, mention.last, mention.skip).of(read.words.folded.raw)

    for place in places.candidates(act):
        add("places", place.features, any(scorer.same_name(p["text"], text(place.shown(act))) for p in gold["places"]))
    for side in sides.candidates(act, cast):
        add("sides", side.features, pairing.role_of(scorer, text(side.full), gold))
    for count in harm.candidates(act):
        groups = pairing.groups_of(harm.key_of(count.first), gold)
        add("harm", count.features, bool(groups))
        if len(groups) == 1:
            add("people", count.of_people, groups.pop())
    add("type", kinds.features(act), gold["type"])
