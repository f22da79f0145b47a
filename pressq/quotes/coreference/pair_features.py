"""Mention pairs: which antecedents are admissible, and the features of each pair that the scorer embeds."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pressq.quotes.encoding.distances import DISTANCES, PARAGRAPHS, distance_bucket, paragraph_bucket
from pressq.quotes.mentions.mention import MENTION_KINDS, NAME_KINDS, Mention

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Bools = npt.NDArray[np.bool_]
    Codes = npt.NDArray[np.int64]
    Floats = npt.NDArray[np.float32]

from pressq.text.lexicon import lexicon, once_a_language

__all__ = ["PAIR_FEATURE_SIZES", "antecedent_mask", "pair_features", "summed_embeddings"]


PAIR_FEATURE_SIZES = (DISTANCES, PARAGRAPHS, 5, len(MENTION_KINDS) ** 2, 12, 9, 4)  # values of each feature
_JOINED = ((0, 1), (2, 3), (4, 5, 6))  # features that are looked up together
_WORD = re.compile(r"[^\W_]+")
_SMALL = frozenset({"of", "the", "and", "for", "in", "on", "to", "a", "an", "de", "la", "du", "s"})


def antecedent_mask(mentions: Sequence[Mention]) -> Bools:
    """The antecedent mask [n, n]: may mention j (column) be an antecedent of mention i (row)?

    The antecedent of a name is an earlier name; pronouns and nominals may also refer to a later one.
    """
    import numpy as np

    name = np.array([mention.kind in NAME_KINDS for mention in mentions], bool)
    first = np.array([mention.first for mention in mentions])
    start = np.array([mention.start for mention in mentions])
    before = (start[None] < start[:, None]) | ((start[None] == start[:, None]) & (first[None] < first[:, None]))
    right: Bools = np.where(name[:, None], before & name[None], before | name[None])
    return right & ~np.eye(len(mentions), dtype=bool)


def pair_features(mentions: Sequence[Mention], text: str, i: Codes, j: Codes) -> Codes:
    """Features of the pairs `i`, `j` [pairs]: [pairs, features], each below its number in `PAIR_FEATURE_SIZES`."""
    import numpy as np

    columns = [
        (m.first, m.last, m.paragraph, m.sentence, MENTION_KINDS.index(m.kind), m.quoted, opens)
        for m, opens in zip(mentions, _opens(mentions), strict=True)
    ]
    table = np.array(columns, np.int64).reshape(len(columns), 7).T
    first_i, last_i, paragraph_i, sentence_i, kind_i, quoted_i, opens_i = table[:, i]
    first_j, last_j, paragraph_j, sentence_j, kind_j, quoted_j, opens_j = table[:, j]
    gap = np.where(first_j > last_i, first_j - last_i, np.where(last_j < first_i, last_j - first_i, 0))
    back = sentence_i - sentence_j
    inside = np.where((first_j >= first_i) & (last_j <= last_i), 1, 0)
    inside = np.where((first_i >= first_j) & (last_i <= last_j), 2, inside)
    parts = (
        distance_bucket(gap),
        paragraph_bucket(paragraph_j - paragraph_i),
        np.where(back < 0, 4, np.minimum(back, 3)),
        kind_i * len(MENTION_KINDS) + kind_j,
        (quoted_i * 2 + quoted_j) * 3 + inside,
        _likeness(mentions, text)[i, j],
        opens_i * 2 + opens_j,
    )
    return np.stack(parts, -1)


def summed_embeddings(between: Codes, table: Floats) -> Floats:
    """The sum of the embeddings of all features of a pair: [pairs, width].

    Args:
        between: [pairs, features], from `pair_features`.
        table: [sum of `PAIR_FEATURE_SIZES`, width], the embeddings of all features, one table after the other.
    """
    import numpy as np

    rows = np.split(table, np.cumsum(PAIR_FEATURE_SIZES)[:-1])
    total: Floats = np.zeros((len(between), table.shape[1]), table.dtype)
    for features in _JOINED:
        # few rows, many pairs: sums of a few features are computed once for all of their values, then looked up
        sums, place = rows[features[0]], between[:, features[0]]
        for feature in features[1:]:
            sums = (sums[:, None] + rows[feature]).reshape(-1, table.shape[1])
            place = place * PAIR_FEATURE_SIZES[feature] + between[:, feature]
        total += sums[place]
    return total


def _opens(mentions: Sequence[Mention]) -> list[int]:
    """For each mention 1 if it is the first of its sentence outside quotations (mostly the subject), else 0."""
    first: dict[int, int] = {}
    for mention in mentions:
        if not mention.quoted:
            first[mention.sentence] = min(first.get(mention.sentence, mention.start), mention.start)
    return [int(first.get(mention.sentence) == mention.start) for mention in mentions]


def _likeness(mentions: Sequence[Mention], text: str) -> Codes:
    import numpy as np

    forms: dict[str, int] = {"": 0}
    which = np.zeros(len(mentions), np.int64)
    for number, mention in enumerate(mentions):
        if mention.kind != "pronoun":
            which[number] = forms.setdefault(text[mention.start : mention.end], len(forms))
    known = [_form(form) for form in forms]
    worded = np.array([bool(form.words) for form in known])
    table = (worded[:, None] & worded[None]).astype(np.int64)  # 1: nothing shared, as most
    seen: defaultdict[str, list[int]] = defaultdict(list)
    for i, form in enumerate(known):
        for j in {j for key in form.keys for j in seen[key]} | {i}:
            table[i, j] = table[j, i] = _like(form, known[j])
        for key in form.keys:
            seen[key].append(i)
    found: Codes = table[which[:, None], which[None]]
    return found


@dataclass(frozen=True, slots=True)
class _Form:
    """A form of a name or nominal: its words as written and in lower case, and its content words.

    Only forms that share a key, a word or the initials, are alike in any way.
    """

    words: tuple[str, ...]
    lower: tuple[str, ...]
    heavy: frozenset[str]
    initials: frozenset[str]
    keys: frozenset[str]


@once_a_language(1 << 14)
def _form(form: str) -> _Form:
    words = tuple(_WORD.findall(form.replace("’", "'").removesuffix("'s")))
    words = words[1:] if len(words) > 1 and words[0].casefold() in lexicon("articles") else words
    lower = tuple(map(str.casefold, words))
    initials = _initials(words)
    keys = frozenset(lower) | {"." + form for form in (words if len(words) == 1 else initials)}
    return _Form(words, lower, frozenset(lower) - _SMALL, initials, keys)


def _like(long: _Form, short: _Form) -> int:
    """The likeness of two forms: 0 no words, 1 nothing shared, 2 equal, 3 to 5 one contains the other, 6 initials,
    7 the same last word, 8 another shared word."""
    if len(long.words) < len(short.words):
        long, short = short, long
    if not short.words:
        return 0
    if long.lower == short.lower:
        return 2
    if not short.heavy.isdisjoint(long.heavy):
        if short.heavy <= long.heavy:
            return 3 if long.lower[-1] == short.lower[-1] else 4 if long.lower[0] == short.lower[0] else 5
        return 7 if long.lower[-1] == short.lower[-1] else 8
    if len(short.words) == 1 and short.words[0][0].isupper() and short.words[0] in long.initials:
        return 6
    return 7 if long.lower[-1] == short.lower[-1] else 1


def _initials(words: tuple[str, ...]) -> frozenset[str]:
    """The acronyms of a name: the first letters of its words, or of those in capitals; two or more."""
    if len(words) < 2:
        return frozenset()
    found = ("".join(word[0] for word in words), "".join(word[0] for word in words if word[0].isupper()))
    return frozenset(letters for letters in found if len(letters) > 1)
