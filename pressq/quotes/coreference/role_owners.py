"""Which mention a stated role belongs to, by where it stands."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from enum import IntEnum
from typing import TYPE_CHECKING

from pressq.quotes.language import POSSESSIVE_ENDINGS
from pressq.quotes.mentions.mention import Mention, MentionSet
from pressq.text.lexicon import lexicon, once_a_language
from pressq.text.names import is_title

if TYPE_CHECKING:
    from pressq.quotes.coreference.clusters import Cluster

__all__ = ["RolePosition", "role_owners", "role_position"]

_MAX_GAP = 60  # characters between a role and the name that it belongs to
_NEAR = 6  # mentions before and after a role that are looked at


class RolePosition(IntEnum):
    """The position of a role relative to a name or nominal that it may belong to, the likeliest first."""

    NEXT, APPOSED, WITHIN, NEAR, FAR = range(5)


@once_a_language(8)
def _apposition() -> re.Pattern[str]:
    words = "|".join(sorted(lexicon("articles") | {"its", "his", "her", "their", "of"}))
    return re.compile(rf"[\s,–—()“”\"'-]*(?:{words})?\s*")


def role_position(role: Mention, mention: Mention, text: str) -> tuple[RolePosition, bool, int]:
    """The position of a role relative to a mention, whether the mention follows, and the characters between them."""
    after = mention.start >= role.end
    gap = text[role.end : mention.start] if after else text[mention.end : role.start]
    position = RolePosition.FAR
    if mention.kind == "description":
        of_another = role.end < mention.end and text.startswith(POSSESSIVE_ENDINGS, role.end)  # "the mayor's driver"
        if mention.start < role.end and role.start < mention.end and not of_another:
            position = RolePosition.WITHIN
    elif mention.kind != "pronoun" and not role.start <= mention.start < role.end and len(gap) <= _MAX_GAP:
        if not gap.strip():
            position = RolePosition.NEXT
        elif _apposition().fullmatch(_untitled(gap)):
            position = RolePosition.APPOSED
        elif ". " not in gap and (after or ": " not in gap):
            position = RolePosition.NEAR
    return position, after, len(gap)


def _untitled(gap: str) -> str:
    """The text between a role and a name without titles: a comma in "the union's president, Prof. Ann Lee"."""
    return " ".join(word for word in gap.split(" ") if not is_title(word)) if any(map(str.isupper, gap)) else gap


def role_owners(mention_set: MentionSet, of: Mapping[int, Cluster], text: str) -> dict[Mention, Cluster]:
    """The cluster that each role belongs to: that of the nearest mention in its paragraph.

    Args:
        mention_set: the mentions of an article and its role passages.
        of: the clusters known so far, by the number of the mention.
        text: the article's text.
    """
    owners = {}
    for role in mention_set.roles:
        at = bisect_left(mention_set.mentions, role.start, key=lambda mention: mention.start)
        near = enumerate(mention_set.mentions[max(0, at - _NEAR) : at + _NEAR + 1], max(0, at - _NEAR))
        ranked = [(*role_position(role, m, text), number) for number, m in near if m.paragraph == role.paragraph]
        position, *_, number = min(ranked, default=(RolePosition.FAR, 0))
        if position is not RolePosition.FAR and number in of:
            owners[role] = of[number]
    return owners
