"""Bylines: the names of the writers, or of the desk, in a line that also has roles, places, dates and furniture."""

from __future__ import annotations

import re
from functools import cache

from pressq.text.dateline import is_agency
from pressq.text.lexicon import lexicon

__all__ = ["byline_names", "is_desk", "is_writer_role", "joined_names", "opens_byline"]

_LONGEST = 300
_OPENING = re.compile(
    r"(?:(?P<work>[^\W\d_]+)(?:\s(?:and|&)\s[^\W\d_]+)?\s+)?(?:by|von|por|par|di|door|av)\b\s*:?\s+|"
    r"(?:text|texto|texte|testo|words|текст|автор|author|autor|auteur|autore)\s*:\s*",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"\(?\b[\w.+-]+@[\w.-]+\.\w+\)?|(?<!\w)@\w+|\bhttps?://\S+|\bwww\.\S+|\([^()]*\)")
_PARTS = re.compile(r"\s*(?:[|•·]|\s[-–—―]+\s)\s*")
_SEPARATOR = re.compile(r"\s*[;,/]\s*(?:(?:and|&)\s+)?|\s+(?:and|&|und|et|with|y)\s+")
_BEFORE_SUFFIX = re.compile(r",(?=\s*(?:Jr|Sr|II|III|IV)\b)")
_PLACE = re.compile(r"\s+(?:in|at|for|from|of|special to|reports?|reporting)\s.*", re.IGNORECASE | re.DOTALL)
_WORD = re.compile(r"(?:[^\W\d_]\.)+|[^\W\d_]+(?:['’.-][^\W\d_]+)*[.’']?")
_PARTICLE = re.compile(r"['’-]")
_DATE = re.compile(r"\d|\b(?:updated|posted|published)\b", re.IGNORECASE)
_DEGREE = re.compile(r"Ph\.?D\.?|[MDJBR]\.?[DASN]\.?|M\.?B\.?A\.?|[MB]\.?Sc\.?|Esq\.?")
_MOST_WORDS = 5
_MOST_DESK_WORDS = 7


def byline_names(text: str, *, declared: bool = False) -> tuple[str, ...]:
    """The names of persons in a byline, or of a desk or agency if it names no person.

    "By ANN M. LEE in Oslo and Tim Roe, Health reporter | The Planet" has "Ann M. Lee" and "Tim Roe".

    Args:
        text: the byline as it stands.
        declared: the text is the value of a field for authors, so that one word may be a name.
    """
    text = _BEFORE_SUFFIX.sub("", _ADDRESS.sub(" ", " ".join(text.split())))[:_LONGEST].strip(" ,;|")
    opening = _OPENING.match(text)
    if opening is not None and opening["work"] and opening["work"].casefold() not in lexicon("byline-openings"):
        return ()  # "Photo by Ann Lee"
    text = text[opening.end() :] if opening else text
    for part in _PARTS.split(text):
        if is_desk(part):
            return (part,)
        if names := _names(part, one_word=declared or opening is not None):
            return names
    return ()


def opens_byline(text: str) -> bool:
    """Whether the text begins as a byline does: "By Ann Lee", "Text: Ann Lee"."""
    return _OPENING.match(text) is not None


def joined_names(text: str | None, *, declared: bool = False) -> str | None:
    """The names of a byline in one line, None if there are none."""
    return "; ".join(byline_names(text, declared=declared)) or None if text else None


def is_writer_role(words: str) -> bool:
    """Whether the words are the role of a writer: "Health reporter", "Associated Press Writer"."""
    folded = words.strip(" .,").casefold().split()
    return not lexicon("byline-roles").isdisjoint(" ".join(folded[-count:]) for count in (1, 2, 3, 4))


