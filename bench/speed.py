"""Speed and memory, each measured in a fresh process so that nothing else is in its figures.

`python -m bench.speed CORPUS.jsonl` measures one coder and prints one JSON object.
"""

from __future__ import annotations

import datetime as dt
import json
import resource
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path
from statistics import median

from tawthiq.coding import coder as coder_module
from tawthiq.coding.selection import select
from tawthiq.geocoding import ground
from tawthiq.knowledge.models import linear_model
from tawthiq.model import CodedReport, Report
from tawthiq.pipeline import Coder

NORMAL_LENGTH = 1600  # characters; rates are in reports of this length, so that corpora can be compared
REPORTS = 1000
RUNS = 3
_SAMPLE = 200  # reports whose time is split by stage
_ROOT = Path(__file__).parents[1]
_FIRST = "from tawthiq.model import Report; from tawthiq.pipeline import Coder; Coder().code(Report('a', 'قصف على بلدة الغدير'))"
_VERSION = "from tawthiq.cli import main; main(['--version'])"


def measure(corpus: Path) -> dict[str, float]:
    """Reports of 1,600 characters a second on one core, seconds to start, peak memory in MiB, shares by stage."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.speed", str(corpus)], capture_output=True, text=True, check=True, cwd=_ROOT
    )
    figures: dict[str, float] = json.loads(done.stdout)
    return figures | {
        "bare interpreter s": seconds("-c", "pass"),
        "import tawthiq.cli s": seconds("-c", "import tawthiq.cli"),
        "tawthiq --version s": seconds("-c", _VERSION),
        "start to first coded report s": seconds("-c", _FIRST),
    }


def seconds(*arguments: str) -> float:
    """The shortest of three runs of the interpreter with these arguments. Raises CalledProcessError where it fails."""
    runs = []
    for _ in range(RUNS):
        start = time.perf_counter()
        subprocess.run([sys.executable, *arguments], capture_output=True, check=True)
        runs.append(time.perf_counter() - start)
    return round(min(runs), 3)


def reports(corpus: Path) -> list[Report]:
    """The first 1,000 reports of a JSON Lines corpus."""
    with corpus.open(encoding="utf-8") as lines:
        records = [json.loads(line) for _, line in zip(range(REPORTS), lines, strict=False)]
    return [Report(r["doc_id"], r["text"], r.get("title"), r.get("outlet"), _day(r.get("published"))) for r in records]


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def rates(texts: list[Report]) -> dict[str, float]:
    """Best and median rate of three runs with one coder, with the time it takes to build it."""
    start = time.perf_counter()
    coder = Coder()
    ready = time.perf_counter() - start
    size = sum(len(report.text) for report in texts) / NORMAL_LENGTH
    runs = [size / _run(coder, texts) for _ in range(RUNS)]
    best, middle = round(max(runs), 1), round(median(runs), 1)
    return {
        "compiled": float(coder_module.__file__.endswith((".so", ".pyd"))),
        "reports/s best": best,
        "reports/s median": middle,
        "Coder() s": round(ready, 3),
        **stages(coder, texts[:_SAMPLE]),
    }


def _run(coder: Coder, texts: list[Report]) -> float:
    start = time.perf_counter()
    for report in texts:
        coder.code(report)
    return time.perf_counter() - start


def stages(coder: Coder, texts: list[Report]) -> dict[str, float]:
    """Each stage's share of the time: reading a report's claims and joining them, selecting, filling the slots, placing."""
    inner, resolver = coder._coder, coder._resolver
    spent = dict.fromkeys(("claims and joining", "selection", "slots", "geocoding"), 0.0)
    for report in texts:
        marks = [time.perf_counter()]
        read = inner.read(report, linear_model("joining"))
        marks.append(time.perf_counter())
        told = select(read.words, read.groups, read.published, read.again)
        marks.append(time.perf_counter())
        events = inner.events(read, told) if told else ()
        marks.append(time.perf_counter())
        ground(CodedReport(report.doc_id, report.text, events), resolver)
        marks.append(time.perf_counter())
        for name, (start, end) in zip(spent, pairwise(marks), strict=True):
            spent[name] += end - start
    total = sum(spent.values()) or 1.0
    return {f"share of {name}": round(value / total, 3) for name, value in spent.items()}


def peak_memory() -> float:
    """Peak resident memory of this process in MiB.

    Linux counts the memory of the parent into a child's `ru_maxrss`, so its own high-water mark is read first.
    """
    status = Path("/proc/self/status")
    if status.is_file():
        marks = [line for line in status.read_text(encoding="ascii", errors="replace").splitlines() if "VmHWM" in line]
        if marks:
            return round(int(marks[0].split()[1]) / 1024, 1)
    unit = 1 if sys.platform == "darwin" else 1024  # bytes there, KiB elsewhere
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 2**20, 1)


if __name__ == "__main__":
    measured = rates(reports(Path(sys.argv[1])))
    print(json.dumps(measured | {"peak memory MiB": peak_memory()}))
