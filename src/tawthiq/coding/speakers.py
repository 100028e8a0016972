"""Speakers: who vouches for a claim. A speaker holds until the text names another."""

from __future__ import annotations

from tawthiq.arabic.words import Words
from tawthiq.coding.scan import Sentence
from tawthiq.coding.voices import Voices
from tawthiq.knowledge.names import ActorName, Names
from tawthiq.model import Source

_THAT = frozenset("ان انه انها انهم بان بانه بانها".split())
_GOVERNING = frozenset("من في علي الي عن ضد قبل مع بين".split())
# «بين» is far more often «between»; «تنشره» tells where, not who; «يدعى» is how somebody is called.
_CUES = ("say", "according", "deny")
_NO_SAYING = frozenset("بين تنشره ينشره تبثه يدعي تدعي ويدعي وتدعي".split())
# After these, or behind one of those verbs without a subject, the one who spoke last goes on.
_GOES_ON = frozenset("كما كذلك وكذلك وكما ايضا الي بدورها".split())
_PRONOUN_VERBS = frozenset(
    "واضاف واضافت واوضح واوضحت واشار واشارت ولفت ولفتت وتابع وتابعت وبين وبينت وذكر وذكرت واكد واكدت وقال وقالت ونوه ونوهت".split()
)
# «تبنى تنظيم … الهجوم»: who claims an act vouches for it.
_CLAIMING = frozenset(clitic + verb for clitic in ("", "و") for verb in ("تبني", "تبنت", "يتبني", "تتبني"))
_THEMSELVES = frozenset("نفسه نفسها ذاته ذاتها ذاتهم نفسهم".split())


