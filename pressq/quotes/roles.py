"""What the article says a person or organisation is: titles, appositions, clauses with "is" or "as", verbatim."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from pressq.quotes.cues import is_cue_verb, is_finite_cue
from pressq.quotes.entities import Entity
from pressq.quotes.names import Name, is_honorific, is_title
from pressq.quotes.sources import NamedReading
from pressq.text.lexicon import lexicon

__all__ = ["EntityRoles", "Role"]

_DASHES = frozenset({"--", "—", "–", "-", "_", "―"})
_POSSESSIVES = frozenset({"'s", "’s"})
_ARTICLES = frozenset({"the", "a", "an"})
_OPENERS = _ARTICLES | {"one", "his", "her", "its", "their", "our", "my", "former", "now"}
_BREAKS = frozenset({"said", "told", "is", "was", "were", "are", "has", "had", "have", "will", "would", "that", "but"})
_OFFICE_VERBS = frozenset(
    {"heads", "runs", "leads", "chairs", "directs", "edits", "owns", "manages", "oversees", "teaches"}
)
_BE = frozenset({"is", "was", "became", "remains"})
_ADVERBS = frozenset({"now", "also", "still", "currently", "then", "once", "later", "previously", "formerly"})
_PARTICIPLES = frozenset(
    {
        "retired",
        "united",
        "acclaimed",
        "celebrated",
        "convicted",
        "accused",
        "disgraced",
        "respected",
        "renowned",
        "jailed",
    }
)
# Nouns that say little about what somebody stands for.
_WEAK = frozenset(
    {
        "critic",
        "friend",
        "man",
        "woman",
        "person",
        "father",
        "mother",
        "son",
        "daughter",
        "supporter",
        "opponent",
        "wife",
    }
    | {"resident", "native", "husband", "boy", "girl", "brother", "sister", "rival", "ally", "republican", "democrat"}
    | {"winner", "parent", "member", "youth", "teenager", "victim", "guest", "fan", "liberal", "conservative"}
)
_BEFORE_TITLES = frozenset(
    {"former", "retired", "acting", "late", "longtime", "then", "state", "federal", "deputy", "assistant", "interim"}
    | {"outgoing", "incoming", "current", "local", "national", "senior", "top", "new", "ex", "veteran", "vice", "one"}
)
_TIME = frozenset(
    {"day", "days", "week", "weeks", "month", "months", "year", "years", "time", "move", "moment", "night"}
)
_LONGEST = 24  # words
_TOLD = 0.3  # how much each word of a passage adds, up to ten


@dataclass(frozen=True, slots=True)
class Role:
    """A passage, in positions, that tells what somebody is; `weight` orders passages by how much they tell."""

    first: int
    end: int
    weight: float


_CREDENTIALS = re.compile(
    r"(?:,\s*(?:Ph\.?\s?D\.?|[MJ]\.?D\.?|D\.?D\.?S\.?|D\.?V\.?M\.?|Ed\.?D\.?|Psy\.?D\.?|LL\.?[BMD]\.?|[MB]\.?A\.?|MBA|MPH"
    r"|MSc|R\.?N\.?|CPA|CFA|P\.?E\.?|Esq\.?|[QK]\.?C\.?|M\.?P\.?|[OCMK]BE))+(?=\s*,)"
)


class EntityRoles:
    """The roles of each entity, found when first asked for."""

    def __init__(self, named: NamedReading, pairs: Mapping[int, tuple[Name, ...]]) -> None:
        self.named = named
        self._passages = _Passages(named)
        self._pairs = pairs
        self._shared: dict[int, Name] = {}  # the name that bears the title which several share
        for group in {id(group): group for group in pairs.values()}.values():
            for member in group[1:]:
                self._shared[member.first] = group[0]
        self._found: dict[Entity, list[Role]] = {}
        self._nouns: dict[Entity, set[str]] = {}
        self._words: dict[Entity, set[str]] = {}
        self._noted: dict[Entity, list[Role]] = {}

    def modifiers(self, head: int, floor: int) -> int:
        """Where the noun phrase begins whose head noun is at `head`, not before `floor`."""
        return self._passages.modifiers(head, floor)

    def add(self, entity: Entity, role: Role) -> None:
        """Note a role that a mention has told ("the former secretary of state said")."""
        self._noted.setdefault(entity, []).append(role)

    def fullest(self, entity: Entity) -> str | None:
        """The most telling passage, as the article states it."""
        passages = [*self._roles(entity), *self._noted.get(entity, ())]
        if not passages:
            return None
        best = max(passages, key=lambda role: role.weight)
        return self.named.reading.words(best.first, best.end)

    def nouns(self, entity: Entity) -> set[str]:
        """The nouns by which the entity can be taken up again: of its roles, titles, and an organisation's name."""
        if entity not in self._nouns:
            nouns: set[str] = set()
            for role in self._roles(entity):
                nouns |= self._role_nouns(role)
            for name in entity.mentions:
                nouns |= self._role_nouns(Role(name.title, name.first, 0))
            if entity.kind == "organisation":
                nouns |= {token.casefold() for token in entity.tokens}
            self._nouns[entity] = nouns
        return self._nouns[entity]

    def words(self, entity: Entity) -> set[str]:
        """All words of the entity's roles and names, in lower case."""
        if entity not in self._words:
            told = {token.casefold() for token in entity.tokens}
            for role in self._roles(entity):
                told.update(self.named.reading.lower[role.first : role.end])
            self._words[entity] = told
        return self._words[entity]

    def _roles(self, entity: Entity) -> list[Role]:
        if entity not in self._found:
            found: list[Role] = []
            for name in entity.mentions:
                found.extend(self._passages.before(name, entity))
                found.extend(self._passages.after(name, entity))
                sharing = self._shared.get(name.first)
                if sharing is not None and entity.kind == "person":
                    found.extend(role for role in self._passages.before(sharing, entity) if self._is_plural(role))
                group = self._pairs.get(name.first)
                if group is not None and entity.kind == "person":
                    found.extend(self._passages.after(group[-1], entity, plural=True))
            self._found[entity] = found
        return self._found[entity]

    def _is_plural(self, role: Role) -> bool:
        form = self.named.reading.lower[role.end - 1].rstrip(".")
        return form.endswith("s") and not form.endswith("ss")

    def _role_nouns(self, role: Role) -> set[str]:
        """The nouns in a role by which its bearer can be taken up again ("Sen.": senator, lawmaker)."""
        nouns: set[str] = set()
        forms, lower = self.named.reading.forms, self.named.reading.lower
        for position in range(role.first, role.end):
            word = lower[position]
            if word in lexicon("prepositions") and position > role.first:
                break
            if word in lexicon("roles") or word in lexicon("organisation-nouns"):
                nouns.add(word)
            elif word.endswith("s") and word[:-1] in lexicon("roles"):
                nouns.add(word[:-1])
            nouns |= _title_nouns().get(forms[position], frozenset())
        return nouns


