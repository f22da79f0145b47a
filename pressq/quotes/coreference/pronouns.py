"""Agreement in gender: which clusters a pronoun, a form of address or a nominal can refer to."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pressq.article import Span
from pressq.quotes.coreference.clusters import Cluster, ClusterBuilder, Compatibility
from pressq.quotes.language import (
    GENDER_OF_ADDRESS,
    GENDER_OF_DETERMINER,
    GENDER_OF_PRONOUN,
    OTHER_GENDER,
    THIRD_PERSON,
    has_trait,
)
from pressq.text.lexicon import lexicon
from pressq.text.names import sex_of, without_clitic

__all__ = [
    "Voice",
    "address_gender",
    "cluster_gender",
    "gender_agreement",
    "nominal_gender",
    "pronoun_compatibility",
    "speaking_clusters",
]

_ADDRESS = re.compile(r"\b([^\W\d_]+)\.?\s\Z")  # before a name
_MAX_ADDRESS = 16  # characters
_MAX_NESTED = 3  # mentions that start at one place
_MAX_NAMES = 99  # mentions of a cluster that are looked at, the fullest names first
_GENDER_MISMATCH = 0.05  # not 0: some names are a man's in one country and a woman's in another


@dataclass(frozen=True)
class Voice(Span):
    """Words of a quotation, and where some mentions of the speaker start: "he" in them is another person."""

    mentions: tuple[int, ...]


def address_gender(text: str, start: int) -> str:
    """ "he" or "she" by the form of address before a name that starts at `start`, else ""."""
    address = _ADDRESS.search(text, max(0, start - _MAX_ADDRESS), start)
    return GENDER_OF_ADDRESS.get(address[1], "") if address else ""


def cluster_gender(builder: ClusterBuilder, cluster: Cluster, name_words: Mapping[int, tuple[str, ...]]) -> str:
    """ "he" or "she" by forms of address and given names, "" if they show none or both.

    Args:
        builder: the clusters so far.
        cluster: one of them.
        name_words: the words of each name, by the number of its mention.
    """
    names = cluster.mentions[:_MAX_NAMES] if cluster.kind == "person" else []
    shown = {
        address_gender(builder.text, builder.mentions[number].start) or sex_of(name_words[number])
        for number in names
        if number in name_words
    } - {"", None}
    return str(shown.pop()) if len(shown) == 1 else ""


def nominal_gender(form: str) -> str:
    """ "he" or "she" by the determiner of a nominal ("la maire"), where the language shows gender so, else "".

    In German "der" is no sign of a man before a feminine noun, as it is a genitive there ("der Sprecherin").
    """
    determiner, _, rest = form.casefold().partition(" ")
    shown = GENDER_OF_DETERMINER.get(determiner, "")
    return "" if shown == "he" and rest.endswith(tuple(lexicon("feminine-endings"))) else shown


def gender_agreement(gender: str, other: str | None) -> float:
    """A factor on the score of a cluster: 1 unless mention and cluster are of different genders."""
    return _GENDER_MISMATCH if gender and other == OTHER_GENDER[gender] else 1.0


def pronoun_compatibility(form: str, genders: Mapping[int, str]) -> Compatibility:
    """The compatibility of clusters with a pronoun: "he" and "she" agree in gender.

    They are no organisations, where the language has other pronouns for things.

    Args:
        form: the pronoun in lower case.
        genders: the gender of each cluster that has a name or a nominal, by its index.
    """
    gender = GENDER_OF_PRONOUN.get(form)
    if gender is None:
        return lambda _: 1.0

    def compatibility(cluster: Cluster) -> float:
        if cluster.kind == "organisation" and not has_trait("gender"):
            return 0.0
        return gender_agreement(gender, genders.get(cluster.index))

    return compatibility


def speaking_clusters(builder: ClusterBuilder, number: int, voices: Sequence[Voice]) -> set[int]:
    """The indices of the clusters that say the words in which a pronoun of the third person stands.

    Args:
        builder: the clusters so far.
        number: the pronoun.
        voices: who says what, in reading order.
    """
    pronoun = builder.mentions[number]
    before = bisect_right(voices, pronoun.start, key=lambda voice: voice.start)
    inside = before > 0 and pronoun.start < voices[before - 1].end
    if not inside or without_clitic(builder.form(number)).casefold() not in THIRD_PERSON:
        return set()
    found = set()
    for start in voices[before - 1].mentions:
        first = bisect_left(builder.mentions, start, key=lambda mention: mention.start)
        for other in range(first, min(first + _MAX_NESTED, len(builder.mentions))):
            if other in builder.of and builder.mentions[other].start == start:
                found.add(builder.of[other].index)
    return found
