"""Web pages: the article and its metadata."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from pressq.errors import EmptyInputError
from pressq.load.decode import decode, decode_as_declared
from pressq.load.document import Document, TextPart
from pressq.load.markup import tree_of
from pressq.load.page_body import extract_body, letters_of
from pressq.load.page_furniture import link_boxes, mark_furniture
from pressq.load.page_metadata import byline_of, canonical_url, publication_date

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from pressq.load.raw_inputs import Bytes

__all__ = ["decode_page", "read_markup", "read_page"]

_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)|\A\s*<\?xml[^>]*encoding=["']([\w.:-]+)""", re.I
)
_HEAD = 4096
_LANGUAGE = re.compile(r"[a-z]{2}(?=\Z|[-_])")
_SHORT_TITLE = 12
_SITE_BEFORE = re.compile(r"(?:[^.!?]{1,40}\s?[|:•»·–—-]\s)?")
_SITE_AFTER = re.compile(r"(?:\s[|:•»·–—-]\s?.{1,80})?")


def decode_page(raw: bytes, encoding: str | None = None, charset: str | None = None) -> tuple[str, str]:
    """Decode a page. Its encoding is `encoding`, or what the server or the page itself declares, or a guess.

    Raises:
        BinaryInputError, EncodingError, UsageError: as for `pressq.load.decode`.
    """
    if encoding is not None:
        return decode(raw, encoding)
    declared = _DECLARED.search(raw[:_HEAD])
    name = (declared[1] or declared[2]).decode("ascii", "replace") if declared else ""
    if name.lower().startswith("utf-16"):  # a declaration in ASCII proves it wrong
        name = ""
    return decode_as_declared(raw, charset, name)


def read_page(content: Bytes) -> Document:
    """Read the article on a web page.

    Raises:
        EmptyInputError: no article is on it.
        InputError: it is not text, not written in the given encoding, or too large.
    """
    markup, used = decode_page(content.raw, content.encoding, content.charset)
    return read_markup(markup, url=content.url, encoding=used)


def read_markup(markup: str, *, url: str | None = None, encoding: str | None = None) -> Document:
    """Read the article on a page that is already decoded."""
    if not markup or markup.isspace():
        raise EmptyInputError("there is no text in it")
    tree = tree_of(markup)
    language = _LANGUAGE.match((tree.get("lang") or "").lower())
    boxes = link_boxes(tree)
    page = extract_body(tree, url)
    head = page.metadata
    publisher = _clean(head.get("sitename"))
    title = _without_site(_clean(head.get("title")), publisher, tree)
    heading = letters_of(title or "")
    parts = mark_furniture(page.parts, title, boxes)
    parts = tuple(part for part in parts if not heading or letters_of(part.text) != heading)
    if not parts:
        raise EmptyInputError("no article on this page")
    return Document(
        parts=((TextPart(title, "title"),) if title else ()) + parts,
        title=title,
        byline=byline_of(tree, publisher),
        published=publication_date(tree, head.get("date")),
        publisher=publisher,
        language=language[0] if language else None,
        encoding=encoding,
        notes=("incomplete",) if page.incomplete else (),
        url=canonical_url(tree, url),
    )


def _without_site(title: str | None, site: str | None, tree: HtmlElement) -> str | None:
    """Remove the name of the site from the title, if a heading of the page or its metadata shows what that name is.

    "Pass closed | Courier Politics" is of the Courier.
    """
    for heading in tree.iter("h1", "h2"):
        text = _clean(heading.text_content()) or ""
        if title and len(text) >= _SHORT_TITLE and text != title:
            before, found, after = title.partition(text)
            if found and _SITE_BEFORE.fullmatch(before) and _SITE_AFTER.fullmatch(after):
                return text
    before, _, after = (title or "").rpartition(" | ")
    return before if site and len(before) >= _SHORT_TITLE and after.startswith(site) else title


def _clean(text: str | None) -> str | None:
    return " ".join(unescape(text).split()) or None if text else None  # "&amp;#039;" is escaped twice
