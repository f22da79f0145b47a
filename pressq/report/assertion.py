"""What the words before a clause make of it: asserted by the speaker, denied, or left open.

A sentence is read once, from left to right. Each verb, noun or adjective that governs a clause has a signature: what
becomes of the clause if it is itself asserted or denied (Nairn, Condoravdi and Karttunen, 2006). So "I doubt that"
denies, "nobody can doubt that" asserts, "I regret that" asserts either way, and "they say that" is the
word of others. The words are lists in pressq/data/lexicons/assertion.txt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from pressq.text.lexicon import lexicon, once_a_language

__all__ = ["forms", "is_asserted", "is_of_others", "words_and_marks"]

_Force = Literal["asserted", "denied", "open"]

_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[,;:.!?—–()]|(?<=\s)-+(?=\s)")
_IRREGULAR = {"cannot": "can not", "can't": "can not", "won't": "will not", "shan't": "shall not", "let's": "let us"}
_OPPOSITE: dict[_Force, _Force] = {"asserted": "denied", "denied": "asserted", "open": "open"}

_HOLDS_IS = frozenset({"he", "here", "it", "she", "that", "there", "what", "who"})
_JOINERS = frozenset({"and", "because", "but", "since", "so", "then", "while"})
_COMPLEMENTS = frozenset({"that", "to", "whether"})
_CONDITIONS = frozenset({"if", "unless", "provided", "supposing", "suppose", "imagine", "assume", "assuming"})
_CONCESSIONS = frozenset({"although", "though", "whether", "despite"})
_INVERTED = frozenset({"had", "should", "were"})
_SUBJECTS = frozenset({"i", "we"})
_OTHERS = frozenset({"he", "she", "they", "you", "who", "people", "some", "many", "others", "everyone", "everybody"})
_BEFORE_VERBS = _SUBJECTS | _OTHERS | {"just", "only"}
_IMPERSONAL = frozenset({"it", "there", "let", "this", "that", "what", "to"})
_LAST = frozenset({"man", "one", "person", "thing", "to", "woman"})  # "the last person to say that"
_LED = frozenset({"asked", "given", "led", "made", "meant", "supposed"})
_BE = frozenset({"am", "are", "be", "been", "being", "is", "was", "were"})
_ADDRESSING = frozenset({"accuse", "accused", "accuses", "tell", "telling", "tells", "told"})
_NEAR_NEGATIONS = (("far", "from"), ("instead", "of"), ("rather", "than"), ("anything", "but"), ("without",))
_LINK_REACH = 5  # words after "wrong" in which "to" or "that" stands
_SUBJECT_REACH = 30  # words before a verb in which its subject stands


def is_asserted(before: str) -> bool:
    """Whether words with this before them in their sentence are asserted by the speaker."""
    words = words_and_marks(before)
    return not _denied_at_once(words) and _Reading(words).force() == "asserted"


def is_of_others(words: Sequence[str]) -> bool:
    """Are the first of the words after "according to" others than the speaker's own ("our figures")?"""
    return words[:1] not in (["my"], ["our"]) or not lexicon("roles", "groups").isdisjoint(words)


def words_and_marks(text: str) -> list[str]:
    """Words and marks of a text, contractions written out, without phrases that only seem to deny ("no matter")."""
    words = list(_expanded(text))
    kept: list[str] = []
    place = 0
    while place < len(words):
        size = next((size for size in (6, 5, 4, 3, 2) if tuple(words[place : place + size]) in _emphatic()), 0)
        kept += [] if size else [words[place]]
        place += size or 1
    return kept


def _expanded(text: str) -> Iterator[str]:
    for match in _TOKEN.finditer(text):
        word = match[0].casefold().replace("’", "'")
        if word in _IRREGULAR:
            yield from _IRREGULAR[word].split()
        elif word.endswith("n't"):
            yield from (word[:-3], "not")
        else:
            bare, _, ending = word.partition("'")
            yield bare
            if ending in {"m", "re"} or (ending == "s" and bare in _HOLDS_IS):
                yield "is" if ending == "s" else "are"


