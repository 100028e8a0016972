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
from tawthiq.model.incident import Chosen, Claimed, Feature, Incident, IncidentToll, Judgement, Sources
from tawthiq.model.report import Report
from tawthiq.model.span import Span

__all__ = [
    "Actor",
    "Casualty",
    "Chosen",
    "Claimed",
    "CodedReport",
    "Event",
    "EventDate",
    "EvidenceValue",
    "Feature",
    "Incident",
    "IncidentToll",
    "Judgement",
    "Place",
    "Report",
    "Source",
    "Sources",
    "Span",
    "Weapon",
]
