"""Build hook: with TAWTHIQ_COMPILED=1 the wheel holds the coder compiled by mypyc, for speed; without, plain Python.

Why, and why opt-in: docs/decisions/0010-compiled-coder.md. The modules are listed in pyproject.toml.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_WISH = "TAWTHIQ_COMPILED"


class CompileHook(BuildHookInterface):  # type: ignore[type-arg]
    """Adds extension modules beside the sources of a wheel; an editable install stays plain, so that a changed source is what runs."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compiles in a folder of its own and hands what came out to the builder. Raises RuntimeError where that fails."""
        if os.environ.get(_WISH, "0") in ("", "0") or version == "editable":
            return
        self._folder = Path(tempfile.mkdtemp(prefix="tawthiq-build-"))
        copy = self._folder / "tawthiq"
        shutil.copytree(
            Path(self.root, "src", "tawthiq"), copy, ignore=shutil.ignore_patterns("__pycache__", "*.so", "*.pyd")
        )
        modules = sorted({m for pattern in self.config["modules"] for m in self._folder.glob(pattern)})
        self._compile([str(m.relative_to(self._folder)) for m in modules])
        built = [
            p
            for p in self._folder.rglob("*")
            if p.suffix in (".so", ".pyd") and "build" not in p.relative_to(self._folder).parts
        ]
        build_data["force_include"].update({str(p): str(p.relative_to(self._folder)) for p in built})
        build_data["pure_python"], build_data["infer_tag"] = False, True

    def _compile(self, modules: list[str]) -> None:
        self.app.display_info(f"Compiling {len(modules)} modules of the coder; this takes a minute or two.")
        command = [sys.executable, "-m", "mypyc", "--ignore-missing-imports", *modules]
        done = subprocess.run(command, cwd=self._folder, capture_output=True, text=True, check=False)
        if done.returncode:
            tail = "\n".join((done.stdout + done.stderr).splitlines()[-15:])
            raise RuntimeError(
                f"The coder could not be compiled: it needs mypy, a C compiler and the headers of Python. "
                f"Without {_WISH} it installs as plain Python.\n{tail}"
            )

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Removes the folder that was compiled in."""
        folder = getattr(self, "_folder", None)
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)
