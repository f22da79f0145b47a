"""The persons and organisations of an article, each with all its mentions by name.

Full names come first; surnames, given names, nicknames and acronyms are then laid to the full name they shorten. What
no single place tells (is "Amgen" a person?) is decided by all places together.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cache

from pressq.article import SpeakerKind
from pressq.quotes.cues import is_finite_cue, is_speech
from pressq.quotes.names import Name
from pressq.quotes.sources import NamedReading
from pressq.text.lexicon import lexicon

__all__ = ["Entities", "Entity", "Gender"]

Gender = str | None  # "f", "m", or None where the text does not tell

_SMALL = frozenset({"of", "for", "and", "the", "&", "on", "in"})


@dataclass(eq=False, slots=True)
class Entity:
    """A person or organisation: its forms as written and the names by which the article mentions it."""

    kind: SpeakerKind
    tokens: tuple[str, ...]
    mentions: list[Name] = field(default_factory=list)
    forms: Counter[str] = field(default_factory=Counter)
    genders: Counter[str] = field(default_factory=Counter)
    acronym: str | None = None

    @property
    def name(self) -> str:
        """The fullest form: most words, then most letters, then most frequent, then first."""
        order = {form: -index for index, form in enumerate(self.forms)}
        return max(self.forms, key=lambda form: (_length(form), len(form), self.forms[form], order[form]))

    @property
    def gender(self) -> Gender:
        """What titles, kinship and given names say, by majority; None where they say nothing or both."""
        female, male = self.genders["f"], self.genders["m"]
        return None if female == male else "f" if female > male else "m"

    @property
    def aliases(self) -> tuple[str, ...]:
        """The other forms, in order of appearance."""
        name = self.name
        return tuple(form for form in self.forms if form != name)


def _length(form: str) -> int:
    return sum(word not in ("Jr", "Jr.", "Sr.") for word in form.split())


class Entities:
    """All entities of an article, and which of them each name means."""

    def __init__(self, named: NamedReading) -> None:
        self.named = named
        self.reading = named.reading
        self.all: list[Entity] = []
        self.of: dict[int, Entity] = {}  # by the position where a name starts
        self._by_word: dict[str, list[Entity]] = {}
        self._gather()

    def find(self, tokens: tuple[str, ...], position: int, honorific: str | None = None) -> Entity | None:
        """The entity that `tokens`, a name or a part of one, mean at `position`; case does not matter."""
        return self._match(tuple(token.casefold() for token in tokens), position, honorific)

    # ---------------------------------------------------------------- gathering
    def _gather(self) -> None:
        short: list[Name] = []
        for name in self.named.names:
            if name.kind == "place":
                continue
            if len(name.tokens) > 1 and self._is_full(name):
                self._add_full(name)
            else:
                short.append(name)
        for name in short:
            self._add_short(name)
        self._acronyms()
        for entity in self.all:
            entity.mentions.sort(key=lambda name: name.first)

    def _is_full(self, name: Name) -> bool:
        if name.kind == "person":
            return not (
                len(name.tokens) == 2 and (name.tokens[0] in lexicon("particles") or name.tokens[-1] in _suffixes())
            )
        return True

    def _add_full(self, name: Name) -> None:
        kind: SpeakerKind = "person" if self._is_person(name) else "organisation"
        for entity in self._by_word.get(name.tokens[-1].casefold(), []) if kind == "person" else ():
            if (
                entity.kind == "person"
                and _same_person(entity.tokens, name.tokens)
                and self._genders_agree(entity, name)
            ):
                self._mention(entity, name)
                if len(name.tokens) > len(entity.tokens):
                    entity.tokens = name.tokens
                    self._index(entity)
                return
        if kind == "organisation":
            folded = tuple(token.casefold() for token in name.tokens)
            for entity in self._by_word.get(folded[-1], []):
                if entity.kind == kind and tuple(token.casefold() for token in entity.tokens) == folded:
                    self._mention(entity, name)
                    return
        self._new(kind, name)

    def _add_short(self, name: Name) -> None:
        entity = self.find(name.tokens, name.first, name.honorific)
        if entity is not None:
            self._mention(entity, name)
            return
        self._new("person" if self._is_person(name) else "organisation", name)

    def _new(self, kind: SpeakerKind, name: Name) -> None:
        entity = Entity(kind, name.tokens)
        self.all.append(entity)
        self._index(entity)
        self._mention(entity, name)

    def _index(self, entity: Entity) -> None:
        for token in entity.tokens:
            known = self._by_word.setdefault(token.casefold(), [])
            if entity not in known:
                known.append(entity)
            if entity.kind == "person":
                for nickname in _nicknames(token):
                    known = self._by_word.setdefault(nickname, [])
                    if entity not in known:
                        known.append(entity)

    def _mention(self, entity: Entity, name: Name) -> None:
        entity.mentions.append(name)
        self.of[name.first] = entity
        entity.forms[" ".join(name.tokens)] += 1
        if entity.kind != "person":
            return
        if name.honorific:
            word = name.honorific.casefold()
            if word in lexicon("female-titles"):
                entity.genders["f"] += 3
            elif word in lexicon("male-titles"):
                entity.genders["m"] += 3
        if len(name.tokens) > 1:
            if name.tokens[0] in lexicon("given-names-female"):
                entity.genders["f"] += 1
            if name.tokens[0] in lexicon("given-names-male"):
                entity.genders["m"] += 1
        before = self.reading.lower[name.title - 1] if name.title else ""
        if before in lexicon("female-titles"):
            entity.genders["f"] += 2
        elif before in lexicon("male-titles"):
            entity.genders["m"] += 2

    def _genders_agree(self, entity: Entity, name: Name) -> bool:
        if not name.honorific or entity.gender is None:
            return True
        word = name.honorific.casefold()
        said = "f" if word in lexicon("female-titles") else "m" if word in lexicon("male-titles") else None
        return said is None or said == entity.gender

    def _is_person(self, name: Name) -> bool:
        """Decide by the name where it tells, else by what stands around it."""
        if name.kind in ("person", "organisation"):
            return name.kind == "person"
        return self._person_evidence(name.tokens) > 0

    def _person_evidence(self, tokens: tuple[str, ...]) -> int:
        """Signs around all mentions of an unclear name that it is a person (positive) or not (negative)."""
        lower = self.reading.lower
        score = 0
        for name in self.named.names:
            if name.tokens != tokens:
                continue
            before = lower[name.first - 1] if name.first else ""
            after = lower[name.end] if name.end < len(lower) else ""
            then = lower[name.end + 1] if name.end + 1 < len(lower) else ""
            if before in lexicon("roles"):
                score += 2
            if before == "the":
                score -= 2
            if after == "who" or (after == "," and (then == "who" or then.isdigit())):
                score += 3
            if after == "which" or (after == "," and then == "which"):
                score -= 3
            _, stop = self.reading.sentence_bounds(name.first)
            ahead = lower[stop : stop + 12] if lower[stop : stop + 1] != [] else []
            if is_speech(after) and is_finite_cue(after):
                score += 1
            if any(word in ("he", "she", "him", "her", "his") for word in (*lower[name.end : stop], *ahead[:2])):
                score += 1
            if any(word in ("it", "its", "they", "their") for word in (*lower[name.end : stop], *ahead[:2])):
                score -= 1
        return score

    # ---------------------------------------------------------------- matching
    def _match(self, tokens: tuple[str, ...], position: int, honorific: str | None) -> Entity | None:
        """The best entity whose name holds `tokens` in one piece: surname before given name, then the nearest."""
        best: tuple[tuple[float, ...], Entity] | None = None
        for entity in self._by_word.get(tokens[-1], ()):
            fit = _fit(tokens, entity)
            if not fit or (honorific and not self._honorific_agrees(entity, honorific)):
                continue
            earlier = [mention.first for mention in entity.mentions if mention.first <= position]
            near = -(position - earlier[-1]) / 200 if earlier else -50.0
            key = (float(fit), 0.3 * min(len(entity.mentions), 8) + near)
            if best is None or key > best[0]:
                best = key, entity
        return best[1] if best else None

    def _honorific_agrees(self, entity: Entity, honorific: str) -> bool:
        if entity.kind != "person":
            return False
        word = honorific.casefold()
        said = "f" if word in lexicon("female-titles") else "m" if word in lexicon("male-titles") else None
        return said is None or entity.gender in (None, said)

    def _acronyms(self) -> None:
        """ "Securities and Exchange Commission (SEC)", or letters that are the initials of a name in the article."""
        forms = self.reading.forms
        full = [entity for entity in self.all if entity.kind == "organisation" and len(entity.tokens) > 1]
        merged: dict[int, Entity] = {}
        for entity in full:
            for mention in entity.mentions:
                if mention.end + 2 < len(forms) and forms[mention.end] == "(":
                    inside = [form for form in forms[mention.end + 1 : mention.end + 4] if form not in ("the", ")")]
                    if inside and _is_acronym(inside[0]):
                        entity.acronym = _bare(inside[0])
        by_initials: dict[str, Entity] = {}
        for entity in full:
            initials = "".join(token[0] for token in entity.tokens if token.casefold() not in _SMALL)
            by_initials.setdefault(initials.upper(), entity)
            by_initials.setdefault("".join(token[0] for token in entity.tokens if token != "the").upper(), entity)
            if entity.acronym:
                by_initials[entity.acronym] = entity
        for entity in list(self.all):
            if len(entity.tokens) == 1 and _is_acronym(entity.tokens[0]) and entity.kind == "organisation":
                owner = by_initials.get(_bare(entity.tokens[0]))
                if owner is not None and owner is not entity:
                    merged[id(entity)] = owner
        for entity in list(self.all):
            if (owner := merged.get(id(entity))) is not None:
                for name in entity.mentions:
                    owner.mentions.append(name)
                    owner.forms[" ".join(name.tokens)] += 1
                    self.of[name.first] = owner
                self.all.remove(entity)
                self._by_word[entity.tokens[0].casefold()] = [owner]


@cache
def _suffixes() -> frozenset[str]:
    return lexicon("name-suffixes")


@cache
def _nickname_table() -> dict[str, tuple[str, ...]]:
    return {entry.split()[0]: tuple(entry.casefold().split()[1:]) for entry in lexicon("nicknames")}


def _nicknames(token: str) -> tuple[str, ...]:
    return _nickname_table().get(token, ())


def _bare(token: str) -> str:
    return token.replace(".", "")


def _is_acronym(token: str) -> bool:
    letters = _bare(token)
    return len(letters) > 1 and letters.isupper() and letters.isalpha()


def _core(tokens: tuple[str, ...]) -> tuple[str, ...]:
    """Without Jr., nicknames, and a comma before them; in lower case."""
    return tuple(token.casefold() for token in tokens if token not in _suffixes() and token != ",")


def _same_person(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Can two full names with the same last word be one person's? Initials and nicknames agree with the given name."""
    a, b = _core(one), _core(other)
    if not a or not b or a[-1] != b[-1]:
        return False
    if len(a) == 1 or len(b) == 1:
        return True
    return (
        _given_agree(a[0], b[0])
        or (len(a) > 2 and _given_agree(a[1], b[0]))
        or (len(b) > 2 and _given_agree(a[0], b[1]))
    )


