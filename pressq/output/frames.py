"""Results as data frames, of pandas or polars, and as tables of a notebook."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import Any

from pressq.errors import MissingExtraError
from pressq.output.printable import printable
from pressq.output.results import COLUMNS, Result, rows

__all__ = ["html_table", "to_frame"]


def to_frame(result: Result) -> Any:
    """The rows of a result, under the columns of the CSV, as a data frame of pandas, or else of polars.

    Raises:
        MissingExtraError: neither is installed.
    """
    columns = {name: [] for name in COLUMNS[type(result)]}  # type: dict[str, list[Any]]
    for row in rows(result):
        for name, value in zip(columns, row, strict=True):
            columns[name].append(value)
    for library in ("pandas", "polars"):
        try:
            return import_module(library).DataFrame(columns)
        except ModuleNotFoundError:
            continue
    raise MissingExtraError("data frames need a library that is not installed", "pip install pandas")


def html_table(header: Iterable[str], lines: Iterable[Iterable[Any]]) -> str:
    """An HTML table, every cell escaped, as notebooks show it."""
    from markupsafe import escape

    def row(tag: str, cells: Iterable[Any]) -> str:
        inside = "".join(f"<{tag}>{escape(printable(str(cell)))}</{tag}>" for cell in cells)
        return f"<tr>{inside}</tr>"

    body = "".join(row("td", line) for line in lines)
    return f"<table><thead>{row('th', header)}</thead><tbody>{body}</tbody></table>"
