"""Sources that are no name or nominal yet: what the attribution tags call a source becomes a mention."""

from __future__ import annotations

from pressq.quotes.encoding.viterbi import TagSpans, TokenSpan
from pressq.quotes.encoding.windows import After, Before
from pressq.quotes.language import POSSESSIVE_PRONOUNS
from pressq.quotes.mentions.mention import MentionKind
from pressq.quotes.mentions.name_spans import TRAILING_WORDS, WindowView
from pressq.text.lexicon import lexicon
from pressq.text.names import without_clitic

__all__ = ["with_tagged_sources"]

_Spans = list[tuple[TokenSpan, MentionKind]]


def with_tagged_sources(tagged: TagSpans, spans: _Spans, view: WindowView) -> _Spans:
    """The mentions of a window, and its tagged sources where they are none: pronouns or nominals.

    A source that a name begins or ends is no nominal ("Minister Ann Lee", "Lee, a doctor"); "a lawyer for Lee" and
    "Lee's lawyer" are. A source replaces nominals inside it if they are several ("sailors, a cook and a pilot"), or
    one that breaks off ("an official in the").
    """
    found = list(spans)
    for source in tagged.sources:
        inside = [(span, kind) for span, kind in found if span[0] < source[1] and source[0] < span[1]]
        nominals = [span for span, kind in inside if kind == "description"]
        if _is_new_mention(view, source, inside, nominals):
            found = [(span, kind) for span, kind in found if span not in nominals]
            found.append((source, _kind(view, source)))
    return _with_nouns(found, tagged.cues, view)


def _is_new_mention(view: WindowView, source: TokenSpan, inside: _Spans, nominals: list[TokenSpan]) -> bool:
    if any(kind != "description" and _is_head(view, span, source) for span, kind in inside):
        return False
    breaks_off = bool(nominals) and view.forms[nominals[0][1] - 1] in lexicon(*TRAILING_WORDS)
    return (breaks_off or len(nominals) != 1) and not _is_adverb(view, source)


def _kind(view: WindowView, source: TokenSpan) -> MentionKind:
    window = view.window
    word = view.tokens.text[window.start[source[0]] : window.end[source[1] - 1]].casefold()
    return "pronoun" if word.replace("’", "'").partition("'")[0] in lexicon("pronouns") else "description"


def _with_nouns(found: _Spans, cues: list[TokenSpan], view: WindowView) -> _Spans:
    """The mentions; a nominal is extended by a noun between it and its cue ("the budget <office> says")."""
    taken, before = {span[0] for span, _ in found}, {cue[0] - 1 for cue in cues if cue[0]}
    nouns = {word for word in before - taken if _is_noun(view, word)}
    return [
        ((span[0], span[1] + (span[1] in nouns)), kind) if kind == "description" else (span, kind)
        for span, kind in found
    ]


def _is_adverb(view: WindowView, source: TokenSpan) -> bool:
    """Is a source one word that is no name, such as "Outside" before a comma?"""
    form, comma = view.forms[source[0]].casefold(), view.window.features[source[0]][2] == After.COMMA
    return comma and source[1] - source[0] == 1 and form in lexicon("prepositions", "conjunctions")


def _is_noun(view: WindowView, word: int) -> bool:
    """May this word, between a nominal and its cue, be the noun of the nominal?"""
    form = view.forms[word]
    if view.begins(word) or not form.isalpha() or form.endswith("ly"):
        return False
    punctuated = any(view.window.features[place][2] != After.NONE for place in (word - 1, word))
    others = lexicon("function-words", "auxiliaries", "calendar")
    return not punctuated and others.isdisjoint((form, form.casefold()))


def _is_head(view: WindowView, name: TokenSpan, source: TokenSpan) -> bool:
    """Is a name the head of the source that it stands in, and no modifier ("Lee's lawyer", "a lawyer for Lee")?"""
    if name[0] <= source[0]:
        form = view.forms[name[1] - 1]
        return name[1] >= source[1] or (without_clitic(form) == form and form.casefold() not in POSSESSIVE_PRONOUNS)
    before = view.forms[name[0] - 1]
    following = view.forms[name[1]] if name[1] < source[1] else ""
    features = view.window.features
    # "Gov. Ann Lee of Ohio", "Sen. Ann Lee (R-Ohio)", "captain Ann Lee, 31"
    ends = following in ("", "of") or features[name[1]][3] == Before.BRACKET or features[name[1] - 1][2] == After.COMMA
    return ends and before not in lexicon("prepositions")
