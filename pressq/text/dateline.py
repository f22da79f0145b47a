"""Datelines and dates: where and when a story was filed, and by which agency."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from pressq.text.lexicon import lexicon

__all__ = ["Dateline", "date_line", "is_agency", "opening_dateline"]

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(?:19|20)\d\d"
_DATE = (
    rf"(?:(?P<iso>{_YEAR}-\d\d-\d\d)"
    rf"|(?P<m1>{_MONTH})\s+(?P<d1>{_DAY})\b(?:,?\s+(?P<y1>{_YEAR})\b)?"
    rf"|(?P<d2>{_DAY})\s+(?P<m2>{_MONTH})(?:,?\s+(?P<y2>{_YEAR})\b)?)"
)
_WEEKDAY = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?,?\s+)"
_TIME = r"(?:,?\s*(?:at\s+|[-–|·]\s*)?\d{1,2}[:.]\d\d(?::\d\d)?\s*(?:[ap]\.?m\.?)?(?:\s*[A-Z]{2,5}\b)?)"
_LABEL = r"(?:(?:dated?|published|posted|(?:last )?updated|last modified|released?|issued)(?:\s+(?:on|at))?\s*:?\s*)"
_DATE_LINE = re.compile(
    rf"{_LABEL}?{_TIME}?,?\s*{_WEEKDAY}?(?:on\s+)?{_DATE}(?:T\d\d:\d\d\S*)?{_TIME}?\s*\.?",
    re.IGNORECASE,
)

_DASH = "[-–—―_]"
_SEPARATOR = rf"(?:--+|{_DASH})"  # never under a repeat: a rule of hyphens would be read in two to the n ways
_CAPITALS = r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’/-]+(?:\s+(?:and\s+)?[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’/-]*){0,4}"
_NAME = r"[A-ZÀ-ÖØ-Þ][\w.'’/-]*(?:\s+(?:of\s+|and\s+|de\s+|la\s+)?[A-ZÀ-ÖØ-Þ][\w.'’/-]*){0,4}"
_FOREIGN_DATE = r"\d{1,2}\.?\s+(?:de\s+)?[^\W\d_]{3,10}"
_SIGNED = re.compile(
    rf"(?P<place>{_NAME}(?:,\s+(?!{_MONTH}\s+\d){_NAME}){{0,2}})?,?\s*"
    rf"(?:/\s*(?P<early>[A-Za-z][\w .&+-]{{1,30}}?)\s*/\s*)?"
    rf"(?:{_WEEKDAY}?{_DATE}[.,]?\s*|{_FOREIGN_DATE}\s*)?"
    rf"(?:{_SEPARATOR}\s*)?(?:\((?P<round>[A-Za-z][^()\n]{{0,40}})\)|/\s*(?P<slash>[A-Za-z][^/\n]{{1,40}}?)\s*/)?"
    rf"\s*(?P<separator>\.?{_DASH}+|/|[.:](?=\s))?\s*"
)
_BARE = re.compile(
    rf"(?P<place>{_CAPITALS}(?:,\s+(?!{_MONTH}\s+\d){_NAME}){{0,2}})(?:,\s+{_WEEKDAY}?{_DATE}[.,]?)?"
    rf"(?:\s+{_SEPARATOR}\s+|{_DASH}{{2,}}\s*|\s*[—―]\s*)(?=[A-ZÀ-Þ0-9\"'“‘`«„$£€])"
)
_DATED = re.compile(
    rf"(?:(?P<place>{_NAME}(?:,\s+(?!{_MONTH}\s+\d){_NAME}){{0,2}}),?\s+(?:\(?{_WEEKDAY})?)?\(?{_DATE}\)?[.,]?"
    rf"\s*{_DASH}+\s+(?=[A-ZÀ-Þ0-9\"'“‘`«„$£€])"
)
_START = r"(?=[A-ZÀ-Þ0-9\"'“‘`«„$£€])"
_PLACES = rf"(?P<place>{_NAME}(?:,\s+(?!{_MONTH}\s+\d){_NAME}){{0,2}})"
_DATED_AFTER = re.compile(
    rf"{_PLACES}\s*(?:{_SEPARATOR}|\|)\s*{_WEEKDAY}?{_DATE}[.,]?\s*{_DASH}+\s+{_START}"
)  # "Austin, Texas – Oct. 7, 2025 – Acme"
_PLACED = re.compile(rf"{_PLACES}\s+{_SEPARATOR}\s+{_START}")  # "Indianapolis – The city"
_LISTED = re.compile(rf"(?P<place>{_NAME}(?:,\s+{_NAME}){{1,2}}):\s+{_START}")  # "Oslo, Norway: The bank"
_SERVICE = r"(?:[A-Z]{2,6}|[A-Z][\w.&'’-]+(?:\s[A-Z][\w.&'’-]+){0,2})"
_FILED = re.compile(rf"{_CAPITALS}[^(]{{0,60}}\({_SERVICE}\)")
_STAMP = re.compile(rf"(?P<label>{_LABEL})?{_DATE}{_TIME}?\.?\s+", re.IGNORECASE)
_OPENING = re.compile(r"[A-ZÀ-Þ0-9\"'“‘`«„$£€]")
_REACH = 200
_AGAIN = 20_000  # characters in which a label comes again


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline that opens a paragraph; the body goes on after white space. `start` is behind a date set before it."""

    start: int
    end: int
    published: str | None
    publisher: str | None