@cache
def _title_nouns() -> dict[str, frozenset[str]]:
    return {entry.split()[0]: frozenset(entry.split()[1:]) for entry in lexicon("title-nouns")}


def _is_role_noun(word: str) -> bool:
    return (
        word in lexicon("roles") or word in lexicon("groups") or (word.endswith("s") and word[:-1] in lexicon("roles"))
    )


class _Passages:
    """Role passages before and after a name."""

    def __init__(self, named: NamedReading) -> None:
        self.named = named
        self.reading = named.reading
        self.forms = named.reading.forms
        self.lower = named.reading.lower

    # ------------------------------------------------------------------------------------ before the name
    def before(self, name: Name, entity: Entity) -> list[Role]:
        """ "longtime pollster X", "Sen. X", "the BBC's X", "the prosecutor, X", "solidarity group X"."""
        last = name.first - 1
        floor = self.reading.sentence_bounds(name.first)[0]
        if last < floor or self.reading.quotation[last] != self.reading.quotation[name.first]:
            return []
        if entity.kind == "organisation":
            if self.lower[last] not in lexicon("organisation-nouns") or not self.forms[last].islower():
                return []
            first = self.modifiers(last, floor)
            return [Role(first, last + 1, 1.0 + _told(first, last + 1))] if last > first else []
        if self.lower[last] == ",":
            return self._apposed(name, last, floor)
        if self.lower[last] in _POSSESSIVES:
            first = self.modifiers(last, floor)
            owner = self.named.name_from(first) or self.named.name_from(first + 1)
            return [Role(first, last + 1, 0.5)] if owner is not None and owner.kind == "organisation" else []
        first = name.title
        if is_honorific(self.forms[last]) and self.forms[last] not in ("Prof.", "Prof", "Professor", "Rev.", "Rabbi"):
            last -= 1
        if last < floor or (last < name.title and not _is_role_noun(self.lower[last])):
            return []
        first = self.modifiers(min(last, name.title), floor)
        return [Role(first, last + 1, 1.8 + _told(first, last + 1))]

    def modifiers(self, last: int, floor: int) -> int:
        """Where the noun phrase whose head is at `last` begins, with its modifiers and its article."""
        position = last
        capital = self.forms[last][0].isupper()
        while position > floor and last - position < 10:
            before = self.lower[position - 1]
            if self.reading.quotation[position - 1] != self.reading.quotation[last]:
                break
            if before in _ARTICLES:
                return position - 1
            if not (self.forms[position - 1][0].isalnum() or before in _POSSESSIVES or before == "&"):
                break
            if capital and self.forms[position - 1].islower() and not self._may_precede_title(position - 1):
                break
            joined = before == "and" and position - 2 >= floor and _is_role_noun(self.lower[position - 2])
            if not joined and self._bounds(position - 1):
                break
            position -= 1
        return position

    def _may_precede_title(self, position: int) -> bool:
        """ "former Sen.", "state Attorney General", "party Chairman": never a verb, as in "see Gov."."""
        word = self.lower[position]
        known = word in _BEFORE_TITLES or word in _POSSESSIVES or "-" in word
        return known or _is_role_noun(word) or word in lexicon("organisation-nouns")

    def _bounds(self, position: int) -> bool:
        """Is this word outside the noun phrase after it?"""
        word = self.lower[position]
        if word in _POSSESSIVES or word in ("former", "one", "two", "late", "second", "first"):
            return False
        if word in lexicon("prepositions", "conjunctions", "auxiliaries", "verb-adverbs", "function-words"):
            return True
        if word.endswith("ly") or self.forms[position] in lexicon("calendar"):
            return True
        if is_finite_cue(word) or (is_cue_verb(word) and word.endswith("ing")):
            return not _is_role_noun(word)
        return word.endswith("ed") and "-" not in word and word not in _PARTICIPLES

    def _apposed(self, name: Name, comma: int, floor: int) -> list[Role]:
        """ "the prosecutor, X," and "a lawyer for the paper, X,"."""
        first = comma - 1
        while first > floor and self.lower[first] not in (",", ";", ":", "(", ")") and comma - first < _LONGEST:
            possessive = self.lower[first] in ("his", "her", "their", "its")
            if possessive or (self.lower[first] in _OPENERS and self.lower[first - 1] not in lexicon("prepositions")):
                break
            first -= 1
        after = self.lower[name.end] if name.end < len(self.lower) else "."
        head = self.lower[self._head(first, comma)]
        if self.lower[first] not in _OPENERS or not _is_role_noun(head) or after not in (",", ".", ")", *_DASHES):
            return []
        return [Role(first, comma, 2.5 + _told(first, comma))]

    def _head(self, first: int, end: int) -> int:
        """The head noun of a noun phrase: the last word before its first preposition, relative, or comma."""
        position = first
        while position < end and not (
            (position > first and self.lower[position] in lexicon("prepositions"))
            or self.lower[position] in ("who", "which", "that", ",", "(", "whose")
            or self.forms[position] in lexicon("calendar")
        ):
            position += 1
        return max(position - 1, first)

    # ------------------------------------------------------------------------------------- after the name
    def after(self, name: Name, entity: Entity, plural: bool = False) -> list[Role]:
        """ "X, a professor at ...", "X (D-Mich.), head of ...", "X is a ...", "X of the Y", "X, who is ..."."""
        stop = self.reading.sentence_bounds(name.end - 1)[1]
        position = self._past_age(self._past_bracket(self._past_credentials(name.end), stop), stop)
        if position >= stop or self.reading.quotation[position] != self.reading.quotation[name.first]:
            return []
        word = self.lower[position]
        found = [] if plural or entity.kind != "person" else self._with_as(name.end, stop)
        if word == "," or word in _DASHES:
            roles = self._apposition(position, stop, entity)
            return [*found, *(r for r in roles if not plural or self.lower[self._head(r.first, r.end)].endswith("s"))]
        if plural:
            return []
        if word in _BE:
            start = self._past(position + 1, stop, _ADVERBS)
            if start < stop and (self.lower[start] in _ARTICLES or self._is_office(start)):
                found += self._passage(start, stop, 1.6, entity)
        elif word in ("of", "from") and entity.kind == "person":
            start = position + 2 if self.lower[position + 1 : position + 2] == ["the"] else position + 1
            other = self.named.name_from(start)
            if other is not None and other.kind == "organisation":
                found.append(Role(position + 1, other.end, 1.2))
        return found

    def _is_office(self, position: int) -> bool:
        """ "head of", "director of": a role noun that needs no article."""
        return _is_role_noun(self.lower[position]) or is_title(self.forms[position])

    def _past(self, position: int, stop: int, words: frozenset[str]) -> int:
        while position < stop and self.lower[position] in words:
            position += 1
        return position

    def _past_credentials(self, position: int) -> int:
        """Past ", Ph.D." and ", M.D., MPH", where something follows."""
        match = _CREDENTIALS.match(self.reading.text, self.reading.ends[position - 1])
        return self.reading.range_of(*match.span())[1] if match else position

    def _past_bracket(self, position: int, stop: int) -> int:
        if position < stop and self.lower[position] == "(":
            while position < stop and self.lower[position] != ")":
                position += 1
            return position + 1
        return position

    def _past_age(self, position: int, stop: int) -> int:
        """Past ", 73" and ", R-Pa."."""
        lower = self.lower
        if position + 2 < stop and lower[position] == ",":
            ahead = position + 1
            if lower[ahead].isdigit() and lower[ahead + 1] in (",", "and"):
                return ahead + 1
            if lower[ahead][:2] in ("r-", "d-", "i-"):
                ahead += 2 if lower[ahead + 1] == "." else 1
                return ahead
        return position

    def _with_as(self, start: int, stop: int) -> list[Role]:
        """ "X ... as director of ...": an office named later in the sentence."""
        for position in range(start, min(stop - 2, start + _LONGEST)):
            if self.reading.quotation[position] >= 0 or self.named.name_from(position) is not None:
                break
            if self.lower[position] != "as":
                continue
            ahead = self._past(position + 1, stop, frozenset({"the", "its", "their", "new", "former"}))
            head = self._head(ahead, min(ahead + 5, stop))
            follows = self.lower[head + 1 : head + 2]
            if _is_role_noun(self.lower[head]) and follows in (["of"], ["for"], ["at"]):
                end = self._close(ahead, stop)
                return [Role(ahead, end, 0.9 + _told(ahead, end))]
        return []

    def _apposition(self, mark: int, stop: int, entity: Entity) -> list[Role]:
        start = mark + 1
        if start >= stop or self.reading.quotation[start] != self.reading.quotation[mark]:
            return []
        if self.lower[start] != "who":
            return self._passage(start, stop, 3.0, entity)
        start += 1
        if start >= stop:
            return []
        if self.lower[start] in _BE:
            start = self._past(start + 1, stop, _ADVERBS)
            return self._passage(start, stop, 2.0, entity)
        if self.lower[start] in ("served", "serves", "worked", "works") and self.lower[start + 1 : start + 2] == ["as"]:
            return self._passage(start + 2, stop, 2.0, entity)
        if self.lower[start] in _OFFICE_VERBS:
            return [Role(start, self._close(start, stop), 1.4)]
        return []

    def _passage(self, start: int, stop: int, weight: float, entity: Entity) -> list[Role]:
        """The noun phrase from `start` to the mark that closes it, if it says what a person or organisation is."""
        end = self._close(start, stop)
        if end <= start or self._opens_clause(start, end):
            return []
        head = self._head(start, end)
        noun = self.lower[head]
        if entity.kind == "organisation":
            if self.lower[start] not in _OPENERS or noun not in lexicon("organisation-nouns"):
                return []
            return [Role(start, end, weight + _told(start, end))]
        early = any(_is_role_noun(self.lower[i]) or is_title(self.forms[i]) for i in range(start, min(end, start + 8)))
        named = self.lower[start] in ("a", "an") and noun not in _TIME and weight >= 3.0
        if not (early or named):
            return []
        told = _told(start, end)
        return [Role(start, end, weight + told if early and noun not in _WEAK else weight - 1.8 + min(told, 1.0))]

    def _opens_clause(self, start: int, end: int) -> bool:
        """Is what follows the comma a clause or an adverbial rather than a noun phrase?"""
        word = self.lower[start]
        relative = False
        for position in range(start, end):
            relative = relative or self.lower[position] in ("who", "which", "that", "whose")
            if not relative and self.lower[position] in lexicon("auxiliaries") - {"to", *_POSSESSIVES}:
                return True
        if any(self.lower[i] in _BREAKS for i in range(start, min(end, start + 3))):
            return True
        if word in lexicon("conjunctions", "prepositions"):
            return True
        if word in lexicon("function-words") and word not in _OPENERS:
            return True
        return word.endswith(("ing", "ed")) and not is_title(self.forms[start]) and word not in _PARTICIPLES

    def _close(self, start: int, stop: int) -> int:
        """Where an apposition ends: the next comma, stop or dash, or the verb of the sentence; names are never cut."""
        forms, lower = self.forms, self.lower
        position = start
        while position < stop and position - start < _LONGEST:
            if self.reading.quotation[position] != self.reading.quotation[start]:
                break
            word = lower[position]
            if word in (".", ";", ":", "!", "?", ")") or word in _DASHES:
                break
            if word == ",":
                ahead = self._past_comma(position, start, stop)
                if ahead == position:
                    break
                position = ahead
                continue
            if word == "(":
                closing = self._past_bracket(position, stop)
                if closing - position > 4 or closing > stop:
                    break
                position = closing
                continue
            relative = lower[position - 1] in ("who", "has", "had", "to")
            if position > start and is_finite_cue(word) and forms[position].islower() and not relative:
                break
            position += 1
        return position

    def _past_comma(self, position: int, start: int, stop: int) -> int:
        """Past a comma inside a role: "a Washington, D.C., lawyer", "Managing Director, Head of Finance at ..."."""
        forms = self.forms
        following = forms[position + 1] if position + 1 < stop else ""
        then = forms[position + 2] if position + 2 < stop else ""
        if then == "," and (following in lexicon("places") or following.replace(".", "").isupper()):
            return position + 3
        if is_title(following) and not is_honorific(following) and is_title(forms[start]):
            return position + 1
        return position


def _told(first: int, end: int) -> float:
    return _TOLD * min(end - first, 10)
