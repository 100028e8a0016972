"""The registry of actors keeps its shape: every row complete, every form meant for one row unless declared shared."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from importlib import resources

import pytest

from tawthiq.arabic.letters import fold_word
from tawthiq.knowledge.actors import kinds
from tawthiq.knowledge.names import actor_names
from tawthiq.model.events import SOURCE_KINDS

COLUMNS = 11
ORIGINS = frozenset(("project", "press"))


@cache
def lines() -> tuple[str, ...]:
    return tuple((resources.files("tawthiq") / "resources" / "actors.tsv").read_text(encoding="utf-8").splitlines())


@cache
def rows() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(line.split("\t")) for line in lines() if line and not line.startswith("#"))


def forms(row: tuple[str, ...]) -> list[str]:
    """The name and its variants: «قوات النظام», «جيش النظام» …"""
    return [row[1], *(row[2].split("|") if row[2] else [])]


def declared() -> set[str]:
    head = "# homonym: "
    return {fold_word(line.removeprefix(head)) for line in lines() if line.startswith(head)}


def owners() -> dict[str, list[str]]:
    """Folded form to the ids that list it, one entry for each listing."""
    out: dict[str, list[str]] = defaultdict(list)
    for row in rows():
        for form in forms(row):
            out[fold_word(form)].append(row[0])
    return out


def test_rows_have_all_columns() -> None:
    assert [row for row in rows() if len(row) != COLUMNS] == []
    assert len(rows()) >= 350


def test_licence_is_stated() -> None:
    assert any("CC BY 4.0" in line for line in lines()[:8])


def test_ids_are_unique_kebab_case() -> None:
    ids = [row[0] for row in rows()]
    assert [i for i in ids if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", i)] == []
    assert len(set(ids)) == len(ids)


def test_kinds_and_countries() -> None:
    assert {row[4] for row in rows()} == set(kinds())
    assert [row[0] for row in rows() if not re.fullmatch(r"([A-Z]{2})?", row[5])] == []


def test_origins_and_what_differs_from_the_kind() -> None:
    assert {row[8] for row in rows()} <= ORIGINS
    assert {row[9] for row in rows()} <= {"", *"12345678"}
    assert {row[10] for row in rows()} <= {"", *SOURCE_KINDS}
    assert [row[0] for row in rows() if row[9] == str(kinds()[row[4]].acled) or row[10] == kinds()[row[4]].source] == []


@pytest.mark.parametrize("code", ["SY", "IQ", "YE", "LB", "PS", "IL", "LY", "SD", "EG", "SA", "TR", "JO"])
def test_every_country_of_the_region_has_armed_and_official_bodies(code: str) -> None:
    found = {row[4] for row in rows() if row[5] == code}
    assert found & {"state_forces", "rebel"}
    assert found & {"police", "government"}


def test_parents_exist() -> None:
    ids = {row[0] for row in rows()}
    named = {(row[0], parent) for row in rows() for parent in row[6].split("|") if parent}
    assert [(child, parent) for child, parent in sorted(named) if parent not in ids or parent == child] == []


def test_names_are_arabic() -> None:
    assert [row[0] for row in rows() if not re.fullmatch(r"[ء-ي0-9 ]+", row[1])] == []


def test_forms_are_clean() -> None:
    messy = [form for row in rows() for form in forms(row) if form != " ".join(form.split()) or len(form) < 3]
    assert messy == []


def test_no_form_is_shared_unless_declared() -> None:
    shared = {form: ids for form, ids in owners().items() if len(ids) > 1}
    assert {form: ids for form, ids in shared.items() if form not in declared()} == {}
    assert [form for form, ids in shared.items() if len(set(ids)) != len(ids)] == []
    assert declared() - set(shared) == set()


@pytest.mark.parametrize(
    ("words", "actor_id"),
    [
        ("قوات سورية الديموقراطية", "syr-sdf"),
        ("مليشيات الحوثي", "houthi"),
        ("جيش الاحتلال", "isr-army"),
        ("القوات الأميركية", "usa-forces"),
        ("تنظيم الدولة الإسلامية", "is"),
        ("وحدات حماية الشعب", "syr-ypg"),
    ],
)
def test_usual_wordings_find_their_row(words: str, actor_id: str) -> None:
    found = fold_word(words).split()
    match = actor_names().match(found, 0, len(found))
    assert match is not None
    assert match[0] == len(found)
    assert match[2][0].actor_id == actor_id
