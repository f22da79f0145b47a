"""Sources without a name of their own: "the mayor", "the company", "his office", "a letter by X", "analysts"."""

from __future__ import annotations

import re
from collections.abc import Collection

from pressq.quotes.cues import is_cue_noun
from pressq.quotes.discourse import RELATIVE, Discourse, Referent, Unnamed
from pressq.quotes.entities import Entity
from pressq.quotes.names import Name
from pressq.quotes.roles import EntityRoles, Role
from pressq.text.lexicon import lexicon

__all__ = ["Nominals", "core_end"]

# Participles that follow the noun for what somebody has written.
_ISSUED = frozenset(
    {
        "released",
        "published",
        "issued",
        "obtained",
        "posted",
        "written",
        "signed",
        "filed",
        "sent",
        "made",
        "held",
        "seen",
    }
)
# What somebody who was just mentioned has sent or said.
_MESSAGES = frozenset(
    {
        "statement",
        "letter",
        "email",
        "e-mail",
        "message",
        "memo",
        "note",
        "tweet",
        "post",
        "posting",
        "release",
        "filing",
    }
    | {"announcement", "memorandum", "telegram", "communique", "communiqué", "complaint", "motion", "brief", "speech"}
)
_BUSINESS = frozenset(
    {"company", "firm", "airline", "retailer", "carrier", "maker", "manufacturer", "startup", "insurer", "business"}
    | {"developer", "brand", "chain", "giant", "operator", "bank", "lender", "supermarket", "brewery"}
)
_PUBLIC = frozenset(
    {"union", "commission", "committee", "court", "agency", "ministry", "department", "party", "council", "police"}
    | {"association", "university", "school", "college", "government", "senate", "parliament", "board", "hospital"}
)
_INTRODUCED = 3000  # characters back to where an unnamed source was introduced
_DEMONSTRATIVE = frozenset({"the", "this", "that", "these", "those"})
_INDEFINITE = r"(?:a|an|one|another|two|three|several|some)"
# Collective nouns that mean what they say; they take up no organisation named before.
_INSTITUTIONS = frozenset(
    {"government", "court", "country", "state", "senate", "house", "parliament", "congress", "police", "army", "county"}
    | {"administration", "cabinet", "city", "media", "navy", "military", "regime", "nation", "monarchy"}
)
# Those who speak for others, who ask, and who are one of many: never a person whose role was not told.
_PROXIES = frozenset(
    {"spokesman", "spokeswoman", "spokesperson", "official", "source", "officer", "aide", "witness", "insider"}
    | {"host", "presenter", "interviewer", "reporter", "journalist", "moderator", "questioner", "caller", "friend"}
    | {"protester", "passenger", "gunman"}
)


def core_end(discourse: Discourse, first: int, end: int) -> int:
    """Where the noun phrase proper ends: before its first comma, preposition, participle or relative word.

    Names are whole, whatever stands in them.
    """
    lower = discourse.reading.lower
    position = first
    while position < end:
        name = discourse.named.name_from(position)
        if name is not None and name.end > position:
            position = name.end
            continue
        word = lower[position]
        if position > first and (
            word in (",", "(", "--", "—", "–", ";", ":") or word in lexicon("prepositions") or word in RELATIVE
        ):
            break
        following = lower[position + 1] if position + 1 < end else ""
        if position > first and (word in _ISSUED or (following in lexicon("prepositions") and word.endswith("ed"))):
            break
        position += 1
    return min(position, end)


