"""What a web page says of itself in JSON-LD (schema.org): its headline and the days it names."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class JsonLd:
    """`headline` of the page's article, None where there is none; every `datePublished`, outermost first, as written."""

    headline: str | None
    dates: tuple[str, ...]


def json_ld(tree: Any) -> JsonLd:
    """What the JSON-LD of a parsed page says; blocks that are no JSON are passed over."""
    nodes = [node for block in _blocks(tree) for node in _nodes(block)]
    said = (node["datePublished"] for node in nodes if isinstance(node.get("datePublished"), str))
    return JsonLd(next(_headlines(nodes), None), tuple(said))


def _blocks(tree: Any) -> Iterator[Any]:
    for script in tree.document.query_selector_all('script[type="application/ld+json"]'):
        try:
            yield json.loads(script.text, strict=False)
        except (ValueError, RecursionError):
            continue


def _nodes(block: Any) -> Iterator[Mapping[str, Any]]:
    """Every object of a graph, outermost first."""
    waiting = deque([block])
    while waiting:
        node = waiting.popleft()
        if isinstance(node, dict):
            yield node
            waiting.extend(node.values())
        elif isinstance(node, list):
            waiting.extend(node)


def _headlines(nodes: list[Mapping[str, Any]]) -> Iterator[str]:
    """The headlines of articles («NewsArticle», «ReportageNewsArticle», «BlogPosting» …) that say something."""
    for node in nodes:
        kinds = node.get("@type")
        kinds = kinds if isinstance(kinds, list) else [kinds]
        headline = node.get("headline")
        if (
            isinstance(headline, str)
            and headline.strip()
            and any(str(k).endswith(("Article", "Posting")) for k in kinds)
        ):
            yield " ".join(headline.split())
