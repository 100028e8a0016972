"""`tawthiq ingest`, `tawthiq run` and `tawthiq archive`: reports kept for good, and what can be asked of them."""

from __future__ import annotations

import datetime as dt
import json
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tawthiq.commands.base import ARCHIVE, EXIT_NOTHING_DONE, EXIT_SOME_SKIPPED, Command, Group, Option, opened_archive
from tawthiq.commands.running import OUTLET, PUBLISHED, QUIET, Run, inputs_argument
from tawthiq.messages import N_, _

if TYPE_CHECKING:
    from tawthiq.archive import Archive
    from tawthiq.archiving.ingesting import Done
    from tawthiq.archiving.linking import Linked

_INGEST_HELP = N_("""Code reports and keep them in the archive.

INPUT is what the code command takes. A report that this version of the coder has read before is passed over, so that the same
command again changes nothing, and finishes what was broken off. Several processes may ingest at once. Exit codes are those of the
code command.""")
_RUN_HELP = N_("""Code, keep and link: all of it.

Ingests INPUT where some is given, codes again what another version of the coder has read (what it read stays), and brings
the reports of one incident together. The same command again changes nothing.""")
_ARCHIVE_HELP = N_("""Ask the archive, check it, copy it.""")
_VERIFY_HELP = N_("""Check that everything in the archive is as it was written.

Prints what is not, a line each, and leaves with 1; else the hash of the log's last row. Whoever keeps that hash elsewhere can
tell later, with --expect, that nothing was taken away at the end; backups and exports keep it beside them. A fault in
report_words, what is searched, is mended by the command archive reindex.""")
_REINDEX_HELP = N_("""Make what is searched again out of the reports.

Where verify finds a fault in report_words, and after a new version of this program that reads spellings otherwise. No report and
nothing in the log changes.""")
_BACKUP_HELP = N_("""Copy the archive to FILE, whole, while others read and write.

Beside it stands FILE.head, the hash of the last row of the copy's log: verify --expect FILE.head tells, of the copy and of the
archive, whether anything was taken away since.""")
_SEARCH_HELP = N_("""Find reports by their words, in any spelling; «in quotes» as a phrase.

Exit code 3 where none is found.""")
_SHOW_HELP = N_("""Show a report, an event or an incident by its id, as JSON.""")
_WHY_HELP = N_("""Show why a value is what it is.

ID.FIELD is an event with a field («report#5-9.casualties.0», «….date») or an incident with one («inc-….killed», «….type»).
Shows the value, its words, its rule and its coder, what earlier coders read, and who corrected it.""")
_FORMAT = click.option(
    "--format", "layout", cls=Option, type=click.Choice(("table", "json")), default="table",
    help=N_("table (default) to read; json for all that is known."),
)  # fmt: skip


@click.command("ingest", cls=Command, help=_INGEST_HELP)
@inputs_argument(-1)
@PUBLISHED
@OUTLET
@ARCHIVE
@QUIET
def ingest_command(
    inputs: Sequence[str], published: dt.datetime | None, outlet: str | None, where: str | None, quiet: bool
) -> None:
    """See `_INGEST_HELP`."""
    run = Run(quiet)
    with opened_archive(where, create=True) as archive:
        _ingest(archive, run, inputs, published, outlet)
    _finish(run)


@click.command("run", cls=Command, help=_RUN_HELP)
@inputs_argument(-1, required=False)
@PUBLISHED
@OUTLET
@ARCHIVE
@QUIET
def run_command(
    inputs: Sequence[str], published: dt.datetime | None, outlet: str | None, where: str | None, quiet: bool
) -> None:
    """See `_RUN_HELP`."""
    from tawthiq.archiving.coders import coder_version
    from tawthiq.archiving.ingesting import recode

    run = Run(quiet)
    with opened_archive(where, create=bool(inputs)) as archive:
        if inputs:
            _ingest(archive, run, inputs, published, outlet)
        again = recode(archive, run.code, coder_version())
        if again.reports and not quiet:
            click.echo(_("Coded again: {reports}").format(reports=again.coded), err=True)
        tell_linked(linked(archive), archive, quiet)
        # Without input there is nothing that could be skipped; what is there is what counts.
        run.reports += 0 if inputs else archive.coded_count()
    _finish(run)


