"""The metadata of a web page: who wrote the article, when it was published, and its canonical address.

JSON-LD comes first, then meta tags, then microdata and links to authors, then elements that the page's styles call a
byline. What trafilatura finds fills the gaps.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from email.utils import parsedate_to_datetime
from html import unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from pressq.load.json_ld import json_ld_objects
from pressq.text.bylines import byline_names
from pressq.text.dateline import is_agency

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["byline_of", "canonical_url", "iso_date", "publication_date"]

_ARTICLE = re.compile(r"(?:\w*Article|BlogPosting|Report|Review|SocialMediaPosting|LiveBlogPosting|WebPage)")
_AUTHOR_META = (
    "author",
    "byl",
    "parsely-author",
    "sailthru.author",
    "article:author",
    "og:article:author",
    "dc.creator",
)
_DATE_META = (
    *("article:published_time", "og:article:published_time", "article:published", "datepublished", "parsely-pub-date"),
    *(
        "sailthru.date",
        "pubdate",
        "publishdate",
        "publish-date",
        "dc.date.issued",
        "dc.date",
        "dcterms.created",
        "date",
    ),
)
_BYLINE_CLASS = re.compile(r"(?<![a-z])(?:by-?line|author|contributor)s?(?![a-z])(?:[-_]{1,2}name)?", re.IGNORECASE)
_NO_BYLINE_CLASS = re.compile(
    r"bio|about|flyout|comment|related|social|avatar|image|photo|desc|follow|box|card|nick|user", re.IGNORECASE
)
_BYLINE_TAGS = ("p", "div", "span", "a", "address", "h3", "h4", "li", "dd", "strong", "b", "meta")
_NOT_IN_ADDRESS = re.compile(r"[\s<>\"{}|\\^`\x00-\x1f]")
_OUTSIDE = frozenset({"aside", "footer", "nav"})
_LONGEST_BYLINE = 150


def byline_of(tree: HtmlElement, publisher: str | None = None) -> str | None:
    """The names of the article's writers, separated by "; "; None if the page gives none.

    Single words count only where no source has a full name or an agency.

    Args:
        publisher: the page's publisher, which does not count as a writer.
    """
    publishers = {_folded(publisher), *(_folded(name) for name in _publishers(tree))} - {""}
    found: list[str] = []
    for texts in _author_texts(tree):
        names = _names(texts, publishers)
        if any(" " in name or is_agency(name) for name in names):
            return "; ".join(names)
        found = found or names
    return "; ".join(found) or None


def _names(texts: list[str], publishers: set[str]) -> list[str]:
    names = {_folded(name): name for text in texts for name in byline_names(text, declared=True)}
    writers = [name for key, name in names.items() if not any(key in publisher for publisher in publishers)]
    return [name for name in writers if not is_agency(name)] or writers


def _publishers(tree: HtmlElement) -> Iterator[str]:
    """The names of the publisher in the page's metadata."""
    yield from _meta(tree, ("og:site_name", "application-name"))
    for article in _articles(tree):
        yield from _declared_names(article.get("publisher"), {})


def publication_date(tree: HtmlElement, shown: str | None = None) -> str | None:
    """When the article was published, an ISO date with time and zone where the page gives them; None if it does not.

    Args:
        shown: the day that the page shows. Where it is the day before or after the declared one, which is in UTC, the
            shown day is right.
    """
    declared = [article.get("datePublished") for article in _articles(tree)]
    marked = (e.get("datetime") or e.get("content") for e in tree.iterfind(".//*[@itemprop='datePublished']"))
    for text in (*declared, *_meta(tree, _DATE_META), *marked):
        if isinstance(text, str) and (published := iso_date(text)):
            return shown if shown and _are_neighbours(published[:10], shown) else published
    return shown


def _are_neighbours(day: str, other: str) -> bool:
    return abs(date.fromisoformat(day) - date.fromisoformat(other)) == timedelta(days=1)


