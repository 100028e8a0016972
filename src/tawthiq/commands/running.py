"""One run of the coder over inputs, as several commands have it: what was read and skipped, and what is said about it."""

from __future__ import annotations

import datetime as dt
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import click

from tawthiq.commands.base import EXIT_NOTHING_DONE, EXIT_SOME_SKIPPED, BrokenInstallation, Option
from tawthiq.messages import N_, _

if TYPE_CHECKING:
    from rich.progress import Progress

    from tawthiq.model import CodedReport, Report
    from tawthiq.pipeline import Coder
    from tawthiq.reading import Gauge, Problem

_PROGRESS_FROM = 20
# Of each reason, so that ten thousand reports without a date do not bury everything else; the summary counts all.
_SHOWN_OF_EACH = 10
_CODER_ERROR = N_("The coder failed on this report. Please file an issue with the report and this error: {error}")

PUBLISHED = click.option(
    "--published",
    cls=Option,
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help=N_("Day of publication (2023-04-09) of reports that carry none."),
)
OUTLET = click.option(
    "--outlet", cls=Option, metavar="NAME", help=N_("Name of the publisher of reports that carry none.")
)
QUIET = click.option("--quiet", cls=Option, is_flag=True, help=N_("Write no progress, problems or summary."))


class _InputType(click.Path):
    """A path that exists, standard input, or a web address."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if isinstance(value, str) and value.startswith(("http://", "https://")):
            return value
        return super().convert(value, param, ctx)


def inputs_argument(count: int, required: bool = True) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The argument INPUT, once or, where `count` is -1, several times."""
    return click.argument(
        "inputs", metavar="INPUT" if count == 1 else "INPUT..." if required else "[INPUT...]", nargs=count, required=required,
        type=_InputType(exists=True, allow_dash=True),
    )  # fmt: skip


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
            raise BrokenInstallation(error) from error

    def coded(self, inputs: Sequence[str], published: dt.datetime | None, outlet: str | None) -> Iterator[CodedReport]:
        """The coded reports of all inputs, one by one; problems are told and counted."""
        for report in self.read(inputs, published, outlet):
            if (coded := self.code(report)) is not None:
                coded = replace(coded, events=tuple(e for e in coded.events if e.confidence >= self.least))
                self.reports += 1
                self.events += len(coded.events)
                yield coded

    def read(self, inputs: Sequence[str], published: dt.datetime | None, outlet: str | None) -> Iterator[Report]:
        """The reports of all inputs, one by one; problems are told and counted."""
        from tawthiq.reading import Gauge, Problem, read_inputs

        gauge = Gauge()
        for item in self._progress(read_inputs(inputs, published.date() if published else None, outlet, gauge), gauge):
            if isinstance(item, Problem):
                self._count(item)
            else:
                yield item

    def code(self, report: Report) -> CodedReport | None:
        """The coded report, None where the coder breaks: one report must not stop the rest."""
        from tawthiq.knowledge.tables import BrokenTable
        from tawthiq.reading import Problem

        # Outside the net: a coder that cannot even be built is a broken installation, not a bad report.
        coder = self.coder
        try:
            return coder.code(report)
        except BrokenTable:
            raise
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

    def _progress(self, items: Iterable[Report | Problem], gauge: Gauge) -> Iterator[Report | Problem]:
        """The same items, with a bar on stderr from the twenty-first on where someone is there to see it.

        The bar measures bytes: their total is known without reading everything twice, the number of reports is not.
        """
        if self.quiet or not sys.stderr.isatty():
            yield from items
            return
        from tawthiq.reading import Problem

        with _bar() as bar:
            task = bar.add_task(_("Coding"), total=None, visible=False, count=0)
            count = 0
            for item in items:
                # A warning stands beside its report.
                count += not (isinstance(item, Problem) and not item.fatal)
                bar.update(task, total=gauge.total, completed=gauge.done, count=count, visible=count > _PROGRESS_FROM)
                yield item

    def finish(self) -> None:
        """Prints the summary and leaves with the exit code."""
        if not self.quiet:
            for line in self.summary():
                click.echo(line, err=True)
        self.leave()

    def leave(self) -> None:
        """Leaves with the exit code, if not 0."""
        if not self.reports:
            raise SystemExit(EXIT_NOTHING_DONE)
        if self.skipped:
            raise SystemExit(EXIT_SOME_SKIPPED)

    def summary(self) -> Iterator[str]:
        """What was read, coded and found, then the problems."""
        read = self.reports + self.skipped.total()
        line = _("Read: {read} · coded: {coded} · events: {events} · skipped: {skipped}")
        yield line.format(read=read, coded=self.reports, events=self.events, skipped=self.skipped.total())
        yield from self.problems()

    def problems(self) -> Iterator[str]:
        """What was skipped and why; the warnings."""
        for label, counter in ((_("Skipped because"), self.skipped), (_("Warnings"), self.warnings)):
            if counter:
                yield f"{label}: " + ", ".join(f"{reason} {count}" for reason, count in sorted(counter.items()))


def _bar() -> Progress:
    """The bar, with how many reports were read, the share of the bytes, and the time so far and to come."""
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        Progress,
        TaskProgressColumn,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[count]}"), TaskProgressColumn(),
        TimeElapsedColumn(), TextColumn("·"), TimeRemainingColumn(),
    )  # fmt: skip
    return Progress(*columns, console=Console(stderr=True), transient=True)
