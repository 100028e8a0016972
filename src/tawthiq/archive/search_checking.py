"""Checking the full-text index: that it holds the words of the reports, and no others.

The index is made of the reports and of nothing else, so that it is compared with what would be made of them now. Whoever
finds a fault has it made again; no report hangs on it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, select, text

from tawthiq.archive import searching, tables

# Title and text in, the folded words that are searched out.
Fold = Callable[[str | None, str], str]
# By the number of a report what its entry in the index comes to; equal for equal entries, within one process.
Entries = Mapping[int, object]
_PAGE = 500
_WORDS_OF = "SELECT term, doc, offset FROM {vocabulary}"
_LENGTHS = "SELECT id, sz FROM {schema}.{name}_docsize"


def sound(connection: Connection) -> str | None:
    """What SQLite's own check says is wrong inside the index; None where nothing is. The connection must be free to write,
    though nothing is written."""
    if connection.dialect.name != "sqlite":
        return None
    try:
        connection.exec_driver_sql("INSERT INTO report_words(report_words) VALUES('integrity-check')")
    except Exception as error:  # whatever the driver makes of a malformed file
        return str(getattr(error, "orig", error))
    return None


def faulty(connection: Connection, fold: Fold) -> Iterator[tuple[str, int | str]]:
    """(kind, report's number or part of the index) of every entry that is missing, unlogged (of no report) or altered."""
    yield from (_faulty_sqlite if connection.dialect.name == "sqlite" else _faulty_postgresql)(connection, fold)


def folded(connection: Connection, fold: Fold) -> Iterator[dict[int, str]]:
    """By number what is searched in each report, some hundreds at a time."""
    r = tables.reports.c
    query = select(r.number, r.title, r.text).order_by(r.number).limit(_PAGE)
    last = 0
    while some := connection.execute(query.where(r.number > last)).all():
        yield {row.number: fold(row.title, row.text) for row in some}
        last = some[-1].number


def _faulty_postgresql(connection: Connection, fold: Fold) -> Iterator[tuple[str, int | str]]:
    numbers: set[int] = set(connection.scalars(text("SELECT number FROM report_words")))
    compared = text(
        "SELECT w.number FROM report_words w JOIN unnest(CAST(:numbers AS bigint[]), CAST(:words AS text[])) AS made (number, words)"
        " ON made.number = w.number WHERE w.folded <> to_tsvector('simple', made.words)"
    )
    for some in folded(connection, fold):
        words = [searching.clean(each) for each in some.values()]
        wrong = set(connection.scalars(compared, {"numbers": list(some), "words": words}))
        yield from (("altered" if n in wrong else "missing", n) for n in some if n in wrong or n not in numbers)
        numbers -= some.keys()
    yield from (("unlogged", n) for n in sorted(numbers))


def _faulty_sqlite(connection: Connection, fold: Fold) -> Iterator[tuple[str, int | str]]:
    """Against a second index of some hundreds of reports at a time, word by word and place by place; and the lengths and
    the settings by which results are ranked."""
    _look_inside(connection, "main", "report_words", "words_there")
    there = _entries(connection, "main", "report_words", "words_there")
    connection.exec_driver_sql(searching.MAKE["sqlite"][0].replace("report_words", "temp.words_again", 1))
    _look_inside(connection, "temp", "words_again", "words_made")
    seen: set[int] = set()
    total = 0
    for some in folded(connection, fold):
        searching.keep(connection, some, "temp.words_again")
        made = _entries(connection, "temp", "words_again", "words_made")
        total += sum(map(_length, connection.exec_driver_sql(_LENGTHS.format(schema="temp", name="words_again"))))
        connection.exec_driver_sql("INSERT INTO temp.words_again(words_again) VALUES('delete-all')")
        for number in some:
            if there.get(number) != made.get(number):
                yield ("altered" if number in there else "missing"), number
        seen |= some.keys()
    yield from (("unlogged", n) for n in sorted(there.keys() - seen))
    averages = connection.exec_driver_sql("SELECT block FROM report_words_data WHERE id = 1").scalar()
    if averages != (_varint(len(seen)) + _varint(total) if seen else averages):
        yield "altered", "report_words_data"
    settings = [tuple(row) for row in connection.exec_driver_sql("SELECT k, v FROM report_words_config")]
    if settings != [tuple(row) for row in connection.exec_driver_sql("SELECT k, v FROM temp.words_again_config")]:
        yield "altered", "report_words_config"
    for name in ("words_made", "words_again", "words_there"):
        connection.exec_driver_sql(f"DROP TABLE temp.{name}")


def _look_inside(connection: Connection, schema: str, index: str, name: str) -> None:
    """Makes a table of every word of every entry of an index, with its place."""
    connection.exec_driver_sql(f"CREATE VIRTUAL TABLE temp.{name} USING fts5vocab({schema}, {index}, instance)")


def _entries(connection: Connection, schema: str, index: str, name: str) -> Entries:
    """What each entry comes to: a sum over its words and their places, and its length."""
    sums: defaultdict[int, int] = defaultdict(int)
    for term, number, offset in _raw(connection, _WORDS_OF.format(vocabulary=f"temp.{name}")):
        sums[number] += hash((term, offset))
    lengths: dict[int, bytes] = dict(_raw(connection, _LENGTHS.format(schema=schema, name=index)))
    return {number: (sums.get(number, 0), lengths.get(number)) for number in sums.keys() | lengths.keys()}


def _raw(connection: Connection, query: str) -> Iterator[tuple[Any, ...]]:
    """Rows as the driver has them: there are millions."""
    cursor = connection.connection.cursor()
    cursor.execute(query)
    return iter(cursor)  # type: ignore[call-overload,no-any-return]


def _length(row: tuple[int, bytes]) -> int:
    """The number of words of an entry, out of SQLite's variable-length integer."""
    value = 0
    for byte in row[1]:
        value = value << 7 | byte & 0x7F
    return value


def _varint(number: int) -> bytes:
    """SQLite's variable-length integer, for numbers below 2^56."""
    out = [number & 0x7F]
    while number := number >> 7:
        out.append(number & 0x7F | 0x80)
    return bytes(reversed(out))
