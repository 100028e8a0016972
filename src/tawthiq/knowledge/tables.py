"""The tables under `resources/`: rows of cells between tabs."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources


class BrokenTable(RuntimeError):
    """A table of this installation is missing or cannot be read: nothing a report could be blamed for."""


def read_table(name: str) -> Iterator[list[str]]:
    """The rows of a resource table; comment and empty lines left out. Raises BrokenTable where there is none to read."""
    try:
        text = (resources.files("tawthiq") / "resources" / name).read_text(encoding="utf-8")
    except (OSError, UnicodeError) as error:
        raise BrokenTable(f"{name}: {error}") from error
    for line in text.splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")
