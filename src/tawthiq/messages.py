"""Messages and help in English or Arabic, through gettext."""

from __future__ import annotations

import gettext
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

LANGUAGES = ("en", "ar")
DOMAIN = "tawthiq"
LOCALE = Path(__file__).parent / "locale"

# Marks a sentence for the catalog where it is translated only when it is shown.
N_ = str

# What Click itself says. It looks its sentences up in the global catalog, which `use_language` makes ours.
_SAID_BY_CLICK = (
    N_("Usage:"), N_("Options"), N_("Commands"), N_("Error"), N_("Error: {message}"), N_("Aborted!"),
    N_("Show this message and exit."), N_("Try '{command} {option}' for help."), N_("COMMAND [ARGS]..."),
    N_("No such command {name!r}."), N_("No such option: {name}"), N_("No such option {name!r}."),
    N_("Missing argument"), N_("Missing option"), N_("Missing command."), N_("Invalid value: {message}"),
    N_("Invalid value for {param_hint}: {message}"), N_("{name} {filename!r} does not exist."),
    N_("{value!r} does not match the format {format}."),
)  # fmt: skip


def use_language(language: str) -> None:
    """Makes `_` (and Click) speak one of `LANGUAGES` from now on, in this process."""
    gettext.bindtextdomain(DOMAIN, str(LOCALE))
    gettext.textdomain(DOMAIN)
    os.environ["LANGUAGE"] = language


def asked_language(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """The language of a command line: `--lang` before the command, else TAWTHIQ_LANG, else the locale, else English.

    It is looked up before the arguments are parsed, because parsing already prints help and errors.
    """
    wanted = _option(arguments) or environment.get("TAWTHIQ_LANG") or _locale(environment)
    language = wanted.lower()[:2]
    return language if language in LANGUAGES else "en"


def _option(arguments: Sequence[str]) -> str | None:
    for i, argument in enumerate(arguments):
        if argument.startswith("--lang="):
            return argument.partition("=")[2]
        if argument == "--lang":
            return arguments[i + 1] if i + 1 < len(arguments) else None
        if not argument.startswith("-"):
            return None
    return None


def _locale(environment: Mapping[str, str]) -> str:
    return next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "en")


def _(message: str) -> str:
    """The message in the chosen language."""
    # gettext keeps the catalog's header under the empty message.
    return gettext.dgettext(DOMAIN, message) if message else message
