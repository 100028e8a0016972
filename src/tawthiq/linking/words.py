"""The words of a report that tell it from others, and the days it is stamped with."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from functools import lru_cache

from tawthiq.arabic.letters import fold_word

# What a page says about itself is at its top; what follows the lead is often other news.
LEAD = 1400
_ARABIC = re.compile(r"[ء-ي]{2,}|\d{1,4}(?!\d)")
# «مسـ..ـيرة», «الاحت_لال», «مشـ ـيخة»: letters parted to slip past a filter.
_PARTED = re.compile(r"(?<=[ء-ي])[._*']+(?=[ء-ي])")
_PREFIX = re.compile(r"^(?:و|ف)?(?:بال|كال|لل|ال|ب(?=\w{4})|ل(?=\w{4}))?")
_SUFFIX = re.compile(r"(?:ات|ون|ين|ها|هم|ان|يه|ه|ي|ا)$")
_STOP = frozenset(
    """في من علي الي عن مع هذا هذه ذلك التي الذي الذين كان كانت قال وقال ان انه انها لم لن قد وقد بعد قبل بين حيث كما
    او ثم كل عند خلال حتي اليوم امس منشور عاجل متابعات الان ضمن منذ تم اثر جراء وفق بحسب""".split()
)
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
# Pages run the stamp together with what stands before and after it: «Orient NewsJanuary 30, 2025», «Dec 2, 2024117Views».
_STAMP = re.compile(
    r"(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
    r"(?:uary|ruary|ch|il|e|y|ust|t|tember|ober|ember)?\.? (\d{1,2}), (20\d\d)"
)


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """A folded word without its commonest prefixes and ending, never shorter than three letters.

    >>> stem("بالمدفعيه"), stem("مدفعي")
    ('مدفع', 'مدفع')
    """
    short = _PREFIX.sub("", word, count=1)
    word = short if len(short) >= 3 else word
    short = _SUFFIX.sub("", word)
    return short if len(short) >= 3 else word


def stems(text: str) -> Counter[str]:
    """How often each stem stands in a text; words that carry no news are left out."""
    folded = _PARTED.sub("", fold_word(text).replace("#", " "))
    return Counter(stem(word) for word in _ARABIC.findall(folded.replace("_", " ")) if word not in _STOP)


def stamped_days(text: str) -> frozenset[dt.date]:
    """Days that a page of a social network stamps its post with: «February 21, 2025», «Nov 30, 2024»."""
    return frozenset(day for parts in _STAMP.findall(text[: 2 * LEAD]) if (day := _day(*parts)) is not None)


def _day(month: str, day: str, year: str) -> dt.date | None:
    name = month[:3].lower()
    try:
        return dt.date(int(year), _MONTHS.index(name) + 1, int(day))
    except ValueError:
        return None
