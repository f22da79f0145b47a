"""Context of quoted words: does the rest of the sentence negate, restrict or attribute them?

"I would never say that the wall is cheap" is not quoted by "the wall is cheap", nor "I would sign, if I were asked"
by "I would sign".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import dropwhile, pairwise

from pressq.report.assertion import forms, is_asserted, is_of_others, words_and_marks
from pressq.text.lexicon import lexicon

__all__ = ["goes_on_otherwise", "hides_negation", "is_turned", "negations"]

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_CLAUSE_END = re.compile(r"[,;:.!?—–()]|\s-+\s")
_MARKS = frozenset(",;:.!?—–()-")
_RESTRICTS = frozenset({"but", "unless", "if", "although", "though", "except", "however", "provided", "yet"})
_POINTERS = frozenset({"it", "that", "this", "which", "so", "them"})
_BE = frozenset({"am", "are", "is", "was", "were"})
_DESPITE = frozenset({"as", "contrary", "despite", "unlike", "whatever"})
_HEARERS = frozenset({"me", "us", "you"})
_SUBJECTS = frozenset({"i", "we"})
_INVERTED = frozenset({"had", "should", "were"})
_SOON = 3  # words after the passage in which a restriction belongs to it
_ASIDE = 6  # words of "the mayor claims", "I doubt it"
_COMMENT = 8  # words of "which could not be further from the truth"
_LINKING = frozenset({"and", "because", "but", "or", "since", "so", "then", "while"})


def negations(words: Sequence[str]) -> Counter[str]:
    """The words that deny; "don't" and "do not" have the same."""
    found: Counter[str] = Counter()
    for word in words:
        plain = word.casefold().replace("’", "'")
        if plain.endswith("n't") or plain == "cannot":
            found["not"] += 1
        elif plain in lexicon("negations"):
            found[plain] += 1
    return found


def is_turned(before: str) -> bool:
    """Whether what a sentence has `before` the quoted words denies them, restricts them or gives them to others."""
    return not is_asserted(before)


def goes_on_otherwise(after: str) -> bool:
    """Whether what a sentence has `after` the quoted words denies them, restricts them or gives them to others."""
    first, *others = _clauses(after)
    restricted = any(
        _is_restriction(clause) and not (clause[:1] == ["but"] and before[:1] == ["not"])
        for before, clause in pairwise([first, *others])
    )
    return restricted or _ends_otherwise(first) or any(map(_is_objection, others))


def _clauses(text: str) -> list[list[str]]:
    """The words between marks; the first ones go on without a mark, or there are none."""
    clauses: list[list[str]] = [[]]
    for word in words_and_marks(text):
        if word in _MARKS:
            clauses.append([])
        else:
            clauses[-1].append(word)
    return clauses


def _ends_otherwise(words: Sequence[str]) -> bool:
    """Does the clause of the quoted words end with a denial or a restriction ("... is a lie", "... if we can")?"""
    if words[:1] == ["not"] or words[:1] == ["never"] or words[:2] == ["and", "not"]:
        return True
    if any(_is_restriction(words[place:]) for place in range(_SOON) if words[place - 1 : place] != ["even"]):
        return True
    if not words or words[0] not in _BE:
        return False
    return _is_untrue(words[1:]) or (words[1:2] == ["what"] and _is_hearsay(words[2:]))


def _is_restriction(clause: Sequence[str]) -> bool:
    """Does a clause restrict what stands before it: "but only if", "were it not for"?"""
    if clause[:2] == ["and", "if"]:  # another thought
        return False
    words = list(dropwhile({"and", "or", "only"}.__contains__, clause))
    if words[:1] == ["but"]:
        return not {"also", "too"}.intersection(words[1:5])
    inverted = len(words) > 1 and words[0] in _INVERTED and words[1] in lexicon("pronouns", "articles")
    return inverted or (bool(words) and words[0] in _RESTRICTS)


def _is_objection(clause: Sequence[str]) -> bool:
    """Does a clause take back what stands before it, or give it to others: "which is a lie", "they say"?"""
    words = [word for word in clause if word not in {"and", "or"}]
    if not words:
        return False
    if words[0] in _SUBJECTS:
        return _takes_back(words)
    if words[:2] == ["according", "to"]:
        return is_of_others(words[2:5])
    if len(words) <= 2 and not forms("untruths").isdisjoint(words):
        return True
    return (words[0] in _POINTERS and _is_untrue(words[1:])) or _is_hearsay(words)


def _is_hearsay(words: Sequence[str]) -> bool:
    """Is a clause an aside that gives what stands before it to others: "they told us", "or so the story goes"?"""
    if len(words) > _ASIDE or words[0] in _DESPITE or not _SUBJECTS.isdisjoint(words):
        return False
    reports = words[0] in {"said", "says"} or words[-1] in forms("reporters")
    passed_on = words[-1] in _HEARERS and words[-2:-1] != [] and words[-2] in forms("reporters")
    story = words[0] == "so" and not forms("propositions", "reporters").isdisjoint(words)
    return reports or passed_on or story or words in (["allegedly"], ["supposedly"])


def _takes_back(words: Sequence[str]) -> bool:
    """Does the speaker take back what was said: "I was joking", "I doubt it", "I am not one of them"?"""
    if words[1:2] and words[1] in _BE and _is_untrue(words[2:]):
        return True
    if "once" in words[:3] or words[1:3] == ["used", "to"]:
        return words[-1] in forms("reporters")
    aside = len(words) <= _ASIDE and words[-1] in _POINTERS and not is_asserted(" ".join(words))
    return aside and ("of" in words or not forms("reporters", "deniers").isdisjoint(words))


def _is_untrue(words: Sequence[str]) -> bool:
    """Do the words after "is" call something untrue?"""
    near = words[:_COMMENT]
    denied = bool(negations(near[:3]))
    untrue = any(word in forms("untruths") for word in near)
    return (untrue and not denied) or (denied and not {"case", "so", "true", "truth"}.isdisjoint(near))


def hides_negation(left_out: str, following: str) -> bool:
    """Whether words that were left out, before the `following` ones, deny what stays; a clause of its own does not."""
    ends = [match.span() for match in _CLAUSE_END.finditer(left_out)]
    opening = _WORD.search(following)
    linked = opening is not None and opening[0].casefold() in _LINKING
    for match in _WORD.finditer(left_out):
        if negations([match[0]]):
            apart = ends and ends[0][1] <= match.start()
            ended = linked or (ends and match.end() <= ends[-1][0])
            if not (apart and ended):
                return True
    return False
