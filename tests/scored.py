"""Articles as a network that is sure of itself would read them: labels made by hand, for tests of what follows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from pressq.article import Article
from pressq.quotes.coreference.antecedents import AntecedentScores
from pressq.quotes.coreference.pair_features import antecedent_mask
from pressq.quotes.encoding.encoder import WindowScores
from pressq.quotes.encoding.labels import DESCRIPTIONS, NAMES, ROLES, TAGS
from pressq.quotes.encoding.tokens import Tokens
from pressq.quotes.encoding.viterbi import TagSpans, spans_from_probabilities
from pressq.quotes.encoding.windows import Window, windows
from pressq.quotes.mentions.detection import MentionDetector
from pressq.quotes.mentions.mention import MentionSet
from pressq.text.lexicon import lexicon
from pressq.text.marks import marked_segments

__all__ = ["LEARNED", "found_in", "links_of", "reads_of"]

Floats = npt.NDArray[np.float32]
WIDTH = 4
LEARNED = {"mention.weight": np.ones((3 * WIDTH, WIDTH), np.float32), "mention.bias": np.zeros(3 * WIDTH, np.float32)}


def reads_of(page: Article, marked: Mapping[str, str]) -> list[WindowScores]:
    """The windows of a page, with each phrase of `marked`, wherever it stands, labelled as it says.

    Two labels are parted by a space: "organisation role". Pronouns are marked without being named.
    """
    return [_read(page.text, window, marked) for window in windows(page, marked_segments(page))]


def found_in(page: Article, marked: Mapping[str, str]) -> tuple[MentionSet, Tokens]:
    """The mentions of a page, and its words."""
    tokens = Tokens(page, marked_segments(page))
    detector = MentionDetector(tokens, LEARNED)
    for scores in reads_of(page, marked):
        detector.add(scores, TagSpans(*spans_from_probabilities(scores.tags)))
    return detector.mention_set(), tokens


def links_of(found: MentionSet, scores: Mapping[tuple[int, int], float], none: float = 0.0) -> AntecedentScores:
    """Links whose scores are those given by mention and what it goes back to, and very low for all others."""
    may = antecedent_mask(found.mentions)
    targets = []
    for number in range(len(found.mentions)):
        columns = np.nonzero(may[number])[0]
        given = [scores.get((number, int(column)), -9.0) for column in columns]
        targets.append((columns, np.array(given, np.float32)))
    return AntecedentScores([none] * len(found.mentions), targets)


def _read(text: str, window: Window, marked: Mapping[str, str]) -> WindowScores:
    n = len(window)
    words = [text[start:end] for start, end in zip(window.start, window.end, strict=True)]
    of = {kind: _sure(n, len(labels)) for kind, labels in _LABELS.items()}
    for kind, labels in _LABELS.items():
        for phrase, label in ((phrase, label) for phrase, given in marked.items() for label in given.split()):
            if f"B-{label}" in labels:
                for first, stop in _places(words, phrase.split()):
                    _mark(of[kind], first, labels.index(f"B-{label}"))
                    for word in range(first + 1, stop):
                        _mark(of[kind], word, labels.index(f"I-{label}"))
    for place, word in enumerate(words):
        if word.casefold() in lexicon("pronouns"):
            _mark(of["names"], place, NAMES.index("pronoun"))
    pointers = np.zeros((2, n + 2, n + 2), np.float32)
    return WindowScores(
        window, **of, p_speech=np.ones(n, np.float32), pointers=pointers, states=np.ones((n, WIDTH), np.float32)
    )


_LABELS = {"tags": TAGS, "names": NAMES, "descriptions": DESCRIPTIONS, "roles": ROLES}


def _sure(n: int, labels: int) -> Floats:
    chances: Floats = np.full((n, labels), 0.001, np.float32)
    chances[:, 0] = 0.99
    return chances


def _mark(chances: Floats, word: int, label: int) -> None:
    chances[word] = 0.001
    chances[word, label] = 0.99


def _places(words: Sequence[str], phrase: Sequence[str]) -> Iterator[tuple[int, int]]:
    plain = [word.removesuffix("'s").removesuffix("’s") for word in words]
    for first in range(len(words) - len(phrase) + 1):
        if plain[first : first + len(phrase)] == list(phrase):
            yield first, first + len(phrase)
