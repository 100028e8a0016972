"""Roles: which side acts, which suffers, by where it stands to the act's words."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from tawthiq.arabic.words import Words
from tawthiq.coding.claims import BOMBARDMENT, Claim, Trigger
from tawthiq.coding.scan import ActorMention, Sentence

_ALLIES = frozenset("الحليف حليفه حليفته حليفها حليفتها حلفايه".split())
# «طائرات يُعتقد أنها روسية»: whose the means are said to be.
_SUPPOSED = frozenset("جويه جوي من انها انه يعتقد يتوقع يرجح نعتقد يرجح حربيه ثابت الجناح ثابته".split())
_AGENT = frozenset("قبل يد بنيران برصاص نيران".split())
_AGAINST = frozenset(
    "ضد علي مواقع موقع مقرات مقر مقار نقاط نقطه تجمعات تجمع اهداف هدفا لمواقع لمقرات رتل رتلا دوريه سياره اليه اليات "
    "مستودعات مستودع معسكرات معسكر حاجز حواجز ثكنه مع مناطق قرب مقره صفوف قاعده بمواقع عناصر".split()
)
_DONE_BY = frozenset("شنه شنها شنتها شنته نفذه نفذها نفذته نفذتها نفذتهما ارتكبتها".split())
# «شهدت تركيا هجوما»: a country in which an act happens does not do it.
_WITNESSED = frozenset("شهد شهدت تشهد يشهد عاشت تعيش".split())
_NOT_SIDES = frozenset(("monitor", "rescue", "medical", "media", "ngo", "un"))
_HARM_TYPES = frozenset(("death_report", "killing", "explosion", "suicide_attack"))


def find_roles(words: Words, claim: Claim) -> None:
    """Fills `claim.actors` with (side, role, rule)."""
    sentence = claim.sentence
    inside = [a for a in sentence.actors if claim.first <= a.first < claim.last and _is_side(sentence, a, words.forms)]
    inside = _named_for_generic(words.forms, inside)
    if claim.type == "protest":
        claim.actors = _protesters(words.forms, claim)
        return
    if _between(words, claim, inside):
        return
    for actor in inside:
        role, rule = _role(words, claim, actor)
        if role and not _unlikely(actor, role, rule):
            claim.actors.append((actor, role, rule))
    _settle(claim)
    _defend(claim)


def _defend(claim: Claim) -> None:
    """«صدّت قوات … هجوما شنه …»: who repels an attack is its target."""
    if (
        claim.type != "battle"
        or claim.type_at is None
        or not (claim.type_at.entry.rule == "act.repel" or claim.status == "foiled")
    ):
        return
    by_other = any(
        rule in ("role.agent", "role.li", "role.and") and role == "initiator" for _, role, rule in claim.actors
    )
    turned = ("role.subject-before", "role.announcer", "role.subject")
    first = min((a.first for a, _, rule in claim.actors if rule in turned), default=-1)
    if by_other or claim.type_at.entry.verb:
        claim.actors = [
            (a, "target", "role.defends") if a.first == first else (a, role, rule) for a, role, rule in claim.actors
        ]


_BELONGS = frozenset("من تابعه تابعون تابعين التابعه تابع التابع ينتمون موالين مواليه".split())


def _named_for_generic(forms: list[str], inside: list[ActorMention]) -> list[ActorMention]:
    """«مسلحون من تنظيم …», «قوة أمنية تابعة لـ…»: the side behind the bare word stands where that word stands."""
    out: list[ActorMention] = []
    for actor in inside:
        generic = (
            out[-1]
            if out and (not out[-1].rows or out[-1].rows[0].kind == "unknown_armed") and not out[-1].nation
            else None
        )
        gap = [f for f in forms[generic.last : actor.first] if f not in _MARKS] if generic is not None else []
        if generic is not None and actor.rows and len(gap) <= 2 and gap and gap[0] in _BELONGS:
            out[-1] = replace(actor, at=generic.first)
        else:
            out.append(actor)
    return out


_PROTESTERS = ("متظاهر", "محتج", "معتصم", "مضرب")
_MAY_PROTEST = frozenset(
    "اهالي الاهالي طلاب الطلاب طلبه عمال العمال موظفو المعلمين معلمون انصار مناصرو سكان مواطنون مدنيون نازحون ناشطون".split()
)


def _protesters(forms: list[str], claim: Claim) -> list[tuple[ActorMention, str, str]]:
    """«خرج متظاهرون», «اعتصم الأهالي»: who protests acts, and sides named beside them only give the cause."""
    for k in range(claim.first, claim.last):
        stem = forms[k].removeprefix("و").removeprefix("ال")
        if stem.startswith(_PROTESTERS) or forms[k].removeprefix("و") in _MAY_PROTEST:
            skip = int(forms[k].startswith("و"))
            return [(ActorMention(k, k + 1, skip, [], "actor.protesters"), "initiator", "role.protesters")]
    return []


def _unlikely(actor: ActorMention, role: str, rule: str) -> bool:
    """A state or ministry in passing, and people who are the victims themselves, are no side that suffers."""
    if role != "target" or not actor.rows:
        return False
    kinds = {row.kind for row in actor.rows}
    if "government" in kinds:
        return True
    return ("other_state" in kinds and rule != "role.against") or (
        "unknown_armed" in kinds and rule == "role.victims-side"
    )


def _is_side(sentence: Sentence, actor: ActorMention, forms: list[str]) -> bool:
    if actor.rows and all(row.kind in _NOT_SIDES for row in actor.rows):
        return False
    if actor.nation:
        return _adjective_of_act(sentence, actor.first, forms)
    return True


def _adjective_of_act(sentence: Sentence, i: int, forms: list[str]) -> bool:
    """«غارة إسرائيلية», «مسيّرة تركية»: the adjective names a side only behind an act or its means."""
    if forms[i - 1].lstrip("و") in _ALLIES:
        return True
    for back in (1, 2, 3, 4, 5):
        k = i - back
        if sentence.entry(k, "act") or sentence.entry(k, "weapon"):
            return True
        if not ((sentence.at(k).entries and back < 4) or forms[k] in _SUPPOSED):
            return False
    return False


def _between(words: Words, claim: Claim, actors: list[ActorMention]) -> bool:
    """«اشتباكات بين … و…»: parties, unless an attacker is named."""
    if claim.type != "battle" or claim.type_at is None or claim.type_at.entry.rule != "act.clash":
        return False
    start = next((k for k in range(claim.type_at.at, claim.last) if words.forms[k] in ("بين", "مع")), None)
    if start is None:
        return False
    sides = [a for a in actors if a.first > claim.type_at.at or words.forms[start] == "مع"]
    if len(sides) < 2:
        return False
    claim.actors = [(a, "party", "role.between") for a in sides[:2] if not a.nation]
    return True


def _role(words: Words, claim: Claim, actor: ActorMention) -> tuple[str, str]:
    forms, sentence = words.forms, claim.sentence
    i, things = outermost(forms, sentence, actor.at if actor.at >= 0 else actor.first)
    before = forms[i - 1] if i > sentence.first else ""
    if before.removeprefix("و") in _WITNESSED or sentence.entry(i - 1, "source_head") or _holds(forms, sentence, i):
        return _fired_from(forms, sentence, i, claim)
    if before in _AGENT or before in _DONE_BY or sentence.entry(i - 1, "carry"):
        return "initiator", "role.agent"
    if actor.nation:
        return "initiator", "role.adjective"
    if claim.actors and (joined := _joined(forms, actor, claim)):
        return joined, "role.and"
    if _claims_it(forms, sentence, actor):
        return "initiator", "role.claimed"
    trigger = _nearest(claim, i)
    opening = forms[i][: actor.skip] if i == actor.first else sentence.at(i).proclitic.removesuffix("ال")
    if before in ("مصدره", "مصدرها"):
        return "initiator", "role.agent"
    if things == "hit" or sentence.entry(i - 1, "place_head"):
        return "target", "role.things"
    if _speaker(sentence, forms, i, actor.last):
        if _own_act(sentence, forms, actor.last):
            return "initiator", "role.own-act"
        return ("initiator", "role.announcer") if _announces_own(sentence, forms, actor, claim) else ("", "")
    first = claim.triggers[0]
    acts = first.entry.category == "act" and (first.entry.verb or first.length > 1)
    if first.at > i and acts and not opening and before not in _AGAINST:
        return "initiator", "role.subject-before"
    if (before == "من" and forms[i - 2] in _AGAINST | {"عناصر"}) or _victim_of(sentence, forms, i):
        return "target", "role.victims-side"
    if opening.endswith("ل"):
        return _after_li(sentence, forms, i, trigger, claim)
    if before in _AGAINST or opening.endswith("ب"):
        return "target", "role.against"
    if trigger is None:
        return "", ""
    if trigger.at < i:
        return _behind(sentence, forms, i, trigger, claim)
    gap = trigger.at - actor.last
    if trigger.entry.category == "harm" and forms[trigger.at].lstrip("وف").startswith(_SUFFERS):
        return "target", "role.victims-side"
    if gap <= 8 and (trigger.entry.verb or sentence.entry(trigger.at - 1, "carry") or gap <= 3):
        return "initiator", "role.subject-before"
    return "", ""


# «الخاضعة لسيطرة …», «تسيطر عليها …»: who holds a place has done nothing there.
_HOLDING = frozenset("لسيطره نفوذ لنفوذ عليها".split())
_AREAS = frozenset("تحت مناطق منطقه نطاق مواقع".split())
_FROM_HERE = frozenset("مصدره مصدرها من انطلاقا".split())


def _holds(forms: list[str], sentence: Sentence, i: int) -> bool:
    return i - 1 >= sentence.first and (
        forms[i - 1] in _HOLDING
        or (forms[i - 1] == "سيطره" and forms[i - 2] in _AREAS)
        or forms[i - 1].startswith(("تسيطر", "يسيطر", "الخاضع", "خاضع"))
    )


def _fired_from(forms: list[str], sentence: Sentence, i: int, claim: Claim) -> tuple[str, str]:
    """«قصف مصدره مناطق سيطرة …», «من مناطق تسيطر عليها …»: who holds the place that fire came from fired."""
    if claim.type not in BOMBARDMENT:
        return "", ""
    front = forms[max(sentence.first, i - 6) : i]
    fired = any(f in ("مصدره", "مصدرها") for f in front) or any(
        a == "من" and b.startswith("مناطق") for a, b in pairwise(front)
    )
    return ("initiator", "role.fired-from") if fired and _holds(forms, sentence, i) else ("", "")


_SUFFERS = ("استشهد", "اصيب", "توفي", "لقي", "لقوا", "قضوا", "جرحوا", "سقط")
_MARKS = frozenset("\"(/'[")
_HIT = frozenset(
    "مواقع موقع مقرات مقر نقاط نقطه تجمعات رتل رتلا حاجز حواجز معاقل معسكرات صفوف سياره سيارات اليه اليات".split()
)


_ALLY = frozenset("مدعومه مدعوما مدعوم بدعم بمسانده بمشاركه مسنوده بغطاء".split())


def _joined(forms: list[str], actor: ActorMention, claim: Claim) -> str:
    """«… والميليشيات», «مدعومة بـ…»: the role of the side just named."""
    previous, role, _ = claim.actors[-1]
    gap = [f for f in forms[previous.last : actor.first] if f not in _MARKS and f != "،"]
    joined = (not gap and forms[actor.first].startswith("و") and actor.skip) or gap == ["و"]
    allied = gap and len(gap) <= 2 and (gap[0] in _ALLY or gap[0].lstrip("و") in _ALLIES)
    return role if joined or allied else ""


def _claims_it(forms: list[str], sentence: Sentence, actor: ActorMention) -> bool:
    """«أعلن … مسؤوليته عن», «تبنى …», «بصمات …»: who claims an attack is its initiator."""
    behind = forms[actor.last : min(actor.last + 4, sentence.last)]
    front = forms[max(sentence.first, actor.first - 3) : actor.first]
    return any(f.startswith(("مسووليت", "مسووليه")) for f in behind) or any(
        f.removeprefix("و") in ("تبني", "تبنت", "تبناه", "تبنته", "بصمات") for f in front
    )


def outermost(forms: list[str], sentence: Sentence, i: int) -> tuple[int, str]:
    """Steps back over what belongs to the side («عناصر», «طائرات», «مواقع») to the word that has the preposition."""
    things, k = "", i
    while k - 1 >= sentence.first:
        entry = sentence.entry(k - 1, "through")
        hostile = sentence.entry(k - 1, "hostile")
        if forms[k - 1] in _MARKS:
            k -= 1
            continue
        owned = forms[k - 1].startswith(("تابع", "التابع")) and (
            sentence.entry(k - 2, "through") or sentence.entry(k - 2, "weapon") or sentence.entry(k - 2, "hostile")
        )
        if entry is None and hostile is None and not owned:
            break
        k -= 1
        stem = forms[k].removeprefix("و")
        if stem in _HIT or stem[1:] in _HIT:
            things = "hit"
    return k, things


def _nearest(claim: Claim, i: int) -> Trigger | None:
    """The act's word nearest before the side, else the first behind it."""
    earlier = [t for t in claim.triggers if t.at < i]
    return earlier[-1] if earlier else (claim.triggers[0] if claim.triggers else None)


