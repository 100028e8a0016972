"""One-line cases of coding: text and expectation on one line; a malformed line fails."""

from __future__ import annotations

from pathlib import Path

import pytest

import tawthiq
from tawthiq.model.events import EVENT_TYPES, STATUSES

CASES = Path(__file__).parent.parent / "cases" / "acts.txt"


def _lines() -> list[list[str]]:
    rows = [line for line in CASES.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return [[cell.strip() for cell in row.split("|")] for row in rows]


def test_every_case_is_well_formed() -> None:
    for row in _lines():
        assert len(row) == 5, row
        assert row[0] in (*EVENT_TYPES, "-"), row
        assert row[1] in (*STATUSES, "-"), row
        assert len(row[4]) > 20, row
    assert len(_lines()) >= 20


@pytest.mark.parametrize("row", _lines(), ids=lambda row: row[4][:30])
def test_case(row: list[str]) -> None:
    kind, status, places, tolls, text = row
    events = tawthiq.code(text, published="2020-03-12").events
    if kind == "-":
        assert events == ()
        return
    assert [e.type.value for e in events] == [kind]
    event = events[0]
    assert event.status.value == status
    if places != "-":
        assert " ".join(p.text for p in event.places) == places
    wanted = set() if tolls == "-" else set(tolls.split())
    said = {f"{c.outcome}:{c.group}:{_n(c.low)}/{_n(c.best)}/{_n(c.high)}" for c in event.casualties}
    assert said == wanted


def _n(value: int | None) -> str:
    return "-" if value is None else str(value)
