"""The layouts of two conflict datasets, filled with the user's own rows: UCDP GED's columns, and ACLED's."""

from __future__ import annotations

import datetime as dt
import hashlib
import math
from functools import cache

from tawthiq.export.dataset import Toll, Unit
from tawthiq.export.flat import Cell, joined, row
from tawthiq.knowledge.actors import registry
from tawthiq.knowledge.tables import read_table
from tawthiq.model import Actor, Place

# Each column in its order with its meaning.
UCDP_BOOK, ACLED_BOOK = (
    {cells[1]: cells[2] for cells in read_table("export_columns.tsv") if cells[0] == layout}
    for layout in ("ucdp", "acled")
)
UCDP_COLUMNS, ACLED_COLUMNS = tuple(UCDP_BOOK), tuple(ACLED_BOOK)
_UCDP_WHERE = {"exact": 1, "near": 2, "district": 3, "governorate": 4, "line": 5, "country": 6, "unknown": 6}
_ACLED_WHERE = {"exact": 1, "near": 2, "district": 2, "line": 2, "governorate": 3, "country": 3, "unknown": 3}
_INTER = {
    1: "State forces",
    2: "Rebel group",
    3: "Political militia",
    4: "Identity militia",
    5: "Rioters",
    6: "Protesters",
    7: "Civilians",
    8: "External/Other forces",
}
_AGAINST_CIVILIANS = frozenset(("killing", "abduction", "abuse"))


@cache
def _countries() -> dict[str, tuple[str, str, str, str]]:
    return {cells[0]: (cells[1], cells[2], cells[3], cells[4]) for cells in read_table("countries.tsv")}


@cache
def _types() -> dict[str, list[str]]:
    return {cells[0]: [*cells[1:], ""][:4] for cells in read_table("export_types.tsv")}


def number_of(text: str) -> int:
    """A stable number for an id: its first eight hexadecimal digits of SHA-256."""
    return int(hashlib.sha256(text.encode()).hexdigest()[:8], 16)


def priogrid(lat: float, lon: float) -> int:
    """The PRIO-GRID cell of half a degree, counted from the south-west (Tollefsen and others 2012)."""
    up, right = min(math.floor((lat + 90) * 2), 359), min(math.floor((lon + 180) * 2), 719)
    return up * 720 + right + 1


def deaths(unit: Unit) -> Toll:
    """Deaths with no number left open: best, else low, else high; low <= best <= high."""
    toll = unit.toll("killed")
    best = toll.best if toll.best is not None else toll.low if toll.low is not None else toll.high
    low = min(n for n in (toll.low, best) if n is not None) if best is not None else None
    high = max(n for n in (toll.high, best) if n is not None) if best is not None else None
    return Toll(low, best, high)


def in_ucdp(unit: Unit) -> bool:
    """Whether UCDP would count it: one death at least, an organised side, and no sum over many events."""
    return (deaths(unit).low or 0) >= 1 and any(_sides(unit)) and unit.kind != "cumulative_toll"


def ucdp_row(unit: Unit) -> dict[str, Cell]:
    """The 49 cells of a unit. Ids of UCDP's own datasets stay empty."""
    out: dict[str, Cell] = dict.fromkeys(UCDP_COLUMNS)
    first, last = unit.days
    place, (side_a, side_b), toll = unit.place, _sides(unit), deaths(unit)
    violence = _violence(side_a, side_b)
    flat = row(unit)
    country = _countries().get((place.country if place else None) or "", ("", "", "", ""))
    out |= {
        "id": number_of(unit.unit_id), "relid": unit.unit_id, "year": first.year if first else None, "active_year": None,
        "code_status": "Machine-coded", "type_of_violence": violence,
        "dyad_name": f"{_english(side_a)} - {_english(side_b) if side_b else 'Civilians'}" if side_a else None,
        "side_a": _english(side_a) or "Unknown", "side_b": _english(side_b) if side_b else "Civilians",
        "number_of_sources": unit.independent, "source_article": flat["doc_ids"], "source_office": flat["outlets"],
        "source_date": joined(r.published.isoformat() for r, _ in unit.told if r.published), "source_headline": joined(r.title for r, _ in unit.told),
        "source_original": flat["sources"],
        "event_clarity": 1, "date_prec": _date_precision(first, last), "date_start": flat["date_start"], "date_end": flat["date_end"],
        **_where(place), "country": country[0] or None, "country_id": _int(country[2]), "region": country[3] or None,
        **_split(unit, toll, bool(side_b)), "best": toll.best, "high": toll.high, "low": toll.low,
        "gwnoa": _gwno(side_a), "gwnob": _gwno(side_b),
    }  # fmt: skip
    return out


def _where(place: Place | None) -> dict[str, Cell]:
    if place is None:
        return {"where_prec": 6}
    lat, lon = place.lat, place.lon
    point = lat is not None and lon is not None
    return {
        "where_prec": _UCDP_WHERE[place.precision], "where_coordinates": place.text, "where_description": place.within, "adm_1": place.within,
        "latitude": lat, "longitude": lon, "geom_wkt": f"POINT ({lon} {lat})" if point else None,
        "priogrid_gid": priogrid(lat, lon) if lat is not None and lon is not None else None,
    }  # fmt: skip