def linked(archive: Archive) -> Linked:
    """Links the archive; human judgements that contradict one another are a mistake of the user's."""
    from tawthiq.archiving.linking import link_archive
    from tawthiq.linking import Contradiction

    try:
        return link_archive(archive)
    except Contradiction as error:
        message = _("The judgements contradict one another at {first} and {second}.")
        raise click.UsageError(message.format(first=error.pair[0], second=error.pair[1])) from error


def tell_linked(done: Linked, archive: Archive, quiet: bool) -> None:
    """The line on what linking did."""
    if not quiet:
        line = _(
            "Linked: new or changed reports {reports} · incidents in the archive {incidents}, new or changed {rows}"
        )
        incidents = archive.stats().counts["incidents"]
        click.echo(line.format(reports=done.reports, incidents=incidents, rows=done.incidents), err=True)


def _ingest(
    archive: Archive, run: Run, inputs: Sequence[str], published: dt.datetime | None, outlet: str | None
) -> None:
    from tawthiq.archiving.coders import coder_version
    from tawthiq.archiving.ingesting import ingest

    done = ingest(archive, run.read(inputs, published, outlet), run.code, coder_version())
    run.reports, run.events = done.reports - run.skipped["coder-error"], done.events
    if not run.quiet:
        _tell_ingested(done, run, archive)


def _tell_ingested(done: Done, run: Run, archive: Archive) -> None:
    line = _("Read: {read} · new: {new} · coded: {coded} · events: {events} · skipped: {skipped} · archive: {archive}")
    read = run.reports + run.skipped.total()
    values = {"read": read, "new": done.new, "coded": done.coded, "events": done.events, "skipped": run.skipped.total()}
    click.echo(line.format(**values, archive=archive.shown), err=True)


def _finish(run: Run) -> None:
    if not run.quiet:
        for line in run.problems():
            click.echo(line, err=True)
    run.leave()


@click.group("archive", cls=Group, help=_ARCHIVE_HELP)
def archive_group() -> None:
    """See `_ARCHIVE_HELP`."""


@archive_group.command("stats", cls=Command, help=N_("Show what the archive holds."))
@ARCHIVE
@_FORMAT
def stats_command(where: str | None, layout: str) -> None:
    """Counts, days, types and outlets."""
    from dataclasses import asdict

    with opened_archive(where) as archive:
        found = archive.stats()
        if layout == "json":
            _write_json({"archive": archive.shown, **asdict(found), "head": archive.head()})
            return
        _print_stats(archive.shown, found, archive.head())


def _print_stats(shown: str, found: Any, head: str) -> None:
    from rich.table import Table

    from tawthiq.table import TYPE_LABELS, console_on, visible

    table = Table(show_header=False)
    table.add_row(_("Archive"), visible(shown))
    for label, name in (
        (N_("Reports"), "reports"), (N_("Different texts"), "texts"), (N_("Versions of the coder"), "coders"),
        (N_("Events"), "events"), (N_("Statements"), "statements"), (N_("Incidents"), "incidents"),
        (N_("Judgements"), "judgements"), (N_("Corrections"), "corrections"),
    ):  # fmt: skip
        table.add_row(_(label), str(found.counts[name]))
    table.add_row(_("Last of the log"), f"{found.counts['log']}: {head}")
    table.add_row(_("Days of publication"), f"{found.first or '–'} – {found.last or '–'}")
    table.add_row(
        _("Types"), ", ".join(f"{_(TYPE_LABELS[name])} {count}" for name, count in list(found.types.items())[:8])
    )
    table.add_row(
        _("Outlets"), visible("، ".join(f"{name} {count}" for name, count in list(found.outlets.items())[:8]))
    )
    console_on(sys.stdout).print(table)


@archive_group.command("verify", cls=Command, help=_VERIFY_HELP)
@ARCHIVE
@click.option(
    "--expect", cls=Option, metavar="HASH", multiple=True,
    help=N_("A hash that verify printed before, or a file that keeps one (FILE.head, FILE.manifest.json); the log must hold it."),
)  # fmt: skip
def verify_command(where: str | None, expect: Sequence[str]) -> None:
    """See `_VERIFY_HELP`."""
    from tawthiq.archiving.ingesting import searchable

    heads = [_expected(each) for each in expect]
    with opened_archive(where) as archive:
        faults = 0
        for fault in archive.verify(searchable):
            faults += 1
            click.echo(f"{fault.kind}\t{fault.table}\t{fault.subject}")
        for head in heads:
            if not archive.has_head(head):
                faults += 1
                click.echo(f"missing\tlog\t{head}")
        if faults:
            click.echo(_("Not as it was written: {faults}").format(faults=faults), err=True)
            raise SystemExit(EXIT_SOME_SKIPPED)
        click.echo(archive.head())
        click.echo(_("Everything is as it was written."), err=True)


