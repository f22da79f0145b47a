"""Gold articles: text with what people marked in it, of several origins, each marking something else."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pressq.article import Article
from pressq.text.language_detection import detect
from pressq.text.page_structure import read_structure

__all__ = [
    "Gold",
    "Labels",
    "Marked",
    "article_of",
    "labelled",
    "lines_of",
    "read_articles",
    "read_attributions",
    "read_coreference",
    "read_names",
    "read_texts",
]

Span = tuple[int, int]
Gold = dict[str, Any]


@dataclass(frozen=True)
class Marked:
    """A mention: its offsets, whether it is a name (then of what), a description or a pronoun, and whose it is."""

    start: int
    end: int
    kind: str
    entities: frozenset[str]


@dataclass
class Labels:
    """A text with what is marked in it; None where nobody looked.

    Attributes:
        attributions: each with lists of spans `source`, `cue`, `content`, and `speech` (True, False, None if untold).
        attitudes: are thoughts, wishes and acts among the attributions, too?
        complete: is all reported speech among them?
        unspoken: what stands between marks and is no quotation.
        names: names of persons and organisations; `places` are names that are no names of persons.
        mentions: names, descriptions and pronouns with their entities.
        described: are all descriptions and pronouns told, and all `roles` if there are any, outside of quotations?
        segments: all marked segments with the names of who says them, which may be none; None if it is no quotation.
        offices: of persons and organisations their names, and the fullest of their roles, "" for none.
    """

    text: str
    id: str = ""
    genre: str = ""
    attributions: list[Gold] | None = None
    attitudes: bool = False
    complete: bool = False
    unspoken: list[Span] = field(default_factory=list)
    names: list[tuple[int, int, str]] | None = None
    places: list[Span] = field(default_factory=list)
    mentions: list[Marked] = field(default_factory=list)
    described: bool = False
    roles: list[Span] | None = field(default_factory=list)
    segments: list[tuple[int, int, list[str] | None]] = field(default_factory=list)
    offices: list[tuple[list[str], str]] = field(default_factory=list)


def lines_of(path: Path) -> Iterator[Gold]:
    """The objects of a file, one a line."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def article_of(text: str) -> Article:
    """The article that `text` is, as it would be read from a file."""
    return Article(text, "-", read_structure(text).blocks, language=detect(text))


def read_attributions(path: Path) -> list[Gold]:
    """Articles with all attributions, as PolNeAR has them: `text`, `attributions` of `source`, `cue`, `content`."""
    return list(lines_of(path))


def read_articles(path: Path, attributed: Iterable[Gold] = ()) -> list[Labels]:
    """Articles with entities and speakers, and those of `attributed`, joined by their `id`.

    Each line of the file has `id`, `genre`, `text`, `segments` (marked stretches: `start`, `end`, `attributed`,
    `mention`, `cue`, `entities`), `indirect` (reported speech without marks), `entities` (`id`, `kind`, `roles`,
    `mentions`), and for articles of PolNeAR `attributions` with `speech`.
    """
    whole = {gold["id"]: gold for gold in attributed}
    found = [labelled(gold, whole.pop(gold["id"], None)) for gold in lines_of(path)]
    rest = [
        Labels(gold["text"], gold["id"], "politics", gold["attributions"], attitudes=True, complete=True)
        for gold in whole.values()
    ]
    return found + rest


