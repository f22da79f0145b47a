"""Whose a role passage is: "the mayor", "chief executive of Acme Foods"."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from pressq.quotes.mentions import Found, Mention

if TYPE_CHECKING:
    from pressq.quotes.linking import Entity

__all__ = ["told_roles"]

_BETWEEN = frozenset(
    {"", "the", "a", "an", "is", "was", "is the", "was the", "is a", "was a", "who is", "as", "its", "of"}
)
_BESIDE = 60  # characters between a role and the name that it belongs to
_NEAR = 6  # mentions before and after a role that are looked at


def told_roles(found: Found, of: Mapping[int, Entity], text: str) -> dict[int, list[Mention]]:
    """The roles of each entity, by its identity: those that describe it, or stand beside its name.

    Args:
        found: the mentions of an article, and its role passages.
        of: the entities of the mentions, as far as they are known, by their numbers.
        text: the article's text.
    """
    told: defaultdict[int, list[Mention]] = defaultdict(list)
    for role in found.roles:
        number = next(_owners(role, found.mentions, of, text), None)
        if number is not None and number in of:
            told[id(of[number])].append(role)
    return told


def _owners(role: Mention, mentions: list[Mention], of: Mapping[int, Entity], text: str) -> Iterator[int]:
    """The mentions that a role may belong to, the likeliest first: the name after it, the one before it, ..."""
    at = bisect_left(mentions, role.start, key=lambda mention: mention.start)
    ranked = []
    for number in range(max(0, at - _NEAR), min(len(mentions), at + _NEAR + 1)):
        mention = mentions[number]
        if mention.kind in ("quotation", "pronoun") or mention.paragraph != role.paragraph:
            continue
        if mention.kind == "description":
            overlaps = mention.start < role.end and role.start < mention.end
            if overlaps and not _is_of_another(mention, of.get(number), text):
                ranked.append((3.5, 0, number))
            continue
        if role.start <= mention.start < role.end:
            continue  # a name within the role: "the lawyer for Okoro"
        before = mention.start >= role.end
        gap = text[role.end : mention.start] if before else text[mention.end : role.start]
        if len(gap) > _BESIDE:
            continue
        close = gap.strip(" \n\t,–—-()\u201c\"'") in _BETWEEN
        if close or ". " not in gap:
            ranked.append(((0 if not gap.strip() else 3 if before else 2) + 4 * (not close), len(gap), number))
    yield from (number for _, _, number in sorted(ranked))


def _is_of_another(mention: Mention, entity: Entity | None, text: str) -> bool:
    """Does a comma before a description say that it is of what stands there, and of no organisation far from it?"""
    before = text[max(0, mention.start - 3) : mention.start].rstrip()
    return before.endswith(",") and entity is not None and entity.kind == "organisation"
