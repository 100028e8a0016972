"""What the fitting of the learned models takes from coded reports, and the tables that it writes."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from bench import boards
from bench.fitting import examples, learning, pairing
from tawthiq.coding.coder import ReportCoder
from tawthiq.knowledge.models import ClassModel, LinearModel
from tawthiq.model import Report

TEXT = "قصفت قوات النظام بلدة الغدير بالمدفعية أمس وقتل مدنيان. وفي مدينة السهل اعتقلت الشرطة ثلاثة شبان."
QUOTES = ("قصفت قوات النظام بلدة الغدير بالمدفعية أمس وقتل مدنيان", "وفي مدينة السهل اعتقلت الشرطة ثلاثة شبان")


def gold(kind: str, quote: str, place: str) -> dict[str, Any]:
    return {"type": kind, "evidence": [quote], "places": [{"text": place}], "actors": [], "casualties": []}


RECORD = {
    "doc_id": "a",
    "text": TEXT,
    "events": [gold("shelling", QUOTES[0], "بلدة الغدير"), gold("arrest", QUOTES[1], "مدينة السهل")],
}
SCORER = SimpleNamespace(
    spans_of=lambda event, text: [(text.index(quote), text.index(quote) + len(quote)) for quote in event["evidence"]],
    same_name=lambda a, b: a == b,
)


def report() -> Report:
    return boards.report({**RECORD, "outlet": None, "published": "2020-02-02", "title": None})


def test_each_claim_tells_the_event_whose_evidence_holds_its_word() -> None:
    read = ReportCoder().read(report(), LinearModel({}, -1.0))
    told = pairing.told_by(read.words, read.claims, RECORD, SCORER)
    assert {claim.type: number for claim, number in zip(read.claims, told, strict=True)} == {"shelling": 0, "arrest": 1}


def test_a_claim_outside_all_evidence_tells_none() -> None:
    read = ReportCoder().read(report(), LinearModel({}, -1.0))
    assert set(pairing.told_by(read.words, read.claims, {**RECORD, "events": []}, SCORER)) == {-1}


def test_two_acts_are_not_to_be_joined() -> None:
    assert [right for _, right in examples.joins(ReportCoder(), RECORD, SCORER)] in ([], [False])


@pytest.mark.parametrize(("count", "groups"), [(("killed", 2, 2, 2), {"civilian"}), (("killed", 3, 3, 3), set())])
def test_groups_of_a_count(count: tuple[object, ...], groups: set[str]) -> None:
    event = {"casualties": [{"outcome": "killed", "group": "civilian", "low": 2, "best": 2, "high": 2}]}
    assert pairing.groups_of(count, event) == groups


def test_tables_hold_every_weight(tmp_path: Path) -> None:
    assert learning.write_linear("one", LinearModel({"b": 0.5, "a": -1.25}, 0.1), "# head", tmp_path) == 3
    assert (tmp_path / "one.tsv").read_text(encoding="utf-8") == "# head\nbase\t0.1000\na\t-1.25\nb\t0.50\n"
    assert (
        learning.write_classes("two", ClassModel(("x", "y"), {"a": (1.0, -1.0)}, (0.0, 0.5)), "# head", tmp_path) == 3
    )
    assert "class\tx\ty" in (tmp_path / "two.tsv").read_text(encoding="utf-8")
