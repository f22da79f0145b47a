"""Who speaks where in a source: the turns of a transcript, and the person who gives a speech.

The turns are those that `quotes` finds; the network does not read the source, so that a transcript of a whole session
is ready at once.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pressq.article import Article, Span, Speaker
from pressq.report.record_turns import LabelledTurn, labelled_turns, plain_label
from pressq.text.lexicon import lexicon
from pressq.text.names import is_given_name, is_title, without_titles

__all__ = ["SourceTurn", "source_turns", "speech_giver"]

_NAME = r"[^\W\d_a-z][\w.'’-]*(?:[ ](?:(?:de|da|di|du|la|le|van|von|der|bin|al)[ ])?[^\W\d_a-z][\w.'’-]*){0,5}"
_SPEECH = r"(?:[Rr]emarks|[Ss]peech|[Aa]ddress|[Ss]tatement|[Tt]estimony|[Ll]ecture|[Ss]ermon|[Ee]ulogy|[Kk]eynote)"
_BY = re.compile(rf"\b{_SPEECH}\b[^\n]{{0,60}}?\b(?:by|of|from)[ ](?:the[ ])?(?P<name>{_NAME})")
_OF = re.compile(rf"^(?P<name>{_NAME})(?:['’]s?|:|,|[ ][-–—])[ ][^\n]{{0,60}}?\b{_SPEECH}\b", re.MULTILINE)
_HEADINGS = frozenset(
    {
        "about",
        "cc",
        "contact",
        "contents",
        "date",
        "event",
        "from",
        "location",
        "note",
        "participants",
        "place",
        "present",
    }
    | {
        "re",
        "source",
        "speakers",
        "subject",
        "time",
        "to",
        "topic",
        "transcript",
        "venue",
        "where",
        "when",
        "who",
        "why",
    }
)
_MAX_HEAD = 400  # characters
_NAME_AT_START = re.compile(rf"\W*(?P<name>{_NAME})")


@dataclass(frozen=True, slots=True)
class SourceTurn(Span):
    """The words of a speaker.

    Attributes:
        start, end: their offsets.
        label: the offsets of the name before or after them.
        speaker: the person or office of the label.
    """

    label: Span
    speaker: Speaker


def source_turns(article: Article, names: Mapping[str, str] | None = None) -> Sequence[SourceTurn | LabelledTurn]:
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
    known = {plain_label(label): name for label, name in (names or {}).items()}

    def speaker(label: str) -> Speaker:
        name = known.get(plain_label(label))
        return Speaker(name, "person") if name else _speaker(label)

    return [
        SourceTurn(turn.paragraphs[0].start, turn.paragraphs[-1].end, turn.label, speaker(turn.label.of(article.text)))
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
    return known and first.casefold() not in _HEADINGS


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


def _speaker(label: str) -> Speaker:
    """The speaker that a label names, by a name or an office ("THE PRESIDENT", "Q", "THE CHAIR (Ann Lee)")."""
    outside, _, inside = label.rstrip(")").partition(" (")
    if all(map(_is_office, outside.split())):
        first = inside.split()[0] if inside else ""
        return Speaker(inside, "person") if is_given_name(first.casefold()) else Speaker(outside, "unnamed")
    return Speaker(without_titles(outside), "person")


def _is_office(word: str) -> bool:
    bare = word.casefold().rstrip(".")
    return len(bare) == 1 or bare.isdigit() or bare in lexicon("roles", "groups", "determiners") or is_title(word)
