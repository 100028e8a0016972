"""Fitting the learned selection, cross-validated by reports: which groups of claims are news of an act.

    python -m bench.fit_selection [--shared ../shared] [--write]

A group is right where the scorer pairs its event with an asked-for gold event (dev, more, posts), or where all annotators
saw an attack or protest in its sentence (detect); wrong where no gold event or no annotator stands for it. Groups paired with
background, and sentences on which annotators differ, are left out. `dev` is only scored, never learned from.
"""

from __future__ import annotations

import argparse
import hashlib
import math
import random
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from bench import boards
from tawthiq.coding.coder import ReportCoder
from tawthiq.coding.selection import needed
from tawthiq.knowledge.models import LinearModel

FOLDS, EPOCHS, RATE, RIDGE, LEAST_OFTEN = 6, 40, 0.1, 10, 10
ATTACK = frozenset(("battle", "air_strike", "shelling", "explosion", "suicide_attack", "chemical_attack", "killing", "abduction", "abuse"))
SETS = ("more", "posts", "dev", "quiet", "detect")
# Never learned from, so that its board stays a check.
APART = frozenset(("dev",))
RESOURCE = Path(__file__).parents[1] / "src" / "tawthiq" / "resources" / "selection.tsv"
HEAD = (
    "# Weights of the learned selection: log odds per unit of each feature (coding/worth.py). Fitted by bench/fit_selection.py to coded\n"
    "# reports and to openeventdata/arabic_event_gsr (MIT); card: docs/model-selection.md. Licence: Apache-2.0.\n"
)


class Example(NamedTuple):
    """A group: its set, report, place among the report's groups, coded event, features, and whether it is news (None: not said)."""

    name: str
    doc_id: str
    number: int
    event: dict[str, Any]
    features: dict[str, float]
    right: bool | None


def examples(shared: Path, name: str) -> tuple[boards.Records, list[Example]]:
    """The groups of every record of a set."""
    asked = boards.records(shared, name)
    coder, scorer = ReportCoder(), boards.script(shared, "score")
    out: list[Example] = []
    for record in asked.values():
        weighed = coder.weighed(boards.report(record))
        events = [event.to_json() for event, _ in weighed]
        right = _detected(record, weighed) if name == "detect" else _paired(scorer, record, events)
        out += [Example(name, record["doc_id"], k, events[k], features, right[k]) for k, (_, features) in enumerate(weighed)]
    return asked, out


def _paired(scorer: Any, record: dict[str, Any], events: list[dict[str, Any]]) -> list[bool | None]:
    right: list[bool | None] = [False] * len(events)
    if record["events"] and events:
        for gold, said in scorer.assign([[scorer.affinity(g, e, record["text"]) for e in events] for g in record["events"]]):
            right[said] = True if record["events"][gold].get("required", True) else None
    return right


def _detected(record: dict[str, Any], weighed: Sequence[tuple[Any, dict[str, float]]]) -> list[bool | None]:
    wanted = ATTACK if record["task"] == "assault" else {"protest"}
    mine = [k for k, (event, _) in enumerate(weighed) if event.type.value in wanted]
    right: list[bool | None] = [None] * len(weighed)
    if record["label"] == "yes" and mine:
        right[max(mine, key=lambda k: weighed[k][1]["weight"])] = True
    elif "no" in record["label"]:
        for k in mine:
            right[k] = False
    return right


def fold(doc_id: str) -> int:
    return int(hashlib.md5(doc_id.encode(), usedforsecurity=False).hexdigest(), 16) % FOLDS


