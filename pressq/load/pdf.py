"""PDF: from marks on paper back to paragraphs."""

from __future__ import annotations

import re
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from pressq.errors import EmptyInputError, InputError
from pressq.extras import library
from pressq.load.document import Document, TextPart
from pressq.load.page_lines import Line, paragraphs

if TYPE_CHECKING:
    from pressq.load.raw_inputs import Bytes

__all__ = ["paragraphs_in", "read_pdf"]

_MOST_PAGES = 500
_MOST_CHARACTERS = 2_000_000
_HYPHENS = ("\x02", "\ufffe")  # how PDFium writes the hyphen of a word that is broken at a line end
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
_BROKEN = re.compile(r"[\r\n]+")


def read_pdf(content: Bytes) -> Document:
    """The text of a PDF in reading order, without what is printed on every page.

    Raises:
        EmptyInputError: there is no text in it, only pictures of it.
        InputError: it is damaged, encrypted, or has more than 500 pages.
        LimitError: it takes more time or memory than it may.
        MissingExtraError: pypdfium2 is not installed.
    """
    if find_spec("pypdfium2") is None:
        library("pypdfium2", "pdf", "PDF files")
    from pressq.load.pdf_worker import pdf_paragraphs

    parts = tuple(TextPart(text, page=page) for text, page in pdf_paragraphs(content.raw))
    if not parts:
        raise EmptyInputError("no text in it, only pictures", "recognise its text first, for example with OCRmyPDF")
    return Document(parts)


def paragraphs_in(raw: bytes) -> list[tuple[str, int]]:
    """The paragraphs of a PDF with the numbers of their pages, read in this process.

    Raises:
        InputError: as `read_pdf` raises it.
    """
    pdfium = library("pypdfium2", "pdf", "PDF files")
    try:
        document = pdfium.PdfDocument(raw)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise InputError("encrypted: a password is needed") from None
        raise InputError("a damaged PDF file") from None
    try:
        if len(document) > _MOST_PAGES:
            raise InputError(f"a PDF of more than {_MOST_PAGES} pages")
        pages = []
        left = _MOST_CHARACTERS
        for number in range(len(document)):
            pages.append(_lines(document, number, left))
            left -= sum(len(line.text) for line in pages[-1])
    except pdfium.PdfiumError:
        raise InputError("a damaged PDF file") from None
    finally:
        document.close()
    return paragraphs(pages)


def _lines(document: Any, number: int, most: int) -> list[Line]:
    """The lines of a page as they are written in the file, cut where a gap shows that two stand side by side."""
    import ctypes

    api = library("pypdfium2.raw", "pdf", "PDF files")
    page = document[number]
    text_page = page.get_textpage()
    lines: list[Line] = []
    height = page.get_height()
    try:
        count = text_page.count_chars()
        if count > most:
            raise InputError(f"a PDF of more than {_MOST_CHARACTERS // 1_000_000} million characters")
        left, right, bottom, top = (ctypes.c_double() for _ in range(4))
        line: Line | None = None
        for index in range(count):
            char = chr(min(api.FPDFText_GetUnicode(text_page, index), 0x10FFFF))
            if char in "\r\n":
                line = None
                continue
            api.FPDFText_GetCharBox(text_page, index, left, right, bottom, top)
            blank = char.isspace() or right.value <= left.value
            size = api.FPDFText_GetFontSize(text_page, index) or 1.0
            if line is not None and not blank and left.value - line.right > max(1.6 * size, 8):
                line = None  # the next column
            if line is None:
                if blank:
                    continue
                api.FPDFText_GetCharOrigin(text_page, index, left, bottom)
                base = bottom.value
                api.FPDFText_GetCharBox(text_page, index, left, right, bottom, top)
                line = Line("", left.value, right.value, height - base, size)
                lines.append(line)
            if char in _HYPHENS:
                line.text += "\u00ad"
                line = None
                continue
            line.text += char.translate(_LIGATURES)
            if not blank:
                line.right = max(line.right, right.value)
                line.size = max(line.size, size) if len(line.text) < 3 else line.size
    finally:
        text_page.close()
        page.close()
    return [line for line in lines if line.text.strip()]
