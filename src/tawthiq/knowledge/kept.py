"""What was worked out for a word form, kept for the next time it is met."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

V = TypeVar("V")
# So many different word forms are remembered; a year's press has more.
_MOST = 200_000


class Kept(dict[str, V]):
    """A dictionary that works out what it lacks, and forgets all of it when it has grown too large.

    >>> lengths = Kept(len)
    >>> lengths["قصف"], dict(lengths)
    (3, {'قصف': 3})
    """

    def __init__(self, work_out: Callable[[str], V]) -> None:
        super().__init__()
        self._work_out = work_out

    def __missing__(self, form: str) -> V:
        if len(self) >= _MOST:
            self.clear()
        found = self[form] = self._work_out(form)
        return found
