"""The shared gazetteers imported into a store of the bench's own, and the board of places."""

from __future__ import annotations

import os
import time
from pathlib import Path

from bench.boards import Figures, flat, read_lines, script
from tawthiq.geocoding import LEAST, Question, Resolver
from tawthiq.knowledge.gazetteer import Store, guess, open_gazetteer, read_gazetteer
from tawthiq.knowledge.gazetteer.store import digest_of

# Files whose rows name no country are all of this one.
_COUNTRY = {"sudan-localities-ocha": "SD"}


def use(shared: Path, home: Path) -> Path:
    """Imports `shared/gazetteer/*.tsv` under `home` and makes it TAWTHIQ_HOME; the store's path. Quick the second time."""
    os.environ["TAWTHIQ_HOME"] = str(home)
    store = Store(home / "gazetteer.sqlite")
    for path in sorted((shared / "gazetteer").glob("*.tsv")):
        rows = read_gazetteer(path, None, _COUNTRY.get(path.stem, ""))
        store.add(path.name, guess(path), digest_of(path), rows, "1970-01-01")
    store.close()
    return home / "gazetteer.sqlite"


def places_board(shared: Path, store: Path) -> Figures:
    """Every case of `shared/bench/places.jsonl` resolved with the store, as `tawthiq geocode` does, and scored; index size and opening time beside."""
    before = time.perf_counter()
    resolver = Resolver(open_gazetteer(store), least=LEAST)
    opened = time.perf_counter() - before
    cases = {case["doc_id"]: case for case in read_lines(shared / "bench" / "places.jsonl")}
    placed = {
        key: resolver.resolve(Question(c["text"], c.get("within"), c.get("country"))).to_json()
        for key, c in cases.items()
    }
    figures = flat(script(shared, "external").places(cases, placed))
    return {**figures, "index MB": round(store.stat().st_size / 1e6, 1), "opened in s": round(opened, 3)}
