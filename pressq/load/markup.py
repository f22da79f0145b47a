"""From HTML elements to paragraphs of text, with the quotation marks that elements stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pressq.article import BlockKind
from pressq.errors import InputError
from pressq.load.document import TextPart

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = [
    "HEADINGS",
    "LARGEST_PAGE",
    "drop_pull_quotes",
    "looks_like_markup",
    "paragraphs_of",
    "tree_of",
    "write_marks",
]

LARGEST_PAGE = 20_000_000
"""Characters of markup that are read as one page."""

# As HTML has them, and as trafilatura's own trees do (head, item, lb, hi, ...).
_UNSEEN = ("head", "script", "style", "noscript", "template", "svg", "iframe", "object", "select", "button", "textarea")
_INLINE = re.compile(
    "a|abbr|b|bdi|bdo|big|cite|code|data|del|dfn|em|font|hi|i|ins|kbd|label|mark|nobr|q|ref|rp|rt|ruby|s|samp|small|"
    "span|strike|strong|sub|sup|time|tt|u|var|wbr"
)
_BREAKS = frozenset({"br", "lb"})
_CELLS = frozenset({"td", "th", "cell"})
_ROWS = frozenset({"tr", "row"})
_ITEMS = frozenset({"li", "item", "dt", "dd"}) | _ROWS
HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
"""The tags of headings within a page."""
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
_TAG = re.compile(r"</?(?:p|br|div|span|a|em|strong|b|i|h[1-6]|ul|ol|li|blockquote|q|table|td)\b[^<>]*>", re.IGNORECASE)

_ATTRIBUTE = r"""[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?>"[^"]*"|'[^']*'|[^\s>]*+))?+"""
_OVERLOADED = re.compile(rf"(<[A-Za-z][^\s/>]*+)(?>{_ATTRIBUTE}){{256,}}+")
"""A tag with very many attributes, an attack: libxml2 compares each with all before it."""
_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters that XML does not allow, though a character reference in a page may stand for them."""

_OPENING = tuple("“”\"„«»‘'‚‹「『")
_DASHED = re.compile(r"\s*(?:[—–―]|--|- )")
_WORD = re.compile(r"\w+")
_PULLED = re.compile(r"pull[-_]?quote", re.IGNORECASE)
_LONGEST_QUOTATION = 3000


def looks_like_markup(text: str) -> bool:
    """Whether a text that could be plain or HTML has the tags of HTML in it."""
    return "<" in text and _TAG.search(text) is not None


def tree_of(markup: str) -> HtmlElement:
    """Parse a page or a fragment of HTML, without comments. Nothing is fetched, no entity is defined.

    A line break is put after a question in bold that opens a paragraph, because its answer follows.

    Raises:
        InputError: it is longer than 20 million characters, or no element is in it.
    """
    from lxml import etree, html

    if len(markup) > LARGEST_PAGE:
        raise InputError(f"a page of more than {LARGEST_PAGE // 1_000_000} MB")
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    markup = _OVERLOADED.sub(r"\1", markup)
    try:
        tree = html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise InputError("no readable HTML") from error
    if "&#" in markup or _NO_XML.search(markup):
        for element in tree.iter():
            element.text = element.text and _NO_XML.sub(" ", element.text)
            element.tail = element.tail and _NO_XML.sub(" ", element.tail)
    _part_questions(tree)
    return tree


def _part_questions(tree: HtmlElement) -> None:
    """Break the line after questions in bold that open a paragraph."""
    for bold in list(tree.iter("strong", "b")):
        parent, answer = bold.getparent(), bold.tail or ""
        opens = parent is not None and parent.tag == "p" and parent[0] is bold and not (parent.text or "").strip()
        if opens and answer.strip() and bold.text_content().rstrip().endswith("?"):
            bold.tail = None
            line_break = bold.makeelement("br")
            line_break.tail = answer
            bold.addnext(line_break)


def paragraphs_of(tree: HtmlElement) -> Iterator[TextPart]:
    """The paragraphs of `tree` that a browser would show, white space collapsed.

    Headings are subheads. An item of a list is a paragraph of the body, so is a row of a table: "North | 4,450".
    """
    from lxml import etree

    etree.strip_elements(tree, *_UNSEEN[tree.tag != "html" :], with_tail=False)
    words: list[str] = []
    kept = ""  # the words before a single line break, which may be a stray one
    kinds: list[BlockKind] = []  # of the headings, items and rows around
    _join_cells(tree)
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        tag, start = element.tag, event == "start"
        if not _INLINE.fullmatch(tag) and (start or tag not in _BREAKS):
            text = _collapsed(words)
            words.clear()
            if kept and not _goes_on(kept, text):
                yield from _part(kept, kinds)
                kept = ""
            kept = f"{kept} {text}".strip()
            if tag not in _BREAKS:
                yield from _part(kept, kinds)
                kept = ""
                if kind := _kind(element):
                    kinds.append(kind) if start else kinds.pop()
        if start:
            words.append(element.text or "")
        elif element is not tree:
            words.append(element.tail or "")
    yield from _part(f"{kept} {_collapsed(words)}".strip(), kinds)


def _join_cells(tree: HtmlElement) -> None:
    """Write bars between the cells of each row that has no paragraphs of its own."""
    for row in list(tree.iter(*_ROWS)):
        within = [one.tag for one in row.iterdescendants()]
        if all(tag in _CELLS or _INLINE.fullmatch(tag) for tag in within):
            cells = [one for one in row if one.tag in _CELLS and "".join(one.itertext()).strip()]
            for cell in row:
                cell.tag = "span" if cell.tag in _CELLS else cell.tag
            for cell in cells[1:]:
                cell.text = f" | {cell.text or ''}"


def _part(text: str, kinds: list[BlockKind]) -> Iterator[TextPart]:
    if text:
        yield TextPart(text, kinds[-1] if kinds else None)


def _kind(element: HtmlElement) -> BlockKind | None:
    """What a heading, an item or a row is; None of other elements. trafilatura has a heading's level in `rend`."""
    if element.tag in _ITEMS:
        return "body"
    if element.tag == "head" and element.get("rend") == "h1":
        return "title"
    return "subhead" if element.tag in HEADINGS or (element.tag == "head" and element.get("rend")) else None


