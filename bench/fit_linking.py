"""Fitting the weights of linking, cross-validated by blocks of days, and what each feature is worth.

    python -m bench.fit_linking CASES.jsonl CODED.jsonl SHARED [--ablate]

A pair of reports is right where monitors tied both to the same one incident. Of the pairs of mentions of two reports
the most probable one stands for them, and which that is is asked anew after each fit.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

from bench import boards
from tawthiq.linking import Model, link
from tawthiq.linking.blocking import candidates
from tawthiq.linking.comparison import NAMES, compare, probability
from tawthiq.linking.mentions import mentions
from tawthiq.model import CodedReport

Weights = dict[str, float]
Pairs = dict[tuple[str, str], list[list[float]]]
FOLDS, ROUNDS, STEPS, RIDGE = 5, 3, 300, 0.002
START = {"base": -3.0, "day_gap": -1.0, "place_same": 2.0, "place_near": 1.5, "place_far": -1.5, "text_alike": 4.0}
START |= {"rare_words": 1.0, "type_differs": -1.0, "sides_shared": 0.5, "killed_agree": 0.5}
THRESHOLDS = (0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6)


def truths(cases: boards.Records) -> dict[str, tuple[str, str]]:
    """Day and code of the incident of each report that is tied to exactly one."""
    alone = {d: c["incidents"][0] for d, c in cases.items() if len({i["code"] for i in c["incidents"]}) == 1}
    return {doc_id: (incident["date"], incident["code"]) for doc_id, incident in alone.items()}


def compared(reports: Sequence[CodedReport], wanted: Collection[str]) -> Pairs:
    """The features of all candidate pairs of mentions, by pair of reports."""
    found = mentions(sorted(reports, key=lambda r: r.doc_id))
    out: Pairs = {}
    for i, j in candidates(found):
        a, b = found[i], found[j]
        if a.doc_id in wanted and b.doc_id in wanted:
            out.setdefault((a.doc_id, b.doc_id), []).append(compare(a, b))
    return out


def fit(pairs: Pairs, truth: dict[str, tuple[str, str]], off: Collection[str] = ()) -> Weights:
    """Logistic regression by plain gradient steps; features in `off` stay at zero."""
    weights = {name: 0.0 if name in off else START.get(name, 0.0) for name in NAMES}
    for _ in range(ROUNDS):
        rows = [max(rows, key=lambda v: probability(v, weights)) for rows in pairs.values()]
        right = [float(truth[a] == truth[b]) for a, b in pairs]
        weights = _descend(rows, right, weights, off)
    return weights


def _descend(rows: list[list[float]], right: list[float], start: Weights, off: Collection[str]) -> Weights:
    at = [start[name] for name in NAMES]
    moves = [0.0 if name in off else 1.0 for name in NAMES]
    velocity = [0.0] * len(at)
    sparse = [[(k, v) for k, v in enumerate(row) if v] for row in rows]
    for _ in range(STEPS):
        slope = [RIDGE * w * (k > 0) for k, w in enumerate(at)]
        for row, y in zip(sparse, right, strict=True):
            error = 1 / (1 + math.exp(-sum(v * at[k] for k, v in row))) - y
            for k, v in row:
                slope[k] += error * v / len(rows)
        for k, move in enumerate(moves):
            velocity[k] = 0.9 * velocity[k] - 0.5 * slope[k] * move
            at[k] += velocity[k]
    return dict(zip(NAMES, at, strict=True))


def folds(truth: dict[str, tuple[str, str]]) -> list[set[str]]:
    """The reports in five blocks of consecutive days of about equal size."""
    ordered = sorted(truth, key=lambda d: (truth[d], d))
    out: list[set[str]] = [set() for _ in range(FOLDS)]
    days = {truth[d][0]: i * FOLDS // len(ordered) for i, d in reversed(list(enumerate(ordered)))}
    for doc_id in ordered:
        out[days[truth[doc_id][0]]].add(doc_id)
    return out


class Trial:
    """One data set, linked and scored as often as asked."""

    def __init__(self, cases: boards.Records, reports: Sequence[CodedReport], scorer: Any) -> None:
        self.cases, self.reports, self.scorer = cases, reports, scorer
        self.truth = truths(cases)
        self.pairs = compared(reports, self.truth)

    def held_out(self, off: Collection[str] = ()) -> dict[float, dict[str, Any]]:
        """Scores by threshold, every block of days linked with weights that never saw it."""
        rows: dict[float, list[Any]] = {t: [] for t in THRESHOLDS}
        for number, fold in enumerate(folds(self.truth)):
            seen = {p: rows for p, rows in self.pairs.items() if p[0] not in fold and p[1] not in fold}
            weights = fit(seen, self.truth, off)
            mine = [r for r in self.reports if r.doc_id in fold]
            for t in THRESHOLDS:
                linked = link(mine, chosen=Model(weights, t, t / 2))
                rows[t] += [{"incident_id": f"{number}/{i.incident_id}", "doc_ids": i.doc_ids} for i in linked]
        return {t: self.scorer.links(self.cases, found) for t, found in rows.items()}

    def whole(self, chosen: Model) -> dict[str, Any]:
        """The score of all reports linked at once."""
        result: dict[str, Any] = self.scorer.links(self.cases, [i.to_json() for i in link(self.reports, chosen=chosen)])
        return result


def shown(result: dict[str, Any]) -> str:
    cubed, pairs = result["b_cubed"], result["pairs"]
    return (
        f"B-cubed {cubed['f1']:.3f} ({cubed['precision']:.3f} / {cubed['recall']:.3f}), "
        f"pairs {pairs['f1']:.3f} ({pairs['precision']:.3f} / {pairs['recall']:.3f})"
    )


def main(argv: list[str] | None = None) -> int:
    """Prints the held-out scores, the fitted weights and their score on what they were fitted to."""
    parser = argparse.ArgumentParser(description="Fits the weights of linking.")
    parser.add_argument("cases", type=Path)
    parser.add_argument("coded", type=Path)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--ablate", action="store_true", help="score again without each feature")
    args = parser.parse_args(argv)
    cases = {case["doc_id"]: case for case in boards.read_lines(args.cases)}
    reports = [CodedReport.from_json(row) for row in boards.read_lines(args.coded)]
    boards.script(args.shared, "score")  # external.py imports it by name
    trial = Trial(cases, reports, boards.script(args.shared, "external"))
    print(f"{len(trial.pairs)} pairs, {sum(trial.truth[a] == trial.truth[b] for a, b in trial.pairs)} right")
    for threshold, result in trial.held_out().items():
        print(f"held out, {threshold:.2f}: {shown(result)}", flush=True)
    weights = fit(trial.pairs, trial.truth)
    for name, weight in weights.items():
        print(f"{name}\t{weight:.3f}")
    for threshold in THRESHOLDS:
        print(f"fitted to, {threshold:.2f}: {shown(trial.whole(Model(weights, threshold, threshold / 2)))}")
    for name in NAMES[1:] if args.ablate else ():
        scores = trial.held_out((name,))
        best = max(scores.values(), key=lambda r: r["b_cubed"]["f1"])
        print(f"without {name}: {shown(best)}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
