"""Files of many articles: JSON Lines, JSON, CSV. Each record is an article or an error with its place."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import Any, TextIO

from pressq.errors import EmptyInputError, InputError, PressqError
from pressq.load.decode import decoded
from pressq.load.deferred import ArticleInput
from pressq.load.document import LONGEST, Document, TextPart
from pressq.load.files import LARGEST, Stream
from pressq.load.markup import looks_like_markup, paragraphs_of, tree_of, write_marks
from pressq.load.read_options import ReadOptions
from pressq.load.transcript_records import Turn, transcript, turn_of, turns_of
from pressq.text.bylines import joined_names

__all__ = ["LARGEST_RECORD", "Record", "Row", "csv_records", "json_records", "needed", "record", "too_large"]

LARGEST_RECORD = LONGEST
"""Characters or bytes that one of many records may have."""


def too_large() -> InputError:
    """The error of a record that is larger than that."""
    return InputError(f"larger than {LARGEST_RECORD // 1_000_000} MB")


_STEP = 1 << 16
_BLANK = " \t\r\n\ufeff"
_BLANKS = re.compile(r"[ \t\r\n]*")

_TEXT = (
    "text",
    "body",
    "content",
    "article",
    "maintext",
    "article_text",
    "articlebody",
    "full_text",
    "fulltext",
    "story",
)
_ID = ("id", "_id", "uuid", "guid", "article_id", "doc_id")
_TITLE = ("title", "headline", "heading")
_BYLINE = ("byline", "author", "authors", "creator")
_PUBLISHED = (
    "published",
    "date",
    "date_publish",
    "publish_date",
    "published_at",
    "publishedat",
    "datepublished",
    "pubdate",
)
_PUBLISHER = ("publisher", "publication", "sitename", "site_name", "source", "outlet", "newspaper", "source_domain")
_LISTS = ("articles", "results", "items", "documents", "records", "data", "docs", "hits")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Record:
    """What stands at `place`, a line of JSON Lines or the number of a record: an article to read, or why there is none.

    `place` is None where the file is one record. `id` is the record's own name, None where it has none.
    """

    place: int | None
    content: ArticleInput | PressqError
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A document as a record has it: its one part may be HTML."""

    given: Document

    def document(self) -> Document:
        """The same with its text out of the markup, where there is any."""
        content = self.given.parts[0].text
        if not looks_like_markup(content):
            return self.given
        tree = tree_of(content)
        write_marks(tree)
        return replace(self.given, parts=tuple(paragraphs_of(tree)))


def json_records(stream: Stream, options: ReadOptions) -> Iterator[Record]:
    """The records of JSON Lines, of an array, or of an object that is one record or has an array of them.

    Lines and arrays are read as the records are asked for, an object over several lines at once. After a syntax error
    the next line is read on; in an array the rest is lost, and that is the last record's error. Records that are turns
    of a transcript are one article.
    """
    turns: list[Turn] = []
    begun = size = 0
    place: int | None = None
    for place, value in _values(stream, options):
        turn = None if options.text_field else turn_of(value)
        if turns and (turn is None or size > LARGEST_RECORD):
            yield _transcript(begun, turns)
            turns, size = [], 0
        if turn is None:
            yield record(place, value, options)
            continue
        begun = begun if turns else place or 0
        size += len(turn[1])
        turns.append(turn)
    if turns:
        yield _transcript(begun if begun > 1 else None, turns)


def _transcript(place: int | None, turns: Sequence[Turn]) -> Record:
    return Record(place, Row(Document((TextPart(transcript(turns)),), encoding="utf-8")))


def _values(stream: Stream, options: ReadOptions) -> Iterator[tuple[int | None, Any]]:
    """The places and values of the records."""
    text = decoded(stream, options.encoding, newline="\n")
    number, first = _first_line(text)
    if first.lstrip(_BLANK).startswith("["):
        yield from _array(first, text)
        return
    if not first.endswith("\n"):
        first += text.readline(LARGEST_RECORD)
    lines = _lines(text, number + 1)
    value = _parsed(first)
    if isinstance(value, dict):
        second = list(islice(lines, 1))
        if not second and _listed(value, options) is not None:
            yield from _one_object(value, options)
            return
        yield number, value
        lines = chain(second, lines)
    elif not first.lstrip(_BLANK).startswith("{"):
        yield number, value
    else:
        begun = first + text.read(LARGEST)
        value = _parsed(begun)
        if isinstance(value, dict):
            yield from _one_object(value, options)
            return
        begun += text.readline(LARGEST_RECORD)
        _skip_to_line_end(begun, text)
        rest = _lines(text, number + 1 + begun.count("\n"))
        lines = chain(enumerate(begun.split("\n"), start=number), rest)
    for place, line in lines:
        if line.strip(_BLANK):
            yield place, _parsed(line)