def _names(part: str, *, one_word: bool) -> tuple[str, ...]:
    """The names of persons in one part of a byline; of an organisation, if it is alone."""
    candidates = [_without_date(words) for words in _SEPARATOR.split(part)]
    names: dict[str, str] = {}
    organisations = []
    for words in candidates:
        name = _cased(_without_titles(_without_role(_PLACE.sub("", words))))
        if is_agency(name):
            organisations.append(name)
        elif not name or is_writer_role(name):
            continue
        elif _is_organisation(name):
            organisations.append(name)
        elif _is_name(name, one_word=one_word, alone=len(candidates) == 1):
            names.setdefault(name.replace(".", "").casefold(), name)
    return tuple(names.values()) or tuple(organisations[:1])


def _without_date(words: str) -> str:
    """The words before a day, a month or a number."""
    kept = []
    for word in words.split():
        if _DATE.search(word) or word.strip(".,") in _calendar():
            break
        kept.append(word)
    return " ".join(kept)


@cache
def _calendar() -> frozenset[str]:
    ambiguous = {"April", "August", "June", "May", "Jan", "Easter", "Christmas"}  # names of persons, too
    return frozenset(entry.rstrip(".") for entry in lexicon("calendar")) - ambiguous


def _without_role(words: str) -> str:
    """The words without a role behind a name: "Tom Lind News reporter"."""
    parts = words.split()
    if len(parts) > 2 and parts[0] in lexicon("given-names"):
        for count in range(min(4, len(parts) - 2), 0, -1):
            if " ".join(parts[-count:]).casefold() in lexicon("byline-roles"):
                return " ".join(parts[:-count])
    return words


def _without_titles(words: str) -> str:
    """The words without forms of address before them and degrees behind."""
    kept = words.strip(" .,:;-–—'\"“”").split() if not words.endswith("Jr.") else words.split()
    while len(kept) > 1 and kept[0] in lexicon("honorifics"):
        kept.pop(0)
    while len(kept) > 2 and _DEGREE.fullmatch(kept[-1]):
        kept.pop()
    return " ".join(kept)


def _cased(name: str) -> str:
    """The name as names are written: not all in capitals or small letters, without an outlet in capitals behind it."""
    words = name.split()
    while len(words) > 2 and words[-1].isupper() and len(words[-1]) > 2 and not words[0].isupper():
        words.pop()
    name = " ".join(words)
    if len(words) > 1 and (name.isupper() or name.islower()) and not is_agency(name):
        return " ".join(_capitalised(word) if len(word.strip(".")) > 1 else word.upper() for word in words)
    known = next((agency for agency in lexicon("wire-services") if agency.casefold() == name.casefold()), name)
    return known if name.isupper() and len(name) > 5 else name


def _capitalised(word: str) -> str:
    if word in {"II", "III", "IV"} or word in lexicon("particles") or word.count(".") > 1:
        return word
    return re.sub(r"[^\W\d_]+", lambda match: match[0].capitalize(), word)


def _is_name(name: str, *, one_word: bool = False, alone: bool = False) -> bool:
    words = name.split()
    if not alone and words[:1] == ["The"]:
        return False
    if len(words) == 1 and name.isupper():
        return False
    if not (1 if one_word and alone else 2) <= len(words) <= _MOST_WORDS or not all(map(_WORD.fullmatch, words)):
        return False
    if any(word.casefold() in lexicon("page-furniture") for word in words):
        return False
    return all(not word[0].islower() or _PARTICLE.split(word)[0] in lexicon("particles") for word in words)


def _is_organisation(name: str) -> bool:
    words = name.split()
    return not lexicon("organisation-words").isdisjoint(words) and words[0] not in lexicon("given-names")


def is_desk(words: str) -> bool:
    """Whether the words name a desk: "Staff and agencies", "our reporters"."""
    folded = words.strip(" .,").casefold().split()
    if not 0 < len(folded) <= _MOST_DESK_WORDS or folded[-1] not in lexicon("desks"):
        return False
    return not any(_is_name(piece) for piece in _SEPARATOR.split(words)[:-1])
