"""Imports point one way: cli, pipeline, the stages, knowledge, arabic, model."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "src" / "tawthiq"
# Which layers each layer may import, besides itself. Stages do not know each other: they meet in the nouns of model.
MAY_IMPORT: dict[str, frozenset[str]] = {
    "version": frozenset(),
    "model": frozenset(),
    "arabic": frozenset({"model"}),
    "knowledge": frozenset({"arabic", "model"}),
    "reading": frozenset({"knowledge", "arabic", "model"}),
    "coding": frozenset({"knowledge", "arabic", "model"}),
    "linking": frozenset({"knowledge", "arabic", "model"}),
    "archive": frozenset({"model"}),
    "archiving": frozenset({"archive", "linking", "reading", "pipeline", "knowledge", "arabic", "model"}),
    "export": frozenset({"knowledge", "arabic", "model", "version"}),
    "geocoding": frozenset({"knowledge", "arabic", "model"}),
    "pipeline": frozenset({"reading", "coding", "geocoding", "knowledge", "arabic", "model"}),
}
# The command line, what only it uses, and the package's own front door may import everything.
ON_TOP = frozenset({"__init__", "__main__", "cli", "commands", "explaining", "table", "output", "messages"})
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "resources" not in path.parts)


def layer(path: Path) -> str:
    """The first part below the package: «coding/harm.py» is in `coding`, «pipeline.py» in `pipeline`."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def names_in(node: ast.AST) -> Iterator[str]:
    """The dotted names that one node imports; `from tawthiq import x` counts as `tawthiq.x`."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        assert node.level == 0, f"line {node.lineno}: relative imports hide the layer"
        plain = node.module == "tawthiq"
        yield from (f"tawthiq.{alias.name}" for alias in node.names) if plain else (node.module or "",)


def imported_layers(source: str) -> set[str]:
    """The layers of ours that a module imports, at its top or inside its functions."""
    names = (name for node in ast.walk(ast.parse(source)) for name in names_in(node))
    return {name.split(".")[1] for name in names if name.startswith("tawthiq.")}


def test_the_check_sees_every_form_of_import() -> None:
    source = "import tawthiq.coding.harm\ndef f():\n    from tawthiq.model import Span\n    from tawthiq import cli\n"
    assert imported_layers(source) == {"coding", "model", "cli"}


def test_every_layer_is_known() -> None:
    assert {layer(path) for path in MODULES} <= MAY_IMPORT.keys() | ON_TOP


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_imports_point_down(path: Path) -> None:
    own = layer(path)
    if own in ON_TOP:
        return
    wrong = imported_layers(path.read_text(encoding="utf-8")) - MAY_IMPORT[own] - {own, "version", "__version__"}
    assert not wrong, f"{own} may not import {', '.join(sorted(wrong))}"


def test_the_model_and_the_letters_open_no_files() -> None:
    """Only `knowledge` opens resources; the nouns do no input or output at all."""
    for path in MODULES:
        source = path.read_text(encoding="utf-8")
        if layer(path) in ("model", "arabic", "coding", "linking"):
            assert "importlib.resources" not in source, path
            assert "import resources" not in source, path
