"""Tawthiq reads Arabic reports of armed conflict and documents what they claim.

>>> import tawthiq
>>> report = tawthiq.code("قتل ثلاثة مدنيين بقصف مدفعي على بلدة النيرب اليوم.", published="2020-02-02")
>>> report.events[0].type.value, report.events[0].casualties[0].best
('shelling', 3)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tawthiq.version import __version__

if TYPE_CHECKING:
    from tawthiq.model import CodedReport, Event, Report, Span
    from tawthiq.pipeline import Coder, code

__all__ = ["CodedReport", "Coder", "Event", "Report", "Span", "__version__", "code"]


def __getattr__(name: str) -> Any:
    """Loads the coder only when it is asked for, so that `tawthiq --version` stays quick."""
    if name in ("Coder", "code"):
        from tawthiq import pipeline

        return getattr(pipeline, name)
    if name in ("CodedReport", "Event", "Report", "Span"):
        from tawthiq import model

        return getattr(model, name)
    raise AttributeError(f"module 'tawthiq' has no attribute {name!r}")
