"""Mentions as a language has them in a sentence, trimmed to what they name: without genitive, article or adverb."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pressq.quotes.language import FORMS_OF_ADDRESS, has_trait
from pressq.quotes.mentions.mention import NAME_KINDS, Mention, MentionKind
from pressq.text.lexicon import lexicon
from pressq.text.names import is_given_name

__all__ = ["trim_mentions"]

_OPENED = re.compile(r"[^“”„«»]+[“„«](?=\w)")  # before the opening mark: "Tageszeitung „Der Tag"
_SHORTEST = 5  # characters of a noun that names seldom end with


def trim_mentions(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, one by one, each no longer than before.

    Args:
        text: the article's.
        mentions: all of the article.
    """
    return [
        _without_day(text, _speaking(text, _without_kind(text, mention)))
        for mention in _without_genitives(text, mentions)
    ]


def _without_genitives(text: str, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """A name that stands elsewhere without the ending of a genitive ("Lehns Rede") has none."""
    if not has_trait("genitive-s"):
        yield from mentions
        return
    last = {mention.of(text).split()[-1] for mention in mentions if mention.kind in NAME_KINDS}
    for mention in mentions:
        word = mention.of(text).split()[-1]
        genitive = mention.kind in NAME_KINDS and word[-1] == "s" and word[:-1] in last
        yield replace(mention, end=mention.end - 1) if genitive else mention


def _without_kind(text: str, mention: Mention) -> Mention:
    """A name without what it is ("Verteidiger Tim Amsel", "Nachrichtenagentur APA", "Zeitung „Der Tag") and a "#"."""
    form = mention.of(text)
    if mention.kind not in NAME_KINDS or not has_trait("gender"):
        return mention
    if form.startswith("#"):
        return replace(mention, start=mention.start + 1)
    first, _, rest = form.partition(" ")
    opened = _OPENED.match(form)
    if opened is not None and mention.kind == "organisation":
        rest = form[opened.end() :]
    elif not (rest[:1].isupper() and has_trait("nouns-in-capitals") and _is_kind(first.casefold(), mention.kind)):
        return mention
    return replace(mention, start=mention.end - len(rest), first=mention.last - len(rest.split()) + 1)


def _is_kind(noun: str, kind: MentionKind) -> bool:
    """Whether a noun, or the last noun of a compound, says what a person or an organisation is."""
    nouns = lexicon("roles", "titles") if kind == "person" else lexicon("organisation-kinds")
    known = {each.casefold() for each in nouns}
    return noun in known or (
        not is_given_name(noun) and any(noun.endswith(each) for each in known if len(each) > _SHORTEST)
    )


def _speaking(text: str, mention: Mention) -> Mention:
    """Who speaks, of a description that begins with what they say: "Angaben der Stadt", "seiner Ansicht" nach."""
    form = mention.of(text)
    words, nouns = form.split(), lexicon("reporting-nouns")
    name, hyphen, noun = form.rpartition("-")
    if mention.kind in NAME_KINDS and hyphen and noun.casefold() in nouns:  # "APA-Angaben"
        return replace(mention, end=mention.start + len(name))
    if mention.kind != "description" or len(words) < 2:
        return mention
    if words[0] in FORMS_OF_ADDRESS and words[-1][0].isupper():  # "Frau Amsel" is a name
        return replace(mention, kind="person", start=mention.end - len(form[len(words[0]) :].lstrip()))
    if words[0].casefold() in nouns:
        rest = form[len(words[0]) :].lstrip()
        return replace(mention, start=mention.end - len(rest), first=mention.first + 1)
    if words[1].casefold() in nouns and words[0].casefold() in lexicon("pronouns"):
        return replace(mention, kind="pronoun", end=mention.start + len(words[0]), last=mention.first)
    return mention


def _without_day(text: str, mention: Mention) -> Mention:
    """A description without the day that follows it: "a annoncé <la mairie> mardi"."""
    form = mention.of(text)
    before, _, last = form.rpartition(" ")
    if mention.kind == "description" and before and has_trait("gender") and last in lexicon("calendar"):
        return replace(mention, end=mention.start + len(before.rstrip()), last=mention.last - 1)
    return mention
