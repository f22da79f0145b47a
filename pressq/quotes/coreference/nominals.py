"""Nominals: which clusters a description such as "the police chief" or "her letter" can refer to."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from pressq.quotes.coreference.clusters import Cluster, ClusterBuilder, Compatibility
from pressq.quotes.language import POSSESSIVE_ENDINGS, has_trait
from pressq.quotes.mentions.introductions import introduction_start
from pressq.quotes.mentions.mention import NAME_KINDS, Mention
from pressq.text.lexicon import lexicon
from pressq.text.names import full_forms, office_initials, phrase_words, without_clitic

__all__ = ["RoleIndex", "head_noun", "introduced_cluster", "nominal_compatibility"]

_HEAD_MATCH = 4.5  # a role of the cluster contains the head noun
_FULL_MATCH = 22.0  # one of its roles elsewhere contains all words
_DOCUMENT_OWNER = 1000.0  # the cluster that a document belongs to
_STUDIES = frozenset({"study", "studies", "paper", "papers", "research", "trial", "review"})
_VENUE = re.compile(r" in (?:the )?(?:(?:journal|magazine) )?\Z")  # a study appears in it; a report may be its own
_COUNTRIES = frozenset({"country", "nation"})  # never a newspaper that is named after one
_COPULAS = (" is ", " was ")  # "the trader is Ann"
_MAX_GAP = 5  # mentions between a description and the name that the text gives it

_Roles = dict[tuple[int, frozenset[str]], list[int]]


def head_noun(nominal: str) -> str:
    """The head of a nominal in lower case: the word before its first preposition or a comma ("mayor of Oslo")."""
    words = phrase_words(nominal.casefold().strip(", ").partition(", ")[0])
    stop = next((place for place, word in enumerate(words) if word in lexicon("prepositions")), 0)
    if has_trait("noun-first"):
        known = lexicon("roles", "groups", "document-nouns")
        return next((word for word in words[: stop or None] if word in known), words[stop - 1])
    return words[stop - 1]


class RoleIndex:
    """The stated roles of an article by their words.

    Args:
        owners: its role passages and their clusters.
        text: its text.
    """

    def __init__(self, owners: Mapping[Mention, Cluster], text: str) -> None:
        self._text = text
        # by a word of a role: the cluster's index and all words of the role, and where such roles start
        self._roles: defaultdict[str, _Roles] = defaultdict(dict)
        for role, cluster in owners.items():
            short = _content_words(role.of(text))
            words = short.union(*(full_forms("short-titles").get(word.rstrip("."), ()) for word in short))
            for word in words:
                self._roles[word].setdefault((cluster.index, words), []).append(role.start)
            for letters in map(str.casefold, office_initials(role.of(text))):
                self._roles[letters].setdefault((cluster.index, frozenset({letters})), []).append(role.start)

    def match_weights(self, nominal: Mention, *, document: bool) -> dict[int, float]:
        """Factors on the scores of the clusters that have the head of a nominal in a stated role, by index.

        A role that contains all words of a definite nominal, and stands elsewhere, counts more.

        Args:
            nominal: the mention.
            document: whether it denotes a document.
        """
        form = nominal.of(self._text)
        words = _content_words(form)
        roles: _Roles = self._roles.get(head_noun(form), {})
        weights = dict.fromkeys((index for index, _ in roles), _HEAD_MATCH)
        if document or form.split()[0].casefold() in lexicon("indefinite"):
            return weights
        for (index, role), starts in roles.items():
            if words <= role and any(not nominal.start <= start < nominal.end for start in starts):
                weights[index] = _FULL_MATCH
        return weights


def nominal_compatibility(builder: ClusterBuilder, roles: RoleIndex, number: int) -> Compatibility:
    """The compatibility of clusters with a nominal.

    - A stated role that contains its head favours a cluster.
    - A nominal is not the person it contains ("Lee's lawyer"), but a document is its owner's ("her letter").
    - A study is not the journal that it appears in; "the country" is a place.

    Args:
        builder: the clusters so far.
        roles: the stated roles.
        number: the nominal.
    """
    mention, document = builder.mentions[number], _is_document(builder, number)
    form = mention.of(builder.text)
    if head_noun(form) in _COUNTRIES:
        return lambda cluster: _is_place(builder, cluster)
    nested = {n: builder.of[n] for n in builder.nested_in(number) if n in builder.of}
    weights, excluded = roles.match_weights(mention, document=document), list(nested.values())
    if document:
        weights |= {cluster.index: _DOCUMENT_OWNER for n, cluster in nested.items() if _opens(builder, number, n)}
        is_study = not _STUDIES.isdisjoint(form.casefold().split())
        excluded = [builder.of[n] for n in _venues(builder, number)] if is_study else []
    weights |= {cluster.index: 0.0 for cluster in excluded}
    return lambda cluster: weights.get(cluster.index, 1.0)


def introduced_cluster(builder: ClusterBuilder, number: int) -> Cluster | None:
    """The person that the text names with a nominal: "a trader, who gave her name as Ann"; "the trader is Ann"."""
    nominal, text = builder.mentions[number], builder.text
    for other in range(number + 1, min(number + 1 + _MAX_GAP, len(builder.mentions))):
        name = builder.mentions[other]
        if name.kind == "person" and not text.startswith(POSSESSIVE_ENDINGS, name.end):
            start = introduction_start(text, name.start, nominal.start + 1)
            if text[nominal.end : name.start] in _COPULAS or (start is not None and start <= nominal.end):
                return builder.of[other]
    return None


def _content_words(phrase: str) -> frozenset[str]:
    """The words of a nominal or role in lower case, without determiners and possessive endings."""
    return frozenset(map(without_clitic, phrase_words(phrase.casefold()))) - lexicon("determiners")


def _is_document(builder: ClusterBuilder, number: int) -> bool:
    """Does a nominal denote something written ("her policy paper"), not a person ("her policy chief")?"""
    mention = builder.mentions[number]
    form = mention.of(builder.text).casefold() if mention.kind == "description" else ""
    if lexicon("document-nouns").isdisjoint(re.findall(r"[\w'’-]+", form)):
        return False
    head = head_noun(form)
    return lexicon("roles").isdisjoint((head, head.removesuffix("s")))


def _opens(builder: ClusterBuilder, number: int, inner: int) -> bool:
    """Does a nominal begin with a mention inside it: "her letter", "the Board's reply"?"""
    before = builder.text[builder.mentions[number].start : builder.mentions[inner].start]
    return before.casefold() in ("", "the ")


def _is_place(builder: ClusterBuilder, cluster: Cluster) -> bool:
    return any(builder.form(number) in lexicon("places", "countries") for number in cluster.mentions)


def _venues(builder: ClusterBuilder, number: int) -> Iterator[int]:
    """The names, later in its sentence, of what a study appears in: "a study published in the journal Tides"."""
    study = builder.mentions[number]
    for other in range(number + 1, len(builder.mentions)):
        name = builder.mentions[other]
        if name.sentence != study.sentence:
            break
        if name.kind in NAME_KINDS and _VENUE.search(builder.text, study.start, name.start):
            yield other
