"""Candidates for the sides of an act and their roles, each with named features."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from tawthiq.coding.choosing.scene import Act, once
from tawthiq.coding.roles import outermost
from tawthiq.coding.scan import ActorMention, Sentence

ROLES = ("initiator", "target", "party")
_PLURAL = ("ون", "ين")
_NOT_SIDES = frozenset(("monitor", "rescue", "medical", "media", "ngo", "un"))


@dataclass(slots=True)
class SideCandidate:
    """A side as the report names it around an act."""

    key: str
    full: ActorMention
    mentions: list[tuple[Sentence, ActorMention]] = field(default_factory=list)
    # The roles that the rules give it in the act's claims, with their rules.
    ruled: list[tuple[str, str]] = field(default_factory=list)
    features: list[str] = field(default_factory=list)

    def rule(self, role: str) -> str:
        """The rule that gives it the role, or the weighing where none does."""
        return next((rule for given, rule in self.ruled if given == role), "role.weighed")


@dataclass(frozen=True, slots=True)
class Standing:
    """How a mention stands in its sentence, the same for every act."""

    # What its phrase opens with, the words for its people or things before it, and whether those are there.
    opening: str
    things: str
    through: str
    before: str
    # Categories of the words in front and behind.
    front: tuple[str, ...]
    back: tuple[str, ...]
    features: tuple[str, ...]


@dataclass(slots=True)
class Cast:
    """The sides of a report: what each mention stands for, and how often the rules give it each role."""

    act_roles: dict[str, Counter[str]] = field(default_factory=dict)
    full: dict[int, tuple[str, ActorMention] | None] = field(default_factory=dict)
    # How each mention stands in its sentence, by the mention's `id`.
    stands: dict[int, Standing] = field(default_factory=dict)

    def of(self, act: Act, mention: ActorMention) -> tuple[str, ActorMention] | None:
        """The key and the fullest mention of the side, or None where the mention stands for nothing."""
        found = self.full.get(id(mention), False)
        if found is False:
            found = self.full[id(mention)] = self._read(act, mention)
        return found  # type: ignore[return-value]

    @staticmethod
    def _read(act: Act, mention: ActorMention) -> tuple[str, ActorMention] | None:
        full = act.scene.sides.full(mention)
        if full is None:
            return None
        if full.rows:
            return full.rows[0].actor_id, full
        if full.nation:
            return "nation:" + full.nation, full
        return "name:" + " ".join(w.removeprefix("ال") for w in act.scene.sides.name(full)), full


def cast_of(acts: Sequence[Act]) -> Cast:
    """What each side does by the rules, over all acts."""
    cast = Cast()
    for act in acts:
        for claim in act.claims:
            for mention, role, _ in claim.actors:
                found = cast.of(act, mention)
                if found is not None:
                    cast.act_roles.setdefault(found[0], Counter())[role] += 1
    return cast


def candidates(act: Act, cast: Cast) -> list[SideCandidate]:
    """The sides named in the act's sentences, and those named around it that do or suffer something in the report."""
    out: dict[str, SideCandidate] = {}
    for sentence in act.near():
        told = sentence.number in act.told
        for mention in sentence.actors:
            if mention.rows and all(row.kind in _NOT_SIDES for row in mention.rows):
                continue
            found = cast.of(act, mention)
            if found is None or not (told or found[0] in cast.act_roles):
                continue
            key, full = found
            candidate = out.setdefault(key, SideCandidate(key, full))
            candidate.mentions.append((sentence, mention))
    ruled: dict[str, list[tuple[str, str]]] = {}
    for claim in act.claims:
        for mention, role, rule in claim.actors:
            found = cast.of(act, mention)
            if found is not None:
                ruled.setdefault(found[0], []).append((role, rule))
                if found[0] not in out:
                    out[found[0]] = SideCandidate(found[0], found[1], [(claim.sentence, mention)])
    given = Counter(roles[0][0] for roles in ruled.values())
    for candidate in out.values():
        candidate.full = _as_called(act, candidate)
        _describe(act, cast, candidate, ruled, given, len(out))
        candidate.features = once(candidate.features)
    return list(out.values())


def _as_called(act: Act, candidate: SideCandidate) -> ActorMention:
    """Of two full names of one side the one next to the act's words; a single word or a side's aircraft take the fullest of the report.

    «الحوثيون», «الأكراد» are full names: a plural names its people.
    """
    own = [pair for pair in candidate.mentions if pair[0].number in act.told]
    if not own:
        return candidate.full
    _, near = min(own, key=lambda pair: act.distance(*_at(pair)))
    sides = act.scene.sides
    name = sides.name(near)
    called = len(name) > 1 or name[0].endswith(_PLURAL)
    full = near.rows and called and sides.full(near) is not None and not sides.flown(near)
    return near if full else candidate.full


