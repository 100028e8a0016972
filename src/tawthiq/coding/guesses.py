"""Names that may be places, by where they stand alone: no list knows them, so that only the weighing of places believes them.

They are kept apart from the places found by the rules, on which joining and the relations between places rest. Bare words behind a
preposition or a comma are no guesses: of 2,600 in coded reports 100 named a place, and nothing told them from the rest.
"""

from __future__ import annotations

from tawthiq.coding.scan import PlaceMention, Sentence

# Words behind which another thing begins: no name goes on over them.
_IN = frozenset(
    "في علي داخل صوب نحو الي بين عند باتجاه قرب محيط بمحيط اطراف وسط شرقي غربي شمالي جنوبي شرق غرب شمال جنوب ضد امام استهدف استهدفت طال طالت".split()
)
_OPENS = frozenset(
    "ابو ام ابي عبد تل كفر عين شيخ الشيخ بني دير راس جسر خان بيت باب حي ابن برج نبع جب خربه سيدي وادي فج مزرعه مزارع تله قصر".split()
)
_SIDES = frozenset("شمال جنوب شرق غرب شمالي جنوبي شرقي غربي وسط".split())
_LANDS = frozenset("البلاد القطاع المدينه البلده المحافظه المنطقه الضفه".split())
_BUILDINGS = frozenset(
    "مسجد جامع كنيسه مستشفي مشفي مدرسه جامعه اكاديميه كليه مركز مقر مبني مباني سجن السجن فندق الفندق مطعم مقهي ملهي سوق اسواق متجر مول منتجع "
    "قنصليه القنصليه سفاره السفاره قاعده القاعده معسكر مطار ميناء معبر حاجز نقطه النقطه كمين قسم مديريه محكمه مصنع معمل محطه مستودع مخازن "
    "مصفاه صوامع سد جسر طريق الطريق دوار ساحه ميدان حديقه ملعب متحف لواء اللواء فوج الفوج فرقه كتيبه ثكنه مزرعه حقل مثلث المسجد الجامع "
    "المستشفي المطار الميناء المعبر المركز المبني المجمع مجمع السوق المتحف منفذ موقع مفرق تبه جبهه منطقه المنطقه المناطق الحدود".split()
)
# With the letters that may stand in front: how many of them.
_BUILDING_FORMS = {clitic + form: len(clitic) for clitic in ("", "و", "ب", "ل", "وب", "ول") for form in _BUILDINGS}
_BUILDING_FORMS |= {"لل" + form: 2 for form in _BUILDINGS}
_SIDE_FORMS = {clitic + form: len(clitic) for clitic in ("", "و", "ب", "ل") for form in _SIDES}
_NO_NAME = frozenset(
    "التي الذي الذين الان اليوم امس حين حيث وقت اطار سياق اطراف ظل حال غضون هذه هذا ذلك تلك كل بعض عده جميع مختلف اكثر عدد عدم احد اخر اخري "
    "سبيل شكل صورها صوره بيان تصريح تصريحات حديث نهايه بدايه مطلع خلال مقابل الجاري الماضي الماضيه المقبل القادم الفايت الحالي انحاء ارجاء".split()
)
_LONGEST = 4


def guess_places(forms: list[str], sentence: Sentence, taken: set[int]) -> list[PlaceMention]:
    """Possible places of a sentence, in order; none overlaps a place that the rules found. `taken` holds the tokens of sides and days."""
    placed = {i for p in sentence.places for i in range(p.first, p.last)}
    joins = {p.last for p in sentence.places}
    out: list[PlaceMention] = []
    free = sentence.first
    for i in range(sentence.first, sentence.last):
        if i < free or i in placed:
            continue
        form = forms[i]
        guess = None
        if form in _BUILDING_FORMS:
            guess = _building(forms, sentence, i, placed)
        elif form in _SIDE_FORMS:
            guess = _side_of(forms, sentence, i, placed)
        if guess is None and i in joins and i not in taken:
            guess = _joined(forms, sentence, i, taken | placed)
        if guess is not None:
            out.append(guess)
            free = guess.last
            joins.add(free)
    for guess in out:
        guess.within = _within(forms, sentence, guess)
    return out


