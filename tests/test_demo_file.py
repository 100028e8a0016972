"""The demonstration's reports: fourteen invented texts that read like the real thing."""

from __future__ import annotations

import datetime as dt
import json
import re
from importlib import resources

import pytest

LINES = resources.files("tawthiq.resources").joinpath("demo.jsonl").read_text(encoding="utf-8").splitlines()
REPORTS = [json.loads(line) for line in LINES]
QUIET = {"demo-13", "demo-14"}
WEEKDAYS = ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")


def test_there_are_fourteen_in_order() -> None:
    assert [report["doc_id"] for report in REPORTS] == [f"demo-{n:02d}" for n in range(1, 15)]


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report["doc_id"])
class TestReport:
    def test_has_exactly_the_fields_of_an_input_record(self, report: dict[str, str]) -> None:
        assert list(report) == ["doc_id", "outlet", "published", "title", "text"]
        assert all(value == value.strip() and value for value in report.values())

    def test_is_as_long_as_a_short_report(self, report: dict[str, str]) -> None:
        assert 500 <= len(report["text"]) <= 1500

    def test_is_arabic(self, report: dict[str, str]) -> None:
        letters = [c for c in report["text"] if c.isalpha()]
        assert all("\u0600" <= c <= "\u06ff" for c in letters)

    def test_names_weekdays_that_fit_its_date(self, report: dict[str, str]) -> None:
        """«اليوم السبت» and «أمس الجمعة» must be those days, or the dates it yields would be wrong."""
        published = dt.date.fromisoformat(report["published"])
        for word, back in (("اليوم", 0), ("أمس", 1), ("أمس الأول", 2)):
            for named in re.findall(rf"(?<!\w){word} ({'|'.join(WEEKDAYS)})", report["text"]):
                assert named == WEEKDAYS[(published - dt.timedelta(days=back)).weekday()]

    def test_holds_no_contact_data(self, report: dict[str, str]) -> None:
        assert not re.search(r"https?:|@|\d{5,}", report["text"])


def test_texts_differ() -> None:
    assert len({report["text"] for report in REPORTS}) == len(REPORTS)


def test_three_tell_one_incident_with_different_tolls() -> None:
    same = [r for r in REPORTS if "سرمين" in r["text"]]
    assert [r["doc_id"] for r in same] == ["demo-01", "demo-02", "demo-03"]
    assert len({r["outlet"] for r in same}) == 3
    for report, toll in zip(same, ("أحد عشر مدنياً", "تسعة إرهابيين", "ثمانية مدنيين"), strict=True):
        assert toll in report["text"]


@pytest.mark.parametrize(
    "wording",
    ["بينهم", "ليل الاثنين - الثلاثاء", "قتيلان", "أحبطت", "نفى", "هدنة", "حصار", "سيطرت على", "سيارة مفخخة", "مسيّرة",
     "قناص", "حملة مداهمات", "اختطف", "نزحت", "أمس الأول", "ما بين سبعة عشر وعشرين"],
)  # fmt: skip
def test_the_demonstration_shows(wording: str) -> None:
    assert any(wording in r["text"] for r in REPORTS if r["doc_id"] not in QUIET)


def test_the_quiet_ones_use_the_words_of_war() -> None:
    for report in REPORTS:
        if report["doc_id"] in QUIET:
            assert sum(word in report["text"] for word in ("هجوم", "معركة", "حرب", "حاصر", "حصار", "فجّر", "قذيفة")) >= 3
