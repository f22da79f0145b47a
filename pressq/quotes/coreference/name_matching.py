"""Clusters of names: forms of one name belong together, and so do aliases, acronyms and misspelled surnames."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from pressq.quotes.coreference.clusters import Cluster, ClusterBuilder, Compatibility
from pressq.quotes.coreference.pronouns import address_gender, cluster_gender
from pressq.quotes.language import OTHER_GENDER
from pressq.quotes.mentions.introductions import alias_introductions
from pressq.quotes.mentions.mention import NAME_KINDS
from pressq.text.names import (
    acronyms,
    bare_name,
    is_given_name,
    is_misspelled,
    is_person_form,
    is_short_form,
    name_words,
    whole_surname,
)

__all__ = ["cluster_names"]

_MISSPELLED, _CORRECT_LETTERS = 6, 3  # letters of a name that may be misspelled, and of its correct beginning
_AND = (" and ", " & ")  # between two people who share a surname
_PERSON_ACRONYM = 3  # letters that may stand for a person's name
_ALIAS_PROBABILITY = 0.6  # from which names that share no words are of one organisation

_Words = tuple[str, ...]


def cluster_names(builder: ClusterBuilder) -> Mapping[int, _Words]:
    """Put all names into clusters, and return the words of each name by the number of its mention."""
    names = _NameClusters(builder)
    names.add_forms()
    names.merge_aliases()
    return names.words


class _NameClusters:
    """The names of an article while they are put into clusters."""

    def __init__(self, builder: ClusterBuilder) -> None:
        self._builder = builder
        numbers = (number for number, mention in enumerate(builder.mentions) if mention.kind in NAME_KINDS)
        self.words: dict[int, _Words] = {number: name_words(self._bare(number)) for number in numbers}
        self._shared = dict(self._shared_surnames())
        self.words |= {number: (*self.words[number], *name_words(name)) for number, name in self._shared.items()}
        self._bearers: defaultdict[str, list[tuple[_Words, Cluster]]] = defaultdict(list)  # by a word of the name
        # by the first letters of a surname, then by the surname
        self._surnames: defaultdict[str, defaultdict[str, set[Cluster]]] = defaultdict(lambda: defaultdict(set))

    def add_forms(self) -> None:
        """Cluster names by their words, the fullest forms first; scores decide where several clusters match."""
        forms: defaultdict[tuple[str, _Words], list[int]] = defaultdict(list)
        for number, words in self.words.items():
            forms[self._builder.mentions[number].kind, words].append(number)
        for (kind, words), numbers in sorted(forms.items(), key=_fullest_first):
            clusters = self._matching(kind, words) or self._misspelled(kind, words) or [self._builder.open(kind)]
            for number in numbers:
                self._add(number, clusters)
            self._register(kind, words, numbers)

    def _bare(self, number: int) -> str:
        form = self._builder.form(number)
        return bare_name(form) if self._builder.mentions[number].kind == "person" else form

    def _shared_surnames(self) -> Iterator[tuple[int, str]]:
        """The surnames that people share with the person named next: Lee, for Ann, in "Ann and Tim Lee".

        Not for a name that is part of another full name: "Kim and Ann Lee" after "Kim Jong Un".
        """
        builder = self._builder
        persons = {number: words for number, words in self.words.items() if builder.mentions[number].kind == "person"}
        full = {number: (words[0], words[-1]) for number, words in persons.items() if len(words) > 1}
        bearers: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
        for number, ends in full.items():
            for word in persons[number]:
                bearers[word].add(ends)
        for number, (_, last) in full.items():
            before = persons.get(number - 1, ())
            if len(before) == 1 and bearers[before[0]] <= {(before[0], last)} and is_given_name(before[0]):
                gap = builder.text[builder.mentions[number - 1].end : builder.mentions[number].start]
                if gap in _AND:
                    yield number - 1, whole_surname(self._bare(number))

    def _matching(self, kind: str, words: _Words) -> list[Cluster]:
        """The clusters that can be called so; a single word may have been tagged as the other kind."""
        found = {
            id(cluster): cluster
            for word in dict.fromkeys(words)
            for full, cluster in self._bearers[word]
            if _can_be_called(cluster, words, full)
        }
        same = [cluster for cluster in found.values() if cluster.kind == kind]
        return list(found.values()) if not same and len(words) == len(found) == 1 else same

    def _misspelled(self, kind: str, words: _Words) -> list[Cluster]:
        """The only person with a surname that differs in one letter: "Petersson" for Peterson."""
        if kind != "person" or len(words) > 1 or len("".join(words)) < _MISSPELLED:
            return []
        known = self._surnames[words[0][:_CORRECT_LETTERS]].items()
        near = [bearers for surname, bearers in known if is_misspelled(words[0], surname)]
        return list(near[0]) if len(near) == 1 and len(near[0]) == 1 else []

    def _add(self, number: int, clusters: Sequence[Cluster]) -> None:
        best = None
        if len(clusters) > 1:
            best, *_ = self._builder.best(number, self._address_compatibility(number, clusters))
        cluster = best or clusters[0]
        self._builder.add(number, cluster)
        cluster.surname = self._shared.get(number, cluster.surname)

    def _address_compatibility(self, number: int, clusters: Sequence[Cluster]) -> Compatibility:
        """Only these clusters, and none of the other gender than a form of address before the name ("Mrs Lee")."""
        gender = address_gender(self._builder.text, self._builder.mentions[number].start)
        indices = {
            each.index
            for each in clusters
            if not gender or cluster_gender(self._builder, each, self.words) != OTHER_GENDER[gender]
        }
        return lambda cluster: float(cluster.index in indices)

    def _register(self, kind: str, words: _Words, numbers: Sequence[int]) -> None:
        """Make the clusters of these mentions known by the words of the name."""
        ends_in_noun = self._builder.form(numbers[0]).split()[-1].islower()  # "Hill" is no form of "the Hill camp"
        for cluster in {id(self._builder.of[number]): self._builder.of[number] for number in numbers}.values():
            for word in dict.fromkeys(words[-1:] if ends_in_noun else words):
                self._bearers[word].append((words, cluster))
            if kind == "person" and len(words) > 1:
                self._surnames[words[-1][:_CORRECT_LETTERS]][words[-1]].add(cluster)

    def merge_aliases(self) -> None:
        """Merge names of one entity that share no words: "Ann Lee, known as Duckie"; "ALB" for Ann Lee-Brown.

        Initials are short for the only name with words that begin with them; of other names the scores decide.
        """
        named = sorted(self._builder.clusters, key=lambda cluster: min(cluster.mentions))
        aliases, spelled = self._introduced_aliases(), self._acronyms(named)
        for cluster in named:
            form = self._builder.form(min(cluster.mentions))
            full = {each for each in spelled[form.casefold()] if each.mentions} if form.isupper() else set()
            known = aliases.get(name_words(form))
            best = known or (full.pop() if len(full) == 1 else self._confident_alias(cluster))
            if best is not None and best is not cluster:
                self._builder.merge(cluster, best)

    def _introduced_aliases(self) -> dict[_Words, Cluster]:
        """The clusters to which the text gives another name, by the words of that name."""
        ends = {self._builder.mentions[number].end: cluster for number, cluster in self._builder.of.items()}
        return {name_words(name): ends[end] for end, name in alias_introductions(self._builder.text) if end in ends}

    def _acronyms(self, named: Sequence[Cluster]) -> defaultdict[str, set[Cluster]]:
        """The clusters by the acronyms of their names, in lower case."""
        found: defaultdict[str, set[Cluster]] = defaultdict(set)
        for cluster in named:
            least = 0 if cluster.kind == "organisation" else _PERSON_ACRONYM
            for form in {self._builder.form(number) for number in cluster.mentions}:
                for letters in acronyms(form) if " " in form else ():
                    if len(letters) >= least:
                        found[letters].add(cluster)
        return found

    def _confident_alias(self, cluster: Cluster) -> Cluster | None:
        """The organisation that the scores are sure this is another name of."""
        if cluster.kind != "organisation":
            return None

        def is_other(other: Cluster) -> float:
            return float(other is not cluster and other.kind == cluster.kind)

        best, probability, _ = self._builder.best(min(cluster.mentions), is_other)
        return best if probability > _ALIAS_PROBABILITY else None


def _can_be_called(cluster: Cluster, short: _Words, full: _Words) -> bool:
    """Is `short` a form of the name `full`?"""
    return is_person_form(short, full) if cluster.kind == "person" else is_short_form(short, full)


def _fullest_first(form: tuple[tuple[str, _Words], list[int]]) -> tuple[int, int, int, int]:
    """The order in which forms are clustered: "E. Lee" after "Eve Lee" and "Ed Lee", "Ann Lee" after "Ann Lee-Dahl"."""
    (_, words), numbers = form
    return -len(words), sum(len(word) == 1 for word in words), -"".join(words).count("-"), numbers[0]
