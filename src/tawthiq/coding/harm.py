"""Harm to people: who was killed, injured, taken or freed in a claim, and how many."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tawthiq.arabic.numbers import Number, apply_trailing_bound
from tawthiq.arabic.words import Words
from tawthiq.coding import outcomes as told
from tawthiq.coding.claims import Claim
from tawthiq.coding.scan import Sentence
from tawthiq.coding.victims import names_from
from tawthiq.knowledge.lexicon import Lexicon
from tawthiq.model import Casualty, Span

_NOT = frozenset(("لم", "لن", "لا", "ولم", "ولا"))
_BODY_COUNT = told.BODY_COUNT


@dataclass(slots=True)
class _State:
    """What has been read so far of a claim: outcomes waiting for their people, and the group last named."""

    outcomes: list[str]
    at: int
    used: bool
    group: str
    mixed: bool = False
    # The verb behind its people that has been read already («ثلاثة مدنيين قتلوا»), and where the last count ended.
    spent: int = -1
    end: int = -9
    denied: bool = False


# The categories of words that say something of people.
_TELLING = ("harm", "victim", "person", "incl")


def find_casualties(words: Words, claim: Claim, lexicon: Lexicon) -> None:
    """Fills `claim.casualties` from its window, in the order of the text."""
    sentence, forms = claim.sentence, words.forms
    numbers = {n.first: n for n in sentence.numbers}
    state = _State([], -9, True, "unknown")
    doers = {i for actor, role, _ in claim.actors if role == "initiator" for i in range(actor.first, actor.last)}
    index = sentence.index
    telling = {k for name in _TELLING for k in index.get(name, ())}
    k = claim.first
    while k < claim.last:
        # Most words say nothing of people: they are passed over here, where it is cheap.
        if k not in telling and k not in numbers and forms[k] not in told.OPENERS and not _may_name(k, state):
            k += 1
            continue
        if sentence.entry(k, "incl"):
            end = _skip_included(forms, sentence, k + 1, claim.last, numbers)
            _of_which(words, claim, k, end)
            k = end
            continue
        named = _named(words, claim, k, state)
        if named > k:
            k = named
            continue
        if k in doers and not sentence.entry(k, "harm"):
            k += 1
            continue
        number = numbers.get(k)
        if number is not None:
            k = _counted(words, claim, lexicon, number, state)
            continue
        k = _uncounted(words, claim, lexicon, k, state, numbers)
    _share_group(claim)


def _skip_included(forms: list[str], sentence: Sentence, k: int, last: int, numbers: dict[int, Number]) -> int:
    """«بينهم ثلاثة أطفال» tells of people already counted: go on at the next outcome, comma or cause."""
    if k < last and forms[k] == '"':
        k = next((at + 1 for at in range(k + 1, last) if forms[at] == '"'), k)
    while k < last:
        if forms[k] in ("،", ",", ")", '"') or sentence.entry(k, "act"):
            return k
        if forms[k].startswith("و") and (sentence.entry(k, "harm") or sentence.entry(k, "victim")):
            return k
        if k in numbers and _joined(forms, k) and sentence.entry(numbers[k].last, "victim"):
            return k
        k += 1
    return k


_CAUSES = frozenset("جراء اثر بسبب نتيجه في حسب بحسب وفق خلال علي اصيبوا قتلوا".split())


def _may_name(k: int, state: _State) -> bool:
    """Whether a name may stand at token `k`: behind an outcome without its people, or close behind people counted."""
    return (not state.used and bool(state.outcomes) and k - state.at <= _PAST_SUBJECT) or k - state.end <= _NEAR_NAME


def _of_which(words: Words, claim: Claim, first: int, last: int) -> None:
    """Keeps «بينهم ثلاثة أطفال» with the count it is part of."""
    last = next((k for k in range(first + 1, last) if words.forms[k] in _CAUSES), last)
    if claim.casualties and claim.casualties[-1].of_which is None and last > first + 1:
        span = words.span(first, last)
        claim.casualties[-1] = replace(claim.casualties[-1], of_which=span.of(words.folded.raw), of_which_span=span)


_NEAR_NAME = 8
# «استشهد الوكيل الأول بالحرس فلان الفلاني»: the rank in front of the name.
_PAST_RANK = 5
# «اغتال مسلحون مجهولون بأسلحة كاتمة للصوت الموظف فلان الفلاني»: whom, behind who and with what.
_PAST_SUBJECT = 12


def _named(words: Words, claim: Claim, k: int, state: _State) -> int:
    """Names at token `k`: of the people just counted, or themselves the count («مقتل فلان الفلاني»); the token behind."""
    reach = _PAST_SUBJECT if claim.type in ("killing", "abduction", "arrest") else _PAST_RANK
    opened = not state.used and bool(state.outcomes) and k - state.at <= reach
    counted = (
        0 <= k - state.end <= _NEAR_NAME
        and bool(claim.casualties)
        and _introduced(words.forms, claim.sentence, k, state)
    )
    if not (opened or counted):
        return k
    called = (
        counted and k == state.end and claim.casualties[-1].best == 1 and "ال" in claim.sentence.at(k - 1).proclitic
    )
    spans, end = names_from(words, claim.sentence, k, claim.last, called)
    if not spans:
        return k
    if opened:
        number = len(spans)
        _add(words, claim, state.outcomes, "unknown", number, number, number, k, end, "toll.named", state)
        state.used = True
    if claim.casualties:
        raw = words.folded.raw
        claim.casualties[-1] = replace(
            claim.casualties[-1], names=tuple(span.of(raw) for span in spans), name_spans=spans
        )
    return end


def _introduced(forms: list[str], sentence: Sentence, k: int, state: _State) -> bool:
    """Whether a name may follow: right behind the people counted, or behind «يدعى», «وهما», a colon."""
    return k == state.end or forms[k] in _NAMING or (forms[k - 1] in _NAMING and k - 1 >= state.end)


_NAMING = frozenset('يدعي ويدعي تدعي وتدعي المدعو المدعوه اسمه اسمها وهو وهي وهما وهم هم : "'.split())


def _counted(words: Words, claim: Claim, lexicon: Lexicon, number: Number, state: _State) -> int:
    """A number and what it counts; returns the token behind what was read."""
    sentence = claim.sentence
    noun = _noun_after(words.forms, sentence, number.last, claim.last)
    end = noun + 1 if noun is not None else number.last
    number = apply_trailing_bound(
        words.forms[: claim.last], _bound_behind(words.forms, sentence, end, claim.last), number
    )
    if noun is not None and (pair := _dead_and_hurt(words.forms, sentence, noun, claim.last)):
        _both(words, claim, number, noun, state)
        return pair
    victim = sentence.entry(noun, "victim") if noun is not None else None
    person = sentence.entry(noun, "person") if noun is not None else None
    if victim is not None and victim.value == "displaced" and claim.type != "displacement":
        return end
    if victim is not None and noun is not None:
        group = _group_behind(words.forms, sentence, noun, claim.last, state)
        freed = victim.value == "detained" and any(
            t.entry.value == "released" or t.entry.rule == "act.release" for t in claim.triggers
        )
        _add(
            words,
            claim,
            ["released" if freed else victim.value],
            group,
            number.low,
            number.best,
            number.high,
            number.first,
            noun + 1,
            number.rule,
            state,
        )
        return noun + 1
    if person is None and number.best is not None and 1900 < number.best < 2100:
        return number.last
    of_side = person is None and _of_side(words.forms, sentence, number.last)
    at = noun if noun is not None else number.last if of_side else None
    if (
        (person is not None or of_side)
        and at is not None
        and (state.used or not state.outcomes)
        and (outcome := _harm_behind(words.forms, sentence, at, state))
    ):
        state.outcomes, state.used = [outcome], False
    if of_side and state.outcomes and state.used and not _joined(words.forms, number.first):
        return number.last
    if not state.outcomes or (person is None and not of_side and (state.used or number.first - state.at > 2)):
        return number.last
    if person is None and number.last < claim.last and not _bare_number_ok(words.forms, sentence, number.last):
        return number.last
    if person is not None and state.used and not _joined(words.forms, number.first):
        return end
    group = (
        _group(sentence, noun, state, _others(words.forms, noun))
        if noun is not None
        else "combatant"
        if of_side
        else state.group
    )
    _add(
        words, claim, state.outcomes, group, number.low, number.best, number.high, number.first, end, number.rule, state
    )
    state.used = True
    return end


def _harm_behind(forms: list[str], sentence: Sentence, noun: int, state: _State, counted: bool = True) -> str:
    """«ثلاثة مدنيين قتلوا»: the outcome of the verb behind the people, or ''; it is not read again as one that opens."""
    outcome, at = told.verb_behind(forms, sentence, noun, counted)
    if at >= 0 and outcome:
        state.spent = at
    return outcome


_BOUND_REACH = 5


def _bound_behind(forms: list[str], sentence: Sentence, k: int, last: int) -> int:
    """«25 مقاتلا من الفصائل على الأقل»: where the bound of a count stands past whose the people are, else `k`."""
    if k < last and forms[k] == "من":
        for at in range(k + 1, min(k + _BOUND_REACH, last - 1)):
            if forms[at : at + 2] == ["علي", "الاقل"]:
                return at
            if not forms[at].isalpha() or sentence.entry(at, "harm"):
                break
    return k


def _of_side(forms: list[str], sentence: Sentence, k: int) -> bool:
    """«ثلاثة من اللجان الشعبية», «ستة في صفوف القوات»: people counted by the side whose they are."""
    if k + 1 >= sentence.last or forms[k] not in ("من", "في"):
        return False
    ranks = forms[k + 1] in ("صفوف", "عناصر", "افراد", "مقاتلي")
    if forms[k] == "في" and not ranks:
        return False
    starts = range(k + 1, k + 3) if ranks else range(k + 1, k + 2)
    return any(a.first in starts and not a.nation for a in sentence.actors)


def _joined(forms: list[str], k: int) -> bool:
    """«و3 من العاملين», «وثلاثة»: joined to what was counted before."""
    return forms[k].startswith("و") or forms[k - 1] == "و"


def _bare_number_ok(forms: list[str], sentence: Sentence, k: int) -> bool:
    """«أصيب عشرة بجروح»: a bare number counts people only before a stop, a preposition or an outcome."""
    form = forms[k]
    return (
        not form.isalpha()
        or form[0] in "وب"
        or form in ("في", "علي", "اخرين", "من", "جراء", "اثر", "خلال", "اليوم", "يعالجون", "يتلقون")
        or bool(sentence.entry(k, "harm"))
    )


# «خمسة أفراد من قوات …»: what they are may be said behind it.
_SOME = frozenset("افراد اشخاص عناصر فردا عنصرا".split())


def _noun_after(forms: list[str], sentence: Sentence, k: int, last: int) -> int | None:
    """The person or victim noun that a number counts, past «من», «منهم» and one adjective-like word."""
    people = None
    for at in range(k, min(k + 3, last)):
        if sentence.entry(at, "victim") or (sentence.entry(at, "person") and forms[at] not in _SOME):
            return at
        if forms[at] in _SOME:
            people = at
        elif forms[at] not in ("من", "علي", "الاقل", "(", ")", '"') and not forms[at].isdigit():
            break
    return people


def _dead_and_hurt(forms: list[str], sentence: Sentence, noun: int, last: int) -> int | None:
    """«20 بين قتيل وجريح» or «20 قتيلا وجريحا»: where the phrase ends, or None."""
    for k in range(noun, min(noun + 3, last - 1)):
        one, two = sentence.entry(k, "victim"), sentence.entry(k + 1, "victim")
        if one and two and {one.value, two.value} == _BODY_COUNT and forms[k + 1].startswith("و"):
            joined = k > noun or forms[k + 1].endswith(("جريحا", "جريح", "جرحي", "مصابا", "مصاب"))
            if joined and (forms[k - 1] in ("بين", "ما") or forms[k + 1].endswith("ا")):
                return k + 2
    return None


def _both(words: Words, claim: Claim, number: Number, noun: int, state: _State) -> None:
    high = number.best - 1 if number.best else None
    group = _group(claim.sentence, noun, state)
    _add(words, claim, ["killed", "injured"], group, 1, None, high, number.first, noun + 1, "toll.dead-and-hurt", state)


def _uncounted(words: Words, claim: Claim, lexicon: Lexicon, k: int, state: _State, numbers: dict[int, Number]) -> int:
    """A token that is no number: an outcome word, a person behind one, or a victim noun that counts by its form."""
    sentence = claim.sentence
    harm = sentence.entry(k, "harm")
    if harm is not None and k == state.spent:
        return k + harm.length
    if (opened := _opened(words, claim, k, state, numbers)) > k:
        return opened
    if harm is not None and harm.value == "missing" and (meant := _lost(words.forms, sentence, k)) != "missing":
        if meant:
            state.outcomes, state.at, state.used, state.denied = [meant], k, False, False
        return k + 1
    if harm is not None:
        touching = k - state.at == 1 or (k - state.at == 2 and words.forms[k - 1] in ("او", "و"))
        doubled = not state.used and touching and (words.forms[k].startswith("و") or words.forms[k - 1] in ("او", "و"))
        state.outcomes = [*state.outcomes, harm.value] if doubled else [harm.value]
        state.at, state.used = k, False
        state.denied = harm.verb and (words.forms[k - 1] in _NOT or (state.denied and words.forms[k - 1] == "او"))
        return k + harm.length
    victim = sentence.entry(k, "victim")
    zero = _negated(words.forms, sentence, k, claim.first) if victim is not None or words.forms[k] == "بشريه" else 0
    if (
        not zero
        and victim is not None
        and words.forms[k - 1] == "او"
        and claim.casualties
        and claim.casualties[-1].best == 0
    ):
        zero = k + 1
    if victim is not None:
        definite = "ال" in sentence.at(k).proclitic or sentence.at(k).proclitic.endswith("لل")
        if zero and victim.value in _BODY_COUNT:
            _add(
                words,
                claim,
                [victim.value],
                _group_behind(words.forms, sentence, k, claim.last, state),
                0,
                0,
                0,
                zero - 1,
                k + 1,
                "toll.none",
                state,
            )
        elif (
            not definite
            and not _in_compound(sentence, k)
            and (victim.value != "displaced" or claim.type == "displacement")
        ):
            low, best, high, rule = _by_form(words.forms[k], sentence.at(k).proclitic, lexicon)
            group = _group_behind(words.forms, sentence, k, claim.last, state)
            _add(words, claim, [victim.value], group, low, best, high, k, k + 1, rule, state)
        return k + 1
    if zero and words.forms[k] in ("بشريه",):
        outcome = "injured" if words.forms[k - 1].endswith("اضرار") or "اصابات" in words.forms[k - 1] else "killed"
        _add(words, claim, [outcome], "unknown", 0, 0, 0, zero - 1, k + 1, "toll.none", state)
        return k + 1
    person = sentence.entry(k, "person") if not words.forms[k - 1].removeprefix("ب").startswith("رصاص") else None
    if (
        person is not None
        and state.used
        and "ال" not in sentence.at(k).proclitic
        and (outcome := _harm_behind(words.forms, sentence, k, state, counted=False))
    ):
        state.outcomes, state.used, state.at = [outcome], False, k
    if (person is not None and state.outcomes and not state.used and k - state.at <= 4) or (
        person is not None
        and state.outcomes
        and 0 <= k - state.end <= 1
        and _adds(words.forms, sentence, k, person.value)
    ):
        _person(words, claim, lexicon, k, state)
    return k + 1


_SUMS = frozenset("عدد حصيله".split())


def _opened(words: Words, claim: Claim, k: int, state: _State, numbers: dict[int, Number]) -> int:
    """Outcomes that no word of harm opens («تعرض … لإصابة», «سقوط 11 مواطنا», «عدد القتلى … إلى 25»); the token behind, or `k`."""
    forms, sentence = words.forms, claim.sentence
    if end := told.only_material(forms, k, claim.last):
        _add(words, claim, ["injured"], "unknown", 0, 0, 0, k, end, "toll.none", state)
        return end
    outcome = (
        "injured" if told.exposed(forms, sentence, k) else "killed" if told.fallen(forms, sentence, k, numbers) else ""
    )
    if outcome:
        state.outcomes, state.at, state.used, state.denied = [outcome], k, False, False
        return k + 1
    victim = sentence.entry(k, "victim")
    summed = victim is not None and ("ال" in sentence.at(k).proclitic or forms[k - 1] in _SUMS)
    if victim is None or victim.value not in _BODY_COUNT or not summed:
        return k
    number = told.summed_up(forms, sentence, k, claim.last, numbers)
    if number is None:
        return k
    other = sentence.entry(k + 1, "victim") if forms[k + 1].startswith("و") else None
    both = other is not None and other.value in _BODY_COUNT and other.value != victim.value
    state.outcomes = [victim.value, other.value] if both and other is not None else [victim.value]
    state.at, state.used, state.denied = number.first - 1, False, False
    return number.first


_LIFE = frozenset(
    clitic + word for clitic in ("", "ل", "ال") for word in ("حياته", "حياتها", "حياتهم", "حياتهن", "حياتهما")
)


def _lost(forms: list[str], sentence: Sentence, k: int) -> str:
    """«فقد … حياته» is a death, «فقد» before a verb («فقد قتل», «فقد ذكر») a particle that says nothing, else people are missing."""
    if not _LIFE.isdisjoint(forms[k + 1 : min(k + _LIFE_REACH, sentence.last)]):
        return "killed"
    entries = sentence.at(k + 1).entries
    particle = forms[k].startswith("فقد") and any(e.verb for e in entries)
    return "" if particle or forms[k + 1 : k + 2] == ["الاتصال"] else "missing"


_LIFE_REACH = 9


def _adds(forms: list[str], sentence: Sentence, k: int, group: str) -> bool:
    """«امرأة وطفلة», «ضابط ومجندان»: a person joined by «و» to the one just counted, not «… وعناصر الدفاع المدني»."""
    return (
        (group != "unknown" or forms[k].endswith("رجل"))
        and _joined(forms, k)
        and "ال" not in sentence.at(k).proclitic
        and not sentence.entry(k + 1, "hostile")
    )


def _in_compound(sentence: Sentence, k: int) -> bool:
    """«عدد القتلى», «تبادل أسرى»: the noun belongs to a sum or a deal, not to a count."""
    return (
        sentence.entry(k - 1, "act") is not None
        and sentence.entry(k, "victim") is not None
        and sentence.at(k - 1).entries[0].value == "agreement"
    )


_TWO = frozenset("اثنين اثنان اثنتين اثنتان".split())
_ALL = frozenset("جميع كافه كل سائر".split())


def _two(forms: list[str], sentence: Sentence, k: int, last: int) -> bool:
    """«عسكريين اثنين», «عسكريين تركيين اثنين»: people said to be two, an adjective between at most."""
    if k + 1 < last and forms[k + 1] in _TWO:
        return True
    between = k + 2 < last and not forms[k + 1].startswith("و") and sentence.entry(k + 1, "harm") is None
    return between and forms[k + 2] in _TWO


def _person(words: Words, claim: Claim, lexicon: Lexicon, k: int, state: _State) -> None:
    form, proclitic = words.forms[k], claim.sentence.at(k).proclitic
    low, best, high, rule = _by_form(form, proclitic, lexicon)
    if _two(words.forms, claim.sentence, k, claim.last):
        low, best, high, rule = 2, 2, 2, "toll.dual"
    elif best is None and words.forms[k - 1].lstrip("وبل") in ("احد", "احدي"):
        low, best, high, rule = 1, 1, 1, "toll.one-of"
    elif words.forms[k - 1] in ("عدد", "عددا"):
        low, best, high, rule = 3, None, None, "toll.plural"
    elif "ال" in proclitic and best is None and words.forms[k - 1] not in _ALL:
        return
    high = _bounded(words.forms[: claim.last], k, best, high)
    if state.denied:
        low, best, high, rule = 0, 0, 0, "toll.none"
    _add(
        words,
        claim,
        state.outcomes,
        _group(claim.sentence, k, state, _others(words.forms, k)),
        low,
        best,
        high,
        k,
        k + 1,
        rule,
        state,
    )
    state.used = True


def _bounded(forms: list[str], k: int, best: int | None, high: int | None) -> int | None:
    """The upper bound of people counted by their form: none where «على الأقل» follows («مواطنين اثنين على الأقل»)."""
    if best is None:
        return high
    last = k + 1 + (forms[k + 1 : k + 2] == ["اثنين"] or forms[k + 1 : k + 2] == ["اثنان"])
    return apply_trailing_bound(forms, last, Number(k, last, best, best, high, "number.exact")).high


def _by_form(form: str, proclitic: str, lexicon: Lexicon) -> tuple[int | None, int | None, int | None, str]:
    """Arabic counts by form: a dual is two, a plural three or more, a singular one."""
    stem = form[len(proclitic) :]
    values = {e.value for e in lexicon.single.get(stem, ()) if e.category == "form"}
    if "dual" in values:
        return 2, 2, 2, "toll.dual"
    if "plural" in values:
        return 3, None, None, "toll.plural"
    return 1, 1, 1, "toll.singular"


def _negated(forms: list[str], sentence: Sentence, k: int, first: int) -> int:
    """The token behind the negation that governs `k`, or 0."""
    for back in range(1, 7):
        at = k - back
        if at < first:
            return 0
        if sentence.entry(at, "neg"):
            return at + 1
        if forms[at] in ("،", ",", '"') and back > 1:
            return 0
        if sentence.entry(at, "act") and back > 1 and not sentence.entry(at, "result"):
            return 0
    return 0


def _others(forms: list[str], k: int) -> bool:
    return "اخر" in forms[k] and "اشخاص" not in forms[k]


def _group(sentence: Sentence, noun: int, state: _State, other: bool = False) -> str:
    """The group a noun says; «آخرون» are of the group named before, bare «أشخاص» of none."""
    person = sentence.entry(noun, "person")
    if person is None:
        return "unknown"
    if person.value != "unknown":
        return person.value
    nearby = sentence.entry(noun + 1, "person")
    if nearby is not None and nearby.value != "unknown":
        return nearby.value
    return state.group if other and not state.mixed else "unknown"


def _group_behind(forms: list[str], sentence: Sentence, k: int, last: int, state: _State) -> str:
    """The group said behind a victim noun: «10 قتلى مدنيين», «قتيلان من قوات النظام»."""
    for at in range(k + 1, min(k + 5, last)):
        person = sentence.entry(at, "person")
        if person is not None and person.value != "unknown" and not forms[at].startswith("و"):
            return person.value
        if sentence.entry(at, "hostile") and forms[at - 1] in ("من", "صفوف", "عناصر", "بصفوف"):
            return "combatant"
        if forms[at] == "في" and at + 1 < last and forms[at + 1] in ("صفوف", "اوساط"):
            continue
        if forms[at] in ("،", ",", "في", "جراء", "و") or sentence.entry(at, "act"):
            break
    return "unknown"


def _add(words: Words, claim: Claim, outcomes: list[str], group: str, low: int | None, best: int | None, high: int | None,
         first: int, last: int, rule: str, state: _State) -> None:  # fmt: skip
    span = words.span(first, last)
    text = span.of(words.folded.raw)
    outcomes = list(dict.fromkeys(outcomes))
    if len(outcomes) == 2 and rule != "toll.dead-and-hurt" and best != 0:
        low, high, best = 1, best - 1 if best is not None and best > 1 else None, None
    if _sums(words.forms, claim, outcomes, group, best, first, state):
        _sum(words, claim, best or 0, group, last)
        state.end = last
        return
    state.end = last
    for outcome in outcomes:
        if not any((c.outcome, c.low, c.best, c.group) == (outcome, low, best, group) for c in claim.casualties):
            claim.casualties.append(Casualty(outcome, group, low, best, high, text, span, rule))
    if group != "unknown":
        state.mixed = state.mixed or state.group not in ("unknown", group)
        state.group = group


def _sums(
    forms: list[str], claim: Claim, outcomes: list[str], group: str, best: int | None, first: int, state: _State
) -> bool:
    """«أربعة رجال وثلاث نساء», «رجل وطفلتيه»: people of one group and outcome, joined to those just counted."""
    if not best or len(outcomes) != 1 or not claim.casualties or first - state.end > 2 or not _joined(forms, first):
        return False
    before = claim.casualties[-1]
    alike = before.group == group or "unknown" in (before.group, group)
    return before.outcome == outcomes[0] and alike and before.best is not None and before.best > 0


def _sum(words: Words, claim: Claim, more: int, group: str, last: int) -> None:
    before = claim.casualties[-1]
    group = group if before.group == "unknown" else before.group
    span = Span(before.span.start, words.span(last - 1, last).end)
    low, best, high = ((n + more if n is not None else None) for n in (before.low, before.best, before.high))
    claim.casualties[-1] = replace(
        before, group=group, low=low, best=best, high=high, text=span.of(words.folded.raw), span=span, rule="toll.sum"
    )


def _share_group(claim: Claim) -> None:
    """«قتل مدني وأصيب ثلاثة»: hurt people counted without a noun are of the group just named."""
    groups = {c.group for c in claim.casualties if c.group != "unknown"}
    if len(groups) != 1:
        return
    known = groups.pop()
    claim.casualties = [
        replace(c, group=known) if c.group == "unknown" and ("خر" in c.text or c.text.strip().isdigit()) else c
        for c in claim.casualties
    ]
