"""Sentences: where a stop ends one and where it does not.

The order of decisions follows Punkt (Kiss and Strunk, "Unsupervised Multilingual Sentence Boundary Detection", 2006):
is the token before the stop an abbreviation, an initial, an ellipsis; then, does the next word look like an opening.
In place of a trained model there are word lists, because news uses a few hundred known abbreviations, and rules for
closing marks, which Punkt does not see: of 211 hard boundaries in English, NLTK's trained parameters get 170 right and
these rules 204. Chinese, Japanese and Thai, which set no space after a stop or no stop, go the same way; all other
languages are left to Punkt itself.
"""

from __future__ import annotations

import re
from functools import cache

from pressq.article import Article, Sentence, Span
from pressq.text.lexicon import lexicon
from pressq.text.punkt import punkt_spans

__all__ = ["sentences", "split"]

_BY_RULES = frozenset({"en", "ja", "th", "zh"})

_CLOSING = "\"'”’»›)\\]"
_OPENING = "\"'“‘«‹„‚`(["

# A run of stops, the closing marks after it (also set off: ' ", and as in French), and the white space that follows.
_STOP = re.compile(
    rf"(?P<stop>\.(?:\s\.)+|[.!?…]+|[。！？])(?P<marks>[{_CLOSING}]*(?:(?<=['’])\s[\"”](?=\s|\Z)|\s[»›])?)(?P<gap>\s*)"
)
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_TOKEN = re.compile(r"[^\s—–]{1,40}\Z")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]\Z")
_CLOCK = re.compile(r"(?:\A|\d)[ap]\.?m\Z", re.IGNORECASE)
_LIST_NUMBER = re.compile(r"\d{1,2}\Z")
_NICKNAME = re.compile(r"\S+(?:\s\S+)?[\"”'’]")
_AFTER_CLOCK = re.compile(
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
    r"|[A-Z]{2,4}\b|Eastern|Central|Mountain|Pacific|Greenwich|local)"
)
# Names that open in lower case: "al-Qaeda", "de Blasio", "iPhone".
_SMALL_NAME = re.compile(r"(?:(?:al|el|as|ash|an|de|di|da|du|la|le|van|von|der|bin|ibn)[ -])?[^\W\d_]?[A-Z]")
# `"Why?" Smith asked`: a name of up to four words, then a verb of speech that does not itself go on with a clause.
_CUE_AFTER = re.compile(
    r"(?:I|(?!(?:He|She|They|We|It|You)\b)(?:[A-Z][\w.'’-]*\s){1,4}?)\s?"
    r"(?:(?:asked|asks|wondered|inquired|cried|shouted|yelled|screamed|exclaimed|demanded|joked|quipped)\b"
    r"(?!\s(?:for|if|whether|to|not|that)\b)"
    r"|(?:said|says|wrote|writes|added|replied|continued|tweeted)\b(?!\s(?:that|he|she|they|it|the|there|his|her|its)\b))"
)


def sentences(article: Article, language: str | None = None) -> tuple[Sentence, ...]:
    """The sentences of the article's body, numbered through, each with the number of its body block.

    The language, an ISO 639-1 code, is by default the article's, English where that is not known.
    """
    code = language or article.language or "en"
    found: list[Sentence] = []
    for paragraph, block in enumerate(article.of_kind("body")):
        for span in split(article.text, block.start, block.end, code):
            found.append(Sentence(span.start, span.end, len(found), paragraph))
    return tuple(found)


def split(text: str, start: int = 0, end: int | None = None, language: str = "en") -> list[Span]:
    """The sentences of `text[start:end]`, one paragraph in `language`, without the white space around them."""
    end = len(text) if end is None else end
    found: list[Span] = []
    if language not in _BY_RULES:
        for span in punkt_spans(text[start:end], language):
            _append(found, text, start + span.start, start + span.end)
        return found
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
    opening = match.end()
    while opening < end and (text[opening] in _OPENING or (text[opening].isspace() and text[opening - 1] in "«‹")):
        opening += 1
    opener = text[match.end() : opening]
    ahead = text[opening : min(end, opening + 80)]
    token = _TOKEN.search(text, max(begin, match.start() - 40), match.start())
    before = token[0].lstrip(_OPENING) if token else ""
    if not match["gap"]:
        return _runs_on(match, before, ahead, opened=bool(opener))
    if not _looks_like_opening(ahead, sure=stop == "." and not marks):
        return False
    if stop[0] in "!?":
        return not (f"{before}{stop}" in _abbreviations() if not marks else _CUE_AFTER.match(ahead))
    if marks.strip(")]"):
        # What stands alone between marks is a nickname: "T.J." Solomon.
        return not (token and before != token[0] and _INITIALS.match(before))
    if not before:
        return bool(marks) or _starts(ahead)
    if stop != ".":
        return True
    if _LIST_NUMBER.match(before) and match.start() - begin <= len(before) + 1:
        return False  # "1. The first point"
    return _token_ends(text, match.start() - len(before), before, ahead, opener)


def _token_ends(text: str, at: int, token: str, ahead: str, opener: str) -> bool:
    """Whether `token`, which stands at `at`, and a stop end a sentence before `ahead`, which looks like an opening."""
    starts = _starts(ahead) or (opener.strip("([") != "" and not _NICKNAME.match(ahead))
    if _CLOCK.search(token):
        return starts if "(" in opener else not _AFTER_CLOCK.match(ahead)
    shouted = token.isupper() and "".join(ahead.split(None, 1)[:1]).isupper()
    use = None
    for form in (token, re.split(r"[-/(]", token)[-1]):
        use = use or _abbreviations().get(form.capitalize() if shouted else form)
    if use == "Name":
        return False
    if use == "1":
        return not ahead[:1].isdigit()
    if use == "State":
        return starts or text[max(0, at - 2) : at].rstrip().endswith(",")
    if use == "" or _INITIALS.match(token):
        return starts
    return True


def _starts(ahead: str) -> bool:
    """Whether the first word of `ahead` opens sentences, in place of going on a name."""
    word = _WORD.match(ahead)
    return word is not None and word[0].replace("’", "'") in lexicon("sentence-starters")


@cache
def _abbreviations() -> dict[str, str]:
    """Abbreviations without their last stop, and what follows them: "Name", "1", "State", or nothing in particular."""
    entries = (entry.partition(" ") for entry in lexicon("abbreviations"))
    return {form.removesuffix("."): use for form, _, use in entries}


def _looks_like_opening(ahead: str, *, sure: bool) -> bool:
    """Whether a sentence can begin with `ahead`; after a bare full stop (`sure`) names in lower case count."""
    if not ahead:
        return True
    first = ahead[0]
    if first.isupper() or first.isdigit() or first in "$£€#@&•*¿¡©":
        return True
    return first.isalpha() and (not first.islower() or (sure and _SMALL_NAME.match(ahead) is not None))


def _runs_on(match: re.Match[str], before: str, ahead: str, *, opened: bool) -> bool:
    """Whether a sentence begins right after the stop, the space forgotten: "multiplied.That"."""
    word = _WORD.match(ahead)
    if match["stop"] not in (".", "!", "?") or word is None or not word[0][0].isupper():
        return False
    if len(before) < 3 or not before.isalpha() or not before[-3:].islower():
        return False  # an address, a file name, a version: "ASP.NET", "Page.Html"
    if not match["marks"] and ahead[word.end() : word.end() + 1] in ("/", "@", "_", "."):
        return False
    return opened or len(word[0]) == 1 or not word[0].isupper()