def _first_line(text: TextIO) -> tuple[int, str]:
    """The number and the words of the first line that is not blank; of one that is long, the beginning."""
    number, first = 1, text.readline(_STEP)
    while first and not first.strip(_BLANK):
        number += first.endswith("\n")
        first = text.readline(_STEP)
    if not first:
        raise EmptyInputError("there is no text in it")
    return number, first


def _lines(text: TextIO, number: int) -> Iterator[tuple[int, str]]:
    """The lines with their numbers, from `number` on, without blank ones; of one that is too long, the beginning."""
    while line := text.readline(LARGEST_RECORD):
        if line.strip(_BLANK):
            yield number, line
        number += 1
        _skip_to_line_end(line, text)


def _skip_to_line_end(line: str, text: TextIO) -> None:
    while line and not line.endswith("\n"):
        line = text.readline(LARGEST_RECORD)


def _one_object(value: dict[str, Any], options: ReadOptions) -> Iterator[tuple[int | None, Any]]:
    inside = _listed(value, options)
    if inside is None:
        yield None, value
    else:
        yield from enumerate(inside, start=1)


def _listed(value: dict[str, Any], options: ReadOptions) -> list[Any] | None:
    """The records in an object that is not one itself, as services answer."""
    if options.text_field in value or any(isinstance(value.get(name), str) for name in _TEXT):
        return None
    return next((value[name] for name in _LISTS if isinstance(value.get(name), list)), None)


def _array(begun: str, text: TextIO) -> Iterator[tuple[int, Any]]:
    number = 0
    for number, value in enumerate(_items(begun, text), start=1):
        yield number, value
    if number == 0:
        raise EmptyInputError("an empty array")


def _items(buffer: str, text: TextIO) -> Iterator[Any]:
    """The values of the array that `buffer` begins and `text` goes on with; the last is an error if it breaks off."""
    decoder = json.JSONDecoder()
    lost = InputError("no valid JSON: the rest of the array is lost")
    at = buffer.index("[") + 1
    while True:
        at = _after_blanks(buffer, at)
        if buffer[at : at + 1] == "]":
            return
        value: Any = lost
        end = len(buffer)
        with suppress(ValueError, RecursionError):
            value, end = decoder.raw_decode(buffer, at)
            end = _after_blanks(buffer, end)
        mark = buffer[end : end + 1]
        small = len(buffer) - at < LARGEST_RECORD
        if mark not in {",", "]"} and small and (more := text.read(max(_STEP, len(buffer) - at))):
            buffer, at = buffer[at:] + more, 0  # of which a part may belong to the value
            continue
        if value is lost and not small:
            yield InputError(f"no valid JSON, or {too_large().message}: the rest of the array is lost")
            return
        yield value
        if value is lost or mark == "]":
            return
        if mark != ",":
            yield lost
            return
        at = end + 1


def _after_blanks(text: str, at: int) -> int:
    return _BLANKS.match(text, at).end()  # type: ignore[union-attr]  # there always is a match


def _parsed(line: str) -> Any:
    """The value of a line of JSON, or the error that there is none."""
    try:
        return json.loads(line.strip(_BLANK))
    except (ValueError, RecursionError):
        long = len(line) >= LARGEST_RECORD
        return too_large() if long else InputError("no valid JSON")


def csv_records(stream: Stream, options: ReadOptions) -> Iterator[Record]:
    """The records of a table with a header, as they are asked for; commas, semicolons or tabs between its cells."""
    text = decoded(stream, options.encoding, newline="")
    header = text.readline(LARGEST_RECORD).lstrip("\ufeff")
    delimiter = max(",;\t", key=header.count)
    csv.field_size_limit(max(csv.field_size_limit(), LARGEST_RECORD))  # for all of the process: never lowered
    rows = csv.reader(chain([header], _Lines(text)), delimiter=delimiter)
    names = next(rows, [])
    if not any(name.strip() for name in names):
        raise EmptyInputError("there is no text in it")
    for number, row in enumerate(_rows(rows, len(names)), start=1):
        if isinstance(row, InputError):
            yield Record(number, row)
        elif len(row) != len(names):
            yield Record(number, InputError(f"{len(row)} cells under {len(names)} names"))
        else:
            yield record(number, dict(zip(names, row, strict=True)), options)


