"""Other names and offices in place of those of the training articles, so that the model learns where sources stand and
not who they were: the training articles are of one country, one year and one subject."""

from __future__ import annotations

import random
from collections.abc import Sequence

from pressq.quotes.windows import Shape
from pressq.text.lexicon import lexicon
from pressq.training.data import Example

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
    """Gives each article other names, anew for each pass."""

    def __init__(self, rows: Sequence[Example], seed: int) -> None:
        from faker import Faker

        self._rng = random.Random(seed)
        self._rows = rows
        lower = {
            w.lower()
            for row in rows
            for w, f in zip(row.words, row.window.features, strict=True)
            if f[1] == Shape.LOWER
        }
        self._lower = lower
        Faker.seed(seed)
        names = Faker(list(_LOCALES))
        found = {part for _ in range(2500) for part in (names.first_name(), names.last_name(), names.last_name())}
        self._names = sorted(n for n in found if n[0].isupper() and " " not in n and len(n) > 2)

    def renew(self) -> None:
        """Choose other names for the coming pass: of most articles, for most of their names."""
        per_article: dict[int, dict[str, str]] = {}
        share: dict[int, float] = {}
        for row in self._rows:
            names = per_article.setdefault(row.article, {})
            rate = share.setdefault(row.article, self._rng.choice((0.0, 0.5, 0.9)))
            for word, (_, shape, _, _) in zip(row.words, row.window.features, strict=True):
                if word not in names and rate:
                    names[word] = self._other(word, shape, names, rate)
            row.names = names

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
