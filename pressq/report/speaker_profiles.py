"""Who speaks, and how much: the quotations of one article or of many, gathered by speaker.

Within an article a speaker is who `pressq.quotes` says it is. Across articles two speakers are one where their keys are
the same, that is their full names (`pressq.quotes.speakers.keys`), and nothing contradicts: "George Bush" is "George W.
Bush" unless "George H. W. Bush" speaks as well. A surname alone and unnamed sources stay apart.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from pressq.article import Article, Quote, QuoteKind, Quotes, Speaker
from pressq.exports import Tabular
from pressq.text.lexicon import lexicon
from pressq.text.names import name_words
from pressq.text.words import words

__all__ = ["Group", "SpeakerProfile", "SpeakerProfiles", "Utterance", "merged", "person_keys", "speakers"]

_AFTER_HEAD = re.compile(r"[,;:(]| (?:of|for|at|in|on|from|with|to|who|whose|that|and) ")
_EXAMPLES: tuple[QuoteKind, ...] = ("direct", "mixed", "indirect")
_LONGEST_EXAMPLE = 40  # words


@dataclass(frozen=True, slots=True)
class Utterance:
    """A quotation with its number of words and the article it stands in."""

    article: Article
    quote: Quote
    words: int


@dataclass(frozen=True, slots=True)
class SpeakerProfile:
    """A speaker with all that he, she or it says: in time order where every article has a date, else as read."""

    speaker: Speaker
    utterances: tuple[Utterance, ...]
    articles: int

    @property
    def words(self) -> int:
        """All words of this speaker."""
        return sum(utterance.words for utterance in self.utterances)

    @property
    def median(self) -> Utterance:
        """The quotation of median length; of two in the middle the shorter."""
        by_length = sorted(self._asserted, key=lambda utterance: utterance.words)
        return by_length[(len(by_length) - 1) // 2]

    @property
    def example(self) -> Utterance:
        """A whole quotation to show: a direct one if there is any, and the longest of those of at most 40 words.

        Where all are longer it is the shortest.
        """
        kinds = [utterance.quote.kind for utterance in self._asserted]
        best = min(kinds, key=_EXAMPLES.index)
        known = [utterance for utterance in self._asserted if utterance.quote.kind == best]
        fitting = [utterance for utterance in known if utterance.words <= _LONGEST_EXAMPLE]
        return max(fitting, key=lambda one: one.words) if fitting else min(known, key=lambda one: one.words)

    @property
    def _asserted(self) -> tuple[Utterance, ...]:
        """What the speaker asserts; of a speaker who only denies, what is denied."""
        asserted = tuple(one for one in self.utterances if one.quote.polarity == "asserted")
        return asserted or self.utterances


@dataclass(frozen=True, slots=True)
class SpeakerProfiles(Tabular):
    """All speakers, most words first; `unattributed` are the quotations without one.

    A quotation of several who speak together is one of each; `quotes` and `words` count it once.
    """

    articles: int
    profiles: tuple[SpeakerProfile, ...]
    unattributed: tuple[Utterance, ...]
    words: int = field(init=False, compare=False)
    """The number of all words said, those of unattributed quotations included."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", sum(utterance.words for utterance in self._utterances))

    def __iter__(self) -> Iterator[SpeakerProfile]:
        return iter(self.profiles)

    def __len__(self) -> int:
        return len(self.profiles)

    def __repr__(self) -> str:
        return f"<SpeakerProfiles: {len(self)} speaker{'' if len(self) == 1 else 's'}, {self.quotes:,} quotations>"

    def _repr_html_(self) -> str:
        from pressq.output.frames import html_table

        lines = ((one.speaker.name, one.speaker.role or "", len(one.utterances), one.words) for one in self.profiles)
        return html_table(["Speaker", "Role", "Quotations", "Words"], lines)

    @property
    def quotes(self) -> int:
        """The number of all quotations, unattributed ones included."""
        return len(self._utterances)

    @property
    def _utterances(self) -> tuple[Utterance, ...]:
        return _each_once([*(profile.utterances for profile in self.profiles), self.unattributed])

    def share(self, profile: SpeakerProfile | Group) -> float:
        """The part of all words that are this speaker's, or of these speakers, 0 to 1."""
        return profile.words / (self.words or 1)

    @property
    def by_kind(self) -> tuple[Group, ...]:
        """Speakers by what they are: person, organisation, unnamed."""
        return _grouped(self.profiles, lambda speaker: speaker.kind)

    @property
    def by_pronoun(self) -> tuple[Group, ...]:
        """All but organisations by the pronoun that the article itself uses; None where it uses none."""
        people = (profile for profile in self.profiles if profile.speaker.kind != "organisation")
        return _grouped(people, lambda speaker: speaker.pronoun)

    @property
    def by_role(self) -> tuple[Group, ...]:
        """Speakers by the noun that heads their role: mayor, spokeswoman; None where the article states no role."""
        return _grouped(self.profiles, lambda speaker: _head(speaker.role) if speaker.role else None)


@dataclass(frozen=True, slots=True)
class Group:
    """Speakers who have something in common, its `name`, None where the article does not tell it."""

    name: str | None
    speakers: int
    quotes: int
    words: int


@dataclass(frozen=True, slots=True)
class _Appearance:
    """A speaker as one article has him or her."""

    article: int
    speaker: Speaker
    utterances: tuple[Utterance, ...]


