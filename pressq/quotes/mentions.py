"""Mentions: the stretches of text that name, describe or stand for a person or an organisation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Literal

from pressq.article import Span
from pressq.quotes.labels import NAMES, NOTHING, Place, likely_spans
from pressq.quotes.naming import given_from
from pressq.quotes.windows import After, Before, Window
from pressq.text.lexicon import lexicon
from pressq.text.names import (
    bare_name,
    is_given_name,
    is_suffix,
    is_title,
    office_initials,
    without_clitic,
    without_loose_end,
)

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from pressq.quotes.encoder import Read
    from pressq.quotes.tokens import Tokens

    Floats = npt.NDArray[np.float32]

__all__ = ["KINDS", "NAMED", "Found", "Mention", "MentionKind", "mentions"]

MentionKind = Literal["person", "organisation", "description", "pronoun"]
KINDS: tuple[MentionKind, ...] = ("person", "organisation", "description", "pronoun")
NAMED: tuple[MentionKind, ...] = ("person", "organisation")  # the kinds of names

_ADJECTIVE = re.compile(r"-(?:area|born|run|style|[a-z]*ed)$")  # before a name, never in it
_ADDRESS = frozenset({"Mr", "Mrs", "Ms", "Miss", "Mx", "HE", "H.E", "H E"})  # the last "His" or "Her Excellency"
_LOOSE = ("determiners", "prepositions", "conjunctions")  # lists of words that no name or description ends with
_CLOSING = frozenset("<>)]")  # never within a name: "Acme Corp <ACME>", "Ann Lee (of Acme), Bob Roe"
_AGE = re.compile(r"\d{1,3},")
_POSSESSIVE = frozenset({"his", "her", "its", "their", "my", "our", "whose"})
_GIVING = frozenset({"as", "name", "names", "by", "of", "call", "calls", "himself", "herself", "surnamed"})
_LETTER = re.compile(r"\s(?:[A-Z]|\d+)\b(?!\.)")  # after what is no name: "Nurse A"
_GIVEN = 0.9  # the part of the chance of being no name that a word loses which the text gives as a name
_NO_NAME = [float(label == "O") for label in NAMES]
_PARTING = frozenset({After.COMMA, After.SEMICOLON, After.COLON, After.END})


@dataclass(frozen=True, slots=True)
class Mention(Span):
    """A mention.

    Attributes:
        start, end: offsets in the article's text.
        kind: of a name whether of a person or an organisation, else what else it is.
        first, last: its words, counted over the article.
        paragraph, sentence: where it stands, counted from 0.
        quoted: whether it stands between marks.
    """

    kind: MentionKind
    first: int
    last: int
    paragraph: int
    sentence: int
    quoted: bool


@dataclass(frozen=True)
class Found:
    """The mentions of an article in reading order, and its role passages.

    `vectors` [mentions, width] is what the network has for each.
    """

    mentions: list[Mention]
    vectors: Floats
    roles: list[Mention]


def mentions(reads: Iterable[Read], tokens: Tokens, learned: Mapping[str, Floats]) -> Found:
    """What the scores of the words tell of mentions.

    Args:
        reads: the article's windows.
        tokens: its words.
        learned: the weights by which states of words become vectors of mentions.
    """
    import numpy as np

    weights, bias = _projection(learned)
    found: list[Mention] = []
    vectors: list[Floats] = []
    roles: list[Mention] = []
    for read in reads:
        places = list(_places(read, tokens))
        places = places if read.window.aside else _with_sources(read, places, tokens)
        here = [_mention(tokens, _span(read.window, place, tokens.text), kind) for place, kind in places]
        found += here
        if places:
            vectors.append(_vectors(_states(read.states, [place for place, _ in places]), weights, bias))
        if not read.window.aside:
            spans = (_span(read.window, place, tokens.text) for place in _phrases(read.roles, read.window))
            whole = (_whole(tokens.text, _with_stop(tokens, span)) for span in spans)
            organisations = [mention for mention in here if mention.kind == "organisation"]
            told = (span for span in whole if _tells(span, tokens.text, organisations))
            roles += [_mention(tokens, span, "description") for span in told]
    found = list(_corrected(tokens.text, found, roles))
    # an article alone is nobody
    order = [n for n, mention in enumerate(found) if mention.of(tokens.text).casefold() not in ("the", "a", "an")]
    order.sort(key=lambda number: (found[number].start, -found[number].end, found[number].kind))
    ordered = np.concatenate(vectors)[order] if found else np.zeros((0, 0), np.float32)
    return Found([found[number] for number in order], ordered, sorted(roles))


def _states(states: Floats, places: Sequence[Place]) -> Floats:
    """[3, places, hidden]: the states of each place's first word and of its last, and the mean of all its words."""
    import numpy as np

    first, stop = np.array(places, np.intp).T
    heads, tails = states[first], states[stop - 1]
    means = (heads + tails) / 2
    for number, (begin, end) in enumerate(places):
        if end - begin > 2:  # few are so long
            means[number] = states[begin:end].mean(0)
    return np.stack([heads, tails, means])


