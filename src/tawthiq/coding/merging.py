"""Merging within a report: a lead and the sentences that retell it are one event."""

from __future__ import annotations

from tawthiq.arabic.letters import fold_word
from tawthiq.arabic.words import Words
from tawthiq.coding.claims import BOMBARDMENT, Claim
from tawthiq.coding.scan import PlaceMention

_FAMILIES = ({"air_strike", "shelling"}, {"explosion", "suicide_attack"}, {"killing", "death_report"})


def merge_claims(words: Words, claims: list[Claim]) -> list[list[Claim]]:
    """Groups of claims about one happening, in the order in which each is first told."""
    groups: list[list[Claim]] = []
    for claim in claims:
        best, score = None, 0.0
        for group in groups:
            value = _fit(words, group, claim)
            if value > score:
                best, score = group, value
        if best is not None and score >= 1.0:
            best.append(claim)
        else:
            groups.append([claim])
    return groups


def _fit(words: Words, group: list[Claim], claim: Claim) -> float:
    """How well a claim fits a group; 1.0 and more joins it."""
    kind = _kind(group, claim)
    if kind is None or _tells_another(words, group, claim):
        return 0.0
    place = _place(words, group, claim)
    toll = _toll(group, claim)
    if place is None and toll == _SAME_TOLL and _telling_toll(group, claim):
        place = 0.2
    if place is None or not _same_day(group, claim) or not _same_sides(group, claim):
        return 0.0
    if toll is None:
        return 0.0
    near = claim.sentence.number - group[-1].sentence.number
    bare = not claim.places and not claim.casualties
    if claim.type == "death_report" and claim.casualties and toll < 0.5 and (near > 1 or claim.date is not None):
        return 0.0
    back = 0.4 if _refers_back(claim) else 0.0
    return kind + place + toll + (0.3 if near <= 2 or bare else 0.0) + back + 0.05 / (1 + near)


_ANOTHER = frozenset("ثانيه الثانيه ثان ثانيا الثاني اخر اخري الاخر الاخري مماثل مماثله مماثلا مشابه".split())


def _tells_another(words: Words, group: list[Claim], claim: Claim) -> bool:
    """«الغارة الثانية», «قصف آخر», «هجوم مماثل»: an act like the one before is not that one."""
    return _is_another(words, claim) and not any(_is_another(words, c) for c in group)


def _is_another(words: Words, claim: Claim) -> bool:
    at = claim.type_at
    if at is None or at.entry.verb:
        return False
    behind = words.forms[at.at + at.length : min(at.at + at.length + 2, claim.last)]
    return any(form in _ANOTHER for form in behind)


def _refers_back(claim: Claim) -> bool:
    """«القصف», «الهجوم», «التفجير»: a definite act is the one told before."""
    at = claim.type_at
    if at is None or at.entry.verb or at.entry.rule == "act.clash":
        return False
    return at.proclitic.endswith(("ال", "لل")) and at.entry.strength <= 2


def _kind(group: list[Claim], claim: Claim) -> float | None:
    kinds = {c.type for c in group} | {t for c in group for t, _ in c.also}
    if claim.type in kinds:
        return 0.6
    weak = claim.weak or _refers_back(claim) or all(c.weak for c in group)
    if any(claim.type in family and kinds & family for family in _FAMILIES):
        return 0.4
    if claim.type == "death_report" and kinds & {"battle", "air_strike", "shelling", "explosion", "suicide_attack", "killing"}:
        return 0.4
    if weak and kinds & {"battle", "air_strike", "shelling", "explosion", "suicide_attack", "killing"} and claim.type in BOMBARDMENT | {"battle", "explosion", "suicide_attack"}:
        return 0.3
    return None


def names_of(words: Words, place: PlaceMention) -> frozenset[str]:
    """The telling words of a place's name."""
    if place.telling is None:
        place.telling = _telling(words, place)
    return place.telling


def _telling(words: Words, place: PlaceMention) -> frozenset[str]:
    forms = words.forms[place.first : place.last]
    if place.skip:
        forms = [forms[0][place.skip :], *forms[1:]]
    names = [f.removeprefix("ال") for f in forms if f.isalpha() and f not in _HEADS]
    return frozenset(n for n in names if n not in _COMMON) or frozenset(names)


