"""Disjoint sets: things that belong together, directly or through others."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Generic, TypeVar

# Ordered and hashable; `Any`, because no protocol of the standard library says both.
T = TypeVar("T", bound=Any)


class Unions(Generic[T]):
    """Sets of things, each known by its least member.

    >>> sets = Unions("abc"); sets.join("c", "b"); sets.root("c")
    'b'
    """

    def __init__(self, things: Iterable[T]) -> None:
        self._parent = {thing: thing for thing in things}

    def __contains__(self, thing: object) -> bool:
        return thing in self._parent

    def root(self, thing: T) -> T:
        """The least member of the set of `thing`. Raises KeyError for a thing that was not given."""
        parent = self._parent
        while parent[thing] != thing:
            parent[thing] = parent[parent[thing]]
            thing = parent[thing]
        return thing

    def join(self, a: T, b: T) -> None:
        """Makes one set of two."""
        least, other = sorted((self.root(a), self.root(b)))
        self._parent[other] = least
