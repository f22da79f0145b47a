"""Names in full where the network reads a part of them: by their other mentions, their acronym and their article.

English needs none of this: the network was trained on many more articles of it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pressq.quotes.encoding.tokens import Tokens
from pressq.quotes.language import has_trait
from pressq.quotes.mentions.mention import NAME_KINDS, Mention, MentionKind
from pressq.text.lexicon import lexicon

__all__ = ["complete_names"]

_ACRONYM = re.compile(r"[^()\n.;:,]{1,80}?[”“»\"]?\s?\((?P<letters>[A-ZÀ-Þ][A-ZÀ-Þ-]{1,8})\)")
_WORD = re.compile(r"[^\W\d_]+")
_THE = "The "


def complete_names(tokens: Tokens, mentions: Sequence[Mention]) -> list[Mention | None]:
    """The mentions, names in full; None for what has become a part of another name.

    "Lara" is "Lara Peña" where the article names "Ana Lara Peña" and "Peña" follows. "Bureau" before
    "d'examen des bacs (BEB)" is all that the acronym stands for. "The" belongs to "The Halden Post".
    "Von der Heide" at the start of a sentence is whom the article names elsewhere.
    """
    if not has_trait("gender"):
        return list(mentions)
    forms = _forms(tokens.text, mentions)
    opening = _opening_surnames(tokens.text, mentions)
    whole = [_completed(tokens, mention, forms, opening) for mention in mentions]
    longer = sorted((new.start, -new.end) for new, old in zip(whole, mentions, strict=True) if new != old)
    return [
        None if new == old and new.kind in NAME_KINDS and _is_inside(new, longer) else new
        for new, old in zip(whole, mentions, strict=True)
    ]


def _is_inside(mention: Mention, longer: Sequence[tuple[int, int]]) -> bool:
    return any(start <= mention.start and mention.end <= -end for start, end in longer)


def _forms(text: str, mentions: Sequence[Mention]) -> dict[str, list[tuple[str, MentionKind]]]:
    """The names of two words and more by their first word; of persons the surnames of two words and more, too."""
    forms: dict[str, set[tuple[str, MentionKind]]] = defaultdict(set)
    for mention in mentions:
        words = mention.of(text).split() if mention.kind in NAME_KINDS else []
        starts = range(len(words) - 1) if mention.kind == "person" else range(min(1, len(words) - 1))
        for start in starts:
            if _is_name(words[start:]):
                forms[words[start]].add((" ".join(words[start:]), mention.kind))
    return {word: sorted(found, key=lambda form: (-len(form[0]), form)) for word, found in forms.items()}


def _opening_surnames(text: str, mentions: Sequence[Mention]) -> list[tuple[int, int]]:
    """Where a surname with a particle opens a sentence: "Von der Heide" of Ute von der Heide."""
    surnames = set()
    for mention in mentions:
        words = mention.of(text).split() if mention.kind == "person" else []
        first = next((place for place, word in enumerate(words) if place and word in lexicon("particles")), len(words))
        if first < len(words) - 1:
            surname = " ".join(words[first:])
            surnames.add(surname[0].upper() + surname[1:])
    if not surnames:
        return []
    forms = "|".join(map(re.escape, sorted(surnames, key=len, reverse=True)))
    return [match.span() for match in re.finditer(rf"(?<!\w)(?:{forms})(?!\w)", text)]


def _is_name(words: Sequence[str]) -> bool:
    """Whether the words are one name: no role or article before it, and no other name after "and"."""
    no_start = lexicon("function-words", "roles", "groups", "particles")
    return words[0].casefold() not in no_start and lexicon("coordinators").isdisjoint(words)


def _completed(
    tokens: Tokens,
    mention: Mention,
    forms: dict[str, list[tuple[str, MentionKind]]],
    opening: Sequence[tuple[int, int]],
) -> Mention:
    if mention.kind == "pronoun":
        return mention
    surname = next(((start, end) for start, end in opening if start <= mention.start and mention.end <= end), None)
    if surname is not None:
        return _moved(tokens, mention, *surname, "person")
    if mention.kind == "description":
        return mention
    return _lengthened(tokens, mention, forms)


def _moved(tokens: Tokens, mention: Mention, start: int, end: int, kind: MentionKind) -> Mention:
    if (start, end) == (mention.start, mention.end):
        return mention
    return replace(mention, start=start, end=end, kind=kind, first=tokens.at(start), last=tokens.at(end - 1))


def _lengthened(tokens: Tokens, mention: Mention, forms: dict[str, list[tuple[str, MentionKind]]]) -> Mention:
    text, start, end, kind = tokens.text, mention.start, mention.end, mention.kind
    for form, of_kind in forms.get(mention.of(text).split()[0], ()):
        stop = start + len(form)
        if stop > end and text.startswith(form, start) and not text[stop : stop + 1].isalnum():
            end, kind = stop, of_kind
            break
    if kind == "organisation":
        end = max(_acronym_ends(text, start, end), default=end)
        start -= len(_THE) * (text[max(0, start - len(_THE)) : start] == _THE)
    return _moved(tokens, _unquoted(tokens, mention), start, end, kind)


def _unquoted(tokens: Tokens, mention: Mention) -> Mention:
    """An organisation that is all that stands between two marks is not quoted: die „Halden Post“ herself speaks."""
    if mention.kind != "organisation" or not mention.quoted:
        return mention
    segment = tokens.segments[tokens.quotation[mention.first]]
    return replace(mention, quoted=(segment.start, segment.end) != (mention.start, mention.end))


def _acronym_ends(text: str, start: int, end: int) -> Iterator[int]:
    """Where a name ends before its acronym in brackets, which has a letter of each word but function words."""
    found = _ACRONYM.match(text, end)
    if found is None or text[start:end].isupper():
        return
    words = [word for word in _WORD.findall(text[start : found.start("letters")]) if not _is_small(word)]
    initials = "".join(word[0] for word in words).upper()
    if len(words) > 1 and initials == found["letters"].replace("-", ""):
        yield start + len(text[start : found.start("letters") - 1].rstrip(' ”“»"\u00a0'))


def _is_small(word: str) -> bool:
    return word.casefold() in lexicon("function-words") or len(word) == 1  # the "d" of "d'enquêtes"
