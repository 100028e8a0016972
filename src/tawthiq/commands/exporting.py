"""`tawthiq export` and `tawthiq compare`: datasets in the layouts that researchers use."""

from __future__ import annotations

import datetime as dt
import json
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

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
    from tawthiq.export import Dataset, Filter, Profile, Unit
    from tawthiq.export.comparing import Match, Side
    from tawthiq.model import CodedReport

_LAYOUTS = ("csv", "hxl", "jsonl", "geojson", "xlsx", "parquet", "sqlite", "ucdp", "acled")
_EXPORT_HELP = N_("""Export a dataset.

Without CODED the archive is exported, its incidents as they were linked last. CODED is what the code command writes with --format
jsonl; reports of one incident are brought together first. Beside FILE stands
FILE.manifest.json: filter, rows, SHA-256, versions, time, casualty rule, what the profile took out, and what each column means.
The ucdp and acled formats have the columns of those datasets in their order; the rows are your own.""")
_COMPARE_HELP = N_("""Compare an export with another dataset.

OURS and THEIRS are CSV files in the layout of UCDP GED, of ACLED, or of this program's csv. Rows at most a day and 15 km apart (or of one
place name, where a point lacks) are one event. Each pair is written as agreed or different_toll, the rest as ours_only or
theirs_only.""")


def _day(context: click.Context, option: click.Parameter, value: str | None) -> dt.date | None:
    if value is None:
        return None
    try:
        return dt.date.fromisoformat(value)
    except ValueError as error:
        raise click.BadParameter(_("{value} is no day: write it as 2020-12-31.").format(value=value)) from error


def _box(
    context: click.Context, option: click.Parameter, value: str | None
) -> tuple[float, float, float, float] | None:
    if value is None:
        return None
    try:
        west, south, east, north = (float(part) for part in value.split(","))
    except ValueError as error:
        raise click.BadParameter(_("Write four degrees: WEST,SOUTH,EAST,NORTH.")) from error
    return west, south, east, north


@click.command("export", cls=Command, help=_EXPORT_HELP)
@click.argument("inputs", metavar="[CODED...]", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--format",
    "layout",
    cls=Option,
    type=click.Choice(_LAYOUTS),
    default="csv",
    help=N_("The layout; csv where left out."),
)
@click.option(
    "-o", "--output", cls=Option, type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", required=True,
    help=N_("Write to FILE, which appears only when it is whole."),
)  # fmt: skip
@click.option(
    "--unit",
    cls=Option,
    type=click.Choice(("incident", "event")),
    default="incident",
    help=N_("What a row is; incident where left out."),
)
@click.option(
    "--from", "since", cls=Option, callback=_day, metavar="DAY", help=N_("Only what ended on or after that day.")
)
@click.option("--until", cls=Option, callback=_day, metavar="DAY", help=N_("Only what began on or before that day."))
@click.option(
    "--type", "types", cls=Option, multiple=True, metavar="TYPE", help=N_("Only this type; may be given several times.")
)
@click.option(
    "--country", "countries", cls=Option, multiple=True, metavar="CODE", help=N_("Only this country (ISO code).")
)
@click.option(
    "--place", "places", cls=Option, multiple=True, metavar="NAME", help=N_("Only places with this name, or in it.")
)
@click.option(
    "--bbox", "box", cls=Option, callback=_box, metavar="W,S,E,N", help=N_("Only points in this box, degrees.")
)
@click.option(
    "--actor",
    "actors",
    cls=Option,
    multiple=True,
    metavar="NAME",
    help=N_("Only where this side takes part (name or id)."),
)
@click.option("--outlet", "outlets", cls=Option, multiple=True, metavar="NAME", help=N_("Only what this outlet tells."))
@click.option(
    "--min-sources",
    cls=Option,
    type=click.IntRange(0),
    default=0,
    help=N_("Only what so many independent reports tell."),
)
@click.option(
    "--min-confidence", cls=Option, type=click.FloatRange(0, 1), default=0.0, help=N_("Only what is at least so sure.")
)
@click.option(
    "--grade",
    "grades",
    cls=Option,
    multiple=True,
    type=click.Choice(("A", "B", "C", "D")),
    help=N_("Only incidents of this grade; may be given several times."),
)
@click.option(
    "--review", cls=Option, type=click.Choice(("reviewed", "unreviewed")),
    help=N_("Only what a person judged or corrected, or only what nobody did."),
)  # fmt: skip
@click.option(
    "--profile", "profile", cls=Option, type=click.Choice(("full", "public")), default="full",
    help=N_("public leaves out persons' names and passages, and blurs points."),
)  # fmt: skip
@ARCHIVE
@click.option("--victims-names", "victims", cls=Option, is_flag=True, help=N_("Give the names of victims."))
def export_command(
    inputs: Sequence[Path],
    layout: str,
    output: Path,
    unit: str,
    profile: str,
    victims: bool,
    where: str | None,
    **conditions: Any,
) -> None:
    """See `_EXPORT_HELP`."""
    from tawthiq.export import Filter, Profile

    skipped: list[str] = []
    conditions["countries"] = tuple(code.upper() for code in conditions["countries"])
    with nullcontext(_dataset(inputs, unit, skipped)) if inputs else _archived(where, unit) as dataset:
        rows, left = _written(
            dataset, layout, output, unit, Filter(**conditions), Profile(profile == "public", victims)
        )
        reports = dataset.count
    line = _("Rows: {rows} · left out by the layout: {left} · reports: {reports} · skipped: {skipped}")
    click.echo(line.format(rows=rows, left=left, reports=reports, skipped=len(skipped)), err=True)
    if not rows:
        click.echo(_("No row meets the conditions; the file holds none."), err=True)
    if not reports or skipped:
        raise SystemExit(EXIT_SOME_SKIPPED if reports else EXIT_NOTHING_DONE)


