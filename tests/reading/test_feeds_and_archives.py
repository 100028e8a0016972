"""RSS and Atom, WARC with and without gzip, and addresses: what is read, and what is named and skipped."""

from __future__ import annotations

import datetime as dt
import gzip
import http.server
import threading
from collections.abc import Iterator
from email.utils import format_datetime
from pathlib import Path

import pytest

from tawthiq.model import Report
from tawthiq.reading import Problem, read_inputs

FIRST = "قُتل مدنيان بقصف مدفعي على بلدة النيرب أمس."
SECOND = "انفجرت عبوة ناسفة في مدينة الباب وأصيب ثلاثة أشخاص."
# One in the morning in Damascus is ten in the evening of the day before in UTC.
NIGHT = dt.datetime(2022, 10, 20, 1, 0, tzinfo=dt.timezone(dt.timedelta(hours=3)))
RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>وكالة مدار الخبر</title>
<item><title>قصف</title><link>https://example.org/1</link><guid>news-1</guid><pubDate>{format_datetime(NIGHT)}</pubDate>
<description>قصف</description><content:encoded><![CDATA[<p>{FIRST}</p><p>التفاصيل لاحقاً.</p>]]></content:encoded></item>
<item><title>انفجار</title><link>https://example.org/2</link><description>&lt;p&gt;{SECOND}&lt;/p&gt;</description></item>
<item><title>بلا نص</title><link>https://example.org/3</link></item>
</channel></rss>"""
ATOM = f"""<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>مدار</title>
<entry><id>tag:example.org,2022:1</id><title>قصف</title><published>{NIGHT.isoformat()}</published><content type="html">&lt;p&gt;{FIRST}&lt;/p&gt;</content></entry></feed>"""
PAGE = f'<html><head><title>قصف على النيرب</title><meta property="article:published_time" content="2022-10-20T09:00:00Z"></head><body><article><h1>قصف على النيرب</h1><p>{FIRST}</p></article></body></html>'


def read(*inputs: object) -> tuple[list[Report], list[str]]:
    found = list(read_inputs([str(each) for each in inputs], None, None))
    return [x for x in found if isinstance(x, Report)], [x.reason for x in found if isinstance(x, Problem) and x.fatal]


def put(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def record(kind: str, address: str, body: bytes, status: int = 200, content: str = "text/html; charset=utf-8") -> bytes:
    answer = f"HTTP/1.1 {status} OK\r\nContent-Type: {content}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:0-{len(body)}>\r\nWARC-Target-URI: {address}\r\n"
        f"WARC-Date: 2022-10-21T06:00:00Z\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


@pytest.mark.parametrize("name", ["feed.rss", "feed.xml", "feed"])
def test_each_entry_is_a_report(tmp_path: Path, name: str) -> None:
    reports, skipped = read(put(tmp_path, name, RSS))
    first, second = reports
    assert (first.doc_id, first.title, first.outlet, first.named) == ("news-1", "قصف", "وكالة مدار الخبر", True)
    assert FIRST in first.text
    assert "<" not in first.text
    assert (second.doc_id, second.text) == ("https://example.org/2", SECOND)
    assert skipped == ["no-text"]


@pytest.mark.parametrize("content", [RSS, ATOM])
def test_the_day_is_that_of_the_place_of_publication(tmp_path: Path, content: str) -> None:
    assert read(put(tmp_path, "a.rss", content))[0][0].published == dt.date(2022, 10, 20)


def test_what_is_no_feed_is_named(tmp_path: Path) -> None:
    assert read(put(tmp_path, "a.rss", "ليس في هذا الملف خبر ولا تغذية")) == ([], ["bad-feed"])


def warc() -> list[bytes]:
    return [
        record("response", "https://example.org/a", PAGE.encode()),
        record("request", "https://example.org/a", b""),
        record("response", "https://example.org/gone", PAGE.encode(), status=404),
        record("response", "https://example.org/logo", b"\x89PNG", content="image/png"),
        record(
            "response",
            "https://example.org/b",
            PAGE.replace(FIRST, SECOND).encode("windows-1256"),
            content="text/html; charset=windows-1256",
        ),
    ]


@pytest.mark.parametrize("zipped", [False, True])
def test_pages_of_a_web_archive_are_reports(tmp_path: Path, zipped: bool) -> None:
    data = b"".join(gzip.compress(each) if zipped else each for each in warc())
    reports, skipped = read(put(tmp_path, "a.warc.gz" if zipped else "a.warc", data))
    assert [each.doc_id for each in reports] == ["https://example.org/a", "https://example.org/b"]
    assert FIRST in reports[0].text
    assert SECOND in reports[1].text
    assert (reports[0].published, reports[0].named) == (dt.date(2022, 10, 20), True)
    assert reports[0].fetched == dt.datetime(2022, 10, 21, 6, tzinfo=dt.UTC)
    assert skipped == []


def test_a_web_archive_that_breaks_off_gives_what_was_whole(tmp_path: Path) -> None:
    data = gzip.compress(warc()[0]) + gzip.compress(warc()[4])[:-30]
    reports, skipped = read(put(tmp_path, "a.warc.gz", data))
    assert reports[0].doc_id == "https://example.org/a"
    assert len(reports) == 1
    assert skipped == ["bad-warc"]


def test_a_folder_gives_its_feeds_and_web_archives(tmp_path: Path) -> None:
    put(tmp_path, "a.rss", RSS)
    put(tmp_path, "b.warc.gz", gzip.compress(warc()[0]))
    assert len(read(tmp_path)[0]) == 3


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = {"/feed": RSS, "/page": PAGE}.get(self.path, "").encode()
            away = self.path == "/away"
            self.send_response(302 if away else 200 if body else 404)
            if away:
                self.send_header("Location", "file:///etc/hostname")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Quiet."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()


def test_addresses_are_fetched(server: str) -> None:
    reports, skipped = read(f"{server}/feed", f"{server}/page")
    assert [each.doc_id for each in reports] == ["news-1", "https://example.org/2", f"{server}/page"]
    assert all(each.fetched for each in reports)
    assert skipped == ["no-text"]


@pytest.mark.parametrize("path", ["/none", "/away"])
def test_what_cannot_be_fetched_is_named_and_no_file_is_read(server: str, path: str) -> None:
    assert read(server + path) == ([], ["unreachable"])


def test_a_refused_connection_is_named() -> None:
    assert read("http://127.0.0.1:9/feed") == ([], ["unreachable"])
