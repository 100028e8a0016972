"""One key for all spellings of a place's name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from tawthiq.arabic.letters import fold

_WORD = re.compile(r"[^\W_]+")
_ENDINGS = ("ه", "ا", "ي")
# Letters that folding leaves as they are: most names of a folded table need no second look.
_FOLDED = re.compile("[ءا-بت-غف-هوي0-9 _]*")


@lru_cache(maxsize=65536)
def skeleton(name: str) -> str:
    """The letters that all spellings of a name share: folded, without articles, spaces and the words' last weak letters.

    >>> skeleton("كفر نبل") == skeleton("كفرنبل"), skeleton("الحراك") == skeleton("حراك"), skeleton("سوريا") == skeleton("سورية")
    (True, True, True)
    """
    return _key(_forms(name))


def _key(forms: tuple[str, ...]) -> str:
    return _strong("".join([_strong(_bare(form)) for form in forms]))


def closeness(a: str, b: str) -> int:
    """How alike two spellings of one skeleton are: 2 letter for letter, 1 but for articles, 0 otherwise."""
    plain = ["".join(_forms(name)) for name in (a, b)]
    if plain[0] == plain[1]:
        return 2
    bare = ["".join(_bare(f) for f in _forms(name)) for name in (a, b)]
    return int(bare[0] == bare[1])


def one_ending(a: str, b: str) -> bool:
    """Whether two spellings of one skeleton differ in the words' last weak letters alone: «سوريا», «سورية»; not «كفر نايا», «كفر ناها»."""
    once = ["".join([_strong(_bare(form)) for form in _forms(name)]) for name in (a, b)]
    return once[0] == once[1]


@lru_cache(maxsize=65536)
def _forms(name: str) -> tuple[str, ...]:
    """The folded words of a name; an underscore parts words as a space does."""
    return tuple(_WORD.findall(name if _FOLDED.fullmatch(name) else fold(name).text))


def _strong(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith(_ENDINGS) else word


def _bare(form: str) -> str:
    """A word without its article; «أبو» and the tribes' «البو» are one."""
    if form.startswith("ال") and (len(form) > 4 or form == "البو"):
        form = form[2:]
    return form[1:] if form.startswith("ابو") else form


# Words that a village's name may have or lack: which of two of the name, and what it is.
_WHICH = frozenset(
    "كبير كبيره صغير صغيره فوقاني فوقانيه تحتاني تحتانيه شرقي شرقيه غربي غربيه شمالي شماليه جنوبي جنوبيه وسطاني وسطانيه قبلي قديم قديمه جديد جديده".split()
)
_WHAT = frozenset(
    "قريه مزرعه خربه رسم جب بير تل حويجه حرش محطه جفتلك ظهره باديه عزبه نزله غويران حصن قلعه منطقه ناحيه".split()
)


# What stands before a name in gazetteers as in texts, and is no part of it: «حي المشهد» is «المشهد».
_HEADS = ("حي ", "قرية ", "بلدة ", "مدينة ")
_HEAD_FORMS = frozenset("حي قريه بلده مدينه".split())
GOVERNED_FORMS = frozenset("مركز منطقه مدينه قضاء محافظه ناحيه مديريه ولايه محليه لواء".split())
_GOVERNED = re.compile(r"^(?:مركز|منطقة|مدينة|قضاء|محافظة|ناحية|مديرية|ولاية|محلية|لواء)\s+")


def headless(name: str) -> str:
    """«حي المشهد», «قرية الغدير»: the name itself."""
    return next((name.removeprefix(head) for head in _HEADS if name.startswith(head)), name)


def governed(name: str) -> str:
    """«مركز حماة», «منطقة الباب», «مديرية الحد»: the name itself."""
    return _GOVERNED.sub("", name)


def keys_of(names: Iterable[str], heads: frozenset[str] = frozenset()) -> dict[str, bool]:
    """The skeletons by which a place is found; True for those that leave a word out, which say less.

    «المعمورة_المهدوم» is two names, «عبلة كبير» may be called «عبلة», «جب ماضي» «ماضي». `heads`: folded words that, like
    «قرية» and «حي», are no part of the name that they stand before.
    """
    out: dict[str, bool] = {}
    shorter: list[str] = []
    for name in names:
        forms = _forms(name)
        each = [forms, *(map(_forms, name.split("_")) if "_" in name else ())]
        for part in each:
            out[_key(part)] = False
            if len(part) > 1 and (part[0] in _HEAD_FORMS or part[0] in heads):
                out[_key(part[1:])] = False
        shorter += [_key(kept) for kept in _shortened(forms)]
    for key in shorter:
        out.setdefault(key, True)
    out.pop("", None)
    return out


def shortened(name: str) -> list[str]:
    """The name without a word that tells which or what the place is."""
    return [" ".join(kept) for kept in _shortened(_forms(name))]


def _shortened(forms: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    if len(forms) > 1 and _bare(forms[-1]) in _WHICH:
        yield forms[:-1]
    if len(forms) > 1 and _bare(forms[0]) in _WHAT and len(forms[1]) > 3:
        yield forms[1:]
