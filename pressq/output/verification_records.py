"""Checks of quotations as plain values, and as an editor's note in Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pressq.output.phrasing import count, heading
from pressq.output.printable import one_line
from pressq.output.results import (
    Record,
    article_record,
    change_record,
    match_record,
    passage_record,
    quote_record,
    speaker_record,
)
from pressq.report.verification import Check, Match, Part, Verification

__all__ = [
    "NOTE_REASONS",
    "changed_words",
    "check_rows",
    "count_checks",
    "editors_note",
    "place_words",
    "reason",
    "sentence_around",
    "verification_record",
]

_NAMED = 3  # speakers of words that stand in several places
_REASONS = {
    "verbatim": "word for word",
    "typographic": "the same words",
    "cleaned": "fillers, spelling or contractions cleaned",
    "cut": "words left out or put in, as it shows",
    "altered": "words changed without a sign",
    "spliced": "put together from passages apart, without a sign",
    "missing": "in no source",
}
NOTE_REASONS = {
    "negation": "a negation is touched",
    "number": "a number is touched",
    "name": "a name is touched",
    "context": "the source's sentence turns the sense",
    "bracket": "a bracket changes what it replaces",
    "ellipsis": "what is left out turns the sense, or is far",
    "question": "asked in the source, not stated",
}


def verification_record(found: Verification) -> Record:
    """The JSON object of the checks of one article, without its schema."""
    return {
        "article": article_record(found.article),
        "sources": [article_record(source) for source in found.sources],
        "holds": found.holds,
        "checks": [_check(check) for check in found.checks],
        "notes": list(found.notes),
        "unchecked": found.unchecked,
    }


def check_rows(found: Verification) -> Iterator[tuple[Any, ...]]:
    """The checks as rows under `COLUMNS`."""
    for check in found.checks:
        match = next((part.match for part in check.parts if part.match), None)
        where = (found.sources[match.source].source, match.start, match.end, match.text) if match else (None,) * 4
        place = match and match.place
        evidence = (
            *((place.line, place.paragraph, place.page, place.time) if place else (None,) * 4),
            *((match.sentence and match.sentence.text, match.occurrences) if match else (None, None)),
        )
        quote = check.quote
        yield (
            *(found.article.source, found.article.published, quote.id, check.verdict, check.holds),
            *("; ".join(check.notes), quote.text, quote.speaker and quote.speaker.name, check.speaker),
            *(check.source_speaker and check.source_speaker.name, *where, *evidence),
            *(quote.spans[0].start, quote.spans[-1].end),
            found.article.sha256,
        )


def reason(check: Check) -> str:
    """A verdict in words: "words changed without a sign; a number is touched"."""
    parts = [NOTE_REASONS[note] for note in check.notes]
    if check.verdict != "cut" or "context" not in check.notes:  # which says what is left out
        parts.insert(0, _REASONS[check.verdict])
    if check.speaker == "other" and check.source_speaker:
        parts.append(f"the source gives it to {one_line(check.source_speaker.name)}")
    elif check.speaker == "unknown" and check.quote.speaker and check.verdict != "missing":
        parts.append("speaker unknown in the source")
    return "; ".join(parts)


def changed_words(text: str, start: int, changes: list[tuple[int, int]]) -> Iterator[tuple[str, bool]]:
    """A passage from `start` on as pairs (words, changed?), on one line; ‸ marks missing words."""
    reached = start
    for begin, end in sorted(changes):
        if reached <= begin and end <= start + len(text):
            yield _squeezed(text[reached - start : begin - start]), False
            yield (_squeezed(text[begin - start : end - start]) if begin < end else "‸"), True
            reached = end
    yield _squeezed(text[reached - start :]), False


def count_checks(found: Verification) -> str:
    """The number of quotations checked, and of those that do not hold."""
    if not found.checks:
        return "No quotations to check" + (_unchecked(found) or ".")
    sources = count(len(found.sources), "source")
    failed = sum(not check.holds for check in found.checks)
    checked = f"{count(len(found.checks), 'quotation')} checked against {sources}"
    unknown = sum(check.speaker == "unknown" for check in found.checks)
    counted = "all hold" if not failed else f"{failed:,} {'does' if failed == 1 else 'do'} not hold"
    return f"{checked}: {counted}" + (f"; speaker of {unknown:,} unknown" if unknown else "") + _unchecked(found)


def place_words(match: Match) -> str:
    """Where a match stands: "page 3, line 120, 00:12:40; in 4 places, said by Ann Lee and Bo Reed"."""
    place = match.place
    named = [] if place is None else [f"page {place.page:,}"] if place.page else []
    named += [] if place is None else [f"line {place.line:,}", *([place.time] if place.time else [])]
    where = ", ".join(named)
    if match.occurrences == 1:
        return where
    names = [one_line(name) for name in match.said_by[:_NAMED]]
    if more := len(match.said_by) - len(names):
        names.append(count(more, "other"))
    by = f", said by {' and '.join(names)}" if names else ""
    return f"{where}; in {match.occurrences:,} places{by}"


def sentence_around(match: Match) -> str:
    """The source's sentence on one line; empty if it is no more than the match."""
    sentence = match.sentence
    more = sentence is not None and any(map(str.isalnum, sentence.text.replace(match.text, "", 1)))
    return one_line(sentence.text) if sentence is not None and more else ""


