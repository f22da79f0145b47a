"""What every table has in common: the screen, styles, lines and bars."""

from __future__ import annotations

import os
from typing import TextIO

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

__all__ = ["ACCENT", "BAR", "QUIET", "STRONG", "WIDE", "bar", "empty_table", "screen"]

WIDE = 100
"""Columns of a table that is not on a terminal."""

BAR = 10
"""Columns of the longest bar."""

STRONG = "bold"
QUIET = "dim"
ACCENT = "cyan"


def screen(stream: TextIO, width: int | None = None) -> Console:
    """The console that prints to `stream`, `width` columns wide; None takes the terminal's, or `WIDE` without one."""
    plain = bool(os.environ.get("NO_COLOR"))
    console = Console(
        file=stream, width=width, color_system=None if plain else "auto", highlight=False, markup=False, emoji=False
    )
    stated = os.environ.get("COLUMNS", "0")
    if width is None and (console.width < 1 or (not console.is_terminal and stated in {"", "0"})):
        console.width = WIDE
    return console


def empty_table(width: int, *, leading: int = 1) -> Table:
    """A table for a screen of `width` columns, with `leading` empty lines after each row."""
    return Table(
        box=box.SIMPLE_HEAD,
        show_edge=False,
        pad_edge=False,
        padding=(0, 2, 0, 0) if width < 100 else (0, 3, 0, 0),
        leading=leading,
        header_style=QUIET,
        border_style=QUIET,
    )


def bar(share: float, most: float) -> Text:
    """A bar, `BAR` columns long where `share` is `most`, the greatest of all; it fills as many with blanks."""
    eighths = round(share / (most or 1) * BAR * 8)
    full, rest = divmod(eighths, 8)
    return Text(f"{'█' * full + ('▏▎▍▌▋▊▉'[rest - 1] if rest else ''):<{BAR}}", style=ACCENT)
