"""Which organisation a name means: by day, country and company; and in whole reports."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tawthiq
from tawthiq.coding.actors import Choice, choose
from tawthiq.knowledge.actors import registry

IDS = st.sampled_from(sorted(registry().by_id))
BEFORE, AFTER = "2018-05-02", "2025-02-03"


def meant(name: str, country: str | None = None, on: str | None = None, *company: str) -> Choice:
    ids = [each.actor_id for each in registry().lookup(name)]
    return choose(ids, registry(), country, dt.date.fromisoformat(on) if on else None, company)


@pytest.mark.parametrize(
    ("name", "country", "on", "actor"),
    [
        ("الجيش السوري", "SY", BEFORE, "syr-regime"),
        ("الجيش السوري", "SY", AFTER, "syr-new"),
        ("الجيش السوري", "SY", "2024-12-08", "syr-regime"),
        ("الجيش السوري", "SY", "2024-12-09", "syr-new"),
        ("الجيش السوري", "LB", AFTER, "syr-new"),
        ("قوات الحكومة السورية", "SY", BEFORE, "syr-regime"),
        ("قوات الحكومة السورية", "SY", AFTER, "syr-new"),
        ("الحكومة السورية", None, BEFORE, "syr-gov"),
        ("الحكومة السورية", None, AFTER, "syr-gov-new"),
        ("قوات النظام", "SY", AFTER, "syr-regime"),
        ("الجيش", "SY", BEFORE, "syr-regime"),
        ("الجيش", "SY", AFTER, "syr-new"),
        ("الجيش", "LB", AFTER, "leb-army"),
        ("الجيش", "IQ", AFTER, "iraq-forces"),
        ("الجيش", "IQ", "2002-05-01", "iraq-baath"),
        ("الجيش العراقي", "IQ", "2002-05-01", "iraq-baath"),
        ("الجيش العراقي", "IQ", AFTER, "iraq-forces"),
        ("الجيش", "PS", AFTER, "isr-army"),
        ("الجيش", "SD", AFTER, "sud-army"),
        ("الجيش", "IS", AFTER, "army"),
        ("الجيش", None, AFTER, "army"),
        ("الشرطة", "EG", AFTER, "egy-police"),
        ("وزارة الصحة", "PS", AFTER, "moh-ps"),
        ("الدفاع المدني", "PS", AFTER, "civdef-ps"),
        ("الدفاع المدني", "SY", BEFORE, "white-helmets"),
        ("التحالف", "YE", BEFORE, "arab-coalition"),
        ("التحالف", "SY", BEFORE, "coalition-is"),
        ("قوات التحالف", "IQ", "2005-04-01", "multinational"),
        ("قوات التحالف", "IQ", BEFORE, "coalition-is"),
        ("الجيش الوطني", "SY", BEFORE, "syr-sna"),
        ("الجيش الوطني", "LY", BEFORE, "lna"),
        ("الجيش الوطني", "YE", BEFORE, "yem-gov"),
        ("الحكومة الأفغانية", "AF", "2019-01-01", "afg-gov"),
        ("الحكومة الأفغانية", "AF", AFTER, "taliban-gov"),
        ("داعش", "IQ", BEFORE, "is"),
        ("قسد", None, None, "syr-sdf"),
    ],
)
def test_day_and_country_decide(name: str, country: str | None, on: str | None, actor: str) -> None:
    assert meant(name, country, on).actor_id == actor


@pytest.mark.parametrize(
    ("name", "company", "actor"),
    [
        ("التحالف", ("houthi",), "arab-coalition"),
        ("التحالف", ("syr-sdf",), "coalition-is"),
        ("الجيش", ("leb-army", "hezbollah"), "leb-army"),
        ("الجيش", ("leb-army", "isr-army"), "army"),
        ("الجيش الوطني", ("gna",), "lna"),
        ("الجيش الوطني", ("tur-army",), "syr-sna"),
    ],
)
def test_where_no_country_is_known_the_company_decides(name: str, company: tuple[str, ...], actor: str) -> None:
    assert meant(name, None, BEFORE, *company).actor_id == actor


@pytest.mark.parametrize(
    ("name", "country", "on", "reasons"),
    [("داعش", "SY", BEFORE, ("only",)), ("الجيش السوري", "SY", AFTER, ("day",)), ("الجيش الوطني", "LY", BEFORE, ("country",)),
     ("الجيش الوطني", None, None, ("first-listed",)), ("الجيش", "LB", None, ("stands-for",))],
)  # fmt: skip
def test_the_reasons_are_told(name: str, country: str | None, on: str | None, reasons: tuple[str, ...]) -> None:
    assert meant(name, country, on).reasons == reasons


def test_an_unknown_name_has_no_id() -> None:
    assert meant("كتيبة أقمار الوادي", "SY", BEFORE) == Choice(None, ("unknown",))


@given(st.lists(IDS, min_size=1, max_size=4, unique=True), st.sampled_from(["SY", "YE", "LY", "IQ", None]),
       st.none() | st.dates(), st.lists(IDS, max_size=4))  # fmt: skip
def test_the_choice_is_a_candidate_or_stands_for_one(
    candidates: list[str], country: str | None, day: dt.date | None, company: list[str]
) -> None:
    choice = choose(candidates, registry(), country, day, company)
    allowed = {*candidates, *(m for c in candidates for m in registry().meant_by(c, None, None))}
    assert choice.actor_id in allowed
    assert choice == choose(candidates, registry(), country, day, company)


def coded_ids(text: str, published: str) -> set[str | None]:
    return {actor.actor_id for event in tawthiq.code(text, published=published).events for actor in event.actors}


@pytest.mark.parametrize(
    ("text", "published", "actor"),
    [
        ("قصفت مدفعية الجيش السوري أطراف مدينة سرمين في ريف إدلب.", "2019-03-04", "syr-regime"),
        ("قصفت مدفعية الجيش السوري مواقع مسلحين في ريف اللاذقية.", "2025-03-07", "syr-new"),
        ("شن طيران التحالف غارة على مدينة الرقة وقتل ثلاثة مدنيين.", "2017-06-20", "coalition-is"),
        ("شن طيران التحالف غارة على مدينة صعدة وقتل ثلاثة مدنيين.", "2017-06-20", "arab-coalition"),
        ("قصف الجيش الوطني حي الصابري في مدينة بنغازي.", "2016-06-20", "lna"),
        ("قصف الجيش الوطني قرية في ريف مدينة عفرين.", "2019-06-20", "syr-sna"),
        ("اعتقلت الشرطة عشرة أشخاص في مدينة أم درمان.", "2014-06-20", "sud-police"),
        ("قتل ثلاثة أشخاص في غارة إسرائيلية على مدينة صور.", "2024-10-20", "isr"),
        ("قتل عنصران من كتيبة أقمار الوادي في اشتباكات مع قوات النظام قرب مدينة سرمين.", "2016-06-20", None),
    ],
)
def test_reports_name_the_side_that_is_meant(text: str, published: str, actor: str | None) -> None:
    assert actor in coded_ids(text, published)


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("قتل ثلاثة أشخاص في القاهرة أمس.", "EG"),
        ("قصف مدفعي على القاهرة وبلدة كفرنبودة بريف حماة.", "SY"),
        ("انفجرت سيارة مفخخة في بغداد أمس.", "IQ"),
    ],
)
def test_a_name_of_two_countries_is_that_of_its_best_known_place_unless_others_say_more(
    text: str, country: str
) -> None:
    events = tawthiq.code(text, published="2019-05-02").events
    assert {place.country for event in events for place in event.places} == {country}