def opening_dateline(text: str, start: int, end: int, *, lead: bool) -> Dateline | None:
    """The dateline with which the paragraph `text[start:end]` opens.

    Signed datelines ("DETROIT (AP) --", "BEIJING, May 22, 2025 /PRNewswire/ --", "(CNN)") are known by their agency
    anywhere, bare ones ("WASHINGTON _", "Geneva, 4 May 2025 -", "Austin, Texas - Oct. 7, 2025 -", "Indianapolis -")
    only in the `lead`. A date may stand before it.
    """
    end = min(end, start + _REACH)
    stamp = _STAMP.match(text, start, end)
    if stamp is not None and (stamp["label"] or stamp["iso"]):  # "date 2025-05-22 BEIJING, May 22 /PRNewswire/ --"
        found = opening_dateline(text, stamp.end(), end, lead=lead)
        return found and replace(found, published=found.published or _iso(stamp))
    match = _SIGNED.match(text, start, end)
    if match is not None:
        signed = [match[name] for name in ("early", "round", "slash") if match[name]]
        publisher = next((agency for name in signed if (agency := _agency(name)) is not None), None)
        unknown = publisher is None and match["round"] and match["separator"] and _FILED.match(text, start, end)
        # no label of a transcript: "THE CHAIR (Ann Lee):", and then "THE CHAIR:"
        if unknown and text.find(f"\n{match['place']}:", end, end + _AGAIN) < 0:
            publisher = match["round"]  # a service that the list does not know
        if publisher is not None and (match["separator"] or _OPENING.match(text, match.end())):
            return _dateline(text, start, match.end(), match, publisher)
    if lead:
        match = (
            _DATED_AFTER.match(text, start, end)
            or _BARE.match(text, start, end)
            or _DATED.match(text, start, end)
            or _known(_PLACED.match(text, start, end) or _LISTED.match(text, start, end))
        )
        if match is not None:
            return _dateline(text, start, match.end(), match, None)
    return None


def _known(match: re.Match[str] | None) -> re.Match[str] | None:
    """The match if it has a known place; a name in small letters alone does not make a dateline."""
    if match is None:
        return None
    places = [place.strip() for place in match["place"].split(",")]
    return match if not lexicon("places", "countries").isdisjoint((places[0], places[-1])) else None


def date_line(line: str) -> tuple[bool, str | None]:
    """Whether the line is nothing but a date ("date 2025-05-22", "Published 28 January 2013"), and which, in ISO."""
    if len(line) > 90:
        return False, None
    match = _DATE_LINE.fullmatch(" ".join(line.split()))  # one space a gap: a row of them has many readings
    return match is not None, _iso(match) if match else None


def is_agency(name: str) -> bool:
    """Whether `name` is a news agency, wire house or publisher that signs datelines."""
    return name.casefold() in _agencies()


def _dateline(text: str, start: int, end: int, match: re.Match[str], publisher: str | None) -> Dateline:
    return Dateline(start, start + len(text[start:end].rstrip()), _iso(match), publisher)


def _iso(match: re.Match[str]) -> str | None:
    """The date of a match in ISO; None if it has no year, or no date at all."""
    found = match.groupdict()
    if found.get("iso"):
        year, month, day = found["iso"].split("-")
    elif found.get("y1"):
        year, month, day = found["y1"], found["m1"], found["d1"]
    elif found.get("y2"):
        year, month, day = found["y2"], found["m2"], found["d2"]
    else:
        return None
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
    try:
        return date(int(year), number, int(re.sub(r"\D", "", day))).isoformat()
    except ValueError:
        return None


def _agency(name: str) -> str | None:
    name = re.split(r"\s*[/–—]\s*|\s+via\s+", name.strip(" -"))[0].strip()
    return name if is_agency(name) else None


@cache
def _agencies() -> frozenset[str]:
    return frozenset(entry.casefold() for entry in lexicon("wire-services"))
