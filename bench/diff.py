"""Gains and losses against the frozen result: an average hides what broke."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

Json = dict[str, Any]
Verdicts = dict[str, Json]  # by doc_id: lists of gold indexes under found, typed, clean; a number under false

LEVELS = ("found", "typed", "clean")
EMPTY: Json = {"figures": {}, "verdicts": {}}


def read(path: Path) -> Json:
    """The frozen result, or an empty one where none is frozen yet."""
    if not path.is_file():
        return EMPTY
    frozen: Json = json.loads(path.read_text(encoding="utf-8"))
    return EMPTY | frozen


def freeze(path: Path, frozen: Json, result: Json) -> None:
    """Writes `result` over `frozen`, board by board: boards that were not run stay as they were."""
    merged = {part: {**frozen[part], **result[part]} for part in EMPTY}
    path.write_text(json.dumps(merged, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def shown(value: float, before: float | None) -> str:
    """A figure, and in brackets by how much it moved: «0.600 (+0.100)»."""
    text = _number(value)
    if before is None or _number(before) == text:
        return text
    return f"{text} ({'+' if value > before else '-'}{_number(abs(value - before))})"


def _number(value: float) -> str:
    """Three places for shares, one for larger measures such as reports a second, none for whole numbers."""
    if isinstance(value, int):
        return str(value)
    return f"{value:.3f}" if abs(value) < 10 else f"{value:.1f}"


def movements(old: Verdicts, new: Verdicts) -> list[str]:
    """Lines such as «typed: gained a#0, a#3; lost b#1», and reports with fewer or more made-up events.

    Only reports that both results hold are compared.
    """
    both = [doc_id for doc_id in new if doc_id in old]
    lines = [_level(level, old, new, both) for level in LEVELS]
    return [line for line in (*lines, _made_up(old, new, both)) if line]


def _level(level: str, old: Verdicts, new: Verdicts, both: list[str]) -> str:
    before, now = (_events(verdicts, level, both) for verdicts in (old, new))
    return _line(level, "gained", _names(now - before), "lost", _names(before - now))


def _events(verdicts: Verdicts, level: str, docs: list[str]) -> set[tuple[str, int]]:
    return {(doc_id, index) for doc_id in docs for index in verdicts[doc_id][level]}


def _names(events: set[tuple[str, int]]) -> list[str]:
    return [f"{doc_id}#{index}" for doc_id, index in sorted(events)]


def _made_up(old: Verdicts, new: Verdicts, both: list[str]) -> str:
    moved = {doc_id: new[doc_id]["false"] - old[doc_id]["false"] for doc_id in sorted(both)}
    fewer = [f"{doc_id} {by}" for doc_id, by in moved.items() if by < 0]
    more = [f"{doc_id} +{by}" for doc_id, by in moved.items() if by > 0]
    return _line("made up", "fewer in", fewer, "more in", more)


def _line(name: str, good: str, gained: list[str], bad: str, lost: list[str]) -> str:
    parts = [f"{word} {len(keys)}: {', '.join(keys)}" for word, keys in ((good, gained), (bad, lost)) if keys]
    return f"{name}: {'; '.join(parts)}" if parts else ""
