"""Names in an article: capitalised phrases, with the title before them, as persons, organisations, or neither.

No part-of-speech tagger: capitals, the lexicons and the shape of the phrase tell. What one place leaves open ("Amgen",
"Rihanna") is decided by `entities`, which sees all of them.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Literal

from pressq.quotes.cues import is_cue_verb, is_finite_cue
from pressq.quotes.reading import Reading
from pressq.text.lexicon import lexicon

__all__ = ["Name", "NameKind", "is_honorific", "is_title", "names"]

NameKind = Literal["person", "organisation", "thing", "unclear"]

_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_PEOPLE = frozenset({"women", "men", "children", "people", "workers", "teachers", "governors", "veterans", "doctors"})
# Words that close the name of an organisation which "and" may run through.
_CLOSING = frozenset(
    {"Agency", "Association", "Authority", "Board", "Bureau", "Commission", "Committee", "Council", "Department"}
    | {
        "Enforcement",
        "Protection",
        "Prevention",
        "Foundation",
        "Institute",
        "Office",
        "Party",
        "Service",
        "Services",
        "Society",
        "Trust",
        "Union",
        "Administration",
    }
)
_MONTH_BEFORE = frozenset({"in", "of", "last", "this", "next", "since", "by", "early", "late", "until", "from", "mid"})


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it stands in the text, in positions of the reading.

    `title` is where the title begins, `first` where the name does (the same where there is none); the name goes up to
    before `end`. `honorific` is the last word of the title: a form of address ("Mr.") or an office ("Gov.").
    """

    title: int
    first: int
    end: int
    kind: NameKind
    tokens: tuple[str, ...]
    honorific: str | None


def _given() -> frozenset[str]:
    return lexicon("given-names-male", "given-names-female")


def _not_persons() -> frozenset[str]:
    return lexicon("places", "demonyms", "calendar")


@cache
def _grammar() -> frozenset[str]:
    """Function words that are in no name, whatever follows them."""
    closed = lexicon("determiners", "prepositions", "conjunctions", "auxiliaries")
    return closed | {"he", "she", "it", "they", "we", "you", "i", "who", "there", "yes", "no", "here", "how", "now"}


def is_title(form: str) -> bool:
    """May this word stand before a person's name as title, rank or form of address?"""
    titles = lexicon("titles")
    return form in titles or form in lexicon("honorifics") or form.rstrip(".") in titles


def is_honorific(form: str) -> bool:
    """Is this a form of address that tells nothing about the office ("Mr.")?"""
    return form in lexicon("honorifics")


def _is_person_word(word: str) -> bool:
    return word in lexicon("roles") or word in lexicon("groups")


def names(reading: Reading) -> list[Name]:
    """All names of the article in reading order, inside and outside quotations.

    Lines in capitals and headlines in title case hold none: there the capital says nothing. Names in them are found
    by comparison with the names of the body.
    """
    return _Names(reading).all()


