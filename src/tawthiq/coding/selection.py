"""Selection: which groups of claims are acts that the report tells as news, and which are not coded."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from tawthiq.arabic.words import Words
from tawthiq.coding.claims import Claim
from tawthiq.coding.worth import Features, Weigher, leading
from tawthiq.knowledge.models import linear_model

# How probable a group must be to be coded. Types that are rare among what was learned from are said with less.
THRESHOLDS = {"*": 0.42, "protest": 0.2, "abduction": 0.25, "territory_change": 0.25}


def is_background(words: Words, claim: Claim, published: dt.date | None) -> bool:
    """An older act retold: «وكان قد …», a day well before the report, a habit or a sum."""
    forms, sentence = words.forms, claim.sentence
    date = claim.date
    if date is not None and date.end is not None and published is not None:
        return (published - date.end).days > 6 or (date.start is not None and (date.end - date.start).days > 6)
    if sentence.where("habit", claim.first, claim.last):
        return True
    start = claim.first
    return any(
        forms[k]
        in (
            "وكان",
            "وكانت",
            "كان",
            "كانت",
            "يذكر",
            "ويذكر",
            "يشار",
            "ويشار",
            "وسبق",
            "سبق",
            "الجدير",
            "والجدير",
            "جدير",
        )
        for k in range(start, min(start + 2, claim.last))
    )


# What is needed where the words are plain, and what makes them so: points of `worth.weight`, fewer in a text of a sentence or two, and
# fewest in a message that counts people.
PLAINLY = 0.3
# The sentences learned from make the model doubt a message of a sentence or two.
BRIEFLY = 0.3
# A message of a line says what it says: nothing else could be meant.
A_LINE, _LINE_TOKENS = 0.12, 20
# A message of a line or two that counts dead or hurt says little else.
_MESSAGE = 0.02
# A death with its day and its speaker; a capture in plain words with its side and its place.
_TOLD, _TAKEN = 0.18, 0.13
_PLAIN, _BRIEF, _COUNTED = 3.3, 2.4, 2.0


def weighed(
    words: Words, groups: list[list[Claim]], published: dt.date | None, again: Mapping[int, float]
) -> list[Features]:
    """For each group the features that speak for and against it; `again` as in `Read`."""
    weigher = Weigher(words, groups, published, _is_quiet(words))
    return [weigher.features(group, leading(group), again[id(group[0])]) for group in groups]


def select(
    words: Words, groups: list[list[Claim]], published: dt.date | None, again: Mapping[int, float]
) -> list[tuple[int, float]]:
    """The numbers, from 0, of the groups worth an event, each with the probability that it is news of an act."""
    model = linear_model("selection")
    told = []
    for number, features in enumerate(weighed(words, groups, published, again)):
        share = model.probability(features)
        if share >= needed(leading(groups[number]).type, features):
            told.append((number, share))
    return told


def needed(kind: str, features: Features) -> float:
    """How probable a group must be: less where its words are plain by themselves, in a text whose other words are not of sport or trade."""
    usual = THRESHOLDS.get(kind, THRESHOLDS["*"])
    if _against(features):
        return usual
    if kind == "death_report" and features.get("counted"):
        told = features.get("spoken") and features.get("date")
        return _MESSAGE if features.get("short") else min(usual, _TOLD) if told else usual
    if not _plainly(features):
        return usual
    if features.get("brief") and 400 * features.get("tokens", 1.0) < _LINE_TOKENS:
        return min(usual, A_LINE)
    plainly = BRIEFLY if features.get("brief") else _TAKEN if kind == "territory_change" else PLAINLY
    return min(usual, plainly)


def _against(features: Features) -> bool:
    """An aim, an opinion, an older act, figurative words, or a text of sport or trade."""
    return any(features.get(name) for name in ("quiet", "hypothetical", "opinion", "lacks-its-parts", "background"))


def _plainly(features: Features) -> bool:
    """An act in plain words with a place or harm."""
    if not (features.get("place") or features.get("any-harm")):
        return False
    counted = features.get("short") and features.get("counted")
    return 4 * features["weight"] >= (_COUNTED if counted else _BRIEF if features.get("brief") else _PLAIN)


_SPORT = frozenset("مباراه المباراه منتخب المنتخب الدوري لاعب اللاعب لاعبي الفريق فريق هدف مرمي كاس بطوله البطوله الشوط اسهم الاسهم البورصه سعر اسعار الاسعار "
                   "كره الكره مباريات مبارياته الوديه الانديه الجماهير الجمهور مهرجان المهرجان مسرح المسرح مسرحيه ملعب الملعب بملعب اياب نهايي للدوري لكره الفنان معرض المعرض عرض بطل رياضيه الرياضيه اللاعبين النادي نادي مدرب المدرب فيلم مسلسل الفيلم شركه الشركه اسواق السوق مستهلك سامسونغ جالاكسي هاتف تطبيق".split())  # fmt: skip


def _is_quiet(words: Words) -> bool:
    """Whether sport's or trade's words fill the text: one in forty."""
    hits = sum(form in _SPORT for form in words.forms)
    return hits >= 3 and hits * 60 > len(words.forms)
