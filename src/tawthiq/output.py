"""Writing coded reports as JSON lines, one JSON array or CSV, each report as soon as it is coded."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TextIO

from tawthiq.model import Actor, Casualty, CodedReport, Event
from tawthiq.model.events import OUTCOMES

Cell = str | int | float | None

# The columns of the CSV output, one row an event. Several values of one cell are joined with "; ".
COLUMNS: dict[str, str] = {
    "doc_id": "the report",
    "outlet": "who published it",
    "published": "day of publication, ISO",
    "title": "its headline",
    "event_id": "the event within the report",
    "type": "kind of act",
    "type_also": "further kinds in the same act",
    "status": "occurred, ongoing, attempted, foiled, threatened or denied",
    "date_start": "first day, ISO",
    "date_end": "last day, ISO",
    "date_text": "the words that give the date; empty where the day of publication stands in",
    "places": "where, as written",
    "within": "what the text says each place lies in",
    "relation": "in, near or road, for each place",
    "country": "ISO 3166-1 code, for each place",
    "lat": "latitude of the first place, degrees",
    "lon": "longitude of the first place, degrees",
    "initiators": "sides that do the act",
    "targets": "sides that suffer it",
    "parties": "sides of a clash or agreement with no initiator named",
    "killed_low": "least number killed that any speaker gives",
    "killed_best": "number killed, where the speakers agree on one",
    "killed_high": "greatest number killed, where every speaker sets a bound",
    "injured_low": "least number injured that any speaker gives",
    "injured_best": "number injured, where the speakers agree on one",
    "injured_high": "greatest number injured, where every speaker sets a bound",
    "casualties": "every toll: outcome, group and words, with the speaker where tolls differ",
    "weapons": "means",
    "sources": "who says so, as written",
    "source_kinds": "the kind of each of these",
    "agreement": "truce or zone that the text ties to the event",
    "operation": "named campaign",
    "damage": "what was destroyed, as written",
    "evidence": "the passages that state the act",
    "confidence": "share between 0 and 1",
}
# A spreadsheet takes a cell that begins with one of these for a formula and runs it.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Toll:
    """How many, as one speaker has it (`source` None: the report itself); None for a bound that nobody set."""

    low: int | None
    best: int | None
    high: int | None
    source: str | None = None

    def __str__(self) -> str:
        """«18», «17–20», «≥3», «≤5», «?».

        >>> str(Toll(3, None, None))
        '≥3'
        """
        if self.best is not None and (self.low, self.high) == (self.best, self.best):
            return str(self.best)
        if self.low is not None and self.high is not None:
            return f"{self.low}–{self.high}"
        if self.low is not None:
            return f"≥{self.low}"
        return f"≤{self.high}" if self.high is not None else "?"


def tolls(casualties: Iterable[Casualty], outcome: str) -> list[Toll]:
    """The tolls of one outcome, a sum over groups for each speaker, in the order of the report.

    Rival speakers are never added together: each tells of the same people.
    """
    by_speaker: dict[str | None, list[Casualty]] = {}
    for casualty in casualties:
        if casualty.outcome == outcome:
            by_speaker.setdefault(casualty.source, []).append(casualty)
    return [
        Toll(_sum(c.low for c in some), _sum(c.best for c in some), _sum(c.high for c in some), speaker)
        for speaker, some in by_speaker.items()
    ]


def _sum(numbers: Iterable[int | None]) -> int | None:
    """The sum, unknown where a part is."""
    total = 0
    for number in numbers:
        if number is None:
            return None
        total += number
    return total


class Writer(Protocol):
    """Writes coded reports one by one."""

    def write(self, coded: CodedReport) -> None:
        """Writes one report; raises OSError where the stream does."""

    def close(self) -> None:
        """Writes what must stand at the end; does not close the stream."""


class JsonLines:
    """One line a report."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, coded: CodedReport) -> None:
        self._stream.write(json.dumps(coded.to_json(), ensure_ascii=False) + "\n")

    def close(self) -> None:
        """Nothing stands at the end."""


