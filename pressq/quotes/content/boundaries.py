"""Content boundaries: reported speech without small gaps and without dangling words.

"said <it was late, and> went home" ends at "late".
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from pressq.article import QuoteKind, QuoteSpan
from pressq.quotes.attribution import Attribution
from pressq.quotes.cues import is_cue_verb
from pressq.quotes.encoding.tokens import Tokens
from pressq.text.lexicon import lexicon

__all__ = ["in_reading_order", "trim_content"]

_MAX_GAP = 1  # words between two parts of one content
_FEW = 3  # words
_LOOSE = frozenset({"the", "a", "an", "and", "but", "or", "nor", "who", "whom", "whose", "which", "while", "because"})
_LOOSE_BEFORE_A_WORD = frozenset({"as", "at", "by", "for", "from", "if", "of", "than", "to", "with", "whether"})
_LOOSE_BEFORE_A_PHRASE = frozenset({"about", "in", "into", "on", "that"})  # before other words an adverb or object
_PUNCTUATION = frozenset({",", ";", ":", "-", "--", "—", "–", "("})
_BRACKETS = (("(", ")"), ("[", "]"))
_SIGNS = re.compile(r"[+%°™®€$£#*]+")
"""What belongs to the word that it follows: "Disney+"."""
_ANSWERS = frozenset({"yes", "no", "never", "nothing", "nobody"})  # function words that are content


def trim_content(tokens: Tokens, attribution: Attribution) -> Attribution:
    """The attribution with the boundaries of its unquoted content corrected."""
    if attribution.kind == "direct":
        return attribution
    parts = _joined(tokens, attribution)
    kept = [part for part in parts if part.quoted or not _is_fragment(tokens, part, attribution.kind)] or list(parts)
    following = [*(tokens.range(part)[0] for part in kept[1:]), -1]
    content = (
        part if part.quoted or tokens.at(part.end) == position else _without_loose_end(tokens, part)
        for part, position in zip(kept, following, strict=True)
    )
    return attribution.with_content(part if part.quoted else _with_closing(tokens.text, part) for part in content)


def in_reading_order(tokens: Tokens, attributions: Iterable[Attribution]) -> list[Attribution]:
    """The attributions with content, in reading order; the spans of one do not overlap."""
    kept = []
    for attribution in attributions:
        content: list[QuoteSpan] = []
        for span in sorted(attribution.content):
            start = max(span.start, content[-1].end) if content else span.start
            if any(map(str.isalnum, tokens.text[start : span.end])):
                content.append(QuoteSpan(start, span.end, span.quoted))
        if content and _has_content(tokens, attribution):
            kept.append(attribution.with_content(content))
    return sorted(kept, key=lambda attribution: attribution.content)


def _has_content(tokens: Tokens, attribution: Attribution) -> bool:
    """Is reported speech more than one or two function words ("it")?"""
    if attribution.kind != "indirect" or attribution.cue is None:
        return True
    empty = (lexicon("function-words") | lexicon("auxiliaries")) - _ANSWERS
    words = [word for span in attribution.content for word in tokens.words_of(span) if word[0].isalnum()]
    return len(words) >= _FEW or any(word not in empty for word in words)


def _is_fragment(tokens: Tokens, part: QuoteSpan, kind: QuoteKind) -> bool:
    """Is a part at most three function words, left over from what is no content?"""
    first, end = tokens.range(part)
    if kind == "mixed" and end < len(tokens) and tokens.quotation[end] >= 0:
        return tokens.lower[first:end] == ["that"]  # said that "the port is open"
    light = _LOOSE | {"that", "so"} | lexicon("conjunctions") | lexicon("prepositions")
    return end - first <= _FEW and all(word in light or not word[0].isalnum() for word in tokens.lower[first:end])


def _joined(tokens: Tokens, attribution: Attribution) -> list[QuoteSpan]:
    """The parts of the content; unquoted parts of one sentence with at most a word between them are one."""
    outside = [span for span in (attribution.source, attribution.cue) if span is not None]
    parts = [attribution.content[0]]
    for part in attribution.content[1:]:
        separate = any(span.start < part.start and span.end > parts[-1].end for span in outside)
        if _is_small_gap(tokens, parts[-1], part) and not (separate or part.quoted or parts[-1].quoted):
            parts[-1] = QuoteSpan(parts[-1].start, part.end, False)
        else:
            parts.append(part)
    return parts


def _is_small_gap(tokens: Tokens, before: QuoteSpan, after: QuoteSpan) -> bool:
    """Are two parts in one sentence, with at most a word between them that is no cue?"""
    first, end = tokens.range_of(before.end, after.start)
    words = [word for word in tokens.lower[first:end] if word[0].isalnum()]
    same_sentence = len(set(tokens.sentence[max(first - 1, 0) : end + 1])) == 1
    return same_sentence and len(words) <= _MAX_GAP and not any(map(is_cue_verb, words))


def _without_loose_end(tokens: Tokens, part: QuoteSpan) -> QuoteSpan:
    """The part without dangling words at its end: articles, conjunctions, prepositions."""
    first, end = tokens.range(part)
    stop = end
    while stop - 1 > first and _is_dangling(tokens, stop - 1):
        stop -= 1
    closed = tokens.text[tokens.ends[end - 1] : part.end].strip() if first < end else ""
    return QuoteSpan(part.start, tokens.ends[stop - 1], False) if stop < end and not closed else part


def _with_closing(text: str, part: QuoteSpan) -> QuoteSpan:
    """The part with the signs and closing brackets that directly follow its last word."""
    end = part.end
    while True:
        words, sign = text[part.start : end], _SIGNS.match(text, end)
        if sign is not None:
            end = sign.end()
        elif any(
            text[end : end + 1] == close and words.count(opening) > words.count(close) for opening, close in _BRACKETS
        ):
            end += 1
        else:
            return part if end == part.end else QuoteSpan(part.start, end, False)


def _is_dangling(tokens: Tokens, position: int) -> bool:
    """Does a word belong to what follows it, not to what precedes it?"""
    word, following = tokens.lower[position], position + 1
    if word in _LOOSE or word in _PUNCTUATION:
        return True
    if following >= len(tokens) or tokens.sentence[following] != tokens.sentence[position]:
        return False
    form = tokens.forms[following]
    if word in _LOOSE_BEFORE_A_PHRASE:
        return form[0].isupper() or form in lexicon("determiners")
    return word in _LOOSE_BEFORE_A_WORD and form[0].isalnum()
