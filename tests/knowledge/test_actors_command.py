"""`tawthiq actors search`, `show` and `which` on the registry itself."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner, Result

from tawthiq.cli import main


def actors(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["--lang", "en", "actors", *arguments])


@pytest.mark.parametrize("name", ["قسد", "سوريا الديمقراطية", "Syrian Democratic Forces", "syr-sdf"])
def test_search_by_any_name(name: str) -> None:
    result = actors("search", name, "--format", "json")
    assert result.exit_code == 0
    assert "syr-sdf" in [each["id"] for each in json.loads(result.stdout)]


@pytest.mark.parametrize("name", ["اسم لا وجود له", " "])
def test_nothing_found_is_told(name: str) -> None:
    result = actors("search", name)
    assert result.exit_code == 3
    assert "No organisation" in result.stderr


@pytest.mark.parametrize(("day", "parents"), [("2014-01-01", ["aq"]), ("2016-12-01", ["jaysh-fateh"])])
def test_show_as_of_a_day(day: str, parents: list[str]) -> None:
    facts = json.loads(actors("show", "syr-nusra", "--date", day, "--format", "json").stdout)
    assert facts["parents"] == parents
    assert facts["acled_class"] == 2
    assert all(each["origin"] for each in facts["relations"])


def test_show_and_search_print_tables() -> None:
    assert "Nusra Front" in actors("show", "syr-nusra").stdout
    assert "houthi" in actors("search", "الحوثي").stdout


def test_an_unknown_id_is_a_mistake_in_the_command() -> None:
    result = actors("show", "no-such-id")
    assert result.exit_code == 2
    assert "no-such-id" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "chosen", "reason"),
    [
        (("التحالف", "--country", "ye"), "arab-coalition", "country"),
        (("التحالف", "--country", "SY"), "coalition-is", "country"),
        (("التحالف", "--beside", "houthi"), "arab-coalition", "company"),
        (("الجيش السوري", "--date", "2025-01-02"), "syr-new", "day"),
        (("الجيش", "--country", "LB"), "leb-army", "stands-for"),
        (("قسد",), "syr-sdf", "only"),
        (("التحالف",), "coalition-is", "first-listed"),
    ],
)
def test_which_organisation_a_name_means_and_why(arguments: tuple[str, ...], chosen: str, reason: str) -> None:
    said = json.loads(actors("which", *arguments, "--format", "json").stdout)
    assert (said["id"], said["reasons"]) == (chosen, [reason])


def test_which_says_its_reason_in_words_and_what_it_does_not_know() -> None:
    assert "arab-coalition: it is of that country" in actors("which", "التحالف", "--country", "YE").stdout
    assert actors("which", "اسم لا وجود له").exit_code == 3
    assert actors("which", "التحالف", "--beside", "nobody").exit_code == 2
