"""The body of the article on a web page.

trafilatura (Barbaresi 2021) finds the element that holds the article. Where much of the page's running text is left
out, a second pass looks for the rest: in blocks of the same class (a body that advertisements divide), then in the text
that the page gives to search engines (schema.org's `articleBody`).
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from html import unescape
from typing import TYPE_CHECKING

from pressq.load.document import TextPart
from pressq.load.json_ld import json_ld_objects
from pressq.load.markup import HEADINGS, drop_pull_quotes, looks_like_markup, paragraphs_of, tree_of, write_marks

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["PageBody", "extract_body", "letters_of"]

_NO_LETTER = re.compile(r"[\W_]+")
_SENTENCE_END = re.compile(r"[.!?…:;。！？](?:\W*\Z|\s)")
_COMMENTS = re.compile(
    r"(?:(?:users?|visitors?|readers?|article|post|story|fb|facebook|all|the)[-_]?)?"
    r"(?:comments?|comentarios?|commentaires?|kommentare?|commenti|reacties|disqus)(?:[-_][\w-]*)?",
    re.IGNORECASE,
)
_FURNITURE = frozenset({"header", "footer", "nav", "aside", "form", "figure"})
"""Elements with paragraphs that are no running text of the article."""
_INLINE_IN_TEXT = ("time", "label", "output")
"""Elements that trafilatura leaves out, words and all, though they may stand in a sentence."""
_PICTURE_LINKS = ("pic.twitter.com/", "pic.x.com/", "https://t.co/")
"""How embedded posts name a picture or another page, which are no words of their author."""

_LONG = 90
"""Characters from which on a paragraph is running text, and no heading, caption or button."""
_SHORT = 1500
"""Characters under which a page with nothing but text is read whole."""
_MATCH = 60
"""Characters by which a paragraph is recognised."""
_SUSPICIOUS = 0.3
"""Second pass: more running text is left out than this share of what is kept."""
_INCOMPLETE = 1.0
"""The article is incomplete: more running text is left out than this share of what is kept."""


@dataclass(frozen=True, slots=True)
class PageBody:
    """The paragraphs of an article, what trafilatura reads of its metadata, and whether much is left out."""

    parts: tuple[TextPart, ...]
    metadata: dict[str, str | None] = field(default_factory=dict)
    incomplete: bool = False


def extract_body(tree: HtmlElement, url: str | None = None) -> PageBody:
    """Find the article's body in the `tree` of a page, which this changes.

    Args:
        url: the address of the page.
    """
    _prepare(tree)
    metadata, parts = _extract(tree, url)
    if not _has_sentence(parts):
        return PageBody(_declared_body(tree, ()) or _small_page(deepcopy(tree)), metadata)
    parts = _with_headings(tree, parts)
    left_out = _left_out(tree, parts)
    if _length(left_out) > _SUSPICIOUS * _kept(parts):
        joined = _extract(tree, url)[1] if _join_blocks(tree, parts) else ()
        if _kept(joined) > _kept(parts):
            parts, left_out = joined, _left_out(tree, joined)
    declared = _declared_body(tree, parts)
    if _kept(declared) > (1 + _SUSPICIOUS) * _kept(parts) or len(parts) == 1 < len(declared):
        return PageBody(declared, metadata)
    return PageBody(parts, metadata, incomplete=_length(left_out) > _INCOMPLETE * _kept(parts))


def _prepare(tree: HtmlElement) -> None:
    """Remove or rename what trafilatura would lose, or take for a part of the body."""
    _caption_quotations(tree)
    for heading in tree.iter(*HEADINGS):
        text = heading.text_content().strip()
        if len(text) > _LONG and _SENTENCE_END.search(text[-3:]):
            heading.tag = "p"
    for link in list(tree.iterfind(".//blockquote//a")):
        if (link.text or "").startswith(_PICTURE_LINKS):
            link.drop_tree()
    for element in list(tree.iter(*_INLINE_IN_TEXT)):
        if any(len(above.text_content()) > _LONG for above in element.iterancestors("p", "li")):
            element.tag = "span"
    _drop_comments(tree)
    drop_pull_quotes(tree)
    write_marks(tree)


def _caption_quotations(tree: HtmlElement) -> None:
    """Remove captions of pictures; the caption of a quotation in a figure becomes its credit."""
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


def _drop_comments(tree: HtmlElement) -> None:
    """Remove readers' comments, unless the page holds nothing else: a writer's comment."""
    marked = {
        element
        for element in tree.iter("div", "section", "ul", "ol", "aside")
        if any(_COMMENTS.fullmatch(name) for name in [*(element.get("class") or "").split(), element.get("id") or ""])
    }
    story = [p for p in tree.iter("p") if len(p.text_content()) > _LONG and marked.isdisjoint(p.iterancestors())]
    for element in marked:
        if story and marked.isdisjoint(element.iterancestors()) and element.find(".//h1") is None:
            element.drop_tree()


def _extract(tree: HtmlElement, url: str | None) -> tuple[dict[str, str | None], tuple[TextPart, ...]]:
    """The page's metadata and the paragraphs of its article as trafilatura finds them."""
    for name in ("trafilatura", "htmldate", "courlan"):
        logging.getLogger(name).addHandler(logging.NullHandler())  # our errors say what they would log
    from trafilatura import bare_extraction

    found = bare_extraction(
        tree,
        url=url,
        with_metadata=True,
        include_comments=False,
        include_formatting=False,
        date_extraction_params={"extensive_search": True, "original_date": True, "outputformat": "%Y-%m-%d"},
    )
    if found is None or isinstance(found, dict):
        return {}, ()
    metadata = {name: getattr(found, name) for name in ("title", "author", "date", "sitename")}
    return metadata, tuple(paragraphs_of(found.body))


