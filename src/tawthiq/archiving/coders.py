"""Which coder read a report: what its answer depends on, by content."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

from tawthiq.archive import CoderVersion
from tawthiq.knowledge.gazetteer import default_path
from tawthiq.knowledge.gazetteer.store import digest_of
from tawthiq.version import __version__

# The packages that coding runs through; a change of the archive or of an export makes no new coder.
_CODE = ("arabic", "coding", "geocoding", "knowledge", "model")


@cache
def coder_version() -> CoderVersion:
    """The coder of this installation, with the user's own gazetteer where there is one."""
    package = resources.files("tawthiq")
    code = [*(file for name in _CODE for file in _files(package / name)), package / "pipeline.py"]
    own = default_path()
    return CoderVersion(
        __version__,
        _digest(file for file in code if file.name.endswith(".py")),
        _digest(_files(package / "resources")),
        digest_of(own) if own.exists() else None,
    )


def _files(folder: Traversable) -> Iterable[Traversable]:
    for each in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if each.is_file():
            yield each
        elif each.name != "__pycache__":
            yield from _files(each)


def _digest(files: Iterable[Traversable]) -> str:
    total = hashlib.sha256()
    for file in files:
        data = file.read_bytes()
        total.update(f"{file.name} {len(data)}\n".encode() + data)
    return total.hexdigest()
