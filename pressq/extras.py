"""Libraries that parts of pressq need and that are not installed with it."""

from __future__ import annotations

import re
import shlex
import sys
from importlib import import_module
from types import ModuleType

from pressq.errors import MissingExtraError

__all__ = ["EXTRAS", "installation", "library"]

EXTRAS = {
    "pdf": "pypdfium2",
    "rtf": "striprtf",
    "zst": "zstandard",
    "warc": "warcio",
    "parquet": "pyarrow",
    "xlsx": "xlsxwriter",
    "dask": "distributed",
    "mcp": "mcp",
}
"""The library of each extra: the name by which it is imported, and the name of its distribution."""


def library(name: str, extra: str, what: str) -> ModuleType:
    """The module `name` of the extra `extra`, which `what`, a plural, need.

    Raises:
        MissingExtraError: it is not installed.
    """
    try:
        return import_module(name)
    except ImportError:
        raise MissingExtraError(f"{what} need a library that is not installed", installation(extra)) from None


def installation(extra: str) -> str:
    """The command that installs the libraries of an extra for this Python, also where pressq is a checkout."""
    from importlib.metadata import PackageNotFoundError, requires

    try:
        needed = [
            re.split(" *;", line)[0] for line in requires("pressq") or () if re.search(rf"extra == .{extra}\W", line)
        ]
    except PackageNotFoundError:
        needed = []
    names = " ".join(map(shlex.quote, needed)) or f"'pressq[{extra}]'"
    return f"{shlex.quote(sys.executable or 'python')} -m pip install {names}"
