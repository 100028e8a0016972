"""The command line: each format, each exit code, each language; the coder itself is a stand-in."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
import pytest
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from click.testing import CliRunner, Result

from tawthiq import explaining, messages, output, pipeline, table
from tawthiq.cli import main
from tawthiq.commands import running
from tawthiq.commands.running import Run
from tawthiq.knowledge.tables import BrokenTable, read_table
from tawthiq.model import (
    Actor,
    Casualty,
    CodedReport,
    Event,
    EventDate,
    EvidenceValue,
    Place,
    Report,
    Source,
    Span,
)
from tawthiq.model.events import EVENT_TYPES, STATUSES

TEXT = "قصفت قوات النظام بلدة النيرب أمس، وقال ناشط إن مدنيين قتلا."
CATALOG = messages.LOCALE / "ar" / "LC_MESSAGES"


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def toll(outcome: str, low: int | None, best: int | None, high: int | None, source: str | None = None) -> Casualty:
    return Casualty(outcome, "civilian", low, best, high, "مدنيين قتلا", span("مدنيين قتلا"), "harm.x", source=source)


def event(*casualties: Casualty, status: str = "occurred", side: str = "قوات النظام") -> Event:
    day = dt.date(2020, 2, 1)
    return Event(
        event_id="e1",
        type=EvidenceValue("shelling", span("قصفت"), "act.shelling"),
        status=EvidenceValue(status, span("قصفت"), "status.default"),
        date=EventDate(day, day, "أمس", span("أمس"), "date.yesterday"),
        evidence=(span("قصفت قوات النظام بلدة النيرب أمس"),),
        places=(Place("بلدة النيرب", span("بلدة النيرب"), "place.in", lat=-35.9),),
        actors=(Actor(side, "initiator", span("قوات النظام"), "actor.list"),),
        casualties=casualties,
        sources=(Source("ناشط", "local", span("ناشط"), "source.said"),),
        confidence=0.75,
    )


class FakeCoder:
    """One event for each text that begins as `TEXT` does; breaks on «عطل»."""

    def code(self, report: Report) -> CodedReport:
        if "عطل" in report.text:
            raise RecursionError("too deep")
        events = (event(toll("killed", 2, 2, 2)),) if report.text.startswith(TEXT) else ()
        return CodedReport(
            report.doc_id, report.text, events, report.title, report.outlet, report.published, report.extra
        )


@pytest.fixture(autouse=True)
def _quiet_world(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(pipeline, "Coder", FakeCoder)
    for name in ("TAWTHIQ_LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANGUAGE", "en")
    yield
    messages.use_language("en")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    return tmp_path


def run(*arguments: str | Path, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=stdin)


def code(*arguments: str | Path, stdin: str | bytes | None = None) -> Result:
    return run("code", "--published", "2020-02-02", *arguments, stdin=stdin)


class TestFormats:
    def test_jsonl_stands_alone(self, folder: Path) -> None:
        result = code(folder, "--format", "jsonl", "--outlet", "وكالة")
        records = [json.loads(line) for line in result.stdout.splitlines()]
        assert [(r["doc_id"], r["text"], r["published"], r["outlet"]) for r in records] == [
            (name, TEXT, "2020-02-02", "وكالة") for name in "ab"
        ]
        assert CodedReport.from_json(records[0]).events[0] == event(toll("killed", 2, 2, 2))

    def test_json_is_one_array(self, folder: Path) -> None:
        assert [r["doc_id"] for r in json.loads(code(folder, "--format", "json").stdout)] == ["a", "b"]

    def test_json_of_nothing_is_an_empty_array(self) -> None:
        result = code("-", "--format", "json", stdin="English")
        assert json.loads(result.stdout) == []
        assert result.exit_code == 3

    def test_csv_has_a_row_for_each_event_in_the_documented_columns(self, folder: Path) -> None:
        rows = list(csv.DictReader(io.StringIO(code(folder, "--format", "csv").stdout)))
        assert list(rows[0]) == list(output.COLUMNS)
        assert [row["doc_id"] for row in rows] == ["a", "b"]
        assert (rows[0]["killed_best"], rows[0]["injured_low"], rows[0]["lat"]) == ("2", "", "-35.9")
        assert rows[0]["evidence"] == "قصفت قوات النظام بلدة النيرب أمس"

    def test_the_table_shows_who_what_where_when_and_who_says_so(self, folder: Path) -> None:
        shown = code(folder / "a.txt").stdout
        for part in ("shelling", "2020-02-01", "بلدة النيرب", "قوات النظام", "2 / –", "ناشط"):
            assert part in shown

    def test_a_report_without_events_is_shown_as_such(self) -> None:
        assert "No events." in code("-", stdin="يوم هادئ في المدينة").stdout

    def test_other_fields_pass_through(self) -> None:
        result = code("-", "--format", "jsonl", stdin=json.dumps({"text": TEXT, "url": "u", "events": ["old"]}))
        assert json.loads(result.stdout)["url"] == "u"
        assert len(json.loads(result.stdout)["events"]) == 1


class TestOutputFile:
    def test_appears_whole(self, folder: Path, tmp_path: Path) -> None:
        target = tmp_path / "out.jsonl"
        result = code(folder, "--format", "jsonl", "-o", target)
        assert (result.exit_code, result.stdout) == (0, "")
        assert len(target.read_text(encoding="utf-8").splitlines()) == 2

    def test_a_crash_leaves_what_was_there(self, tmp_path: Path) -> None:
        target = tmp_path / "out.jsonl"
        target.write_text("before")

        def break_off() -> None:
            with output.opened(target) as stream:
                stream.write("half")
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            break_off()
        assert [path.name for path in tmp_path.iterdir()] == ["out.jsonl"]
        assert target.read_text() == "before"

    def test_an_impossible_place_is_a_usage_error(self, folder: Path) -> None:
        result = code(folder, "-o", folder / "none" / "x")
        assert result.exit_code == 2
        assert "cannot write" in result.stderr

    def test_a_device_is_written_in_place(self, folder: Path) -> None:
        assert code(folder, "-o", "/dev/null").exit_code == 0


class TestBadInput:
    """A bad record is named, counted and skipped; the good one beside it is coded."""

    @pytest.mark.parametrize(
        ("name", "data", "reason"),
        [
            ("x.txt", b"\xff\xfa\x00\x81abc", "not-utf8"),
            ("x.txt", b"", "empty"),
            ("x.txt", b"Two men were killed.", "not-arabic"),
            ("x.jsonl", b'{"text": "\xd9"}', "not-utf8"),
            ("x.jsonl", b'{"text": "cut', "bad-json"),
            ("x.csv", b"a,b\n1,2\n", "no-text"),
            ("x.txt", "عطل".encode(), "coder-error"),
        ],
    )
    def test_is_skipped(self, folder: Path, name: str, data: bytes, reason: str) -> None:
        (folder / name).write_bytes(data)
        result = code(folder, "--format", "jsonl")
        assert result.exit_code == 1
        assert len(result.stdout.splitlines()) == 2
        assert f"{folder / name}" in result.stderr
        assert f"[{reason}]" in result.stderr
        assert f"Skipped because: {reason} 1" in result.stderr
        assert "Read: 3 · coded: 2 · events: 2 · skipped: 1" in result.stderr

    @pytest.mark.parametrize(
        ("data", "reason"),
        [
            (TEXT.encode("windows-1256"), "decoded-windows-1256"),
            ((TEXT + "\x00").encode(), "nul-bytes"),
            ((TEXT + "\u202e").encode(), "bidi-controls"),
        ],
    )
    @pytest.mark.parametrize("layout", ["table", "jsonl", "json", "csv"])
    def test_is_warned_about(self, data: bytes, reason: str, layout: str) -> None:
        result = code("-", "--format", layout, stdin=data)
        assert result.exit_code == 0
        assert f"Warnings: {reason} 1" in result.stderr

    def test_a_missing_day_is_warned_about(self, folder: Path) -> None:
        result = run("code", folder)
        assert result.exit_code == 0
        assert "Warnings: no-date 2" in result.stderr

    def test_a_coder_error_asks_for_an_issue(self, folder: Path) -> None:
        (folder / "x.txt").write_text("عطل", encoding="utf-8")
        assert "Please file an issue" in code(folder).stderr

    def test_a_folder_without_reports(self, tmp_path: Path) -> None:
        result = code(tmp_path)
        assert result.exit_code == 3
        assert "[no-reports]" in result.stderr

    def test_a_line_of_fifty_megabytes(self, tmp_path: Path) -> None:
        path = tmp_path / "long.jsonl"
        path.write_text(
            json.dumps({"text": "هدوء " * 5_600_000}, ensure_ascii=False) + "\n" + json.dumps({"text": TEXT})
        )
        assert path.stat().st_size > 50_000_000
        result = code(path, "--format", "jsonl")
        assert result.exit_code == 1
        assert f"{path}:1: skipped: The text is longer" in result.stderr
        assert json.loads(result.stdout)["doc_id"] == "long#2"

    def test_of_many_alike_only_the_first_are_named(self) -> None:
        result = code("-", stdin="{}\n" * 30)
        assert result.stderr.count("[no-text]") == 10
        assert "no-text 30" in result.stderr

    def test_quiet_says_nothing(self, folder: Path) -> None:
        (folder / "x.txt").write_bytes(b"")
        result = code(folder, "--quiet")
        assert (result.exit_code, result.stderr) == (1, "")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class TestProgress:
    """The bar: bytes of all inputs, known before the first is read."""

    @pytest.fixture
    def shown(self, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
        updates: list[dict[str, Any]] = []

        class Bar:
            def __enter__(self) -> Bar:
                return self

            def __exit__(self, *error: object) -> None:
                pass

            def add_task(self, *_: object, **__: object) -> int:
                return 0

            def update(self, _task: int, **values: Any) -> None:
                updates.append(values)

        monkeypatch.setattr(running, "_bar", Bar)
        return updates

    def test_a_total_is_known_from_the_start(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shown: list[dict[str, Any]]
    ) -> None:
        monkeypatch.setattr(sys, "stderr", Terminal())
        paths = [tmp_path / f"{name}.jsonl" for name in "ab"]
        for path in paths:
            path.write_text((json.dumps({"text": TEXT}) + "\n") * 500, encoding="utf-8")
        size = sum(path.stat().st_size for path in paths)
        assert len(list(Run(False).read([str(p) for p in paths], dt.datetime(2020, 2, 2), None))) == 1000
        assert {update["total"] for update in shown} == {size}
        done = [update["completed"] for update in shown]
        assert done == sorted(done)
        assert 0 < done[0] < size / 2
        assert done[-1] > size * 0.9
        assert [update["visible"] for update in shown].index(True) == 20

    def test_standard_input_has_none(self, monkeypatch: pytest.MonkeyPatch, shown: list[dict[str, Any]]) -> None:
        monkeypatch.setattr(sys, "stderr", Terminal())
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
        list(Run(False).read(["-"], None, None))
        assert {update["total"] for update in shown} == {None}

    def test_the_bar_can_be_drawn(self) -> None:
        with running._bar() as bar:
            bar.update(bar.add_task("x", total=10, count=0), completed=5, count=3)


class TestUsage:
    @pytest.mark.parametrize(
        "arguments",
        [["code"], ["code", "none.txt"], ["nix"], ["code", "-", "--format", "xml"], ["code", "-", "--published", "May"],
         ["--lang", "fr", "demo"], ["explain", "-", "--event", "0"]],
    )  # fmt: skip
    def test_mistakes_give_2(self, arguments: list[str]) -> None:
        assert run(*arguments).exit_code == 2

    def test_version_and_help(self) -> None:
        assert "0.1.0" in run("--version").stdout
        assert "Exit codes" in run("code", "--help").stdout

    def test_help_loads_nothing_heavy(self) -> None:
        source = "import sys, tawthiq.cli; print([m for m in ('rich', 'resiliparse', 'tawthiq.pipeline') if m in sys.modules])"
        assert subprocess.run([sys.executable, "-c", source], capture_output=True, text=True).stdout.strip() == "[]"

    def test_the_module_is_the_command(self) -> None:
        done = subprocess.run([sys.executable, "-m", "tawthiq", "--version"], capture_output=True, text=True)
        assert done.stdout == "tawthiq, version 0.1.0\n"

    def test_a_closed_pipe_ends_quietly(self, folder: Path) -> None:
        source = "import sys; from tawthiq.cli import main; main(['code', '-', '--format', 'json', '--quiet'])"
        with subprocess.Popen(
            [sys.executable, "-c", source], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as process:
            assert process.stdout
            process.stdout.close()
            assert process.stdin
            assert process.stderr
            process.stdin.write("هدوء في المدينة".encode())
            process.stdin.close()
            assert process.stderr.read() == b""
            assert process.wait() == 141


class TestArabic:
    def test_help(self) -> None:
        shown = run("--lang", "ar", "code", "--help").stdout
        for words in ("الاستعمال", "الخيارات", "رموز الخروج", "عرض هذه الرسالة"):
            assert words in shown
        assert "Show" not in shown

    def test_from_the_environment(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("TAWTHIQ_LANG", "ar")
        assert "الأوامر" in run("--help").stdout

    def test_english_comes_back(self) -> None:
        run("--lang", "ar", "--help")
        assert "Show this message" in run("--help").stdout

    @pytest.mark.parametrize(
        ("arguments", "environment", "language"),
        [
            (["--lang", "ar"], {"TAWTHIQ_LANG": "en"}, "ar"),
            (["--lang=en"], {"LANG": "ar_SY.UTF-8"}, "en"),
            (["code", "--lang", "ar"], {}, "en"),
            (["--version", "--lang", "ar"], {}, "ar"),
            (["--lang"], {}, "en"),
            ([], {"TAWTHIQ_LANG": "ar", "LANG": "en_GB"}, "ar"),
            ([], {"LC_ALL": "ar_EG.UTF-8", "LANG": "en_GB"}, "ar"),
            ([], {"LANG": "fr_FR"}, "en"),
            ([], {}, "en"),
        ],
    )
    def test_choosing(self, arguments: list[str], environment: dict[str, str], language: str) -> None:
        assert messages.asked_language(arguments, environment) == language

    def test_problems_and_table(self, folder: Path) -> None:
        (folder / "x.txt").write_bytes(b"")
        result = run("--lang", "ar", "code", folder, "--published", "2020-02-02")
        assert "لا يوجد نص" in result.stderr
        assert "قصف" in result.stdout
        assert "القائل" in result.stdout

    def test_every_message_is_translated_and_compiled(self) -> None:
        with (CATALOG / "tawthiq.po").open("rb") as written, (CATALOG / "tawthiq.mo").open("rb") as compiled:
            source, catalog = read_po(written, locale="ar"), read_mo(compiled)
        assert all(message.string and not message.fuzzy for message in source if message.id)
        assert {m.id: m.string for m in source if m.id} == {m.id: m.string for m in catalog if m.id}

    def test_every_help_text_is_in_the_catalog(self) -> None:
        with (CATALOG / "tawthiq.po").open("rb") as written:
            known = {message.id for message in read_po(written)}
        commands = [main, *main.commands.values()]
        options = [option for command in commands for option in command.params if isinstance(option, click.Option)]
        assert {shown.help for shown in (*commands, *options)} <= known
        assert {*table.TYPE_LABELS.values(), *table.STATUS_LABELS.values(), *explaining.SLOTS.values()} <= known


class TestExplain:
    def test_each_value_with_its_words_and_rule(self, folder: Path) -> None:
        shown = run("explain", folder / "a.txt", "--published", "2020-02-02").stdout
        for part in (TEXT, "act.shelling", "place.in", "قصفت", "2020-02-02", "Says who: ناشط", "0–4", "0.75"):
            assert part in shown

    def test_what_a_model_chose_has_its_probability_and_a_denial_its_speaker(self) -> None:
        denier = Source("ناشط", "local", span("ناشط"), "source.said")
        shelling = replace(
            event(), type=EvidenceValue("shelling", span("قصفت"), "act.shelling", 0.625), denied_by=(denier,)
        )
        listed = {value.slot: value for value in explaining.values(shelling)}
        assert listed["type"].share == 0.625
        assert listed["date"].share is None
        assert listed["denied_by"].value == "ناشط (local)"

    def test_one_event(self, folder: Path) -> None:
        assert run("explain", folder / "a.txt", "--event", "1").exit_code == 0
        result = run("explain", folder / "a.txt", "--event", "2")
        assert result.exit_code == 2
        assert "has no event 2; it has 1" in result.stderr

    def test_the_evidence_is_marked(self) -> None:
        marked = explaining.marked(TEXT, [(1, event())])
        assert [(s.start, s.end) for s in marked.spans] == [tuple(event().evidence[0])]
        assert marked.plain == TEXT

    def test_every_value_of_an_event_is_listed(self) -> None:
        full = event(toll("killed", 2, 2, 2))
        assert {value.span for value in explaining.values(full)} | set(full.evidence) == set(full.spans())


def test_the_demonstration() -> None:
    result = run("demo")
    assert result.exit_code == 0
    assert "demo-14" in result.stdout
    assert "coded: 14" in result.stderr


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@x", "\tx"])
def test_formulas_are_defused(cell: str) -> None:
    coded = CodedReport("d", TEXT, (event(side=cell),), title=cell)
    stream = io.StringIO(newline="")
    output.CsvRows(stream).write(coded)
    [row] = csv.DictReader(io.StringIO(stream.getvalue()))
    assert row["title"] == row["initiators"] == f"'{cell}"


@pytest.mark.parametrize(
    ("casualties", "shown"),
    [
        ([toll("killed", 18, 18, 18), toll("injured", 3, None, None)], "18 / ≥3"),
        ([toll("killed", 17, None, 20)], "17–20 / –"),
        ([toll("killed", 0, 0, 0), toll("injured", 0, 0, 0)], "0 / 0"),
        ([toll("killed", 2, 2, 2), toll("killed", 3, 3, 3)], "5 / –"),
        ([toll("killed", 2, 2, 2, "أ"), toll("killed", 3, 3, 3, "ب")], "2 or 3 / –"),
        ([toll("killed", None, None, 5), toll("injured", None, None, None)], "≤5 / ?"),
        ([toll("displaced", 9, 9, 9)], "–"),
    ],
)
def test_tolls_in_the_table(casualties: list[Casualty], shown: str) -> None:
    assert table.harm(event(*casualties)) == shown


def test_rival_tolls_bound_the_csv() -> None:
    rivals = event(toll("killed", 2, 2, 2, "أ"), toll("killed", 3, 3, None, "ب"))
    row = output.csv_row(CodedReport("d", TEXT), rivals)
    assert (row["killed_low"], row["killed_best"], row["killed_high"]) == (2, None, None)


def test_labels_name_every_type_and_status() -> None:
    assert set(table.TYPE_LABELS) == set(EVENT_TYPES)
    assert set(table.STATUS_LABELS) == set(STATUSES)


def test_controls_are_shown_one_for_one() -> None:
    assert table.visible("قصف\x1b[2J\u202e\n") == "قصف␛[2J\ufffd\n"
    assert table.kind(event(status="denied")) == "shelling (denied)"


def test_a_broken_installation_is_told_without_a_traceback(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise FileNotFoundError("acts.tsv")

    monkeypatch.setattr("tawthiq.pipeline.Coder", broken)
    result = run("code", folder / "a.txt", "--published", "2020-02-02")
    assert result.exit_code == 4
    assert "install Tawthiq again" in result.stderr
    assert "acts.tsv" in result.stderr
    assert isinstance(result.exception, SystemExit)


@pytest.mark.parametrize("table", ["models/selection.tsv", "actor_kinds.tsv"])
def test_a_table_missing_while_it_codes_is_no_report_s_fault(
    folder: Path, monkeypatch: pytest.MonkeyPatch, table: str
) -> None:
    class Coder:
        def code(self, report: Report) -> CodedReport:
            raise BrokenTable(table)

    monkeypatch.setattr("tawthiq.pipeline.Coder", Coder)
    result = code(folder)
    assert result.exit_code == 4
    assert "install Tawthiq again" in result.stderr
    assert table in result.stderr


def test_a_missing_table_is_told_by_commands_that_do_not_code(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise BrokenTable("actors.tsv: gone")

    monkeypatch.setattr("tawthiq.knowledge.actors.registry", broken)
    result = run("actors", "search", "كتائب")
    assert result.exit_code == 4
    assert "actors.tsv: gone" in result.stderr


def test_a_table_that_is_not_there_is_named() -> None:
    with pytest.raises(BrokenTable, match=r"none\.tsv"):
        list(read_table("none.tsv"))


def test_an_interruption_ends_as_shells_expect(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Coder:
        def code(self, report: Report) -> CodedReport:
            raise KeyboardInterrupt

    monkeypatch.setattr("tawthiq.pipeline.Coder", Coder)
    result = code(folder, "-o", folder / "out.jsonl")
    assert result.exit_code == 130
    assert not (folder / "out.jsonl").exists()
