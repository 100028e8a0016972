"""Web debris: "read also" lists, menus and share buttons that stand around a report."""

from __future__ import annotations

from tawthiq.arabic.words import Words

_OPENERS = (
    ("مقالات", "ذات", "صله"), ("مقالات", "مشابهه"), ("اخبار", "ذات", "صله"), ("اقرا", "ايضا"), ("اقرا", "المزيد"),
    ("مواضيع", "ذات", "صله"), ("مواضيع", "متعلقه"), ("الاكثر", "قراءه"), ("الاكثر", "مشاهده"), ("اترك", "تعليقا"),
    ("المقال", "السابق"), ("الخبر", "السابق"), ("المقال", "التالي"), ("اخر", "الاخبار"), ("قد", "يعجبك"),
    ("اخترنا", "لكم"), ("موضوعات", "متعلقه"), ("شاهد", "ايضا"), ("مقالات", "مرتبطه"), ("المزيد", "من", "الاخبار"),
    ("اشترك", "في"), ("المنشورات", "ذات", "الصله"), ("روابط", "ذات", "صله"), ("اقرا", "ايضا", ":"), ("التالي",), ("مشاركه",),
    ("المزيد", "حول"), ("كلمات", "مفتاحيه"), ("ذات", "صله"), ("اخبار", "متعلقه"),
)  # fmt: skip
_FIRST_WORDS = frozenset(opener[0] for opener in _OPENERS)


def debris_sentences(words: Words) -> set[int]:
    """The sentences that stand behind an opener of such a list, to the end of the text.

    An opener within the first third of the text is a menu of its own and takes only its own line.
    """
    out: set[int] = set()
    forms = words.forms
    last_half = len(forms) // 3
    for number, (first, last) in enumerate(words.sentences):
        if forms[first] not in _FIRST_WORDS:
            continue
        opener = next((o for o in _OPENERS if tuple(forms[first : first + len(o)]) == o), None)
        if opener is None or last - first > len(opener) + 2:
            if opener is not None:
                out.add(number)
            continue
        if first < last_half:
            out.add(number)
            continue
        out.update(range(number, len(words.sentences)))
        return out
    return out | _headlines_behind(words)


# A line this long is prose; this many short ones without a stop at the end of a page are other reports' headlines.
_FULL_STOPS = (".", "؟", "!", "…")
_PROSE, _SEVERAL, _HEADLINE = 22, 3, 14


def _headlines_behind(words: Words) -> set[int]:
    """The short lines without a full stop that close a page below its prose."""
    tail: list[int] = []
    for number in range(len(words.sentences) - 1, -1, -1):
        first, last = words.sentences[number]
        if (
            last - first > _HEADLINE
            or words.folded.raw[words.span(first, last).end :][:2].strip(' ”»"')[:1] in _FULL_STOPS
        ):
            break
        tail.append(number)
    prose = any(last - first >= _PROSE for first, last in words.sentences[: len(words.sentences) - len(tail)])
    return set(tail) if prose and len(tail) >= _SEVERAL else set()
