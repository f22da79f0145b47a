"""From an entity to the speaker that a reader is shown: the fullest name, role, other names, pronoun."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cached_property, partial
from typing import Literal

from pressq.article import Span, Speaker, SpeakerKind
from pressq.quotes.attribution import Attribution
from pressq.quotes.coreference.clusters import Cluster
from pressq.quotes.coreference.coordination import CoordinationFinder
from pressq.quotes.language import THIRD_PERSON
from pressq.quotes.mentions.mention import NAME_KINDS, Mention, MentionSet
from pressq.quotes.speakers.roles import Roles
from pressq.text.lexicon import lexicon
from pressq.text.names import bare_name, is_initials, is_person_form, name_words, without_loose_end

__all__ = ["SpeakerTable"]

Pronoun = Literal["he", "she", "they"]

# what is told after a comma ("a pilot, 31", "a pilot, who stayed"), but no enumeration, and no place in a state; and
# in a bracket that is not closed
_ADDED = re.compile(r"\s[(<][^)>]*\Z|,\s+(?:(?:who|whom|whose|which|where)\b|(?=[a-z\d])(?!.* (?:and|or) ))")
# what no description ends with: "a poll released" on Monday, "a nurse there"
_LOOSE = frozenset({"conducted", "filed", "issued", "posted", "published", "released", "reported", "taken", "there"})
_QUESTION, _ANSWER = "Q", "A"  # labels of turns: of the writer, and of the person who is interviewed
_BYLINE = re.compile(r"^[^\w\n]*(?:\w+ ){0,3}by (?P<writers>[^\n]{1,60})$", re.IGNORECASE | re.MULTILINE)
_NUMBER = re.compile(r"\s\d{1,3}\Z")  # after what is only a part of a label: "Heron 12"
_LONGEST_NAME = 8  # words
_BESIDE = 20  # characters between a role and the name after it
_CLITIC = re.compile(r"(['’]s)\b[ ]*(?P<next>\w+|\S)?")
# what nobody owns, after an 's
_UNOWNED = frozenset(",.;:!?)]") | {"said", "says", "told", "tells", "warned", "warns", "added", "adds", "announced"}


class SpeakerTable:
    """The entities of an article as speakers.

    Args:
        found: the mentions of the article.
        entities: who they are.
        text: its text.
        weights: by which the role of each is chosen, as `Roles` takes them.
    """

    def __init__(self, found: MentionSet, entities: Sequence[Cluster], text: str, weights: Sequence[float]) -> None:
        self.entities = entities
        self._mentions = found.mentions
        self._text = text
        self._of = {number: entity for entity in entities for number in entity.mentions}
        self.roles = Roles(found, self._of, text)
        self._weights = weights
        self._joint = CoordinationFinder(found, text)
        self._speakers: dict[tuple[int, ...], Speaker] = {}  # by the identities of their entities
        self._labelled: dict[str, list[Cluster]] = {}

    def probability_of(self, mention: int) -> float:
        """The chance that a mention, by its number, is of the entity that it is given to."""
        return self._of[mention].probability_of[mention] if mention in self._of else 0.0

    def kind(self, mention: int | None) -> str | None:
        """Of what kind the entity is whose mention it is, by its number; None of nobody's."""
        return self._of[mention].kind if mention in self._of else None

    def corefer(self, one: int, other: int) -> bool:
        """Are two mentions, by their numbers, of the same entity?"""
        return one in self._of and self._of[one] is self._of.get(other)

    def speaker_of(self, attribution: Attribution) -> Speaker | None:
        """The speaker of an attribution; None where the article does not tell who speaks."""
        source = attribution.source
        if source is None:
            return None
        label = source.of(self._text)
        if attribution.mention is not None:
            numbers = attribution.coordinated or (attribution.mention,)
            speaking = [self._of[number] for number in numbers if number in self._of]
        else:
            if label not in self._labelled:
                self._labelled[label] = self._named(source)
            speaking = self._labelled[label]
        if not speaking:
            told = _phrase(self._whole(source)).partition(", ")[0]  # "Gaétan, Canal Books, Halden" below his words
            return Speaker(told, "unnamed") if label != _QUESTION else None
        key = tuple(map(id, speaking))
        if key not in self._speakers:
            speakers = list(map(self.speaker, speaking))
            self._speakers[key] = Speaker.joint(speakers) if len(speakers) > 1 else speakers[0]
        return self._speakers[key]

    def coordinated(self, mention: int | None, source: Span | None) -> tuple[int, ...]:
        """The mentions, by their numbers in reading order, of those who speak together; none where one speaks alone.

        Args:
            mention: the one that was chosen, by its number.
            source: all words that tell who speaks, as far as they are known.
        """
        if mention not in self._of:
            return ()
        found = self._joint.of_source(mention, source) if source is not None else ()
        found = found or self._joint.of_plural(mention, partial(self.corefer, mention))
        first = {id(self._of[number]): number for number in reversed(found) if number in self._of}
        return tuple(sorted(first.values())) if len(first) > 1 else ()

    def _named(self, source: Span) -> list[Cluster]:
        """Whom a label means: as "Q" or "A", by an office, initials, the names in it, or a form of a name.

        "THE CHAIR" is the one of "THE CHAIR (Ann Lee)" before it.
        """
        label = source.of(self._text)
        persons = [(n, self._mentions[n].of(self._text)) for n in self._of if self._mentions[n].kind == "person"]
        if label in (_QUESTION, _ANSWER):
            number = self.introduced_person(source.start, writer=label == _QUESTION)
            return [self._of[number]] if number is not None else []
        low, high = (bisect_left(self._mentions, at, key=lambda m: m.start) for at in (source.start, source.end))
        within = (n for n in range(low, high) if self._mentions[n].end <= source.end and n in self._of)
        inside = [n for n in within if not _NUMBER.match(self._text, self._mentions[n].end, source.end)]
        words = name_words(label)
        head, holder = self.roles.holders("".join(words[-1:]))
        named = any(n in inside or is_person_form(words, name_words(form)) for n, form in persons if form != label)
        if head is not None and not named:
            return [head]  # though "JUDGE" may look like a name
        meant = (
            *(n for n, form in persons if is_initials(label, form)),
            *(n for n in inside if label.startswith(f"{self._mentions[n].of(self._text)},")),  # "Ann Lee, chair, Acme"
            *(n for n in inside if self._mentions[n].kind == "person"),
            *(n for n, form in persons if is_person_form(words, name_words(form))),
            *(n for n in inside if self._mentions[n].kind in NAME_KINDS),
        )
        if meant:
            return [self._of[number] for number in self.coordinated(meant[0], source) or meant[:1]]
        fuller = [entities for known, entities in self._labelled.items() if known.startswith(f"{label} (")]
        return fuller[-1] if fuller else [holder] if holder else []

    def introduced_person(self, before: int, *, writer: bool) -> int | None:
        """Of whom the page tells most before an offset, or else who is "I" most often: the first mention's number.

        Args:
            before: an offset, as of the first turn of an interview.
            writer: whether it is to be one of the byline, or nobody of it.
        """
        writers = self._writers()
        named: defaultdict[int, list[int]] = defaultdict(list)  # by the identity of their entity
        for number, mention in enumerate(self._mentions):
            if mention.kind == "person" and mention.start < before and number in self._of:
                named[id(self._of[number])].append(number)

        def told(numbers: list[int]) -> tuple[int, int]:
            mentions = [self._mentions[n] for n in self._of[numbers[0]].mentions]
            early = sum(each.start < before for each in mentions)
            return early, sum(each.of(self._text) == "I" for each in mentions)

        def writes(numbers: list[int]) -> bool:
            return any(name_words(self._mentions[n].of(self._text)) in writers for n in numbers)

        found = max((numbers for numbers in named.values() if writes(numbers) == writer), key=told, default=None)
        return found[0] if found else None

    def _writers(self) -> set[tuple[str, ...]]:
        """With what words, two and more, lines go on after "by" ("Interview by Ann Lee, Merrow"): names among them."""
        lines = (name_words(line["writers"]) for line in _BYLINE.finditer(self._text))
        return {words[:length] for words in lines for length in range(2, _LONGEST_NAME + 1)}

    def speaker(self, entity: Cluster) -> Speaker:
        """The entity under its fullest name."""
        mentions = [self._mentions[number] for number in sorted(entity.mentions)]
        forms = (
            [m for m in mentions if m.kind in NAME_KINDS] or [m for m in mentions if m.kind != "pronoun"] or mentions
        )
        named = forms[0].kind in NAME_KINDS
        kind: SpeakerKind = ("person" if entity.kind == "person" else "organisation") if named else "unnamed"
        others = [m for m in forms if name_words(self._form(m)) != name_words(entity.surname)]
        best = self._fullest(others or forms) if named else forms[0]
        name = self._name(best) if named else _phrase(self._whole(best))
        if entity.surname and others and len(name_words(name)) == 1:
            name = f"{name} {entity.surname}"
        aliases = dict.fromkeys(map(self._name, forms)) if named else {}
        aliases.pop(name, None)
        role = self._role(entity)
        if role is not None and name_words(role) == name_words(name):
            role = None  # "the official spokesman" is all that is told of him
        return Speaker(name, kind, role, tuple(aliases), self._pronoun(mentions))

    def _fullest(self, forms: Sequence[Mention]) -> Mention:
        """The name with the most words, and the fewest initials and most hyphens, of those the one that stands first.

        Capitals all through are no fuller form.
        """

        def rank(mention: Mention) -> tuple[int, int, int, bool]:
            form = self._form(mention)
            words = name_words(form)
            return len(words), sum(len(word) > 1 for word in words), form.count("-"), not form.isupper()

        return max(forms, key=rank)

    def _name(self, mention: Mention) -> str:
        form = self._form(mention)
        name = bare_name(form) if mention.kind == "person" else form
        return name + self._endings.get(name_words(form), "")

    @cached_property
    def _endings(self) -> dict[tuple[str, ...], str]:
        """The "'s" of names that never stand without it and once at least own nothing ("Lloyd's"), by their words."""
        found: defaultdict[tuple[str, ...], list[Mention]] = defaultdict(list)
        for mention in self._mentions:
            if mention.kind in NAME_KINDS:
                found[name_words(mention.of(self._text))].append(mention)
        always = {words: all(_CLITIC.match(self._text, m.end) for m in forms) for words, forms in found.items()}
        return {words: max(self._ending(m.end) for m in found[words]) for words in found if always[words]}

    def _ending(self, end: int) -> str:
        """The "'s" that follows an offset if nothing is owned: before a verb or a mark it is a part of the name."""
        clitic = _CLITIC.match(self._text, end)
        free = clitic and (not clitic["next"] or clitic["next"] in _UNOWNED | lexicon("auxiliaries"))
        return clitic[1] if clitic and free else ""

    def _form(self, span: Span) -> str:
        return " ".join(span.of(self._text).split())

    def _whole(self, phrase: Span) -> str:
        """A description or role with the "'s" of a name at its end: "vicar of St Luke's"."""
        return self._form(phrase) + self._ending(phrase.end)

    def _pronoun(self, mentions: Sequence[Mention]) -> Pronoun | None:
        words = (mention.of(self._text).casefold() for mention in mentions if mention.kind == "pronoun")
        counted = Counter(THIRD_PERSON[word] for word in words if word in THIRD_PERSON)
        return counted.most_common(1)[0][0] if counted else None

    def _role(self, entity: Cluster) -> str | None:
        """The passage that tells most of what the entity is."""
        role = self.roles.best(entity, self._weights)
        words = self._whole(role).split() if role is not None else []
        while words[:-1] and words[-1] in lexicon("honorifics") and words[-2].casefold() not in lexicon("determiners"):
            words.pop()  # "backbencher, Dame" Ann Lee is a backbencher, "the Rev" Ann Lee no "the"
        return " ".join(words).rstrip(",") or None


def _phrase(words: str) -> str:
    """A noun phrase without what is added to it, and loose words at its end: "a poll released on" is "a poll"."""
    return without_loose_end(_ADDED.split(words, maxsplit=1)[0], _LOOSE)
