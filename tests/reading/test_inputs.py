"""Every format, every kind of bad input, and that nothing is altered on the way."""

from __future__ import annotations

import datetime as dt
import io
import json
import sys
from pathlib import Path

import pytest

from tawthiq.model import Report
from tawthiq.reading import Problem, fields, read_inputs
from tawthiq.reading.encodings import arabic_share, decode
from tawthiq.reading.inputs import LONGEST_TEXT
from tawthiq.reading.problems import FATAL, WARNINGS, problem

TEXT = "قُتل مدنيان بقصف مدفعي على بلدة النيرب أمس.\nوقال مصدر محلي إن القصف استمر."
DAY = dt.date(2020, 2, 2)


def read(*paths: Path | str, published: dt.date | None = DAY, outlet: str | None = None) -> list[Report | Problem]:
    return list(read_inputs([str(path) for path in paths], published, outlet))


def reports(items: list[Report | Problem]) -> list[Report]:
    return [item for item in items if isinstance(item, Report)]


def reasons(items: list[Report | Problem]) -> list[str]:
    return [item.reason for item in items if isinstance(item, Problem)]


def put(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def line(**values: object) -> str:
    return json.dumps({"text": TEXT, **values}, ensure_ascii=False)


class TestText:
    def test_is_one_report_named_after_its_file(self, tmp_path: Path) -> None:
        [report] = reports(read(put(tmp_path, "خبر.txt", TEXT)))
        assert (report.doc_id, report.text, report.published) == ("خبر", TEXT, DAY)

    @pytest.mark.parametrize("end", ["\r\n", "\r", "\n\n"])
    def test_line_ends_stay(self, tmp_path: Path, end: str) -> None:
        text = TEXT.replace("\n", end) + end
        assert reports(read(put(tmp_path, "a.txt", text)))[0].text == text

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
    def test_encodings_with_a_sure_sign_need_no_warning(self, tmp_path: Path, encoding: str) -> None:
        items = read(put(tmp_path, "a.txt", TEXT.encode(encoding)))
        assert reports(items)[0].text == TEXT
        assert reasons(items) == []

    def test_windows_1256_is_read_with_a_warning(self, tmp_path: Path) -> None:
        items = read(put(tmp_path, "a.txt", TEXT.encode("windows-1256")))
        assert reports(items)[0].text == TEXT
        assert reasons(items) == ["decoded-windows-1256"]

    @pytest.mark.parametrize(
        "data",
        [
            bytes(range(128, 256)) * 3 + b"abc" * 200,
            "été à Noël, ça brûle".encode("latin-1"),
            TEXT.encode()[:-31] + b"\xd9",
        ],
    )
    def test_other_bytes_are_refused(self, tmp_path: Path, data: bytes) -> None:
        """Also UTF-8 with a cut letter, which windows-1256 would turn into Arabic-looking rubbish."""
        assert reasons(read(put(tmp_path, "a.txt", data))) == ["not-utf8"]

    @pytest.mark.parametrize(
        ("text", "reason"),
        [("", "empty"), (" \n\t", "empty"), ("Two men were killed.", "not-arabic"), ("1234 !", "not-arabic")],
    )
    def test_no_arabic_text_is_no_report(self, tmp_path: Path, text: str, reason: str) -> None:
        assert reasons(read(put(tmp_path, "a.txt", text))) == [reason]

    @pytest.mark.parametrize(
        ("control", "reason"),
        [("\x00", ["nul-bytes"]), ("\u202e", ["bidi-controls"]), ("\u2067", ["bidi-controls"]), ("\u200f", [])],
    )
    def test_controls_are_kept_and_told(self, tmp_path: Path, control: str, reason: list[str]) -> None:
        items = read(put(tmp_path, "a.txt", TEXT + control))
        assert reports(items)[0].text == TEXT + control
        assert reasons(items) == reason

    def test_a_missing_day_is_told(self, tmp_path: Path) -> None:
        items = read(put(tmp_path, "a.txt", TEXT), published=None)
        assert reasons(items) == ["no-date"]
        assert reports(items)[0].published is None

    def test_one_over_the_limit_is_skipped(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(fields, "LIMIT", 20)
        assert reasons(read(put(tmp_path, "a.txt", TEXT))) == ["line-too-long"]


class TestJsonLines:
    def test_fields_and_what_passes_through(self, tmp_path: Path) -> None:
        content = line(doc_id="x", outlet="وكالة", published="2021-03-04", title="عنوان", url="u", events=[1]) + "\n"
        [report] = reports(read(put(tmp_path, "a.jsonl", content)))
        assert (report.doc_id, report.outlet, report.published) == ("x", "وكالة", dt.date(2021, 3, 4))
        assert (report.title, dict(report.extra), report.text) == ("عنوان", {"url": "u"}, TEXT)

    def test_ids_by_line_and_blank_lines(self, tmp_path: Path) -> None:
        items = read(put(tmp_path, "a.jsonl", f"{line()}\n\n{line()}"))
        assert [report.doc_id for report in reports(items)] == ["a#1", "a#3"]

    def test_a_cut_line_costs_only_itself(self, tmp_path: Path) -> None:
        path = put(tmp_path, "a.jsonl", f"{line()}\n{line()[:40]}\n{line()}\n")
        items = read(path)
        assert len(reports(items)) == 2
        assert [item.origin for item in items if isinstance(item, Problem)] == [f"{path}:2"]
        assert reasons(items) == ["bad-json"]

    @pytest.mark.parametrize(
        "bad",
        ["[1]", "nonsense", '{"text": NaN}', '{"text": "\\ud800 قصف"}', '{"text": "قصف", "\\udfff": 1}', "[" * 100_000,
         '{"n": ' + "9" * 5000 + "}"],
    )  # fmt: skip
    def test_what_is_no_proper_object(self, tmp_path: Path, bad: str) -> None:
        assert reasons(read(put(tmp_path, "a.jsonl", bad + "\n" + line()))) == ["bad-json"]

    def test_a_whole_pair_is_a_letter(self, tmp_path: Path) -> None:
        content = json.dumps({"text": TEXT + "😀"})
        assert "\\ud83d" in content
        assert reports(read(put(tmp_path, "a.jsonl", content)))[0].text == TEXT + "😀"

    @pytest.mark.parametrize("raw", ['{"title": "x"}', '{"text": null}', '{"text": 5}'])
    def test_without_text(self, tmp_path: Path, raw: str) -> None:
        assert reasons(read(put(tmp_path, "a.jsonl", raw))) == ["no-text"]

    def test_a_bad_day_is_left_out(self, tmp_path: Path) -> None:
        items = read(put(tmp_path, "a.jsonl", line(published="4 March")), published=None)
        assert reasons(items) == ["bad-date", "no-date"]

    def test_a_day_with_its_hour(self, tmp_path: Path) -> None:
        items = read(put(tmp_path, "a.jsonl", line(published="2021-03-04T23:59:00+03:00")))
        assert reports(items)[0].published == dt.date(2021, 3, 4)

    def test_a_line_of_fifty_megabytes_is_named_and_passed_over(self, tmp_path: Path) -> None:
        text = "قصف " * (50 * 1024 * 1024 // 7)
        path = put(tmp_path, "a.jsonl", json.dumps({"text": text}, ensure_ascii=False) + "\n" + line())
        items = read(path)
        assert [report.doc_id for report in reports(items)] == ["a#2"]
        assert [(item.reason, item.origin) for item in items if isinstance(item, Problem)] == [
            ("text-too-long", f"{path}:1")
        ]

    def test_a_long_text_is_read(self, tmp_path: Path) -> None:
        text = "قصف " * (LONGEST_TEXT // 4)
        assert len(text) == LONGEST_TEXT
        assert reports(read(put(tmp_path, "a.jsonl", line(text=text))))[0].text == text

    def test_a_line_over_the_limit_is_skipped(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(fields, "LIMIT", 1000)
        items = read(put(tmp_path, "a.jsonl", line(text="قصف " * 5000) + "\n" + line()))
        assert reasons(items) == ["line-too-long"]
        assert [report.doc_id for report in reports(items)] == ["a#2"]

    @pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
    def test_marks_at_the_beginning(self, tmp_path: Path, encoding: str) -> None:
        items = read(put(tmp_path, "a.jsonl", f"{line()}\n{line()}\n".encode(encoding)))
        assert [report.text for report in reports(items)] == [TEXT, TEXT]

    def test_one_line_in_another_encoding(self, tmp_path: Path) -> None:
        items = read(put(tmp_path, "a.jsonl", line().encode("windows-1256") + b"\n" + line().encode()))
        assert [report.text for report in reports(items)] == [TEXT, TEXT]
        assert reasons(items) == ["decoded-windows-1256"]

    def test_an_empty_file(self, tmp_path: Path) -> None:
        assert reasons(read(put(tmp_path, "a.jsonl", "\n\n"))) == ["empty"]


class TestCsv:
    def test_columns_and_what_passes_through(self, tmp_path: Path) -> None:
        content = f'doc_id,outlet,published,title,text,url\nx,وكالة,2021-03-04,عنوان,"{TEXT}",u\n'
        [report] = reports(read(put(tmp_path, "a.csv", content)))
        assert (report.doc_id, report.text, report.published) == ("x", TEXT, dt.date(2021, 3, 4))
        assert dict(report.extra) == {"url": "u"}

    def test_crlf_inside_a_cell_stays(self, tmp_path: Path) -> None:
        assert reports(read(put(tmp_path, "a.csv", f'text\r\n"{TEXT}\r\n{TEXT}"\r\n')))[0].text == f"{TEXT}\r\n{TEXT}"

    @pytest.mark.parametrize("mark", [";", "\t"])
    def test_other_delimiters(self, tmp_path: Path, mark: str) -> None:
        assert reports(read(put(tmp_path, "a.csv", f"doc_id{mark}text\nx{mark}قصف على النيرب\n")))[0].doc_id == "x"

    def test_a_cell_longer_than_pythons_limit(self, tmp_path: Path) -> None:
        text = "قصف " * 100_000
        assert reports(read(put(tmp_path, "a.csv", f"text\n{text}\n")))[0].text == text

    def test_no_text_column(self, tmp_path: Path) -> None:
        assert reasons(read(put(tmp_path, "a.csv", "id,body\n1,قصف\n"))) == ["no-text"]

    def test_too_many_cells_would_cut_the_text(self, tmp_path: Path) -> None:
        items = read(put(tmp_path, "a.csv", "doc_id,text\nx,قصف, ثم هدوء\ny,قصف\n"))
        assert reasons(items) == ["bad-csv"]
        assert [report.doc_id for report in reports(items)] == ["y"]

    @pytest.mark.parametrize("lost", ["z,قصف\n", ""])
    def test_an_open_quote_loses_no_row_silently(self, tmp_path: Path, lost: str) -> None:
        path = put(tmp_path, "a.csv", f'doc_id,text\nx,"قصف"\ny,"قصف على النيرب\n{lost}')
        items = read(path)
        assert [report.doc_id for report in reports(items)] == ["x"]
        assert [(item.reason, item.origin) for item in items if isinstance(item, Problem)] == [("bad-csv", f"{path}:3")]

    @pytest.mark.parametrize("cell", ['قال "أحدهم قصف', '"قصف ""النيرب"" أمس"', '"قصف\nالنيرب"'])
    def test_quotes_that_are_closed_or_open_nothing(self, tmp_path: Path, cell: str) -> None:
        items = read(put(tmp_path, "a.csv", f"doc_id,text\nx,{cell}\ny,قصف\n"))
        assert [report.doc_id for report in reports(items)] == ["x", "y"]
        assert reasons(items) == []

    @pytest.mark.parametrize(("encoding", "told"), [("utf-16", []), ("windows-1256", ["decoded-windows-1256"])])
    def test_encodings(self, tmp_path: Path, encoding: str, told: list[str]) -> None:
        items = read(put(tmp_path, "a.csv", f'text\n"{TEXT}"\n'.encode(encoding)))
        assert reports(items)[0].text == TEXT
        assert reasons(items) == told

    def test_bytes_that_go_bad_later(self, tmp_path: Path) -> None:
        rows = f'"{TEXT}"\n'.encode() * 2000
        items = read(put(tmp_path, "a.csv", b"text\n" + rows + b"\xff\xff\n"))
        assert reports(items)
        assert reasons(items)[-1] == "not-utf8"

    def test_an_empty_file(self, tmp_path: Path) -> None:
        assert reasons(read(put(tmp_path, "a.csv", ""))) == ["empty"]


class TestInputs:
    def test_a_folder_is_read_in_order_with_all_below(self, tmp_path: Path) -> None:
        for name in ("b.txt", "a/z.TXT", "c.md", "a/y.jsonl"):
            put(tmp_path, name, line() if name.endswith("jsonl") else TEXT)
        assert [report.doc_id for report in reports(read(tmp_path))] == ["y#1", "z", "b"]

    def test_a_folder_without_reports(self, tmp_path: Path) -> None:
        put(tmp_path, "notes.md", TEXT)
        assert reasons(read(tmp_path)) == ["no-reports"]

    def test_ids_are_unique_over_all_inputs(self, tmp_path: Path) -> None:
        first, second = (
            put(tmp_path, f"{folder}/a.jsonl", line(doc_id="x") + "\n" + line(doc_id="x-2")) for folder in "de"
        )
        assert [report.doc_id for report in reports(read(first, second))] == ["x", "x-2", "x-3", "x-2-2"]

    def test_a_missing_file_is_named(self, tmp_path: Path) -> None:
        assert reasons(read(tmp_path / "none.txt")) == ["unreadable"]

    @pytest.mark.parametrize(("name", "content"), [("a.json", line()), ("a.dat", TEXT), ("page", f"<p>{TEXT}</p>")])
    def test_a_file_with_another_suffix_is_judged_by_its_beginning(
        self, tmp_path: Path, name: str, content: str
    ) -> None:
        assert reports(read(put(tmp_path, name, content)))[0].text.startswith("قُتل مدنيان")

    def test_a_name_that_is_no_text(self, tmp_path: Path) -> None:
        path = put(tmp_path, "\udcff.txt", TEXT)
        [report] = reports(read(path))
        assert report.doc_id.encode()

    @pytest.mark.parametrize(
        ("content", "doc_id"),
        [
            (TEXT, "stdin"),
            (f'doc_id;text\nx;"{TEXT}"\n', "x"),
            (f'"text","url","doc_id"\n"{TEXT}",u,y\n', "y"),
            ("\n " + line(), "stdin#2"),
            (f"<html><p>{TEXT}</p></html>", "stdin"),
        ],
    )
    def test_standard_input(self, monkeypatch: pytest.MonkeyPatch, content: str, doc_id: str) -> None:
        stream = io.TextIOWrapper(io.BytesIO(content.encode()))
        monkeypatch.setattr(sys, "stdin", stream)
        [report] = reports(read("-"))
        assert report.doc_id == doc_id
        assert not stream.buffer.closed

    def test_outlet_and_day_fill_only_gaps(self, tmp_path: Path) -> None:
        path = put(tmp_path, "a.jsonl", line(outlet="أ", published="2021-01-01") + "\n" + line())
        found = reports(read(path, outlet="ب"))
        assert [(report.outlet, report.published) for report in found] == [("أ", dt.date(2021, 1, 1)), ("ب", DAY)]


def test_reasons_are_fatal_or_warnings() -> None:
    assert not FATAL.keys() & WARNINGS.keys()
    assert problem("empty", "a").fatal
    assert not problem("no-date", "a").fatal


def test_shares_and_encodings() -> None:
    assert arabic_share("قصف ABC") == 0.5
    assert arabic_share("") == 0.0
    assert decode("قصف".encode("utf-16")) == ("قصف", None)
