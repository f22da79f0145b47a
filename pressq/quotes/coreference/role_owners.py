"""Which mention a stated role belongs to, by where it stands."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from enum import IntEnum
from typing import TYPE_CHECKING

from pressq.quotes.mentions.mention import Mention, MentionSet
from pressq.text.names import is_title

if TYPE_CHECKING:
    from pressq.quotes.coreference.clusters import Cluster

__all__ = ["RolePosition", "role_owners", "role_position"]

_BESIDE = 60  # characters between a role and the name that it belongs to
_NEAR = 6  # mentions before and after a role that are looked at
_APPOSED = re.compile(r"[\s,–—()“”\"'-]*(?:the|a|an|its|his|her|their|of)?\s*")


class RolePosition(IntEnum):
    """Where a role stands to a name or description of whom it may be told, the likeliest first."""

    NEXT, APPOSED, WITHIN, NEAR, FAR = range(5)


def role_position(role: Mention, mention: Mention, text: str) -> tuple[RolePosition, bool, int]:
    """Where a role stands to a mention, whether the mention follows it, and how many characters stand between."""
    after = mention.start >= role.end
    gap = text[role.end : mention.start] if after else text[mention.end : role.start]
    place = RolePosition.FAR
    if mention.kind == "description":
        of_another = role.end < mention.end and text.startswith(("'s", "’s"), role.end)  # "the mayor's driver"
        if mention.start < role.end and role.start < mention.end and not of_another:
            place = RolePosition.WITHIN
    elif mention.kind != "pronoun" and not role.start <= mention.start < role.end and len(gap) <= _BESIDE:
        if not gap.strip():
            place = RolePosition.NEXT
        elif _APPOSED.fullmatch(_untitled(gap)):
            place = RolePosition.APPOSED
        elif ". " not in gap and (after or ": " not in gap):
            place = RolePosition.NEAR
    return place, after, len(gap)


def _untitled(gap: str) -> str:
    """What stands between a role and a name without titles: in "the union's president, Prof. Ann Lee" a comma."""
    return " ".join(word for word in gap.split(" ") if not is_title(word)) if any(map(str.isupper, gap)) else gap


def role_owners(found: MentionSet, of: Mapping[int, Cluster], text: str) -> dict[Mention, Cluster]:
    """Whose each role is, by what stands nearest to it.

    Args:
        found: the mentions of an article, and its role passages.
        of: the entities of the mentions, as far as they are known, by their numbers.
        text: the article's text.
    """
    owned = {}
    for role in found.roles:
        at = bisect_left(found.mentions, role.start, key=lambda mention: mention.start)
        near = enumerate(found.mentions[max(0, at - _NEAR) : at + _NEAR + 1], max(0, at - _NEAR))
        ranked = [(*role_position(role, m, text), number) for number, m in near if m.paragraph == role.paragraph]
        place, *_, number = min(ranked, default=(RolePosition.FAR, 0))
        if place is not RolePosition.FAR and number in of:
            owned[role] = of[number]
    return owned
