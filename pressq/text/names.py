"""Names, split and compared: the only place that says when two forms can be the name of one person or organisation.

How strict the answer is depends on who may be meant. Within an article a first name will do for a person who is there
(`is_person_form`); where two texts give the same words to one person, it is a question of degree (`name_likeness`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from itertools import combinations, takewhile
from typing import Literal

from pressq.text.lexicon import lexicon, once_a_language

__all__ = [
    "acronyms",
    "bare_name",
    "full_forms",
    "is_given_name",
    "is_initials",
    "is_misspelled",
    "is_person_form",
    "is_short_form",
    "is_suffix",
    "is_title",
    "name_likeness",
    "name_words",
    "office_initials",
    "phrase_words",
    "plain",
    "sex_of",
    "surname",
    "whole_surname",
    "without_clitic",
    "without_loose_end",
    "without_titles",
]

_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_CLITIC = re.compile(r"(?:['’]s|(?<=s)['’])\Z", re.IGNORECASE)
_ELIDED = re.compile(r"\b(?:[cdjlmnst]|(?:jus|lors|puis|quoi)?qu)['’](?=\w)", re.IGNORECASE)
_ARABIC_ARTICLE = re.compile(r"\b([ae]l)-\b")
_NAMING = frozenset({"called", "named"})  # before a name: "a pilot named" Ann Lee
_RELATIVE = frozenset({"who", "whom", "whose", "which"})
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_FIRMS = frozenset(
    {"inc", "corp", "co", "ltd", "llc", "plc", "company", "corporation", "limited", "group", "ag", "gmbh", "sa"}
)
_HONOURS = re.compile(r"[A-Z]{2,3}(?:['’]\d\d)?|['’]\d\d")  # "KC", "MBE", "MBA’92"
_TRADES = ("ist", "ician", "-maker")  # how words for what people do may end
_SMALL = frozenset({"of", "the", "and", "for", "in", "on", "to", "de", "la", "du", "a"})
_LETTERS = str.maketrans({"’": "'", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
_EQUAL, _SHORTENED, _FIRST_NAME, _DIFFERENT = 3, 2, 1, 0

# ------------------------------------------------------------------------------------------------------ splitting


def without_clitic(form: str) -> str:
    """A name without a possessive ending ("Okoro's", "the Jets'")."""
    return _CLITIC.sub("", form)


def phrase_words(phrase: str) -> list[str]:
    """The words of a phrase; where the language elides, "l'ancien" is two."""
    return (_ELIDED.sub(r"\g<0> ", phrase) if "elision" in lexicon("traits") else phrase).split()


@once_a_language(1 << 14)
def name_words(form: str) -> tuple[str, ...]:
    """The words of a name in lower case, without accents, an article before it, marks and a possessive ending.

    An Arabic article is a word of its own, as it is often left out: "al-Amin" is also "Amin".
    """
    words = tuple(_WORD.findall(_ARABIC_ARTICLE.sub(r"\1 ", plain(without_clitic(form)))))
    return words[1:] if len(words) > 1 and words[0] in lexicon("articles") else words


def surname(words: tuple[str, ...]) -> str:
    """The last of a person's `name_words` but for "Jr." and the like; nothing of nothing."""
    return "".join(_unsuffixed(words)[-1:])


def whole_surname(name: str) -> str:
    """The surname of a full name with the small words before it, without "Jr.": "de la Cruz" of "Ann de la Cruz"."""
    words = [word for word in name.split() if not is_suffix(word.strip(".,"), of_person=True)]
    start = len(words) - 1
    while start > 1 and words[start - 1].casefold() in lexicon("particles"):
        start -= 1
    return " ".join(words[max(1, start) :])


def plain(name: str) -> str:
    """A name in lower case, without accents and with straight apostrophes, as another text may have it."""
    if name.isascii():
        return name.casefold()
    letters = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def is_given_name(word: str) -> bool:
    """Can a full name begin with this word, in lower case: a given name, or an initial?"""
    if len(word) == 1:
        return True
    return plain(word) in lexicon("names-of-men", "names-of-women") or word.capitalize() in lexicon("given-names")


