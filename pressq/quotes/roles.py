"""What the article says a person or organisation is: titles, appositions, and clauses with "is" or "as", verbatim."""

from __future__ import annotations

from dataclasses import dataclass

from pressq.quotes.cues import is_cue_verb, is_finite_cue
from pressq.quotes.entities import Entity
from pressq.quotes.names import Name, is_title
from pressq.quotes.sources import NamedReading
from pressq.text.lexicon import lexicon

__all__ = ["Role", "role_nouns", "roles"]

_DASHES = frozenset({"--", "—", "–", "-", "_", "―"})
_LONGEST = 24  # words
_OPENERS = frozenset({"a", "an", "the", "one", "his", "her", "its", "their", "our", "my", "former", "now"})
_BREAKS = frozenset({"said", "told", "is", "was", "were", "are", "has", "had", "have", "will", "would", "that", "but"})


@dataclass(frozen=True, slots=True)
class Role:
    """A passage, in positions, that tells what somebody is; `weight` orders how much each kind of passage tells."""

    first: int
    end: int
    weight: float


def roles(named: NamedReading, entity: Entity) -> list[Role]:
    """All role passages near the mentions of `entity`, the most telling first."""
    found: list[Role] = []
    for name in entity.mentions:
        if entity.kind == "person":
            found.extend(_before(named, name))
        found.extend(_after(named, name, entity))
    found.sort(key=lambda role: -role.weight)
    return found


def role_nouns(named: NamedReading, role: Role) -> set[str]:
    """The nouns in a role by which its bearer can be taken up again ("Sen.": senator, lawmaker)."""
    nouns: set[str] = set()
    forms, lower = named.reading.forms, named.reading.lower
    table = _title_nouns()
    for position in range(role.first, role.end):
        word = lower[position]
        if word in lexicon("prepositions") and position > role.first:
            break
        if word in lexicon("roles"):
            nouns.add(word)
        elif word.endswith("s") and word[:-1] in lexicon("roles"):
            nouns.add(word[:-1])
        nouns |= table.get(forms[position], set())
    return nouns


def _title_nouns() -> dict[str, set[str]]:
    return {entry.split()[0]: set(entry.split()[1:]) for entry in lexicon("title-nouns")}


def is_role_noun(word: str) -> bool:
    """Does this word, in lower case, say what a person is?"""
    return (
        word in lexicon("roles") or word in lexicon("groups") or (word.endswith("s") and word[:-1] in lexicon("roles"))
    )


# -------------------------------------------------------------------------------------------- before the name
def _before(named: NamedReading, name: Name) -> list[Role]:
    """ "longtime pollster X", "Sen. X", "the BBC's X", "the prosecutor, X"."""
    reading = named.reading
    forms, lower = reading.forms, reading.lower
    last = name.first - 1
    floor = reading.sentence_bounds(name.first)[0]
    if last < floor or reading.quotation[last] != reading.quotation[name.first]:
        return []
    if lower[last] == ",":
        return _apposition_before(named, name, last, floor)
    possessive = lower[last] in ("'s", "’s")
    if not (possessive or is_title(forms[last]) or is_role_noun(lower[last])):
        return []
    if forms[last] in lexicon("honorifics") and forms[last] not in (
        "Prof.",
        "Prof",
        "Professor",
        "Rev.",
        "Pastor",
        "Rabbi",
    ):
        last -= 1
        if last < floor or not (is_title(forms[last]) or is_role_noun(lower[last])):
            return []
    first = _modifiers(named, last, floor, possessive)
    content = last + 1 - first
    if possessive:
        owner = named.name_from(first) or named.name_from(first + 1)
        return [Role(first, last + 1, 0.5)] if owner is not None and owner.kind == "organisation" else []
    return [Role(first, last + 1, 1.0 + min(content, 8) * 0.5)]


