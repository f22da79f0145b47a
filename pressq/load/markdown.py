"""Markdown (CommonMark): its text without the markup, and the head that site generators write above it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pressq.load.document import Document, TextPart
from pressq.load.markup import paragraphs_of, tree_of, write_marks

if TYPE_CHECKING:
    from pressq.load.raw_inputs import Bytes

__all__ = ["read_markdown"]

_FRONT = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"^(\w+)[ \t]*:[ \t]*(.+?)[ \t]*$", re.MULTILINE)
_DATE = re.compile(r"\d{4}-\d\d-\d\d")


def read_markdown(content: Bytes) -> Document:
    """The text of a Markdown file; what stands in a block quotation gains quotation marks, as it does on a page."""
    from markdown_it import MarkdownIt

    text, encoding = content.decoded()
    text = text.replace("\r\n", "\n")
    front = _FRONT.match(text)
    head: dict[str, str] = {}
    if front is not None:
        head = {name.lower(): value.strip("\"'") for name, value in _FIELD.findall(front[1])}
        text = text[front.end() :]
    markup = MarkdownIt("commonmark", {"html": True}).render(text)
    if not markup.strip():
        return Document((), encoding=encoding)
    tree = tree_of(markup)
    heading = next(tree.iter("h1"), None)
    title = head.get("title") or (" ".join(heading.text_content().split()) if heading is not None else None)
    write_marks(tree)
    parts = [part for part in paragraphs_of(tree) if part.text != title]
    date = _DATE.match(head.get("date", ""))
    return Document(
        ((TextPart(title, "title"),) if title else ()) + tuple(parts),
        title=title,
        byline=head.get("author"),
        published=date[0] if date else None,
        encoding=encoding,
    )
