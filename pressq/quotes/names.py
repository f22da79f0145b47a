"""Names in an article: capitalised phrases, with the title before them, as persons, organisations, or neither.

No part-of-speech tagger: capitals, the lexicons and the shape of the phrase tell. What one place leaves open ("Amgen",
"Rihanna") is decided by `entities`, which sees all of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from pressq.quotes.reading import Reading
from pressq.text.lexicon import lexicon

__all__ = ["Name", "NameKind", "is_given_name", "is_title", "names"]

NameKind = Literal["person", "organisation", "place", "unclear"]

_JOINERS = frozenset({"of", "for", "on", "and", "&"})
_OPENS_TITLE = frozenset({"former", "ex", "retired", "acting", "late", "then"})


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it stands in the text, in positions of the reading.

    `title` is where the title begins, `first` where the name does (the same where there is none); the name goes up to
    before `end`. `honorific` tells that a courtesy title ("Mr.") or an office ("Gov.") stands right before it.
    """

    title: int
    first: int
    end: int
    kind: NameKind
    tokens: tuple[str, ...]
    honorific: str | None


@cache
def _titles() -> frozenset[str]:
    return lexicon("titles") | lexicon("honorifics")


@cache
def _given() -> frozenset[str]:
    return lexicon("given-names-male") | lexicon("given-names-female")


@cache
def _person_words() -> frozenset[str]:
    return lexicon("roles") | lexicon("groups")


def is_given_name(form: str) -> bool:
    """Is this a common given name?"""
    return form in _given()


def is_title(form: str) -> bool:
    """May this word stand before a person's name as title, rank or form of address?"""
    return form in _titles() or form.rstrip(".") in _titles()


def names(reading: Reading) -> list[Name]:
    """All names of the article in reading order, inside and outside quotations.

    Lines in capitals and headlines in title case hold none: there the capital says nothing. Names in them are found
    by comparison with the names of the body.
    """
    found: list[Name] = []
    lowered = {reading.lower[i] for i, form in enumerate(reading.forms) if form.islower()}
    shouted = _shouted(reading)
    position = 0
    count = len(reading)
    while position < count:
        if reading.paragraph[position] in shouted:
            position += 1
            continue
        end = _run(reading, position)
        if end == position:
            position += 1
            continue
        found.extend(_split(reading, position, end, lowered))
        position = end
    return found


def _shouted(reading: Reading) -> set[int]:
    """The blocks in which most words begin with a capital, or all letters are capitals."""
    counts: dict[int, list[int]] = {}
    for position, form in enumerate(reading.forms):
        if len(form) > 3 and form[0].isalpha():
            count = counts.setdefault(reading.paragraph[position], [0, 0, 0])
            count[0] += 1
            count[1] += form[0].isupper()
            count[2] += form.isupper()
    shouted = set()
    for block, (words, capital, upper) in counts.items():
        heading = reading.blocks[block].kind in ("title", "subhead")
        if (heading and capital > 0.6 * words and words > 2) or (words > 2 and upper > 0.7 * words):
            shouted.add(block)
    return shouted


def _capital(form: str) -> bool:
    """Does the word begin as a name may?"""
    if form[0].isupper():
        return True
    head, _, tail = form.partition("-")
    return bool(tail) and tail[0].isupper() and head in ("al", "el", "de", "ex", "then", "bin")


def _adjacent(reading: Reading, position: int) -> bool:
    """Does the word at `position` follow the one before with nothing but a space, in the same block and marks?"""
    return (
        reading.paragraph[position] == reading.paragraph[position - 1]
        and reading.quotation[position] == reading.quotation[position - 1]
        and reading.text[reading.ends[position - 1] : reading.starts[position]].isspace()
    )


def _starts_sentence(reading: Reading, position: int) -> bool:
    if position == 0 or reading.sentence[position] != reading.sentence[position - 1]:
        return True
    if reading.quotation[position] != reading.quotation[position - 1]:
        return True
    return reading.forms[position - 1] in (".", "!", "?", ":", "_", "--", "—", "–", "-", "•", "*")


