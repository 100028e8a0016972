"""The linter of the word lists: acts, all other words, given names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tawthiq.arabic.letters import fold_word
from tawthiq.knowledge.tables import read_table
from tawthiq.model.events import EVENT_TYPES, GROUPS, OUTCOMES, STATUSES, WEAPONS

RESOURCES = Path(__file__).parents[2] / "src" / "tawthiq" / "resources"
ACTS = [(number, *row) for number, row in enumerate(read_table("acts.tsv"), 1)]
LEXICON = [(number, *row) for number, row in enumerate(read_table("lexicon.tsv"), 1)]
# What the values of a category must be, for the categories whose values are written into records.
VALUES = {"harm": OUTCOMES, "victim": OUTCOMES, "weapon": WEAPONS, "person": GROUPS, "try": STATUSES, "foil": STATUSES}
ARABIC = re.compile("[ء-ي]+(-[ء-ي]+)?")


def forms(cell: str) -> Iterator[str]:
    """The words of a cell, phrases and verb pairs taken apart; «.» is an empty cell."""
    if cell != ".":
        yield from (word for item in cell.split() for word in re.split(r"[+/]", item))


def cells() -> Iterator[tuple[str, str, str]]:
    """Table and id of a line, and each of its cells of words."""
    for _, name, *_rest, verbs, nouns in ACTS:
        yield f"act.{name}", verbs, "verbs"
        yield f"act.{name}", nouns, "nouns"
    for _, category, value, verbs, nouns in LEXICON:
        yield f"{category}.{value}", verbs, "verbs"
        yield f"{category}.{value}", nouns, "nouns"


@pytest.mark.parametrize("name", ["acts.tsv", "lexicon.tsv", "given_names.tsv"])
def test_licence_and_origin_are_stated(name: str) -> None:
    head = (RESOURCES / name).read_text(encoding="utf-8").splitlines()[:2]
    assert all(line.startswith("#") for line in head)
    assert "Apache-2.0" in " ".join(head)


def test_acts_have_an_id_of_their_own_a_type_and_a_strength() -> None:
    assert all(len(row) == 6 for row in ACTS)
    assert all(re.fullmatch(r"[a-z]+(_[a-z]+)*", name) for _, name, *_ in ACTS)
    assert max(Counter(name for _, name, *_ in ACTS).values()) == 1
    assert {kind for _, _, kind, *_ in ACTS} <= {*EVENT_TYPES, "."}
    assert {strength for _, _, _, strength, *_ in ACTS} <= {"1", "2", "3"}


def test_other_words_have_a_category_and_a_value_of_the_record() -> None:
    assert all(len(row) == 5 for row in LEXICON)
    assert max(Counter((category, value) for _, category, value, *_ in LEXICON).values()) == 1
    for _, category, value, *_ in LEXICON:
        assert value in VALUES.get(category, (value,)), f"{category}.{value}"


def test_words_are_arabic_and_verbs_come_in_pairs() -> None:
    for line, cell, kind in cells():
        for word in forms(cell):
            assert ARABIC.fullmatch(fold_word(word)), f"{line}: {word}"
        if kind == "verbs" and cell != ".":
            wrong = [item for item in cell.split() if "+" not in item and item.count("/") != 1]
            assert not wrong, f"{line}: {wrong}"


def test_no_line_says_a_word_twice() -> None:
    for line, cell, _ in cells():
        said = Counter(fold_word(item) for item in cell.split() if item != ".")
        assert not [item for item, number in said.items() if number > 1], line


def test_given_names_stand_once_and_are_no_particles() -> None:
    names = [name for row in read_table("given_names.tsv") for cell in row for name in cell.split()]
    assert all(ARABIC.fullmatch(fold_word(name)) for name in names)
    assert not {fold_word(name) for name in names} & {"علي", "ايه", "من", "بعد"}
    assert [name for name, number in Counter(map(fold_word, names)).items() if number > 1] == []
