"""Who asks in an interview without labels, by what title, standfirst and byline say."""

from __future__ import annotations

import re

from pressq.article import Span

__all__ = ["asks"]

_LINE = 120  # characters before a name that are looked at
_BEFORE = re.compile(
    r"(?:\b(?:talk(?:s|ed)? to|speaks? to|spoke to|chats? (?:to|with)|opens? up to|tells|told|interview(?:ed)? by|"
    r"conducted by|(?:answers to|put by))|\b(?:interview|questions|words)(?: by|:))\s+(?:\w+ ){0,2}$"
    r"|\b(?:reporter|correspondent|interviewer|our(?: \w+){1,2}),? $",
    re.IGNORECASE,
)
_IN_TITLE = re.compile(r"(?:\b(?:interview|questions|words):|\bchat with)\s+(?:\w+ ){0,2}$", re.IGNORECASE)
_AFTER = re.compile(
    r" (?:asks?|asked|meets|met|interviews|catches up with|sits down with|puts the questions)\b"
    r"|(?: and [^\n,.]+)? (?:talks|talked|speaks|spoke) (?:to|with) [A-Z][^\n,.]+, who\b"
)
_TOLD_OF = re.compile(r", who\b")


def asks(name: Span, text: str) -> bool:
    """Whether a person named before an interview is its interviewer: "X talks to Ann Lee", "Ann Lee meets X".

    Not so in "Ann Lee talks to X, who" and in the title "Interview: X".

    Args:
        name: where the person is named.
        text: the text of the article.
    """
    start = text.rfind("\n", 0, name.start) + 1
    line = text[max(start, name.start - _LINE) : name.start]
    if _AFTER.match(text, name.end):
        return True
    is_title = not text[:start].strip()
    answers = _TOLD_OF.match(text, name.end) or (is_title and _IN_TITLE.search(line))  # "Interview: Ann Lee"
    return not answers and _BEFORE.search(line) is not None
