"""The JSON-LD of a web page: schema.org objects that describe its article."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["json_ld_objects"]

_DEEPEST = 8


def json_ld_objects(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """Yield the schema.org objects in the scripts of a page, with those nested in them, in document order.

    A script that is no valid JSON is skipped.
    """
    for script in tree.iterfind(".//script[@type='application/ld+json']"):
        try:
            value = json.loads(script.text or "", strict=False)  # sites write line breaks within strings
        except (ValueError, RecursionError):
            continue
        yield from _objects(value, _DEEPEST)


def _objects(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    children = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for child in children if depth else ():
        yield from _objects(child, depth - 1)
