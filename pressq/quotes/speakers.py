"""From a local mention to the speaker: who "he", "the mayor", "Li" and "his office" are."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from pressq.article import Span, Speaker, SpeakerKind
from pressq.quotes.attribution import Attribution
from pressq.quotes.cues import is_cue_noun, is_finite_cue
from pressq.quotes.discourse import NEUTER, PLURAL, RELATIVE, SINGULAR, Discourse, Referent, Unnamed
from pressq.quotes.entities import Entity
from pressq.quotes.names import Name
from pressq.quotes.nominals import Nominals, core_end
from pressq.quotes.roles import EntityRoles
from pressq.quotes.sources import NamedReading
from pressq.text.lexicon import lexicon

__all__ = ["speakers"]


def speakers(named: NamedReading, attributions: Sequence[Attribution]) -> list[Speaker | None]:
    """The speaker of each attribution, in the same order.

    Args:
        named: the article's words with its names.
        attributions: each with the local mention of its source.
    """
    return _Speakers(named).of(attributions)


class _Speakers:
    def __init__(self, named: NamedReading) -> None:
        self.named = named
        self.reading = named.reading
        self.discourse = Discourse(named)
        self.roles = EntityRoles(named, self.discourse.pairs)
        self.nominals = Nominals(self.discourse, self.roles)

    def of(self, attributions: Sequence[Attribution]) -> list[Speaker | None]:
        """In the order of their mentions, so that what was said before helps with what comes after."""
        found: dict[int, Referent | None] = {}
        known: dict[Span, Referent | None] = {}
        places = sorted(
            (self.reading.at((a.source or a.content[0]).start), index) for index, a in enumerate(attributions)
        )
        for place, index in places:
            attribution = attributions[index]
            if attribution.source is None:
                found[index] = None
                continue
            self.discourse.read(place)
            if attribution.source not in known:
                inside = self._named_inside(attribution)
                referent = self._owner(attribution) or self._referent(attribution.source, inside)
                known[attribution.source] = referent
                if referent is not None:
                    self.discourse.spoke(min(place, len(self.reading) - 1), referent)
            found[index] = known[attribution.source]
        self.discourse.read(len(self.reading))
        return [self._speaker(found[index]) for index in range(len(attributions))]

    def _speaker(self, referent: Referent | None) -> Speaker | None:
        if referent is None:
            return None
        if isinstance(referent, Unnamed):
            return Speaker(referent.name, "organisation" if referent.collective else "unnamed")
        if isinstance(referent, tuple):
            kind: SpeakerKind = "person" if any(entity.kind == "person" for entity in referent) else "organisation"
            name = "; ".join(entity.name for entity in referent)
            aliases = tuple(alias for entity in referent for alias in entity.aliases)
            return Speaker(name, kind, self.roles.fullest(referent[0]), aliases)
        return Speaker(referent.name, referent.kind, self.roles.fullest(referent), referent.aliases)

    def _named_inside(self, attribution: Attribution) -> set[Entity]:
        """The persons named in what is said."""
        inside = set()
        for span in attribution.content:
            first, end = self.reading.range(span)
            inside |= {self.discourse.entities.of[i] for i in range(first, end) if i in self.discourse.entities.of}
        return inside

    # -------------------------------------------------------------------------------------------- mentions
    def _referent(self, source: Span, inside: Collection[Entity]) -> Referent | None:
        """Who the mention `source` is."""
        first, end = self._trimmed(source)
        if first >= end:
            return None
        word = self.reading.lower[first]
        if end - first == 1 or (word in ("he", "she", "they", "who", "it") and end - first <= 3):
            if word in SINGULAR:
                return self._unnamed_before(first) or self.discourse.singular(first, inside)
            if word in PLURAL:
                return self.discourse.plural(first)
            if word in NEUTER:
                return self.discourse.neuter(first)
            if word in RELATIVE:
                return self._antecedent(first)
            if word in ("i", "me", "we", "us"):
                return self._reporter(word, first)
        core = core_end(self.discourse, first, end)
        return self._by_name(first, end, core) or self.nominals.referent(first, end, core, inside)

    def _unnamed_before(self, position: int) -> Referent | None:
        """ "A diplomat was gloomier. '...,' she said": an unnamed person who is the subject of the sentence before."""
        lower, rank = self.reading.lower, self.discourse.rank(position)
        last = self.discourse.last_speaker(position)
        if (
            isinstance(last, Unnamed)
            and last.head in lexicon("roles")
            and rank - self.discourse.rank(last.position) == 1
        ):
            start = self.reading.sentence_bounds(last.position)[0]
            if not self.discourse.has_subject(start, position):
                return last
        for sentence in range(self.reading.sentence[position] - 1, max(self.reading.sentence[position] - 3, -1), -1):
            first, stop = self.reading.sentences[sentence]
            if self.reading.quotation[first] >= 0:
                continue
            same = self.reading.paragraph[first] == self.reading.paragraph[position]
            core = core_end(self.discourse, first, min(first + 8, stop))
            opens = lower[first] in ("a", "an", "one", "another") and same
            head = next((i for i in range(first + 1, core) if lower[i] in lexicon("roles")), None)
            if not opens or head is None or self.discourse.has_subject(first, position):
                return None
            verb = next((i for i in range(head + 1, min(head + 8, position)) if self._is_verb(i)), head + 1)
            return self.nominals.referent(first, verb, head + 1)
        return None

    def _is_verb(self, position: int) -> bool:
        word = self.reading.lower[position]
        return is_finite_cue(word) or (word in lexicon("auxiliaries") and word.isalpha())

    def _owner(self, attribution: Attribution) -> Referent | None:
        """ "De Grey's radical | thesis": where the cue is the noun, its possessor is the source."""
        if attribution.source is None or attribution.cue is None:
            return None
        first, end = self._trimmed(attribution.source)
        cue, stop = self.reading.range(attribution.cue)
        if cue != end or not any(is_cue_noun(word) for word in self.reading.lower[cue : min(stop, cue + 2)]):
            return None
        for name in self._names_in(first, end):
            if self.reading.lower[name.end] in ("'s", "’s", "'", "’") and name.first in self.discourse.entities.of:
                return self.discourse.entities.of[name.first]
        return None

    def _trimmed(self, source: Span) -> tuple[int, int]:
        first, end = self.reading.range(source)
        forms = self.reading.forms
        while first < end and not forms[first][0].isalnum():
            first += 1
        while first < end and not forms[end - 1][0].isalnum() and forms[end - 1] != ")":
            end -= 1
        return first, end

    def _by_name(self, first: int, end: int, core: int) -> Referent | None:
        """The entity or entities whose names head the mention."""
        entities, lower = self.discourse.entities, self.reading.lower
        inside = [name for name in self._names_in(first, end) if name.first in entities.of]
        heads = [name for name in inside if name.end == core]
        if heads:
            return self._joint(inside, first, end) or self._same_surname(heads[-1])
        if core > first and lower[core - 1] not in lexicon("groups") and (joint := self._joint(inside, first, end)):
            return joint
        if core < end and (lower[core] == "," or lower[first] in ("a", "an", "the", "one", "his", "her")):
            apposed = [name for name in inside if name.title > core and lower[name.title - 1] == ","]
            people = [name for name in apposed if entities.of[name.first].kind == "person"]
            if people:
                return self._joint(people, people[0].title, end) or entities.of[people[0].first]
        last = self.named.name_ending(core)
        return None if last is not None and last.kind == "thing" else self._spelled(first, core)

    def _names_in(self, first: int, end: int) -> list[Name]:
        found: list[Name] = []
        for position in range(first, end):
            name = self.named.name_from(position)
            if name is not None and (not found or found[-1] is not name):
                found.append(name)
        return found

    def _joint(self, inside: Sequence[Name], first: int, end: int) -> tuple[Entity, ...] | None:
        """ "Grassley and Leahy": all of the names joined by "and" from the start of the mention."""
        for name in inside:
            group = self.discourse.pairs.get(name.first)
            if group and group[-1].end <= end and name.title <= first + 2:
                members = self.discourse.members(tuple(n for n in group if n.first >= name.first))
                return members if len(members) > 1 else None
        return None

    def _same_surname(self, name: Name) -> Entity:
        """Of two persons of one surname, the one who spoke last, or else was a subject last."""
        entity = self.discourse.entities.of[name.first]
        if entity.kind != "person" or len(name.tokens) > 1 or name.honorific:
            return entity
        surname = name.tokens[0].casefold()
        bearers = [
            other for other in self.discourse.entities.bearing(surname) if other.tokens[-1].casefold() == surname
        ]
        own = [other for other in bearers if not other.relative]
        if len(bearers) < 2 or len(own) == 1:
            return own[0] if len(own) == 1 else entity
        for _, referent in reversed(self.discourse.spoken[-3:]):
            if isinstance(referent, Entity) and referent in bearers:
                return referent
        return self.discourse.subject_of(bearers, name.first) or entity

    def _spelled(self, first: int, end: int) -> Entity | None:
        """A name where capitals say nothing (headlines, transcripts): compared with the names of the article."""
        forms = self.reading.forms
        heading = self.reading.kind(first) in ("title", "subhead")
        for start in range(first, end):
            for stop in range(min(end, start + 5), start, -1) if heading else (end,):
                tokens = tuple(form for form in forms[start:stop] if form[0].isalnum())
                if tokens and tokens[0][0].isupper():
                    entity = self.discourse.entities.find(tokens, first)
                    if entity is not None:
                        return entity
        return None

    def _antecedent(self, position: int) -> Referent | None:
        """ "X, who said": the noun phrase before the relative word."""
        lower = self.reading.lower
        start, _ = self.reading.sentence_bounds(position)
        end = position
        while end > start and not self.reading.forms[end - 1][0].isalnum():
            end -= 1
            if lower[end] == ")":
                while end > start and lower[end] != "(":
                    end -= 1
        human = lower[position] in ("who", "whom", "whose")
        name = self.named.name_ending(end)
        if name is not None and name.first in self.discourse.entities.of:
            entity = self.discourse.entities.of[name.first]
            if not human:
                return entity
        common = lower[end - 1] in lexicon("roles") | lexicon("groups") and end == position
        near = [
            seen
            for _, seen in (self.discourse.seen_before(position) if human and not common else ())
            if seen.position >= start and seen.entity.kind == "person" and end - seen.position <= 14
        ]
        for seen in near:  # "Ann Lee, the member for Marsh, who": the name before the apposition
            name = self.named.name_from(seen.position)
            if name is not None and lower[name.end] == "," and lower[name.end + 1] in lexicon("determiners"):
                return seen.entity
        if near:
            return near[0].entity
        phrase = self.named.phrase_ending(end, start)
        if phrase is None:
            return None
        if common or not human:
            nearest = (i for i in range(end - 1, phrase[0], -1) if lower[i] in lexicon("determiners"))
            after = (i + 1 for i in range(end - 2, phrase[0], -1) if lower[i] in lexicon("prepositions") - {"of"})
            phrase = next(nearest, next(after, phrase[0])), end
        core = core_end(self.discourse, *phrase)
        return self._by_name(*phrase, core) or self.nominals.referent(*phrase, core)

    def _reporter(self, word: str, position: int) -> Referent | None:
        """The writer of the article: the byline."""
        byline = self.reading.article.byline
        if word not in ("i", "me") or not byline:
            return None
        name = re.split(r",|\band\b|\bfor\b", re.sub(r"(?i)^\s*by\s+", "", byline))[0].strip()
        entity = self.discourse.entities.find(tuple(name.split()), position) if name else None
        return entity or (Unnamed(name, name, position, False) if name else None)
