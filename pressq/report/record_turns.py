"""Speaker turns of a whole record, read from its lines alone: transcripts, minutes, depositions, subtitles, speeches.

Fast enough for a session of parliament: no model runs. Labels are lines or beginnings of lines such as "HOLT:",
"Mr. HOLT.", "Q", "<v Ann Holt>", "Ann Holt [00:01:10]" or a name on a line of its own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, partial

from pressq.article import Span, Speaker
from pressq.text.lexicon import lexicon
from pressq.text.names import is_given_name, is_title, name_words, without_titles

__all__ = ["LabelledTurn", "labelled_turns", "page_furniture", "plain_label"]

_CLOCK = r"\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d+)?"
_TIME = rf"(?:[\[(]?{_CLOCK}[\])]?[ \t]*(?:[-–—|][ \t]*)?)"
_MARGIN = r"[ \t]{0,9}\d{1,2}(?:[ \t]{2,}|\t)"
_START = rf"^(?:{_MARGIN})?[ \t>*_#|•-]*{_TIME}?[*_]*"
_NOTE = r"(?:[ ]?[\[(][^\])\n]{1,60}[\])])"
_WORD = r"[\w.'’-]+"
_LABEL = re.compile(
    rf"""{_START}(?:
        BY[ ](?P<by>[A-Z][^:\n]{{1,40}}):
      | (?P<name>[^\W\d_][\w.'’-]*(?:[ ]{_WORD}){{0,5}}?)(?P<note>{_NOTE})?
          (?:,[ ](?P<role>[^:.?!\n]{{2,60}}))?[*_]*(?:[ ]{_TIME})?:[*_]*(?=\s)
      | (?P<dotted>(?:(?:The[ ])?[A-Z][a-z]+\.?[ ])(?:[A-Z][A-Z'’-]+[ ]?){{1,3}}(?P<of>{_NOTE})?)\.(?=[ ])
      | (?P<letter>[QA])(?:[.:][*_]*(?=\s)|[*_]*(?:[ ]{{2,}}|\t))
      | (?P<question>Q)[ ](?=[A-Z])
      | <v(?:\.\w+)?[ ](?P<voice>[^>\n]{{1,60}})>
      | (?P<dashed>[^\W\d_][\w.'’-]*(?:[ ]{_WORD}){{0,4}})[ ](?:[—–]|--)[ ](?=[^\W\d_a-z])
      | (?P<line>[^\W\d_][\w.'’-]*(?:[ ]{_WORD}){{0,4}})(?P<line_note>{_NOTE})?
          (?:[ ]*(?:,|[—–]|--|\|)[ ]*(?P<line_role>[^:.?!\n]{{2,60}}))?[*_]*(?:[ \t]+{_TIME})?[ \t]*$
    )""",
    re.VERBOSE | re.MULTILINE,
)
_FORMS = ("by", "name", "dotted", "letter", "question", "voice", "dashed", "line")
_NAME = r"[^\W\d_a-z][\w.'’-]*(?:[ ](?:(?:de|da|di|du|la|le|van|von|der|bin|al)[ ])?[^\W\d_a-z][\w.'’-]*){0,5}"
_ENTRY = re.compile(
    rf"^[ \t*•-]*(?P<label>[^\W\d_a-z][\w.' ’]{{0,30}}?)[ ]?(?:=|:|[–—]|--?)[ ](?P<name>{_NAME})(?:,[^\n]*)?\.?[ \t]*$",
    re.MULTILINE,
)
_IN_BRACKETS = re.compile(rf"(?P<name>{_NAME})[ ]\((?P<label>[A-Z]{{1,4}}|[Tt]he[ ][A-Z][\w ]+)\)")
_HEADINGS = frozenset(
    {"about", "cc", "contact", "contents", "date", "event", "from", "location", "note", "participants", "place"}
    | {"present", "re", "source", "speakers", "subject", "time", "to", "topic", "transcript", "venue", "where"}
    | {"when", "who", "why", "webvtt", "update", "question", "answer", "however"}
)
_CAST = 3000  # characters of a record in which its cast stands
_CUE = re.compile(rf"^(?:\d+[ \t]*\r?\n)?(?:\d\d:)?{_CLOCK}[ \t]*-->[^\n]*$|^WEBVTT[^\n]*$|</?[bciuv](?:\.\w+)?>", re.M)
_NUMBERED = re.compile(rf"^{_MARGIN}", re.MULTILINE)
_PAGE_NUMBER = re.compile(r"^[ \t]*(?:-[ ]?)?(?:[Pp]age[ ])?\d{1,4}(?:[ ]of[ ]\d+)?(?:[ ]?-)?[ \t]*$", re.MULTILINE)
_RUNNING_HEAD = re.compile(r"^[ \t]*(?=[^\n]{0,80}\b\d{1,4}\b)[^\n.!?]{4,90}$", re.MULTILINE)
_INAUDIBLE = re.compile(r"[\[(](?:inaudible|unintelligible|crosstalk|ph)[^\])\n]{0,30}[\])]", re.IGNORECASE)
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
    found = [(form, match) for match in _LABEL.finditer(text) for form in _FORMS if match[form]]
    accepted = _accepted(found, text)
    if len(accepted) < 2 and not any(form in {"voice"} for form, _ in accepted):
        return []
    labels = {plain_label(match[form]) for form, match in accepted}
    cast = _cast(text[:_CAST], labels)
    known = {
        **{label: name for label, (name, _) in cast.items()},
        **{plain_label(k): v for k, v in (names or {}).items()},
    }
    entries = {start for _, start in cast.values()}
    questioner = ""
    turns: list[LabelledTurn] = []
    for number, (form, match) in enumerate(accepted):
        end = accepted[number + 1][1].start() if number + 1 < len(accepted) else len(text)
        if form == "by":
            questioner = match["by"]
            continue
        if match.start() in entries:
            continue
        label = match[form].strip()
        if label == "Q" and questioner and "q" not in known:
            label = questioner
        note = (match["note"] or match["of"] or "").strip(" ()[]") if form in {"name", "dotted"} else ""
        if note and is_given_name(note.split()[0].casefold()) and len(note.split()) > 1:
            known.setdefault(plain_label(label), without_titles(note))
        speaker = _speaker(label, known)
        turns.append(LabelledTurn(match.end(), end, Span(match.start(), match.end()), speaker))
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


_Found = tuple[str, "re.Match[str]"]


def _accepted(found: list[_Found], text: str) -> list[_Found]:
    """The labels that are sure enough: repeated, in capitals, or the name of a person."""
    count = Counter(plain_label(match[form]) for form, match in found)
    letters = {match["letter"] or match["question"] for form, match in found if form in {"letter", "question"}}
    people = Counter(form for form, match in found if form in {"line", "dashed"} and _is_person(match[form]))
    kept: list[_Found] = []
    is_common_word = cache(partial(_is_common_word, text=text))  # it reads the whole text
    for form, match in found:
        label = match[form].strip()
        if form in {"letter", "question"}:
            sure = label == "Q" or "Q" in letters
        elif form in {"voice", "by"}:
            sure = True
        elif not _may_name(label):
            sure = False
        elif form == "dotted":
            sure = not label.isupper() and label.split()[0].rstrip(".") not in {"I"}
        elif form == "name":
            capitals = label.isupper()
            repeated = count[plain_label(label)] > 1 and not is_common_word(label)
            sure = (capitals or repeated or _is_person(label)) and not (match["role"] and _is_clause(match["role"]))
        else:
            repeated = count[plain_label(label)] > 1 and (len(label.split()) > 1 or label.isupper())
            named = _is_person(label) and people[form] > 1
            sure = named or (repeated and label.isupper())
            sure = sure and not (match["line_role"] and _is_clause(match["line_role"])) and match.start() > 0
        if sure:
            kept.append((form, match))
    talk = {plain_label(match[form]) for form, match in kept}
    return kept if len(talk) > 1 or len(kept) > 1 or any(form == "voice" for form, _ in kept) else []


def _cast(head: str, labels: set[str]) -> dict[str, tuple[str, int]]:
    """Names of persons by label, and where a line of the cast begins: "AH: Ann Holt, mayor", "Ann Holt (AH)"."""
    found: dict[str, tuple[str, int]] = {}
    for match in [*_ENTRY.finditer(head), *_IN_BRACKETS.finditer(head)]:
        label, name = plain_label(match["label"]), without_titles(match["name"].rstrip("."))
        if label in labels and len(name.split()) > 1 and _is_person(name):
            found.setdefault(label, (name, match.start()))
    return found


def _speaker(label: str, known: Mapping[str, str]) -> Speaker:
    """The speaker that a label names, by a name or by an office ("THE PRESIDENT", "Q")."""
    name = known.get(plain_label(label))
    if name is not None:
        return Speaker(name, "person")
    return Speaker(label, "unnamed" if all(map(_is_office, label.split())) else "person")


def plain_label(label: str) -> str:
    """A label without marks, titles and case, by which its forms are equal."""
    return " ".join(name_words(label.replace("*", ""))) or label.strip().casefold()


def _may_name(name: str) -> bool:
    words = name.split()
    small = lexicon("particles", "determiners", "prepositions")
    return words[0].casefold() not in _HEADINGS and all(not word[0].islower() or word in small for word in words)


def _is_person(label: str) -> bool:
    """Is the label a full name: a given name or a title, and more words with capitals?"""
    words = without_titles(label).split()
    titled = without_titles(label) != label
    capitals = all(word[:1].isupper() or word in lexicon("particles") for word in words)
    return bool(words) and capitals and (titled or (len(words) > 1 and is_given_name(words[0].casefold())))


def _is_clause(role: str) -> bool:
    """Do the words after a comma hold a verb of saying or a clause, so that the line is prose?"""
    return not {"said", "says", "asked", "who", "which", "and", "but", "i", "we"}.isdisjoint(role.casefold().split())


def _is_common_word(name: str, text: str) -> bool:
    """Does the text use the label as a common word, as with "Remember: ..."?"""
    return len(name.split()) == 1 and re.search(rf"\b{re.escape(name.lower())}\b", text) is not None


def _is_office(word: str) -> bool:
    bare = word.casefold().rstrip(".")
    return len(bare) == 1 or bare.isdigit() or bare in lexicon("roles", "groups", "determiners") or is_title(word)
