"""What goes in and out of the archive, as values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from tawthiq.archive.statements import content_id
from tawthiq.model import CodedReport, Event, Report

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class CoderVersion:
    """What decided how a report was coded: version, and SHA-256 of code, word lists and the user's gazetteer."""

    version: str
    code_sha256: str
    resources_sha256: str
    gazetteer_sha256: str | None = None
    settings: Mapping[str, Any] = field(default_factory=dict)

    @property
    def coder_id(self) -> str:
        """Content hash: equal for coders that code alike."""
        return content_id("c", asdict(self).values())


@dataclass(frozen=True, slots=True)
class StoredReport:
    """A report as the archive keeps it. `doc_id` is unique in the archive, `given_id` is the input's own."""

    number: int
    report_id: str
    doc_id: str
    given_id: str
    version_of: str | None
    outlet: str | None
    published: dt.date | None
    title: str | None
    text: str
    text_sha256: str
    raw_sha256: str | None
    fetched: str | None
    added: str
    origin: str | None
    extra: Mapping[str, Any]

    def report(self) -> Report:
        """As the coder takes it."""
        return Report(self.doc_id, self.text, self.title, self.outlet, self.published, self.extra, self.origin)

    def coded(self, events: tuple[Event, ...]) -> CodedReport:
        """With its events."""
        return CodedReport(self.doc_id, self.text, events, self.title, self.outlet, self.published, self.extra)


@dataclass(frozen=True, slots=True)
class Kept:
    """What one batch wrote: reports and codings that were new."""

    reports: int = 0
    codings: int = 0


@dataclass(frozen=True, slots=True)
class CodedEvent:
    """One version of one event, with the coders that read it so."""

    event: Event
    event_key: str
    report_id: str
    coders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MentionRow:
    """What linking compares, as the archive keeps it: an event id or «doc_id#0», and the ordinals of its days."""

    mention_id: str
    report_id: str
    days: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """How an incident stands: its mentions, and its record as `tawthiq link` writes it."""

    incident_id: str
    members: tuple[str, ...]
    record: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class LogRow:
    """One row of the log."""

    seq: int
    at: str
    kind: str
    subject: str
    digest: str
    previous: str
    hash: str


@dataclass(frozen=True, slots=True)
class Stats:
    """Counts of what the archive holds, and the days its reports span."""

    counts: Mapping[str, int]
    first: str | None
    last: str | None
    types: Mapping[str, int]
    outlets: Mapping[str, int]
