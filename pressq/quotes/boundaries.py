"""Where reported speech begins and ends: without small gaps, without the hearer, and without loose ends.

"told <him that it was late>" begins at "that"; "said <it was late, and> went home" ends at "late".
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace

from pressq.article import QuoteSpan, Span
from pressq.quotes.attribution import Attribution
from pressq.quotes.cues import is_cue_verb, is_finite_cue, is_telling
from pressq.quotes.speech import is_clause, is_report
from pressq.quotes.tokens import Tokens
from pressq.text.lexicon import lexicon

__all__ = ["in_order", "with_edges", "with_whole_name"]

_GAP = 1  # words between two parts that belong to neither cue nor source, and so to what is said
_LONGEST_HEARER = 8  # words
_FEW = 3  # words
_JOINING = frozenset({"and", "but", "or", "nor"})
_RELATIVES = frozenset({"who", "whom", "whose", "which"})
_LOOSE = _RELATIVES | {"the", "a", "an", "and", "but", "or", "nor", "while", "because", "although"}
_LOOSE_BEFORE_A_WORD = frozenset(
    {"as", "at", "by", "for", "from", "if", "its", "my", "of", "our", "than", "their", "to", "with", "whether", "your"}
)
_LOOSE_BEFORE_A_PHRASE = frozenset({"about", "in", "into", "on", "that", "there", "this"})  # else an adverb or object
_LOOSE_BEFORE_A_VERB = frozenset({"he", "i", "it", "she", "there", "they", "we", "you"})
_PAUSES = frozenset({",", ";", ":", "-", "--", "—", "–", "("})
_SUBJECTS = frozenset({"he", "she", "they", "we", "i"})
_HEARERS = frozenset({"him", "them", "us", "me"})


def with_whole_name(span: QuoteSpan, names: Sequence[Span]) -> QuoteSpan:
    """A part of a content; outside of marks it ends with the whole name that it would end in.

    Args:
        span: the part.
        names: the names of the article, in reading order.
    """
    last = bisect_left(names, span.end, key=lambda name: name.start) - 1
    is_cut = not span.quoted and last >= 0 and names[last].end > span.end
    return QuoteSpan(span.start, names[last].end, False) if is_cut else span


def with_edges(tokens: Tokens, attribution: Attribution) -> Attribution:
    """The attribution with the edges of what stands outside of marks set right."""
    if attribution.kind == "direct":
        return attribution
    if attribution.kind == "mixed":
        return replace(attribution, content=tuple(_tidy(tokens, attribution.content)))
    parts = _beside_cue(tokens, _filled(tokens, attribution), attribution.cue)
    parts = _without_scraps(tokens, parts)
    begin = _after_hearer(tokens, attribution.cue, parts[0])
    parts[0] = QuoteSpan(begin, parts[0].end, False)
    parts[0] = QuoteSpan(_with_subject(tokens, attribution, parts), parts[0].end, False)
    parts[-1] = QuoteSpan(parts[-1].start, _before_aside(tokens, parts[-1]), False)
    return replace(attribution, content=tuple(_tidy(tokens, parts)))


def in_order(tokens: Tokens, attributions: Iterable[Attribution]) -> list[Attribution]:
    """The attributions that tell anything, by their first words; no span of one goes over another of its own."""
    kept = []
    for attribution in attributions:
        content: list[QuoteSpan] = []
        for span in sorted(attribution.content):
            start = max(span.start, content[-1].end) if content else span.start
            if any(map(str.isalnum, tokens.text[start : span.end])):
                content.append(QuoteSpan(start, span.end, span.quoted))
        if content and is_report(tokens, attribution):
            kept.append(replace(attribution, content=tuple(content)))
    return sorted(kept, key=lambda attribution: attribution.content)


def _tidy(tokens: Tokens, parts: Sequence[QuoteSpan]) -> list[QuoteSpan]:
    """The parts without loose words at both edges of the content, and without those that are nothing else."""
    kept = [part for part in parts if part.quoted or not _is_loose(tokens, part)] or list(parts)
    if [part.quoted for part in kept] == [False, True] and _words(tokens, kept[0]) == ["that"]:
        del kept[0]  # told the paper that "the port is open": the words themselves
    if not kept[0].quoted:
        kept[0] = QuoteSpan(_after_loose_beginning(tokens, kept[0]), kept[0].end, False)
    if not kept[-1].quoted:
        kept[-1] = QuoteSpan(kept[-1].start, _before_loose_end(tokens, kept[-1]), False)
    return kept


def _words(tokens: Tokens, span: Span) -> list[str]:
    return tokens.lower[slice(*tokens.range(span))]


def _is_loose(tokens: Tokens, part: QuoteSpan) -> bool:
    """Is a part that stands apart no more than a word or two that belong to what was left out?"""
    first, end = tokens.range(part)
    words = [word for word in tokens.lower[first:end] if word[0].isalnum()]
    if first == end or end >= len(tokens) or tokens.quotation[end] >= 0:
        return False
    light = len(words) <= _FEW and all(
        word in _LOOSE or word in ("that", "so") or word in lexicon("conjunctions") or word in lexicon("prepositions")
        for word in words
    )
    return light or end - first <= _loose_words(tokens, first, end)


def _filled(tokens: Tokens, attribution: Attribution) -> list[QuoteSpan]:
    """The parts of the content, those made one between which a word or so of the same sentence is left out."""
    outside = [span for span in (attribution.source, attribution.cue) if span is not None]
    parts = [attribution.content[0]]
    for part in attribution.content[1:]:
        first, end = tokens.range_of(parts[-1].end, part.start)
        words = [word for word in tokens.lower[first:end] if word[0].isalnum()]
        small = len(words) <= _GAP and not any(map(is_cue_verb, words))
        same = len(set(tokens.sentence[max(first - 1, 0) : end + 1])) == 1
        if small and same and not any(span.start < part.start and span.end > parts[-1].end for span in outside):
            parts[-1] = QuoteSpan(parts[-1].start, part.end, False)
        else:
            parts.append(part)
    return parts


def _beside_cue(tokens: Tokens, parts: Sequence[QuoteSpan], cue: Span | None) -> list[QuoteSpan]:
    """The parts without those in a headline where the cue is in the body, or the other way round."""
    kinds = [tokens.kind(min(tokens.at(part.start), len(tokens) - 1)) for part in parts]
    of_cue = tokens.kind(min(tokens.at(cue.start), len(tokens) - 1)) if cue is not None else ""
    kept = of_cue if of_cue in kinds else kinds[0]
    return [part for part, kind in zip(parts, kinds, strict=True) if kind == kept]


def _without_scraps(tokens: Tokens, parts: list[QuoteSpan]) -> list[QuoteSpan]:
    """The parts without those of a word or three in another sentence than the longest one, that are no clause."""
    longest = max(parts, key=lambda part: part.end - part.start)
    sentence = tokens.sentence[tokens.range(longest)[0]]
    kept = []
    for part in parts:
        first, end = tokens.range(part)
        same = tokens.sentence[min(first, len(tokens) - 1)] == sentence
        if same or end - first > _FEW or is_clause(tokens.lower[first:end]):
            kept.append(part)
    return kept


def _after_hearer(tokens: Tokens, cue: Span | None, content: QuoteSpan) -> int:
    """Where the content begins after those to whom it is told: at "that", or at the subject of what they are told."""
    if cue is None or not any(map(is_telling, tokens.lower[slice(*tokens.range(cue))])):
        return content.start
    first, end = tokens.range(content)
    if tokens.lower[first] in _HEARERS and end - first > _FEW and tokens.lower[first + 1] not in ("of", "about", "to"):
        return tokens.starts[first + 1]
    plain = True  # no preposition so far: "him of the dangers he faced" has no clause of its own
    for position in range(first, min(first + _LONGEST_HEARER, end)):
        word = tokens.lower[position]
        if position > first and (word == "that" or (plain and word in _SUBJECTS)):
            return tokens.starts[position]
        if word in ("of", "about") or word in lexicon("auxiliaries") or word in lexicon("conjunctions"):
            break
        plain = plain and word not in lexicon("prepositions")
    return content.start


def _with_subject(tokens: Tokens, attribution: Attribution, parts: Sequence[QuoteSpan]) -> int:
    """Where a content before its cue begins: with its sentence, where else its verb has no subject."""
    first, end = tokens.range(parts[0])
    begin, _ = tokens.sentence_bounds(min(first, len(tokens) - 1))
    before = [span for span in (attribution.source, attribution.cue) if span is not None]
    bare = first < end and tokens.lower[first] in lexicon("auxiliaries") - {"to", "not", "n't"}
    followed = bool(before) and all(span.start >= parts[-1].end for span in before)
    if bare and followed and not any(tokens.quotation[position] >= 0 for position in range(begin, first)):
        return tokens.starts[begin]
    return parts[0].start


def _before_aside(tokens: Tokens, content: QuoteSpan) -> int:
    """Where a noun phrase ends before what the reporter adds: "the port, which failed", "the port, calling it old"."""
    first, end = tokens.range(content)
    words = tokens.lower[first:end]
    for comma in range(2, len(words) - 2):
        if words[comma] == "," and (words[comma + 1] in ("which", "where") or _is_participle(words, comma + 1)):
            aside = "," not in words[comma + 1 :] and not is_clause(words[:comma])
            return tokens.ends[first + comma - 1] if aside else content.end
    return content.end


def _is_participle(words: Sequence[str], position: int) -> bool:
    """ "..., calling it a crime"; not "something", "including", nor one of several as in "selling, renting"."""
    word, after = words[position : position + 2]
    verb = (
        word.endswith("ing") and not word.endswith("thing") and word.isalpha() and word not in lexicon("prepositions")
    )
    return verb and after not in ("and", "or", ",") and not any(before.endswith("ing") for before in words[:position])


def _after_loose_beginning(tokens: Tokens, content: QuoteSpan) -> int:
    """Where the content begins after the comma or conjunction that joins it to what is before."""
    first, end = tokens.range(content)
    begin = first
    while begin < end - 1 and (tokens.lower[begin] in _PAUSES or tokens.forms[begin] in _JOINING):
        begin += 1
    return tokens.starts[begin] if begin > first else content.start


def _before_loose_end(tokens: Tokens, content: QuoteSpan) -> int:
    """Where the content ends before the words with which it breaks off: an article, a conjunction, "who now"."""
    first, end = tokens.range(content)
    stop = end
    while stop - 1 > first and (size := _loose_words(tokens, first, stop)):
        stop = max(stop - size, first + 1)
    closed = tokens.text[tokens.ends[end - 1] : content.end].strip() if first < end else ""
    return tokens.ends[stop - 1] if stop < end and not closed else content.end


def _loose_words(tokens: Tokens, first: int, stop: int) -> int:
    """How many words before `stop` belong to what follows there and not to what is before them."""
    lower, word = tokens.lower, tokens.lower[stop - 1]
    if word in _LOOSE or word in _PAUSES:
        return 1
    if stop - 2 > first and lower[stop - 2] in _RELATIVES and (word in lexicon("verb-adverbs") or word == "now"):
        return 2
    if stop >= len(tokens) or tokens.sentence[stop] != tokens.sentence[stop - 1]:
        return 0
    following = lower[stop]
    if not following[0].isalnum():
        return 0
    if word in _LOOSE_BEFORE_A_PHRASE:
        return following in lexicon("determiners") or not tokens.forms[stop].islower()
    verb = following in lexicon("auxiliaries") or is_finite_cue(following)
    return word in _LOOSE_BEFORE_A_WORD or (word in _LOOSE_BEFORE_A_VERB and verb)
