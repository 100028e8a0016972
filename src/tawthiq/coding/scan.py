"""Mentions: what each word of a sentence may be, and the phrases that name places, sides, numbers and days."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace

from tawthiq.arabic.dates import DateMention, find_dates
from tawthiq.arabic.numbers import Number, find_numbers
from tawthiq.arabic.words import Words
from tawthiq.knowledge.lexicon import NOTHING, TRIGGERS, Entry, Lexicon, Reading, phrase_at
from tawthiq.knowledge.names import ActorName, Names, PlaceName


@dataclass(slots=True)
class PlaceMention:
    """A place phrase: tokens `[first, last)`, letters of its first word to skip, its gazetteer rows if any."""

    first: int
    last: int
    skip: int
    rows: list[PlaceName]
    rule: str
    relation: str = "in"
    within: PlaceMention | None = None
    origin: bool = False
    container: bool = False
    head: str = ""
    wide: bool = False
    # The telling words of its name, once asked for.
    telling: frozenset[str] | None = None


@dataclass(slots=True)
class ActorMention:
    """A side as named: tokens `[first, last)`, letters to skip, its registry rows if any."""

    first: int
    last: int
    skip: int
    rows: list[ActorName]
    rule: str
    proclitic: str = ""
    nation: str = ""
    # Where the bare word stands that this side is named for («مسلحون من …»); below 0 where there is none.
    at: int = -1


@dataclass(slots=True)
class Sentence:
    """One sentence's tokens `[first, last)` with the readings of each token and its mentions."""

    first: int
    last: int
    readings: list[Reading]
    lengths: list[int]
    number: int
    places: list[PlaceMention] = field(default_factory=list)
    # Names that may be places, once asked for; only the weighing of places reads them.
    guesses: list[PlaceMention] | None = None
    actors: list[ActorMention] = field(default_factory=list)
    numbers: list[Number] = field(default_factory=list)
    dates: list[DateMention] = field(default_factory=list)
    # For each category the tokens that have an entry of it, in order, with the entry.
    index: dict[str, dict[int, Entry]] = field(default_factory=dict)

    def where(self, category: str, first: int, last: int) -> list[int]:
        """The tokens of `[first, last)` that have an entry of that category."""
        found = self.index.get(category)
        return [k for k in found if first <= k < last] if found else []

    def at(self, i: int) -> Reading:
        """The reading of token `i`; `NOTHING` outside the sentence."""
        return self.readings[i - self.first] if self.first <= i < self.last else NOTHING

    def entry(self, i: int, category: str) -> Entry | None:
        """What token `i` is in that category, or None."""
        found = self.index.get(category)
        return found.get(i) if found is not None else None


def read_sentence(words: Words, number: int, lexicon: Lexicon) -> Sentence | None:
    """The lexical reading of a sentence, or None where nothing in it can be an act or harm."""
    first, last = words.sentences[number]
    forms, known = words.forms, lexicon.looks
    looks = [known[form] for form in forms[first:last]]
    if not any(look.may_trigger for look in looks):
        return None
    readings = [look.reading for look in looks]
    lengths = [1] * len(looks)
    behind = first
    for i, look in enumerate(looks, first):
        if look.openings and i >= behind and (phrase := phrase_at(look.openings, forms, i, last)) is not NOTHING:
            length = lengths[i - first] = phrase.entries[0].length
            readings[i - first] = _with_single(phrase, look.reading)
            behind = i + length
            for k in range(i + 1 - first, behind - first):
                readings[k] = _inside_phrase(readings[k])
    _part(forms, first, last, readings)
    index = _by_category(first, readings)
    return None if TRIGGERS.isdisjoint(index) else Sentence(first, last, readings, lengths, number, index=index)


_MET = frozenset(clitic + verb for clitic in ("", "و", "ف") for verb in "لقي لقت لقيت لقوا لقيا يلقي تلقي".split())
_KILLED = Entry("harm", "killed", "harm.killed", True)
# «لقي … مصرعهم»: so far the two may stand from each other, the people between them.
_PARTED = 16


