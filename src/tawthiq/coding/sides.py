"""Sides by their full name: «التنظيم», «الاحتلال», «غارة إسرائيلية» take the name the report uses elsewhere."""

from __future__ import annotations

from collections import Counter

from tawthiq.arabic.words import Words
from tawthiq.coding.scan import ActorMention, Sentence

_PLANES = ("طايرات", "طيران", "مقاتلات", "مسيرات", "مدفعي")
_HEADS = ("ميليشي", "مليشي", "قوات", "تنظيم", "عناصر", "مسلح", "مقاتل")
_IRREGULAR = frozenset(("rebel", "militia", "political"))


class Sides:
    """All sides that a report's sentences name, in order."""

    def __init__(self, words: Words, sentences: list[Sentence]) -> None:
        self.words = words
        self.mentions = [a for s in sentences for a in s.actors]
        self._names: dict[tuple[int, int, int], tuple[str, ...]] = {}

    def full(self, mention: ActorMention) -> ActorMention | None:
        """The mention itself, or the one it stands for; None for a bare head that stands for nothing."""
        if mention.nation:
            return self._of_nation(mention)
        if mention.rule == "actor.protesters":
            return mention
        if mention.rule == "actor.ref":
            return self._last_irregular(mention)
        name = self.name(mention)
        if mention.rows and mention.proclitic.endswith("لل"):
            mention = self._with_article(mention)
        if mention.rows and self.flown(mention):
            return self._flown_by(mention)
        if mention.rows and self._short(name):
            return self._fuller(mention)
        if len(name) > 1 or (mention.rows and not name[0].startswith("ال")):
            return mention
        longer = [
            m
            for m in self.mentions
            if len(n := self.name(m)) > 1 and n[0].removeprefix("ال") == name[0].removeprefix("ال")
        ]
        if longer:
            return self._commonest(longer)
        if mention.rows:
            return mention
        return self._last_irregular(mention)

    def flown(self, mention: ActorMention) -> bool:
        """Whether it names a side by its aircraft or guns."""
        return self.name(mention)[0].removeprefix("ال").startswith(_PLANES)

    def _with_article(self, mention: ActorMention) -> ActorMention:
        """«للجيش التركي» hides the article: where the report writes the same name with it, that one."""
        bare = tuple(w.removeprefix("ال") for w in self.name(mention))
        same = [
            m
            for m in self.mentions
            if tuple(w.removeprefix("ال") for w in self.name(m)) == bare and self.name(m)[0].startswith("ال")
        ]
        return same[0] if same else mention

    def _flown_by(self, mention: ActorMention) -> ActorMention:
        """«طائرات روسية»: the state or force whose they are, where the report names it, else the words as written."""
        country = mention.rows[0].country
        state = [
            m
            for m in self.mentions
            if m.rows
            and m.rows[0].country == country
            and m.rows[0].of_state
            and not self.name(m)[0].removeprefix("ال").startswith(_PLANES)
        ]
        return self._commonest(state) if state else mention

    @staticmethod
    def _short(name: tuple[str, ...]) -> bool:
        """«قسد», «ميليشيا قسد»: an abbreviation, bare or under a head that takes sides."""
        telling = [w for w in name if not w.removeprefix("ال").startswith(_HEADS)]
        return len(telling) == 1 and not telling[0].startswith("ال")

    def _fuller(self, mention: ActorMention) -> ActorMention:
        """The name in full where the report gives one for the same side."""
        same = [m for m in self.mentions if m.rows and m.rows[0].actor_id == mention.rows[0].actor_id]
        full = [m for m in same if len(self.name(m)) >= 2 and not self._short(self.name(m))]
        return self._commonest(full) if full else mention

    def name(self, mention: ActorMention) -> tuple[str, ...]:
        """The folded words of the mention, the proclitic of its first off."""
        found = self._names.get((mention.first, mention.last, mention.skip))
        if found is None:
            found = self._names[mention.first, mention.last, mention.skip] = self._read(mention)
        return found

    def _read(self, mention: ActorMention) -> tuple[str, ...]:
        forms = [f for f in self.words.forms[mention.first : mention.last] if f.isalpha()]
        return (forms[0][mention.skip :], *forms[1:]) if forms else ("",)

    def _of_nation(self, mention: ActorMention) -> ActorMention:
        same = [m for m in self.mentions if m.rows and m.rows[0].country == mention.nation and m.rows[0].of_state]
        return self._commonest(same) if same else mention

    def _commonest(self, mentions: list[ActorMention]) -> ActorMention:
        counts = Counter(self.name(m) for m in mentions)
        return max(mentions, key=lambda m: (counts[self.name(m)], -m.first))

    def _last_irregular(self, mention: ActorMention) -> ActorMention | None:
        earlier = [m for m in self.mentions if m.first < mention.first and m.rows and m.rows[0].kind in _IRREGULAR]
        return earlier[-1] if earlier else None
