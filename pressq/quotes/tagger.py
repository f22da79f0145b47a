"""The learned way to attributions: a small encoder reads the article and says who says what.

The model is in `pressq/data`: `tagger.onnx`, the word pieces it knows, and what was learned for joining. onnxruntime
and numpy are imported, and the model is read, when it is first used.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pressq.article import Article
from pressq.quotes.attribution import Attribution
from pressq.quotes.windows import Window, windows
from pressq.text.marks import MarkedSegment

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from pressq.quotes.joining import Candidate, Joiner

__all__ = ["Tagger", "attributions", "available"]

_DATA = Path(__file__).parents[1] / "data"


def available() -> bool:
    """Can the model be run here? It cannot where onnxruntime or the model is missing."""
    return find_spec("onnxruntime") is not None and (_DATA / "tagger.onnx").is_file()


def attributions(
    article: Article,
    segments: Sequence[MarkedSegment],
    *,
    threads: int = 1,
) -> list[Attribution]:
    """The attributions of an article in reading order.

    Args:
        article: the article, with its anatomy.
        segments: its marked segments, in reading order.
        threads: how many the model may use.
    """
    return _tagger(threads).attributions(article, segments)


@cache
def _tagger(threads: int) -> Tagger:
    return Tagger(_DATA, threads)


class Tagger:
    """A model in a folder: `tagger.onnx`, `tagger-pieces.txt` and `tagger.json`."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        from onnxruntime import GraphOptimizationLevel, InferenceSession, SessionOptions

        from pressq.quotes.joining import Joiner
        from pressq.quotes.wordpiece import Vocabulary

        options = SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        options.graph_optimization_level = GraphOptimizationLevel.ORT_DISABLE_ALL  # it is written as it is to be run
        self._session = InferenceSession(str(folder / "tagger.onnx"), options, providers=["CPUExecutionProvider"])
        self.vocabulary = Vocabulary.read(folder / "tagger-pieces.txt")
        self.joiner: Joiner = Joiner(json.loads((folder / "tagger.json").read_text(encoding="utf-8")))

    def attributions(self, article: Article, segments: Sequence[MarkedSegment]) -> list[Attribution]:
        """As the function of this name."""
        found = [
            attribution
            for _, attribution in self.candidates(article, segments)
            if attribution.confidence >= self.joiner.least
        ]
        return sorted(found, key=lambda attribution: attribution.content)

    def candidates(
        self, article: Article, segments: Sequence[MarkedSegment]
    ) -> Iterator[tuple[Candidate, Attribution]]:
        """All that might be an attribution, however doubtful, with the traits that its confidence is computed from."""
        for window in windows(article, segments):
            for candidate in self.joiner.candidates(window, *self.scores(article.text, window)):
                yield candidate, self.joiner.attribution(candidate, window, segments)

    def scores(self, text: str, window: Window) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
        """The network's scores for the words of a window and its two edges: of tags, and of pointers."""
        import numpy as np

        of_word = self.vocabulary.of_word
        pieces = [self.vocabulary.special("[CLS]")]
        pieces += [of_word(text[start:end]) for start, end in zip(window.start, window.end, strict=True)]
        pieces.append(self.vocabulary.special("[SEP]"))
        edge = (0, 0, 0, 0)
        inputs: dict[str, Any] = {
            "pieces": np.array(pieces, np.int64),
            "features": np.array([edge, *window.features, edge], np.int64),
        }
        tags, pointers = self._session.run(None, inputs)
        return tags, pointers
