"""What its capitals tell to be no speech between marks: titles. Of the rest the network decides."""

from __future__ import annotations

from pressq.quotes.cues import is_speech_verb
from pressq.quotes.encoding.tokens import Tokens
from pressq.text.lexicon import lexicon

__all__ = ["is_quoted_title"]

_NAMING = frozenset({"called", "named", "titled", "entitled", "dubbed", "nicknamed", "known", "labelled", "labeled"})
_MAKING = frozenset(
    {"read", "reads", "reading", "sang", "sing", "sings", "wrote", "write", "writes", "writing", "published"}
)
_SOON = 5  # words
_SPOKEN_AFTER = frozenset({"said", "says", "asked", "added", "he", "she", "they"})


def is_quoted_title(tokens: Tokens, index: int) -> bool:
    """Is the marked segment with this index no quotation, by its form and by what stands beside it?"""
    begin, end = tokens.bounds[index]
    words = [form for form in tokens.forms[begin:end] if form[0].isalnum()]
    if not words or tokens.kind(begin) != "body":
        return not words
    before, after = _beside(tokens, begin, end)
    low = before.casefold()
    spoken = is_speech_verb(low) and low not in _NAMING | _MAKING
    if spoken or low in ("a", "an", ":") or after.casefold() in _SPOKEN_AFTER:
        return False
    return "nouns-in-capitals" not in lexicon("traits") and _is_title_case(words) and not _opens(tokens, index)


def _opens(tokens: Tokens, index: int) -> bool:
    """Does it open a sentence that goes on, after its comma or question, with who says it ("So is Oslo," Lee said)?"""
    begin, end = tokens.bounds[index]
    first, stop = tokens.sentence_bounds(begin)
    parted = tokens.segments[index].of(tokens.text).endswith((",", "?", "!"))
    return parted and first == begin and any(map(is_speech_verb, tokens.lower[end : min(end + _SOON, stop)]))


def _beside(tokens: Tokens, begin: int, end: int) -> tuple[str, str]:
    """The words right before and after, in the same sentence; empty where there is none."""
    sentence = tokens.sentence[begin]
    before = tokens.forms[begin - 1] if begin and tokens.sentence[begin - 1] == sentence else ""
    after = tokens.forms[end] if end < len(tokens) and tokens.sentence[end] == sentence else ""
    return before, after


def _is_title_case(words: list[str]) -> bool:
    """Do all words of weight begin with a capital, two of them at least?"""
    light = lexicon("prepositions") | lexicon("conjunctions") | lexicon("determiners") | {"up", "is", "are", "be", "vs"}
    heavy = [word for word in words if word.casefold() not in light or word[0].isupper()]
    return len(heavy) > 1 and all(word[0].isupper() or word[0].isdigit() for word in heavy)
