"""Which days a mention is compared on: those of the text, of the page's stamp, of publication."""

from __future__ import annotations

import datetime as dt

import pytest

from tawthiq.linking.mentions import count, mentions
from tawthiq.linking.words import stamped_days
from tawthiq.model import CodedReport


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("صفحة الخبرFebruary 21, 2025 · منشور عام", ["2025-02-21"]),
        ("Some PageJanuary 3, 2025نص", ["2025-01-03"]),
        ("7:28 PM · Nov 27, 20241.4KViews", ["2024-11-27"]),
        ("Sept. 5, 2023", ["2023-09-05"]),
        ("February 30, 2025", []),
        ("لا يوم هنا", []),
    ],
)
def test_a_stamp_is_read_even_where_it_sticks_to_its_neighbours(text: str, days: list[str]) -> None:
    assert sorted(day.isoformat() for day in stamped_days(text)) == days


@pytest.mark.parametrize(
    ("text", "published", "days"),
    [
        ("PageMarch 2, 2024 قصف على البلدة", "2025-03-02", ["2024-03-02"]),
        ("PageMarch 2, 2024 قصف على البلدة", "2024-03-03", ["2024-03-02", "2024-03-03"]),
        ("قصف على البلدة", "2024-03-03", ["2024-03-03"]),
        ("PageMarch 2, 2024 قصف على البلدة", None, ["2024-03-02"]),
        ("قصف على البلدة", None, []),
    ],
)
def test_a_stamp_far_from_publication_replaces_it(text: str, published: str | None, days: list[str]) -> None:
    day = dt.date.fromisoformat(published) if published else None
    report = CodedReport("a", text, published=day)
    (mention,) = mentions([report], count([report]))
    assert [dt.date.fromordinal(n).isoformat() for n in mention.days] == days
