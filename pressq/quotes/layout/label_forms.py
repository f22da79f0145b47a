"""Labels of turns: what a transcript prints before or above a speaker's words.

One grammar for articles and for the records that quotations are verified against: "LEE:", "Ann Lee, vet [0:09]:",
"Mr. LEE.", "Q", "BY MS. LEE:", "<v Ann Lee>", "Ann Lee — ", or a name on a line of its own; with a margin number or the
time of a recording. Only the form is read here: which labels begin turns is for the caller to decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from pressq.article import Span
from pressq.quotes.cues import is_cue_verb
from pressq.text.lexicon import lexicon
from pressq.text.names import is_title

__all__ = [
    "CERTAIN",
    "CLOCK",
    "MARGIN",
    "Label",
    "is_numbered_voice",
    "label_at",
    "labels_of_lines",
    "line_label",
]

LabelForm = Literal["by", "name", "dotted", "letter", "voice", "dashed", "initials", "line"]
_FORMS: tuple[LabelForm, ...] = ("by", "name", "dotted", "letter", "voice", "dashed", "initials", "line")
CERTAIN: tuple[LabelForm, ...] = ("letter", "initials", "dotted", "voice")
"""The forms that nothing else has."""

CLOCK = r"\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d+)?"
"""The time of a recording."""

MARGIN = r"[ \t]{0,9}\d{1,2}(?:[ \t]{2,}|\t)"
"""The number of a line, in a deposition."""

_TIME = rf"(?:[\[(]?{CLOCK}[\])]?[ \t]*(?:[-–—|][ \t]*)?)?"
_START = rf"(?:{MARGIN})?[^\w(\[<\n]*(?:\d{{1,3}}\.\s)?{_TIME}[*_]*"
_NOTE = rf"(?:[ ][\[(](?!{CLOCK})[^\])\n]{{1,60}}[\])])"
_NAME = r"[^\W\d_][\w.'’-]+(?:[ ][\w.'’-]+)"
_VOICE = r"(?:Unknown\s)?(?:Speaker|SPEAKER)(?:\s?\d+)?"  # as speech-to-text programs number unknown speakers
_LABEL = rf"""{_START}(?:(?:
        (?!BY[ ])(?P<name>{_NAME}{{0,7}}?)(?P<note>{_NOTE}{{0,2}})
          (?:(?:,[ ](?P<role>[^:.?!\n]{{1,60}}))?[*_]*(?:[ ][\[(]?{CLOCK}[\])]?)?:|[ ]\[\d\d:\d\d:\d\d\])
      | (?!BY[ ])(?P<dotted>(?:The[ ])?(?:[A-Z][a-z]+|[A-Z]{{2,}})\.?(?:[ ][A-Z][A-Z'’-]+)+)(?P<of>{_NOTE}?)\.
      | (?P<letter>[QA])(?:\d{{0,2}}[*_]*[:.]|(?=[*_]*(?:[ ]{{2}}|\t))|(?<=Q)(?=\s[^a-z]))
    )[*_]*(?:[ \t]+{_TIME}|\s)
      | BY[ ](?P<by>[A-Z][^:\n]{{1,40}}):
      | <v(?:\.\w+)?[ ](?P<voice>[^>\n]{{1,60}})>
      | (?P<dashed>{_NAME}{{0,4}})[ ](?:[—–]|--)[ ](?=[^\W\d_a-z])
      | (?P<initials>[A-Z]{{2,3}})[*_]*[ ](?=[A-Z(]))"""
_LINE = rf"""(?!(?i:by)\s)(?P<line>{_VOICE}|[^\W\d_][^\n,(\[:?!]{{1,60}}?):?[*_]*
    (?:(?:[ \t]+[-–—|]+[ \t]|,[ ]|[ \t][\[(]|[ \t]+(?=\d))(?P<rest>[^\n]{{1,80}}))?"""


@dataclass(frozen=True, slots=True)
class Label(Span):
    """What stands before the words of a turn: a margin number, a time, the label, marks.

    Attributes:
        start, end: the offsets of all of it.
        form: how it is written.
        span: the offsets of the label, with the notes in brackets after it.
        name: its words without those: "THE CHAIR" of "THE CHAIR (Ann Lee)".
        note: what the brackets hold.
        detail: what stands behind the name, such as a role.
    """

    form: LabelForm
    span: Span
    name: str
    note: str
    detail: str

    @property
    def may_name(self) -> bool:
        """May these words name a speaker: no "Note:", no words in small letters, no clause ("Ann, who said:")?"""
        words = self.name.split()
        small = lexicon("particles", "determiners", "prepositions", "coordinators")
        named = all(not word[0].islower() or word in small for word in words)
        details = self.detail.casefold().split()
        clause = not lexicon("relatives", "first-person").isdisjoint(details) or any(map(is_cue_verb, details))
        titled = is_title(words[words[0] == "THE"]) if self.form == "dotted" and words[0].isupper() else True
        return named and titled and not clause and words[0].casefold() not in lexicon("headings")


def label_at(text: str, block: Span) -> Label | None:
    """The label with which a block of a text begins, other than one on a line of its own.

    Args:
        text: the article's.
        block: offsets in it.
    """
    match = _pattern(_LABEL).match(text, block.start, block.end)
    return _label(match) if match else None


def line_label(text: str, line: Span) -> Label | None:
    """The label that a line may be as a whole: "Ann Lee -- Mayor", "Speaker 1  0:03"."""
    match = _pattern(_LINE).fullmatch(text, line.start, line.end)
    return _label(match) if match else None


def is_numbered_voice(name: str) -> bool:
    """Is this the name of an unknown speaker in a recording: "Speaker 2"?"""
    return re.fullmatch(_VOICE, name) is not None


def labels_of_lines(text: str) -> Iterator[Label]:
    """All lines that are labels or begin with one, by their form."""
    return map(_label, _pattern(rf"^(?:{_LABEL}|{_START}{_LINE}[ \t]*$)").finditer(text))


@cache
def _pattern(expression: str) -> re.Pattern[str]:
    return re.compile(expression, re.VERBOSE | re.MULTILINE)


def _label(match: re.Match[str]) -> Label:
    groups = match.groupdict()
    form = next(form for form in _FORMS if groups.get(form))
    note = groups.get("note") or groups.get("of") or ""
    span = Span(match.start(form), match.end(form) + len(note))
    detail = groups.get("role") or groups.get("rest") or ""
    return Label(match.start(), match.end(), form, span, match[form].strip(), note.strip(" ()[]"), detail)