def _goes_on(before: str, after: str) -> bool:
    """Whether a line break stands within a sentence."""
    return bool(after) and after[0].islower() and before[-1:] not in tuple(".!?:…")


def _collapsed(words: list[str]) -> str:
    return " ".join("".join(words).translate(_INVISIBLE).split())


def write_marks(tree: HtmlElement) -> None:
    """Write the quotation marks that `<q>` and `<blockquote>` stand for into the text of `tree`.

    A block quotation becomes paragraphs, each with an opening mark and the last with a closing mark, as newspapers
    print them; its credit stays outside. One with marks of its own, with headings, or half a page long, loses its
    element only.
    """
    quotations = list(tree.iter("q"))
    for quotation in quotations:
        nested = any(above.tag == "q" for above in quotation.iterancestors())
        words = quotation.text_content().strip()
        if words and not words.startswith(_OPENING):
            _enclose([quotation], "‘’" if nested else "“”")
    for quotation in quotations:
        quotation.tag = "span"
    for block in list(tree.iter("blockquote")):
        spoken = _spoken(block)
        words = " ".join(element.text_content() for element in spoken)
        if (
            0 < len(words) < _LONGEST_QUOTATION
            and not _has_marks(words.strip())
            and block.find(".//blockquote") is None
            and not any(element.tag in HEADINGS for element in block.iter())
        ):
            for element in spoken:
                _make_single(element)
            _enclose(spoken, "“”")
        for credit in list(block.iter("footer", "figcaption")):
            credit.tag = "div" if credit.find(".//p") is not None else "p"  # or it would be taken for the page's own
        block.tag = "div"
        block.attrib.clear()


