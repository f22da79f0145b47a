"""Mention detection: from the scores of words to names, descriptions, pronouns and roles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import TYPE_CHECKING

from pressq.article import Span
from pressq.quotes.encoding.viterbi import TokenSpan, spans_from_probabilities
from pressq.quotes.encoding.windows import After, Before, Window
from pressq.quotes.mentions.mention import NAME_KINDS, Mention, MentionKind, MentionSet
from pressq.quotes.mentions.name_spans import TRAILING_WORDS, WindowView, extract_names
from pressq.quotes.mentions.role_spans import is_informative, trim_role, with_abbreviation_stop
from pressq.quotes.mentions.trimming import trim_mentions
from pressq.text.lexicon import lexicon
from pressq.text.names import bare_name, is_given_name, is_title, office_initials, without_clitic

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from pressq.quotes.encoding.encoder import WindowScores
    from pressq.quotes.encoding.tokens import Tokens

    Floats = npt.NDArray[np.float32]

__all__ = ["detect_mentions"]

_FOUND: tuple[MentionKind, ...] = (*NAME_KINDS, "pronoun")  # what the labels of names tell of

_HANDLE = re.compile(r"@[\w.]*\w")
_POSSESSIVE = frozenset({"his", "her", "its", "their", "my", "our", "whose"})


def detect_mentions(reads: Iterable[WindowScores], tokens: Tokens, learned: Mapping[str, Floats]) -> MentionSet:
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
        words = WindowView(read.window, tokens)
        places = list(_places(read, words))
        places = places if read.window.aside else _with_sources(read, places, words)
        here = [_mention(tokens, _span(read.window, place, tokens.text), kind) for place, kind in places]
        found += here
        if places:
            vectors.append(_vectors(_states(read.states, [place for place, _ in places]), weights, bias))
        spans = (_span(read.window, place, tokens.text) for place in _phrases(read.roles, words))
        whole = (trim_role(tokens.text, with_abbreviation_stop(tokens, span)) for span in spans)
        organisations = [mention for mention in here if mention.kind == "organisation"]
        told = (span for span in whole if is_informative(span, tokens.text, organisations))
        roles += [_mention(tokens, span, "description") for span in told]
    found = trim_mentions(tokens.text, list(_corrected(tokens.text, found, roles)))
    # an article alone is nobody
    articles = lexicon("articles")
    order = [n for n, m in enumerate(found) if m.kind == "pronoun" or m.of(tokens.text).casefold() not in articles]
    order.sort(key=lambda number: (found[number].start, -found[number].end, found[number].kind))
    ordered = np.concatenate(vectors)[order] if found else np.zeros((0, 0), np.float32)
    return MentionSet([found[number] for number in order], ordered, sorted(roles))


def _states(states: Floats, places: Sequence[TokenSpan]) -> Floats:
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


def _places(read: WindowScores, words: WindowView) -> Iterator[tuple[TokenSpan, MentionKind]]:
    for kind, places in zip(_FOUND, extract_names(read, words), strict=True):
        yield from ((place, kind) for place in places)
    if not read.window.aside:
        yield from ((place, "description") for place in _phrases(read.descriptions, words))


def _phrases(chances: Floats, words: WindowView) -> list[TokenSpan]:
    """Descriptions or roles, each in one paragraph."""
    return spans_from_probabilities(chances, words.begins)[0]


def _with_sources(
    read: WindowScores, places: list[tuple[TokenSpan, MentionKind]], words: WindowView
) -> list[tuple[TokenSpan, MentionKind]]:
    """The mentions, and what the tags call a source where there is none: a pronoun or a description.

    A source that a name begins or ends is no description: "Minister Ann Lee", "Lee, a doctor". "A lawyer for Lee",
    "Lee's lawyer" and "her lawyer" are. One of several descriptions is only a part of it ("sailors, a cook and a
    pilot"), and so is one that breaks off ("an official in the").
    """
    window, text, kept = read.window, words.tokens.text, list(places)
    sources, cues, _ = spans_from_probabilities(read.tags)
    for source in sources:
        here = [(place, kind) for place, kind in kept if place[0] < source[1] and source[0] < place[1]]
        described = [place for place, kind in here if kind == "description"]
        breaks_off = described and words.forms[described[0][1] - 1] in lexicon(*TRAILING_WORDS)
        named = any(kind != "description" and _heads(words, place, source) for place, kind in here)
        if not named and (breaks_off or len(described) != 1) and not _is_loose(words, source):
            word = text[window.start[source[0]] : window.end[source[1] - 1]].casefold()
            kept = [(place, kind) for place, kind in kept if place not in described]
            is_pronoun = word.replace("’", "'").partition("'")[0] in lexicon("pronouns")
            kept.append((source, "pronoun" if is_pronoun else "description"))
    taken, before = {place[0] for place, _ in kept}, {cue[0] - 1 for cue in cues if cue[0]}
    nouns = {word for word in before - taken if _is_noun(words, word)}
    return [((p[0], p[1] + (p[1] in nouns)), kind) if kind == "description" else (p, kind) for p, kind in kept]


def _is_loose(words: WindowView, source: TokenSpan) -> bool:
    """Is a source a word that names nobody: "Outside", before a comma?"""
    form, apart = words.forms[source[0]].casefold(), words.window.features[source[0]][2] == After.COMMA
    return apart and source[1] - source[0] == 1 and form in lexicon("prepositions", "conjunctions")


def _is_noun(words: WindowView, word: int) -> bool:
    """May this word, between a description and its verb, be its noun ("the budget <office> says")?"""
    form = words.forms[word]
    if words.begins(word) or not form.isalpha() or form.endswith("ly"):
        return False
    parted = any(words.window.features[place][2] != After.NONE for place in (word - 1, word))
    others = lexicon("function-words", "auxiliaries", "calendar")
    return not parted and others.isdisjoint((form, form.casefold()))


def _heads(words: WindowView, name: TokenSpan, source: TokenSpan) -> bool:
    """Is this name, within a source, the one who speaks, and not one of whom the source is something?"""
    if name[0] <= source[0]:
        form = words.forms[name[1] - 1]
        return name[1] >= source[1] or (without_clitic(form) == form and form.casefold() not in _POSSESSIVE)
    before = words.forms[name[0] - 1]
    following = words.forms[name[1]] if name[1] < source[1] else ""
    features = words.window.features
    # "Gov. Ann Lee of Ohio", "Sen. Ann Lee (R-Ohio)", "captain Ann Lee, 31"
    ends = following in ("", "of") or features[name[1]][3] == Before.BRACKET or features[name[1] - 1][2] == After.COMMA
    return ends and before not in lexicon("prepositions")


def _span(window: Window, place: TokenSpan, text: str) -> Span:
    """The words without a possessive ending, and with the stop of "Jr." or "Inc."; all of "@ann.lee"."""
    start, end = window.start[place[0]], window.end[place[1] - 1]
    handle = _HANDLE.match(text, start)
    if handle and handle.end() > end:
        return Span(start, handle.end())
    last = text[window.start[place[1] - 1] : end + 1]
    short = last.endswith(".") and last in lexicon("name-suffixes", "organisation-words")
    return Span(start, end + 1 if short else start + len(without_clitic(text[start:end])))


def _corrected(text: str, found: Sequence[Mention], roles: Sequence[Mention]) -> Iterator[Mention]:
    """The mentions; of what was taken for a name letters that stand for somebody's office are none, and no people.

    "The PM", "CFO Ann Lee", "the Scot" and "the Taoiseach" are descriptions; of "DCI Lee" the second word is a
    person's name, and "Ann Lee" is one where somebody is called "Lee".
    """
    offices = {letters for role in roles for letters in (role.of(text), *office_initials(role.of(text)))}
    beside = {(role.start, role.end) for role in roles}
    persons = [bare_name(mention.of(text)).split() for mention in found if mention.kind == "person"]
    after_title = {
        "organisation": {words[-1] for words in persons},
        "person": {words[-1] for words in persons if len(words) > 1 and not is_title(words[0])},  # not "Gen Nakata"
    }
    alone = {words[0] for words in persons if len(words) == 1} - {words[-1] for words in persons if len(words) > 1}
    for mention in found:
        form = mention.of(text)
        office = mention.kind == "organisation" and form in offices
        noun = office or form in lexicon("demonyms") or (mention.kind == "person" and is_title(form))
        the = 4 if noun and text[max(0, mention.start - 4) : mention.start].casefold() == "the " else 0
        title, _, name = form.partition(" ")
        if the or (office and (mention.start, mention.end) in beside):
            yield replace(mention, kind="description", start=mention.start - the, first=mention.first - bool(the))
        elif name in after_title.get(mention.kind, ()) and is_title(title) and not is_given_name(title.casefold()):
            yield replace(mention, kind="person", start=mention.end - len(name), first=mention.last)
        elif mention.kind == "organisation" and _is_persons(form, alone):
            yield replace(mention, kind="person")
        else:
            yield mention


def _is_persons(form: str, alone: AbstractSet[str]) -> bool:
    """Is a name that was taken for an organisation's that of one whose surname alone is told elsewhere?"""
    words = bare_name(form).split()
    return len(words) > 1 and words[-1] in alone and is_given_name(words[0].casefold())


def _mention(tokens: Tokens, span: Span, kind: MentionKind) -> Mention:
    first = min(tokens.at(span.start), len(tokens) - 1)
    last = max(first, tokens.at(span.end - 1))
    paragraph, sentence, quoted = tokens.paragraph[first], tokens.sentence[first], tokens.quotation[first] >= 0
    return Mention(span.start, span.end, kind, first, last, paragraph, sentence, quoted)