def _speaker(sentence: Sentence, forms: list[str], i: int, last: int) -> bool:
    reach = (1, 2) if forms[i - 1] != "ان" else ()
    return any(sentence.entry(i - back, "say") or sentence.entry(i - back, "according") for back in reach) or (
        last < sentence.last and (sentence.entry(last, "say") is not None and sentence.entry(last, "say").verb)  # type: ignore[union-attr]
    )


_FIGHTERS = frozenset(("state_forces", "rebel", "militia", "coalition", "police"))


def _announces_own(sentence: Sentence, forms: list[str], actor: ActorMention, claim: Claim) -> bool:
    """«أعلن الجيش مقتل …», «أعلن الجيش قصف …»: the dead or the act that an armed side announces, in nobody else's name."""
    armed = bool(actor.rows) and actor.rows[0].kind in _FIGHTERS
    return (
        armed and _masdar_next(sentence, forms, actor.last) and all(role != "initiator" for _, role, _ in claim.actors)
    )


_OURS = frozenset(
    "انه انها انهم قواته قواتها مقاتليه مقاتلوه مقاتليها مقاتلوها جنوده عناصره عناصرها دفاعاته طايراته".split()
)


def _own_act(sentence: Sentence, forms: list[str], k: int) -> bool:
    """«أعلن … أنه استهدف …», «قالت … إن قواتها سيطرت …»: the speaker tells of an act of its own."""
    ours = next((at for at in range(k, min(k + 5, sentence.last)) if forms[at] in _OURS), None)
    if ours is None:
        return False
    behind = range(ours + 1, min(ours + 4, sentence.last))
    return any(
        (act := sentence.entry(at, "act") or sentence.entry(at, "carry")) is not None and act.verb for at in behind
    )


