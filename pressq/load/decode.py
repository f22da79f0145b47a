"""From bytes to text: which encoding a text file is written in."""

from __future__ import annotations

import codecs
import io
import re
from typing import TYPE_CHECKING

from pressq.errors import BinaryInputError, EncodingError, UsageError

if TYPE_CHECKING:
    from pressq.load.files import Stream

__all__ = ["check_encoding", "decode", "decode_as_declared", "decoded"]

_SAMPLE = 1 << 16
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (
    (b"%PDF-", "a PDF file"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"PK\x03\x04", "a zip archive or office document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an office document"),
    (b"\x1f\x8b\x08", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x7fELF", "a program"),
    (b"ID3", "an audio file"),
    (b"SQLite format 3\x00", "a database"),
)
_CONTROL = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a\x1b")) + b"\x7f"
# A character of UTF-8, and the last one of a sample, which its end may have cut in two.
_CUT = re.compile(rb"[\xc2-\xf4][\x80-\xbf]{0,2}\Z")
_UTF_8 = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}")
_MIXED = "pressq.mixed"
_LATIN = dict.fromkeys(("iso-8859-1", "iso8859-1", "latin-1", "latin1", "us-ascii", "ascii"), "windows-1252")
"""What stands for Windows-1252 on the web."""
_NO_TEXT = frozenset({"idna", "punycode", "unicode-escape", "raw-unicode-escape"})
"""Python's names of encodings that no page or mail is written in; the first two take quadratic time."""
# In Western European text a high byte that is no letter seldom stands between two letters of a word, and a capital
# seldom between two small ones. In other code pages and old Macintosh text both are common.
_FOREIGN = re.compile(r"[a-z](?:[^\W\d_](?<=[À-ÞŠŒŽŸ])|[¡-¿×÷ƒ†‡ˆ‰‹›˜™€](?<![·\xad]))[a-z]")


def decode(raw: bytes, encoding: str | None = None) -> tuple[str, str]:
    """The text of `raw`, without a byte-order mark, and the name of its encoding.

    Without `encoding`: what a byte-order mark says, else UTF-8 where it fits, else Windows-1252 or Latin-1 where that
    reads like Western European text, else what charset-normalizer takes a sample for.

    Raises:
        BinaryInputError: `raw` is not text.
        EncodingError: `raw` is not written in `encoding`.
        UsageError: there is no such encoding.
    """
    if encoding is not None:
        return _decode_as(raw, encoding), encoding
    for mark, name in _BOMS:
        if raw.startswith(mark) and (name != "utf-16" or len(raw) % 2 == 0):
            return _unmarked(raw, name, mark), name
    _refuse_binary(raw)
    wide = _wide(raw)
    if wide is not None:
        return raw.decode(wide, "replace"), wide
    try:
        return raw.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _guess(raw)


def decode_as_declared(raw: bytes, *declared: str | None) -> tuple[str, str]:
    """The text of `raw` and the name of its encoding: the first one of `declared` that it can be read with.

    Valid UTF-8 is read as such whatever is declared: programs that save pages or forward mails often keep an old
    declaration. Without a usable declaration, `decode` decides.

    Raises:
        BinaryInputError: `raw` is not text.
    """
    if not raw.startswith(tuple(mark for mark, _ in _BOMS)):
        for name in ("" if raw.isascii() else "utf-8", *declared):
            name = _LATIN.get((name or "").lower(), name or "")
            try:
                if codecs.lookup(name).name in _NO_TEXT:
                    continue
                return raw.decode(name), name.lower()
            except (LookupError, ValueError):
                continue
    return decode(raw)


def check_encoding(encoding: str | None) -> None:
    """Check that an encoding of this name exists; None is allowed.

    Raises:
        UsageError: there is none.
    """
    if encoding is not None:
        _decode_as(b"", encoding)


