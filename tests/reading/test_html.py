"""Web pages: the article without its surroundings, and where the day of publication comes from."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tawthiq.model import Report
from tawthiq.reading import read_inputs

TITLE = "قتلى بقصف على بلدة النيرب"
BODY = "قُتل ثلاثة مدنيين وأصيب آخرون بقصف مدفعي على بلدة النيرب في ريف إدلب، وفق ما ذكرت مصادر محلية للوكالة."
JSON_LD = '<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "datePublished": "2023-04-09T10:00"}]}</script>'


def page(head: str = "", above: str = "", below: str = "") -> str:
    return (
        f"<!doctype html><html lang=ar dir=rtl><head><title>{TITLE}</title>{head}</head><body>"
        f"<nav><ul><li><a href=/>الرئيسية</a></li></ul></nav><main><article><h1>{TITLE}</h1>{above}<p>{BODY}</p>"
        f"<p>{BODY}</p></article></main>{below}<footer>© 2024 جميع الحقوق محفوظة</footer></body></html>"
    )


def report(tmp_path: Path, html: str) -> Report:
    path = tmp_path / "page.html"
    path.write_text(html, encoding="utf-8")
    [found] = [item for item in read_inputs([str(path)], None, None) if isinstance(item, Report)]
    return found


def test_the_article_without_its_surroundings(tmp_path: Path) -> None:
    found = report(tmp_path, page())
    assert BODY in found.text
    assert "الحقوق" not in found.text
    assert (found.title, found.doc_id) == (TITLE, "page")


def test_title_and_outlet_from_meta(tmp_path: Path) -> None:
    head = '<meta property="og:title" content="عنوان آخر"><meta property="og:site_name" content="وكالة">'
    found = report(tmp_path, page(head))
    assert (found.title, found.outlet) == ("عنوان آخر", "وكالة")


NAMED = '<script type="application/ld+json">{"@type": ["NewsArticle"], "headline": "عنوان  ثالث"}</script>'
LISTED = '<script type="application/ld+json">{"@type": "ItemList", "headline": "الأكثر قراءة"}</script>'


@pytest.mark.parametrize(
    ("html", "title"),
    [
        (page(NAMED + '<meta property="og:title" content="عنوان آخر">'), "عنوان ثالث"),
        (page(LISTED), TITLE),
        (page().replace("</title>", " | موقع أخبار</title>"), TITLE),
        (page().replace("<h1>", "<h1>موقع "), TITLE),
        (page().replace(f"<title>{TITLE}</title>", ""), TITLE),
    ],
)
def test_the_title_from_the_surest_sign(tmp_path: Path, html: str, title: str) -> None:
    """What a list on the page is called is not its title, nor is the name of the site a part of it."""
    assert report(tmp_path, html).title == title


@pytest.mark.parametrize(
    ("head", "above", "day"),
    [
        (JSON_LD + '<meta name="date" content="2020-01-01">', "", dt.date(2023, 4, 9)),
        ('<meta property="article:published_time" content="2023-04-10T01:00:00Z">', "", dt.date(2023, 4, 10)),
        ('<meta name="pubdate" content="2023-04-11">', '<time datetime="2020-01-01">x</time>', dt.date(2023, 4, 11)),
        ("", '<time datetime="2023-04-12T09:00">الأربعاء</time>', dt.date(2023, 4, 12)),
        ('<link rel="canonical" href="https://news.example/2023/04/13/nayrab">', "", dt.date(2023, 4, 13)),
        ('<meta property="og:url" content="https://news.example/a/2023/4/14/">', "", dt.date(2023, 4, 14)),
        ("", "<p>15 نيسان 2023</p>", dt.date(2023, 4, 15)),
        ('<script type="application/ld+json">{broken</script>', "", None),
        ('<link rel="canonical" href="https://news.example/2023/99/99/x">', "", None),
        ('<meta name="date" content="soon">', "", None),
        ("", "", None),
    ],
)
def test_the_day_of_publication(tmp_path: Path, head: str, above: str, day: dt.date | None) -> None:
    """Surest sign first; the year of the footer is never one."""
    assert report(tmp_path, page(head, above)).published == day


def test_a_page_without_structure_is_still_read(tmp_path: Path) -> None:
    assert BODY in report(tmp_path, f"<p>{BODY}").text
