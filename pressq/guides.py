"""The pages of docs/ that an installed pressq carries: `pressq help NAME` prints them."""

from __future__ import annotations

from pathlib import Path

__all__ = ["GUIDES", "guide"]

GUIDES = ("guide", "outputs", "limits")

_HERE = Path(__file__).parent
_PLACES = (_HERE / "data" / "guides", _HERE.parent / "docs")  # of a wheel, of a checkout


def guide(name: str) -> str:
    """The page of this name, one of `GUIDES`, as Markdown."""
    return next(path for place in _PLACES if (path := place / f"{name}.md").exists()).read_text(encoding="utf-8")
