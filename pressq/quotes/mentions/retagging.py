"""Kinds of mentions that need the whole article: initials of an office, demonyms, titles, titles before a surname."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
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
    surnames = _surnames(text, mentions)
    for mention in mentions:
        is_office = mention.kind == "organisation" and mention.of(text) in offices
        the = (is_office or _is_noun(text, mention)) and text[
            max(0, mention.start - 4) : mention.start
        ].casefold() == "the "
        if the or (is_office and (mention.start, mention.end) in stated):
            yield replace(mention, kind="description", start=mention.start - 4 * the, first=mention.first - the)
        else:
            yield _without_title(text, mention, surnames)


def _surnames(text: str, mentions: Sequence[Mention]) -> set[str]:
    """The last words of persons' names of two words and more, "Gen Nakata" apart."""
    persons = (bare_name(mention.of(text)).split() for mention in mentions if mention.kind == "person")
    return {words[-1] for words in persons if len(words) > 1 and not is_title(words[0])}


def _is_noun(text: str, mention: Mention) -> bool:
    """Is it a demonym, or a title that was taken for a person?"""
    form = mention.of(text)
    return form in lexicon("demonyms") or (mention.kind == "person" and is_title(form))


def _without_title(text: str, mention: Mention, surnames: Collection[str]) -> Mention:
    """The person named by a title and a surname of the article, without the title; else the mention as it is."""
    title, _, name = mention.of(text).partition(" ")
    if name in surnames and is_title(title) and not is_given_name(title.casefold()):
        return replace(mention, kind="person", start=mention.end - len(name), first=mention.last)
    return mention
