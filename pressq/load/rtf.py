"""Rich Text Format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressq.errors import InputError
from pressq.extras import library
from pressq.load.document import Document, TextPart

if TYPE_CHECKING:
    from pressq.load.raw_inputs import Bytes

__all__ = ["read_rtf"]

_LARGEST = 20 * 1024 * 1024


def read_rtf(content: Bytes) -> Document:
    """The text of an RTF file.

    Raises:
        InputError: it is damaged or too large.
        MissingExtraError: striprtf is not installed.
    """
    raw = content.raw
    if len(raw) > _LARGEST:
        raise InputError(f"RTF of more than {_LARGEST // 1024 // 1024} MB")
    striprtf = library("striprtf.striprtf", "rtf", "RTF files")
    try:
        text = striprtf.rtf_to_text(raw.decode("latin-1"), errors="replace")
    except (ValueError, LookupError, IndexError, KeyError, TypeError, AttributeError, OverflowError):
        raise InputError("a damaged RTF file") from None
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return Document(tuple(TextPart(line) for line in lines if line))
