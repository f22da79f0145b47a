"""Role spans: where the passages that state a role begin and end, and which of them are informative."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pressq.article import Span
from pressq.text.lexicon import lexicon
from pressq.text.names import without_loose_end

if TYPE_CHECKING:
    from pressq.quotes.encoding.tokens import Tokens

__all__ = ["is_informative", "trim_role", "with_abbreviation_stop"]

_AGE = re.compile(r"\d{1,3},")
_OPENING_WORDS = frozenset({"also", "and", "now"})


def with_abbreviation_stop(tokens: Tokens, span: Span) -> Span:
    """The span with the full stop after it if that belongs to an abbreviation, as the sentence goes on ("Sen. Lee")."""
    last = tokens.at(span.end - 1)
    stopped = tokens.text.startswith(".", span.end) and last + 2 < len(tokens)
    goes_on = stopped and tokens.sentence[last] == tokens.sentence[tokens.at(span.end + 1)]
    return Span(span.start, span.end + 1) if goes_on else span


def trim_role(text: str, span: Span) -> Span:
    """The span of a role without loose words at its edges, and with balanced quotation marks and brackets.

    "D.," goes from "Ph.D., Director", "also" from "also chairman", "57," from "57, driver", a preposition from the end,
    a bracket that stays open from "chair (the". The first mark of “Tides” director is taken in.
    """
    start, (first, _, rest) = span.start, span.of(text).partition(" ")
    if rest and (text.endswith(".", 0, start) or first.casefold() in _OPENING_WORDS or _AGE.fullmatch(first)):
        start = text.index(" ", start) + 1
    kept = without_loose_end(text[start : span.end])
    start, end = _with_outer_marks(text, start, start + len(kept))
    bracket = max(text.rfind("(", start, end), text.rfind("<", start, end))
    if bracket > start and not set(")>").intersection(text[bracket:end]):
        end = start + len(text[start:bracket].rstrip())
    return Span(start, end)


def _with_outer_marks(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch with the mark or bracket right before or after it that one inside it lacks."""
    kept = text[start:end]
    for opening, closing in ("“”", '""', "()"):
        lacks = kept.count(opening) != kept.count(closing) if opening != closing else kept.count(opening) % 2
        start -= bool(lacks and text.endswith(opening, 0, start))
        end += bool(lacks and text.startswith(closing, end))
    return start, end


def is_informative(role: Span, text: str, organisations: Sequence[Span]) -> bool:
    """Is a role more than determiners, an origin ("of Halden") or a possessive ("whose firm")?

    "Of the Halden Bank" is informative, as it holds one of the `organisations`.
    """
    words = role.of(text).split()
    content = [word for word in words if word.casefold() not in lexicon("determiners")]
    affiliated = any(each.start < role.end and role.start < each.end for each in organisations)
    origin = words[0].casefold() in lexicon("prepositions") and not affiliated
    return bool(content) and words[0] != "whose" and not origin
