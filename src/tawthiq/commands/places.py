"""`tawthiq gazetteer` and `tawthiq geocode`: the user's own places, and cases given points."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from tawthiq.commands.base import EXIT_NOTHING_DONE, EXIT_SOME_SKIPPED, OUTPUT, Command, Group, Option, destination
from tawthiq.messages import N_, _

if TYPE_CHECKING:
    from tawthiq.geocoding import Answer
    from tawthiq.knowledge.gazetteer import Store

_FORMATS = ("plain", "geonames", "whosonfirst", "cod-ab", "listed")
_SHOWN_LINES, _TICK = 5, 2000
_GAZETTEER_HELP = N_("""Your own gazetteers, beside the places that come with Tawthiq.

They are kept under TAWTHIQ_HOME, or in the platform's folder for data where that is not set, and used by all commands.""")
_ADD_HELP = N_("""Import gazetteers.

FILE is a plain table (id, name_ar, names_ar, name_en, type, country, admin1_ar to admin3_ar, lat, lon, population,
source), a GeoNames country dump (Arabic names also from an alternateNamesV2.txt beside it), Who's On First GeoJSON (a file or
a folder), or an OCHA COD-AB table with p-codes. Tables may be CSV, TSV or Excel workbooks (.xlsx). Places
told by several sources become one, with all their ids. The same file again changes nothing; a changed file replaces what it
gave before.""")
_NOTHING = N_(
    "{file} ({format}): nothing was imported: no row has an Arabic name. GeoNames needs alternateNamesV2.txt in the same folder;"
    " save an old spreadsheet (.xls, .ods) as .xlsx or CSV first; name another form with --format."
)
_GEOCODE_HELP = N_("""Give places their points.

CASES is JSON Lines: text, and where known doc_id, within (what the place lies in), country (ISO code) and relation (in, near or
road). Each line is written with lat, lon, radius_km, precision, the ACLED and UCDP precision codes, confidence (the share of
answers like it within 15 km of the true point) and the alternatives with reasons. Where nothing decides, or too little speaks
for a place, there is no point.""")


@click.group("gazetteer", cls=Group, help=_GAZETTEER_HELP)
def gazetteer_group() -> None:
    """See `_GAZETTEER_HELP`."""


@gazetteer_group.command("add", cls=Command, help=_ADD_HELP)
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--format",
    "layout",
    cls=Option,
    type=click.Choice(_FORMATS),
    help=N_("The form of the files; guessed from their content where left out."),
)
@click.option(
    "--country", cls=Option, default="", metavar="CODE", help=N_("ISO code of the country of rows that name none.")
)
def add_command(files: Sequence[Path], layout: str | None, country: str) -> None:
    """See `_ADD_HELP`."""
    store = _store()
    done = [_add(store, path, layout, country.upper()) for path in files]
    if not all(done):
        raise SystemExit(EXIT_SOME_SKIPPED if any(done) else EXIT_NOTHING_DONE)


def _add(store: Store, path: Path, layout: str | None, country: str) -> bool:
    """Imports one file and says what was done; False where nothing of it could be read."""
    from tawthiq.knowledge.gazetteer import UnknownFormat, guess, read_gazetteer
    from tawthiq.knowledge.gazetteer.store import digest_of

    shown = click.format_filename(path)
    try:
        chosen = layout or guess(path)
        today = dt.date.today().isoformat()
        done = store.add(path.name, chosen, digest_of(path), read_gazetteer(path, chosen, country), today, _tick(shown))
    except UnknownFormat:
        click.echo(_("{file}: the form is not known; name it with --format.").format(file=shown), err=True)
        return False
    except (OSError, UnicodeError) as error:
        click.echo(_("{file}: cannot be read: {error}").format(file=shown, error=error), err=True)
        return False
    if done.known:
        click.echo(_("{file}: imported before, nothing changed.").format(file=shown))
        return True
    for where in done.bad[:_SHOWN_LINES]:
        click.echo(_("{where}: no place with an Arabic name could be read.").format(where=where), err=True)
    if not done.rows:
        click.echo(_(_NOTHING).format(file=shown, format=chosen), err=True)
        return False
    line = _(
        "{file} ({format}): rows {rows} · new places {new} · merged into known ones {merged} · lines without a place {bad}"
    )
    click.echo(
        line.format(file=shown, format=chosen, rows=done.rows, new=done.new, merged=done.merged, bad=len(done.bad))
    )
    return True


def _tick(shown: str) -> Any:
    """Says every some thousand rows how far an import is, where someone looks on."""
    stream = sys.stderr

    def tick(rows: int) -> None:
        if rows % _TICK == 0 and stream.isatty():
            click.echo(f"\r{shown}: {rows}", nl=False, err=True)

    return tick


@gazetteer_group.command("list", cls=Command, help=N_("List the imported gazetteers."))
def list_command() -> None:
    """The imports, a line each."""
    store = _store()
    click.echo(_("Store: {path}").format(path=click.format_filename(store.path)), err=True)
    for name, layout, rows, added in store.sources():
        click.echo(f"{name}\t{layout}\t{rows}\t{added}")
    click.echo(_("Imported places: {places}").format(places=store.count()), err=True)


@gazetteer_group.command("remove", cls=Command, help=N_("Remove imported gazetteers by the name that list shows."))
@click.argument("names", metavar="NAME...", nargs=-1, required=True)
def remove_command(names: Sequence[str]) -> None:
    """Takes imports out; what other sources tell as well stays."""
    store = _store()
    done = []
    for name in names:
        done.append(store.remove(name))
        click.echo(
            (_("{name}: removed.") if done[-1] else _("{name}: there is no import of that name.")).format(name=name),
            err=not done[-1],
        )
    if not all(done):
        raise SystemExit(EXIT_SOME_SKIPPED if any(done) else EXIT_NOTHING_DONE)


