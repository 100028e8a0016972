"""What hangs on an act: the truce or zone that the text ties to it, the named operation, what was destroyed."""

from __future__ import annotations

from collections.abc import Callable

from tawthiq.arabic.words import Words
from tawthiq.coding.claims import Claim
from tawthiq.model import EvidenceValue

# An agreement's words go on until a verb, a stop or one of these.
_ENDS = frozenset("في من علي عن التي الذي بعد قبل منذ خلال مع بين الي ضمن رغم ان".split())
_INSIDE = frozenset("النار اطلاق لاطلاق التصعيد التوتر تخفيف خفض العداييه".split())
_QUOTES = frozenset(('"', "'"))
_LONGEST = 7


def find_context(words: Words, claim: Claim) -> None:
    """Fills `claim.agreement` and `claim.operation` from the claim's sentence, `claim.damage` from the claim itself."""
    claim.agreement = _first(words, claim, "agreement", _agreement_end)
    claim.operation = _first(words, claim, "operation", _operation_end)
    claim.damage = _damage(words, claim)


def hand_back(words: Words, claim: Claim, before: Claim) -> None:
    """«ويأتي هذا القصف في ظل سريان اتفاق …»: what a sentence says of the act told before it hangs on that act too."""
    opening = words.forms[claim.sentence.first : claim.sentence.first + 2]
    if len(opening) == 2 and opening[0].removeprefix("و") in _COMES and opening[1] in _THIS:
        before.agreement = before.agreement or claim.agreement
        before.operation = before.operation or claim.operation


_COMES = frozenset(("ياتي", "تاتي", "جاء", "جاءت"))
_THIS = frozenset(("هذا", "هذه", "ذلك"))


def _damage(words: Words, claim: Claim) -> EvidenceValue | None:
    """The first words of the claim that tell what was destroyed, up to who did it, harm, or the next act."""
    for k in claim.sentence.where("damage", claim.first, claim.last):
        entry = claim.sentence.entry(k, "damage")
        if entry is not None:
            end = k + entry.length
            while end < min(claim.last, k + _LONGEST_DAMAGE) and _of_damage(words.forms, claim, end):
                end += 1
            span = words.span(k, end, len(claim.sentence.at(k).proclitic.removesuffix("ال")))
            return EvidenceValue(span.of(words.folded.raw), span, entry.rule)
    return None


_LONGEST_DAMAGE = 8
_NOT_DAMAGE = frozenset(
    "جراء اثر نتيجه بسبب دون بدون حسب بحسب وفق خلال التي الذي خلفها خلفه تصل من علي الي لم ولم".split()
)
# «أضرار في ممتلكات المدنيين»: what lies behind «في» belongs to the damage where it is property, else it is the place.
_PROPERTY = tuple(
    "ممتلكات منازل منزل مبني مباني ابنيه بناء مزارع محال محلات سيارات مسجد مدرسه بنيه مكان موقع ساحه".split()
)


def _of_damage(forms: list[str], claim: Claim, k: int) -> bool:
    form, behind = forms[k], forms[k + 1] if k + 1 < claim.last else ""
    if form == "في":
        return behind.removeprefix("ال").startswith(_PROPERTY)
    if form in ("من", "علي", "الذي", "التي"):
        # «عدد من الآليات», «اقتصرت الأضرار على الماديات», «الدمار الذي لحق بالمنازل».
        return forms[k - 1] == "عدد" if form == "من" else behind.startswith(_REACHED[form])
    said = claim.sentence.entry(k, "act") or claim.sentence.entry(k, "harm") or claim.sentence.entry(k, "say")
    return (
        form.isalnum() and form not in _NOT_DAMAGE and not said and not any(a.first == k for a in claim.sentence.actors)
    )


_REACHED = {"علي": "الماد", "الذي": "لحق", "التي": "لحقت"}


def _first(
    words: Words, claim: Claim, category: str, end_of: Callable[[list[str], Claim, int, int, str], int]
) -> EvidenceValue | None:
    for k in claim.sentence.where(category, claim.sentence.first, claim.sentence.last):
        entry = claim.sentence.entry(k, category)
        if entry is None:
            continue
        end = end_of(words.forms, claim, k, k + entry.length, entry.value)
        if end > k:
            skip = len(claim.sentence.at(k).proclitic.removesuffix("ال"))
            span = words.span(k, end, skip)
            return EvidenceValue(span.of(words.folded.raw), span, entry.rule)
    return None


def _agreement_end(forms: list[str], claim: Claim, k: int, end: int, value: str) -> int:
    """«اتفاق "…"», «منطقة خفض التصعيد», «هدنة»: past quotes and what belongs to the name."""
    if value == "whole":
        return end
    if end < claim.sentence.last and forms[end] in _QUOTES:
        return _closing(forms, end, claim.sentence.last)
    start = end
    while end < min(claim.sentence.last, k + _LONGEST) and forms[end].isalpha() and forms[end] not in _ENDS:
        if forms[end] not in _INSIDE and (claim.sentence.entry(end, "act") or claim.sentence.entry(end, "say")):
            break
        end += 1
    return end if end > start else k


def _operation_end(forms: list[str], claim: Claim, k: int, end: int, value: str) -> int:
    """«عملية "…"», «عملية تحرير الموصل»: a head needs a name, in quotes or behind a word of campaigns; a known name stands
    alone. A room of operations and a campaign that speaks are organisations."""
    if (k > claim.sentence.first and forms[k - 1] == "عمليات") or forms[k - 2 : k] == ["عمليات", '"']:
        return k
    if value == "name":
        return end
    if k > claim.sentence.first and claim.sentence.entry(k - 1, "say"):
        return k
    if end < claim.sentence.last and forms[end] in _QUOTES:
        return _closing(forms, end, claim.sentence.last)
    last = min(claim.sentence.last, end + 3)
    if end < last and forms[end] in _CAMPAIGN:
        end += 1
        while end < last and _of_name(forms, claim, end):
            end += 1
        return end if end - k > 2 else k
    return k


def _of_name(forms: list[str], claim: Claim, k: int) -> bool:
    dated = any(d.first <= k < d.last for d in claim.sentence.dates)
    return forms[k].isalpha() and forms[k] not in _ENDS and forms[k][0] not in "بلو" and not dated


_CAMPAIGN = frozenset(("تحرير", "الشهيد", "استعاده"))


def _closing(forms: list[str], opened: int, last: int) -> int:
    """The token behind the closing quote; `opened` itself where none follows close by."""
    close = next((k for k in range(opened + 1, min(opened + _LONGEST, last)) if forms[k] in _QUOTES), None)
    return close + 1 if close is not None and close > opened + 1 else 0
