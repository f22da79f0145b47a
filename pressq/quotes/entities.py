"""The persons and organisations of an article, each with all its mentions by name.

Full names come first; surnames, given names, nicknames and acronyms are then laid to the full name they shorten. What
no single place tells (is "Amgen" a person?) is decided by all places together.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections import Counter
from dataclasses import dataclass, field
from functools import cache

from pressq.article import SpeakerKind
from pressq.quotes.cues import is_cue_verb, is_finite_cue, is_speech
from pressq.quotes.names import Name, is_honorific, is_title
from pressq.quotes.sources import NamedReading
from pressq.text.lexicon import lexicon

__all__ = ["Entities", "Entity", "Gender"]

Gender = str | None  # "f", "m", or None where the text does not tell

_HUMAN = frozenset({"he", "she", "him", "her", "his"})
_NOT_HUMAN = frozenset({"it", "its", "they", "their"})
_POSSESSIVES = frozenset({"'s", "’s"})
_OF_COMPANIES = frozenset(
    {"shares", "stock", "customers", "employees", "sales", "profits", "revenue", "headquarters", "products", "board"}
    | {"ceo", "chairman", "spokesman", "spokeswoman", "users", "stores", "subsidiary", "earnings", "shareholders"}
)
# Words that a company's short name leaves out.
_KIN = frozenset({"wife", "husband", "son", "daughter", "brother", "sister", "mother", "father", "lady", "widow"})
_COMMERCIAL = ("ents", "ings", "ics", "oods", "ions", "ucts", "works", "tems")  # plurals that seldom end surnames
_SMALL = frozenset({"of", "for", "and", "the", "&", "on", "in"})


@dataclass(eq=False, slots=True)
class Entity:
    """A person or organisation: its forms as written and the names by which the article mentions it."""

    kind: SpeakerKind
    tokens: tuple[str, ...]
    mentions: list[Name] = field(default_factory=list)
    forms: Counter[str] = field(default_factory=Counter)
    outside: list[str] = field(default_factory=list)
    offices: set[str] = field(default_factory=set)
    places: list[int] = field(default_factory=list)
    relative: bool = False
    female: int = 0  # what says that it is a woman, less what says that it is a man

    @property
    def name(self) -> str:
        """The fullest form: most words, then most letters, then most frequent, then first.

        Forms that stand only inside quotations count where there is no full one outside: what sources call somebody
        ("Crooked ...") is not the name.
        """
        order = {form: -index for index, form in enumerate(self.forms)}
        full = [form for form in self.outside if " " in form] or self.outside or list(self.forms)
        return max(full, key=lambda form: (_length(form), len(form), self.forms[form], order[form]))

    @property
    def gender(self) -> Gender:
        """What titles, kinship and given names say, by majority; None where they say nothing or both."""
        return None if not self.female else "f" if self.female > 0 else "m"

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
        self._unclear: dict[tuple[str, ...], list[Name]] = {}
        for name in named.names:
            if name.kind == "unclear":
                self._unclear.setdefault(name.tokens, []).append(name)
        self._evidence: dict[tuple[str, ...], int] = {}
        self._gather()

    def find(self, tokens: tuple[str, ...], position: int, honorific: str | None = None) -> Entity | None:
        """The entity that `tokens`, a name or a part of one, mean at `position`; case does not matter."""
        return self._match(tuple(token.casefold() for token in tokens), position, honorific)

    def bearing(self, word: str) -> list[Entity]:
        """The entities in whose names `word`, in lower case, occurs."""
        return self._by_word.get(word, [])

    # ---------------------------------------------------------------- gathering
    def _gather(self) -> None:
        full: list[Name] = []
        short: list[Name] = []
        for name in self.named.names:
            if name.kind != "thing":
                (full if self._is_full(name) else short).append(name)
        for name in sorted(full, key=lambda name: name.kind == "unclear"):
            self._add_full(name)
        for name in short:
            self._add_short(name)
        self._merge_acronyms()
        for entity in self.all:
            entity.mentions.sort(key=lambda name: name.first)

    def _is_full(self, name: Name) -> bool:
        """Is it more than a surname, a given name, "de Grey", or "Downey Jr."?"""
        core = _core(name.tokens)
        return len(core) > 1 and not (len(core) == 2 and core[0] in lexicon("particles"))

    def _add_full(self, name: Name) -> None:
        if name.kind == "unclear" and (known := self.find(name.tokens, name.first)) is not None:
            self._mention(known, name)
            return
        kind: SpeakerKind = "person" if self._is_person(name) else "organisation"
        folded = tuple(token.casefold() for token in name.tokens)
        for entity in self._by_word.get(_core(name.tokens)[-1], ()):
            if entity.kind != kind:
                continue
            if kind == "organisation":
                other = tuple(token.casefold() for token in entity.tokens)
                same = other == folded or _is_short_for(other, folded) or _is_short_for(folded, other)
            else:
                same = _same_person(entity.tokens, name.tokens) and self._genders_agree(entity, name)
            if same:
                self._mention(entity, name)
                if len(name.tokens) > len(entity.tokens):
                    entity.tokens = name.tokens
                    self._index(entity)
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
        for token in _core(entity.tokens):
            known = self._by_word.setdefault(token, [])
            if entity not in known:
                known.append(entity)
            if entity.kind == "person":
                for nickname in _nicknames(token.capitalize()):
                    known = self._by_word.setdefault(nickname, [])
                    if entity not in known:
                        known.append(entity)

    def _mention(self, entity: Entity, name: Name) -> None:
        entity.mentions.append(name)
        insort(entity.places, name.first)
        self.of[name.first] = entity
        if name.honorific:
            entity.offices.add(name.honorific)
        entity.relative = entity.relative or self._is_relative(name)
        form = " ".join(self.reading.words(name.first, name.end).split())
        entity.forms[form] += 1
        if self.reading.quotation[name.first] < 0 and form not in entity.outside:
            entity.outside.append(form)
        if entity.kind != "person":
            return
        if name.honorific:
            word = name.honorific.casefold()
            if word in lexicon("female-titles"):
                entity.female += 3
            elif word in lexicon("male-titles"):
                entity.female -= 3
        if len(name.tokens) > 1:
            if name.tokens[0] in lexicon("given-names-female"):
                entity.female += 1
            if name.tokens[0] in lexicon("given-names-male"):
                entity.female -= 1
        before = self.reading.lower[name.title - 1] if name.title else ""
        if before in lexicon("female-titles"):
            entity.female += 2
        elif before in lexicon("male-titles"):
            entity.female -= 2

    def _is_relative(self, name: Name) -> bool:
        """ "his wife, Ann Lee", "Lee's son Tim": introduced as somebody's, with no office of her own."""
        lower = self.reading.lower
        kin = name.title - 2 if name.title and lower[name.title - 1] == "," else name.title - 1
        if kin < 1 or name.title < name.first or lower[kin] not in _KIN:
            return False
        return lower[kin] == "lady" or lower[kin - 1] in ("his", "her", "their", *_POSSESSIVES)

    def _genders_agree(self, entity: Entity, name: Name) -> bool:
        if not name.honorific or entity.gender is None:
            return True
        word = name.honorific.casefold()
        said = "f" if word in lexicon("female-titles") else "m" if word in lexicon("male-titles") else None
        return said is None or said == entity.gender

    def _is_person(self, name: Name) -> bool:
        """Decide by the name where it tells, else by what stands around it wherever it occurs."""
        if name.kind in ("person", "organisation"):
            return name.kind == "person"
        if name.tokens not in self._evidence:
            same = self._unclear.get(name.tokens, ())
            self._evidence[name.tokens] = sum(self._sign_of_person(other) for other in same)
        return self._evidence[name.tokens] + (name.tokens[0] in _given()) + 1.5 * (len(name.tokens) > 1) > 0

    def _sign_of_person(self, name: Name) -> int:
        """What stands around an unclear name: positive where it is a person's, negative where not."""
        lower, count = self.reading.lower, len(self.reading)
        before = lower[name.first - 1] if name.first else ""
        after = lower[name.end] if name.end < count else ""
        then = lower[name.end + 1] if name.end + 1 < count else ""
        following = then if after == "," else after
        score = -2 if name.tokens[-1].endswith(_COMMERCIAL) and len(name.tokens) > 1 else 0
        if before in lexicon("roles") or (name.honorific and not is_honorific(name.honorific)):
            score += 2
        if before == "the":
            score -= 2
        if before in lexicon("organisation-nouns"):
            score -= 3
        if before in ("in", "at", "near") and len(name.tokens) == 1:
            score -= 1
        if name.end < count and is_title(self.reading.forms[name.end]):
            score -= 3  # "Wells Fargo CEO"
        if after in _POSSESSIVES and then in _OF_COMPANIES:
            score -= 2
        if (
            after.isalpha()
            and self.reading.forms[name.end].islower()
            and after.endswith("s")
            and not is_cue_verb(after)
        ):
            score -= after in lexicon("groups") or after in _OF_COMPANIES
        if following == "who" or (after == "," and then.isdigit()) or (after == ":" and name.tokens[0].isupper()):
            score += 3
        if following == "which":
            score -= 3
        if any(token.isupper() and len(_bare(token)) > 1 for token in name.tokens):
            score -= 2
        if (is_speech(after) and is_finite_cue(after)) or (is_speech(before) and is_finite_cue(before)):
            score += 1
        if after == "," and any(word in lexicon("roles") for word in lower[name.end + 1 : name.end + 7]):
            score += 2
        stop = min(self.reading.sentence_bounds(name.first)[1] + 2, count)
        ahead = set(lower[name.end : stop])
        return score + bool(ahead & _HUMAN) - bool(ahead & _NOT_HUMAN)

    # ---------------------------------------------------------------- matching
    def _match(self, tokens: tuple[str, ...], position: int, honorific: str | None) -> Entity | None:
        """The best entity whose name holds `tokens` in one piece: surname before given name, then the nearest."""
        best: tuple[tuple[float, ...], Entity] | None = None
        for entity in self._by_word.get(tokens[-1], ()):
            fit = _fit(tokens, entity)
            if not fit or (honorific and not self._honorific_agrees(entity, honorific, position)):
                continue
            earlier = bisect_right(entity.places, position)
            near = (entity.places[earlier - 1] - position) / 200 if earlier else -50.0
            key = (float(fit), 0.3 * min(len(entity.mentions), 8) + near)
            if best is None or key > best[0]:
                best = key, entity
        return best[1] if best else None

    def _honorific_agrees(self, entity: Entity, honorific: str, position: int) -> bool:
        """ "Mrs. Lee" is no man; "President Lee" is not the Ann Lee who is named later and has no office."""
        if entity.kind != "person":
            return False
        if not is_honorific(honorific) and len(entity.tokens) > 1:
            later = entity.places[0] > position and self.reading.kind(position) == "body"
            if honorific not in entity.offices and (later or entity.relative):
                return False
        word = honorific.casefold()
        said = "f" if word in lexicon("female-titles") else "m" if word in lexicon("male-titles") else None
        return said is None or entity.gender in (None, said)

    def _merge_acronyms(self) -> None:
        """ "Securities and Exchange Commission (SEC)", or letters that are the initials of a name in the article."""
        full = [entity for entity in self.all if entity.kind == "organisation" and len(entity.tokens) > 1]
        owners: dict[str, Entity] = {}
        for entity in full:
            for initials in _initials(entity.tokens):
                owners.setdefault(initials, entity)
        for entity in full:
            if (acronym := self._defined_acronym(entity)) is not None:
                owners[acronym] = entity
        for entity in [entity for entity in self.all if len(entity.tokens) == 1 and _is_acronym(entity.tokens[0])]:
            letters = _bare(entity.tokens[0]).upper()
            owner = owners.get(letters) or next((e for e in full if _abbreviates(letters, e.tokens)), None)
            if owner is None or entity.kind == "person":
                continue
            for name in entity.mentions:
                self._mention(owner, name)
            self.all.remove(entity)
            self._by_word[entity.tokens[0].casefold()] = [owner]

    def _defined_acronym(self, entity: Entity) -> str | None:
        """The letters in brackets after a name."""
        forms = self.reading.forms
        for mention in entity.mentions:
            if forms[mention.end : mention.end + 1] == ["("]:
                inside = [form for form in forms[mention.end + 1 : mention.end + 3] if form != "the"]
                if inside and _is_acronym(inside[0]):
                    return _bare(inside[0]).upper()
        return None


