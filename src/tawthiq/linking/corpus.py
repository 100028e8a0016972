"""How common words and days are among many reports: what a shared word or a shared day is worth."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

# A word that more than one report in twelve has (of few reports: more than three) tells none of them from the others.
_COMMON_SHARE, _FEW = 1 / 12, 3
_FULL_DAY = 100


@dataclass(frozen=True, slots=True)
class Corpus:
    """Counts over reports: how many there are, in how many a stem stands, how many were published on a day.

    Frozen: as long as it stays the same, a pair is judged the same whatever other reports come.
    """

    reports: int
    words: Mapping[str, int]
    days: Mapping[int, int]

    def idf(self, word: str) -> float:
        """Inverse document frequency in nats, at least 1 for a word that was counted."""
        return 1 + math.log((self.reports + 1) / (self.words.get(word, 0) + 1))

    def rarity(self, word: str) -> float:
        """The same between 0 (in every report) and 1 (in none), whatever the number of reports; 0 for common words."""
        count = self.words.get(word, 0)
        if count > max(_FEW, self.reports * _COMMON_SHARE):
            return 0.0
        return math.log((self.reports + 1) / (count + 1)) / math.log(self.reports + 2)

    def crowd(self, days: Collection[int]) -> float:
        """How full the fullest of the days is, by the logarithm: 0 for one report, 1 for 100, 1.5 for a thousand."""
        most = max((self.days.get(day, 0) for day in days), default=0)
        return math.log(max(most, 1), _FULL_DAY)

    def vector(self, words: Mapping[str, int]) -> dict[str, float]:
        """A vector of length 1 over stems; empty where there are none. Repetition counts by its logarithm."""
        vector = {word: (1 + math.log(count)) * self.idf(word) for word, count in words.items()}
        length = math.sqrt(math.fsum(value * value for value in vector.values()))
        return {word: value / length for word, value in vector.items()} if length else {}


def corpus(counted: Sequence[Mapping[str, int]], published: Iterable[Collection[dt.date]]) -> Corpus:
    """Counts of the stems of some reports, and of the days that each may be of."""
    words: Counter[str] = Counter()
    for each in counted:
        words.update(each.keys())
    days = Counter(day.toordinal() for each in published for day in set(each))
    return Corpus(len(counted), words, days)