class _Names:
    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.forms = reading.forms
        self.lower = reading.lower
        self.small = {word for word, form in zip(reading.lower, reading.forms, strict=True) if form.islower()}
        self.amid = {
            form
            for position, form in enumerate(reading.forms)
            if form[0].isupper() and not self._starts_sentence(position)
        }

        self.subjects = {
            form
            for position, form in enumerate(reading.forms[:-1])
            if form[0].isupper()
            and (is_finite_cue(reading.lower[position + 1]) or reading.lower[position + 1] in _POSSESSIVE)
            and not (position and reading.forms[position - 1] in lexicon("organisation-words"))
        }

    def all(self) -> list[Name]:
        found: list[Name] = []
        shouted = _shouted(self.reading)
        particles = lexicon("particles")
        reached = 0
        for position, (form, paragraph) in enumerate(zip(self.forms, self.reading.paragraph, strict=True)):
            if position < reached or paragraph in shouted or not (_capital(form) or form in particles):
                continue
            reached = self._run(position)
            if reached > position:
                found.extend(self._split(position, reached))
        return found

    # ------------------------------------------------------------------------------- the capitalised phrase
    def _adjacent(self, position: int) -> bool:
        """Does the word at `position` follow the one before with nothing but a space, in the same block and marks?"""
        reading = self.reading
        return (
            reading.paragraph[position] == reading.paragraph[position - 1]
            and reading.quotation[position] == reading.quotation[position - 1]
            and reading.text[reading.ends[position - 1] : reading.starts[position]].isspace()
        )

    def _starts_sentence(self, position: int) -> bool:
        reading = self.reading
        if position == 0 or reading.sentence[position] != reading.sentence[position - 1]:
            return True
        if reading.quotation[position] != reading.quotation[position - 1]:
            return True
        return self.forms[position - 1] in (".", "!", "?", ":", "_", "--", "—", "–", "-", "•", "*", "...", "…")

    def _opens(self, start: int) -> int:
        """The first capitalised word of a phrase that may begin at `start` with a particle; -1 where none does."""
        form = self.forms[start]
        if not form[0].isalpha():
            return -1
        if _capital(form):
            low = self.lower[start]
            if low not in lexicon("function-words") or self._will_smith(start):
                return start
            ahead = start + 1  # "Long Beach", amid a sentence
            amid = not self._starts_sentence(start) and ahead < len(self.forms) and _capital(self.forms[ahead])
            return start if amid and self._adjacent(ahead) and low not in _grammar() else -1
        particles = lexicon("particles")
        if form not in particles or form in ("do", "mac", "la", "el", "los", "st", "del", "den", "e", "y", "zu"):
            return -1
        position = start
        while position < len(self.forms) and self.forms[position] in particles:
            position += 1
        if position >= len(self.forms) or not _capital(self.forms[position]) or not self._adjacent(position):
            return -1
        return -1 if self.lower[position] in lexicon("function-words") else position

    def _will_smith(self, position: int) -> bool:
        """Is a word that is also a function word part of a name here ("Will Smith")?"""
        ahead = position + 1
        return self.forms[position] in _given() and ahead < len(self.forms) and _capital(self.forms[ahead])

    def _run(self, start: int) -> int:
        """The end of the capitalised phrase that begins at `start`; `start` where none does."""
        forms, count = self.forms, len(self.forms)
        position = self._opens(start)
        if position < 0:
            return start
        organisation = forms[position] in lexicon("organisation-words")
        position += 1
        while position < count and (self._adjacent(position) or forms[position] in _POSSESSIVE):
            form = forms[position]
            if form in _POSSESSIVE:
                after = self._possessive(position)
                if not after:
                    break
                organisation, position = True, after
            elif _capital(form) and form[0].isalpha():
                if self.lower[position] in ("i", "he", "she", "they", "we"):
                    break
                organisation = organisation or form in lexicon("organisation-words")
                position += 1
            elif form in lexicon("particles") and (after := self._particles(position)):
                position = after
            elif form in ("of", "for", "on", "and", "&") and (after := self._joined(start, position, organisation)):
                organisation = organisation or form != "of" or not is_title(forms[position - 1])
                position = after + 1
            elif form.isdigit() and len(form) < 3 and organisation:
                position += 1
            else:
                break
        if position + 1 < count and forms[position] == "," and forms[position + 1] in lexicon("name-suffixes"):
            position += 2
        return position

    def _particles(self, position: int) -> int:
        """Past the particles at `position` and the capitalised word after them; 0 where there is none."""
        ahead = position
        while ahead < len(self.forms) and self.forms[ahead] in lexicon("particles") and self._adjacent(ahead):
            ahead += 1
        if ahead < len(self.forms) and _capital(self.forms[ahead]) and self._adjacent(ahead):
            return ahead + 1
        return 0

    def _possessive(self, position: int) -> int:
        """Past "'s Law Center" in "the National Women's Law Center"; 0 where the possessor is no part of the name."""
        owner = self.lower[position - 1]
        if owner not in _PEOPLE and not owner.endswith(("men", "women")):
            return 0
        ahead = position + 1
        while ahead < len(self.forms) and _capital(self.forms[ahead]) and self._adjacent(ahead):
            ahead += 1
        return ahead if self.forms[ahead - 1] in lexicon("organisation-words") else 0

    def _joined(self, start: int, position: int, organisation: bool) -> int:
        """Where the capitalised word is that `of`, `for`, `and` at `position` ties to the name; 0 where none is."""
        forms = self.forms
        joiner, head = forms[position], forms[position - 1]
        ahead = position + 1
        if ahead < len(forms) and forms[ahead] in ("the", "a") and joiner in ("of", "for", "on"):
            ahead += 1
        if ahead >= len(forms) or not _capital(forms[ahead]) or not self._adjacent(ahead):
            return 0
        if forms[ahead] in lexicon("calendar") or is_honorific(forms[ahead]):
            return 0
        if joiner == "&":
            return ahead
        if joiner == "and":
            return ahead if self._and(start, position, ahead, organisation) else 0
        if is_title(forms[ahead]) and not is_title(head):
            return 0
        if head in lexicon("organisation-words") or (joiner == "of" and is_title(head)):
            return ahead
        alone = position - start == 1 and head.endswith("s") and len(head) > 4
        return ahead if joiner == "for" and alone and not is_title(head) else 0

    def _and(self, start: int, position: int, ahead: int, organisation: bool) -> bool:
        """Does "and" run through a name ("Securities and Exchange Commission"), rather than tie two?"""
        forms = self.forms
        after = ahead
        while after < len(forms) and _capital(forms[after]) and (after == ahead or self._adjacent(after)):
            after += 1
        following, before = forms[ahead:after], forms[start:position]
        closes = following[-1] in lexicon("organisation-words")
        if organisation and any(form in ("of", "for", "on") for form in before):
            return not closes or len(following) == 1 or following[-1] == "Services"
        if not closes or before[0] in _given():
            return False
        if before[-1] in lexicon("organisation-words"):
            return len(before) == 1 and len(following) > 1 and following[-1] in _CLOSING
        if " ".join(before) in lexicon("places"):
            return len(following) > 2 and following[0] in lexicon("places")
        return len(before) == 1 or following[-1] in _CLOSING

    # ------------------------------------------------------------------------------------- title and name
    def _split(self, start: int, end: int) -> list[Name]:
        """The title and the name in the capitalised phrase from `start` to `end`."""
        forms = self.forms
        first = start
        if self._starts_sentence(start):
            while first < end and self._only_by_place(first, end):
                first += 1
        while first < end and self._is_date(first, end):
            first += 1
        while end - 1 > first and forms[end - 1] in lexicon("calendar") and not self._surname_of_month(end - 1):
            end -= 1
        if first >= end:
            return []
        if (part := self._run_together(first, end)) is not None:
            return [*self._split(first, part), *self._split(part, end)]
        cut = self._title_end(first, end)
        if cut < end and forms[cut] == "of":
            return self._office(first, cut, end)
        if all(is_title(form) for form in forms[cut:end]):
            return []  # "the President"
        if cut == first and (self._is_nationality(first, end) or (end - first > 2 and _is_modifier(forms[first]))):
            cut = first + 1
            return [Name(first, cut, end, _kind(tuple(forms[cut:end]), None), tuple(forms[cut:end]), None)]
        honorific = forms[cut - 1] if cut > first else None
        tokens = tuple(forms[cut:end])
        kind = _kind(tokens, honorific)
        if kind == "unclear" and tokens[-1].casefold() in self.small and len(tokens) == 1 and tokens[0].isupper():
            kind = "thing"  # a common word in capitals
        elif kind == "thing" and tokens[0] in self._months and not self._is_month(first):
            kind = "unclear"  # "Theresa May", "May"
        name = Name(first, cut, end, kind, tokens, honorific)
        return [*(self._inside_title(first, cut) if cut - first > 1 else ()), name]

    def _run_together(self, first: int, end: int) -> int | None:
        """ "At the Evening Post Smith said": where an organisation ends and a surname that is known begins."""
        forms, last = self.forms, end - 1
        if end - first < 3 or forms[last - 1] not in lexicon("organisation-words") or end >= len(forms):
            return None
        known = lexicon("organisation-words", "thing-words", "places", "demonyms", "calendar")
        if forms[last] in known or is_title(forms[last]):
            return None
        following = self.lower[end]
        acts = is_finite_cue(following) or (following in lexicon("auxiliaries") and following not in _POSSESSIVE)
        return last if acts and forms[last] in self.subjects else None

    def _title_end(self, first: int, end: int) -> int:
        """Where the name begins after its title; `first` where there is no title."""
        forms = self.forms
        held = first
        while held < end and is_title(forms[held]):
            held += 1
        if first < held < end and forms[held] == "of" and self.lower[held - 1] in lexicon("roles"):
            return held  # "President of Larkfield University"
        if end - first > 1 and forms[end - 1] in lexicon("organisation-words") and not is_honorific(forms[first]):
            return first
        cut = first
        for position in range(first, end - 1):
            form, following = forms[position], forms[position + 1]
            if form in _given() and following not in _given():
                continue  # "Dean Smith" is a name, "Dean Robert Smith" a dean
            opens = position == first and form not in lexicon("organisation-words")
            if is_title(form) or (opens and _is_person_word(self.lower[position]) and following not in _CLOSING):
                cut = position + 1
        if cut == first + 1 and not is_title(forms[first]) and _joining(forms, cut):
            return first  # "Citizens for Tax Justice"
        if cut > first and forms[cut] not in _given() and forms[cut] not in lexicon("particles"):
            for position in range(cut + 1, end - 1):
                if forms[position] in _given() and not is_title(forms[position]):
                    return position  # "Miss Universe Ann Lee"
        return cut

    def _is_nationality(self, first: int, end: int) -> bool:
        forms = self.forms
        return (
            forms[first] in lexicon("demonyms")
            and end - first > 2
            and forms[end - 1] not in lexicon("organisation-words")
            and forms[first + 1] not in ("for", "of")
        )

    def _office(self, first: int, cut: int, end: int) -> list[Name]:
        """ "Secretary of State John Smith", "Speaker of the House Ann Jones": the title goes up to the person."""
        forms = self.forms
        position = cut + 1
        while (
            position < end
            and not (forms[position] in _given() and position > cut + 1)
            and not is_title(forms[position])
        ):
            position += 1
        while position < end and is_title(forms[position]):
            position += 1
        if position < end:
            return [Name(first, position, end, "person", tuple(forms[position:end]), forms[cut - 1])]
        inner = cut + 2 if forms[cut + 1] in ("the", "a") else cut + 1
        tokens = tuple(forms[inner:end])
        if not tokens or _kind(tokens, None) != "organisation":
            return []
        return [Name(inner, inner, end, "organisation", tokens, None)]

    def _inside_title(self, first: int, cut: int) -> list[Name]:
        """The organisation or person named in a title: "Wells Fargo CEO", "Clinton campaign manager"."""
        end = first
        while end < cut and not is_title(self.forms[end]):
            end += 1
        tokens = tuple(self.forms[first:end])
        if not tokens or end == cut or (len(tokens) == 1 and tokens[0] in _not_persons()):
            return []
        kind = _kind(tokens, None)
        if kind == "thing":
            return []
        return [Name(first, first, end, "unclear" if kind == "person" else kind, tokens, None)]

    def _is_date(self, position: int, end: int) -> bool:
        """A day or month in front of a name; "April Ryan" is none, "In April Ryan said" has one."""
        form = self.forms[position]
        if form not in lexicon("calendar") or position + 1 >= end:
            return False
        return form not in _given() or self._is_month(position)

    @cached_property
    def _months(self) -> frozenset[str]:
        """The months that are surnames here."""
        calendar = lexicon("calendar")
        return frozenset(f for i, f in enumerate(self.forms) if f in calendar and i and self._surname_of_month(i))

    def _surname_of_month(self, position: int) -> bool:
        """ "Theresa May": a month right after a given name."""
        given = self.forms[position - 1] in _given() and not self._is_date(position - 1, position + 1)
        return given and not self.lower[position].endswith("day") and not self._is_month(position)

    def _is_month(self, position: int) -> bool:
        """ "in May", "May 3"."""
        following = self.forms[position + 1] if position + 1 < len(self.forms) else ""
        return following[:1].isdigit() or (position > 0 and self.lower[position - 1] in _MONTH_BEFORE)

    def _only_by_place(self, position: int, end: int) -> bool:
        """Is this word capitalised only because a sentence begins with it?"""
        form, low = self.forms[position], self.lower[position]
        if low in lexicon("function-words"):
            return not self._will_smith(position)
        alone = position + 1 == end
        if is_finite_cue(low) or (is_cue_verb(low) and form not in _given() and form not in self.amid):
            return form not in self.amid
        if _is_person_word(low):
            return alone
        if form in _given() or is_title(form) or form.isupper() or form in lexicon("places") or form in self.amid:
            return False
        if alone:
            return low in self.small or low.endswith("ing") or not self._acts(end)
        return low in self.small and self.forms[position + 1] not in lexicon("organisation-words")

    def _acts(self, position: int) -> bool:
        """Can what ends before `position` be a name, by the word after it: a verb, a possessive, a comma?"""
        if position >= len(self.forms):
            return False
        word = self.lower[position]
        return (
            word in _POSSESSIVE
            or word in (",", ":", "(", "and", "who")
            or is_cue_verb(word)
            or word in lexicon("auxiliaries")
            or word.endswith("ed")
        )