def _part(forms: list[str], first: int, last: int, readings: list[Reading]) -> None:
    """«لقي 13 عنصرا من … مصرعهم»: the verb says death where its object follows behind the people."""
    for i in range(first, last):
        if forms[i] not in _MET:
            continue
        form = forms[i].removeprefix("و").removeprefix("ف")
        if (
            any(f.startswith(("مصرع", "حتف")) for f in forms[i + 1 : min(i + _PARTED, last)])
            and not readings[i - first].entries
        ):
            readings[i - first] = Reading((_KILLED,), forms[i][: len(forms[i]) - len(form)])


def _by_category(first: int, readings: list[Reading]) -> dict[str, dict[int, Entry]]:
    out: dict[str, dict[int, Entry]] = {}
    for k, reading in enumerate(readings, first):
        if reading is not NOTHING:
            for category, entry in reading.by.items():
                out.setdefault(category, {})[k] = entry
    return out


def _with_single(phrase: Reading, single: Reading) -> Reading:
    """A phrase's meanings, then those of its first word that name no other act."""
    rest = tuple(e for e in single.entries if e.category not in TRIGGERS)
    return Reading((*phrase.entries, *rest), phrase.proclitic) if rest else phrase


def _inside_phrase(reading: Reading) -> Reading:
    """Inside a phrase a word keeps only what it says of means, nation and side."""
    kept = tuple(e for e in reading.entries if e.category in _KEPT_INSIDE)
    return Reading(kept, reading.proclitic) if kept else NOTHING


_KEPT_INSIDE = frozenset(("weapon", "through", "nation", "side", "source_head", "hostile", "damage"))


