"""Every method by its name, made ready for a language."""

from __future__ import annotations

from typing import Any, Literal, get_args

from pressq.text.lexicon import lexicon

__all__ = ["METHODS", "Method", "summarizer"]

Method = Literal["news", "edmundson", "kl", "lex-rank", "lsa", "luhn", "random", "reduction", "sum-basic", "text-rank"]
METHODS: tuple[Method, ...] = get_args(Method)
"""The names of all methods, our own first."""


def summarizer(method: str, language: str) -> Any:
    """The summarizer of this name: sumy's call, `summarizer(document, count)`, with stems and stop words set.

    Raises:
        MissingExtraError: the language's stemmer is not installed.
    """
    from pressq.summary.languages import stemmer, stop_words

    if method == "news":
        from pressq.summary.news import News

        news = News(stemmer(language))
        news.stop_words = stop_words(language)
        return news
    from pressq.summary import frequency, graph

    classes: dict[str, Any] = {
        "edmundson": frequency.Edmundson,
        "kl": frequency.KL,
        "lex-rank": graph.LexRank,
        "lsa": frequency.Lsa,
        "luhn": frequency.Luhn,
        "random": frequency.Random,
        "reduction": graph.Reduction,
        "sum-basic": frequency.SumBasic,
        "text-rank": graph.TextRank,
    }
    if method == "edmundson":
        return _edmundson(language)
    made = classes[method](stemmer(language))
    made.stop_words = stop_words(language)
    return made


def _edmundson(language: str) -> Any:
    """Edmundson's method: with cue words in English, without them elsewhere."""
    from pressq.summary.frequency import Edmundson
    from pressq.summary.languages import stemmer, stop_words

    english = language == "en"
    made = Edmundson(stemmer(language), cue_weight=1.0 if english else 0.0)
    made.null_words = stop_words(language)
    if english:
        made.bonus_words = lexicon("bonus-words")
        made.stigma_words = lexicon("stigma-words")
    return made
