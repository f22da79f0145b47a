"""The clusters that labels of turns and credits mean: "LEE", "THE CHAIR (Ann Lee)", "Q"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from pressq.article import Span
from pressq.quotes.coreference.clusters import Cluster
from pressq.quotes.mentions.mention import NAME_KINDS, MentionSet
from pressq.quotes.speakers.interviewers import asks
from pressq.quotes.speakers.roles import Roles
from pressq.text.names import is_initials, is_person_form, name_words

__all__ = ["QUESTION", "LabelResolver"]

QUESTION, _ANSWER = "Q", "A"  # labels of the interviewer and of the interviewee
_BYLINE = re.compile(  # not "Salt by Ann Lee is out now"
    r"^[^\w\n]*(?:\w+ ){0,3}by (?P<writers>(?:(?! (?:is|was|will) )[^\n]){1,60})$", re.IGNORECASE | re.MULTILINE
)
_NUMBER = re.compile(r"\s\d{1,3}\Z")  # after a name that is only part of a label: "Heron 12"
_MAX_NAME = 8  # words


class LabelResolver:
    """Resolves the labels of one article.

    Args:
        mention_set: its mentions.
        of: the cluster of each mention, by number.
        roles: the stated roles.
        text: the article's text.
        coordinated: the mentions that speak together with one, by number, within a span.
    """

    def __init__(
        self,
        mention_set: MentionSet,
        of: Mapping[int, Cluster],
        roles: Roles,
        text: str,
        coordinated: Callable[[int, Span], tuple[int, ...]],
    ) -> None:
        self._mentions, self._of, self._roles, self._text = mention_set.mentions, of, roles, text
        self._coordinated = coordinated

    def resolve(self, labels: Iterable[Span]) -> dict[str, list[Cluster]]:
        """The clusters of each label, by its text; none for a label that means no known entity.

        Args:
            labels: in reading order; the first of each text decides. "THE CHAIR" is the entity of an earlier
                "THE CHAIR (Ann Lee)".
        """
        found: dict[str, list[Cluster]] = {}
        for label in labels:
            text = label.of(self._text)
            if text not in found:
                fuller = [clusters for known, clusters in found.items() if known.startswith(f"{text} (")]
                found[text] = self._clusters(label, fuller[-1] if fuller else [])
        return found

    def _clusters(self, label: Span, fuller: list[Cluster]) -> list[Cluster]:
        """The clusters of one label; `fuller` are those of an earlier, longer form of it."""
        text = label.of(self._text)
        if text in (QUESTION, _ANSWER):
            number = self.introduced_person(label.start, writer=text == QUESTION)
            return [] if number is None else [self._of[number]]
        inside, words = self._inside(label), name_words(text)
        head, holder = self._roles.holders("".join(words[-1:]))
        if head is not None and not self._names_person(text, inside):
            return [head]  # although "JUDGE" may look like a name
        number = next(self._meant(text, words, inside), None)
        if number is not None:
            return [self._of[each] for each in self._coordinated(number, label) or (number,)]
        return fuller or ([holder] if holder else [])

    @cached_property
    def _persons(self) -> list[tuple[int, str]]:
        """The names of persons: the numbers of their mentions, and their text."""
        persons = (number for number in self._of if self._mentions[number].kind == "person")
        return [(number, self._mentions[number].of(self._text)) for number in persons]

    def _inside(self, label: Span) -> list[int]:
        """The mentions inside a label, but not "Heron" in "Heron 12"."""
        low, high = (bisect_left(self._mentions, at, key=lambda m: m.start) for at in (label.start, label.end))
        within = (n for n in range(low, high) if self._mentions[n].end <= label.end and n in self._of)
        return [n for n in within if not _NUMBER.match(self._text, self._mentions[n].end, label.end)]

    def _names_person(self, label: str, inside: Sequence[int]) -> bool:
        """Does a label hold a person's name, or is it a form of one that stands elsewhere?"""
        words = name_words(label)
        return any(
            number in inside or is_person_form(words, name_words(form))
            for number, form in self._persons
            if form != label
        )

    def _meant(self, label: str, words: tuple[str, ...], inside: Sequence[int]) -> Iterator[int]:
        """The mentions that a label may mean, the likeliest first."""
        mentions = self._mentions
        yield from (n for n, form in self._persons if is_initials(label, form))
        yield from (n for n in inside if label.startswith(f"{mentions[n].of(self._text)},"))  # "Ann Lee, chair, Acme"
        yield from (n for n in inside if mentions[n].kind == "person")
        yield from (n for n, form in self._persons if is_person_form(words, name_words(form)))
        yield from (n for n in inside if mentions[n].kind in NAME_KINDS)

    def introduced_person(self, before: int, *, writer: bool) -> int | None:
        """The first mention of the person in the title, or mentioned most often before an offset, or most often "I".

        Args:
            before: an offset, as of the first turn of an interview.
            writer: whether to choose among the people of the byline and interviewers, or among all others.
        """
        writers = self._writers()
        named: defaultdict[int, list[int]] = defaultdict(list)  # by the identity of the cluster
        for number, mention in enumerate(self._mentions):
            if mention.kind == "person" and mention.start < before and number in self._of:
                named[id(self._of[number])].append(number)

        def prominence(numbers: list[int]) -> tuple[bool, int, int]:
            mentions = [self._mentions[n] for n in self._of[numbers[0]].mentions]
            early = sum(each.start < before for each in mentions)
            return (
                self._mentions[numbers[0]].paragraph == 0,
                early,
                sum(each.of(self._text) == "I" for each in mentions),
            )

        def writes(numbers: list[int]) -> bool:
            names = [self._mentions[n] for n in numbers]
            return any(asks(name, self._text) or name_words(name.of(self._text)) in writers for name in names)

        eligible = (numbers for numbers in named.values() if writes(numbers) == writer)
        found = max(eligible, key=prominence, default=None)
        return found[0] if found else None

    def _writers(self) -> set[tuple[str, ...]]:
        """The first words, two and more, after "by" in a line ("Interview by Ann Lee, Merrow")."""
        lines = (name_words(line["writers"]) for line in _BYLINE.finditer(self._text))
        return {words[:length] for words in lines for length in range(2, _MAX_NAME + 1)}
