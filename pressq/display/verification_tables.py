"""Checks as a table: the verdict first, the worst on top, quotation and source side by side, changed words marked."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from pressq.display.console import ACCENT, QUIET, STRONG, empty_table
from pressq.output.printable import one_line
from pressq.output.verification_records import changed_words, count_checks, place_words, reason, sentence_around
from pressq.report.verification import Check, Part, Verification

__all__ = ["verification_table"]

_STACKED_BELOW = 72
_LONGEST_LINE = 60
_CHANGED = "bold red"


def verification_table(found: Verification, head: list[RenderableType], width: int) -> RenderableType:
    """The checks of an article for a screen of `width` columns, below `head`."""
    caption = Text(count_checks(found), style=QUIET)
    rows = [
        (_verdict(check), _quoted(check), _said(check, found))
        for check in sorted(found.checks, key=lambda check: check.severity, reverse=True)
    ]
    if not rows:
        return Group(*head, caption)
    if any(part.changes for check in found.checks for part in check.parts):
        caption.append("; *changed words*, ‸ where there are more")
    if width < _STACKED_BELOW:
        return Group(*head, *(_stack(*row) for row in rows), caption)
    table = empty_table(width)
    table.add_column("Verdict", width=max(18, width // 5))
    table.add_column("Quotation", max_width=_LONGEST_LINE, ratio=1)
    table.add_column("Source", max_width=_LONGEST_LINE, ratio=1)
    for row in rows:
        table.add_row(*row)
    return Group(*head, table, Text(), caption)


def _stack(verdict: Text, quoted: Text, said: Text) -> RenderableType:
    return Group(verdict, *(Padding(cell, (0, 0, 0, 2)) for cell in (quoted, said)), Text())


def _verdict(check: Check) -> Text:
    sign = "✓" if check.holds else "✗"
    text = Text(f"{sign} {check.verdict}", style="green" if check.holds else "red")
    text.append(f"\n{reason(check)}", style=QUIET)
    return text


def _quoted(check: Check) -> Text:
    text = Text(" ").join(
        _marked(part.text, part.start, [(one.quote.start, one.quote.end) for one in part.changes])
        for part in check.parts
    )
    name = check.quote.speaker.name if check.quote.speaker else "unattributed"
    return text + Text(f"\n{one_line(name)}", style=QUIET)


def _said(check: Check, found: Verification) -> Text:
    text = Text(" ").join(_passages(part) for part in check.parts)
    matches = [match for part in check.parts for match in part.matches]
    if not matches:
        return Text("–", style=QUIET)
    first, sources = matches[0], dict.fromkeys(found.sources[match.source].source for match in matches)
    stated = [one_line(check.source_speaker.name)] if check.source_speaker else []
    line = ", ".join([*stated, *map(one_line, sources), place_words(first)])
    text.append(f"\n{line}", style=STRONG if check.speaker == "other" else QUIET)
    if not check.holds and (sentence := sentence_around(first)):
        text.append(f"\nin: {sentence}", style=QUIET)
    return text


def _passages(part: Part) -> Text:
    changes = [(one.source.start, one.source.end) for one in part.changes]
    return Text(" … ", style=ACCENT).join(
        _marked(match.text, match.start, [one for one in changes if match.start <= one[0] and one[1] <= match.end])
        for match in part.matches
    )


def _marked(text: str, start: int, changes: list[tuple[int, int]]) -> Text:
    """A passage between marks, what is changed in it between asterisks."""
    return Text.assemble("“", *_stretches(text, start, changes), "”")


def _stretches(text: str, start: int, changes: list[tuple[int, int]]) -> Iterator[str | tuple[str, str]]:
    for words, changed in changed_words(text, start, changes):
        yield (words if words == "‸" else f"*{words}*", _CHANGED) if changed else words
