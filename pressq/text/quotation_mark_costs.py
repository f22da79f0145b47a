"""What a single mark in its place may be: an opening mark, a closing mark, or neither, and how odd each would be.

Quotation marks are typed in many ways, and apostrophes, feet, inches and left-over markup look like them. Nothing is
decided here; every mark gets a cost for each role, from its shape and its neighbours, and `marks` finds the cheapest
reading of them all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pressq.text.lexicon import lexicon

__all__ = ["MARKS", "PAIRED_FAMILIES", "SINGLE_FAMILIES", "Mark", "blank_markup", "marks_in"]

_NEVER = 99.0

_MARKUP = re.compile(r"<[A-Za-z/!][^<>]{0,1000}>")
_MARK = re.compile(
    r"""
      ``|‘‘|’’|(?<!\s)'(?=''(?!'))|''   # pairs that stand for a double mark; three after a word are one and two
    | [\"“”„‟＂\x93\x94«»「」『』]
    | ['‘’‚‛`\x91\x92‹›]
    """,
    re.VERBOSE,
)

# Shape -> family (marks that can be partners), then the cost of the shape as an opening and as a closing mark.
_SHAPES: dict[str, tuple[str, float, float]] = {
    '"': ("straight", 0, 0),
    "＂": ("straight", 0, 0),
    "“": ("curly", 0, 2.5),
    "”": ("curly", 2.5, 0),
    "\x93": ("curly", 0, 2.5),
    "\x94": ("curly", 2.5, 0),
    "‟": ("curly", 0, 2.5),
    "„": ("low", 0, _NEVER),
    "``": ("doubled", 0, 2.5),
    "‘‘": ("doubled", 0, 2.5),
    "’’": ("doubled", 2.5, 0),
    "''": ("doubled", 0, 0),
    "«": ("angle", 0, 1),
    "»": ("angle", 1, 0),
    "「": ("corner", 0, _NEVER),
    "」": ("corner", _NEVER, 0),
    "『": ("corner", 0, _NEVER),
    "』": ("corner", _NEVER, 0),
    "'": ("single straight", 0, 0),
    "‘": ("single curly", 0, 4),
    "\x91": ("single curly", 0, 4),
    "’": ("single curly", 4, 0),
    "\x92": ("single curly", 4, 0),
    "‚": ("single curly", 0, _NEVER),
    "‛": ("single curly", 0, 4),
    "`": ("single straight", 0, 4),
    "‹": ("single angle", 0, 1),
    "›": ("single angle", 1, 0),
}
MARKS = "".join(sorted(set("".join(_SHAPES))))  # all characters that quotation marks are written with

SINGLE_FAMILIES = frozenset({"single straight", "single curly", "single angle"})
PAIRED_FAMILIES = frozenset({"angle", "single angle", "corner"})  # never mixed with others, spaces around them are free

# Characters between which and the quotation no space is needed.
_BEFORE_OPENING = frozenset("([{<-–—―‒/…|*_¡¿=+~") | frozenset(_SHAPES) | {""}
_AFTER_CLOSING = frozenset(")]}>.,;:!?-–—―‒/…|*_") | frozenset(_SHAPES) | {""}
_STOPS = frozenset(",;:!?)]}")

_YEAR = re.compile(r"\d\d(?!\d)")
_WORD_AFTER = re.compile(r"[^\W\d_]+")
_WORD_BEFORE = re.compile(r"[^\W\d_]+\Z")
_ARTICLE_BEFORE = re.compile(
    r"(?<!\w)(?:[ae]l|a[dhnrstz]|ash|ath|adh)-\Z", re.IGNORECASE
)  # "Khaled al-'Ani": a letter of Arabic
_FEET = re.compile(r"\d\s?['’]\s?\d+(?:[./]\d+)?\Z")
_LONGEST_WORD = 30
_SENTENCE_END = re.compile(r"[^\W\d_]{3}[.?!]['’\"”]*\s+")  # three letters: not an initial
_LONGEST_SENTENCE = 300


class Mark(NamedTuple):
    """A mark with the cost of reading it as an opening mark, a closing mark, or neither (apostrophe, inches, stray).

    Marks of one `family` can be partners. What looks like a word with its apostrophe seldom closes a quotation that
    began in an earlier sentence, before `reach`; for other marks `reach` is 0.
    """

    start: int
    end: int
    family: str
    opening: float
    closing: float
    neither: float
    reach: int = 0

    @property
    def single(self) -> bool:
        """Is it a single mark?"""
        return self.family in SINGLE_FAMILIES


def blank_markup(text: str) -> str:
    """`text` with left-over markup (<a href="...">) replaced by spaces, since marks in it are no quotation marks."""
    return _MARKUP.sub(lambda match: " " * len(match.group()), text)


def marks_in(text: str, start: int, end: int) -> Iterator[Mark]:
    """The marks of `text[start:end]`, a paragraph, in reading order; apostrophes inside a word are left out."""
    for match in _MARK.finditer(text, start, end):
        at, after_at = match.span()
        before = text[at - 1] if at > start else ""
        after = text[after_at] if after_at < end else ""
        family, opening, closing = _SHAPES[match.group()]
        reach = 0
        if family in SINGLE_FAMILIES:
            if before.isalnum() and after.isalnum():
                continue
            neither, odd = _apostrophe_costs(text, at, after_at, start, end)
            opening, closing = opening + odd, closing + odd
            if before.isalpha() and after.isspace():
                reach = _sentence_start(text, at, start)
        else:
            neither = _inches_cost(text, at, start)
        if family not in PAIRED_FAMILIES:
            opening += _opening_cost(before, after)
            closing += _closing_cost(before, after)
        yield Mark(at, after_at, family, opening, closing, neither, reach)


def _opening_cost(before: str, after: str) -> float:
    """How odd it is that the quotation starts between these neighbours ("" at the edge of the paragraph)."""
    cost = 0.0
    if not (before in _BEFORE_OPENING or before.isspace()):
        cost += 3 if before.isdigit() else 2 if before.isalpha() else 1.5
    if not after:
        cost += 3
    elif after.isspace() or after in _STOPS:
        cost += 1.5
    return cost


def _closing_cost(before: str, after: str) -> float:
    """How odd it is that the quotation ends between these neighbours ("" at the edge of the paragraph)."""
    cost = 0.0
    if not before:
        cost += 3
    elif before.isspace() or before in "([{":
        cost += 1.5
    if not (after in _AFTER_CLOSING or after.isspace()):
        cost += 2
    return cost


def _inches_cost(text: str, at: int, start: int) -> float:
    """How odd it is that the double mark at `at` is no quotation mark."""
    if at > start and text[at - 1].isdigit():
        return 0.0 if _FEET.search(text, max(start, at - 12), at) else 1.5
    return 5.0


def _apostrophe_costs(text: str, at: int, after_at: int, start: int, end: int) -> tuple[float, float]:
    """How odd it is that the single mark `text[at:after_at]` is no quotation mark, and what is odd if it is one."""
    elisions = lexicon("elisions")
    if _ARTICLE_BEFORE.search(text, max(start, at - 5), at):
        return 0.0, 4.0
    if at > start and text[at - 1].isdigit():
        return 0.3, 0.0  # feet, minutes
    if _YEAR.match(text, after_at, end):
        return 0.3, 1.5  # the '90s
    if word := _WORD_AFTER.match(text, after_at, min(end, after_at + _LONGEST_WORD)):
        return (0.3, 1.5) if "'" + word.group().lower() in elisions else (4.0, 0.0)
    if word := _WORD_BEFORE.search(text, max(start, at - _LONGEST_WORD), at):
        letters = word.group().lower()
        if letters + "'" in elisions:
            return 0.3, 1.0
        if letters.endswith(("s", "x", "z", "in")):
            return 0.5, 1.5  # the players' union; goin'
    return 4.0, 0.0


def _sentence_start(text: str, at: int, start: int) -> int:
    """Where the sentence around `at` starts, `start` if that is out of sight."""
    ends = list(_SENTENCE_END.finditer(text, max(start, at - _LONGEST_SENTENCE), at))
    return ends[-1].end() if ends else start
