"""Outcomes told otherwise than by a word in front of its people: a verb behind them, «تعرض … لإصابة», «عدد القتلى … إلى», nobody at all."""

from __future__ import annotations

from collections.abc import Mapping

from tawthiq.arabic.numbers import Number
from tawthiq.coding.scan import Sentence

BODY_COUNT = frozenset(("killed", "injured"))
# Verbs behind their people agree with them in number («قتلوا», «أصيبا»); a singular verb opens a clause of its own.
_AGREEING = ("وا", "لا", "با", "تا", "حا", "لن", "بن", "حن", "ون")
# So far a verb may stand behind its people: next to them, or past what is said of them where it agrees.
_NEAR, _REACH, _FAR = 2, 5, 18
_QUOTES = frozenset(('"', "'", "/", "(", ")"))
_ASIDE = frozenset("بينهم بينهن بينهما من معظمهم اغلبهم غالبيتهم منهم احدهم احدهما وهم".split())
_TURNS = frozenset(("ان", "الذين", "الذي", "التي", ":", "انه", "انها", "انهم", "فيما", "بينما"))


def verb_behind(forms: list[str], sentence: Sentence, noun: int, counted: bool) -> tuple[str, int]:
    """«ثلاثة مدنيين قتلوا», «20 عنصرا من …، بينهم قيادي، قتلوا»: the outcome of the verb behind the people, and where it stands.

    `noun` is the last token of the people; where they are not `counted` the verb stands close behind. The outcome is "" where no verb is theirs; the token below 0 where none was met.
    """
    aside = quotes = 0
    for k in range(noun + 1, min(noun + _FAR, sentence.last)):
        form, entry = forms[k], sentence.entry(k, "harm")
        if not counted and (k - noun - quotes >= _REACH or form in ("،", ",")):
            break
        if form in _QUOTES:
            quotes += 1
        elif entry is not None and entry.verb and entry.value in BODY_COUNT:
            near, agrees = k - noun - quotes <= _NEAR, form.endswith(_AGREEING)
            return ("" if sentence.at(k).proclitic.startswith("و") or not (near or agrees) else entry.value), k
        elif form in ("،", ","):
            if not aside and not (k + 1 < sentence.last and forms[k + 1] in _ASIDE):
                return "", -1
            aside += 1
            if aside > 2:
                return "", -1
        elif entry is not None or form in _TURNS or _tells(sentence, k):
            return "", -1
    return "", -1


def _tells(sentence: Sentence, k: int) -> bool:
    return any(sentence.entry(k, category) is not None for category in ("result", "say", "act"))


_EXPOSED = frozenset(clitic + verb for clitic in ("", "و") for verb in ("تعرض", "تعرضت", "تعرضوا", "تعرضا", "يتعرض"))
_TO_HURT = frozenset("للاصابه لاصابه لاصابات باصابه باصابات للاصابات لجروح لجراح".split())
_EXPOSED_REACH = 9


def exposed(forms: list[str], sentence: Sentence, k: int) -> bool:
    """«تعرض سبعة من رجال الحرس لإصابات»: the verb that makes the people behind it hurt."""
    return forms[k] in _EXPOSED and not _TO_HURT.isdisjoint(forms[k + 1 : min(k + _EXPOSED_REACH, sentence.last)])


_FALL = frozenset(("سقوط", "سقط", "وسقط", "وسقوط", "بسقوط", "سقطت"))


def fallen(forms: list[str], sentence: Sentence, k: int, numbers: Mapping[int, Number]) -> bool:
    """«سقوط 11 مواطنا»: people who fell, counted and not called dead or hurt, are dead."""
    number = numbers.get(k + 1) if forms[k] in _FALL else None
    if number is None:
        return False
    behind = range(number.last, min(number.last + 2, sentence.last))
    return any(sentence.entry(at, "person") for at in behind) and not any(sentence.entry(at, "victim") for at in behind)


_REACHED = frozenset("الي بلغ البالغ عددهم يتجاوز تجاوز وصل بلغت ليصل هم هما لتصل".split())
_SUM_HEADS = frozenset("عدد ان حصيله اعداد".split())
_SUM_REACH = 9


def summed_up(forms: list[str], sentence: Sentence, k: int, last: int, numbers: Mapping[int, Number]) -> Number | None:
    """«ارتفع عدد القتلى إلى 25», «القتلى أربعة مدنيين»: the number that the victim noun at token `k` has, or None."""
    reached = forms[k - 1].removeprefix("و").removeprefix("ب") in _SUM_HEADS or forms[k - 1] in ("عدد", "بعدد")
    for at in range(k + 1, min(k + _SUM_REACH, last)):
        if (number := numbers.get(at)) is not None:
            people = number.last < last and (
                sentence.entry(number.last, "person") or sentence.entry(number.last, "victim")
            )
            ends = number.last >= last or not forms[number.last].isalpha()
            return number if at == k + 1 or (reached and (people or ends)) else None
        if sentence.entry(at, "harm") or sentence.entry(at, "say") or forms[at] in ("،", ":", "."):
            return None
        reached = reached or forms[at] in _REACHED
    return None


_LIMITED = frozenset(
    clitic + verb for clitic in ("", "و", "ف") for verb in ("اقتصر", "اقتصرت", "تقتصر", "مقتصره", "مقتصرا")
)
_MATERIAL = frozenset("المادي الماديه ماديه الماديات".split())


def only_material(forms: list[str], k: int, last: int) -> int:
    """«اقتصرت الأضرار على المادية»: the token behind it, 0 where it is not said."""
    if forms[k] in _LIMITED:
        for at in range(k + 1, min(k + 6, last)):
            if forms[at] in _MATERIAL:
                return at + 1
    return 0


# Words without a meaning of their own in the lexicon that open one of these.
OPENERS = _EXPOSED | _FALL | _LIMITED | {"بشريه"}
