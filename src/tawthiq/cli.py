"""The command line: `tawthiq code`, `tawthiq explain`, `tawthiq demo`, `tawthiq link`."""

from __future__ import annotations

import datetime as dt
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from tawthiq.commands.actors import actors_command
from tawthiq.commands.base import EXIT_BROKEN, EXIT_NOTHING_DONE, EXIT_SOME_SKIPPED, OUTPUT, Group, Option, destination
from tawthiq.commands.exporting import compare_command, export_command
from tawthiq.commands.linking import link_command
from tawthiq.commands.places import gazetteer_group, geocode_command
from tawthiq.messages import LANGUAGES, N_, _
from tawthiq.version import __version__

# Everything else is loaded when a command runs, so that --help and --version answer at once.
if TYPE_CHECKING:
    from tawthiq.model import CodedReport, Report
    from tawthiq.output import Writer
    from tawthiq.pipeline import Coder
    from tawthiq.reading import Problem

FORMATS = ("table", "jsonl", "json", "csv")
_PROGRESS_FROM = 20
# Of each reason, so that ten thousand reports without a date do not bury everything else; the summary counts all.
_SHOWN_OF_EACH = 10
_CODER_ERROR = N_("The coder failed on this report. Please file an issue with the report and this error: {error}")
_BROKEN = N_("The word lists of this installation cannot be read; install Tawthiq again. The error: {error}")

_HELP = N_("""Reads Arabic reports of armed conflict and documents what they claim: who did what to whom, where, when,
with what, how many were harmed, and who says so, each value with the words that prove it. Works offline.""")
_CODE_HELP = N_("""Code reports into events.

INPUT is a file, a folder (all .txt, .jsonl, .html, .htm and .csv files below it) or - for standard input. In .jsonl and
.csv the fields are doc_id, outlet, published, title and text; other fields pass through. A bad record is named on
standard error and skipped; the rest is still coded.

\b
Exit codes:
  0  everything was coded
  1  some input was skipped
  2  the command was not understood
  3  nothing could be coded
  4  this installation is broken""")
_EXPLAIN_HELP = N_("""Show why each event says what it says.

Prints the report with the evidence marked, then each value with its words, the rule that read it and its place in the
text (code points from 0), who says so, and the publication date that relative days lean on. INPUT and exit codes are
those of the code command.""")
_DEMO_HELP = N_("""Code the invented reports that come with Tawthiq.""")


class _BrokenInstallation(click.ClickException):
    exit_code = EXIT_BROKEN


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


_PUBLISHED = click.option(
    "--published",
    cls=Option,
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help=N_("Day of publication (2023-04-09) of reports that carry none."),
)
_OUTLET = click.option(
    "--outlet", cls=Option, metavar="NAME", help=N_("Name of the publisher of reports that carry none.")
)


def _argument(count: int) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    return click.argument(
        "inputs", metavar="INPUT" if count == 1 else "INPUT...", nargs=count, required=True,
        type=click.Path(exists=True, allow_dash=True),
    )  # fmt: skip


@main.command(help=_CODE_HELP)
@_argument(-1)
@_PUBLISHED
@_OUTLET
@click.option(
    "--format",
    "layout",
    cls=Option,
    type=click.Choice(FORMATS),
    default="table",
    help=N_("table (default) to read; jsonl or json for all values with their spans; csv for one row an event."),
)
@click.option(
    "--min-confidence", cls=Option, type=click.FloatRange(0, 1), default=0.0, help=N_("Only events that are at least so sure.")
)
@OUTPUT
@click.option("--quiet", cls=Option, is_flag=True, help=N_("Write no progress, problems or summary."))
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
@_argument(1)
@click.option(
    "--event", cls=Option, type=click.IntRange(min=1), metavar="N", help=N_("Only event number N of the report.")
)
@_PUBLISHED
@_OUTLET
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


