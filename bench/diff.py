"""Gains and losses against the frozen result: an average hides what broke."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]


def troubled(log: list[Json]) -> dict[str, int]:
    """Mistakes by report: what the frozen file keeps of an error log (no text)."""
    out: dict[str, int] = {}
    for row in log:
        out[row["doc_id"]] = out.get(row["doc_id"], 0) + 1
    return out


def figures(old: Json, new: Json) -> list[str]:
    """One line for each figure that moved by half a point or more."""
    lines = []
    for board, values in new.items():
        for name, value in values.items():
            before = old.get(board, {}).get(name)
            if isinstance(before, int | float) and abs(value - before) >= 0.005:
                lines.append(f"{board} {name}: {before:.3f} → {value:.3f} ({value - before:+.3f})")
    return lines


def reports(old: dict[str, int], new: dict[str, int]) -> tuple[list[str], list[str]]:
    """Reports with fewer mistakes than before, and with more, as «id -2»."""
    ids = sorted(old.keys() | new.keys())
    moved = [(i, new.get(i, 0) - old.get(i, 0)) for i in ids]
    return [f"{i} {d}" for i, d in moved if d < 0], [f"{i} +{d}" for i, d in moved if d > 0]
