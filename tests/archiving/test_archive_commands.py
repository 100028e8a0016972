"""`tawthiq ingest`, `run` and `archive` as they are called: twice, killed half-way, two at once, by another coder."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select

from tawthiq.archive import Archive, ArchiveError, CoderVersion, tables
from tawthiq.archiving import coders
from tawthiq.cli import main

DEMO = Path(__file__).parents[2] / "src" / "tawthiq" / "resources" / "demo.jsonl"
CALL = [sys.executable, "-c", "from tawthiq.cli import main; main()"]
TOWNS = ("النيرب", "سرمين", "بنش", "تفتناز", "أريحا", "معرة مصرين", "كفرنبل", "خان شيخون")


def call(*words: object, code: int = 0) -> Result:
    result = CliRunner().invoke(main, [str(word) for word in words])
    assert result.exit_code == code, (result.output, result.stderr, result.exception)
    return result


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """1,200 invented reports, long enough that a run takes some seconds."""
    path = tmp_path_factory.mktemp("many") / "many.jsonl"
    with path.open("w", encoding="utf-8") as out:
        for n in range(1200):
            text = f"قُتل {n % 9 + 2} مدنيين بقصف مدفعي على بلدة {TOWNS[n % 8]} أمس. وقال مصدر محلي إن القصف رقم {n} استمر ساعة."
            record = {
                "doc_id": f"م{n}",
                "outlet": f"وكالة {n % 7}",
                "published": f"2021-{n % 12 + 1:02}-{n % 28 + 1:02}",
                "text": text,
            }
            out.write(json.dumps(record, ensure_ascii=False) + "\n")
    return path


def counts(where: str) -> dict[str, int]:
    with Archive(where, create=False) as archive:
        assert list(archive.verify()) == []
        return dict(archive.stats().counts)


def test_the_same_run_again_changes_nothing(where: str) -> None:
    call("run", DEMO, "--archive", where, "--quiet")
    with Archive(where) as archive:
        before, head = archive.stats(), archive.head()
    for command in ("run", "ingest"):
        call(command, DEMO, "--archive", where, "--quiet")
    call("run", "--archive", where)
    with Archive(where) as archive:
        assert (archive.stats(), archive.head()) == (before, head)
    assert before.counts["reports"] == 14


def test_a_killed_run_loses_no_committed_report_and_the_next_one_finishes(where: str, many: Path) -> None:
    # Small batches, so that the first is kept long before the last is read.
    small = [
        sys.executable,
        "-c",
        "from tawthiq.archiving import ingesting as i; i.BATCH = 40; from tawthiq.cli import main; main()",
    ]
    words = [*small, "ingest", str(many), "--archive", str(where), "--quiet"]
    running = subprocess.Popen(words, env={**os.environ, "TAWTHIQ_LANG": "en"})
    committed: set[str] = set()
    until = time.monotonic() + 60
    while not committed and time.monotonic() < until and running.poll() is None:
        time.sleep(0.05)
        committed = kept(where)
    assert running.poll() is None, "the run ended before it could be killed"
    os.kill(running.pid, signal.SIGKILL)
    assert running.wait() == -signal.SIGKILL
    after = kept(where)
    assert committed <= after
    assert 0 < len(after) < 1200
    assert counts(where)["codings"] == len(after)
    call("ingest", many, "--archive", where, "--quiet")
    assert after < kept(where)
    assert (counts(where)["reports"], counts(where)["codings"]) == (1200, 1200)


def kept(where: str) -> set[str]:
    """The ids of the committed reports, asked beside the process that writes."""
    try:
        with Archive(where, create=False) as archive, archive._engine.connect() as connection:
            return set(connection.scalars(select(tables.reports.c.report_id)))
    except ArchiveError:
        return set()


def test_two_processes_ingest_at_once(where: str, many: Path, tmp_path: Path) -> None:
    lines = many.read_text(encoding="utf-8").splitlines()[:500]
    halves = []
    for number, some in enumerate((lines[:350], lines[150:])):
        halves.append(tmp_path / f"{number}.jsonl")
        halves[-1].write_text("\n".join(some), encoding="utf-8")
    both = [subprocess.Popen([*CALL, "ingest", str(each), "--archive", str(where), "--quiet"]) for each in halves]
    assert [each.wait(timeout=120) for each in both] == [0, 0]
    found = counts(where)
    assert (found["reports"], found["codings"]) == (500, 500)


def test_another_coder_codes_again_and_the_old_statements_stay(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    call("run", DEMO, "--archive", where, "--quiet")
    before = counts(where)
    newer = CoderVersion("99.0", "f" * 64, "e" * 64)
    monkeypatch.setattr(coders, "coder_version", lambda: newer)
    result = call("run", "--archive", where)
    assert "Coded again: 14" in result.stderr
    after = counts(where)
    assert (after["reports"], after["codings"], after["coders"]) == (14, 28, 2)
    assert after["statements"] == before["statements"]
    with Archive(where) as archive:
        event = next(archive.coded()).events[0]
        assert archive.event_versions(event.event_id)[0].coders[-1] == newer.coder_id


def test_the_coder_s_name_hangs_on_code_and_word_lists() -> None:
    made = coders.coder_version()
    assert made.coder_id == coders.coder_version().coder_id
    other = CoderVersion(made.version, made.code_sha256, "0" * 64, made.gazetteer_sha256)
    assert other.coder_id != made.coder_id


def test_search_finds_other_spellings_and_phrases(where: str) -> None:
    call("ingest", DEMO, "--archive", where, "--quiet")
    found = json.loads(call("archive", "search", "الغارة سرمين", "--archive", where, "--format", "json").stdout)
    assert "demo-03" in {each["doc_id"] for each in found}
    [only] = json.loads(call("archive", "search", "«السّوق الشعبي»", "--archive", where, "--format", "json").stdout)
    assert only["doc_id"] == "demo-01"
    assert "السوق الشعبي" in only["passage"]
    assert "demo-01" in call("archive", "search", "«السوق الشعبي»", "--archive", where).stdout
    call("archive", "search", "كلمةلاتوجد", "--archive", where, code=3)


def test_show_and_why_lead_back_to_the_words(where: str) -> None:
    call("run", DEMO, "--archive", where, "--quiet")
    report = json.loads(call("archive", "show", "demo-01", "--archive", where).stdout)
    event = report["events"][0]["event_id"]
    shown = json.loads(call("archive", "show", event, "--archive", where).stdout)
    assert shown["report_id"] == report["report_id"]
    why = json.loads(call("archive", "why", f"{event}.casualties.0", "--archive", where).stdout)
    start, end = why["now"]["span"]
    assert report["text"][start:end] == why["now"]["words"]
    assert why["now"]["rule"]
    assert len(why["readings"]) == 1
    home = json.loads(call("archive", "show", shown["incident_id"], "--archive", where).stdout)
    assert event in home["event_ids"]
    toll = json.loads(call("archive", "why", f"{shown['incident_id']}.killed", "--archive", where).stdout)
    assert {each["outlet"] for each in toll["claimed"]} >= {report["outlet"]}
    call("archive", "why", f"{event}.colour", "--archive", where, code=2)
    call("archive", "show", "nothing", "--archive", where, code=2)


def test_why_tells_of_corrections(where: str) -> None:
    call("run", DEMO, "--archive", where, "--quiet")
    with Archive(where) as archive:
        event = next(archive.coded()).events[0].event_id
        archive.correct(event, "status", {"value": "denied"}, "ليلى", "نفاه المصدر نفسه")
    why = json.loads(call("archive", "why", f"{event}.status", "--archive", where).stdout)
    assert (why["now"]["value"], why["now"]["rule"]) == ({"value": "denied"}, "human")
    assert why["readings"][0]["value"] == {"value": "occurred"}
    assert why["corrections"][0]["note"] == "نفاه المصدر نفسه"


def test_verify_tells_what_was_altered(where: str) -> None:
    call("ingest", DEMO, "--archive", where, "--quiet")
    head = call("archive", "verify", "--archive", where).stdout.strip()
    call("archive", "verify", "--archive", where, "--expect", head)
    call("archive", "verify", "--archive", where, "--expect", "0" * 63 + "1", code=1)
    with Archive(where) as archive, archive._engine.connect() as connection:
        connection.execute(tables.statements.update().where(tables.statements.c.field == "date").values(start=0))
        connection.commit()
    assert "altered\tstatements" in call("archive", "verify", "--archive", where, code=1).stdout


def test_what_is_searched_is_checked_and_made_again(where: str) -> None:
    call("ingest", DEMO, "--archive", where, "--quiet")
    with Archive(where) as archive:
        head = archive.head()
        archive.index_again(lambda title, text: "كلمة أخرى")
    assert "altered\treport_words\t1\n" in call("archive", "verify", "--archive", where, code=1).stdout
    call("archive", "search", "سرمين", "--archive", where, code=3)
    assert "14" in call("archive", "reindex", "--archive", where).stderr
    assert call("archive", "verify", "--archive", where).stdout.strip() == head
    call("archive", "search", "سرمين", "--archive", where)


def test_an_archive_cut_at_its_end_is_known_by_what_stands_beside_exports_and_backups(tmp_path: Path) -> None:
    where, short = str(tmp_path / "a.sqlite"), str(tmp_path / "short.sqlite")
    call("run", DEMO, "--archive", where, "--quiet")
    call("archive", "backup", short, "--archive", where)
    call("archive", "verify", "--archive", where, "--expect", f"{short}.head")
    with Archive(where) as archive:
        archive.correct(next(archive.coded()).events[0].event_id, "status", {"value": "denied"}, "ليلى")
    call("export", "--archive", where, "-o", tmp_path / "x.csv")
    kept = tmp_path / "x.csv.manifest.json"
    stats = json.loads(call("archive", "stats", "--archive", where, "--format", "json").stdout)
    assert json.loads(kept.read_text(encoding="utf-8"))["archive_head"] == stats["head"]
    call("archive", "verify", "--archive", where, "--expect", kept, "--expect", f"{short}.head")
    # The copy is what the archive would be, had somebody taken the correction and its rows of the log away.
    assert (
        call("archive", "verify", "--archive", short, "--expect", kept, code=1).stdout.strip()
        == f"missing\tlog\t{stats['head']}"
    )
    call("archive", "verify", "--archive", short, "--expect", tmp_path / "x.csv", code=2)


def test_stats(where: str) -> None:
    call("run", DEMO, "--archive", where, "--quiet")
    stats = json.loads(call("archive", "stats", "--archive", where, "--format", "json").stdout)
    assert (stats["counts"]["reports"], stats["first"]) == (14, "2015-08-12")
    assert "2015-08-12" in call("archive", "stats", "--archive", where).stdout


def test_a_backup_is_an_archive(tmp_path: Path) -> None:
    where, copy = str(tmp_path / "a.sqlite"), str(tmp_path / "copy.sqlite")
    call("run", DEMO, "--archive", where, "--quiet")
    call("archive", "backup", copy, "--archive", where)
    assert counts(copy) == counts(where)
    assert "never writes over" in call("archive", "backup", copy, "--archive", where, code=2).stderr


def test_where_the_archive_lies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TAWTHIQ_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("TAWTHIQ_ARCHIVE", raising=False)
    assert "tawthiq ingest makes one" in call("archive", "stats", code=2).stderr
    call("ingest", DEMO, "--quiet")
    assert (tmp_path / "home" / "archive.sqlite").exists()
    monkeypatch.setenv("TAWTHIQ_ARCHIVE", str(tmp_path / "other.sqlite"))
    call("ingest", DEMO, "--quiet")
    assert (tmp_path / "other.sqlite").exists()


def test_nothing_readable_is_told_by_the_exit_code(where: str, tmp_path: Path) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"")
    call("ingest", bad, "--archive", where, code=3)
    call("run", bad, DEMO, "--archive", where, code=1)
