"""Who did it and who says so: one-line cases, and what hangs on a claim besides (names, parts, denials, context)."""

from __future__ import annotations

from pathlib import Path

import pytest

import tawthiq
from tawthiq.model import Event

CASES = Path(__file__).parent.parent / "cases" / "who.txt"


def _lines() -> list[list[str]]:
    rows = [line for line in CASES.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return [[cell.strip() for cell in row.split("|")] for row in rows]


def first(text: str) -> Event:
    return tawthiq.code(text, published="2020-03-12").events[0]


def test_every_case_is_well_formed() -> None:
    for row in _lines():
        assert len(row) == 3, row
        assert row[0] == "-" or all(part[:2] in ("i:", "t:", "p:") for part in row[0].split(";")), row
    assert len(_lines()) >= 10


@pytest.mark.parametrize("row", _lines(), ids=lambda row: row[2][:30])
def test_case(row: list[str]) -> None:
    event = first(row[2])
    said = {f"{a.role[0]}:{a.text}" for a in event.actors}
    assert said == (set() if row[0] == "-" else set(row[0].split(";")))
    assert [s.text for s in event.sources] == ([] if row[1] == "-" else row[1].split(";"))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("قتل الشاب محمود النجار برصاص قناص في مدينة السهل.", ("محمود النجار",)),
        ("أصيب مدنيان وهما أحمد الصالح وخالد العمر بقصف مدفعي على بلدة الغدير.", ("أحمد الصالح", "خالد العمر")),
        ("اختطف مسلحون مجهولون المهندس عبد السلام الورفلي من منزله في مدينة السهل.", ("عبد السلام الورفلي",)),
        ("اعتقلت قوات الأمن في بلدة الكروم أمس سبعة أشخاص.", ()),
        ("قتل القيادي علي دهمش بغارة جوية على بلدة الغدير.", ("علي دهمش",)),
        ("قتل القيادي على يد مسلحين في بلدة الغدير اليوم، وقال مصدر محلي إن ثلاثة مدنيين أصيبوا بإطلاق النار.", ()),
        ("أصيب الشاب شيركو ملا درويش بقصف مدفعي على بلدة الغدير.", ("شيركو ملا درويش",)),
        ("أصيب الشاب بعيارين ناريين برصاص قناص في بلدة الغدير.", ()),
        ("قتل شخص يدعى مهيار الدرعان بقصف مدفعي على بلدة الغدير.", ("مهيار الدرعان",)),
        (
            "أصيب مدنيان وهما أحمد الصالح (40 عاماً) وخالد العمر بقصف مدفعي على بلدة الغدير.",
            ("أحمد الصالح", "خالد العمر"),
        ),
        ("أصيب الطفل تميم الحسن البالغ من العمر 11 عاماً بقصف مدفعي على بلدة الغدير.", ("تميم الحسن",)),
    ],
)
def test_names(text: str, names: tuple[str, ...]) -> None:
    assert tuple(name for c in first(text).casualties for name in c.names) == names


@pytest.mark.parametrize(
    ("text", "toll"),
    [
        ("قتلت امرأة وطفلاها بقصف مدفعي على بلدة الغدير.", ("killed", 2, 2, 2)),
        ("أصيب أربعة رجال وثلاث نساء بقصف مدفعي على بلدة الغدير.", ("injured", 7, 7, 7)),
        ("أصيب مدنيان اثنان على الأقل بقصف مدفعي على بلدة الغدير.", ("injured", 2, 2, None)),
        ("مقتل تسعة إرهابيين وإصابة عدد آخر بقصف مدفعي على بلدة الغدير.", ("injured", 3, None, None)),
        ('20 عنصرا من "داعش" قتلوا بغارة جوية على بلدة الغدير.', ("killed", 20, 20, 20)),
    ],
)
def test_sums_and_bounds(text: str, toll: tuple[str, int | None, int | None, int | None]) -> None:
    assert toll in {(c.outcome, c.low, c.best, c.high) for c in first(text).casualties}


def test_the_part_of_a_count_is_kept_with_it() -> None:
    killed = first("قتل أحد عشر مدنيا، بينهم ثلاثة أطفال، جراء غارات جوية على بلدة الغدير.").casualties
    assert [(c.best, c.of_which) for c in killed] == [(11, "بينهم ثلاثة أطفال")]


def test_rival_tolls_stand_beside_each_other_with_their_speakers() -> None:
    text = (
        "قال مصدر عسكري إن تسعة جنود قتلوا بهجوم على حاجز في بلدة التلال. "
        "وقالت حركة طالبان إن 14 جنديا قتلوا في الهجوم على الحاجز."
    )
    tolls = {(c.best, c.source) for e in tawthiq.code(text, published="2020-03-12").events for c in e.casualties}
    assert tolls == {(9, "مصدر عسكري"), (14, "حركة طالبان")}


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("استهدفت طائرة مسيرة سيارة على طريق السهل - الغدير وقتل شخصان.", ["road", "road"]),
        ("قتل مدني بانفجار لغم على الطريق الواصل بين مدينتي عامودا والقامشلي.", ["road", "road"]),
        ("قتل مدني بانفجار لغم في محيط بلدة الغدير.", ["near"]),
    ],
)
def test_relations(text: str, relation: list[str]) -> None:
    assert [p.relation for p in first(text).places] == relation


