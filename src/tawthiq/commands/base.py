"""What all commands share: help in the chosen language, a group that chooses it, where output goes, exit codes."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from tawthiq.messages import N_, _, asked_language, use_language

if TYPE_CHECKING:
    from tawthiq.archive import Archive, ArchiveError

EXIT_SOME_SKIPPED = 1
EXIT_NOTHING_DONE = 3
EXIT_BROKEN = 4
# What a shell shows for a program that SIGINT (2) or SIGPIPE (13) ended: 128 and its number.
EXIT_INTERRUPTED = 130
EXIT_CLOSED_PIPE = 141
_BROKEN = N_("The tables of this installation cannot be read; install Tawthiq again. The error: {error}")


class BrokenInstallation(click.ClickException):
    """Nothing can be done here before Tawthiq is installed again."""

    exit_code = EXIT_BROKEN

    def __init__(self, error: Exception) -> None:
        super().__init__(_(_BROKEN).format(error=f"{type(error).__name__}: {error}"))


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

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the command; where it is interrupted, or the reader of its output went away, it ends as shells expect, not as
        "some skipped"."""
        from tawthiq.knowledge.tables import BrokenTable

        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            _drop_output()
            ctx.exit(EXIT_CLOSED_PIPE)
        except KeyboardInterrupt:
            click.echo(_("Interrupted."), err=True)
            ctx.exit(EXIT_INTERRUPTED)
        except BrokenTable as error:
            raise BrokenInstallation(error) from error


def _drop_output() -> None:
    """Sends what is still buffered nowhere, so that the interpreter's last flush does not fail again (Python's signal docs)."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


@contextmanager
def _translated(shown: click.Command | click.Option) -> Iterator[None]:
    """The help in the chosen language, only while Click prints it."""
    before = shown.help
    shown.help = _(before) if before else before
    try:
        yield
    finally:
        shown.help = before


OUTPUT = click.option(
    "-o",
    "--output",
    cls=Option,
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help=N_("Write to FILE, which appears only when it is whole."),
)


ARCHIVE = click.option(
    "--archive",
    "where",
    cls=Option,
    metavar="WHERE",
    help=N_("The archive: a file, or a postgresql:// address; else TAWTHIQ_ARCHIVE, else a file under TAWTHIQ_HOME."),
)
_SAID_OF_ARCHIVES = {
    "not-an-address": N_(
        "The archive is named neither by a file nor by an address such as postgresql://user@host/name."
    ),
    "unknown-database": N_("Archives are SQLite files or PostgreSQL databases; this address is of neither."),
    "no-archive": N_("There is no archive there yet; tawthiq ingest makes one."),
    "not-an-archive": N_("The file is no archive and stays as it is."),
    "missing-postgresql": N_("PostgreSQL needs an optional part: pip install 'tawthiq[postgresql]'."),
    "backup-sqlite-only": N_("PostgreSQL is backed up by its own pg_dump."),
    "backup-exists": N_("The file exists already; a backup never writes over anything."),
}


def archive_said(error: ArchiveError) -> str:
    """What is wrong with an archive, in the chosen language."""
    return _(_SAID_OF_ARCHIVES.get(str(error), "")) or str(error)


@contextmanager
def opened_archive(where: str | None, create: bool = False) -> Iterator[Archive]:
    """The archive; one that cannot be opened or read is a mistake in the command."""
    from sqlalchemy.exc import SQLAlchemyError

    from tawthiq.archive import Archive, ArchiveError, address
    from tawthiq.archive.engine import shown

    try:
        with Archive(where, create) as archive:
            yield archive
    except ArchiveError as error:
        raise click.UsageError(f"{shown(address(where))}: {archive_said(error)}") from error
    except SQLAlchemyError as error:
        said = _("The database refuses: {error}").format(error=getattr(error, "orig", error))
        raise click.ClickException(f"{shown(address(where))}: {said}") from error


@contextmanager
def destination(output: Path | None) -> Iterator[TextIO]:
    """Standard output or the file; a file that cannot be written is a mistake in the command."""
    from tawthiq.output import opened

    if output is None or str(output) == "-":
        yield sys.stdout
        return
    with ExitStack() as stack:
        try:
            stream = stack.enter_context(opened(output))
        except OSError as error:
            reason = _("cannot write {file}: {error}").format(file=click.format_filename(output), error=error.strerror)
            raise click.UsageError(reason) from error
        yield stream
