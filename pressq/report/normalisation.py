"""Normalised words of a text: each has a key that does not depend on typography.

Two words share a key where a reader takes them for the same: curly and straight apostrophes, ligatures, soft hyphens,
words broken at the end of a line, upper and lower case, "U.S." and "US", "7 million" and "seven million". Marks,
dashes and dots have none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from pressq.report.numbers import joined_numbers, number
from pressq.text.lexicon import lexicon

__all__ = ["NormalisedText", "normalise"]

_INVISIBLE = "\u00ad\u200b-\u200d\u2060\ufeff"
_INNER = rf"\w\u0300-\u036f{_INVISIBLE}"
_TOKEN = re.compile(
    rf"""
      \d+(?:[.,:/]\d+)*[^\W_]*                    # 3.5  10,000  7:30  21st
    | [^\W\d_](?:\.[^\W\d_])+(?![^\W_])           # U.S  a.m
    | [\u3040-\u30ff\u3400-\u9fff]                # writing without spaces
    | [^\W_][{_INNER}]*                           # words: don't  govern-<line end>ment
      (?:(?:['’ʼ′]|(?<=\u00ad)\s+|[-\u2010][ \t]*\r?\n\s*(?=[a-z]))[{_INNER}]+)*
    | \[[^\W\d_]\][^\W\d_]+                       # [W]e
    | [$€£¥%&]
    """,
    re.VERBOSE,
)
_UNPRINTED = re.compile(rf"[{_INVISIBLE}\s_\[\]]|[-\u2010](?=\s)")
_APOSTROPHE = re.compile("[’ʼ′]")
_SIGNS = {"%": "percent", "&": "and"}
_CAPITALS_TELL = frozenset({"US", "IT", "WHO", "AIDS"})
_LOOKED_AT = frozenset("0123456789UIWA")  # what the keys of numbers and of these begin with
_NOTE = re.compile(r"[(\[]\s*(?P<first>[\w-]+)[^()\[\]\n]{0,60}[)\]]")

_Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True)
class NormalisedText:
    """The words of `text[start:end]`: their keys, and where they stand in the text."""

    text: str
    keys: Sequence[str]
    spans: Sequence[_Stretch]


def normalise(text: str, start: int = 0, end: int | None = None, *, unsaid: Sequence[_Stretch] = ()) -> NormalisedText:
    """The words of `text[start:end]`, stage directions left out.

    Args:
        text: the article's text; offsets in the result are of it.
        start, end: the stretch to read.
        unsaid: more stretches to leave out, in order.
    """
    stop = len(text) if end is None else end
    silent = sorted([*unsaid, *_notes(text, start, stop)])
    keys: list[str] = []
    spans: list[_Stretch] = []
    for pause, resume in [*silent, (stop, stop)]:
        found = [match.span() for match in _TOKEN.finditer(text, start, max(start, pause))]
        spans += found
        keys += [_key(text[first:last]) for first, last in found]
        start = max(start, resume)
    return _with_numbers(text, keys, spans)


@lru_cache(maxsize=1 << 16)
def _key(form: str) -> str:
    if form[-1] in "¼½¾⅛⅜⅝⅞" and (fraction := number(form)):  # NFKC makes 21⁄2 of 2½
        return fraction
    plain = form
    if not form.isascii() or not form.isalnum():
        plain = unicodedata.normalize("NFKC", _UNPRINTED.sub("", form))
        plain = _APOSTROPHE.sub("'", plain)
    if plain[:1].isalpha():
        plain = plain.replace(".", "")
    if plain in _CAPITALS_TELL:
        return plain
    plain = plain.casefold()
    return number(plain) or _SIGNS.get(plain) or plain


def _with_numbers(text: str, keys: list[str], spans: list[_Stretch]) -> NormalisedText:
    """Numbers of several words become one; what is in capitals among capitals says nothing by them."""
    at = []
    for position in [position for position, key in enumerate(keys) if key[0] in _LOOKED_AT]:
        if keys[position][0].isdigit():
            at.append(position)
        elif _among_capitals(text, spans, position):
            keys[position] = keys[position].casefold()
    whole: list[str] = []
    places: list[_Stretch] = []
    reached = 0
    for first, end, key in joined_numbers(text, keys, spans, at):
        whole += [*keys[reached:first], key]
        places += [*spans[reached:first], (spans[first][0], spans[end - 1][1])]
        reached = end
    return NormalisedText(text, whole + keys[reached:], places + spans[reached:])


def _among_capitals(text: str, spans: list[_Stretch], position: int) -> bool:
    near = [text[start:end] for start, end in spans[max(0, position - 2) : position + 3]]
    words = [form for form in near if len(form) > 1 and form.isalpha() and form not in _CAPITALS_TELL]
    return bool(words) and all(form.isupper() for form in words)


@cache
def _noted() -> frozenset[str]:
    return lexicon("stage-directions")


def _notes(text: str, start: int, end: int) -> list[_Stretch]:
    return [match.span() for match in _NOTE.finditer(text, start, end) if match["first"].lower() in _noted()]
