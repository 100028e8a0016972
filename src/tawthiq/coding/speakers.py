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
_STOPS = frozenset("ان انه انها انهم عن في لـ ل اليوم امس مساء صباح بان حول خلال علي عبر الي بعد قبل قوله قولها ما التي الذي من".split())
_OWN = ("مراسل", "مندوب", "موفد", "لمراسل")
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
        if self.words.forms[sentence.first] in _PRONOUN_VERBS and self.current is not None and sentence.number - self.current_at <= 4:
            self.current_at = sentence.number
            return [self.current]
        return []

    def _named(self, sentence: Sentence) -> list[Source]:
        out: list[Source] = []
        k = sentence.first
        while k < sentence.last:
            cue = sentence.entry(k, "say") or sentence.entry(k, "according")
            if cue is not None:
                found = self._phrase(sentence, k + 1)
                if found is not None:
                    out.append(found)
                    k += 2
            k += 1
        if len(out) > 1 and any(s.kind != "media" for s in out):
            out = [s for s in out if s.kind != "media"]
        if not out and sentence.last - sentence.first > 4:
            out.extend(self._before_colon(sentence))
        return out

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
            return None
        if match is not None and head is None and match[1] in ("ب", "ل"):
            return None
        end = self._end(sentence, k, match[0] if match else 1)
        if match is None and self._refers_back(sentence, k, end):
            return self.current
        kind = _KINDS.get(match[2][0].kind, "party") if match else (head.value if head else "unknown")
        skip = len(match[1]) if match else (1 if sentence.at(k).proclitic in ("ل", "ب", "و") else 0)
        span = self.words.folded.span(self.words.starts[k] + skip, self.words.ends[end - 1])
        return Source(span.of(self.words.folded.raw), kind, span, "source.registry" if match else "source.head")

    def _refers_back(self, sentence: Sentence, k: int, end: int) -> bool:
        """«المصدر نفسه», «الناشط», «الحملة»: the speaker named before."""
        forms = self.words.forms
        bare = end - k == 1 or forms[end - 1] in ("نفسه", "نفسها", "ذاته", "ذاتها", "ذاتهم", "نفسهم")
        return self.current is not None and bare and forms[k].startswith("ال")

    def _end(self, sentence: Sentence, k: int, length: int) -> int:
        end = k + length
        forms = self.words.forms
        while end < sentence.last and end - k < 9:
            form = forms[end]
            if form in _STOPS or not form.isalpha() or sentence.entry(end, "say") or (form.startswith(("بان", "لوكال", "لقنا", "ب", "ل")) and len(form) > 4):
                break
            if sentence.entry(end, "act") or sentence.entry(end, "harm") or any(d.first == end for d in sentence.dates):
                break
            end += 1
        return end
