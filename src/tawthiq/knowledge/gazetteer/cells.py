"""What the readers of all forms share: numbers, points and Arabic names out of cells."""

from __future__ import annotations

import re

_ARABIC = re.compile("[\u0621-\u064a]")


def number(text: object) -> float | None:
    """A cell as a number; None where it holds none."""
    try:
        return float(str(text)) if str(text).strip() else None
    except ValueError:
        return None


def point(lat: object, lon: object) -> tuple[float | None, float | None]:
    """A point in degrees; no point where either half is missing or out of range."""
    a, b = number(lat), number(lon)
    sound = a is not None and b is not None and -90 <= a <= 90 and -180 <= b <= 180
    return (a, b) if sound else (None, None)


def names(*cells: str) -> tuple[str, ...]:
    """The Arabic names in cells that part them by «|» or «،», each once."""
    each = (name.strip() for cell in cells for name in re.split(r"[|،]", cell or ""))
    return tuple(dict.fromkeys(name for name in each if _ARABIC.search(name)))
