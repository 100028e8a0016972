"""Which place the words mean: the bundled gazetteer and small ones of the tests' own."""

from __future__ import annotations

from pathlib import Path

import pytest

import tawthiq
from tawthiq.geocoding import ACLED_PRECISION, UCDP_PRECISION, Question, Resolver, read_phrase
from tawthiq.knowledge.gazetteer import Gazetteer, Row, Store
from tawthiq.knowledge.gazetteer.store import distance_km


@pytest.fixture(scope="module")
def bundled() -> Resolver:
    return Resolver(Gazetteer())


def test_little_speaking_for_a_place_is_told_and_may_be_refused(resolver: Resolver) -> None:
    sure, unsure = (resolver.resolve(Question(text, "حلب", "SY")) for text in ("الصنوبر", "السنوبر"))
    assert sure.confidence is not None
    assert unsure.confidence is not None
    assert 0 < unsure.confidence < sure.confidence < 1
    strict = Resolver(resolver.gazetteer, least=sure.confidence)
    assert [strict.resolve(Question(text, "حلب", "SY")).lat is None for text in ("الصنوبر", "السنوبر")] == [False, True]
    assert strict.resolve(Question("السنوبر", "حلب", "SY")).reason.startswith("too uncertain")


@pytest.fixture
def resolver(tmp_path: Path) -> Resolver:
    """Two villages of one name in two governorates, two in one, and a district."""
    store = Store(tmp_path / "g.sqlite")
    rows = [
        Row(("p:1",), ("حلب",), type="governorate", country="SY", lat=36.2, lon=37.2),
        Row(("p:2",), ("إدلب",), type="governorate", country="SY", lat=35.8, lon=36.7),
        Row(("p:3",), ("منطقة النهرين",), type="district", country="SY", admin=("حلب",), lat=36.4, lon=37.4),
        Row(("p:4",), ("تل الحجل",), type="town", country="SY", admin=("النهرين",), lat=36.45, lon=37.45),
        Row(("p:5",), ("تل الحجل",), type="town", country="SY", admin=("إدلب",), lat=35.7, lon=36.6),
        Row(("p:6",), ("رسم الورد",), type="town", country="SY", admin=("حلب",), lat=36.0, lon=37.0),
        Row(("p:7",), ("رسم الورد",), type="town", country="SY", admin=("حلب",), lat=36.6, lon=38.0),
        Row(("p:8",), ("مدينة الورد",), type="city", country="SY", admin=("حلب",), lat=36.4, lon=37.3),
        Row(("p:9",), ("خان الرمل",), type="town", country="SY", admin=("خان الرمل",), lat=36.7, lon=37.6),
        Row(("p:10",), ("خان الرمل",), type="town", country="SY", admin=("حلب",), lat=36.2, lon=38.1),
        Row(("p:11",), ("خان الرمل",), type="district", country="SY", admin=("حلب",), lat=36.75, lon=37.7),
        Row(("p:12",), ("قرية سهل الدوم",), type="town", country="IQ", admin=("نينوى",), lat=36.3, lon=43.0),
        Row(("p:13",), ("سهل الدوم",), type="town", country="SY", admin=("حلب",), lat=36.35, lon=37.9),
        Row(("p:14",), ("نهر الدوم",), type="line", country="SY", admin=("حلب",), lat=36.35, lon=37.9),
        Row(("p:15",), ("تل لوزين",), type="town", country="SY", admin=("حلب",), lat=36.1, lon=37.9),
        Row(("p:16",), ("لوزين",), type="town", country="SY", admin=("إدلب",), lat=35.6, lon=36.5),
        Row(
            ("p:18",),
            ("وادي الزهر الشرقي", "وادي الزهر"),
            type="town",
            country="SY",
            admin=("حلب",),
            lat=36.8,
            lon=38.2,
        ),
        Row(("p:19",), ("وادي الزهر",), type="town", country="SY", admin=("حلب",), lat=35.9, lon=37.4),
        Row(("p:20",), ("البلوط",), type="town", country="SY", admin=("حلب",), lat=36.0, lon=37.1),
        Row(("p:21",), ("الصنوبر",), type="town", country="SY", admin=("حلب",), lat=36.6, lon=38.1),
        Row(("p:17",), ("حي الكرمة",), type="quarter", country="SY", admin=("حلب",), lat=36.41, lon=37.31),
    ]
    store.add("own", "plain", "x", rows, "2020-01-01")
    return Resolver(Gazetteer(store))


