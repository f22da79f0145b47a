"""The structure of a page: title, byline, dateline, subheads, body, boilerplate.

All text except white space belongs to one block. Boilerplate is hidden from analysis but stays in the text, so offsets
never move.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pressq.article import Block, BlockKind, Span
from pressq.text.boilerplate import (
    has_quotation,
    is_boilerplate,
    is_contact,
    is_release_mark,
    is_sign_off,
    opens_tail,
    trailing_boilerplate,
)
from pressq.text.bylines import is_desk, is_writer_role, joined_names
from pressq.text.dateline import date_line, is_agency, opening_dateline
from pressq.text.paragraphs import paragraphs
from pressq.text.sentences import split

__all__ = ["PageStructure", "read_structure"]

_HEADER = 12
_DECKS = 3
_TITLE = 220
_SUBHEAD = 90

_BY = re.compile(
    r"(?:By|BY|by|(?:Story|Words|Written|Reported|Interview|Analysis) by|Von|Por|Par)\s*:?\s+"
    r"(?P<name>[^\W\d_][^\"“”?!;:]{1,120})"
)
_BETWEEN_NAMES = re.compile(r",\s(?:and\s)?(?!(?:Jr|Sr|II|III)\b)|\s(?:and|&)\s")
_NAME_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*[.,]?")
_JOINTS = frozenset(
    {"&", "|", "·", "•", "-", "–", "/", "al", "and", "at", "bin", "da", "de", "den", "der", "di", "du", "el"}
) | {"et", "for", "in", "la", "le", "of", "the", "und", "van", "von", "y"}
_STOPPED = re.compile(r"[.!?…:;,]['\"’”)\]]*\Z")
_PAST = re.compile(r"\b(?:said|told|was|were|had|been)\b")
_CLOCK = re.compile(r"\d{1,2}(?:[:.]\d\d)?\s*(?:[ap]\.?m\.?)?(?:\s[A-Z]{2,4})?\s*[:.]?", re.IGNORECASE)
_SAID = re.compile(r"\b(?:said|says|told|asked)\b")


@dataclass(frozen=True, slots=True)
class PageStructure:
    """The blocks of a text, and the metadata in its head, None where missing. `published` is an ISO date."""

    blocks: tuple[Block, ...]
    title: str | None = None
    byline: str | None = None
    dateline: str | None = None
    published: str | None = None
    publisher: str | None = None


def read_structure(text: str) -> PageStructure:
    """Divide `text` into title, byline, dateline, subheads, body and boilerplate."""
    return _Reader(text).read()


class _Reader:
    """Reads the paragraphs of one text from top to bottom: first the head, then the body, then the tail."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.spans = paragraphs(text)
        self.blocks: list[Block] = []
        self.dateline: str | None = None
        self.published: str | None = None
        self.publisher: str | None = None

    def read(self) -> PageStructure:
        first = self._head()
        self._body(first)
        self._sign_off()
        if not any(block.kind in ("body", "subhead", "title") for block in self.blocks):
            self.blocks = [Block(span.start, span.end, "body") for span in self.spans]
        return PageStructure(
            blocks=tuple(self.blocks),
            title=self._words("title"),
            byline=joined_names(", ".join(_bare(b.of(self.text)) for b in self.blocks if b.kind == "byline")),
            dateline=self.dateline,
            published=self.published,
            publisher=self.publisher,
        )

    def _add(self, span: Span, kind: BlockKind) -> None:
        self.blocks.append(Block(span.start, span.end, kind))

    def _words(self, kind: BlockKind) -> str | None:
        return " ".join(" ".join(_bare(b.of(self.text)).split()) for b in self.blocks if b.kind == kind) or None

    def _head(self) -> int:
        """Read the head; return the index of the first paragraph of the body."""
        titled = signed = False
        decks = 0
        last = max(0, min(_HEADER, len(self.spans) - 1))  # one paragraph at least is body
        for index, span in enumerate(self.spans[:last]):
            line = _bare(span.of(self.text))
            if self._is_date(line):
                self._add(span, "dateline")
            elif is_boilerplate(line) or is_contact(line):
                if titled and not signed and is_release_mark(line) and self._is_titled_below(index, last):
                    self._letterhead()
                    titled, decks = False, 0
                self._add(span, "boilerplate")
            elif is_agency(line.strip("()")):
                self.publisher = self.publisher or line.strip("()")
                self._add(span, "byline" if signed else "boilerplate")
            elif (
                (signed and _is_role(line))
                or ((titled or index == 0) and _is_byline(line))
                or (titled and not signed and self._is_signature(index))
            ):
                self._add(span, "byline")
                signed = True
            elif not titled and self._is_title(index):
                self._add(span, "title")
                titled = True
            elif titled and not signed and decks < _DECKS and self._is_deck(index):
                self._add(span, "title" if self._goes_on(index) else "subhead")
                decks += 1
            else:
                return index
        return last

    def _is_titled_below(self, index: int, last: int) -> bool:
        """Whether the title of a press release follows the release mark at `index`."""
        for below in range(index + 1, last):
            line = _bare(self.spans[below].of(self.text))
            if not (date_line(line)[0] or is_boilerplate(line) or is_contact(line)):
                return self._is_title(below)
        return False

    def _letterhead(self) -> None:
        """Turn the lines above a release mark into boilerplate: they name the sender, not the title."""
        self.publisher = self.publisher or self._words("title")
        self.blocks = [
            replace(block, kind="boilerplate") if block.kind in ("title", "subhead") else block for block in self.blocks
        ]

    def _body(self, first: int) -> None:
        in_tail = False
        leads = 0
        for index in range(first, len(self.spans)):
            span = self.spans[index]
            line = span.of(self.text)
            following = self.spans[index + 1].of(self.text) if index + 1 < len(self.spans) else ""
            if in_tail:
                # A signed dateline begins another story.
                in_tail = opening_dateline(self.text, span.start, span.end, lead=False) is None
            elif leads > 1:
                in_tail = opens_tail(line, following)
            if is_boilerplate(line) or is_agency(line.strip("().")) or (in_tail and not has_quotation(line)):
                self._add(span, "boilerplate")
            elif index < _HEADER and self._is_date(line):
                self._add(span, "dateline")
            elif _is_subhead(line, following):
                self._add(span, "subhead")
            else:
                self._paragraph(span, lead=leads < 3)
                leads += 1

    def _is_date(self, line: str) -> bool:
        """Whether the line is only a date, which is then stored."""
        dated, published = date_line(line)
        if dated:
            self.published = self.published or published
        return dated

    def _paragraph(self, span: Span, *, lead: bool) -> None:
        """Add a paragraph of the body; a dateline at its start becomes a block of its own."""
        opening = opening_dateline(self.text, span.start, span.end, lead=lead)
        if opening is not None and opening.end < span.end:
            if opening.start > span.start:
                self._add(
                    Span(span.start, span.start + len(self.text[span.start : opening.start].rstrip())), "dateline"
                )
            self._add(Span(opening.start, opening.end), "dateline")
            if self.dateline is None:
                self.dateline = self.text[opening.start : opening.end].rstrip(" -–—―_")
            self.published = self.published or opening.published
            self.publisher = self.publisher or opening.publisher
            rest = self.text[opening.end : span.end]
            span = Span(span.end - len(rest.lstrip()), span.end)
        self._add(span, "body")

    def _sign_off(self) -> None:
        """Cut the lines on the writers off the end of the body: "X contributed to this report." """
        bodies = [index for index, block in enumerate(self.blocks) if block.kind == "body"]
        for index in reversed(bodies[1:]):
            if not is_sign_off(self.blocks[index].of(self.text)):
                break
            self.blocks[index] = replace(self.blocks[index], kind="boilerplate")
            bodies.pop()
        for index in bodies[-1:]:
            block = self.blocks[index]
            tail = trailing_boilerplate(self.text, block.start, block.end)
            if tail is not None:
                end = block.start + len(self.text[block.start : tail.start].rstrip())
                self.blocks[index] = Block(block.start, end, "body")
                self.blocks.insert(index + 1, Block(tail.start, tail.end, "boilerplate"))

    def _is_title(self, index: int) -> bool:
        line = self.spans[index].of(self.text)
        if len(line) > _TITLE or opening_dateline(line, 0, len(line), lead=True):
            return False
        if not _STOPPED.search(line) or line.isupper() or line[-1] == ";" or _in_title_case(line):
            return True
        # A title that ends with a stop is short, in the present tense, and stands before a longer lede.
        ahead = self.spans[index + 1 : index + 5]
        shorter = 1.5 * len(line) < max(span.end - span.start for span in ahead)
        brief = 4 <= len(line.split()) <= 13 and len(split(line)) == 1
        return brief and shorter and not _PAST.search(line)

    def _is_deck(self, index: int) -> bool:
        """Whether a line under the title is a second line of the title or a standfirst."""
        line = self.spans[index].of(self.text)
        if len(line) > _TITLE or opening_dateline(line, 0, len(line), lead=True):
            return False
        if self._goes_on(index) or not (_STOPPED.search(line) or _SAID.search(line)):
            return True
        return index + 1 < len(self.spans) and _is_byline(_bare(self.spans[index + 1].of(self.text)))

    def _is_signature(self, index: int) -> bool:
        """Whether the line is the writers' names: the line under it is a role, an agency or a date."""
        names = _BETWEEN_NAMES.split(self.spans[index].of(self.text).strip(" .,-"))
        under = _bare(self.spans[index + 1].of(self.text))
        return all(map(_is_name, names)) and (_is_role(under) or is_agency(under) or date_line(under)[0])

    def _goes_on(self, index: int) -> bool:
        before = self.text[: self.spans[index].start].rstrip()[-1:]
        return before in (";", ",", ":")


