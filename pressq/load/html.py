"""Web pages: the article's body and head, out of everything else that is on the page."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING

from pressq.errors import EmptyInputError
from pressq.load.decode import decode, decode_as_declared
from pressq.load.document import Document, TextPart
from pressq.load.markup import drop_pull_quotes, paragraphs_of, tree_of, write_marks

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from pressq.load.contents import Bytes

__all__ = ["decode_page", "read_markup", "read_page"]

_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)|\A\s*<\?xml[^>]*encoding=["']([\w.:-]+)""", re.I
)
_HEAD = 4096
_LANGUAGE = re.compile(r"[a-z]{2}(?=\Z|[-_])")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_STOP = re.compile(r"[.!?…:;。！？](?:\W*\Z|\s)")
_COMMENTS = re.compile(
    r"(?:(?:users?|visitors?|readers?|article|post|story|fb|facebook|all|the)[-_]?)?"
    r"(?:comments?|comentarios?|commentaires?|kommentare?|commenti|reacties|disqus)(?:[-_][\w-]*)?",
    re.IGNORECASE,
)
_LONG = 90
"""Characters of a paragraph of a story, which a heading has not."""
_SHORT_TITLE = 12
_SITE_BEFORE = re.compile(r"(?:[^.!?]{1,40}\s?[|:•»·–—-]\s)?")
_SITE_AFTER = re.compile(r"(?:\s[|:•»·–—-]\s?.{1,80})?")
_SHORT = 1500
"""Characters under which a page that looks like nothing but text is taken as it is."""


def decode_page(raw: bytes, encoding: str | None = None, charset: str | None = None) -> tuple[str, str]:
    """The markup of a page and its encoding: `encoding`, or what its sender's `charset` or its head tells, or a guess.

    Raises:
        BinaryInputError, EncodingError, UsageError: as for `pressq.load.decode`.
    """
    if encoding is not None:
        return decode(raw, encoding)
    declared = _DECLARED.search(raw[:_HEAD])
    name = (declared[1] or declared[2]).decode("ascii", "replace") if declared else ""
    if name.lower().startswith("utf-16"):  # said in ASCII, it is not
        name = ""
    return decode_as_declared(raw, charset, name)


def read_page(content: Bytes) -> Document:
    """The article on a web page.

    Raises:
        EmptyInputError: no article is on it.
        InputError: it is not text, not written in the encoding that was asked for, or too large.
    """
    markup, used = decode_page(content.raw, content.encoding, content.charset)
    return read_markup(markup, url=content.url, encoding=used)


def read_markup(markup: str, *, url: str | None = None, encoding: str | None = None) -> Document:
    """The article on a page that is decoded already."""
    if not markup or markup.isspace():
        raise EmptyInputError("there is no text in it")
    tree = tree_of(markup)
    language = _LANGUAGE.match((tree.get("lang") or "").lower())
    _prepare(tree)
    from copy import deepcopy

    whole = deepcopy(tree)
    head, body = _extract(tree, url)
    parts = list(paragraphs_of(body)) if body is not None else []
    if not _has_sentence(parts):
        parts = _small_page(whole)
    title = _without_site(_clean(head.get("title")), _clean(head.get("sitename")), whole)
    parts = [part for part in parts if not title or _bare(part.text) != _bare(title)]
    if not parts:
        raise EmptyInputError("no article on this page")
    return Document(
        parts=((TextPart(title, "title"),) if title else ()) + tuple(parts),
        title=title,
        byline=_clean(head.get("author")),
        published=head["date"] if _DATE.fullmatch(head.get("date") or "") else None,
        publisher=_clean(head.get("sitename")),
        language=language[0] if language else None,
        encoding=encoding,
    )


def _prepare(tree: HtmlElement) -> None:
    """What the extraction would lose or take for a part of the body."""
    for figure in list(tree.iter("figure")):
        quotation = figure.find(".//blockquote")
        for caption in list(figure.iter("figcaption")):
            if quotation is None:
                caption.drop_tree()
            elif caption in quotation.iterancestors():
                caption.tag = "div"
                figure.tag = "div"
            else:
                caption.tag = "footer"
                quotation.append(caption)
                figure.tag = "div"  # or it would be taken for a picture
    for heading in tree.iter("h2", "h3", "h4", "h5", "h6"):
        text = heading.text_content().strip()
        if len(text) > _LONG and _STOP.search(text[-3:]):
            heading.tag = "p"
    _drop_comments(tree)
    drop_pull_quotes(tree)
    write_marks(tree)


def _drop_comments(tree: HtmlElement) -> None:
    """Remove what readers wrote, where a story is left beside it: a page may hold nothing but a writer's comment."""
    marked = {
        element
        for element in tree.iter("div", "section", "ul", "ol", "aside")
        if any(_COMMENTS.fullmatch(name) for name in [*(element.get("class") or "").split(), element.get("id") or ""])
    }
    story = [p for p in tree.iter("p") if len(p.text_content()) > _LONG and marked.isdisjoint(p.iterancestors())]
    for element in marked:
        if story and marked.isdisjoint(element.iterancestors()) and element.find(".//h1") is None:
            element.drop_tree()


def _without_site(title: str | None, site: str | None, tree: HtmlElement) -> str | None:
    """The title without the name of the site beside it, where the page has it as a heading without, or tells that name.

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


def _extract(tree: HtmlElement, url: str | None) -> tuple[dict[str, str | None], HtmlElement | None]:
    """The page's metadata and the body of its article as trafilatura finds them (Barbaresi 2021)."""
    for name in ("trafilatura", "htmldate", "courlan"):
        logging.getLogger(name).addHandler(logging.NullHandler())  # what they have to say is said by our errors
    from trafilatura import bare_extraction

    found = bare_extraction(
        tree,
        url=url,
        with_metadata=True,
        include_comments=False,
        include_formatting=False,
        date_extraction_params={"extensive_search": False, "original_date": True, "outputformat": "%Y-%m-%d"},
    )
    if found is None or isinstance(found, dict):
        return {}, None
    return {name: getattr(found, name) for name in ("title", "author", "date", "sitename")}, found.body


def _small_page(tree: HtmlElement) -> list[TextPart]:
    """All paragraphs of a page so small and bare that there is nothing around an article on it."""
    if tree.find(".//nav") is not None or tree.find(".//form") is not None:
        return []
    parts = list(paragraphs_of(tree))
    return parts if sum(len(part.text) for part in parts) < _SHORT and _has_sentence(parts) else []


def _has_sentence(parts: list[TextPart]) -> bool:
    return any(_STOP.search(part.text) for part in parts)


def _clean(text: str | None) -> str | None:
    return " ".join(text.split()) or None if text else None


def _bare(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())
