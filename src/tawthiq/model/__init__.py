"""The nouns in which the stages meet: frozen, typed, without input or output."""

from tawthiq.model.events import (
    Actor,
    Casualty,
    CodedReport,
    Event,
    EventDate,
    EvidenceValue,
    Place,
    Source,
    Weapon,
)
from tawthiq.model.report import Report
from tawthiq.model.span import Span

__all__ = [
    "Actor",
    "Casualty",
    "CodedReport",
    "Event",
    "EventDate",
    "EvidenceValue",
    "Place",
    "Report",
    "Source",
    "Span",
    "Weapon",
]
