"""Names that an article gives to somebody: "a trader, who gave her name as Ann"; "Ann Lee, better known as Duckie"."""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["INTRODUCTION_ENDINGS", "alias_introductions", "introduction_start"]

_LONGEST = 120  # characters between somebody and the name that he is given
_KNOWN_AS = re.compile(r"known as\s(?:the\s)?[\"“'‘]?(?P<name>[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+)*)")
_BETTER = re.compile(r",?\s(?:\w+\s)?\Z")  # "Ann Lee, better" known as
_LONGEST_GAP = 20  # characters
# words with which what follows may end
INTRODUCTION_ENDINGS = frozenset(
    {"as", "name", "names", "by", "of", "call", "calls", "called", "named", "nicknamed", "is", "was", "surnamed"}
    | {"himself", "herself", "themselves", "themself", "only", "simply", "pseudonym"}
)
_GIVING = re.compile(
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

_HINT = re.compile("name|known|identif|call|goes|went|pseudonym|posting|writing")  # one of these is in it: seen at once


def introduction_start(text: str, offset: int, after: int = 0) -> int | None:
    """Where the words begin by which a text gives somebody the name at an offset; None where it does not.

    Of "one of them, a trader who gave her name as Ann" where "them" ends, or "trader" if that is `after` it.
    """
    start = max(after, offset - _LONGEST)
    match = _GIVING.search(text, start, offset) if _HINT.search(text, start, offset) else None
    return match.start() if match else None


def alias_introductions(text: str) -> Iterator[tuple[int, str]]:
    """Where names end after which the text gives another one, and that name: "Ann Lee, better known as Duckie"."""
    for match in _KNOWN_AS.finditer(text):
        gap = _BETTER.search(text, max(0, match.start() - _LONGEST_GAP), match.start())
        if gap:
            yield gap.start(), match["name"]
