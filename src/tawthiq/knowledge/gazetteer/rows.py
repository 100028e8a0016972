"""What a gazetteer says of a place: as one source has it, and as the store keeps it."""

from __future__ import annotations

from dataclasses import dataclass

# The types that the store knows, from the widest to the narrowest.
TYPES = (
    "country", "governorate", "district", "subdistrict", "city", "town", "village", "quarter", "camp", "facility", "feature", "line",
)  # fmt: skip
# How other gazetteers call them: Who's On First's placetypes, GeoNames' feature codes, OCHA's levels.
_SAME = {
    "region": "governorate", "macroregion": "governorate", "province": "governorate", "state": "governorate", "admin1": "governorate",
    "county": "district", "macrocounty": "district", "admin2": "district", "localadmin": "subdistrict", "admin3": "subdistrict",
    "sub-district": "subdistrict", "locality": "town", "populated place": "town", "ppl": "town", "borough": "quarter",
    "neighbourhood": "quarter", "neighborhood": "quarter", "macrohood": "quarter", "microhood": "quarter", "crossing": "facility",
    "airport": "facility", "dam": "facility", "bridge": "facility", "mountain": "feature", "river": "line", "road": "line",
    "sea": "line", "street": "facility", "base": "facility", "region_area": "feature", "capital": "city",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One place as a source has it. Names are Arabic; `lat` and `lon` are degrees (WGS 84), None where unknown."""

    ids: tuple[str, ...]
    names: tuple[str, ...]
    name_en: str = ""
    type: str = ""
    country: str = ""
    admin: tuple[str, ...] = ()
    lat: float | None = None
    lon: float | None = None
    population: int | None = None


@dataclass(frozen=True, slots=True)
class GazetteerPlace:
    """One place as looked up: its names of government from the widest to the narrowest, and the ids of all its sources."""

    place_id: str
    name: str
    type: str
    country: str
    admin: tuple[str, ...]
    lat: float | None
    lon: float | None
    population: int | None
    ids: tuple[str, ...]
    # Found by a name that leaves a word out («ماضي» for «جب ماضي»).
    weak: bool = False
    # With a point good to some ten kilometres only: from memory, or of the town that a quarter lies in.
    rough: bool = False
    # On the list that comes with Tawthiq: places that reports name.
    known: bool = False


def known_type(written: str) -> str:
    """The store's word for a type; an unknown one is a town, as most places are."""
    low = written.strip().lower()
    return low if low in TYPES else _SAME.get(low, "town")
