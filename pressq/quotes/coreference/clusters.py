"""Who is who: names joined by their words first, then each pronoun and description to the entity it fits best.

Mention to entity, not mention to mention, beats free clustering (BookNLP; Maverick, ACL 2024). The score of an entity
is the sum of what the pair scorer gives to its mentions so far.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pressq.quotes.coreference.antecedents import AntecedentScores
from pressq.quotes.coreference.role_index import RoleIndex, head_noun
from pressq.quotes.coreference.role_owners import role_owners
from pressq.quotes.mentions.introductions import alias_introductions, introduction_start
from pressq.quotes.mentions.mention import NAME_KINDS, MentionSet
from pressq.text.lexicon import lexicon
from pressq.text.names import (
    acronyms,
    bare_name,
    is_given_name,
    is_misspelled,
    is_person_form,
    is_short_form,
    name_words,
    sex_of,
    whole_surname,
)

__all__ = ["Cluster", "resolve_coreference"]

_LONG, _BEGINNING = 6, 3  # letters of a name that may be misspelled, and of those that are not
_AND = (" and ", " & ")  # between two who share a surname
_COPULAS = (" is ", " was ")  # "the trader is Ann"
_OWNS = ("'s", "’s")  # after a name: "the winner is Ann's brother"
_NEAR = 5  # mentions after a description among which may be the name that the text gives it
_LETTERS = 3  # of a person's name that may stand for it
_HIGHEST = 50.0  # score
_SURE = 0.6  # the chance from which names that share no words are one entity's
_NEW = 1.2  # how many times the chance counts that a description is of nobody else: no name is better than a wrong one
_OWNED = 1000.0  # how many times that of whose a document is said to be
_HARDLY = 0.05  # how many times that of a woman counts for "he", and of a man for "she"
_FULLEST = 99  # mentions of an entity, the fullest names first, that tell its sex
_NOT_MEANT = {
    **dict.fromkeys(("he", "him", "his", "himself"), "she"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "he"),
}
_ADDRESSED = {"Mr": "he", "Mrs": "she", "Ms": "she", "Miss": "she"}
_ADDRESS = re.compile(rf"\b({'|'.join(_ADDRESSED)})\.?\s\Z")  # before a name
_LONGEST_ADDRESS = 6  # characters
_STUDIES = frozenset({"study", "studies", "paper", "papers", "research", "trial", "review"})
# what a study appears in; a report in a paper may be the paper's
_VENUE = re.compile(r" in (?:the )?(?:(?:journal|magazine) )?\Z")
_COUNTRIES = frozenset({"country", "nation"})  # what such a description means is no paper of that country


@dataclass(eq=False)
class Cluster:
    """A person, an organisation, or somebody unnamed, with all mentions in the article, by their numbers.

    `kind` is "description" where no name is among them; `place` is its own among the entities found first. `surname` is
    what "Ann" of "Ann and Tim Lee" shares.
    """

    kind: str
    index: int = 0
    surname: str = ""
    mentions: list[int] = field(default_factory=list)
    probability_of: dict[int, float] = field(default_factory=dict)  # the chance that a mention is of this entity


def resolve_coreference(found: MentionSet, text: str, scored: AntecedentScores) -> list[Cluster]:
    """The entities of an article, in the order of their first mentions.

    Args:
        found: its mentions.
        text: its text.
        scored: what the pair scorer says of them.
    """
    linker = _CoreferenceResolver(found, text, scored)
    linker.join_names()
    linker.join_others()
    return sorted((each for each in linker.entities if each.mentions), key=lambda entity: min(entity.mentions))


def _fits(short: tuple[str, ...], full: tuple[str, ...], entity: Cluster) -> bool:
    """Can the entity, of which `full` is a name, be called `short`?"""
    return is_person_form(short, full) if entity.kind == "person" else is_short_form(short, full)


def _fullest_first(form: tuple[tuple[str, tuple[str, ...]], list[int]]) -> tuple[int, int, int, int]:
    """Where a form of a name comes when they are joined: "E. Lee" after "Eve Lee" and "Ed Lee", of whom it may be, and
    "Ann Lee" after "Ann Lee-Dahl"."""
    (_, words), numbers = form
    return -len(words), sum(len(word) == 1 for word in words), -"".join(words).count("-"), numbers[0]


def _like(entity: Cluster) -> Callable[[Cluster], float]:
    """Only other entities of the same kind count."""
    return lambda other: float(other is not entity and other.kind == entity.kind)


class _CoreferenceResolver:
    """The entities of an article in the making."""

    def __init__(self, found: MentionSet, text: str, scored: AntecedentScores) -> None:
        import numpy as np

        self.found = found
        self.mentions = found.mentions
        self.text = text
        self.scored = scored
        self.words = {n: name_words(self._bare(n)) for n, m in enumerate(found.mentions) if m.kind in NAME_KINDS}
        self.shared = dict(self._shared())
        self.words |= {number: (*self.words[number], *name_words(name)) for number, name in self.shared.items()}
        self.entities: list[Cluster] = []
        self.of: dict[int, Cluster] = {}
        # the persons of each surname, by its first letters
        self.surnames: defaultdict[str, defaultdict[str, set[Cluster]]] = defaultdict(lambda: defaultdict(set))
        self.owners = np.full(len(found.mentions), -1)  # the place of the entity of each mention, -1 for none so far

    # ------------------------------------------------------------------------------------------------- names
    def join_names(self) -> None:
        """Names that can be forms of one name are one entity's; where several can, the scores decide."""
        forms: defaultdict[tuple[str, tuple[str, ...]], list[int]] = defaultdict(list)
        for number, words in self.words.items():
            forms[self.mentions[number].kind, words].append(number)
        bearing: defaultdict[str, list[tuple[tuple[str, ...], Cluster]]] = defaultdict(list)  # by a word of the name
        for (kind, words), numbers in sorted(forms.items(), key=_fullest_first):
            named = {
                id(e): (full, e) for word in dict.fromkeys(words) for full, e in bearing[word] if _fits(words, full, e)
            }
            able = {key: entity for key, (_, entity) in named.items() if entity.kind == kind}
            if not able and len(words) == 1 and len(named) == 1:  # a short form that was taken for the other kind
                able = {key: entity for key, (_, entity) in named.items()}
            chosen = list(able.values()) or self._misspelled(kind, words) or [self._new(kind)]
            for number in numbers:
                likeliest = self._likeliest(number, self._fits_name(number, chosen))[0] if len(chosen) > 1 else None
                self._add(number, likeliest or chosen[0])
                self.of[number].surname = self.shared.get(number, self.of[number].surname)
            common = self.mentions[numbers[0]].of(self.text).split()[-1].islower()  # nobody calls "the Hill camp" Hill
            for entity in {id(self.of[number]): self.of[number] for number in numbers}.values():
                for word in dict.fromkeys(words[-1:] if common else words):
                    bearing[word].append((words, entity))
                if kind == "person" and len(words) > 1:
                    self.surnames[words[-1][:_BEGINNING]][words[-1]].add(entity)
        self._join_unlike()

    def _bare(self, number: int) -> str:
        form = self.mentions[number].of(self.text)
        return bare_name(form) if self.mentions[number].kind == "person" else form

    def _shared(self) -> Iterator[tuple[int, str]]:
        """The surnames that persons share with those named next, by number: Lee, for Ann, of "Ann and Tim Lee".

        Nobody who has another full name elsewhere does: "Kim and Ann Lee" after "Kim Jong Un".
        """
        persons = {n: words for n, words in self.words.items() if self.mentions[n].kind == "person"}
        full = [number for number, words in persons.items() if len(words) > 1]
        bearing: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)  # the first and last words, by each word
        for words in (persons[number] for number in full):
            for word in words:
                bearing[word].add((words[0], words[-1]))
        for number in full:
            before = persons.get(number - 1, ())
            gap = self.text[self.mentions[number - 1].end : self.mentions[number].start] if before else ""
            alike = bearing[before[0]] <= {(before[0], persons[number][-1])} if len(before) == 1 else False
            if alike and gap in _AND and is_given_name(before[0]):
                yield number - 1, whole_surname(self._bare(number))

    def _misspelled(self, kind: str, words: tuple[str, ...]) -> list[Cluster]:
        """The one person whose surname, of a full name, a single name is but for a letter: "Petersson" for Peterson."""
        if kind != "person" or len(words) > 1 or len("".join(words)) < _LONG:
            return []
        known = self.surnames[words[0][:_BEGINNING]].items()
        near = [bearers for surname, bearers in known if is_misspelled(words[0], surname)]
        return list(near[0]) if len(near) == 1 and len(near[0]) == 1 else []

    def _fits_name(self, number: int, able: Sequence[Cluster]) -> Callable[[Cluster], float]:
        """Only these entities count for a name, and no man where "Mrs" stands before it."""
        sex = self._addressed(number)
        places = {each.index for each in able if not sex or self._sex(each) != _NOT_MEANT[sex]}
        return lambda entity: float(entity.index in places)

    def _addressed(self, number: int) -> str:
        """ "he" or "she", as a form of address before a name tells; nothing where there is none."""
        start = self.mentions[number].start
        address = _ADDRESS.search(self.text, max(0, start - _LONGEST_ADDRESS), start)
        return _ADDRESSED[address[1]] if address else ""

    def _join_unlike(self) -> None:
        """Names that share no words but are one's: "Ann Lee, known as Duckie"; "ALB" for Ann Lee-Brown; "the Fed".

        Letters, whatever they were taken for, are short for the only name whose words begin with them; of other names
        the scores decide, as far as they are sure.
        """
        named = sorted(self.entities, key=lambda entity: min(entity.mentions))
        ends = {self.mentions[number].end: entity for number, entity in self.of.items()}
        known = {name_words(name): ends[end] for end, name in alias_introductions(self.text) if end in ends}
        spelled: defaultdict[str, set[Cluster]] = defaultdict(set)
        for entity in named:
            for form in {self.mentions[number].of(self.text) for number in entity.mentions}:
                for letters in acronyms(form) if " " in form else ():
                    if entity.kind == "organisation" or len(letters) >= _LETTERS:
                        spelled[letters].add(entity)
        for entity in named:
            form = self.mentions[min(entity.mentions)].of(self.text)
            full = {each for each in spelled[form.casefold()] if each.mentions} if form.isupper() else set()
            best = known.get(name_words(form)) or (full.pop() if len(full) == 1 else self._surely(entity))
            if best is not None and best is not entity:
                for number in entity.mentions:
                    self._add(number, best)
                entity.mentions = []

    def _surely(self, entity: Cluster) -> Cluster | None:
        """The organisation that another name surely is of, by the scores."""
        if entity.kind != "organisation":
            return None
        best, chance, _ = self._likeliest(min(entity.mentions), _like(entity))
        return best if chance > _SURE else None

    # ------------------------------------------------------------------------------------------------- others
    def join_others(self) -> None:
        """Pronouns and descriptions, in reading order, to the entity with the largest sum of scores, or a new one.

        What stands inside a description comes before it, as it is never of the same entity ("her lawyer").
        """
        sexes = {entity.index: self._sex(entity) for entity in self.entities}
        told = RoleIndex(role_owners(self.found, self.of, self.text), self.text)
        others = (number for number, mention in enumerate(self.mentions) if mention.kind not in NAME_KINDS)
        for number in sorted(others, key=lambda number: (self.mentions[number].end, -self.mentions[number].start)):
            mention = self.mentions[number]
            described = mention.kind == "description"
            fitting = self._fits_description(number, told) if described else self._fits_pronoun(number, sexes)
            best, chance, alone = self._likeliest(number, fitting)
            if best is None or (described and alone * _NEW > chance):
                best, chance = self._new("description"), alone
            given = self._given(number) if described else None
            if given and best.kind == "description":  # what was told of a trader so far was told of Ann
                for other in best.mentions:
                    self._add(other, given, chance)
                best.mentions = []
            self._add(number, given or best, 1.0 if given else chance)

    def _given(self, number: int) -> Cluster | None:
        """The person whose name the text gives to a description, after it or at its end."""
        mention = self.mentions[number]
        for other in range(number + 1, min(number + 1 + _NEAR, len(self.mentions))):
            name = self.mentions[other]
            if name.kind == "person" and not self.text.startswith(_OWNS, name.end):
                start = introduction_start(self.text, name.start, mention.start + 1)
                is_said = self.text[mention.end : name.start] in _COPULAS
                if is_said or (start is not None and start <= mention.end):
                    return self.of[other]
        return None

    def _sex(self, entity: Cluster) -> str:
        """ "he" or "she", as far as forms of address and given names tell: no surname alone does."""
        names = entity.mentions[:_FULLEST] if entity.kind == "person" else []
        forms = ((self._addressed(number), self.words[number]) for number in names if number in self.words)
        told = {sex for address, words in forms if (sex := address or sex_of(words))}
        return told.pop() if len(told) == 1 else ""

    def _fits_pronoun(self, number: int, sexes: Mapping[int, str]) -> Callable[[Cluster], float]:
        """How many times the score of an entity counts for a pronoun.

        No organisation is "she" or "he". A man is hardly "she", as far as `sexes` of named entities, by their places,
        tell: some names are a man's here, a woman's there.
        """
        form = self.mentions[number].of(self.text).casefold()
        if form not in _NOT_MEANT:
            return lambda _: 1.0

        def times(entity: Cluster) -> float:
            other_sex = sexes.get(entity.index) == _NOT_MEANT[form]
            return 0.0 if entity.kind == "organisation" else _HARDLY if other_sex else 1.0

        return times

    def _fits_description(self, number: int, told: RoleIndex) -> Callable[[Cluster], float]:
        """How many times the score of an entity counts for a description.

        It is rather one in whose role, by `told`, its noun stands. It is not one of whom it holds a name ("Lee's
        lawyer"), unless it is a document, which is whose it is ("her letter") and may be its author's ("a report by the
        Harbour Board"); a study is not of what it appears in. "The country" is a place.
        """
        mention, document = self.mentions[number], self._is_document(number)
        form = mention.of(self.text)
        if head_noun(form) in _COUNTRIES:
            return self._is_place
        held = {n: self.of[n] for n in self._inside(number) if n in self.of}
        favoured, barred = told.match_weights(mention, document=document), list(held.values())
        if document:
            favoured |= {each.index: _OWNED for n, each in held.items() if self._begins(number, n)}
            is_study = not _STUDIES.isdisjoint(form.casefold().split())
            barred = [self.of[n] for n in self._venues(number)] if is_study else []
        favoured |= {each.index: 0.0 for each in barred}
        return lambda entity: favoured.get(entity.index, 1.0)

    def _is_document(self, number: int) -> bool:
        """Is a description what somebody wrote, and not who works on it ("her policy chief")?"""
        mention = self.mentions[number]
        form = mention.of(self.text).casefold() if mention.kind == "description" else ""
        if lexicon("document-nouns").isdisjoint(re.findall(r"[\w'’-]+", form)):
            return False
        head = head_noun(form)
        return lexicon("roles").isdisjoint((head, head.removesuffix("s")))

    def _begins(self, number: int, inner: int) -> bool:
        """Does a description begin with a mention that is a part of it: "her letter", "the Board's reply"?"""
        before = self.text[self.mentions[number].start : self.mentions[inner].start]
        return before.casefold() in ("", "the ")

    def _is_place(self, entity: Cluster) -> bool:
        return any(self.mentions[number].of(self.text) in lexicon("places") for number in entity.mentions)

    def _venues(self, number: int) -> Iterator[int]:
        """The names, later in its sentence, of what a study appears in: "a study published in the journal Tides"."""
        mention = self.mentions[number]
        for other in range(number + 1, len(self.mentions)):
            name = self.mentions[other]
            if name.sentence != mention.sentence:
                break
            if name.kind in NAME_KINDS and _VENUE.search(self.text, mention.start, name.start):
                yield other

    def _inside(self, number: int) -> Iterator[int]:
        """The mentions that are a part of another one."""
        mention = self.mentions[number]
        for other in range(max(0, number - 4), len(self.mentions)):
            if self.mentions[other].start >= mention.end:
                break
            if (
                other != number
                and mention.start <= self.mentions[other].start
                and self.mentions[other].end <= mention.end
            ):
                yield other

    def _likeliest(self, number: int, fitting: Callable[[Cluster], float]) -> tuple[Cluster | None, float, float]:
        """Which entity a mention goes back to, the chance that it does, and the chance that it goes back to none.

        Args:
            number: of the mention.
            fitting: how many times the score of an entity counts.
        """
        import numpy as np

        columns, scores = self.scored.antecedents[number]
        owners = self.owners[columns]
        there = owners >= 0
        sums = np.bincount(owners[there], np.exp(np.minimum(scores[there], _HIGHEST)), minlength=len(self.entities))
        for place in np.flatnonzero(sums).tolist():
            sums[place] *= fitting(self.entities[place])
        nothing = math.exp(min(self.scored.no_antecedent[number], _HIGHEST))
        best = int(sums.argmax()) if len(sums) else 0
        if not len(sums) or not sums[best]:
            return None, 0.0, 1.0
        total = float(sums.sum()) + nothing
        return self.entities[best], float(sums[best]) / total, nothing / total

    def _new(self, kind: str) -> Cluster:
        entity = Cluster(kind, len(self.entities))
        self.entities.append(entity)
        return entity

    def _add(self, number: int, entity: Cluster, chance: float = 1.0) -> None:
        entity.mentions.append(number)
        entity.probability_of[number] = chance
        self.of[number] = entity
        self.owners[number] = entity.index
