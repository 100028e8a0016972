"""Claims: the acts of one sentence, each with its type, its words and the stretch in which its arguments stand."""

from __future__ import annotations

from dataclasses import dataclass, field

from tawthiq.arabic.words import Words
from tawthiq.coding.scan import ActorMention, PlaceMention, Sentence
from tawthiq.knowledge.lexicon import Entry, Reading
from tawthiq.model import Casualty, EventDate, EvidenceValue, Source, Span, Weapon

BOMBARDMENT = frozenset(("air_strike", "shelling"))
_AIR = ("drone", "aircraft", "helicopter", "barrel_bomb")
_GUNS = ("artillery", "mortar", "rocket", "missile", "tank", "cluster_munition", "naval", "incendiary")
_BOMBS = ("ied", "mine", "car_bomb")
_ARMS = ("small_arms", "sniper", "blade")
_BREAKS = frozenset("فيما بينما كما كذلك وكذلك بالتزامن وبالتزامن بالمقابل وكما".split())
_LINKS = frozenset("جراء اثر نتيجه بسبب خلال عقب بعد في اثناء بفعل وسط بواسطه عبر عندما حين حينما بعدما لدي".split())


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that names an act or harm: its token, how many tokens it takes, and its meaning."""

    at: int
    length: int
    entry: Entry
    proclitic: str


@dataclass(slots=True)
class Claim:
    """One act of one sentence; later stages fill its arguments."""

    sentence: Sentence
    triggers: list[Trigger]
    first: int = 0
    last: int = 0
    type: str = ""
    type_at: Trigger | None = None
    also: list[tuple[str, Trigger]] = field(default_factory=list)
    weak: bool = False
    status: str = "occurred"
    status_at: int | None = None
    places: list[PlaceMention] = field(default_factory=list)
    actors: list[tuple[ActorMention, str, str]] = field(default_factory=list)
    casualties: list[Casualty] = field(default_factory=list)
    weapons: list[Weapon] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    date: EventDate | None = None
    carried: EventDate | None = None
    damage: EvidenceValue | None = None
    operation: EvidenceValue | None = None
    agreement: EvidenceValue | None = None
    background: bool = False
    dropped: str = ""

    @property
    def acts(self) -> list[Trigger]:
        return [t for t in self.triggers if t.entry.category == "act"]

    def evidence(self, words: Words) -> Span:
        return words.span(self.first, self.last)


def find_triggers(words: Words, sentence: Sentence) -> list[Trigger]:
    """Acts and harm in the order of the text; a word that is both counts as the act."""
    out: list[Trigger] = []
    dated = {i for d in sentence.dates for i in range(d.first, d.last)}
    dated |= {i for a in sentence.actors if a.rows for i in range(a.first, a.last)}
    for k in sorted({k for name in _NAMING for k in sentence.index.get(name, ())} - dated):
        reading = sentence.at(k)
        chosen = _trigger_entry(reading)
        if chosen is None or (chosen.category == "act" and _only_meant(sentence, k)):
            continue
        if k > sentence.first and words.forms[k - 1] in _LEFT_BEHIND:
            continue
        if chosen.rule == "act.resist" and _alongside(words.forms, k + 1):
            continue
        if chosen.rule == "act.hold" and _taken(words.forms, sentence, k, reading.proclitic):
            chosen = _CAPTURE
        out.append(Trigger(k, sentence.lengths[k - sentence.first], chosen, reading.proclitic))
    return out


# «مخلفات قصف»: what an older act left tells of none.
_LEFT_BEHIND = frozenset("مخلفات ومخلفات بمخلفات لمخلفات".split())
# What names an act or harm, the first before the others.
_NAMING = ("act", "harm", "victim")


# «بعد سيطرة … على …» tells of a place taken, where «مناطق سيطرة …» tells of one held.
_CAPTURE = Entry("act", "territory_change", "act.capture", False, 3)
_THEN = frozenset("بعد عقب اثر وبعد وعقب اعقاب".split())


def _taken(forms: list[str], sentence: Sentence, at: int, proclitic: str) -> bool:
    opened = proclitic.endswith("ب") or (at > sentence.first and forms[at - 1] in _THEN)
    return opened and "علي" in forms[at + 1 : min(at + 6, sentence.last)]


def _alongside(forms: list[str], k: int) -> bool:
    """«يقاتل إلى جانب …», «قاتل في صفوف …»: whose fighter somebody is, no fight that the report tells."""
    return forms[k : k + 2] in (["الي", "جانب"], ["في", "صفوف"], ["ضمن", "صفوف"])


def _trigger_entry(reading: Reading) -> Entry | None:
    """The act or harm that a word names; a preposition or the article stands before nouns only."""
    nouns_only = reading.proclitic[-1:] in ("ب", "ل", "ك")
    for category in _NAMING:
        for entry in reading.entries:
            if entry.category == category and not (entry.verb and nouns_only):
                return entry
    return None


def _only_meant(sentence: Sentence, at: int) -> bool:
    """«بهدف السيطرة», «لمنع», «مناطق خاضعة لسيطرة»: an aim, a fear or a state, no act."""
    act = sentence.entry(at, "act")
    if act is not None and act.value == "territory_change" and not act.verb:
        head = sentence.entry(at - 1, "place_head")
        if sentence.at(at).proclitic.endswith(("ل", "لل")) or (head is not None and head.value == "quarter"):
            return True
    return sentence.entry(at - 1, "modal") is not None or (
        sentence.entry(at - 2, "modal") is not None and sentence.entry(at - 1, "place_head") is None
    )


def find_claims(words: Words, sentence: Sentence) -> list[Claim]:
    """Splits a sentence into claims and gives each its type and window."""
    groups: list[list[Trigger]] = []
    for trigger in find_triggers(words, sentence):
        if groups and _joins(words, sentence, groups[-1], trigger):
            groups[-1].append(trigger)
        else:
            groups.append([trigger])
    claims = [Claim(sentence, group) for group in groups]
    for k, claim in enumerate(claims):
        claim.first = sentence.first if k == 0 else claims[k - 1].last
        claim.last = (
            sentence.last
            if k + 1 == len(claims)
            else _clause_start(words, sentence, claims[k + 1].triggers[0].at, claim)
        )
    return claims


def _clause_start(words: Words, sentence: Sentence, at: int, before: Claim) -> int:
    """Where the clause of the trigger at `at` begins: after the last comma, at the last conjunction before it."""
    lowest = before.triggers[-1].at + before.triggers[-1].length
    for k in range(at, lowest, -1):
        form = words.forms[k]
        if (
            form in _BREAKS
            or (form.startswith("و") and k < at and sentence.at(k).proclitic.startswith("و"))
            or form in ("،", ",", ":")
        ):
            return k
    return max(at, lowest)


def _main(group: list[Trigger]) -> Trigger | None:
    acts = [t for t in group if t.entry.category == "act"]
    return max(acts, key=lambda t: t.entry.strength) if acts else None


def _joins(words: Words, sentence: Sentence, group: list[Trigger], trigger: Trigger) -> bool:
    """Whether a trigger belongs to the act that the group before it names."""
    last = group[-1]
    gap = range(last.at + last.length, trigger.at)
    broken = any(words.forms[k] in _BREAKS for k in gap) or words.forms[trigger.at] in _BREAKS
    caused = any(sentence.entry(k, "result") for k in gap) or any(words.forms[k] in _LINKS for k in gap)
    act = _main(group)
    if trigger.entry.category != "act":
        if not broken or (caused and not any(words.forms[k] in ("كما", "بينما") for k in gap)):
            return (
                act is None
                or trigger.entry.category == "victim"
                or caused
                or len(gap) < 14
                or act.entry.value in BOMBARDMENT
            )
        return any(words.forms[k].startswith("اخر") for k in range(trigger.at, min(trigger.at + 4, sentence.last)))
    if act is None:
        if broken:
            return False
        return caused or trigger.proclitic.endswith("ب") or (not trigger.entry.verb and len(gap) < 10)
    return _same_act(words, sentence, act, trigger, gap, broken, caused)


def _same_act(
    words: Words, sentence: Sentence, act: Trigger, other: Trigger, gap: range, broken: bool, caused: bool
) -> bool:
    a, b = act.entry, other.entry
    generic = (a.strength == 1 or b.strength == 1) and "territory_change" not in (a.value, b.value)
    if broken and len(gap) > 3:
        return False
    family = a.value == b.value or generic or {a.value, b.value} <= BOMBARDMENT or {a.value, b.value} <= _BLASTS
    if b.verb and words.forms[other.at].startswith("و") and not caused:
        return len(gap) == 0
    if b.value == "territory_change" and a.value != b.value:
        return False
    if {a.value, b.value} == {"territory_change", "battle"}:
        return caused
    if {a.value, b.value} <= {"killing", "battle"} and caused:
        return True
    if b.value == "suicide_attack" or a.value == "suicide_attack":
        return b.value in _BLASTS | {"battle"} and a.value in _BLASTS | {"battle"}
    if a.value == "disrupted_attack" or b.value == "disrupted_attack":
        dated = {i for d in sentence.dates for i in range(d.first, d.last)}
        return sum(k not in dated and words.forms[k].isalpha() for k in gap) < 6
    return family


_BLASTS = frozenset(("explosion", "suicide_attack"))


def find_weapons(words: Words, claim: Claim) -> None:
    """The means named in the claim's window; inside a phrase («سيارة مفخخة») the phrase alone counts."""
    seen: set[str] = set()
    for k in claim.sentence.where("weapon", claim.first, claim.last):
        entry = claim.sentence.entry(k, "weapon")
        if entry is None or entry.value in seen:
            continue
        outer = claim.sentence.entry(k - 1, "weapon") if k > claim.first else None
        if outer is not None and outer.length > 1:
            continue
        seen.add(entry.value)
        claim.weapons.append(Weapon(entry.value, words.span(k, k + entry.length), entry.rule))
    if claim.type == "air_strike" and "rocket" in seen:
        claim.weapons = [Weapon("missile", w.span, w.rule) if w.kind == "rocket" else w for w in claim.weapons]
    if ("drone" in seen and "aircraft" in seen) or ("barrel_bomb" in seen and "aircraft" in seen):
        claim.weapons = [w for w in claim.weapons if w.kind != "aircraft" or "غار" in w.span.of(words.folded.raw)]
    if "drone" in seen:
        claim.weapons = [w for w in claim.weapons if w.kind != "aircraft"]
    if "suicide_vest" in seen:
        claim.weapons = [w for w in claim.weapons if w.kind != "ied"]