def labelled(gold: Gold, whole: Gold | None = None) -> Labels:
    """The labels of an article with entities and speakers.

    Args:
        gold: as `read_articles` reads them.
        whole: all its attributions, attitudes included, where they are known.
    """
    labels = Labels(gold["text"], gold["id"], gold["genre"])
    labels.unspoken = [(s["start"], s["end"]) for s in gold["segments"] if not s["attributed"]]
    labels.segments = [(s["start"], s["end"], _names_of(s) if s["attributed"] else None) for s in gold["segments"]]
    if whole is not None:
        labels.attributions, labels.attitudes, labels.complete = whole["attributions"], True, True
        known = {_key(item): item for item in gold.get("attributions", ())}
        labels.attributions = [
            {**item, **{name: known[_key(item)][name] for name in ("speech", "entities", "speaker")}}
            if _key(item) in known
            else item
            for item in whole["attributions"]
        ]
        labels.attributions = _parted(labels.attributions, gold)
    else:
        labels.attributions, labels.complete = _speech(gold), gold["indirect_complete"]
    if gold["entities"]:
        owners: dict[tuple[int, int, str], set[str]] = {}
        for entity in gold["entities"]:
            for start, end, kind in entity["mentions"]:
                named = kind == "name" and entity["kind"] != "unnamed"
                form = entity["kind"] if named else "description" if kind == "name" else kind
                owners.setdefault((start, end, form), set()).add(entity["id"])
        labels.mentions = [
            Marked(start, end, kind, frozenset(ids)) for (start, end, kind), ids in sorted(owners.items())
        ]
        labels.names = [(m.start, m.end, m.kind) for m in labels.mentions if m.kind in ("person", "organisation")]
        labels.described = True
        labels.roles = _roles(gold)
        labels.offices = [
            ([entity["name"], *entity.get("alt", ())], max(entity["roles"], key=len, default=""))
            for entity in gold["entities"]
            if "name" in entity and entity["kind"] != "unnamed"
        ]
    return labels


def _parted(attributions: list[Gold], gold: Gold) -> list[Gold]:
    """The attributions, less what others say in them: in "Lee said that Reed called it 'a joke'" the joke is Reed's."""
    owners = {(start, end): entity["id"] for entity in gold["entities"] for start, end, _ in entity["mentions"]}
    passed_on = [segment for segment in gold["segments"] if _is_passed_on(segment, attributions, owners)]
    taken = [(segment["start"], segment["end"]) for segment in passed_on]
    inner = [item | {"kind": "direct"} for item in _speech({"segments": passed_on, "indirect": []})]
    return [
        item | {"content": [part for span in item["content"] for part in _less(span, taken)]} for item in attributions
    ] + inner


def _is_passed_on(segment: Gold, attributions: Sequence[Gold], owners: Mapping[Span, str]) -> bool:
    """Does a marked segment stand, with its source, in what somebody else says?

    Args:
        segment: as `read_articles` reads it.
        attributions: of the article.
        owners: the entities of its mentions.
    """
    if not segment["attributed"] or not segment.get("mention"):
        return False
    places = ([segment["start"], segment["end"]], segment["mention"])
    outer = [item for item in attributions if all(_holds(item["content"], place) for place in places)]
    saying = {owner for (start, end), owner in owners.items() for item in outer if _meets(item["source"], start, end)}
    return bool(outer) and saying.isdisjoint(segment["entities"])


def _holds(spans: Sequence[Sequence[int]], place: Sequence[int]) -> bool:
    return any(start <= place[0] and place[1] <= end for start, end in spans)


def _meets(spans: Sequence[Sequence[int]], start: int, end: int) -> bool:
    return any(first < end and start < stop for first, stop in spans)


def _less(span: Sequence[int], taken: Sequence[Span]) -> Iterator[list[int]]:
    """The parts of a span that are outside of those that are taken, which stand in order."""
    start, end = span
    for first, stop in taken:
        if start < stop and first < end:
            if start < first:
                yield [start, first]
            start = max(start, stop)
    if start < end:
        yield [start, end]


def _names_of(segment: Gold) -> list[str]:
    return [name for name in (segment["speaker"], *segment.get("speaker_alt", ())) if name]


def _key(item: Gold) -> str:
    return json.dumps(item["content"])


def _speech(gold: Gold) -> list[Gold]:
    """What is said: marked segments, those of one cue together, and reported speech, whole if quoted in part."""
    found: dict[Any, Gold] = {}
    segments = [s for s in gold["segments"] if s["attributed"] and not _is_reported(s, gold["indirect"])]
    for segment in segments:
        mention, cue = segment.get("mention"), segment.get("cue")
        key = (tuple(mention or ()), tuple(cue)) if cue else (segment["start"],)
        item = found.setdefault(key, _said(segment) | {"elsewhere": not mention or not cue})
        item["content"].append([segment["start"], segment["end"]])
    taken = [(segment["start"], segment["end"]) for segment in segments]
    for told in gold["indirect"]:
        parts = [part for part in _less(told["content"], taken) if re.search(r"\w", gold["text"][slice(*part)])]
        found[(*told["content"], "indirect")] = _said(told) | {"content": parts}
    return list(found.values())


