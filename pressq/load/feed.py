"""Feeds: RSS 0.9 to 2.0 and Atom. Each entry is an article: what the feed holds of it, or the page that it names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import escape
from typing import TYPE_CHECKING

from pressq.errors import InputError
from pressq.load.deferred import ArticleInput
from pressq.load.document import Document, TextPart
from pressq.load.files import Stream
from pressq.load.html import decode_page
from pressq.load.page_metadata import iso_date
from pressq.load.raw_inputs import Address
from pressq.load.read_options import ReadOptions
from pressq.load.records import LARGEST_RECORD, Record, Row, too_large
from pressq.text.bylines import joined_names

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["FeedPage", "feed_records"]

_ENTRIES = ("item", "entry")
_TEXTS = ("encoded", "content", "description", "summary")  # the fullest first
_DATES = ("published", "pubDate", "date", "issued", "updated")
_ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_MAIL_ADDRESS = re.compile(r"\S+@\S+\s*\(([^)]+)\)")  # "lee@example.org (Ann Lee)"


@dataclass(frozen=True, slots=True)
class FeedPage:
    """A page that a feed names, and what the feed says of its author and date."""

    address: Address
    byline: str | None = None
    published: str | None = None

    def document(self) -> Document:
        """Fetch and read it, if the site's robots.txt allows that. The feed fills in what the page does not tell."""
        from pressq.load.robots import check_robots

        check_robots(self.address)
        page = self.address.document()
        return replace(page, byline=page.byline or self.byline, published=page.published or self.published)


def feed_records(stream: Stream, options: ReadOptions) -> Iterator[Record]:
    """The entries of a feed in its order, each named by its address.

    Raises:
        InputError: it is damaged before the first entry, or larger than 256 MB.
    """
    markup, encoding = decode_page(stream.whole(), options.encoding)
    root = _parsed(markup)
    publisher = _text(root, "title") or next((_text(one, "title") for one in _children(root, "channel")), None)
    entries = [element for element in root.iter() if _name(element) in _ENTRIES]
    if not entries:
        raise InputError("a feed without entries")
    for number, entry in enumerate(entries, start=1):
        address = _address(entry)
        content: ArticleInput | InputError
        if options.fetch and address:
            fetched = Address(address, None, options.timeout, options.allow_private)
            content = FeedPage(fetched, _byline(entry), _published(entry))
        else:
            content = _held(entry, publisher, address, encoding)
        yield Record(number, content, address)


def _held(entry: _Element, publisher: str | None, address: str | None, encoding: str) -> Row | InputError:
    """The article as the feed holds it."""
    text = next(filter(None, (_markup(entry, name) for name in _TEXTS)), None)
    if text is None:
        hint = "--fetch reads the page that it names" if address else None
        return InputError("the feed holds no text of this entry", hint)
    if len(text) > LARGEST_RECORD:
        return too_large()
    return Row(
        Document(
            (TextPart(text),),
            title=_text(entry, "title"),
            byline=_byline(entry),
            published=_published(entry),
            publisher=publisher,
            encoding=encoding,
            url=address,
        )
    )


def _parsed(markup: str) -> _Element:
    """The feed as a tree; nothing is fetched, no entity is expanded, what is damaged is left out."""
    from lxml import etree

    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, recover=True, remove_comments=True, remove_pis=True
    )
    markup = re.sub(r"\A\s*<\?xml[^>]*>", "", markup.lstrip("\ufeff"))  # its encoding is no more the text's
    try:
        root = etree.fromstring(markup.strip().encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError):
        root = None
    if root is None:
        raise InputError("a damaged feed")
    return root


def _name(element: _Element) -> str:
    """An element's name without its namespace; empty for what is no element."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _children(element: _Element, name: str) -> Iterator[_Element]:
    return (child for child in element if _name(child) == name)


def _text(element: _Element, name: str) -> str | None:
    """The words of the first child of this name, on one line, markup in it left out."""
    from pressq.load.markup import looks_like_markup, tree_of

    for child in _children(element, name):
        words = "".join(map(str, child.itertext()))
        if looks_like_markup(words):
            words = str(tree_of(words).text_content())
        return " ".join(words.split()) or None
    return None


def _markup(entry: _Element, name: str) -> str | None:
    """The text of a child, with its markup: escaped, in CDATA, or elements of XHTML."""
    from lxml import etree

    for child in _children(entry, name):
        if len(child):
            parts = [escape(child.text or "")]
            for one in child:
                whole = isinstance(one.tag, str)  # not an entity
                parts.append(
                    etree.tostring(one, encoding="unicode", method="html") if whole else escape(one.tail or "")
                )
            return "".join(parts)
        if child.text and not child.text.isspace():
            return str(child.text)
    return None


def _byline(entry: _Element) -> str | None:
    names = []
    for child in entry:
        if _name(child) in {"author", "creator"}:
            words = _text(child, "name") or " ".join("".join(map(str, child.itertext())).split())
            named = _MAIL_ADDRESS.fullmatch(words)
            names.append(named[1] if named else words)
    return joined_names("; ".join(filter(None, names)), declared=True) or None


def _published(entry: _Element) -> str | None:
    return next(filter(None, (iso_date(_text(entry, name) or "") for name in _DATES)), None)


def _address(entry: _Element) -> str | None:
    """The address of the page: a link as RSS or Atom has it, or an RSS guid that is one."""
    links = [link for link in _children(entry, "link") if link.get("rel", "alternate") == "alternate"]
    guids = [guid for guid in _children(entry, "guid") if guid.get("isPermaLink", "true") == "true"]
    for found in (*(link.get("href") or link.text for link in links), *(guid.text for guid in guids)):
        if found and _ADDRESS.fullmatch(found.strip()):
            return str(found.strip())
    return None
