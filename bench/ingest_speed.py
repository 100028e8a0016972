"""How fast reports are coded and kept, beside how fast they are coded alone.

`python -m bench.ingest_speed [N]` makes N reports (10,000 where left out) of the demonstration's by changing names, numbers and
days, codes them and ingests them into an empty archive, 1,000 by 1,000, and prints one JSON object. `--archive` names another
empty database.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import tempfile
import time
from collections.abc import Iterator
from importlib import resources
from itertools import islice
from pathlib import Path

from tawthiq.archive import Archive
from tawthiq.archiving.coders import coder_version
from tawthiq.archiving.ingesting import ingest, searchable
from tawthiq.model import Report
from tawthiq.pipeline import Coder

REPORTS = 10_000
_TURN = 1000
# Each stands for the other in every second copy, so that copies differ in more than their number.
_SWAPS = (("مدنيين", "أشخاص"), ("مساء", "صباح"), ("قصف", "استهداف"), ("وقال", "وأفاد"), ("أمس", "اليوم"))


def reports() -> Iterator[Report]:
    """The demonstration's reports over and over, each time with other words, a number of its own and another day."""
    text = (resources.files("tawthiq") / "resources" / "demo.jsonl").read_text(encoding="utf-8")
    demo = [json.loads(line) for line in text.splitlines()]
    for number in range(10**9):
        record = demo[number % len(demo)]
        round_ = number // len(demo)
        body = record["text"]
        for bit, (one, other) in enumerate(_SWAPS):
            body = body.replace(one, other) if round_ >> bit & 1 else body
        day = dt.date(2015, 1, 1) + dt.timedelta(round_ * 3 % 3600)
        yield Report(
            f"r{number}", f"{body}\nالخبر رقم {number}.", record["title"], f"{record['outlet']} {round_ % 5}", day
        )


class _Clock:
    """Seconds since the last look: on the wall, and of this process's own work, which others on the machine do not slow."""

    def __init__(self) -> None:
        self.look()

    def look(self) -> tuple[float, float]:
        now = time.perf_counter(), time.process_time()
        before = getattr(self, "_before", now)
        self._before = now
        return now[0] - before[0], now[1] - before[1]


def measure(count: int, where: str | None = None) -> dict[str, float]:
    """Reports a second coded, and coded and kept; their share, on the wall and of the process's own time; kB for each report."""
    found = list(islice(reports(), count))
    coder, version = Coder(), coder_version()
    for report in found[:200]:
        coder.code(report)
    coding, keeping, events = [0.0, 0.0], [0.0, 0.0], 0
    with tempfile.TemporaryDirectory() as folder, Archive(where or str(Path(folder) / "archive.sqlite")) as archive:
        clock = _Clock()
        # Turn by turn, so that whatever else the machine does slows both alike.
        for start in range(0, count, _TURN):
            some = found[start : start + _TURN]
            for report in some:
                coder.code(report)
            coding = [sum(pair) for pair in zip(coding, clock.look(), strict=True)]
            done = ingest(archive, some, coder.code, version)
            keeping = [sum(pair) for pair in zip(keeping, clock.look(), strict=True)]
            assert done.new == len(some)
            events += done.events
        again = ingest(archive, found, coder.code, version)
        known = clock.look()
        faults = sum(1 for _ in archive.verify(searchable))
        verifying = clock.look()
        size = sum(file.stat().st_size for file in Path(folder).iterdir())
    assert (again.new, faults) == (0, 0)
    return {
        "reports": count, "events": events, "coding a second": round(count / coding[0]),
        "coding and keeping a second": round(count / keeping[0]), "share": round(coding[0] / keeping[0], 2),
        "share of own time": round(coding[1] / keeping[1], 2), "second time a second": round(count / known[0]),
        "verifying s": round(verifying[0], 1), "kB a report": round(size / count / 1000, 1),
    }  # fmt: skip


def main(argv: list[str] | None = None) -> None:
    """Prints the figures as JSON."""
    parser = argparse.ArgumentParser(prog="python -m bench.ingest_speed", description="Speed of ingesting.")
    parser.add_argument("count", nargs="?", type=int, default=REPORTS, metavar="N")
    parser.add_argument("--archive", metavar="WHERE", help="an empty PostgreSQL database, in place of an SQLite file")
    args = parser.parse_args(argv)
    print(json.dumps(measure(args.count, args.archive)))


if __name__ == "__main__":
    main()
