"""Exports of the demonstration reports, read back with real readers; filters, profile, manifest, comparison."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import json
import re
import sqlite3
import zipfile
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tawthiq.cli import main
from tawthiq.export import LAYOUTS, Dataset, Filter, Profile, shielded
from tawthiq.export.comparing import Side, compare
from tawthiq.export.dataset import Unit, summed
from tawthiq.export.flat import neutral
from tawthiq.export.layouts import spans
from tawthiq.export.research import ACLED_COLUMNS, UCDP_COLUMNS, priogrid, ucdp_row
from tawthiq.linking import link
from tawthiq.model import Casualty, CodedReport, Report, Span
from tawthiq.pipeline import Coder

DOCS = Path(__file__).parents[2] / "docs" / "exports.md"


def run(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


@pytest.fixture(scope="module")
def coded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("export") / "coded.jsonl"
    demo = Path(__file__).parents[2] / "src" / "tawthiq" / "resources" / "demo.jsonl"
    assert run("code", str(demo), "--format", "jsonl", "-o", str(path), "--quiet").exit_code == 0
    return path


@pytest.fixture(scope="module")
def dataset(coded: Path) -> Dataset:
    reports = tuple(CodedReport.from_json(json.loads(line)) for line in coded.read_text(encoding="utf-8").splitlines())
    return Dataset(reports, tuple(link(list(reports), [])))


def ids(path: Path, layout: str) -> list[str]:
    """The row ids of a written file, by a reader of its own."""
    if layout in ("csv", "hxl", "ucdp", "acled"):
        with path.open(encoding="utf-8", newline="") as lines:
            rows = list(csv.DictReader(lines))
        name = {"ucdp": "relid", "acled": "event_id_cnty"}.get(layout, "id")
        return [row[name] for row in rows if not row[name].startswith("#")]
    if layout == "jsonl":
        return [json.loads(line)["id"] for line in path.read_text(encoding="utf-8").splitlines()]
    if layout == "geojson":
        return [feature["id"] for feature in json.loads(path.read_text(encoding="utf-8"))["features"]]
    if layout == "sqlite":
        return [row[0] for row in sqlite3.connect(path).execute("SELECT id FROM events ORDER BY rowid")]
    if layout == "parquet":
        import pyarrow.parquet as pq

        return pq.read_table(path)["id"].to_pylist()
    with zipfile.ZipFile(path) as book:
        strings = re.findall(r"<t[^>]*>(.*?)</t>", book.read("xl/sharedStrings.xml").decode(), re.S)
        cells = re.findall(r'<c r="A(\d+)"[^>]*t="s"><v>(\d+)</v>', book.read("xl/worksheets/sheet1.xml").decode())
    return [strings[int(at)] for row, at in cells if row != "1"]


conditions = st.builds(
    Filter,
    since=st.none() | st.dates(min_value=dt.date(2015, 1, 1), max_value=dt.date(2024, 12, 31)),
    types=st.sampled_from([(), ("air_strike",), ("battle", "shelling")]),
    countries=st.sampled_from([(), ("SY",), ("YE", "IQ")]),
    min_sources=st.integers(0, 2),
    min_confidence=st.sampled_from([0.0, 0.7, 0.9]),
    grades=st.sampled_from([(), ("A",), ("B", "C", "D")]),
    review=st.sampled_from([None, "reviewed", "unreviewed"]),
)


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(asked=conditions, unit=st.sampled_from(["incident", "event"]))
def test_every_format_has_the_rows_that_the_filter_holds_for(
    dataset: Dataset, tmp_path: Path, asked: Filter, unit: str
) -> None:
    units = list(asked(dataset.units(unit)))
    assert [u.unit_id for u in units] == [u.unit_id for u in dataset.units(unit) if asked.accepts(u)]
    for name, layout in LAYOUTS.items():
        held = [u for u in units if layout.holds(u)]
        layout.write(held, tmp_path / f"out.{name}", Profile(), 0)
        assert ids(tmp_path / f"out.{name}", name) == [u.unit_id for u in held], name


@pytest.mark.parametrize(
    ("columns", "number", "heading"), [(UCDP_COLUMNS, 49, "UCDP GED"), (ACLED_COLUMNS, 31, "ACLED")]
)
def test_the_columns_are_all_there_and_documented(columns: tuple[str, ...], number: int, heading: str) -> None:
    assert len(columns) == len(set(columns)) == number
    section = DOCS.read_text(encoding="utf-8").split(f"## {heading}'s columns")[1].split("\n## ")[0]
    assert set(re.findall(r"`(\w+)`", section)) >= set(columns)


def test_every_value_leads_back_to_its_words(dataset: Dataset) -> None:
    texts = {report.doc_id: report.text for report in dataset.reports}
    found = [value for unit in dataset.units("incident") for value in spans(unit)]
    assert len(found) > 200
    for _, _, field, value, doc_id, start, end in found:
        assert 0 <= start < end <= len(texts[doc_id])
        if field in ("place", "initiator", "target", "party", "source"):
            assert texts[doc_id][start:end].strip('"“”«» ') == value.strip('"“”«» ')


def test_ucdp_rows_keep_their_sums(dataset: Dataset) -> None:
    rows = [ucdp_row(u) for u in dataset.units("incident") if LAYOUTS["ucdp"].holds(u)]
    assert rows
    for row in rows:
        parts = sum(int(row[name] or 0) for name in ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"))
        assert parts == row["best"]
        assert int(row["low"] or 0) <= int(row["best"] or 0) <= int(row["high"] or 0)
        assert row["side_a"] != row["side_b"]


@pytest.mark.parametrize(("lat", "lon", "cell"), [(-90, -180, 1), (89.9, 179.9, 259200), (0.1, 0.1, 130000 - 39)])
def test_priogrid_counts_from_the_south_west(lat: float, lon: float, cell: int) -> None:
    assert priogrid(lat, lon) == cell


def test_the_command_writes_a_file_and_its_manifest(coded: Path, tmp_path: Path) -> None:
    out = tmp_path / "ged.csv"
    result = run("export", str(coded), "--format", "ucdp", "-o", str(out), "--country", "sy", "--from", "2018-01-01")
    assert result.exit_code == 0
    told = json.loads((tmp_path / "ged.csv.manifest.json").read_text(encoding="utf-8"))
    assert told["sha256"] == hashlib.sha256(out.read_bytes()).hexdigest()
    assert told["rows"] == len(ids(out, "ucdp")) > 0
    assert told["filter"] == {"since": "2018-01-01", "countries": ["SY"]}
    assert set(told["columns"]) == set(UCDP_COLUMNS)
    assert not list(tmp_path.glob("*.part"))


def test_a_wrong_day_and_no_rows_are_said(coded: Path, tmp_path: Path) -> None:
    assert run("export", str(coded), "-o", str(tmp_path / "x.csv"), "--from", "yesterday").exit_code == 2
    empty = run("export", str(coded), "-o", str(tmp_path / "x.csv"), "--until", "1990-01-01")
    assert empty.exit_code == 0
    assert "holds none" in empty.stderr


def test_the_public_profile_shields_persons(coded: Path, tmp_path: Path) -> None:
    out = tmp_path / "public.jsonl"
    assert run("export", str(coded), "--format", "jsonl", "--profile", "public", "-o", str(out)).exit_code == 0
    text = out.read_text(encoding="utf-8")
    for person in (
        "مروان الحلاق",
        "محمود النجار",
        "عبد السلام الورفلي",
        "ناصر المقطري",
        "ثامر الجبوري",
        "حيدر الساعدي",
    ):
        assert person not in text, person
    removed = json.loads((tmp_path / "public.jsonl.manifest.json").read_text(encoding="utf-8"))["removed"]
    assert removed["names of victims"] > 0
    assert removed["sources reduced to their kind"] > 0


def test_victims_are_named_only_where_asked(dataset: Dataset) -> None:
    units = list(dataset.units("event"))
    named = [name for u in units for _, e in u.told for c in e.casualties for name in c.names]
    assert named
    for victims in (False, True):
        kept = [
            n
            for u in units
            for _, e in shielded(u, Profile(True, victims), Counter()).told
            for c in e.casualties
            for n in c.names
        ]
        assert bool(kept) is victims


STRIKE = "أصيب المعلم سامر الحلاق بجروح في غارة جوية على قرية كفريا أمس، ودُمّر منزل عائلة الحلاق، وفق ناشط محلي."
AGAIN = "قُتل مدنيان في غارة جوية على قرية كفريا أمس."


def one_unit(*texts: str) -> Unit:
    """All events of some texts as one unit, as an incident would hold them."""
    coder = Coder()
    read = [
        coder.code(Report(f"r{n}", text, f"سامر الحلاق بين الجرحى {n}", "وكالة", dt.date(2021, 3, 4)))
        for n, text in enumerate(texts)
    ]
    return Unit("u", tuple((report, event) for report in read for event in report.events))


def test_a_headline_and_what_was_destroyed_stay_at_home() -> None:
    removed: Counter[str] = Counter()
    unit = one_unit(STRIKE)
    assert "الحلاق" in str(ucdp_row(unit)["source_headline"])
    public = shielded(unit, Profile(public=True), removed)
    assert ucdp_row(public)["source_headline"] is None
    assert all(event.damage is None for _, event in public.told)
    assert removed["headlines"] == len(unit.told)


def test_where_the_injured_are_named_no_event_of_the_unit_tells_the_place() -> None:
    unit = one_unit(STRIKE, AGAIN)
    assert any(c.names and c.outcome == "injured" for _, event in unit.told for c in event.casualties)
    assert [p.text for _, event in unit.told for p in event.places if not event.casualties[0].names]
    removed: Counter[str] = Counter()
    public = shielded(unit, Profile(public=True), removed)
    for _, event in public.told:
        for place in event.places:
            assert (place.lat, place.lon, place.place_id) == (None, None, None)
            assert "كفريا" not in place.text
    assert removed["places of living people"] == sum(len(event.places) for _, event in unit.told)


@pytest.mark.parametrize(
    ("text", "kind", "kept"),
    [
        ("العميد سرحان", "official", False),
        ("اللواء الحلاق", "official", False),
        ("الوزير مروان", "official", False),
        ("وكالة سامر", "media", False),
        ("مصدر عسكري", "witness", False),
        ("وزارة الداخلية", "official", True),
        ("الدفاع المدني", "ngo", True),
        ("اللواء", "official", True),
    ],
)
def test_a_source_that_may_be_a_person_becomes_its_kind(text: str, kind: str, kept: bool) -> None:
    unit = one_unit(STRIKE)
    report, event = unit.told[0]
    said = replace(event.sources[0], text=text, kind=kind, rule="source.head")
    public = shielded(replace(unit, told=((report, replace(event, sources=(said,))),)), Profile(public=True), Counter())
    assert public.told[0][1].sources[0].text == (text if kept else kind)


def test_the_full_profile_names_victims_only_where_asked() -> None:
    unit = one_unit("قُتل المعلم سامر الحلاق برصاص مسلحين في مدينة إدلب أمس.")
    assert any(field == "victim" and "سامر" in value for _, _, field, value, *_ in spans(unit))
    kept = [shielded(unit, Profile(victims=victims), Counter()) for victims in (True, False)]
    assert ["victim" in {field for _, _, field, *_ in spans(each)} for each in kept] == [True, False]


def test_every_column_of_a_layout_has_a_meaning() -> None:
    for name, layout in LAYOUTS.items():
        assert all(len(meaning) > 3 or meaning in ("0", "1") for meaning in layout.columns.values()), name
        assert not any("docs/exports.md" in meaning for meaning in layout.columns.values())


def test_full_json_lines_hold_the_incident(dataset: Dataset, tmp_path: Path) -> None:
    for public in (False, True):
        LAYOUTS["jsonl"].write(list(dataset.units("incident")), tmp_path / "x", Profile(public), 0)
        for line in (tmp_path / "x").read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            assert ("incident" in record) is not public
            assert public or record["incident"]["claimed"]["type"]


def test_datasette_finds_the_index(dataset: Dataset, tmp_path: Path) -> None:
    LAYOUTS["sqlite"].write(dataset.units("incident"), tmp_path / "x.db", Profile(), 0)
    raw = sqlite3.connect(tmp_path / "x.db")
    # The question that Datasette asks a file.
    like = """SELECT name FROM sqlite_master WHERE rootpage = 0 AND sql LIKE '%VIRTUAL TABLE%USING FTS%content="events"%'"""
    assert raw.execute(like).fetchall() == [("events_fts",)]
    found = raw.execute(
        "SELECT e.place FROM events e JOIN events_fts f ON f.rowid = e.rowid WHERE events_fts MATCH 'سرمين'"
    ).fetchall()
    assert found
    assert all("سرمين" in place for (place,) in found)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx"])
def test_formulas_are_neutralised(text: str) -> None:
    assert neutral(text) == "'" + text
    assert neutral(5) == 5


def casualty(group: str, low: int | None, best: int | None, high: int | None) -> Casualty:
    return Casualty("killed", group, low, best, high, "", Span(0, 1), "x")


@pytest.mark.parametrize(
    ("given", "toll"),
    [
        ([], (None, None, None)),
        ([("civilian", 3, 3, 3), ("combatant", 2, 2, 2)], (5, 5, 5)),
        ([("civilian", 3, 3, 3), ("civilian", 5, 5, 5)], (3, 3, 5)),
        ([("civilian", 3, None, None), ("combatant", 2, 2, 2)], (5, None, None)),
    ],
)
def test_tolls_are_summed_over_groups_and_span_rivals(
    given: list[tuple[str, int | None, int | None, int | None]], toll: tuple[int | None, ...]
) -> None:
    found = summed([casualty(*each) for each in given])
    assert (found.low, found.best, found.high) == toll


def side(key: str, day: int, point: tuple[float, float] | None, toll: int, place: str = "الغدير") -> Side:
    import datetime as dt

    when = dt.date(2020, 1, day)
    return Side(key, when, when, place, point, toll, toll, toll, "")


@pytest.mark.parametrize(
    ("theirs", "verdicts"),
    [
        (side("b", 2, (35.0, 36.0), 3), ["agreed"]),
        (side("b", 3, (35.05, 36.0), 9), ["different_toll"]),
        (side("b", 5, (35.0, 36.0), 3), ["ours_only", "theirs_only"]),
        (side("b", 2, (36.0, 36.0), 3), ["ours_only", "theirs_only"]),
        (side("b", 2, None, 3, "بلدة الغدير"), ["agreed"]),
    ],
)
def test_rows_of_one_event_are_paired(theirs: Side, verdicts: list[str]) -> None:
    assert [m.verdict for m in compare([side("a", 2, (35.0, 36.0), 3)], [theirs])] == verdicts


@pytest.mark.parametrize(
    ("ours", "theirs", "toll", "together"),
    [
        ("violence", "violence", 0, True),
        ("violence", "demonstrations", 0, False),
        ("violence", "demonstrations", 3, True),  # whoever shoots at protesters is in both
        ("demonstrations", "other", 3, False),
        ("", "demonstrations", 0, True),
    ],
)
def test_acts_of_two_sorts_are_no_pair(ours: str, theirs: str, toll: int, together: bool) -> None:
    a, b = (replace(side(key, 2, (35.0, 36.0), toll), sort=sort) for key, sort in (("a", ours), ("b", theirs)))
    assert (len(compare([a], [b])) == 1) is together


def test_of_equally_near_rows_the_one_of_the_same_type_is_the_pair() -> None:
    ours = replace(side("a", 2, (35.0, 36.0), 3), kind="Battles")
    others = [replace(side(kind, 2, (35.0, 36.0), 3), kind=kind) for kind in ("Violence against civilians", "Battles")]
    [pair] = [m for m in compare([ours], others) if m.verdict == "agreed"]
    assert pair.theirs is not None
    assert pair.theirs.key == "Battles"


def test_an_export_agrees_with_itself_in_another_layout(coded: Path, tmp_path: Path) -> None:
    for layout in ("csv", "ucdp"):
        run("export", str(coded), "--format", layout, "-o", str(tmp_path / f"{layout}.csv"))
    result = run("compare", str(tmp_path / "csv.csv"), str(tmp_path / "ucdp.csv"), "--format", "jsonl")
    verdicts = Counter(json.loads(line)["verdict"] for line in result.stdout.splitlines())
    assert verdicts["agreed"] > 5
    assert verdicts["different_toll"] == 0


def test_a_table_of_no_known_layout_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("x,y\n1,2\n", encoding="utf-8")
    assert run("compare", str(tmp_path / "a.csv"), str(tmp_path / "a.csv")).exit_code == 2


def test_a_unit_is_told_by_its_best_event(dataset: Dataset) -> None:
    for unit in dataset.units("incident"):
        assert isinstance(unit, Unit)
        assert unit.lead in [event for _, event in unit.told]
