"""Where names begin and end: the words of a window that the network has for names, and what the language says of them.

No name goes over a sentence, a bracket or, but for "Jr." and what departments are for, a comma; small words part no
name, titles and forms of address are outside of it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING

from pressq.quotes.encoding.labels import NAMES
from pressq.quotes.encoding.tokens import Tokens
from pressq.quotes.encoding.viterbi import OUTSIDE_THRESHOLD, TokenSpan, spans_from_probabilities
from pressq.quotes.encoding.windows import After, Before, Window
from pressq.quotes.language import FORMS_OF_ADDRESS, has_trait
from pressq.quotes.mentions.introductions import INTRODUCTION_ENDINGS, introduction_start
from pressq.text.lexicon import lexicon
from pressq.text.names import is_given_name, is_suffix, is_title, without_clitic

if TYPE_CHECKING:
    from pressq.quotes.encoding.encoder import WindowScores

__all__ = ["TRAILING_WORDS", "WindowView", "extract_names"]

TRAILING_WORDS = ("determiners", "prepositions", "conjunctions")  # lists of words that no name or description ends with
_ADJECTIVE = re.compile(r"-(?:area|born|run|style|[a-z]*ed)$")  # before a name, never in it
_CLOSING = frozenset("<>)]")  # never within a name: "Acme Corp <ACME>", "Ann Lee (of Acme), Bob Roe"
_LEVELS = frozenset({"city", "county", "federal", "local", "national", "provincial", "regional", "state"})
_MARKS = {"“": "”", '"': '"', "‘": "’", "'": "'"}  # around nicknames
_PARTING = frozenset({After.COMMA, After.SEMICOLON, After.COLON, After.END})
_GIVEN = 0.9  # the part of the chance of being no name that a word loses which the text gives as a name
# before the last things that a department is for, which are joined by "and"
_DEPARTMENT = re.compile(
    r"\b(?:Department|Ministry|Committee|Commission|Office|Bureau|Chamber|Faculty|Institute|School|Council|Board|"
    r"Cent(?:re|er)) (?:for|of|on) (?:the )?[A-Z][\w-]+(?: [A-Z][\w-]+)?(?:, [A-Z][a-z]+)*, \Z"
)
_LONGEST_DEPARTMENT = 100  # characters
_LETTER = re.compile(r"\s(?:[A-Z]|\d+)\b(?!\.\s?[A-Z])")  # after what is no name: "Nurse A"
_NO_NAME = [float(label == "O") for label in NAMES]


class WindowView:
    """The words of a window, by their numbers in it, and those of the article.

    Attributes:
        window: the window.
        tokens: the article's words.
        forms: the words of the window as they stand in the text.
    """

    def __init__(self, window: Window, tokens: Tokens) -> None:
        self.window, self.tokens, self._text = window, tokens, tokens.text
        self.forms = [tokens.text[start:end] for start, end in zip(window.start, window.end, strict=True)]

    def gap(self, word: int) -> str:
        """What stands between a word and the one before it."""
        return self._text[self.window.end[word - 1] : self.window.start[word]]

    def begins(self, word: int) -> bool:
        """Does the window or a paragraph begin with this word, or what follows words that were left out?"""
        window = self.window
        left_out = window.features[word][3] == Before.GAP
        return not word or left_out or window.paragraph[word] != window.paragraph[word - 1]

    def is_parted(self, word: int) -> bool:
        """Does a sentence begin, a bracket open, or a comma stand before this word, so that no name goes over it?"""
        if self.window.features[word][3] == Before.BRACKET or self.begins(word):
            return True
        if not _CLOSING.isdisjoint(self.gap(word)):
            return True
        before, here = (self.tokens.sentence[self.tokens.at(self.window.start[n])] for n in (word - 1, word))
        mark = self.window.features[word - 1][2]
        return before != here or (mark in _PARTING and not self.goes_on(word))

    def goes_on(self, word: int) -> bool:
        """Is this what belongs to the name before a comma: "Jr.", "Inc."?"""
        return word > 0 and self.window.features[word - 1][2] == After.COMMA and is_suffix(self.forms[word])

    def is_next(self, word: int) -> bool:
        """Is there such a word, and nothing but a space between it and the one before?"""
        return word < len(self.window) and not self.is_parted(word) and not self.gap(word).strip()


def extract_names(read: WindowScores, words: WindowView) -> tuple[list[TokenSpan], list[TokenSpan], list[TokenSpan]]:
    """The names of persons and of organisations in a window, and pronouns, which are one word each."""
    chances = read.names.copy()
    for word in (chances[:, 0] < OUTSIDE_THRESHOLD).nonzero()[0].tolist():
        form = words.forms[word]
        if "-" in form and _ADJECTIVE.search(form):
            chances[word] = _NO_NAME
        elif _is_given(words, word):
            chances[word, 1] += chances[word, 0] * _GIVEN
            chances[word, 0] *= 1 - _GIVEN
        elif words.goes_on(word):  # begins no name
            chances[word, 2::2] += chances[word, 1:-1:2]
            chances[word, 1:-1:2] = 0
    persons, organisations, pronouns = spans_from_probabilities(chances, words.is_parted)
    begun = {first for first, _ in (*persons, *organisations)}
    people = [_bare(words, place) for place in _with_particles(words, persons, begun)]
    organisations = [(first, stop) for first, stop in organisations if not any(a <= first < b for a, b in people)]
    return people, _with_departments(words, [_ended(words, place, begun) for place in organisations]), pronouns


def _is_given(words: WindowView, word: int) -> bool:
    """Is this, by what stands before, the name of somebody: "a trader who gave her name as Ann", but not "Nurse A"?"""
    if not word or words.forms[word - 1] not in INTRODUCTION_ENDINGS or not words.forms[word][0].isupper():
        return False
    window, text = words.window, words.tokens.text
    return not _LETTER.match(text, window.end[word]) and introduction_start(text, window.start[word]) is not None


def _with_particles(words: WindowView, persons: Sequence[TokenSpan], begun: AbstractSet[int]) -> list[TokenSpan]:
    """The names of persons, whole where only small words part them: "Ann de la" and "Cruz", "Abu" before "Hassan".

    Names side by side are one, and so they are around a nickname (Wilma “Billie” Lee); a title alone is none.
    "Jr" after a name belongs to it; over a comma the network decides, as in "Ann Lee, Sr. Director". Where names begin
    tells `begun`: none goes on there.
    """
    whole: list[TokenSpan] = []
    for first, stop in _apart(words, persons):
        begin = first
        while begin and words.forms[begin - 1].casefold() in lexicon("particles") and not words.is_parted(begin):
            begin -= 1
        two = stop - first > 1 and words.forms[first - 1] in lexicon("coordinators")  # but "José Arias y Paz" is one
        beside = whole and whole[-1][1] >= begin and not words.is_parted(begin) and not two
        if beside and is_title(words.forms[begin - 1]) and whole[-1] == (begin - 1, begin):
            whole[-1] = begin, stop
        elif beside and (not words.gap(begin).strip() or _is_nickname(words, first, stop)):
            whole[-1] = whole[-1][0], stop
        else:
            small = words.forms[begin]
            opens = small.istitle() and small.casefold() not in lexicon("function-words")
            whole.append((begin if opens else first, stop))
    whole = [(_with_given_name(words, first, begun), _after_particles(words, first, stop)) for first, stop in whole]
    return [(first, stop + (stop not in begun and _is_junior(words, stop))) for first, stop in whole]


def _with_given_name(words: WindowView, first: int, begun: AbstractSet[int]) -> int:
    """Where a name begins that the network begins with its surname: Luis <Ibarra>. In English it seldom does."""
    before = first - 1
    if not has_trait("gender") or before < 0 or before in begun or not words.is_next(first):
        return first
    form = words.forms[before]
    common = lexicon("function-words", "roles", "groups")
    given = len(form) > 2 and form.istitle() and is_given_name(form.casefold()) and form.casefold() not in common
    return before if given else first


def _after_particles(words: WindowView, first: int, stop: int) -> int:
    """Where a name ends that goes on after its particles: "Agnes" von der Heide, "Tomás de" la Vega.

    After a name without one only such as are no prepositions: "Anna aus Kiel" is Anna.
    """
    end = stop
    free = lexicon("particles") - lexicon("prepositions", "articles")
    if words.forms[stop - 1] not in lexicon("particles"):
        if stop - first > 1 or not words.is_next(stop) or words.forms[stop] not in free:
            return stop
        end += 1
    while words.is_next(end) and words.forms[end] in lexicon("particles"):
        end += 1
    follows = words.is_next(end) and words.forms[end][0].isupper()
    return end + 1 if follows else stop


def _apart(words: WindowView, persons: Sequence[TokenSpan]) -> Iterator[TokenSpan]:
    """The names of persons; two full ones that "and" joins ("Ana Lara y Luis Paz") apart."""
    for first, stop in persons:
        for word in range(first + 2, stop - 2):
            if words.forms[word] in lexicon("coordinators"):
                yield first, word
                first = word + 1
        yield first, stop


def _is_nickname(words: WindowView, first: int, stop: int) -> bool:
    """Does a name begin between marks that close within it: “Billie” Lee?"""
    closing = _MARKS.get(words.gap(first).strip()) if first else None
    return closing is not None and any(closing in words.gap(word) for word in range(first + 1, stop))


def _is_junior(words: WindowView, word: int) -> bool:
    return words.is_next(word) and is_suffix(words.forms[word], of_person=True)


def _bare(words: WindowView, name: TokenSpan) -> TokenSpan:
    """A person's name without address ("Miss Lee"), and without those whose it says that she is ("Acme's Ann Lee")."""
    first, stop = name
    for word in range(stop - 2, first - 1, -1):
        form = words.forms[word]
        pair = f"{words.forms[word - 1]} {form}" if word else form  # "H E"
        if form.rstrip(".") in FORMS_OF_ADDRESS or pair in FORMS_OF_ADDRESS or without_clitic(form) != form:
            return word + 1, stop
    return name


