"""Boilerplate: lines around a story that do not belong to it, by the phrases in `data/lexicons/page.txt`.

A paragraph with a quotation is never boilerplate, because hiding it would lose the quotation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from pressq.article import Span
from pressq.text.lexicon import lexicon
from pressq.text.sentences import split

__all__ = [
    "has_quotation",
    "is_aside",
    "is_boilerplate",
    "is_contact",
    "is_link_box",
    "is_page_section",
    "is_release_mark",
    "is_sign_off",
    "opens_tail",
    "trailing_boilerplate",
]

_LONGEST = 700
_TAIL = 500
_HEADING = 60
_ORNAMENTS = " -–—*#_()[]»›►▶→•"

_MARKUP = re.compile(r"<[^<>]{0,300}>|&[A-Z]{2};")
_ADDRESS = re.compile(
    r"[\w.+-]{1,64}@[\w-]{1,64}\.\w|https?://|www\.\w|\+?\(?\d{2,5}\)?[\s./-]\d{2,5}[\s./-]\d{3,5}|\b\d{3}[-.]\d{4}\b"
)
_ONLY_ADDRESS = re.compile(
    r"(?:e-?mail|twitter|web)?\s*:?\s*(?:[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64})+|@\w{2,30}|(?:https?://|www\.)\S+"
    r"|(?:facebook|instagram|t|twitter|x)\.(?:com|me)/\S+)",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\s*[(\[][^)\]]*[)\].]+\s*\Z")
_QUOTED = re.compile(r"(?:(?<!\w)[\"'‘]|[“”«»„]|``|'')\w(?:[^\s\"“”«»]{0,40}\s+){4}")
_RELEASE = re.compile(r"\W{0,3}for (?:immediate )?release\b", re.IGNORECASE)
_ABOUT = re.compile(r"About\s+(?:the\s+)?(?P<name>[A-Z0-9][\w&.-]*)[^.!?]{0,80}:?", re.IGNORECASE)


def has_quotation(paragraph: str) -> bool:
    """Whether an opening mark and five words or more follow each other in the paragraph."""
    return _QUOTED.search(paragraph) is not None


def is_boilerplate(paragraph: str) -> bool:
    """Whether the paragraph as a whole is no part of the story."""
    if len(paragraph) > _LONGEST:
        return False
    words = _MARKUP.sub(" ", paragraph)
    if not any(char.isalnum() for char in words):
        return True
    if _ONLY_ADDRESS.fullmatch(words.strip()):
        return True
    return _matches("boilerplate", words) and not has_quotation(paragraph)


def is_aside(words: str) -> bool:
    """Whether the words are a note in brackets that is not spoken: "(Applause.)" """
    return _ASIDE.match(words) is not None


def is_sign_off(paragraph: str) -> bool:
    """Whether the last paragraph of a story names its writers: "Ann Lee reported from Oslo." """
    return len(paragraph) <= _LONGEST and _matches("sign-offs", paragraph) and not has_quotation(paragraph)


def is_contact(line: str) -> bool:
    """Whether the line is a contact for the press: "Contact: press@example.org" """
    return len(line) <= _LONGEST and _matches("tail-headings", line) and _ADDRESS.search(line) is not None


def is_page_section(line: str) -> bool:
    """Whether the line is the heading of a section of a web page that is not the article: "Most read" """
    return len(line) <= _HEADING and _matches("page-sections", line.rstrip(" :"))


def is_link_box(line: str) -> bool:
    """Whether the line is the heading of a box of links within an article: "Also read" """
    return len(line) <= _HEADING and _matches("link-boxes", line.rstrip(" :"))


def is_release_mark(line: str) -> bool:
    """Whether the line is the one under the letterhead of a press release: "FOR IMMEDIATE RELEASE" """
    return _RELEASE.match(line) is not None


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
        words = sentence.of(text)
        if not (is_boilerplate(words) or is_sign_off(words)):
            break
        found = Span(sentence.start, end)
    return found


def _matches(name: str, paragraph: str) -> bool:
    line = " ".join(paragraph.replace("’", "'").split())
    capitals, folded = _phrases(name)
    forms = {line, line.strip(_ORNAMENTS)}
    return any(capitals.fit(form) or folded.fit(form.casefold()) for form in forms)


class _Phrases:
    """Phrases with stars for any words, kept by where their stars are, so that most need no loop."""

    def __init__(self, entries: Iterable[str]) -> None:
        parts = [entry.split("*") for entry in sorted(entries)]
        self.whole = frozenset(words[0] for words in parts if len(words) == 1)
        self.openings = tuple(words[0] for words in parts if len(words) == 2 and not words[1])
        self.endings = tuple(words[1] for words in parts if len(words) == 2 and not words[0])
        others = [words for words in parts if len(words) > 2 or (len(words) == 2 and all(words))]
        self.opened = [words for words in others if words[0]]
        self.openings_of_opened = tuple(words[0] for words in self.opened)
        self.inner = [words for words in others if not words[0]]

    def fit(self, line: str) -> bool:
        """Whether `line` is one of the phrases."""
        return (
            line in self.whole
            or line.startswith(self.openings)
            or line.endswith(self.endings)
            or (line.startswith(self.openings_of_opened) and any(_fits(words, line) for words in self.opened))
            or any(_fits(words, line) for words in self.inner)
        )


def _fits(words: list[str], line: str) -> bool:
    """Whether `line` is these words, in order, with anything between them."""
    opening, *inner, closing = words
    if not (line.startswith(opening) and line.endswith(closing)):
        return False
    at = len(opening)
    for part in inner:
        at = line.find(part, at) + len(part)
        if at < len(part):
            return False
    return at <= len(line) - len(closing)


@cache
def _phrases(name: str) -> tuple[_Phrases, _Phrases]:
    """The entries in capitals, which match capitals only, and all others, which are case-folded."""
    entries = lexicon(name)
    return (
        _Phrases(entry for entry in entries if entry.isupper()),
        _Phrases(entry.casefold() for entry in entries if not entry.isupper()),
    )
