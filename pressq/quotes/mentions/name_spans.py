"""Name spans: the names that the labels of words give, with boundaries that the network does not learn.

No name crosses a sentence, a bracket or (except before "Jr." and inside the name of a department) a comma. Particles
join parts of a name; titles and forms of address stay outside.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING

from pressq.article import Span
from pressq.quotes.encoding.labels import NAMES
from pressq.quotes.encoding.tokens import Tokens
from pressq.quotes.encoding.viterbi import OUTSIDE_THRESHOLD, TokenSpan, spans_from_probabilities
from pressq.quotes.encoding.windows import After, Before, Window
from pressq.quotes.language import FORMS_OF_ADDRESS, has_trait
from pressq.quotes.mentions.introductions import INTRODUCTION_ENDINGS, introduction_start
from pressq.text.lexicon import lexicon
from pressq.text.names import is_given_name, is_suffix, is_title, without_clitic

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from pressq.quotes.encoding.encoder import WindowScores

    Floats = npt.NDArray[np.float32]

__all__ = ["TRAILING_WORDS", "WindowView", "extract_names"]

TRAILING_WORDS = ("determiners", "prepositions", "conjunctions")
"""Lexicons of words that no name or nominal ends with."""

_ADJECTIVE = re.compile(r"-(?:area|born|run|style|[a-z]*ed)$")  # before a name: "Halden-based Acme"
_CLOSING = frozenset("<>)]")  # never inside a name: "Acme Corp <ACME>", "Ann Lee (of Acme), Bob Roe"
_LEVELS = frozenset({"city", "county", "federal", "local", "national", "provincial", "regional", "state"})
_BOUNDARIES = frozenset({After.COMMA, After.SEMICOLON, After.COLON, After.END})
_INTRODUCED = 0.9  # the part of the probability of no name that a word loses if the text introduces it as a name
_DEPARTMENT = re.compile(  # before its last fields, which are joined by "and"
    r"\b(?:Department|Ministry|Committee|Commission|Office|Bureau|Chamber|Faculty|Institute|School|Council|Board|"
    r"Cent(?:re|er)) (?:for|of|on) (?:the )?[A-Z][\w-]+(?: [A-Z][\w-]+)?(?:, [A-Z][a-z]+)*, \Z"
)
_MAX_DEPARTMENT = 100  # characters
_LETTER = re.compile(r"\s(?:[A-Z]|\d+)\b(?!\.\s?[A-Z])")  # after a word that is no name: "Nurse A"
_HANDLE = re.compile(r"@[\w.]*\w")
_NO_NAME = [float(label == "O") for label in NAMES]


class WindowView:
    """The words of a window next to those of the article.

    Attributes:
        window: the window.
        tokens: the article's words.
        forms: the words of the window as written.
    """

    def __init__(self, window: Window, tokens: Tokens) -> None:
        self.window, self.tokens, self._text = window, tokens, tokens.text
        self.forms = [tokens.text[start:end] for start, end in zip(window.start, window.end, strict=True)]

    def gap(self, word: int) -> str:
        """The text between a word and the one before it."""
        return self._text[self.window.end[word - 1] : self.window.start[word]]

    def begins(self, word: int) -> bool:
        """Is a word the first of the window, of a paragraph, or after elided words?"""
        window = self.window
        after_elision = window.features[word][3] == Before.GAP
        return not word or after_elision or window.paragraph[word] != window.paragraph[word - 1]

    def is_boundary(self, word: int) -> bool:
        """Is there a sentence end, a bracket or a comma before a word, so that no name crosses it?"""
        if self.window.features[word][3] == Before.BRACKET or self.begins(word):
            return True
        if not _CLOSING.isdisjoint(self.gap(word)):
            return True
        if self.window.features[word - 1][2] in _BOUNDARIES and not self.is_suffix(word):
            return True
        return self.tokens.sentence_at(self.window.start[word - 1]) != self.tokens.sentence_at(self.window.start[word])

    def is_suffix(self, word: int) -> bool:
        """Is a word the part of a name after a comma: "Jr.", "Inc."?"""
        return word > 0 and self.window.features[word - 1][2] == After.COMMA and is_suffix(self.forms[word])

    def is_adjacent(self, word: int) -> bool:
        """Is there such a word, with only a space before it?"""
        return word < len(self.window) and not self.is_boundary(word) and not self.gap(word).strip()

    def text_span(self, span: TokenSpan) -> Span:
        """The offsets of words without a possessive ending, with the full stop of "Inc.", and all of "@ann.lee"."""
        start, end = self.window.start[span[0]], self.window.end[span[1] - 1]
        handle = _HANDLE.match(self._text, start)
        if handle and handle.end() > end:
            return Span(start, handle.end())
        last = self._text[self.window.start[span[1] - 1] : end + 1]
        abbreviated = last.endswith(".") and last in lexicon("name-suffixes", "organisation-words")
        return Span(start, end + 1 if abbreviated else start + len(without_clitic(self._text[start:end])))


def extract_names(scores: WindowScores, view: WindowView) -> tuple[list[TokenSpan], list[TokenSpan], list[TokenSpan]]:
    """The names of persons and of organisations in a window, and the pronouns, of one word each."""
    probabilities = _corrected(scores.names, view)
    persons, organisations, pronouns = spans_from_probabilities(probabilities, view.is_boundary)
    acronyms = [span for span in pronouns if _is_acronym(view, span[0])]
    organisations, pronouns = sorted((*organisations, *acronyms)), [span for span in pronouns if span not in acronyms]
    begun = {first for first, _ in (*persons, *organisations)}
    people = [
        _without_address(view, span) for span in _with_suffixes(view, _with_particles(view, persons, begun), begun)
    ]
    organisations = [(first, stop) for first, stop in organisations if not any(a <= first < b for a, b in people)]
    return people, _with_departments(view, [_organisation(view, span, begun) for span in organisations]), pronouns


def _corrected(names: Floats, view: WindowView) -> Floats:
    """The label probabilities of names [n, labels], corrected for adjectives, introductions and suffixes."""
    probabilities = names.copy()
    for word in (probabilities[:, 0] < OUTSIDE_THRESHOLD).nonzero()[0].tolist():
        form = view.forms[word]
        if "-" in form and _ADJECTIVE.search(form):
            probabilities[word] = _NO_NAME
        elif _is_introduced(view, word):
            probabilities[word, 1] += probabilities[word, 0] * _INTRODUCED
            probabilities[word, 0] *= 1 - _INTRODUCED
        elif view.is_suffix(word):  # begins no name
            probabilities[word, 2::2] += probabilities[word, 1:-1:2]
            probabilities[word, 1:-1:2] = 0
    return probabilities


def _is_acronym(view: WindowView, word: int) -> bool:
    """Is a pronoun an acronym by its capitals, where the words beside it have others: "says WHO"?"""
    form, near = view.forms[word], view.forms[max(0, word - 2) : word + 3]
    return len(form) > 1 and form.isupper() and any(each.isalpha() and each.islower() for each in near)


def _is_introduced(view: WindowView, word: int) -> bool:
    """Does the text introduce a word as a name: "a trader who gave her name as Ann", but not "as Nurse A"?"""
    if not word or view.forms[word - 1] not in INTRODUCTION_ENDINGS or not view.forms[word][0].isupper():
        return False
    window, text = view.window, view.tokens.text
    return not _LETTER.match(text, window.end[word]) and introduction_start(text, window.start[word]) is not None


def _with_particles(view: WindowView, persons: Sequence[TokenSpan], begun: AbstractSet[int]) -> list[TokenSpan]:
    """The names of persons, joined where only particles part them ("Ann de la" and "Cruz", "Abu" before "Hassan").

    Names next to each other are one; a title before a name is no name.
    """
    joined: list[TokenSpan] = []
    for first, stop in persons:
        begin = _before_particles(view, first)
        coordinated = stop - first > 1 and view.forms[first - 1] in lexicon("coordinators")  # "José Arias y Paz" is one
        adjacent = joined and joined[-1][1] >= begin and not view.is_boundary(begin) and not coordinated
        if adjacent and is_title(view.forms[begin - 1]) and joined[-1] == (begin - 1, begin):
            joined[-1] = begin, stop
        elif adjacent and not view.gap(begin).strip():
            joined[-1] = joined[-1][0], stop
        else:
            particle = view.forms[begin]
            opens = particle.istitle() and particle.casefold() not in lexicon("function-words")
            joined.append((begin if opens else first, stop))
    return [(_with_given_name(view, first, begun), _after_particles(view, first, stop)) for first, stop in joined]


def _with_given_name(view: WindowView, first: int, begun: AbstractSet[int]) -> int:
    """Where a name begins that the network begins with its surname: Luis <Ibarra>. In English it seldom does."""
    before = first - 1
    if not has_trait("gender") or before < 0 or before in begun or not view.is_adjacent(first):
        return first
    form = view.forms[before]
    common = lexicon("function-words", "roles", "groups")
    given = len(form) > 2 and form.istitle() and is_given_name(form.casefold()) and form.casefold() not in common
    return before if given else first


def _after_particles(view: WindowView, first: int, stop: int) -> int:
    """Where a name ends that goes on after its particles: "Agnes" von der Heide, "Tomás de" la Vega.

    After a name without a particle, only particles count that are no prepositions: "Anna aus Kiel" is Anna. German
    given names are seldom without their surname: "Anna von Kiel" is one name.
    """
    end = stop
    alone = has_trait("nouns-in-capitals") and is_given_name(view.forms[stop - 1].casefold())
    free = lexicon("particles") if alone else lexicon("particles") - lexicon("prepositions", "articles")
    if view.forms[stop - 1] not in lexicon("particles"):
        if stop - first > 1 or not view.is_adjacent(stop) or view.forms[stop] not in free:
            return stop
        end += 1
    while view.is_adjacent(end) and view.forms[end] in lexicon("particles"):
        end += 1
    follows = view.is_adjacent(end) and view.forms[end][0].isupper()
    return end + 1 if follows else stop


def _before_particles(view: WindowView, first: int) -> int:
    """The first of the particles right before a word, or the word."""
    while first and view.forms[first - 1].casefold() in lexicon("particles") and not view.is_boundary(first):
        first -= 1
    return first


def _with_suffixes(view: WindowView, persons: Sequence[TokenSpan], begun: AbstractSet[int]) -> list[TokenSpan]:
    """The names with an adjacent "Jr"; after a comma the network decides, as in "Ann Lee, Sr. Director"."""

    def has_suffix(word: int) -> bool:
        return word not in begun and view.is_adjacent(word) and is_suffix(view.forms[word], of_person=True)

    return [(first, stop + has_suffix(stop)) for first, stop in persons]


def _without_address(view: WindowView, name: TokenSpan) -> TokenSpan:
    """A person's name without a form of address ("Miss Lee") or a possessive modifier ("Acme's Ann Lee")."""
    first, stop = name
    for word in range(stop - 2, first - 1, -1):
        form = view.forms[word]
        pair = f"{view.forms[word - 1]} {form}" if word else form  # "H E"
        if form.rstrip(".") in FORMS_OF_ADDRESS or pair in FORMS_OF_ADDRESS or without_clitic(form) != form:
            return word + 1, stop
    return name


