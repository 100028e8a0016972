"""What all commands share: help in the chosen language, and a group that chooses it before it reads its arguments."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import click

from tawthiq.messages import _, asked_language, use_language


class Option(click.Option):
    """An option whose help is translated when it is shown."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        with _translated(self):
            return super().get_help_record(ctx)


class Command(click.Command):
    """A command whose help is translated when it is shown."""

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with _translated(self):
            super().format_help_text(ctx, formatter)

    def get_short_help_str(self, limit: int = 45) -> str:
        with _translated(self):
            return super().get_short_help_str(limit)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            # Click keeps the option, and with it the language in which it was first asked for.
            option.help = _("Show this message and exit.")
        return option


class Group(Command, click.Group):
    """A group that chooses its language before it reads its arguments."""

    command_class = Command

    def main(self, args: Sequence[str] | None = None, *more: Any, **named: Any) -> Any:
        arguments = list(sys.argv[1:] if args is None else args)
        use_language(asked_language(arguments, os.environ))
        return super().main(arguments, *more, **named)


@contextmanager
def _translated(shown: click.Command | click.Option) -> Iterator[None]:
    """The help in the chosen language, only while Click prints it."""
    before = shown.help
    shown.help = _(before) if before else before
    try:
        yield
    finally:
        shown.help = before
