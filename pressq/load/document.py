"""The result of reading a file: its parts in reading order, and the metadata that its markup gives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from pressq.article import Article, ArticleNote, Block, BlockKind
from pressq.errors import EmptyInputError, InputError

__all__ = ["LONGEST", "Document", "TextPart"]

_BETWEEN = "\n\n"
LONGEST = 20_000_000
"""Characters that the text of an article may have."""


@dataclass(frozen=True, slots=True)
class TextPart:
    """A part of the article's text.

    `kind` is None where the markup does not give it: the text's structure decides. `page` is the number of the printed
    page on which it begins, None where there are no pages.
    """

    text: str
    kind: BlockKind | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A file that was read. Fields that are None are filled in from the structure of the text.

    `published` is an ISO date, with or without time (an impossible one counts as None), `language` an ISO 639-1 code,
    `encoding` how the bytes were decoded, `notes` warnings of the loading, `url` the canonical address of a page.
    """

    parts: tuple[TextPart, ...]
    title: str | None = None
    byline: str | None = None
    published: str | None = None
    publisher: str | None = None
    language: str | None = None
    encoding: str | None = None
    notes: tuple[ArticleNote, ...] = ()
    url: str | None = None

    def article(self, source: str) -> Article:
        """Make an article of the parts, separated by blank lines. A single part is kept to the letter.

        Raises:
            EmptyInputError: there is nothing but white space in it.
            InputError: it has more than 20 million characters.
        """
        from pressq.text.language_detection import detect
        from pressq.text.page_structure import read_structure

        text = _BETWEEN.join(part.text for part in self.parts)
        if not text or text.isspace():
            raise EmptyInputError("there is no text in it")
        if len(text) > LONGEST:
            raise InputError(f"a text of more than {LONGEST // 1_000_000} million characters")
        found = read_structure(text)
        return Article(
            text=text,
            source=source,
            blocks=self._blocks(found.blocks),
            title=self.title or found.title,
            byline=self.byline or found.byline,
            dateline=found.dateline,
            published=_valid(self.published) or found.published,
            publisher=self.publisher or found.publisher,
            language=detect(text) or self.language,
            encoding=self.encoding,
            notes=self.notes,
            url=self.url,
            pages=tuple(self._pages()),
        )

    def _pages(self) -> Iterator[int]:
        """Where each page begins; one on which no part begins has the offset of the next part."""
        start = pages = 0
        for part in self.parts:
            while part.page is not None and pages < part.page:
                yield start
                pages += 1
            start += len(part.text) + len(_BETWEEN)

    def _blocks(self, found: tuple[Block, ...]) -> tuple[Block, ...]:
        """The blocks of the text's structure; the kinds that the markup gives have precedence."""
        known = []
        start = 0
        for part in self.parts:
            if part.kind is not None and part.text:
                known.append(Block(start, start + len(part.text), part.kind))
            start += len(part.text) + len(_BETWEEN)
        blocks: list[Block] = []
        for block in found:
            while known and known[0].end <= block.start:
                known.pop(0)
            if not known or block.end <= known[0].start or _hides(block, known[0]) or _is_finer(block, known[0]):
                blocks.append(block)
            elif not blocks or blocks[-1] != known[0]:
                blocks.append(known[0])
        return tuple(blocks)


def _hides(found: Block, known: Block) -> bool:
    """Whether all of a block that the markup knows is boilerplate, a byline or a dateline."""
    whole = found.start <= known.start and known.end <= found.end
    return whole and found.kind in {"boilerplate", "byline", "dateline"} and known.kind != "title"


def _is_finer(found: Block, known: Block) -> bool:
    """Whether the text tells more than that a block belongs to the body, as markup does of lists and tables."""
    return known.kind == "body" and found.kind != "subhead"


def _valid(published: str | None) -> str | None:
    """The date; None for impossible ones ("0000-00-00" of a database)."""
    try:
        datetime.fromisoformat(published or "")
    except ValueError:
        return None
    return published
