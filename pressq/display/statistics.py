"""What a run found, as tables with bars."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TextIO

from rich.console import Group, RenderableType
from rich.text import Text

from pressq.display.console import QUIET, STRONG, bar, empty_table, screen
from pressq.output.phrasing import count
from pressq.output.printable import one_line
from pressq.output.schema import identifier
from pressq.report.stats import Amount, Quoted, Speakers, Stats

__all__ = ["write_stats"]

_MOST_MONTHS = 24


def write_stats(found: Stats, stream: TextIO, width: int | None = None) -> None:
    """Print what a run found, `width` columns wide; None takes the terminal's width."""
    console = screen(stream, width)
    with console.capture() as page:
        console.print(Group(*_layout(found, console.width)))
    stream.write("\n".join([*(line.rstrip() for line in page.get().splitlines()), ""]))


def _layout(found: Stats, width: int) -> Iterable[RenderableType]:
    yield Text(_title(found), style=STRONG)
    if found.failures:
        codes = (f"{number:,} {code}" for code, number in found.failures.items())
        yield Text(one_line(f"{count(sum(found.failures.values()), 'input')} failed: {', '.join(codes)}"))
    yield Text()
    if found.quotes and found.quotes.number:
        yield from _kinds(found.quotes, width)
    if found.speakers and found.speakers.most_quoted:
        yield from _most_quoted(found.speakers, width)
    if found.months:
        yield from _times(found, width)
    yield Text(_caption(found), style=QUIET)


def _title(found: Stats) -> str:
    title = f"{count(found.articles, 'article')}, {count(found.characters, 'character')}"
    if found.first and found.last:
        title += f", {found.first}" + (f" to {found.last}" if found.last != found.first else "")
    return title


def _caption(found: Stats) -> str:
    if found.quotes:
        return _amount(found.quotes, "quotation", found.characters)
    if found.sentences:
        return _amount(found.sentences, "key sentence", found.characters)
    return f"{count(found.undated, 'article')} without a date"


def _amount(amount: Amount, noun: str, characters: int) -> str:
    share = amount.characters / (characters or 1)
    return f"{count(amount.number, noun)} of {count(amount.words, 'word')}, {share:.0%} of the articles' characters"


def _kinds(quoted: Quoted, width: int) -> Iterable[RenderableType]:
    kinds = {"direct": quoted.direct, "mixed": quoted.mixed, "indirect": quoted.indirect}
    speakers = {
        "named speaker": quoted.named,
        "unnamed speaker": quoted.attributed - quoted.named,
        "no speaker": quoted.number - quoted.attributed,
    }
    table = empty_table(width, leading=0)
    table.add_column("Kind")
    table.add_column("Quotes", justify="right")
    table.add_column("Share", no_wrap=True)
    for number, part in enumerate((kinds, speakers)):
        if number:
            table.add_section()
        for name, quotes in part.items():
            share = quotes / quoted.number
            table.add_row(Text(name), Text(f"{quotes:,}"), bar(share, 1) + Text(f" {share:>4.0%}"))
    yield from (table, Text())


def _most_quoted(speakers: Speakers, width: int) -> Iterable[RenderableType]:
    most = speakers.most_quoted[0].quotes
    table = empty_table(width, leading=0)
    table.add_column(f"Most quoted of {count(speakers.names, 'name')}")
    for name in ("Articles", "Words", "Quotes"):
        table.add_column(name, justify="right")
    table.add_column("", no_wrap=True)
    for who in speakers.most_quoted:
        numbers = (Text(f"{number:,}") for number in (who.articles, who.words, who.quotes))
        table.add_row(Text(one_line(who.name), style=STRONG), *numbers, bar(who.quotes, most))
    yield from (table, Text())


def _times(found: Stats, width: int) -> Iterable[RenderableType]:
    """A row a month, or a row a year where there are many."""
    length = len("2025-01") if len(found.months) <= _MOST_MONTHS else len("2025")
    articles: Counter[str] = Counter()
    passages: Counter[str] = Counter()
    for month in found.months:
        articles[month.month[:length]] += month.articles
        passages[month.month[:length]] += month.found
    shown = articles if found.of == identifier("text") else passages
    table = empty_table(width, leading=0)
    table.add_column("Month" if length == len("2025-01") else "Year")
    table.add_column("Articles", justify="right")
    if shown is passages:
        table.add_column("Quotes" if found.quotes else "Sentences", justify="right")
    table.add_column("", no_wrap=True)
    for time in articles:
        numbers = [articles[time], passages[time]][: 1 + (shown is passages)]
        table.add_row(Text(time), *(Text(f"{number:,}") for number in numbers), bar(shown[time], max(shown.values())))
    if found.undated:
        table.add_row(Text("undated", style=QUIET), Text(f"{found.undated:,}", style=QUIET))
    yield from (table, Text())