def speakers(found: Quotes | Iterable[Quotes]) -> SpeakerProfiles:
    """Who speaks, in one article or over many, how often and how much.

        >>> article = pressq.parse('"We stay," said Ann Lee, the mayor. "For good," Lee said.')
        >>> for profile in pressq.speakers(pressq.quotes(article)):
        ...     print(profile.speaker.name, len(profile.utterances), profile.words)
        Ann Lee 2 4

    Args:
        found: the quotations of an article, or of each of several.
    """
    from pressq.quotes.speakers.keys import with_key

    read = [found] if isinstance(found, Quotes) else list(found)
    if all(one.article.published for one in read):
        read.sort(key=lambda one: one.article.published or "")
    appearances: list[_Appearance] = []
    unattributed: list[Utterance] = []
    for number, one in enumerate(read):
        said: dict[Speaker, list[Utterance]] = {}
        for quote in one.quotes:
            utterance = Utterance(one.article, quote, len(words(quote.text)))
            for speaker in quote.speaker.each if quote.speaker else ():
                known = speaker if speaker.key else with_key(speaker, one.article.sha256)
                said.setdefault(known, []).append(utterance)
            if quote.speaker is None:
                unattributed.append(utterance)
        appearances += [_Appearance(number, speaker, tuple(heard)) for speaker, heard in said.items()]
    gathered = [_profile(group) for group in _same(appearances)]
    gathered.sort(key=lambda profile: (-profile.words, -len(profile.utterances), profile.speaker.name))
    return SpeakerProfiles(len(read), tuple(gathered), tuple(unattributed))


def _profile(group: list[_Appearance]) -> SpeakerProfile:
    utterances = _each_once(appearance.utterances for appearance in group)
    whole = merged([appearance.speaker for appearance in group])
    return SpeakerProfile(whole, utterances, len({appearance.article for appearance in group}))


def merged(speakers: Sequence[Speaker]) -> Speaker:
    """One speaker of those of several articles: the fullest name and role, all aliases."""
    name = max((speaker.name for speaker in speakers), key=len)
    role = max((speaker.role for speaker in speakers if speaker.role), key=len, default=None)
    forms = dict.fromkeys(form for speaker in speakers for form in (speaker.name, *speaker.aliases))
    pronoun = next((speaker.pronoun for speaker in speakers if speaker.pronoun), None)
    aliases = tuple(form for form in forms if form != name)
    return Speaker(name, speakers[0].kind, role, aliases, pronoun, speakers[0].key)


def _each_once(said: Iterable[Iterable[Utterance]]) -> tuple[Utterance, ...]:
    """All utterances, those of several speakers once."""
    return tuple({id(one): one for some in said for one in some}.values())


def _grouped(profiles: Iterable[SpeakerProfile], feature: Callable[[Speaker], str | None]) -> tuple[Group, ...]:
    """Speakers counted by a feature, most words first."""
    groups: dict[str | None, list[SpeakerProfile]] = {}
    for profile in profiles:
        groups.setdefault(feature(profile.speaker), []).append(profile)
    counted = []
    for name, some in groups.items():
        said = _each_once(one.utterances for one in some)
        counted.append(Group(name, len(some), len(said), sum(utterance.words for utterance in said)))
    return tuple(sorted(counted, key=lambda group: (-group.words, -group.quotes, group.name or "")))


def _head(role: str) -> str:
    """The noun that heads a role: "minister" of "the deputy prime minister of Belgium"; the whole, if none is known."""
    phrase = _AFTER_HEAD.split(" ".join(role.split()).casefold(), maxsplit=1)[0]
    nouns = [word for word in re.findall(r"[\w-]+", phrase) if word in lexicon("roles")]
    return nouns[-1] if nouns else re.sub("^(?:an?|the) ", "", phrase)


def _same(appearances: list[_Appearance]) -> list[list[_Appearance]]:
    """Group the appearances of each speaker."""
    keys = person_keys([appearance.speaker for appearance in appearances])
    groups: dict[str, list[_Appearance]] = {}
    for key, one in zip(keys, appearances, strict=True):
        groups.setdefault(key, []).append(replace(one, speaker=replace(one.speaker, key=key)))
    return [sorted(group, key=lambda one: one.article) for group in groups.values()]


def person_keys(speakers: Sequence[Speaker]) -> list[str]:
    """The keys of speakers of many articles; those of one key who contradict each other get different ones.

    Contradictions are middle initials that differ, and he and she.
    """
    marks: dict[str, list[set[str]]] = {}
    for one in speakers:
        for values, mark in zip(marks.setdefault(one.key, [set(), set()]), (_initials, _pronoun), strict=True):
            values |= {mark(one)} - {""}
    keys = []
    for one in speakers:
        apart = [
            mark(one)
            for values, mark in zip(marks[one.key], (_initials, _pronoun), strict=True)
            if len(values) > 1 and mark(one)
        ]
        keys.append("~".join([one.key, *apart]))
    return keys


def _initials(speaker: Speaker) -> str:
    return "".join(word for word in name_words(speaker.name)[1:] if len(word) == 1)


def _pronoun(speaker: Speaker) -> str:
    return speaker.pronoun if speaker.pronoun in {"he", "she"} else ""
