"""What stands beside every export: what it holds, how it was made, and how to tell that it is whole."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tawthiq.export.filters import Filter
from tawthiq.export.profiles import Profile
from tawthiq.version import __version__

CASUALTY_RULE = (
    "An incident's low is the least and its high the greatest number that any claim sets; best is the figure chosen from the claim "
    "that says most exactly (docs/linking.md). A single event's numbers are summed over groups; of rival figures for one group the "
    "least low, the first best and the greatest high."
)


def manifest(path: Path, layout: str, rows: int, units: str, conditions: Filter, profile: Profile, removed: Mapping[str, int],
             left_out: int, columns: Mapping[str, str], made: dt.datetime, origin: Mapping[str, Any]) -> dict[str, Any]:  # fmt: skip
    """The manifest of a written file. `columns` is the layout's codebook: what each column means; `origin` names the
    coders, and the hash of the last row of the archive's log: who has the manifest can tell later that the archive was not cut.
    """
    return {
        "file": path.name,
        "format": layout,
        "rows": rows,
        "unit": units,
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        "filter": conditions.to_json(),
        "profile": profile.name,
        "victims_names": profile.victims,
        "removed": {name: number for name, number in sorted(removed.items()) if number},
        "left_out_by_the_layout": left_out,
        "casualty_rule": CASUALTY_RULE,
        "tawthiq": __version__,
        **origin,
        "made": made.astimezone(dt.UTC).isoformat(timespec="seconds"),
        "columns": dict(columns),
    }
