"""Names of days, months and parts of the day, and the words that place them in time; all folded. Own work.

Every key is in the form that `tawthiq.arabic.letters.fold` gives («أيلول» is here «ايلول»). Months of two words are
written with one space.
"""

from __future__ import annotations

# Monday is 0, as in `datetime.date.weekday`.
WEEKDAYS = {
    "الاثنين": 0, "الاتنين": 0, "الثلاثاء": 1, "الثلاثا": 1, "الثلثاء": 1, "الاربعاء": 2, "الاربعا": 2, "الخميس": 3,
    "الجمعه": 4, "السبت": 5, "الاحد": 6,
}  # fmt: skip
# Without «ال» these are numbers and people's names: only behind «يوم».
BARE_WEEKDAYS = {"اثنين": 0, "ثلاثاء": 1, "اربعاء": 2, "خميس": 3, "جمعه": 4, "سبت": 5, "احد": 6}

_MONTH_NAMES = (
    "يناير، كانون الثاني، كانون ثاني، كانون ثان، جانفي",
    "فبراير، شباط، فيفري",
    "مارس، اذار، ازار",
    "ابريل، نيسان، افريل، نيسن",
    "مايو، ايار، ماي، مايس",
    "يونيو، حزيران، جوان، يونيه",
    "يوليو، تموز، جويليه، يوليه، يوليوز",
    "اغسطس، اب، اوت، غشت، اوغسطس، اغسطوس",
    "سبتمبر، ايلول، شتنبر",
    "اكتوبر، تشرين الاول، تشرين اول",
    "نوفمبر، تشرين الثاني، تشرين ثاني، تشرين ثان، نونبر، نوفمبير",
    "ديسمبر، كانون الاول، كانون اول، دجنبر",
)
_HIJRI_NAMES = (
    "محرم", "صفر", "ربيع الاول", "ربيع الثاني، ربيع الاخر", "جمادي الاولي، جمادي الاول",
    "جمادي الثانيه، جمادي الاخره، جمادي الثاني", "رجب", "شعبان", "رمضان", "شوال", "ذو القعده، ذي القعده",
    "ذو الحجه، ذي الحجه",
)  # fmt: skip


def _numbered(rows: tuple[str, ...]) -> dict[str, int]:
    return {name: number for number, row in enumerate(rows, 1) for name in row.split("، ")}


MONTHS = _numbered(_MONTH_NAMES)
HIJRI = _numbered(_HIJRI_NAMES)
# «اب» is also a father and «صفر» a zero: with a proclitic («باب») they are never months.
NO_PROCLITIC = frozenset(("اب", "صفر"))

# Day of the month in words; «الحادي» and «الواحد» only open a compound («الحادي والثلاثين»).
ORDINALS = {
    "الاول": 1, "اول": 1, "الفاتح": 1, "الثاني": 2, "الثالث": 3, "الرابع": 4, "الخامس": 5, "السادس": 6, "السابع": 7,
    "الثامن": 8, "التاسع": 9, "العاشر": 10, "العشرين": 20, "العشرون": 20, "الثلاثين": 30, "الثلاثون": 30,
}  # fmt: skip
COMPOUND_ONLY = {"الحادي": 1, "الواحد": 1, "الحاديه": 1}
TENS = {"عشر": 10, "العشرين": 20, "العشرون": 20, "الثلاثين": 30, "الثلاثون": 30}

NIGHTS = frozenset("ليل ليله الليله الليل ليلا".split())
DAY_PARTS = NIGHTS | frozenset(
    "صباح مساء ظهر عصر فجر ضحي عشيه مغرب سحر صبيحه ظهيره نهار الفجر الصباح المساء الظهر".split()
)
TODAY = frozenset(("اليوم",))
YESTERDAY = frozenset(("امس", "الامس", "البارحه"))
TOMORROW = frozenset(("غدا", "غد", "الغد"))

LAST = frozenset(
    "الماضي الماضيه الماضيين الماضيتين الفايت الفايته الفايتين المنصرم المنصرمه المنصرمين الفارط الفارطه السالف المنقضي".split()
)
RECENT = LAST | frozenset("الاخير الاخيره الاخيرين السابقه".split())
THIS = frozenset("الجاري الجاريه الحالي الحاليه".split())
NEXT = frozenset("المقبل المقبله القادم القادمه".split())
# The end of a year is its last month, the end of a month its last ten days.
THIRDS = {
    "مطلع": 0, "بدايه": 0, "بدايات": 0, "اوايل": 0, "مستهل": 0, "منتصف": 1, "اواسط": 1, "اواخر": 2, "نهايه": 3,
    "نهايات": 3,
}  # fmt: skip
# How long a unit of «قبل …» lasts: (days, months). An hour ago is today.
UNITS = {
    "ساعه": (0, 0), "ساعات": (0, 0), "ساعتين": (0, 0), "دقيقه": (0, 0), "دقايق": (0, 0), "قليل": (0, 0), "لحظات": (0, 0),
    "يوم": (1, 0), "يوما": (1, 0), "ايام": (1, 0), "يومين": (2, 0), "اسبوع": (7, 0), "اسبوعا": (7, 0),
    "اسابيع": (7, 0), "اسبوعين": (14, 0), "شهر": (0, 1), "شهرا": (0, 1), "اشهر": (0, 1), "شهور": (0, 1),
    "شهرين": (0, 2), "عام": (0, 12), "عاما": (0, 12), "سنه": (0, 12), "اعوام": (0, 12), "سنوات": (0, 12),
    "سنين": (0, 12), "عامين": (0, 24), "سنتين": (0, 24),
}  # fmt: skip
# Said without a number, these tell no length: «قبل أيام».
VAGUE_UNITS = frozenset("ايام اسابيع اشهر شهور اعوام سنوات سنين يوما عاما شهرا اسبوعا".split())
