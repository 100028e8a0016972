"""Words and sentences of a folded text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from tawthiq.arabic.letters import Folded, fold
from tawthiq.model import Span

# A number keeps the separators inside it («26-8-2023», «1,200»), a word is a run of letters of one script (posts run a Latin name into
# the first Arabic word), the rest stands alone; «_» only parts words.
_TOKEN = re.compile(r"\d+(?:[.,/:\-]\d+)*|[^\W\d_A-Za-zÀ-ɏ]+|[A-Za-zÀ-ɏ]+|\n|[^\s\w]")
_ENDS = frozenset(".؟!?؛;\n…")


@dataclass(frozen=True, slots=True)
class Words:
    """The tokens of one report: `forms[i]` is the folded form, `starts`/`ends` its place in the folded text.

    Numbers («1,200»), words, line breaks ("\\n") and single punctuation marks are tokens; spaces are not.
    `sentences` are pairs of token indexes `[first, last)`, without the mark that ends them.
    """

    folded: Folded
    forms: list[str]
    starts: list[int]
    ends: list[int]
    sentences: list[tuple[int, int]]

    def span(self, first: int, last: int, skip: int = 0) -> Span:
        """The raw span of tokens `[first, last)`, without the first `skip` letters (the proclitic of a name)."""
        return self.folded.span(self.starts[first] + skip, self.ends[last - 1])

    def raw(self, first: int, last: int) -> str:
        """The untouched words of tokens `[first, last)`."""
        return self.span(first, last).of(self.folded.raw)


def split_words(raw: str) -> Words:
    """Folds and splits a text.

    >>> split_words("قُتل مدنيّان، أمس.").forms
    ['قتل', 'مدنيان', '،', 'امس', '.']
    """
    folded = fold(raw)
    text = folded.text
    spans = [match.span() for match in _TOKEN.finditer(text)]
    forms = [text[start:end] for start, end in spans]
    starts = [start for start, _ in spans]
    ends = [end for _, end in spans]
    return Words(folded, forms, starts, ends, _sentences(forms, starts, ends, is_wrapped(folded.text)))


# Lines broken to a width: at least so many of them, the widest of so many characters, and so many that had no room for the next word.
_LEAST_LINES, _NARROWEST, _WIDEST, _MOST = 4, 40, 130, 0.9
_CLOSING = (".", "؟", "!", "?", "؛", ";", "…", ":", '"', ")")


def is_wrapped(text: str) -> bool:
    """Whether the lines of a text were broken to a width, so that a line break inside a paragraph ends no sentence.

    In such a text the next line's first word would not have fitted on the line before.
    """
    lines = [line.strip() for line in text.split("\n")]
    widest = max(map(len, lines), default=0)
    if len(lines) < _LEAST_LINES or not _NARROWEST <= widest <= _WIDEST:
        return False
    running = [(line, after) for line, after in pairwise(lines) if line and after and not line.endswith(_CLOSING)]
    full = sum(len(line) + 1 + len(after.split()[0]) > widest for line, after in running)
    return len(running) >= _LEAST_LINES - 1 and full >= _MOST * len(running)


def _sentences(forms: list[str], starts: list[int], ends: list[int], wrapped: bool) -> list[tuple[int, int]]:
    """Sentences end at line breaks and closing marks; a dot that ends nothing («د. علي», «أ.ف.ب») does not count.

    In a wrapped text only an empty line breaks.
    """
    out: list[tuple[int, int]] = []
    first = 0
    for i, form in enumerate(forms):
        if form not in _ENDS:
            continue
        if wrapped and form == "\n" and forms[i + 1 : i + 2] != ["\n"] and forms[i - 1 : i] != ["\n"]:
            continue
        if form == "." and not _closes(forms, starts, ends, i):
            continue
        if i > first:
            out.append((first, i))
        first = i + 1
    if first < len(forms):
        out.append((first, len(forms)))
    return out


def _closes(forms: list[str], starts: list[int], ends: list[int], i: int) -> bool:
    """Whether the dot at `i` ends a sentence: not after a lone letter, nor between Latin letters («x.com»)."""
    if i == 0:
        return True
    before = forms[i - 1]
    if len(before) == 1 and before.isalpha() and starts[i] == ends[i - 1]:
        return False
    after = forms[i + 1] if i + 1 < len(forms) else "\n"
    return not (before.isascii() and after.isascii() and after.isalpha() and starts[i + 1] == ends[i])
