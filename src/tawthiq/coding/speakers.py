"""Speakers: who vouches for a claim. A speaker holds until the text names another."""

from __future__ import annotations

from tawthiq.arabic.words import Words
from tawthiq.coding.scan import Sentence
from tawthiq.knowledge.names import ActorName, Names
from tawthiq.model import Source

_KINDS = {
    "monitor": "ngo", "rescue": "ngo", "ngo": "ngo", "un": "ngo", "medical": "medical", "media": "media",
    "police": "official", "government": "official",
}  # fmt: skip
_STOPS = frozenset("قد نفيا ان انه انها انهم عن في لـ ل اليوم امس مساء صباح بان حول خلال علي عبر الي بعد قبل قوله قولها ما التي الذي من".split())
_THAT = frozenset("ان انه انها انهم بان بانه بانها".split())
_GOVERNING = frozenset("من في علي الي عن ضد قبل مع بين".split())
_BEHIND_NAMES = frozenset(("،", ",", "(", ":", '"', "وهو", "وهي", "ان", "انه", "انها", "في"))
# «بين» is far more often «between»; «تنشره» tells where, not who.
_CUES = ("say", "according", "deny")
_NO_SAYING = frozenset("بين تنشره ينشره تبثه".split())
_SAID = frozenset("قال قالت اضاف اضافت اوضح اوضحت صرح صرحت اكد اكدت".split())
_OWN = ("مراسل", "مندوب", "موفد", "لمراسل")
# After these, or behind one of those verbs without a subject, the one who spoke last goes on.
_GOES_ON = frozenset("كما كذلك وكذلك وكما ايضا الي بدورها".split())
_PRONOUN_VERBS = frozenset("واضاف واضافت واوضح واوضحت واشار واشارت ولفت ولفتت وتابع وتابعت وبين وبينت وذكر وذكرت واكد واكدت وقال وقالت ونوه ونوهت".split())