class Scanner:
    """Finds the mentions of a sentence."""

    def __init__(self, lexicon: Lexicon, places: Names[PlaceName], actors: Names[ActorName]) -> None:
        self.lexicon = lexicon
        self.place_names = places
        self.actor_names = actors

    def scan(self, words: Words, sentence: Sentence, published: dt.date | None) -> None:
        """Fills the sentence with places, sides, numbers and days."""
        sentence.dates = find_dates(words.forms, sentence.first, sentence.last, published)
        dated = {i for d in sentence.dates for i in range(d.first, d.last)}
        sentence.actors = self._actors(words, sentence)
        taken = {i for a in sentence.actors for i in range(a.first, a.last)} | dated
        sentence.places = self._places(words, sentence, taken)
        numbers = find_numbers(words.forms, sentence.first, sentence.last)
        sentence.numbers = [n for n in numbers if n.first not in dated and n.last - 1 not in dated]

    def _actors(self, words: Words, sentence: Sentence) -> list[ActorMention]:
        out: list[ActorMention] = []
        forms, i = words.forms, sentence.first
        heads = {*sentence.index.get("hostile", ()), *sentence.index.get("ref", ())}
        nations = sentence.index.get("nation", {})
        starts = self.actor_names.starts
        places = sorted({*heads, *nations, *(k for k in range(i, sentence.last) if starts[forms[k]])})
        for i in places:
            if out and i < out[-1].last:
                continue
            found = self.actor_names.match(forms, i, sentence.last)
            mention = (
                self._named_actor(forms, sentence, i, found)
                if found
                else self._headed_actor(forms, sentence, i)
                if i in heads
                else None
            )
            if mention is None:
                nation = nations.get(i)
                if nation is not None:
                    out.append(ActorMention(i, i + 1, len(sentence.at(i).proclitic), [], nation.rule, "", nation.value))
                continue
            if out and forms[out[-1].last : mention.first] == ["/"] and not out[-1].nation:
                mention = replace(out.pop(), last=mention.last)
            out.append(mention)
        return out

    def _named_actor(
        self, forms: list[str], sentence: Sentence, i: int, found: tuple[int, str, list[ActorName]]
    ) -> ActorMention:
        length, proclitic, rows = found
        return ActorMention(i, i + length, len(proclitic), rows, "actor.registry", proclitic)

    def _headed_actor(self, forms: list[str], sentence: Sentence, i: int) -> ActorMention | None:
        """A side the registry does not know: a head («مليشيات», «فصائل») with its name or adjective."""
        ref = sentence.entry(i, "ref")
        front = forms[i].endswith("جبهه") and i > sentence.first and forms[i - 1] in ("في", "علي")
        if sentence.entry(i, "hostile") is None or front:
            return ActorMention(i, i + 1, 0, [], "actor.ref") if ref is not None and ref.value == "actor" else None
        end = i + sentence.lengths[i - sentence.first]
        inner = self._inside_marks(forms, sentence, end)
        if inner is not None:
            return inner
        skip = len(sentence.at(i).proclitic)
        if sentence.at(i).proclitic.endswith("ال"):
            skip -= 2
        head_end = end
        while end < sentence.last and end - i < 4 and self._continues(forms, sentence, end):
            end += 1
        if end == head_end and not sentence.at(i).proclitic.endswith("ال"):
            return None
        return ActorMention(i, end, skip, [], "actor.head", sentence.at(i).proclitic[:skip])

    def _inside_marks(self, forms: list[str], sentence: Sentence, k: int) -> ActorMention | None:
        """«مليشيات "…" (قسد)», «تنظيم /داعش/»: the registered name inside the marks stands for the side."""
        if k + 1 < sentence.last and forms[k] in ('"', "(", "/", "'"):
            found = self.actor_names.match(forms, k + 1, sentence.last)
            if found is not None:
                return ActorMention(k + 1, k + 1 + found[0], len(found[1]), found[2], "actor.registry", found[1])
        return None

    def _continues(self, forms: list[str], sentence: Sentence, k: int) -> bool:
        form = forms[k]
        if not form.isalpha() or len(form) < 3:
            return False
        reading = sentence.at(k)
        if reading.entries and any(e.category not in ("nation", "side", "person") for e in reading.entries):
            return False
        if any(e.category == "side" for e in reading.entries) and not form.startswith("ال"):
            return False
        if any(e.category == "person" for e in reading.entries) and not form.startswith("ال"):
            return False
        if reading.get("nation") is not None:
            return True
        return form.startswith("ال") or (sentence.entry(k - 1, "hostile") is not None and form[0] not in "وفبلي")

    def _places(self, words: Words, sentence: Sentence, taken: set[int]) -> list[PlaceMention]:
        out: list[PlaceMention] = []
        forms, i = words.forms, sentence.first
        heads = sentence.index.get("place_head", {})
        starts, near = self.place_names.starts, sentence.index.get("near", {})
        while i < sentence.last:
            if i in taken:
                i += 1
                continue
            mention = self._headed_place(forms, sentence, i, taken) if i in heads else None
            if mention is None and starts[forms[i]]:
                mention = self._named_place(forms, sentence, i, out)
            if mention is None and i > sentence.first and (forms[i - 1] in _PLACING or i - 1 in near):
                mention = self._sited_place(forms, sentence, i, taken)
            if mention is None:
                i += 1
                continue
            out.append(mention)
            i = (
                self._list(forms, sentence, mention, out, taken)
                if forms[mention.first][mention.skip :] in _MANY
                else mention.last
            )
        for place in out:
            self._outskirts(forms, sentence, place)
        out = self._roads(forms, sentence, out)
        self._relate(forms, sentence, out)
        return out

    @staticmethod
    def _outskirts(forms: list[str], sentence: Sentence, place: PlaceMention) -> None:
        """«الأطراف الغربية لمدينة …», «الريف الغربي لـ…»: the place is that side of it."""
        at = place.first - 2
        if (
            at < sentence.first
            or not forms[place.first][: place.skip].endswith("ل")
            or forms[at + 1].removeprefix("ال") not in _ADJECTIVE_SIDES
        ):
            return
        head = forms[at].lstrip("وبفل").removeprefix("ال")
        if head in _SIDES_OF and len(forms[at]) > len(head):
            place.first, place.skip, place.relation = at, len(forms[at]) - len(head) - 2, "near"

    def _roads(self, forms: list[str], sentence: Sentence, places: list[PlaceMention]) -> list[PlaceMention]:
        """«طريق … - …» and «الطريق الواصل بين … و…» lie between two places, each an entry of its own."""
        out: list[PlaceMention] = []
        for place in places:
            behind = place.last + 1
            named = (
                forms[place.first][place.skip :] in _ROAD and behind < sentence.last and forms[place.last] in _DASHES
            )
            if named and forms[behind].isalpha() and place.last - place.first > 1:
                out += [
                    self._road_end(forms, sentence, place.first + 1, place.last),
                    self._road_end(forms, sentence, behind, behind + 1),
                ]
                continue
            if out and place.first < out[-1].last and out[-1].relation == "road":
                continue
            between = place.first > sentence.first and forms[place.first - 1] == "بين"
            if (
                between
                and any(
                    f in _ROAD or f.removeprefix("ال") in _ROAD
                    for f in forms[max(sentence.first, place.first - 4) : place.first]
                )
            ) or (
                out
                and out[-1].relation == "road"
                and place.first == out[-1].last
                and forms[place.first].startswith("و")
            ):
                place.relation = "road"
            out.append(place)
        return out

    def _road_end(self, forms: list[str], sentence: Sentence, k: int, end: int) -> PlaceMention:
        found = self.place_names.match(forms, k, sentence.last)
        last = max(end, k + found[0]) if found and not found[1] else end
        return PlaceMention(k, last, 0, found[2] if found and not found[1] else [], "place.road", relation="road")

    def _list(
        self, forms: list[str], sentence: Sentence, opened: PlaceMention, out: list[PlaceMention], taken: set[int]
    ) -> int:
        """«قرى بيلونية وعين دقنة ومنغ»: names that no gazetteer knows go on while «و» joins them."""
        i = opened.last
        while i < sentence.last:
            comma = forms[i] in ("،", ",")
            k = i + (comma or (forms[i] == '"' and i > opened.last))
            if k < sentence.last and forms[k] == "و":
                k += 1 + (k + 1 < sentence.last and forms[k + 1] == '"')
            elif (
                k >= sentence.last
                or not (forms[k].startswith("و") or (comma and self._bare(forms, sentence, k, taken)))
                or len(forms[k]) < 4
            ):
                return i
            if k >= sentence.last or k in taken or sentence.at(k).entries:
                return i
            found = self.place_names.match(forms, k, sentence.last)
            end = k + found[0] if found else k + 1 + (forms[k].removeprefix("و") in _COMPOUND)
            skip = 1 if forms[k].startswith("و") else 0
            out.append(
                PlaceMention(
                    k, min(end, sentence.last), skip, found[2] if found else [], "place.list", head=opened.head
                )
            )
            i = min(end, sentence.last)
        return i

    def _headed_place(self, forms: list[str], sentence: Sentence, i: int, taken: set[int]) -> PlaceMention | None:
        head = sentence.entry(i, "place_head")
        definite = sentence.at(i).proclitic.endswith("ال")
        if head is None or (
            definite and not forms[i].endswith("العاصمه") and not self._known_by_adjective(forms, sentence, i)
        ):
            return None
        end = i + 1
        skip = len(sentence.at(i).proclitic)
        quoted = end < sentence.last and forms[end] in ('"', "(", "#")
        if quoted:
            end += 1
        if end >= sentence.last or (end in taken and not self.place_names.match(forms, end, sentence.last)):
            return None
        inner = self._headed_place(forms, sentence, end, taken) if not quoted else None
        if inner is not None and inner.first == end and sentence.at(end).proclitic == "":
            return PlaceMention(
                i, inner.last, skip, inner.rows, "place.head", head=head.value, wide=head.value == "region"
            )
        found = self.place_names.match(forms, end, sentence.last)
        rows: list[PlaceName] = []
        if found is not None and found[1] == "":
            rows = found[2]
            end = self._longer_name(forms, sentence, end, end + found[0], taken)
        else:
            stop = self._unknown_name(forms, sentence, end, taken)
            if (
                stop == end
                or forms[i].endswith("العاصمه")
                or not (quoted or self._names(forms, i, end, head) or self._definite(forms, end))
            ):
                return None
            end = stop
        if (quoted and end < sentence.last and forms[end] in ('"', ")")) or (
            head.value == "region" and end < sentence.last and self._direction(forms[end])
        ):
            end += 1
        return PlaceMention(i, end, skip, rows, "place.head", head=head.value, wide=head.value == "region")

    @staticmethod
    def _known_by_adjective(forms: list[str], sentence: Sentence, i: int) -> bool:
        """«المسجد العمري», «السوق التركي», «الأحياء الغربية»: a building or quarter that its adjective tells apart."""
        behind = forms[i + 1] if i + 1 < sentence.last else ""
        return (
            forms[i].lstrip("وبل").removeprefix("ال") in _BUILDINGS
            and behind.startswith("ال")
            and behind.endswith(("ي", "يه"))
        )

    @staticmethod
    def _names(forms: list[str], i: int, end: int, head: Entry) -> bool:
        """Whether the head takes any word as its name: a town always, a quarter or district no mere adjective."""
        if head.value == "town" or forms[i].endswith(_FRONTS) or forms[i].lstrip("وبل") in _MANY:
            return True
        return forms[i].endswith(_DISTRICTS) and not forms[end].endswith(("يه", "ي"))

    @staticmethod
    def _definite(forms: list[str], k: int) -> bool:
        """«سوق مزدحمة» names no place; «السوق التركي», «مزار شيخ جبر» do."""
        return forms[k].startswith("ال") or forms[k] in _COMPOUND

    def _longer_name(self, forms: list[str], sentence: Sentence, start: int, end: int, taken: set[int]) -> int:
        """A known name may open a longer one: «معارة النعسان», «الشيخ رضوان»."""
        if end >= sentence.last or end in taken or not forms[end].isalpha():
            return end
        form, opener = forms[end], forms[end - 1] in _COMPOUND
        plain = not sentence.at(end).entries and form not in _STOP and not self._direction(form)
        if plain and (opener or (form.startswith("ال") and end - start == 1 and form[2:] not in _NATIONAL)):
            return end + 1
        return end

    def _unknown_name(self, forms: list[str], sentence: Sentence, start: int, taken: set[int]) -> int:
        """Where a name that no gazetteer knows ends: one word, or more while they belong together."""
        end = start
        while end < sentence.last and end - start < 3 and end not in taken:
            form, reading = forms[end], sentence.at(end)
            if not form.isalpha() or len(form) < 2:
                break
            if end > start and not (form.startswith("ال") or forms[end - 1] in _COMPOUND):
                break
            if any(e.category not in _IN_NAMES or e.verb for e in reading.entries):
                break
            if form.startswith("و") and reading.get("place_head"):
                break
            if end > start and self._direction(form):
                break
            if form in _STOP:
                break
            end += 1
        return end

    @staticmethod
    def _direction(form: str) -> bool:
        return form.startswith("ال") and form[2:] in _ADJECTIVE_SIDES

    def _named_place(
        self, forms: list[str], sentence: Sentence, i: int, before: list[PlaceMention]
    ) -> PlaceMention | None:
        found = self.place_names.match(forms, i, sentence.last)
        if found is None:
            return None
        length, proclitic, rows = found
        bare = forms[i]
        if (
            length == 1
            and sentence.at(i).entries
            and not any(e.category == "place_head" for e in sentence.at(i).entries)
        ):
            return None
        joined = bool(before) and before[-1].last >= i - 2
        if proclitic.endswith("ك"):
            return None
        if proclitic and proclitic[-1] in "وفك" and length == 1 and not joined and len(bare) < 6:
            return None
        located = proclitic.endswith(("ب", "ل")) or self._located(forms, sentence, i, before)
        if not located and length == 1 and rows[0].type not in ("country", "governorate", "city"):
            return None
        wide = rows[0].type in ("country", "governorate", "region")
        return PlaceMention(i, i + length, len(proclitic), rows, "place.gazetteer", wide=wide)

    def _sited_place(self, forms: list[str], sentence: Sentence, i: int, taken: set[int]) -> PlaceMention | None:
        """«قرب كفرناصح شرقي …»: a name that no gazetteer knows, told by the word before it and the place behind it."""
        if not self._bare(forms, sentence, i, taken):
            return None
        end = i + 1
        while (
            end < sentence.last
            and end - i < 3
            and self._bare(forms, sentence, end, taken)
            and (forms[end].startswith("ال") or forms[end - 1] in _COMPOUND)
        ):
            end += 1
        compound = end - i == 2 and forms[i] in _COMPOUND
        return PlaceMention(i, end, 0, [], "place.sited") if compound or self._sites(forms, sentence, end) else None

    @staticmethod
    def _bare(forms: list[str], sentence: Sentence, k: int, taken: set[int]) -> bool:
        """Whether a word may be a name: letters, no meaning of its own."""
        form = forms[k]
        return (
            not sentence.at(k).entries
            and form.isalpha()
            and len(form) > 2
            and k not in taken
            and form not in _STOP
            and form not in _PLACING
        )

    def _sites(self, forms: list[str], sentence: Sentence, k: int) -> bool:
        """«شرقي …», «بريف …», «شمال غربي …» with a known place behind it, at token `k`."""
        start = k
        while k < sentence.last and (sentence.entry(k, "side") or forms[k] == "في") and k - start < 3:
            k += 1
        country = k < sentence.last and forms[k].removeprefix("ب").startswith("ريف")
        return (
            (k > start or country)
            and k < sentence.last
            and self.place_names.match(forms, k + country, sentence.last) is not None
        )

    def _located(self, forms: list[str], sentence: Sentence, i: int, before: list[PlaceMention]) -> bool:
        """Whether a word before says that a place comes: a preposition, a side, another place in a list."""
        if i == sentence.first:
            return True
        previous = forms[i - 1]
        if previous in _PLACING or sentence.entry(i - 1, "side") or sentence.entry(i - 1, "near"):
            return True
        return bool(before) and before[-1].last >= i - 1

    def _relate(self, forms: list[str], sentence: Sentence, places: list[PlaceMention]) -> None:
        """Nearness, origin («من مواقعها في …») and containment between neighbouring place phrases."""
        for k, place in enumerate(places):
            i = place.first
            before = forms[i - 1] if i > sentence.first else ""
            if place.relation == "road":
                pass
            elif sentence.entry(i - 1, "near") or (sentence.entry(i - 2, "near") and before in ("من", "ال")):
                place.relation = "near"
            if sentence.entry(i, "place_head") and forms[i].endswith(("ريف", "ارياف", "ريفي")):
                place.relation = "near"
            place.origin = self._is_origin(forms, sentence, i)
            if k and self._chained(forms, sentence, places[k - 1], place):
                inner = places[k - 1]
                place.container = True
                while inner.container and k >= 2:
                    k -= 1
                    inner = places[k - 1]
                if inner.within is None:
                    inner.within = place

    def _is_origin(self, forms: list[str], sentence: Sentence, i: int) -> bool:
        for back in range(1, 5):
            k = i - back
            if k < sentence.first:
                return False
            if forms[k] in _STATIONED:
                return True
            if forms[k] == "من" or forms[k] == "انطلاقا":
                return (
                    not sentence.entry(k - 1, "near")
                    and not sentence.entry(k - 1, "side")
                    and forms[k - 1] not in ("كل", "عدد", "بالقرب", "القريبه", "كلا")
                )
            if sentence.entry(k, "act") or sentence.entry(k, "harm") or forms[k] in ("،", "-", "علي"):
                return False
        return False

    def _chained(self, forms: list[str], sentence: Sentence, inner: PlaceMention, outer: PlaceMention) -> bool:
        """«حي جوبر بمدينة دمشق», «بداما، شمال غربي إدلب»: the second says where the first lies."""
        gap = forms[inner.last : outer.first]
        if len(gap) > 5:
            return False
        first = sentence.at(outer.first).proclitic
        if forms[outer.first].startswith("و") and outer.skip and forms[outer.first][: outer.skip].startswith("و"):
            return False
        linked = first.endswith("ب") or forms[outer.first][: outer.skip].endswith(("ب", "ل"))
        for k in range(inner.last, outer.first):
            form = forms[k]
            if k > inner.last and sentence.entry(k - 1, "side") and form.isalpha():
                continue
            if (
                (form == "علي" and forms[outer.first].startswith(("محور", "جبهه", "طريق")))
                or sentence.entry(k, "side")
                or form in ("في", "من", "ضمن", "التابعه", "التابع", "الواقعه", "قرب")
            ):
                linked = True
            elif form not in ("،", "-", ",", "(", ")", '"', "#", "العاصمه", "ال"):
                return False
        return linked or (not gap and (outer.wide or forms[outer.first][outer.skip :] in _DIVISIONS))


