"""python -m bench.fitting [--shared ../shared] [--coded FILE ...] [--folds 4] [--write]

Fits every learned model, prints what each board would show by folds (no report is coded by models that have seen it), and with
--write puts the tables into the package. `--coded` names further files of reports coded by the manual (JSON Lines).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench import boards
from bench.fitting import examples, learning, pairing
from tawthiq.coding import building, selection
from tawthiq.coding.coder import ReportCoder
from tawthiq.knowledge.models import ClassModel, LinearModel

Json = dict[str, Any]
Models = dict[str, LinearModel | ClassModel]
# Never learned from, so that its board stays a check.
APART = "dev"
LEARNED = ("more", "posts", "quiet", "detect")
# The inverse of the ridge, and how many rows a feature needs: chosen by folds on what is learned from.
LINEAR = {"joining": (0.3, 3), "places": (0.3, 2), "harm": (0.1, 2), "selection": (0.1, 4)}
CLASSES = {"sides": (0.12, 2), "people": (0.3, 2), "type": (0.3, 2)}
HEAD = "# Weights of the learned model «{}»; card: docs/learned-models.md. Fitted by `python -m bench.fitting`. Licence: Apache-2.0."


def fold(doc_id: str, folds: int) -> int:
    return int(hashlib.md5(doc_id.encode(), usedforsecurity=False).hexdigest(), 16) % folds


class Fitter:
    """All records to learn from, with the decisions in them."""

    def __init__(self, shared: Path, further: Iterable[Path], folds: int) -> None:
        self.shared, self.folds = shared, folds
        self.scorer = boards.script(shared, "score")
        self.coder = ReportCoder()
        self.sets = {name: boards.records(shared, name) for name in (*LEARNED, APART)}
        more = [
            json.loads(line)
            for path in further
            for line in path.read_text(encoding="utf-8").splitlines()
            if line.strip()
        ]
        if more:
            self.sets["further"] = {record["doc_id"]: record for record in more}
        self.joins = {
            (name, key): examples.joins(self.coder, record, self.scorer)
            for name, records in self.sets.items() if name not in ("detect", "quiet", APART)
            for key, record in records.items()
        }  # fmt: skip
        # Joined by models that have not seen the report, as fresh reports will be.
        joined = [self._joining(number) for number in range(folds)]
        self.found = {
            (name, key): examples.decisions(self.coder, record, self.scorer, joined[fold(key, folds)], "detect" if name == "detect" else "coded")
            for name, records in self.sets.items() if name != APART
            for key, record in records.items()
        }  # fmt: skip

    def _joining(self, apart: int | None) -> LinearModel:
        rows = [
            row
            for (_, key), some in self.joins.items()
            if apart is None or fold(key, self.folds) != apart
            for row in some
        ]
        strength, least = LINEAR["joining"]
        return learning.fit_linear([row for row, _ in rows], [right for _, right in rows], strength, least)

    def models(self, apart: int | None) -> Models:
        """All models, fitted without the reports of one fold, or to all."""
        found = [each for (_, key), each in self.found.items() if apart is None or fold(key, self.folds) != apart]
        out: Models = {"joining": self._joining(apart)}
        told = [(row, right) for each in found for row, right in each.selection if right is not None]
        strength, least = LINEAR["selection"]
        out["selection"] = learning.fit_linear([row for row, _ in told], [right for _, right in told], strength, least)
        for name, (strength, least) in {**LINEAR, **CLASSES}.items():
            if name in out:
                continue
            rows = [row for each in found for row in each.rows.get(name, ())]
            fit: Callable[..., LinearModel | ClassModel] = (
                learning.fit_linear if name in LINEAR else learning.fit_classes
            )
            out[name] = fit([row for row, _ in rows], [right for _, right in rows], strength, least)
        return out

    def code(self, name: str, models_of: Callable[[str], Models]) -> dict[str, Json]:
        """The records of a set, each coded with the models that are for it."""
        out = {}
        for key, record in self.sets[name].items():
            with using(models_of(key)):
                out[key] = self.coder.code(boards.report(record)).to_json()
        return out

    def shown(self, name: str, coded: dict[str, Json]) -> str:
        """One line of a board."""
        if name == "detect":
            figures = boards.script(self.shared, "external").detect(self.sets[name], coded)
            return "  ".join(
                f"{task} {figures[f'{task}, yes against every no']['f1']:.3f}" for task in ("assault", "protest")
            )
        figures = self.scorer.score(self.sets[name], coded)[0]
        if name == "quiet":
            return f"false events per 100: {figures['false_events_per_100_quiet_reports']}"
        shown = ("events", "typed", "slots", "clean", *self.scorer.SLOTS)
        return "  ".join(f"{key} {figures[key]['f1']:.3f}" for key in shown)


def reliability(scorer: Any, records: dict[str, Json], coded: dict[str, Json]) -> dict[str, dict[int, list[int]]]:
    """For events, places, actors and casualties: by tenths of the probability said, how many were right, and how many there were.

    An event is right where it pairs with one that is asked for; a value, in such an event, where the coded event has it.
    """
    out: dict[str, dict[int, list[int]]] = {name: {} for name in ("event", *_VALUES)}

    def count(name: str, share: float | None, right: bool) -> None:
        if share is not None:
            row = out[name].setdefault(min(9, int(share * 10)), [0, 0])
            row[0] += right
            row[1] += 1

    for key, record in records.items():
        events = coded[key]["events"]
        for event, gold in zip(events, pairing.paired(scorer, record, events), strict=True):
            if gold is not None and not gold.get("required", True):
                continue
            count("event", event["confidence"], gold is not None)
            for name, field in _VALUES.items() if gold is not None else ():
                same, given = scorer.same_value(name), scorer.values(gold, name)
                for value in event[field]:
                    said = scorer.casualty_key(value) if name == "casualty" else value
                    count(name, value.get("confidence"), any(same(g, said) for g in given))
    return out


_VALUES = {"place": "places", "actor": "actors", "casualty": "casualties"}


def added(tables: Iterable[dict[str, dict[int, list[int]]]]) -> list[str]:
    """The tables of several sets as lines, a line each for events and values."""
    whole: dict[str, dict[int, list[int]]] = {}
    for table in tables:
        for name, rows in table.items():
            for low, (right, total) in rows.items():
                row = whole.setdefault(name, {}).setdefault(low, [0, 0])
                row[0] += right
                row[1] += total
    return [
        f"{name:9}"
        + "  ".join(f"{low / 10:.1f}: {right / total:.2f} of {total}" for low, (right, total) in sorted(rows.items()))
        for name, rows in whole.items()
    ]


@contextmanager
def using(models: Models) -> Iterator[None]:
    """Coding with these models in place of those in the package."""
    from tawthiq.coding import coder

    kept = [
        (module, name, getattr(module, name))
        for module in (coder, building, selection)
        for name in ("linear_model", "class_model")
        if hasattr(module, name)
    ]
    for module, name, _ in kept:
        setattr(module, name, models.__getitem__)
    try:
        yield
    finally:
        for module, name, value in kept:
            setattr(module, name, value)


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.fitting", description="Fits the learned models.")
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[3] / "shared")
    parser.add_argument("--coded", type=Path, nargs="*", default=[], help="further reports coded by the manual")
    parser.add_argument("--folds", type=int, default=4)
    parser.add_argument("--write", action="store_true", help="put the tables into the package")
    parser.add_argument("--only-write", action="store_true", help="fit to all and write, without the folds")
    args = parser.parse_args(argv)
    fitter = Fitter(args.shared, args.coded, args.folds)
    whole = fitter.models(None)
    if not args.only_write:
        by_fold = [fitter.models(number) for number in range(args.folds)]
        tables: list[dict[str, dict[int, list[int]]]] = []
        for name in fitter.sets:
            of = (lambda key: whole) if name == APART else (lambda key: by_fold[fold(key, args.folds)])
            coded = fitter.code(name, of)
            print(f"{name:8} {fitter.shown(name, coded)}", flush=True)
            if name not in ("detect", "quiet", APART):
                tables.append(reliability(fitter.scorer, fitter.sets[name], coded))
        print("of what is said with so much probability, so much is right", *added(tables), sep="\n")
    if args.write or args.only_write:
        for name, model in whole.items():
            head = HEAD.format(name)
            rows = (
                learning.write_linear(name, model, head)
                if isinstance(model, LinearModel)
                else learning.write_classes(name, model, head)
            )
            print(f"{name}: {rows} rows")
    return 0


if __name__ == "__main__":
    sys.exit(main())
