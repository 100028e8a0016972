"""Names of places and actors: longest match over folded words, clitics of the first word apart."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Generic, TypeVar

from tawthiq.arabic.letters import fold_word
from tawthiq.arabic.words import split_words
from tawthiq.knowledge.kept import Kept
from tawthiq.knowledge.tables import read_table

_PROCLITICS = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول", "فب", "لل", "ولل")


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A gazetteer row: its type (country, governorate, city, quarter …), country code, and point where known."""

    place_id: str
    name: str
    type: str
    country: str
    admin1: str
    lat: float | None
    lon: float | None


@dataclass(frozen=True, slots=True)
class ActorName:
    """A registry row: its id, Arabic name, kind (state_forces, rebel, monitor …) and country code or ''."""

    actor_id: str
    name: str
    kind: str
    country: str

    @property
    def of_state(self) -> bool:
        """Whether it is a state or its army: «إسرائيل» and «جيش الاحتلال» are one side."""
        return self.kind in ("state_forces", "other_state")


T = TypeVar("T")


class Names(Generic[T]):
    """Names of one or several words; a name may stand for several things."""

    def __init__(self) -> None:
        self._names: dict[str, list[tuple[tuple[str, ...], list[T]]]] = {}
        self._exact: dict[tuple[str, ...], list[T]] = {}
        self._longest: dict[str, int] = {}
        # The names that a form may begin: stem, proclitic and greatest length; none for most forms.
        self.starts: dict[str, tuple[tuple[str, str, int], ...]] = Kept(self._begin)

    def add(self, name: str, thing: T) -> None:
        """Adds a name; folding and splitting are done here."""
        words = tuple(f for f in split_words(name).forms if f not in '"()/')
        if not words:
            return
        self.starts.clear()
        self._exact.setdefault(words, []).append(thing)
        self._longest[words[0]] = max(self._longest.get(words[0], 0), len(words))

    def match(self, forms: list[str], i: int, last: int) -> tuple[int, str, list[T]] | None:
        """The longest name at token `i`: (tokens, proclitic taken off its first word, things), or None."""
        best: tuple[int, str, list[T]] | None = None
        for stem, proclitic, longest in self.starts[forms[i]]:
            for length in range(min(longest, last - i), 0, -1):
                if best is not None and length <= best[0]:
                    break
                found = self._exact.get((stem, *forms[i + 1 : i + length]))
                if found is not None:
                    best = (length, proclitic, found)
                    break
        return best

    def _begin(self, form: str) -> tuple[tuple[str, str, int], ...]:
        found = ((stem, proclitic, self._longest.get(stem)) for stem, proclitic in _openings(form))
        return tuple((stem, proclitic, longest) for stem, proclitic, longest in found if longest)


def _openings(form: str) -> tuple[tuple[str, str], ...]:
    """What a word's stem may be: itself, without proclitics, «لل» as ل and the article."""
    out = [(form, "")]
    for proclitic in _PROCLITICS[1:]:
        if form.startswith(proclitic) and len(form) - len(proclitic) >= 3:
            rest = form[len(proclitic) :]
            if proclitic.endswith("لل"):
                out.append(("ال" + rest, proclitic))
                out.append((rest, proclitic))
            else:
                out.append((rest, proclitic))
    return tuple(out)


def _number(cell: str) -> float | None:
    return float(cell) if cell else None


@cache
def place_names() -> Names[PlaceName]:
    """The gazetteer of `resources/places.tsv`."""
    names: Names[PlaceName] = Names()
    for row in read_table("places.tsv"):
        name, variants, _, kind, country, admin1, lat, lon, source = (row + [""] * 9)[:9]
        place = PlaceName(source, name, kind, country, admin1, _number(lat), _number(lon))
        for form in {fold_word(f) for f in (name, *variants.split("|")) if f}:
            names.add(form, place)
    return names


@cache
def actor_names() -> Names[ActorName]:
    """The registry of `resources/actors.tsv`."""
    names: Names[ActorName] = Names()
    for row in read_table("actors.tsv"):
        actor_id, name, variants, _, kind, country = (row + [""] * 8)[:6]
        actor = ActorName(actor_id, name, kind, country)
        for form in {fold_word(f) for f in (name, *variants.split("|")) if f}:
            names.add(form, actor)
    return names


@cache
def given_names() -> frozenset[str]:
    """Given names with which a person's name begins, folded (`resources/given_names.tsv`)."""
    return frozenset(fold_word(name) for row in read_table("given_names.tsv") for cell in row for name in cell.split())