def decide_type(claim: Claim) -> None:
    """The type of the act: its strongest word, unless a weaker word stands beside means that say more."""
    kinds = {w.kind for w in claim.weapons}
    main = _main(claim.triggers)
    claim.type_at = main or claim.triggers[0]
    if main is None:
        claim.type = _by_means(kinds, "death_report")
        claim.weak = True
        return
    claim.type = main.entry.value
    if main.entry.strength < 3:
        claim.type = _refine(main.entry, kinds)
        claim.weak = main.entry.strength == 1 and claim.type == main.entry.value
    if claim.type in BOMBARDMENT:
        _joint(claim, kinds)


def _by_means(kinds: set[str], otherwise: str) -> str:
    if "suicide_vest" in kinds:
        return "suicide_attack"
    if kinds & set(_BOMBS):
        return "explosion"
    if kinds & set(_AIR):
        return "air_strike"
    if kinds & set(_GUNS):
        return "shelling"
    if kinds & set(_ARMS):
        return "killing"
    return otherwise


def _refine(entry: Entry, kinds: set[str]) -> str:
    if entry.value == "shelling":
        if kinds & set(_AIR):
            return "air_strike"
        if entry.strength == 1 and kinds & set(_BOMBS):
            return "explosion"
        return "killing" if entry.strength == 1 and kinds & set(_ARMS) and not kinds & set(_GUNS) else "shelling"
    if entry.value == "battle" and entry.rule == "act.assault":
        return _by_means(kinds - set(_ARMS), "battle")
    if entry.value == "explosion" and "suicide_vest" in kinds:
        return "suicide_attack"
    if entry.value == "explosion" and kinds & {"drone", "barrel_bomb"}:
        return "air_strike"
    if entry.rule == "act.shooting":
        return _by_means(kinds - set(_ARMS), "killing")
    if entry.rule == "act.massacre":
        return _by_means(kinds, "killing")
    return entry.value


