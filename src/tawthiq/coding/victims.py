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
    "في من علي عن الي مع بعد قبل خلال اثر جراء عند امس اليوم مساء صباح فجر ليل الذي التي وهو وهي بن البالغ البالغه".split()
) - {"بن"}
# What is said to bear a name; a word that no list knows may open it.
_BY_NAME = frozenset("يدعي ويدعي تدعي وتدعي المدعو المدعوه اسمه اسمها".split())
# In a word that no list knows these are «و», «ف» and prepositions, or the prefix of a verb.
_NOT_OPENING = frozenset("وفبلكيت")
_YEARS = frozenset("عاما عام سنه سنوات اعوام".split())
_KEEPS = frozenset(("common", "person", "place_head", "source_head"))
_LONGEST = 6


def name_at(words: Words, sentence: Sentence, k: int, last: int, called: bool = False) -> int:
    """Where the name of a person that begins at token `k` ends; `k` where none begins.

    A name opens with a given name or a by-name («أبو …») and has two words at least. Where the words before say that a
    name follows (`called`), it may open with a word that no list knows.
    """
    forms = words.forms
    if k >= last or not (
        _bare(forms[k]) in given_names() or forms[k] in _BYNAMES or (called and _may_open(words, sentence, k))
    ):
        return k
    end = k + 1
    while end < min(last, k + _LONGEST) and _continues(forms, sentence, end):
        end += 1
    return end if end - k >= 2 else k


def _may_open(words: Words, sentence: Sentence, k: int) -> bool:
    """Whether a word that no list of names knows can open a name: no article, particle or prefix, nothing known to mean
    something else, and no ending of a common noun.

    «علي» is a name only where it is not written «على».
    """
    form = words.forms[k]
    if form == "علي":
        return words.raw(k, k + 1).endswith("ي") and words.forms[k + 1 : k + 2] != ["يد"]
    plain = form.isalpha() and len(form) > 2 and form not in _NO_NAME and form[0] not in _NOT_OPENING
    plain = plain and not form.startswith("ال") and not form.endswith("ه")
    return plain and not sentence.at(k).entries and not any(d.first <= k < d.last for d in sentence.dates)


def names_from(
    words: Words, sentence: Sentence, k: int, last: int, called: bool = False
) -> tuple[tuple[Span, ...], int]:
    """The names that begin at token `k`, joined by «و» or a comma, and the token behind them.

    Quotes, «المدعو», «وهما» and the like may stand in front, an age behind («فلان الفلاني (40 عاماً)»). `called` says that
    the words before make a name likely.
    """
    out: list[Span] = []
    forms = words.forms
    while k < last:
        start = k
        while start < min(last, k + 4) and (
            forms[start] in _SKIPPED or forms[start] in _CALLED or (forms[start] == "و" and out)
        ):
            start += 1
        called = (called and not out) or forms[start - 1] in _BY_NAME
        end = name_at(words, sentence, start, last, called)
        if end == start or (out and not _joined(forms, k, start)):
            break
        skip = int(bool(out) and forms[start].startswith("و") and forms[start] not in given_names())
        out.append(words.span(start, end, skip))
        k = _past_age(forms, end, last)
    return tuple(out), k


def _past_age(forms: list[str], k: int, last: int) -> int:
    """The token behind «(40 عاماً)» or «البالغ من العمر 11 عاماً» at token `k`; `k` where no age is told."""
    for opening in (("(",), ("البالغ", "من", "العمر"), ("البالغه", "من", "العمر")):
        at = k + len(opening)
        if tuple(forms[k:at]) == opening and at + 1 < last and forms[at].isdigit() and forms[at + 1] in _YEARS:
            return at + 2 + int(opening == ("(",) and forms[at + 2 : at + 3] == [")"])
    return k


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
