"""Word's DOCX and OpenDocument's ODT: zip archives with the text as XML.

Read with lxml and no library above it: python-docx leaves out what is inserted under tracked changes and in content
controls, and of words nothing may be lost.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pressq.errors import InputError
from pressq.load.document import Document, Part

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["office_kind", "read_docx", "read_odt"]

_LARGEST = 64 * 1024 * 1024
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MARKUP = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_DUBLIN = "{http://purl.org/dc/elements/1.1/}"


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


def read_docx(raw: bytes) -> Document:
    """The text of a Word document: what is deleted under tracked changes is out, what is inserted is in.

    Raises:
        InputError: it is damaged, encrypted, or too large.
    """
    with _archive(raw) as archive:
        body = _xml(_member(archive, "word/document.xml"))
    parts = []
    for paragraph in body.iter(f"{_WORD}p"):
        if any(above.tag == f"{_MARKUP}Fallback" for above in paragraph.iterancestors()):
            continue  # a text box is written twice, for old and for new programs
        style = paragraph.find(f"{_WORD}pPr/{_WORD}pStyle")
        name = (style.get(f"{_WORD}val") or "").lower() if style is not None else ""
        lines = "".join(_docx_words(paragraph)).split("\n")
        kind = "title" if name == "title" else None
        parts += [Part(text, kind) for line in lines if (text := " ".join(line.split()))]  # type: ignore[arg-type]
    return _document(parts)


def _docx_words(paragraph: _Element) -> Iterator[str]:
    for element in paragraph.iter():
        nearest = next(above for above in (element, *element.iterancestors()) if above.tag == f"{_WORD}p")
        if nearest is not paragraph:
            continue  # of a text box within the paragraph
        if element.tag == f"{_WORD}t":
            yield element.text or ""
        elif element.tag in {f"{_WORD}tab", f"{_WORD}ptab"}:
            yield " "
        elif element.tag in {f"{_WORD}br", f"{_WORD}cr"}:
            yield "\n"
        elif element.tag == f"{_WORD}noBreakHyphen":
            yield "-"


def read_odt(raw: bytes) -> Document:
    """The text of an OpenDocument text.

    Raises:
        InputError: it is damaged, encrypted, or too large.
    """
    from lxml import etree

    with _archive(raw) as archive:
        if b"encryption-data" in _member(archive, "META-INF/manifest.xml", b""):
            raise InputError("encrypted: a password is needed")
        content = _xml(_member(archive, "content.xml"))
    etree.strip_elements(
        content, f"{_TEXT}tracked-changes", f"{_OFFICE}annotation", f"{_TEXT}note-citation", with_tail=False
    )
    for name, words in ((f"{_TEXT}s", " "), (f"{_TEXT}tab", " "), (f"{_TEXT}line-break", "\n")):
        for element in content.iter(name):
            element.text = words
    parts = []
    for paragraph in content.iter(f"{_TEXT}p", f"{_TEXT}h"):
        style = (paragraph.get(f"{_TEXT}style-name") or "").lower()
        lines = "".join(map(str, paragraph.itertext())).split("\n")
        kind = "title" if style == "title" else None
        parts += [Part(text, kind) for line in lines if (text := " ".join(line.split()))]  # type: ignore[arg-type]
    return _document(parts)


def _document(parts: list[Part]) -> Document:
    titles = [part.text for part in parts if part.kind == "title"]
    return Document(tuple(parts), title=titles[0] if titles else None)


def _archive(raw: bytes) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(raw))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise InputError("a damaged or cut off zip archive or office document") from None


def _member(archive: zipfile.ZipFile, name: str, otherwise: bytes | None = None) -> bytes:
    """A file of the archive, of which no more is unpacked than is allowed."""
    import zlib

    try:
        info = archive.getinfo(name)
        if info.flag_bits & 1:
            raise InputError("encrypted: a password is needed")
        with archive.open(info) as file:
            content = file.read(_LARGEST + 1)
    except KeyError:
        if otherwise is not None:
            return otherwise
        raise InputError(f"a damaged office document: {name} is not in it") from None
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError):
        raise InputError("a damaged or cut off office document") from None
    if len(content) > _LARGEST:
        raise InputError(f"unpacks to more than {_LARGEST // 1024 // 1024} MB")
    return content


def _xml(content: bytes) -> _Element:
    """The tree of `content`; no entity is expanded, no other file read, and libxml2 limits its depth."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        return etree.fromstring(content, parser)
    except etree.LxmlError:
        raise InputError("a damaged office document: its XML cannot be read") from None
