"""One key for all spellings of a place's name."""

from __future__ import annotations

import re
from functools import lru_cache

from tawthiq.arabic.letters import fold

_WORD = re.compile(r"[^\W_]+")
_ENDINGS = ("ه", "ا", "ي")


@lru_cache(maxsize=65536)
def skeleton(name: str) -> str:
    """The letters that all spellings of a name share: folded, without articles, spaces and the words' last weak letters.

    >>> skeleton("كفر نبل") == skeleton("كفرنبل"), skeleton("الحراك") == skeleton("حراك"), skeleton("سوريا") == skeleton("سورية")
    (True, True, True)
    """
    joined = "".join(_strong(_bare(form)) for form in _forms(name))
    return _strong(joined)


def closeness(a: str, b: str) -> int:
    """How alike two spellings of one skeleton are: 2 letter for letter, 1 but for articles, 0 otherwise."""
    plain = ["".join(_forms(name)) for name in (a, b)]
    if plain[0] == plain[1]:
        return 2
    bare = ["".join(_bare(f) for f in _forms(name)) for name in (a, b)]
    return int(bare[0] == bare[1])


@lru_cache(maxsize=65536)
def _forms(name: str) -> tuple[str, ...]:
    """The folded words of a name; an underscore parts words as a space does."""
    return tuple(_WORD.findall(fold(name).text))


def _strong(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith(_ENDINGS) else word


def _bare(form: str) -> str:
    return form[2:] if form.startswith("ال") and len(form) > 4 else form


# Words that a village's name may have or lack: which of two of the name, and what it is.
_WHICH = frozenset(
    "كبير كبيره صغير صغيره فوقاني فوقانيه تحتاني تحتانيه شرقي شرقيه غربي غربيه شمالي شماليه جنوبي جنوبيه وسطاني وسطانيه قبلي قديم قديمه جديد جديده".split()
)
_WHAT = frozenset(
    "قريه مزرعه خربه رسم جب بير تل حويجه حرش محطه جفتلك ظهره باديه عزبه نزله غويران حصن قلعه منطقه ناحيه".split()
)


# What stands before a name in gazetteers as in texts, and is no part of it: «حي المشهد» is «المشهد».
_HEADS = ("حي ", "قرية ", "بلدة ", "مدينة ")


def headless(name: str) -> str:
    """«حي المشهد», «قرية الغدير»: the name itself."""
    return next((name.removeprefix(head) for head in _HEADS if name.startswith(head)), name)


def keys_of(names: tuple[str, ...]) -> dict[str, bool]:
    """The skeletons by which a place is found; True for those that leave a word out, which say less.

    «المعمورة_المهدوم» is two names, «عبلة كبير» may be called «عبلة», «جب ماضي» «ماضي».
    """
    out: dict[str, bool] = {}
    for name in (part for written in names for part in (written, *written.split("_")) if part):
        out[skeleton(name)] = False
        out[skeleton(headless(name))] = False
    for name in names:
        for shorter in shortened(name):
            out.setdefault(skeleton(shorter), True)
    out.pop("", None)
    return out


def shortened(name: str) -> list[str]:
    """The name without a word that tells which or what the place is."""
    forms = _forms(name)
    out = []
    if len(forms) > 1 and _bare(forms[-1]) in _WHICH:
        out.append(" ".join(forms[:-1]))
    if len(forms) > 1 and _bare(forms[0]) in _WHAT and len(forms[1]) > 3:
        out.append(" ".join(forms[1:]))
    return out
