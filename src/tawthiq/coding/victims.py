"""Victims' names: who was killed, hurt, taken or freed, where the report names them."""

from __future__ import annotations

from tawthiq.arabic.words import Words
from tawthiq.coding.scan import Sentence
from tawthiq.knowledge.names import given_names
from tawthiq.model import Span

_BYNAMES = frozenset(("ابو", "ام", "عبد", "ابن"))
_SKIPPED = frozenset(('"', "(", ":", "،", "/"))
_CALLED = frozenset("يدعي ويدعي تدعي وتدعي المدعو المدعوه اسمه اسمها وهو وهي وهما وهم كل من هم".split())
_NO_NAME = frozenset(
    "في من علي عن الي مع بعد قبل خلال اثر جراء عند امس اليوم مساء صباح فجر ليل الذي التي وهو وهي بن".split()
) - {"بن"}
_KEEPS = frozenset(("common", "person", "place_head", "source_head"))
_LONGEST = 6


def name_at(words: Words, sentence: Sentence, k: int, last: int) -> int:
    """Where the name of a person that begins at token `k` ends; `k` where none begins.

    A name opens with a given name or a by-name («أبو …») and has two words at least.
    """
    forms = words.forms
    if k >= last or not (_bare(forms[k]) in given_names() or forms[k] in _BYNAMES):
        return k
    end = k + 1
    while end < min(last, k + _LONGEST) and _continues(forms, sentence, end):
        end += 1
    return end if end - k >= 2 else k


def names_from(words: Words, sentence: Sentence, k: int, last: int) -> tuple[tuple[Span, ...], int]:
    """The names that begin at token `k`, joined by «و» or a comma, and the token behind them.

    Quotes, «المدعو», «وهما» and the like may stand in front.
    """
    out: list[Span] = []
    forms = words.forms
    while k < last:
        start = k
        while start < min(last, k + 4) and (
            forms[start] in _SKIPPED or forms[start] in _CALLED or (forms[start] == "و" and out)
        ):
            start += 1
        end = name_at(words, sentence, start, last)
        if end == start or (out and not _joined(forms, k, start)):
            break
        skip = int(bool(out) and forms[start].startswith("و") and forms[start] not in given_names())
        out.append(words.span(start, end, skip))
        k = end
    return tuple(out), k


def _joined(forms: list[str], k: int, start: int) -> bool:
    return forms[start].startswith("و") or any(f in ("و", "،") for f in forms[k:start])


def _bare(form: str) -> str:
    names = given_names()
    return form if form in names or not form.startswith("و") else form[1:]


def _continues(forms: list[str], sentence: Sentence, k: int) -> bool:
    form = forms[k]
    if not form.isalpha() or len(form) < 2 or form in _NO_NAME or (form.startswith("و") and form[1:] in given_names()):
        return False
    if form.startswith("و") and form not in given_names():
        return False
    if (
        any(e.category not in _KEEPS or e.verb for e in sentence.at(k).entries)
        or sentence.at(k).get("person") is not None
    ):
        return form in given_names()
    return not any(d.first <= k < d.last for d in sentence.dates)