def _dataset(inputs: Iterable[Path], unit: str, skipped: list[str]) -> Dataset:
    from tawthiq.commands.linking import coded_reports
    from tawthiq.export import Dataset

    seen: set[str] = set()
    reports: list[CodedReport] = [report for path in inputs for report in coded_reports(path, skipped, seen)]
    if unit == "event":
        return Dataset(tuple(reports))
    from tawthiq.linking import link

    return Dataset(tuple(reports), tuple(link(reports, [])))


class _Archived:
    """What an archive holds, read as it is written down: some hundreds of incidents, or of reports, at a time."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._reviewed = archive.reviewed()
        self.count = archive.coded_count()
        coders = [{"coder_id": each.coder_id, **asdict(each)} for each in archive.coders()]
        self.origin: Mapping[str, Any] = {"coders": coders, "archive_head": archive.head()}

    def units(self, unit: str) -> Iterator[Unit]:
        """As `Dataset` has them."""
        from tawthiq.export import event_units

        return event_units(self._archive.coded(), self._reviewed) if unit == "event" else self._incidents()

    def _incidents(self) -> Iterator[Unit]:
        from tawthiq.export import events_by_id, incident_units
        from tawthiq.model import Incident

        for page in self._archive.incident_pages():
            incidents = [Incident.from_json(row.record) for row in page]
            keys = self._archive.reports_of(each for incident in incidents for each in incident.event_ids)
            yield from incident_units(
                incidents, events_by_id(self._archive.coded_by_id(sorted(keys)).values()), self._reviewed
            )


@contextmanager
def _archived(where: str | None, unit: str) -> Iterator[_Archived]:
    """What the archive holds; a word where not all of it is linked."""
    with opened_archive(where) as archive:
        last = archive.last_link()
        changed, *_numbers = archive.changed_since(last.get("coding", 0), last.get("correction", 0))
        if changed and unit == "incident":
            click.echo(
                _("New or changed reports that are not linked yet: {reports}. Run tawthiq link first.").format(
                    reports=len(changed)
                ),
                err=True,
            )
        yield _Archived(archive)


def _written(
    dataset: Dataset | _Archived, layout: str, output: Path, unit: str, asked: Filter, profile: Profile
) -> tuple[int, int]:
    """Writes the file and its manifest, each whole or not at all; the rows written, and those the layout has no place for."""
    from tawthiq.export import LAYOUTS, MissingExtra, manifest, shielded

    chosen, removed, counts = LAYOUTS[layout], Counter[str](), Counter[bool]()

    def held() -> Iterator[Unit]:
        for each in asked(dataset.units(unit)):
            holds = chosen.holds(each)
            counts[holds] += 1
            if holds:
                yield shielded(each, profile, removed)

    made = dt.datetime.now(dt.UTC)
    part = output.with_name(f".{output.name}.{os.getpid()}.part")
    try:
        chosen.write(held(), part, profile, int(made.timestamp()))
        part.replace(output)
    except MissingExtra as error:
        raise click.UsageError(
            _("This format needs an optional part: pip install 'tawthiq[{extra}]'.").format(extra=error)
        ) from error
    except OSError as error:
        reason = _("cannot write {file}: {error}").format(file=click.format_filename(output), error=error.strerror)
        raise click.UsageError(reason) from error
    finally:
        part.unlink(missing_ok=True)
    told = manifest(
        output, layout, counts[True], unit, asked, profile, removed, counts[False], chosen.columns, made, dataset.origin
    )
    beside = output.with_name(output.name + ".manifest.json")
    beside.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return counts[True], counts[False]


@click.command("compare", cls=Command, help=_COMPARE_HELP)
@click.argument("ours", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("theirs", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--format",
    "layout",
    cls=Option,
    type=click.Choice(("table", "csv", "jsonl")),
    default="table",
    help=N_("table (default) to read; csv; jsonl."),
)
@OUTPUT
def compare_command(ours: Path, theirs: Path, layout: str, output: Path | None) -> None:
    """See `_COMPARE_HELP`."""
    from tawthiq.export.comparing import compare

    skipped: list[str] = []
    found = compare(_sides(ours, skipped), _sides(theirs, skipped))
    with destination(output) as stream:
        _WRITERS[layout](found, stream)
    counts = Counter(match.verdict for match in found)
    line = _(
        "Agreed: {agreed} · different tolls: {different} · ours only: {ours} · theirs only: {theirs} · skipped: {skipped}"
    )
    shown = line.format(
        agreed=counts["agreed"],
        different=counts["different_toll"],
        ours=counts["ours_only"],
        theirs=counts["theirs_only"],
        skipped=len(skipped),
    )
    click.echo(shown, err=True)
    if not found or skipped:
        raise SystemExit(EXIT_SOME_SKIPPED if found else EXIT_NOTHING_DONE)


def _sides(path: Path, skipped: list[str]) -> list[Side]:
    from tawthiq.export.comparing import NotComparable, read_sides

    out: list[Side] = []
    try:
        for each in read_sides(path):
            if isinstance(each, str):
                skipped.append(each)
                click.echo(
                    f"{each}: {_('skipped')}: {_('The row has no day or a number that cannot be read.')}", err=True
                )
            else:
                out.append(each)
    except NotComparable as error:
        shown = click.format_filename(path)
        raise click.UsageError(
            _("{file} has the columns of no layout that can be compared.").format(file=shown)
        ) from error
    return out


def _csv(found: Sequence[Match], stream: Any) -> None:
    import csv

    from tawthiq.export.flat import neutral

    rows = [match.to_json() for match in found]
    names = list(rows[0]) if rows else ["verdict"]
    writer = csv.writer(stream)
    writer.writerow(names)
    writer.writerows([neutral(each[name]) for name in names] for each in rows)


def _jsonl(found: Sequence[Match], stream: Any) -> None:
    stream.writelines(json.dumps(match.to_json(), ensure_ascii=False) + "\n" for match in found)


def _table(found: Sequence[Match], stream: Any) -> None:
    from rich.table import Table

    from tawthiq.table import console_on, visible

    table = Table()
    for heading in (_("Verdict"), _("When"), _("Ours"), _("Killed"), _("Theirs"), _("Killed"), "km"):
        table.add_column(heading)
    for each in (match.to_json() for match in found):
        day = each["ours_date"] or each["theirs_date"]
        km = "" if each["km"] is None else str(each["km"])
        table.add_row(
            each["verdict"], day, visible(each["ours_place"] or "–"), each["ours_killed"] or "", visible(each["theirs_place"] or "–"),
            each["theirs_killed"] or "", km,
        )  # fmt: skip
    console_on(stream).print(table)


_WRITERS: dict[str, Callable[[Sequence[Match], Any], None]] = {"table": _table, "csv": _csv, "jsonl": _jsonl}
