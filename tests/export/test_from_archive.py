"""Exports of an archive: the rows of the query for random conditions, every value on its words, and what people reviewed."""

from __future__ import annotations

import csv
import datetime as dt
import json
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tawthiq.archive import Archive
from tawthiq.archiving.coders import coder_version
from tawthiq.archiving.linking import link_archive
from tawthiq.cli import main
from tawthiq.export import LAYOUTS, Dataset, Filter
from tawthiq.export.layouts import spans
from tawthiq.linking import link
from tawthiq.model import Incident, Judgement

DEMO = Path(__file__).parents[2] / "src" / "tawthiq" / "resources" / "demo.jsonl"


def call(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture(scope="module")
def where(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration, linked, one value corrected and one pair judged."""
    path = tmp_path_factory.mktemp("archive") / "a.sqlite"
    assert call("run", DEMO, "--archive", path, "--quiet").exit_code == 0
    with Archive(str(path)) as archive:
        alone = [row.members[0] for row in archive.incidents() if len(row.members) == 1]
        archive.correct(alone[0], "status", {"value": "denied"}, "ليلى")
        archive.judge([Judgement(*sorted(alone[1:3]), 1.0, "same", "human")], user="ليلى")  # type: ignore[misc, arg-type]
        link_archive(archive)
    return path


@pytest.fixture(scope="module")
def dataset(where: Path) -> Dataset:
    """The query that exports are held against: everything, put together here from the archive's parts."""
    with Archive(str(where)) as archive:
        return Dataset(
            tuple(archive.coded()),
            tuple(Incident.from_json(row.record) for row in archive.incidents()),
            archive.reviewed(),
        )


_conditions = st.fixed_dictionaries(
    {},
    optional={
        "since": st.dates(dt.date(2015, 1, 1), dt.date(2024, 12, 31)),
        "until": st.dates(dt.date(2015, 1, 1), dt.date(2024, 12, 31)),
        "types": st.sampled_from([("air_strike",), ("battle", "shelling"), ("protest",)]),
        "countries": st.sampled_from([("SY",), ("YE", "IQ")]),
        "places": st.sampled_from([("سرمين",), ("إدلب", "بيجي")]),
        "actors": st.sampled_from([("قوات النظام",), ("الجيش",)]),
        "outlets": st.sampled_from([("وكالة مدار الخبر",)]),
        "box": st.sampled_from([(30.0, 30.0, 45.0, 40.0), (40.0, 10.0, 50.0, 20.0)]),
        "min_sources": st.integers(0, 3),
        "grades": st.sampled_from([("A",), ("C", "D"), ("B",)]),
        "review": st.sampled_from(["reviewed", "unreviewed"]),
    },
)
_OPTIONS = {
    "since": "--from", "until": "--until", "types": "--type", "countries": "--country", "places": "--place", "actors": "--actor",
    "outlets": "--outlet", "box": "--bbox", "min_sources": "--min-sources", "grades": "--grade", "review": "--review",
}  # fmt: skip


def options(asked: dict[str, object]) -> list[str]:
    out: list[str] = []
    for name, value in asked.items():
        if name == "box":
            out += [_OPTIONS[name], ",".join(map(str, value))]  # type: ignore[call-overload]
        else:
            out += [
                part
                for each in (value if isinstance(value, tuple) else (value,))
                for part in (_OPTIONS[name], str(each))
            ]
    return out


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(asked=_conditions, unit=st.sampled_from(["incident", "event"]))
def test_rows_are_those_of_the_query(
    where: Path, dataset: Dataset, tmp_path: Path, asked: dict[str, object], unit: str
) -> None:
    out = tmp_path / "out.csv"
    result = call("export", "--archive", where, "-o", out, "--unit", unit, *options(asked))
    assert result.exit_code == 0, result.stderr
    with out.open(encoding="utf-8", newline="") as lines:
        ids = [row["id"] for row in csv.DictReader(lines)]
    accepts = Filter(**asked).accepts  # type: ignore[arg-type]
    assert ids == [each.unit_id for each in dataset.units(unit) if accepts(each)]
    told = json.loads((tmp_path / "out.csv.manifest.json").read_text(encoding="utf-8"))
    assert set(told["filter"]) == {name for name, value in asked.items() if value}


@pytest.mark.parametrize("unit", ["incident", "event"])
def test_the_archive_is_read_page_by_page(
    where: Path, dataset: Dataset, tmp_path: Path, unit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No page holds more than three incidents or reports, and the rows are those of everything at once."""
    pages: list[int] = []
    read = Archive.coded_by_id
    for module in ("tawthiq.archive.asking", "tawthiq.archive.incidents"):
        monkeypatch.setattr(f"{module}.PAGE", 3)
    monkeypatch.setattr(Archive, "coded_by_id", lambda self, keys: pages.append(len(keys)) or read(self, keys))
    out = tmp_path / "x.csv"
    assert call("export", "--archive", where, "--unit", unit, "-o", out).exit_code == 0
    with out.open(encoding="utf-8", newline="") as lines:
        assert [row["id"] for row in csv.DictReader(lines)] == [each.unit_id for each in dataset.units(unit)]
    assert unit == "event" or len(pages) >= 3
    told = json.loads((tmp_path / "x.csv.manifest.json").read_text(encoding="utf-8"))
    assert [each["coder_id"] for each in told["coders"]] == [coder_version().coder_id]


def test_every_value_of_every_export_leads_back_to_a_span(where: Path, dataset: Dataset, tmp_path: Path) -> None:
    texts = {report.doc_id: report.text for report in dataset.reports}
    for unit in ("incident", "event"):
        out = tmp_path / f"{unit}.db"
        assert call("export", "--archive", where, "--format", "sqlite", "--unit", unit, "-o", out).exit_code == 0
        raw = sqlite3.connect(out)
        rows = list(raw.execute('SELECT * FROM "values"'))
        assert len(rows) > 200
        for _unit, _event, field, value, doc_id, start, end in rows:
            assert 0 <= start < end <= len(texts[doc_id]), (field, value)
        units = list(dataset.units(unit))
        assert {row[0] for row in raw.execute("SELECT id FROM events")} == {each.unit_id for each in units}
        # Each cell of the row that says something about the world has a value with a span behind it.
        for each in units:
            behind = {field for _, _, field, *_ in spans(each)}
            if each.places:
                assert "place" in behind
            if each.casualties:
                assert {c.outcome for c in each.casualties} <= behind
            assert {"type", "status", "date"} <= behind


def test_the_archive_knows_in_which_reports_each_span_stands(where: Path) -> None:
    with Archive(str(where)) as archive:
        for row in archive.incidents():
            for name in ("type", "date", "places"):
                for claim in row.record["claimed"][name]:
                    [version] = archive.event_versions(claim["event_id"])
                    report = archive.report(version.report_id)
                    assert report is not None
                    assert all(0 <= span.start < span.end <= len(report.text) for span in version.event.spans())


def test_what_people_touched_is_reviewed(dataset: Dataset) -> None:
    reviewed = {each.unit_id for each in dataset.units("event") if each.reviewed}
    assert len(reviewed) == 3
    assert reviewed == set(dataset.reviewed)
    assert any(each.lead.status.value == "denied" for each in dataset.units("event") if each.reviewed)


def test_grades_follow_the_published_rule(dataset: Dataset) -> None:
    for unit in dataset.units("incident"):
        assert unit.incident is not None
        events = [event for _, event in unit.told]
        count = unit.incident.sources.independent
        grade = 0 if count >= 3 else 1 if count == 2 else 2 if any(event.sources for event in events) else 3
        grade += any(event.status.value == "denied" or event.denied_by for event in events)
        assert unit.grade == "ABCD"[min(grade, 3)]
    assert len({unit.grade for unit in dataset.units("incident")}) >= 3


def test_an_incident_is_read_back_as_it_was_written(dataset: Dataset) -> None:
    for each in link(list(dataset.reports)):
        assert Incident.from_json(each.to_json()).to_json() == each.to_json()


def test_what_is_not_linked_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    call("ingest", DEMO, "--archive", path, "--quiet")
    result = call("export", "--archive", path, "-o", tmp_path / "x.csv")
    assert "Run tawthiq link first" in result.stderr
    assert call("export", "--archive", tmp_path / "none.sqlite", "-o", tmp_path / "x.csv").exit_code == 2


@pytest.mark.parametrize("layout", sorted(LAYOUTS))
def test_every_layout_takes_the_archive(where: Path, tmp_path: Path, layout: str) -> None:
    assert call("export", "--archive", where, "--format", layout, "-o", tmp_path / f"x.{layout}").exit_code == 0