def _masdar_next(sentence: Sentence, forms: list[str], k: int) -> bool:
    """«أعلن الجيش قصف …»: an announced act of one's own."""
    for at in range(k, min(k + 8, sentence.last)):
        act = sentence.entry(at, "act") or sentence.entry(at, "harm") or sentence.entry(at, "damage")
        if act is not None:
            return not act.verb or forms[at - 1] == "عن" or sentence.at(at).get("harm") is not None
        if forms[at] in ("ان", "انه", ":"):
            return False
    return False


def _victim_of(sentence: Sentence, forms: list[str], i: int) -> bool:
    """«عنصران من …», «مواقع لـ…»: people or things of the side are what is hit."""
    for back in (1, 2):
        k = i - back
        if sentence.entry(k, "person") and (back == 1 or forms[i - 1] in ("من", "في", "ب", '"', "تنظيم")):
            return True
    return False


def _after_li(sentence: Sentence, forms: list[str], i: int, trigger: Trigger | None, claim: Claim) -> tuple[str, str]:
    """«قصف لقوات النظام» acts; «موقع لقوات النظام», «تابع لـ» is hit."""
    if forms[i - 1].endswith("ا") and not any(
        sentence.entry(i - back, c) for back in (1, 2) for c in ("act", "weapon")
    ):
        return "target", "role.li-owner"
    for back in (1, 2, 3):
        k = i - back
        if sentence.entry(k, "act") or sentence.entry(k, "weapon"):
            return "initiator", "role.li"
        if forms[k].startswith("التابع") and any(0 <= k - other.last <= 2 for other, _, _ in claim.actors):
            return "", ""
        if (
            forms[k].startswith(("تابع", "التابع"))
            and trigger is not None
            and 0 <= _first_verb(claim, i) - i <= _SUBJECT
        ):
            return "initiator", "role.owner-acts"
        if forms[k] in _AGAINST or sentence.entry(k, "person") or forms[k].startswith(("تابع", "التابع")):
            return "target", "role.li-owner"
    if trigger is not None and not trigger.entry.verb and i - trigger.at <= 4:
        return "initiator", "role.li"
    return "target", "role.li-owner"


