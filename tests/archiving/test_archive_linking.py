"""Linking an archive piece by piece gives what linking it at once gives; ids stay; people have the last word."""

from __future__ import annotations

import datetime as dt
import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from tawthiq.archive import Archive, CoderVersion
from tawthiq.archiving import linking
from tawthiq.archiving.identities import Before, candidates, give
from tawthiq.archiving.ingesting import ingest, searchable
from tawthiq.cli import main
from tawthiq.model import Judgement, Report
from tawthiq.pipeline import Coder

CODER = CoderVersion("1.0", "0" * 64, "1" * 64)
TOWNS = ("النيرب", "سرمين", "بنش", "تفتناز", "أريحا")
ACTS = (
    "قُتل {n} مدنيين بقصف مدفعي على بلدة {town} أمس، وفق ما قال مصدر طبي.",
    "قصفت قوات النظام بلدة {town} بالمدفعية أمس ما أدى إلى مقتل {n} أشخاص.",
    "ارتفعت حصيلة القصف على بلدة {town} أمس إلى {n} قتلى بينهم طفل.",
    "انفجرت عبوة ناسفة في بلدة {town} صباح اليوم وأصيب {n} أشخاص.",
)
_coder = Coder()


def some(count: int, seed: int) -> list[Report]:
    draw = random.Random(seed)
    out = []
    for n in range(count):
        text = draw.choice(ACTS).format(town=draw.choice(TOWNS), n=draw.choice(("ثلاثة", "أربعة", "سبعة")))
        day = dt.date(2021, 3, 1) + dt.timedelta(draw.randrange(8))
        out.append(Report(f"d{n}", text + f" وجاء في الخبر رقم {n} مزيد.", f"قصف {n}", f"وكالة {n % 6}", day))
    return out


def add(archive: Archive, reports: list[Report]) -> None:
    ingest(archive, reports, _coder.code, CODER)


def groups(archive: Archive) -> set[tuple[str, ...]]:
    return {row.members for row in archive.incidents()}


