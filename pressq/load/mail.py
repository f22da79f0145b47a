"""E-mail as it is saved (RFC 5322), the part that is written for people, under its subject; and pages saved as such."""

from __future__ import annotations

import re
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import parseaddr, parsedate_to_datetime
from typing import TYPE_CHECKING, Any

from pressq.errors import EmptyInputError
from pressq.load.decode import decode_as_declared
from pressq.load.document import Document, TextPart
from pressq.load.markup import paragraphs_of, tree_of, write_marks

if TYPE_CHECKING:
    from pressq.load.raw_inputs import Bytes

__all__ = ["read_mail"]

_PREFIX = re.compile(r"(?:(?:re|fwd?|aw|wg|tr)\s*:\s*)+", re.IGNORECASE)
_SAVED = re.compile(r'"?<?Saved by ')
_SIGNATURE = re.compile(r"^-- \n", re.MULTILINE)
_LONGEST_FIELD = 2000
"""Characters of a field of a header that are read; a line of it should have 78 (RFC 5322, 2.1.1)."""


class _Policy(EmailPolicy):
    """The standard library's, for fields of bounded length: it parses them in quadratic time and memory."""

    def header_fetch_parse(self, name: str, value: str) -> Any:
        return super().header_fetch_parse(name, value[:_LONGEST_FIELD])


def read_mail(content: Bytes) -> Document:
    """The body of an e-mail, plain text before HTML, with its subject as title and its sender as byline.

    What a browser saved as one file (MHTML, RFC 2557) is the page in it.

    Raises:
        EmptyInputError: it has no body that is text.
        InputError: its body cannot be read.
    """
    from email import message_from_bytes

    message = message_from_bytes(content.raw.lstrip(b"\r\n"), policy=_Policy())
    assert isinstance(message, EmailMessage)
    body = _body(message)
    if body is None:
        raise EmptyInputError("an e-mail without a text body")
    text, encoding = _content(body)
    if "Snapshot-Content-Location" in message or _SAVED.match(_header(message, "from")):
        from pressq.load.html import read_markup

        url = body["Content-Location"] or message["Snapshot-Content-Location"]
        return read_markup(text, url=url and str(url), encoding=encoding)
    if body.get_content_subtype() == "html":
        tree = tree_of(text) if text.strip() else None
        parts: list[TextPart] = []
        if tree is not None:
            write_marks(tree)
            parts = list(paragraphs_of(tree))
    else:
        text = text.replace("\r\n", "\n")
        if body.get_param("format") == "flowed":
            text = re.sub(r"(?<=\S) \n(?=\S)", " ", text)
        parts = [TextPart(_SIGNATURE.split(text, 1)[0].strip("\n"))]
    if not any(part.text.strip() for part in parts):
        raise EmptyInputError("an e-mail without a text body")
    title = _PREFIX.sub("", _header(message, "subject")) or None
    if title and _words(parts[0].text.lstrip()[: 2 * len(title)]).startswith(_words(title)):
        opening: tuple[TextPart, ...] = ()
    else:
        opening = (TextPart(title, "title"),) if title else ()
    name, _ = parseaddr(_header(message, "from"))
    return Document(
        opening + tuple(parts), title=title, byline=name or None, published=_date(message), encoding=encoding
    )


def _body(message: EmailMessage) -> EmailMessage | None:
    try:
        body = message.get_body(("plain", "html"))
    except (AttributeError, KeyError, TypeError, RecursionError):  # parts that contradict their header
        body = None
    return body if isinstance(body, EmailMessage) else None


def _content(body: EmailMessage) -> tuple[str, str]:
    """The decoded text of a part and its encoding; where that is named wrongly, as it would be guessed."""
    raw = body.get_payload(decode=True)
    if not isinstance(raw, bytes):
        return "", "utf-8"
    return decode_as_declared(raw, str(body.get_param("charset") or ""))


def _header(message: EmailMessage, name: str) -> str:
    try:
        return " ".join(str(message[name] or "").split())
    except (ValueError, LookupError, AttributeError, TypeError, IndexError):  # what the parser breaks on
        value = next((value for key, value in message.raw_items() if key.lower() == name), "")
        try:
            return " ".join(str(make_header(decode_header(str(value)[:_LONGEST_FIELD]))).split())
        except (ValueError, LookupError, MessageError):
            return ""


def _date(message: EmailMessage) -> str | None:
    try:
        return parsedate_to_datetime(_header(message, "date")).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _words(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())