def _projection(learned: Mapping[str, Floats]) -> tuple[Floats, Floats]:
    """What makes vectors of states: weights [3, hidden, width], one after the other in memory, and their bias."""
    import numpy as np

    weight, bias = learned["mention.weight"], learned["mention.bias"].reshape(3, -1)
    return np.ascontiguousarray(weight.reshape(*bias.shape, -1).transpose(0, 2, 1)), bias.sum(0)


def _vectors(states: Floats, weights: Floats, bias: Floats) -> Floats:
    """[mentions, width] of the states [3, mentions, hidden], by weights [3, hidden, width]."""
    vectors: Floats = bias + sum(part @ weight for part, weight in zip(states, weights, strict=True))
    return vectors


def _places(read: Read, tokens: Tokens) -> Iterator[tuple[Place, MentionKind]]:
    yield from _names(read, tokens)
    if read.window.aside:
        return
    yield from ((place, "description") for place in _phrases(read.descriptions, read.window))


def _with_sources(
    read: Read, places: list[tuple[Place, MentionKind]], tokens: Tokens
) -> list[tuple[Place, MentionKind]]:
    """The mentions, and what the tags call a source where there is none: a pronoun or a description.

    A source that a name begins or ends is no description: "Minister Ann Lee", "Lee, a doctor". "A lawyer for Lee",
    "Lee's lawyer" and "her lawyer" are. One of several descriptions is only a part of it ("sailors, a cook and a
    pilot"), and so is one that breaks off ("an official in the").
    """
    window, text, kept = read.window, tokens.text, list(places)
    sources, cues, _ = likely_spans(read.tags)
    for source in sources:
        here = [(place, kind) for place, kind in kept if place[0] < source[1] and source[0] < place[1]]
        described = [place for place, kind in here if kind == "description"]
        breaks_off = described and _form(window, described[0][1] - 1, text) in lexicon(*_LOOSE)
        named = any(kind != "description" and _heads(window, place, source, text) for place, kind in here)
        if not named and (breaks_off or len(described) != 1):
            word = text[window.start[source[0]] : window.end[source[1] - 1]].casefold()
            kept = [(place, kind) for place, kind in kept if place not in described]
            is_pronoun = word.replace("’", "'").partition("'")[0] in lexicon("pronouns")
            kept.append((source, "pronoun" if is_pronoun else "description"))
    taken, before = {place[0] for place, _ in kept}, {cue[0] - 1 for cue in cues if cue[0]}
    nouns = {word for word in before - taken if _is_noun(window, word, text)}
    return [((p[0], p[1] + (p[1] in nouns)), kind) if kind == "description" else (p, kind) for p, kind in kept]


def _is_noun(window: Window, word: int, text: str) -> bool:
    """May this word, between a description and its verb, be its noun ("the budget <office> says")?"""
    form = _form(window, word, text)
    if _begins(window, word) or not form.isalpha() or form.endswith("ly"):
        return False
    parted = any(window.features[place][2] != After.NONE for place in (word - 1, word))
    others = lexicon("function-words", "auxiliaries", "calendar")
    return not parted and others.isdisjoint((form, form.casefold()))


def _heads(window: Window, name: Place, source: Place, text: str) -> bool:
    """Is this name, within a source, the one who speaks, and not one of whom the source is something?"""
    if name[0] <= source[0]:
        form = _form(window, name[1] - 1, text)
        return name[1] >= source[1] or (without_clitic(form) == form and form.casefold() not in _POSSESSIVE)
    before = _form(window, name[0] - 1, text)
    following = _form(window, name[1], text) if name[1] < source[1] else ""
    # "Gov. Ann Lee of Ohio", "Sen. Ann Lee (R-Ohio)", "captain Ann Lee, 31"
    ends = (
        following in ("", "of")
        or window.features[name[1]][3] == Before.BRACKET
        or window.features[name[1] - 1][2] == After.COMMA
    )
    return ends and before not in lexicon("prepositions")


