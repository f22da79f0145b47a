"""The source of a cue: the noun phrase that is its subject, before it or, inverted, after it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from pressq.article import Span
from pressq.quotes.cues import is_cue_verb, is_finite_cue
from pressq.quotes.names import Name
from pressq.quotes.reading import Reading
from pressq.text.lexicon import lexicon

__all__ = ["NamedReading"]

Phrase = tuple[int, int]  # first position, position after the last

_PRONOUNS = frozenset({"he", "she", "they", "it", "we", "i", "you", "who", "which", "one", "some", "many", "others"})
_RELATIVES = frozenset({"who", "whom", "which", "that"})
_STOPS = frozenset({",", ";", ":", ".", "!", "?", "--", "—", "–", "_", "(", ")", "[", "]", "―"})


class NamedReading:
    """A reading with its names, and where the noun phrases around a verb are."""

    def __init__(self, reading: Reading, names: Sequence[Name]) -> None:
        self.reading = reading
        self.names = names
        self._ending = {name.end: name for name in names}
        self._starting = {name.first: name for name in names}
        for name in names:
            if name.title not in self._starting or name.end > self._starting[name.title].end:
                self._starting[name.title] = name

    def name_from(self, position: int) -> Name | None:
        """The name, with or without its title, that begins at `position`."""
        return self._starting.get(position)

    def whole(self, span: Span) -> Span:
        """`span` widened to take in the whole of the names and titles that it cuts into.

        A relative word before it is left out: in "the founder, who critics say ..." the critics speak.
        """
        lower = self.reading.lower
        first, end = self.reading.range(span)
        if end - first > 1 and lower[first] in _RELATIVES and lower[end - 1] in lexicon("groups"):
            first += 1
            span = Span(self.reading.starts[first], span.end)
        for name in self.names[bisect_left(self.names, first, key=lambda name: name.end) :]:
            if name.title >= end:
                break
            if name.end > first and (
                name.first < end or self.reading.paragraph[name.first] == self.reading.paragraph[first]
            ):
                first, end = min(first, name.title), max(end, name.end)
        widened = self.reading.span(first, end) if first < end else span
        return Span(min(span.start, widened.start), max(span.end, widened.end))

    def name_ending(self, position: int) -> Name | None:
        """The name that ends before `position`."""
        return self._ending.get(position)

    def subject_before(self, cue: int, floor: int) -> Phrase | None:
        """The subject of the verb at `cue`, which stands before it, not before `floor`."""
        lower = self.reading.lower
        position = cue - 1
        while position >= floor and self._skipped(position):
            position -= 1
        if position < floor:
            return None
        if lower[position] == ")":
            position = self._back_to(position, "(", floor) - 1
        if position >= floor and lower[position] == ",":
            opening = self._apposition(position, floor)
            if opening is None:
                return self.first_subject(floor, cue)
            position = opening - 1
            if position >= floor and lower[position] == ")":
                position = self._back_to(position, "(", floor) - 1
        if position < floor:
            return None
        if lower[position] in ("and", "but", "or", "then", ":", ";", "—", "--", "–", "_") or self._is_verb_before(
            position
        ):
            return self.first_subject(floor, cue)
        if lower[position] == "as" and lower[cue].endswith("ing"):
            position -= 1  # "quoted him as saying"
        phrase = self.phrase_ending(position + 1, floor)
        if phrase is None:
            return self.first_subject(floor, cue)
        return self._apposed_name(phrase, floor) or phrase

    def _apposed_name(self, phrase: Phrase, floor: int) -> Phrase | None:
        """ "Ann Lee, head of Acme said": the name before an apposition whose closing comma was forgotten."""
        comma = phrase[0] - 1
        name = self._ending.get(comma)
        if comma <= floor or self.reading.lower[comma] != "," or name is None or name.kind not in ("person", "unclear"):
            return None
        words = self.reading.lower[phrase[0] : phrase[1]]
        return (name.title, name.end) if any(word in lexicon("roles") for word in words) else None

    def subject_after(self, cue: int, ceiling: int) -> Phrase | None:
        """The subject of the inverted verb at `cue` ("said Li Changan, a professor at ..."), not beyond `ceiling`."""
        position = cue + 1
        lower = self.reading.lower
        while position < ceiling and (lower[position] in lexicon("verb-adverbs") or lower[position].endswith("ly")):
            position += 1
        return self.phrase_from(position, ceiling)

    def phrase_from(self, start: int, ceiling: int) -> Phrase | None:
        """The noun phrase that begins at `start`: up to its name, or to the first sign that it is over."""
        lower = self.reading.lower
        if start >= ceiling or lower[start] in _STOPS:
            return None
        if lower[start] in _PRONOUNS:
            return start, start + 1
        position = start
        while position < ceiling:
            name = self._starting.get(position)
            if name is not None and name.kind != "thing":
                end = name.end
                if end < ceiling and lower[end] in ("'s", "'", "’s", "’") and end + 1 < ceiling:
                    position = end + 1
                    continue
                if (
                    end < ceiling
                    and self.reading.forms[end].islower()
                    and lower[end] not in lexicon("conjunctions") | lexicon("prepositions")
                ):
                    position = end
                    if is_finite_cue(lower[end]):
                        break
                    continue
                if end + 1 < ceiling and lower[end] == "and" and end + 1 in self._starting:
                    return start, self._starting[end + 1].end
                return start, end
            if lower[position] in _STOPS or lower[position] in ("who", "which", "that", "when", "while", "as", "after"):
                break
            if self.reading.forms[position] in lexicon("calendar"):
                break
            if position > start and lower[position] in ("in", "on", "during", "to", "about", "and", "before"):
                break
            if position > start and is_finite_cue(lower[position]):
                break
            position += 1
        return (start, position) if position > start else None

    def phrase_ending(self, end: int, floor: int) -> Phrase | None:
        """The noun phrase whose last word stands before `end`."""
        lower = self.reading.lower
        last = end - 1
        if last < floor or lower[last] in _STOPS or not self.reading.forms[last][0].isalnum():
            return None
        if lower[last] in _PRONOUNS:
            return last, end
        position = last
        name = self._ending.get(end)
        if name is not None and name.title >= floor:
            position = name.title
            if position - 2 >= floor and lower[position - 1] == "and" and (other := self._ending.get(position - 1)):
                position = max(other.title, floor)
        while position > floor:
            before = lower[position - 1]
            if before in _STOPS or before in lexicon("conjunctions") or before in ("who", "today", "yesterday", "not"):
                break
            if self.reading.quotation[position - 1] != self.reading.quotation[last]:
                break
            if is_finite_cue(before) or before in lexicon("auxiliaries") - {"to", "'s"}:
                break
            if before in lexicon("prepositions") and name is not None and self._fronted(position - 1, floor):
                break
            if lower[position] in lexicon("determiners") and before not in lexicon("prepositions") | {"all", "both"}:
                break
            if self.reading.forms[position - 1] in lexicon("calendar"):
                break
            position -= 1
        while position < last and lower[position] in lexicon("prepositions") | {"to"}:
            position = self._after_fronted(position, last)
        return position, end

    def _fronted(self, preposition: int, floor: int) -> bool:
        """Does the prepositional phrase open the clause ("In London Smith said"), so that it is no part of a name's?"""
        if preposition <= floor:
            return True
        before = self.reading.lower[preposition - 1]
        return not before[0].isalnum() or before in lexicon("conjunctions") or before in lexicon("verb-adverbs")

    def _after_fronted(self, position: int, last: int) -> int:
        """ "In London the mayor", "After the vote Smith": where the subject begins after the fronted phrase."""
        lower = self.reading.lower
        for ahead in range(last, position, -1):
            if lower[ahead] in lexicon("determiners") or ahead in self._starting:
                return ahead
        return position + 1

    def first_subject(self, floor: int, ceiling: int) -> Phrase | None:
        """The first noun phrase of the sentence that can be its subject: no preposition before it, no possessive."""
        lower = self.reading.lower
        outside = [p for p in range(floor, ceiling) if self.reading.quotation[p] < 0]
        for position in outside:
            before = lower[position - 1] if position > floor else ""
            if before in lexicon("prepositions"):
                continue
            name = self._starting.get(position)
            if name is not None and name.title == position and name.kind != "thing":
                after = lower[name.end] if name.end < len(self.reading) else ""
                if after in ("'s", "’s", "'") or before == "and":
                    continue
                return name.title, name.end
            if lower[position] in ("he", "she", "they", "it", "we", "who"):
                return position, position + 1
        for position in outside:
            if lower[position] in ("the", "a", "an", "one", "some") and (
                position == floor or lower[position - 1] not in lexicon("prepositions")
            ):
                return self.phrase_from(position, ceiling)
        return None

    def _skipped(self, position: int) -> bool:
        word = self.reading.lower[position]
        return (
            word in lexicon("auxiliaries") or word in lexicon("verb-adverbs") or (word.endswith("ly") and len(word) > 4)
        )

    def _is_verb_before(self, position: int) -> bool:
        return (
            is_cue_verb(self.reading.lower[position])
            and self.reading.forms[position].islower()
            and (self.reading.lower[position].endswith(("ing", "ed")))
        )

    def _back_to(self, position: int, mark: str, floor: int) -> int:
        while position > floor and self.reading.lower[position] != mark:
            position -= 1
        return position

    def _apposition(self, position: int, floor: int) -> int | None:
        """The comma that opens the apposition which the comma at `position` closes."""
        lower = self.reading.lower
        for opening in range(position - 1, max(floor, position - 40) - 1, -1):
            if self.reading.quotation[opening] >= 0:
                return None
            if lower[opening] == "," and opening > floor:
                after = lower[opening + 1]
                if opening in self._ending or after in ("who", "a", "an", "the", "which") or after.isdigit():
                    while (earlier := self._earlier_comma(opening, floor)) is not None:
                        opening = earlier
                    return opening
        return None

    def _earlier_comma(self, opening: int, floor: int) -> int | None:
        """ "Grassley, Republican of Iowa, and ...": a place or party after a comma belongs to the name before it."""
        name = self._ending.get(opening)
        if name is None or name.title - 1 <= floor or self.reading.lower[name.title - 1] != ",":
            return None
        return name.title - 1 if (name.title - 1) in self._ending else None
