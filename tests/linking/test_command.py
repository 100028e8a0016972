"""`tawthiq link` on the demonstration's own reports: what is written, and what is said of bad input."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tawthiq.cli import main

DEMO = Path(__file__).parents[2] / "src" / "tawthiq" / "resources" / "demo.jsonl"


@pytest.fixture(scope="module")
def coded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("link") / "coded.jsonl"
    assert CliRunner().invoke(main, ["code", str(DEMO), "--format", "jsonl", "-o", str(out), "--quiet"]).exit_code == 0
    return out


def link(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["link", *map(str, arguments)])


def incidents(result: Result) -> list[dict[str, object]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def strike(rows: list[dict[str, object]]) -> dict[str, object]:
    """The incident of the first demonstration report."""
    return next(row for row in rows if "demo-01#1" in row["event_ids"])  # type: ignore[operator]


def test_three_reports_of_one_strike_are_one_incident(coded: Path) -> None:
    result = link(coded, "--format", "jsonl")
    assert result.exit_code == 0
    assert strike(incidents(result))["doc_ids"] == ["demo-01", "demo-02", "demo-03"]


def test_every_event_stands_in_one_incident(coded: Path) -> None:
    events = [event["event_id"] for line in coded.read_text().splitlines() for event in json.loads(line)["events"]]
    linked = [each for row in incidents(link(coded, "--format", "jsonl")) for each in row["event_ids"]]  # type: ignore[attr-defined]
    assert sorted(linked) == sorted(events)


def test_the_toll_keeps_each_claim_and_its_bounds(coded: Path) -> None:
    killed = strike(incidents(link(coded, "--format", "jsonl")))["casualties"][0]  # type: ignore[index]
    assert killed["low"] <= killed["best"] <= killed["high"]
    assert {claim["value"]["best"] for claim in killed["claimed"]} >= {8, 9, 11}


def test_the_table_names_the_strike(coded: Path) -> None:
    result = link(coded)
    assert result.exit_code == 0
    assert "2018-10-17" in result.stdout
    assert "incidents" in result.stderr


def test_a_human_judgement_parts_what_the_weights_join(coded: Path, tmp_path: Path) -> None:
    said = tmp_path / "judgements.jsonl"
    pairs = [("demo-01#1", "demo-02#1"), ("demo-01#1", "demo-03#1")]
    said.write_text("".join(json.dumps({"first": a, "second": b, "judgement": "cannot"}) + "\n" for a, b in pairs))
    together = strike(incidents(link(coded, "--format", "jsonl", "--judgements", said)))["event_ids"]
    assert not {"demo-02#1", "demo-03#1"} & set(together)  # type: ignore[call-overload]


def test_judgements_that_exclude_one_another_are_named(coded: Path, tmp_path: Path) -> None:
    said = tmp_path / "judgements.jsonl"
    a, b, c = "demo-01#1", "demo-02#1", "demo-03#1"
    rows = [(a, b, "must"), (b, c, "must"), (a, c, "cannot")]
    said.write_text("".join(json.dumps({"first": x, "second": y, "judgement": j}) + "\n" for x, y, j in rows))
    result = link(coded, "--judgements", said)
    assert result.exit_code == 2
    assert "contradict" in result.stderr


@pytest.mark.parametrize("bad", ["{", "[]", "7", '{"doc_id": "x"}', '{"doc_id": "x", "text": "", "events": 3}'])
def test_a_bad_line_is_named_and_skipped(coded: Path, tmp_path: Path, bad: str) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text(bad + "\n")
    result = link(path, coded)
    assert result.exit_code == 1
    assert "bad.jsonl:1" in result.stderr


def test_nothing_to_link_has_its_own_exit_code(tmp_path: Path) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text("{\n")
    assert link(path).exit_code == 3


def test_a_report_read_twice_is_named_and_counts_once(coded: Path) -> None:
    result = link(coded, coded, "--format", "jsonl")
    assert result.exit_code == 1
    assert "demo-01" in result.stderr
    assert incidents(result) == incidents(link(coded, "--format", "jsonl"))


def test_reasons_are_given_in_both_languages(coded: Path) -> None:
    reasons = strike(incidents(link(coded, "--format", "jsonl")))["why"][0]["features"]  # type: ignore[index]
    same_day = next(reason for reason in reasons if reason["name"] == "same_day")
    assert (same_day["explanation"], same_day["explanation_ar"]) == ("a day in common", "يوم مشترك")


def test_bytes_that_are_not_utf8_are_named_and_skipped(coded: Path, tmp_path: Path) -> None:
    """Never read with replacement marks, which would stand for the report's own words."""
    first, second, *_ = coded.read_bytes().splitlines(keepends=True)
    path = tmp_path / "coded.jsonl"
    path.write_bytes(first + second.replace("في".encode(), b"\xd9\xff", 1) + "قصف\n".encode("windows-1256"))
    result = link(path, "--format", "jsonl")
    assert result.exit_code == 1
    assert [f"{path}:{n}: skipped: The bytes are not UTF-8" in result.stderr for n in (1, 2, 3)] == [False, True, True]
    assert {doc for row in incidents(result) for doc in row["doc_ids"]} == {"demo-01"}  # type: ignore[attr-defined]