def _initials(tokens: tuple[str, ...]) -> set[str]:
    letters = [token[0].upper() for token in tokens if token.casefold() not in _SMALL]
    return {"".join(letters), "".join(token[0].upper() for token in tokens if token[0].isalpha())}


def _abbreviates(letters: str, tokens: tuple[str, ...]) -> bool:
    """Are `letters`, three or more, initials of the name in order, from its first word to its last?"""
    initials = iter("".join(token[0].upper() for token in tokens if token.casefold() not in _SMALL))
    whole = "".join(token[0].upper() for token in tokens if token.casefold() not in _SMALL)
    return (
        len(letters) > 2
        and letters[0] == whole[:1]
        and letters[-1] == whole[-1:]
        and len(whole) - len(letters) <= 1
        and all(letter in initials for letter in letters)
    )


def _is_short_for(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """ "Homeland Security" for "Department of Homeland Security"; never "Supreme Court" for "Ohio Supreme Court"."""
    return 1 < len(short) < len(long) and long[-len(short) :] == short and "of" in long[: len(long) - len(short)]


def _given() -> frozenset[str]:
    return lexicon("given-names-male", "given-names-female")


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
    return len(letters) > 1 and letters.isalpha() and sum(map(str.isupper, letters)) >= len(letters) - 1


def _core(tokens: tuple[str, ...]) -> tuple[str, ...]:
    """Without Jr., nicknames, and a comma before them; in lower case."""
    return tuple(token.casefold() for token in tokens if token not in _suffixes() and token != ",")


def _same_person(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Can two full names be one person's? The surname is the same, initials and nicknames agree with the given name.

    "Suu Kyi" is the end of "Aung San Suu Kyi"; "J. Robert Oppenheimer" may be called "Robert Oppenheimer".
    """
    a, b = sorted((_core(one), _core(other)), key=len)
    if not a or a[-1] != b[-1]:
        return False
    if b[-len(a) :] == a or _given_agree(a[0], b[0]):
        return True
    return len(b) > 2 and _given_agree(a[0], b[1])


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
        if core[-size:] == tokens:
            return 2
        return (
            1
            if core[:size] == tokens and all(word.rstrip(".") in lexicon("corporate-words") for word in core[size:])
            else 0
        )
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
    return frozenset(word.casefold() for word in lexicon("places", "demonyms")) | {"american", "national"}
