"""Quotations without a source: titles between marks (a book, a film, a song), and what no attribution covers."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from pressq.article import QuoteSpan
from pressq.quotes.attribution import Attribution
from pressq.quotes.cues import is_speech_verb
from pressq.quotes.encoding.tokens import Tokens
from pressq.quotes.language import has_trait
from pressq.text.lexicon import lexicon

__all__ = ["drop_titles", "quoted_titles", "unattributed_quotations"]

# verbs of speech or writing before the title of a work, or before a name
_BEFORE_TITLES = frozenset(
    {"called", "named", "titled", "entitled", "dubbed", "nicknamed", "known", "labelled", "labeled", "published"}
    | {"read", "reads", "reading", "sang", "sing", "sings", "wrote", "write", "writes", "writing"}
)
_MAX_GAP = 5  # words from a quotation to its cue
_CUES_AFTER = frozenset({"said", "says", "asked", "added", "he", "she", "they"})
_MAX_PHRASE = 5  # words: a longer quotation counts even without a cue
_FEW = 3  # words of a name between marks
_AGAIN = 3  # times
_CLAUSE = re.compile(r"[\w:,;.!?–—-]")  # between a noun and its name there are only a space and the mark
_ENDS = (".", "!", "?", ",")
_MINOR_WORDS = frozenset({"up", "is", "are", "be", "vs"})  # in small letters in a title, as prepositions are


def quoted_titles(tokens: Tokens) -> frozenset[int]:
    """The numbers of the marked segments that are titles."""
    repeated = _repeated(tokens) if has_trait("gender") else frozenset()
    return repeated.union(index for index in range(len(tokens.segments)) if _is_title(tokens, index))


def _repeated(tokens: Tokens) -> frozenset[int]:
    """The marked segments of few words that an article has again and again: what it calls something."""
    places: dict[tuple[str, ...], list[int]] = {}
    for index, (begin, end) in enumerate(tokens.bounds):
        words = tuple(form for form in tokens.lower[begin:end] if form[0].isalnum())
        if len(words) <= _FEW:
            places.setdefault(words, []).append(index)
    return frozenset(index for found in places.values() if len(found) >= _AGAIN for index in found)


def _is_title(tokens: Tokens, index: int) -> bool:
    """Is a marked segment a title, by its capitals and by the words next to it?"""
    begin, end = tokens.bounds[index]
    words = [form for form in tokens.forms[begin:end] if form[0].isalnum()]
    if not words or tokens.kind(begin) != "body":
        return not words
    before, after = _neighbours(tokens, begin, end)
    is_cue = is_speech_verb(before) and before not in _BEFORE_TITLES
    if is_cue or before in ("a", "an", ":") or after in _CUES_AFTER:
        return False
    if has_trait("nouns-in-capitals"):
        return _is_apposed(tokens, index, words)
    return _is_title_case(words) and not _opens_report(tokens, index)


def _is_apposed(tokens: Tokens, index: int, words: Sequence[str]) -> bool:
    """Is a marked segment of a few words the name of the noun right before it: der Roman „Die Fähre“?"""
    begin, segment = tokens.bounds[index][0], tokens.segments[index]
    first = tokens.sentence_bounds(begin)[0]
    if begin - 1 <= first or len(words) > _FEW or not words[0][0].isupper():
        return False
    noun, gap = tokens.forms[begin - 1], tokens.text[tokens.ends[begin - 1] : segment.start]
    return noun[0].isupper() and not _CLAUSE.search(gap) and not segment.of(tokens.text).endswith(_ENDS)


def drop_titles(attributions: Iterable[Attribution], tokens: Tokens, titles: Collection[int]) -> Iterator[Attribution]:
    """The attributions without quoted titles; those with no other content are left out.

    A title inside reported speech stays, with its marks, part of the unquoted words around it.

    Args:
        attributions: the attributions.
        tokens: the article's words.
        titles: the numbers of the marked segments that are titles.
    """
    for attribution in attributions:
        content: list[QuoteSpan] = []
        after_title = False
        for span in attribution.content:
            if tokens.segment_of(span) in titles:
                after_title = bool(content) and not content[-1].quoted
            elif after_title and not span.quoted:
                content[-1] = QuoteSpan(content[-1].start, span.end, False)
                after_title = False
            else:
                content.append(span)
                after_title = False
        if content:
            yield attribution.with_content(content)


def unattributed_quotations(
    attributions: Sequence[Attribution], tokens: Tokens, titles: Collection[int]
) -> Iterator[Attribution]:
    """The quotations longer than a phrase that are in no attribution and are no title.

    Args:
        attributions: those found so far.
        tokens: the article's words.
        titles: the numbers of the marked segments that are titles.
    """
    covered = bytearray(len(tokens))
    for first, end in (tokens.range(span) for each in attributions for span in each.content):
        covered[first:end] = b"\1" * (end - first)
    for index, (segment, (first, end)) in enumerate(zip(tokens.segments, tokens.bounds, strict=True)):
        words = sum(form[0].isalnum() for form in tokens.forms[first:end])
        if words > _MAX_PHRASE and index not in titles and not any(covered[first:end]):
            span = QuoteSpan(segment.start, segment.end, True)
            yield Attribution((span,), None, None)


def _opens_report(tokens: Tokens, index: int) -> bool:
    """Does it open a sentence that continues with its cue: "So is Oslo," Lee said?"""
    begin, end = tokens.bounds[index]
    first, stop = tokens.sentence_bounds(begin)
    ends_in_mark = tokens.segments[index].of(tokens.text).endswith((",", "?", "!"))
    return ends_in_mark and first == begin and any(map(is_speech_verb, tokens.lower[end : min(end + _MAX_GAP, stop)]))


def _neighbours(tokens: Tokens, begin: int, end: int) -> tuple[str, str]:
    """The words right before and after, in lower case and in the same sentence, "" if there is none."""
    sentence = tokens.sentence[begin]
    before = tokens.lower[begin - 1] if begin and tokens.sentence[begin - 1] == sentence else ""
    after = tokens.lower[end] if end < len(tokens) and tokens.sentence[end] == sentence else ""
    return before, after


def _is_title_case(words: list[str]) -> bool:
    """Do all content words begin with a capital, two of them at least?"""
    minor = lexicon("prepositions", "conjunctions", "determiners") | _MINOR_WORDS
    content = [word for word in words if word.casefold() not in minor or word[0].isupper()]
    return len(content) > 1 and all(word[0].isupper() or word[0].isdigit() for word in content)