def _organisation(view: WindowView, name: TokenSpan, begun: AbstractSet[int]) -> TokenSpan:
    """An organisation's name without trailing function words, and with the nouns that end such names.

    "state" in small letters is no part of "the state Parks Board". "Trust" is a part of "Harbour" Trust unless another
    word with a capital follows or a name begins there (`begun`).
    """
    first, stop = name
    while stop > first + 1 and view.forms[stop - 1] in lexicon(*TRAILING_WORDS):
        stop -= 1
    end = stop
    while end not in begun and view.is_adjacent(end) and view.forms[end] in lexicon("organisation-words"):
        end += 1
    continues = view.is_adjacent(end) and view.forms[end][0].isupper()
    last = view.forms[stop - 1]
    return _organisation_start(view, first, stop), stop if continues or without_clitic(last) != last else end


def _organisation_start(view: WindowView, first: int, stop: int) -> int:
    """The first word of an organisation's name after articles, nouns and levels of government in small letters."""
    if stop > first + 1 and view.forms[first] in lexicon("articles"):
        first += 1
    if has_trait("noun-first") and view.forms[first] not in lexicon("groups", "roles"):
        capital = next((word for word in range(first, stop) if view.forms[word][0].isupper()), first)
        first = capital if view.forms[first][0].islower() else first  # "la internacional" Voz del Mar
    if stop > first + 1 and view.forms[first] in _LEVELS and view.forms[first + 1][0].isupper():
        first += 1
    return first


def _with_departments(view: WindowView, organisations: Sequence[TokenSpan]) -> list[TokenSpan]:
    """The names of organisations, departments with all of their fields: "Department for Culture, Media and Sport"."""
    whole: list[TokenSpan] = []
    for first, stop in organisations:
        begin = _department(view, first, stop)
        while begin < first and whole and whole[-1][1] > begin:
            whole.pop()
        whole.append((begin, stop))
    return whole


def _department(view: WindowView, first: int, stop: int) -> int:
    """The first word of the department that these words continue, else the first of them."""
    start = view.window.start[first]
    conjoined = any(view.forms[word] in ("and", "&") for word in range(first, stop))
    head = _DEPARTMENT.search(view.tokens.text, max(0, start - _MAX_DEPARTMENT), start) if conjoined else None
    return bisect_left(view.window.start, head.start()) if head else first
