"""Candidates for the places of an act, each with named features."""

from __future__ import annotations

from dataclasses import dataclass, field

from tawthiq.arabic.words import Words
from tawthiq.coding.alike import names_of
from tawthiq.coding.choosing.scene import Act, bucket, once
from tawthiq.coding.claims import Claim
from tawthiq.coding.guesses import guess_places
from tawthiq.coding.scan import PlaceMention, Sentence


@dataclass(slots=True)
class PlaceCandidate:
    """A place as the report names it around an act: its mentions, the one to show, and what speaks for it."""

    names: frozenset[str]
    mentions: list[tuple[Sentence, PlaceMention]] = field(default_factory=list)
    features: list[str] = field(default_factory=list)

    def shown(self, act: Act) -> PlaceMention:
        """The mention to show: one that tells where it lies, in the act's words, the first."""
        return min(self.mentions, key=lambda m: (m[0].number not in act.told, m[1].within is None, m[1].first))[1]


def candidates(act: Act) -> list[PlaceCandidate]:
    """All places named in the act's sentences; where they name none, those named around it."""
    out: list[PlaceCandidate] = []
    words = act.scene.words
    own = [sentence for sentence in act.scene.sentences if sentence.number in act.told]
    for sentence in own if any(sentence.places for sentence in own) else act.near():
        for mention in (*sentence.places, *_guessed(words.forms, sentence, act)):
            name = names_of(words, mention)
            if not name:
                continue
            same = next((c for c in out if c.names == name), None)
            if same is None:
                same = PlaceCandidate(name)
                out.append(same)
            same.mentions.append((sentence, mention))
    taken = [names_of(words, p) for p in by_rule(words, act.claims)]
    in_told = sum(1 for c in out if any(s.number in act.told for s, _ in c.mentions))
    for candidate in out:
        _describe(act, candidate, out, taken, in_told)
        candidate.features = once(candidate.features)
    return out


def _guessed(forms: list[str], sentence: Sentence, act: Act) -> list[PlaceMention]:
    """The sentence's guesses in the act's own words; made when they are first asked for."""
    if sentence.number not in act.told:
        return []
    if sentence.guesses is None:
        taken = {i for a in sentence.actors for i in range(a.first, a.last)} | {
            i for d in sentence.dates for i in range(d.first, d.last)
        }
        sentence.guesses = guess_places(forms, sentence, taken)
    return [guess for guess in sentence.guesses if _told(act, sentence, guess)]


def _describe(
    act: Act, candidate: PlaceCandidate, others: list[PlaceCandidate], taken: list[frozenset[str]], in_told: int
) -> None:
    add = candidate.features.append
    kind = act.lead.type
    ruled = candidate.names in taken
    add("rule" if ruled else "norule" + ("" if taken else "-none"))
    if ruled:
        add(f"rule-of={min(len(taken), 4)}")
    inside = any(names < candidate.names or candidate.names < names for names in taken)
    add(f"overlaps={inside}")
    add(f"mentions={min(len(candidate.mentions), 4)}")
    add(f"in-told={min(in_told, 5)}")
    for sentence, mention in candidate.mentions:
        _mention(act, sentence, mention, candidate, ruled, kind, others)


