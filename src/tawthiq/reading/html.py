"""Web pages: the article's text without menus and comments, its title, and the day it was published."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tawthiq.model import Report
from tawthiq.reading.fields import Origin, whole
from tawthiq.reading.json_ld import JsonLd, json_ld
from tawthiq.reading.page_dates import published_on
from tawthiq.reading.problems import Problem, problem


def read_html(source: Origin) -> Iterator[Report | Problem]:
    """The page as one report. Its text is what a reader sees of the article, paragraph by paragraph."""
    for item in whole(source):
        yield item if isinstance(item, Problem) else _page(source, *item)


def _page(source: Origin, html: str, raw_sha256: str) -> Report | Problem:
    # Loaded here because most inputs are not pages.
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.html import HTMLTree

    try:
        tree = HTMLTree.parse(html)
        seen = extract_plain_text(tree, alt_texts=False, list_bullets=False)
        text = extract_plain_text(tree, main_content=True, alt_texts=False, list_bullets=False) or seen
    except (ValueError, RuntimeError):
        return problem("bad-html", source.name)
    marked = json_ld(tree)
    title = _title(tree, marked)
    return Report(
        doc_id=source.stem,
        text=text,
        title=title,
        outlet=_meta(tree, "og:site_name"),
        published=published_on(tree, marked, seen, title),
        origin=source.name,
        raw_sha256=raw_sha256,
    )


def _title(tree: Any, marked: JsonLd) -> str | None:
    """From JSON-LD, `<meta>`, the heading where the page's title holds it (with the site's name), that title, the heading."""
    heading = _one_line(found.text) if (found := tree.document.query_selector("h1")) else ""
    titled = _one_line(tree.title or "")
    title = (
        marked.headline or _meta(tree, "og:title") or (heading if heading in titled else titled) or titled or heading
    )
    return title or None


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _meta(tree: Any, name: str) -> str | None:
    """The content of `<meta property=name>`, None where there is none."""
    element = tree.document.query_selector(f'meta[property="{name}"]')
    return (element.getattr("content", "") or "").strip() or None if element else None
