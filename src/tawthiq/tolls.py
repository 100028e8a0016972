"""Tolls of an event, added up over the groups of people, one for each speaker."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tawthiq.model import Casualty


@dataclass(frozen=True, slots=True)
class Toll:
    """How many, as one speaker has it (`source` None: the report itself); None for a bound that nobody set."""

    low: int | None
    best: int | None
    high: int | None
    source: str | None = None

    def __str__(self) -> str:
        """«18», «17–20», «≥3», «≤5», «?».

        >>> str(Toll(3, None, None))
        '≥3'
        """
        if self.best is not None and (self.low, self.high) == (self.best, self.best):
            return str(self.best)
        if self.low is not None and self.high is not None:
            return f"{self.low}–{self.high}"
        if self.low is not None:
            return f"≥{self.low}"
        return f"≤{self.high}" if self.high is not None else "?"


def tolls(casualties: Iterable[Casualty], outcome: str) -> list[Toll]:
    """The tolls of one outcome, a sum over groups for each speaker, in the order of the report.

    Rival speakers are never added together: each tells of the same people.
    """
    by_speaker: dict[str | None, list[Casualty]] = {}
    for casualty in casualties:
        if casualty.outcome == outcome:
            by_speaker.setdefault(casualty.source, []).append(casualty)
    return [
        Toll(_sum(c.low for c in some), _sum(c.best for c in some), _sum(c.high for c in some), speaker)
        for speaker, some in by_speaker.items()
    ]


def _sum(numbers: Iterable[int | None]) -> int | None:
    """The sum, unknown where a part is."""
    total = 0
    for number in numbers:
        if number is None:
            return None
        total += number
    return total
