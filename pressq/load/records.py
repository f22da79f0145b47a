"""Files of many articles: JSON Lines, JSON, CSV. Each record is an article or an error with its place."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from pressq.errors import EmptyInputError, InputError, PressqError
from pressq.load.document import Document, Part
from pressq.load.markup import looks_like_markup, paragraphs_of, tree_of, write_marks

__all__ = ["Fields", "Record", "csv_records", "json_records"]

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
class Fields:
    """Which fields of a record hold its text and its name, None to guess; dots lead into nested records."""

    text: str | None = None
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """What stands at `place`, a line of JSON Lines or the number of a record: a document, or why there is none.

    `place` is None where the file is one record. `id` is the record's own name, None where it has none.
    """

    place: int | None
    content: Document | PressqError
    id: str | None = None


def json_records(text: str, fields: Fields) -> Iterator[Record]:
    """The records of JSON Lines, of an array, or of an object that is one record or has an array of them.

    After a syntax error the next line is read on; in an array the rest is lost, and that is the last record's error.
    """
    start = len(text) - len(text.lstrip("\ufeff \t\r\n"))
    if start == len(text):
        raise EmptyInputError("there is no text in it")
    if text[start] == "[":
        yield from _array(text, start, fields)
        return
    first, _, rest = text[start:].partition("\n")
    value = _parsed(first)
    if not isinstance(value, dict) and text[start] == "{":
        value = _parsed(text[start:])
        if isinstance(value, dict):
            yield from _one_object(value, fields)
            return
    elif isinstance(value, dict) and not rest.strip() and _listed(value, fields) is not None:
        yield from _one_object(value, fields)
        return
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip("\ufeff \t\r\n"):
            yield _record(number, _parsed(line.strip("\ufeff")), fields)


def _one_object(value: dict[str, Any], fields: Fields) -> Iterator[Record]:
    inside = _listed(value, fields)
    if inside is None:
        yield _record(None, value, fields)
        return
    for number, item in enumerate(inside, start=1):
        yield _record(number, item, fields)


def _listed(value: dict[str, Any], fields: Fields) -> list[Any] | None:
    """The records in an object that is not one itself, as services answer."""
    if fields.text in value or any(isinstance(value.get(name), str) for name in _TEXT):
        return None
    return next((value[name] for name in _LISTS if isinstance(value.get(name), list)), None)


def _array(text: str, start: int, fields: Fields) -> Iterator[Record]:
    decoder = json.JSONDecoder()
    blank = re.compile(r"[ \t\r\n]*")
    at = blank.match(text, start + 1).end()  # type: ignore[union-attr]
    number = 0
    while text[at : at + 1] != "]":
        number += 1
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            yield Record(number, InputError("no valid JSON: the rest of the array is lost"))
            return
        yield _record(number, value, fields)
        at = blank.match(text, at).end()  # type: ignore[union-attr]
        if text[at : at + 1] == ",":
            at = blank.match(text, at + 1).end()  # type: ignore[union-attr]
        elif text[at : at + 1] != "]":
            yield Record(number + 1, InputError("no valid JSON: the rest of the array is lost"))
            return
    if number == 0:
        raise EmptyInputError("an empty array")


def _parsed(line: str) -> Any:
    """The value of a line of JSON, or the error that there is none."""
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return InputError("no valid JSON")


def csv_records(text: str, fields: Fields) -> Iterator[Record]:
    """The records of a table with a header; commas, semicolons or tabs between its cells."""
    header = text.lstrip("\ufeff").split("\n", 1)[0]
    delimiter = max(",;\t", key=header.count)
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))  # for all of the process: never lowered
    rows = csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=delimiter)
    try:
        names = next(rows, [])
        if not any(name.strip() for name in names):
            raise EmptyInputError("there is no text in it")
        for number, row in enumerate((row for row in rows if row), start=1):
            if len(row) != len(names):
                yield Record(number, InputError(f"{len(row)} cells under {len(names)} names"))
            else:
                yield _record(number, dict(zip(names, row, strict=True)), fields)
    except csv.Error as error:
        raise InputError(f"line {rows.line_num} is no CSV: {error}") from None


def _record(place: int | None, value: Any, fields: Fields) -> Record:
    if isinstance(value, InputError):
        return Record(place, value)
    if not isinstance(value, dict):
        return Record(place, InputError("not a record with named fields"))
    folded = {str(name).casefold(): content for name, content in value.items()}
    identifier = _within(value, fields.id) if fields.id else _first(folded, _ID, (str, int))
    name = str(identifier) if isinstance(identifier, (str, int)) and str(identifier).strip() else None
    try:
        return Record(place, _document(value, folded, fields), name)
    except PressqError as error:
        return Record(place, error, name)


def _document(value: Mapping[str, Any], folded: Mapping[str, Any], fields: Fields) -> Document:
    content = _within(value, fields.text) if fields.text else _first(folded, _TEXT, (str, list))
    if isinstance(content, list) and all(isinstance(item, str) for item in content):
        content = "\n\n".join(content)
    if content is None and not fields.text and any(name in folded for name in _TEXT):
        raise EmptyInputError("there is no text in it")
    if not isinstance(content, str):
        names = ", ".join(list(map(str, value))[:8]) or "none"
        asked = f"no text in a field {fields.text!r}" if fields.text else "no field that looks like a text"
        raise InputError(f"{asked}; its fields: {names}", "--text-field NAME")
    if not content.strip():
        raise EmptyInputError("there is no text in it")
    published = _DATE.match(str(_first(folded, _PUBLISHED, (str,)) or ""))
    byline = _first(folded, _BYLINE, (str, list))
    if isinstance(byline, list):
        byline = ", ".join(item for item in byline if isinstance(item, str))
    head = Document(
        (Part(content),),
        title=_first(folded, _TITLE, (str,)) or None,
        byline=byline or None,
        published=published[0] if published else None,
        publisher=_first(folded, _PUBLISHER, (str,)) or None,
        encoding="utf-8",
    )
    if looks_like_markup(content):
        tree = tree_of(content)
        write_marks(tree)
        head = replace(head, parts=tuple(paragraphs_of(tree)))
    return head


def _first(value: Mapping[str, Any], names: tuple[str, ...], types: tuple[type, ...]) -> Any:
    return next((value[name] for name in names if isinstance(value.get(name), types) and value[name] != ""), None)


def _within(value: Any, path: str) -> Any:
    """The field at `path`, as it stands or with its dots as steps."""
    if isinstance(value, dict) and path in value:
        return value[path]
    for step in path.split("."):
        value = value.get(step) if isinstance(value, dict) else None
    return value