class Speakers:
    """Follows the speaker through one report."""

    def __init__(self, words: Words, actors: Names[ActorName]) -> None:
        self.words = words
        self.actors = actors
        self.current: Source | None = None
        self.current_at = -9

    def of(self, sentence: Sentence) -> list[Source]:
        """The speakers of a sentence: those it names, else the one still speaking."""
        named = self._named(sentence)
        if named:
            self.current, self.current_at = named[-1], sentence.number
            return named
        opening = self.words.forms[sentence.first]
        if self.current is not None and sentence.number - self.current_at <= 4 and (opening in _PRONOUN_VERBS or opening in _GOES_ON):
            self.current_at = sentence.number
            return [self.current]
        return []

    def _named(self, sentence: Sentence) -> list[Source]:
        out: list[Source] = []
        cues = [k for name in _CUES for k in sentence.where(name, sentence.first, sentence.last)]
        behind = -1
        for k in sorted(cues):
            cue = sentence.entry(k, "say") or sentence.entry(k, "according") or sentence.entry(k, "deny")
            if k >= behind and cue is not None and self.words.forms[k] not in _NO_SAYING and not self._belonging(sentence, k):
                found = self._behind(sentence, k) if cue.category == "say" and cue.verb else self._phrase(sentence, k + 1)
                if found is not None:
                    out.append(found)
                    behind = k + 3
        if len(out) > 1 and any(s.kind != "media" for s in out):
            out = [s for s in out if s.kind != "media"]
        if not out and sentence.last - sentence.first > 4:
            out.extend(self._before_colon(sentence))
        return out

    def _belonging(self, sentence: Sentence, k: int) -> bool:
        """«تابعة لـ…» is of the verb «تابع» in its letters only."""
        forms = self.words.forms
        return "تابع" in forms[k] and k + 1 < sentence.last and forms[k + 1].startswith("ل")

    def _behind(self, sentence: Sentence, k: int) -> Source | None:
        """The subject behind a verb of saying; where «أن» follows at once, the one before it."""
        if k + 1 < sentence.last and self.words.forms[k + 1] in _THAT:
            return self._before(sentence, k)
        return self._phrase(sentence, k + 1)

    def _before(self, sentence: Sentence, k: int) -> Source | None:
        """«وكانت مصادر محلية قد قالت إن …»: the nearest name in front that no preposition governs."""
        for at in range(k - 1, max(sentence.first, k - 9) - 1, -1):
            if sentence.entry(at, "say") or sentence.entry(at, "act"):
                return None
            headed = sentence.entry(at, "source_head") is not None or any(a.first == at and a.rows for a in sentence.actors)
            if headed and not (at > sentence.first and (self.words.forms[at - 1] in _GOVERNING or sentence.entry(at - 1, "source_head"))):
                return self._phrase(sentence, at)
        return None

    def _before_colon(self, sentence: Sentence) -> list[Source]:
        """«المرصد السوري: …» and «الجيش اللبناني يعلن …» at the head of a sentence."""
        for k in range(sentence.first, min(sentence.first + 7, sentence.last)):
            if self.words.forms[k] == ":" or ((entry := sentence.entry(k, "say")) is not None and entry.verb and k > sentence.first):
                found = self._phrase(sentence, sentence.first)
                return [found] if found is not None and found.rule != "source.unknown" else []
        return []

    def _phrase(self, sentence: Sentence, k: int) -> Source | None:
        """The speaker's name at token `k`: a registered side or a headed phrase."""
        forms = self.words.forms
        while k < sentence.last and forms[k] in ("عن", "ما", '"', "به", "افاد", "افادت", "ذكرت", "ذكر", "ل", "مع", "بدوره", "بدورها", "ان", "قناه") :
            k += 1
        if k >= sentence.last or forms[k].startswith(_OWN):
            return None
        match = self.actors.match(forms, k, sentence.last)
        head = sentence.entry(k, "source_head")
        if match is None and head is None:
            return self._person(sentence, k)
        if match is not None and head is None and match[1] in ("ب", "ل") and sentence.entry(k - 1, "according") is None:
            return None
        end = self._end(sentence, k, match[0] if match else 1)
        if match is None and self._refers_back(sentence, k, end):
            return self.current
        kind = _KINDS.get(match[2][0].kind, "party") if match else (head.value if head else "unknown")
        skip = len(match[1]) if match else (1 if sentence.at(k).proclitic in ("ل", "ب", "و") else 0)
        span = self.words.span(k, end, skip)
        return Source(span.of(self.words.folded.raw), kind, span, "source.registry" if match else "source.head")

    def _person(self, sentence: Sentence, k: int) -> Source | None:
        """«وقال فلان الفلاني وهو …»: two to four words that no list knows, where a name would stand."""
        forms, end = self.words.forms, k
        while end < sentence.last and end - k < 5 and self._nameable(sentence, end):
            end += 1
        follows = forms[end] if end < sentence.last else ""
        if not 2 <= end - k <= 4 or follows not in _BEHIND_NAMES or forms[k - 1].lstrip("وف") not in _SAID:
            return None
        span = self.words.span(k, end)
        return Source(span.of(self.words.folded.raw), "unknown", span, "source.person")

    def _nameable(self, sentence: Sentence, k: int) -> bool:
        form = self.words.forms[k]
        plain = {"common", "prep"} if form.startswith("ال") else {"common"}
        known = any(entry.category not in plain for entry in sentence.at(k).entries)
        dated = any(d.first <= k < d.last for d in sentence.dates)
        return form.isalpha() and len(form) > 2 and form[0] not in "ول" and form not in _STOPS and not known and not dated

    def _refers_back(self, sentence: Sentence, k: int, end: int) -> bool:
        """«المصدر نفسه», «الناشط», «الحملة»: the speaker named before."""
        forms = self.words.forms
        bare = end - k == 1 or forms[end - 1] in ("نفسه", "نفسها", "ذاته", "ذاتها", "ذاتهم", "نفسهم")
        return self.current is not None and bare and forms[k].startswith("ال")

    def _belongs(self, sentence: Sentence, k: int, end: int) -> int:
        """«المركز الإعلامي للقوات …»: where the body that the speaker belongs to ends, or `end`."""
        found = self.actors.match(self.words.forms, end, sentence.last) if self.words.forms[end].startswith("لل") and end > k else None
        return end + found[0] if found is not None else end

    def _another(self, sentence: Sentence, k: int) -> bool:
        """«مسؤول محلي ومصادر بالشرطة»: a second speaker begins."""
        return self.words.forms[k].startswith("و") and sentence.entry(k, "source_head") is not None and sentence.at(k).proclitic == "و"

    def _quoted(self, sentence: Sentence, k: int) -> int:
        """«وكالة "…"», «منظمة "…"»: the name in quotes belongs to its head; where it ends, or `k`."""
        forms = self.words.forms
        if k < sentence.last and forms[k] == '"':
            closing = next((at for at in range(k + 1, min(k + 7, sentence.last)) if forms[at] == '"'), None)
            if closing is not None and closing > k + 1:
                return closing + 1
        return k

    def _end(self, sentence: Sentence, k: int, length: int) -> int:
        forms = self.words.forms
        end = self._quoted(sentence, k + length)
        if end > k + length:
            return end
        while end < sentence.last and end - k < 9:
            form = forms[end]
            belongs = self._belongs(sentence, k, end)
            if belongs > end:
                end = belongs
                continue
            if form in _STOPS or not form.isalpha() or self._another(sentence, end) or sentence.entry(end, "say") or (form.startswith(("بان", "لوكال", "لقنا", "ب", "ل")) and len(form) > 4):
                break
            if sentence.entry(end, "act") or sentence.entry(end, "harm") or any(d.first == end for d in sentence.dates):
                break
            end += 1
        return end
