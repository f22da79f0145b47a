"""Tables for people.

Every cell is a `Text` of printable characters, never a markup string: an article cannot colour, link or move anything.
The format is the same on a terminal and in a pipe; only colour and width differ.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TextIO

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from pressq.article import Article, LeftOut, Quote, Quotes, Speaker, Summary, SummarySentence
from pressq.display.console import ACCENT, BAR, QUIET, STRONG, bar, empty_table, screen
from pressq.display.trace_tables import trace_table
from pressq.display.verification_tables import verification_table
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
)
from pressq.output.printable import one_line, printable
from pressq.output.results import Result
from pressq.output.writers import Writer
from pressq.report.speaker_profiles import SpeakerProfile, SpeakerProfiles
from pressq.report.traces import Traces
from pressq.report.verification import Verification

__all__ = ["TableWriter"]

_STACKED_BELOW = 56
_EXAMPLE_BESIDE_FROM = 110
_LONGEST_LINE = 90
_REPORTED = "italic"
_CERTAINTY = {"sure": "●", "likely": "◐", "doubtful": "○"}


class TableWriter(Writer):
    """Writes results as tables, or, for an article, as its text.

    Args:
        stream, kind, several: as for any writer.
        width: columns; None takes the terminal's, or `WIDE` where there is none.
        hidden: show an article's blocks by kind, what analysis does not see dimmed.
    """

    def __init__(
        self,
        stream: TextIO,
        kind: type[Result],
        *,
        several: bool = False,
        width: int | None = None,
        hidden: bool = False,
    ) -> None:
        super().__init__(stream, kind, several=several)
        self._hidden = hidden
        self._console = screen(stream, width)
        self._first = True

    def add(self, result: Result) -> None:
        if isinstance(result, Article) and not self._hidden:
            self._write_text(result)
        else:
            with self._console.capture() as page:
                self._console.print(self._layout(result))
            lines = [line.rstrip() for line in page.get().splitlines()]
            self.stream.write("\n".join([*([] if self._first else [""]), *lines, ""]))
        self._first = False

    def _layout(self, result: Result) -> RenderableType:
        width = self._console.width
        match result:
            case Article():
                return _blocks(result)
            case Quotes():
                head = _head(result.article, source=self.several)
                return _quotes(result, head, width)
            case Summary():
                head = _head(result.article, source=self.several)
                return _summary(result, head, width)
            case SpeakerProfiles():
                return _profiles(result, width)
            case Traces():
                return trace_table(result, width)
            case Verification():
                return verification_table(result, _head(result.article, source=self.several), width)

    def _write_text(self, article: Article) -> None:
        """The text to the letter; on a terminal, which would act on them, hostile characters are made visible."""
        if self.several:
            self.stream.write(("" if self._first else "\n") + f"==> {one_line(article.source)} <==\n")
        self.stream.write(printable(article.text) if self._console.is_terminal else article.text)
        if self._console.is_terminal and not article.text.endswith("\n"):
            self.stream.write("\n")


def _quotes(found: Quotes, head: list[RenderableType], width: int) -> RenderableType:
    caption = Text(count_quotes(found), style=QUIET)
    if not found.quotes:
        return Group(*head, caption)
    marks = dict.fromkeys(certainty(quote.confidence) for quote in found.quotes)
    caption.append("; " + ", ".join(f"{_CERTAINTY[name]} {name}" for name in _CERTAINTY if name in marks))
    rows = []
    before: Speaker | None = None
    for quote in found.quotes:
        mark = _CERTAINTY[certainty(quote.confidence)]
        rows.append((Text(f"{quote.id} {mark}", style=QUIET), _attributed(quote, found.article, before), _said(quote)))
        before = quote.speaker
    if width < _STACKED_BELOW:
        return Group(*head, *(_stack(number + Text("  ") + who, said) for number, who, said in rows), caption)
    table = empty_table(width)
    table.add_column("#  ", justify="right", no_wrap=True)
    table.add_column("Speaker", width=_fitting([who for _, who, _ in rows], width * 3 // 10))
    table.add_column("Quotation", max_width=_LONGEST_LINE)
    for row in rows:
        table.add_row(*row)
    return Group(*head, table, Text(), caption)


def _key_sentence(sentence: SummarySentence, near: Sequence[LeftOut]) -> Text:
    """A key sentence, its article and its score where they are known, and what was left out for it."""
    said = Text(one_line(sentence.text))
    if sentence.source:
        said.append(f"\n{one_line(sentence.source)}", style=QUIET)
    if sentence.parts:
        said.append(f"\n{score_parts(sentence)}", style=QUIET)
    for one in near:
        said.append(f"\n{left_out(one)}", style=QUIET)
    return said


def _summary(found: Summary, head: list[RenderableType], width: int) -> RenderableType:
    if found.others:
        head = [Text(count(len(found.others) + 1, "article"), style=STRONG), Text()]
    lengths = {article.source: len(article.text) for article in (found.article, *found.others)}
    rows = []
    for number, sentence in enumerate(found.sentences):
        length = lengths[sentence.source or found.article.source]
        place = Text(f"¶{sentence.paragraph + 1:<4}", style=QUIET) + _ruler([sentence.start], length)
        rows.append((place, _key_sentence(sentence, [one for one in found.left_out if one.near == number])))
    parts: list[RenderableType] = [*head]
    if width < _STACKED_BELOW:
        parts += [_stack(place, sentence) for place, sentence in rows]
    elif rows:
        table = empty_table(width)
        table.add_column("Place", no_wrap=True)
        table.add_column("Sentence", max_width=_LONGEST_LINE)
        for row in rows:
            table.add_row(*row)
        parts += [table, Text()]
    if found.keywords:
        keywords = Text(" · ").join(Text(one_line(keyword.text), style=ACCENT) for keyword in found.keywords)
        parts.append(Text.assemble(("Keywords  ", QUIET), keywords))
    number = len(found.sentences)
    caption = f"{count(number, 'key sentence')} by {found.method}" if number else "No sentence can be chosen."
    return Group(*parts, Text(caption, style=QUIET))


def _profiles(found: SpeakerProfiles, width: int) -> RenderableType:
    caption = Text(count_speakers(found), style=QUIET)
    if not found.profiles:
        return caption
    caption = Text("\n").join([*_groups(found), caption])
    most = max(map(found.share, found.profiles))
    rows = [
        (
            _who(profile.speaker, kind=True),
            (len(profile.utterances), profile.words),
            Text("\n").join([_bar(found.share(profile), most), _when(profile, found)]),
            _said(profile.example.quote),
        )
        for profile in found.profiles
    ]
    if width < _STACKED_BELOW:
        counts = [Text(f"{count(quotes, 'quotation')}, {count(words, 'word')}") for _, (quotes, words), *_ in rows]
        stacks = [
            _stack(who, said, share, example) for (who, _, share, example), said in zip(rows, counts, strict=True)
        ]
        return Group(*stacks, caption)
    beside = width >= _EXAMPLE_BESIDE_FROM
    table = empty_table(width)
    table.add_column("Speaker", max_width=width * 3 // 10 if beside else None)
    table.add_column("Quotes", justify="right")
    table.add_column("Words", justify="right")
    table.add_column("Share, where" if found.articles == 1 else "Share, when", no_wrap=True)
    if beside:
        table.add_column("In their words", max_width=_LONGEST_LINE)
    for who, (quotes, words), share, example in rows:
        numbers = (Text(f"{quotes:,}"), Text(f"{words:,}"), share)
        if beside:
            table.add_row(who, *numbers, example)
        else:
            table.add_row(Text("\n").join([who, example]), *numbers)
    return Group(table, Text(), caption)


def _groups(found: SpeakerProfiles) -> list[Text]:
    """Who is quoted, as the articles tell it: a line each for kinds, pronouns and roles, shares of all words."""
    kinds = {"Kind": found.by_kind, "Pronoun": found.by_pronoun, "Role": found.by_role}
    return [Text.assemble((f"{name:<9}", QUIET), groups(found, counted)) for name, counted in kinds.items() if counted]


def _blocks(article: Article) -> RenderableType:
    table = empty_table(_LONGEST_LINE)
    table.show_header = False
    table.add_column(no_wrap=True, style=QUIET)
    table.add_column(max_width=_LONGEST_LINE)
    for block in article.blocks:
        seen = block.kind in {"title", "subhead", "body"}
        style = STRONG if block.kind in {"title", "subhead"} else "" if seen else QUIET
        table.add_row(Text(block.kind), Text(one_line(block.of(article.text)), style=style))
    return table


def _stack(first: Text, *rest: Text) -> RenderableType:
    """A row on a screen too narrow for columns: one cell below the other, an empty line after it."""
    return Group(first, *(Padding(cell, (0, 0, 0, 2)) for cell in rest), Text())


def _head(article: Article, *, source: bool) -> list[RenderableType]:
    lines: list[RenderableType] = [Text(heading(article), style=STRONG)]
    if line := provenance(article, source=source):
        lines.append(Text(line, style=QUIET))
    return [*lines, Text()]


def _who(speaker: Speaker, *, role: bool = True, kind: bool = False) -> Text:
    """Name, bold where it is one, and below it the role and, where it is not a person, the kind.

    Of several who speak together one below the other, with "and" before all but the first.
    """
    if speaker.members:
        return Text("\nand ").join(_who(member, role=role, kind=kind) for member in speaker.members)
    text = Text()
    text.append(one_line(speaker.name), style="" if speaker.kind == "unnamed" else STRONG)
    if role and speaker.role:
        text.append(f"\n{one_line(speaker.role)}", style=QUIET)
    if kind and speaker.kind != "person":
        text.append(f"\n{speaker.kind}", style=QUIET)
    return text


def _attributed(quote: Quote, article: Article, before: Speaker | None) -> Text:
    """The speaker of a quotation and its place; the role is not repeated from the row before."""
    if quote.speaker is None:
        text = Text("unattributed", style=f"{QUIET} {_REPORTED}")
    else:
        text = _who(quote.speaker, role=quote.speaker != before)
    return text.append(f"\n{' · '.join(attribution(quote, article))}", style=QUIET)


def _said(quote: Quote) -> Text:
    """The whole quotation after its cue, paragraphs parted by empty lines; in italics where none of it is quoted."""
    words = Text("\n\n".join(quoted_paragraphs(quote)), style=_REPORTED if quote.kind == "indirect" else "")
    lead = lead_in(quote)
    return Text.assemble((lead, QUIET), " ", words) if lead else words


def _fitting(cells: list[Text], widest: int) -> int:
    """The width of a column of cells that should not wrap, unless they are wider than `widest`."""
    longest = max((line.cell_len for cell in cells for line in cell.split()), default=0)
    return max(min(longest, widest), len("Speaker"))


def _ruler(starts: list[int], length: int) -> Text:
    """The article as a line, a dot at every offset of `starts`."""
    hit = {min(BAR - 1, start * BAR // max(length, 1)) for start in starts}
    return Text.assemble(*(("●", ACCENT) if cell in hit else ("─", QUIET) for cell in range(BAR)))


def _bar(share: float, most: float) -> Text:
    """A bar and the share in per cent."""
    return bar(share, most) + Text(f" {share:>4.0%}")


def _when(profile: SpeakerProfile, found: SpeakerProfiles) -> Text:
    """Where in the one article, or in how many and when."""
    if found.articles == 1:
        article = profile.utterances[0].article
        return _ruler([utterance.quote.spans[0].start for utterance in profile.utterances], len(article.text))
    text = Text(count(profile.articles, "article"), style=QUIET)
    first, last = profile.utterances[0].article.published, profile.utterances[-1].article.published
    if first and last:
        text.append(f"\n{first}" + (f"\n{last}" if last != first else ""))
    return text
