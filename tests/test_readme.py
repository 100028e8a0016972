"""The table on the README's first screen is what the command prints for the passage above it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from tawthiq.cli import main

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize("name", ["README.md", "README.ar.md"])
def test_first_screen_is_true(name: str, tmp_path: Path) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    quoted = [line[2:] for line in text.split("<!-- demo:start -->")[0].splitlines() if line.startswith("> ")]
    shown = re.search(r"<!-- demo:start -->\n```\n(.*?)\n```", text, re.DOTALL)
    assert quoted
    assert shown is not None
    report = tmp_path / "report.txt"
    report.write_text(" ".join(quoted), encoding="utf-8")
    command = ["--lang", "en", "code", str(report), "--published", "2018-10-18", "--quiet"]
    result = CliRunner().invoke(main, command, env={"COLUMNS": "118"})
    assert result.exit_code == 0
    assert _rows(shown[1]) == _rows(result.stdout)


def _rows(table: str) -> list[list[str]]:
    return [
        [cell.strip() for cell in re.split("[│┃]", line)] for line in table.splitlines() if line.startswith(("│", "┃"))
    ]
