"""Who speaks where in a source: the turns of a transcript, and the person who gives a speech.

The turns are those that `quotes` finds; the network does not read the source, so that a transcript of a whole session
is ready at once.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from pressq.article import Article, Span, Speaker
from pressq.report.record_turns import NAME, LabelledTurn, known_labels, labelled_turns, speaker_of_label
from pressq.text.lexicon import lexicon
from pressq.text.names import is_given_name, is_title, without_titles

__all__ = ["source_turns", "speech_giver"]

_SPEECH = r"(?:[Rr]emarks|[Ss]peech|[Aa]ddress|[Ss]tatement|[Tt]estimony|[Ll]ecture|[Ss]ermon|[Ee]ulogy|[Kk]eynote)"
_BY = re.compile(rf"\b{_SPEECH}\b[^\n]{{0,60}}?\b(?:by|of|from)[ ](?:the[ ])?(?P<name>{NAME})")
_OF = re.compile(rf"^(?P<name>{NAME})(?:['’]s?|:|,|[ ][-–—])[ ][^\n]{{0,60}}?\b{_SPEECH}\b", re.MULTILINE)
_MAX_HEAD = 400  # characters
_NAME_AT_START = re.compile(rf"\W*(?P<name>{NAME})")


def source_turns(article: Article, names: Mapping[str, str] | None = None) -> list[LabelledTurn]:
    """The turns of a transcript in reading order; none if the article is no transcript.

    Labels of records (briefings, hearings, depositions, subtitles, names on lines) are read first, then the layouts
    that `quotes` knows.

    Args:
        article: the source.
        names: the person behind a label.
    """
    labelled = labelled_turns(article.text, names)
    if labelled:
        return labelled
    from pressq.quotes.encoding.tokens import Tokens
    from pressq.quotes.layout.transcripts import transcript_turns
    from pressq.text.marks import marked_segments

    persons = _names_at_start(article)
    if len(persons) < 2:
        return []
    turns = transcript_turns(Tokens(article, marked_segments(article)), persons)
    return [
        LabelledTurn(
            turn.paragraphs[0].start, turn.paragraphs[-1].end, turn.label, _speaker(turn.label, article, names)
        )
        for turn in turns
        if turn.label is not None
    ]


def _names_at_start(article: Article) -> list[Span]:
    """The names with which paragraphs begin, by their form: in capitals, after a title, or with a known given name."""
    found = []
    for block in article.blocks:
        match = _NAME_AT_START.match(article.text, block.start, block.end)
        if match and _is_name(match["name"]):
            found.append(Span(*match.span("name")))
    return found


def _is_name(words: str) -> bool:
    first = words.split()[0]
    known = words.isupper() or is_title(first) or is_given_name(first.casefold())
    return known and first.casefold() not in lexicon("headings")


def speech_giver(article: Article) -> Speaker | None:
    """The person who gives the speech, by the head of the article ("Remarks by Mayor Ines Varga"), or None."""
    head = article.title or ""
    for block in article.blocks:
        if block.kind == "body":
            break
        head += "\n" + block.of(article.text)
    for match in [*_BY.finditer(head[:_MAX_HEAD]), *_OF.finditer(head[:_MAX_HEAD])]:
        name = match["name"].rstrip(".,").removesuffix("'s").removesuffix("’s")
        bare = without_titles(name)
        if bare != name or bare.split()[0] in lexicon("given-names"):
            return Speaker(bare, "person")
    return None


def _speaker(label: Span, article: Article, names: Mapping[str, str] | None) -> Speaker:
    """The speaker of a label; of "THE CHAIR (Ann Lee)" the person in the brackets."""
    words, known = label.of(article.text), known_labels(names)
    outside, _, inside = words.rstrip(")").partition(" (")
    speaker = speaker_of_label(outside, known)
    is_holder = speaker.kind == "unnamed" and inside and is_given_name(inside.split()[0].casefold())
    return Speaker(inside, "person") if is_holder else speaker
