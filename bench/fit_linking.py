"""Fitting the weights of linking, cross-validated by blocks of days, and what each feature is worth.

    python -m bench --board links incidents          (codes the texts, keeps them under bench/out)
    python -m bench.fit_linking [--shared ../shared] [--ablate] [--write]

A pair of reports is right where monitors tied both to the same one incident. Of the pairs of mentions of two reports
the most probable one stands for them, and which that is is asked anew after each fit. Weights are fitted to the dated
texts of `links` and, each pair counting a tenth, to those of `incidents`, whose days are not their own; and, each pair
counting a fiftieth, to `incidents` once more with four months taken for one day, so that days of hundreds of reports are
known too.
"""

from __future__ import annotations

import argparse
import math
import random
import statistics
import sys
from collections import Counter
from collections.abc import Collection, Sequence
from copy import copy
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from bench import boards
from tawthiq.linking import clusters, model
from tawthiq.linking.blocking import candidates
from tawthiq.linking.comparison import NAMES, compare, probability
from tawthiq.linking.corpus import Corpus
from tawthiq.linking.mentions import Mention, count, mentions
from tawthiq.model import CodedReport, Judgement

Weights = dict[str, float]
Truth = dict[str, tuple[str, str]]
FOLDS, ROUNDS, STEPS, RIDGE = 5, 3, 15, 5.0
# How the days are divided into folds: blocks in order, or three days each, shuffled with these seeds.
DIVISIONS: tuple[int | None, ...] = (None, 0, 1, 2)
OTHER_WEIGHT = 0.1
# Days that are taken for one, so that hundreds of reports share it, and what a pair of such a day counts.
FULL, FULL_WEIGHT = 120, 0.02
# There only every fifth wrong pair is fitted to, which then counts five times.
FULL_KEPT = 5
START = {"base": -3.0, "day_gap": -1.0, "place_same": 2.0, "place_near": 1.5, "strong_words": 1.0, "killed_agree": 0.5}
THRESHOLDS = (0.3, 0.35, 0.4, 0.45, 0.5, 0.55)
RESOURCE = Path(__file__).parents[1] / "src" / "tawthiq" / "resources" / "linking.tsv"


class Pair(NamedTuple):
    """Two reports: whether they belong together, how much that counts, and the features of their pairs of mentions."""

    first: str
    second: str
    right: bool
    weight: float
    rows: list[list[float]]


class Texts:
    """One set of coded texts with the truth, compared once."""

    def __init__(self, shared: Path, name: str, weight: float = 1.0) -> None:
        self.are_full = False
        self.cases = boards.records(shared, name)
        coded = boards.read_lines(Path(__file__).parent / "out" / f"{name}.jsonl")
        reports = sorted((CodedReport.from_json(row) for row in coded), key=lambda r: r.doc_id)
        self.truth = truths(self.cases)
        self.found = mentions(reports, count(reports))
        self.compare()
        self.weight = weight

    def compare(self) -> None:
        """Compares all candidates."""
        self.compared = [(self.found[i], self.found[j]) for i, j in candidates(self.found)]
        self.rows = [compare(a, b) for a, b in self.compared]

    def full(self, weight: float = FULL_WEIGHT, days: int = FULL) -> Texts:
        """The same texts with so many days taken for one."""
        made = copy(self)
        made.found, made.weight, made.are_full = on_full_days(self.found, days), weight, True
        made.compare()
        return made

    def pairs(self) -> list[Pair]:
        """The pairs of reports of which the truth is known."""
        rows: dict[tuple[str, str], list[list[float]]] = {}
        for (a, b), row in zip(self.compared, self.rows, strict=True):
            if a.doc_id in self.truth and b.doc_id in self.truth:
                rows.setdefault((a.doc_id, b.doc_id), []).append(row)
        right = {(a, b): self.truth[a] == self.truth[b] for a, b in rows}
        return [Pair(a, b, right[a, b], self.weight, found) for (a, b), found in rows.items()]


