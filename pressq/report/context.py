"""Context of quoted words: does the rest of the sentence negate, restrict or attribute them?

"I would never say that the wall is cheap" is not quoted by "the wall is cheap", nor "I would sign, if I were asked"
by "I would sign".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from pressq.text.lexicon import lexicon

__all__ = ["goes_on_otherwise", "hides_negation", "is_turned", "negations"]

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_CLAUSE_END = re.compile(r"[,;:.!?—–()]|\s-+\s")
_RESTRICTS = r"(?:but|unless|if|although|though|except|however|provided|yet)"
# The repeats are bounded: a search begins anew at each mark of a row of them, and would read the whole row each time.
_RESTRICTED = re.compile(
    rf"(?:^|[,;:—–(]|\s-+\s)\W{{0,9}}(?:(?:and|or|only|even)\s{{1,9}}){{0,3}}{_RESTRICTS}\b", re.IGNORECASE
)
_RESTRICTED_SOON = re.compile(
    rf"^\W*(?:(?:[^\W_]+\s+){{0,2}}(?:only\s+|even\s+)?{_RESTRICTS}|(?:and\s+)?(?:not|never))\b", re.IGNORECASE
)
_CONDITION = re.compile(
    r"^\W*(?:and\s+|but\s+|so\s+|even\s+|only\s+)*(?:if|unless|although|though|suppose)\b", re.IGNORECASE
)
_OPEN = re.compile(r"\b(?:if|unless|whether|although|though)(?:\s+[^\W_]+){0,2}\s*$", re.IGNORECASE)
_LINK = re.compile(
    r"\b(?:that|to|say|says|said|saying|believe|believes|think|thinks|thought|claim|claims|claimed|mean|suggest|argue)"
    r"\W*$",
    re.IGNORECASE,
)
_OF_OTHERS = re.compile(
    r"\b(?!(?:I|[Ww]e)\b)[^\W_]+\s+(?:say|says|said|claim|claims|claimed|believe|believes|think|thinks|thought|argue|argues"
    r"|pretend|pretends|insist|insists|tell\s+(?:you|us|me)|tells\s+(?:you|us|me))(?:\s+that)?\W*$"
)
_NO_DOUBT = re.compile(
    r"\b(?:there(?:\s+is|['’]s)\s+no\s+(?:doubt|question|denying)|(?:nobody|no\s+one|none\s+of\s+us|we|I|you)\s+"
    r"(?:can(?:not|['’]t)?|could(?:\s+not|n['’]t)?|do(?:\s+not|n['’]t)|will)\s+(?:deny|doubt|dispute|question)"
    r"|(?:nobody|no\s+one)\s+(?:denies|doubts|disputes|questions))(?:\s+that)?",
    re.IGNORECASE,
)
_POLITE = re.compile(
    r"\bif\s+(?:I\s+may(?:\s+say(?:\s+so)?)?|you\s+(?:like|will|want|please|prefer)|anything|I['’]m\s+honest"
    r"|I\s+am\s+honest|I\s+might)\b,?",
    re.IGNORECASE,
)
_ALSO = re.compile(r"[,;]\s*but\s+(?:[^\W_]+\s+){0,3}(?:also|too)\b", re.IGNORECASE)
_NOT_ASSERTED = re.compile(
    r"\b(?:(?:idea|notion|claim|suggestion|allegation|accusation|rumou?r|myth|lie|fiction|pretence|illusion|fantasy)"
    r"\s+(?:that|of)"
    r"|(?:doubt|doubts|doubted|deny|denies|denied|dispute|disputes|disputed|wonder|imagine|pretend|suppose|wish|hope"
    r"|fear|dream|dreamt|dreamed)(?:\s+(?:that|whether|if))?"
    r"|(?:accuse|accuses|accused)\s[^.;]{1,60}?\s(?:saying|claiming|thinking)(?:\s+that)?"
    r"|used\s+to\s+(?:believe|think|say|claim|hope)(?:\s+that)?"
    r"|(?:ridiculous|absurd|wrong|false|nonsense|untrue|mad|foolish)\s+to\s+(?:claim|say|think|believe|suggest)"
    r"(?:\s+that)?"
    r"|(?:lied|joked|was\s+joking|were\s+joking|was\s+wrong|were\s+wrong|was\s+mistaken)\s+when\s+(?:I|we)\s+"
    r"(?:said|claimed|wrote)(?:\s+[^\W_]+){0,3}?(?:\s+that)?"
    r"|(?:they|you|he|she)\s+(?:say|says|said|tell\s+us|claim|claims)[,:]?)\s*[\"'“‘]?$",
    re.IGNORECASE,
)
_TAKEN_BACK = re.compile(
    r"^[^.!?]{0,80}\b(?:I|we)(?:\s+was|\s+were|['’]m|\s+am)\s+(?:only\s+|just\s+)?(?:joking|kidding|lying|wrong|mistaken)\b"
    r"|^\W*,[\"'”’]?\s*(?:they|he|she|people|some|critics|you|(?:my|our|their)\s+[^\W_]+|the\s+[^\W_]+)\s+"
    r"(?:say|says|said|claim|claims|claimed|tell|tells|insist|insists)\b(?!\s+I\b)",
    re.IGNORECASE,
)
_LINKING = frozenset({"and", "because", "but", "or", "since", "so", "then", "while"})
_NEAR = 5


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
    before = _POLITE.sub("", _NO_DOUBT.sub("", before))
    if _NOT_ASSERTED.search(before):
        return True
    if _CONDITION.match(before) or _OPEN.search(before) or _OF_OTHERS.search(before):
        return True
    said = [(match[0], match.end()) for match in _WORD.finditer(before)]
    linked = _LINK.search(before) is not None
    for number in range(len(said) - 1, -1, -1):
        word, end = said[number]
        denies = bool(negations([word]))
        if denies and (linked or (len(said) - number <= _NEAR and not _ends_clause(before[end:]))):
            return True
        if linked and word.casefold() in lexicon("denials"):
            return True
    return False


def goes_on_otherwise(after: str) -> bool:
    """Whether what a sentence has `after` the quoted words denies or restricts them."""
    after = _ALSO.sub(",", _POLITE.sub("", after))
    if _TAKEN_BACK.search(after):
        return True
    return _RESTRICTED.search(after) is not None or _RESTRICTED_SOON.match(after) is not None


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


def _ends_clause(between: str) -> bool:
    return _CLAUSE_END.search(between) is not None or not _LINKING.isdisjoint(
        match[0].casefold() for match in _WORD.finditer(between)
    )
