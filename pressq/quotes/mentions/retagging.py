"""Kinds of mentions that need the whole article: initials of an office, demonyms, titles, titles before a surname."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pressq.quotes.mentions.mention import Mention
from pressq.text.lexicon import lexicon
from pressq.text.names import bare_name, is_given_name, is_title, office_initials

__all__ = ["retag"]


def retag(text: str, mentions: Sequence[Mention], roles: Sequence[Mention]) -> Iterator[Mention]:
    """The mentions, each with its kind corrected.

    "The PM", "CFO" of "CFO Ann Lee", "the Scot" and "the Taoiseach" are nominals, with the article. Of "DCI Lee" the
    second word is a person's name if the article has "Ann Lee".

    Args:
        text: the article's text.
        mentions: its mentions.
        roles: its role passages.
    """
    stated = {(role.start, role.end) for role in roles}
    offices = {letters for role in roles for letters in (role.of(text), *office_initials(role.of(text)))}
    persons = [bare_name(mention.of(text)).split() for mention in mentions if mention.kind == "person"]
    surnames = {words[-1] for words in persons if len(words) > 1 and not is_title(words[0])}  # not of "Gen Nakata"
    for mention in mentions:
        form = mention.of(text)
        title, _, name = form.partition(" ")
        is_office = mention.kind == "organisation" and form in offices
        is_noun = is_office or form in lexicon("demonyms") or (mention.kind == "person" and is_title(form))
        the = is_noun and text[max(0, mention.start - 4) : mention.start].casefold() == "the "
        if the or (is_office and (mention.start, mention.end) in stated):
            yield replace(mention, kind="description", start=mention.start - 4 * the, first=mention.first - the)
        elif name in surnames and is_title(title) and not is_given_name(title.casefold()):
            yield replace(mention, kind="person", start=mention.end - len(name), first=mention.last)
        else:
            yield mention