@pytest.mark.parametrize(
    ("text", "operation"),
    [
        ('قصفت طائرات حربية مدينة السهل ضمن عملية "درب الصقر" وقتل مدنيان.', 'عملية "درب الصقر"'),
        ("سيطر الجيش التركي على بلدة التلال أمس ضمن عملية نبع السلام.", "نبع السلام"),
        ("قتل جنديان خلال عملية عسكرية في بلدة التلال.", None),
        ("قصفت قوات النظام بالمدفعية بلدة التلال وقتل مدنيان خلال عملية تحرير التلال أمس.", "عملية تحرير التلال"),
        ('أعلنت غرفة عمليات "فجر السهل" قتل جنديين في بلدة التلال.', None),
        ('وذكرت حملة "صوت السهل" أن جنديين قتلا بقصف مدفعي على بلدة التلال.', None),
    ],
)
def test_operations(text: str, operation: str | None) -> None:
    found = first(text).operation
    assert (found.value if found else None) == operation


def test_what_a_sentence_says_of_the_act_before_hangs_on_it_too() -> None:
    text = 'قصفت قوات النظام بالمدفعية بلدة الغدير.\nويأتي هذا القصف في ظل سريان اتفاق "خفض التصعيد" في المنطقة.'
    agreement = first(text).agreement
    assert agreement is not None
    assert agreement.span.of(text) == agreement.value == 'اتفاق "خفض التصعيد"'


@pytest.mark.parametrize(
    ("text", "damage"),
    [
        ("قصفت قوات النظام بالمدفعية بلدة الغدير، ما أدى لأضرار مادية كبيرة في ممتلكات المدنيين.", "أضرار مادية كبيرة في ممتلكات المدنيين"),
        ("قصفت قوات النظام بالمدفعية بلدة الغدير، ما أدى إلى دمار كبير في ريف إدلب.", "دمار كبير"),
        ("قصفت قوات النظام بالمدفعية بلدة الغدير، ما ألحق أضراراً مادية بالمنازل.", "أضراراً مادية بالمنازل"),
        ("قصفت قوات النظام بالمدفعية بلدة الغدير وتدمير عدد من الآليات وإصابة ثلاثة مدنيين.", "تدمير عدد من الآليات"),
        ("قصفت قوات النظام بالمدفعية بلدة الغدير، وسط الدمار الذي لحق بالمنازل.", "الدمار الذي لحق بالمنازل"),
        ("قصفت قوات النظام بالمدفعية بلدة الغدير.", None),
    ],
)  # fmt: skip
def test_damage(text: str, damage: str | None) -> None:
    said = first(text).damage
    assert (said and said.value) == damage
    assert said is None or said.span.of(text) == damage


def test_an_agreement_is_tied_to_the_act() -> None:
    found = first("قتل مدني بقصف مدفعي على بلدة الغدير المشمولة باتفاق خفض التصعيد.").agreement
    assert found is not None
    assert found.value == "اتفاق خفض التصعيد"


def test_who_denies_what_others_claim_is_kept() -> None:
    text = (
        "قتل سبعة مدنيين بقصف مدفعي نفذته قوات الدعم السريع على مخيم الواحة أمس. "
        "ونفت قوات الدعم السريع في بيان القصف على المخيم."
    )
    event = first(text)
    assert event.status.value == "occurred"
    assert [s.text for s in event.denied_by] == ["قوات الدعم السريع"]


def test_what_only_a_denial_tells_is_denied() -> None:
    event = first("نفى الجيش السوداني أمس قصف مخيم الواحة بالمدفعية ومقتل سبعة مدنيين.")
    assert event.status.value == "denied"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("أبرز أحداث السهل 12-10-2021\nقصفت قوات النظام بلدة الغدير بالمدفعية وأصيب مدني.", "2021-10-12"),
        ("قصفت قوات النظام بلدة الغدير بالمدفعية وأصيب مدني.", None),
        # The year is that in which the day is a Friday.
        (
            "قصفت قوات النظام بلدة الغدير بالمدفعية اليوم الجمعة 22 تموز وأصيب مدني. جميع الحقوق محفوظة 2022.",
            "2022-07-22",
        ),
        (
            "قصفت قوات النظام بلدة الغدير بالمدفعية اليوم الخميس 22 تموز وأصيب مدني. جميع الحقوق محفوظة 2022.",
            None,
        ),
        # A line of its own, also further down; not one that gainsays the weekday, and no list of other reports.
        (
            "قصفت قوات النظام بلدة الغدير بالمدفعية.\nوأصيب مدني.\nونقل إلى المشفى.\nوعاد الهدوء.\nالسبت, ٢٢ يناير ٢٠٢٢",
            "2022-01-22",
        ),
        (
            "قصفت قوات النظام بلدة الغدير بالمدفعية اليوم الأحد.\nوأصيب مدني.\nونقل إلى المشفى.\nوعاد الهدوء.\nالسبت, ٢٢ يناير ٢٠٢٢",
            None,
        ),
        (
            "قصفت قوات النظام بلدة الغدير بالمدفعية.\nوأصيب مدني.\nونقل.\nوعاد.\n2025/03/18\n2025/03/17\n2025/03/16",
            None,
        ),
    ],
)
def test_a_dateline_dates_a_report_without_a_day(text: str, day: str | None) -> None:
    start = tawthiq.code(text).events[0].date.start
    assert (start.isoformat() if start else None) == day
