"""Traces as timelines: a quotation, its speakers, and one line for each article, the first on top."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from pressq.display.console import QUIET, STRONG, empty_table
from pressq.output.phrasing import count
from pressq.output.printable import one_line
from pressq.output.trace_records import UNCERTAIN, count_traces, how, when, where
from pressq.report.traces import Occurrence, Trace, Traces

__all__ = ["trace_table"]

_STACKED_BELOW = 72
_LONGEST_LINE = 90
_OTHER = "bold red"


def trace_table(found: Traces, width: int) -> RenderableType:
    """The traces for a screen of `width` columns."""
    caption = Text(count_traces(found), style=QUIET)
    return Group(*(part for trace in found.traces for part in _timeline(trace, width)), caption)


def _timeline(trace: Trace, width: int) -> list[RenderableType]:
    said = Text.assemble((f"{trace.id}  ", QUIET), (f"“{one_line(trace.text)}”", STRONG))
    who = Text(", ").join(
        Text.assemble(one_line(one.speaker.name), (f" {count(one.articles, 'article')}", QUIET))
        for one in trace.speakers
    )
    head: list[RenderableType] = [
        said,
        Padding(who or Text("unattributed", style=QUIET), (0, 0, 0, len(str(trace.id)) + 2)),
    ]
    if trace.disagreement:
        head.append(Padding(Text("! articles disagree who said it", style=_OTHER), (0, 0, 0, len(str(trace.id)) + 2)))
    if not trace.certain:
        head.append(Padding(Text(UNCERTAIN, style=QUIET), (0, 0, 0, len(str(trace.id)) + 2)))
    rows = [(_when(one, trace), _where(one), _speaker(one, trace), _how(one)) for one in trace.occurrences]
    if width < _STACKED_BELOW:
        stacks = [
            Group(Text("  ").join([when, where]), Padding(Text("\n").join([name, how]), (0, 0, 0, 2)))
            for when, where, name, how in rows
        ]
        return [*head, Text(), *stacks, Text()]
    table = empty_table(width, leading=0)
    table.add_column("Published", no_wrap=True)
    table.add_column("Article", max_width=width // 3)
    table.add_column("Speaker")
    table.add_column("Words", max_width=_LONGEST_LINE)
    for row in rows:
        table.add_row(*row)
    return [*head, table, Text()]


def _when(one: Occurrence, trace: Trace) -> Text:
    first = one is trace.first
    sign = "●" if first and trace.certain else "○" if first else "│"
    return Text(f"{sign} {one_line(when(one))}", style=STRONG if first else "")


def _where(one: Occurrence) -> Text:
    return Text(one_line(where(one)))


def _speaker(one: Occurrence, trace: Trace) -> Text:
    speaker = one.quote.speaker
    if speaker is None:
        return Text("unattributed", style=QUIET)
    return Text(one_line(speaker.name), style=_OTHER if trace.is_odd(speaker) else "")


def _how(one: Occurrence) -> Text:
    return Text(how(one), style=QUIET if one.form == "whole" else "")
