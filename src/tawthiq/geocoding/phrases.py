"""The words of a place, taken apart: its head, its direction and distance, and the names it may go by."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from tawthiq.arabic.letters import fold
from tawthiq.arabic.numbers import find_numbers

_WORD = re.compile(r"[^\W_]+")
# Bearings in degrees from north, clockwise.
_BEARINGS = {"شمال": 0.0, "شرق": 90.0, "جنوب": 180.0, "غرب": 270.0}
_HEADS = {
    "town": "مدينه بلده قريه قري بلدات مدن ضيعه مزرعه مزارع قريتي بلدتي مدينتي".split(),
    "quarter": "حي احياء ضاحيه شارع دوار ساحه سوق حارة حاره".split(),
    "camp": "مخيم مخيمات".split(),
    "district": "ناحيه قضاء منطقه مناطق مديريه مركز".split(),
    "governorate": "محافظه ولايه اقليم محافظتي مقاطعه".split(),
    "feature": "جبل جبال".split(),
    "facility": "مطار معبر سد جسر قاعده ميناء مستشفي مشفي مدرسه جامع مسجد حاجز مفرق طريق محطه صوامع حقل معسكر محور جبهه تله".split(),
}
_TOWN_HEADS = frozenset(_HEADS["town"])
_TYPE_OF = {word: kind for kind, words in _HEADS.items() for word in words}
_NEAR = frozenset("محيط قرب اطراف تخوم مشارف جوار ضواحي القرب بالقرب قريب".split())
_COUNTRYSIDE = frozenset("ريف ريفي ارياف باديه غوطه سهل".split())
_KM = frozenset("كم كلم كيلومتر كيلومترا كيلو كيلومترات".split())
_SPLIT = re.compile(r"[،,;/:]|\s[-–—]\s|\sثم\s|\sأو\s")
# Without a distance a direction is taken this far: of a town, of anything wider.
OFFSET_TOWN_KM, OFFSET_WIDE_KM = 5.0, 40.0


@dataclass(frozen=True, slots=True)
class Phrase:
    """One place phrase: `names` to look up, the fullest first; `types` its head asks for; how it stands to that place; what it is `inside`.

    `whole` is the phrase with all its words, for places whose own name has a direction («شمال سيناء»).
    """

    names: tuple[str, ...]
    type: str = ""
    bearing: float | None = None
    distance_km: float | None = None
    near: bool = False
    countryside: bool = False
    inside: str = ""
    whole: str = ""


@lru_cache(maxsize=8192)
def read_phrase(text: str) -> Phrase:
    """Takes one place phrase apart.

    >>> read_phrase("شمال غربي مدينة إدلب").bearing, read_phrase("120 كلم شمال بغداد").distance_km
    (315.0, 120.0)
    """
    forms = _WORD.findall(fold(text).text)
    whole = " ".join(forms)
    distance, forms = _distance(forms)
    bearing, forms = _bearing(forms)
    near = bool(forms) and _bare(forms[0]) in _NEAR
    forms = [f for f in (forms[1:] if near else forms) if f not in ("من", "ال")]
    if bearing is None:
        bearing, forms = _bearing(forms)
    countryside = len(forms) > 1 and _bare(forms[0]) in _COUNTRYSIDE
    if countryside:
        forms = forms[1:]
    forms, inside = _lies(forms)
    trailing, forms = _trailing(forms)
    kind = _TYPE_OF.get(forms[0], "") if len(forms) > 1 else ""
    return Phrase(
        _names(forms), kind, bearing if bearing is not None else trailing, distance, near, countryside, inside, whole
    )


# Inside a word the letter «ة» ends a word that the next was run into.
_RUN_ON = re.compile("(?<=[ء-ي]ة)(?=[ء-ي]{2})")
_DOUBLED = re.compile(r"(?<!\S)(\S{3,}(?: \S+)?) ?\1(?!\S)")


def tidied(text: str) -> str:
    """A place as a hurried hand wrote it: words run together parted, what stands twice once, an «و» before it taken off.

    >>> tidied("السهلةالشامية"), tidied("الغديرالغدير"), tidied("و الغدير")
    ('السهلة الشامية', 'الغدير', 'الغدير')
    """
    return _DOUBLED.sub(r"\1", _RUN_ON.sub(" ", text)).strip().removeprefix("و ")


def parts_of(text: str) -> list[str]:
    """The parts of a list of places («السفيرة، جبرين»); one for a single place."""
    return [part.strip(" .()[]«»\"'“”") for part in _SPLIT.split(text) if part.strip(" .()")] or [text]


_ROAD = re.compile(r"(?:ال)?(?:طريق|اوتوستراد|أوتوستراد).*?\bبين\s+(.+?)\s+و\s*(.+)")
_BETWEEN = re.compile(r"بين\s+(.+?)\s+و\s*([^\W\d_]{3,}.*)")
_ROAD_DASH = re.compile(r"(?:طريق|الطريق)\s+(\S+(?: \S+)?)\s*[-–—]\s*(\S+.*)")
# What stands in a town: its streets, quarters and public buildings.
_URBAN = frozenset(
    "حي احياء شارع دوار ساحه سوق حارة حاره مستشفي مشفي مدرسه جامع مسجد حديقه ملعب مكتب مبني كنيسه جامعه".split()
)


def road_ends(text: str) -> tuple[str, str] | None:
    """The two places that a road or a point lies between («الطريق بين … و…», «طريق … - …», «بين … و…»), or None."""
    found = _ROAD.search(text) or _ROAD_DASH.match(text.strip()) or _BETWEEN.match(text.strip())
    return (found[1], found[2]) if found else None


# What is named after somebody or something elsewhere: «شارع فلسطين» lies in no village of that name.
_NAMED_AFTER = frozenset("شارع دوار ساحه سوق جامع مسجد حديقه".split())


def is_street(whole: str) -> bool:
    """Whether folded words name a street, a square or a mosque, which bears the name of something else."""
    return _bare(whole.partition(" ")[0]) in _NAMED_AFTER


_DISTRICTS = frozenset("ناحيه قضاء مديريه".split())


def is_district(whole: str) -> bool:
    """Whether folded words name a district by its office: «ناحية …» is wider than the town of that name."""
    return _bare(whole.partition(" ")[0]) in _DISTRICTS


def is_urban(text: str) -> bool:
    """Whether the words name a street, a quarter or a public building, or what is near one («قرب جامع …»)."""
    forms = [form for form in map(_bare, _WORD.findall(fold(text).text)) if form not in _NEAR and form != "من"]
    return bool(forms) and forms[0] in _URBAN


def joined_by_and(text: str) -> list[str]:
    """«عامودا وجولي», «عامودا و جولي» as two names; the text itself where no «و» joins two words."""
    words = text.split()
    at = next(
        (k for k in range(1, len(words)) if words[k] == "و" or (words[k].startswith("و") and len(words[k]) > 3)), None
    )
    if at is None:
        return [text]
    return [
        name for name in (" ".join(words[:at]), " ".join([*filter(None, [words[at][1:]]), *words[at + 1 :]])) if name
    ]


def _bare(form: str) -> str:
    return form.removeprefix("ال").removeprefix("ب")


def _distance(forms: list[str]) -> tuple[float | None, list[str]]:
    """«120 كلم …», «على بعد ثلاثين كيلومترا …»: the distance in km, and what is left."""
    at = next((k for k, form in enumerate(forms) if form in _KM), None)
    # «كيلو 16» is a place; what stands before the word is the distance.
    if not at:
        return None, forms
    numbers = [n for n in find_numbers(forms, 0, at) if n.last == at and n.best is not None]
    return (float(numbers[-1].best or 0), forms[at + 1 :]) if numbers else (None, forms[at + 1 :])


def _direction(form: str) -> float | None:
    bare = _bare(form).removesuffix("ا") if form not in _BEARINGS else form
    for stem, degrees in _BEARINGS.items():
        if bare in (stem, stem + "ي", stem + "يه"):
            return degrees
    return None


def _between(a: float, b: float) -> float:
    """Halfway between two bearings: north and west make 315."""
    return (a + b) / 2 if abs(a - b) <= 180 else ((a + b + 360) / 2) % 360


def _bearing(forms: list[str]) -> tuple[float | None, list[str]]:
    if len(forms) < 2 or (first := _direction(forms[0])) is None:
        return None, forms
    second = _direction(forms[1]) if len(forms) > 2 else None
    return (_between(first, second), forms[2:]) if second is not None else (first, forms[1:])


def _trailing(forms: list[str]) -> tuple[float | None, list[str]]:
    """«ريف إدلب الجنوبي»: a direction behind the name."""
    if len(forms) > 1 and forms[-1].startswith("ال") and (last := _direction(forms[-1])) is not None:
        before = _direction(forms[-2]) if len(forms) > 2 and forms[-2].startswith("ال") else None
        return (_between(before, last), forms[:-2]) if before is not None else (last, forms[:-1])
    return None, forms


# Where a phrase goes on to say where the place lies («… في مراط», «… جنوب سراقب»).
_LIES = frozenset("في قرب بين ضمن عاصمه".split())
_OPENERS = frozenset("حويجه رسم ابو ام تل كفر عين خان دير بيت بير خربه جب حي راس باب جسر شيخ ابي بني".split())


def _lies(forms: list[str]) -> tuple[list[str], str]:
    """The name and what the phrase says it lies in: «تل مرديخ جنوب سراقب» is «تل مرديخ», in «سراقب»."""
    named = next((k for k, form in enumerate(forms) if _bare(form) not in _TYPE_OF and form not in _TYPE_OF), 0)
    at = next(
        (
            k
            for k in range(max(1, named + 1), len(forms))
            if forms[k] in _LIES or (_direction(forms[k]) is not None and not forms[k].startswith("ال"))
        ),
        None,
    )
    if at is None or at + 1 >= len(forms):
        return forms, ""
    rest = forms[at + 1 :]
    while len(rest) > 1 and _direction(rest[0]) is not None:
        rest = rest[1:]
    return forms[:at], " ".join(rest)


def _names(forms: list[str]) -> tuple[str, ...]:
    """The phrase itself, without its heads, then without a last word where two or more remain."""
    out = [" ".join(forms)]
    inner = list(forms)
    while len(inner) > 1 and (_bare(inner[0]) in _TYPE_OF or inner[0] in _TYPE_OF):
        inner = inner[1:]
        out.append(" ".join(inner))
    out += [" ".join(kept[:-1]) for kept in (forms, inner) if len(kept) > 2]
    return tuple(dict.fromkeys(name for name in out if name and name not in _OPENERS))


def town_groups(names: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Names to try together: «مدينة بغداد» with «بغداد», since the head is no part of a town's name; any other by itself."""
    k = 0
    while k < len(names):
        head, _, rest = names[k].partition(" ")
        joined = head in _TOWN_HEADS and names[k + 1 : k + 2] == (rest,)
        yield names[k : k + 1 + joined]
        k += 1 + joined


def names_alone(text: str) -> bool:
    """Whether words can name a place by themselves: not a mere head («حي», «محطة») or the opening of a name («تل», «رسم»)."""
    forms = [form.removeprefix("ال") for form in _WORD.findall(fold(text).text)]
    kept = [form for form in forms if form not in _TYPE_OF and form not in _NEAR]
    return (
        bool(kept)
        and kept[-1] not in _OPENERS
        and len("".join(kept)) > 3
        and (not forms or _TYPE_OF.get(forms[0], "town") == "town")
    )


def whole_names(whole: str) -> tuple[str, ...]:
    """A phrase with all its words, and without its heads: «ولاية شمال دارفور», «شمال دارفور»."""
    forms = whole.split()
    out = [whole]
    while len(forms) > 1 and forms[0] in _TYPE_OF:
        forms = forms[1:]
        out.append(" ".join(forms))
    return tuple(name for name in out if name)
