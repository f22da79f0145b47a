"""What stands between quotation marks and is nobody's speech: titles, nicknames, defined terms, asides, markup."""

from __future__ import annotations

from pressq.quotes.cues import is_speech
from pressq.quotes.tokens import Tokens
from pressq.text.boilerplate import is_aside, is_boilerplate
from pressq.text.lexicon import lexicon

__all__ = ["is_scare_quote"]

_NAMING = frozenset({"called", "named", "titled", "entitled", "dubbed", "nicknamed", "known", "labelled", "labeled"})
_MAKING = frozenset(
    {"read", "reads", "reading", "sang", "sing", "sings", "wrote", "write", "writes", "writing", "published"}
)
_BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "a", "an", "the"})
_SPOKEN_AFTER = frozenset({"said", "says", "asked", "added", "he", "she", "they"})
_WORKS = frozenset(
    {
        "book",
        "novel",
        "song",
        "film",
        "movie",
        "album",
        "play",
        "poem",
        "series",
        "show",
        "program",
        "programme",
        "essay",
    }
    | {
        "documentary",
        "memoir",
        "autobiography",
        "commentary",
        "column",
        "painting",
        "opera",
        "single",
        "ballad",
        "musical",
    }
)
_WORDS = frozenset({"word", "words", "phrase", "phrases", "term", "terms", "expression", "expressions"})
_DEFINED = frozenset({"the", "or", "collectively", ",", "as"})


def is_scare_quote(tokens: Tokens, index: int) -> bool:
    """Is the marked segment with this index no quotation, by its form and by what stands beside it?"""
    begin, end = tokens.bounds[index]
    words = [form for form in tokens.forms[begin:end] if form[0].isalnum()]
    if not words or _is_left_over(tokens, index) or _is_term(tokens, begin, end, words):
        return True
    return tokens.kind(begin) == "body" and _is_title(tokens, begin, end, words)


def _is_left_over(tokens: Tokens, index: int) -> bool:
    """Left-over markup, a stage direction, boilerplate."""
    segment = tokens.segments[index]
    begin = tokens.bounds[index][0]
    if tokens.text[max(0, segment.start - 2)] == "=" or is_aside(segment.of(tokens.text)):
        return True
    return begin == tokens.sentence_bounds(begin)[0] and is_boilerplate(segment.of(tokens.text))


def _is_term(tokens: Tokens, begin: int, end: int, words: list[str]) -> bool:
    """A defined term in brackets, a word named as a word, what is so called, a name that is given."""
    before, after = _beside(tokens, begin, end)
    low = before.casefold()
    if len(words) <= 4 and after == ")" and (before in _DEFINED or (before == "(" and words[0][0].isupper())):
        return True
    if before in ("as", "like", ",", "and", "or") and _is_listed_word(tokens, begin):
        return True
    if low in ("so-called", "supposed") or (low == "called" and tokens.lower[max(0, begin - 2)] == "so"):
        return True
    named = low in _NAMING and begin > 1 and tokens.lower[begin - 2] in _BE
    return named and after != "by" and words[0] not in ("a", "an", "the")


def _is_title(tokens: Tokens, begin: int, end: int, words: list[str]) -> bool:
    """A work, by its owner or by its capitals; a nickname amid a name: Earvin "Magic" Johnson."""
    before, after = _beside(tokens, begin, end)
    low = before.casefold()
    if _is_named_work(tokens, begin):
        return True
    if len(words) <= 2 and _name_like(before) and _name_like(after) and words[0][0].isupper():
        return True
    if low in ("a", "an") or not _is_title_case(words) or _is_sentence_among_others(tokens, begin, end):
        return False
    spoken = is_speech(low) and low not in _NAMING | _MAKING
    return before != ":" and after.casefold() not in _SPOKEN_AFTER and not spoken


def _is_named_work(tokens: Tokens, begin: int) -> bool:
    """ "Lee's book, '...,'": the name of a work; "in her book, '...'" may quote from it."""
    start = tokens.sentence_bounds(begin)[0]
    noun = begin - 2 if tokens.lower[begin - 1] == "," else begin - 1
    if noun - 2 < start or tokens.lower[noun] not in _WORKS:
        return False
    owner = tokens.lower[noun - 1]
    if owner in ("his", "her", "their", "its"):
        return tokens.lower[noun - 2] not in ("in", "from", "to")
    return owner in ("'s", "’s", "'", "’") and not {"in", "from", "to"} & set(tokens.lower[max(start, noun - 5) : noun])


def _is_sentence_among_others(tokens: Tokens, begin: int, end: int) -> bool:
    """ "'We have a duty,' she said. 'We Are Norway.'": a title is a part of a sentence, or a line of its own."""
    first, stop = tokens.sentence_bounds(begin)
    neighbours = [position for position in (first - 1, stop) if 0 <= position < len(tokens)]
    amid = any(tokens.paragraph[position] == tokens.paragraph[begin] for position in neighbours)
    return amid and begin == first and end >= stop - 1


def _is_listed_word(tokens: Tokens, begin: int) -> bool:
    """ "words such as 'expect' and 'plan'": named as words, not said."""
    first = max(begin - 14, tokens.sentence_bounds(begin)[0])
    lower = tokens.lower[first:begin]
    return any(
        word in _WORDS and (lower[i + 1 : i + 3] == ["such", "as"] or lower[i + 1 : i + 2] == ["like"])
        for i, word in enumerate(lower)
    )


def _beside(tokens: Tokens, begin: int, end: int) -> tuple[str, str]:
    """The words right before and after, in the same sentence; empty where there is none."""
    sentence = tokens.sentence[begin]
    before = tokens.forms[begin - 1] if begin and tokens.sentence[begin - 1] == sentence else ""
    after = tokens.forms[end] if end < len(tokens) and tokens.sentence[end] == sentence else ""
    return before, after


def _name_like(form: str) -> bool:
    return form[:1].isupper() and form[1:2].islower() and form not in ("The", "A", "In", "But", "And")


def _is_title_case(words: list[str]) -> bool:
    """Do all words of weight begin with a capital, two of them at least?"""
    light = lexicon("prepositions") | lexicon("conjunctions") | lexicon("determiners") | {"up", "is", "are", "be", "vs"}
    heavy = [word for word in words if word.casefold() not in light or word[0].isupper()]
    return len(heavy) > 1 and all(word[0].isupper() or word[0].isdigit() for word in heavy)
