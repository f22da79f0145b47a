"""Word's DOCX and OpenDocument's ODT: zip archives with the text as XML.

Read with lxml and no library above it: python-docx leaves out what is inserted under tracked changes and in content
controls, and of words nothing may be lost.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from pressq.article import BlockKind
from pressq.errors import InputError, PressqError
from pressq.load.document import Document, TextPart

if TYPE_CHECKING:
    from lxml.etree import _Element

    from pressq.load.raw_inputs import Bytes

__all__ = ["office_kind", "read_docx", "read_odt"]

_LARGEST = 64 * 1024 * 1024
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MARKUP = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_SIGNS = {
    f"{_WORD}tab": " ",
    f"{_WORD}ptab": " ",
    f"{_WORD}br": "\n",
    f"{_WORD}cr": "\n",
    f"{_WORD}noBreakHyphen": "-",
}
_PACKINGS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
"""How office documents are packed (ECMA-376 part 2, OpenDocument part 3)."""


def office_kind(raw: bytes) -> str | None:
    """`docx` or `odt` where the zip archive `raw` is one, else None.

    Raises:
        InputError: the archive is damaged, or encrypted.
    """
    with _archive(raw) as archive:
        names = set(archive.namelist())
        if "word/document.xml" in names:
            return "docx"
        if "content.xml" in names and b"opendocument.text" in _member(archive, "mimetype", b""):
            return "odt"
    return None


def read_docx(content: Bytes) -> Document:
    """The text of a Word document: what is deleted under tracked changes is out, what is inserted is in.

    Raises:
        InputError: it is damaged, encrypted, or too large.
    """
    from lxml import etree

    with _archive(content.raw) as archive:
        body = _xml(_member(archive, "word/document.xml"))
    # A text box is written twice, for old and new programs.
    etree.strip_elements(body, f"{_MARKUP}Fallback", with_tail=False)
    parts = []
    for paragraph, words in _paragraphs(body, {f"{_WORD}p"}, _docx_words):
        style = paragraph.find(f"{_WORD}pPr/{_WORD}pStyle")
        name = (style.get(f"{_WORD}val") or "").lower() if style is not None else ""
        parts += _lines(words, "title" if name == "title" else None)
    return _document(parts)


def _docx_words(element: _Element, event: str) -> str:
    if event == "end":
        return ""
    if element.tag == f"{_WORD}t":
        return element.text or ""
    return _SIGNS.get(element.tag, "")


def read_odt(content: Bytes) -> Document:
    """The text of an OpenDocument text.

    Raises:
        InputError: it is damaged, encrypted, or too large.
    """
    from lxml import etree

    with _archive(content.raw) as archive:
        if b"encryption-data" in _member(archive, "META-INF/manifest.xml", b""):
            raise InputError("encrypted: a password is needed")
        tree = _xml(_member(archive, "content.xml"))
    etree.strip_elements(
        tree, f"{_TEXT}tracked-changes", f"{_OFFICE}annotation", f"{_TEXT}note-citation", with_tail=False
    )
    for name, words in ((f"{_TEXT}s", " "), (f"{_TEXT}tab", " "), (f"{_TEXT}line-break", "\n")):
        for element in tree.iter(name):
            element.text = words
    parts = []
    for paragraph, words in _paragraphs(tree, {f"{_TEXT}p", f"{_TEXT}h"}, _odt_words):
        style = (paragraph.get(f"{_TEXT}style-name") or "").lower()
        parts += _lines(words, "title" if style == "title" else None)
    return _document(parts)


def _odt_words(element: _Element, event: str) -> str:
    return (element.text if event == "start" else element.tail) or ""


def _paragraphs(
    tree: _Element, names: set[str], words_of: Callable[[_Element, str], str]
) -> Iterator[tuple[_Element, str]]:
    """The paragraphs of a tree in the order of their beginnings, each with its words and none of those within it.

    One way through the tree, however deep paragraphs (text boxes, notes) stand in each other.

    Args:
        names: the elements that are paragraphs.
        words_of: the words of an element at its "start" and at its "end".
    """
    from lxml import etree

    found: list[tuple[_Element, list[str]]] = []
    open_ones: list[list[str]] = []
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if element.tag in names and event == "start":
            open_ones.append([])
            found.append((element, open_ones[-1]))
        elif element.tag in names:
            open_ones.pop()
        if open_ones:
            open_ones[-1].append(words_of(element, event))
        else:
            yield from ((paragraph, "".join(words)) for paragraph, words in found)
            found.clear()


def _lines(words: str, kind: BlockKind | None) -> list[TextPart]:
    return [TextPart(text, kind) for line in words.split("\n") if (text := " ".join(line.split()))]


def _document(parts: list[TextPart]) -> Document:
    titles = [part.text for part in parts if part.kind == "title"]
    return Document(tuple(parts), title=titles[0] if titles else None)


def _archive(raw: bytes) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(raw))
    except Exception:  # of damaged archives, zipfile raises what the lines raise that read their fields
        raise InputError("a damaged or cut off zip archive or office document") from None


def _member(archive: zipfile.ZipFile, name: str, otherwise: bytes | None = None) -> bytes:
    """A file of the archive, of which no more is unpacked than is allowed."""
    try:
        info = archive.getinfo(name)
        if info.flag_bits & 1:
            raise InputError("encrypted: a password is needed")
        if info.compress_type not in _PACKINGS:
            raise InputError("packed as no office program packs a document")
        with archive.open(info) as file:
            content = file.read(_LARGEST + 1)
    except KeyError:
        if otherwise is not None:
            return otherwise
        raise InputError(f"a damaged office document: {name} is not in it") from None
    except PressqError:
        raise
    except Exception:  # see `_archive`
        raise InputError("a damaged or cut off office document") from None
    if len(content) > _LARGEST:
        raise InputError(f"unpacks to more than {_LARGEST // 1024 // 1024} MB")
    return content


def _xml(content: bytes) -> _Element:
    """The tree of `content`; no entity is expanded, no other file read, and libxml2 limits its depth."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(content, parser)
    except etree.LxmlError:
        raise InputError("a damaged office document: its XML cannot be read") from None