_IN_NAMES = frozenset(("person", "place_head", "common", "source_head"))
_BUILDINGS = frozenset("مسجد جامع سوق مستشفي مشفي مطار ميناء معبر سد جسر قصر ملعب دوار احياء حي".split())
_DIVISIONS = frozenset("قضاء ناحيه مديريه محافظه ولايه اقليم منطقه".split())
_ROAD = frozenset("طريق بطريق الطريق اوتوستراد الاوتوستراد".split())
_DASHES = frozenset("- – — ـ _ /".split())
_STATIONED = frozenset(
    "الموجوده المتمركزه المتمركز المتواجده المنتشره المتمركزين المتواجدين المنتشرين ينحدر ينحدرون".split()
)
_FRONTS = ("محور", "محوري", "جبهه", "جبهتي")
_SIDES_OF = frozenset("اطراف ريف احياء ضواحي مشارف قري تخوم محاور".split())
_DISTRICTS = ("حي", "منطقه", "ناحيه", "قضاء", "مخيم")
_MANY = frozenset(
    "قري بلدات مدن مناطق احياء قريتي بلدتي مدينتي منطقتي حيي قريتا بلدتا مدينتا محافظتي محافظات مخيمات محاور محوري جبهات".split()
)
_PLACING = frozenset("في علي الي داخل صوب نحو ب بين عند باتجاه شرقي غربي شمالي جنوبي وسط #".split())
_COMPOUND = frozenset(
    "ابو ام ابي عبد تل كفر عين شيخ الشيخ بني دير راس جسر خان بيت باب حي ابن برج نبع جب خربه مشفي طريق سيدي وادي".split()
)
_STOP = frozenset(
    "مفتوحه ماهوله امنه محاصره محرره عازله واسعه متفرقه مختلفه عده التي الذي الذين وهي وهو التابعه التابع الواقعه اليوم امس مساء صباح فجر بعد قبل حيث انه ان هذه هذا تلك سكنيه".split()
)
_NATIONAL = frozenset(
    "سوري سوريه عراقي عراقيه تركي تركيه يمني يمنيه لبناني لبنانيه ليبي ليبيه فلسطيني فلسطينيه افغاني افغانيه محتل محتله".split()
)
_ADJECTIVE_SIDES = frozenset("شمالي جنوبي شرقي غربي شماليه جنوبيه شرقيه غربيه اوسط شمال جنوب شرق غرب".split())
