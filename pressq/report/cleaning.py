"""Cleaned speech: what a reporter may tidy without a sign: fillers, stutters, spelling, contractions."""

from __future__ import annotations

import re
from collections.abc import Sequence

__all__ = ["is_cleaned"]

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_FILLERS = frozenset({"uh", "um", "er", "erm", "ah", "eh", "mm", "hmm", "uhm"})
_PHRASES = (("you", "know"), ("i", "mean"), ("sort", "of"), ("kind", "of"), ("you", "see"))
_IRREGULAR = {"cannot": "can not", "can't": "can not", "won't": "will not", "shan't": "shall not", "gonna": "going to"}
_IRREGULAR |= {"wanna": "want to", "let's": "let us", "gotta": "got to"}
_ENDINGS = {"n't": " not", "'re": " are", "'ll": " will", "'ve": " have", "'m": " am"}
_HOLDS_IS = frozenset({"it", "he", "she", "that", "there", "what", "who", "where", "here", "how"})
_SPELLINGS = (
    (re.compile(r"(?<=\w{2})our(?=(?:s|ed|ing|ite|ites|able|ful|er|ers|hood|)$)"), "or"),
    (re.compile(r"(?<=\w{4})is(?=(?:e|ed|es|ing|ation|ations|er|ers)$)"), "iz"),
    (re.compile(r"(?<=\w{3})ys(?=(?:e|ed|es|ing)$)"), "yz"),
    (re.compile(r"(?<=\w{2})tre(?=s?$)"), "ter"),
    (re.compile(r"(?<=\w{2})ence(?=s?$)"), "ense"),
    (re.compile(r"(?<=\w{3})ogue(?=s?$)"), "og"),
    (re.compile(r"(?<=\w{4})ll(?=(?:ed|ing|er|ers)$)"), "l"),
    (re.compile(r"(?<=\w{4})mme(?=s?$)"), "m"),
)
_LONGEST_STUTTER = 3  # words
_SHORTEST = 5  # letters; "four" is no spelling of "for"


def is_cleaned(quoted: str, said: str, preceding: str, following: str) -> bool:
    """Does the quotation only tidy up what was said?

    Args:
        quoted: the words of the quotation that differ.
        said: the words of the source in their place.
        preceding, following: the source around them; a stutter says the words next to it again.
    """
    own, theirs = _words(quoted), _without_fillers(_words(said))
    if own == theirs:
        return True
    if own or not 0 < len(theirs) <= _LONGEST_STUTTER:
        return False
    return theirs in (_words(preceding)[-len(theirs) :], _words(following)[: len(theirs)])


def _words(text: str) -> list[str]:
    plain = (match[0].casefold().replace("’", "'") for match in _WORD.finditer(text))
    return [word for form in plain for word in _expanded(form).split()]


def _expanded(form: str) -> str:
    if form in _IRREGULAR:
        return _IRREGULAR[form]
    for ending, full in _ENDINGS.items():
        if form.endswith(ending):
            return form.removesuffix(ending) + full
    bare = form.removesuffix("'s")
    if bare != form and bare in _HOLDS_IS:
        return f"{bare} is"
    if len(form) >= _SHORTEST:
        for pattern, other in _SPELLINGS:
            form = pattern.sub(other, form)
    return form


def _without_fillers(words: Sequence[str]) -> list[str]:
    kept: list[str] = []
    position = 0
    while position < len(words):
        if tuple(words[position : position + 2]) in _PHRASES:
            position += 2
            continue
        if words[position] not in _FILLERS:
            kept.append(words[position])
        position += 1
    return kept
