"""Who is who in articles that others collected: marked for pressq, kept as offsets beside the hash of each text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from training.gold import Gold, Labels, labelled

__all__ = ["ANNOTATIONS", "annotated", "hash_of"]

ANNOTATIONS = Path(__file__).with_name("annotations.jsonl")
_KINDS = {"p": "person", "o": "organisation", "u": "unnamed"}
_FORMS = {"n": "name", "d": "description", "p": "pronoun"}


def hash_of(text: str) -> str:
    """By which a text is known without being told."""
    return sha256(text.encode()).hexdigest()[:16]


def annotated(articles: Iterable[Labels], path: Path = ANNOTATIONS) -> list[Labels]:
    """The articles, with who is who in those of which nothing but the text, the names or the attributions is known.

    Each line of the file has `text` (the hash of the text) and, all as offsets, `breaks` (blanks of the text that are a
    blank line in the annotated one, in which all offsets count), `kinds` (a letter for each entity), `mentions` (start,
    end, form, entity), `segments` (marked stretches: start, end, and for those that somebody says entity, mention,
    start and end of the cue, -1 for none) and, where they were looked for, `roles` and `indirect` (reported speech, in
    the form of segments). `thoughts` are the numbers of those attributions known before that are no speech; a line may
    have them alone. Articles without anything marked and without a line in the file are left out.
    """
    with path.open(encoding="utf-8") as lines:
        known = {line["text"]: line for line in map(json.loads, lines)}
    found = []
    for labels in articles:
        line = None if labels.described else known.get(hash_of(labels.text))
        if line is not None:
            found.append(_labels(labels, line))
        elif labels.attributions is not None or labels.names is not None or labels.mentions:
            found.append(labels)
    return found


def _labels(labels: Labels, line: Gold) -> Labels:
    if "thoughts" in line:
        attributions = [
            item | {"speech": number not in line["thoughts"]} for number, item in enumerate(labels.attributions or ())
        ]
        labels = replace(labels, attributions=attributions)
    return _described(labels, line) if "mentions" in line else labels


def _described(labels: Labels, line: Gold) -> Labels:
    text = labels.text
    for place in reversed(line["breaks"]):
        text = text[:place] + "\n\n" + text[place + 1 :]
    entities = [
        {"id": str(number), "kind": _KINDS[kind], "roles": [], "mentions": []}
        for number, kind in enumerate(line["kinds"])
    ]
    for start, end, form, entity in line["mentions"]:
        entities[entity]["mentions"].append((start, end, _FORMS[form]))
    gold: Gold = {
        "id": labels.id,
        "genre": labels.genre,
        "text": text,
        "entities": entities,
        "segments": [_said(segment, line) for segment in line["segments"]],
        "indirect": [_said(told, line) | {"content": told[:2]} for told in line.get("indirect", ())],
        "indirect_complete": "indirect" in line,
    }
    whole = {"attributions": labels.attributions} if labels.attitudes else None
    roles = [(start, end) for start, end in line["roles"]] if "roles" in line else None
    return replace(labelled(gold, whole), roles=roles)


def _said(item: Sequence[int], line: Gold) -> dict[str, Any]:
    """What is said from and to, and by whom."""
    start, end, *speaker = item
    if not speaker:
        return {"start": start, "end": end, "attributed": False, "speaker": None, "entities": []}
    entity, mention, cue_start, cue_end = speaker
    return {
        "start": start,
        "end": end,
        "attributed": True,
        "speaker": None,
        "entities": [str(entity)] if entity >= 0 else [],
        "mention": line["mentions"][mention][:2] if mention >= 0 else None,
        "cue": [cue_start, cue_end] if cue_end >= 0 else None,
    }
