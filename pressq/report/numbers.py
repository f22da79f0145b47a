"""Numbers as a reader takes them: "7 million" and "seven million", "$2bn" and "two billion dollars" are one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from unicodedata import numeric

from pressq.text.lexicon import lexicon

__all__ = ["joined_numbers", "number"]

_Stretch = tuple[int, int]

_DIGITS = re.compile(r"(\d+(?:[.,:/]\d+)*)(st|nd|rd|th)?")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_PLAIN = re.compile(r"\d+(?:\.\d+)?")
_SHORT = re.compile(r"(\d[\d.,]*)(k|m|mn|bn|tn)")
_SHORT_VALUES = {"k": 10**3, "m": 10**6, "mn": 10**6, "bn": 10**9, "tn": 10**12}
_VULGAR = re.compile(r"(\d*)([¼½¾⅛⅜⅝⅞])")
_BETWEEN = re.compile(r"\s+|\s?[-\u2010-\u2013]\s?")
_CURRENCIES = {"$": "dollar", "€": "euro", "£": "pound", "¥": "yen"}
_WORDS_OF_MONEY = {form: unit for unit in _CURRENCIES.values() for form in (unit, f"{unit}s")}
_YEARS = range(11, 21)  # "nineteen ninety-four", "twenty twenty-five"


@dataclass(frozen=True, slots=True)
class _Number:
    """A word of a number; `kind` is digits, unit, tens, magnitude, ordinal or half ("and a half")."""

    value: Decimal
    kind: str


def number(form: str) -> str | None:
    """The key of a number that is one word, in lower case: "seven" and "7" have one; None where it is no number."""
    read = _read(form)
    if read is not None:
        return _key(read.value, ordinal=read.kind == "ordinal")
    short = _SHORT.fullmatch(form)
    if short is not None and short[2] in {"bn", "tn"}:
        return _shortened(short)
    return form if form[:1].isdigit() else None


def joined_numbers(text: str, keys: list[str], spans: list[_Stretch], at: list[int]) -> list[tuple[int, int, str]]:
    """The numbers that take several words: the first of them, the one after the last, and the key of the whole.

    Args:
        keys, spans: the words of `text`.
        at: which of them are numbers.
    """
    found: list[tuple[int, int, str]] = []
    reached = -1
    for first in at:
        if first < reached:
            continue
        joined = _Run(text, keys, spans).read(first)
        if joined[1] - joined[0] > 1:
            found.append(joined)
        reached = joined[1]
    return found


class _Run:
    """Reads a number from its first word on."""

    def __init__(self, text: str, keys: list[str], spans: list[_Stretch]) -> None:
        self._text = text
        self._keys = keys
        self._spans = spans

    def read(self, first: int) -> tuple[int, int, str]:
        """The number that begins with this word: its first word, the one after its last, its key."""
        value, end, ordinal = self._sum(first)
        if end <= first + 1:  # also "7:30", which is no sum
            end, key = first + 1, self._keys[first]
        else:
            key = _key(value, ordinal=ordinal)
        start = first
        if self._word(first) in {"hundred", "thousand", "million", "billion", "trillion"} and self._follows(first):
            start -= self._keys[first - 1] == "a"  # "a hundred"
        if (
            not ordinal
            and value in _YEARS
            and end < len(self._keys)
            and self._follows(end)
            and (read := _read(self._word(end)))
            and read.kind == "tens"
            and (begun := self._number(first))
            and begun.kind == "tens"
        ):
            rest, end, ordinal = self._sum(end)
            return start, end, _key(value * 100 + rest, ordinal=ordinal)
        return self._with_currency(start, end, key)

    def _sum(self, first: int) -> tuple[Decimal, int, bool]:
        total, current, position = Decimal(0), Decimal(-1), first
        before = ""
        while before != "ordinal" and (found := self._next(position, first, before)):
            word, after = found
            if word.kind == "magnitude":
                current = max(current, Decimal(1)) if current >= 0 or position == first else current
                if current < 0 or (word.value == 100 and current >= 100):
                    break
                current *= word.value
                if word.value > 100:
                    total, current = total + current, Decimal(-1)
            elif current < 0 and (word.kind != "digits" or position == first):
                current = word.value
            elif _adds(current, word, before):
                current += word.value
            else:
                break
            before, position = word.kind, after
        return total + max(current, Decimal(0)), position, before == "ordinal"

    def _next(self, position: int, first: int, before: str) -> tuple[_Number, int] | None:
        """The word with which a number may go on, behind "and" or not, and the place after it."""
        if not self._is_reached(position, first):
            return None
        if before in {"digits", "unit", "tens"} and self._keys[position : position + 3] == ["and", "a", "half"]:
            return _Number(Decimal("0.5"), "half"), position + 3
        if before != "magnitude" or self._keys[position] != "and":
            word = self._number(position)
            return (word, position + 1) if word else None
        word = self._number(position + 1) if self._is_reached(position + 1, first) else None
        return (word, position + 2) if word and word.kind not in {"digits", "magnitude"} else None

    def _is_reached(self, position: int, first: int) -> bool:
        return position < len(self._keys) and (position == first or self._follows(position))

    def _with_currency(self, start: int, end: int, key: str) -> tuple[int, int, str]:
        sign = _CURRENCIES.get(self._keys[start - 1]) if start else None
        if sign is not None and self._spans[start - 1][1] == self._spans[start][0]:
            short = _SHORT.fullmatch(key)
            return start - 1, end, f"{_shortened(short) if short else key} {sign}"
        unit = _WORDS_OF_MONEY.get(self._keys[end]) if end < len(self._keys) and self._follows(end) else None
        return (start, end + 1, f"{key} {unit}") if unit else (start, end, key)

    def _word(self, position: int) -> str:
        start, end = self._spans[position]
        return self._text[start:end].casefold()

    def _number(self, position: int) -> _Number | None:
        return _read(self._word(position))

    def _follows(self, position: int) -> bool:
        """Whether nothing but a space or a hyphen stands before this word."""
        if position == 0:
            return False
        return _BETWEEN.fullmatch(self._text, self._spans[position - 1][1], self._spans[position][0]) is not None


def _adds(current: Decimal, word: _Number, before: str) -> bool:
    """Whether "five" goes on with "two hundred" or with "twenty"."""
    if word.kind == "half":
        return True
    if before == "digits" or word.value >= 100:
        return False
    if before == "magnitude":
        return True
    return before == "tens" and current % 10 == 0 and current % 100 >= 20 and word.value < 10


@cache
def _words() -> dict[str, _Number]:
    entries = (entry.split() for entry in lexicon("number-words"))
    return {word: _Number(Decimal(value), kind) for word, value, kind in entries}


def _read(form: str) -> _Number | None:
    if form in _words():
        return _words()[form]
    vulgar = _VULGAR.fullmatch(form)
    if vulgar is not None:
        return _Number(Decimal(vulgar[1] or 0) + Decimal(str(numeric(vulgar[2]))), "digits")
    match = _DIGITS.fullmatch(form)
    if match is None:
        return None
    digits = match[1].replace(",", "") if _GROUPED.fullmatch(match[1]) else match[1]
    if not _PLAIN.fullmatch(digits) or len(digits) > 40:
        return None
    return _Number(Decimal(digits), "ordinal" if match[2] else "digits")


def _shortened(short: re.Match[str]) -> str:
    read = _read(short[1].rstrip(".,"))
    return _key(read.value * _SHORT_VALUES[short[2]], ordinal=False) if read else short[0]


def _key(value: Decimal, *, ordinal: bool) -> str:
    digits = format(value, "f")
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return f"{digits.lstrip('0') or '0'}{'th' if ordinal else ''}"