def _is_modifier(form: str) -> bool:
    """ "Texas-based", "London-born"."""
    return form.endswith(("-based", "-born", "-raised", "-trained", "-educated"))


def _joining(forms: list[str], position: int) -> bool:
    """Does a joining word stand where a name should begin?"""
    return forms[position] in ("of", "for", "on", "and", "&")


def _capital(form: str) -> bool:
    """Does the word begin as a name may?"""
    if form[0].isupper():
        return True
    head, _, tail = form.partition("-")
    return bool(tail) and tail[0].isupper() and head in ("al", "el", "de", "ex", "then", "bin")


def _shouted(reading: Reading) -> set[int]:
    """The headings in which most words begin with a capital, and the blocks in which all letters are capitals."""
    placed = zip(reading.paragraph, reading.forms, strict=True)
    long = [(block, form) for block, form in placed if len(form) > 3 and form[0].isalpha()]
    words = Counter(block for block, _ in long)
    capital = Counter(block for block, form in long if form[0].isupper())
    upper = Counter(block for block, form in long if form.isupper())
    return {
        block
        for block, count in words.items()
        if count > 2
        and (
            upper[block] > 0.7 * count
            or (capital[block] > 0.6 * count and reading.blocks[block].kind in ("title", "subhead"))
        )
    }


def _kind(tokens: tuple[str, ...], honorific: str | None) -> NameKind:
    if honorific is not None and is_honorific(honorific):
        return "person"
    whole = " ".join(tokens)
    if whole in _not_persons():
        return "thing"
    if whole in lexicon("agencies", "wire-services") or tokens[0] == "The":
        return "organisation"
    human = tokens[0] in _given() and (len(tokens) == 2 or any(form in lexicon("particles") for form in tokens))
    if tokens[-1] in lexicon("thing-words") and len(tokens) > 1 and not human:
        return "thing"
    if any(character.isdigit() for character in whole) and len(tokens) == 1:
        return "thing"
    if any(form in lexicon("organisation-words") or form in ("of", "for", "&") for form in tokens):
        return "organisation"
    if honorific is not None:
        return "person"
    if len(tokens) == 1:
        return "unclear"
    initials = sum(len(form.replace(".", "")) == 1 or (form.isupper() and form[1:2] == ".") for form in tokens)
    if tokens[-1] in lexicon("name-suffixes") or (initials and 1 < len(tokens) - initials < 4):
        return "person"
    return "person" if tokens[0] in _given() and tokens[-1] not in _not_persons() and len(tokens) < 6 else "unclear"