def on_full_days(found: Sequence[Mention], days: int) -> list[Mention]:
    """The mentions with so many days taken for one."""
    moved = [replace(m, days=tuple(sorted({day // days for day in m.days}))) for m in found]
    among = Corpus(0, {}, Counter(day for day, _ in {(day, m.doc_id) for m in moved for day in m.days}))
    return [replace(m, crowd=among.crowd(m.days)) for m in moved]


def truths(cases: boards.Records) -> Truth:
    """Day and code of the incident of each report that is tied to exactly one."""
    alone = {d: c["incidents"][0] for d, c in cases.items() if len({i["code"] for i in c["incidents"]}) == 1}
    return {doc_id: (incident["date"], incident["code"]) for doc_id, incident in alone.items()}


def thinned(pairs: Sequence[Pair]) -> list[Pair]:
    """All right pairs and every fifth wrong one, which then counts five times."""
    wrong = [pair for pair in pairs if not pair.right]
    kept = [pair._replace(weight=pair.weight * FULL_KEPT) for pair in wrong[::FULL_KEPT]]
    return [pair for pair in pairs if pair.right] + kept


def fit(pairs: Sequence[Pair], off: Collection[str] = ()) -> Weights:
    """Logistic regression by Newton's method; features in `off` stay at zero."""
    used = [name for name in NAMES if name not in off]
    at = [START.get(name, 0.0) for name in used]
    places = [NAMES.index(name) for name in used]
    chosen = [[[row[k] for k in places] for row in pair.rows] for pair in pairs]
    for _ in range(ROUNDS):
        rows = [max(rows, key=lambda row: _dot(row, at)) for rows in chosen]
        at = _newton(rows, [float(p.right) for p in pairs], [p.weight for p in pairs], at)
    return dict.fromkeys(NAMES, 0.0) | dict(zip(used, at, strict=True))


def _dot(a: Sequence[float], b: Sequence[float]) -> float:
    return sum(x * y for x, y in zip(a, b, strict=True))


def _newton(rows: list[list[float]], right: list[float], weight: list[float], start: list[float]) -> list[float]:
    at, size = list(start), len(start)
    sparse = [[(k, v) for k, v in enumerate(row) if v] for row in rows]
    for _ in range(STEPS):
        slope = [RIDGE * w * (k > 0) for k, w in enumerate(at)]
        bend = [[RIDGE * (k == m > 0) + 1e-6 * (k == m) for m in range(size)] for k in range(size)]
        for row, y, w in zip(sparse, right, weight, strict=True):
            said = 1 / (1 + math.exp(-max(-30.0, min(30.0, sum(v * at[k] for k, v in row)))))
            error, curve = w * (said - y), w * said * (1 - said)
            for n, (k, v) in enumerate(row):
                slope[k] += error * v
                for m, other in row[n:]:
                    bend[k][m] += curve * v * other
        move = _solved([[bend[min(k, m)][max(k, m)] for m in range(size)] for k in range(size)], slope)
        at = [w - step for w, step in zip(at, move, strict=True)]
        if max(map(abs, move)) < 1e-4:
            break
    return at


def _solved(matrix: list[list[float]], right: list[float]) -> list[float]:
    """The solution of a positive definite system, by elimination."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for k, pivot in enumerate(rows):
        for below in rows[k + 1 :]:
            factor = below[k] / pivot[k]
            for m in range(k, len(pivot)):
                below[m] -= factor * pivot[m]
    out = [0.0] * len(rows)
    for k in range(len(rows) - 1, -1, -1):
        out[k] = (rows[k][-1] - sum(rows[k][m] * out[m] for m in range(k + 1, len(rows)))) / rows[k][k]
    return out


def folds(truth: Truth, seed: int | None) -> list[set[str]]:
    """The reports in five parts of about equal size; the reports of one day stay together."""
    days = sorted({day for day, _ in truth.values()})
    blocks = [days[i : i + 3] for i in range(0, len(days), 3)]
    if seed is not None:
        random.Random(seed).shuffle(blocks)
    on_day = Counter(day for day, _ in truth.values())
    number: dict[str, int] = {}
    seen = 0
    for block in blocks:
        number |= dict.fromkeys(block, seen * FOLDS // len(truth))
        seen += sum(on_day[day] for day in block)
    return [{doc_id for doc_id, (day, _) in truth.items() if number[day] == n} for n in range(FOLDS)]


class Trial:
    """The texts that are scored, and those that only lend their pairs to the fit."""

    def __init__(self, texts: Texts, others: Sequence[Texts], scorer: Any) -> None:
        self.texts, self.scorer = texts, scorer
        self.pairs = texts.pairs()
        lent = [(other.are_full, other.pairs()) for other in others]
        self.lent = [pair for full, pairs in lent for pair in (thinned(pairs) if full else pairs)]

    def fitted(self, off: Collection[str] = (), without: Collection[str] = ()) -> Weights:
        """Weights that never saw the reports in `without`."""
        seen = [pair for pair in self.pairs if pair.first not in without and pair.second not in without]
        return fit([*seen, *self.lent], off)

    def held_out(
        self, off: Collection[str] = (), divisions: Sequence[int | None] = DIVISIONS
    ) -> dict[float, list[Any]]:
        """By threshold the scores of each division; every part of the days is linked with weights that never saw it."""
        out: dict[float, list[Any]] = {t: [] for t in THRESHOLDS}
        for seed in divisions:
            rows: dict[float, list[Any]] = {t: [] for t in THRESHOLDS}
            for n, part in enumerate(folds(self.texts.truth, seed)):
                weights = self.fitted(off, part)
                for t in THRESHOLDS:
                    rows[t] += self.linked(weights, t, part, str(n))
            for t, linked in rows.items():
                out[t].append(self.scorer.links(self.texts.cases, linked))
        return out

    def linked(self, weights: Weights, threshold: float, part: Collection[str], name: str = "") -> list[boards.Json]:
        """The incidents of a part of the reports as the scorer reads them."""
        found = {m.id: m for m in self.texts.found if m.doc_id in part}
        judged = [
            Judgement(min(a.id, b.id), max(a.id, b.id), probability(row, weights), "")
            for (a, b), row in zip(self.texts.compared, self.texts.rows, strict=True)
            if a.id in found and b.id in found
        ]
        groups = [[found[each] for each in group] for group in clusters(found, judged, threshold)]
        return [{"incident_id": f"{name}/{g[0].id}", "doc_ids": _reports(g)} for g in groups if any(m.event for m in g)]

    def whole(self, weights: Weights, threshold: float) -> Any:
        """The score of all reports linked at once."""
        return self.scorer.links(
            self.texts.cases, self.linked(weights, threshold, {m.doc_id for m in self.texts.found})
        )


def _reports(group: Sequence[Mention]) -> list[str]:
    return sorted({m.doc_id for m in group})


def shown(results: Sequence[Any]) -> str:
    """The mean of some scores; behind it the least B-cubed F1."""

    def mean(measure: str, part: str) -> float:
        return statistics.fmean(result[measure][part] for result in results)

    parts = (mean(m, part) for m in ("b_cubed", "pairs") for part in ("f1", "precision", "recall"))
    text = "B-cubed {:.3f} ({:.3f} / {:.3f}), pairs {:.3f} ({:.3f} / {:.3f})".format(*parts)
    return f"{text}, least {min(result['b_cubed']['f1'] for result in results):.3f}"


def write(weights: Weights) -> None:
    """Puts the weights into the resource; its other columns stay."""
    lines = []
    for line in RESOURCE.read_text(encoding="utf-8").splitlines():
        name, *rest = line.split("\t")
        lines.append("\t".join((name, f"{weights[name]:.3f}", *rest[1:])) if name in weights else line)
    RESOURCE.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main(argv: list[str] | None = None) -> int:
    """Prints the held-out scores, the fitted weights and their score on what they were fitted to."""
    parser = argparse.ArgumentParser(description="Fits the weights of linking.")
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[2] / "shared")
    parser.add_argument("--ablate", action="store_true", help="score again without each feature")
    parser.add_argument("--write", action="store_true", help="put the weights into the resource")
    args = parser.parse_args(argv)
    scorer = boards.script(args.shared, "external")
    dated, other = Texts(args.shared, "links"), Texts(args.shared, "incidents", OTHER_WEIGHT)
    full = other.full()
    trial = Trial(dated, [other, full], scorer)
    print(f"{len(trial.pairs)} pairs, {sum(pair.right for pair in trial.pairs)} right")
    _print_scores(trial, other, scorer)
    weights, chosen = trial.fitted(), model().same
    for name, weight in weights.items():
        print(f"{name}\t{weight:.3f}")
    for t in THRESHOLDS:
        print(f"fitted to, {t:.2f}: {shown([trial.whole(weights, t)])}")
    for name, texts in (("links", dated.full(days=60)), ("incidents", full)):
        print(f"{name} on full days, {chosen:.2f}: {shown([Trial(texts, [], scorer).whole(weights, chosen)])}")
    for name in NAMES[1:] if args.ablate else ():
        best = max(trial.held_out((name,), DIVISIONS[:2]).values(), key=_cubed)
        print(f"without {name}: {shown(best)}", flush=True)
    if args.write:
        write(weights)
        model.cache_clear()
    return 0


def _print_scores(trial: Trial, other: Texts, scorer: Any) -> None:
    """Held out by days; and fitted to the other texts alone, linked on these, and the other way round."""
    for t, results in trial.held_out().items():
        print(f"held out, {t:.2f}: {shown(results)}", flush=True)
    alone = fit(trial.lent)
    for t in THRESHOLDS:
        print(f"fitted to incidents only, {t:.2f}: {shown([trial.whole(alone, t)])}", flush=True)
    reverse, own = Trial(other, [], scorer), fit(trial.pairs)
    for t in THRESHOLDS:
        print(f"incidents, fitted to links only, {t:.2f}: {shown([reverse.whole(own, t)])}", flush=True)


def _cubed(results: Sequence[Any]) -> float:
    return statistics.fmean(result["b_cubed"]["f1"] for result in results)


if __name__ == "__main__":
    sys.exit(main())
