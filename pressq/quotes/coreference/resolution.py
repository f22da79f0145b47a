"""Coreference resolution: names first, then each pronoun and nominal to the cluster that it fits best."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pressq.quotes.coreference.antecedents import AntecedentScores
from pressq.quotes.coreference.clusters import Cluster, ClusterBuilder
from pressq.quotes.coreference.name_matching import cluster_names
from pressq.quotes.coreference.nominals import RoleIndex, introduced_cluster, nominal_compatibility
from pressq.quotes.coreference.pronouns import (
    Voice,
    cluster_gender,
    gender_agreement,
    nominal_gender,
    pronoun_compatibility,
    speaking_clusters,
)
from pressq.quotes.coreference.role_owners import role_owners
from pressq.quotes.mentions.mention import NAME_KINDS, MentionSet

__all__ = ["resolve_coreference"]

_NEW_CLUSTER_BIAS = 1.2  # for nominals: no antecedent is better than a wrong one


def resolve_coreference(
    mention_set: MentionSet, text: str, scores: AntecedentScores, voices: Sequence[Voice] = ()
) -> list[Cluster]:
    """The clusters of an article, in the order of their first mentions.

    Args:
        mention_set: the mentions.
        text: the article's text.
        scores: their antecedent scores.
        voices: who says the quotations in which they stand, as far as it is known.
    """
    builder = ClusterBuilder(mention_set, text, scores)
    name_words = cluster_names(builder)
    genders = {cluster.index: cluster_gender(builder, cluster, name_words) for cluster in builder.clusters}
    roles = RoleIndex(role_owners(mention_set, builder.of, text), text)
    others = (number for number, mention in enumerate(mention_set.mentions) if mention.kind not in NAME_KINDS)
    # what stands inside a nominal comes before it, as it is never of the same entity ("her lawyer")
    for number in sorted(others, key=lambda number: (builder.mentions[number].end, -builder.mentions[number].start)):
        if builder.mentions[number].kind == "description":
            _add_nominal(builder, roles, genders, number)
            genders.setdefault(builder.of[number].index, nominal_gender(builder.form(number)))
        else:
            _add_pronoun(builder, genders, voices, number)
    return sorted((each for each in builder.clusters if each.mentions), key=lambda cluster: min(cluster.mentions))


def _add_pronoun(builder: ClusterBuilder, genders: Mapping[int, str], voices: Sequence[Voice], number: int) -> None:
    agrees = pronoun_compatibility(builder.form(number).casefold(), genders)
    saying = speaking_clusters(builder, number, voices)
    best, probability, new = builder.best(number, lambda each: 0.0 if each.index in saying else agrees(each))
    builder.add(number, best or builder.open("description"), probability if best else new)


def _add_nominal(builder: ClusterBuilder, roles: RoleIndex, genders: Mapping[int, str], number: int) -> None:
    fits, gender = nominal_compatibility(builder, roles, number), nominal_gender(builder.form(number))
    best, probability, new = builder.best(
        number, lambda cluster: fits(cluster) * gender_agreement(gender, genders.get(cluster.index))
    )
    if best is None or new * _NEW_CLUSTER_BIAS > probability:
        best, probability = builder.open("description"), new
    named = introduced_cluster(builder, number)
    if named is None:
        builder.add(number, best, probability)
        return
    if best.kind == "description":  # all earlier mentions of the trader are mentions of Ann
        builder.merge(best, named, probability)
    builder.add(number, named)
