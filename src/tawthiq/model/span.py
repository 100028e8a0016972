"""Where in a report a value stands."""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """A half-open stretch `[start, end)` of a report, in Unicode code points of its untouched text.

    >>> Span(4, 8).of("في حي جوبر")
    'ي جو'
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words that the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end