@pytest.mark.parametrize("seed", range(2))
def test_piece_by_piece_is_as_at_once(
    new_archive: Callable[[], str], seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The words are counted once, so that both ways judge by the same counts.
    monkeypatch.setattr(linking, "_GROWTH", 1e9)
    reports = some(60, seed)
    with Archive(new_archive()) as pieces, Archive(new_archive()) as whole:
        for archive in (pieces, whole):
            archive.keep_corpus(40, {"قصف": 30, "مدفع": 20, "انفجر": 8})
            archive.finish(archive.start("link"), {"corpus": 1})
        random.Random(seed).shuffle(reports)
        for start in range(0, 60, 13):
            add(pieces, reports[start : start + 13])
            linking.link_archive(pieces)
        add(whole, reports)
        linking.link_archive(whole)
        assert groups(pieces) == groups(whole)
        assert len(groups(whole)) < sum(len(group) for group in groups(whole))
        records = {tuple(row.members): {**row.record, "incident_id": ""} for row in whole.incidents()}
        assert {tuple(row.members): {**row.record, "incident_id": ""} for row in pieces.incidents()} == records
        assert list(pieces.verify()) == []


def test_a_new_report_is_linked_without_judging_the_rest_again(where: str) -> None:
    with Archive(where) as archive:
        add(archive, some(60, 1))
        linking.link_archive(archive)
        before = archive.stats().counts["judgements"]
        states = {row.incident_id: row for row in archive.incidents()}
        far = Report("late", "قُتل ثلاثة مدنيين بقصف مدفعي على بلدة سراقب أمس.", None, "وكالة 9", dt.date(2022, 9, 9))
        add(archive, [far])
        done = linking.link_archive(archive)
        assert (done.reports, done.incidents) == (1, 1)
        assert archive.stats().counts["judgements"] == before
        after = {row.incident_id: row for row in archive.incidents()}
        assert after.items() >= states.items()
        assert len(after) == len(states) + 1


def test_ids_hold_when_incidents_merge_and_part_again(where: str) -> None:
    with Archive(where) as archive:
        add(archive, some(40, 2))
        linking.link_archive(archive)
        alone = [row for row in archive.incidents() if len(row.members) == 1]
        ages = archive.incident_numbers([row.incident_id for row in alone])
        first, second = sorted(alone, key=lambda row: ages[row.incident_id])[:2]
        pair = sorted((first.members[0], second.members[0]))
        archive.judge([Judgement(pair[0], pair[1], 1.0, "same", "human")], user="ليلى")
        linking.link_archive(archive)
        merged = archive.incident(second.incident_id)
        assert merged is not None
        assert merged.incident_id == first.incident_id
        assert merged.members == tuple(sorted((*first.members, *second.members)))
        assert archive.redirects() == {second.incident_id: first.incident_id}
        archive.undo([(pair[0], pair[1])], "ليلى")
        linking.link_archive(archive)
        parted = {row.incident_id: row.members for row in archive.incidents()}
        assert parted[first.incident_id] == first.members
        assert parted[second.incident_id] == second.members
        assert archive.redirects() == {}
        assert list(archive.verify()) == []


def test_people_part_what_the_linker_joins_and_it_stays_parted(where: str) -> None:
    with Archive(where) as archive:
        add(archive, some(40, 3))
        linking.link_archive(archive)
        joined = max(archive.incidents(), key=lambda row: len(row.members))
        one, other = joined.members[:2]
        archive.judge([Judgement(one, other, 0.0, "different", "human")], user="ليلى")
        linking.link_archive(archive)
        add(archive, [Report("x", some(1, 3)[0].text, None, "وكالة 7", dt.date(2021, 3, 3))])
        linking.link_archive(archive)
        homes = archive.incidents_of([one, other])
        assert homes[one] != homes[other]
        assert joined.incident_id in homes.values()


def test_a_new_version_of_a_report_takes_the_place_of_the_old(where: str) -> None:
    with Archive(where) as archive:
        old = Report(
            "d", "قُتل ثلاثة مدنيين بقصف مدفعي على بلدة بنش أمس.", None, "وكالة 1", dt.date(2021, 3, 3), named=True
        )
        new = Report(
            "d",
            "قُتل تسعة مدنيين بقصف مدفعي على بلدة بنش أمس، وفق حصيلة نهائية.",
            None,
            "وكالة 1",
            dt.date(2021, 3, 3),
            named=True,
        )
        add(archive, [old])
        linking.link_archive(archive)
        add(archive, [new])
        linking.link_archive(archive)
        told = [row for row in archive.incidents() if row.record["casualties"]]
        assert [row.record["casualties"][0]["best"] for row in told] == [9]


def test_a_run_that_broke_off_is_done_again(new_archive: Callable[[], str], monkeypatch: pytest.MonkeyPatch) -> None:
    with Archive(new_archive()) as archive:
        add(archive, some(30, 4))
        with monkeypatch.context() as patch:
            patch.setattr(Archive, "keep_mentions", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
            with pytest.raises(KeyboardInterrupt):
                linking.link_archive(archive)
        linking.link_archive(archive)
        broken = groups(archive)
        assert linking.link_archive(archive).reports == 0
    with Archive(new_archive()) as archive:
        add(archive, some(30, 4))
        linking.link_archive(archive)
        assert groups(archive) == broken


_partitions = st.lists(st.integers(0, 4), min_size=12, max_size=12)


def parted(numbers: list[int]) -> list[tuple[str, ...]]:
    by_number: dict[int, list[str]] = {}
    for n, number in enumerate(numbers):
        by_number.setdefault(number, []).append(f"d{n:02}#1")
    return sorted(tuple(group) for group in by_number.values())


@settings(max_examples=200, deadline=None)
@given(states=st.lists(_partitions, min_size=1, max_size=6))
def test_every_id_ever_given_leads_somewhere(states: list[list[int]]) -> None:
    """Whatever happens to the clusters: no id twice, every id stands, leads to one that stands, or is over."""
    ages: dict[str, int] = {}
    members: dict[str, tuple[str, ...]] = {}
    leads: dict[str, str] = {}
    over: set[str] = set()
    for numbers in states:
        groups = parted(numbers)
        given_ = give(groups, Before(members, ages), lambda name: name in ages)
        assert len(set(given_.ids)) == len(groups)
        for name in given_.ids:
            ages.setdefault(name, len(ages))
        leads |= given_.redirects
        over |= set(given_.over)
        members = dict(zip(given_.ids, groups, strict=True))
        for name in ages:
            while name in leads:
                name = leads[name]
            assert name in members or name in over


def test_an_incident_that_does_not_change_keeps_its_id() -> None:
    group = ("a#1", "b#2")
    given_ = give([group, ("c#1",)], Before({"inc-x": group}, {"inc-x": 1}), lambda name: False)
    assert given_.ids == ("inc-x", next(candidates(("c#1",))))


def test_the_command_takes_judgements_and_undoes_them(tmp_path: Path, where: str) -> None:
    with Archive(where) as archive:
        add(archive, some(20, 5))
        linking.link_archive(archive)
        one, other = [row for row in archive.incidents() if len(row.members) == 1][:2]
        first, second = one.members[0], other.members[0]
    lines = tmp_path / "judgements.jsonl"

    def link(word: str, code: int = 0) -> list[dict[str, object]]:
        said = [{"first": first, "second": second, "judgement": word}]
        said += [{"first": first, "second": "nowhere#1-2", "judgement": "must"}] if code else []
        lines.write_text("\n".join(map(json.dumps, said)), encoding="utf-8")
        result = CliRunner().invoke(main, ["link", "--archive", where, "--judgements", str(lines), "--format", "jsonl"])
        assert result.exit_code == code, result.stderr
        return [json.loads(line) for line in result.stdout.splitlines()]

    def together(rows: list[dict[str, object]]) -> bool:
        return any({first, second} <= set(row["event_ids"]) for row in rows)  # type: ignore[call-overload]

    assert together(link("must"))
    assert not together(link("undo", code=1))
    assert not together(link("cannot"))


def test_what_is_searched_holds_words_and_stems() -> None:
    assert searchable("عنوان", "بالمدفعية").split() == ["عنوان", "بالمدفعيه", "عنو", "مدفع"]
