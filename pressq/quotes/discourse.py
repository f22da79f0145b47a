"""The discourse as it goes on: who was mentioned where and how, who spoke last, and whom a pronoun takes up.

In the spirit of centering (Grosz, Joshi and Weinstein, 1995): subjects before other mentions, near sentences before far
ones, what contradicts in number or gender not at all. Names inside quotations do not count: they are the source's
words, and a speaker seldom names himself.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from pressq.quotes.cues import is_finite_cue
from pressq.quotes.entities import Entities, Entity
from pressq.quotes.names import Name
from pressq.quotes.sources import NamedReading
from pressq.text.lexicon import lexicon

__all__ = ["NEUTER", "PLURAL", "RELATIVE", "SINGULAR", "Discourse", "Referent", "Unnamed"]

SINGULAR = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
PLURAL = frozenset({"they", "them", "their", "theirs", "both", "themselves"})
NEUTER = frozenset({"it", "its", "itself"})
RELATIVE = frozenset({"who", "which", "that", "whose", "whom"})

_WINDOW = 14  # reporter's sentences a pronoun looks back
_DECAY = (0.0, 1.0, 3.3, 4.3)  # what it costs to stand 0, 1, 2, 3 sentences away; one more for each further
_SUBJECT, _OBLIQUE, _POSSESSOR = 1.5, -0.3, -1.0
_JUST_SPOKE, _SPOKE = 1.5, 0.3
_GENDER, _WRONG_GENDER = 1.0, -8.0
_NAMED_INSIDE = -2.5
_ORDER = 1e-5  # of equals in an earlier sentence the first, in the same sentence the nearest
_POSSESSIVES = frozenset({"'s", "’s", "'", "’"})


@dataclass(slots=True)
class Unnamed:
    """A source without a name: its noun phrase as written."""

    name: str
    head: str
    position: int
    plural: bool
    collective: bool = False


Referent = Entity | Unnamed | tuple[Entity, ...]


@dataclass(frozen=True, slots=True)
class _Seen:
    """An entity as it was mentioned, and how much the place makes it stand out."""

    position: int
    rank: int  # the number of its sentence, see `Discourse.rank`
    entity: Entity
    subject: bool
    weight: float


class Discourse:
    """Reads the article from front to back; what is asked about a position must not lie before what was read."""

    def __init__(self, named: NamedReading) -> None:
        self.named = named
        self.reading = named.reading
        self.entities = Entities(named)
        self.spoken: list[tuple[int, Referent]] = []
        self.pronouns: dict[int, Entity] = {}
        self.pairs = self._coordinations()
        self._pair_starts = sorted(self.pairs)
        self._ranks = self._reporter_ranks()
        self._seen: list[_Seen] = []
        self._names = {name.first: name for name in named.names}
        self._next = 0

    def rank(self, position: int) -> int:
        """The number of the sentence at `position` among those with words of the reporter's own."""
        return self._ranks[self.reading.sentence[min(position, len(self.reading) - 1)]]

    def read(self, to: int) -> None:
        """Take in names and pronouns up to before position `to`."""
        lower = self.reading.lower
        for position in range(self._next, min(to, len(lower))):
            if self.reading.quotation[position] >= 0:
                continue
            if (name := self._names.get(position)) is not None:
                self._see(name)
            elif lower[position] in SINGULAR:
                entity = self.pronouns.get(position) or self.singular(position)
                if entity is not None:
                    self._take_up(position, entity)
        self._next = max(self._next, to)

    def spoke(self, position: int, referent: Referent) -> None:
        """Note that `referent` is the source mentioned at `position`."""
        self.spoken.append((position, referent))
        if isinstance(referent, Entity) and self.reading.lower[position] in SINGULAR:
            self.pronouns[position] = referent

    def last_speaker(self, position: int) -> Referent | None:
        """Who spoke last, unless that was long ago."""
        if not self.spoken:
            return None
        place, referent = self.spoken[-1]
        near = self.reading.paragraph[position] - self.reading.paragraph[min(place, len(self.reading) - 1)] <= 2
        return referent if near else None

    # ----------------------------------------------------------------------------------------- what was seen
    def _see(self, name: Name) -> None:
        entity = self.entities.of.get(name.first)
        if entity is None:
            return
        lower = self.reading.lower
        before = lower[name.title - 1] if name.title else ""
        after = lower[name.end] if name.end < len(lower) else ""
        oblique = _POSSESSOR if after in _POSSESSIVES else _OBLIQUE if before in lexicon("prepositions") else 0.0
        subject = not oblique and self._is_subject(name.title, name.end)
        self._seen.append(
            _Seen(name.first, self.rank(name.first), entity, subject, oblique + (_SUBJECT if subject else 0.0))
        )

    def _take_up(self, position: int, entity: Entity) -> None:
        self.pronouns[position] = entity
        nominative = self.reading.lower[position] in ("he", "she")
        weight = _SUBJECT if nominative else _OBLIQUE
        self._seen.append(_Seen(position, self.rank(position), entity, nominative, weight))

    def _is_subject(self, first: int, end: int) -> bool:
        """Beside a finite verb, or the first in its sentence that depends on nothing."""
        start, stop = self.reading.sentence_bounds(first)
        lower = self.reading.lower
        if end < stop and (
            is_finite_cue(lower[end]) or lower[end] in lexicon("auxiliaries") - _POSSESSIVES - {"to", "not"}
        ):
            return True
        if first > start and is_finite_cue(lower[first - 1]) and self.reading.quotation[first - 1] < 0:
            return first - 1 == start or not lower[first - 2].isalpha()
        return not any(seen.position >= start and seen.weight >= 0 for seen in self._seen[-6:])

    def seen_before(self, position: int) -> Iterator[tuple[float, _Seen]]:
        """Mentions before `position`, the nearest first, each with how much it stands out there."""
        rank = self.rank(position)
        for seen in reversed(self._seen):
            distance = rank - seen.rank
            if distance > _WINDOW:
                break
            if seen.position < position:
                decay = _DECAY[distance] if distance < len(_DECAY) else distance + 1.0
                order = (1 if distance == 0 else -1) * seen.position * _ORDER
                yield seen.weight - decay + order, seen

    def has_subject(self, first: int, end: int) -> bool:
        """Was a person mentioned by name as a subject from `first` to before `end`?"""
        for seen in reversed(self._seen):
            if seen.position < first:
                return False
            if seen.position < end and seen.subject and seen.entity.kind == "person" and seen.position in self._names:
                return True
        return False

    def subject_of(self, entities: Collection[Entity], position: int) -> Entity | None:
        """Which of `entities` was a subject last before `position`."""
        for _, seen in self.seen_before(position):
            if seen.subject and seen.entity in entities:
                return seen.entity
        return None

    def _reporter_ranks(self) -> list[int]:
        ranks = []
        rank = -1
        quotation, forms = self.reading.quotation, self.reading.forms
        for first, end in self.reading.sentences:
            rank += any(quotation[i] < 0 and forms[i][0].isalnum() for i in range(first, end))
            ranks.append(max(rank, 0))
        return ranks

    def _coordinations(self) -> dict[int, tuple[Name, ...]]:
        """ "A and B", "A (D-Iowa), B and C": by the position of each of their names but the last."""
        pairs: dict[int, tuple[Name, ...]] = {}
        lower = self.reading.lower
        starts = {name.title: name for name in self.named.names}
        for name in self.named.names:
            if name.first in pairs:
                continue
            group = [name]
            position, closed = name.end, False
            while position < len(lower) and not closed and len(group) < 12:
                position = self._past_bracket(position)
                if position < len(lower) and lower[position] == "," and position + 1 in starts:
                    group.append(starts[position + 1])
                    position = group[-1].end
                    continue
                position = self._past_apposition(position)
                if position < len(lower) and lower[position] == "and":
                    ahead = position + 2 if lower[position + 1 : position + 2] == ["the"] else position + 1
                    if ahead in starts:
                        group.append(starts[ahead])
                        closed = True
                break
            if closed:
                for member in group[:-1]:
                    pairs[member.first] = tuple(group)
        return pairs

    def _past_bracket(self, position: int) -> int:
        lower = self.reading.lower
        if position < len(lower) and lower[position] == "(":
            for ahead in range(position, min(position + 8, len(lower))):
                if lower[ahead] == ")":
                    return ahead + 1
        return position

    def _past_apposition(self, position: int) -> int:
        """ "Grassley, Republican of Iowa, and ...": past what stands between two commas; a bare comma before "and"."""
        lower = self.reading.lower
        if position + 1 < len(lower) and lower[position] == ",":
            if lower[position + 1] == "and":
                return position + 1
            for ahead in range(position + 1, min(position + 7, len(lower) - 1)):
                if lower[ahead] == "," and lower[ahead + 1] == "and":
                    return ahead + 1
        return position

    def groups_before(self, position: int, sentences: int) -> Iterator[tuple[int, tuple[Entity, ...]]]:
        """Persons named together up to so many `sentences` before `position`, the nearest first, each with how far."""
        rank = self.rank(position)
        for index in range(bisect_left(self._pair_starts, position) - 1, -1, -1):
            start = self._pair_starts[index]
            distance = rank - self.rank(start)
            if distance > sentences:
                break
            members = self.members(self.pairs[start])
            if len(members) > 1 and self.reading.quotation[start] < 0:
                yield distance, members

    def members(self, group: tuple[Name, ...]) -> tuple[Entity, ...]:
        """The entities of coordinated names, each once."""
        of = self.entities.of
        return tuple(dict.fromkeys(of[name.first] for name in group if name.first in of))

    # --------------------------------------------------------------------------------------------- pronouns
    def singular(self, position: int, inside: Collection[Entity] = ()) -> Entity | None:
        """The person whom "he" or "she" at `position` takes up; those named `inside` what is said are unlikely."""
        gender = SINGULAR[self.reading.lower[position]]
        last = self.last_speaker(position)
        since = self.rank(position) - self.rank(self.spoken[-1][0]) if self.spoken else 0
        best: tuple[float, Entity] | None = None
        for score, seen in self.seen_before(position):
            entity = seen.entity
            if entity.kind != "person":
                continue
            if entity.gender is not None:
                score += _GENDER if entity.gender == gender else _WRONG_GENDER
            if entity is last and since:
                score += _JUST_SPOKE if since == 1 else _SPOKE
            if entity in inside:
                score += _NAMED_INSIDE
            if best is None or score > best[0]:
                best = score, entity
        return best[1] if best is not None and best[0] > _WRONG_GENDER + 2 else None

    def plural(self, position: int) -> Referent | None:
        """Those whom "they" takes up: who spoke as several, two persons named together, a group, an organisation."""
        last = self.last_speaker(position)
        if isinstance(last, tuple) or (isinstance(last, Unnamed) and last.plural):
            return last
        best: tuple[float, Referent] | None = None
        for distance, members in self.groups_before(position, 3):
            if all(entity.kind == "person" for entity in members):
                best = 1.0 - distance, members
                break
        for distance, group_phrase in self._groups_before(position):
            if best is None or 0.8 - distance > best[0]:
                best = 0.8 - distance, group_phrase
        for score, seen in self.seen_before(position):
            if seen.entity.kind == "organisation" and (best is None or score - 0.5 > best[0]):
                best = score - 0.5, seen.entity
        return best[1] if best is not None else last

    def _groups_before(self, position: int) -> Iterator[tuple[int, Unnamed]]:
        """Noun phrases that are the subject of their sentence and mean several people, the nearest first."""
        sentence = self.reading.sentence[position]
        for number in range(sentence, max(sentence - 4, -1), -1):
            first, stop = self.reading.sentences[number]
            if self.reading.quotation[first] >= 0:
                continue
            for head in range(first, min(first + 6, stop, position)):
                if self.reading.lower[head] in lexicon("groups") and self.reading.quotation[head] < 0:
                    name = self.reading.words(first, head + 1)
                    yield self.rank(position) - self.rank(first), Unnamed(name, self.reading.lower[head], first, True)
                    break

    def neuter(self, position: int) -> Referent | None:
        """What "it" takes up: an organisation, or an unnamed source that spoke last."""
        last = self.last_speaker(position)
        if isinstance(last, Unnamed) and not last.plural:
            return last
        best: tuple[float, Entity] | None = None
        for score, seen in self.seen_before(position):
            if seen.entity.kind == "organisation":
                score += _JUST_SPOKE if seen.entity is last else 0.0
                if best is None or score > best[0]:
                    best = score, seen.entity
        return best[1] if best is not None else last