@pytest.mark.parametrize(
    ("text", "within", "lat", "lon"),
    [
        ("حي جوبر", "دمشق", 33.53, 36.33),
        ("كفرتخاريم", "ريف إدلب", 36.1168, 36.5152),
        ("بلدة بداما", "مدينة جسر الشغور", 35.8115, 36.1965),
        ("حي مسجد النور", "مدينة الرقة", 35.95, 39.01),
        ("بغداد", None, 33.34, 44.40),
        ("مدينة الفاشر", "ولاية شمال دارفور", 13.63, 25.35),
        ("الفاشر عاصمة ولاية شمال دارفور", None, 13.63, 25.35),
        ("كيلو 16", "الحديدة", 14.80, 43.08),
    ],
)
def test_bundled_places_within_3_km(bundled: Resolver, text: str, within: str | None, lat: float, lon: float) -> None:
    answer = bundled.resolve(Question(text, within))
    assert answer.lat is not None
    assert answer.lon is not None
    assert distance_km((answer.lat, answer.lon), (lat, lon)) <= 3


# Points as two gazetteers that do not come with Tawthiq have them, where they know the place; south of the river by Raqqa
# they know only the hamlets of Kasrat, beside which the others lie.
@pytest.mark.parametrize(
    ("text", "within", "lat", "lon"),
    [
        ("حي جوبر", None, 33.5312, 36.3368),
        ("مخيم اللاجئين الفلسطينيين", "مدينة درعا", 32.617, 36.108),
        ("محور حي طريق السد", "مدينة درعا", 32.6112, 36.1159),
        ("كفرتخاريم", "ريف إدلب", 36.1166, 36.5151),
        ("أرمناز", "ريف إدلب", 36.0840, 36.5030),
        ("بلدة بداما", "مدينة جسر الشغور", 35.8117, 36.1969),
        ("حي مسجد النور", "مدينة الرقة", 35.9531, 39.0061),
        ("الجسر القديم", "مدينة الرقة", 35.935, 39.010),
        ("الفخيخة", None, 35.9130, 39.0045),
        ("معسكر الطلائع", None, 35.9130, 39.0045),
        ("المقص", None, 35.9130, 39.0045),
        ("قرى الكسرات", None, 35.9099, 39.0394),
        ("مدينة الرقة", None, 35.9531, 39.0061),
    ],
)
def test_the_places_of_the_seed_report_without_any_import(
    bundled: Resolver, text: str, within: str | None, lat: float, lon: float
) -> None:
    answer = bundled.resolve(Question(text, within))
    assert answer.lat is not None
    assert answer.lon is not None
    assert distance_km((answer.lat, answer.lon), (lat, lon)) <= 3
    assert answer.country == "SY"


def test_jobar_is_damascus_quarter(bundled: Resolver) -> None:
    assert [
        bundled.resolve(Question(text, within, "SY")).lat
        for text, within in (("حي جوبر", None), ("جوبر", "دمشق"), ("جوبر", None))
    ] == [33.53] * 3


def test_a_quarter_of_a_common_name_is_found_by_its_town(bundled: Resolver) -> None:
    found = bundled.resolve(Question("حي الثورة", "مدينة إدلب", "SY"))
    assert (found.name, found.lat is not None) == ("حي الثورة بإدلب", True)
    assert bundled.resolve(Question("حي الثورة", None, "SY")).name != "حي الثورة بإدلب"


