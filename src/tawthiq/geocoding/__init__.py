"""Geocoding: from the words that name a place to a point that can be defended, or to none."""

from tawthiq.geocoding.answers import ACLED_PRECISION, UCDP_PRECISION, Alternative, Answer, Question
from tawthiq.geocoding.confidence import LEAST
from tawthiq.geocoding.grounding import ground
from tawthiq.geocoding.phrases import Phrase, read_phrase
from tawthiq.geocoding.resolver import Resolver

__all__ = [
    "ACLED_PRECISION",
    "LEAST",
    "UCDP_PRECISION",
    "Alternative",
    "Answer",
    "Phrase",
    "Question",
    "Resolver",
    "ground",
    "read_phrase",
]
