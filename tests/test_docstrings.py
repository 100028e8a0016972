"""The examples in the docstrings are true."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import tawthiq

# Modules that read arguments or the command line when they are loaded.
_RUN = {"tawthiq.__main__"}
MODULES = ["tawthiq", *(m.name for m in pkgutil.walk_packages(tawthiq.__path__, "tawthiq.") if m.name not in _RUN)]


@pytest.mark.parametrize("name", [name for name in MODULES if ".migrations" not in name])
def test_examples(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0


@pytest.mark.parametrize("name", tawthiq.__all__)
def test_what_is_public_is_described(name: str) -> None:
    thing = getattr(tawthiq, name)
    assert isinstance(thing, str) or (thing.__doc__ or "").strip()


@pytest.mark.parametrize(
    "thing", [tawthiq, tawthiq.code, tawthiq.Coder, tawthiq.CodedReport, tawthiq.Event, tawthiq.Report]
)
def test_the_library_shows_an_arabic_example(thing: object) -> None:
    examples = doctest.DocTestParser().get_examples(thing.__doc__ or "")
    assert any("ا" in example.source for example in examples)
