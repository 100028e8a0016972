"""Voices: the name of a speaker where it begins in a sentence, and where it ends."""

from __future__ import annotations

from tawthiq.arabic.words import Words
from tawthiq.coding.scan import Sentence
from tawthiq.coding.victims import name_at
from tawthiq.knowledge.names import ActorName, Names
from tawthiq.model import Source

_KINDS = {
    "monitor": "ngo", "rescue": "ngo", "ngo": "ngo", "un": "ngo", "medical": "medical", "media": "media",
    "police": "official", "government": "official",
}  # fmt: skip
# No name goes on over these.
_STOPS = frozenset(
    "قد نفيا ان انه انها انهم عن في لـ ل اليوم امس مساء صباح بان حول خلال علي عبر الي بعد قبل قوله قولها ما التي الذي من هي هو كما "
    "ايضا سبق وقوع تنفيذ قيام اسماء حصيله ارتفاع اندلاع استمرار انسحاب مسووليه المسووليه مسووليته مسووليتها مسووليتهم ضد بين حيث بحسب منها بينها فان وفق".split()
)
_BEHIND_NAMES = frozenset(("،", ",", "(", ":", '"', "وهو", "وهي", "ان", "انه", "انها", "في"))
# What may stand between the word of saying and the one who says it.
_BETWEEN = frozenset(
    (
        "عن",
        "ما",
        '"',
        "به",
        "افاد",
        "افادت",
        "ذكرت",
        "ذكر",
        "اورد",
        "اوردت",
        "اورده",
        "نشر",
        "نشره",
        "ل",
        "مع",
        "بدوره",
        "بدورها",
        "ان",
        "قناه",
    )
)
# The outlet's own people are no speakers.
_OWN = ("مراسل", "المراسل", "مندوب", "موفد", "لمراسل", "مصادرنا", "لمصادرنا")
_SAID = frozenset("قال قالت اضاف اضافت اوضح اوضحت صرح صرحت اكد اكدت".split())
# «أحد سكان القرية»: people of whom one speaks.
_ONE_OF = frozenset("احد احدي".split())
# What the speaker belongs to stands behind these: «مصدر في وزارة …», «القيادي في صفوف المقاومة».
_OF = frozenset(("في", "من"))
_RANKS = frozenset(("صفوف", "قياده"))
# Names that begin with the letter that elsewhere joins what comes next.
_WAW = (
    "وزار",
    "وزير",
    "وزرا",
    "وكال",
    "وكيل",
    "وسايل",
    "وحد",
    "وطني",
    "ولاي",
    "والي",
    "وليد",
    "وايل",
    "وسيم",
    "وجها",
    "وفد",
)
# An office, behind which its holder's name may stand.
_OFFICES = ("رييس", "قايد", "متحدث", "ناطق", "وزير", "مدير", "محافظ", "ناشط", "قيادي", "ضابط", "عميد", "عقيد", "لواء", "نايب", "مبعوث", "حاكم", "صحفي", "طبيب")  # fmt: skip
# «تنظيم "…"»: whose name stands in quotes.
_GROUPS = frozenset("تنظيم حركه جماعه فصيل كتيبه كتائب كتايب لواء سرايا جبهه حزب الويه غرفه".split())
_LONGEST = 9


