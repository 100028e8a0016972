"""Plain text: one file, one report."""

from __future__ import annotations

from collections.abc import Iterator

from tawthiq.model import Report
from tawthiq.reading.fields import Origin, whole
from tawthiq.reading.problems import Problem


def read_text(source: Origin) -> Iterator[Report | Problem]:
    """The file's text as one report, its line ends as they are."""
    for item in whole(source):
        yield (
            item if isinstance(item, Problem) else Report(source.stem, item[0], origin=source.name, raw_sha256=item[1])
        )