@dataclass
class Run:
    """One run of the coder over inputs: what was read, coded and skipped, and what is said about it on stderr."""

    quiet: bool
    # Events less sure than this are left out.
    least: float = 0.0
    reports: int = 0
    events: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    warnings: Counter[str] = field(default_factory=Counter)

    @cached_property
    def coder(self) -> Coder:
        """Built at the first report, so that a run that reads nothing does not wait for it."""
        from tawthiq.pipeline import Coder

        try:
            return Coder()
        except Exception as error:
            message = _(_BROKEN).format(error=f"{type(error).__name__}: {error}")
            raise _BrokenInstallation(message) from error

    def coded(self, inputs: Sequence[str], published: dt.datetime | None, outlet: str | None) -> Iterator[CodedReport]:
        """The coded reports of all inputs, one by one; problems are told and counted."""
        from tawthiq.reading import Problem, read_inputs

        for item in self._progress(read_inputs(inputs, published.date() if published else None, outlet)):
            if isinstance(item, Problem):
                self._count(item)
            elif (coded := self._code(item)) is not None:
                coded = replace(coded, events=tuple(e for e in coded.events if e.confidence >= self.least))
                self.reports += 1
                self.events += len(coded.events)
                yield coded

    def _code(self, report: Report) -> CodedReport | None:
        """The coded report, None where the coder breaks: one report must not stop the rest."""
        from tawthiq.reading import Problem

        # Outside the net: a coder that cannot even be built is a broken installation, not a bad report.
        coder = self.coder
        try:
            return coder.code(report)
        except Exception as error:
            message = _(_CODER_ERROR).format(error=f"{type(error).__name__}: {error}")
            self._count(Problem(report.origin or report.doc_id, "coder-error", message, fatal=True))
            return None

    def _count(self, problem: Problem) -> None:
        counter = self.skipped if problem.fatal else self.warnings
        counter[problem.reason] += 1
        if self.quiet or counter[problem.reason] > _SHOWN_OF_EACH:
            return
        label = _("skipped") if problem.fatal else _("warning")
        click.echo(f"{problem.origin}: {label}: {_(problem.message)} [{problem.reason}]", err=True)

    def _progress(self, items: Iterable[Report | Problem]) -> Iterator[Report | Problem]:
        """The same items, with a bar on stderr from the twenty-first on where someone is there to see it."""
        if self.quiet or not sys.stderr.isatty():
            yield from items
            return
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

        columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed}"), TimeElapsedColumn())
        with Progress(*columns, console=Console(stderr=True), transient=True, disable=False) as bar:
            # Inputs are read as a stream, so the number of reports is not known before the end.
            task = bar.add_task(_("Coding"), total=None, visible=False)
            for number, item in enumerate(items, 1):
                bar.update(task, completed=number, visible=number > _PROGRESS_FROM)
                yield item

    def finish(self) -> None:
        """Prints the summary and leaves with the exit code."""
        if not self.quiet:
            for line in self.summary():
                click.echo(line, err=True)
        if not self.reports:
            raise SystemExit(EXIT_NOTHING_DONE)
        if self.skipped:
            raise SystemExit(EXIT_SOME_SKIPPED)

    def summary(self) -> Iterator[str]:
        """What was read, coded and found; what was skipped and why; the warnings."""
        read = self.reports + self.skipped.total()
        line = _("Read: {read} · coded: {coded} · events: {events} · skipped: {skipped}")
        yield line.format(read=read, coded=self.reports, events=self.events, skipped=self.skipped.total())
        for label, counter in ((_("Skipped because"), self.skipped), (_("Warnings"), self.warnings)):
            if counter:
                yield f"{label}: " + ", ".join(f"{reason} {count}" for reason, count in sorted(counter.items()))


main.add_command(link_command)
main.add_command(export_command)
main.add_command(compare_command)
main.add_command(gazetteer_group)
main.add_command(geocode_command)
main.add_command(actors_command)
