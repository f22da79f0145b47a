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
        kind: of a name whether of a person or an organisation, else what else it is.
        first, last: its words, counted over the article.
        paragraph, sentence: where it stands, counted from 0.
        quoted: whether it stands between marks.
    """

    kind: MentionKind
    first: int
    last: int
    paragraph: int
    sentence: int
    quoted: bool


@dataclass(frozen=True)
class MentionSet:
    """The mentions of an article in reading order, and its role passages.

    `vectors` [mentions, width] is what the network has for each.
    """

    mentions: list[Mention]
    vectors: Floats
    roles: list[Mention]