def _has_marks(words: str) -> bool:
    """Whether the words of a block quotation begin with a mark, or end a quotation that began before."""
    closed = any(words.count(end) > words.count(start) for start, end in ("“”", "«»", "„“")) or words.count('"') % 2
    return words.startswith(_OPENING) or bool(closed and words.endswith(("”", "»", "“", '"')))


def _spoken(block: HtmlElement) -> list[HtmlElement]:
    """The paragraphs of a block quotation without its credit. Loose text in it is wrapped in paragraphs."""
    _wrap_loose_text(block)
    spoken = []
    for element in block.iter("p", "li"):
        outside = any(above.tag in {"footer", "cite", "figcaption"} for above in element.iterancestors())
        text = element.text_content()
        credited = element.get("class") == "credit" or _DASHED.match(text) or _is_cited(element)
        if text.strip() and not outside and not credited:
            spoken.append(element)
    return spoken


def _is_cited(element: HtmlElement) -> bool:
    cite = element.find("cite")
    return cite is not None and cite.text_content().strip() == element.text_content().strip()


def _wrap_loose_text(block: HtmlElement) -> None:
    """Put text and inline elements that stand directly in `block` into paragraphs."""
    from lxml.html import Element

    paragraph: HtmlElement | None = None
    children = list(block)
    loose, block.text = block.text, None
    if loose and loose.strip():
        paragraph = Element("p")
        paragraph.text = loose
        block.insert(0, paragraph)
    for child in children:
        tail, child.tail = child.tail, None
        if _INLINE.fullmatch(child.tag) and child.tag != "cite":
            if paragraph is None:
                paragraph = Element("p")
                child.addprevious(paragraph)
            paragraph.append(child)
            child.tail = tail
            continue
        if child.tag == "cite":
            child.tag = "footer"
        paragraph = None
        if tail and tail.strip():
            paragraph = Element("p")
            paragraph.text = tail
            child.addnext(paragraph)


def _make_single(element: HtmlElement) -> None:
    """Turn double marks inside a quotation into single ones."""
    singles = str.maketrans("“”„«»", "‘’‚‹›")
    for inner in element.iter():
        inner.text = inner.text and _singled(inner.text.translate(singles))
        if inner is not element:
            inner.tail = inner.tail and _singled(inner.tail.translate(singles))


def _singled(text: str) -> str:
    return re.sub(r'"', "’", re.sub(r'(?:(?<=\s)|(?<=^)|(?<=[(\[—]))"(?=\w)', "‘", text))


def _enclose(elements: list[HtmlElement], marks: str) -> None:
    for element in elements:
        element.text = marks[0] + (element.text or "").lstrip()
    last = elements[-1]
    if len(last):
        last[-1].tail = (last[-1].tail or "").rstrip() + marks[1]
    else:
        last.text = (last.text or "").rstrip() + marks[1]


def drop_pull_quotes(tree: HtmlElement) -> None:
    """Remove pull quotes: passages set apart that repeat the running text."""
    apart = [
        element
        for element in tree.iter("blockquote", "aside", "div", "p", "figure", "section")
        if element.tag in {"blockquote", "aside"} or _PULLED.search(element.get("class") or "")
    ]
    if not apart:
        return
    inside = {below for element in apart for below in element.iter()}
    running = " ".join(
        p.text_content() for p in tree.iter("p", "div") if p not in inside and (p.tag == "p" or not len(p))
    )
    stated = _trigrams(running)
    for element in apart:
        own = _trigrams(element.text_content())
        least = 0.4 if _PULLED.search(element.get("class") or "") else 0.8  # the name of who is quoted comes with it
        if own and len(own & stated) >= least * len(own) and element.getparent() is not None:
            element.drop_tree()


def _trigrams(text: str) -> set[tuple[str, str, str]]:
    words = _WORD.findall(text.lower())
    return set(zip(words, words[1:], words[2:], strict=False))