def _modifiers(named: NamedReading, last: int, floor: int, possessive: bool) -> int:
    """Where the noun phrase that ends at `last` begins: its modifiers, and an article where one stands there."""
    reading = named.reading
    forms, lower = reading.forms, reading.lower
    position = last
    while position > floor and last - position < 10:
        before = lower[position - 1]
        if (
            not (forms[position - 1][0].isalnum() or before in ("'s", "’s", "&"))
            or reading.quotation[position - 1] >= 0
        ):
            break
        if before in ("the", "a", "an"):
            return position - 1 if lower[last] not in ("'s", "’s") or possessive else position
        if before == "and" and position - 2 >= floor and is_role_noun(lower[position - 2]):
            position -= 1
            continue
        if before in lexicon("prepositions") | lexicon("conjunctions") | lexicon("auxiliaries") - {"'s", "’s"}:
            break
        if before in lexicon("function-words") and before not in (
            "former",
            "one",
            "two",
            "late",
            "own",
            "second",
            "first",
        ):
            break
        if is_finite_cue(before) or (is_cue_verb(before) and before.endswith("ing")):
            break
        if before.endswith("ed") and "-" not in before and before not in _PARTICIPLES:
            break
        if before.endswith("ly") or before in lexicon("verb-adverbs"):
            break
        if forms[position - 1] in lexicon("calendar"):
            break
        position -= 1
    return position


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


def _apposition_before(named: NamedReading, name: Name, comma: int, floor: int) -> list[Role]:
    reading = named.reading
    lower = reading.lower
    first = comma - 1
    while first > floor and lower[first] not in (",", ";", ":", "(", ")") and comma - first < _LONGEST:
        if lower[first] in ("the", "a", "an", "his", "her", "their", "its") and (
            first == floor or lower[first - 1] not in lexicon("prepositions")
        ):
            break
        first -= 1
    if lower[first] not in ("the", "a", "an", "his", "her", "their", "its") or comma - first < 2:
        return []
    head = _head(named, first, comma)
    after = lower[name.end] if name.end < len(lower) else "."
    if head is None or not is_role_noun(head) or after not in (",", ".", ")", *_DASHES):
        return []
    return [Role(first, comma, 3.0 + min(comma - first, 8) * 0.3)]


def _head(named: NamedReading, first: int, end: int) -> str | None:
    """The head noun of a noun phrase: the last word before its first preposition, relative or comma."""
    lower = named.reading.lower
    position = first
    while position < end and not (
        (position > first and lower[position] in lexicon("prepositions"))
        or lower[position] in ("who", "which", "that", ",", "(", "whose")
    ):
        position += 1
    return lower[position - 1] if position > first else None


# --------------------------------------------------------------------------------------------- after the name
def _after(named: NamedReading, name: Name, entity: Entity) -> list[Role]:
    """ "X, a professor at ...", "X (D-Mich.), head of ...", "X is a ...", "X of the Y", "X, who is ..."."""
    reading = named.reading
    forms, lower = reading.forms, reading.lower
    stop = reading.sentence_bounds(name.end - 1)[1]
    position = name.end
    if position < stop and lower[position] == "(":
        while position < stop and lower[position] != ")":
            position += 1
        position += 1
    if position >= stop:
        return []
    if (
        lower[position] == ","
        and position + 2 < stop
        and lower[position + 1].isdigit()
        and lower[position + 2] in (",", "and")
    ):
        position += 2
    word = lower[position]
    if word == "," or word in _DASHES:
        return _apposition(named, position, stop, entity)
    if word in ("is", "was", "became", "remains", "serves", "served") and reading.quotation[position] < 0:
        start = position + 1
        while start < stop and (
            lower[start] in ("now", "also", "still", "currently", "as", "then", "once", "named", "appointed")
        ):
            start += 1
        return _passage(named, start, stop, 1.6, entity)
    if word in ("of", "from") and entity.kind == "person" and position + 1 < stop:
        phrase = named.name_from(position + 1) or named.name_from(position + 2)
        if (
            phrase is not None
            and phrase.kind == "organisation"
            and (phrase.first == position + 1 or lower[position + 1] == "the")
        ):
            return [Role(position + 1, phrase.end, 1.2)]
    if word == "as" and forms[position + 1 : position + 2] and is_role_noun(lower[position + 1]):
        return _passage(named, position + 1, stop, 2.0, entity)
    return []


