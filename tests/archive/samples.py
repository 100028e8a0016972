"""Invented reports, coded once, that the tests of the archive share."""

from __future__ import annotations

import datetime as dt
from functools import cache

from tawthiq.archive import CoderVersion, report_id
from tawthiq.model import CodedReport, Report
from tawthiq.pipeline import Coder

OLD = CoderVersion("1.0", "0" * 64, "1" * 64)
NEW = CoderVersion("1.1", "2" * 64, "1" * 64)
DAY = dt.date(2021, 3, 4)
TEXTS = (
    "قُتل أربعة مدنيين بينهم طفلان بقصف مدفعي على بلدة النيرب صباح أمس الأربعاء.",
    "انفجرت سيارة مفخخة في مدينة الباب ظهر اليوم الخميس، ما أدى إلى إصابة سبعة أشخاص بجروح.",
    "اعتقلت قوات النظام ثلاثة شبان على حاجز قرب مدينة دوما، وفق ما ذكر مصدر محلي.",
    "نفت وزارة الدفاع مقتل جنديين في اشتباكات مع فصائل مسلحة بريف درعا.",
)


def report(number: int, text: str | None = None, **more: object) -> Report:
    """Report number N, of an outlet that goes with the number."""
    values: dict[str, object] = {
        "outlet": f"وكالة {number % 3}",
        "published": DAY + dt.timedelta(number % 5),
        "title": f"خبر {number}",
    }
    return Report(f"doc-{number}", text or TEXTS[number % len(TEXTS)], **{**values, **more})  # type: ignore[arg-type]


@cache
def _coder() -> Coder:
    return Coder()


def coded(each: Report) -> CodedReport:
    """The report as the coder of today reads it."""
    return _coder().code(each)


def some(count: int) -> dict[str, tuple[Report, str, CodedReport]]:
    """The first reports as `Archive.keep` takes them."""
    return {report_id(each): (each, each.text, coded(each)) for each in map(report, range(count))}
