"""The scoreboard's own parts, on sentences of the project."""

from __future__ import annotations

import pytest

from bench.boards import misread
from bench.diff import figures, reports, troubled
from tawthiq.pipeline import Coder

CODER = Coder()


@pytest.mark.parametrize(
    ("case", "right"),
    [
        ({"msg": 1, "text": "قتيلان وثلاثة جرحى بغارة على بلدة الغدير", "killed": 2, "injured": 3}, True),
        ({"msg": 2, "text": "قتيلان وثلاثة جرحى بغارة على بلدة الغدير", "killed": 2, "injured": None}, False),
        ({"msg": 3, "text": "قتلى وجرحى بغارة على بلدة الغدير", "killed": None, "injured": None}, True),
    ],
)
def test_casualty_scorer(case: dict[str, object], right: bool) -> None:
    assert (misread(case, CODER) is None) == right


def test_diff_names_what_moved() -> None:
    assert figures({"dev": {"typed": 0.5}}, {"dev": {"typed": 0.6}}) == ["dev typed: 0.500 → 0.600 (+0.100)"]
    assert figures({"dev": {"typed": 0.5}}, {"dev": {"typed": 0.501}}) == []
    assert reports({"a": 2, "b": 1}, {"a": 1, "c": 1}) == (["a -1", "b -1"], ["c +1"])
    assert troubled([{"doc_id": "a"}, {"doc_id": "a"}]) == {"a": 2}