def canonical_url(tree: HtmlElement, url: str | None = None) -> str | None:
    """The canonical http(s) address of the page, `url` if it declares none."""
    links = (link.get("href") for link in tree.iterfind(".//link[@rel='canonical']"))
    for address in (*links, *_meta(tree, ("og:url",))):
        try:
            absolute = urljoin(url or "", (address or "").strip())
            parts = urlsplit(absolute)
        except ValueError:  # "https://["
            continue
        named = parts.netloc and (parts.path.strip("/") or parts.query)  # the home page is not the article's address
        if parts.scheme in {"http", "https"} and named and not _NOT_IN_ADDRESS.search(absolute):
            return str(absolute)
    return url


def _articles(tree: HtmlElement) -> list[dict[str, Any]]:
    """The JSON-LD objects of the page's article, those of press articles first."""
    articles = [one for one in json_ld_objects(tree) if _ARTICLE.fullmatch(_type(one))]
    return sorted(articles, key=lambda one: _type(one) == "WebPage")


def _type(value: dict[str, Any]) -> str:
    kind = value.get("@type")
    return str(kind[0] if isinstance(kind, list) and kind else kind)


def _author_texts(tree: HtmlElement) -> Iterator[list[str]]:
    """The authors as each of the page's sources gives them, the most reliable source first."""
    named = {one.get("@id"): one.get("name") for one in json_ld_objects(tree) if isinstance(one.get("name"), str)}
    for article in _articles(tree):
        yield list(_declared_names(article.get("author") or article.get("creator"), named))
    for name in _AUTHOR_META:
        yield [text for text in _meta(tree, (name,)) if not _is_address(text)]
    visible = [element for element in tree.iter(*_BYLINE_TAGS) if not _has_class(element, _NO_BYLINE_CLASS)]
    yield _texts(element for element in visible if {"author", "creator"} & set((element.get("itemprop") or "").split()))
    yield _texts(element for element in visible if element.get("rel") == "author")
    bylines = [element for element in visible if _has_class(element, _BYLINE_CLASS)]
    outer = {above for element in bylines for above in element.iterancestors()}
    for element in bylines:
        if element not in outer:
            yield _texts(one for one in bylines if one.getparent() is element.getparent())


def _declared_names(author: Any, named: dict[Any, Any]) -> Iterator[str]:
    for one in author if isinstance(author, list) else [author]:
        name = one.get("name") or named.get(one.get("@id")) if isinstance(one, dict) else one
        for text in name if isinstance(name, list) else [name]:
            if isinstance(text, str) and not _is_address(text):
                yield text


def _has_class(element: HtmlElement, pattern: re.Pattern[str]) -> bool:
    return pattern.search(element.get("class") or "") is not None


def _is_address(text: str) -> bool:
    return text.lower().startswith(("http:", "https:"))


def _texts(elements: Iterable[HtmlElement]) -> list[str]:
    """The words of the elements, those of the first one's container only: others sign other stories."""
    found: list[tuple[HtmlElement | None, str]] = []
    for element in elements:
        text = " ".join(" ".join(element.itertext()).split()) or (element.get("content") or "").strip()
        outside = any(above.tag in _OUTSIDE for above in element.iterancestors())
        if text and len(text) <= _LONGEST_BYLINE and not outside:
            found.append((element.getparent(), text))
    return [text for parent, text in found if parent is found[0][0]]


def _meta(tree: HtmlElement, names: tuple[str, ...]) -> Iterator[str]:
    """The contents of the meta tags with these names, in the order of the names."""
    contents: dict[str, list[str]] = {}
    for tag in tree.iter("meta"):
        name = (tag.get("name") or tag.get("property") or tag.get("itemprop") or "").lower()
        if tag.get("content"):
            contents.setdefault(name, []).append(unescape(tag.get("content", "")))
    for name in names:
        yield from contents.get(name, ())


def iso_date(text: str) -> str | None:
    """The date in ISO 8601, with time and zone where the text has both; None if it is no date."""
    text = text.strip()
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = parse(text)
        except (ValueError, TypeError, IndexError):
            continue
        if moment.year < 1900:
            return None
        return moment.isoformat(timespec="seconds") if moment.tzinfo else moment.date().isoformat()
    return None


def _folded(name: str | None) -> str:
    return "".join(char for char in (name or "").casefold() if char.isalnum())
