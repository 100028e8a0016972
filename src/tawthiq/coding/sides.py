"""Sides by their full name: «التنظيم», «الاحتلال», «غارة إسرائيلية» take the name the report uses elsewhere."""

from __future__ import annotations

from collections import Counter

from tawthiq.arabic.words import Words
from tawthiq.coding.scan import ActorMention, Sentence

_STATE = frozenset(("state_forces", "other_state"))
_IRREGULAR = frozenset(("rebel", "militia", "political"))


class Sides:
    """All sides that a report's sentences name, in order."""

    def __init__(self, words: Words, sentences: list[Sentence]) -> None:
        self.words = words
        self.mentions = [a for s in sentences for a in s.actors]

    def full(self, mention: ActorMention) -> ActorMention | None:
        """The mention itself, or the one it stands for; None for a bare head that stands for nothing."""
        if mention.nation:
            return self._of_nation(mention)
        if mention.rule == "actor.ref":
            return self._last_irregular(mention)
        name = self.name(mention)
        if len(name) > 1 or (mention.rows and not name[0].startswith("ال")):
            return mention
        longer = [m for m in self.mentions if len(n := self.name(m)) > 1 and n[0].removeprefix("ال") == name[0].removeprefix("ال")]
        if longer:
            return self._commonest(longer)
        if mention.rows:
            return mention
        return self._last_irregular(mention)

    def name(self, mention: ActorMention) -> tuple[str, ...]:
        """The folded words of the mention, the proclitic of its first off."""
        forms = [f for f in self.words.forms[mention.first : mention.last] if f.isalpha()]
        return (forms[0][mention.skip :], *forms[1:]) if forms else ("",)

    def _of_nation(self, mention: ActorMention) -> ActorMention:
        same = [m for m in self.mentions if m.rows and m.rows[0].country == mention.nation and m.rows[0].kind in _STATE]
        return self._commonest(same) if same else mention

    def _commonest(self, mentions: list[ActorMention]) -> ActorMention:
        counts = Counter(self.name(m) for m in mentions)
        return max(mentions, key=lambda m: (counts[self.name(m)], -m.first))

    def _last_irregular(self, mention: ActorMention) -> ActorMention | None:
        earlier = [m for m in self.mentions if m.first < mention.first and m.rows and m.rows[0].kind in _IRREGULAR]
        return earlier[-1] if earlier else None
