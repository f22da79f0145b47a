"""Corrections of kinds and boundaries that need the whole article: office initials, demonyms, titles in names."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from pressq.quotes.mentions.mention import Mention
from pressq.text.lexicon import lexicon
from pressq.text.names import bare_name, is_given_name, is_title, office_initials

__all__ = ["retag"]


def retag(text: str, mentions: Sequence[Mention], roles: Sequence[Mention]) -> Iterator[Mention]:
    """The mentions, each with its kind corrected.

    "The PM", "CFO Ann Lee", "the Scot" and "the Taoiseach" are nominals. Of "DCI Lee" the second word is a person's
    name, and "Ann Lee" is one if a person is called "Lee" elsewhere.

    Args:
        text: the article's text.
        mentions: its mentions.
        roles: its role passages.
    """
    retagger = _Retagger(text, mentions, roles)
    return map(retagger.corrected, mentions)


class _Retagger:
    def __init__(self, text: str, mentions: Sequence[Mention], roles: Sequence[Mention]) -> None:
        self._text = text
        self._roles = {(role.start, role.end) for role in roles}
        self._offices = {letters for role in roles for letters in (role.of(text), *office_initials(role.of(text)))}
        persons = [bare_name(mention.of(text)).split() for mention in mentions if mention.kind == "person"]
        full = [words for words in persons if len(words) > 1]
        self._surnames = {
            "organisation": {words[-1] for words in persons},
            "person": {words[-1] for words in full if not is_title(words[0])},  # not "Gen Nakata"
        }
        self._alone = {words[0] for words in persons if len(words) == 1} - {words[-1] for words in full}

    def corrected(self, mention: Mention) -> Mention:
        form = mention.of(self._text)
        is_office = mention.kind == "organisation" and form in self._offices
        the = self._definite_article(mention, is_office=is_office)
        name = form.partition(" ")[2]
        if the or (is_office and (mention.start, mention.end) in self._roles):
            return replace(mention, kind="description", start=mention.start - the, first=mention.first - bool(the))
        if name in self._surnames.get(mention.kind, ()) and _has_title(form):
            return replace(mention, kind="person", start=mention.end - len(name), first=mention.last)
        is_person = mention.kind == "organisation" and _is_person(form, self._alone)
        return replace(mention, kind="person") if is_person else mention

    def _definite_article(self, mention: Mention, *, is_office: bool) -> int:
        """The length of "the " before initials of an office, a demonym or a title alone; 0 without it."""
        form = mention.of(self._text)
        is_noun = is_office or form in lexicon("demonyms") or (mention.kind == "person" and is_title(form))
        before = self._text[max(0, mention.start - 4) : mention.start]
        return 4 if is_noun and before.casefold() == "the " else 0


def _has_title(form: str) -> bool:
    title = form.partition(" ")[0]
    return is_title(title) and not is_given_name(title.casefold())


def _is_person(form: str, alone: Collection[str]) -> bool:
    """Was a full name tagged as an organisation, although its surname alone is a person's elsewhere?"""
    words = bare_name(form).split()
    return len(words) > 1 and words[-1] in alone and is_given_name(words[0].casefold())
