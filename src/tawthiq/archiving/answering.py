"""Answers about what is kept: reports found by words, one thing shown whole, and why a value is what it is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from tawthiq.arabic.letters import fold_word
from tawthiq.archive import Archive, CodedEvent, StoredReport
from tawthiq.archive.statements import Statement, statements_of
from tawthiq.archiving.ingesting import search_words
from tawthiq.linking.words import stem

Json = dict[str, Any]
_QUOTED = re.compile(r"^\s*[«\"“](.*)[»\"”]\s*$", re.S)
_AROUND = 70


def found_by(archive: Archive, query: str, most: int) -> list[Json]:
    """Reports by their words, or by a phrase in quotes, the best first, each with a passage."""
    quoted = _QUOTED.match(query)
    words = search_words(quoted[1] if quoted else query, phrase=bool(quoted))
    return [_found(each, words) for each in archive.search(words, bool(quoted), most)]


def _found(each: StoredReport, words: list[str]) -> Json:
    return {**_about(each), "passage": passage(each.text, words)}


def _about(each: StoredReport) -> Json:
    day = each.published.isoformat() if each.published else None
    return {
        "report_id": each.report_id,
        "doc_id": each.doc_id,
        "outlet": each.outlet,
        "published": day,
        "title": each.title,
    }


def passage(text: str, words: list[str]) -> str:
    """The text around the first of the words, on one line; its beginning where none stands in it."""
    wanted = {stem(word) for word in words}
    hit = next((m for m in re.finditer(r"\w+", text) if stem(fold_word(m[0])) in wanted), None)
    at = hit.start() if hit else 0
    return " ".join(text[max(0, at - _AROUND) : at + _AROUND].split())


def shown(archive: Archive, name: str) -> Json | None:
    """All that is known of an incident, an event or a report; None where nothing is called so."""
    standing = archive.incident(name)
    if standing is not None:
        return {**standing.record, **({"merged_from": name} if standing.incident_id != name else {})}
    versions = archive.event_versions(name)
    if versions:
        return _event(archive, name, versions)
    stored = archive.report(name)
    return _report(archive, stored) if stored is not None else None


def _event(archive: Archive, name: str, versions: list[CodedEvent]) -> Json:
    current = _current(archive, name, versions)
    home = archive.incidents_of([name]).get(name)
    record = current.to_json() if current is not None else {**versions[-1].event.to_json(), "stands": False}
    return {
        **record,
        "report_id": versions[0].report_id,
        "incident_id": home,
        "readings": [list(v.coders) for v in versions],
    }


def _current(archive: Archive, name: str, versions: list[CodedEvent]) -> Any:
    """The event as it stands, with corrections; None where the last coder no longer reads it."""
    coded = archive.coded_by_id([versions[0].report_id])[versions[0].report_id]
    return next((event for event in coded.events if event.event_id == name), None)


def _report(archive: Archive, stored: StoredReport) -> Json:
    about = {
        "text_sha256": stored.text_sha256, "raw_sha256": stored.raw_sha256, "fetched": stored.fetched, "added": stored.added,
        "origin": stored.origin, "version_of": stored.version_of, "newer": [each.report_id for each in archive.versions(stored.report_id)],
    }  # fmt: skip
    coded = archive.coded_by_id([stored.report_id]).get(stored.report_id)
    record = coded.to_json() if coded is not None else {**_about(stored), "text": stored.text}
    return {**record, "report_id": stored.report_id, "archive": about}


def why(archive: Archive, question: str) -> Json | None:
    """Why a field of an event or incident has its value; None where there is no such field."""
    for name, field in _divided(question):
        standing = archive.incident(name)
        if standing is not None:
            return _why_incident(standing.incident_id, standing.record, field)
        versions = archive.event_versions(name)
        if versions:
            return _why_event(archive, name, field, versions)
    return None


def _divided(question: str) -> Iterator[tuple[str, str]]:
    """Every way to read «ID.FIELD»: both may hold full stops."""
    parts = question.split(".")
    yield from ((".".join(parts[:n]), ".".join(parts[n:])) for n in range(len(parts) - 1, 0, -1))


def _why_event(archive: Archive, name: str, field: str, versions: list[CodedEvent]) -> Json | None:
    stored = archive.report(versions[0].report_id)
    assert stored is not None
    current = _current(archive, name, versions)
    chosen = _said(stored.text, _field(statements_of(current), field)) if current is not None else None
    readings = [
        {"coders": list(version.coders), **said}
        for version in versions
        if (said := _said(stored.text, _field(statements_of(version.event), field))) is not None
    ]
    if chosen is None and not readings:
        return None
    corrected = [each for each in archive.corrections(name) if each["field"] == field]
    for each in corrected:
        del each["number"]
    return {
        "event_id": name,
        "field": field,
        "now": chosen,
        "readings": readings,
        "corrections": corrected,
        "report": _about(stored),
    }


def _field(said: list[Statement], field: str) -> Statement | None:
    return next((each for each in said if each.field == field), None)


def _said(text: str, each: Statement | None) -> Json | None:
    if each is None:
        return None
    return {
        "value": json.loads(each.value),
        "words": text[each.start : each.end],
        "span": [each.start, each.end],
        "rule": each.rule,
    }


def _why_incident(name: str, record: Any, field: str) -> Json | None:
    """The chosen value, everything that is claimed for it, and by what rule one was chosen of the other."""
    toll = next((each for each in record["casualties"] if each["outcome"] == field), None)
    if toll is not None:
        chosen, claimed = {key: toll[key] for key in ("low", "best", "high")}, toll["claimed"]
    elif field in record["claimed"]:
        chosen, claimed = record[field], record["claimed"][field]
    elif field in record:
        chosen, claimed = record[field], []
    else:
        return None
    return {
        "incident_id": name, "field": field, "now": chosen, "claimed": claimed, "rule": "docs/linking.md#what-an-incident-says",
        "contradictions": [each for each in record["contradictions"] if each["slot"] == field], "sources": record["sources"],
    }  # fmt: skip
