"""Coding every board under the shared folder, and scoring it with the shared scripts."""

from __future__ import annotations

import datetime as dt
import importlib.util
import json
import multiprocessing
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

from bench.diff import Verdicts
from tawthiq.linking import link
from tawthiq.model import CodedReport, Report
from tawthiq.pipeline import Coder

Json = dict[str, Any]
Records = dict[str, Json]
Figures = dict[str, float]

GOLD = ("dev", "more", "posts", "quiet")
# Each external board with the scorer that judges it: the texts of links.jsonl carry incidents too.
EXTERNAL = {"detect": "detect", "incidents": "incidents", "links": "incidents"}
CODED = (*GOLD, *EXTERNAL)
SUMS = ("events", "typed", "clean", "slots")
SLOTS = ("type", "status", "date", "place", "actor", "casualty", "weapon", "source")
_CODER: Coder | None = None


@dataclass(frozen=True, slots=True)
class Board:
    """A scored board: its figures, and for gold the verdict on each report and the error log of `score.py`."""

    figures: Figures
    verdicts: Verdicts = field(default_factory=dict)
    log: list[Json] = field(default_factory=list)


def records(shared: Path, board: str) -> Records:
    """The records of a board by `doc_id`. Raises FileNotFoundError where the shared folder lacks it."""
    path = shared / ("gold" if board in GOLD else "bench") / f"{board}.jsonl"
    return {record["doc_id"]: record for record in read_lines(path)}


