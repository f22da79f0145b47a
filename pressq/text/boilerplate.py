"""Boilerplate: what the houses print around a story, in the words that `data/boilerplate.txt` gathers.

On the safe side: a paragraph that quotes somebody is the story's, for a hidden paragraph is a lost quotation.
"""

from __future__ import annotations

import re
from functools import cache

from pressq.article import Span
from pressq.text.lexicon import lexicon
from pressq.text.sentences import split

__all__ = ["is_boilerplate", "opens_tail", "quotes_somebody", "trailing_boilerplate"]

_LONGEST = 700
_TAIL = 500
_KEY = 2
_ORNAMENTS = " -–—*#_()[]"

_MARKUP = re.compile(r"<[^<>]{0,300}>|&[A-Z]{2};")
_ADDRESS = re.compile(
    r"[\w.+-]{1,64}@[\w-]{1,64}\.\w|https?://|www\.\w|\+?\(?\d{2,5}\)?[\s./-]\d{2,5}[\s./-]\d{3,5}|\b\d{3}[-.]\d{4}\b"
)
_QUOTED = re.compile(r"(?:(?<!\w)[\"'‘]|[“”«»„]|``|'')\w(?:[^\s\"“”«»]{0,40}\s+){4}")
_ABOUT = re.compile(r"About\s+(?:the\s+)?(?P<name>[A-Z0-9][\w&.-]*)[^.!?]{0,80}:?", re.IGNORECASE)


def quotes_somebody(paragraph: str) -> bool:
    """Whether five words or more of the paragraph stand together behind an opening mark."""
    return _QUOTED.search(paragraph) is not None


def is_boilerplate(paragraph: str) -> bool:
    """Whether the paragraph as a whole is no part of the story."""
    if len(paragraph) > _LONGEST:
        return False
    words = _MARKUP.sub(" ", paragraph)
    if not any(char.isalnum() for char in words):
        return True
    return _matches("boilerplate", words) and not quotes_somebody(paragraph)


def opens_tail(paragraph: str, following: str) -> bool:
    """Whether a section at the end of a press release begins here: contacts, forward-looking statements, the company.

    Args:
        paragraph: a heading, alone on its line, or the section's first paragraph.
        following: the paragraph after it.
    """
    if len(paragraph) > _LONGEST:
        return False
    about = _ABOUT.fullmatch(paragraph)
    if about is not None and about["name"].casefold() in following[:200].casefold():
        return True
    if not _matches("tail-headings", paragraph):
        return False
    heading = len(paragraph) <= 80 and paragraph[-1] not in ".!?"
    return heading or _ADDRESS.search(paragraph) is not None


def trailing_boilerplate(text: str, start: int, end: int) -> Span | None:
    """The last sentences of the paragraph `text[start:end]` that are no part of it: "X contributed to this report." """
    begin = max(start, end - _TAIL)
    found: Span | None = None
    for sentence in reversed(split(text, begin, end)[1:]):
        if not is_boilerplate(sentence.of(text)):
            break
        found = Span(sentence.start, end)
    return found


def _matches(name: str, paragraph: str) -> bool:
    line = " ".join(paragraph.replace("’", "'").split())
    folded = line.casefold()
    opening, anywhere = _entries(name)
    for line_form in {folded, folded.strip(_ORNAMENTS)}:
        for entry in (*opening.get(line_form[:_KEY], ()), *anywhere):
            if _fits(entry.casefold(), line_form) and (not entry.isupper() or _fits(entry, line)):
                return True
    return False


def _fits(entry: str, line: str) -> bool:
    """Whether `line` is `entry`, whose stars stand for any words."""
    opening, *inner = entry.split("*")
    if not inner:
        return line == entry
    *inner, closing = inner
    if not (line.startswith(opening) and line.endswith(closing)):
        return False
    at = len(opening)
    for part in inner:
        at = line.find(part, at)
        if at < 0:
            return False
        at += len(part)
    return at <= len(line) - len(closing)


@cache
def _entries(name: str) -> tuple[dict[str, list[str]], list[str]]:
    """The entries of a list: by their first letters, and those that begin with a star."""
    opening: dict[str, list[str]] = {}
    anywhere: list[str] = []
    for entry in sorted(lexicon(name)):
        if len(entry.split("*")[0]) >= 2:
            opening.setdefault(entry[:_KEY].casefold(), []).append(entry)
        else:
            anywhere.append(entry)
    return opening, anywhere
