"""Gold articles: text with the attributions that people marked in it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pressq.article import Article
from pressq.text.anatomy import anatomy

__all__ = ["Gold", "article_of", "read_gold"]

Gold = dict[str, Any]


def read_gold(path: Path) -> list[Gold]:
    """The articles of a gold file.

    Each line is a JSON object with `text` and `attributions`: lists of `source`, `cue` and `content`, each a list of
    [start, end], and a `kind`.
    """
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def article_of(text: str) -> Article:
    """The article that `text` is, as it would be read from a file."""
    return Article(text, "-", anatomy(text).blocks)
