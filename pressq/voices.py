"""Who speaks, and how much: the quotations of one article or of many, gathered by speaker.

Within an article a speaker is who `pressq.quotes` says it is. Across articles two speakers are one where their names
agree and nothing contradicts: "George Bush" joins "George W. Bush" unless "George H. W. Bush" speaks as well, "Xi"
joins the one "Xi Jinping" who is also called so. Unnamed sources of different articles stay apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pressq.article import Article, Quote, QuoteKind, Quotes, Speaker, SpeakerKind
from pressq.text.words import words

__all__ = ["Utterance", "Voice", "Voices", "voices"]

_EXAMPLES: tuple[QuoteKind, ...] = ("direct", "mixed", "indirect")
_LONGEST_EXAMPLE = 40  # words
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})


@dataclass(frozen=True, slots=True)
class Utterance:
    """A quotation with its number of words and the article it stands in."""

    article: Article
    quote: Quote
    words: int


@dataclass(frozen=True, slots=True)
class Voice:
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
        by_length = sorted(self.utterances, key=lambda utterance: utterance.words)
        return by_length[(len(by_length) - 1) // 2]

    @property
    def example(self) -> Utterance:
        """A whole quotation to show: a direct one if there is any, and the longest of those of at most 40 words.

        Where all are longer it is the shortest.
        """
        kinds = [utterance.quote.kind for utterance in self.utterances]
        best = min(kinds, key=_EXAMPLES.index)
        known = [utterance for utterance in self.utterances if utterance.quote.kind == best]
        fitting = [utterance for utterance in known if utterance.words <= _LONGEST_EXAMPLE]
        return max(fitting, key=lambda one: one.words) if fitting else min(known, key=lambda one: one.words)


@dataclass(frozen=True, slots=True)
class Voices:
    """All speakers, most words first; `unattributed` are the quotations without one."""

    articles: int
    voices: tuple[Voice, ...]
    unattributed: tuple[Utterance, ...]

    @property
    def quotes(self) -> int:
        """The number of all quotations, unattributed ones included."""
        return sum(len(voice.utterances) for voice in self.voices) + len(self.unattributed)

    @property
    def words(self) -> int:
        """The number of all words said, those of unattributed quotations included."""
        return sum(voice.words for voice in self.voices) + sum(utterance.words for utterance in self.unattributed)

    def share(self, voice: Voice) -> float:
        """The part of all words that are this speaker's, 0 to 1."""
        return voice.words / (self.words or 1)


@dataclass(frozen=True, slots=True)
class _Appearance:
    """A speaker as one article has him or her."""

    article: int
    speaker: Speaker
    utterances: tuple[Utterance, ...]


def voices(articles: Iterable[Quotes]) -> Voices:
    """Gather the quotations of `articles` by speaker."""
    read = list(articles)
    dates = [found.article.published for found in read]
    if all(dates):
        read.sort(key=lambda found: found.article.published or "")
    appearances: list[_Appearance] = []
    unattributed: list[Utterance] = []
    for number, found in enumerate(read):
        said: dict[Speaker, list[Utterance]] = {}
        for quote in found.quotes:
            heard = said.setdefault(quote.speaker, []) if quote.speaker else unattributed
            heard.append(Utterance(found.article, quote, len(words(quote.text))))
        appearances += [_Appearance(number, speaker, tuple(heard)) for speaker, heard in said.items()]
    gathered = [_voice(group) for group in _same(appearances)]
    gathered.sort(key=lambda voice: (-voice.words, -len(voice.utterances), voice.speaker.name))
    return Voices(len(read), tuple(gathered), tuple(unattributed))


def _voice(group: list[_Appearance]) -> Voice:
    """One voice of all appearances of one speaker: the fullest name and role, all aliases."""
    speakers = [appearance.speaker for appearance in group]
    name = max((speaker.name for speaker in speakers), key=len)
    role = max((speaker.role for speaker in speakers if speaker.role), key=len, default=None)
    forms = dict.fromkeys(form for speaker in speakers for form in (speaker.name, *speaker.aliases))
    pronoun = next((speaker.pronoun for speaker in speakers if speaker.pronoun), None)
    merged = Speaker(name, speakers[0].kind, role, tuple(form for form in forms if form != name), pronoun)
    utterances = tuple(utterance for appearance in group for utterance in appearance.utterances)
    return Voice(merged, utterances, len({appearance.article for appearance in group}))


@dataclass(frozen=True, slots=True, order=True)
class _Name:
    """A name in lower-case parts, as a key; `article` keeps unnamed sources of different articles apart."""

    kind: SpeakerKind
    parts: tuple[str, ...]
    suffix: str = ""
    article: int = -1

    @classmethod
    def of(cls, kind: SpeakerKind, name: str, article: int = -1) -> _Name:
        parts = re.findall(r"[\w&'’-]+", name.casefold())
        suffix = parts.pop() if len(parts) > 2 and parts[-1] in _SUFFIXES else ""
        return cls(kind, tuple(parts[parts[:1] == ["the"] :]), suffix, article if kind == "unnamed" else -1)

    @property
    def surname(self) -> _Name:
        return _Name(self.kind, self.parts[-1:])

    def shortens(self, full: _Name) -> bool:
        """Whether this may be a shorter form of the person's name `full`, as "G. Bush" of "George W. Bush".

        First names agree or one is the other's initial; middle names are left out or agree; so is a suffix.
        """
        if self == full or self.kind != "person" or self.surname != full.surname:
            return False
        mine, others = self.parts[:-1], full.parts[:-1]
        return (
            self.suffix in {"", full.suffix}
            and len(mine) in {0, 1, len(others)}
            and len(mine) <= len(others)
            and all(map(_same_name, mine, others))
        )


def _same(appearances: list[_Appearance]) -> list[list[_Appearance]]:
    """Group appearances whose names agree: equal names first, then each short form with the one full form it fits."""
    groups: dict[_Name, list[_Appearance]] = {}
    for appearance in appearances:
        speaker = appearance.speaker
        groups.setdefault(_Name.of(speaker.kind, speaker.name, appearance.article), []).append(appearance)
    called: dict[_Name, set[_Name]] = {}
    for name, group in groups.items():
        forms = {_Name.of(name.kind, alias) for appearance in group for alias in appearance.speaker.aliases}
        for form in {*forms, name.surname} if name.kind != "organisation" else forms:
            called.setdefault(form, set()).add(name)
    for name in sorted(groups, key=lambda name: (len(name.parts), sum(map(len, name.parts)), name)):
        fits = {full for full in called.get(name.surname, ()) if name.shortens(full)}
        fits |= {full for full in called.get(name, ()) if full != name and len(full.parts) > 1}
        fits &= groups.keys()
        fullest = [full for full in fits if not any(full.shortens(other) for other in fits)]
        if len(fullest) == 1:
            groups[fullest[0]] += groups.pop(name)
    return [sorted(group, key=lambda appearance: appearance.article) for group in groups.values()]


def _same_name(one: str, other: str) -> bool:
    """Whether two first or middle names agree: equal, or one the initial of the other."""
    return one == other or (1 in {len(one), len(other)} and one[:1] == other[:1])
