"""Furniture in the body of a web page: link boxes, sections of other stories, headings that repeat the title.

Furniture becomes boilerplate, so that no text is lost: it stays in the article's text and is hidden from analysis.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from pressq.load.document import TextPart
from pressq.text.boilerplate import has_quotation, is_link_box, is_page_section
from pressq.text.lexicon import lexicon

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["link_boxes", "mark_furniture"]

_BLOCKS = frozenset({"p", "li", "h2", "h3", "h4", "h5", "h6", "div", "td", "section", "aside", "dd"})
_CELLS = frozenset({"td", "dd"})
"""Blocks that may be links and still hold facts."""
_HEADLINE = 25
"""Characters of a link that alone in a paragraph is the headline of another story."""
_LINKED = 0.8
"""A block is a link box if at least this share of its text is links."""
_LONGEST_BOX = 250
_TEASER = 0.3
"""The same of each item of a list of teasers at the end of the article."""
_FEWEST_TEASERS = 3
_SENTENCE = 60
"""A full sentence of this length stays, even if all of it is a link."""
_FEWEST_WORDS = 5
"""Words of a half of a sentence."""
_RUNNING_TEXT = 90
"""Characters of a paragraph of the article, which ends a section of links."""
_AT_END = 0.5
"""A section without links ends the article if more than this share of the text stands above it."""
_SAME_TITLE = 0.5
_LABEL = re.compile(r"\s*\[[A-Z ]+\]\Z")  # "Harbour shut for a week [VIDEO]"
_SENTENCE_END = re.compile(r"[.!?…:;,。！？][\"'”’»)\]]*\Z")
_WORD = re.compile(r"\w+")


def link_boxes(tree: HtmlElement) -> frozenset[str]:
    """The texts of a page's blocks that are nothing but links, their white space collapsed.

    A sentence that such a block divides is joined in the `tree`, and the block put behind it.
    """
    linked: dict[HtmlElement, int] = {}
    texts = set()
    for link in tree.iter("a"):
        text = _text(link)
        block = next((above for above in link.iterancestors() if above.tag in _BLOCKS), None)
        if block is not None and block.tag not in _CELLS:
            linked[block] = linked.get(block, 0) + len(text)
            if len(text) > _HEADLINE:
                texts.add(text)
    for block, length in linked.items():
        text = _text(block)
        if _LINKED * len(text) <= length and len(text) <= _LONGEST_BOX:
            texts.add(text)
            _join_around(block, text)
    texts.update(
        _text(item) for teasers in tree.iter("ul", "ol") if _is_teasers(teasers) for item in teasers.iter("li")
    )
    return frozenset(text for text in texts if not (len(text) > _SENTENCE and _SENTENCE_END.search(text)))


def _is_teasers(items: HtmlElement) -> bool:
    """Whether a list ends its block, and each item has a link to another story in it."""
    texts = [(_text(item), sum(len(_text(link)) for link in item.iter("a"))) for item in items.iter("li")]
    linked = sum(_TEASER * len(text) <= link and len(text) <= _LONGEST_BOX for text, link in texts)
    if len(texts) < _FEWEST_TEASERS or linked < len(texts):
        return False
    return not any(len(_text(after)) > _RUNNING_TEXT for after in items.itersiblings("p"))


def _text(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def _join_around(box: HtmlElement, text: str) -> None:
    """Join the paragraphs before and after a link box if they are one sentence: "the mayor, Ann", "Lee said ..."."""
    while (parent := box.getparent()) is not None and _text(parent) == text:
        box = parent
    before, after = box.getprevious(), box.getnext()
    if before is None or after is None or before.tag != "p" or after.tag != "p":
        return
    if _is_divided(_text(before), _text(after)):
        words = f" {after.text or ''}"
        if len(before):
            before[-1].tail = f"{before[-1].tail or ''}{words}"
        else:
            before.text = f"{before.text or ''}{words}"
        before.extend(list(after))
        after.drop_tree()


def _is_divided(before: str, after: str) -> bool:
    """Whether two paragraphs are one sentence: the first breaks off in a name or a function word."""
    words = before.split()
    if len(words) < _FEWEST_WORDS or _SENTENCE_END.search(before) or not _SENTENCE_END.search(after):
        return False
    small = lexicon("function-words")
    first = after.split()[0].casefold()
    return after[0].islower() or words[-1] in small or (words[-1][0].isupper() and first not in small)


def mark_furniture(
    parts: Sequence[TextPart], title: str | None = None, boxes: Collection[str] = ()
) -> tuple[TextPart, ...]:
    """Mark link boxes and sections of other stories as boilerplate; remove headings that repeat the `title`.

    Args:
        boxes: the texts of link boxes on the page.
    """
    kept = [part for part in parts if not (part.kind == "title" and _repeats(part.text, title))]
    marked = []
    for part, following in zip(kept, [*kept[1:], None], strict=False):
        kind = part.kind if part.kind != "title" else "subhead"
        heads_text = kind == "subhead" and following is not None and _is_running_text(following, boxes)
        if _LABEL.sub("", part.text) in boxes and not heads_text and not has_quotation(part.text):
            kind = "boilerplate"
        marked.append(replace(part, kind=kind))
    return tuple(_without_sections(marked, boxes))


def _repeats(heading: str, title: str | None) -> bool:
    words, known = set(_WORD.findall(heading.casefold())), set(_WORD.findall((title or "").casefold()))
    return bool(words) and len(words & known) >= _SAME_TITLE * len(words)


def _is_running_text(part: TextPart, boxes: Collection[str]) -> bool:
    return part.kind in {None, "body"} and len(part.text) > _RUNNING_TEXT and part.text not in boxes


def _without_sections(parts: list[TextPart], boxes: Collection[str]) -> list[TextPart]:
    """Mark sections of other stories: to the next paragraph of the article, or to the end of the page.

    A section within the article is a box of links; after the article, teasers and forms follow.
    """
    total = sum(len(part.text) for part in parts)
    above = 0
    in_section = to_end = False
    marked = []
    for part, following in zip(parts, [*parts[1:], None], strict=False):
        if not to_end and (is_page_section(part.text) or is_link_box(part.text)):
            in_section = True
            to_end = (
                is_page_section(part.text)
                and above > _AT_END * total
                and following is not None
                and following.kind != "boilerplate"
            )
        elif in_section and not to_end:
            in_section = not _is_running_text(part, boxes)
        above += len(part.text)
        marked.append(replace(part, kind="boilerplate") if in_section else part)
    return marked