def _joint(claim: Claim, kinds: set[str]) -> None:
    """«قصف جوي ومدفعي»: one bombardment with two means; the first named is the type."""
    strong = [t for t in claim.acts if t.entry.value in BOMBARDMENT and t.entry.strength >= 3]
    guns = next((w for w in claim.weapons if w.kind in _GUNS and w.kind not in ("rocket", "missile")), None)
    if claim.type == "air_strike" and claim.type_at is not None:
        if any(t.entry.value == "shelling" for t in strong) or guns is not None:
            claim.also.append(("shelling", claim.type_at))
    elif claim.type == "shelling" and kinds & set(_AIR) and claim.type_at is not None:
        claim.also.append(("air_strike", claim.type_at))


_FOILABLE = frozenset(("battle", "suicide_attack", "disrupted_attack", "explosion", "air_strike", "shelling"))
_TRIABLE = frozenset(("battle", "suicide_attack", "explosion", "territory_change", "killing", "abduction"))
_REACH = {"foil": 4, "try": 3, "going": 3}


def decide_status(words: Words, claim: Claim) -> None:
    """Tried, under way or foiled, by a cue right in front of the act's words («صدّ هجوم», «لا تزال المعارك»)."""
    at = (claim.type_at or claim.triggers[0]).at
    for name, reach in _REACH.items():
        allowed = {"foil": _FOILABLE, "try": _TRIABLE}.get(name)
        if allowed is not None and claim.type not in allowed:
            continue
        for k in range(max(claim.first, at - reach), min(at + 1, claim.last)):
            entry = claim.sentence.entry(k, name)
            if entry is not None:
                claim.status, claim.status_at = entry.value, k
                break
        if claim.status_at is not None:
            break
    if claim.type == "disrupted_attack":
        claim.status = "foiled"
    if claim.status_at is None:
        _denied_or_threatened(words, claim, at)


def _denied_or_threatened(words: Words, claim: Claim, at: int) -> None:
    """«نفى … قصف …»: denied; «هدد بقصف …»: threatened. The cue stands close before the act, with no other act between."""
    for k in range(at - 1, max(claim.first, at - 8) - 1, -1):
        that = words.forms[k] == "ان" and claim.sentence.entry(k - 1, "deny") is None
        if that or words.forms[k] in ("،", ":", '"'):
            return
        for name in ("deny", "threat"):
            entry = claim.sentence.entry(k, name)
            if entry is not None:
                claim.status, claim.status_at = entry.value, k
                return
