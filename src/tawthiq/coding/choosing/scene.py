"""The scene of an act: its claims, the acts around it, and how a mention stands to it."""

from __future__ import annotations

from dataclasses import dataclass, field

from tawthiq.arabic.words import Words
from tawthiq.coding.claims import Claim
from tawthiq.coding.scan import Sentence
from tawthiq.coding.sides import Sides
from tawthiq.coding.worth import leading

# How far a mention may stand from an act and still be weighed: sentences before and behind it.
REACH_BEFORE, REACH_BEHIND = 4, 2

_GAPS = {gap: f"s{gap:+d}" for gap in range(-4, 5)}


@dataclass(slots=True)
class Scene:
    """One report's acts, with what all of them share."""

    words: Words
    groups: list[list[Claim]]
    country: str | None
    sides: Sides
    sentences: list[Sentence] = field(default_factory=list)
    # For each sentence its triggers: (token, number of the act it tells).
    triggers: dict[int, list[tuple[int, int]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        found: dict[int, Sentence] = {}
        for number, group in enumerate(self.groups):
            for claim in group:
                found[claim.sentence.number] = claim.sentence
                row = self.triggers.setdefault(claim.sentence.number, [])
                row += [(t.at, number) for t in claim.triggers]
        for row in self.triggers.values():
            row.sort()
        self.sentences = [found[n] for n in sorted(found)]


@dataclass(slots=True)
class Act:
    """One group of claims: an act that the report tells."""

    scene: Scene
    number: int
    claims: list[Claim]
    lead: Claim
    # Its claims by sentence.
    told: dict[int, list[Claim]] = field(default_factory=dict)
    # The tokens of its words by sentence.
    marks: dict[int, list[int]] = field(default_factory=dict)

    def near(self) -> list[Sentence]:
        """The sentences that tell the act and those around them, and the report's first."""
        numbers = self.told
        first, last = min(numbers), max(numbers)
        return [
            s for s in self.scene.sentences
            if s.number in numbers or (first - REACH_BEFORE <= s.number <= last + REACH_BEHIND)
        ]  # fmt: skip

    def where(self, sentence: Sentence, first: int, last: int) -> str:
        """How tokens `[first, last)` stand to the act: in its window, in its sentence, before or behind it.

        `lead` or `told` for the window of a claim, with the side of its word and `!` where another act's word comes between.
        """
        claims = self.told.get(sentence.number)
        if claims is None:
            gap = min([sentence.number - n for n in self.told], key=abs)
            return _GAPS[max(-4, min(4, gap))]
        claim = next((c for c in claims if c.first <= first < c.last), None)
        marks = self.marks[sentence.number]
        trigger = marks[0] if len(marks) == 1 else min(marks, key=lambda at: abs(at - first))
        between = self._between(sentence.number, trigger, first)
        side = "<" if first < trigger else ">"
        if claim is None:
            return f"out{side}{between}"
        return f"{'lead' if claim is self.lead else 'told'}{side}{between}"

    def _between(self, number: int, trigger: int, first: int) -> str:
        low, high = (trigger, first) if trigger < first else (first, trigger)
        for at, owner in self.scene.triggers[number]:
            if low < at < high and owner != self.number:
                return "!"
        return ""

    def distance(self, sentence: Sentence, first: int) -> int:
        """Tokens to the nearest word of the act in this sentence; 99 where it has none."""
        marks = self.marks.get(sentence.number)
        return min([abs(at - first) for at in marks]) if marks else 99


def acts_of(scene: Scene) -> list[Act]:
    """Every group of the scene as an act, in order."""
    out = []
    for number, group in enumerate(scene.groups):
        act = Act(scene, number, group, leading(group))
        for claim in group:
            act.told.setdefault(claim.sentence.number, []).append(claim)
            act.marks.setdefault(claim.sentence.number, []).extend(t.at for t in claim.triggers)
        out.append(act)
    return out


def bucket(distance: int) -> str:
    """A distance in tokens as one of seven names."""
    for top in (1, 2, 3, 5, 8, 14):
        if distance <= top:
            return str(top)
    return "far"


def once(names: list[str]) -> list[str]:
    """Each name once, in order: the same features give the same sum to the last digit."""
    return list(dict.fromkeys(names))
