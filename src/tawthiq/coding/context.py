"""What an act belongs to: the truce or zone that the text ties to it, and the named operation."""

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
    """Fills `claim.agreement` and `claim.operation` from the claim's sentence."""
    claim.agreement = _first(words, claim, "agreement", _agreement_end)
    claim.operation = _first(words, claim, "operation", _operation_end)


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
    """«عملية "…"»: a head needs its name in quotes; a known operation's name stands alone."""
    if value == "name":
        return end
    return _closing(forms, end, claim.sentence.last) if end < claim.sentence.last and forms[end] in _QUOTES else k


def _closing(forms: list[str], opened: int, last: int) -> int:
    """The token behind the closing quote; `opened` itself where none follows close by."""
    close = next((k for k in range(opened + 1, min(opened + _LONGEST, last)) if forms[k] in _QUOTES), None)
    return close + 1 if close is not None and close > opened + 1 else 0