@dataclass(slots=True)
class _Clause:
    """The clause that is being read.

    `base` is what an open condition leaves of the sentence, `governed` what the last governor made of its clause, to
    which "and that" returns.
    """

    base: _Force = "asserted"
    force: _Force = "asserted"
    governed: _Force = "asserted"
    negated: bool = False
    begin: int = 0
    condition: str = ""

    @property
    def result(self) -> _Force:
        return _OPPOSITE[self.force] if self.negated else self.force


class _Reading:
    """Reads the words before a passage."""

    def __init__(self, words: Sequence[str]) -> None:
        self._words = words
        self._clause = _Clause()

    def force(self) -> _Force:
        """What the words make of what follows them."""
        for place, word in enumerate(self._words):
            self._read(place, word)
        return self._clause.result

    def _read(self, place: int, word: str) -> None:
        following = self._word(place + 1)
        if not word[0].isalnum():
            self._close(place, word)
        elif word in _JOINERS:
            if following not in _COMPLEMENTS:
                self._begin(place)
        elif word in _COMPLEMENTS and self._begins_here(place):
            self._clause.force, self._clause.negated = self._clause.governed, False
        elif word == "that" and place == self._clause.begin + 2 and self._words[place - 2 : place] == ["it", "is"]:
            self._clause.force = "asserted"
        elif self._opens_condition(place, word):
            self._clause.condition = "" if self._word(place - 1) == "even" or word in _CONCESSIONS else word
            self._clause.force, self._clause.negated, self._clause.begin = "open", False, place + 1
        elif self._negates(place, word):
            self._clause.negated = not self._clause.negated
        elif (signature := self._signature(place, word)) is not None:
            self._govern(signature, place)

    def _close(self, place: int, mark: str) -> None:
        """A mark ends a clause, unless reported speech begins behind it."""
        if place == len(self._words) - 1 and mark in ",:" and self._words[place - 1] in forms("reporters"):
            return
        if mark in ",—–-(" and self._clause.condition:
            self._clause.base = "open"
        elif mark in ";.!?":
            self._clause.base = "asserted"
        self._begin(place)

    def _begin(self, place: int) -> None:
        clause = self._clause
        if clause.negated or clause.force != clause.base:
            clause.governed = clause.result
        clause.force, clause.negated, clause.begin, clause.condition = clause.base, False, place + 1, ""

    def _opens_condition(self, place: int, word: str) -> bool:
        if word == "according":
            return is_of_others(self._words[place + 2 : place + 5])
        if word in _INVERTED:
            return place == self._clause.begin and self._word(place + 1) in _SUBJECTS | _OTHERS | {"it", "the", "there"}
        return word in _CONDITIONS or word in _CONCESSIONS

    def _negates(self, place: int, word: str) -> bool:
        if word == "few":
            return place == self._clause.begin
        if word == "to":
            return "too" in self._words[max(self._clause.begin, place - 3) : place]
        following = self._word(place + 1)
        return word in _negations() or (word == "last" and following in _LAST) or (word, following) == ("yet", "to")

    def _signature(self, place: int, word: str) -> tuple[_Force, _Force] | None:
        """What a clause becomes that this word governs, if the word is asserted and if it is denied."""
        following = self._word(place + 1)
        if word in forms("factives") and self._knows(place):
            return "asserted", "asserted"
        if word in forms("untruths") and self._links(place):
            asserts = word in forms("judgements") and following == "that"
            return ("asserted", "asserted") if asserts else ("denied", "asserted")
        if word in forms("deniers"):
            return "denied", "asserted"
        if word in forms("propositions") and following in {"that", "of", ""} and not self._is_verb(place):
            return ("asserted", "denied") if self._word(place - 1) in {"my", "our"} else ("open", "open")
        if word in forms("suppositions") and (self._is_verb(place) or word.endswith("ing")):
            return "open", "open"
        if word in forms("reporters") and (following or word not in _ADDRESSING):
            return self._reported(place, word)
        return ("open", "open") if self._is_others(place, word) else None

    def _reported(self, place: int, word: str) -> tuple[_Force, _Force]:
        before = [each for each in self._words[max(0, place - 4) : place] if each not in {"to", "have", "been"}]
        last = before[-1] if before else ""
        if self._words[place - 2 : place] == ["used", "to"] or last == "once":
            return "denied", "open"
        is_passive = last in _LED or (last in _BE and not word.endswith("ing"))
        if is_passive or not self._is_own(place) or self._words[:place] == ["to"]:
            return "open", "open"
        is_counterfactual = self._clause.condition == "if" and self._clause.negated  # "if I did not believe that"
        return "asserted", "asserted" if is_counterfactual else "denied"

    def _is_others(self, place: int, word: str) -> bool:
        """Is the word a verb by which others say what follows with "that"?"""
        if word not in forms("speech-verbs") or word in forms("vouchers"):
            return False
        says = "that" in self._words[place + 1 : place + 1 + _LINK_REACH]
        return says and self._word(place - 1) not in lexicon("determiners", "articles") and not self._is_own(place)

    def _is_own(self, place: int) -> bool:
        """Is the speaker the subject of the verb at this place, or has it no subject?"""
        for word in reversed(self._words[max(self._clause.begin, place - _SUBJECT_REACH) : place]):
            if word in _SUBJECTS:
                return True
            if word in _OTHERS:
                return False
        first = self._word(self._clause.begin)
        return self._clause.begin == place or first in _IMPERSONAL or first in forms("reporters")

    def _is_verb(self, place: int) -> bool:
        """Does a subject, an auxiliary or nothing stand before the word?"""
        if place == self._clause.begin:
            return True
        before = self._word(place - 1)
        return before in _BEFORE_VERBS or before in lexicon("auxiliaries") or before.endswith("ly")

    def _knows(self, place: int) -> bool:
        """Does a word such as "know" lead to a clause, and not to a thing that is known?"""
        behind = self._words[place + 1 : place + 1 + _LINK_REACH]
        is_thing = bool(behind) and behind[0] in lexicon("determiners", "articles") - {"that"}
        return not is_thing and not {"that", "how", "why"}.isdisjoint(behind)

    def _links(self, place: int) -> bool:
        """Does the word lead to a clause, or to the passage itself?"""
        behind = self._words[place + 1 : place + 1 + _LINK_REACH]
        return not behind or any(
            word in {"that", "to", "when", "if", "whether"} or word in forms("reporters") for word in behind
        )

    def _govern(self, signature: tuple[_Force, _Force], place: int) -> None:
        clause = self._clause
        if signature[0] == signature[1] == "asserted":
            force: _Force = "asserted"
        elif clause.result == "open":
            force = "open"
        else:
            force = signature[clause.result == "denied"]
        clause.force = clause.governed = force
        clause.negated, clause.begin = False, place + 1

    def _begins_here(self, place: int) -> bool:
        """Does a mark or a conjunction stand before the word at this place, or nothing?"""
        before = self._word(place - 1)
        return not before or not before[0].isalnum() or before in _JOINERS

    def _word(self, place: int) -> str:
        return self._words[place] if 0 <= place < len(self._words) else ""


def _denied_at_once(words: Sequence[str]) -> bool:
    """Does "instead of" or the like stand right before the passage?"""
    return any(
        tuple(words[len(words) - gap - len(phrase) : len(words) - gap]) == phrase
        for phrase in _NEAR_NEGATIONS
        for gap in (0, 1)
        if len(words) >= gap + len(phrase)
    )


@once_a_language(16)
def forms(name: str, *more: str) -> frozenset[str]:
    """The words of a list or several, that have verbs with their forms."""
    return frozenset(form for entry in lexicon(name, *more) for form in entry.split())


@once_a_language(8)
def _negations() -> frozenset[str]:
    return lexicon("negations") - {"without", "cannot"}


@once_a_language(8)
def _emphatic() -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(entry.split()) for entry in lexicon("emphatic-phrases"))