def sex_of(words: tuple[str, ...]) -> Literal["he", "she"] | None:
    """Do men or women bear the first of a person's `name_words`? None where both may, and of a single word."""
    first = plain(words[0]) if len(words) > 1 else ""
    return "he" if first in lexicon("names-of-men") else "she" if first in lexicon("names-of-women") else None


def is_title(word: str) -> bool:
    """Is the word one that stands before names: "Sen.", "Mr", "MAYOR"?"""
    forms = {word, word.rstrip("."), word.capitalize(), word.capitalize().rstrip(".")}
    return not forms.isdisjoint(lexicon("titles", "honorifics"))


def is_suffix(word: str, *, of_person: bool = False) -> bool:
    """Is the word one that stands after names, or those of persons, and belongs to them: "Jr", "Inc", "GmbH"?"""
    return word.casefold() in _SUFFIXES or (not of_person and word.casefold() in _FIRMS)


@once_a_language(16)
def full_forms(table: str) -> dict[str, set[str]]:
    """Of each short form in a table ("Bill", "Sen"), in lower case, the words that it may stand for."""
    full: dict[str, set[str]] = {}
    for entry in lexicon(table):
        word, *short = entry.casefold().split()
        for form in short:
            full.setdefault(form, set()).add(word)
    return full


def without_titles(name: str) -> str:
    """A name without what stands before it: "SEN. VARGA" is VARGA."""
    words = name.split()
    while len(words) > 1 and (is_title(words[0]) or words[0].casefold() == "the"):
        words.pop(0)
    return " ".join(words)


def without_loose_end(phrase: str, also: Collection[str] = ()) -> str:
    """A phrase without what no phrase ends with: "the leader of the" is "the leader"; and without words of `also`."""
    loose = lexicon("prepositions", "conjunctions").union(lexicon("articles"), _NAMING, _RELATIVE, also)
    words = phrase.split(" ")
    while len(words) > 1 and (not words[-1] or words[-1].rstrip(",;") in loose):
        words.pop()
    return " ".join(words).rstrip(",;")


def _stands_before(word: str, name: str) -> bool:
    """Is a word before a name a title, or, with a sentence's capital, a trade: "Physicist Ann Lee"?"""
    form = word.casefold()
    if form.endswith(_TRADES) and not form.endswith("quist"):  # "Lindquist Anna", "Ventriloquist Anna"
        return True
    return is_title(word) or ((form in lexicon("roles") or form.endswith(_TRADES)) and is_given_name(name.casefold()))


def bare_name(name: str) -> str:
    """A person's name without titles and trades before it and letters after it: "Cllr Ann Lee OBE" is Ann Lee.

    Two words at least are left; and so is what follows other words in capitals ("Kim YONG NAM"), and a title that is a
    given name, too ("Earl Ray Mason"), unless it alone is in capitals ("ADA Ann Lee").
    """
    words = name.split()
    while len(words) > 2 and _stands_before(*words[:2]) and len(words[1].rstrip(".")) > 1:  # not "M. K. Lee"
        if is_given_name(words[0].casefold()) and not (words[0].isupper() and not words[1].isupper()):
            break
        words.pop(0)
    end = len(words)
    while end > 2 and _HONOURS.fullmatch(words[end - 1]) and words[end - 1].casefold() not in _SUFFIXES:
        end -= 1
    in_capitals = any(_HONOURS.match(word) for word in words[:end])
    return without_clitic(" ".join(words if in_capitals else words[:end]))


def _unsuffixed(words: tuple[str, ...]) -> tuple[str, ...]:
    return words[:-1] if len(words) > 1 and words[-1] in _SUFFIXES else words


def _suffix(words: tuple[str, ...]) -> tuple[str, ...]:
    return words[len(_unsuffixed(words)) :]


# ------------------------------------------------------------------------------------------------------ comparing


