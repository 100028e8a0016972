"""Gazetteers: the bundled places and those that a user imports, looked up by Arabic name in any spelling."""

from tawthiq.knowledge.gazetteer.formats import FORMATS, guess, read_gazetteer
from tawthiq.knowledge.gazetteer.rows import GazetteerPlace, Row
from tawthiq.knowledge.gazetteer.sheets import UnknownFormat
from tawthiq.knowledge.gazetteer.spelling import closeness, governed, headless, one_ending, shortened, skeleton
from tawthiq.knowledge.gazetteer.store import Added, Gazetteer, Store, default_path, open_gazetteer

__all__ = [
    "FORMATS",
    "Added",
    "Gazetteer",
    "GazetteerPlace",
    "Row",
    "Store",
    "UnknownFormat",
    "closeness",
    "default_path",
    "governed",
    "guess",
    "headless",
    "one_ending",
    "open_gazetteer",
    "read_gazetteer",
    "shortened",
    "skeleton",
]
