"""Mentions: the spans of text that name, describe or stand for a person or an organisation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from pressq.article import Span

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]

__all__ = ["MENTION_KINDS", "NAME_KINDS", "Mention", "MentionKind", "MentionSet"]


MentionKind = Literal["person", "organisation", "description", "pronoun"]
MENTION_KINDS: tuple[MentionKind, ...] = ("person", "organisation", "description", "pronoun")
NAME_KINDS: tuple[MentionKind, ...] = ("person", "organisation")  # the kinds of names


@dataclass(frozen=True, slots=True)
class Mention(Span):
    """A mention.

    Attributes:
        start, end: offsets in the article's text.
        kind: of a name "person" or "organisation"; "description" of a nominal; "pronoun".
        first, last: the positions of its first and last word in the article.
        paragraph, sentence: their numbers, from 0.
        quoted: whether it stands between quotation marks.
    """

    kind: MentionKind
    first: int
    last: int
    paragraph: int
    sentence: int
    quoted: bool


@dataclass(frozen=True)
class MentionSet:
    """The mentions of an article.

    Attributes:
        mentions: in reading order.
        vectors: their representations by the network [mentions, width].
        roles: the passages that state a role, in reading order.
    """

    mentions: list[Mention]
    vectors: Floats
    roles: list[Mention]
