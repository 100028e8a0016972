"""Linking at scale: synthetic events with known truth, so many a day, linked; seconds, memory, and B-cubed F1.

`python -m bench.scale_linking [N ...]` measures each number of events in a process of its own and prints a line for each.
The reports are invented by this script from a fixed seed: towns of the project's gazetteer, sides, tolls that grow, words of
their own for every incident, outlets that copy one another, and tired phrases that all share.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
import resource
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from tawthiq.knowledge.tables import read_table
from tawthiq.model import Actor, Casualty, CodedReport, Event, EventDate, EvidenceValue, Place, Span

SIZES = (10_000, 30_000, 100_000)
PER_DAY = 100
_FIRST_DAY = dt.date(2012, 1, 1)
_SIDES = tuple(f"side-{n}" for n in range(12))
_TYPES = {
    "shelling": "قصف مدفعي",
    "air_strike": "غارة جوية",
    "explosion": "انفجار عبوة",
    "arrest": "حملة اعتقالات",
    "killing": "إطلاق نار",
}
_TIRED = "وأفاد مراسلنا بأن فرق الإسعاف هرعت إلى المكان ونقلت المصابين إلى المشافي القريبة وسط حالة من الهلع بين الأهالي".split()
_LETTERS = "بتجحدرزسشصطعفقكلمنهوي"
_ROOT = Path(__file__).parents[1]
Town = tuple[str, float, float]


def towns() -> list[Town]:
    """Names of one word with a point of their own, at most 400."""
    rows = read_table("places.tsv")
    found = {
        row[0]: (row[0], float(row[6]), float(row[7]))
        for row in rows
        if row[3] in ("town", "city", "village") and row[6] and " " not in row[0]
    }
    return sorted(found.values())[:: max(1, len(found) // 400)][:400]


def reports(size: int, per_day: int = PER_DAY, seed: int = 7) -> Iterator[tuple[CodedReport, str]]:
    """`size` reports of one event each, about `per_day` a day, with the incident that each tells of."""
    draw = random.Random(seed)
    places = towns()
    made = number = 0
    while made < size:
        day = _FIRST_DAY + dt.timedelta(made // per_day)
        incident = _Incident(draw, places, day)
        for _ in range(min(draw.choice((1, 1, 1, 2, 2, 3, 4, 6)), size - made)):
            yield incident.told(draw, made), f"truth-{number}"
            made += 1
        number += 1


class _Incident:
    """What happened, and how it is told each time a little otherwise."""

    def __init__(self, draw: random.Random, places: Sequence[Town], day: dt.date) -> None:
        self.day = day
        self.kind = draw.choice(list(_TYPES))
        self.town = draw.choice(places)
        self.side = draw.choice(_SIDES)
        self.killed = draw.choice((0, 1, 2, 3, 4, 5, 8, 13))
        self.words = [_word(draw) for _ in range(6)]

    def told(self, draw: random.Random, number: int) -> CodedReport:
        killed = self.killed + draw.choice((0, 0, 0, 1))
        own = draw.sample(self.words, 4)
        around = draw.sample(_TIRED, 9)
        text = f"{_TYPES[self.kind]} على {self.town[0]} {' '.join(own)} أسفر عن {killed} قتلى {' '.join(around)} {_word(draw)}"
        day = self.day + dt.timedelta(draw.choice((0, 0, 0, 0, 1)))
        event = self._event(f"d{number}#1", text, killed, draw.random() < 0.7)
        return CodedReport(
            f"d{number}", text, (event,), f"{_TYPES[self.kind]} في {self.town[0]}", f"outlet-{draw.randrange(40)}", day
        )

    def _event(self, name: str, text: str, killed: int, sided: bool) -> Event:
        whole = Span(0, len(text))
        kind, status = EvidenceValue(self.kind, whole, "r"), EvidenceValue("occurred", whole, "r")
        place = Place(self.town[0], whole, "r", lat=self.town[1], lon=self.town[2], precision="exact")
        toll = (Casualty("killed", "unknown", killed, killed, killed, str(killed), whole, "r"),) if killed else ()
        sides = (Actor(self.side, "initiator", whole, "r", self.side),) if sided else ()
        date = EventDate(self.day, self.day, "أمس", whole, "r")
        return Event(name, kind, status, date, (whole,), places=(place,), actors=sides, casualties=toll)


def _word(draw: random.Random) -> str:
    """A word that hardly another incident has, as a name is."""
    return "".join(draw.choice(_LETTERS) for _ in range(6))


def b_cubed(truth: Mapping[str, str], found: Mapping[str, str]) -> tuple[float, float, float]:
    """Precision, recall and F1 over things by the group that is true and the group that was found."""
    true, made = _grouped(truth), _grouped(found)
    precision = recall = 0.0
    for each in truth:
        common = len(true[truth[each]] & made[found[each]])
        precision += common / len(made[found[each]])
        recall += common / len(true[truth[each]])
    precision, recall = precision / len(truth), recall / len(truth)
    return precision, recall, 2 * precision * recall / (precision + recall)


def _grouped(groups: Mapping[str, str]) -> dict[str, set[str]]:
    out: dict[str, set[str]] = defaultdict(set)
    for each, group in groups.items():
        out[group].add(each)
    return out


def measure(size: int, per_day: int = PER_DAY) -> dict[str, float]:
    """Links `size` events in this process: seconds, peak memory in GiB, B-cubed precision, recall and F1."""
    from tawthiq.linking import link

    told = list(reports(size, per_day))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    incidents = link([report for report, _ in told])
    seconds = time.perf_counter() - start
    found = {name.partition("#")[0]: each.incident_id for each in incidents for name in each.event_ids}
    precision, recall, f1 = b_cubed({report.doc_id: truth for report, truth in told}, found)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {
        "events": size, "a day": per_day, "incidents": len(incidents), "seconds": round(seconds, 1), "GiB": round(peak / 2**20, 2),
        "GiB before": round(before / 2**20, 2), "precision": round(precision, 3), "recall": round(recall, 3), "F1": round(f1, 3),
    }  # fmt: skip


def main(argv: list[str] | None = None) -> None:
    """Prints a line of JSON for each size."""
    parser = argparse.ArgumentParser(prog="python -m bench.scale_linking", description="Linking at scale.")
    parser.add_argument("sizes", nargs="*", type=int, default=list(SIZES), metavar="N")
    parser.add_argument(
        "--per-day", type=int, default=PER_DAY, metavar="N", help=f"reports a day; {PER_DAY} where left out"
    )
    parser.add_argument("--here", action="store_true", help="measure in this process")
    args = parser.parse_args(argv)
    for size in args.sizes:
        if args.here:
            print(json.dumps(measure(size, args.per_day)))
        else:
            words = ["--here", "--per-day", str(args.per_day), str(size)]
            subprocess.run([sys.executable, "-m", "bench.scale_linking", *words], check=True, cwd=_ROOT)


if __name__ == "__main__":
    main()