def _mention(
    act: Act,
    sentence: Sentence,
    mention: PlaceMention,
    candidate: PlaceCandidate,
    ruled: bool,
    kind: str,
    others: list[PlaceCandidate],
) -> None:
    add, forms = candidate.features.append, act.scene.words.forms
    where = act.where(sentence, mention.first, mention.last)
    shape = ("w" if mention.wide else "n") + ("c" if mention.container else "") + ("o" if mention.origin else "")
    known = mention.rows[0].type if mention.rows else "unknown"
    near = bucket(act.distance(sentence, mention.first))
    before = forms[mention.first - 1] if mention.first > sentence.first else "^"
    behind = forms[mention.last] if mention.last < sentence.last else "$"
    add(f"where={where}|{shape}")
    add(f"where={where}|rule={ruled}")
    if where[0] == "s":
        # Outside the act's sentences little more is worth weighing.
        add(f"known={known}|{shape}|far")
        add(f"sentence={min(sentence.number, 3)}|{shape}")
        return
    add(f"where={where}")
    add(f"near={near}|{where[-1] if where[-1] in '<>' else where[:4]}")
    add(f"near={near}|{shape}")
    add(f"shape={shape}|{kind}")
    add(f"shape={shape}|rule={ruled}")
    add(f"known={known}|{shape}")
    add(f"made={mention.rule}|{mention.relation}|rule={ruled}")
    add(f"head={mention.head}|{shape}")
    add(f"first={forms[mention.first][mention.skip :]}" if mention.head else "nohead")
    add(f"clitic={forms[mention.first][: mention.skip]}|{where[:4]}")
    add(f"before={before}")
    add(f"before={before}|{where[:4]}")
    add(f"behind={behind}")
    if mention.rule.startswith("place.guess"):
        add(f"{mention.rule}|{forms[mention.first][mention.skip :]}")
        add(f"{mention.rule}|{before}")
        add(f"{mention.rule}|{behind}")
        add(f"{mention.rule}|{kind}")
        add(f"{mention.rule}|rules={bool(sentence.places)}|{mention.last - mention.first}")
        add(f"guess|al={forms[mention.first][mention.skip :].startswith('ال')}|{forms[mention.last - 1][-1:]}")
    if mention.within is not None:
        add(f"within|{shape}|{where[:4]}")
    if mention.container:
        inner = any(m.within is mention for c in others for _, m in c.mentions)
        add(f"contains={inner}|{where[:4]}")
    if where[0] in "lto" and where[0] != "o":
        rank = sum(
            1 for p in sentence.places if p.first < mention.first and not p.container and _told(act, sentence, p)
        )
        add(f"rank={min(rank, 4)}|{shape}")
    add(f"sentence={min(sentence.number, 3)}|{where[:1]}|{shape}")
    one, two = sentence.at(mention.first - 1).by, sentence.at(mention.first - 2).by
    if one or two:
        entry = one.get("act") or two.get("act")
        if entry is not None:
            add(f"act-before={entry.rule}")
        if "person" in one or "person" in two:
            add("person-before")
        if "source_head" in one or "source_head" in two:
            add("source-before")
    if any(a.last == mention.first for a in sentence.actors):
        add("actor-before")


def _told(act: Act, sentence: Sentence, place: PlaceMention) -> bool:
    return any(c.first <= place.first < c.last for c in act.told.get(sentence.number, ()))


def by_rule(words: Words, group: list[Claim]) -> list[PlaceMention]:
    """The places of the claim that tells them first, or of a later one that lies inside them."""
    chosen: list[PlaceMention] = []
    for claim in group:
        mine = _distinct(words, claim.places)
        if not mine:
            continue
        if not chosen or _more_exact(words, chosen, mine):
            chosen = mine
    return chosen


def _distinct(words: Words, places: list[PlaceMention]) -> list[PlaceMention]:
    out: list[PlaceMention] = []
    for place in places:
        name = names_of(words, place)
        if name and not any(name <= names_of(words, o) or names_of(words, o) <= name for o in out):
            out.append(place)
    return out


def _more_exact(words: Words, old: list[PlaceMention], new: list[PlaceMention]) -> bool:
    """Whether the new places lie in the old ones: «إدلب», then «بلدة … بريف إدلب»."""
    if all(p.wide for p in old) and not all(p.wide for p in new):
        return True
    known = frozenset().union(*(names_of(words, p) for p in old))
    fresh = [p for p in new if not names_of(words, p) & known]
    return bool(fresh) and all(p.within is not None and names_of(words, p.within) & known for p in fresh)
