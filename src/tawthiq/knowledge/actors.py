"""The registry of organisations: what each is, what it belongs to and when, and which of them a name may mean."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from tawthiq.arabic.letters import fold_word
from tawthiq.knowledge.tables import read_table

RELATIONS = ("existed", "part_of", "allied_with", "succeeds", "stands_for")
EXTERNAL = 8


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of organisation: its ACLED class at home (0: no side), whether it acts for a state, its kind as a source."""

    name: str
    acled: int
    of_state: bool
    source: str
    name_en: str


@dataclass(frozen=True, slots=True)
class Organisation:
    """A row of `resources/actors.tsv`; `country` is an ISO code of two letters, or '' where none is its own."""

    actor_id: str
    name: str
    variants: tuple[str, ...]
    name_en: str
    kind: Kind
    country: str
    parents: tuple[str, ...]
    notes: str
    origin: str
    acled: int
    source: str

    @property
    def names(self) -> tuple[str, ...]:
        """The Arabic name and its variants."""
        return (self.name, *self.variants)

    def acled_class(self, country: str | None) -> int:
        """The ACLED class, 1 to 8, in an event in `country`, or 0 for what is no side; a state's forces abroad are 8."""
        abroad = country is not None and self.country not in ("", country)
        return EXTERNAL if self.kind.of_state and abroad else self.acled


@dataclass(frozen=True, slots=True)
class Relation:
    """`actor` is part of, allied with, the successor of `other`, or what a bare `other` means in `countries`.

    «existed» has no `other`: it is the spell of the body itself.
    `since` and `until` are a year, a month or a day as the table gives them («2017-01»), or ''. Both ends belong to it.
    """

    actor: str
    kind: str
    other: str
    since: str
    until: str
    countries: tuple[str, ...]
    origin: str

    def holds(self, day: dt.date | None) -> bool:
        """Whether it held on that day; always where no day is asked for."""
        if day is None:
            return True
        return not (self.since and day < first_day(self.since)) and not (self.until and day > last_day(self.until))


def first_day(text: str) -> dt.date:
    """The first day of «2017», «2017-01» or «2017-01-28». Raises ValueError for anything else."""
    year, month, day = _parts(text)
    return dt.date(year, month or 1, day or 1)


def last_day(text: str) -> dt.date:
    """The last day of «2017», «2017-01» or «2017-01-28». Raises ValueError for anything else."""
    year, month, day = _parts(text)
    month = month or 12
    return dt.date(year, month, day or monthrange(year, month)[1])


def _parts(text: str) -> tuple[int, int, int]:
    parts = [int(part) for part in text.split("-")]
    if not 1 <= len(parts) <= 3 or 0 in parts:
        raise ValueError(text)
    year, month, day = (*parts, 0, 0)[:3]
    return year, month, day


class Registry:
    """All organisations, their names and relations."""

    def __init__(self, organisations: list[Organisation], relations: list[Relation]) -> None:
        self.by_id = {each.actor_id: each for each in organisations}
        self.relations = tuple(relations)
        self._of: dict[str, list[Relation]] = {}
        self._stands: dict[str, list[Relation]] = {}
        self._forms: dict[str, list[Organisation]] = {}
        self._states = {o.country: o.actor_id for o in reversed(organisations) if o.kind.name == "other_state"}
        for relation in relations:
            self._of.setdefault(relation.actor, []).append(relation)
            if relation.other:
                self._of.setdefault(relation.other, []).append(relation)
            if relation.kind == "stands_for":
                self._stands.setdefault(relation.other, []).append(relation)
        for each in organisations:
            for form in dict.fromkeys(map(fold_word, each.names)):
                self._forms.setdefault(form, []).append(each)

    def lookup(self, name: str) -> tuple[Organisation, ...]:
        """The organisations that bear this name, as folded; the likeliest first."""
        return tuple(self._forms.get(fold_word(name).strip(), ()))

    def search(self, text: str) -> list[Organisation]:
        """Those whose id, English or any Arabic name holds the text: whole names first, then openings, then the rest."""
        wanted = fold_word(" ".join(text.split())).casefold()
        ranked = [(rank, each) for each in self.by_id.values() if (rank := _rank(each, wanted)) is not None]
        return [each for _, each in sorted(ranked, key=lambda pair: pair[0])]

    def relations_of(self, actor_id: str, day: dt.date | None = None) -> Iterator[Relation]:
        """The relations on either side of which it stands, on that day; all where no day is given."""
        return (r for r in self._of.get(actor_id, ()) if r.holds(day))

    def parents(self, actor_id: str, day: dt.date | None = None) -> tuple[str, ...]:
        """What it belongs to on that day: dated memberships first, then those of the table that carry no date."""
        mine = [r for r in self._of.get(actor_id, ()) if r.actor == actor_id and r.kind == "part_of"]
        dated = {r.other for r in mine}
        undated = tuple(p for p in self.by_id[actor_id].parents if p not in dated)
        return tuple(dict.fromkeys(r.other for r in mine if r.holds(day))) + undated

    def meant_by(self, head: str, country: str | None, day: dt.date | None) -> tuple[str, ...]:
        """What a bare head («الجيش», by its id) stands for in a country on a day; all of them where no country is given."""
        stands = (r for r in self._stands.get(head, ()) if r.holds(day))
        return tuple(dict.fromkeys(r.actor for r in stands if country is None or country in self.places_of(r)))

    def places_of(self, relation: Relation) -> tuple[str, ...]:
        """The countries in which a `stands_for` holds: those it names, else the actor's own."""
        return relation.countries or (self.by_id[relation.actor].country,)

    def is_head(self, actor_id: str) -> bool:
        """Whether it is a bare head («الجيش»), which another organisation stands behind."""
        return actor_id in self._stands

    def state(self, country: str) -> str | None:
        """The state named as a whole («تركيا»), by its country code."""
        return self._states.get(country)


def _rank(each: Organisation, wanted: str) -> int | None:
    """0 where a name is the text, 1 where one begins with it, 2 where one holds it, None where none does."""
    names = [each.actor_id, each.name_en.casefold(), *map(fold_word, each.names)]
    if wanted in names:
        return 0
    if any(name.startswith(wanted) for name in names):
        return 1
    return 2 if any(wanted in name for name in names) else None


@cache
def kinds() -> dict[str, Kind]:
    """The kinds of `resources/actor_kinds.tsv`, by name."""
    rows = (row for row in read_table("actor_kinds.tsv"))
    return {row[0]: Kind(row[0], int(row[1]), row[2] == "1", row[3], row[4]) for row in rows}


@cache
def registry() -> Registry:
    """The registry of `resources/actors.tsv` and `resources/actor_relations.tsv`."""
    return Registry([_organisation(row) for row in read_table("actors.tsv")],
                    [_relation(row) for row in read_table("actor_relations.tsv")])  # fmt: skip


def _organisation(row: list[str]) -> Organisation:
    actor_id, name, variants, name_en, kind, country, parents, notes, origin, acled, source = row
    of = kinds()[kind]
    return Organisation(
        actor_id, name, _list(variants), name_en, of, country, _list(parents), notes, origin,
        int(acled) if acled else of.acled, source or of.source,
    )  # fmt: skip


def _relation(row: list[str]) -> Relation:
    actor, kind, other, since, until, countries, origin = row
    return Relation(actor, kind, other, since, until, _list(countries), origin)


def _list(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()
