"""Selection: which groups of claims are acts that the report tells as news, and which are not coded."""

from __future__ import annotations

import datetime as dt

from tawthiq.arabic.words import Words
from tawthiq.coding.claims import BOMBARDMENT, Claim

_ARMED = frozenset(("state_forces", "rebel", "militia", "coalition", "police", "unknown_armed", "political", "government", "other_state"))
# In a report that plainly tells of war less is asked of its other claims than in one that does not.
_THRESHOLD, _IN_WAR, _PLAIN = 2.7, 2.0, 3.6
# A message of a line or two that counts dead or hurt says little else.
_BRIEF = 1.0
# «استهدفت طائرة مسيرة سيارة»: the means make a general word plain.
_BY_MEANS = 1.3
# What an act told without any place must make up for.
_PLACELESS = 1.2


def is_background(words: Words, claim: Claim, published: dt.date | None) -> bool:
    """An older act retold: «وكان قد …», a day well before the report, a habit or a sum."""
    forms, sentence = words.forms, claim.sentence
    date = claim.date
    if date is not None and date.end is not None and published is not None:
        return (published - date.end).days > 6 or (date.start is not None and (date.end - date.start).days > 6)
    if sentence.where("habit", claim.first, claim.last):
        return True
    start = claim.first
    return any(forms[k] in ("وكان", "وكانت", "كان", "كانت", "يذكر", "ويذكر", "يشار", "ويشار", "وسبق", "سبق", "الجدير", "والجدير", "جدير") for k in range(start, min(start + 2, claim.last)))


def select(words: Words, groups: list[list[Claim]], published: dt.date | None) -> list[list[Claim]]:
    """The groups worth an event."""
    quiet = _is_quiet(words)
    plain = max((_weight(c) for group in groups for c in group if not c.dropped), default=0.0) >= _PLAIN
    out = []
    for group in groups:
        live = [c for c in group if not c.dropped]
        if not live:
            continue
        background = all(c.background for c in live)
        brief = len(words.forms) < 40 and not quiet and any(c.best for claim in live for c in claim.casualties)
        needed = _BRIEF if brief else (_IN_WAR if plain else _THRESHOLD) + (2.0 if quiet else 0.0) + (0.5 if background else 0.0)
        if not brief and not any(c.places or c.casualties for c in live):
            needed += _PLACELESS
        if not _says_enough(live) or _hypothetical(words, live) or _opinion(words, live) or _lacks_its_parts(live):
            continue
        if max(_weight(c) for c in live) + 0.3 * (len(live) - 1) >= needed and (not background or _well_formed(live)):
            out.append(live)
    return out


def _lacks_its_parts(group: list[Claim]) -> bool:
    """A capture needs a side and a place, a siege or deployment one of them: else the words are figurative."""
    kind = group[0].type
    placed = any(c.places for c in group)
    armed = any(not a.nation and (not a.rows or a.rows[0].kind in _ARMED) for c in group for a, _, _ in c.actors)
    if kind == "territory_change":
        return not (placed and armed)
    if kind in ("siege", "deployment", "property_destruction", "displacement", "aid", "agreement"):
        return not (placed or armed)
    return False


def _says_enough(group: list[Claim]) -> bool:
    """An act with neither place nor harm needs a side and a day, or plain words and a side."""
    if any(c.places or c.casualties for c in group):
        return True
    sided = any(c.actors for c in group)
    return sided and (any(c.date for c in group) or len(group) > 1 or group[0].sentence.number <= 2)


def _well_formed(group: list[Claim]) -> bool:
    return any(c.places for c in group) and any(c.casualties or c.date or c.actors for c in group)


def _weight(claim: Claim) -> float:
    """Points for what a real act has: plain words, an armed side, means, harm, a place, a day."""
    strength = max((t.entry.strength for t in claim.acts), default=1)
    points = {1: 0.3, 2: 1.0, 3: 1.7}[strength] if claim.acts else 0.8
    if strength < 3 and claim.weapons and claim.type in BOMBARDMENT:
        points = max(points, _BY_MEANS)
    if any(a.nation or not a.rows or a.rows[0].kind in _ARMED for a, _, _ in claim.actors):
        points += 1.0
    if claim.weapons:
        points += 0.8
    if any(c.outcome in ("killed", "injured") for c in claim.casualties):
        points += 1.0
    elif claim.casualties:
        points += 0.6
    if claim.places:
        points += 0.7
    if claim.date is not None:
        points += 0.5
    if claim.type in ("death_report", "displacement", "aid", "agreement", "deployment", "cumulative_toll", "protest"):
        points -= 0.7
    return points


def _hypothetical(words: Words, group: list[Claim]) -> bool:
    """«لمنع», «قد تشن», «هدد بـ», «في حال»: nothing has happened."""
    for claim in group:
        at = claim.triggers[0].at
        cues = [k for k in range(max(claim.first, at - 4), at) if claim.sentence.entry(k, "modal")]
        if not cues:
            return False
    return True


def _opinion(words: Words, group: list[Claim]) -> bool:
    """All of it stands under condemnation, condolence, a trial or an anniversary."""
    return all(
        any(c.sentence.entry(k, "opinion") for k in range(max(c.sentence.first, c.triggers[0].at - 6), c.triggers[0].at))
        for c in group
    )


_SPORT = frozenset("مباراه المباراه منتخب المنتخب الدوري لاعب اللاعب لاعبي الفريق فريق هدف مرمي كاس بطوله البطوله الشوط اسهم الاسهم البورصه سعر اسعار الاسعار "
                   "كره الكره مباريات مبارياته الوديه الانديه الجماهير الجمهور مهرجان المهرجان مسرح المسرح مسرحيه ملعب الملعب بملعب اياب نهايي للدوري لكره الفنان معرض المعرض عرض بطل رياضيه الرياضيه اللاعبين النادي نادي مدرب المدرب فيلم مسلسل الفيلم شركه الشركه اسواق السوق مستهلك سامسونغ جالاكسي هاتف تطبيق".split())  # fmt: skip


def _is_quiet(words: Words) -> bool:
    """Whether sport's or trade's words fill the text: one in forty."""
    hits = sum(form in _SPORT for form in words.forms)
    return hits >= 3 and hits * 60 > len(words.forms)