def _place(words: Words, group: list[Claim], claim: Claim) -> float | None:
    """Support from places: shared names, one inside the other, or one silent; None where they contradict."""
    mine = list(claim.places)
    theirs = [p for c in group for p in c.places]
    if not mine or not theirs:
        return 0.3 if claim.sentence.number - group[-1].sentence.number <= 3 else 0.1
    a = [_chain(words, p) for p in mine]
    b = [_chain(words, p) for p in theirs]
    inner_a = frozenset().union(*(names_of(words, p) for p in mine))
    inner_b = frozenset().union(*(names_of(words, p) for p in theirs))
    if inner_a & inner_b:
        return 0.6
    all_a, all_b = frozenset().union(*a), frozenset().union(*b)
    lead = group[0].sentence.number <= 2 or _toll(group, claim) == _SAME_TOLL
    if inner_b & all_a and (lead or all(p.wide or p.relation == "near" for p in theirs)):
        return 0.4
    if inner_a & all_b and all(p.wide for p in mine):
        return 0.3
    if all(p.wide for p in mine) or all(p.wide for p in theirs):
        return 0.2
    return None


def _chain(words: Words, place: PlaceMention) -> frozenset[str]:
    out = names_of(words, place)
    return out | names_of(words, place.within) if place.within else out


def _same_day(group: list[Claim], claim: Claim) -> bool:
    mine = claim.date
    for other in group:
        date = other.date
        if mine is None or date is None or mine.start is None or date.start is None or mine.end is None or date.end is None:
            continue
        if mine.start > date.end or date.start > mine.end:
            apart = max((mine.start - date.end).days, (date.start - mine.end).days)
            if apart > 1 or not _refers_back(claim) or claim.sentence.number - other.sentence.number > 1:
                return False
    return True


def _same_sides(group: list[Claim], claim: Claim) -> bool:
    """Two bombardments by two named sides are two acts, unless the sides meet in one of the claims."""
    mine = {_side(a) for a, role, _ in claim.actors if role == "initiator"}
    theirs = {_side(a) for c in group for a, role, _ in c.actors if role == "initiator"}
    if not mine or not theirs or mine & theirs:
        return True
    targets = {_side(a) for c in group for a, role, _ in c.actors if role != "initiator"}
    return bool(mine & targets) and claim.type == "battle"


def _side(actor: object) -> str:
    rows = getattr(actor, "rows", [])
    if rows:
        return str(rows[0].country or rows[0].actor_id) if rows[0].kind in ("state_forces", "government", "other_state") else str(rows[0].actor_id)
    return str(getattr(actor, "nation", "") or "?")


def _toll(group: list[Claim], claim: Claim) -> float | None:
    """Support from tolls: the same figure speaks for one event, two different exact ones against it."""
    mine = {c.outcome: c.best for c in claim.casualties if c.best}
    theirs: dict[str, set[int]] = {}
    for c in (c for other in group for c in other.casualties if c.best):
        theirs.setdefault(c.outcome, set()).add(c.best or 0)
    shared = [o for o in mine if o in theirs]
    if not shared:
        return 0.2
    if any(mine[o] in theirs[o] for o in shared):
        return _SAME_TOLL
    return -0.3


def _telling_toll(group: list[Claim], claim: Claim) -> bool:
    """A figure above four, the same in both, close together: one act placed in two ways."""
    mine = {(c.outcome, c.best) for c in claim.casualties if c.best and c.best > 4}
    return any((c.outcome, c.best) in mine for other in group for c in other.casualties)


_SAME_TOLL = 0.5
# Words that many places share: «تل قراح» and «تل رفعت» are two, so are «جبل الزاوية» and «جبل الأربعين».
_COMMON = frozenset("جبل تل كفر عين خان دير بيت ابو ام شيخ بني راس جسر باب مطار معبر سد قاعده طريق ميناء مستشفي مشفي مدرسه مسجد سوق دوار ساحه نهر وادي قريتي بلدتي".split())
_HEADS = frozenset(fold_word(w) for w in "مدينة بلدة قرية حي محافظة ريف منطقة مخيم محيط أطراف قضاء ناحية شارع محور جبهة قرى بلدات شمال جنوب شرق غرب شمالي جنوبي شرقي غربي وسط الشمالي الجنوبي الشرقي الغربي".split())
