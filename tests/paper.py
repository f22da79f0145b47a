"""PDF, Word and OpenDocument files and web archives made by hand, no bigger than a test needs."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

__all__ = ["docx", "lines_of", "odt", "pdf", "warc", "warc_record", "zipped"]

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns"


def pdf(pages: list[list[tuple[float, float, float, str]]]) -> bytes:
    """A PDF of A4 pages; each text is (left, height above the lower edge, size, words), in points."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>"]
    kids = " ".join(f"{4 + 2 * index} 0 R" for index in range(len(pages)))
    objects.append(f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>".encode())
    encoding = b"<</Type/Encoding/BaseEncoding/WinAnsiEncoding/Differences[1/ff/fi/fl/ffi/ffl]>>"
    objects.append(b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding%s>>" % encoding)
    for index, page in enumerate(pages):
        stream = b"".join(
            b"BT /F1 %.2f Tf 1 0 0 1 %.2f %.2f Tm (%s) Tj ET\n" % (size, left, height, _string(words))
            for left, height, size, words in page
        )
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>"
            f"/Contents {5 + 2 * index} 0 R>>".encode()
        )
        objects.append(b"<</Length %d>>stream\n%sendstream" % (len(stream), stream))
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def _string(words: str) -> bytes:
    raw = words.translate({0xFB00 + index: index + 1 for index in range(5)}).encode("cp1252")
    return raw.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def lines_of(paragraphs: list[str], width: int, *, hyphenate: bool = True) -> list[list[str]]:
    """Paragraphs broken into lines of at most `width` characters, long words broken with a hyphen as printers do."""
    broken = []
    for paragraph in paragraphs:
        lines = [""]
        for word in paragraph.split():
            room = width - len(lines[-1]) - 1
            if len(word) <= room or not lines[-1]:
                lines[-1] = f"{lines[-1]} {word}".strip()
            elif hyphenate and len(word) >= 9 and word.isalpha() and room > 5:
                lines[-1] += f" {word[:4]}-"
                lines.append(word[4:])
            else:
                lines.append(word)
        broken.append(lines)
    return broken


def docx(paragraphs: list[str], *, body: str = "") -> bytes:
    """A Word document of these paragraphs, then of `body`, markup as it stands."""
    inner = "".join(f"<w:p><w:r><w:t>{escape(words)}</w:t></w:r></w:p>" for words in paragraphs)
    document = f'<w:document xmlns:w="{_WORD}"><w:body>{inner}{body}</w:body></w:document>'
    return zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": document})


def odt(paragraphs: list[str], *, body: str = "") -> bytes:
    """An OpenDocument text of these paragraphs, then of `body`, markup as it stands."""
    inner = "".join(f"<text:p>{escape(words)}</text:p>" for words in paragraphs)
    content = (
        f'<office:document-content xmlns:office="{_OFFICE}:office:1.0" xmlns:text="{_OFFICE}:text:1.0">'
        f"<office:body><office:text>{inner}{body}</office:text></office:body></office:document-content>"
    )
    return zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})


def zipped(files: dict[str, str | bytes]) -> bytes:
    """A zip archive of these files."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target.getvalue()


def warc(texts: list[str]) -> bytes:
    """A web archive of pages of one paragraph each."""
    head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
    answers = [f"{head}<html><body><p>{text}</p></body></html>".encode() for text in texts]
    return b"".join(warc_record(answer, number) for number, answer in enumerate(answers, start=1))


def warc_record(answer: bytes, number: int = 1) -> bytes:
    """What a server answered, as an entry of a web archive."""
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://news.test/{number}\r\n"
        f"WARC-Record-ID: <urn:uuid:{number}>\r\nWARC-Date: 2025-03-14T08:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"