def _run(reading: Reading, start: int) -> int:
    """The end of the capitalised phrase that begins at `start`; `start` where none does."""
    forms, lower = reading.forms, reading.lower
    particles = lexicon("particles")
    form = forms[start]
    position = start
    if not form[0].isalpha():
        return start
    if not _capital(form):
        if not (
            form in particles and len(form) > 1 and form not in ("do", "mac", "la", "el", "los", "st", "del", "den")
        ):
            return start
        while position < len(forms) and forms[position] in particles:
            position += 1
        if position >= len(forms) or not _capital(forms[position]) or not _adjacent(reading, position):
            return start
        if lower[position] in lexicon("function-words"):
            return start
    elif lower[start] in lexicon("function-words") and not _initial_like(forms, start):
        return start
    position += 1
    organisation = form in lexicon("organisation-words")
    while position < len(forms) and _adjacent(reading, position):
        form = forms[position]
        if _capital(form) and form[0].isalpha():
            if lower[position] in ("i", "he", "she"):
                break
            organisation = organisation or form in lexicon("organisation-words")
            position += 1
            continue
        if form in ("Jr", "Jr.", "Sr.", "III", "II"):
            position += 1
            continue
        ahead = position
        if form in particles and len(form) > 1:
            while ahead < len(forms) and forms[ahead] in particles and _adjacent(reading, ahead):
                ahead += 1
            if ahead < len(forms) and _capital(forms[ahead]) and _adjacent(reading, ahead):
                position = ahead + 1
                continue
        if form in _JOINERS and (after := _joined(reading, start, position, organisation)):
            organisation = organisation or any(
                forms[i] in lexicon("organisation-words") for i in range(position, after + 1)
            )
            position = after + 1
            continue
        if form.isdigit() and organisation and len(form) < 3:
            position += 1
            continue
        break
    if position < len(forms) - 1 and forms[position] == "," and forms[position + 1] in lexicon("name-suffixes"):
        position += 2
    return position


def _initial_like(forms: list[str], position: int) -> bool:
    """Is a word that is also a function word part of a name here ("Will Smith", "So Young-jin")?"""
    return forms[position] in _given() and position + 1 < len(forms) and _capital(forms[position + 1])


def _joined(reading: Reading, start: int, position: int, organisation: bool) -> int:
    """Where the capitalised word is that `of`, `for`, `and` at `position` ties to the name; 0 where none is."""
    forms = reading.forms
    joiner = forms[position]
    ahead = position + 1
    if ahead < len(forms) and forms[ahead] == "the" and joiner in ("of", "for", "on"):
        ahead += 1
    if ahead >= len(forms) or not _capital(forms[ahead]) or not _adjacent(reading, ahead):
        return 0
    if forms[ahead] in lexicon("calendar") or is_title(forms[ahead]):
        return 0
    if joiner == "&":
        return ahead
    org_words = lexicon("organisation-words")
    after = ahead
    following = []
    while after < len(forms) and _capital(forms[after]) and (after == ahead or _adjacent(reading, after)):
        following.append(forms[after])
        after += 1
    if joiner == "and":
        inside = any(reading.lower[i] in ("of", "for", "on") for i in range(start, position))
        last = following[-1] in org_words
        if inside and organisation:
            return 0 if last and len(following) > 1 and following[-1] not in ("Services", "Policy") else ahead
        single = position - start == 1 and forms[start] not in _given()
        return ahead if last and single and forms[start] not in lexicon("places") else 0
    head = forms[position - 1]
    if head in org_words or (joiner == "for" and not is_title(head) and _plural_group(forms, start, position)):
        return ahead
    return 0


def _plural_group(forms: list[str], start: int, position: int) -> bool:
    """ "Texans for Public Justice", "Mothers for Peace": a plural in capitals in the middle of a sentence."""
    return position - start == 1 and forms[start].endswith("s") and len(forms[start]) > 4