def fit(given: Iterable[Example]) -> LinearModel:
    """Logistic regression with a ridge, by stochastic descent in a fixed order; words of fewer than ten groups are left out."""
    told = [(e.features, float(e.right)) for e in given if e.right is not None]
    often = Counter(name for features, _ in told for name in features)
    rows = [([(n, v) for n, v in features.items() if v and (often[n] >= LEAST_OFTEN or not n.startswith("word="))], right) for features, right in told]
    weights: dict[str, float] = {}
    base, scale, step = 0.0, 1.0, 0
    shrink, order = RIDGE / max(1, len(rows)), random.Random(0)
    for _ in range(EPOCHS):
        order.shuffle(rows)
        for row, right in rows:
            step += 1
            rate = RATE / (1 + RATE * shrink * step)
            total = base + scale * sum(weights.get(name, 0.0) * value for name, value in row)
            slope = rate * (1 / (1 + math.exp(-max(-30.0, min(30.0, total)))) - right)
            # All weights shrink at each step; the common factor is kept apart from them.
            scale *= 1 - rate * shrink
            base -= slope
            for name, value in row:
                weights[name] = weights.get(name, 0.0) - slope * value / scale
    return LinearModel({name: scale * value for name, value in weights.items()}, base)


def shown(shared: Path, sets: dict[str, tuple[boards.Records, list[Example]]], probability: dict[tuple[str, str, int], float], shift: float) -> str:
    """The boards with groups taken whose probability reaches the threshold of their type, moved by `shift`."""
    out = [f"{shift:+.2f}"]
    for name, (asked, given) in sets.items():
        said: dict[str, Any] = {key: {"doc_id": key, "events": []} for key in asked}
        for each in given:
            threshold = needed(each.event["type"], each.features) + shift
            if probability[each.name, each.doc_id, each.number] >= threshold:
                said[each.doc_id]["events"].append(each.event)
        if name == "detect":
            figures = boards.script(shared, "external").detect(asked, said)
            out += [f"{task} {figures[f'{task}, yes against every no']['f1']:.3f}" for task in ("assault", "protest")]
            continue
        figures = boards.script(shared, "score").score(asked, said)[0]
        quiet = figures["false_events_per_100_quiet_reports"]
        out.append(f"quiet {quiet}" if name == "quiet" else f"{name} " + " ".join(f"{figures[k]['f1']:.3f}" for k in ("events", "typed", "slots", "clean")))
    return " | ".join(out)


def reliability(given: Sequence[Example], probability: dict[tuple[str, str, int], float]) -> list[str]:
    """Of groups said with so much probability, the share that is right."""
    out = []
    for low in range(10):
        inside = [e for e in given if e.right is not None and low <= probability[e.name, e.doc_id, e.number] * 10 < low + 1 + (low == 9)]
        if inside:
            out.append(f"{low / 10:.1f}-{(low + 1) / 10:.1f}: {sum(bool(e.right) for e in inside) / len(inside):.2f} of {len(inside)}")
    return out


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.fit_selection", description="Fits the learned selection.")
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[2] / "shared")
    parser.add_argument("--write", action="store_true", help="put the weights into the resource")
    args = parser.parse_args(argv)
    sets = {name: examples(args.shared, name) for name in SETS}
    given = [e for _, each in sets.values() for e in each]
    probability: dict[tuple[str, str, int], float] = {}
    for number in range(FOLDS):
        model = fit(e for e in given if fold(e.doc_id) != number and e.name not in APART)
        probability |= {(e.name, e.doc_id, e.number): model.probability(e.features) for e in given if fold(e.doc_id) == number}
    print("cross-validated: threshold moved | events typed slots clean")
    for shift in (-0.1, -0.05, 0.0, 0.05, 0.1):
        print(shown(args.shared, sets, probability, shift))
    print("reliability on coded reports, cross-validated")
    print(*reliability([e for e in given if e.name in ("more", "posts", "dev")], probability), sep="\n")
    whole = fit(e for e in given if e.name not in APART)
    if args.write:
        lines = [f"{name}\t{value:.4f}" for name, value in sorted(whole.weights.items()) if abs(value) >= 0.005]
        RESOURCE.write_text(HEAD + f"base\t{whole.base:.4f}\n" + "\n".join(lines) + "\n", encoding="utf-8")
        print(f"{len(lines)} weights written")
    return 0


if __name__ == "__main__":
    sys.exit(main())
