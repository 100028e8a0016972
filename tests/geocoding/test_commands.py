"""`tawthiq gazetteer` and `tawthiq geocode` as a user runs them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tawthiq.cli import main

TABLE = "id\tname_ar\tnames_ar\tname_en\ttype\tcountry\tadmin1_ar\tadmin2_ar\tadmin3_ar\tlat\tlon\tpopulation\tsource\n"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TAWTHIQ_HOME", str(tmp_path / "home"))
    (tmp_path / "own.tsv").write_text(
        TABLE + "x:1\tتل الحجل\t\tTell\ttown\tSY\tحلب\t\t\t36.5\t37.5\t\tx\nx:2\t\t\tNone\ttown\tSY\t\t\t\t1\t1\t\tx\n",
        encoding="utf-8",
    )
    return tmp_path


def run(*words: str, given: str | None = None) -> Result:
    return CliRunner().invoke(main, list(words), input=given)


def test_add_list_search_remove(home: Path) -> None:
    added = run("gazetteer", "add", str(home / "own.tsv"))
    assert added.exit_code == 0
    assert "rows 1 · new places 1" in added.stdout
    assert "own.tsv:3" in added.stderr
    assert "nothing changed" in run("gazetteer", "add", str(home / "own.tsv")).stdout
    assert run("gazetteer", "list").stdout.startswith("own.tsv\tplain\t1")
    assert "36.5000, 37.5000" in run("gazetteer", "search", "تل حجل", "--country", "sy").stdout
    assert run("gazetteer", "remove", "own.tsv").exit_code == 0
    assert run("gazetteer", "remove", "own.tsv").exit_code == 3
    assert run("gazetteer", "search", "تل حجل لا يعرفه أحد").exit_code == 3


def test_a_file_of_no_known_form_is_named(home: Path) -> None:
    (home / "note.txt").write_text("a note", encoding="utf-8")
    result = run("gazetteer", "add", str(home / "note.txt"))
    assert result.exit_code == 3
    assert "--format" in result.stderr


def test_an_import_of_nothing_says_what_to_do_and_is_not_kept(home: Path) -> None:
    (home / "SY.txt").write_text("\t".join(["1", "Ghadir", *[""] * 17]) + "\n", encoding="utf-8")
    for _ in range(2):
        result = run("gazetteer", "add", str(home / "SY.txt"))
        assert result.exit_code == 3
        assert "alternateNamesV2.txt" in result.stderr
    assert run("gazetteer", "list").stdout == ""


def test_geocode_writes_a_line_for_each_case_and_names_bad_ones(home: Path) -> None:
    run("gazetteer", "add", str(home / "own.tsv"))
    cases = home / "cases.jsonl"
    lines = [
        {"doc_id": "a", "text": "قرية تل الحجل", "within": "حلب", "country": "SY"},
        {"doc_id": "b", "text": "قرية لا يعرفها أحد"},
    ]
    cases.write_text("".join(json.dumps(each) + "\n" for each in lines) + "{broken\n", encoding="utf-8")
    result = run("geocode", str(cases), "-o", str(home / "out.jsonl"))
    assert result.exit_code == 1
    assert "cases.jsonl:3" in result.stderr
    placed = [json.loads(line) for line in (home / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(p["doc_id"], p["lat"], p["precision"], p["ucdp_precision"]) for p in placed] == [
        ("a", 36.5, "exact", 1),
        ("b", None, "unknown", 7),
    ]


def test_geocode_reads_as_a_table_too() -> None:
    result = run("geocode", "-", "--format", "table", given='{"text": "بغداد"}\n')
    assert result.exit_code == 0
    assert "33.3" in result.stdout


def test_an_import_gives_points_to_coded_places(home: Path) -> None:
    run("gazetteer", "add", str(home / "own.tsv"))
    report = home / "report.txt"
    report.write_text("قتل مدنيان بقصف مدفعي على قرية تل الحجل بريف حلب أمس.", encoding="utf-8")
    result = run("code", str(report), "--published", "2020-02-02", "--format", "jsonl")
    places = json.loads(result.stdout.splitlines()[0])["events"][0]["places"]
    assert [(p["place_id"], p["precision"]) for p in places] == [("x:1", "exact")]
