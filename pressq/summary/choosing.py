"""From one or several articles to a summary: rank all sentences, choose among them, say why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pressq.article import Article, LeftOut, ScorePart, Summary, SummarySentence
from pressq.summary.keywords import keywords
from pressq.summary.languages import LANGUAGES, Tokenizer, language_code
from pressq.summary.length import Choice
from pressq.summary.methods import summarizer
from pressq.summary.news import Account, News
from pressq.summary.summary_document import read_document
from pressq.summary.summary_options import SummaryOptions

__all__ = ["summarized"]

_LEAN = 0.6  # what a sentence gains that is all about the query, of the range of all ratings
_BULLETS = "•·▪◦‣*-–—"
_STOPS = ".!?…:;\"'”’»)]。！？"
_LEAST_WORTH = 0.01  # so that every sentence is better than unused room


@dataclass(frozen=True, slots=True)
class _Rated:
    """A sentence with its rating, and its account where the method gives one."""

    order: int
    sentence: Any
    rating: float
    parts: dict[str, float]
    account: Account | None = None


def summarized(articles: Sequence[Article], options: SummaryOptions) -> Summary:
    """One summary of the articles.

    Raises:
        UsageError: sumy does not know the language.
        MissingExtraError: the language needs a package that is not installed.
    """
    language = _language(articles[0], options.language)
    tokenizer = Tokenizer(language)
    model = read_document(articles, tokenizer, language if options.language else None)
    query = tokenizer.to_words(options.query) if options.query else ()
    ranking = _ranking(model, options.method, language, query)
    whole = [rated for rated in ranking if not (rated.sentence.torn or _is_row(str(rated.sentence)))] or ranking
    eligible = [rated for rated in whole if options.quotes or not rated.sentence.quoted]
    distinct, equal = _distinct(eligible)
    fit = [rated for rated in distinct if rated.account is None or rated.account.is_fit]
    if options.length().unit in ("words", "characters"):
        distinct = fit or distinct
    chosen = _chosen(distinct, options, len(ranking))
    return Summary(
        article=articles[0],
        method=options.method,
        sentences=tuple(_summary_sentence(rated, articles, options.explain) for rated in chosen),
        keywords=keywords(model.sentences, language),
        left_out=tuple(_left_out(distinct, equal, chosen, articles)) if options.explain else (),
        others=tuple(articles[1:]),
    )


def _is_row(sentence: str) -> bool:
    """Is the line an item of a list of figures, or a row of a table, and no sentence?"""
    listed = sentence[0] in _BULLETS or sentence[-1] not in _STOPS
    return listed and any(map(str.isdigit, sentence))


def _language(article: Article, requested: str | None) -> str:
    """The code of the language to work in: as requested, as detected where sumy knows it, else English."""
    if requested is not None:
        return language_code(requested)
    return article.language if article.language in LANGUAGES else "en"


def _ranking(model: Any, method: str, language: str, query: Sequence[str]) -> list[_Rated]:
    """All sentences, best first."""
    ready = summarizer(method, language)
    sentences = model.sentences
    if isinstance(ready, News):
        ready.query = query
        accounts = ready.account(sentences)
        rated = [_Rated(i, s, a.score, a.parts, a) for i, (s, a) in enumerate(zip(sentences, accounts, strict=True))]
    else:
        rated = _lean(_rate(ready, model, method), ready, query)
    return sorted(rated, key=lambda one: (-one.rating, one.order))


def _rate(ready: Any, model: Any, method: str) -> list[_Rated]:
    """The ratings of one of sumy's methods, which come out through a count that only looks on."""
    rated: list[_Rated] = []

    def look(infos: Sequence[Any]) -> list[Any]:
        for info in infos:
            rating = float(info.rating)
            rated.append(_Rated(info.order, info.sentence, rating, {method: rating}))
        return []

    ready(model, look)
    return rated


