"""The same act gets the same type whoever does it and however it is worded."""

from __future__ import annotations

import pytest

import tawthiq
from tawthiq.model import Event

SIDES = (
    "قوات النظام",
    "المعارضة",
    "داعش",
    "الجيش التركي",
    "حزب الله",
    "القوات الروسية",
    "إسرائيل",
    "قوات سوريا الديمقراطية",
    "الحوثيون",
)
ACTS = {
    "shelling": "قصفت {side} بالمدفعية بلدة الغدير اليوم.",
    "air_strike": "نفذت {side} غارة جوية على بلدة الغدير اليوم، وقتل مدنيان.",
    "arrest": "اعتقلت {side} خمسة مدنيين في بلدة الغدير اليوم.",
    "territory_change": "سيطرت {side} على بلدة الغدير اليوم.",
    "property_destruction": "أحرقت {side} منازل المدنيين في بلدة الغدير اليوم، وقال مصدر محلي إن عشرة منازل احترقت.",
}
TOLLS = ("ثلاثة قتلى", "ثلاثة شهداء", "مقتل ثلاثة أشخاص", "استشهاد ثلاثة أشخاص")
# What is said of the enemy's dead and what of one's own; neither word changes what was done.
FIGHTERS = ("مقتل ثلاثة مسلحين", "تحييد ثلاثة مسلحين", "القضاء على ثلاثة مسلحين", "استشهاد ثلاثة مسلحين")
RAIDS = ("غارة جوية", "عدوان جوي", "قصف جوي")


def events(text: str) -> tuple[Event, ...]:
    return tawthiq.code(text, published="2020-03-12").events


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("kind", ACTS)
def test_same_act(kind: str, side: str) -> None:
    found = events(ACTS[kind].format(side=side))
    assert [(e.type.value, e.status.value) for e in found] == [(kind, "occurred")]
    assert [(a.text, a.role) for a in found[0].actors] == [(side, "initiator")]


@pytest.mark.parametrize("toll", TOLLS)
def test_same_toll(toll: str) -> None:
    found = events(f"{toll} بغارة جوية على بلدة الغدير.")
    assert [e.type.value for e in found] == ["air_strike"]
    assert [(c.outcome, c.group, c.best) for c in found[0].casualties] == [("killed", "unknown", 3)]


@pytest.mark.parametrize("toll", FIGHTERS)
def test_fighters_are_killed_whatever_it_is_called(toll: str) -> None:
    found = events(f"{toll} بغارة جوية على بلدة الغدير.")
    assert [e.type.value for e in found] == ["air_strike"]
    assert [(c.outcome, c.group, c.best) for c in found[0].casualties] == [("killed", "combatant", 3)]


@pytest.mark.parametrize("raid", RAIDS)
def test_an_aggression_is_the_act_it_names(raid: str) -> None:
    found = events(f"قتل ثلاثة مدنيين في {raid} على بلدة الغدير اليوم.")
    assert [(e.type.value, [c.best for c in e.casualties]) for e in found] == [("air_strike", [3])]