class Voices:
    """Reads the names of speakers in one report."""

    def __init__(self, words: Words, actors: Names[ActorName]) -> None:
        self.words = words
        self.actors = actors

    def start(self, sentence: Sentence, k: int) -> int:
        """The token where the name begins that is looked for from token `k` on."""
        forms = self.words.forms
        while k < sentence.last and forms[k] in _BETWEEN:
            k += 1
        return k

    def at(self, sentence: Sentence, k: int) -> Source | None:
        """The speaker named at token `k`: a registered side, a headed phrase or a person; None where none is."""
        forms = self.words.forms
        if k >= sentence.last or forms[k].startswith(_OWN):
            return None
        match = self.actors.match(forms, k, sentence.last)
        head = sentence.entry(k, "source_head")
        if match is None and head is None:
            return self._one_of(sentence, k) or self._person(sentence, k) or self._group(sentence, k)
        if match is not None and head is None and match[1] in ("ب", "ل") and sentence.entry(k - 1, "according") is None:
            return None
        end = self.end(sentence, k, match[0] if match else 1 + self._registered(sentence, k + 1))
        kind = _KINDS.get(match[2][0].kind, "party") if match else (head.value if head else "unknown")
        skip = len(match[1]) if match else (1 if sentence.at(k).proclitic in ("ل", "ب", "و") else 0)
        return self._source(k, end, skip, kind, "source.registry" if match else "source.head")

    def _source(self, first: int, last: int, skip: int, kind: str, rule: str) -> Source:
        span = self.words.span(first, last, skip)
        return Source(span.of(self.words.folded.raw), kind, span, rule)

    def _registered(self, sentence: Sentence, k: int) -> int:
        """«موقع المرصد …»: how many tokens the registered name at token `k` takes, 0 where none stands there."""
        match = self.actors.match(self.words.forms, k, sentence.last) if k < sentence.last else None
        return match[0] if match is not None and not match[1] else 0

    def _one_of(self, sentence: Sentence, k: int) -> Source | None:
        """«أحد سكان القرية»: one of many, with those whose one he is."""
        forms = self.words.forms
        if forms[k] not in _ONE_OF or k + 1 >= sentence.last or not forms[k + 1].isalpha() or forms[k + 1] in _STOPS:
            return None
        head = sentence.entry(k + 1, "source_head")
        return self._source(k, self.end(sentence, k, 2), 0, head.value if head else "local", "source.one-of")

    def _group(self, sentence: Sentence, k: int) -> Source | None:
        """A side that the text names at this place and no list knows; a name in quotes belongs to it."""
        mention = next((a for a in sentence.actors if a.first == k and not a.proclitic.endswith(("ب", "ل"))), None)
        if mention is not None and mention.last - k >= 2:
            return self._source(k, mention.last, mention.skip, "party", "source.side")
        end = self._quoted(sentence, k + 1) if self.words.forms[k] in _GROUPS else k + 1
        return self._source(k, end, 0, "party", "source.side") if end > k + 1 else None

    def _person(self, sentence: Sentence, k: int) -> Source | None:
        """«وقال فلان الفلاني وهو …»: a name that begins as names do, or two to four words that no list knows where a name would stand."""
        forms, end = self.words.forms, name_at(self.words, sentence, k, sentence.last)
        said = forms[k - 1].lstrip("وف") in _SAID
        if end == k or (not said and (end >= sentence.last or forms[end] not in _BEHIND_NAMES)):
            end = k
            while end < sentence.last and end - k < 5 and self._nameable(sentence, end):
                end += 1
            follows = forms[end] if end < sentence.last else ""
            if not 2 <= end - k <= 4 or follows not in _BEHIND_NAMES or not said:
                return None
        return self._source(k, end, 0, "unknown", "source.person")

    def _nameable(self, sentence: Sentence, k: int) -> bool:
        form = self.words.forms[k]
        plain = {"common", "prep"} if form.startswith("ال") else {"common"}
        known = any(entry.category not in plain for entry in sentence.at(k).entries)
        dated = any(d.first <= k < d.last for d in sentence.dates)
        return (
            form.isalpha() and len(form) > 2 and form[0] not in "ول" and form not in _STOPS and not known and not dated
        )

    def end(self, sentence: Sentence, k: int, length: int) -> int:
        """Where the name ends that begins at token `k` with `length` tokens that belong to it."""
        end = self._quoted(sentence, k + length)
        if end > k + length:
            return end
        while end < sentence.last and end - k < _LONGEST:
            belongs = self._belongs(sentence, k, end)
            if belongs == end and self._stops(sentence, k, end):
                break
            end = max(belongs, end + 1)
        return end

    def _stops(self, sentence: Sentence, k: int, end: int) -> bool:
        form = self.words.forms[end]
        if form in _STOPS or not form.isalpha() or self._another(sentence, end) or sentence.entry(end, "say"):
            return True
        if form.startswith(("بان", "لوكال", "لقنا", "ب", "ل", "فان")) and len(form) > 4:
            return True
        if form.startswith("و") and len(form) > 3 and not form.startswith(_WAW):
            return True
        if sentence.entry(end, "act") or sentence.entry(end, "harm") or any(d.first == end for d in sentence.dates):
            return True
        return self._full(k, end) and not form.startswith("ال")

    def _full(self, k: int, end: int) -> bool:
        """«المصادر أسماء …»: a definite name that is no office's is full, an indefinite word behind it begins what is said."""
        forms = self.words.forms
        return (
            forms[k].startswith("ال")
            and end - k == 1
            and not forms[k].removeprefix("ال").startswith(_OFFICES)
            and not self.actors.match(forms, k, end + 1)
        )

    def _belongs(self, sentence: Sentence, k: int, end: int) -> int:
        """«المركز الإعلامي للقوات …», «مصدر في وزارة …»: where the body that the speaker belongs to ends, or `end`."""
        forms = self.words.forms
        if end <= k:
            return end
        if forms[end].startswith("لل"):
            found = self.actors.match(forms, end, sentence.last)
            return end + found[0] if found is not None else end
        at = end + 1 if forms[end] in _OF else end if forms[end].startswith("بال") else -1
        if at < 0 or at >= sentence.last or sentence.entry(k, "source_head") is None:
            return end
        if at > end and forms[at] in _RANKS and at + 1 < sentence.last:
            at += 1
        found = self.actors.match(forms, at, sentence.last)
        if found is not None:
            return at + found[0]
        return (
            at + 1
            if at > end
            and (head := sentence.entry(at, "source_head")) is not None
            and head.value in ("official", "medical", "ngo")
            and forms[at] != "بيان"
            else end
        )

    def _another(self, sentence: Sentence, k: int) -> bool:
        """«مسؤول محلي ومصادر بالشرطة»: a second speaker begins."""
        return (
            self.words.forms[k].startswith("و")
            and sentence.entry(k, "source_head") is not None
            and sentence.at(k).proclitic == "و"
        )

    def _quoted(self, sentence: Sentence, k: int) -> int:
        """«وكالة "…"», «منظمة "…"»: the name in quotes belongs to its head; where it ends, or `k`."""
        forms = self.words.forms
        if k < sentence.last and forms[k] == '"':
            closing = next((at for at in range(k + 1, min(k + 7, sentence.last)) if forms[at] == '"'), None)
            if closing is not None and closing > k + 1:
                return closing + 1
        return k
