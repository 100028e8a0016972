"""Addresses that the user gives: what stands there, fetched once. Nothing else in Tawthiq opens a connection by itself."""

from __future__ import annotations

import http.client
import io
import urllib.error
import urllib.request
from urllib.parse import urlsplit

from tawthiq.reading import fields

_SECONDS = 30
_ASKS = {"User-Agent": "tawthiq", "Accept-Encoding": "identity"}


class Unreachable(Exception):
    """Nothing could be fetched; the message says why."""


def is_address(name: str) -> bool:
    """Whether an input is a web address and no path."""
    return name.startswith(("http://", "https://"))


def fetch(address: str) -> io.BytesIO:
    """What stands at an http or https address, up to the limit of one input. Raises Unreachable."""
    try:
        request = urllib.request.Request(address, headers=_ASKS)
        with _opener().open(request, timeout=_SECONDS) as answer:
            return io.BytesIO(answer.read(fields.LIMIT + 1))
    except urllib.error.HTTPError as error:
        raise Unreachable(f"HTTP {error.code}") from error
    except urllib.error.URLError as error:
        raise Unreachable(str(error.reason)) from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise Unreachable(str(error) or type(error).__name__) from error


def _opener() -> urllib.request.OpenerDirector:
    """Only http and https, redirects included: no file and no ftp behind a redirect."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler, urllib.request.HTTPHandler, urllib.request.HTTPSHandler, urllib.request.HTTPRedirectHandler,
        urllib.request.HTTPDefaultErrorHandler, urllib.request.HTTPErrorProcessor, urllib.request.UnknownHandler,
    ):  # fmt: skip
        opener.add_handler(handler())
    return opener


def stem_of(address: str) -> str:
    """What default ids are made of: the last part of the path, else the host.

    >>> stem_of("https://example.org/news/1234.html?x=1"), stem_of("http://127.0.0.1:8000/")
    ('1234.html', '127.0.0.1')
    """
    parts = urlsplit(address)
    return parts.path.rstrip("/").rpartition("/")[2] or parts.hostname or "page"
