"""Sentences of languages other than English, by Punkt (Kiss and Strunk, 2006) as NLTK has it.

With the parameters that NLTK trained on newspapers where the user has them, with abbreviations of our own where not.
English has rules of its own instead (`sentences`), which are right more often than the trained parameters.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING
from zipfile import BadZipFile

from pressq.article import Span
from pressq.text.lexicon import lexicon

if TYPE_CHECKING:
    from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer

__all__ = ["punkt_spans"]

# What NLTK calls the languages that it has trained parameters for; Slovak is split as Czech is, as in sumy.
_TRAINED = {
    "cs": "czech",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "es": "spanish",
    "et": "estonian",
    "fi": "finnish",
    "fr": "french",
    "it": "italian",
    "nl": "dutch",
    "no": "norwegian",
    "pl": "polish",
    "pt": "portuguese",
    "ru": "russian",
    "sk": "czech",
    "sl": "slovene",
    "sv": "swedish",
    "tr": "turkish",
}
# Where "3." is the third: "am 3. Mai".
_ORDINAL_STOPS = frozenset({"cs", "da", "de", "et", "fi", "hr", "hu", "lv", "no", "pl", "sk", "sl", "sr", "tr"})

# Punkt knows the marks of ASCII only. Each of these stands for itself in one character, so offsets stay as they are.
_MARKS = str.maketrans(
    {**dict.fromkeys("“”„‟»", '"'), **dict.fromkeys("‘’‚‹›", "'"), "…": ".", "¿": "(", "¡": "(", "؟": "?", "।": "."}
)
_GREEK_QUESTION = str.maketrans(";\u037e", "??")
_OPENING_GUILLEMET = re.compile(r"(?<!\S)«")
_SMALL = re.compile(r"[^\w\s]*\s?[^\W\d_A-Z]")
_ORDINAL = re.compile(r"(?<!\S)[(\"']?\d{1,2}\.\s*\Z")


def punkt_spans(text: str, language: str) -> list[Span]:
    """The sentences of `text`, a paragraph in `language` (ISO 639-1).

    Two repairs follow Punkt: no sentence begins in lower case, and no ordinal number ends one.
    """
    plain = _OPENING_GUILLEMET.sub("(", text).translate(_MARKS).replace("«", '"')
    if language == "el":
        plain = plain.translate(_GREEK_QUESTION)
    found: list[Span] = []
    for start, end in _tokenizer(language).span_tokenize(plain):
        if found and _goes_on(plain, found[-1], start, language):
            found[-1] = Span(found[-1].start, end)
        else:
            found.append(Span(start, end))
    return found


def _goes_on(text: str, before: Span, start: int, language: str) -> bool:
    """Whether what begins at `start` goes on with the sentence `before`."""
    opening = _SMALL.match(text, start)
    if opening and opening[0][-1].islower():
        return True
    return language in _ORDINAL_STOPS and bool(_ORDINAL.search(text, max(before.start, before.end - 8), before.end))


@cache
def _tokenizer(language: str) -> PunktSentenceTokenizer:
    from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer

    parameters = _trained(language) or PunktParameters()
    parameters.abbrev_types |= _abbreviations().get(language, frozenset())
    return PunktSentenceTokenizer(parameters)


def _trained(language: str) -> PunktParameters | None:
    """NLTK's parameters, from the folders where NLTK looks for its data; None where they are not there or broken."""
    from nltk.data import find
    from nltk.tokenize.punkt import load_punkt_params

    if language not in _TRAINED:
        return None
    try:
        return load_punkt_params(find(f"tokenizers/punkt_tab/{_TRAINED[language]}/"))
    except (LookupError, OSError, ValueError, BadZipFile):
        return None


@cache
def _abbreviations() -> dict[str, frozenset[str]]:
    """Abbreviations by language, in lower case and without their last stop, as Punkt wants them."""
    entries = (entry.partition(":") for entry in lexicon("foreign-abbreviations"))
    return {language: frozenset(forms.split()) for language, _, forms in entries}
