"""The network: a small encoder with label scores, pointers and states for each word, and the weights learned with it.

The model is in `pressq/data/tagger`, that of other languages than English in `pressq/data/multilingual`. onnxruntime
and numpy are imported, and the model is read, when it is first used.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict

from pressq.checksums import damaged
from pressq.errors import ModelError
from pressq.quotes.encoding.labels import DESCRIPTIONS, NAMES, ROLES, TAGS

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from pressq.article import Article
    from pressq.quotes.encoding.windows import Window
    from pressq.text.marks import MarkedSegment

    Floats = npt.NDArray[np.float32]

__all__ = ["MODEL", "MULTILINGUAL", "Encoder", "Learned", "WindowScores", "load_encoder"]

MODEL = Path(__file__).parents[2] / "data" / "tagger"
MULTILINGUAL = MODEL.with_name("multilingual")
_SIZES = tuple(map(len, (TAGS, NAMES, DESCRIPTIONS, ROLES)))
_STARTS = tuple(accumulate(_SIZES[:-1], initial=0))  # of the scores of each label set
_SETS = tuple(zip(_STARTS, _SIZES, strict=True))
_BATCH = 32  # windows


class Learned(TypedDict):
    """What was learned with the network, as `learned.json` has it; of regressions the constant is first.

    Attributes:
        distance, paragraph, none: the biases of the pointers to source and cue, by bucket, and of nowhere.
        segment: the thresholds of the mean content probability of a marked segment of one word, two, three or more.
        source, unsourced, role: conditional logits of `SourceRanker`, `ImplicitSpeakers` and `Roles`.
        marked, unmarked: the score of a candidate with quotation marks or without; `least` is that of a likely one.
        reported: is it reported speech?
        confidence: are words and speaker right?
    """

    distance: list[list[float]]
    paragraph: list[list[float]]
    none: list[float]
    segment: list[float]
    source: list[float]
    unsourced: list[float]
    role: list[float]
    marked: list[float]
    unmarked: list[float]
    least: float
    reported: list[float]
    confidence: list[float]


@dataclass(frozen=True, slots=True)
class WindowScores:
    """The output of the network for one window.

    Attributes:
        window: its n words.
        tags, names, descriptions, roles: the probabilities of each label set [n, labels].
        p_speech: the probability that a word belongs to speech, not to thought, wish or act [n].
        pointers: the scores of the source and cue pointers from each word to each [2, 2 + n, 2 + n], window edges
            included.
        states: the hidden states, of which the vectors of mentions are made [n, hidden].
    """

    window: Window
    tags: Floats
    names: Floats
    descriptions: Floats
    roles: Floats
    p_speech: Floats
    pointers: Floats
    states: Floats


@cache
def load_encoder(threads: int = 1, language: str = "en") -> Encoder:
    """The encoder that ships with pressq for a language, loaded once.

    Args:
        threads: how many the network may use; 1 is fastest if many articles are read in parallel.
        language: an ISO 639-1 code; English has a network of its own, all others share one.

    Raises:
        ModelError: the network cannot be run here.
    """
    if language not in ("en", "*"):
        return load_encoder(threads, "*")
    return Encoder(MODEL if language == "en" else MULTILINGUAL, threads)


class Encoder:
    """A model in a folder: `network.onnx`, `pieces.txt`, `learned.json` and `links.npz`, with their checksums.

    Raises:
        ModelError: a file is damaged, or the network cannot be run here.
    """

    def __init__(self, folder: Path, threads: int = 1) -> None:
        if wrong := damaged(folder):
            raise ModelError(f"the model is damaged: {', '.join(wrong)}", "install pressq anew")
        try:
            import numpy as np

            from pressq.quotes.encoding.inference import inference_session
            from pressq.quotes.encoding.unigram import read_vocabulary

            self._session = inference_session(folder / "network.onnx", threads)
            self.vocabulary = read_vocabulary(folder / "pieces.txt")
            self.learned: Learned = json.loads((folder / "learned.json").read_text(encoding="utf-8"))
            with np.load(folder / "links.npz") as stored:
                self.links: dict[str, Floats] = {name: stored[name].astype(np.float32) for name in stored.files}
        except (
            Exception
        ) as error:  # a wrong processor, a missing library or file: onnxruntime's errors have no base class
            raise ModelError(
                f"the model cannot be run here: {error}", "install pressq anew, with onnxruntime"
            ) from error

    def read(self, article: Article, segments: Sequence[MarkedSegment]) -> Iterator[WindowScores]:
        """The scores of an article's windows, in the order of `windows`."""
        from pressq.quotes.encoding.windows import windows

        ahead = windows(article, segments)
        # the network is faster if nothing else runs in between, but the scores of a window take half a megabyte
        while batch := [self._window(article.text, window) for window in islice(ahead, _BATCH)]:
            yield from batch

    def _window(self, text: str, window: Window) -> WindowScores:
        import numpy as np

        words = (text[start:end] for start, end in zip(window.start, window.end, strict=True))
        edge = (0, 0, 0, 0)
        features = bytes(chain(edge, chain.from_iterable(window.features), edge))
        inputs: dict[str, Any] = {
            "pieces": self.vocabulary.table(words),
            "features": np.frombuffer(features, np.uint8).reshape(-1, len(edge)).astype(np.int64),
        }
        scores, pointers, states = self._session.run(None, inputs)
        # one exponential for all label sets: their scores are of about the same size
        odds = np.exp(scores[1:-1, :-1] - scores[1:-1, :-1].max(1, keepdims=True))
        odds /= np.add.reduceat(odds, _STARTS, axis=1).repeat(_SIZES, axis=1)
        tags, names, descriptions, roles = (odds[:, start : start + size] for start, size in _SETS)
        p_speech = 1 / (1 + np.exp(-scores[1:-1, -1]))
        return WindowScores(window, tags, names, descriptions, roles, p_speech, pointers, states[1:-1])
