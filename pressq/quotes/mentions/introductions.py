"""Introductions of names: "a trader, who gave her name as Ann"; "Ann Lee, better known as Duckie"."""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["INTRODUCTION_ENDINGS", "alias_introductions", "introduction_start"]

_MAX_INTRODUCTION = 120  # characters between a person and the introduced name
_KNOWN_AS = re.compile(r"known as\s(?:the\s)?[\"“'‘]?(?P<name>[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+)*)")
_BEFORE_KNOWN = re.compile(r",?\s(?:\w+\s)?\Z")  # "Ann Lee, better" known as
_MAX_GAP = 20  # characters
# the last words of an introduction
INTRODUCTION_ENDINGS = frozenset(
    {"as", "name", "names", "by", "of", "call", "calls", "called", "named", "nicknamed", "is", "was", "surnamed"}
    | {"himself", "herself", "themselves", "themself", "only", "simply", "pseudonym"}
)
_INTRODUCTION = re.compile(
    r"""(?:,\ an?(?:\ (?!(?:of|to|by|with|for|and|an?|the|whom?)\b)[\w-]+){1,3}?)?  # "one of them, a trader" who gave
    [ ,(–—]*(?<![^\W_])(?:(?:and\ )?whom?\b(?:(?!\bwho)[^.;:\n]){0,60}?\ )?
    (?:(?:be|is|was|been|has\ been|had\ been)\ )?(?:
        (?:(?:later|publicly)\ )?(?:known|identified|named)(?:\ (?:him|her|them)sel(?:f|ves))?
            (?:\ (?:in|by|to)\ [^,.;\n]{1,30}?)?                   # "named by police as"
            (?:\ (?:only|simply|just|locally|online))?
            \ (?:as|(?:as|by)\ (?:his|her|their)[^,.;\n]{0,25}?name,?)  # "who is known only by her first name,"
      | (?:gives?|gave|giving)\ (?:only\ )?(?:his|her|their)[^.;\n]{0,25}?names?(?:\ (?:only|simply))?(?:\ as|,)
      | (?:goes|went)\ (?:only\ )?by(?:\ the\ name(?:\ of)?)? | (?:using|under)\ the\ (?:name|pseudonym)(?:\ of)?
      | calls?\ (?:him|her|them)sel(?:f|ves) | whom\ [^.;\n]{0,30}\ calls? | (?:posting|writing)\ as | surnamed
      | whose\ name\ (?:is|was) | who\ (?:is|was)\ (?:\w+ly\ )?(?:called|named|nicknamed)
    )\ [“"‘']?\Z""",
    re.VERBOSE,
)

_HINT = re.compile(
    "name|known|identif|call|goes|went|pseudonym|posting|writing"
)  # every introduction has one: a quick check


def introduction_start(text: str, offset: int, after: int = 0) -> int | None:
    """The offset at which the introduction of a name begins; None if the name is not introduced.

    In "one of them, a trader who gave her name as Ann" it begins after "them", or after "trader" if `after` is behind
    "them".

    Args:
        text: the article's text.
        offset: where the name starts.
        after: the first offset at which the introduction may begin.
    """
    start = max(after, offset - _MAX_INTRODUCTION)
    match = _INTRODUCTION.search(text, start, offset) if _HINT.search(text, start, offset) else None
    return match.start() if match else None


def alias_introductions(text: str) -> Iterator[tuple[int, str]]:
    """The offsets where names end that have an alias, with the alias: "Ann Lee, better known as Duckie"."""
    for match in _KNOWN_AS.finditer(text):
        gap = _BEFORE_KNOWN.search(text, max(0, match.start() - _MAX_GAP), match.start())
        if gap:
            yield gap.start(), match["name"]
