"""`tawthiq link`: coded reports in, incidents out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from tawthiq.commands.base import EXIT_NOTHING_DONE, EXIT_SOME_SKIPPED, OUTPUT, Command, Option, destination
from tawthiq.messages import N_, _

if TYPE_CHECKING:
    from tawthiq.model import CodedReport, Incident, Judgement

_HUMAN = {"must": "same", "cannot": "different"}
_LINK_HELP = N_("""Bring together the reports of one incident.

CODED is what the code command writes with --format jsonl. Each incident says which reports and events tell of it, which
values were chosen, who claims which, and why they were brought together. A bad line is named on standard error and
skipped; exit codes are those of the code command.""")


@click.command("link", cls=Command, help=_LINK_HELP)
@click.argument("inputs", metavar="CODED...", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False))
@click.option(
    "--format",
    "layout",
    cls=Option,
    type=click.Choice(("table", "jsonl")),
    default="table",
    help=N_("table (default) to read; jsonl for all values, claims and reasons, one incident a line."),
)
@OUTPUT
@click.option(
    "--judgements",
    cls=Option,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help=N_("Human judgements that always hold: lines with first and second (event ids) and judgement, must or cannot."),
)
def link_command(inputs: Sequence[str], layout: str, output: Path | None, judgements: Path | None) -> None:
    """See `_LINK_HELP`."""
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
        _write(incidents, layout, stream)
    line = _("Reports: {reports} · incidents: {incidents} · skipped: {skipped}")
    click.echo(line.format(reports=len(reports), incidents=len(incidents), skipped=len(skipped)), err=True)
    if not reports or skipped:
        raise SystemExit(EXIT_SOME_SKIPPED if reports else EXIT_NOTHING_DONE)


def _lines(path: Path) -> Iterator[tuple[str, str]]:
    """The lines that are not blank, each with its file and number."""
    with path.open(encoding="utf-8", errors="replace") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield f"{path}:{number}", line


def _skip(where: str, reason: str, skipped: list[str]) -> None:
    skipped.append(where)
    click.echo(f"{where}: {_('skipped')}: {reason}", err=True)


def coded_reports(path: Path, skipped: list[str], seen: set[str]) -> Iterator[CodedReport]:
    """The coded reports of a file; lines that are none, and a doc_id read before, are named and skipped."""
    from tawthiq.model import CodedReport

    for where, line in _lines(path):
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


def _human(path: Path, skipped: list[str]) -> Iterator[Judgement]:
    """The human judgements of a file; of several on one pair the last holds, «undo» leaves none."""
    from tawthiq.model import Judgement

    said: dict[tuple[str, str], str] = {}
    for where, line in _lines(path):
        try:
            raw = json.loads(line)
            first, second = sorted((str(raw["first"]), str(raw["second"])))
            word = raw["judgement"]
            if word not in (*_HUMAN, "undo"):
                raise ValueError(word)
        except (ValueError, KeyError, TypeError, RecursionError):
            _skip(where, _("The line is no judgement: it needs first, second, and must, cannot or undo."), skipped)
        else:
            said[first, second] = word
    for (first, second), word in said.items():
        if word in _HUMAN:
            yield Judgement(first, second, float(word == "must"), _HUMAN[word], "human")


def _write(incidents: Iterable[Incident], layout: str, stream: TextIO) -> None:
    if layout == "jsonl":
        stream.writelines(json.dumps(each.to_json(), ensure_ascii=False) + "\n" for each in incidents)
        return
    from rich.table import Table

    from tawthiq.table import TYPE_LABELS, console_on, visible

    table = Table()
    for heading in (_("When"), _("What"), _("Where"), _("Killed"), _("Reports"), _("Independent")):
        table.add_column(heading)
    for each in incidents:
        table.add_row(
            "–".join(dict.fromkeys(each.date.value or ())),
            _(TYPE_LABELS[each.type.value]),
            visible("، ".join(place["text"] for place in each.places.value)),
            next((_range(t.low, t.best, t.high) for t in each.casualties if t.outcome == "killed"), ""),
            str(each.sources.reports),
            str(each.sources.independent),
        )
    console_on(stream).print(table)


def _range(low: int | None, best: int | None, high: int | None) -> str:
    """«9 (7–10)»: the number chosen, and the bounds where they are not the same."""
    shown = "?" if best is None else str(best)
    return shown if low == high == best else f"{shown} ({'?' if low is None else low}–{'?' if high is None else high})"
