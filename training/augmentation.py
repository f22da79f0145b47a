"""Other names and offices in place of those of the training articles, so that the model learns where sources stand and
not who they were: the training articles are of one country, one year and one subject."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Sequence

from pressq.quotes.encoding.windows import Shape
from pressq.text.language_detection import detect
from pressq.text.lexicon import lexicon
from training.data import Chunk
from training.gold import Labels

__all__ = ["Augmenter"]

_LOCALES = (
    "en_US",
    "en_GB",
    "en_IN",
    "de_DE",
    "fr_FR",
    "es_ES",
    "it_IT",
    "pl_PL",
    "nl_NL",
    "sv_SE",
    "tr_TR",
    "pt_BR",
    "no_NO",
    "fi_FI",
    "cs_CZ",
    "id_ID",
    "ro_RO",
    "hr_HR",
    "en_IE",
    "fil_PH",
)
_HE = frozenset(["he", "his", "him", "himself", "il", "él", "er", "ihm", "ihn", "sein", "seine", "seiner", "seinem"])
_SHE = frozenset(["she", "her", "elle", "ella", "sie", "ihr", "ihre", "ihrer", "ihrem", "ihren"])
_TITLES = (
    "Dr.",
    "Prof.",
    "Professor",
    "Minister",
    "Judge",
    "Justice",
    "Sir",
    "Lord",
    "Lady",
    "Mr",
    "Mrs",
    "Ms",
    "Mr.",
    "Ms.",
    "Dame",
    "Captain",
    "Col.",
    "Gen.",
    "Sgt.",
    "Inspector",
    "Chancellor",
    "Commissioner",
    "Director",
    "Chairman",
    "Coach",
    "Bishop",
    "Rabbi",
    "Father",
    "Ambassador",
    "Councillor",
    "Superintendent",
    "Chief",
)
_OFFICES = (
    "minister",
    "professor",
    "director",
    "manager",
    "coach",
    "captain",
    "spokesman",
    "spokeswoman",
    "lawyer",
    "economist",
    "analyst",
    "scientist",
    "researcher",
    "doctor",
    "officer",
    "prosecutor",
    "judge",
    "chairman",
    "chairwoman",
    "founder",
    "partner",
    "secretary",
    "ambassador",
    "councillor",
    "bishop",
    "engineer",
)
_GROUPS = {
    "campaign": (
        "company",
        "club",
        "charity",
        "ministry",
        "court",
        "university",
        "hospital",
        "council",
        "firm",
        "union",
    ),
    "candidate": ("player", "minister", "defendant", "director", "striker", "author", "patient", "inventor"),
    "candidates": ("players", "ministers", "defendants", "directors", "doctors", "authors", "rivals"),
    "voters": ("customers", "patients", "fans", "residents", "shareholders", "students", "readers", "viewers"),
    "party": ("company", "team", "board", "ministry", "union", "agency", "bank", "society"),
    "election": ("merger", "match", "trial", "season", "study", "festival", "launch", "inquiry"),
    "debate": ("hearing", "meeting", "interview", "match", "conference", "session", "trial"),
    "nominee": ("winner", "manager", "chief", "captain", "chairman"),
    "republican": ("european", "german", "japanese", "local", "scientific", "catholic"),
    "democratic": ("regional", "federal", "french", "medical", "independent"),
}
_FROM_TITLES = frozenset(
    ("Sen.", "Rep.", "Gov.", "Senator", "Governor", "President", "Congressman", "Secretary", "Mr.", "Ms.", "Mrs.")
)
_FROM_OFFICES = frozenset(
    (
        "senator",
        "governor",
        "president",
        "congressman",
        "strategist",
        "pollster",
        "lawmaker",
        "businessman",
        "billionaire",
        "spokesman",
        "spokeswoman",
        "secretary",
        "chairman",
    )
)


class Augmenter:
    """Gives each article other names, anew for each pass.

    Where entities are marked, only persons get other names, and first names of the sex that their pronouns tell.
    """

    def __init__(self, parts: Sequence[Chunk], seed: int) -> None:
        from faker import Faker

        self._rng = random.Random(seed)
        self._articles: dict[int, list[Chunk]] = {}
        for chunk in parts:
            self._articles.setdefault(id(chunk.labels), []).append(chunk)
        self._lower = {
            word.lower()
            for chunk in parts
            for row in chunk.rows
            for word, feature in zip(row.words, row.window.features, strict=True)
            if feature[1] == Shape.LOWER
        }
        Faker.seed(seed)
        names = Faker(list(_LOCALES))
        self._last = self._single(names.last_name)
        self._first = {"he": self._single(names.first_name_male), "she": self._single(names.first_name_female)}
        self._names = sorted({*self._last, *self._first["he"], *self._first["she"]})

    @staticmethod
    def _single(make: Callable[[], str]) -> list[str]:
        found = {make() for _ in range(2500)}
        return sorted(name for name in found if name[0].isupper() and " " not in name and len(name) > 2)

    def renew(self) -> None:
        """Choose other names for the coming pass: of most articles, for most of their names."""
        for parts in self._articles.values():
            labels = parts[0].labels
            if labels.described:
                others = self._persons(labels) if self._rng.random() < 0.5 else {}
            elif labels.attitudes and detect(labels.text) == "en":  # German writes all nouns as it writes names
                others = self._any(parts)
            else:
                continue
            for chunk in parts:
                for row in chunk.rows:
                    row.others = others

    def _persons(self, labels: Labels) -> dict[str, str]:
        """Other names for the persons of an article."""
        text, rng = labels.text, self._rng
        pronouns: dict[str, Counter[str]] = {}
        for mention in labels.mentions:
            if mention.kind == "pronoun" and len(mention.entities) == 1:
                form = text[mention.start : mention.end].casefold()
                sex = "he" if form in _HE else "she" if form in _SHE else ""
                pronouns.setdefault(next(iter(mention.entities)), Counter())[sex] += 1
        others: dict[str, str] = {}
        common = {
            word
            for start, end, kind in labels.names or ()
            if kind == "organisation"
            for word in text[start:end].split()
        }
        for mention in labels.mentions:
            if mention.kind != "person" or len(mention.entities) != 1:
                continue
            words = text[mention.start : mention.end].split()
            told = pronouns.get(next(iter(mention.entities)), Counter()).most_common(1)
            first = self._first.get(told[0][0] if told else "")
            for place, word in enumerate(words):
                choices = self._last if place == len(words) - 1 else first
                if word in others or choices is None or not word[0].isupper() or len(word) < 3 or word in common:
                    continue
                others[word] = rng.choice(choices)
                for ending in ("'s", "’s"):
                    others[word + ending] = others[word] + ending
        return others

    def _any(self, parts: Sequence[Chunk]) -> dict[str, str]:
        """Other words for all that may be a name or an office."""
        others: dict[str, str] = {}
        rate = self._rng.choice((0.0, 0.5, 0.9))
        for chunk in parts if rate else ():
            for row in chunk.rows:
                for word, (_, shape, _, _) in zip(row.words, row.window.features, strict=True):
                    if word not in others:
                        others[word] = self._other(word, shape, others, rate)
        return others

    def _other(self, word: str, shape: int, names: dict[str, str], rate: float) -> str:
        rng = self._rng
        if word in _FROM_TITLES:
            return rng.choice(_TITLES) if rng.random() < 0.5 * rate else word
        low = word.lower()
        if low in _FROM_OFFICES and shape == Shape.LOWER:
            return rng.choice(_OFFICES) if rng.random() < 0.6 * rate else word
        if low in _GROUPS:
            return rng.choice(_GROUPS[low]) if rng.random() < 0.6 * rate else word
        for ending in ("'s", "’s", "'", "’"):
            if word.endswith(ending):
                stem = word.removesuffix(ending)
                if stem not in names:
                    names[stem] = self._other(stem, shape, names, rate)
                return names[stem] + ending
        if shape != Shape.TITLE or low in self._lower or word in lexicon("calendar") or len(word) < 3:
            return word
        return rng.choice(self._names) if rng.random() < rate else word