def _rows(rows: Iterator[list[str]], cells: int) -> Iterator[list[str] | InputError]:
    """The rows that are not empty; in the place of one that is too large, an error.

    After that, what may be lines within a cell of it is skipped, until a row has as many `cells` as there are names.
    """
    lost = False
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield InputError(f"no CSV: {error}")
            lost = True
            continue
        lost = lost and len(row) != cells
        if row and not lost:
            yield row


class _Lines:
    """The lines of a text; for one that is too long, nothing but an error, once it is behind."""

    def __init__(self, text: TextIO) -> None:
        self._text = text

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._text.readline(LARGEST_RECORD)
        if not line:
            raise StopIteration
        if len(line) == LARGEST_RECORD:
            _skip_to_line_end(line, self._text)
            raise csv.Error(too_large().message)
        return line


def needed(names: Iterable[str], options: ReadOptions) -> list[str]:
    """Those of a table's columns that its records are made of."""
    guessed = {*_TEXT, *_ID, *_TITLE, *_BYLINE, *_PUBLISHED, *_PUBLISHER}
    asked = {part for path in (options.text_field, options.id_field) if path for part in (path, path.split(".")[0])}
    return [name for name in names if name in asked or name.casefold() in guessed]


def record(place: int | None, value: Any, options: ReadOptions) -> Record:
    """The record with this value, an object with named fields or an error.

    Args:
        place: as for `Record`.
    """
    if isinstance(value, InputError):
        return Record(place, value)
    if not isinstance(value, dict):
        return Record(place, InputError("not a record with named fields"))
    folded = {str(name).casefold(): content for name, content in value.items()}
    identifier = _within(value, options.id_field) if options.id_field else _first(folded, _ID, (str, int))
    name = str(identifier) if isinstance(identifier, (str, int)) and str(identifier).strip() else None
    try:
        return Record(place, Row(_document(value, folded, options)), name)
    except PressqError as error:
        return Record(place, error, name)


def _document(value: Mapping[str, Any], folded: Mapping[str, Any], options: ReadOptions) -> Document:
    if not options.text_field and (turns := turns_of(folded)):
        content: Any = transcript(turns)
    else:
        content = _within(value, options.text_field) if options.text_field else _first(folded, _TEXT, (str, list))
    if isinstance(content, list) and all(isinstance(item, str) for item in content):
        content = "\n\n".join(content)
    if content is None and not options.text_field and any(name in folded for name in _TEXT):
        raise EmptyInputError("there is no text in it")
    if not isinstance(content, str):
        names = ", ".join(" ".join(str(name).split()) for name in list(value)[:8]) or "none"
        named = options.text_field
        asked = f"no text in a field {named!r}" if named else "no field that looks like a text"
        raise InputError(f"{asked}; its fields: {names}", "--text-field NAME")
    if not content.strip():
        raise EmptyInputError("there is no text in it")
    published = _DATE.match(str(_first(folded, _PUBLISHED, (str,)) or ""))
    byline = _first(folded, _BYLINE, (str, list))
    if isinstance(byline, list):
        byline = "; ".join(item for item in byline if isinstance(item, str))
    return Document(
        (TextPart(content),),
        title=_first(folded, _TITLE, (str,)) or None,
        byline=joined_names(byline, declared=True) or byline or None,
        published=published[0] if published else None,
        publisher=_first(folded, _PUBLISHER, (str,)) or None,
        encoding="utf-8",
    )


def _first(value: Mapping[str, Any], names: tuple[str, ...], types: tuple[type, ...]) -> Any:
    return next((value[name] for name in names if isinstance(value.get(name), types) and value[name] != ""), None)


def _within(value: Any, path: str) -> Any:
    """The field at `path`, as it stands or with its dots as steps."""
    if isinstance(value, dict) and path in value:
        return value[path]
    for step in path.split("."):
        value = value.get(step) if isinstance(value, dict) else None
    return value
