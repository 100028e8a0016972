"""Joining: which claims of a report tell one act. A learned decision over named features."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from tawthiq.arabic.words import Words
from tawthiq.coding import alike
from tawthiq.coding.claims import BOMBARDMENT, Claim
from tawthiq.knowledge.models import LinearModel
from tawthiq.model import EventDate

# How probable it must be that a claim tells an act told before.
JOINED = 0.5
_TURNS = frozenset("كما فيما بينما كذلك وكذلك وكما بالمقابل ايضا بدورها بدوره".split())
_FAMILY = {
    "air_strike": "fire", "shelling": "fire", "explosion": "blast", "suicide_attack": "blast", "killing": "death", "death_report": "death",
    "battle": "battle", "territory_change": "ground", "arrest": "taken", "abduction": "taken",
}  # fmt: skip


@dataclass(slots=True)
class Telling:
    """What a claim tells, read once: every pair of it with an act before is compared by these."""

    claim: Claim
    names: frozenset[str]
    chain: frozenset[str]
    wide: bool
    outcomes: frozenset[str]
    exact: frozenset[tuple[str, int]]
    # Who is named in its window: a state by its country, others by their id in the registry.
    sides: frozenset[str]
    words: frozenset[str]
    act: str
    refers: bool
    another: bool
    silent: str


@dataclass(slots=True)
class Told:
    """The claims of one act so far, and what they tell together."""

    tellings: list[Telling] = field(default_factory=list)
    kinds: set[str] = field(default_factory=set)
    families: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    chain: set[str] = field(default_factory=set)
    wide: bool = True
    outcomes: set[str] = field(default_factory=set)
    exact: set[tuple[str, int]] = field(default_factory=set)
    sides: set[str] = field(default_factory=set)
    acts: set[str] = field(default_factory=set)
    days: list[EventDate] = field(default_factory=list)
    weak: bool = True
    background: bool = True
    another: bool = False

    def add(self, telling: Telling) -> None:
        """Takes a claim in."""
        claim = telling.claim
        self.tellings.append(telling)
        self.kinds.add(claim.type)
        self.families.add(_FAMILY.get(claim.type, claim.type))
        self.names |= telling.names
        self.chain |= telling.chain
        self.outcomes |= telling.outcomes
        self.exact |= telling.exact
        self.sides |= telling.sides
        self.acts.add(telling.act)
        self.wide &= telling.wide
        self.weak &= claim.weak
        self.background &= claim.background
        self.another |= telling.another
        if claim.date is not None and claim.date.start is not None:
            self.days.append(claim.date)


def read_telling(words: Words, claim: Claim) -> Telling:
    """What a claim tells, for comparison."""
    places, forms = claim.places, words.forms
    names = _all(alike.names_of(words, p) for p in places)
    at = claim.type_at.at if claim.type_at is not None else claim.first
    return Telling(
        claim, names, _all(alike.chain(words, p) for p in places), all(p.wide for p in places),
        frozenset(c.outcome for c in claim.casualties), frozenset((c.outcome, c.best) for c in claim.casualties if c.best), _sides(claim),
        frozenset([f.removeprefix("و").removeprefix("ال") for f in set(forms[claim.first : claim.last]) if len(f) > 3 and f.isalpha()]),
        _bare(forms[at]), alike.refers_back(claim), alike.is_another(words, claim),
        ("p" if places else "") + ("t" if claim.casualties else "") + ("a" if claim.actors else "") + ("d" if claim.date else ""),
    )  # fmt: skip


def _sides(claim: Claim) -> frozenset[str]:
    found = set()
    for mention in claim.sentence.actors:
        if claim.first <= mention.first < claim.last:
            if not mention.rows:
                found.add(mention.nation)
                continue
            row = mention.rows[0]
            found.add(row.country if row.country and row.of_state else row.actor_id)
    return frozenset(found - {""})


def _all(parts: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset().union(*parts)


def _bare(form: str) -> str:
    return form.removeprefix("و").removeprefix("ال")


def join_claims(words: Words, claims: list[Claim], model: LinearModel) -> tuple[list[list[Claim]], dict[int, float]]:
    """Groups of claims about one act, in the order in which each is first told.

    Beside them, by the `id` of each group's first claim, how probable it was that it retells an act told before.
    """
    told: list[Told] = []
    again: dict[int, float] = {}
    before: Claim | None = None
    for claim in claims:
        telling = read_telling(words, claim)
        shares = [
            model.share(features(words, act, telling, act.tellings[-1].claim is before))
            if comparable(act, telling)
            else 0.0
            for act in told
        ]
        best = max(range(len(told)), key=shares.__getitem__, default=-1)
        if best < 0 or shares[best] <= JOINED:
            again[id(claim)] = shares[best] if best >= 0 else 0.0
            told.append(Told())
            best = len(told) - 1
        told[best].add(telling)
        before = claim
    return [[t.claim for t in act.tellings] for act in told], again


def comparable(act: Told, telling: Telling) -> bool:
    """Whether a claim may tell an act at all: of another kind and in another place it hardly does (5 of 100), and is not weighed."""
    if telling.claim.type in act.kinds or not telling.names or not act.names or telling.exact & act.exact:
        return True
    return _kind(act, telling) in ("family", "death") or not _place(act, telling).startswith("apart")


def features(words: Words, act: Told, telling: Telling, recent: bool) -> list[str]:
    """What speaks for a claim telling an act told before; `recent` where the claim just before tells that act."""
    claim, last, lead = telling.claim, act.tellings[-1].claim, act.tellings[0].claim
    gap = claim.sentence.number - last.sentence.number
    far = "same" if gap == 0 else "1" if gap == 1 else "2" if gap == 2 else "few" if gap < 6 else "far"
    head = lead.sentence.number <= 1
    place, toll, kind = _place(act, telling), _toll(act, telling), _kind(act, telling)
    day, share, sides = _day(act, claim), _share(act, telling), _who(act, telling)
    out = [
        f"toll={toll}", f"toll={toll}|head={head}", f"day={day}", f"day={day}|head={head}", f"silent={telling.silent}|gap={far}",
        f"refers={telling.refers}|kind={kind}", f"recent={recent}|gap={far}|kind={kind}", f"recent={recent}|place={place}",
        f"types={claim.type}|{lead.type}|place={place}", f"head={head}|gap={far}|sentence={min(claim.sentence.number, 4)}",
        f"background={claim.background}|{act.background}", f"another={telling.another and not act.another}",
        f"opens={words.forms[claim.first]}|gap={far}", f"share={share}|head={head}|kind={kind}",
        f"sides={sides}|kind={kind}", f"sides={sides}|place={place}",
    ]  # fmt: skip
    at, before = claim.type_at, last.type_at
    if at is not None:
        out += [
            f"trigger={at.entry.rule}|kind={kind}|gap={far}", f"trigger={at.entry.rule}|{before.entry.rule if before else ''}",
            f"same-word={telling.act in act.acts}|place={place}|gap={far}",
        ]  # fmt: skip
    if gap == 0:
        out += _in_sentence(words, last, claim, kind, place)
    elif claim.first == claim.sentence.first:
        out.append(f"starts={words.forms[claim.first]}")
    return out


def _in_sentence(words: Words, last: Claim, claim: Claim, kind: str, place: str) -> list[str]:
    low = max(t.at + t.length for t in last.triggers)
    high = min(t.at for t in claim.triggers)
    forms = words.forms[low:high]
    turn = next((f for f in forms if f in _TURNS), "")
    stop = any(f in ("،", ",", ":", '"') for f in forms)
    result = any(claim.sentence.entry(k, "result") for k in range(low, high))
    between = f"{turn}|{stop}|{result}|{min(3, len(forms) // 4)}"
    return [f"between={between}|kind={kind}", f"between={between}|place={place}"]


def _given(mine: object, theirs: object) -> str:
    """Which of the two says something: m, t, both or neither."""
    return ("m" if mine else "-") + ("t" if theirs else "-")


def _place(act: Told, telling: Telling) -> str:
    mine, theirs = telling.names, act.names
    if not mine or not theirs:
        return _given(mine, theirs)
    if mine == theirs:
        return "equal"
    if not mine.isdisjoint(theirs):
        return "shared"
    if not telling.chain.isdisjoint(theirs):
        return "inside"
    if not mine.isdisjoint(act.chain):
        return "around"
    wide = ("W" if telling.wide else "w") + ("W" if act.wide else "w")
    return ("apart-" if telling.chain.isdisjoint(act.chain) else "beside-") + wide


def _who(act: Told, telling: Telling) -> str:
    mine, theirs = telling.sides, act.sides
    if not mine or not theirs:
        return _given(mine, theirs)
    return "equal" if mine == theirs else "apart" if mine.isdisjoint(theirs) else "shared"


def _toll(act: Told, telling: Telling) -> str:
    if not telling.outcomes or not act.outcomes:
        return _given(telling.outcomes, act.outcomes)
    same = telling.exact & act.exact
    if same:
        return "same-big" if any(number > 4 for _, number in same) else "same"
    if not {o for o, _ in telling.exact}.isdisjoint({o for o, _ in act.exact}):
        return "differs"
    return "other" if telling.outcomes.isdisjoint(act.outcomes) else "vague"


def _kind(act: Told, telling: Telling) -> str:
    kind, kinds = telling.claim.type, act.kinds
    if kind in kinds:
        return "same"
    if kind in BOMBARDMENT and not kinds.isdisjoint(BOMBARDMENT):
        return "fire"
    if _FAMILY.get(kind, kind) in act.families:
        return "family"
    if kind == "death_report" or kinds == {"death_report"}:
        return "death"
    return "weak" if telling.claim.weak or act.weak else "other"


def _day(act: Told, claim: Claim) -> str:
    mine = claim.date
    if mine is None or mine.start is None or mine.end is None:
        return "theirs" if act.days else "unsaid"
    if not act.days:
        return "mine"
    if any((d.start, d.end) == (mine.start, mine.end) for d in act.days):
        return "same"
    return (
        "overlap"
        if any(d.start and d.end and mine.start <= d.end and d.start <= mine.end for d in act.days)
        else "differs"
    )


def _share(act: Told, telling: Telling) -> int:
    """How many words the claim shares with the claim of the act most like it, in fifths."""
    mine, most = telling.words, 0.0
    size = len(mine)
    for other in act.tellings:
        theirs = other.words
        most = max(most, len(mine & theirs) / (1 + min(size, len(theirs))))
    return int(5 * most)
