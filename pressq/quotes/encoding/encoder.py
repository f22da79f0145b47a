"""The network that reads the article: a small encoder with scores for each word, and what was learned beside it.

The model is in `pressq/data/tagger`, that of other languages than English in `pressq/data/multilingual`. onnxruntime
and numpy are imported, and the model is read, when it is first used.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pressq.errors import ModelError
from pressq.quotes.encoding.labels import DESCRIPTIONS, NAMES, TAGS

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from pressq.article import Article
    from pressq.quotes.encoding.windows import Window
    from pressq.text.marks import MarkedSegment

    Floats = npt.NDArray[np.float32]

__all__ = ["MODEL", "MULTILINGUAL", "Encoder", "WindowScores", "load_encoder"]

MODEL = Path(__file__).parents[2] / "data" / "tagger"
MULTILINGUAL = MODEL.with_name("multilingual")
_EDGES = tuple(accumulate(map(len, (TAGS, NAMES, DESCRIPTIONS))))  # between the scores of one kind and the next


@dataclass(frozen=True, slots=True)
class WindowScores:
    """A window as the network reads it.

    Attributes:
        window: its n words.
        tags, names, descriptions, roles: [n, labels] probabilities of the labels of each word.
        said: [n] the chance that a word belongs to speech, not to thought, wish or act.
        pointers: [2, 2 + n, 2 + n] scores of source and cue, from each word to each, the window's edges included.
        states: [n, hidden] of which the vectors of mentions are made.
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
    """The encoder that ships for a language, by its ISO 639-1 code.

    Args:
        threads: how many the network may use; 1 is fastest where many articles are read side by side.
        language: English has a network of its own, all others have one together.

    Raises:
        ModelError: the network cannot be run here.
    """
    if language not in ("en", "*"):
        return load_encoder(threads, "*")
    return Encoder(MODEL if language == "en" else MULTILINGUAL, threads)


class Encoder:
    """A model in a folder: `network.onnx`, `pieces.txt`, `learned.json` and `links.npz`."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        try:
            import numpy as np

            from pressq.quotes.encoding.inference import inference_session
            from pressq.quotes.encoding.unigram import read_vocabulary

            self._session = inference_session(folder / "network.onnx", threads)
            self.vocabulary = read_vocabulary(folder / "pieces.txt")
            self.learned: dict[str, Any] = json.loads((folder / "learned.json").read_text(encoding="utf-8"))
            with np.load(folder / "links.npz") as stored:
                self.links: dict[str, Floats] = {name: stored[name].astype(np.float32) for name in stored.files}
        except Exception as error:  # a wrong processor, a missing library or file: onnxruntime raises what it likes
            raise ModelError(
                f"the model cannot be run here: {error}", "install pressq anew, with onnxruntime"
            ) from error

    def read(self, article: Article, segments: Sequence[MarkedSegment]) -> Iterator[WindowScores]:
        """The windows of an article with what the network says of them, in the order of `windows`."""
        from pressq.quotes.encoding.windows import windows

        for window in windows(article, segments):
            yield self._window(article.text, window)

    def _window(self, text: str, window: Window) -> WindowScores:
        import numpy as np

        of_word = self.vocabulary.of_word
        pieces = [self.vocabulary.special("[CLS]")]
        pieces += [of_word(text[start:end]) for start, end in zip(window.start, window.end, strict=True)]
        pieces.append(self.vocabulary.special("[SEP]"))
        edge = (0, 0, 0, 0)
        inputs: dict[str, Any] = {
            "pieces": _table(pieces),
            "features": _table([edge, *window.features, edge]),
        }
        scores, pointers, states = self._session.run(None, inputs)
        # one exponential for all kinds: their scores are not so far apart that one would vanish beside another
        odds = np.exp(scores[1:-1, :-1] - scores[1:-1, :-1].max(1, keepdims=True))
        shares = (each / each.sum(1, keepdims=True) for each in np.split(odds, _EDGES, axis=1))
        tags, names, descriptions, roles = shares
        said = 1 / (1 + np.exp(-scores[1:-1, -1]))
        return WindowScores(window, tags, names, descriptions, roles, said, pointers, states[1:-1])


def _table(rows: Sequence[tuple[int, ...]]) -> npt.NDArray[np.int64]:
    """[rows, columns] of rows of one length."""
    import numpy as np

    return np.fromiter(chain.from_iterable(rows), np.int64).reshape(len(rows), -1)