def _split(reading: Reading, start: int, end: int, lowered: set[str]) -> list[Name]:
    """The title and the name in the capitalised phrase from `start` to `end`."""
    forms, lower = reading.forms, reading.lower
    first = start
    if _starts_sentence(reading, start):
        while first < end and _only_capital_by_place(reading, first, end, lowered):
            first += 1
    while first < end and forms[first] in lexicon("calendar") and first + 1 < end:
        first += 1
    if first >= end:
        return []
    while end - 1 > first and forms[end - 1] in lexicon("calendar"):
        end -= 1
    org_words = lexicon("organisation-words")
    tokens = forms[first:end]
    cut = first
    if not (tokens[-1] in org_words and len(tokens) > 1 and not _is_honorific(tokens[0])):
        for position in range(first, end - 1):
            if is_title(forms[position]) or (position == first and lower[position] in _person_words()):
                cut = position + 1
        if cut > first and lower[cut] in ("of", "for", "and", "&", "on"):
            return _titles_only(reading, start, first, end, cut)
    title = first
    honorific = None
    if cut > first:
        honorific = forms[cut - 1]
    name_first = cut
    if cut == first and forms[first] in lexicon("demonyms") and end - first > 2 and tokens[-1] not in org_words:
        name_first = first + 1
    span = tuple(forms[name_first:end])
    if (len(span) == 1 and is_title(span[0])) or all(is_title(form) for form in span):
        return []  # "the President"
    result = []
    if cut - first > 1:
        result.extend(_inside_title(reading, first, cut))
    kind = _kind(span, honorific)
    if honorific and kind in ("place", "organisation") and not _is_honorific(honorific):
        kind = "organisation" if kind == "organisation" else kind
    result.append(Name(title, name_first, end, kind, span, honorific))
    return result


def _titles_only(reading: Reading, start: int, first: int, end: int, cut: int) -> list[Name]:
    """ "Secretary of State John Smith", "Speaker of the House Ann Jones": the title goes up to the person's name."""
    forms = reading.forms
    position = cut
    while position < end and not (forms[position] in _given() or is_title(forms[position])):
        position += 1
    while position < end and is_title(forms[position]):
        position += 1
    if first < position < end:
        span = tuple(forms[position:end])
        return [Name(first, position, end, "person", span, forms[cut - 1])]
    return [Name(first, first, end, "organisation", tuple(forms[first:end]), None)] if start < first else []


def _inside_title(reading: Reading, first: int, cut: int) -> list[Name]:
    """The organisation or person named in a title: "Wells Fargo CEO", "Clinton campaign manager"."""
    end = first
    while end < cut and not is_title(reading.forms[end]):
        end += 1
    tokens = tuple(reading.forms[first:end])
    if (
        not tokens
        or end == cut
        or (len(tokens) == 1 and (tokens[0] in lexicon("places") or tokens[0] in lexicon("demonyms")))
    ):
        return []
    kind = _kind(tokens, None)
    if kind == "place":
        return []
    return [Name(first, first, end, "organisation" if kind == "organisation" else "unclear", tokens, None)]


def _only_capital_by_place(reading: Reading, position: int, end: int, lowered: set[str]) -> bool:
    """Is this word capitalised only because a sentence begins with it?"""
    form, low = reading.forms[position], reading.lower[position]
    if low in lexicon("function-words"):
        return not _initial_like(reading.forms, position)
    if form in _given() or is_title(form) or form.isupper() or form in lexicon("places"):
        return False
    if low in _person_words():
        return False
    return low in lowered and (position + 1 == end or reading.forms[position + 1] not in lexicon("organisation-words"))


def _is_honorific(form: str) -> bool:
    return form in lexicon("honorifics")


def _kind(tokens: tuple[str, ...], honorific: str | None) -> NameKind:
    whole = " ".join(tokens)
    if honorific is not None and _is_honorific(honorific):
        return "person"
    if whole in lexicon("places") or whole in lexicon("demonyms") or whole in lexicon("calendar"):
        return "place"
    if whole in lexicon("agencies") or tokens[0] in ("The",):
        return "organisation"
    if any(form in lexicon("organisation-words") or form in ("of", "for", "&") for form in tokens):
        return "organisation"
    if honorific is not None:
        return "person"
    if len(tokens) == 1:
        form = tokens[0]
        if form in _given():
            return "person"
        return "organisation" if form.isupper() and len(form) > 1 and "." not in form else "unclear"
    if tokens[0] in lexicon("places") or (tokens[0] in lexicon("demonyms") and tokens[0] not in _given()):
        return "person" if tokens[0] in _given() else "unclear"
    if any(form.isupper() and len(form.replace(".", "")) > 2 for form in tokens):
        return "unclear"
    if tokens[0] in _given() or len(tokens) <= 4:
        return "person"
    return "unclear"