@gazetteer_group.command("search", cls=Command, help=N_("Search places by Arabic name, in any spelling."))
@click.argument("name")
@click.option(
    "--within", cls=Option, metavar="PLACE", help=N_("What the place lies in; the likeliest place stands first.")
)
@click.option("--country", cls=Option, metavar="CODE", help=N_("ISO code of the country."))
def search_command(name: str, within: str | None, country: str | None) -> None:
    """The places of a name, ranked as the geocoder ranks them."""
    from rich.table import Table

    from tawthiq.geocoding import Question, Resolver
    from tawthiq.knowledge.gazetteer import open_gazetteer
    from tawthiq.table import console_on, visible

    found = Resolver(open_gazetteer()).ranked(Question(name, within, country.upper() if country else None))
    table = Table()
    for heading in (_("Place"), _("Type"), _("Country"), _("Lies in"), _("Point"), _("Id"), _("Score")):
        table.add_column(heading)
    for each in found:
        point = f"{each.lat:.4f}, {each.lon:.4f}" if each.lat is not None and each.lon is not None else "–"
        table.add_row(
            visible(each.name),
            each.type,
            each.country,
            visible("، ".join(each.admin)),
            point,
            each.place_id,
            f"{each.score:.1f}",
        )
    if not found:
        click.echo(_("No place of that name is known."), err=True)
        raise SystemExit(EXIT_NOTHING_DONE)
    console_on(sys.stdout).print(table)


@click.command("geocode", cls=Command, help=_GEOCODE_HELP)
@click.argument("cases", metavar="CASES", type=click.File("r", encoding="utf-8", errors="strict"))
@click.option(
    "--format", "layout", cls=Option, type=click.Choice(("jsonl", "table")), default="jsonl",
    help=N_("jsonl (default) with all reasons; table to read."),
)  # fmt: skip
@click.option(
    "--min-confidence", "least", cls=Option, type=click.FloatRange(0, 1), metavar="SHARE",
    help=N_("Give a point only from this confidence on, 0 to 1; 0.6 where left out."),
)  # fmt: skip
@OUTPUT
def geocode_command(cases: TextIO, layout: str, least: float | None, output: Path | None) -> None:
    """See `_GEOCODE_HELP`."""
    from tawthiq.geocoding import LEAST, Resolver
    from tawthiq.knowledge.gazetteer import open_gazetteer

    resolver = Resolver(open_gazetteer(), least=LEAST if least is None else least)
    skipped: list[int] = []
    done = placed = 0
    with destination(output) as stream:
        write = _writer(layout, stream)
        for raw, question in _questions(cases, skipped):
            answer = resolver.resolve(question)
            write(raw, answer)
            done, placed = done + 1, placed + (answer.lat is not None)
        write(None, None)
    line = _("Cases: {cases} · with a point: {placed} · skipped: {skipped}")
    click.echo(line.format(cases=done, placed=placed, skipped=len(skipped)), err=True)
    if not done or skipped:
        raise SystemExit(EXIT_SOME_SKIPPED if done else EXIT_NOTHING_DONE)


def _questions(cases: TextIO, skipped: list[int]) -> Iterator[tuple[dict[str, Any], Any]]:
    from tawthiq.geocoding import Question

    for number, line in enumerate(_lines(cases), 1):
        if not line.strip():
            continue
        try:
            raw = json.loads(line)
            question = Question(str(raw["text"]), raw.get("within"), raw.get("country"), raw.get("relation", "in"))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            skipped.append(number)
            click.echo(
                f"{cases.name}:{number}: {_('skipped')}: {_('The line is no JSON object with a text.')}", err=True
            )
            continue
        yield raw, question


def _lines(cases: TextIO) -> Iterator[str]:
    try:
        yield from cases
    except UnicodeDecodeError as error:
        raise click.UsageError(_("{file} is not UTF-8: {error}").format(file=cases.name, error=error)) from error


def _writer(layout: str, stream: TextIO) -> Any:
    """Writes answers one by one; a table is printed at the end, when it is called with None."""
    from rich.table import Table

    from tawthiq.table import console_on, visible

    table = Table()
    for heading in (_("Place"), _("Point"), _("Radius"), _("Precision"), _("Name"), _("Why not")):
        table.add_column(heading)

    def write(raw: dict[str, Any] | None, answer: Answer | None) -> None:
        if raw is None or answer is None:
            if layout == "table":
                console_on(stream).print(table)
            return
        if layout == "jsonl":
            stream.write(json.dumps({**raw, **answer.to_json()}, ensure_ascii=False) + "\n")
            return
        point = f"{answer.lat:.4f}, {answer.lon:.4f}" if answer.lat is not None and answer.lon is not None else "–"
        radius = f"{answer.radius_km:g} km" if answer.radius_km is not None else "–"
        table.add_row(
            visible(str(raw["text"])), point, radius, answer.precision, visible(answer.name or "–"), answer.reason
        )

    return write


def _store() -> Store:
    from tawthiq.knowledge.gazetteer import Store, default_path

    path = default_path()
    try:
        return Store(path)
    except Exception as error:  # sqlite3 and the file system each have their own
        raise click.UsageError(
            _("{file} cannot be opened: {error}").format(file=click.format_filename(path), error=error)
        ) from error