def _unchecked(found: Verification) -> str:
    return f"; {found.unchecked:,} without quotation marks not checked" if found.unchecked else ""


def editors_note(found: Verification, plain: Any) -> Iterator[str]:
    """The checks for an editor, the worst first; `plain` makes text safe for Markdown."""
    yield f"# {plain(heading(found.article))}"
    yield ""
    yield f"*{count_checks(found)}.*"
    for check in sorted(found.checks, key=lambda check: check.severity, reverse=True):
        who = plain(check.quote.speaker.name) if check.quote.speaker else "unattributed"
        yield ""
        yield f"- {'☑' if check.holds else '☐'} **{check.verdict}** — {plain(reason(check))}"
        for part in check.parts:
            quoted = [(one.quote.start, one.quote.end) for one in part.changes]
            yield f"  - {who}: “{_emphasised(part.text, part.start, quoted, plain)}”"
            for match in part.matches if part.verdict != "verbatim" else ():
                said = [(one.source.start, one.source.end) for one in part.changes if match.start <= one.source.start]
                source = plain(found.sources[match.source].source)
                where = f"{source}, {plain(place_words(match))}"
                yield f"  - {where}: “{_emphasised(match.text, match.start, said, plain)}”"
                if not check.holds and (sentence := sentence_around(match)):
                    yield f"    - in: {plain(sentence)}"


def _emphasised(text: str, start: int, changes: list[tuple[int, int]], plain: Any) -> str:
    parts = []
    for words, changed in changed_words(text, start, changes):
        bare = words.strip()
        parts.append(words.replace(bare, f"**{plain(bare)}**") if changed and bare else _spaced(words, plain))
    return "".join(parts)


def _spaced(words: str, plain: Any) -> str:
    bare = words.strip()
    return words.replace(bare, plain(bare)) if bare else words


def _squeezed(text: str) -> str:
    """Text on one line that keeps whether there is a space at its ends."""
    line = one_line(text)
    return f"{' ' if text[:1].isspace() else ''}{line}{' ' if line and text[-1:].isspace() else ''}"


def _check(check: Check) -> Record:
    return {
        "quote": quote_record(check.quote),
        "verdict": check.verdict,
        "holds": check.holds,
        "speaker": check.speaker,
        "source_speaker": check.source_speaker and speaker_record(check.source_speaker),
        "notes": list(check.notes),
        "parts": [_part(part) for part in check.parts],
    }


def _part(part: Part) -> Record:
    match = part.match
    return {
        **passage_record(part),
        "verdict": part.verdict,
        "source": match and match.source,
        "match": match and match_record(match),
        "matches": [match_record(match) for match in part.matches],
        "changes": [change_record(change) for change in part.changes],
    }
