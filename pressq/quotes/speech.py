"""What is reported: does it tell anything, and is it a clause?"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from pressq.article import QuoteSpan, Span
from pressq.quotes.attribution import Attribution
from pressq.quotes.tokens import Tokens
from pressq.text.lexicon import lexicon

__all__ = ["is_clause", "is_report"]

_COMPLEMENTISERS = frozenset({"that", "whether", "if", "how", "why", "what", "who", "when", "where", "which"})
_SUBORDINATORS = _COMPLEMENTISERS | {"whose", "whom", "because", "while", "although", "though", "unless"}
_SUBJECTS = frozenset({"i", "he", "she", "they", "we", "there"})
_SUBJECTS_OR_OBJECTS = frozenset({"it", "you"})
_NOT_FINITE = frozenset({"be", "been", "being", "to", "not", "n't", "'s", "’s"})  # of what stands among auxiliaries
_ANSWERS = frozenset({"yes", "no", "never", "nothing", "nobody"})  # function words that say something
_BEGIN_OBJECTS = frozenset({"the", "a", "an", "all", "any", "no", "some", "his", "her", "its", "their", "our", "my"})


def is_report(tokens: Tokens, attribution: Attribution) -> bool:
    """Does the content tell anything, and is it what somebody said or thought?

    Indirect content of function words only ("it") tells nothing, unless it is a clause ("it was over"); "also known as
    the Institute" gives a name.
    """
    if attribution.kind != "indirect" or attribution.cue is None:
        return True
    cue = _words(tokens, attribution.cue)
    if attribution.source is None and (cue[-2:] in (["also", "known"], ["known", "for"]) or cue[-1:] == ["named"]):
        return False
    empty = (lexicon("function-words") | lexicon("auxiliaries")) - _ANSWERS
    words = [word for span in attribution.content for word in _words(tokens, span)]
    return any(word[0].isalnum() and word not in empty for word in words) or (len(words) > 1 and is_clause(words))


def _words(tokens: Tokens, span: Span | QuoteSpan) -> list[str]:
    return tokens.lower[slice(*tokens.range_of(span.start, span.end))]


def is_clause(words: Sequence[str]) -> bool:
    """Are these words, in lower case, a clause, an infinitive or a gerund, and no noun phrase?

    Each subordinate clause has a finite verb; words that have one more are a clause.
    """
    if not words:
        return False
    first = words[1] if len(words) > 1 and words[0] in ("of", "for", "about", "ever", "not") else words[0]
    if first in _COMPLEMENTISERS or first == "to" or first.endswith("ing") or "that" in words[1:2]:
        return True
    verbs = subordinators = 0
    in_group = False  # "would also have been" is one verb
    for index, word in enumerate(words):
        verbs += _is_finite(words, index) and not in_group
        subordinators += word in _SUBORDINATORS
        in_group = word in lexicon("auxiliaries") or (
            in_group and (word in lexicon("verb-adverbs") or word[-2:] == "ly")
        )
    return verbs > subordinators


def _is_finite(words: Sequence[str], index: int) -> bool:
    """Is the word the finite verb of a clause, as far as its form and its neighbours tell?"""
    word, before = words[index], words[index - 1] if index else ""
    after = words[index + 1] if index + 1 < len(words) else ""
    if word in lexicon("auxiliaries") - _NOT_FINITE or word.endswith(("n't", "n’t")):
        return before not in lexicon("prepositions") and before != "to"
    if before in _SUBJECTS or before == "who" or (before in _SUBJECTS_OR_OBJECTS and after):
        return word in ("'s", "’s") or (word[0].isalpha() and not _begins_phrase(word))
    if not before or before == "to" or _begins_phrase(before):
        return False
    return word in _pasts() or (word.endswith("ed") and after in _BEGIN_OBJECTS)  # a participle has no object


def _begins_phrase(word: str) -> bool:
    return word in lexicon("determiners") or word in lexicon("prepositions") or word in lexicon("conjunctions")


@cache
def _pasts() -> frozenset[str]:
    """Past forms that are no participle and, as good as never, anything else ("spoke", "went")."""
    entries = (entry.split() for entry in lexicon("irregular-verbs"))
    return frozenset(forms[2] for forms in entries if len(forms) > 3) - {"bit", "lay", "saw"}
