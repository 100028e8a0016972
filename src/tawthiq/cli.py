"""The command line: `tawthiq code`, `tawthiq explain`, `tawthiq demo`, `tawthiq link`."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from tawthiq.commands.actors import actors_command
from tawthiq.commands.archive import archive_group, ingest_command, run_command
from tawthiq.commands.base import OUTPUT, BrokenInstallation, Group, Option, destination
from tawthiq.commands.exporting import compare_command, export_command
from tawthiq.commands.linking import link_command
from tawthiq.commands.places import gazetteer_group, geocode_command
from tawthiq.commands.running import OUTLET, PUBLISHED, QUIET, Run, inputs_argument
from tawthiq.messages import LANGUAGES, N_, _
from tawthiq.version import __version__

# Everything else is loaded when a command runs, so that --help and --version answer at once.
if TYPE_CHECKING:
    from tawthiq.output import Writer

FORMATS = ("table", "jsonl", "json", "csv")

_HELP = N_("""Reads Arabic reports of armed conflict and documents what they claim: who did what to whom, where, when,
with what, how many were harmed, and who says so, each value with the words that prove it. Works offline.""")
_CODE_HELP = N_("""Code reports into events.

INPUT is a file, a folder (all files below it that can be read), a web address, or - for standard input: text, HTML, JSONL, CSV,
RSS, Atom or WARC, gzip included. In .jsonl and .csv the fields are doc_id, outlet, published, title and text; other fields
pass through. A bad record is named on standard error and skipped; the rest is still coded.

\b
Exit codes:
  0  everything was coded
  1  some input was skipped
  2  the command was not understood
  3  nothing could be coded
  4  this installation is broken""")
_EXPLAIN_HELP = N_("""Show why each event says what it says.

Prints the report with the evidence marked, then each value with its words, the rule that read it, the probability where a
learned model chose it, and its place in the text (code points from 0), who says so, and the publication date that relative
days lean on. INPUT and exit codes are those of the code command.""")
_DEMO_HELP = N_("""Code the invented reports that come with Tawthiq.""")


@click.group(cls=Group, help=_HELP)
@click.version_option(__version__, prog_name="tawthiq", cls=Option, help=N_("Show the version and exit."))
@click.option(
    "--lang",
    cls=Option,
    type=click.Choice(LANGUAGES),
    expose_value=False,
    help=N_("Language of messages and help; else TAWTHIQ_LANG or the locale decides."),
)
def main() -> None:
    """Entry point; subcommands do the work."""
    from tawthiq.output import utf8

    for stream in (sys.stdout, sys.stderr):
        utf8(stream)


@main.command(help=_CODE_HELP)
@inputs_argument(-1)
@PUBLISHED
@OUTLET
@click.option(
    "--format",
    "layout",
    cls=Option,
    type=click.Choice(FORMATS),
    default="table",
    help=N_("table (default) to read; jsonl or json for all values with their spans; csv for one row an event."),
)
@click.option(
    "--min-confidence",
    cls=Option,
    type=click.FloatRange(0, 1),
    default=0.0,
    help=N_("Only events that are at least so sure."),
)
@OUTPUT
@QUIET
def code(
    inputs: tuple[str, ...],
    published: dt.datetime | None,
    outlet: str | None,
    layout: str,
    min_confidence: float,
    output: Path | None,
    quiet: bool,
) -> None:
    """See `_CODE_HELP`."""
    run = Run(quiet, min_confidence)
    with destination(output) as stream:
        writer = _writer(layout, stream)
        for coded in run.coded(inputs, published, outlet):
            writer.write(coded)
        writer.close()
    run.finish()


@main.command(help=_EXPLAIN_HELP)
@inputs_argument(1)
@click.option(
    "--event", cls=Option, type=click.IntRange(min=1), metavar="N", help=N_("Only event number N of the report.")
)
@PUBLISHED
@OUTLET
def explain(inputs: str, event: int | None, published: dt.datetime | None, outlet: str | None) -> None:
    """See `_EXPLAIN_HELP`."""
    from tawthiq import explaining

    run = Run(quiet=False)
    for coded in run.coded((inputs,), published, outlet):
        if event is not None and event > len(coded.events):
            message = _("Report {doc_id} has no event {number}; it has {count}.")
            raise click.UsageError(message.format(doc_id=coded.doc_id, number=event, count=len(coded.events)))
        explaining.explain(coded, sys.stdout, event)
    run.finish()


@main.command(help=_DEMO_HELP)
def demo() -> None:
    """See `_DEMO_HELP`."""
    from importlib import resources

    run = Run(quiet=False)
    writer = _writer("table", sys.stdout)
    with resources.as_file(resources.files("tawthiq") / "resources" / "demo.jsonl") as path:
        if not path.is_file():
            raise BrokenInstallation(FileNotFoundError(path.name))
        for coded in run.coded((str(path),), None, None):
            writer.write(coded)
    click.echo(_("These reports are invented. Try your own: tawthiq code report.txt --published 2023-04-09"), err=True)
    run.finish()


def _writer(layout: str, stream: TextIO) -> Writer:
    if layout == "table":
        from tawthiq.table import TableWriter

        return TableWriter(stream)
    from tawthiq.output import WRITERS

    return WRITERS[layout](stream)


main.add_command(ingest_command)
main.add_command(run_command)
main.add_command(archive_group)
main.add_command(link_command)
main.add_command(export_command)
main.add_command(compare_command)
main.add_command(gazetteer_group)
main.add_command(geocode_command)
main.add_command(actors_command)
