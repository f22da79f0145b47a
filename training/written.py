"""Articles written for pressq, with marks in their text that tell who is who and who says what.

Each begins with a line `=== genre | 1 p, 2 o, 3 u`: its genre, and of each entity whether it is a named person, a named
organisation, or unnamed. In the text stand

    [1 Ann Lee]  [1d the mayor]  [1p she]    mentions of entity 1: a name, a description, a pronoun
    [1p* she]                                with a star: the source of what is said in its paragraph
    <said>                                   a cue
    {mayor of Oslo}                          a role
    “Go!”~1   “Gone”~x                       after quotation marks: entity 1 says this, nobody does
    ((she would go))~1                       reported speech of entity 1
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path

from pressq.text.marks import marked_segments
from training.gold import Gold, Labels, article_of, labelled

__all__ = ["WRITTEN", "parsed", "written"]

WRITTEN = Path(__file__).with_name("written")
_ARTICLE = re.compile(r"^=== *(?P<genre>[a-z ]+?) *\| *(?P<entities>[\d pou,]+)\n", re.MULTILINE)
_MARK = re.compile(
    r"\[(?P<entity>\d+)(?P<form>[dp]?)(?P<star>\*?) |(?P<open>[{<]|\(\()"
    r"|\)\)~(?P<told>\d+)|(?P<close>[\]}>])|~(?P<said>\d+|x)"
)
_KINDS = {"p": "person", "o": "organisation", "u": "unnamed"}
_FORMS = {"": "name", "d": "description", "p": "pronoun"}
_BETWEEN = " .,!?;:\"“”'’‘»«`\n"  # what may stand between the end of what is quoted and the mark of its speaker
_END = re.compile(r"[.!?]\s+[\w\"“‘«„]")
_FAR, _SENTENCE = 60, 200  # characters from a source to its cue, and what the end of a sentence counts as

Span = tuple[int, int]


def written(folder: Path = WRITTEN) -> list[Labels]:
    """The articles of all files of the folder."""
    return list(chain.from_iterable(parsed(path.read_text("utf-8")) for path in sorted(folder.glob("*.txt"))))


def parsed(text: str) -> Iterator[Labels]:
    """The articles of a text.

    Raises:
        ValueError: where marks do not close, or a quotation has no speaker.
        KeyError: an entity is not in the first line.
    """
    heads = list(_ARTICLE.finditer(text))
    for head, after in zip(heads, [*heads[1:], None], strict=True):
        kinds = {entity: _KINDS[kind] for entity, kind in re.findall(r"(\d+) *([pou])", head["entities"])}
        marks = _Marks(text[head.end() : after.start() if after else len(text)].strip())
        yield replace(labelled(marks.gold(head["genre"], kinds)), roles=sorted(marks.roles))


@dataclass
class _Marks:
    """A marked text, its words without the marks, and what they tell."""

    marked: str
    text: str = ""
    mentions: dict[str, list[tuple[int, int, str]]] = field(default_factory=dict)
    sources: dict[str, list[Span]] = field(default_factory=dict)
    roles: list[Span] = field(default_factory=list)
    cues: list[Span] = field(default_factory=list)
    told: list[tuple[int, int, str]] = field(default_factory=list)
    said: list[tuple[int, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        at, opened = 0, list[tuple[int, re.Match[str]]]()
        for mark in _MARK.finditer(self.marked):
            self.text += self.marked[at : mark.start()]
            at = mark.end()
            if mark["said"]:
                self.said.append((len(self.text), mark["said"]))
            elif mark["entity"] or mark["open"]:
                opened.append((len(self.text), mark))
            else:
                if not opened:
                    raise ValueError(f"nothing opens what closes after {self.text[-40:]!r}")
                self._close(*opened.pop(), mark)
        self.text += self.marked[at:]
        if opened:
            raise ValueError(f"not closed: {self.text[opened[0][0] :][:40]!r}")

    def _close(self, start: int, opening: re.Match[str], closing: re.Match[str]) -> None:
        span = (start, len(self.text))
        if opening["entity"] and closing["close"] == "]":
            self.mentions.setdefault(opening["entity"], []).append((*span, _FORMS[opening["form"]]))
            if opening["star"]:
                self.sources.setdefault(opening["entity"], []).append(span)
        elif opening["open"] == "((" and closing["told"]:
            self.told.append((*span, closing["told"]))
        elif (opening["open"], closing["close"]) in (("{", "}"), ("<", ">")):
            (self.roles if closing["close"] == "}" else self.cues).append(span)
        else:
            raise ValueError(f"crossed marks: {self.marked[opening.start() :][:40]!r}")

    def gold(self, genre: str, kinds: dict[str, str]) -> Gold:
        """What `labelled` reads."""
        segments = [self._segment(segment.start, segment.end) for segment in marked_segments(article_of(self.text))]
        told = [self._said(start, end, who) | {"content": [start, end]} for start, end, who in self.told]
        return {
            "id": "",
            "genre": genre,
            "text": self.text,
            "segments": segments,
            "indirect": told,
            "indirect_complete": True,
            "entities": [
                {"id": entity, "kind": kinds[entity], "roles": [], "mentions": sorted(mentions)}
                for entity, mentions in self.mentions.items()
            ],
        }

    def _segment(self, start: int, end: int) -> Gold:
        """A marked stretch, said by whom the mark right after it names."""
        for place, who in self.said:
            if place >= end and not self.text[end:place].strip(_BETWEEN):
                return self._said(start, end, None if who == "x" else who)
        raise ValueError(f"nobody is told to say {self.text[start:end][:40]!r}")

    def _said(self, start: int, end: int, who: str | None) -> Gold:
        source = cue = None
        if who is not None:
            sources = [span for span in self.sources.get(who, ()) if not start <= span[0] < end]
            source = self._nearest(sources, (start, end), (start, end))
        if source is not None:
            near = [c for c in self.cues if self._gap(c, source) < _FAR or self._gap(c, (start, end)) < 4]
            cue = self._nearest([c for c in near if not start <= c[0] < end], (start, end), source)
        return {
            "start": start,
            "end": end,
            "attributed": who is not None,
            "speaker": next(iter(names := self._names(who)), None),
            "speaker_alt": names[1:],
            "entities": [who] if who is not None else [],
            "mention": source,
            "cue": list(cue) if cue else None,
        }

    def _names(self, who: str | None) -> list[str]:
        """By what an entity may be called: its fullest names, or what describes it if it has none."""
        forms = [
            (kind, " ".join(self.text[start:end].split())) for start, end, kind in self.mentions.get(who or "", ())
        ]
        names = [form for kind, form in forms if kind == "name"]
        fullest = max((len(name.split()) for name in names), default=0)
        return [name for name in names if len(name.split()) == fullest] or [f for kind, f in forms if kind != "pronoun"]

    def _nearest(self, spans: list[Span], one: Span, other: Span) -> Span | None:
        """The one of `spans` in the same paragraph as `one` that is nearest to both."""
        here = [span for span in spans if "\n\n" not in self.text[min(span[0], one[0]) : max(span[1], one[1])]]
        return min(here, key=lambda span: self._gap(span, one) + self._gap(span, other), default=None)

    def _gap(self, one: Span, other: Span) -> int:
        """Characters between two spans, the end of a sentence for many."""
        between = self.text[min(one[1], other[1]) : max(one[0], other[0])]
        return len(between) + _SENTENCE * bool(_END.search(between))