def decoded(stream: Stream, encoding: str | None, newline: str) -> io.TextIOWrapper:
    """The text of a stream, of which nothing was read yet: decoded as it is read, with a byte-order mark or without.

    Args:
        encoding: the encoding, applied strictly. None to detect it by the head; later bytes that do not fit are read
            as Windows-1252, because concatenated files may mix encodings.
        newline: which line ends there are, as for `open`.

    Raises:
        BinaryInputError: it is not text.
        UsageError: there is no such encoding.
    """
    if encoding is not None:
        check_encoding(encoding)
        return io.TextIOWrapper(stream, encoding, "strict", newline)
    head = stream.head()
    if b"\x00" not in head:
        head = _CUT.sub(b"", head)
    _, found = decode(head)
    if found in {"windows-1252", "iso-8859-1"}:
        found = "utf-8" if _UTF_8.search(head) else "windows-1252"
    return io.TextIOWrapper(stream, found, _MIXED, newline)


def _mixed(error: UnicodeError) -> tuple[str, int]:
    """Decode as Windows-1252 what does not fit."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return _lenient(error.object[error.start : error.end], "cp1252"), error.end


codecs.register_error(_MIXED, _mixed)


def _decode_as(raw: bytes, encoding: str) -> str:
    try:
        codecs.lookup(encoding)
        return raw.decode(encoding).removeprefix("\ufeff")
    except UnicodeError as error:
        place = f" at byte {error.start}" if isinstance(error, UnicodeDecodeError) else ""
        raise EncodingError(f"not written in {encoding}: it breaks{place}") from None
    except (LookupError, ValueError):
        raise UsageError(f"unknown encoding: {encoding}", hint="for example utf-8, windows-1252, latin-1") from None


def _unmarked(raw: bytes, name: str, mark: bytes) -> str:
    if name == "utf-8":
        return raw[len(mark) :].decode("utf-8", "replace")
    return raw.decode(name, "replace")


def _refuse_binary(raw: bytes) -> None:
    for magic, what in _MAGIC:
        if raw.startswith(magic):
            raise BinaryInputError(f"{what}, not text")
    sample = raw[:_SAMPLE]
    if b"\x00" in sample and _wide(raw) is None:
        raise BinaryInputError("not a text file")
    if len(sample) - len(sample.translate(None, _CONTROL)) > 0.02 * len(sample) and _wide(raw) is None:
        raise BinaryInputError("not a text file")


def _wide(raw: bytes) -> str | None:
    """UTF-16 without a byte-order mark: every other byte of Western text is a NUL."""
    sample = raw[:_SAMPLE]
    if len(raw) % 2 or len(raw) < 4 or b"\x00" not in sample:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd > 0.4 * len(sample) / 2 and even == 0:
        return "utf-16-le"
    if even > 0.4 * len(sample) / 2 and odd == 0:
        return "utf-16-be"
    return None


def _guess(raw: bytes) -> tuple[str, str]:
    text = raw.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    if broken * 10 <= sum(not char.isascii() for char in text) - broken:
        return text, "utf-8"  # cut off or spoilt in few places
    sample = raw[:_SAMPLE]
    western = sample.decode("cp1252", "replace")
    high = sum(byte > 127 for byte in sample)
    if high <= max(20, 0.15 * len(sample)) and "\ufffd" not in western and not _FOREIGN.search(western):
        if any(0x80 <= byte < 0xA0 for byte in raw):
            return _lenient(raw, "cp1252"), "windows-1252"
        return raw.decode("latin-1"), "iso-8859-1"
    return _ask(raw, sample)


def _ask(raw: bytes, sample: bytes) -> tuple[str, str]:
    from charset_normalizer import from_bytes  # 30 ms, and seldom needed

    best = from_bytes(sample).best()
    if best is not None:
        try:
            return raw.decode(best.encoding), best.encoding
        except UnicodeDecodeError:
            pass
    return _lenient(raw, "cp1252"), "windows-1252"


def _lenient(raw: bytes, encoding: str) -> str:
    """Decode; bytes that the encoding leaves undefined become the control characters of Latin-1, as browsers do."""
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return "".join(bytes([byte]).decode(encoding, "ignore") or chr(byte) for byte in raw)
