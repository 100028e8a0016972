"""Linking an archive: what is new is compared with what is near it in time, and only what that touches is put together
again. `docs/archive.md` says in which order, and why the outcome is that of linking everything at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from tawthiq.archive import Archive, IncidentRow, MentionRow, reports_by_day
from tawthiq.archiving.identities import Before, Given, candidates, give
from tawthiq.linking import Model, clusters, model
from tawthiq.linking.blocking import REACH
from tawthiq.linking.corpus import Corpus
from tawthiq.linking.incidents import incident
from tawthiq.linking.linker import judge, reasons
from tawthiq.linking.mentions import Mention, days_by_mention, lead, mentions
from tawthiq.linking.words import stems
from tawthiq.model import CodedReport, Judgement

# The words are counted again, and all is judged again, when there are so many times as many reports as when they were counted.
_GROWTH = 1.5


@dataclass(frozen=True, slots=True)
class Linked:
    """What a run did: reports that were new or changed, judgements and rows of incidents that it wrote."""

    reports: int = 0
    judgements: int = 0
    incidents: int = 0


@dataclass(frozen=True, slots=True)
class _News:
    """What there is to do: reports that changed, those of them that stand, their mentions before and now, and mentions that
    people judged; and how far that goes."""

    changed: frozenset[str]
    before: tuple[MentionRow, ...]
    now: tuple[MentionRow, ...]
    judged: frozenset[str]
    seen: dict[str, int]


def link_archive(archive: Archive, chosen: Model | None = None) -> Linked:
    """Links what came since the last time. The same archive again changes nothing.

    Raises Contradiction where human judgements exclude one another.
    """
    chosen = chosen or model()
    words, news = _news(archive)
    if not news.changed and not news.judged:
        return Linked()
    run = archive.start("link")
    known = _Mentions(archive, words, news)
    touched = known.touched()
    found = known.near(touched)
    ids = {row.mention_id for row in touched}
    said = archive.judge_again(judge(found, chosen, ids), ids | {row.mention_id for row in news.before}, run)
    start = ids | {row.mention_id for row in (*news.before, *news.now)} | news.judged
    rows = _put_together(archive, known, start, chosen, run)
    archive.keep_mentions(news.now, run)
    done = Linked(len(news.changed), said, rows)
    archive.finish(run, {**news.seen, "reports": done.reports, "judgements": said, "incidents": rows})
    return done


def _news(archive: Archive) -> tuple[Corpus, _News]:
    last = archive.last_link()
    number, reports, words = archive.corpus()
    if archive.coded_count() >= max(reports, 1) * _GROWTH or number != last.get("corpus", number):
        number, reports, words = _count_again(archive)
        last = {}
    changed, coding, correction = archive.changed_since(last.get("coding", 0), last.get("correction", 0))
    judged, judgement = archive.judged_since(last.get("judgement", 0))
    standing = changed - archive.replaced(changed)
    now = [
        MentionRow(name, key, days)
        for key, report in _coded(archive, standing)
        for name, days in days_by_mention(report).items()
    ]
    seen = {"coding": coding, "correction": correction, "judgement": judgement, "corpus": number}
    before = tuple(archive.mentions_of(changed))
    return Corpus(reports, words, {}), _News(frozenset(changed), before, tuple(now), frozenset(judged), seen)


def _count_again(archive: Archive) -> tuple[int, int, dict[str, int]]:
    words: Counter[str] = Counter()
    reports = 0
    for report in archive.coded():
        words.update(stems(lead(report)).keys())
        reports += 1
    return archive.keep_corpus(reports, words), reports, words


def _coded(archive: Archive, keys: Collection[str]) -> Iterator[tuple[str, CodedReport]]:
    """The reports by id, some hundreds at a time."""
    ordered = sorted(keys)
    for start in range(0, len(ordered), 500):
        yield from archive.coded_by_id(ordered[start : start + 500]).items()


class _Mentions:
    """The mentions as they stand with what is new, which the archive learns only at the end: a run that is killed leaves
    everything to be done again."""

    def __init__(self, archive: Archive, words: Corpus, news: _News) -> None:
        self._archive = archive
        self._words = words
        self._news = news
        self.by_id: dict[str, Mention] = {}
        self._read: set[str] = set()

    def between(self, days: Collection[int]) -> list[MentionRow]:
        """All that may be of one of these days."""
        found = {
            row.mention_id: row
            for first, last in _stretches(days)
            for row in self._archive.mentions_between(first, last)
        }
        old = [row for row in found.values() if row.report_id not in self._news.changed]
        wanted = set(days)
        return [row for row in (*old, *self._news.now) if not wanted.isdisjoint(row.days)]

    def standing(self, ids: Collection[str]) -> list[MentionRow]:
        """Those of these mentions that there are."""
        old = [row for row in self._archive.mentions(ids) if row.report_id not in self._news.changed]
        return [*old, *(row for row in self._news.now if row.mention_id in ids)]

    def touched(self) -> list[MentionRow]:
        """All on a day on which something changed: how full a day is counts in every judgement on it."""
        return self.between({day for row in (*self._news.before, *self._news.now) for day in row.days})

    def near(self, touched: Iterable[MentionRow]) -> list[Mention]:
        """The mentions that may be compared with these, themselves included, by id."""
        days = {day + gap for row in touched for day in row.days for gap in range(-REACH, REACH + 1)}
        rows = self.between(days)
        found = self.read(rows)
        return [found[row.mention_id] for row in sorted(rows, key=lambda row: row.mention_id)]

    def read(self, rows: Collection[MentionRow]) -> dict[str, Mention]:
        """These mentions, and others of their reports, ready to be compared."""
        keys = {row.report_id for row in rows} - self._read
        self._read |= keys
        read = [report for _, report in _coded(self._archive, keys)]
        days = {day for report in read for some in days_by_mention(report).values() for day in some}
        among = replace(self._words, days=reports_by_day(self.between(days)))
        self.by_id |= {mention.id: mention for mention in mentions(read, among)}
        return self.by_id


def _stretches(days: Collection[int]) -> Iterator[tuple[int, int]]:
    """Days without a gap as first and last.

    >>> list(_stretches([5, 1, 2, 3]))
    [(1, 3), (5, 5)]
    """
    ordered = sorted(days)
    if not ordered:
        return
    first = ordered[0]
    for day, following in pairwise(ordered):
        if following > day + 1:
            yield first, day
            first = following
    yield first, ordered[-1]


def _put_together(archive: Archive, known: _Mentions, start: Collection[str], chosen: Model, run: int) -> int:
    """Clusters anew what hangs together with these mentions, and keeps the incidents; gives how many rows that took."""
    ids, judged = _hanging_together(archive, start, chosen.same)
    rows = known.standing(ids)
    groups = clusters((row.mention_id for row in rows), judged, chosen.same)
    found = known.read([row for row in rows if row.mention_id not in known.by_id])
    told = [group for group in groups if any(found[each].event for each in group)]
    why = reasons(told, judged, found, chosen)
    made = [incident([found[each] for each in group], why.get(group[0], ())) for group in told]
    while True:
        seen = archive.last_incident_row()
        given = _identities(archive, ids, told)
        states = [
            IncidentRow(name, group, {**each.to_json(), "incident_id": name})
            for name, group, each in zip(given.ids, told, made, strict=True)
        ]
        over = [IncidentRow(name, (), {}) for name in given.over]
        kept = archive.keep_incidents([*states, *over], given.redirects, run, seen)
        if kept is not None:
            return kept


def _hanging_together(archive: Archive, start: Collection[str], threshold: float) -> tuple[set[str], list[Judgement]]:
    """All that may be in one cluster, or is in one incident, with these mentions, and what is judged of them.

    Average linkage joins two clusters only where a pair between them reaches the threshold, so that clusters never go beyond
    what such pairs, and human judgements, hold together.
    """
    ids: set[str] = set()
    judged: dict[tuple[str, str, str], Judgement] = {}
    frontier = set(start)
    while frontier:
        ids |= frontier
        about = archive.judgements_about(frontier)
        judged |= {(j.first, j.second, j.by): j for j in about}
        joined = (j for j in about if j.verdict == "same" and (j.by == "human" or j.probability >= threshold))
        reached = {each for j in joined for each in (j.first, j.second)}
        homes = set(archive.incidents_of(frontier).values())
        reached |= {each for some in archive.members(homes).values() for each in some}
        frontier = reached - ids
    return ids, sorted(judged.values(), key=lambda j: (j.first, j.second, j.by))


def _identities(archive: Archive, ids: Collection[str], groups: Sequence[tuple[str, ...]]) -> Given:
    standing = archive.members(set(archive.incidents_of(ids).values()))
    taken_in = archive.taken_in(standing.keys())
    ages = archive.incident_numbers(standing.keys())
    # Asked for all at once: nearly every new incident gets the first id that it may get.
    firsts = {next(candidates(group)) for group in groups}
    gone = set(archive.incident_numbers(firsts))

    def used(name: str) -> bool:
        return name in gone if name in firsts else bool(archive.incident_numbers([name]))

    return give(groups, Before(standing, ages, taken_in), used)
