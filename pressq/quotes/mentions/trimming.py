"""Mentions as a language has them in a sentence, trimmed to what they name: without genitive, article or adverb."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pressq.quotes.language import FORMS_OF_ADDRESS, has_trait
from pressq.quotes.mentions.mention import NAME_KINDS, Mention
from pressq.text.lexicon import lexicon

__all__ = ["trim_mentions"]


def trim_mentions(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, one by one, each no longer than before.

    Args:
        text: the article's.
        mentions: all of the article.
    """
    return [_without_day(text, _speaking(text, mention)) for mention in _without_genitives(text, mentions)]


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


def _speaking(text: str, mention: Mention) -> Mention:
    """Who speaks, of a description that begins with what they say: "Angaben der Stadt", "seiner Ansicht" nach."""
    form = mention.of(text)
    words, nouns = form.split(), lexicon("reporting-nouns")
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
