"""What is kept comes back, nothing is kept twice, nothing is lost: on both databases."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, inspect

from tawthiq.archive import Archive, ArchiveError, engine, report_id, tables
from tawthiq.archive.statements import event_of, statements_of
from tawthiq.model import Judgement, Report

from .samples import NEW, OLD, TEXTS, coded, report, some


def filled(where: str, count: int = 4) -> Archive:
    archive = Archive(where)
    run = archive.start("ingest", OLD)
    archive.keep(some(count), OLD.coder_id, run)
    archive.finish(run, {"reports": count})
    return archive


def test_what_was_coded_comes_back_as_it_was(where: str) -> None:
    with filled(where) as archive:
        back = list(archive.coded())
    for n, each in enumerate(back):
        as_coded = coded(report(n))
        assert (each.text, each.title, each.outlet, each.published) == (
            as_coded.text, as_coded.title, as_coded.outlet, as_coded.published,
        )  # fmt: skip
        bare = [replace(event, event_id="") for event in each.events]
        assert bare == [replace(event, event_id="") for event in as_coded.events]
    assert sum(len(each.events) for each in back) >= 4


def test_a_second_time_changes_nothing(where: str) -> None:
    with filled(where) as archive:
        before, head = archive.stats(), archive.head()
        kept = archive.keep(some(4), OLD.coder_id, 1)
        assert (kept.reports, kept.codings) == (0, 0)
        assert (archive.stats(), archive.head()) == (before, head)


def test_every_statement_stands_on_its_words(where: str) -> None:
    with filled(where) as archive:
        for each in archive.coded():
            for event in each.events:
                for said in statements_of(event):
                    assert 0 <= said.start < said.end <= len(each.text), said
                    value = json.loads(said.value)
                    if said.field.startswith(("places", "actors")):
                        assert value["text"].split()[0] in each.text[said.start : said.end]


@pytest.mark.parametrize("number", range(len(TEXTS)))
def test_an_event_taken_apart_is_put_together_again(number: int) -> None:
    for event in coded(report(number)).events:
        assert event_of(event.event_id, event.confidence, statements_of(event)) == event


def test_a_new_coder_keeps_the_old_statements(where: str) -> None:
    with filled(where) as archive:
        [page] = list(archive.uncoded(NEW.coder_id))
        run = archive.start("recode", NEW)
        changed = {}
        for each in page:
            again = coded(each.report())
            events = tuple(replace(event, confidence=0.25) for event in again.events)
            changed[each.report_id] = replace(again, events=events)
        assert archive.recode(changed, NEW.coder_id, run) == 4
        assert list(archive.uncoded(NEW.coder_id)) == []
        current = [event for each in archive.coded() for event in each.events]
        assert {event.confidence for event in current} == {0.25}
        first, second = archive.event_versions(current[0].event_id)
        assert (first.coders, second.coders) == ((OLD.coder_id,), (NEW.coder_id,))
        assert first.event.confidence != second.event.confidence
        assert list(archive.verify()) == []


def test_an_event_read_alike_by_two_coders_is_kept_once(where: str) -> None:
    with filled(where) as archive:
        before = archive.stats().counts["statements"]
        run = archive.start("recode", NEW)
        archive.recode({report_id(report(n)): coded(report(n)) for n in range(4)}, NEW.coder_id, run)
        assert archive.stats().counts["statements"] == before
        event = next(archive.coded()).events[0]
        [version] = archive.event_versions(event.event_id)
        assert version.coders == (OLD.coder_id, NEW.coder_id)


def test_the_same_id_again_is_a_new_version_only_where_the_input_names_it(where: str) -> None:
    with Archive(where) as archive:
        old = replace(report(0), named=True)
        new = replace(old, text=old.text + " وتجدد القصف مساء.")
        [first] = archive.keep_reports([(old, old.text)])
        [second] = archive.keep_reports([(new, new.text)])
        assert [each.report_id for each in archive.versions(first)] == [second]
        stored = archive.report(second)
        assert stored is not None
        assert stored.version_of == first
        assert stored.doc_id != stored.given_id == "doc-0"
        unnamed = replace(report(1), named=False)
        [third] = archive.keep_reports([(unnamed, "")])
        archive.keep_reports([(replace(unnamed, text=TEXTS[2]), "")])
        assert archive.versions(third) == []


def test_search_finds_words_and_phrases(where: str) -> None:
    with filled(where) as archive:
        assert [each.doc_id for each in archive.search(["سيارة", "مفخخة"])] == ["doc-1"]
        assert [each.doc_id for each in archive.search(["مفخخة", "سيارة"])] == ["doc-1"]
        assert archive.search(["مفخخة", "سيارة"], phrase=True) == []
        assert [each.doc_id for each in archive.search(["سيارة", "مفخخة"], phrase=True)] == ["doc-1"]
        assert archive.search(['"', "*"]) == []


def test_text_with_nul_comes_back(where: str) -> None:
    with Archive(where) as archive:
        text = "قصف\x00 على البلدة"
        archive.keep_reports([(Report("a\x00", text, extra={"x": "y\x00"}), text)])
        stored = archive.report("a\x00")
        assert stored is not None
        assert (stored.text, stored.extra) == (text, {"x": "y\x00"})


def test_corrections_hold_until_they_are_taken_back(where: str) -> None:
    with filled(where) as archive:
        event = next(archive.coded()).events[0]
        field = "casualties.0"
        archive.correct(event.event_id, field, {"best": 5}, "ليلى")
        put_right = next(archive.coded()).events[0].casualties[0]
        assert (put_right.best, put_right.rule, put_right.span) == (5, "human", event.casualties[0].span)
        archive.correct(event.event_id, field, None, "ليلى", note="كان صحيحاً")
        assert next(archive.coded()).events[0] == event
        with pytest.raises(ValueError, match=r"casualties\.9"):
            archive.correct(event.event_id, "casualties.9", {"span": ["a", "b"]}, "ليلى")
        with pytest.raises(ValueError, match="date"):
            archive.correct(event.event_id, "date", {"start": "أمس"}, "ليلى")
        assert [each["user"] for each in archive.corrections(event.event_id)] == ["ليلى", "ليلى"]
        assert list(archive.verify()) == []


def test_judgements_are_added_never_changed(where: str) -> None:
    with Archive(where) as archive:
        said = [Judgement("a#1", "b#2", 1.0, "same", "human"), Judgement("a#1", "b#2", 0.3, "possibly_same")]
        assert archive.judge(said, user="ليلى") == 2
        assert archive.judge(said, user="ليلى") == 0
        assert archive.undo([("b#2", "a#1")], "ليلى") == 1
        assert archive.undo([("b#2", "a#1")], "ليلى") == 0
        assert [(j.by, j.verdict) for j in archive.judgements()] == [("rule", "possibly_same")]
        assert [row["verdict"] for row in archive.judgement_history("b#2", "a#1")] == [
            "same",
            "possibly_same",
            "undone",
        ]
        assert list(archive.verify()) == []


_texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(batches=st.lists(st.lists(st.tuples(_texts, _texts, st.booleans()), max_size=4), max_size=4))
def test_any_reports_are_kept_once_each(
    batches: list[list[tuple[str, str, bool]]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Whatever ids collide and whatever comes twice: each different report is there, under an id of its own."""
    with Archive(str(tmp_path_factory.mktemp("any") / "a.sqlite")) as archive:
        wanted = {}
        for batch in [*batches, *batches]:
            found = [Report(doc_id, text, named=named) for doc_id, text, named in batch]
            wanted |= {report_id(each): each.text for each in found}
            archive.keep_reports([(each, each.text) for each in found])
        stored = [archive.report(key) for key in wanted]
        assert {each.report_id: each.text for each in stored if each} == wanted
        assert len({each.doc_id for each in stored if each}) == len(wanted)
        assert archive.stats().counts["reports"] == len(wanted)
        assert list(archive.verify()) == []


