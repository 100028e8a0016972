"""The order of the stages, and the way in for programs."""

from __future__ import annotations

import datetime as dt
from functools import cache, cached_property

from tawthiq.coding.coder import ReportCoder
from tawthiq.geocoding import Resolver, ground
from tawthiq.knowledge.gazetteer import Gazetteer, open_gazetteer
from tawthiq.model import CodedReport, Report


class Coder:
    """Codes many reports; build it once.

    It holds the word lists and models (about half a second to build, under 100 MiB) and no state of a report, so that the order
    of the reports does not matter. Where a table of the installation is missing, building or coding raises
    `tawthiq.knowledge.tables.BrokenTable`.

    >>> coder = Coder()
    >>> reports = [Report("a", "انفجرت عبوة ناسفة في مدينة الباب."), Report("b", "فاز الفريق بثلاثة أهداف.")]
    >>> [[event.type.value for event in coder.code(report).events] for report in reports]
    [['explosion'], []]
    """

    def __init__(self, gazetteer: Gazetteer | None = None) -> None:
        """`gazetteer` gives places their points: the bundled one and the user's imports where left out."""
        self._coder = ReportCoder()
        self._gazetteer = gazetteer

    @cached_property
    def _resolver(self) -> Resolver:
        return Resolver(self._gazetteer or open_gazetteer())

    def code(self, report: Report) -> CodedReport:
        """The report with the events it claims, their places given points. Never raises on any text.

        The same report and gazetteer give the same events.
        """
        coded = self._coder.code(report)
        return ground(coded, self._resolver) if any(event.places for event in coded.events) else coded


@cache
def _coder() -> Coder:
    return Coder()


def code(
    text: str, published: str | dt.date | None = None, outlet: str | None = None, doc_id: str = "report"
) -> CodedReport:
    """Codes one text.

    `text` is the report as it was read: every span of the result is `[start, end)` in its code points. `published` is the day
    of publication as an ISO date or a date; relative days in the text («أمس») lean on it and stay open without it. `outlet` and
    `doc_id` are written into the result as they are. What a value means is said in the codebook (docs/codebook.md).

    Gives a `CodedReport`, without events where the text claims none; no text raises. Raises ValueError where `published`
    is no ISO date. The first call builds a `Coder`, which is kept.

    >>> [event] = code("قصفت قوات النظام بلدة النيرب بالمدفعية أمس.", published="2020-02-02").events
    >>> event.type.value, event.date.start.isoformat(), event.places[0].text, event.actors[0].role
    ('shelling', '2020-02-01', 'بلدة النيرب', 'initiator')
    """
    day = dt.date.fromisoformat(published) if isinstance(published, str) else published
    return _coder().code(Report(doc_id, text, outlet=outlet, published=day))
