"""From a local mention to the speaker: who "he", "the mayor", "Li" and "his office" are.

The article is read once from front to back. Who was mentioned last, as what, and who spoke last is kept as the
discourse goes on, in the spirit of centering (Grosz, Joshi and Weinstein, 1995): subjects before other mentions, near
sentences before far ones, what contradicts in number or gender not at all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pressq.article import Span, Speaker
from pressq.quotes.attribution import Attribution
from pressq.quotes.cues import is_cue_noun, is_finite_cue
from pressq.quotes.entities import Entities, Entity
from pressq.quotes.names import Name
from pressq.quotes.roles import Role, role_nouns, roles
from pressq.quotes.sources import NamedReading
from pressq.text.lexicon import lexicon

__all__ = ["speakers"]

_SINGULAR = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
_PLURAL = frozenset({"they", "them", "their", "theirs", "both", "themselves"})
_NEUTER = frozenset({"it", "its", "itself"})
_RELATIVE = frozenset({"who", "which", "that", "whose", "whom"})
_WINDOW = 14  # reporter's sentences a pronoun looks back
_ARTICLES = frozenset({"the", "this", "that", "a", "an"})


@dataclass(frozen=True, slots=True)
class _Seen:
    """An entity as it was mentioned: where, as subject or not, by name or pronoun."""

    position: int
    entity: Entity
    subject: bool
    oblique: bool


@dataclass(slots=True)
class _Unnamed:
    """A source without a name: its noun phrase as written."""

    name: str
    head: str
    position: int
    plural: bool


_Referent = Entity | _Unnamed | tuple[Entity, ...]


def speakers(named: NamedReading, attributions: Sequence[Attribution]) -> list[Speaker | None]:
    """The speaker of each attribution, in the same order.

    Args:
        named: the article's words with its names.
        attributions: in reading order of content, each with the local mention of its source.
    """
    return _Discourse(named).speakers(attributions)


class _Discourse:
    def __init__(self, named: NamedReading) -> None:
        self.named = named
        self.reading = named.reading
        self.entities = Entities(named)
        self._roles: dict[int, list[Role]] = {}
        self._nouns: dict[int, set[str]] = {}
        self._extra: dict[int, list[Role]] = {}
        self._order = self._reporter_order()
        self._seen: list[_Seen] = []
        self._pronouns: dict[int, Entity] = {}
        self._unnamed: list[_Unnamed] = []
        self._last: list[tuple[int, _Referent]] = []  # who spoke, by position
        self._pairs = self._coordinations()
        self._pending: list[Name] = sorted(self.named.names, key=lambda name: name.first)
        self._next_name = 0
        self._next_word = 0

    # ------------------------------------------------------------------------------------- all attributions
    def speakers(self, attributions: Sequence[Attribution]) -> list[Speaker | None]:
        found: dict[int, _Referent | None] = {}
        mentions = [(self._place(a), index) for index, a in enumerate(attributions)]
        for place, index in sorted(mentions):
            attribution = attributions[index]
            self._advance(place)
            referent = self._referent(attribution.source) if attribution.source else None
            found[index] = referent
            if referent is not None:
                self._last.append((place, referent))
        return [self._speaker(found[index]) for index in range(len(attributions))]

    def _place(self, attribution: Attribution) -> int:
        span = attribution.source or attribution.content[0]
        return self.reading.at(span.start)

    def _speaker(self, referent: _Referent | None) -> Speaker | None:
        if referent is None:
            return None
        if isinstance(referent, _Unnamed):
            return Speaker(referent.name, "unnamed")
        if isinstance(referent, tuple):
            kinds = {entity.kind for entity in referent}
            return Speaker(
                "; ".join(entity.name for entity in referent),
                kinds.pop() if len(kinds) == 1 else "person",
                self._role(referent[0]),
                tuple(alias for entity in referent for alias in entity.aliases),
            )
        return Speaker(referent.name, referent.kind, self._role(referent), referent.aliases)

    def _role(self, entity: Entity) -> str | None:
        passages = self._extra.get(id(entity), []) + self._entity_roles(entity)
        if not passages:
            return None
        best = max(passages, key=lambda role: role.weight)
        return self.reading.words(best.first, best.end)

    def _entity_roles(self, entity: Entity) -> list[Role]:
        if id(entity) not in self._roles:
            self._roles[id(entity)] = roles(self.named, entity)
        return self._roles[id(entity)]

    def _entity_nouns(self, entity: Entity) -> set[str]:
        if id(entity) not in self._nouns:
            nouns: set[str] = set()
            for role in self._entity_roles(entity):
                nouns |= role_nouns(self.named, role)
            for name in entity.mentions:
                if name.honorific:
                    nouns |= role_nouns(self.named, Role(name.title, name.first, 0))
            if entity.kind == "organisation":
                for token in entity.tokens:
                    nouns.add(token.casefold())
                for role in self._entity_roles(entity):
                    nouns |= {self.reading.lower[i] for i in range(role.first, role.end)}
            self._nouns[id(entity)] = nouns
        return self._nouns[id(entity)]

    # --------------------------------------------------------------------------------------- the discourse
    def _reporter_order(self) -> list[int]:
        """For each sentence its rank among those with words of the reporter's own."""
        order = []
        rank = -1
        for first, end in self.reading.sentences:
            own = any(self.reading.quotation[i] < 0 and self.reading.forms[i][0].isalnum() for i in range(first, end))
            rank += own
            order.append(max(rank, 0))
        return order

    def _rank(self, position: int) -> int:
        return self._order[self.reading.sentence[min(position, len(self.reading) - 1)]]

    def _advance(self, to: int) -> None:
        """Take in names and pronouns up to before position `to`."""
        lower = self.reading.lower
        while self._next_word < min(to, len(lower)):
            position = self._next_word
            while self._next_name < len(self._pending) and self._pending[self._next_name].first < position:
                self._next_name += 1
            if self._next_name < len(self._pending) and self._pending[self._next_name].first == position:
                self._see_name(self._pending[self._next_name])
                self._next_name += 1
            elif self.reading.quotation[position] < 0 and lower[position] in _SINGULAR:
                entity = self._singular(position)
                if entity is not None:
                    self._pronouns[position] = entity
                    subject = lower[position] in ("he", "she") and self._is_subject(position, position + 1)
                    self._seen.append(_Seen(position, entity, subject, lower[position] not in ("he", "she")))
            self._next_word += 1

    def _see_name(self, name: Name) -> None:
        entity = self.entities.of.get(name.first)
        if entity is None or self.reading.quotation[name.first] >= 0:
            return
        before = self.reading.lower[name.title - 1] if name.title else ""
        after = self.reading.lower[name.end] if name.end < len(self.reading) else ""
        oblique = after in ("'s", "’s", "'", "’") or before in lexicon("prepositions")
        subject = not oblique and self._is_subject(name.title, name.end)
        self._seen.append(_Seen(name.first, entity, subject, oblique))

    def _is_subject(self, first: int, end: int) -> bool:
        """The first mention of its sentence outside marks, or right before or after a finite cue."""
        start, stop = self.reading.sentence_bounds(first)
        lower = self.reading.lower
        if (end < stop and is_finite_cue(lower[end])) or (first > start and is_finite_cue(lower[first - 1])):
            return True
        return not any(seen.position >= start and not seen.oblique for seen in self._seen[-6:])

    def _coordinations(self) -> dict[int, tuple[Name, ...]]:
        """ "A and B", "A, B and C": by the position of the first name."""
        pairs: dict[int, tuple[Name, ...]] = {}
        lower = self.reading.lower
        by_start = {name.title: name for name in self.named.names}
        for name in self.named.names:
            group = [name]
            position = name.end
            while position < len(lower):
                if lower[position] == "(":
                    while position < len(lower) and lower[position] != ")":
                        position += 1
                    position += 1
                    continue
                if lower[position] == "," and position + 1 < len(lower) and position + 1 in by_start:
                    candidate = by_start[position + 1]
                    group.append(candidate)
                    position = candidate.end
                    continue
                if lower[position] == "," and position + 1 < len(lower) and lower[position + 1] == "and":
                    position += 1
                if lower[position] == "and":
                    ahead = position + 1
                    if ahead < len(lower) and lower[ahead] == "the":
                        ahead += 1
                    if ahead in by_start:
                        group.append(by_start[ahead])
                        pairs[name.first] = tuple(group)
                break
        return pairs

    # -------------------------------------------------------------------------------------------- mentions
    def _referent(self, source: Span) -> _Referent | None:
        """Who the mention `source` is."""
        first, end = self.reading.range(source)
        forms, lower = self.reading.forms, self.reading.lower
        while first < end and not forms[first][0].isalnum():
            first += 1
        while first < end and not forms[end - 1][0].isalnum() and forms[end - 1] != ")":
            end -= 1
        if first >= end:
            return None
        word = lower[first]
        if end - first == 1 or (end - first <= 3 and word in ("both", "who", "they", "he", "she")):
            if word in _SINGULAR and word not in ("his", "her"):
                return self._pronouns.get(first) or self._singular(first)
            if word in _PLURAL:
                return self._plural(first)
            if word in _NEUTER:
                return self._neuter(first)
            if word in _RELATIVE:
                return self._relative(first)
            if word in ("i", "we", "me", "us"):
                return self._reporter(word, first)
        core = self._core_end(first, end)
        named = self._named(first, end, core)
        if named is not None:
            return named
        return self._nominal(first, end, core)

    def _core_end(self, first: int, end: int) -> int:
        """Where the noun phrase proper ends: before its first comma, preposition, or relative word; names are whole."""
        lower = self.reading.lower
        position = first
        while position < end:
            name = self.named.name_from(position)
            if name is not None:
                position = max(name.end, position + 1)
                continue
            if position > first and (
                lower[position] in (",", "(", "--", "—", "–", ";", ":")
                or lower[position] in lexicon("prepositions") | _RELATIVE
            ):
                break
            position += 1
        return min(position, end)

    def _named(self, first: int, end: int, core: int) -> _Referent | None:
        """The entity or entities whose names head the mention."""
        lower = self.reading.lower
        heads = [name for name in self._names_in(first, core) if name.end == core and name.first in self.entities.of]
        if heads:
            head = heads[-1]
            joint = self._joint(first, end, head)
            return joint or self._entity_at(head)
        for name in self._names_in(first, end):
            group = self._pairs.get(name.first)
            if group and group[-1].end <= end + 1 and name.first <= first + 4 and name.first in self.entities.of:
                joint = tuple(self.entities.of[n.first] for n in group if n.first in self.entities.of)
                if all(entity.kind == "person" for entity in joint) and self._head_word(first, core) not in lexicon(
                    "groups"
                ):
                    return joint
        if core < end and lower[core] == "," and lower[first] in ("a", "an", "the", "one", "his", "her", "their"):
            names = [n for n in self._names_in(core + 1, end) if n.title == core + 1 and n.kind == "person"]
            if names and names[0].first in self.entities.of:
                return self.entities.of[names[0].first]
        return self._spelled(first, core)

    def _names_in(self, first: int, end: int) -> list[Name]:
        found: list[Name] = []
        position = first
        while position < end:
            name = self.named.name_from(position)
            if name is not None and name.first < end and (not found or found[-1] is not name):
                found.append(name)
            position += 1
        return found

    def _entity_at(self, name: Name) -> Entity:
        return self._continued(name) or self.entities.of[name.first]

    def _continued(self, name: Name) -> Entity | None:
        """Of two people of one surname, the one who spoke last or is nearest."""
        entity = self.entities.of[name.first]
        if entity.kind != "person" or len(name.tokens) > 1 or name.honorific:
            return None
        rivals = [
            other
            for other in self.entities.all
            if other.kind == "person" and other is not entity and other.tokens[-1] == name.tokens[0]
        ]
        if not rivals:
            return None
        for _, referent in reversed(self._last[-3:]):
            if referent is entity or referent in rivals:
                assert isinstance(referent, Entity)
                return referent
        for seen in reversed(self._seen):
            if seen.subject and seen.position < name.first and (seen.entity is entity or seen.entity in rivals):
                return seen.entity
        return None

    def _joint(self, first: int, end: int, head: Name) -> tuple[Entity, ...] | None:
        for name in self._names_in(first, head.end):
            group = self._pairs.get(name.first)
            if group and len(group) > 1 and group[-1].end <= end:
                members = tuple(dict.fromkeys(self.entities.of[n.first] for n in group if n.first in self.entities.of))
                if len(members) > 1 and len({entity.kind for entity in members}) == 1:
                    return members
        return None

    def _spelled(self, first: int, end: int) -> Entity | None:
        """A name where capitals say nothing (headlines, transcripts): compared with the names of the article."""
        forms = self.reading.forms
        best = None
        for start in range(first, end):
            tokens = tuple(form for form in forms[start:end] if form[0].isalnum())
            if tokens and tokens[0][0].isupper() and (entity := self.entities.find(tokens, first)) is not None:
                best = entity
                break
        return best

    # -------------------------------------------------------------------------------------------- pronouns
    def _candidates(self, position: int) -> list[tuple[float, Entity, _Seen]]:
        """Mentions before `position`, each with how much it stands out there."""
        rank = self._rank(position)
        scored = []
        for seen in reversed(self._seen):
            distance = rank - self._rank(seen.position)
            if distance > _WINDOW:
                break
            if seen.position >= position:
                continue
            score = -1.0 * distance + (2.0 if seen.subject else 0.0) - (1.0 if seen.oblique else 0.0)
            if distance == 0:
                score -= 0.5
            scored.append((score, seen.entity, seen))
        return scored

    def _singular(self, position: int) -> Entity | None:
        """The person whom "he" or "she" at `position` takes up."""
        gender = _SINGULAR[self.reading.lower[position]]
        spoke = self._last_speaker(position)
        totals: dict[int, tuple[float, Entity]] = {}
        for score, entity, _ in self._candidates(position):
            if entity.kind != "person":
                continue
            if entity.gender is not None:
                score += 1.0 if entity.gender == gender else -8.0
            if entity is spoke:
                score += 2.0
            if id(entity) not in totals or totals[id(entity)][0] < score:
                totals[id(entity)] = score, entity
        if not totals:
            return None
        return max(totals.values(), key=lambda pair: pair[0])[1]

    def _last_speaker(self, position: int) -> _Referent | None:
        """Who spoke last, unless that was long ago."""
        if not self._last or position >= len(self.reading):
            return None
        place, referent = self._last[-1]
        near = self.reading.paragraph[position] - self.reading.paragraph[min(place, len(self.reading) - 1)] <= 2
        return referent if near else None

    def _plural(self, position: int) -> _Referent | None:
        spoke = self._last_speaker(position)
        if isinstance(spoke, tuple) or (isinstance(spoke, _Unnamed) and spoke.plural):
            return spoke
        rank = self._rank(position)
        best: tuple[float, _Referent] | None = None
        for start, group in self._pairs.items():
            distance = rank - self._rank(start)
            if 0 <= distance <= 3 and start < position:
                members = tuple(dict.fromkeys(self.entities.of[n.first] for n in group if n.first in self.entities.of))
                if len(members) > 1 and all(entity.kind == "person" for entity in members):
                    best = max(best or (-9.0, members), (1.0 - distance, members), key=lambda pair: pair[0])
        for score, entity, _ in self._candidates(position):
            if entity.kind == "organisation":
                score += 1.0 if entity is spoke else 0.0
                if best is None or score > best[0]:
                    best = score, entity
        if best is not None:
            return best[1]
        return spoke

    def _neuter(self, position: int) -> _Referent | None:
        spoke = self._last_speaker(position)
        best: tuple[float, Entity] | None = None
        for score, entity, _ in self._candidates(position):
            if entity.kind == "organisation":
                score += 2.0 if entity is spoke else 0.0
                if best is None or score > best[0]:
                    best = score, entity
        if isinstance(spoke, _Unnamed) and not spoke.plural:
            return spoke
        return best[1] if best is not None else spoke

    def _relative(self, position: int) -> _Referent | None:
        """ "X, who said": the noun phrase before the relative word."""
        end = position
        lower = self.reading.lower
        start, _ = self.reading.sentence_bounds(position)
        while end > start and lower[end - 1] in (",", ")", "--", "—", "–"):
            end -= 1
            if lower[end] == ")":
                while end > start and lower[end] != "(":
                    end -= 1
        for seen in reversed(self._seen):
            if seen.position < position and seen.position >= start and seen.entity.kind == "person":
                between = lower[seen.position : end]
                if len(between) <= 14:
                    return seen.entity
                break
        phrase = self.named.phrase_ending(end, start)
        if phrase is None:
            return None
        core = self._core_end(*phrase)
        return self._named(*phrase, core) or self._nominal(*phrase, core)

    def _reporter(self, word: str, position: int) -> _Referent | None:
        """The writer of the article speaks: the byline."""
        byline = self.reading.article.byline
        if word in ("i", "me") and byline:
            name = re.sub(r"(?i)^\s*by\s+", "", byline).split(",")[0].strip()
            entity = self.entities.find(tuple(name.split()), position)
            return entity or _Unnamed(name, name, position, False)
        return None

    # --------------------------------------------------------------------------------------------- nominals
    def _head_word(self, first: int, core: int) -> str:
        return self.reading.lower[core - 1] if core > first else ""

    def _nominal(self, first: int, end: int, core: int) -> _Referent | None:
        """A source without a name of its own: a role taken up again, a document, an office, or nobody we know."""
        lower = self.reading.lower
        head = self._head_word(first, core)
        definite = lower[first] in ("the", "this", "that", "his", "her", "its", "their")
        if head in lexicon("document-nouns") or (is_cue_noun(head) and head not in lexicon("roles")):
            author = self._author(first, end, core)
            if author is not None:
                return author
        if definite and lower[first] in ("the", "this", "that"):
            taken_up = self._taken_up(first, end, core, head)
            if taken_up is not None:
                return taken_up
        return self._as_written(first, end, core, head)

    def _author(self, first: int, end: int, core: int) -> _Referent | None:
        """ "a letter signed by X", "X's statement", "the X report": who made the document speaks."""
        lower = self.reading.lower
        for position in range(core, end):
            if lower[position] in ("by", "from", "of") and lower[position - 1 : position] != ["of"]:
                names = self._names_in(position + 1, min(end, position + 12))
                if names and names[0].first in self.entities.of and names[0].title - position <= 4:
                    group = self._pairs.get(names[0].first)
                    if group and group[-1].end <= end:
                        members = tuple(
                            dict.fromkeys(self.entities.of[n.first] for n in group if n.first in self.entities.of)
                        )
                        if len(members) > 1:
                            return members
                    return self.entities.of[names[0].first]
        inside = [name for name in self._names_in(first, core) if name.first in self.entities.of]
        if inside:
            return self.entities.of[inside[-1].first]
        if lower[first] in ("his", "her"):
            return self._pronouns.get(first) or self._singular(first)
        if lower[first] == "its":
            return self._neuter(first)
        if lower[first] in ("the", "this", "that") and core - first <= 2:
            spoke = self._last_speaker(first)
            if spoke is not None and not (isinstance(spoke, _Unnamed)):
                return spoke
        return None

    def _taken_up(self, first: int, end: int, core: int, head: str) -> _Referent | None:
        """ "the mayor", "the company": whoever was introduced as such, the nearest first."""
        lower = self.reading.lower
        nouns = {head}
        best: tuple[float, Entity] | None = None
        plural = head in lexicon("groups") or (head.endswith("s") and head[:-1] in lexicon("roles"))
        words = set(lower[first + 1 : end]) - lexicon("prepositions") - _ARTICLES
        human = head in lexicon("roles") and not plural
        collective = head in lexicon("organisation-nouns")
        if plural:
            return self._plural_taken_up(first, head)
        for score, entity, _ in self._candidates(first):
            if (entity.kind == "person") != (human and not collective) and not (human and collective):
                continue
            known = self._entity_nouns(entity)
            if nouns & known:
                score += 6.0 + len(words & known)
            elif not human or core < end and lower[core] in ("of", "for"):
                continue
            elif not self._may_be(entity, head):
                continue
            if best is None or score > best[0]:
                best = score, entity
        if best is None:
            known_unnamed = [u for u in self._unnamed if u.head == head]
            if known_unnamed:
                return known_unnamed[-1]
            for score, entity, _ in self._candidates(first):
                if (
                    human
                    and entity.kind == "person"
                    and self._may_be(entity, head)
                    and (best is None or score > best[0])
                ):
                    best = score, entity
        if best is None or best[0] < -4.0:
            return None
        entity = best[1]
        if entity.kind == "person":
            self._extra.setdefault(id(entity), []).append(Role(first, end, 1.0 + 0.4 * min(end - first, 10)))
        return entity

    def _may_be(self, entity: Entity, head: str) -> bool:
        """May a person whose role is not known be "the <head>"? Not against gender, not for those who speak for others."""
        if head in ("spokesman", "spokeswoman", "spokesperson", "official", "source", "officer", "aide", "witness"):
            return False
        gender = "f" if head in lexicon("female-titles") else "m" if head in lexicon("male-titles") else None
        return gender is None or entity.gender in (None, gender)

    def _plural_taken_up(self, first: int, head: str) -> _Referent | None:
        spoke = self._last_speaker(first)
        if isinstance(spoke, tuple):
            return spoke
        singular = head[:-1] if head.endswith("s") else head
        for start in sorted(self._pairs, reverse=True):
            if start >= first or self._rank(first) - self._rank(start) > 6:
                continue
            members = tuple(
                dict.fromkeys(self.entities.of[n.first] for n in self._pairs[start] if n.first in self.entities.of)
            )
            if len(members) > 1 and all(singular in self._entity_nouns(entity) for entity in members[:1]):
                return members
        return None

    def _as_written(self, first: int, end: int, core: int, head: str) -> _Unnamed:
        """The noun phrase as written, without what follows a comma or a relative word."""
        lower = self.reading.lower
        stop = core
        while stop < end and lower[stop] not in (",", "who", "which", "whose", "that", "(", "--", "—", "–"):
            stop += 1
        name = " ".join(self.reading.words(first, stop).split())
        for known in self._unnamed:
            if known.head == head and lower[first] == "the" and known.name.casefold().endswith(head):
                return known
        unnamed = _Unnamed(name, head, first, head in lexicon("groups") or head.endswith("s"))
        self._unnamed.append(unnamed)
        return unnamed
