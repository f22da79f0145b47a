"""Who speaks where nobody is named: answers in interviews, quotations that go on over paragraphs.

A quotation that is a sentence of its own, in a paragraph that has neither its cue nor its source, is given to whom a
conditional logit finds likeliest (McFadden 1974), one after the other: by where the network points, by who spoke
before, by questions and answers, and by who speaks most in the article.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pressq.article import QuoteSpan
from pressq.quotes.canonical import Cast
from pressq.quotes.sources import Sourced
from pressq.quotes.tokens import Tokens

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

__all__ = ["FEATURES", "Unit", "Unsourced"]

FEATURES = 20
_LEAST = 1e-3  # what the logarithm of no chance is taken of
_CLOSING = " \n\t\"”’»'"


@dataclass
class Unit:
    """One stretch of what was found to be said.

    Attributes:
        number: of its attribution.
        span: where it is.
        paragraph: where it stands.
        anchors: the paragraphs of the cue and of the source.
        stands_alone: whether neither of them is in its paragraph, and it is a sentence of its own between marks.
        entity: who says it, by the place among the article's entities, None for nobody.
        chance: that this is right.
    """

    number: int
    span: QuoteSpan
    paragraph: int
    anchors: frozenset[int]
    stands_alone: bool
    entity: int | None
    chance: float = 0.0
    told: bool = field(default=False)
