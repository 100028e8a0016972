"""Folding letters, with a map back to the untouched text.

Folding makes spellings of one word equal («سورية»/«سوريا» aside): marks, tatweel and invisible controls go, alef,
ya, ta marbuta and hamza seats become one letter each, digits become ASCII. Words that were split to slip past a
filter («بقـ.صف», «شهـ ـيد») are joined again.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from tawthiq.model import Span

# One letter for one letter, so that no position moves.
_ONE_TO_ONE = str.maketrans(
    "أإآٱىیئؤةکڪہھ٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹“”„‟«»‹›″＂–—―−‑\u00a0\u202f\u2009\u3000\t\r\x0b\x0c\x85\u2028\u2029",
    'اااايييوهككهه01234567890123456789""""""""""-----      \n\n\n\n\n',
)
_REPLACEMENTS = tuple((chr(a), chr(b) if isinstance(b, int) else b) for a, b in _ONE_TO_ONE.items())
_MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u08d3-\u08ff"
_UNSEEN = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff\x00-\x08\x0e-\x1f\x7f"
_TATWEEL = "\u0640"
_DROPPED = re.compile(f"[{_MARKS}{_UNSEEN}{_TATWEEL}]+")
# A letter, a tatweel that joins it to nothing, then a dot or space, then the rest of the word: «بقـ.صف», «شهـ ـيد».
# A lone «هـ» is the Hijri era, not the beginning of the next word («1439 هـ وقال»), unless that word has a tatweel too.
_GAP = r"[ .*_\-]{1,2}"
_LETTER = "[ء-غف-ي]"
_NOT_ERA = f"(?:(?<!ه)|(?<={_LETTER}ه))"
_SPLIT = re.compile(
    f"(?<={_LETTER})(?:{_TATWEEL}+{_GAP}{_TATWEEL}+|{_NOT_ERA}{_TATWEEL}+{_GAP}|{_GAP}{_TATWEEL}+)(?={_LETTER})"
)
_PRESENTATION = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text and where each of its characters stands in the raw text.

    `places` is None where folding moved nothing; else `places[i]` is the raw position of folded character i, and its
    last entry is the length of the raw text.
    """

    raw: str
    text: str
    places: list[int] | None

    def at(self, position: int) -> int:
        """The raw position of a folded one."""
        return position if self.places is None else self.places[position]

    def span(self, start: int, end: int) -> Span:
        """The raw span of the folded stretch `[start, end)`; marks behind its last letter belong to it.

        >>> f = fold("قُتِلَ مدنيّ"); f.span(0, 3).of(f.raw)
        'قُتِلَ'
        """
        if self.places is None:
            return Span(start, end)
        if end <= start:
            return Span(self.places[start], self.places[start])
        return Span(self.places[start], self._end(end))

    def _end(self, end: int) -> int:
        assert self.places is not None
        last = self.places[end - 1] + 1
        following = self.places[end]
        while last < following and unicodedata.combining(self.raw[last]):
            last += 1
        return last


def fold_word(word: str) -> str:
    """A word or phrase folded without a map: for lexicon entries and search keys.

    >>> fold_word("قوّات سورية الديموقراطيّة")
    'قوات سوريه الديموقراطيه'
    """
    return fold(word).text


def _one_to_one(text: str) -> str:
    for old, new in _REPLACEMENTS:
        if old in text:
            text = text.replace(old, new)
    return text


def fold(raw: str) -> Folded:
    """Folds any text. Lengths change only where something is dropped, a split word joined or a ligature spelled out."""
    text = raw
    places: list[int] | None = None
    if _PRESENTATION.search(text):
        text, places = _spell_out(text)
    if _TATWEEL in text:
        text, places = _drop(_SPLIT, text, places)
    text, places = _drop(_DROPPED, text, places)
    return Folded(raw, _one_to_one(text), places)


def _spell_out(text: str) -> tuple[str, list[int]]:
    """Presentation forms and ligatures as plain letters (NFKC, one character at a time)."""
    out: list[str] = []
    places: list[int] = []
    for i, char in enumerate(text):
        plain = unicodedata.normalize("NFKC", char) if _PRESENTATION.match(char) else char
        out.append(plain)
        places.extend([i] * len(plain))
    places.append(len(text))
    return "".join(out), places


def _drop(pattern: re.Pattern[str], text: str, places: list[int] | None) -> tuple[str, list[int] | None]:
    """Takes every match of `pattern` out of the text, keeping the map."""
    kept: list[str] = []
    mapped: list[int] = []
    last = 0
    for match in pattern.finditer(text):
        start, end = match.span()
        kept.append(text[last:start])
        mapped.extend(range(last, start) if places is None else places[last:start])
        last = end
    if last == 0:
        return text, places
    kept.append(text[last:])
    mapped.extend(range(last, len(text) + 1) if places is None else places[last:])
    return "".join(kept), mapped
