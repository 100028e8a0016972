"""An event as statements, one for each value, and back again: what the archive keeps is the statements."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from tawthiq.model import CodedReport, Event

Json = dict[str, Any]
_ENCODE = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
# Hexadecimal digits of an id: 128 bits, so that no two things of an archive ever share one.
_DIGITS = 32
# Fields of an event that hold one value, and those that hold a list; each value has its span and its rule.
_SINGLE = ("type", "status", "date", "agreement", "operation", "damage")
_LISTS = ("type_also", "places", "actors", "casualties", "weapons", "sources", "denied_by")


class Statement(NamedTuple):
    """One value of one event: `field` is its name, lists numbered from 0 («casualties.1»), `value` canonical JSON.

    `[start, end)` are code points of the report's text; `rule` is None for evidence, which is words and nothing more.
    """

    statement_id: str
    field: str
    value: str
    start: int
    end: int
    rule: str | None


def canonical(value: Any) -> str:
    """JSON that is the same text whenever the value is the same."""
    return _ENCODE(value)


def digest(value: Any) -> str:
    """SHA-256, in hex, of the canonical JSON."""
    return hashlib.sha256(canonical(value).encode()).hexdigest()


def anchored(coded: CodedReport) -> Iterator[tuple[str, Event]]:
    """The events under ids that hold when the report is coded again: doc_id, and where the act stands in the text."""
    seen: dict[str, int] = {}
    for event in coded.events:
        name = f"{coded.doc_id}#{event.type.span.start}-{event.type.span.end}"
        seen[name] = seen.get(name, 0) + 1
        yield name if seen[name] == 1 else f"{name}.{seen[name]}", event


def statements_of(event: Event, event_id: str | None = None) -> list[Statement]:
    """Every value of the event, in the order of the record; under another id where one is given."""
    name = event.event_id if event_id is None else event_id
    return [_statement(name, field, value) for field, value in _values(event)]


def _values(event: Event) -> Iterator[tuple[str, Json]]:
    for name in _SINGLE:
        value = getattr(event, name)
        if value is not None:
            yield name, value.to_json()
    for name in _LISTS:
        for n, value in enumerate(getattr(event, name)):
            yield f"{name}.{n}", value.to_json()
    for n, span in enumerate(event.evidence):
        yield f"evidence.{n}", {"span": span}


def _statement(event_id: str, field: str, raw: Json) -> Statement:
    # The value is a fresh one, made by `to_json` for this: what is no part of it is taken out of it.
    start, end = raw.pop("span")
    rule = raw.pop("rule", None)
    value = _written(raw)
    return Statement(statement_id(event_id, field, value, start, end, rule), field, value, start, end, rule)


def _written(value: Json) -> str:
    """The canonical JSON of a value. Half of all values are a single word, or nothing but the words they stand on."""
    if not value:
        return "{}"
    word = value.get("value")
    return _word(word) if len(value) == 1 and isinstance(word, str) else canonical(value)


@lru_cache(maxsize=4096)
def _word(word: str) -> str:
    return canonical({"value": word})


def statement_id(event_id: str, field: str, value: str, start: int, end: int, rule: str | None) -> str:
    """The content hash of one statement."""
    # A statement without a rule is another than one whose rule is the empty text. The id goes in with its length, and the value
    # comes last and holds no line end, so that no two statements are written alike.
    said = f"{len(event_id)}:{event_id}{field}|{start}-{end}|{'-' if rule is None else f'+{rule}'}\n{value}"
    return f"s-{hashlib.sha256(said.encode()).hexdigest()[:_DIGITS]}"


def content_id(kind: str, parts: Iterable[Any]) -> str:
    """An id made of what it stands for."""
    return f"{kind}-{digest(list(parts))[:_DIGITS]}"


def event_key(event_id: str, report_id: str, confidence: float, ids: Iterable[str]) -> str:
    """The content hash of an event with all its statements, given their ids in order of field."""
    return content_id("e", (event_id, report_id, repr(float(confidence)), *ids))


def key_of(event_id: str, report_id: str, confidence: float, said: Iterable[Statement]) -> str:
    """The content hash of an event and its statements."""
    ids = (each.statement_id for each in sorted(said, key=lambda s: s.field))
    return event_key(event_id, report_id, confidence, ids)


def event_of(event_id: str, confidence: float, said: Iterable[Statement]) -> Event:
    """The event that `statements_of` took apart. Raises KeyError or ValueError where statements are missing."""
    by_field = {each.field: _value(each) for each in said}
    lists = {name: _numbered(by_field, name) for name in (*_LISTS, "evidence")}
    details: Json = {name: by_field.get(name) for name in ("type", "status", "agreement", "operation", "damage")}
    details |= {name: lists[name] for name in ("type_also", "weapons")}
    record: Json = {
        "event_id": event_id, "confidence": confidence, "details": details, "date": by_field["date"],
        "evidence": [each["span"] for each in lists["evidence"]],
        **{name: lists[name] for name in ("places", "actors", "casualties", "sources", "denied_by")},
    }  # fmt: skip
    return Event.from_json(record)


def _value(each: Statement) -> Json:
    value: Json = json.loads(each.value)
    return {**value, "span": [each.start, each.end], "rule": each.rule}


def _numbered(by_field: Mapping[str, Json], name: str) -> list[Json]:
    out: list[Json] = []
    while (value := by_field.get(f"{name}.{len(out)}")) is not None:
        out.append(value)
    return out
