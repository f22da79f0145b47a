"""Who speaks in a transcript, whose turns begin with a name and a colon, or in a speech whose head tells its speaker.

Read from the lines of the text and nothing else, so that a transcript of a whole session is read at once.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from pressq.article import Article, Span, Speaker
from pressq.text.lexicon import lexicon
from pressq.text.names import is_title, without_titles

__all__ = ["Turn", "speech_giver", "turns"]

_LABEL = re.compile(
    r"^[ \t>*_]*"
    r"(?:[\[(]?\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d+)?[\])]?[ \t-]*)?"  # the time, as machines write it
    r"(?P<name>[^\W\d_][\w.'’-]*(?:[ ][\w.'’-]+){0,5}?)"
    r"(?:[ ]?[\[(][^\])\n]{1,60}[\])])?[*_]*:[*_]*(?=\s)",
    re.MULTILINE,
)
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
_LONGEST_HEAD = 400


@dataclass(frozen=True, slots=True)
class Turn(Span):
    """The words of a speaker until somebody else begins; `label` is where the name stands before them."""

    label: Span
    speaker: Speaker


def turns(text: str) -> list[Turn]:
    """The turns of a transcript, in order; none where the text is none."""
    labels = [match for match in _LABEL.finditer(text) if _may_name(match["name"])]
    count = Counter(match["name"] for match in labels)
    capitals = {name for name in count if name.isupper()}
    called = {name for name in count if name not in capitals and not _is_lower_case_somewhere(name, text)}
    known = capitals | (called if any(count[name] > 1 for name in called) else set())
    labels = [match for match in labels if match["name"] in known]
    if len(labels) < 2:
        return []
    ends = [*(match.start() for match in labels[1:]), len(text)]
    speakers = {name: _speaker(name) for name in known}
    return [
        Turn(match.end(), end, Span(match.start(), match.end()), speakers[match["name"]])
        for match, end in zip(labels, ends, strict=True)
    ]


def speech_giver(article: Article) -> Speaker | None:
    """Whose speech the article is, where its head says so: "Remarks by Mayor Ines Varga", "Ines Varga's speech"."""
    head = article.title or ""
    for block in article.blocks:
        if block.kind == "body":
            break
        head += "\n" + block.of(article.text)
    for match in [*_BY.finditer(head[:_LONGEST_HEAD]), *_OF.finditer(head[:_LONGEST_HEAD])]:
        name = match["name"].rstrip(".,").removesuffix("'s").removesuffix("’s")
        bare = without_titles(name)
        if bare != name or bare.split()[0] in lexicon("given-names"):
            return Speaker(bare, "person")
    return None


def _may_name(name: str) -> bool:
    words = name.split()
    small = lexicon("particles", "determiners", "prepositions")
    return words[0].casefold() not in _HEADINGS and all(not word[0].islower() or word in small for word in words)


def _is_lower_case_somewhere(name: str, text: str) -> bool:
    """Whether the text has the label as a common word, as with "Remember: ..."."""
    return len(name.split()) == 1 and re.search(rf"\b{re.escape(name.lower())}\b", text) is not None


def _speaker(label: str) -> Speaker:
    """The speaker whom a label names, by a name or by what he or she is ("THE PRESIDENT", "Q")."""
    return Speaker(label, "unnamed" if all(map(_is_office, label.split())) else "person")


def _is_office(word: str) -> bool:
    bare = word.casefold().rstrip(".")
    return len(bare) == 1 or bare.isdigit() or bare in lexicon("roles", "groups", "determiners") or is_title(word)
