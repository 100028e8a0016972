"""Coding every board under the shared folder and scoring it with the shared scripts."""

from __future__ import annotations

import datetime as dt
import importlib.util
import json
import multiprocessing
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from tawthiq.model import Report
from tawthiq.pipeline import Coder

Json = dict[str, Any]
GOLD = ("dev", "more", "posts", "quiet")
EXTERNAL = (("detect", "detect"), ("incidents", "incidents"), ("links", "incidents"))
_CODER: Coder | None = None


def load(path: Path) -> list[Json]:
    """The records of a JSON Lines file."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def script(shared: Path, name: str) -> ModuleType:
    """One of the scripts of `shared/score` as a module."""
    folder = str(shared / "score")
    if folder not in sys.path:
        sys.path.insert(0, folder)
    spec = importlib.util.spec_from_file_location(name, shared / "score" / f"{name}.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(f"no {name}.py in {folder}")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def _report(record: Json) -> Report:
    day = record.get("published")
    published = dt.date.fromisoformat(day) if day else None
    return Report(record["doc_id"], record["text"], record.get("title"), record.get("outlet"), published)


def _code(record: Json) -> Json:
    global _CODER
    if _CODER is None:
        _CODER = Coder()
    return _CODER.code(_report(record)).to_json()


def code_all(records: list[Json], processes: int = 2) -> dict[str, Json]:
    """All records coded, by doc_id."""
    with multiprocessing.get_context("fork").Pool(processes) as pool:
        return {coded["doc_id"]: coded for coded in pool.imap(_code, records, chunksize=32)}


def gold_board(shared: Path, name: str, out: Path) -> tuple[Json, list[Json]]:
    """Scores and the error log of one gold set; what was coded is kept under `out`."""
    gold = {d["doc_id"]: d for d in load(shared / "gold" / f"{name}.jsonl")}
    coded = code_all(list(gold.values()))
    _keep(out / f"{name}.jsonl", coded)
    result, log = script(shared, "score").score(gold, coded)
    return result, log


def external_board(shared: Path, name: str, what: str, out: Path) -> Json:
    """Scores against records that others made: `detect` or `incidents`."""
    script(shared, "score")
    cases = {d["doc_id"]: d for d in load(shared / "bench" / f"{name}.jsonl")}
    coded = code_all(list(cases.values()))
    _keep(out / f"{name}.jsonl", coded)
    result: Json = getattr(script(shared, "external"), what)(cases, coded)
    return result


def _keep(path: Path, coded: dict[str, Json]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as lines:
        lines.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in coded.values())


def casualty_board(shared: Path) -> tuple[int, int, list[str]]:
    """Of the short messages, how many have the right counts; the others with what was said."""
    cases = load(shared / "bench" / "casualty-cases.jsonl")
    wrong = [f"{case['msg']}: {said}" for case in cases if (said := misread(case, Coder())) is not None]
    return len(cases) - len(wrong), len(cases), wrong


def misread(case: Json, coder: Coder) -> Json | None:
    """None where the counts are right, else the counts that were claimed.

    A null count means that no exact number may be claimed; `aggregate` and `per_place` are sums over the message.
    """
    wanted = _wanted(case)
    coded = coder.code(Report(str(case["msg"]), case["text"]))
    said: dict[str, int | None] = {}
    for outcome in ("killed", "injured"):
        best = [c.best for e in coded.events for c in e.casualties if c.outcome == outcome and c.best]
        said[outcome] = sum(b for b in best if b is not None) if best else None
    return None if said == wanted else dict(said)


def _wanted(case: Json) -> dict[str, int | None]:
    if "per_place" in case:
        totals = {name: [p[name] for p in case["per_place"].values() if p.get(name)] for name in ("killed", "injured")}
        return {name: sum(values) if values else None for name, values in totals.items()}
    source = case.get("aggregate", case)
    return {name: source.get(name) for name in ("killed", "injured")}


def slots_of(result: Json) -> Iterator[tuple[str, float]]:
    """The figures of a gold board that the scoreboard shows and freezes."""
    names = ("events", "typed", "clean", "slots", "type", "status", "date", "place", "actor", "casualty", "weapon", "source")
    yield from ((name, result[name]["f1"]) for name in names)
