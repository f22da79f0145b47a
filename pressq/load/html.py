"""Web pages: the article's body and head, out of everything else that is on the page."""

from __future__ import annotations

import codecs
import logging
import re
from typing import TYPE_CHECKING

from pressq.errors import EmptyInputError
from pressq.load.decode import decode
from pressq.load.document import Document, Part
from pressq.load.markup import drop_pull_quotes, paragraphs_of, tree_of, write_marks

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["decode_page", "read_page"]

_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)|\A\s*<\?xml[^>]*encoding=["']([\w.:-]+)""", re.I
)
_HEAD = 4096
_LANGUAGE = re.compile(r"[a-z]{2}(?=\Z|[-_])")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_STOP = re.compile(r"[.!?…:;。！？](?:\W*\Z|\s)")
_SHORT = 1500
"""Characters under which a page that looks like nothing but text is taken as it is."""


def decode_page(raw: bytes, encoding: str | None = None) -> tuple[str, str]:
    """The markup of a page and its encoding: `encoding`, else a byte-order mark, the page's word, or a guess."""
    if encoding is None and not raw.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        declared = _DECLARED.search(raw[:_HEAD])
        name = (declared[1] or declared[2]).decode("ascii", "replace").lower() if declared else ""
        name = {"iso-8859-1": "windows-1252", "latin1": "windows-1252", "us-ascii": "windows-1252"}.get(name, name)
        try:
            if name and not name.startswith("utf-16"):  # a page that says so in ASCII is not written so
                return raw.decode(name), name
        except (LookupError, UnicodeError):
            pass
    return decode(raw, encoding)


def read_page(raw: bytes, *, encoding: str | None = None, url: str | None = None) -> Document:
    """The article on a web page.

    Args:
        raw: the page.
        encoding: how it is encoded, as its sender says; None to find out.
        url: where it comes from.

    Raises:
        EmptyInputError: no article is on it.
        InputError: it is not text, or too large.
    """
    markup, used = decode_page(raw, encoding)
    return read_markup(markup, url=url, encoding=used)


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
    title = _clean(head.get("title"))
    parts = [part for part in parts if not title or _bare(part.text) != _bare(title)]
    if not parts:
        raise EmptyInputError("no article on this page")
    return Document(
        parts=((Part(title, "title"),) if title else ()) + tuple(parts),
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
            else:
                caption.tag = "footer"
                quotation.append(caption)
                figure.tag = "div"  # or it would be taken for a picture
    drop_pull_quotes(tree)
    write_marks(tree)


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


def _small_page(tree: HtmlElement) -> list[Part]:
    """All paragraphs of a page so small and bare that there is nothing around an article on it."""
    if tree.find(".//nav") is not None or tree.find(".//form") is not None:
        return []
    parts = list(paragraphs_of(tree))
    return parts if sum(len(part.text) for part in parts) < _SHORT and _has_sentence(parts) else []


def _has_sentence(parts: list[Part]) -> bool:
    return any(_STOP.search(part.text) for part in parts)


def _clean(text: str | None) -> str | None:
    return " ".join(text.split()) or None if text else None


def _bare(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())
