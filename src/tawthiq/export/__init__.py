"""Exports: coded reports and incidents in the layouts that researchers use, each with its codebook and manifest."""

from tawthiq.export.dataset import Dataset, Unit, event_units, events_by_id, incident_units
from tawthiq.export.filters import Filter
from tawthiq.export.layouts import LAYOUTS, MissingExtra
from tawthiq.export.manifest import manifest
from tawthiq.export.profiles import Profile, shielded

__all__ = [
    "LAYOUTS",
    "Dataset",
    "Filter",
    "MissingExtra",
    "Profile",
    "Unit",
    "event_units",
    "events_by_id",
    "incident_units",
    "manifest",
    "shielded",
]