def _apposition(named: NamedReading, mark: int, stop: int, entity: Entity) -> list[Role]:
    lower = named.reading.lower
    start = mark + 1
    if start >= stop or named.reading.quotation[start] >= 0:
        return []
    if lower[start] == "who" and start + 1 < stop:
        start += 1
        if lower[start] not in (
            "is",
            "was",
            "heads",
            "runs",
            "leads",
            "chairs",
            "serves",
            "became",
            "directs",
            "works",
        ):
            return []
        if lower[start] in ("is", "was", "became"):
            start += 1
            while start < stop and lower[start] in ("now", "also", "still", "currently", "then"):
                start += 1
            return _passage(named, start, stop, 2.0, entity)
        end = _close(named, start, stop)
        return [Role(start, end, 1.4)]
    return _passage(named, start, stop, 3.0, entity)


def _passage(named: NamedReading, start: int, stop: int, weight: float, entity: Entity) -> list[Role]:
    """The noun phrase from `start` to the mark that closes it, if it says what a person or organisation is."""
    reading = named.reading
    lower = reading.lower
    end = _close(named, start, stop)
    if end <= start:
        return []
    head = _head(named, start, end)
    opener = lower[start] in _OPENERS
    if entity.kind == "person":
        fits = head is not None and (is_role_noun(head) or is_title(reading.forms[_head_position(named, start, end)]))
        early = any(is_role_noun(lower[i]) or is_title(reading.forms[i]) for i in range(start, min(end, start + 8)))
        if not (fits or early) or any(lower[i] in _BREAKS for i in range(start, min(end, start + 3))):
            return []
        if lower[start] in lexicon("conjunctions") | lexicon("prepositions") or lower[start].endswith("ing"):
            return []
    elif not (opener and head is not None and head in lexicon("organisation-nouns")):
        return []
    return [Role(start, end, weight + min(end - start, 10) * 0.3)]


def _head_position(named: NamedReading, first: int, end: int) -> int:
    position = first
    while position < end and not (position > first and named.reading.lower[position] in lexicon("prepositions")):
        position += 1
    return position - 1


def _close(named: NamedReading, start: int, stop: int) -> int:
    """Where an apposition ends: the next comma, stop or dash, or the verb of the sentence; names are never cut."""
    reading = named.reading
    forms, lower = reading.forms, reading.lower
    position = start
    while position < stop and position - start < _LONGEST:
        if reading.quotation[position] >= 0 and reading.quotation[start] < 0:
            break
        word = lower[position]
        if word in (".", ";", ":", "!", "?", ")") or word in _DASHES:
            break
        if word == ",":
            if (
                position + 2 < stop
                and forms[position + 2] in (",", ".")
                and (forms[position + 1] in lexicon("places") or forms[position + 1].rstrip(".").isupper())
            ):
                position += 2  # "a Washington, D.C., attorney"
                if forms[position] == ",":
                    position += 1
                continue
            following = forms[position + 1] if position + 1 < stop else ""
            if is_title(following) and is_title(forms[start]) and following not in lexicon("honorifics"):
                position += 1  # "Managing Vice President, Head of Finance at ..."
                continue
            break
        if word == "(":
            closing = position
            while closing < stop and lower[closing] != ")":
                closing += 1
            if closing - position > 3:
                break
            position = closing + 1
            continue
        if (
            position > start
            and is_finite_cue(word)
            and forms[position].islower()
            and lower[position - 1] not in ("who", "has", "had")
        ):
            break
        position += 1
    return position
