"""Plain text, kept to the letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pressq.load.document import Document, TextPart

if TYPE_CHECKING:
    from pressq.load.raw_inputs import Bytes

__all__ = ["read_plain"]


def read_plain(content: Bytes) -> Document:
    """The text of a file of nothing but text.

    Raises:
        InputError: it is none.
    """
    text, encoding = content.decoded()
    return Document((TextPart(text),), encoding=encoding)
