"""Markdown for notes, tickets and wikis: quotations as block quotes, key sentences and paragraphs as text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pressq.article import Article, Quotes, Speaker, Summary
from pressq.output.phrasing import (
    attribution,
    certainty,
    count,
    count_quotes,
    count_speakers,
    groups,
    heading,
    lead_in,
    left_out,
    provenance,
    quoted_paragraphs,
    score_parts,
    shown,
)
from pressq.output.printable import one_line
from pressq.output.results import Result
from pressq.output.trace_records import timelines
from pressq.output.verification_records import editors_note
from pressq.report.speaker_profiles import SpeakerProfiles
from pressq.report.traces import Traces
from pressq.report.verification import Verification

__all__ = ["markdown"]

_MARKUP = re.compile(r"[\\`*_\[\]|~]|^[#+=-]|(?<=^\d)[.)]|(?<=^\d\d)[.)]")


def markdown(result: Result, *, source: bool = False) -> str:
    """The result as a Markdown section, with `source` naming the file; no word is ever taken for markup or HTML."""
    match result:
        case Article():
            lines = _text(result)
        case Quotes():
            lines = _quotes(result, source)
        case Summary():
            lines = _summary(result, source)
        case SpeakerProfiles():
            lines = _profiles(result)
        case Verification():
            lines = editors_note(result, _plain)
        case Traces():
            lines = timelines(result, _plain)
    return "\n".join(lines) + "\n"


def _who(speaker: Speaker) -> str:
    return f"**{_plain(speaker.name)}**" + (f", {_plain(speaker.role)}" if speaker.role else "")


def _quotes(found: Quotes, source: bool) -> Iterator[str]:
    yield from _head(found.article, source)
    for quote in found.quotes:
        lead = f"*{_plain(lead_in(quote))}* " if lead_in(quote) else ""
        for paragraph in quoted_paragraphs(quote):
            yield f"> {lead}{_plain(paragraph)}"
            lead = ""
            yield ">"
        who = "; ".join(map(_who, quote.speaker.each)) if quote.speaker else "*unattributed*"
        stated = " · ".join(map(_plain, [*attribution(quote, found.article), certainty(quote.confidence)]))
        yield f"> — {who} ({stated})"
        yield ""
    yield f"*{count_quotes(found)}*"


def _summary(found: Summary, source: bool) -> Iterator[str]:
    if found.others:
        yield f"# {count(len(found.others) + 1, 'article')}"
        yield ""
    else:
        yield from _head(found.article, source)
    for number, sentence in enumerate(found.sentences):
        yield f"- {_plain(sentence.text)}" + (f" ({_plain(sentence.source)})" if sentence.source else "")
        if sentence.parts:
            yield f"  - {_plain(score_parts(sentence))}"
        for one in found.left_out:
            if one.near == number:
                yield f"  - {_plain(left_out(one))}"
    if found.sentences:
        yield ""
    keywords = " · ".join(_plain(keyword.text) for keyword in found.keywords)
    yield f"*Keywords: {keywords}*" if keywords else "*No keywords.*"


def _text(article: Article) -> Iterator[str]:
    yield f"# {_plain(heading(article))}"
    for block in article.blocks:
        words = _plain(block.of(article.text))
        match block.kind:
            case "title":
                continue
            case "subhead":
                words = f"## {words}"
            case "byline" | "dateline":
                words = f"*{words}*"
            case "boilerplate":
                words = f"<small>{words}</small>"
            case "body":
                pass
        yield ""
        yield words


def _profiles(found: SpeakerProfiles) -> Iterator[str]:
    yield "| Speaker | Role | Quotations | Words | Share | In their words |"
    yield "|---|---|---:|---:|---:|---|"
    for profile in found.profiles:
        cells = (
            f"**{_plain(profile.speaker.name)}**",
            _plain(profile.speaker.role or ""),
            f"{len(profile.utterances):,}",
            f"{profile.words:,}",
            f"{found.share(profile):.0%}",
            _plain(shown(profile.example.quote)),
        )
        yield f"| {' | '.join(cells)} |"
    yield ""
    for name, counted in (("kind", found.by_kind), ("pronoun", found.by_pronoun), ("role", found.by_role)):
        if counted:
            yield f"By {name}: {_plain(groups(found, counted))}"
            yield ""
    yield f"*{count_speakers(found)}*"


def _head(article: Article, source: bool) -> Iterator[str]:
    yield f"# {_plain(heading(article))}"
    yield ""
    if line := provenance(article, source=source):
        yield f"*{_plain(line)}*"
        yield ""


def _plain(text: str) -> str:
    """Text on one line, with every character that Markdown or HTML could read as its own escaped."""
    escaped = _MARKUP.sub(lambda match: f"\\{match[0]}", one_line(text))
    return escaped.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
