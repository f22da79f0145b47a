"""Speaker turns of a whole record, read from its lines alone: transcripts, minutes, depositions, subtitles, speeches.

Fast enough for a session of parliament: no model runs. Labels are lines or beginnings of lines such as "HOLT:",
"Mr. HOLT.", "Q", "<v Ann Holt>", "Ann Holt [00:01:10]" or a name on a line of its own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import zip_longest

from pressq.article import Span, Speaker
from pressq.quotes.layout.label_forms import CLOCK, MARGIN, Label, labels_of_lines
from pressq.quotes.speakers.turn_labels import QUESTION
from pressq.text.lexicon import lexicon
from pressq.text.names import is_given_name, is_title, name_words, without_titles

__all__ = ["NAME", "LabelledTurn", "known_labels", "labelled_turns", "page_furniture", "speaker_of_label"]

NAME = r"[^\W\d_a-z][\w.'’-]*(?:[ ](?:(?:de|da|di|du|la|le|van|von|der|bin|al)[ ])?[^\W\d_a-z][\w.'’-]*){0,5}"
"""A name by its form."""

_ENTRY = re.compile(
    rf"^[ \t*•-]*(?P<label>[^\W\d_a-z][\w.' ’]{{0,30}}?)[ ]?(?:=|:|[–—]|--?)[ ](?P<name>{NAME})(?:,[^\n]*)?\.?[ \t]*$",
    re.MULTILINE,
)
_IN_BRACKETS = re.compile(rf"(?P<name>{NAME})[ ]\((?P<label>[A-Z]{{1,4}}|[Tt]he[ ][A-Z][\w ]+)\)")
_CAST = 3000  # characters of a record in which its cast stands
_CUE = re.compile(rf"^(?:\d+[ \t]*\r?\n)?(?:\d\d:)?{CLOCK}[ \t]*-->[^\n]*$|^WEBVTT[^\n]*$|</?[bciuv](?:\.\w+)?>", re.M)
_NUMBERED = re.compile(rf"^{MARGIN}", re.MULTILINE)
_PAGE_NUMBER = re.compile(r"^[ \t]*(?:-[ ]?)?(?:[Pp]age[ ])?\d{1,4}(?:[ ]of[ ]\d+)?(?:[ ]?-)?[ \t]*$", re.MULTILINE)
_RUNNING_HEAD = re.compile(r"^[ \t]*(?=[^\n]{0,80}\b\d{1,4}\b)[^\n.!?]{4,90}$", re.MULTILINE)
_INAUDIBLE = re.compile(r"[\[(](?:inaudible|unintelligible|crosstalk|ph)[^\])\n]{0,30}[\])]", re.IGNORECASE)
_SMALL = re.compile(r"\b[^\W\d_A-Z][\w'’-]*")
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class LabelledTurn(Span):
    """The words of a speaker up to the next label; `label` is the span of the label before them."""

    label: Span
    speaker: Speaker


def labelled_turns(text: str, names: Mapping[str, str] | None = None) -> list[LabelledTurn]:
    """The turns of a record, in order; none where the text is no record.

    Args:
        text: the article's text.
        names: the person behind a label ("THE CHAIR", "Q", "AH"); the cast at the head of the record adds to them.
    """
    labels = _accepted(list(labels_of_lines(text)), text)
    cast = _cast(text[:_CAST], {_plain(label.name) for label in labels})
    known = {label: name for label, (name, _) in cast.items()}
    known |= known_labels(names)
    entries = {start for _, start in cast.values()}
    questioner = ""
    turns: list[LabelledTurn] = []
    for label, following in zip_longest(labels, labels[1:]):
        if label.form == "by":
            questioner = label.name
        elif label.start not in entries:
            name = questioner if label.name == QUESTION and questioner and QUESTION.lower() not in known else label.name
            if len(label.note.split()) > 1 and is_given_name(label.note.split()[0].casefold()):
                known.setdefault(_plain(name), without_titles(label.note))
            end = following.start if following else len(text)
            turns.append(LabelledTurn(label.end, end, Span(label.start, label.end), speaker_of_label(name, known)))
    return turns


def page_furniture(text: str) -> list[Span]:
    """What a record prints around the words: cues of subtitles, margin numbers, page numbers, running heads."""
    spans = [Span(*match.span()) for match in _CUE.finditer(text)]
    spans += [Span(*match.span()) for match in _INAUDIBLE.finditer(text)]
    lines = max(1, text.count("\n"))
    margins = list(_NUMBERED.finditer(text))
    if len(margins) >= 3 and len(margins) * 2 > sum(1 for line in text.splitlines() if line.strip()):
        spans += [Span(*match.span()) for match in margins]
    pages = list(_PAGE_NUMBER.finditer(text))
    spans += [Span(*match.span()) for match in pages if lines > 3]
    heads = Counter(_DIGITS.sub("", match[0]).strip() for match in _RUNNING_HEAD.finditer(text))
    for match in _RUNNING_HEAD.finditer(text):
        if heads[_DIGITS.sub("", match[0]).strip()] > 1:
            spans.append(Span(*match.span()))
    return sorted(spans)


def _accepted(labels: Sequence[Label], text: str) -> list[Label]:
    """The labels that are sure enough: of a certain form, repeated, in capitals, or the name of a person."""
    count = Counter(_plain(label.name) for label in labels)
    is_common_word = cache(partial(_is_common_word, text=text))  # it reads the whole text
    looks_like_name = cache(partial(_looks_like_name, lowered=frozenset(_SMALL.findall(text))))

    def is_name(label: Label) -> bool:
        return _is_person(label.name) or (count[_plain(label.name)] > 1 and looks_like_name(label.name))

    people = Counter(label.form for label in labels if is_name(label))
    paragraphs = sum(1 for line in text.splitlines() if line.strip())
    labelled = len(labels) > 2 and sum(label.form == "name" and label.may_name for label in labels) > 0.9 * paragraphs
    asked = any(label.name == QUESTION for label in labels)

    def is_sure(label: Label) -> bool:
        name, repeated = label.name, count[_plain(label.name)] > 1
        match label.form:
            case "letter":
                return asked
            case "voice" | "by":
                return True
            case "initials":
                return False
            case "dotted":
                return label.may_name
            case "name":
                return label.may_name and (
                    name.isupper() or (repeated and not is_common_word(name)) or _is_person(name) or labelled
                )
        several = (is_name(label) and people[label.form] > 1) or (repeated and name.isupper())
        return label.may_name and several and (label.start > 0 or label.form != "line")

    kept = [label for label in labels if is_sure(label)]
    return kept if len(kept) > 1 or any(label.form == "voice" for label in kept) else []


def _cast(head: str, labels: set[str]) -> dict[str, tuple[str, int]]:
    """Names of persons by label, and where a line of the cast begins: "AH: Ann Holt, mayor", "Ann Holt (AH)"."""
    found: dict[str, tuple[str, int]] = {}
    for match in [*_ENTRY.finditer(head), *_IN_BRACKETS.finditer(head)]:
        label, name = _plain(match["label"]), without_titles(match["name"].rstrip("."))
        if label in labels and len(name.split()) > 1 and _is_person(name):
            found.setdefault(label, (name, match.start()))
    return found


def known_labels(names: Mapping[str, str] | None) -> dict[str, str]:
    """Names by the labels that a user gives them, as `speaker_of_label` looks for them."""
    return {_plain(label): name for label, name in (names or {}).items()}


def speaker_of_label(label: str, known: Mapping[str, str]) -> Speaker:
    """The speaker that a label names, by a name or by an office ("THE PRESIDENT", "Q").

    Args:
        label: its words.
        known: names by `known_labels`.
    """
    name = known.get(_plain(label))
    if name is not None:
        return Speaker(name, "person")
    return Speaker(label, "unnamed" if all(map(_is_office, label.split())) else "person")


def _plain(label: str) -> str:
    """A label without marks, titles and case, by which its forms are equal."""
    return " ".join(name_words(label.replace("*", ""))) or label.strip().casefold()


def _is_person(label: str) -> bool:
    """Is the label a full name: a given name or a title, and more words with capitals?"""
    words = without_titles(label).split()
    titled = without_titles(label) != label
    capitals = all(word[:1].isupper() or word in lexicon("particles") for word in words)
    return bool(words) and capitals and (titled or (len(words) > 1 and is_given_name(words[0].casefold())))


def _looks_like_name(label: str, lowered: frozenset[str]) -> bool:
    """Is the label two to four words with capitals, none of which the text has in small letters?"""
    words = label.split()
    formed = 2 <= len(words) <= 4 and re.fullmatch(NAME, label) is not None
    return formed and lowered.isdisjoint(word.casefold() for word in words)


def _is_common_word(name: str, text: str) -> bool:
    """Does the text use the label as a common word, as with "Remember: ..."?"""
    return len(name.split()) == 1 and re.search(rf"\b{re.escape(name.lower())}\b", text) is not None


def _is_office(word: str) -> bool:
    bare = word.casefold().rstrip(".")
    return len(bare) == 1 or bare.isdigit() or bare in lexicon("roles", "groups", "determiners") or is_title(word)