def read_lines(path: Path) -> list[Json]:
    """The objects of a JSON Lines file; empty lines are passed over."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def code_boards(boards: Mapping[str, Records], out: Path, processes: int = 2) -> dict[str, Records]:
    """Every record of every board coded, and kept as `out/BOARD.jsonl`.

    The coder is built once, before the processes fork, so that they share what it loaded.
    """
    jobs = [(board, record) for board, asked in boards.items() for record in asked.values()]
    coded: dict[str, Records] = {board: {} for board in boards}
    _coder()
    with multiprocessing.get_context("fork").Pool(processes) as pool:
        for board, record in pool.imap(_code, jobs, chunksize=16):
            coded[board][record["doc_id"]] = record
    for board, written in coded.items():
        _keep(out / f"{board}.jsonl", written.values())
    return coded


def _coder() -> Coder:
    global _CODER
    if _CODER is None:
        _CODER = Coder()
    return _CODER


def _code(job: tuple[str, Json]) -> tuple[str, Json]:
    board, record = job
    return board, _coder().code(report(record)).to_json()


def report(record: Json) -> Report:
    """A report of what a board gives: never what is true of it, only what a reader would have."""
    day = record.get("published")
    published = dt.date.fromisoformat(day) if day else None
    return Report(record["doc_id"], record["text"], record.get("title"), record.get("outlet"), published)


def _keep(path: Path, coded: Iterable[Json]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as lines:
        lines.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in coded)


def score_board(shared: Path, board: str, asked: Records, coded: Records) -> Board:
    """A board scored by `shared/score`. Raises FileNotFoundError where the scripts are not there."""
    scorer = script(shared, "score")
    if board in EXTERNAL:
        return Board(flat(getattr(script(shared, "external"), EXTERNAL[board])(asked, coded)))
    result, log = scorer.score(asked, coded)
    figures = quiet_figures(result) if board == "quiet" else gold_figures(result)
    return Board(figures, verdicts(scorer, asked, coded), log)


def script(shared: Path, name: str) -> ModuleType:
    """A script of `shared/score` as a module. Raises FileNotFoundError where it is not there."""
    folder = shared / "score"
    spec = importlib.util.spec_from_file_location(name, folder / f"{name}.py")
    if spec is None or spec.loader is None or not (folder / f"{name}.py").is_file():
        raise FileNotFoundError(f"no {name}.py under {folder}")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    if name != "score":
        # external.py imports score.py by name.
        script(shared, "score")
    spec.loader.exec_module(module)
    return module


def gold_figures(result: Json) -> Figures:
    """F1 of all and of each slot; precision and recall beside those of whole events."""
    figures: Figures = {}
    for name in (*SUMS, *SLOTS):
        figures[name] = result[name]["f1"]
        if name in SUMS:
            figures |= {f"{name} precision": result[name]["precision"], f"{name} recall": result[name]["recall"]}
    return figures


def quiet_figures(result: Json) -> Figures:
    """False events per 100 reports in which nothing happened."""
    return {"false events per 100 reports": result["false_events_per_100_quiet_reports"]}


def flat(result: Json) -> Figures:
    """The figures of `external.py` by name: F1 with precision and recall, shares, plain numbers; nulls left out."""
    figures: Figures = {}
    for name, value in result.items():
        if not isinstance(value, dict):
            figures |= {name: value} if value is not None else {}
        elif "f1" in value:
            figures |= {name: value["f1"]} | {f"{name}, {part}": value[part] for part in ("precision", "recall")}
        elif value["share"] is not None:
            figures[name] = value["share"]
    return figures


def verdicts(scorer: ModuleType, asked: Records, coded: Records) -> Verdicts:
    """What became of each report: indexes of the asked-for gold events found, typed, clean; how many made up.

    `score.py` gives sums only, so its own pairing is asked again here.
    """
    return {
        doc_id: _verdict(scorer, gold["events"], coded.get(doc_id, {}).get("events", []), gold["text"])
        for doc_id, gold in asked.items()
    }


def _verdict(scorer: ModuleType, gold: list[Json], said: list[Json], text: str) -> Json:
    pairs = scorer.assign([[scorer.affinity(g, s, text) for s in said] for g in gold]) if gold and said else []
    wanted = sorted((i, j) for i, j in pairs if gold[i].get("required", True))
    return {
        "found": [i for i, _ in wanted],
        "typed": [i for i, j in wanted if scorer.same_type(gold[i], said[j])],
        "clean": [i for i, j in wanted if scorer.is_clean(gold[i], said[j])],
        "false": len(said) - len(pairs),
    }


def linking_board(shared: Path, asked: Records, coded: Records) -> Figures:
    """B-cubed and pairwise figures of coded reports brought together into incidents."""
    incidents = link([CodedReport.from_json(record) for record in coded.values()])
    return flat(script(shared, "external").links(asked, [incident.to_json() for incident in incidents]))


def casualty_board(cases: list[Json], coder: Coder) -> tuple[int, list[str]]:
    """How many short messages have the right counts, and the others: what was said and what is right."""
    wrong = []
    for case in cases:
        said, right = counts(case, coder), expected(case)
        if said != right:
            wrong.append(f"{case['msg']}: said {_said(said)}; right {_said(right)}")
    return len(cases) - len(wrong), wrong


def counts(case: Json, coder: Coder) -> dict[str, int | None]:
    """Exact numbers claimed over all events of a message; None where none is («قتلى وجرحى»)."""
    events = coder.code(Report(str(case["msg"]), case["text"])).events
    harm = [c for event in events for c in event.casualties if c.best is not None]
    return {name: _total([c.best for c in harm if c.outcome == name]) for name in ("killed", "injured")}


def expected(case: Json) -> dict[str, int | None]:
    """The right numbers of a case, whether it gives one pair, an `aggregate`, or a pair `per_place`."""
    parts = list(case["per_place"].values()) if "per_place" in case else [case.get("aggregate", case)]
    return {name: _total([part.get(name) for part in parts]) for name in ("killed", "injured")}


def _total(numbers: Iterable[int | None]) -> int | None:
    known = [number for number in numbers if number is not None]
    return sum(known) if known else None


def _said(numbers: dict[str, int | None]) -> str:
    return ", ".join(f"{name} {'no number' if number is None else number}" for name, number in numbers.items())