def _names(read: Read, tokens: Tokens) -> Iterator[tuple[Place, MentionKind]]:
    """Names of persons and organisations, and pronouns, which are one word each."""
    window, chances, text = read.window, read.names.copy(), tokens.text
    for word in (chances[:, 0] < NOTHING).nonzero()[0].tolist():
        if _ADJECTIVE.search(_form(window, word, text)):
            chances[word] = _NO_NAME
        elif _is_given(window, word, text):
            chances[word, 1] += chances[word, 0] * _GIVEN
            chances[word, 0] *= 1 - _GIVEN
        elif _goes_on(window, word, text):  # begins no name
            chances[word, 2::2] += chances[word, 1:-1:2]
            chances[word, 1:-1:2] = 0
    persons, organisations, pronouns = likely_spans(chances, partial(_parted, window, tokens))
    yield from ((_bare(window, place, text), "person") for place in _with_particles(window, tokens, persons))
    yield from ((_ended(window, place, text), "organisation") for place in organisations)
    yield from ((place, "pronoun") for place in pronouns)


def _is_given(window: Window, word: int, text: str) -> bool:
    """Is this, by what stands before, the name of somebody: "a trader who gave her name as Ann", but not "Nurse A"?"""
    if not word or _form(window, word - 1, text) not in _GIVING or not _form(window, word, text)[0].isupper():
        return False
    end = window.end[word]
    return not _LETTER.match(text, end) and given_from(text, window.start[word]) is not None


def _with_particles(window: Window, tokens: Tokens, persons: Sequence[Place]) -> list[Place]:
    """The names of persons, whole where only small words part them: "Ann de la" and "Cruz", "Abu" before "Hassan".

    Names side by side are one where the first is a given name; a title alone is none.
    """
    small, text = lexicon("particles"), tokens.text
    whole: list[Place] = []
    for first, stop in persons:
        begin = first
        while begin and _form(window, begin - 1, text).casefold() in small and not _parted(window, tokens, begin):
            begin -= 1
        last = whole[-1][1] if whole else 0
        beside = last == begin and not _parted(window, tokens, begin) and not _gap(window, begin, text).strip(" ’'")
        word = _form(window, whole[-1][0], text) if beside else ""
        if last > begin or is_given_name(word.casefold()) or (beside and begin < first):
            whole[-1] = whole[-1][0], stop
        elif is_title(word) and whole[-1] == (begin - 1, begin):
            whole[-1] = begin, stop
        else:
            small_first = _form(window, begin, text)
            opens = small_first.istitle() and small_first.casefold() not in lexicon("function-words")
            whole.append((begin if opens else first, stop))
    return whole


def _bare(window: Window, place: Place, text: str) -> Place:
    """A person's name without address ("Miss Lee"), and without those whose it says that she is ("Acme's Ann Lee")."""
    first, stop = place
    for word in range(stop - 2, first - 1, -1):
        form = _form(window, word, text)
        pair = f"{_form(window, word - 1, text)} {form}" if word else form  # "H E"
        if not _ADDRESS.isdisjoint((form.rstrip("."), pair)) or without_clitic(form) != form:
            return word + 1, stop
    return place


def _ended(window: Window, place: Place, text: str) -> Place:
    """An organisation's name without loose words at its end ("Acme LLC and", of two that are named together)."""
    first, stop = place
    while stop > first + 1 and _form(window, stop - 1, text) in lexicon(*_LOOSE):
        stop -= 1
    return first, stop


def _parted(window: Window, tokens: Tokens, word: int) -> bool:
    """Does a sentence begin, a bracket open, or a comma stand before this word, so that no name goes over it?"""
    if window.features[word][3] == Before.BRACKET or _begins(window, word):
        return True
    if not _CLOSING.isdisjoint(_gap(window, word, tokens.text)):
        return True
    before, here = (tokens.sentence[tokens.at(window.start[place])] for place in (word - 1, word))
    mark = window.features[word - 1][2]
    return before != here or (mark in _PARTING and not _goes_on(window, word, tokens.text))


def _goes_on(window: Window, word: int, text: str) -> bool:
    """Is this what belongs to the name before a comma: "Jr.", "Inc."?"""
    return word > 0 and window.features[word - 1][2] == After.COMMA and is_suffix(_form(window, word, text))


def _begins(window: Window, word: int) -> bool:
    """Does the window or a paragraph begin with this word, or what follows words that were left out?"""
    left_out = window.features[word][3] == Before.GAP
    return not word or left_out or window.paragraph[word] != window.paragraph[word - 1]


def _phrases(chances: Floats, window: Window) -> list[Place]:
    """Descriptions or roles, each in one paragraph."""
    return likely_spans(chances, partial(_begins, window))[0]


def _form(window: Window, word: int, text: str) -> str:
    return text[window.start[word] : window.end[word]]


