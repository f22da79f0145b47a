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
from pressq.text.bylines import byline_names, opens_byline
from pressq.text.dateline import is_agency
from pressq.text.lexicon import lexicon

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["byline_of", "canonical_url", "iso_date", "publication_date"]

_ARTICLE = re.compile(r"(?:\w*Article|BlogPosting|Report|Review|SocialMediaPosting|LiveBlogPosting|WebPage)")
_AUTHOR_META = (
    *("byl", "parsely-author", "sailthru.author", "article:author", "og:article:author", "og:author", "rbauthors"),
    *("citation_author", "dc.creator", "dcterms.creator", "creator", "authors", "dcsext.author"),
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
_BYLINE_MARKS = ("class", "id", "data-test", "data-testid", "data-component")
_BYLINE_CLASS = re.compile(
    r"(?<![a-z])(?:by-?line|author|contributor|auteur|autor|writer|journalist|(?:posted|submitted|written)[-_]by)s?"
    r"(?![a-z])(?:[-_]{1,2}name)?",
    re.IGNORECASE,
)
_NO_BYLINE_CLASS = re.compile(
    r"bio|about|flyout|comment|related|social|avatar|image|photo|desc|follow|box|card|nick|user|quote|sidebar",
    re.IGNORECASE,
)
_MARKED = re.compile(r"aut(?:h?o|eu)r|by-?line|[-_]by|contributor|creator|writer|journalist", re.IGNORECASE)
"""What a byline has somewhere in its attributes."""
_CAMEL_CASE = re.compile(r"(?<=[a-z])(?=[A-Z])")
_BYLINE_TAGS = ("p", "div", "span", "a", "address", "h3", "h4", "li", "dd", "strong", "b", "small", "author", "meta")
_WRITERS_PAGE = re.compile(
    r"/(?:authors?|by|bylines?|people|contributors?|staff|writers?|journalists?|reporters?|profiles?|aut[eo]u?rs?|autoren)"
    r"/(?:[^?#]*/)?([^/?#]+?)(?:\.\w+)?/?(?:[?#].*)?\Z",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\s+[-–—|•·]\s+")
_TAG = re.compile(r"<[^<>]*>")
_NOT_IN_ADDRESS = re.compile(r"[\s<>\"{}|\\^`\x00-\x1f]")
_OUTSIDE = frozenset({"aside", "nav", "figure"})
_LONGEST_BYLINE = 150
_MOST_CHILDREN = 8
_WITHIN_LINE = frozenset({"a", "b", "br", "em", "i", "small", "span", "strong", "time"})


def byline_of(tree: HtmlElement, publisher: str | None = None) -> str | None:
    """The names of the article's writers, separated by "; "; None if the page gives none.

    Single words count only where no source has a full name or an agency.

    Args:
        publisher: the page's publisher, which does not count as a writer.
    """
    publishers = {_folded(publisher), *(_folded(name) for name in _publishers(tree))} - {""}
    found: list[list[str]] = []
    chosen: list[str] = []
    for sources in (_author_texts, _unmarked_texts):
        found += [names for texts in sources(tree) if (names := _names(texts, publishers))]
        chosen = next((names for names in found if any(" " in name or is_agency(name) for name in names)), [])
        if chosen:
            break
    # JSON-LD often has the first writer only
    more = (names for names in found if chosen and set(chosen) < set(names) and all(map(_has_given_name, names)))
    return "; ".join(next(more, chosen) or next(iter(found), [])) or None


def _names(texts: list[str], publishers: set[str]) -> list[str]:
    names = {_folded(name): name for text in texts for name in byline_names(_TAG.sub("", text), declared=True)}
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
    contents = _meta_contents(tree)
    for name in _AUTHOR_META:
        yield [text for text in contents.get(name, ()) if not _is_address(text)]
    general = contents.get("author", [])
    if any(map(_has_given_name, general)):
        yield general
    marked = [one for one in tree.iter(*_BYLINE_TAGS) if one.tag == "author" or _MARKED.search(" ".join(one.values()))]
    visible = [one for one in marked if not _NO_BYLINE_CLASS.search(_marks(one))]
    yield _texts(one for one in visible if {"author", "creator"} & set((one.get("itemprop") or "").split()))
    yield _texts(one for one in visible if "author" in (one.get("rel") or "").split())
    bylines = [one for one in visible if one.tag == "author" or _BYLINE_CLASS.search(_marks(one))]
    outer = {above for element in bylines for above in element.iterancestors()}
    beside: dict[HtmlElement | None, list[HtmlElement]] = {}
    for element in bylines:
        beside.setdefault(element.getparent(), []).append(element)
    for group in beside.values():
        if not outer.issuperset(group):
            yield _texts(group)


def _unmarked_texts(tree: HtmlElement) -> Iterator[list[str]]:
    """What may be the authors on a page that marks nothing as such."""
    below = _below_headline(tree)
    yield _texts(element for element in below if element.tag == "a" and _is_writers_page(element))
    yield next((line for line in map(_signature, below) if line), [])
    yield list(_meta(tree, ("author",)))  # no known given name: it may name who runs the site


def _below_headline(tree: HtmlElement) -> list[HtmlElement]:
    """The elements below the page's first headline that may be a byline."""
    elements = list(tree.iter("h1", *_BYLINE_TAGS))
    first = next((index for index, element in enumerate(elements) if element.tag == "h1"), -1)
    return elements[first + 1 :]


def _is_writers_page(link: HtmlElement) -> bool:
    """Whether a link is of a writer's page, with the name in its address: "/people/ann-lee"."""
    found = _WRITERS_PAGE.search(link.get("href") or "")
    return found is not None and _folded(found[1]) == _folded(link.text_content()) != ""


def _signature(element: HtmlElement) -> list[str]:
    """The names after "by" in a short element: "By Ann Lee, Friday", "14/3 - Posted by Ann Lee - News"."""
    if len(element) > _MOST_CHILDREN or not _WITHIN_LINE.issuperset(one.tag for one in element.iterdescendants()):
        return []
    text = " ".join(element.text_content().split())
    if len(text) > _LONGEST_BYLINE or _is_outside(element):
        return []
    parts = [part for part in _PARTS.split(text) if opens_byline(part)]
    return [part for part in parts if any(" " in name and not _is_phrase(name) for name in byline_names(part))]


def _is_phrase(name: str) -> bool:
    """Whether the words are no name: "By Using This Page"."""
    return not lexicon("function-words").isdisjoint(name.casefold().split()[:3])


def _has_given_name(name: str) -> bool:
    """Whether the first word is a known given name."""
    return name.partition(" ")[0] in lexicon("given-names")


def _declared_names(author: Any, named: dict[Any, Any]) -> Iterator[str]:
    for one in author if isinstance(author, list) else [author]:
        name = one.get("name") or named.get(one.get("@id")) if isinstance(one, dict) else one
        for text in name if isinstance(name, list) else [name]:
            if isinstance(text, str) and not _is_address(text):
                yield text


def _marks(element: HtmlElement) -> str:
    """The classes and other marks of an element, their words separated."""
    return _CAMEL_CASE.sub("-", " ".join(filter(None, (element.get(name) for name in _BYLINE_MARKS))))


def _is_address(text: str) -> bool:
    return text.lower().startswith(("http:", "https:"))


def _texts(elements: Iterable[HtmlElement]) -> list[str]:
    """The words of the elements, those of the first one's container only: others sign other stories."""
    found: list[tuple[HtmlElement | None, str]] = []
    for element in elements:
        text = " ".join(" ".join(element.itertext()).split()) or (element.get("content") or "").strip()
        if text and len(text) <= _LONGEST_BYLINE and not _is_outside(element):
            found.append((element.getparent(), text))
    return [text for parent, text in found if parent is found[0][0]]


def _is_outside(element: HtmlElement) -> bool:
    """Whether the element is not about the article. Its own footer may be."""
    above = {one.tag for one in element.iterancestors()}
    return not above.isdisjoint(_OUTSIDE) or ("footer" in above and "article" not in above)


def _meta(tree: HtmlElement, names: tuple[str, ...]) -> Iterator[str]:
    """The contents of the meta tags with these names, in the order of the names."""
    contents = _meta_contents(tree)
    for name in names:
        yield from contents.get(name, ())


def _meta_contents(tree: HtmlElement) -> dict[str, list[str]]:
    """The contents of the page's meta tags by their names in lower case."""
    contents: dict[str, list[str]] = {}
    for tag in tree.iter("meta"):
        name = (tag.get("name") or tag.get("property") or tag.get("itemprop") or "").lower()
        if tag.get("content"):
            contents.setdefault(name, []).append(unescape(tag.get("content", "")))
    return contents


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
