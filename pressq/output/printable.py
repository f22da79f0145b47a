"""Makes hostile characters harmless, so that no article can act on the reader's terminal.

Control characters (an escape sequence can retitle a window, open a link, rewrite the screen), bidirectional embeddings,
overrides and isolates (they show text in another order than it has: Boucher and Anderson, Trojan Source, 2021) and
lone surrogates (no encoding takes them) and the noncharacters U+FFFE and U+FFFF (no XML takes them) are shown as one
visible character each, so offsets stay right.
"""

from __future__ import annotations

import re
from typing import Any

__all__ = ["escape_json", "one_line", "printable", "without_surrogates"]

_BIDI = "\u202a-\u202e\u2066-\u2069"
_HOSTILE = re.compile(rf"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029{_BIDI}\ud800-\udfff\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_UNSAFE_IN_JSON = re.compile(rf"[\x7f-\x9f\u2028\u2029{_BIDI}\ud800-\udfff]")


def printable(text: str) -> str:
    """`text` with every hostile character replaced by a visible one, of the same length; line ends and tabs stay."""
    return _HOSTILE.sub(_picture, text)


def one_line(text: str) -> str:
    """`text` on one line, white space squeezed, hostile characters visible."""
    return printable(" ".join(text.split()))


def escape_json(document: str) -> str:
    r"""JSON with the hostile characters that `json` leaves alone written as `\uXXXX`; the value stays the same."""
    return _UNSAFE_IN_JSON.sub(lambda match: f"\\u{ord(match[0]):04x}", document)


def without_surrogates(value: Any) -> Any:
    """The value of a JSON document with every lone surrogate replaced, as many characters as it had."""
    match value:
        case str():
            return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", value)
        case list():
            return [without_surrogates(item) for item in value]
        case dict():
            return {name: without_surrogates(item) for name, item in value.items()}
    return value


def _picture(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code == 0x0D and match.string.startswith("\n", match.end()):
        return "\r"
    if code < 0x20:
        return chr(0x2400 + code)
    return "\N{SYMBOL FOR DELETE}" if code == 0x7F else "\N{REPLACEMENT CHARACTER}"