class JsonArray:
    """One array of all reports."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._before = "[\n"

    def write(self, coded: CodedReport) -> None:
        self._stream.write(self._before + json.dumps(coded.to_json(), ensure_ascii=False, indent=2))
        self._before = ",\n"

    def close(self) -> None:
        self._stream.write("[]\n" if self._before == "[\n" else "\n]\n")


class CsvRows:
    """A header and one row an event, in the columns of `COLUMNS`; reports without events leave no row."""

    def __init__(self, stream: TextIO) -> None:
        self._rows = csv.writer(stream, lineterminator="\n")
        self._rows.writerow(COLUMNS)

    def write(self, coded: CodedReport) -> None:
        for event in coded.events:
            row = csv_row(coded, event)
            self._rows.writerow([safe_cell(row[name]) for name in COLUMNS])

    def close(self) -> None:
        """Nothing stands at the end."""


WRITERS: dict[str, Callable[[TextIO], Writer]] = {"jsonl": JsonLines, "json": JsonArray, "csv": CsvRows}


def safe_cell(value: Cell) -> Cell:
    """A text that a spreadsheet would run as a formula, with ' before it; anything else as it is.

    >>> safe_cell("=1+1"), safe_cell(-1.5)
    ("'=1+1", -1.5)
    """
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def csv_row(coded: CodedReport, event: Event) -> dict[str, Cell]:
    """The cells of one event by the names in `COLUMNS`, not yet made safe for spreadsheets."""
    return {
        "doc_id": coded.doc_id,
        "outlet": coded.outlet,
        "published": coded.published.isoformat() if coded.published else None,
        "title": coded.title,
        **_what(event),
        **_where(event),
        "initiators": _sides(event.actors, "initiator"),
        "targets": _sides(event.actors, "target"),
        "parties": _sides(event.actors, "party"),
        **_bounds("killed", tolls(event.casualties, "killed")),
        **_bounds("injured", tolls(event.casualties, "injured")),
        "casualties": _joined(_harm(c) for outcome in OUTCOMES for c in event.casualties if c.outcome == outcome),
        "evidence": _joined(span.of(coded.text) for span in event.evidence),
        "confidence": event.confidence,
    }


def _what(event: Event) -> dict[str, Cell]:
    context = {name: getattr(event, name) for name in ("agreement", "operation", "damage")}
    return {
        "event_id": event.event_id,
        "type": event.type.value,
        "type_also": _joined(kind.value for kind in event.type_also),
        "status": event.status.value,
        "date_start": event.date.start.isoformat() if event.date.start else None,
        "date_end": event.date.end.isoformat() if event.date.end else None,
        "date_text": event.date.text,
        "weapons": _joined(weapon.kind for weapon in event.weapons),
        "sources": _joined(source.text for source in event.sources),
        "source_kinds": _joined(source.kind for source in event.sources),
        **{name: value.value if value else None for name, value in context.items()},
    }


def _where(event: Event) -> dict[str, Cell]:
    places = event.places
    return {
        "places": _joined(place.text for place in places),
        "within": _joined(place.within or "" for place in places),
        "relation": _joined(place.relation for place in places),
        "country": _joined(place.country or "" for place in places),
        "lat": places[0].lat if places else None,
        "lon": places[0].lon if places else None,
    }


def _joined(values: Iterable[str]) -> str:
    return "; ".join(values).strip("; ")


def _sides(actors: Iterable[Actor], role: str) -> str:
    return _joined(actor.text for actor in actors if actor.role == role)


def _harm(casualty: Casualty) -> str:
    said = f"{casualty.outcome} {casualty.group}: {casualty.text}"
    return f"{said} ({casualty.source})" if casualty.source else said


def _bounds(outcome: str, found: list[Toll]) -> dict[str, Cell]:
    """The span of all speakers' tolls: an open bound of one leaves the whole open."""
    lows = [toll.low for toll in found]
    highs = [toll.high for toll in found]
    bests = {toll.best for toll in found}
    return {
        f"{outcome}_low": None if None in lows or not lows else min(low for low in lows if low is not None),
        f"{outcome}_best": bests.pop() if len(bests) == 1 else None,
        f"{outcome}_high": None if None in highs or not highs else max(high for high in highs if high is not None),
    }


@contextmanager
def opened(path: Path) -> Iterator[TextIO]:
    """A stream to a file that appears whole or not at all: written beside its place and renamed at the end.

    What is no regular file (a device, a pipe) is written in place. Raises OSError where it cannot be written.
    """
    target = path.resolve()
    if target.exists() and not target.is_file():
        with target.open("w", encoding="utf-8", newline="") as stream:
            yield stream
        return
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with part.open("w", encoding="utf-8", newline="") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def utf8(stream: Any) -> None:
    """Makes a standard stream write UTF-8 wherever it runs; what cannot be written is shown as an escape."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")
