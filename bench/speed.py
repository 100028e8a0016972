"""Speed and memory: reports of 1,600 characters a second on one core, start-up, resident memory, by stage."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from typing import Any

_RUN = """
import datetime, json, resource, sys, time
from tawthiq.model import Report
from tawthiq.pipeline import Coder
start = time.perf_counter(); coder = Coder(); ready = time.perf_counter() - start
reports = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")][:1000]
day = datetime.date(2020, 1, 1)
best = []
for _ in range(3):
    start = time.perf_counter()
    for r in reports:
        coder.code(Report(r["doc_id"], r["text"], published=day))
    best.append(time.perf_counter() - start)
characters = sum(len(r["text"]) for r in reports)
words = time.perf_counter()
from tawthiq.arabic.words import split_words
for r in reports:
    split_words(r["text"])
words = time.perf_counter() - words
print(json.dumps({"rates": [characters / 1600 / s for s in best], "ready": ready, "words_share": words / min(best),
                  "rss_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
"""


def measure(shared: Path) -> dict[str, Any]:
    """Best and median rate of three runs in a process of its own, seconds to start, peak memory in MB."""
    corpus = shared / "corpus" / "conflict-news.jsonl"
    done = subprocess.run([sys.executable, "-c", _RUN, str(corpus)], capture_output=True, text=True, check=True)
    figures: dict[str, Any] = json.loads(done.stdout)
    return {
        "reports_per_second_best": round(max(figures["rates"])),
        "reports_per_second_median": round(median(figures["rates"])),
        "coder_ready_s": round(figures["ready"], 3),
        "letters_and_words_share": round(figures["words_share"], 3),
        "peak_rss_mb": round(figures["rss_mb"]),
        "version_s": _seconds("-m", "tawthiq.cli", "--version"),
        "first_report_s": _seconds("-c", "import tawthiq; tawthiq.code('قصف على بلدة الغدير')"),
    }


def _seconds(*arguments: str) -> float:
    runs = []
    for _ in range(3):
        start = time.perf_counter()
        subprocess.run([sys.executable, *arguments], capture_output=True, check=True)
        runs.append(time.perf_counter() - start)
    return round(min(runs), 3)
