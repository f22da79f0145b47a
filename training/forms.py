"""Articles made of forms of attribution that the training articles lack, filled with sentences from these."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from training.gold import Gold, Labels

__all__ = ["formed"]

_MARKED = re.compile(r"\[([scq])(\d):([^\]]*)\]|\{(\w+?)(\d?)\}|\|")
_KINDS = {"s": "source", "c": "cue", "q": "content"}
_STYLES = ('""', '""', "“”", "“”", "‘’", "''", "«»")
_ROLES = (
    "chief executive",
    "CEO",
    "head of research",
    "managing director",
    "president and CEO",
    "professor of law",
    "captain",
    "head coach",
    "health minister",
    "director of communications",
    "chief scientist",
    "founder",
    "chairwoman",
    "economist",
    "senior analyst",
    "vice president of marketing",
    "general secretary",
    "curator",
)
_TITLES = ("Mr", "Mrs", "Ms", "Dr", "Prof", "Sir", "Judge", "Mr.", "Ms.", "Dr.", "Minister", "Inspector")
_TERMS = (
    "Agreement",
    "Company",
    "Offer",
    "A Winter's Road",
    "The Long Way Home",
    "Quiet Rivers",
    "Plan B",
    "Notes",
    "The Last Summer",
    "Green Deal",
    "First Light",
    "Merger",
    "Shares",
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")


def formed(golds: Sequence[Gold], count: int, seed: int) -> list[Labels]:
    """`count` articles in the shape of gold ones, filled from the articles `golds`."""
    from faker import Faker

    Faker.seed(seed)
    names = Faker(["en_GB", "en_IN", "en_US", "de_DE", "fr_FR", "es_ES", "it_IT", "pl_PL", "sv_SE", "fil_PH"])
    lines = (Path(__file__).parent / "forms.txt").read_text(encoding="utf-8").splitlines()
    forms = [line for line in lines if line and not line.startswith("#")]
    filler = _Filler(golds, names, random.Random(seed))
    articles = (filler.article(forms) for _ in range(count))
    return [Labels(gold["text"], "formed", attributions=gold["attributions"], attitudes=True) for gold in articles]


class _Filler:
    def __init__(self, golds: Sequence[dict[str, Any]], names: Any, rng: random.Random) -> None:
        self._names = names
        self._rng = rng
        self._quotes, self._claims, self._words, self._plain = [list[str]() for _ in range(4)]
        for gold in golds:
            text = gold["text"]
            for item in gold["attributions"]:
                for start, end in item["content"]:
                    words = text[start:end].strip().strip("\"'“”‘’ ,").rstrip(".,")
                    size = words.count(" ") + 1
                    if any(mark in words for mark in '"“”\n|[]{}') or not words:
                        continue
                    if item["kind"] == "direct" and size >= 6 and words[0].isupper():
                        self._quotes.append(words)
                    elif item["kind"] == "indirect" and size >= 5 and _follows_said(text, item["cue"], start):
                        self._claims.append(words.removeprefix("that "))
                    elif item["kind"] == "mixed" and 2 <= size <= 5:
                        self._words.append(words)
            self._plain += _unattributed(gold)

    def article(self, forms: Sequence[str]) -> dict[str, Any]:
        """Some forms and plain paragraphs, one set of people, one style of marks."""
        rng = self._rng
        text, attributions = "", []
        style = rng.choice(_STYLES)
        for _ in range(rng.randint(4, 8)):
            if rng.random() < 0.4:
                text += rng.choice(self._plain) + "\n\n"
            piece, found = self._fill(rng.choice(forms), style, len(text))
            text += piece + "\n\n"
            attributions += found
        return {"text": text, "attributions": attributions}

    def _fill(self, form: str, style: str, offset: int) -> tuple[str, list[dict[str, Any]]]:
        slots = self._slots()
        parts: dict[str, dict[str, list[list[int]]]] = {}
        text, opened, last = "", False, 0

        def put(piece: str) -> None:
            nonlocal text, opened
            for character in piece:
                if character == '"':
                    text += style[opened]
                    opened = not opened
                else:
                    text += character

        for match in _MARKED.finditer(form):
            put(form[last : match.start()])
            last = match.end()
            if match[0] == "|":
                text = text.rstrip() + "\n\n"
                opened = False
            elif match[1]:
                words = re.sub(r"\{(\w+)\}", lambda slot: slots[slot[1]], match[3])
                place = parts.setdefault(match[2], {kind: [] for kind in _KINDS.values()})
                place[_KINDS[match[1]]].append([offset + len(text), offset + len(text) + len(words)])
                text += words
            else:
                text += slots[match[4] + match[5]]
            if form[last : last + 3] == " | " or (form[last : last + 1] == " " and text.endswith("\n")):
                last += 1
        put(form[last:])
        return text, list(parts.values())

    def _slots(self) -> dict[str, str]:
        rng, names = self._rng, self._names
        first, second = (f"{names.first_name()} {names.last_name()}" for _ in range(2))
        slots = {
            "name": first,
            "other": second,
            "last": first.split()[-1],
            "last2": second.split()[-1],
            "capitals": first.upper(),
            "capitals2": second.split()[-1].upper(),
            "nick": names.first_name(),
            "role": rng.choice(_ROLES),
            "title": rng.choice(_TITLES),
            "term": rng.choice(_TERMS),
            "organisation": names.company().replace('"', ""),
            "plain": rng.choice(self._plain),
            "claim": rng.choice(self._claims),
            "words": rng.choice(self._words),
        }
        for number in ("", "2", "3"):
            slots["quote" + number] = rng.choice(self._quotes)
        return slots


def _follows_said(text: str, cue: Sequence[Sequence[int]], start: int) -> bool:
    """Does what starts at `start` follow "said" at once?"""
    return any(text[s:e] in ("said", "says") and text[e:start].strip() in ("", "that") for s, e in cue)


def _unattributed(gold: dict[str, Any]) -> Iterator[str]:
    """The sentences of an article that no attribution touches."""
    text = gold["text"]
    taken = sorted(span for item in gold["attributions"] for kind in _KINDS.values() for span in item[kind])
    for paragraph in re.finditer(r"[^\n]+", text):
        start = paragraph.start()
        for sentence in _SENTENCE.split(paragraph[0]):
            end = start + len(sentence)
            free = not any(s < end and start < e for s, e in taken)
            if (
                free
                and 6 <= sentence.count(" ") <= 40
                and sentence[0].isupper()
                and not re.search(r"[\"“”‘\[\]{}|]", sentence)
            ):
                yield sentence
            start = text.find(sentence, start) + len(sentence) + 1
