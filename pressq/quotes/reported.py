"""What is reported: is it anything that somebody said or thought, and was it said?

Reported speech is told from reported thought ("wants") and from what people do by speaking.
Speech has a cue that is heard ("said", "the claim that", "according to") and content that could have been uttered: a
clause, an infinitive, a gerund. "Criticised the deal" tells what somebody did; which words were said it does not tell.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from pressq.article import QuoteSpan, Span
from pressq.quotes.attribution import Attribution
from pressq.quotes.cues import is_belief, is_heard, is_order, is_telling
from pressq.quotes.reading import Reading
from pressq.text.lexicon import lexicon

__all__ = ["is_clause", "is_likely", "is_report", "is_said"]

# Confidence below which indirect content is left out, and a few words that were not said.
_LEAST, _LEAST_SHORT = 0.3, 0.5
_SHORT = 3  # words

# Whatever follows these was said: "said no to the deal", "called it a fraud", "called for peace".
_SAYING = frozenset({"say", "says", "said", "saying", "call", "calls", "called", "calling"})
_COMPLEMENTISERS = frozenset({"that", "whether", "if", "how", "why", "what", "who", "when", "where", "which"})
_SUBORDINATORS = _COMPLEMENTISERS | {"whose", "whom", "because", "while", "although", "though", "unless"}
_SUBJECTS = frozenset({"i", "he", "she", "they", "we", "there"})
_SUBJECTS_OR_OBJECTS = frozenset({"it", "you"})
_NOT_FINITE = frozenset({"be", "been", "being", "to", "not", "n't", "'s", "’s"})  # of what stands among auxiliaries
_ANSWERS = frozenset({"yes", "no", "never", "nothing", "nobody"})  # function words that say something
_BEGIN_OBJECTS = frozenset({"the", "a", "an", "all", "any", "no", "some", "his", "her", "its", "their", "our", "my"})


def is_likely(reading: Reading, attribution: Attribution) -> bool:
    """Is it likely enough, where nothing stands between marks, that this is what somebody said or thought?"""
    if attribution.kind != "indirect":
        return True
    if attribution.confidence < _LEAST or not is_report(reading, attribution):
        return False
    words = sum(word[0].isalnum() for span in attribution.content for word in _words(reading, span))
    return words > _SHORT or attribution.confidence >= _LEAST_SHORT or is_said(reading, attribution)


def is_report(reading: Reading, attribution: Attribution) -> bool:
    """Does the content tell anything, and is it what somebody said or thought?

    Indirect content of function words only ("it") tells nothing, unless it is a clause ("it was over"); "also known as
    the Institute" gives a name.
    """
    if attribution.kind != "indirect" or attribution.cue is None:
        return True
    cue = _words(reading, attribution.cue)
    if attribution.source is None and (cue[-2:] in (["also", "known"], ["known", "for"]) or cue[-1:] == ["named"]):
        return False
    empty = (lexicon("function-words") | lexicon("auxiliaries")) - _ANSWERS
    words = [word for span in attribution.content for word in _words(reading, span)]
    return any(word[0].isalnum() and word not in empty for word in words) or (len(words) > 1 and is_clause(words))


def is_said(reading: Reading, attribution: Attribution) -> bool:
    """Was the content said or written by its source, and not only thought, wished or done?

    What stands between marks is taken for words that were said, but for mixed content whose cue tells of a thought, and
    for a single word in a headline that tells an act: "Mayor hails 'miracle' crew".
    """
    if attribution.kind == "direct":
        return True
    cue = _words(reading, attribution.cue) if attribution.cue is not None else []
    if attribution.kind == "mixed":
        if _is_word_in_headline(reading, attribution) and _SAYING.isdisjoint(cue):
            return False
        return is_heard(cue) or not any(map(is_belief, cue))
    if attribution.cue is None:
        return _is_after_colon(reading, attribution)
    if attribution.source is None or not is_heard(cue):
        return False
    if _is_before_comma(reading, attribution, attribution.cue, attribution.source):
        return True
    if "according" in cue or not _SAYING.isdisjoint(cue) or any(map(is_telling, cue)):
        return True
    content = [word for span in attribution.content for word in _words(reading, span)]
    ordered = any(map(is_order, cue)) and not (_COMPLEMENTISERS | {"to", "for"}).isdisjoint(content)
    return ordered or is_clause(content)


def _is_word_in_headline(reading: Reading, attribution: Attribution) -> bool:
    marked = [word for span in attribution.content if span.quoted for word in _words(reading, span)]
    first, _ = reading.range(attribution.content[0])
    return len(marked) == 1 and attribution.cue is not None and reading.kind(min(first, len(reading) - 1)) != "body"


def _is_after_colon(reading: Reading, attribution: Attribution) -> bool:
    """ "OYELARAN: We open on Monday": a turn in a transcript, a headline that names its source."""
    return attribution.source is not None and reading.text.startswith(":", attribution.source.end)


def _is_before_comma(reading: Reading, attribution: Attribution, cue: Span, source: Span) -> bool:
    """ "Tickets go on sale at noon, the club confirmed": a clause, or the comma would be wrong."""
    first, end = reading.range_of(attribution.content[-1].end, min(cue.start, source.start))
    return reading.lower[first:end] == [","] and cue.start > source.start


def _words(reading: Reading, span: Span | QuoteSpan) -> list[str]:
    return reading.lower[slice(*reading.range_of(span.start, span.end))]


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