class Nominals:
    """Finds out whom a noun phrase means, with what the discourse has told so far."""

    def __init__(self, discourse: Discourse, roles: EntityRoles) -> None:
        self.discourse = discourse
        self.reading = discourse.reading
        self.roles = roles
        self._written: list[Unnamed] = []

    def referent(self, first: int, end: int, core: int, inside: Collection[Entity] = ()) -> Referent | None:
        """Who speaks as the noun phrase from `first` to before `end`, whose proper part ends before `core`.

        Those named `inside` what is said are not taken for a role that the article has not given them.
        """
        lower = self.reading.lower
        head = lower[core - 1] if core > first else ""
        opener = lower[first]
        if (head in lexicon("document-nouns") or is_cue_noun(head)) and head not in lexicon("roles"):
            author = self._author(first, end, core)
            if author is not None:
                return author
        if self.reading.kind(first) in ("title", "subhead") and head in lexicon("roles"):
            bearers = [entity for entity in self.discourse.entities.all if head in self.roles.nouns(entity)]
            if len(bearers) == 1:
                return bearers[0]
        if opener in _DEMONSTRATIVE:
            taken_up = self._taken_up(first, end, core, head, inside)
            if taken_up is not None:
                return taken_up
        elif opener in ("his", "her", "their") and head in lexicon("roles"):
            known = self._known(first, end, core, head)
            if known is not None:
                return known
        elif opener in ("a", "an") and (introduced := self._introduced_later(first, head)) is not None:
            return introduced
        if opener in ("only", "just") and core - first > 1:
            first += 1
        return self._as_written(first, end, core, head)

    # ------------------------------------------------------------------------------------------- documents
    def _author(self, first: int, end: int, core: int) -> Referent | None:
        """ "a letter signed by X", "X's statement", "the X report": who made the document speaks."""
        discourse, lower = self.discourse, self.reading.lower
        close = self.reading.sentence_bounds(first)[1]
        whole = close if lower[end:close][:1] in (["by"], ["from"]) else end  # a source that ends before its author
        for position in range(core, min(end + 1, whole)):
            if lower[position] in ("by", "from"):
                names = self._names(position + 1, whole)
                if names and names[0].title - position <= 4:
                    group = discourse.pairs.get(names[0].first)
                    if group and group[-1].end <= whole and len(members := discourse.members(group)) > 1:
                        return members
                    return discourse.entities.of[names[0].first]
        inside = self._names(first, core)
        if inside:
            return discourse.entities.of[inside[-1].first]
        for position in range(first + 1, core):
            if lower[position] in ("'s", "’s"):
                return self.referent(first, position, position)
        if lower[first] in ("his", "her"):
            return discourse.pronouns.get(first) or discourse.singular(first)
        if lower[first] == "its":
            return discourse.neuter(first)
        if lower[first] in _DEMONSTRATIVE and core - first <= 2 and lower[core - 1] in _MESSAGES:
            last = discourse.last_speaker(first)
            return last if not isinstance(last, Unnamed) else None
        return None

    def _names(self, first: int, end: int) -> list[Name]:
        """The names of entities that begin from `first` to before `end`."""
        found: list[Name] = []
        for position in range(first, end):
            name = self.discourse.named.name_from(position)
            if name is not None and name.first in self.discourse.entities.of and name not in found:
                found.append(name)
        return found

    # --------------------------------------------------------------------------------------- taken up again
    def _taken_up(self, first: int, end: int, core: int, head: str, inside: Collection[Entity]) -> Referent | None:
        """ "the mayor", "the company": whoever was introduced as such, the one who stands out most first."""
        if head in lexicon("groups") or (head.endswith("s") and head[:-1] in lexicon("roles")):
            return self._several(first, head)
        known = self._known(first, end, core, head)
        if known is not None:
            return known
        if self._names(first, core):
            return None  # "the Clinton campaign", "the FBI director": told by a name, but not one of ours
        introduced = self._introduced(first, end, head)
        if introduced is not None:
            return introduced
        if core < end and self.reading.lower[core] in ("of", "for") and head not in lexicon("roles"):
            return None
        return self._most_salient(first, end, head, inside)

    def _known(self, first: int, end: int, core: int, head: str) -> Entity | None:
        """The entity that the article has called `head`, as a role, a title, or a part of its name."""
        words = set(self.reading.lower[first + 1 : end]) - lexicon("prepositions") - lexicon("determiners")
        modifiers = {token.casefold() for name in self._names(first, core) for token in name.tokens}
        best: tuple[float, Entity] | None = None
        for score, seen in self.discourse.seen_before(first):
            nouns = self.roles.nouns(seen.entity)
            if head in nouns or head.removeprefix("ex-") in nouns:
                told = self.roles.words(seen.entity)
                if modifiers - told:
                    if seen.entity.kind == "organisation":
                        continue
                    score -= 2.0
                score += len(words & told)
                if best is None or score > best[0]:
                    best = score, seen.entity
        if best is None:
            return None
        self._note_role(best[1], first, end)
        return best[1]

    def _most_salient(self, first: int, end: int, head: str, inside: Collection[Entity]) -> Entity | None:
        """The one whom the discourse is about, where nothing is known that speaks against it."""
        human, collective = head in lexicon("roles"), head in lexicon("organisation-nouns") - _INSTITUTIONS
        if not (human or collective) or head in _PROXIES:
            return None
        gender = "f" if head in lexicon("female-titles") else "m" if head in lexicon("male-titles") else None
        best: tuple[float, Entity] | None = None
        for score, seen in self.discourse.seen_before(first):
            entity = seen.entity
            if not ((human and entity.kind == "person") or (collective and entity.kind == "organisation")):
                continue
            if gender is not None and entity.gender not in (None, gender):
                continue
            if entity in inside:
                continue
            if head in _BUSINESS and _PUBLIC & {token.casefold() for token in entity.tokens}:
                continue
            if human and self.roles.nouns(entity) & lexicon("roles"):
                score -= 1.5
            if best is None or score > best[0]:
                best = score, entity
        if best is None or best[0] < -4.0:
            return None
        self._note_role(best[1], first, end)
        return best[1]

    def _note_role(self, entity: Entity, first: int, end: int) -> None:
        if entity.kind == "person":
            self.roles.add(entity, Role(first, end, 1.0 + 0.4 * min(end - first, 10)))

    def _several(self, first: int, head: str) -> Referent | None:
        """ "the senators", "the two men": persons who were named together."""
        discourse = self.discourse
        last = discourse.last_speaker(first)
        if isinstance(last, tuple):
            return last
        singular = head[:-1] if head.endswith("s") else head
        for _, members in discourse.groups_before(first, 6):
            if singular in self.roles.nouns(members[0]):
                return members
        return next((written for written in reversed(self._written) if written.head == head), None)

    def _introduced(self, first: int, end: int, head: str) -> Unnamed | Entity | None:
        """ "a radio show host", earlier, for "the host": an unnamed source goes by how it was introduced."""
        known = next((written for written in reversed(self._written) if written.head == head), None)
        if not head.isalpha():
            return known
        start = self.reading.starts[first]
        pattern = re.compile(rf"(?i)\b{_INDEFINITE}\s+(?:[\w’'-]+\s+){{0,4}}?{re.escape(head)}\b")
        matches = list(pattern.finditer(self.reading.text, max(0, start - _INTRODUCED), start))
        if not matches or len(matches[-1][0].split()) < 2:
            return known
        collective = head in lexicon("organisation-nouns")
        if not collective and (bearer := self._named_after_lede(matches[-1].start())) is not None:
            self._note_role(bearer, first, end)
            return bearer
        if known is not None:
            return known
        name = matches[-1][0] if collective else self.reading.words(first, first + 1) + " " + head
        return self._remember(Unnamed(" ".join(name.split()), head, first, False, collective))

    def _named_after_lede(self, offset: int) -> Entity | None:
        """ "... by a minister. Ann Lee told ...": the lede's indefinite person is named right after it."""
        position = min(self.reading.at(offset), len(self.reading) - 1)
        rank = self.discourse.rank(position)
        if rank > 1:
            return None
        for entity in self.discourse.entities.all:
            start = entity.mentions[0].first
            following = self.discourse.rank(start) == rank + 1 and start > position
            if following and entity.kind == "person" and not self.roles.nouns(entity):
                return entity
        return None

    def _introduced_later(self, first: int, head: str) -> Entity | None:
        """ "A New York judge", in the lede, for the one judge whom the article names after it."""
        if self.discourse.rank(first) > 2 or head in _PROXIES:
            return None
        offset = self.reading.starts[first]
        if head in lexicon("roles") and (bearer := self._named_after_lede(offset)) is not None:
            return bearer
        bearers = [entity for entity in self.discourse.entities.all if head in self.roles.nouns(entity)]
        if len(bearers) != 1 or bearers[0].mentions[0].first < first:
            return None
        near = self.discourse.rank(bearers[0].mentions[0].first) - self.discourse.rank(first) <= 4
        return bearers[0] if near else None

    # -------------------------------------------------------------------------------------------- as written
    def _as_written(self, first: int, end: int, core: int, head: str) -> Unnamed:
        """The noun phrase as written, without what follows a comma or a relative word, or tells whom a group is of."""
        lower = self.reading.lower
        stop = core
        while stop < end and lower[stop] not in (",", "who", "which", "whose", "that", "--", "—", "–", "comprising"):
            if tuple(lower[stop : stop + 2]) in (("made", "up"), ("composed", "of"), ("consisting", "of")):
                break
            stop += 1
        name = " ".join(self.reading.words(first, stop).split())
        if self.reading.kind(first) in ("title", "subhead"):
            name = self._as_in_body(name)
        place = self.discourse.named.name_ending(core)
        collective = head in lexicon("organisation-nouns") and bool(self._names(first, stop))
        if place is not None and place.title <= first + 1 and " ".join(place.tokens) in lexicon("places"):
            name, collective = " ".join(self.reading.words(place.first, place.end).split()), True
        return self._remember(Unnamed(name, head, first, head in lexicon("groups") or head.endswith("s"), collective))

    def _as_in_body(self, name: str) -> str:
        """The same words as the body has them, with what stands before them in the noun phrase."""
        body = next(self.reading.article.of_kind("body"), None)
        if body is None:
            return name
        pattern = re.compile(rf"(?i)\b{re.escape(name)}\b")
        match = pattern.search(self.reading.text, body.start)
        if match is None:
            return name
        first, end = self.reading.range_of(*match.span())
        start = self.roles.modifiers(end - 1, self.reading.sentence_bounds(first)[0])
        return " ".join(self.reading.words(start, end).split())

    def _remember(self, unnamed: Unnamed) -> Unnamed:
        self._written.append(unnamed)
        return unnamed