def _is_name(line: str) -> bool:
    words = line.split()
    return 2 <= len(words) <= 4 and all(word[0].isupper() and _NAME_WORD.fullmatch(word) for word in words)


def _in_title_case(line: str) -> bool:
    words = [word for word in re.findall(r"[^\W\d_][\w'’-]*", line) if len(word) > 3]
    return len(words) >= 2 and sum(not word[0].islower() for word in words) >= 0.85 * len(words)


def _bare(line: str) -> str:
    """The line without the marks that wire services put around it: "^By ANN LEE=" """
    return line.strip("^=<> \t")


def _is_byline(line: str) -> bool:
    match = _BY.fullmatch(line)
    if match is None:
        return False
    words = re.split(r"[\s,]+", match["name"].strip(" .,"))
    named = all(not word[0].islower() or "@" in word or word.split("-")[0] in _JOINTS for word in words if word)
    if line.startswith(("Von ", "Por ", "Par ")):
        return named and len(words) in range(2, 8)
    return (named and len(words) <= 20) or is_desk(match["name"]) or _is_role(line)


def _is_role(line: str) -> bool:
    """Whether the line is the role of a writer: "Associated Press Writer", "The Daily Planet Staff"."""
    return len(line) <= 80 and (is_writer_role(line) or is_writer_role(line.partition(", ")[0]))  # "Editor, Halden"


def _is_subhead(line: str, following: str) -> bool:
    if len(line) > _SUBHEAD or not following or "\n" in line:
        return False
    if line.isupper() and len(line) > 3 and not re.search(r"[\"“”]", line):
        return True
    if _CLOCK.fullmatch(line):
        return True  # the stamps of a live blog
    if _STOPPED.search(line) or line[0].islower() or line[0] in "\"'“‘`«•-*–—":
        return False
    return len(following) > 1.5 * len(line) and len(following) > 60 and not _SAID.search(line)
