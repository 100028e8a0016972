"""The same act gets the same type whoever does it and however it is worded."""

from __future__ import annotations

import pytest

import tawthiq

SIDES = ("قوات النظام", "المعارضة", "داعش", "الجيش التركي", "حزب الله", "القوات الروسية", "إسرائيل")
TOLLS = ("ثلاثة قتلى", "ثلاثة شهداء", "مقتل ثلاثة أشخاص", "استشهاد ثلاثة أشخاص")


@pytest.mark.parametrize("side", SIDES)
def test_same_shelling(side: str) -> None:
    events = tawthiq.code(f"قصفت {side} بالمدفعية بلدة الغدير اليوم.", published="2020-03-12").events
    assert [(e.type.value, e.status.value) for e in events] == [("shelling", "occurred")]
    assert [(a.text, a.role) for a in events[0].actors] == [(side, "initiator")]


@pytest.mark.parametrize("toll", TOLLS)
def test_same_toll(toll: str) -> None:
    events = tawthiq.code(f"{toll} بغارة جوية على بلدة الغدير.", published="2020-03-12").events
    assert [e.type.value for e in events] == ["air_strike"]
    assert [(c.outcome, c.group, c.best) for c in events[0].casualties] == [("killed", "unknown", 3)]