@pytest.mark.parametrize(
    ("text", "country", "lat", "lon"),
    [
        ("ظهران الجنوب", "SA", 17.66, 43.51), ("مديرية خنفر", "YE", 13.22, 45.31), ("الحد", "YE", 13.95, 45.42), ("كوم أمبو", "EG", 24.48, 32.95),
        ("نيرتتي", "SD", 12.97, 24.02), ("يايلاداغي", "TR", 35.90, 36.06), ("قلعة سكر", "IQ", 31.86, 46.07), ("غور الصافي", "JO", 31.03, 35.47),
    ],
)  # fmt: skip
def test_district_centres_come_with_the_program(
    bundled: Resolver, text: str, country: str, lat: float, lon: float
) -> None:
    found = bundled.resolve(Question(text, None, country))
    assert found.country == country
    assert distance_km((found.lat or 0, found.lon or 0), (lat, lon)) < 15


def test_a_country_in_which_nothing_lies_that_the_text_names_is_no_reason(bundled: Resolver) -> None:
    assert bundled.resolve(Question("محور حي طريق السد", "مدينة درعا", "QA")).country == "SY"


@pytest.mark.parametrize(
    ("within", "place_id"), [("ريف حلب", "p:4"), ("حلب", "p:4"), ("النهرين", "p:4"), ("ريف إدلب الجنوبي", "p:5")]
)
def test_what_a_place_lies_in_decides_also_by_way_of_its_district(
    resolver: Resolver, within: str, place_id: str
) -> None:
    assert resolver.resolve(Question("قرية تل الحجل", within, "SY")).place_id == place_id


@pytest.mark.parametrize(
    ("text", "within", "reason"),
    [
        ("تل الحجل", None, "several places"),
        ("رسم الورد", "حلب", "several places"),
        ("قرية لا وجود لها", "حلب", "no gazetteer"),
        ("تل الحجل", "دير الزور", "nothing in the text"),
        ("", None, "no gazetteer"),
    ],
)
def test_it_abstains_and_says_why(resolver: Resolver, text: str, within: str | None, reason: str) -> None:
    answer = resolver.resolve(Question(text, within, "SY"))
    assert (answer.lat, answer.lon, answer.precision) == (None, None, "unknown")
    assert answer.reason.startswith(reason)


@pytest.mark.parametrize(
    ("text", "within", "place_id", "precision"),
    [
        # The seat of the district of that name goes before a village.
        ("خان الرمل", "حلب", "p:9", "exact"),
        # A name that only Iraq knows with its head does not hide the Syrian one.
        ("قرية سهل الدوم", "حلب", "p:13", "exact"),
        ("الكرمة", "مدينة الورد", "p:17", "exact"),
        ("حي الكرمة", "حلب", "p:17", "exact"),
        # A place of that very name goes before one that is called so for short.
        ("وادي الزهر", "حلب", "p:19", "exact"),
        # The office of a district stands in its town, but the district is wider.
        ("ناحية خان الرمل", "حلب", "p:9", "district"),
        ("مدرسة النخلة، مدينة الورد", "حلب", "p:8", "near"),
        ("قرب جامع النخلة، مدينة الورد", "حلب", "p:8", "near"),
        ("شارع سهل الدوم", "مدينة الورد", "p:8", "near"),
        ("مدينة الورد و سهل الدوم", "حلب", "p:8", "exact"),
        ("بين مدينة الورد وسهل الدوم", "حلب", "p:8", "line"),
        # Two names side by side, unless they are of two places; a hurried hand.
        ("البلوط السهلة", "حلب", "p:20", "near"),
        ("البلوط الصنوبر", "حلب", None, "unknown"),
        ("سهل الدومسهل الدوم", "حلب", "p:13", "exact"),
        ("تل لوزين أو سهل الدوم", "حلب", "p:15", "exact"),
        ("جبل سهل الدوم", "حلب", "p:13", "exact"),
    ],
)
def test_how_the_words_lead_to_the_place(
    resolver: Resolver, text: str, within: str, place_id: str | None, precision: str
) -> None:
    answer = resolver.resolve(Question(text, within, "SY"))
    assert (answer.place_id, answer.precision) == (place_id, precision)


