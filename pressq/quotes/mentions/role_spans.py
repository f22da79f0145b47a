"""Where the passages that state a role begin and end, and which of them are informative."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pressq.article import Span
from pressq.text.lexicon import lexicon
from pressq.text.names import without_loose_end

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from pressq.quotes.encoding.tokens import Tokens

    Floats = npt.NDArray[np.float32]

__all__ = ["is_informative", "trim_role", "with_abbreviation_stop"]

_AGE = re.compile(r"\d{1,3},")


def with_abbreviation_stop(tokens: Tokens, span: Span) -> Span:
    """The span with a full stop after it if the sentence goes on: it is an abbreviation's, as in "Sen. Ann Lee"."""
    last = tokens.at(span.end - 1)
    stopped = tokens.text.startswith(".", span.end) and last + 2 < len(tokens)
    goes_on = stopped and tokens.sentence[last] == tokens.sentence[tokens.at(span.end + 1)]
    return Span(span.start, span.end + 1) if goes_on else span


def trim_role(text: str, span: Span) -> Span:
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


def is_informative(role: Span, text: str, organisations: Sequence[Span]) -> bool:
    """Is there more than an article, and than whence somebody is ("of Halden"), or what is somebody's ("whose firm")?

    "Of the Halden Bank" tells.
    """
    words = role.of(text).split()
    telling = [word for word in words if word.casefold() not in lexicon("determiners")]
    named = any(each.start < role.end and role.start < each.end for each in organisations)
    return bool(telling) and words[0] != "whose" and (named or words[0].casefold() not in lexicon("prepositions"))
