"""The documents are contracts: what they name exists, and what exists is named in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

import tawthiq
from tawthiq.model import events

ROOT = Path(__file__).parents[1]
READMES = ("README.md", "README.ar.md")


def read(name: str) -> str:
    """A document of the repository, by its path from the root."""
    return (ROOT / name).read_text(encoding="utf-8")


def leaves(command: click.Command, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command of the command line that is no group, with its name."""
    if isinstance(command, click.Group):
        for name, child in command.commands.items():
            yield from leaves(child, (*path, name))
    else:
        yield path, command


def long_options(command: click.Command) -> set[str]:
    """The long option names of a command."""
    options = (p for p in command.params if isinstance(p, click.Option) and not p.hidden)
    return {name for option in options for name in option.opts if name.startswith("--")}


@pytest.mark.parametrize(
    "value",
    [*events.EVENT_TYPES, *events.STATUSES, *events.OUTCOMES, *events.GROUPS, *events.ROLES, *events.RELATIONS,
     *events.WEAPONS, *events.SOURCE_KINDS],
)  # fmt: skip
def test_the_codebook_names_every_value(value: str) -> None:
    assert f"`{value}`" in read("docs/codebook.md")


def test_every_event_type_has_its_arabic_wording() -> None:
    rows = {m[1]: m[2] for m in re.finditer(r"^\| `(\w+)` \|.*\|(.*)\|$", read("docs/codebook.md"), re.M)}
    for name in (*events.EVENT_TYPES, *events.STATUSES):
        assert re.search(r"[ء-ي]{2}", rows[name]), name


def test_the_codebook_names_every_field_of_an_event() -> None:
    text = read("docs/codebook.md")
    parts = (events.Event, events.EventDate, events.Place, events.Actor, events.Casualty, events.Source)
    fields = {name for part in parts for name in part.__dataclass_fields__} | {"details"}
    assert not {name for name in fields if f"`{name}`" not in text}


def test_the_documents_name_every_command_and_option() -> None:
    from tawthiq.cli import main

    text = read("README.md") + "".join(read(f"docs/{path.name}") for path in (ROOT / "docs").glob("*.md"))
    for path, command in leaves(main):
        assert f"tawthiq {' '.join(path)}" in text
        missing = {name for name in long_options(command) | long_options(main) if name not in text}
        assert not missing, path


@pytest.mark.parametrize("name", READMES)
def test_the_readme_names_only_commands_that_exist(name: str) -> None:
    from tawthiq.cli import main

    assert isinstance(main, click.Group)
    targets = set(re.findall(r"^(\w+):(?!=)", read("Makefile"), re.M))
    named = set(re.findall(r"^make (\w+)", read(name), re.M))
    assert {"demo", "test"} <= named <= targets
    assert set(re.findall(r"^tawthiq (\w+)", read(name), re.M)) <= set(main.commands)


@pytest.mark.parametrize("name", READMES)
def test_the_readme_keeps_its_markers(name: str) -> None:
    for marker in ("demo", "scores"):
        assert re.search(rf"<!-- {marker}:start -->.*<!-- {marker}:end -->", read(name), re.S)


def test_continuous_integration_runs_the_readme_s_test_command() -> None:
    assert read(".ci/run").splitlines()[-1] == "make test"


def test_the_version_is_one() -> None:
    assert re.search(rf'^version: "?{re.escape(tawthiq.__version__)}"?$', read("CITATION.cff"), re.M)


@pytest.mark.parametrize("path", sorted(ROOT.glob("*.md")) + sorted(ROOT.glob("docs/**/*.md")), ids=lambda p: p.name)
def test_links_lead_to_files(path: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8")):
        assert target.startswith("http") or (path.parent / target).exists(), target


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_the_locks_name_no_address_and_hash_everything(name: str) -> None:
    text = read(name)
    assert "http" not in text
    assert "file:" not in text
    packages = re.findall(r"^([a-z0-9-]+)==", text, re.M)
    assert len(packages) == len(re.findall(r"==[^\n]*\\\n +--hash=sha256:", text))
    assert "hatchling" in packages


def test_the_development_lock_holds_the_runtime_lock() -> None:
    names = ("requirements.lock", "requirements-dev.lock")
    runtime, development = (set(re.findall(r"^[a-z0-9-]+==\S+", read(name), re.M)) for name in names)
    assert runtime <= development