class Speakers:
    """Follows the speaker through one report."""

    def __init__(self, words: Words, actors: Names[ActorName]) -> None:
        self.words = words
        self.voices = Voices(words, actors)
        self.current: Source | None = None
        self.current_at = -9

    def of(self, sentence: Sentence) -> list[Source]:
        """The speakers of a sentence: those it names, else the one still speaking."""
        named = self._named(sentence)
        if named:
            self.current, self.current_at = named[-1], sentence.number
            return named
        opening = self.words.forms[sentence.first]
        if (
            self.current is not None
            and sentence.number - self.current_at <= 4
            and (opening in _PRONOUN_VERBS or opening in _GOES_ON)
        ):
            self.current_at = sentence.number
            return [self.current]
        return []

    def _named(self, sentence: Sentence) -> list[Source]:
        out: list[Source] = []
        cues = [k for name in _CUES for k in sentence.where(name, sentence.first, sentence.last)]
        behind = -1
        for k in sorted(cues):
            cue = sentence.entry(k, "say") or sentence.entry(k, "according") or sentence.entry(k, "deny")
            if (
                k >= behind
                and cue is not None
                and self.words.forms[k] not in _NO_SAYING
                and not self._belonging(sentence, k)
            ):
                found = (
                    self._behind(sentence, k) if cue.category == "say" and cue.verb else self._according(sentence, k)
                )
                told = self._told(sentence, k) if found is not None else None
                if found is not None:
                    out.append(told or found)
                    behind = k + 3
        if len(out) > 1 and any(s.kind != "media" for s in out):
            out = [s for s in out if s.kind != "media"]
        if not out and sentence.last - sentence.first > 4:
            out.extend(self._before_colon(sentence))
        return out + self._claiming(sentence, out)

    def _according(self, sentence: Sentence, k: int) -> Source | None:
        """Whom «بحسب» names, also where it goes on «بحسب معلومات … من مصادر …»."""
        found = self._phrase(sentence, k + 1)
        if found is not None or k + 1 >= sentence.last or not self.words.forms[k + 1].startswith("معلومات"):
            return found
        at = next((at for at in range(k + 2, min(k + 7, sentence.last)) if self.words.forms[at] in ("من", "عن")), None)
        return self._phrase(sentence, at + 1) if at is not None else None

    def _told(self, sentence: Sentence, k: int) -> Source | None:
        """«ونقلت الوكالة عن مصادر …»: who told the one that relays."""
        forms = self.words.forms
        if not forms[k].endswith(("نقل", "نقلت", "ينقل", "تنقل")):
            return None
        at = next((at for at in range(k + 1, min(k + 9, sentence.last)) if forms[at] == "عن"), None)
        return self._phrase(sentence, at + 1) if at is not None else None

    def _belonging(self, sentence: Sentence, k: int) -> bool:
        """«تابعة لـ…» is of the verb «تابع» in its letters only."""
        forms = self.words.forms
        return "تابع" in forms[k] and k + 1 < sentence.last and forms[k + 1].startswith("ل")

    def _behind(self, sentence: Sentence, k: int) -> Source | None:
        """The subject behind a verb of saying; where «أن» follows at once or no name does, the one before it."""
        if k + 1 < sentence.last and self.words.forms[k + 1] in _THAT:
            return self._before(sentence, k)
        return self._phrase(sentence, k + 1) or self._just_before(sentence, k)

    def _just_before(self, sentence: Sentence, k: int) -> Source | None:
        """«وكانت وزارة الدفاع أشارت في بلاغ لها …»: the name that ends where the verb stands."""
        found = self._before(sentence, k)
        return found if found is not None and found.span.end + 2 > self.words.span(k, k + 1).start else None

    def _before(self, sentence: Sentence, k: int) -> Source | None:
        """«وكانت مصادر محلية قد قالت إن …»: the nearest name in front that no preposition governs."""
        for at in range(k - 1, max(sentence.first, k - 9) - 1, -1):
            if sentence.entry(at, "say") or sentence.entry(at, "act"):
                return None
            headed = sentence.entry(at, "source_head") is not None or any(
                a.first == at and a.rows for a in sentence.actors
            )
            if headed and not (
                at > sentence.first
                and (self.words.forms[at - 1] in _GOVERNING or sentence.entry(at - 1, "source_head"))
            ):
                return self._phrase(sentence, at)
        return None

    def _before_colon(self, sentence: Sentence) -> list[Source]:
        """«المرصد السوري: …» and «الجيش اللبناني يعلن …» at the head of a sentence."""
        for k in range(sentence.first, min(sentence.first + 7, sentence.last)):
            if self.words.forms[k] == ":" or (
                (entry := sentence.entry(k, "say")) is not None and entry.verb and k > sentence.first
            ):
                found = self._phrase(sentence, sentence.first)
                return [found] if found is not None and found.rule in ("source.registry", "source.head") else []
        return []

    def _claiming(self, sentence: Sentence, named: list[Source]) -> list[Source]:
        """«تبنى تنظيم … الهجوم»: the side that claims the act."""
        forms = self.words.forms
        for k in range(sentence.first, sentence.last - 1):
            if forms[k] in _CLAIMING:
                found = self._phrase(sentence, k + 1)
                if found is not None and found.kind == "party" and all(found.text != s.text for s in named):
                    return [found]
        return []

    def _phrase(self, sentence: Sentence, k: int) -> Source | None:
        """The speaker named from token `k` on; one only referred to is the one named before."""
        k = self.voices.start(sentence, k)
        found = self.voices.at(sentence, k)
        if found is None or found.rule != "source.head" or not self._refers_back(sentence, k, found):
            return found
        return self.current

    def _refers_back(self, sentence: Sentence, k: int, found: Source) -> bool:
        """«المصدر نفسه», «الناشط», «الحملة»: the speaker named before."""
        forms = self.words.forms
        end = self.voices.end(sentence, k, 1)
        bare = end - k == 1 or forms[end - 1] in _THEMSELVES or (end < sentence.last and forms[end] in _THEMSELVES)
        return self.current is not None and bare and forms[k].startswith(("ال", "لل"))
