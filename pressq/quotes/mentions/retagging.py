"""Kinds of mentions that need the whole article: initials of an office, demonyms and titles are nominals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pressq.quotes.mentions.mention import Mention
from pressq.text.lexicon import lexicon
from pressq.text.names import is_title, office_initials

__all__ = ["retag"]


def retag(text: str, mentions: Sequence[Mention], roles: Sequence[Mention]) -> Iterator[Mention]:
    """The mentions; "the PM", "CFO" of "CFO Ann Lee", "the Scot" and "the Taoiseach" as nominals, with the article.

    Args:
        text: the article's text.
        mentions: its mentions.
        roles: its role passages.
    """
    stated = {(role.start, role.end) for role in roles}
    offices = {letters for role in roles for letters in (role.of(text), *office_initials(role.of(text)))}
    for mention in mentions:
        form = mention.of(text)
        is_office = mention.kind == "organisation" and form in offices
        is_noun = is_office or form in lexicon("demonyms") or (mention.kind == "person" and is_title(form))
        the = is_noun and text[max(0, mention.start - 4) : mention.start].casefold() == "the "
        nominal = the or (is_office and (mention.start, mention.end) in stated)
        start, first = mention.start - 4 * the, mention.first - the
        yield replace(mention, kind="description", start=start, first=first) if nominal else mention
