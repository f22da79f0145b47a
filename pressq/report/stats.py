"""What a finished run found, counted from its lines of JSON; memory grows with the names of speakers, nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pressq.article import Article, QuoteKind, Quotes, SpeakerKind, Summary

__all__ = ["Amount", "Month", "MostQuoted", "Outcome", "Quoted", "Said", "Speakers", "Stats", "stats"]

_MOST_QUOTED = 10


@dataclass(frozen=True, slots=True)
class Said:
    """How long a quotation or sentence is; of a quotation also its kind, its speakers and whether it was said."""

    words: int
    characters: int
    kind: QuoteKind | None = None
    speakers: tuple[tuple[str, SpeakerKind], ...] = ()
    speech: bool = True


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a line of a run says of one article: its length, its date (ISO) and what was found, or why it failed.

    `schema` is that of the line, `failure` the code of the error.
    """

    schema: str
    characters: int = 0
    published: str | None = None
    said: tuple[Said, ...] = ()
    failure: str | None = None


@dataclass(frozen=True, slots=True)
class Amount:
    """How many sentences, and how many words and characters they have."""

    number: int
    words: int
    characters: int


@dataclass(frozen=True, slots=True)
class Quoted(Amount):
    """The same of quotations; how many of each kind, with a speaker, with one who has a name, and were said."""

    direct: int
    mixed: int
    indirect: int
    attributed: int
    named: int
    speech: int


@dataclass(frozen=True, slots=True)
class MostQuoted:
    """A name as articles have it, how often and how much it is quoted, and in how many articles."""

    name: str
    kind: SpeakerKind
    quotes: int
    words: int
    articles: int


@dataclass(frozen=True, slots=True)
class Speakers:
    """How many distinct names are quoted, and those quoted most."""

    names: int
    most_quoted: tuple[MostQuoted, ...]


@dataclass(frozen=True, slots=True)
class Month:
    """How many articles a month (YYYY-MM) has, and how many quotations or sentences were found in them."""

    month: str
    articles: int
    found: int


@dataclass(frozen=True, slots=True)
class Stats:
    """What a run found.

    `of` is the schema of its lines, None where there are none. `characters` are the articles'. `failures` counts by the
    code of the error. `quotes` and `speakers` are there for `pressq quotes`, `sentences` for `pressq summarize`.
    `first` and `last` are the dates of articles, ISO; `undated` articles have none and are in no month.
    """

    of: str | None
    articles: int
    characters: int
    failures: dict[str, int]
    quotes: Quoted | None
    sentences: Amount | None
    speakers: Speakers | None
    first: str | None
    last: str | None
    undated: int
    months: tuple[Month, ...]

    def to_dict(self) -> dict[str, Any]:
        """The object that `pressq stats --json` prints."""
        from pressq.output.results import stats_record

        return stats_record(self)


def stats(results: Iterable[Outcome | Article | Quotes | Summary | dict[str, Any]]) -> Stats:
    """Count what was found: quotations by kind, the most quoted names, articles by month.

        >>> article = pressq.parse('"We stay," said Ann Lee, the mayor.')
        >>> pressq.stats([pressq.quotes(article)]).quotes.direct
        1

    Args:
        results: articles, quotations or summaries, all of one sort, or the parsed lines of a run's JSON Lines.

    Raises:
        InputError: one of them is none.
    """
    from pressq.output.schema import identifier

    of = first = last = None
    failures: Counter[str] = Counter()
    count: Counter[str] = Counter()
    articles_in: Counter[str] = Counter()
    found_in: Counter[str] = Counter()
    quotes_by: Counter[tuple[str, SpeakerKind]] = Counter()
    words_by: Counter[tuple[str, SpeakerKind]] = Counter()
    articles_with: Counter[tuple[str, SpeakerKind]] = Counter()
    for line in _outcomes_of(results):
        of = line.schema
        if line.failure is not None:
            failures[line.failure] += 1
            continue
        count.update(articles=1, length=line.characters, undated=int(line.published is None))
        if line.published is not None:
            first = min(first or line.published, line.published)
            last = max(last or line.published, line.published)
            articles_in[line.published[:7]] += 1
            found_in[line.published[:7]] += len(line.said)
        heard: set[tuple[str, SpeakerKind]] = set()
        for said in line.said:
            count.update(number=1, words=said.words, characters=said.characters, attributed=int(bool(said.speakers)))
            count[said.kind or "sentence"] += 1
            count["speech"] += said.speech
            named = [who for who in said.speakers if who[1] != "unnamed"]
            count["named"] += bool(named)
            for who in named:
                quotes_by[who] += 1
                words_by[who] += said.words
            heard.update(named)
        articles_with.update(heard)
    amount = count["number"], count["words"], count["characters"]
    quoted = Quoted(
        *amount,
        direct=count["direct"],
        mixed=count["mixed"],
        indirect=count["indirect"],
        attributed=count["attributed"],
        named=count["named"],
        speech=count["speech"],
    )
    most = sorted(quotes_by, key=lambda who: (-quotes_by[who], -words_by[who], who))[:_MOST_QUOTED]
    ranking = tuple(MostQuoted(*who, quotes_by[who], words_by[who], articles_with[who]) for who in most)
    return Stats(
        of=of,
        articles=count["articles"],
        characters=count["length"],
        failures=dict(sorted(failures.items())),
        quotes=quoted if of == identifier("quotes") else None,
        sentences=Amount(*amount) if of == identifier("summary") else None,
        speakers=Speakers(len(quotes_by), ranking) if of == identifier("quotes") else None,
        first=first,
        last=last,
        undated=count["undated"],
        months=tuple(Month(month, articles_in[month], found_in[month]) for month in sorted(articles_in)),
    )


def _outcomes_of(results: Iterable[Outcome | Article | Quotes | Summary | dict[str, Any]]) -> Iterator[Outcome]:
    from pressq.output.run_reader import outcomes

    for result in results:
        match result:
            case Outcome():
                yield result
            case Article() | Quotes() | Summary():
                yield from outcomes(result.to_dict())
            case _:
                yield from outcomes(result)
