"""The seed report's thirteen acts come out, each with its type (the report lies outside the repository)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import tawthiq

GOLD = Path(__file__).parents[3] / "shared" / "gold" / "dev.jsonl"


@pytest.mark.skipif(not GOLD.is_file(), reason="the shared gold is not beside the checkout")
def test_thirteen_acts_found_and_typed() -> None:
    record = next(
        r for r in map(json.loads, GOLD.read_text(encoding="utf-8").splitlines()) if r["doc_id"] == "seed-0001"
    )
    coded = tawthiq.code(record["text"], published=record["published"])
    asked = [e for e in record["events"] if e["required"]]
    assert len(asked) == 13
    for act in asked:
        spans = [(at, at + len(q)) for q in act["evidence"] if (at := record["text"].find(q)) >= 0]
        kinds = {act["type"], *act["type_also"]}
        assert any(
            kinds & {e.type.value, *(t.value for t in e.type_also)}
            and any(s.start < end and start < s.end for s in e.evidence for start, end in spans)
            for e in coded.events
        ), act["evidence"][0]
