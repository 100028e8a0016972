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

    >>> coder = Coder()
    >>> coder.code(Report("a", "انفجرت عبوة ناسفة في مدينة الباب.")).events[0].type.value
    'explosion'
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
    """Codes one text. `published` is an ISO date or a date; relative days in the text lean on it.

    Raises ValueError where `published` is no ISO date.

    >>> code("قصفت قوات النظام بلدة النيرب بالمدفعية أمس.", published="2020-02-02").events[0].date.start
    datetime.date(2020, 2, 1)
    """
    day = dt.date.fromisoformat(published) if isinstance(published, str) else published
    return _coder().code(Report(doc_id, text, outlet=outlet, published=day))