def _split(unit: Unit, toll: Toll, two_sides: bool) -> dict[str, Cell]:
    """Deaths by side, whose sum is `best`: combatants fall on side B, who suffers; what no group claims is unknown."""
    best = toll.best or 0
    civilians = min(_known(unit, "civilian"), best)
    fighters = min(_known(unit, "combatant"), best - civilians)
    side_b = fighters if two_sides else 0
    return {
        "deaths_a": 0,
        "deaths_b": side_b,
        "deaths_civilians": civilians,
        "deaths_unknown": best - civilians - side_b,
    }


def _known(unit: Unit, group: str) -> int:
    toll = unit.toll("killed", group)
    return (toll.best if toll.best is not None else toll.low) or 0


def _violence(a: Actor | None, b: Actor | None) -> int | None:
    """UCDP's types: 1 with a state on a side against an organised one, 2 between organised ones, 3 against civilians."""
    if a is None:
        return 1 if b is not None and _of_state(b) else None
    if b is None:
        return 3
    return 1 if _of_state(a) or _of_state(b) else 2


def _of_state(actor: Actor) -> bool:
    found = registry().by_id.get(actor.actor_id or "")
    return found is not None and found.kind.of_state


def _sides(unit: Unit) -> tuple[Actor | None, Actor | None]:
    """Side A, who acts, and side B, who suffers; of a clash its parties in their order."""
    acts, suffers, parties = (unit.actors(role) for role in ("initiator", "target", "party"))
    if acts or not parties:
        return (acts[0] if acts else None), (suffers[0] if suffers else None)
    return parties[0], (parties[1] if len(parties) > 1 else suffers[0] if suffers else None)


def _english(actor: Actor | None) -> str | None:
    if actor is None:
        return None
    found = registry().by_id.get(actor.actor_id or "")
    return found.name_en if found is not None and found.name_en else actor.text


def _gwno(actor: Actor | None) -> int | None:
    found = registry().by_id.get(actor.actor_id or "") if actor else None
    return (
        _int(_countries().get(found.country, ("", "", "", ""))[2])
        if found is not None and found.kind.of_state
        else None
    )


def _int(text: str) -> int | None:
    return int(text) if text else None


def _date_precision(first: dt.date | None, last: dt.date | None) -> int:
    """UCDP's date_prec: 1 a day, 2 up to six days, 3 a week, 4 a month, 5 more or unknown."""
    if first is None or last is None:
        return 5
    days = (last - first).days + 1
    return 1 if days == 1 else 2 if days <= 6 else 3 if days == 7 else 4 if days <= 31 else 5


def acled_row(unit: Unit, timestamp: int) -> dict[str, Cell]:
    """The 31 cells of a unit; `timestamp` is when the export was made, in seconds since 1970."""
    first, last = unit.days
    flat, place = row(unit), unit.place
    kind, sub, disorder, state_sub = _types()[unit.kind]
    one, two = _sides(unit)
    country = _countries().get((place.country if place else None) or "", ("", "", "", ""))
    inters = [_inter(each, place) for each in (one, two)]
    civilian = bool(
        two is None and one is not None and (unit.kind in _AGAINST_CIVILIANS or _known(unit, "civilian") > 0)
    )
    if civilian:
        inters[1] = 7
    return {
        "event_id_cnty": unit.unit_id, "event_date": flat["date_start"], "year": first.year if first else None,
        "time_precision": 1 if first and first == last else 2 if first and last and (last - first).days <= 7 else 3,
        "disorder_type": disorder, "event_type": kind, "sub_event_type": state_sub if state_sub and one and _of_state(one) else sub,
        "actor1": _english(one), "assoc_actor_1": joined(_english(a) for a in unit.actors("initiator")[1:]), "inter1": _INTER.get(inters[0]),
        "actor2": "Civilians" if civilian else _english(two), "assoc_actor_2": joined(_english(a) for a in unit.actors("target")[1:]),
        "inter2": _INTER.get(inters[1]), "interaction": "-".join(_INTER[n] for n in sorted(n for n in inters if n)) or None,
        "civilian_targeting": "Civilian targeting" if civilian else None, "iso": _int(country[1]), "region": country[3] or None,
        "country": country[0] or None, "admin1": place.within if place else None, "admin2": None, "admin3": None,
        "location": place.text if place else None, "latitude": flat["lat"], "longitude": flat["lon"],
        "geo_precision": _ACLED_WHERE[place.precision] if place else 3, "source": flat["outlets"] or flat["sources"], "source_scale": None,
        "notes": _notes(unit), "fatalities": deaths(unit).low or 0, "tags": joined((flat["weapons"], flat["operation"], flat["agreement"])),
        "timestamp": timestamp,
    }  # fmt: skip


def _inter(actor: Actor | None, place: Place | None) -> int:
    """The ACLED class of a side in the country of the place; 0 for none or unknown."""
    if actor is None:
        return 0
    if actor.rule == "role.protesters":
        return 6
    found = registry().by_id.get(actor.actor_id or "")
    return found.acled_class(place.country if place else None) if found is not None else 0


def _notes(unit: Unit) -> str:
    """A neutral sentence: who says what, with the range of the toll."""
    flat = row(unit)
    parts = [f"Claimed by {flat['sources'] or flat['outlets'] or 'the report'}"]
    if flat["killed_low"] is not None:
        parts.append(
            f"killed {flat['killed_low']} to {flat['killed_high'] if flat['killed_high'] is not None else 'more'}"
        )
    if flat["denied_by"]:
        parts.append(f"denied by {flat['denied_by']}")
    return "; ".join(parts) + "."