def is_person_form(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Can a person of the name `full` be called `short`? Both are `name_words`.

    A surname, a first name, or some of the words, initials standing for names: ("lee",), ("a", "lee") and
    ("ann", "lee") for ("ann", "b", "lee"); after a given name one part of a surname: ("ann", "lee") for "Ann Lee-Dahl".
    """
    short, full = _unsuffixed(short), _unsuffixed(full)
    if not short or len(short) > len(full):
        return False
    if len(short) == 1:
        return short[0] in (full[-1], full[0]) or (len(full) > 2 and short[0] in full)
    if short[-1] not in (full[-1], *full[-1].split("-")):
        return short == full[: len(short)] or short == full[-len(short) :]
    rest = list(full[:-1])
    for word in short[:-1]:
        match = next((place for place, other in enumerate(rest) if _alike(word, other)), None)
        if match is None:
            return False
        del rest[: match + 1]
    return True


def name_likeness(one: str, other: str) -> int:
    """How surely two names, as two texts have them, are one person's.

    3 the same name, 2 a shorter form of it, 1 a first name only, 0 different names; titles, accents, capitals and what
    a first name is short for make no difference.
    """
    short, full = sorted((_bare_words(one), _bare_words(other)), key=len)
    if not short:
        return _DIFFERENT
    if sorted(short) == sorted(full):
        return _EQUAL
    if len(short) == 1:
        return _SHORTENED if short[0] == full[-1] else _FIRST_NAME if short[0] in full else _DIFFERENT
    if all(word in full for word in short):
        return _SHORTENED
    fits = short[-1] == full[-1] and any(_is_same_given_name(short[0], word) for word in full[:-1])
    return _SHORTENED if fits else _DIFFERENT


@once_a_language(1 << 14)
def _bare_words(name: str) -> tuple[str, ...]:
    return _unsuffixed(name_words(plain(without_titles(name))))


def _alike(word: str, other: str) -> bool:
    """Are two given names equal, or one the initial of the other?"""
    return word == other or (1 in (len(word), len(other)) and word[0] == other[0])


def _is_same_given_name(one: str, other: str) -> bool:
    """Are two given names alike, or one short for the other?"""
    names = full_forms("nicknames")
    return _alike(one, other) or not {one, *names.get(one, ())}.isdisjoint({other, *names.get(other, ())})


def is_misspelled(word: str, right: str) -> bool:
    """Is a word another one but for a letter that is wrong, missing or too many?"""
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(word, right, strict=False)))
    one, other = word[same:], right[same:]
    return one != other and (one[1:] == other[1:] or one[1:] == other or one == other[1:])


def is_short_form(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Can an organisation of the name `full` be called `short`? Both are `name_words`.

    The same but for words such as "Inc"; its first words; its last words, if they are two at least.
    """
    bare = tuple(word for word in full if word not in _FIRMS) or full
    short = tuple(word for word in short if word not in _FIRMS) or short
    if not short or len(short) > len(full):
        return False
    if short in (full, bare) or short == full[: len(short)]:
        return True
    return len(short) > 1 and short == full[-len(short) :]


@once_a_language(1 << 12)
def office_initials(office: str) -> frozenset[str]:
    """What may stand for an office, its noun among the words: "PM" or "MPM" for "Maltese prime minister"."""
    words = [word for word in _WORD.findall(office.casefold().replace("-", " ")) if word not in lexicon("articles")]
    noun = next((place for place, word in enumerate(words) if word in lexicon("prepositions")), len(words)) - 1
    heavy = [place for place, word in enumerate(words) if word not in _SMALL]
    runs = (heavy[first:stop] for first, stop in combinations(range(len(heavy) + 1), 2))
    return frozenset("".join(words[place][0] for place in run).upper() for run in runs if noun in run and len(run) > 1)


def is_initials(short: str, full: str) -> bool:
    """Is `short` made of the first letters of the words of `full` ("BCC" for "Bay City Council")?"""
    letters = re.sub(r"[^\w]", "", without_clitic(short))
    return len(letters) > 1 and letters[0].isupper() and " " not in short and letters.casefold() in acronyms(full)


def acronyms(name: str) -> set[str]:
    """The first letters of the words of a name, and of those that count, in lower case."""
    words = [word.casefold() for word in _WORD.findall(name) if word.casefold() not in lexicon("articles")]
    firsts = [part[0] for word in words for part in word.split("-") if part]
    return {"".join(firsts), "".join(word[0] for word in words if word not in _SMALL)}
