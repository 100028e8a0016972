"""What speaks for a group of claims being news of an act: named features, for the learned selection and its training."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from tawthiq.arabic.words import Words
from tawthiq.coding.claims import BOMBARDMENT, Claim, Trigger
from tawthiq.knowledge.names import ActorName

Features = dict[str, float]
_ARMED = frozenset(
    (
        "state_forces",
        "rebel",
        "militia",
        "coalition",
        "police",
        "unknown_armed",
        "political",
        "government",
        "other_state",
    )
)
# «استهدفت طائرة مسيرة سيارة»: the means make a general word plain.
_BY_MEANS = 1.3
_HURT = frozenset(("killed", "injured"))
_PAPERWORK = frozenset(("death_report", "displacement", "aid", "agreement", "deployment", "cumulative_toll", "protest"))
# Words weigh less than what is said of the act, since there are so many of them.
WORD = 0.5
# In a text of a sentence or two these count otherwise than in a report.
_CROSSED = (
    "weight",
    "sided",
    "place",
    "date",
    "counted",
    "harmed",
    "weapons",
    "verb",
    "background",
    "definite",
    "spoken",
)


def weight(claim: Claim) -> float:
    """Points for what a real act has: plain words, an armed side, means, harm, a place, a day."""
    strength = max((t.entry.strength for t in claim.acts), default=1)
    points = {1: 0.3, 2: 1.0, 3: 1.7}[strength] if claim.acts else 0.8
    if strength < 3 and claim.weapons and claim.type in BOMBARDMENT:
        points = max(points, _BY_MEANS)
    points += (
        1.0 * _sided([claim]) + 0.8 * bool(claim.weapons) + 0.7 * bool(claim.places) + 0.5 * (claim.date is not None)
    )
    hurt = any(c.outcome in ("killed", "injured") for c in claim.casualties)
    return points + (1.0 if hurt else 0.6 if claim.casualties else 0.0) - 0.7 * (claim.type in _PAPERWORK)


def leading(group: list[Claim]) -> Claim:
    """The claim that types the event: of the type that most of the plainly worded claims share, the first."""
    plain = [c for c in group if not c.weak and c.type != "death_report"] or [
        c for c in group if c.type != "death_report"
    ]
    if not plain:
        return group[0]
    votes: dict[str, float] = {}
    for claim in plain:
        votes[claim.type] = votes.get(claim.type, 0.0) + max((t.entry.strength for t in claim.acts), default=1)
    best = max(votes, key=lambda t: votes[t])
    return next(c for c in plain if c.type == best)


class Weigher:
    """The features of the groups of one report; `groups` without debris."""

    def __init__(self, words: Words, groups: list[list[Claim]], published: dt.date | None, quiet: bool) -> None:
        self.words, self.groups, self.published, self.quiet = words, groups, published, quiet
        # The names of words asked for before, "" for what is no word.
        self._known: dict[str, str] = {}
        self._weights = {id(c): weight(c) for group in groups for c in group}
        self.plain = max(self._weights.values(), default=0.0)
        self._whole = self._of_report()

    def features(self, group: list[Claim], lead: Claim, again: float) -> Features:
        """Named features of a group whose type `lead` gives; absent ones are 0.

        `again` is the probability that the group retells an act told before.
        """
        assert lead.type_at is not None
        out = (
            self._act(group, lead, lead.type_at)
            | self._parts(group)
            | self._standing(group)
            | self._page(group)
            | _retelling(group, lead, again)
        )
        if out["brief"]:
            out |= {f"{name}&brief": value for name in _CROSSED if (value := out[name])}
            out |= self._whole_text()
        out |= dict.fromkeys(self._vocabulary(group), WORD)
        return out

    def _act(self, group: list[Claim], lead: Claim, trigger: Trigger) -> Features:
        best = max(self._weights[id(c)] for c in group)
        entries = [t.entry for c in group for t in c.triggers if t.entry.category == "act"]
        return {
            "weight": best / 4,
            "weight-low": min(best, 2.0) / 2,
            "claims": min(len(group), 4) / 4,
            f"type={lead.type}": 1.0,
            f"status={lead.status}": 1.0,
            f"rule={trigger.entry.rule}": 1.0,
            f"strength={max((e.strength for e in entries), default=0)}": 1.0,
            "verb": float(any(e.verb for e in entries)),
            "lead-verb": float(trigger.entry.verb),
            "definite": float("ال" in trigger.proclitic),
        }

    def _parts(self, group: list[Claim]) -> Features:
        harm = [c for claim in group for c in claim.casualties]
        places = [p for c in group for p in c.places]
        roles = [role for c in group for _, role, _ in c.actors]
        return {
            "armed": float(
                any(_is_armed(a.rows) for c in group for a in c.sentence.actors if c.first <= a.first < c.last)
            ),
            "role": float(bool(roles)),
            "initiator": float("initiator" in roles),
            "sided": float(_sided(group)),
            "place": float(bool(places)),
            "place-narrow": float(any(not p.wide for p in places)),
            "place-known": float(any(p.rows for p in places)),
            "date": float(any(c.date for c in group)),
            "carried": float(any(c.carried for c in group)),
            "harmed": float(any(c.outcome in _HURT for c in harm)),
            "any-harm": float(bool(harm)),
            "counted": float(any(c.best for c in harm)),
            "weapons": float(any(c.weapons for c in group)),
            "spoken": float(any(c.sources for c in group)),
            # Not «خلّف القصف أضراراً», which tells of the act before: on detection and posts it made up events.
            "damage": float(any(c.damage and c.damage.rule == "damage.damage" for c in group)),
        }

    def _standing(self, group: list[Claim]) -> Features:
        background = all(c.background for c in group)
        placed = any(c.places for c in group)
        out = {
            "background": float(background),
            "background-told": float(background and placed and any(c.casualties or c.date or c.actors for c in group)),
            "some-background": float(any(c.background for c in group)),
            "hypothetical": float(all(_cue_before(c, "modal", 4, c.first) for c in group)),
            "opinion": float(all(_cue_before(c, "opinion", 6, c.sentence.first) for c in group)),
            "lacks-its-parts": float(_lacks_its_parts(group)),
            "modal": float(any(c.sentence.where("modal", c.first, c.last) for c in group)),
            "habit": float(any(c.sentence.where("habit", c.first, c.last) for c in group)),
            "opinion-near": float(any("opinion" in c.sentence.index for c in group)),
            "civil-near": float(any("civil" in c.sentence.index for c in group)),
            "past": float(any(c.sentence.where("past", c.first, min(c.first + 4, c.last)) for c in group)),
        }
        if self.published is not None:
            ages = [(self.published - c.date.end).days for c in group if c.date and c.date.end]
            if ages:
                out["age=" + ("day" if min(ages) <= 1 else "week" if min(ages) <= 6 else "older")] = 1.0
        return out

    def _page(self, group: list[Claim]) -> Features:
        number = group[0].sentence.number
        return self._whole | {
            "first-sentence": float(number == 0),
            "early": float(0 < number <= 2),
            "late": min(number, 30) / 30,
            "far-down": number / max(1, len(self.words.sentences)),
            "first-group": float(self.groups[0] is group),
        }

    def _of_report(self) -> Features:
        """What is the same for all groups of the report."""
        tokens, sentences = len(self.words.forms), len(self.words.sentences)
        return {
            "quiet": float(self.quiet),
            "plain": self.plain / 5,
            "plain-war": float(self.plain >= 3.6),
            "short": float(tokens < 40),
            "sentences": min(sentences, 20) / 20,
            "brief": float(sentences <= 2),
            "tokens": min(tokens, 400) / 400,
            "groups": min(len(self.groups), 8) / 8,
        }

    def _whole_text(self) -> Features:
        """All words of a text of a sentence or two, where little else is to go by."""
        words = {form for form in self.words.forms if form.isalpha() and len(form) > 1}
        return {"text=" + (form.removeprefix("و").removeprefix("ال") if len(form) > 4 else form): 1.0 for form in words}

    def _vocabulary(self, group: list[Claim]) -> set[str]:
        forms, known = self.words.forms, self._known
        out: set[str] = set()
        for form in {form for c in group for form in forms[c.first : c.last]}:
            name = known.get(form)
            if name is None:
                plain = len(form) > 2 and form.isalpha()
                name = known[form] = "word=" + form.removeprefix("و").removeprefix("ال") if plain else ""
            if name:
                out.add(name)
        return out


def _retelling(group: list[Claim], lead: Claim, again: float) -> Features:
    """A spare telling of an act told before should not become an event of its own."""
    return {
        "again": again,
        f"again={int(again * 8)}": 1.0,
        f"again={int(again * 4)}&type={lead.type}": 1.0,
        f"again={int(again * 4)}&size={min(len(group), 3)}": 1.0,
    }


def _is_armed(rows: Sequence[ActorName]) -> bool:
    return bool(rows) and rows[0].kind in _ARMED


def _sided(group: list[Claim]) -> bool:
    return any(a.nation or not a.rows or a.rows[0].kind in _ARMED for c in group for a, _, _ in c.actors)


def _cue_before(claim: Claim, category: str, reach: int, lowest: int) -> bool:
    at = claim.triggers[0].at
    return bool(claim.sentence.where(category, max(lowest, at - reach), at))


def _lacks_its_parts(group: list[Claim]) -> bool:
    """A capture needs a side and a place, a siege or deployment one of them: else the words are figurative."""
    placed = any(c.places for c in group)
    armed = any(not a.nation and (not a.rows or a.rows[0].kind in _ARMED) for c in group for a, _, _ in c.actors)
    if group[0].type == "territory_change":
        return not (placed and armed)
    return group[0].type in (
        "siege",
        "deployment",
        "property_destruction",
        "displacement",
        "aid",
        "agreement",
    ) and not (placed or armed)