def _ended(words: WindowView, name: TokenSpan, begun: AbstractSet[int]) -> TokenSpan:
    """An organisation's name without loose words at its end ("Acme LLC and", of two that are named together).

    Nor is "state" in small letters before it a part of it ("the state Parks Board"). Words that mark organisations are
    a part of it ("Harbour" Trust), where no other with a capital follows them and no name begins (`begun`).
    """
    first, stop = name
    while stop > first + 1 and words.forms[stop - 1] in lexicon(*TRAILING_WORDS):
        stop -= 1
    if stop > first + 1 and words.forms[first] in lexicon("articles"):
        first += 1
    if has_trait("noun-first") and words.forms[first] not in lexicon("groups", "roles"):
        capital = next((word for word in range(first, stop) if words.forms[word][0].isupper()), first)
        first = capital if words.forms[first][0].islower() else first  # "la internacional" Voz del Mar
    if stop > first + 1 and words.forms[first] in _LEVELS and words.forms[first + 1][0].isupper():
        first += 1
    end = stop
    while end not in begun and words.is_next(end) and words.forms[end] in lexicon("organisation-words"):
        end += 1
    within = words.is_next(end) and words.forms[end][0].isupper()
    last = words.forms[stop - 1]
    return first, stop if within or without_clitic(last) != last else end


def _with_departments(words: WindowView, organisations: Sequence[TokenSpan]) -> list[TokenSpan]:
    """Names of organisations, departments with all that they are for: "Department for Culture, Media and Sport"."""
    whole: list[TokenSpan] = []
    for first, stop in organisations:
        begin = _department(words, first, stop)
        while begin < first and whole and whole[-1][1] > begin:
            whole.pop()
        whole.append((begin, stop))
    return whole


def _department(words: WindowView, first: int, stop: int) -> int:
    """Where the department's name begins that goes on with these words, if it does."""
    start = words.window.start[first]
    several = any(words.forms[word] in ("and", "&") for word in range(first, stop))
    head = _DEPARTMENT.search(words.tokens.text, max(0, start - _LONGEST_DEPARTMENT), start) if several else None
    return bisect_left(words.window.start, head.start()) if head else first