def _bare(forms: list[str], sentence: Sentence, k: int, taken: set[int]) -> bool:
    form = forms[k]
    return form.isalpha() and len(form) > 2 and k not in taken and form not in _NO_NAME and not sentence.at(k).entries


def _end(forms: list[str], sentence: Sentence, k: int, taken: set[int], opened: bool) -> int:
    """Where a name ends that begins at token `k`: behind one word, or more where the first calls for another."""
    end = k + 1
    while end < sentence.last and end - k < 3 and _bare(forms, sentence, end, taken):
        if not ((opened and end == k + 1) or forms[end - 1] in _OPENS):
            break
        end += 1
    return end


def _joined(forms: list[str], sentence: Sentence, i: int, taken: set[int]) -> PlaceMention | None:
    """«في الجيد والبحصة وعين لاروز»: goes on a list of places."""
    form = forms[i]
    if not form.startswith("و") or len(form) < 4 or not form.isalpha() or form[1:] in _NO_NAME:
        return None
    opened = form[1:] in _OPENS
    if sentence.at(i).entries and not opened:
        return None
    return PlaceMention(i, _end(forms, sentence, i, taken, opened), 1, [], "place.guess-and")


def _side_of(forms: list[str], sentence: Sentence, i: int, taken: set[int]) -> PlaceMention | None:
    """«شرق البلاد», «جنوب المدينة»."""
    end = i + 1
    while end < sentence.last and forms[end].removeprefix("و") in _SIDES and end - i < 3:
        end += 1
    if end >= sentence.last or forms[end] not in _LANDS or end in taken:
        return None
    return PlaceMention(i, end + 1, _SIDE_FORMS[forms[i]], [], "place.guess-side")


def _building(forms: list[str], sentence: Sentence, i: int, taken: set[int]) -> PlaceMention | None:
    """«مسجد قوات الطوارئ», «مركز ثقافي», «القنصلية الأمريكية»: a building with what tells it apart."""
    end = i + 1
    while end < sentence.last and end - i < _LONGEST and end not in taken and _tells(forms, sentence, i, end):
        end += 1
    return (
        PlaceMention(i, end, _BUILDING_FORMS[forms[i]], [], "place.guess-building", head="guess")
        if end > i + 1
        else None
    )


def _tells(forms: list[str], sentence: Sentence, head: int, k: int) -> bool:
    form = forms[k]
    if not form.isalpha() or form in _NO_NAME or len(form) < 2:
        return form.isdigit() and k == head + 1
    if any(sentence.entry(k, c) for c in ("act", "harm", "say", "result", "near", "side", "weapon", "incl")):
        return False
    if form in _IN or (form.startswith(("و", "ب", "ل")) and not form.startswith(("ول", "بي", "بن", "با", "لب", "وز"))):
        return False
    return (
        k == head + 1
        or form.startswith("ال")
        or forms[k - 1] in _OPENS
        or (k == head + 2 and not forms[k - 1].startswith("ال"))
    )


_WITHIN_REACH = 10


def _within(forms: list[str], sentence: Sentence, guess: PlaceMention) -> PlaceMention | None:
    """The place behind in which the guess is said to lie: «… بريف حماة»."""
    for place in sentence.places:
        if guess.last <= place.first < guess.last + _WITHIN_REACH:
            linked = forms[place.first][: place.skip].endswith("ب") or (
                place.first > guess.last
                and forms[place.first - 1] in ("في", "شرقي", "غربي", "شمالي", "جنوبي", "شرق", "غرب", "شمال", "جنوب")
            )
            acts = any(sentence.entry(k, "act") for k in range(guess.last, place.first))
            return place if linked and not acts else None
    return None
