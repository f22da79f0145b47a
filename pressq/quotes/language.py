"""The closed word classes that several stages share: pronouns, possessive endings, forms of address.

They are those of the language in which the article is read (`in_language`), from the lists of `pressq/data/lexicons`
for English and `pressq/data/languages` for others. Open classes (titles, roles, verbs) are there, too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set

from pressq.article import Pronoun
from pressq.text.lexicon import lexicon

__all__ = [
    "ARTICLES",
    "BE_FORMS",
    "FIRST_PERSON_PLURAL",
    "FIRST_PERSON_SINGULAR",
    "FORMS_OF_ADDRESS",
    "GENDER_OF_ADDRESS",
    "GENDER_OF_DETERMINER",
    "GENDER_OF_PRONOUN",
    "OTHER_GENDER",
    "POSSESSIVE_ENDINGS",
    "POSSESSIVE_PRONOUNS",
    "SECOND_PERSON",
    "THIRD_PERSON",
    "WordClass",
    "has_trait",
]


class WordClass(Set[str]):
    """The words of lists of the language that is read.

    Args:
        lists: their names.
    """

    def __init__(self, *lists: str) -> None:
        self._lists = lists

    @classmethod
    def _from_iterable(cls, it: Iterable[str]) -> frozenset[str]:  # type: ignore[override]  # what it is joined with
        return frozenset(it)

    def __contains__(self, word: object) -> bool:
        return word in lexicon(*self._lists)

    def __iter__(self) -> Iterator[str]:
        return iter(lexicon(*self._lists))

    def __len__(self) -> int:
        return len(lexicon(*self._lists))


class _ByWord(Mapping[str, Pronoun]):
    """Of each word of a list its pronoun: the lists, by pronoun."""

    def __init__(self, **lists: WordClass) -> None:
        self._lists = lists

    def __getitem__(self, word: str) -> Pronoun:
        for pronoun, words in self._lists.items():
            if word in words:
                return pronoun  # type: ignore[return-value]  # a keyword is any string
        raise KeyError(word)

    def __iter__(self) -> Iterator[str]:
        return (word for words in self._lists.values() for word in words)

    def __len__(self) -> int:
        return sum(map(len, self._lists.values()))


def has_trait(name: str) -> bool:
    """Whether something holds of the language that is read, as `traits` in `pressq/data/lexicons/grammar.txt` tells."""
    return name in lexicon("traits")


THIRD_PERSON = _ByWord(he=WordClass("he"), she=WordClass("she"), they=WordClass("they"))
"""The subject form, in English, of each third-person pronoun of people."""

GENDER_OF_PRONOUN = _ByWord(he=WordClass("he"), she=WordClass("she"))
GENDER_OF_DETERMINER = _ByWord(he=WordClass("determiner-he"), she=WordClass("determiner-she"))
OTHER_GENDER = {"he": "she", "she": "he"}
FIRST_PERSON_SINGULAR = WordClass("first-person")
FIRST_PERSON_PLURAL = WordClass("first-person-plural")
SECOND_PERSON = WordClass("second-person")
ARTICLES = WordClass("articles")
POSSESSIVE_PRONOUNS = frozenset({"his", "her", "its", "their", "my", "our", "whose"})
POSSESSIVE_ENDINGS = ("'s", "’s")
BE_FORMS = frozenset({"am", "are", "be", "been", "being", "is", "was", "were", *POSSESSIVE_ENDINGS})

GENDER_OF_ADDRESS = _ByWord(he=WordClass("address-he"), she=WordClass("address-she"))
FORMS_OF_ADDRESS = WordClass("address-he", "address-she", "address")
"""Before a name and no part of it; "HE" is short for "His" or "Her Excellency"."""
