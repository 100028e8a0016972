"""`tawthiq link`: coded reports in, incidents out."""

from __future__ import annotations

import getpass
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from tawthiq.commands.base import (
    ARCHIVE,
    EXIT_NOTHING_DONE,
    EXIT_SOME_SKIPPED,
    OUTPUT,
    Command,
    Option,
    destination,
    opened_archive,
)
from tawthiq.messages import N_, _

if TYPE_CHECKING:
    from tawthiq.archive import Archive
    from tawthiq.model import CodedReport, Judgement

_HUMAN = {"must": "same", "cannot": "different"}
_LINK_HELP = N_("""Bring together the reports of one incident.

CODED is what the code command writes with --format jsonl. Each incident says which reports and events tell of it, which
values were chosen, who claims which, and why they were brought together. A bad line is named on standard error and
skipped; exit codes are those of the code command.

Without CODED the archive is linked: what came since the last time is compared with what is near it, and every incident keeps its
id. Its incidents are written where --format or --output asks for them.""")


@click.command("link", cls=Command, help=_LINK_HELP)
@click.argument("inputs", metavar="[CODED...]", nargs=-1, type=click.Path(exists=True, dir_okay=False))
@click.option(
    "--format",
    "layout",
    cls=Option,
    type=click.Choice(("table", "jsonl")),
    help=N_("table (default) to read; jsonl for all values, claims and reasons, one incident a line."),
)
@OUTPUT
@click.option(
    "--judgements",
    cls=Option,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help=N_(
        "Human judgements that always hold: lines with first and second (event ids) and judgement, must or cannot."
    ),
)
@ARCHIVE
def link_command(
    inputs: Sequence[str], layout: str | None, output: Path | None, judgements: Path | None, where: str | None
) -> None:
    """See `_LINK_HELP`."""
    if inputs:
        _link_files(inputs, layout or "table", output, judgements)
    else:
        _link_archive(where, layout, output, judgements)


def _link_archive(where: str | None, layout: str | None, output: Path | None, judgements: Path | None) -> None:
    from tawthiq.commands.archive import linked, tell_linked

    skipped: list[str] = []
    with opened_archive(where) as archive:
        if judgements:
            _judge(archive, judgements, skipped)
        tell_linked(linked(archive), archive, quiet=False)
        if layout or output:
            with destination(output) as stream:
                _write([each.record for each in archive.incidents()], layout or "table", stream)
        empty = not archive.coded_count()
    if empty or skipped:
        raise SystemExit(EXIT_NOTHING_DONE if empty else EXIT_SOME_SKIPPED)


def _judge(archive: Archive, path: Path, skipped: list[str]) -> None:
    """Keeps the judgements of a file; those on events that the archive does not hold are named and skipped."""
    said = list(_human_lines(path, skipped))
    held: dict[tuple[str, str], str] = {}
    for origin, pair, word in said:
        if all(_is_there(archive, each) for each in pair):
            held[pair] = word
        else:
            _skip(origin, _("The archive holds no event of that name."), skipped)
    user = _user()
    archive.judge([_judgement(pair, word) for pair, word in held.items() if word in _HUMAN], user=user)
    archive.undo([pair for pair, word in held.items() if word not in _HUMAN], user)


def _is_there(archive: Archive, name: str) -> bool:
    """Whether the archive holds an event of this name, or for «doc#0» the report."""
    doc_id, _hash, number = name.rpartition("#")
    return archive.report(doc_id) is not None if number == "0" else bool(archive.event_versions(name))