def _left_out(tree: HtmlElement, parts: tuple[TextPart, ...]) -> list[HtmlElement]:
    """The paragraphs of running text that are not among `parts`, without those of other stories on the page."""
    running_text = _running_text(tree, parts)
    article = next((paragraph for paragraph, is_kept in running_text if is_kept), None)
    if article is None:
        return []
    return [one for one, is_kept in running_text if not (is_kept or _is_other_story(one, article))]


def _running_text(tree: HtmlElement, parts: tuple[TextPart, ...]) -> list[tuple[HtmlElement, bool]]:
    """The paragraphs of running text on the page, each with whether it is among `parts`."""
    kept = letters_of(_joined(parts))
    return [
        (paragraph, (words := letters_of(paragraph.text_content()))[:_MATCH] in kept or words[-_MATCH:] in kept)
        for paragraph in filter(_is_running_text, tree.iter("p"))
    ]


def _is_running_text(paragraph: HtmlElement) -> bool:
    length = len(" ".join(paragraph.text_content().split()))
    linked = sum(len(link.text_content()) for link in paragraph.iter("a"))
    return length > _LONG and 2 * linked < length and not any(e.tag in _FURNITURE for e in paragraph.iterancestors())


def _join_blocks(tree: HtmlElement, parts: tuple[TextPart, ...]) -> bool:
    """Join the blocks of the class in which the article's paragraphs stand; False if there is one such block only."""
    running_text = [(one, one.getparent(), is_kept) for one, is_kept in _running_text(tree, parts)]
    article: dict[tuple[str, str | None], HtmlElement] = {}
    for paragraph, block, is_kept in running_text:
        if is_kept and block.get("class"):
            article.setdefault((block.tag, block.get("class")), paragraph)
    blocks: dict[tuple[str, str | None], dict[HtmlElement, None]] = {}
    for paragraph, block, _ in running_text:
        kind = block.tag, block.get("class")
        if kind in article and not _is_other_story(paragraph, article[kind]):
            blocks.setdefault(kind, {})[block] = None
    for first, *others in blocks.values():
        for block in others:
            _append(first, block)
    return any(len(alike) > 1 for alike in blocks.values())


def _append(first: HtmlElement, block: HtmlElement) -> None:
    """Move what is in `block` to the end of `first`."""
    if block.text and block.text.strip() and len(first):
        first[-1].tail = f"{first[-1].tail or ''} {block.text}"
    first.extend(list(block))


def _is_other_story(paragraph: HtmlElement, article: HtmlElement) -> bool:
    """Whether `paragraph` has a headline that `article`, one of the article's paragraphs, is not under."""
    above = set(article.iterancestors())
    return any(
        element.tag == "article" or element.find(".//h1") is not None
        for element in paragraph.iterancestors()
        if element not in above
    )


def _declared_body(page: HtmlElement, parts: tuple[TextPart, ...]) -> tuple[TextPart, ...]:
    """The `articleBody` that the page declares in JSON-LD, if it is that of the article with these `parts`."""
    paragraphs = [letters_of(part.text) for part in parts if len(part.text) > _LONG]
    for declared in json_ld_objects(page):
        text = declared.get("articleBody")
        if isinstance(text, str):
            found = tuple(_declared_parts(text))
            words = letters_of(_joined(found))
            if 2 * sum(paragraph[:_MATCH] in words for paragraph in paragraphs) >= len(paragraphs):
                return found
    return ()


def _declared_parts(text: str) -> Iterator[TextPart]:
    text = unescape(text)
    if looks_like_markup(text):
        tree = tree_of(text)
        write_marks(tree)
        yield from paragraphs_of(tree)
    else:
        yield from (TextPart(" ".join(line.split())) for line in text.splitlines() if line.strip())


def _small_page(tree: HtmlElement) -> tuple[TextPart, ...]:
    """All paragraphs of a page so small and bare that it holds nothing but the article."""
    if tree.find(".//nav") is not None or tree.find(".//form") is not None:
        return ()
    parts = tuple(paragraphs_of(tree))
    return parts if _kept(parts) < _SHORT and _has_sentence(parts) else ()


def _with_headings(tree: HtmlElement, parts: tuple[TextPart, ...]) -> tuple[TextPart, ...]:
    """The `parts` of a small page with its headings, which trafilatura leaves out, or joins with the text, there."""
    if _kept(parts) >= _SHORT or any(part.kind for part in parts) or next(tree.iter(*HEADINGS), None) is None:
        return parts
    titles = {" ".join(title.text_content().split()) for title in tree.iter("h1")}
    page = _small_page(deepcopy(tree))
    whole = tuple(part for part in page if part.text not in titles)
    is_whole = list(parts) in ([part for part in whole if part.kind != "subhead"], [TextPart(_joined(page))])
    return whole if is_whole else parts


def _has_sentence(parts: tuple[TextPart, ...]) -> bool:
    return any(_SENTENCE_END.search(part.text) for part in parts)


def _joined(parts: tuple[TextPart, ...]) -> str:
    return " ".join(part.text for part in parts)


def _kept(parts: tuple[TextPart, ...]) -> int:
    return sum(len(part.text) for part in parts)


def _length(paragraphs: list[HtmlElement]) -> int:
    return sum(len(" ".join(paragraph.text_content().split())) for paragraph in paragraphs)


def letters_of(text: str) -> str:
    """The letters and digits of the text in lower case, to recognise a passage by."""
    return _NO_LETTER.sub("", text.casefold())
