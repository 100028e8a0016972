"""How far reading has come, in bytes: what a progress bar needs to know."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import BinaryIO


@dataclass
class Gauge:
    """Bytes read so far. `total` is None where an input's size is known only at its end (standard input, an address)."""

    total: int | None = 0
    _before: int = 0
    _open: list[BinaryIO] = field(default_factory=list)

    def expect(self, size: int | None) -> None:
        """Adds an input of so many bytes, None where nobody knows."""
        self.total = None if self.total is None or size is None else self.total + size

    @contextmanager
    def reading(self, stream: BinaryIO, size: int) -> Iterator[None]:
        """Follows a file of so many bytes while it is read; behind it all of it counts as read."""
        self._open.append(stream)
        try:
            yield
        finally:
            self._open.pop()
            self._before += size

    @property
    def done(self) -> int:
        """Bytes of the files that are through, and of the open one what has been taken from it."""
        try:
            return self._before + sum(stream.tell() for stream in self._open)
        except (OSError, ValueError):
            # A pipe has no position, a stream that a parser closed none any more.
            return self._before
