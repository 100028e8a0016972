"""Relations between organisations: known ends, valid dates, no contradictions; and what the registry reads from them."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from importlib import resources

import pytest

from tawthiq.knowledge.actors import RELATIONS, Relation, first_day, kinds, last_day, registry
from tawthiq.model.events import SOURCE_KINDS


@cache
def lines() -> tuple[str, ...]:
    path = resources.files("tawthiq") / "resources" / "actor_relations.tsv"
    return tuple(path.read_text(encoding="utf-8").splitlines())


@cache
def rows() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(line.split("\t")) for line in lines() if line and not line.startswith("#"))


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def test_rows_have_all_columns_and_an_origin() -> None:
    assert [row for row in rows() if len(row) != 7 or not row[6]] == []
    assert any("CC BY 4.0" in line for line in lines()[:4])


def test_no_row_stands_twice() -> None:
    keys = [(row[0], row[1], row[2], row[3]) for row in rows()]
    assert sorted(keys) == sorted(set(keys))


def test_both_ends_are_in_the_registry() -> None:
    known = registry().by_id
    assert [row for row in rows() if row[0] not in known] == []
    assert [row for row in rows() if (row[2] not in known) != (row[1] == "existed") or row[0] == row[2]] == []
    assert {row[1] for row in rows()} == set(RELATIONS)


def test_dates_are_valid_and_in_order() -> None:
    shape = re.compile(r"(\d{4}(-\d{2}(-\d{2})?)?)?")
    assert [row for row in rows() if not (shape.fullmatch(row[3]) and shape.fullmatch(row[4]))] == []
    assert [row for row in rows() if row[3] and row[4] and first_day(row[3]) > last_day(row[4])] == []


def test_only_bare_heads_name_countries() -> None:
    assert [row for row in rows() if row[5] and row[1] != "stands_for"] == []
    assert [row for row in rows() if not re.fullmatch(r"([A-Z]{2}(\|[A-Z]{2})*)?", row[5])] == []


def test_a_bare_head_has_no_country_and_what_stands_for_it_has_one() -> None:
    for relation in registry().relations:
        if relation.kind == "stands_for":
            assert registry().by_id[relation.other].country == "", relation
            assert all(registry().places_of(relation)), relation


def test_an_organisation_exists_in_one_spell() -> None:
    spells = [row[0] for row in rows() if row[1] == "existed"]
    assert sorted(spells) == sorted(set(spells))


def test_memberships_lie_within_the_life_of_the_member() -> None:
    lives = {row[0]: row for row in rows() if row[1] == "existed"}
    for actor, kind, _, since, *_ in rows():
        begin = lives[actor][3] if actor in lives else ""
        if kind == "part_of" and since and begin:
            assert last_day(since) >= first_day(begin), (actor, since, begin)


def test_no_organisation_is_above_itself() -> None:
    known = registry()
    for actor_id in known.by_id:
        above, queue = set(), [actor_id]
        while queue:
            new = [p for p in known.parents(queue.pop()) if p not in above]
            above |= set(new)
            queue += new
        assert actor_id not in above, actor_id


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2016", "2016-01-01", "2016-12-31"),
        ("2016-02", "2016-02-01", "2016-02-29"),
        ("2016-02-03", "2016-02-03", "2016-02-03"),
    ],
)
def test_a_date_may_be_a_year_a_month_or_a_day(text: str, first: str, last: str) -> None:
    assert (first_day(text), last_day(text)) == (day(first), day(last))


@pytest.mark.parametrize("text", ["", "2016-13", "2016-00", "2015-02-29", "2016-1-1-1", "soon"])
def test_other_dates_are_refused(text: str) -> None:
    with pytest.raises(ValueError):
        first_day(text)


@pytest.mark.parametrize(
    ("since", "until", "on", "held"),
    [("2016", "", "2015-12-31", False), ("2016", "", "2016-01-01", True), ("", "2016", "2016-12-31", True),
     ("", "2016", "2017-01-01", False), ("", "", "1999-01-01", True), ("2016-05-21", "2018-07", "2018-07-31", True)],
)  # fmt: skip
def test_both_ends_belong_to_a_relation(since: str, until: str, on: str, held: bool) -> None:
    assert Relation("a", "part_of", "b", since, until, (), "").holds(day(on)) is held


@pytest.mark.parametrize(
    ("actor", "on", "parent", "member"),
    [
        ("syr-nusra", "2014-01-01", "aq", True),
        ("syr-nusra", "2016-08-01", "aq", False),
        ("zenki", "2017-03-01", "syr-hts", True),
        ("zenki", "2018-03-01", "tahrir-suriya", True),
        ("levant-front", "2016-01-01", "syr-fsa", True),
        ("levant-front", "2019-01-01", "syr-fsa", False),
        ("levant-front", "2019-01-01", "syr-sna", True),
        ("syr-4div", "2024-12-01", "syr-regime", True),
        ("syr-4div", "2025-01-01", "syr-regime", False),
        ("rsf", "2022-01-01", "sud-gov", True),
        ("rsf", "2023-05-01", "sud-gov", False),
        ("boko", "2014-01-01", "is", False),
        ("qassam", "2014-01-01", "hamas", True),
    ],
)
def test_memberships_as_of_a_day(actor: str, on: str, parent: str, member: bool) -> None:
    assert (parent in registry().parents(actor, day(on))) is member


def test_without_a_day_all_memberships_are_told() -> None:
    assert {"isi", "aq"} <= set(registry().parents("syr-nusra"))


@pytest.mark.parametrize(
    ("actor", "country", "acled"),
    [("tur-army", "TR", 1), ("tur-army", "SY", 8), ("tur-army", None, 1), ("army", "SY", 1), ("hamas", "PS", 3), ("is", "SY", 2),
     ("hezbollah", "SY", 2), ("coalition-is", "SY", 8), ("sohr", "SY", 0), ("iraq-police", "IQ", 1), ("yem-tribes", "YE", 4),
     ("gunmen", "IQ", 3), ("usa", "US", 8)],
)  # fmt: skip
def test_acled_classes(actor: str, country: str | None, acled: int) -> None:
    assert registry().by_id[actor].acled_class(country) == acled


def test_kinds_are_mapped_to_classes_and_sources() -> None:
    assert {kind.acled for kind in kinds().values()} <= set(range(9))
    assert {kind.source for kind in kinds().values()} <= set(SOURCE_KINDS)


@pytest.mark.parametrize(
    ("text", "first"),
    [("داعش", "is"), ("قسد", "syr-sdf"), ("قسـد", "syr-sdf"), ("Hezbollah", "hezbollah"), ("hay’at", "syr-hts"), ("  جيش   الإسلام ", "jaysh-islam")],
)  # fmt: skip
def test_search_finds_the_whole_name_first(text: str, first: str) -> None:
    assert registry().search(text)[0].actor_id == first


def test_search_finds_parts_of_names_and_nothing_else() -> None:
    found = [each.actor_id for each in registry().search("السلطان مراد")]
    assert found == ["sultan-murad"]
    assert registry().search("لا شيء يحمل هذا الاسم") == []


def test_lookup_gives_all_that_bear_a_name() -> None:
    found = {each.actor_id for each in registry().lookup("الجيش الوطني")}
    assert {"syr-sna", "lna", "yem-gov"} <= found
    assert registry().lookup("كتيبة لا يعرفها أحد") == ()