def _gap(window: Window, word: int, text: str) -> str:
    """What stands between a word and the one before it."""
    return text[window.end[word - 1] : window.start[word]]


def _span(window: Window, place: Place, text: str) -> Span:
    """The words without a possessive ending, and with the stop of "Jr." or "Inc."."""
    start, end = window.start[place[0]], window.end[place[1] - 1]
    last = text[window.start[place[1] - 1] : end + 1]
    short = last.endswith(".") and last in lexicon("name-suffixes", "organisation-words")
    return Span(start, end + 1 if short else start + len(without_clitic(text[start:end])))


def _with_stop(tokens: Tokens, span: Span) -> Span:
    """The span with a full stop after it if the sentence goes on: it is an abbreviation's, as in "Sen. Ann Lee"."""
    last = tokens.at(span.end - 1)
    stopped = tokens.text.startswith(".", span.end) and last + 2 < len(tokens)
    goes_on = stopped and tokens.sentence[last] == tokens.sentence[tokens.at(span.end + 1)]
    return Span(span.start, span.end + 1) if goes_on else span


def _whole(text: str, span: Span) -> Span:
    """The span without what is no part of a role, and with the mark at its edge that a mark within it lacks.

    Of "Ph.D., Director" "D.," is none, "also" of "also chairman", "57," of "57, driver", and "under" at the end; but
    of “Tides” director the first mark is one. A bracket that stays open is none: "chair (the".
    """
    start, (first, _, rest) = span.start, span.of(text).partition(" ")
    if rest and (text.endswith(".", 0, start) or first.casefold() in ("also", "and", "now") or _AGE.fullmatch(first)):
        start = text.index(" ", start) + 1
    kept = without_loose_end(text[start : span.end])
    end = start + len(kept)
    for opening, closing in ("“”", '""', "()"):
        lacks = kept.count(opening) != kept.count(closing) if opening != closing else kept.count(opening) % 2
        start -= bool(lacks and text.endswith(opening, 0, start))
        end += bool(lacks and text.startswith(closing, end))
    bracket = max(text.rfind("(", start, end), text.rfind("<", start, end))
    if bracket > start and not set(")>").intersection(text[bracket:end]):
        end = start + len(text[start:bracket].rstrip())
    return Span(start, end)


def _tells(role: Span, text: str, organisations: Sequence[Span]) -> bool:
    """Is there more than an article, and than whence somebody is ("of Halden"), or what is somebody's ("whose firm")?

    "Of the Halden Bank" tells.
    """
    words = role.of(text).split()
    telling = [word for word in words if word.casefold() not in lexicon("determiners")]
    named = any(each.start < role.end and role.start < each.end for each in organisations)
    return bool(telling) and words[0] != "whose" and (named or words[0].casefold() not in lexicon("prepositions"))


def _corrected(text: str, found: Sequence[Mention], roles: Sequence[Mention]) -> Iterator[Mention]:
    """The mentions; of what was taken for a name letters that stand for somebody's office are none, and no people.

    "The PM", "CFO Ann Lee" and "the Scot" are descriptions; of "DCI Lee" the second word is a person's name.
    """
    offices = {letters for role in roles for letters in (role.of(text), *office_initials(role.of(text)))}
    beside = {(role.start, role.end) for role in roles}
    persons = [bare_name(mention.of(text)).split() for mention in found if mention.kind == "person"]
    after_title = {
        "organisation": {words[-1] for words in persons},
        "person": {words[-1] for words in persons if len(words) > 1 and not is_title(words[0])},  # not "Gen Nakata"
    }
    for mention in found:
        form = mention.of(text)
        people, office = form in lexicon("demonyms"), mention.kind == "organisation" and form in offices
        the = 4 if (people or office) and text[max(0, mention.start - 4) : mention.start].casefold() == "the " else 0
        title, _, name = form.partition(" ")
        if the or (office and (mention.start, mention.end) in beside):
            yield replace(mention, kind="description", start=mention.start - the, first=mention.first - bool(the))
        elif name in after_title.get(mention.kind, ()) and is_title(title) and not is_given_name(title.casefold()):
            yield replace(mention, kind="person", start=mention.end - len(name), first=mention.last)
        else:
            yield mention


def _mention(tokens: Tokens, span: Span, kind: MentionKind) -> Mention:
    first = min(tokens.at(span.start), len(tokens) - 1)
    last = max(first, tokens.at(span.end - 1))
    paragraph, sentence, quoted = tokens.paragraph[first], tokens.sentence[first], tokens.quotation[first] >= 0
    return Mention(span.start, span.end, kind, first, last, paragraph, sentence, quoted)