def _describe(
    act: Act,
    cast: Cast,
    candidate: SideCandidate,
    ruled: dict[str, list[tuple[str, str]]],
    given: Counter[str],
    total: int,
) -> None:
    add = candidate.features.append
    kind = act.lead.type
    rows = candidate.full.rows
    what = rows[0].kind if rows else ("nation" if candidate.full.nation else "unregistered")
    mine = candidate.ruled = ruled.get(candidate.key, [])
    role = mine[0][0] if mine else "none"
    add(f"role={role}")
    add(f"role={role}|{kind}")
    add(f"role={role}|{what}")
    for each in {r for r, _ in mine}:
        add(f"roles={each}")
    for rule in {r for _, r in mine}:
        add(f"by={rule}")
    taken = f"{'i' if given['initiator'] else ''}{'t' if given['target'] else ''}{'p' if given['party'] else ''}"
    add(f"given={taken}|{role}")
    add(f"given={taken}|{role}|{kind}")
    add(f"what={what}|{kind}")
    add(f"home={bool(rows) and rows[0].country == act.scene.country}|{what}")
    if rows:
        add(f"id={rows[0].actor_id}")
        add(f"id={rows[0].actor_id}|{kind}")
    elsewhere = cast.act_roles.get(candidate.key, Counter())
    mostly = elsewhere.most_common(1)[0][0] if elsewhere else "none"
    add(f"mostly={mostly}|{role}")
    add(f"mostly={mostly}|{role}|given={taken}")
    add(f"total={min(total, 6)}")
    _, nearest = min(
        candidate.mentions, key=lambda m: (act.distance(*_at(m)), abs(m[0].number - act.lead.sentence.number))
    )
    for pair in candidate.mentions:
        _mention(act, cast.stands, pair[0], pair[1], candidate, role, kind, what, pair[1] is nearest, given)
    firsts = [m.first for s, m in candidate.mentions if s.number == act.lead.sentence.number]
    add(f"in-lead={bool(firsts)}|{role}")


_FRONT = (
    "say",
    "according",
    "carry",
    "act",
    "harm",
    "person",
    "weapon",
    "place_head",
    "source_head",
    "result",
    "opinion",
)
_BACK = ("say", "carry", "act", "harm", "deny")


def _stand(forms: list[str], sentence: Sentence, mention: ActorMention) -> Standing:
    i, things = outermost(forms, sentence, mention.at if mention.at >= 0 else mention.first)
    before = forms[i - 1] if i > sentence.first else "^"
    opening = forms[i][: mention.skip] if i == mention.first else sentence.at(i).proclitic
    features = [f"before={before}", f"open={opening}|{before if len(before) < 5 else '_'}"]
    if i > sentence.first + 1:
        features.append(f"before2={forms[i - 2]}")
    if mention.last < sentence.last:
        features.append(f"behind={forms[mention.last]}")
    one, two, behind = sentence.at(i - 1).by, sentence.at(i - 2).by, sentence.at(mention.last).by
    through = f"through={forms[i][len(sentence.at(i).proclitic) :]}" if i < mention.first else ""
    front = tuple(c for c in _FRONT if c in one or c in two) if one or two else ()
    return Standing(
        opening,
        f"{things}",
        through,
        before,
        front,
        tuple(c for c in _BACK if c in behind) if behind else (),
        tuple(features),
    )


def _at(pair: tuple[Sentence, ActorMention]) -> tuple[Sentence, int]:
    return pair[0], pair[1].first


def _mention(
    act: Act,
    stands: dict[int, Standing],
    sentence: Sentence,
    mention: ActorMention,
    candidate: SideCandidate,
    role: str,
    kind: str,
    what: str,
    nearest: bool,
    given: Counter[str],
) -> None:
    add = candidate.features.append
    where = act.where(sentence, mention.first, mention.last)
    add(f"where={where}|{role}")
    add(f"where={where}|{kind}")
    if not where.startswith(("lead", "told", "out")):
        if nearest:
            add(f"far|{what}|{role}")
        return
    stand = stands.get(id(mention))
    if stand is None:
        stand = stands[id(mention)] = _stand(act.scene.words.forms, sentence, mention)
    end = where[-1:]
    candidate.features += stand.features
    add(f"before={stand.before}|{end}")
    add(f"open={stand.opening}|{where[:5]}|{stand.things}")
    if stand.through:
        add(f"{stand.through}|{end}")
    if mention.nation:
        add(f"nation|{where}|{role}")
    for category in stand.front:
        add(f"front={category}|{end}")
    for category in stand.back:
        add(f"back={category}|{end}")
    trigger = act.lead.type_at
    if trigger is not None and sentence is act.lead.sentence:
        add(
            f"trigger={trigger.entry.rule}|{'v' if trigger.entry.verb else 'n'}|{'<' if mention.first < trigger.at else '>'}"
        )
