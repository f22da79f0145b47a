"""Excel workbooks: a sheet for what was found, one for who speaks, one for the articles. Text is never a formula."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import fields
from datetime import date
from typing import Any, TextIO

from pressq.article import Article, Quotes, Speaker, Summary
from pressq.errors import UsageError
from pressq.extras import library
from pressq.output.printable import printable
from pressq.output.results import COLUMNS, Result, flat, record, rows
from pressq.output.writers import Writer
from pressq.report.speaker_profiles import SpeakerProfiles, speakers
from pressq.report.traces import ArticleMetadata

__all__ = ["WorkbookWriter"]

_MOST_ROWS = 1 << 20
_MOST_LINKS = 65_530
_LINK = re.compile(r"https?://[\x21-\x7e]{1,2000}")
_FIRST_YEAR = 1900
_LONGEST_CELL = 32_767
_NARROW, _WIDE = 14, 70
_LONG_TEXTS = frozenset({"text", "quoted", "sentence", "median_text"})

_ARTICLES = tuple(one.name for one in fields(ArticleMetadata))
_PROFILES = tuple(one.name for one in fields(Speaker) if one.name != "members")
_SPEAKERS = ("source", "published", *_PROFILES, "quotes", "words", "sha256")

_FIRST = ("published", "title", "speaker", "role", "quoted", "kind", "polarity", "cue", "confidence", "url", "source")
_QUOTATIONS = (*_FIRST, *(name for name in COLUMNS[Quotes] if name not in _FIRST))
"""The columns of the CSV, those that a reader wants first."""

_SHEETS: dict[type[Result], dict[str, tuple[str, ...]]] = {
    Article: {"Blocks": COLUMNS[Article], "Articles": _ARTICLES},
    Quotes: {"Quotations": _QUOTATIONS, "Speakers": _SPEAKERS, "Articles": (*_ARTICLES, "notes")},
    Summary: {
        "Sentences": COLUMNS[Summary],
        "Keywords": ("source", "text", "score"),
        "Articles": _ARTICLES,
    },
    SpeakerProfiles: {"Speakers": COLUMNS[SpeakerProfiles]},
}
"""The sheets of each kind of result, and their columns; the first has the cells of the CSV."""


class WorkbookWriter(Writer):
    """Writes a workbook (.xlsx), which is held in memory to the end; text stays text, as it is in the JSON.

    What a cell cannot hold is shown: a control character by a visible one, the end of a text of more than 32,767
    characters by an ellipsis.

    Args:
        stream: a text stream; its bytes (`buffer`) are written.
        kind, several: as for any writer.

    Raises:
        MissingExtraError: XlsxWriter is not installed.
    """

    def __init__(self, stream: TextIO, kind: type[Result], *, several: bool = False) -> None:
        super().__init__(stream, kind, several=several)
        xlsxwriter = library("xlsxwriter", "xlsx", "Excel workbooks")
        self._unwritable = library("xlsxwriter.exceptions", "xlsx", "Excel workbooks").FileCreateError
        self._bytes = io.BytesIO()
        self._workbook = xlsxwriter.Workbook(self._bytes)
        self._wrapped = self._workbook.add_format({"text_wrap": True, "valign": "top"})
        self._dated = self._workbook.add_format({"num_format": "yyyy-mm-dd", "valign": "top"})
        self._sheets = {name: self._sheet(name, columns) for name, columns in _SHEETS[kind].items()}
        self._links = 0
        self._lines = dict.fromkeys(self._sheets, 1)

    def add(self, result: Result) -> None:
        first, *_ = self._sheets
        columns = COLUMNS[self.kind]
        order = [columns.index(name) for name in _SHEETS[self.kind][first]]
        self._write(first, (tuple(row[place] for place in order) for row in rows(result)))
        match result:
            case Quotes():
                self._write("Speakers", _speakers(result))
                self._write("Articles", [(*_article(result.article), "; ".join(result.notes))])
            case Summary():
                source = result.article.source
                self._write("Keywords", [(source, word["text"], word["score"]) for word in record(result)["keywords"]])
                self._write("Articles", map(_article, (result.article, *result.others)))
            case Article():
                self._write("Articles", [_article(result)])

    def close(self) -> None:
        for name, columns in _SHEETS[self.kind].items():
            self._sheets[name].autofilter(0, 0, self._lines[name] - 1, len(columns) - 1)
        try:
            self._workbook.close()
        except self._unwritable as error:  # of the temporary files that xlsxwriter makes of the sheets
            fault = error.args[0]
            raise fault if isinstance(fault, OSError) else OSError(str(error)) from error
        self.stream.buffer.write(self._bytes.getvalue())

    def _sheet(self, name: str, columns: tuple[str, ...]) -> Any:
        sheet = self._workbook.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        for number, column in enumerate(columns):
            sheet.set_column(number, number, _WIDE if column in _LONG_TEXTS else _NARROW, self._wrapped)
        bold = self._workbook.add_format({"bold": True})
        for number, column in enumerate(columns):
            sheet.write_string(0, number, column, bold)
        return sheet

    def _write(self, name: str, lines: Iterable[tuple[Any, ...]]) -> None:
        sheet = self._sheets[name]
        for line in lines:
            if self._lines[name] == _MOST_ROWS:
                raise UsageError(
                    f"a sheet of Excel ends after {_MOST_ROWS:,} rows", "--format sqlite, parquet or jsonl"
                )
            for number, (column, value) in enumerate(zip(_SHEETS[self.kind][name], line, strict=True)):
                match value:
                    case str() if column == "published" and (day := _day(value)):
                        sheet.write_datetime(self._lines[name], number, day, self._dated)
                    case str() if column == "url" and _LINK.fullmatch(value) and self._links < _MOST_LINKS:
                        self._links += 1
                        sheet.write_url(self._lines[name], number, value, self._wrapped, _cell(value))
                    case str():
                        sheet.write_string(self._lines[name], number, _cell(value), self._wrapped)
                    case bool():
                        sheet.write_boolean(self._lines[name], number, value, self._wrapped)
                    case int() | float():
                        sheet.write_number(self._lines[name], number, value, self._wrapped)
            self._lines[name] += 1


def _article(article: Article) -> tuple[Any, ...]:
    header = record(article)["article"]
    return tuple(header[name] for name in _ARTICLES)


def _speakers(found: Quotes) -> Iterator[tuple[Any, ...]]:
    """Who speaks in the article, most words first, with the number of quotations and words."""
    for profile in speakers([found]).profiles:
        who = (flat(getattr(profile.speaker, name)) for name in _PROFILES)
        article = found.article
        yield (article.source, article.published, *who, len(profile.utterances), profile.words, article.sha256)


def _day(published: str) -> date | None:
    """The day of a date that Excel knows, from 1900 on."""
    day = date.fromisoformat(published[:10])
    return day if day.year >= _FIRST_YEAR else None


def _cell(text: str) -> str:
    shown = printable(text).replace("\r\n", "\n")
    return shown if len(shown) <= _LONGEST_CELL else shown[: _LONGEST_CELL - 1] + "…"
