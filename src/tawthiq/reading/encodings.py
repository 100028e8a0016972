"""Bytes to text: UTF-8, UTF-16 with its mark, or windows-1256 where that gives Arabic."""

from __future__ import annotations

import codecs
import re

_ARABIC = re.compile("[ء-يٱ-ۓﭐ-ﻼ]")
_LETTER = re.compile(r"[^\W\d_]")
# Enough to judge a text by, so that a text of many megabytes costs no more than a long one.
_SAMPLE = 200_000
UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def arabic_share(text: str) -> float:
    """The share of Arabic letters among the letters of the text's beginning; 0.0 where it has no letter.

    >>> arabic_share("قصف AB")
    0.6
    """
    sample = text[:_SAMPLE]
    letters = len(_LETTER.findall(sample))
    return len(_ARABIC.findall(sample)) / letters if letters else 0.0


def decode(data: bytes) -> tuple[str, str | None]:
    """The text, and the code of a warning or None. Raises UnicodeError where no encoding of Arabic fits."""
    if data.startswith(UTF16_MARKS):
        return data.decode("utf-16"), None
    try:
        return data.decode("utf-8-sig"), None
    except UnicodeDecodeError:
        if not looks_windows_1256(data):
            raise
    return data.decode("windows-1256"), "decoded-windows-1256"


def looks_windows_1256(data: bytes) -> bool:
    """Whether bytes that are not UTF-8 read as Arabic in windows-1256.

    Damaged UTF-8 reads as Arabic letters too («ط§ظ„»), so bytes that are mostly good UTF-8 do not count.
    """
    as_utf8 = data[:_SAMPLE].decode("utf-8", "replace")
    if as_utf8.count("\ufffd") * 4 < len(_ARABIC.findall(as_utf8)):
        return False
    return arabic_share(data[:_SAMPLE].decode("windows-1256", "replace")) > 0.5


def encoding_of(head: bytes) -> tuple[str, str | None]:
    """The encoding that a stream's first bytes show, and the code of a warning or None; for formats read as a stream.

    `head` may end inside a letter. Raises UnicodeError where no encoding of Arabic fits.
    """
    if head.startswith(UTF16_MARKS):
        return "utf-16", None
    try:
        codecs.getincrementaldecoder("utf-8-sig")().decode(head)
    except UnicodeDecodeError:
        if not looks_windows_1256(head):
            raise
        return "windows-1256", "decoded-windows-1256"
    return "utf-8-sig", None