def _lean(rated: list[_Rated], ready: Any, query: Sequence[str]) -> list[_Rated]:
    """The ratings with what the query adds: its share of words that a sentence has."""
    stems = {ready.stem_word(word) for word in query}
    if not stems or not rated:
        return rated
    ratings = [one.rating for one in rated]
    scale = (max(ratings) - min(ratings)) or 1.0
    leaned = []
    for one in rated:
        held = len(stems.intersection(map(ready.stem_word, one.sentence.words))) / len(stems)
        gain = _LEAN * scale * held
        leaned.append(_Rated(one.order, one.sentence, one.rating + gain, one.parts | {"query": gain}))
    return leaned


def _distinct(ranking: Sequence[_Rated]) -> tuple[list[_Rated], list[tuple[_Rated, _Rated]]]:
    """The best of every set of equal sentences, and each of the others with the one it equals."""
    best: dict[Any, _Rated] = {}
    equal = []
    for rated in ranking:
        first = best.setdefault(rated.sentence, rated)
        if first is not rated:
            equal.append((rated, first))
    return list(best.values()), equal


def _chosen(ranking: Sequence[_Rated], options: SummaryOptions, total: int) -> list[_Rated]:
    """The sentences of the summary, in reading order."""
    if not ranking:
        return []
    lede = min(ranking, key=lambda rated: (_is_unfit(rated), rated.order)) if options.lead else None
    ordered = sorted(ranking, key=lambda rated: rated is not lede)  # the lead first, the rest as they are
    lowest, highest = min(r.rating for r in ordered), max(r.rating for r in ordered)
    scale = (highest - lowest) or 1.0
    candidates = []
    for rated in ordered:
        worth = _LEAST_WORTH + (rated.rating - lowest) / scale
        text = str(rated.sentence)
        words = max(len(rated.sentence.words), len(text.split()))  # however one counts, "over 60" is not 60
        candidates.append(Choice(words, len(text), worth, rated is lede))
    return sorted((ordered[i] for i in options.length().choose(candidates, total)), key=lambda rated: rated.order)


def _is_unfit(rated: _Rated) -> bool:
    return rated.account is not None and not rated.account.is_fit


def _summary_sentence(rated: _Rated, articles: Sequence[Article], explain: bool) -> SummarySentence:
    sentence = rated.sentence
    article, place = articles[sentence.article], sentence.place
    parts = rated.parts if explain else {}
    return SummarySentence(
        start=place.start,
        end=place.end,
        text=place.of(article.text),
        index=place.index,
        paragraph=place.paragraph,
        score=round(rated.rating, 4),
        parts=tuple(ScorePart(name, round(value, 4)) for name, value in parts.items()),
        source=article.source if len(articles) > 1 else None,
    )


def _left_out(
    ranking: Sequence[_Rated],
    equal: Sequence[tuple[_Rated, _Rated]],
    chosen: Sequence[_Rated],
    articles: Sequence[Article],
) -> list[LeftOut]:
    """The sentences that would have been chosen, had others not said the same."""
    taken = {rated.order: number for number, rated in enumerate(chosen)}
    found = [(one, taken[twin.order], 1.0) for one, twin in equal if twin.order in taken and not _is_unfit(one)]
    rest = sorted(ranking, key=lambda one: (-one.account.relevance if one.account else -one.rating, one.order))
    for one in rest[: len(chosen)]:
        near = one.account.near if one.account else None
        if one.order not in taken and one.account and near in taken:
            found.append((one, taken[near], one.account.similarity))
    return [
        LeftOut(
            start=one.sentence.place.start,
            end=one.sentence.place.end,
            text=one.sentence.place.of(articles[one.sentence.article].text),
            index=one.sentence.place.index,
            paragraph=one.sentence.place.paragraph,
            score=round(one.account.relevance if one.account else one.rating, 4),
            near=near,
            similarity=round(similarity, 4),
            source=articles[one.sentence.article].source if len(articles) > 1 else None,
        )
        for one, near, similarity in sorted(found, key=lambda entry: entry[0].order)
    ]