# «المضادات التابعة للجيش أسقطت …»: the verb follows its long subject at once.
_SUBJECT = 4


def _first_verb(claim: Claim, i: int) -> int:
    return next((t.at for t in claim.triggers if t.at > i and t.entry.verb), -1)


def _behind(sentence: Sentence, forms: list[str], i: int, trigger: Trigger, claim: Claim) -> tuple[str, str]:
    gap = i - trigger.at - trigger.length
    taken = any(role == "initiator" for _, role, _ in claim.actors)
    if trigger.entry.category == "harm" and trigger.entry.verb and gap == 0:
        return "initiator", "role.subject"
    if trigger.entry.category in ("harm", "victim"):
        return "target", "role.victims-side"
    if gap <= 1 and not taken:
        return "initiator", "role.subject"
    if (
        gap <= 3
        and not taken
        and trigger.entry.verb
        and all(not forms[k].isalpha() or sentence.entry(k, "weapon") for k in range(trigger.at + 1, i))
    ):
        return "initiator", "role.subject"
    if forms[i].startswith("و") and claim.actors and i - claim.actors[-1][0].last <= 1:
        return claim.actors[-1][1], "role.and"
    return ("target", "role.object") if (taken or trigger.entry.verb) and gap <= 2 else ("", "")


def _settle(claim: Claim) -> None:
    """A side stands once in a claim; a side that acts is not also what is hit by it."""
    seen: dict[str, int] = {}
    kept: list[tuple[ActorMention, str, str]] = []
    for actor, role, rule in claim.actors:
        key = actor.rows[0].actor_id if actor.rows else f"{actor.nation}{actor.first if not actor.nation else ''}"
        if key in seen:
            continue
        seen[key] = 1
        kept.append((actor, role, rule))
    if claim.type == "agreement":
        kept = [(actor, "party", rule) for actor, _, rule in kept]
    claim.actors = kept
