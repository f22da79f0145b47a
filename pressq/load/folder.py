"""The files of a folder that may be articles."""

from __future__ import annotations

import os
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import PurePath

from pressq.load.formats import EXTENSIONS
from pressq.load.unpack import PACKED

__all__ = ["files_in"]


def files_in(folder: str, pattern: str | None = None) -> Iterator[str]:
    """The paths of all files in `folder` and below, sorted; hidden ones and links to folders are left out.

    Args:
        pattern: which to take, a shell pattern for the name or, with a slash in it, for the path within the folder;
            None for all whose extension is one of a format that can be read.
    """
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = os.path.join(place, name)
            if name.startswith("."):
                continue
            if pattern is None:
                if PurePath(_unpacked(name)).suffix.lower() in EXTENSIONS:
                    yield path
            elif fnmatch(os.path.relpath(path, folder).replace(os.sep, "/") if "/" in pattern else name, pattern):
                yield path


def _unpacked(name: str) -> str:
    return os.path.splitext(name)[0] if name.lower().endswith(PACKED) else name