def _given_agree(one: str, other: str) -> bool:
    if one == other:
        return True
    if one.rstrip(".")[:1] == other.rstrip(".")[:1] and (len(one.rstrip(".")) == 1 or len(other.rstrip(".")) == 1):
        return True
    nicknames = {*_nicknames(one.capitalize())}, {*_nicknames(other.capitalize())}
    return other in nicknames[0] or one in nicknames[1] or bool(nicknames[0] & nicknames[1])


def _fit(tokens: tuple[str, ...], entity: Entity) -> int:
    """How `tokens` (in lower case) shorten the entity's name: 4 whole, 3 surname, 2 first words, 1 within, 0 not."""
    name = tuple(token.casefold() for token in entity.tokens)
    core = _core(entity.tokens)
    if tokens in (name, core):
        return 4
    tokens = tuple(token for token in tokens if token not in ("jr", "jr.", "junior", "sr.", ",")) or tokens
    size = len(tokens)
    if entity.kind == "organisation":
        if size == 1 and (len(tokens[0]) < 3 or tokens[0] in _weak_words()):
            return 0
        if core[-size:] == tokens or core[:size] == tokens:
            return 2
        return 1 if size > 1 and any(core[i : i + size] == tokens for i in range(len(core))) else 0
    if core[-size:] == tokens:
        return 3
    if core[:size] == tokens:
        return 2
    if size == 1 and tokens[0] in _nicknames(entity.tokens[0]):
        return 2
    if size > 1 and len(core) > 1 and core[-1] == tokens[-1] and _given_agree(core[0], tokens[0]):
        return 3
    return 1 if any(core[i : i + size] == tokens for i in range(len(core))) else 0


@cache
def _weak_words() -> frozenset[str]:
    """Words that stand in too many names of organisations to mean one of them."""
    return frozenset(word.casefold() for word in lexicon("places") | lexicon("demonyms")) | {"american", "national"}
