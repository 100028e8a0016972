"""Reports into the archive: in batches, each kept whole with its coding or not at all."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tawthiq.arabic.letters import fold_word
from tawthiq.archive import Archive, CoderVersion, StoredReport, report_id
from tawthiq.linking.words import stem
from tawthiq.model import CodedReport, Report

# A batch ends at so many reports or seconds, whichever comes first: what a crash can cost.
BATCH, SECONDS = 500, 5.0
# None where the coder broke on the report; who codes tells of it.
Code = Callable[[Report], CodedReport | None]


@dataclass
class Done:
    """What a run did: reports that it went through, those of them that were new, codings and events that were new."""

    reports: int = 0
    new: int = 0
    coded: int = 0
    events: int = 0

    def counts(self) -> dict[str, int]:
        """As the archive keeps them."""
        return {"reports": self.reports, "new": self.new, "coded": self.coded, "events": self.events}


def searchable(title: str | None, text: str) -> str:
    """What a report is found by: its folded words as they stand, for phrases, then the stems that are other words.

    >>> searchable(None, "قصفت المدفعية").split()
    ['قصفت', 'المدفعيه', 'مدفع']
    """
    words = fold_word(f"{title or ''}\n{text}")
    stems = [short for word in words.split() if (short := stem(word)) != word]
    return f"{words}\n{' '.join(stems)}"


def search_words(query: str, phrase: bool) -> list[str]:
    """A query as `searchable` has it."""
    words = fold_word(query).split()
    return words if phrase else [stem(word) for word in words]


def ingest(
    archive: Archive,
    reports: Iterable[Report],
    code: Code,
    coder: CoderVersion,
    tell: Callable[[Done], None] | None = None,
) -> Done:
    """Codes and keeps what is new; what this coder has read before is passed over. `tell` hears of each batch."""
    done = Done()
    run: int | None = None
    for batch in _batches(reports):
        found = _new(archive, batch, code, coder, done)
        if found:
            # A run that finds nothing new leaves no trace.
            run = run if run is not None else archive.start("ingest", coder)
            with _unwatched():
                kept = archive.keep(found, coder.coder_id, run)
            done.new += kept.reports
            done.coded += kept.codings
        if tell is not None:
            tell(done)
    if run is not None:
        archive.finish(run, done.counts())
    return done


def _batches(reports: Iterable[Report]) -> Iterator[list[Report]]:
    batch: list[Report] = []
    since = time.monotonic()
    for report in reports:
        batch.append(report)
        if len(batch) >= BATCH or time.monotonic() - since > SECONDS:
            yield batch
            batch, since = [], time.monotonic()
    if batch:
        yield batch


@contextmanager
def _unwatched() -> Iterator[None]:
    """Without Python's search for cycles. Writing makes many rows and no cycle, and each search goes through all word lists: it
    took a quarter of the time of writing."""
    watched = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if watched:
            gc.enable()


def _new(
    archive: Archive, batch: list[Report], code: Code, coder: CoderVersion, done: Done
) -> dict[str, tuple[Report, str, CodedReport]]:
    """What of a batch this coder has not read, coded, by report id."""
    by_id = {report_id(report): report for report in batch}
    known = archive.known(by_id, coder.coder_id)
    found = {}
    for key, report in by_id.items():
        if key not in known and (coded := code(report)) is not None:
            found[key] = (report, searchable(report.title, report.text), coded)
            done.events += len(coded.events)
    done.reports += len(batch)
    return found


def recode(archive: Archive, code: Code, coder: CoderVersion, tell: Callable[[Done], None] | None = None) -> Done:
    """Codes every report that another coder has coded and this one has not; what the others read stays."""
    done = Done()
    run: int | None = None
    for page in archive.uncoded(coder.coder_id):
        run = run if run is not None else archive.start("recode", coder)
        coded = _coded(page, code)
        done.reports += len(page)
        done.coded += archive.recode(coded, coder.coder_id, run)
        done.events += sum(len(each.events) for each in coded.values())
        if tell is not None:
            tell(done)
    if run is not None:
        archive.finish(run, done.counts())
    return done


def _coded(page: Iterable[StoredReport], code: Code) -> dict[str, CodedReport]:
    return {each.report_id: coded for each in page if (coded := code(each.report())) is not None}