@pytest.mark.parametrize(
    ("text", "reason"),
    # A governorate is too wide for a village that nobody knows: its middle would be a guess.
    [
        ("نهر الدوم", "a river or a road is no point"),
        ("لوزين", "لوزين bears the name in full"),
        ("قرية وادي النخيل، مدينة الورد", "no gazetteer knows"),
    ],
)
def test_it_does_not_guess(resolver: Resolver, text: str, reason: str) -> None:
    answer = resolver.resolve(Question(text, "حلب", "SY"))
    assert answer.lat is None
    assert answer.reason.startswith(reason)


def test_a_quarter_with_its_towns_point_says_so(bundled: Resolver) -> None:
    answer = bundled.resolve(Question("حي الجحملية", "مدينة تعز", "YE"))
    assert (answer.precision, answer.radius_km) == ("near", 6.0)


def test_the_alternatives_are_kept_with_their_reasons(resolver: Resolver) -> None:
    answer = resolver.resolve(Question("تل الحجل", None, "SY"))
    assert {each.place_id for each in answer.alternatives} == {"p:4", "p:5"}
    assert all(each.reasons for each in answer.alternatives)


def test_the_other_places_of_the_event_decide(resolver: Resolver) -> None:
    answers = resolver.resolve_all([Question("تل الحجل", None, "SY"), Question("مدينة الورد", "حلب", "SY")])
    assert [a.place_id for a in answers] == ["p:4", "p:8"]


def test_one_unknown_place_never_empties_the_others(resolver: Resolver) -> None:
    answers = resolver.resolve_all([Question("قرية لا وجود لها", "حلب", "SY"), Question("مدينة الورد", "حلب", "SY")])
    assert [a.place_id for a in answers] == [None, "p:8"]


def test_a_quarter_that_nobody_knows_is_somewhere_in_its_town(resolver: Resolver) -> None:
    answer = resolver.resolve(Question("حي الياسمين الشرقي الجديد", "مدينة الورد", "SY"))
    assert (answer.place_id, answer.precision) == ("p:8", "near")
    assert answer.radius_km is not None
    assert answer.radius_km >= 5


@pytest.mark.parametrize(
    ("text", "within", "place_id", "precision", "radius"),
    [
        ("قرية لا وجود لها", "ريف خان الرمل", "p:9", "district", 25),
        ("قرية لا وجود لها", "ناحية خان الرمل", "p:9", "district", 25),
        ("محطة لا وجود لها", "مدينة الورد", "p:8", "near", 6),
        ("نهر الدوم", "مدينة الورد", "p:8", "near", 6),
        ("قرية لا وجود لها", "ريف حلب", None, "unknown", None),
        ("محطة لا وجود لها", "حلب", None, "unknown", None),
    ],
)
def test_what_nobody_knows_lies_in_the_town_or_district_that_the_text_names(
    resolver: Resolver, text: str, within: str, place_id: str | None, precision: str, radius: float | None
) -> None:
    answer = resolver.resolve(Question(text, within, "SY"))
    assert (answer.place_id, answer.precision, answer.radius_km) == (place_id, precision, radius)


def test_a_letter_more_or_less_is_found_where_the_rest_fits(resolver: Resolver) -> None:
    assert resolver.resolve(Question("تل الحجلل", "ريف إدلب", "SY")).place_id == "p:5"
    assert Resolver(resolver.gazetteer, letters=False).resolve(Question("تل الحجلل", "ريف إدلب", "SY")).lat is None


