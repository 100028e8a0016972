"""Full text over folded words: FTS5 in SQLite, a tsvector in PostgreSQL. Folding is the caller's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, text

# Kept apart from the tables: neither database's index can be written in SQLAlchemy's common terms.
MAKE: Mapping[str, tuple[str, ...]] = {
    "sqlite": (
        "CREATE VIRTUAL TABLE report_words USING fts5(folded, content='', tokenize='unicode61 remove_diacritics 0')",
    ),
    "postgresql": (
        "CREATE TABLE report_words (number bigint PRIMARY KEY REFERENCES reports (number), folded tsvector NOT NULL)",
        "CREATE INDEX ix_report_words_folded ON report_words USING gin (folded)",
    ),
}
_INSERT = {
    "sqlite": "INSERT INTO {name} (rowid, folded) VALUES (:number, :folded)",
    "postgresql": "INSERT INTO {name} VALUES (:number, to_tsvector('simple', :folded))",
}
_FIND = {
    "sqlite": "SELECT rowid AS number FROM report_words WHERE report_words MATCH :query ORDER BY rank, rowid LIMIT :most",
    "postgresql": (
        "SELECT number FROM report_words, phraseto_tsquery('simple', :query) AS q"
        " WHERE folded @@ q ORDER BY ts_rank(folded, q) DESC, number LIMIT :most"
    ),
}
_FIND_WORDS = _FIND["postgresql"].replace("phraseto_tsquery", "plainto_tsquery")
# A tsvector ends at a megabyte, and a word at 2 kB; no report is so long.
_LONGEST = 300_000


def keep(connection: Connection, folded: Mapping[int, str], name: str = "report_words") -> None:
    """Makes reports findable, by their number."""
    rows = [{"number": number, "folded": clean(words)} for number, words in folded.items()]
    if rows:
        connection.execute(text(_INSERT[connection.dialect.name].format(name=name)), rows)


def make_again(connection: Connection) -> None:
    """An empty index in the place of the one there is."""
    connection.exec_driver_sql("DROP TABLE report_words")
    for statement in MAKE[connection.dialect.name]:
        connection.exec_driver_sql(statement)


def find(connection: Connection, words: Sequence[str], phrase: bool, most: int) -> list[int]:
    """Numbers of the reports that hold all the folded words, or the phrase; the best first."""
    sqlite = connection.dialect.name == "sqlite"
    quoted = [f'"{word}"' for word in (clean(" ".join(words)).replace('"', " ").split())]
    if not quoted:
        return []
    if sqlite:
        query = f'"{" ".join(word.strip(chr(34)) for word in quoted)}"' if phrase else " ".join(quoted)
        statement = _FIND["sqlite"]
    else:
        query = " ".join(word.strip('"') for word in quoted)
        statement = _FIND["postgresql"] if phrase else _FIND_WORDS
    return [row.number for row in connection.execute(text(statement), {"query": query, "most": most})]


def clean(words: str) -> str:
    """Without NUL, which PostgreSQL refuses, and not longer than an index takes."""
    return words.replace("\x00", " ")[:_LONGEST]
