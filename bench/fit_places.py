"""Fits the confidence of geocoded places to strings with known points, and shows what any threshold on it costs.

    python -m bench.fit_places [--shared ../shared]

Prints the weights for `tawthiq.geocoding.confidence` (logistic regression; needs the extra `fit`), then, by ten folds, how many
cases lie within 15 km and how many of the answers do, at each threshold. Only sums are printed, never a string or a point.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench import gazetteers
from bench.boards import read_lines
from tawthiq.geocoding import Question, Resolver
from tawthiq.knowledge.gazetteer import open_gazetteer
from tawthiq.knowledge.gazetteer.store import distance_km

HERE = Path(__file__).parent
RIGHT_KM = 15.0
FOLDS = 10
THRESHOLDS = (0.0, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.92, 0.94)
SIGNS = tuple(
    "inside near letter article other part weak misspelled reported pcode seat people alone some many town beside district".split()
)
# The smaller, the nearer to nothing the weight of a sign that few answers have.
STRENGTH = 0.3

Rows = list[list[float]]


def examples(shared: Path) -> tuple[Rows, list[bool], int]:
    """The signs of every answer with a point, whether it is right, and the number of all cases."""
    resolver = Resolver(open_gazetteer(gazetteers.use(shared, HERE / "home")))
    cases = read_lines(shared / "bench" / "places.jsonl")
    rows: Rows = []
    right: list[bool] = []
    for case in cases:
        answer = resolver.resolve(Question(case["text"], case.get("within"), case.get("country")))
        if answer.lat is not None and answer.lon is not None:
            rows.append([float(sign in answer.signs) for sign in SIGNS])
            right.append(distance_km((answer.lat, answer.lon), (case["lat"], case["lon"])) <= RIGHT_KM)
    return rows, right, len(cases)


def fitted(rows: Rows, right: list[bool]) -> Any:
    """A logistic regression of right answers on their signs."""
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=STRENGTH, max_iter=1000).fit(rows, right)


def held_out(rows: Rows, right: list[bool]) -> list[float]:
    """The confidence of each answer, fitted without its fold."""
    out = [0.0] * len(rows)
    for fold in range(FOLDS):
        inside = [k for k in range(len(rows)) if k % FOLDS != fold]
        model = fitted([rows[k] for k in inside], [right[k] for k in inside])
        for k in range(fold, len(rows), FOLDS):
            out[k] = float(model.predict_proba([rows[k]])[0][1])
    return out


def main(argv: Sequence[str] | None = None) -> int:
    """Fits and prints."""
    parser = argparse.ArgumentParser(prog="python -m bench.fit_places", description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "--shared", type=Path, default=HERE.parent.parent / "shared", help="folder of cases and gazetteers"
    )
    rows, right, cases = examples(parser.parse_args(argv).shared)
    model = fitted(rows, right)
    print(f"BASE = {model.intercept_[0]:.2f}")
    print(
        "WEIGHTS = {"
        + ", ".join(f'"{sign}": {weight:.2f}' for sign, weight in zip(SIGNS, model.coef_[0], strict=True))
        + "}"
    )
    sure = held_out(rows, right)
    for least in THRESHOLDS:
        kept = [ok for ok, share in zip(right, sure, strict=True) if share >= least]
        print(
            f"{least:.2f}: answered {len(kept) / cases:.3f}  within 15 km {sum(kept) / cases:.3f}  precision {sum(kept) / max(1, len(kept)):.3f}"
        )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
