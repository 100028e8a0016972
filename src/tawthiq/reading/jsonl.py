"""JSON lines: one report a line, read as a stream; a broken line costs only itself."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any, BinaryIO, NoReturn

from tawthiq.model import Report
from tawthiq.reading import fields
from tawthiq.reading.encodings import UTF16_MARKS, decode
from tawthiq.reading.fields import Origin, record
from tawthiq.reading.problems import Problem, problem

_CHUNK = 1024 * 1024


def read_jsonl(source: Origin) -> Iterator[Report | Problem]:
    """A report for each line that is a JSON object with a `text`; blank lines are passed over."""
    found = False
    for number, line in enumerate(_lines(source.stream), 1):
        if line is not None and not line.strip():
            continue
        found = True
        yield from _line(source, number, line)
    if not found:
        yield problem("empty", source.name)


def _line(source: Origin, number: int, line: bytes | None) -> Iterator[Report | Problem]:
    origin = source.at(number)
    if line is None:
        yield problem("line-too-long", origin)
        return
    try:
        text, warning = decode(line)
        raw = _object(text)
    except UnicodeError:
        yield problem("not-utf8", origin)
    except (ValueError, RecursionError):
        yield problem("bad-json", origin)
    else:
        if warning:
            yield problem(warning, origin)
        yield from record(raw, f"{source.stem}#{number}", origin, line)


def _object(line: str) -> dict[str, Any]:
    """The JSON object of a line. Raises ValueError for anything that could not be written out again as JSON."""
    raw = json.loads(line, parse_constant=_no_constant)
    if not isinstance(raw, dict):
        raise ValueError("not an object")
    if "\\u" in line and _has_lone_surrogate(raw):
        raise ValueError("half a surrogate pair")
    return raw


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _has_lone_surrogate(raw: dict[str, Any]) -> bool:
    """Whether a \\u escape left half a pair, which no UTF-8 file can hold."""
    try:
        json.dumps(raw, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return True
    return False


def _lines(stream: BinaryIO) -> Iterator[bytes | None]:
    """The lines as UTF-8 or as they are; None in place of one over the limit."""
    head = stream.read(2)
    if head.startswith(UTF16_MARKS):
        yield from _utf16_lines(stream, head)
        return
    if head.startswith(b"\n"):
        yield b"\n"
        head = head[1:]
    first = head + (b"" if head.endswith(b"\n") else stream.readline(fields.LIMIT))
    while first:
        if len(first) >= fields.LIMIT and not first.endswith(b"\n"):
            _skip_line(stream)
            yield None
        else:
            yield first
        first = stream.readline(fields.LIMIT)


def _skip_line(stream: BinaryIO) -> None:
    while chunk := stream.readline(_CHUNK):
        if chunk.endswith(b"\n"):
            return


def _utf16_lines(stream: BinaryIO, mark: bytes) -> Iterator[bytes | None]:
    """UTF-16 cannot be cut at a newline byte, so it is read whole, within the limit."""
    data = mark + stream.read(fields.LIMIT)
    if len(data) > fields.LIMIT:
        yield None
        return
    try:
        yield from (line.encode() for line in io.StringIO(data.decode("utf-16"), newline="\n"))
    except UnicodeDecodeError:
        # Bytes that the caller's decoder refuses as well, so that it names the file.
        yield b"\xff"
