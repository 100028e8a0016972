"""The lexicon: which folded words name acts, harm, persons, weapons, speakers and cues.

A line of `resources/acts.tsv` or `resources/lexicon.tsv` lists verbs as past/present stems, conjugated here, and other
forms as they stand; `+` joins the words of a phrase. Looking a word up takes off the proclitics و ف ب ل ك س and the
article, and a pronoun behind, unless the whole word is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from tawthiq.arabic.letters import fold_word
from tawthiq.knowledge.kept import Kept
from tawthiq.knowledge.tables import read_table


@dataclass(frozen=True, slots=True)
class Entry:
    """One meaning of a form. `rule` is its id in explanations; `verb` tells a conjugated form from a noun."""

    category: str
    value: str
    rule: str
    verb: bool
    strength: int = 0
    length: int = 1


class Reading:
    """What a word may mean: its entries, the first of each category, and the proclitics taken off («وب»)."""

    __slots__ = ("by", "entries", "proclitic")

    def __init__(self, entries: tuple[Entry, ...], proclitic: str) -> None:
        self.entries = entries
        self.proclitic = proclitic
        self.by: dict[str, Entry] = {}
        for entry in entries:
            self.by.setdefault(entry.category, entry)

    def get(self, category: str) -> Entry | None:
        """The first entry of that category, or None."""
        return self.by.get(category)


NOTHING = Reading((), "")
# The categories that name an act or harm.
TRIGGERS = frozenset(("act", "harm", "victim"))
# Phrases by the spellings of their second word.
_Phrases = dict[str, list[tuple[tuple[str, ...], Entry]]]


class Look(NamedTuple):
    """What a form may be by itself: its reading, the phrases it may open, and whether it can name an act or harm.

    The phrases are by their second word, with the proclitics taken off; most forms open none.
    """

    reading: Reading
    openings: tuple[tuple[_Phrases, str], ...]
    may_trigger: bool


_PAST = ("", "ت", "وا", "تا", "ا", "نا")
_PRONOUNS = ("هما", "هم", "هن", "ها", "ه", "نا")
_PROCLITICS = (
    "",
    "و",
    "ف",
    "ب",
    "ل",
    "ك",
    "س",
    "وب",
    "ول",
    "وس",
    "فب",
    "فل",
    "ال",
    "وال",
    "فال",
    "بال",
    "كال",
    "وبال",
    "لل",
    "ولل",
)


def _conjugate(pair: str) -> Iterator[str]:
    """All forms of «قصف/يقصف»: past and present, the three persons of news prose."""
    past, _, present = pair.partition("/")
    yield from (_past(past, ending) for ending in _PAST)
    if present:
        stem = present[1:]
        yield from (person + stem + ending for person in "يتن" for ending in ("", "ون", "وا", "ان"))


def _past(stem: str, ending: str) -> str:
    """A weak last letter goes or turns before an ending: «تصدي» → «تصدت», «تصدوا»."""
    if stem.endswith("ي") and ending in ("ت", "وا", "تا"):
        return stem[:-1] + ending
    return stem + ending


class Lexicon:
    """All words of the two resource files, by folded form; phrases by their first word."""

    def __init__(self) -> None:
        self.single: dict[str, list[Entry]] = {}
        self.phrases: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
        # What each form seen so far may be, worked out when it is first asked for.
        self.looks: dict[str, Look] = Kept(self._look)
        for cells in read_table("acts.tsv"):
            name, kind, strength, verbs, nouns = cells
            self._add("act", kind, "act." + name, int(strength), verbs, nouns)
        for category, value, verbs, nouns in read_table("lexicon.tsv"):
            self._add(category, value, f"{category}.{value}", 0, verbs, nouns)
        for options in self.phrases.values():
            options.sort(key=lambda option: -len(option[0]))

    def _add(self, category: str, value: str, rule: str, strength: int, verbs: str, nouns: str) -> None:
        for pair in verbs.split():
            if pair == ".":
                continue
            forms: Iterable[str] = (pair,) if "+" in pair else _conjugate(pair)
            for form in forms:
                self._form(form, Entry(category, value, rule, True, strength))
        for form in nouns.split():
            if form != ".":
                self._form(form, Entry(category, value, rule, False, strength))

    def _form(self, form: str, entry: Entry) -> None:
        words = tuple(w for w in fold_word(form).split("+") if w)
        if len(words) == 1:
            self.single.setdefault(words[0], []).append(entry)
        else:
            longer = Entry(entry.category, entry.value, entry.rule, entry.verb, entry.strength, len(words))
            self.phrases.setdefault(words[0], []).append((words, longer))

    def read(self, form: str) -> Reading:
        """The reading of a folded word; `NOTHING` where it is not in the lexicon."""
        return self.looks[form].reading

    def _look(self, form: str) -> Look:
        reading, opened = self._look_up(form), self._open(form)
        entries = (e for by_second, _ in opened for options in by_second.values() for _, e in options)
        return Look(reading, opened, any(e.category in TRIGGERS for e in (*reading.entries, *entries)))

    def _look_up(self, form: str) -> Reading:
        for stem, proclitic in _stems(form):
            entries = self.single.get(stem)
            if entries:
                return Reading(tuple(entries), proclitic)
        return NOTHING

    def _open(self, form: str) -> tuple[tuple[_Phrases, str], ...]:
        out: list[tuple[_Phrases, str]] = []
        for stem, proclitic in _stems_bare(form):
            by_second: _Phrases = {}
            for words, entry in self.phrases.get(stem, ()):
                for spelling in _spellings(words[1]):
                    by_second.setdefault(spelling, []).append((words, entry))
            if by_second:
                out.append((by_second, proclitic))
        return tuple(out)


def phrase_at(openings: tuple[tuple[_Phrases, str], ...], forms: list[str], i: int, last: int) -> Reading:
    """All phrases that begin at token `i`, whose `openings` are given, the longest first; `NOTHING` where none does."""
    if i + 1 < last:
        for by_second, proclitic in openings:
            found = [entry for words, entry in by_second.get(forms[i + 1], ()) if _follows(words, forms, i, last)]
            if found:
                return Reading(tuple(found), proclitic)
    return NOTHING


def _follows(words: tuple[str, ...], forms: list[str], i: int, last: int) -> bool:
    """Whether the third word and those behind it stand there."""
    if i + len(words) > last:
        return False
    return all(forms[i + k] in _spellings(words[k]) for k in range(2, len(words)))


@cache
def _spellings(want: str) -> frozenset[str]:
    """A word inside a phrase: bare, with the article, with «ب»."""
    return frozenset((want, "ال" + want, "ب" + want, "بال" + want))


def _stems_bare(form: str) -> list[tuple[str, str]]:
    return [(form[len(p) :], p) for p in _PROCLITICS if form.startswith(p) and len(form) - len(p) >= 2]


def _stems(form: str) -> Iterator[tuple[str, str]]:
    """The word as it is, then without proclitics, then also without a pronoun behind (ة before it is ت)."""
    bare = _stems_bare(form)
    yield from bare
    for stem, proclitic in bare:
        for pronoun in _PRONOUNS:
            if stem.endswith(pronoun) and len(stem) - len(pronoun) >= 3:
                rest = stem[: -len(pronoun)]
                yield rest, proclitic
                if rest.endswith("ت"):
                    yield rest[:-1] + "ه", proclitic
                if rest.endswith("و"):
                    yield rest + "ا", proclitic


@cache
def lexicon() -> Lexicon:
    """The one lexicon of the process."""
    return Lexicon()
