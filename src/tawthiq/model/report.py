"""A report as it was read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Report:
    """One report: its text untouched, and what is known about where it comes from.

    `published` is the day of publication (relative dates such as «أمس» lean on it) or None where it is not known.
    `extra` holds fields of the input that Tawthiq does not know; they pass through to the output.
    `origin` names the file (and line) it was read from, for messages. `named` says that the input itself gave the
    `doc_id`, so that the same id again is a new version and no accident. `raw_sha256` is of the bytes that were read,
    `fetched` when they were fetched, each None where the input does not tell.

    >>> Report("a", "قصف على بلدة النيرب.", published=dt.date(2020, 2, 2)).text
    'قصف على بلدة النيرب.'
    """

    doc_id: str
    text: str
    title: str | None = None
    outlet: str | None = None
    published: dt.date | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)
    origin: str | None = None
    named: bool = field(default=False, compare=False)
    raw_sha256: str | None = field(default=None, compare=False)
    fetched: dt.datetime | None = field(default=None, compare=False)
