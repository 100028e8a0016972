"""The compiled coder says the same as the sources, to the byte (hatch_build.py, docs/decisions/0010-compiled-coder.md)."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
_CODE = """
import json, sys
from importlib.resources import files
import tawthiq
from tawthiq.coding import coder
texts = [json.loads(line)["text"] for line in (files("tawthiq") / "resources" / "demo.jsonl").read_text(encoding="utf-8").splitlines()]
texts += [line.split("|")[-1] for name in sys.argv[1:] for line in open(name, encoding="utf-8") if not line.startswith("#")]
print(coder.__file__)
for number, text in enumerate(texts):
    print(json.dumps(tawthiq.code(text, published="2020-03-12", doc_id=str(number)).to_json(), ensure_ascii=False, sort_keys=True))
"""


def _coded(folder: Path) -> list[str]:
    cases = sorted(str(path) for path in (ROOT / "tests" / "cases").glob("*.txt"))
    done = subprocess.run(
        [sys.executable, "-c", _CODE, *cases],
        env={**os.environ, "PYTHONPATH": str(folder)}, cwd=folder, capture_output=True, text=True, check=True, encoding="utf-8",
    )  # fmt: skip
    return done.stdout.splitlines()


@pytest.mark.skipif(
    shutil.which("cc") is None or not Path(sysconfig.get_path("include"), "Python.h").exists(),
    reason="needs a C compiler and the headers of Python",
)
def test_compiled_and_plain_code_the_same(tmp_path: Path) -> None:
    install = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--no-deps",
        "--no-build-isolation",
    ]
    subprocess.run(
        [*install, "--target", str(tmp_path / "compiled"), str(ROOT)],
        # Without the compiler's own optimising the build takes half the time and says the same.
        env={**os.environ, "TAWTHIQ_COMPILED": "1", "MYPYC_OPT_LEVEL": "0"}, check=True,
    )  # fmt: skip
    compiled, plain = _coded(tmp_path / "compiled"), _coded(ROOT / "src")
    assert compiled[0].endswith((".so", ".pyd"))
    assert plain[0].endswith(".py")
    assert len(plain) > 60
    assert compiled[1:] == plain[1:]
