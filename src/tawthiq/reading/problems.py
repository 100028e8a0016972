"""What can be wrong with an input: a stable code, a sentence, and whether the record is lost."""

from __future__ import annotations

from dataclasses import dataclass

# Marks a sentence for the message catalog; the command line translates it when it shows it.
N_ = str

# Records with these are skipped.
FATAL: dict[str, str] = {
    "not-utf8": N_("The bytes are neither UTF-8 nor another encoding of Arabic."),
    "empty": N_("There is no text."),
    "not-arabic": N_("Fewer than one letter in five is Arabic."),
    "bad-json": N_("The line is no whole JSON object with proper strings."),
    "bad-csv": N_("The row does not fit the header, or its quotes are broken."),
    "bad-html": N_("The page cannot be parsed."),
    "no-text": N_("There is no field or column named text."),
    "text-too-long": N_("The text is longer than 500,000 characters; cut it into its reports."),
    "line-too-long": N_("The line or page is longer than 64 MiB."),
    "no-reports": N_("The folder holds no .txt, .jsonl, .html, .htm, .csv, .rss, .atom, .xml, .warc or .warc.gz file."),
    "bad-feed": N_("The file is no RSS or Atom feed."),
    "bad-warc": N_("The web archive is damaged, or breaks off here."),
    "unreachable": N_("The address cannot be fetched."),
    "unreadable": N_("The file cannot be opened or read."),
}
# Records with these are read; the reader should know.
WARNINGS: dict[str, str] = {
    "no-date": N_("No publication date: words such as «أمس» cannot be turned into a date."),
    "bad-date": N_("The publication date is not of the form 2023-04-09 and is left out."),
    "nul-bytes": N_("The text holds NUL characters."),
    "bidi-controls": N_("The text holds controls that turn the direction of writing; what you see may be misordered."),
    "decoded-windows-1256": N_("Not UTF-8; read as windows-1256."),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with one record. `origin` names the file (and line); `fatal` says that the record is skipped."""

    origin: str
    reason: str
    message: str
    fatal: bool


def problem(reason: str, origin: str) -> Problem:
    """The problem with its sentence. Raises KeyError for a reason that is not listed here."""
    fatal = reason in FATAL
    return Problem(origin, reason, FATAL[reason] if fatal else WARNINGS[reason], fatal)
