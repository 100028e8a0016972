"""`tawthiq actors search`, `show` and `which`: what the registry knows of organisations, and which of them a name means."""

from __future__ import annotations

import datetime as dt
import json
import sys
from typing import TYPE_CHECKING, Any

import click

from tawthiq.commands.base import EXIT_NOTHING_DONE, Group, Option
from tawthiq.messages import N_, _

if TYPE_CHECKING:
    from tawthiq.knowledge.actors import Organisation, Relation

_ACTORS_HELP = N_("""Look organisations up in the registry.""")
_SEARCH_HELP = N_("""Find organisations by a name, Arabic or English, or a part of one.

Exit code 3 where none is found.""")
_SHOW_HELP = N_("""Show what the registry knows of one organisation, by its id: names, kind, ACLED class, country, and
parents, alliances and successions, as of a day where one is given.""")
_WHICH_HELP = N_("""Say which organisation a name means in a report, and why: by the day of the event, the country of the report
and the other sides named in it.

Exit code 3 where the registry does not know the name.""")
_REASONS = {
    "day": N_("the others did not exist on that day"),
    "country": N_("it is of that country, or the others are of another"),
    "company": N_("it belongs with the other sides named"),
    "stands-for": N_("the bare name stands for it there"),
    "only": N_("no other organisation bears the name"),
    "first-listed": N_("nothing decides; it is the likeliest reading"),
}
_LABELS = {
    "existed": N_("existed"), "part_of": N_("part of"), "allied_with": N_("allied with"), "succeeds": N_("succeeds"),
    "stands_for": N_("stands for"),
}  # fmt: skip

_FORMAT = click.option(
    "--format",
    "layout",
    cls=Option,
    type=click.Choice(("table", "json")),
    default="table",
    help=N_("table (default) to read; json for all that is known."),
)


@click.group("actors", cls=Group, help=_ACTORS_HELP)
def actors_command() -> None:
    """See `_ACTORS_HELP`."""


@actors_command.command("search", help=_SEARCH_HELP)
@click.argument("name")
@_FORMAT
def search(name: str, layout: str) -> None:
    """See `_SEARCH_HELP`."""
    from tawthiq.knowledge.actors import registry

    found = registry().search(name) if name.strip() else []
    if not found:
        click.echo(_("No organisation bears this name: {name}").format(name=name), err=True)
        raise SystemExit(EXIT_NOTHING_DONE)
    if layout == "json":
        _write_json([_facts(each) for each in found])
    else:
        _print_found(found)


@actors_command.command("show", help=_SHOW_HELP)
@click.argument("actor_id", metavar="ID")
@click.option(
    "--date",
    cls=Option,
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help=N_("Only what held on that day (2023-04-09)."),
)
@_FORMAT
def show(actor_id: str, date: dt.datetime | None, layout: str) -> None:
    """See `_SHOW_HELP`."""
    from tawthiq.knowledge.actors import registry

    organisation = registry().by_id.get(actor_id)
    if organisation is None:
        raise click.UsageError(_("The registry has no organisation with the id {id}.").format(id=actor_id))
    day = date.date() if date else None
    facts = {**_facts(organisation), "parents": list(registry().parents(actor_id, day)),
             "relations": [_relation(r) for r in registry().relations_of(actor_id, day)]}  # fmt: skip
    if layout == "json":
        _write_json(facts)
    else:
        _print_shown(facts)


@actors_command.command("which", help=_WHICH_HELP)
@click.argument("name")
@click.option("--country", cls=Option, metavar="CODE", help=N_("The country of the report, as an ISO code."))
@click.option(
    "--date",
    cls=Option,
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help=N_("The day of the event (2023-04-09)."),
)
@click.option(
    "--beside",
    cls=Option,
    multiple=True,
    metavar="ID",
    help=N_("An organisation named in the same report; may be repeated."),
)
@_FORMAT
def which(name: str, country: str | None, date: dt.datetime | None, beside: tuple[str, ...], layout: str) -> None:
    """See `_WHICH_HELP`."""
    from tawthiq.coding.actors import choose
    from tawthiq.knowledge.actors import registry

    known = registry()
    for each in beside:
        if each not in known.by_id:
            raise click.UsageError(_("The registry has no organisation with the id {id}.").format(id=each))
    candidates = _named(name)
    choice = choose(candidates, known, country.upper() if country else None, date.date() if date else None, beside)
    if choice.actor_id is None:
        click.echo(_("No organisation bears this name: {name}").format(name=name), err=True)
        raise SystemExit(EXIT_NOTHING_DONE)
    if layout == "json":
        _write_json({"id": choice.actor_id, "reasons": list(choice.reasons), "candidates": candidates})
        return
    _print_found([known.by_id[each] for each in dict.fromkeys((choice.actor_id, *candidates))])
    told = "; ".join(_(_REASONS[reason]) for reason in choice.reasons)
    click.echo(_("{id}: {reasons}").format(id=choice.actor_id, reasons=told))


def _named(name: str) -> list[str]:
    """The ids of the organisations that bear just that name, the likeliest first."""
    from tawthiq.arabic.words import split_words
    from tawthiq.knowledge.names import actor_names

    forms = split_words(name).forms
    found = actor_names().match(forms, 0, len(forms)) if forms else None
    whole = found is not None and found[0] == len(forms) and not found[1]
    return list(dict.fromkeys(row.actor_id for row in found[2])) if found is not None and whole else []


def _facts(each: Organisation) -> dict[str, Any]:
    return {
        "id": each.actor_id, "name": each.name, "variants": list(each.variants), "name_en": each.name_en,
        "kind": each.kind.name, "acled_class": each.acled, "source_kind": each.source, "country": each.country or None,
        "notes": each.notes or None, "origin": each.origin,
    }  # fmt: skip


def _relation(each: Relation) -> dict[str, Any]:
    return {
        "actor": each.actor, "relation": each.kind, "other": each.other or None, "from": each.since or None,
        "until": each.until or None, "origin": each.origin,
    }  # fmt: skip


def _write_json(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def _print_found(found: list[Organisation]) -> None:
    from rich.table import Table

    from tawthiq.table import console_on

    table = Table(_("id"), _("name"), _("English name"), _("kind"), _("country"))
    for each in found:
        table.add_row(each.actor_id, each.name, each.name_en, each.kind.name, each.country or "–")
    console_on(sys.stdout).print(table)


def _print_shown(facts: dict[str, Any]) -> None:
    from rich.table import Table

    from tawthiq.table import console_on

    console = console_on(sys.stdout)
    table = Table(show_header=False)
    for label, name in ((N_("id"), "id"), (N_("name"), "name"), (N_("variants"), "variants"), (N_("English name"), "name_en"),
                        (N_("kind"), "kind"), (N_("ACLED class"), "acled_class"), (N_("kind of source"), "source_kind"),
                        (N_("country"), "country"), (N_("parents"), "parents"), (N_("notes"), "notes"), (N_("origin"), "origin")):  # fmt: skip
        value = facts[name]
        table.add_row(_(label), "، ".join(value) if isinstance(value, list) else str("–" if value is None else value))
    console.print(table)
    if facts["relations"]:
        console.print(_relation_table(facts["relations"]))


def _relation_table(relations: list[dict[str, Any]]) -> Any:
    from rich.table import Table

    table = Table(_("actor"), _("relation"), _("other"), _("from"), _("until"), _("origin"))
    for each in relations:
        cells = (
            each["actor"],
            _(_LABELS[each["relation"]]),
            each["other"],
            each["from"],
            each["until"],
            each["origin"],
        )
        table.add_row(*(cell or "–" for cell in cells))
    return table