def _said(told: Gold) -> Gold:
    """An attribution of speech, its content left out."""
    return {
        "source": [told["mention"]] if told.get("mention") else [],
        "cue": [told["cue"]] if told.get("cue") else [],
        "content": [],
        "speech": True,
        "entities": told.get("entities", []),
        "speaker": told["speaker"],
        "speaker_alt": told.get("speaker_alt", []),
    }


def _is_reported(segment: Gold, reports: Sequence[Gold]) -> bool:
    """Is a marked segment a part of what its speaker is reported to say?"""
    place, owners = (segment["start"], segment["end"]), segment.get("entities", [])
    return any(_holds([told["content"]], place) and told.get("entities", []) == owners for told in reports)


def _roles(gold: Gold) -> list[Span]:
    """Where the roles of entities stand: beside one of their names or in a description of them."""
    text, found = gold["text"], set()
    for entity in gold["entities"]:
        for role in entity["roles"]:
            for match in re.finditer(r"\s+".join(map(re.escape, role.split())), text):
                start, end = match.span()
                if any(
                    (kind == "description" and s < end and start < e)
                    or (
                        kind == "name"
                        and (0 <= s - end <= 60 or 0 <= start - e <= 60)
                        and "\n\n" not in text[min(s, start) : max(e, end)]
                    )
                    for s, e, kind in entity["mentions"]
                ):
                    found.add((start, end))
    return [(s, e) for s, e in sorted(found) if not any(a <= s and e <= b and (a, b) != (s, e) for a, b in found)]


def read_names(path: Path) -> list[Labels]:
    """Articles with the names of persons, organisations and places, and nothing else."""
    found = []
    for gold in lines_of(path):
        known = [(start, end, kind) for start, end, kind in gold["names"] if kind in ("person", "organisation")]
        places = [(start, end) for start, end, kind in gold["names"] if kind == "place"]
        found.append(Labels(gold["text"], gold["id"], names=known, places=places))
    return found


def read_texts(path: Path) -> list[Labels]:
    """Articles with nothing marked: each line has `id`, `set` and `article`, its text."""
    return [Labels(gold["article"], gold["id"], gold["set"]) for gold in lines_of(path)]


def read_coreference(gum: Path, gap: Path) -> tuple[list[Labels], list[Labels]]:
    """Texts of which only is known who is who: GUM's entities, and GAP's pronouns with two names."""
    return [_entities(gold) for gold in lines_of(gum)], [labels for gold in lines_of(gap) if (labels := _pronoun(gold))]


def _entities(gold: Gold) -> Labels:
    mentions = []
    for entity in gold["entities"]:
        for start, end, kind, head_start, head_end in entity["mentions"]:
            owner = frozenset({entity["id"]})
            if kind == "name":
                mentions.append(Marked(head_start, head_end, entity["kind"], owner))
            else:
                mentions.append(Marked(start, end, kind, owner))
    return Labels(gold["text"], gold["id"], mentions=sorted(mentions, key=lambda mention: (mention.start, mention.end)))


def _pronoun(gold: Gold) -> Labels | None:
    """A pronoun and two names, where it stands for one of them."""
    if sum(right for _, _, right in gold["names"]) != 1:
        return None
    start, end = gold["pronoun"]
    mentions = [Marked(start, end, "pronoun", frozenset({"right"}))]
    mentions += [
        Marked(start, end, "person", frozenset({"right" if right else "wrong"})) for start, end, right in gold["names"]
    ]
    return Labels(gold["text"], gold["id"], mentions=sorted(mentions, key=lambda mention: (mention.start, mention.end)))
