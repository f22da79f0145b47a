"""What an article tells of whom, for what its descriptions mean: "the police chief" is rather whom it calls so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING

from pressq.quotes.mentions.mention import Mention
from pressq.text.lexicon import lexicon
from pressq.text.names import full_forms, office_initials, without_clitic

if TYPE_CHECKING:
    from pressq.quotes.coreference.clusters import Cluster

__all__ = ["RoleIndex", "head_noun"]

_TOLD = 4.5  # how many times the score of an entity counts in whose role a description's noun stands
_WHOLE = 22.0  # that of those in whose roles, elsewhere, all its words stand: "the professor", "the police chief"
_INDEFINITE = frozenset({"a", "an", "another", "any", "one", "some"})  # before somebody new
_Roles = dict[tuple[int, frozenset[str]], list[int]]


def head_noun(description: str) -> str:
    """The noun of a description, in lower case: the word before its first preposition or a comma ("mayor of Oslo")."""
    words = description.casefold().strip(", ").partition(", ")[0].split()
    stop = next((place for place, word in enumerate(words) if word in lexicon("prepositions")), 0)
    return words[stop - 1]


class RoleIndex:
    """What one article tells.

    Args:
        owners: its roles, and whose they are, as far as names tell.
        text: its text.
    """

    def __init__(self, owners: Mapping[Mention, Cluster], text: str) -> None:
        self._text = text
        # by a word of roles: whose they are, by place, and all their words: where they start
        self._roles: defaultdict[str, _Roles] = defaultdict(dict)
        for role, entity in owners.items():
            short = _bare(role.of(text))
            words = short.union(*(full_forms("short-titles").get(word.rstrip("."), ()) for word in short))
            for word in words:
                self._roles[word].setdefault((entity.index, words), []).append(role.start)
            for letters in map(str.casefold, office_initials(role.of(text))):
                self._roles[letters].setdefault((entity.index, frozenset({letters})), []).append(role.start)

    def match_weights(self, mention: Mention, *, document: bool) -> dict[int, float]:
        """How many times the scores of those count, by place, in whose roles a description's noun stands.

        The more where all words of the description stand in a role of his elsewhere.

        Args:
            mention: the description.
            document: whether it is what somebody wrote.
        """
        form = mention.of(self._text)
        telling = _bare(form)
        roles: _Roles = self._roles.get(head_noun(form), {})
        favoured = dict.fromkeys((place for place, _ in roles), _TOLD)
        if document or form.split()[0].casefold() in _INDEFINITE:
            return favoured
        for (place, role), starts in roles.items():
            if telling <= role and any(not mention.start <= start < mention.end for start in starts):
                favoured[place] = _WHOLE
        return favoured


def _bare(phrase: str) -> frozenset[str]:
    """The words of a description or role in lower case, without articles and possessive endings."""
    return frozenset(map(without_clitic, phrase.casefold().split())) - lexicon("determiners")