def _user() -> str:
    """Who judges; systems without a list of users tell nobody's name."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "unknown"


def _link_files(inputs: Sequence[str], layout: str, output: Path | None, judgements: Path | None) -> None:
    from tawthiq.linking import Contradiction, link

    skipped: list[str] = []
    seen: set[str] = set()
    reports = [report for path in inputs for report in coded_reports(Path(path), skipped, seen)]
    human = list(_human(judgements, skipped)) if judgements else []
    try:
        incidents = link(reports, human)
    except Contradiction as error:
        message = _("The judgements contradict one another at {first} and {second}.")
        raise click.UsageError(message.format(first=error.pair[0], second=error.pair[1])) from error
    with destination(output) as stream:
        _write([each.to_json() for each in incidents], layout, stream)
    line = _("Reports: {reports} · incidents: {incidents} · skipped: {skipped}")
    click.echo(line.format(reports=len(reports), incidents=len(incidents), skipped=len(skipped)), err=True)
    if not reports or skipped:
        raise SystemExit(EXIT_SOME_SKIPPED if reports else EXIT_NOTHING_DONE)


def _lines(path: Path, skipped: list[str]) -> Iterator[tuple[str, str]]:
    """The lines that are not blank, each with its file and number; those that are not UTF-8 are named and skipped."""
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            where = f"{path}:{number}"
            try:
                text = line.decode("utf-8-sig" if number == 1 else "utf-8")
            except UnicodeDecodeError:
                _skip(where, _("The bytes are not UTF-8, which the code command writes."), skipped)
                continue
            if text.strip():
                yield where, text


def _skip(where: str, reason: str, skipped: list[str]) -> None:
    skipped.append(where)
    click.echo(f"{where}: {_('skipped')}: {reason}", err=True)


def coded_reports(path: Path, skipped: list[str], seen: set[str]) -> Iterator[CodedReport]:
    """The coded reports of a file; lines that are none, and a doc_id read before, are named and skipped."""
    from tawthiq.model import CodedReport

    for where, line in _lines(path, skipped):
        try:
            report = CodedReport.from_json(json.loads(line))
        except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError):
            _skip(where, _("The line is no coded report as the code command writes it."), skipped)
            continue
        if report.doc_id in seen:
            _skip(where, _("A report with the doc_id {doc_id} was read before.").format(doc_id=report.doc_id), skipped)
            continue
        seen.add(report.doc_id)
        yield report


def _human_lines(path: Path, skipped: list[str]) -> Iterator[tuple[str, tuple[str, str], str]]:
    """The human judgements of a file: where each stands, its pair, and must, cannot or undo."""
    for where, line in _lines(path, skipped):
        try:
            raw = json.loads(line)
            first, second = sorted((str(raw["first"]), str(raw["second"])))
            word = raw["judgement"]
            if word not in (*_HUMAN, "undo"):
                raise ValueError(word)
        except (ValueError, KeyError, TypeError, RecursionError):
            _skip(where, _("The line is no judgement: it needs first, second, and must, cannot or undo."), skipped)
        else:
            yield where, (first, second), word


def _human(path: Path, skipped: list[str]) -> Iterator[Judgement]:
    """What the judgements of a file come to; of several on one pair the last holds, «undo» leaves none."""
    said = {pair: word for _where, pair, word in _human_lines(path, skipped)}
    yield from (_judgement(pair, word) for pair, word in said.items() if word in _HUMAN)


def _judgement(pair: tuple[str, str], word: str) -> Judgement:
    from tawthiq.model import Judgement

    return Judgement(*pair, float(word == "must"), _HUMAN[word], "human")


def _write(incidents: Iterable[Mapping[str, Any]], layout: str, stream: TextIO) -> None:
    if layout == "jsonl":
        stream.writelines(json.dumps(each, ensure_ascii=False) + "\n" for each in incidents)
        return
    from rich.table import Table

    from tawthiq.table import TYPE_LABELS, console_on, visible

    table = Table()
    for heading in (_("When"), _("What"), _("Where"), _("Killed"), _("Reports"), _("Independent")):
        table.add_column(heading)
    for each in incidents:
        table.add_row(
            "–".join(dict.fromkeys(each["date"] or ())),
            _(TYPE_LABELS[each["type"]]),
            visible("، ".join(place["text"] for place in each["places"])),
            next((_range(t["low"], t["best"], t["high"]) for t in each["casualties"] if t["outcome"] == "killed"), ""),
            str(each["sources"]["reports"]),
            str(each["sources"]["independent"]),
        )
    console_on(stream).print(table)


def _range(low: int | None, best: int | None, high: int | None) -> str:
    """«9 (7–10)»: the number chosen, and the bounds where they are not the same."""
    shown = "?" if best is None else str(best)
    return shown if low == high == best else f"{shown} ({'?' if low is None else low}–{'?' if high is None else high})"