def columns(url: str) -> dict[str, list[tuple[str, bool]]]:
    made = create_engine(url)
    seen = inspect(made)
    names = [name for name in seen.get_table_names() if name in tables.metadata.tables]
    out = {name: [(c["name"], bool(c["nullable"])) for c in seen.get_columns(name)] for name in names}
    made.dispose()
    return out


def test_migrations_make_the_tables_that_the_code_knows_and_take_them_away(where: str) -> None:
    with Archive(where) as archive:
        migrated = columns(archive.url)
        for name, table in tables.metadata.tables.items():
            assert migrated[name] == [(c.name, bool(c.nullable)) for c in table.columns]
        engine.migrate(archive._engine, "base")
        assert columns(archive.url) == {}
        engine.migrate(archive._engine)
        assert columns(archive.url) == migrated
        assert list(archive.verify()) == []


def test_the_migrations_differ_in_nothing_from_the_tables(where: str) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with Archive(where) as archive, archive._engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"include_name": lambda name, kind, _: kind != "table" or name in tables.metadata.tables}
        )
        assert compare_metadata(context, tables.metadata) == []


def test_a_backup_is_whole_and_taken_once(tmp_path: Path) -> None:
    with filled(str(tmp_path / "a.sqlite")) as archive:
        copy = tmp_path / "copy.sqlite"
        archive.backup(copy)
        with Archive(str(copy), create=False) as other:
            assert other.stats() == archive.stats()
            assert list(other.verify()) == []
        with pytest.raises(ArchiveError, match="backup-exists"):
            archive.backup(copy)


def test_what_is_no_archive_is_refused(tmp_path: Path) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("ليس أرشيفاً بل ملاحظات", encoding="utf-8")
    for where, reason in (
        (str(text), "not-an-archive"), (str(tmp_path / "none.sqlite"), "no-archive"), ("mysql://h/d", "unknown-database"), ("://", "not-an-address"),
    ):  # fmt: skip
        with pytest.raises(ArchiveError, match=reason):
            Archive(where, create=False)


def test_a_password_is_never_shown() -> None:
    assert "geheim" not in engine.shown("postgresql://user:geheim@host/db")
