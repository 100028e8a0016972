"""What two claims may have alike: the names of places, words that point back or to another act."""

from __future__ import annotations

from tawthiq.arabic.letters import fold_word
from tawthiq.arabic.words import Words
from tawthiq.coding.claims import Claim
from tawthiq.coding.scan import PlaceMention

_ANOTHER = frozenset("ثانيه الثانيه ثان ثانيا الثاني اخر اخري الاخر الاخري مماثل مماثله مماثلا مشابه".split())


def is_another(words: Words, claim: Claim) -> bool:
    """«الغارة الثانية», «قصف آخر», «هجوم مماثل»: an act like the one before is not that one."""
    at = claim.type_at
    if at is None or at.entry.verb:
        return False
    behind = words.forms[at.at + at.length : min(at.at + at.length + 2, claim.last)]
    return any(form in _ANOTHER for form in behind)


def refers_back(claim: Claim) -> bool:
    """«القصف», «الهجوم», «التفجير»: a definite act is the one told before."""
    at = claim.type_at
    if at is None or at.entry.verb or at.entry.rule == "act.clash":
        return False
    return at.proclitic.endswith(("ال", "لل")) and at.entry.strength <= 2


def names_of(words: Words, place: PlaceMention) -> frozenset[str]:
    """The telling words of a place's name."""
    if place.telling is None:
        place.telling = _telling(words, place)
    return place.telling


def _telling(words: Words, place: PlaceMention) -> frozenset[str]:
    forms = words.forms[place.first : place.last]
    if place.skip:
        forms = [forms[0][place.skip :], *forms[1:]]
    names = [f.removeprefix("ال") for f in forms if f.isalpha() and f not in _HEADS]
    return frozenset(n for n in names if n not in _COMMON) or frozenset(names)


def chain(words: Words, place: PlaceMention) -> frozenset[str]:
    """The telling words of a place's name and of what it lies in."""
    out = names_of(words, place)
    return out | names_of(words, place.within) if place.within else out


# Words that many places share: «تل قراح» and «تل رفعت» are two, so are «جبل الزاوية» and «جبل الأربعين».
_COMMON = frozenset(
    "جبل تل كفر عين خان دير بيت ابو ام شيخ بني راس جسر باب مطار معبر سد قاعده طريق ميناء مستشفي مشفي مدرسه مسجد سوق دوار ساحه نهر وادي قريتي بلدتي".split()
)
_HEADS = frozenset(
    fold_word(w)
    for w in "مدينة بلدة قرية حي محافظة ريف منطقة مخيم محيط أطراف قضاء ناحية شارع محور جبهة قرى بلدات شمال جنوب شرق غرب شمالي جنوبي شرقي غربي وسط الشمالي الجنوبي الشرقي الغربي".split()
)
