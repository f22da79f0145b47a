"""Traces of quotations as plain values, and as timelines in Markdown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from pressq.output.fields import plain
from pressq.output.phrasing import count
from pressq.output.printable import one_line
from pressq.output.results import Record, change_record, speaker_record
from pressq.output.verification_records import NOTE_REASONS
from pressq.report.traces import Claim, Occurrence, Trace, Traces

__all__ = [
    "UNCERTAIN",
    "count_traces",
    "describe_changes",
    "how",
    "occurrence_rows",
    "timelines",
    "trace_record",
    "traces_record",
    "when",
    "where",
]

UNCERTAIN = "Which was first is uncertain: one is undated, or of the same day without a time."


def traces_record(found: Traces) -> Record:
    """The JSON object of traces, without its schema."""
    return {
        "articles": found.articles,
        "quotes": found.quotes,
        "traces": [trace_record(trace) for trace in found.traces],
    }


def trace_record(trace: Trace) -> Record:
    """The JSON object of a trace."""
    return {
        "id": trace.id,
        "text": trace.text,
        "speakers": [_standing(one) for one in trace.speakers],
        "disagreement": trace.disagreement,
        "first": {
            "source": trace.first.header.source,
            "published": trace.first.header.published,
            "certain": trace.certain,
        },
        "occurrences": [_occurrence(one) for one in trace.occurrences],
    }


def occurrence_rows(found: Traces) -> Iterator[tuple[Any, ...]]:
    """The occurrences of all traces as rows of a spreadsheet."""
    for trace in found.traces:
        for one in trace.occurrences:
            speaker, spans = one.quote.speaker, one.quote.spans
            yield (
                *(trace.id, trace.text, trace.disagreement, one.header.published, one.header.source, one.quote.id),
                *(speaker and speaker.name, one.form, round(one.similarity, 4), "; ".join(describe_changes(one))),
                *("; ".join(one.notes), len(one.reprints), one.header.title, one.header.publisher),
                *(one.quote.text, spans[0].start, spans[-1].end, one.header.sha256),
            )


def describe_changes(occurrence: Occurrence) -> list[str]:
    """The changes of an occurrence as phrases: its words and those of the trace."""
    return [
        f"“{one_line(one.quote.text)}” for “{one_line(one.source.text)}”"
        if one.quote.text and one.source.text
        else f"“{one_line(one.quote.text)}” added"
        if one.quote.text
        else f"“{one_line(one.source.text)}” left out"
        for one in occurrence.changes
    ]


def when(one: Occurrence) -> str:
    """Day, and time and zone where they are known: "2025-03-04 08:30+01:00"."""
    day, _, time = (one.header.published or "undated").partition("T")
    return f"{day} {time[:5]}{time[8:]}" if time else day


def where(one: Occurrence) -> str:
    """The publisher and title of the article, its name where it has none, and how many articles reprint it."""
    header = one.header
    named = ": ".join(filter(None, (header.publisher, header.title))) or header.source
    return named + (f" (+ {count(len(one.reprints), 'reprint')})" if one.reprints else "")


def how(one: Occurrence) -> str:
    """What became of the words: "changed; a number is touched; “nine” for “ten”"."""
    return "; ".join([one.form, *(NOTE_REASONS[note] for note in one.notes), *describe_changes(one)])


def count_traces(found: Traces) -> str:
    """The number of traces among how many quotations and articles."""
    looked_at = f"{count(found.quotes, 'quotation')} of {count(found.articles, 'article')}"
    if not found.traces:
        return f"No quotation is in two of the articles: {looked_at}."
    quarrels = sum(trace.disagreement for trace in found.traces)
    text = f"{count(len(found.traces), 'trace')} among {looked_at}"
    return f"{text}; {quarrels:,} with different speakers" if quarrels else text


def timelines(found: Traces, plain: Callable[[str], str]) -> Iterator[str]:
    """A timeline for each trace; `plain` makes text safe for Markdown."""
    for trace in found.traces:
        yield f"> “{plain(trace.text)}”"
        yield ">"
        yield f"> — {plain(_who(trace))}"
        if not trace.certain:
            yield ">"
            yield f"> {UNCERTAIN}"
        yield ""
        yield "| Published | Article | Speaker | Words |"
        yield "|---|---|---|---|"
        for one in trace.occurrences:
            name = one.quote.speaker.name if one.quote.speaker else "unattributed"
            cells = (when(one), where(one), name, how(one))
            yield f"| {' | '.join(map(plain, cells))} |"
        yield ""
    yield f"*{count_traces(found)}*"


def _who(trace: Trace) -> str:
    names = [f"{one.speaker.name} ({count(one.articles, 'article')})" for one in trace.speakers]
    return ", ".join(names) or "unattributed"


def _standing(one: Claim) -> Record:
    return {"name": one.speaker.name, "kind": one.speaker.kind, "count": one.articles}


def _occurrence(one: Occurrence) -> Record:
    return {
        "article": plain(one.header),
        "quote": one.quote.id,
        "text": one.quote.text,
        "spans": plain(one.quote.spans),
        "speaker": one.quote.speaker and speaker_record(one.quote.speaker),
        "form": one.form,
        "similarity": round(one.similarity, 4),
        "changes": [change_record(change) for change in one.changes],
        "notes": list(one.notes),
        "reprints": [plain(header) for header in one.reprints],
    }
