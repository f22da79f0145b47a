"""Sentences: where a stop ends one and where it does not.

The order of decisions follows Punkt (Kiss and Strunk, "Unsupervised Multilingual Sentence Boundary Detection", 2006):
is the token before the stop an abbreviation, an initial, an ellipsis; then, does the next word look like an opening.
In place of a trained model there are word lists, because news uses a few hundred known abbreviations, and rules for
closing marks, which Punkt does not see.
"""

from __future__ import annotations

import re
from functools import cache

from pressq.article import Article, Sentence, Span
from pressq.text.lexicon import lexicon

__all__ = ["sentences", "split"]

_CLOSING = "\"'”’»›)\\]"
_OPENING = "\"'“‘«‹„‚`(\\["

# A run of stops, the closing marks after it (also set off: ' "), and the white space that follows.
_STOP = re.compile(
    rf"(?P<stop>\.(?:\s\.)+|[.!?…]+|[。！？])(?P<marks>[{_CLOSING}]*(?:(?<=['’])\s[\"”](?=\s|\Z))?)(?P<gap>\s*)"
)
_OPENER = re.compile(rf"[{_OPENING}]*")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_TOKEN = re.compile(r"[^\s—–]{1,40}\Z")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]\Z")
_CLOCK = re.compile(r"[ap]\.?m\Z", re.IGNORECASE)
_AFTER_CLOCK = re.compile(
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
    r"|[A-Z]{2,4}\b|Eastern|Central|Mountain|Pacific|Greenwich|local)"
)
# Names that open in lower case: "al-Qaeda", "de Blasio", "iPhone".
_SMALL_NAME = re.compile(r"(?:(?:al|el|as|ash|an|de|di|da|du|la|le|van|von|der|bin|ibn)[ -])?[^\W\d_]?[A-Z]")
# `"Why?" Smith asked`: a name of up to four words, then a verb of speech that does not itself go on with a clause.
_CUE_AFTER = re.compile(
    r"(?:I|(?:[A-Z][\w.'’-]*\s){1,4}?)\s?(?:asked|says|said|cried|shouted|wondered|exclaimed|replied|wrote|added"
    r"|tweeted|continued|demanded|yelled|joked|quipped|inquired|asks|screamed)\b(?!\s(?:that|he|she|they|it|the)\b)"
)


def sentences(article: Article) -> tuple[Sentence, ...]:
    """The sentences of the article's body, numbered through, each with the number of its body block."""
    found: list[Sentence] = []
    for paragraph, block in enumerate(article.of_kind("body")):
        for span in split(article.text, block.start, block.end):
            found.append(Sentence(span.start, span.end, len(found), paragraph))
    return tuple(found)


def split(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """The sentences of `text[start:end]`, which is one paragraph, without the white space around them."""
    end = len(text) if end is None else end
    found: list[Span] = []
    begin = start
    for match in _STOP.finditer(text, start, end):
        if match.end() < end and not _ends(text, begin, match, end):
            continue
        _append(found, text, begin, match.end("marks"))
        begin = match.end()
    _append(found, text, begin, end)
    return found


def _append(found: list[Span], text: str, start: int, end: int) -> None:
    bare = text[start:end]
    start += len(bare) - len(bare.lstrip())
    end -= len(bare) - len(bare.rstrip())
    if start >= end:
        return
    if found and not any(char.isalnum() for char in bare):
        found[-1] = Span(found[-1].start, end)  # marks without a word belong to the sentence before them
    else:
        found.append(Span(start, end))


def _ends(text: str, begin: int, match: re.Match[str], end: int) -> bool:
    """Whether the stop at `match` ends the sentence that began at `begin`; there is text after it."""
    stop, marks = match["stop"], match["marks"]
    if stop in "。！？":
        return True
    opener = _OPENER.match(text, match.end(), end)
    assert opener is not None  # it matches the empty string
    at = opener.end()
    ahead = text[at : min(end, at + 80)]
    if not match["gap"]:
        return _runs_on(text, begin, match, ahead, bool(opener[0]))
    if not _looks_like_opening(ahead, sure=stop == "." and not marks):
        return False
    word = _WORD.match(ahead)
    starter = word is not None and word[0].replace("’", "'") in lexicon("sentence-starters")
    if stop[0] in "!?":
        return not (_is_exclaimed_name(text, begin, match) or (marks and _CUE_AFTER.match(ahead)))
    token = _TOKEN.search(text, max(begin, match.start() - 40), match.start())
    before = token[0] if token else ""
    if stop != ".":
        return starter or bool(marks) or bool(opener[0].strip("([")) or len(stop) == 4
    bare = before.lstrip("\"'“‘«‹„‚`([")
    quoted = bool(marks.strip(")]"))
    if quoted and bare != before and _INITIALS.match(bare):
        return False  # a nickname: "T.J." Solomon
    if quoted or not bare:
        return True
    return _token_ends(bare, ahead, starter, first=match.start() - len(bare) <= begin + 1)


def _token_ends(token: str, ahead: str, starter: bool, *, first: bool) -> bool:
    """Whether `token` and a stop end a sentence before `ahead`, which looks like an opening."""
    if _CLOCK.match(token.rsplit("-", 1)[-1]) or token.endswith((".m", ".M")):
        return not _AFTER_CLOCK.match(ahead)
    if _INITIALS.match(token):
        return starter
    if first and token.isdigit():
        return False  # "1. The first point"
    last = re.split(r"[-/(]", token)[-1]
    for form in (token, last):
        use = _abbreviations().get(form) or _abbreviations().get(form.capitalize() if form.isupper() else form)
        if use == "Name":
            return False
        if use == "1":
            return not ahead[0].isdigit()
        if use is not None:
            return starter
    return True


@cache
def _abbreviations() -> dict[str, str]:
    """Abbreviations without their last stop, and what must follow: "Name", "1", or nothing."""
    entries = (entry.partition(" ") for entry in lexicon("abbreviations"))
    return {form.removesuffix("."): use for form, _, use in entries}


def _is_exclaimed_name(text: str, begin: int, match: re.Match[str]) -> bool:
    token = _TOKEN.search(text, max(begin, match.start() - 40), match.start())
    return token is not None and not match["marks"] and f"{token[0]}{match['stop']}" in _abbreviations()


def _looks_like_opening(ahead: str, *, sure: bool) -> bool:
    """Whether a sentence can begin with `ahead`; after a bare full stop (`sure`) names in lower case count."""
    if not ahead:
        return True
    first = ahead[0]
    if first.isupper() or first.isdigit() or first in "$£€#@&•*¿¡":
        return True
    return first.isalpha() and (
        not first.islower() or (_SMALL_NAME.match(ahead) is not None and (sure or first == "i"))
    )


def _runs_on(text: str, begin: int, match: re.Match[str], ahead: str, opened: bool) -> bool:
    """Whether a sentence begins right after the stop, the space forgotten: "multiplied.That"."""
    if match["stop"] not in (".", "!", "?"):
        return False
    before = text[max(begin, match.start() - 3) : match.start()]
    word = _WORD.match(ahead)
    if word is None or not word[0][0].isupper():
        return False
    return (
        before.isalpha()
        and before.islower()
        and len(before) == 3
        and (opened or word[0] == "I" or word[0][1:2].islower() or word[0] == "A")
    ) and (ahead[word.end() : word.end() + 1] not in ("/", "@", "_", ".") or bool(match["marks"]))