def _expected(said: str) -> str:
    """A hash as it is written, or as a file keeps it: the manifest of an export, or the line beside a backup."""
    path, kept = Path(said), said
    try:
        if path.is_file():
            text = path.read_text(encoding="utf-8")
            kept = str(json.loads(text)["archive_head"]) if path.suffix == ".json" else text.strip()
    except (OSError, ValueError, LookupError, TypeError):
        kept = ""
    if not re.fullmatch("[0-9a-f]{64}", kept):
        raise click.UsageError(
            _("{file} is no hash of an archive and keeps none.").format(file=click.format_filename(path))
        )
    return kept


@archive_group.command("reindex", cls=Command, help=_REINDEX_HELP)
@ARCHIVE
def reindex_command(where: str | None) -> None:
    """See `_REINDEX_HELP`."""
    from tawthiq.archiving.ingesting import searchable

    with opened_archive(where) as archive:
        reports = archive.index_again(searchable)
    click.echo(_("Reports that can be found again: {reports}").format(reports=reports), err=True)


@archive_group.command("backup", cls=Command, help=_BACKUP_HELP)
@click.argument("file", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
@ARCHIVE
def backup_command(file: Path, where: str | None) -> None:
    """A copy that is itself an archive."""
    from tawthiq.archive import ArchiveError
    from tawthiq.commands.base import archive_said

    with opened_archive(where) as archive:
        try:
            archive.backup(file)
        except ArchiveError as error:
            raise click.UsageError(f"{click.format_filename(file)}: {archive_said(error)}") from error
    with opened_archive(str(file)) as copy:
        file.with_name(f"{file.name}.head").write_text(f"{copy.head()}\n", encoding="utf-8")
    click.echo(_("Copied to {file}.").format(file=click.format_filename(file)), err=True)


@archive_group.command("search", cls=Command, help=_SEARCH_HELP)
@click.argument("words", metavar="WORDS")
@ARCHIVE
@click.option(
    "--most",
    cls=Option,
    type=click.IntRange(1, 1000),
    default=20,
    help=N_("How many reports at most; 20 where left out."),
)
@_FORMAT
def search_command(words: str, where: str | None, most: int, layout: str) -> None:
    """See `_SEARCH_HELP`."""
    from tawthiq.archiving.answering import found_by

    with opened_archive(where) as archive:
        found = found_by(archive, words, most)
    if not found:
        click.echo(_("No report holds these words."), err=True)
        raise SystemExit(EXIT_NOTHING_DONE)
    if layout == "json":
        _write_json(found)
    else:
        _print_found(found)


def _print_found(found: Sequence[dict[str, Any]]) -> None:
    from rich.table import Table

    from tawthiq.table import console_on, visible

    table = Table()
    for heading in (_("Report"), _("Published"), _("Outlet"), _("Passage")):
        table.add_column(heading)
    for each in found:
        table.add_row(
            visible(each["doc_id"]), each["published"] or "–", visible(each["outlet"] or "–"), visible(each["passage"])
        )
    console_on(sys.stdout).print(table)


@archive_group.command("show", cls=Command, help=_SHOW_HELP)
@click.argument("name", metavar="ID")
@ARCHIVE
def show_command(name: str, where: str | None) -> None:
    """See `_SHOW_HELP`."""
    from tawthiq.archiving.answering import shown

    _answer(where, name, lambda archive: shown(archive, name))


@archive_group.command("why", cls=Command, help=_WHY_HELP)
@click.argument("name", metavar="ID.FIELD")
@ARCHIVE
def why_command(name: str, where: str | None) -> None:
    """See `_WHY_HELP`."""
    from tawthiq.archiving.answering import why

    _answer(where, name, lambda archive: why(archive, name))


def _answer(where: str | None, name: str, ask: Callable[[Archive], dict[str, Any] | None]) -> None:
    with opened_archive(where) as archive:
        found = ask(archive)
    if found is None:
        raise click.UsageError(_("The archive holds nothing that is called {name}.").format(name=name))
    _write_json(found)


def _write_json(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))