@pytest.mark.parametrize(
    ("text", "north", "east", "precision"),
    [
        ("120 كلم شمال بغداد", 120, 0, "near"),
        ("على بعد ثلاثين كيلومترا غربي بغداد", 0, -30, "near"),
        ("شمال غربي مدينة بغداد", 3.5, -3.5, "near"),
        ("جنوب شرق بغداد", -3.5, 3.5, "near"),
        ("محيط بغداد", 0, 0, "near"),
        ("أطراف بغداد", 0, 0, "near"),
        ("بالقرب من بغداد", 0, 0, "near"),
        ("ريف بغداد", 0, 0, "near"),
        ("ريف بغداد الجنوبي", -15, 0, "near"),
        ("محافظة الأنبار", 0, 0, "governorate"),
    ],
)
def test_directions_and_distances_become_points(
    bundled: Resolver, text: str, north: float, east: float, precision: str
) -> None:
    base = bundled.resolve(Question("محافظة الأنبار" if precision == "governorate" else "بغداد"))
    answer = bundled.resolve(Question(text))
    assert answer.precision == precision
    assert None not in (base.lat, base.lon, answer.lat, answer.lon)
    assert distance_km((answer.lat, base.lon), (base.lat, base.lon)) == pytest.approx(abs(north), abs=3)  # type: ignore[arg-type]
    assert distance_km((base.lat, answer.lon), (base.lat, base.lon)) == pytest.approx(abs(east), abs=3)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "radius"),
    [
        ("بغداد", 5),
        ("محيط بغداد", 5),
        ("ريف بغداد", 25),
        ("120 كلم شمال بغداد", 60),
        ("محافظة الأنبار", 60),
        ("العراق", 300),
        ("شمال شرقي سورية", 300),
    ],
)
def test_the_radius_says_how_sure_the_point_is(bundled: Resolver, text: str, radius: float) -> None:
    assert bundled.resolve(Question(text)).radius_km == radius


def test_the_codes_of_acled_and_ucdp_follow_the_precision(bundled: Resolver) -> None:
    told = [
        bundled.resolve(Question(text)).to_json()
        for text in (
            "مدينة بغداد",
            "محيط بغداد",
            "محافظة الأنبار",
            "العراق",
            "الطريق بين بغداد والموصل",
            "قرية لا يعرفها أحد",
        )
    ]
    assert [(t["acled_precision"], t["ucdp_precision"]) for t in told] == [
        (1, 1),
        (2, 2),
        (3, 4),
        (3, 6),
        (2, 5),
        (None, 7),
    ]


def test_a_road_with_one_end_unknown_has_no_middle(bundled: Resolver) -> None:
    assert bundled.resolve(Question("الطريق بين بغداد وقرية لا يعرفها أحد")).lat is None


def test_a_road_lies_between_its_ends(bundled: Resolver) -> None:
    ends = [bundled.resolve(Question(name)) for name in ("دمشق", "حمص")]
    for middle in (
        bundled.resolve(Question("الطريق بين دمشق وحمص")),
        bundled.resolve_all([Question("دمشق", relation="road"), Question("حمص", relation="road")])[0],
    ):
        assert middle.precision == "line"
        assert middle.lat == pytest.approx((ends[0].lat + ends[1].lat) / 2, abs=0.01)  # type: ignore[operator]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("حي الورود", "الورود", "quarter"),
        ("مخيم الواحة", "الواحه", "camp"),
        ("ناحية السهل", "السهل", "district"),
        ("الباب", "الباب", ""),
    ],
)
def test_heads_ask_for_a_type(text: str, name: str, kind: str) -> None:
    phrase = read_phrase(text)
    assert phrase.type == kind
    assert name in [n.removeprefix("حي ") for n in phrase.names]


def test_every_precision_has_its_codes() -> None:
    assert ACLED_PRECISION.keys() == UCDP_PRECISION.keys()


def test_coded_places_have_points_and_spans_stay() -> None:
    report = tawthiq.code("قتل مدنيان بقصف مدفعي على حي جوبر في دمشق أمس.", published="2018-02-02")
    place = report.events[0].places[0]
    assert place.precision == "exact"
    assert place.radius_km is not None
    assert report.text[place.span.start : place.span.end] == place.text
    assert place.lat == pytest.approx(33.53, abs=0.03)
