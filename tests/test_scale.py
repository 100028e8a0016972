"""The measurement of linking at scale: its truth, its score, and that a small run comes out as it should."""

from __future__ import annotations

import json

import pytest

from bench import ingest_speed, scale_linking


def test_reports_are_the_same_each_time_and_as_many_as_asked_for() -> None:
    once, again = (list(scale_linking.reports(250)) for _ in range(2))
    assert once == again
    assert len(once) == len({report.doc_id for report, _ in once}) == 250
    assert 60 < len({truth for _, truth in once}) < 200
    for report, _ in once:
        assert all(span.of(report.text) for event in report.events for span in event.spans())


@pytest.mark.parametrize(
    ("found", "scores"),
    [
        ({"a": "1", "b": "1", "c": "2"}, (1.0, 1.0, 1.0)),
        ({"a": "1", "b": "1", "c": "1"}, (5 / 9, 1.0, 5 / 7)),
        ({"a": "1", "b": "2", "c": "3"}, (1.0, 2 / 3, 0.8)),
    ],
)
def test_b_cubed(found: dict[str, str], scores: tuple[float, float, float]) -> None:
    assert scale_linking.b_cubed({"a": "x", "b": "x", "c": "y"}, found) == pytest.approx(scores)


def test_a_small_run_finds_most_of_the_truth(capsys: pytest.CaptureFixture[str]) -> None:
    scale_linking.main(["--here", "300"])
    figures = json.loads(capsys.readouterr().out)
    assert figures["events"] == 300
    assert figures["F1"] > 0.8
    assert figures["seconds"] < 60


def test_ingesting_is_measured_on_reports_that_all_differ(capsys: pytest.CaptureFixture[str]) -> None:
    ingest_speed.main(["60"])
    figures = json.loads(capsys.readouterr().out)
    assert figures["reports"] == 60
    assert figures["events"] > 60
    assert figures["share of own time"] > 0
