"""The files of a folder, or of a pattern, that may be articles."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator
from fnmatch import fnmatch

from pressq.load.formats import promised
from pressq.load.unpack import without_packing

__all__ = ["files_in", "files_like"]


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
                if promised(without_packing(name)) is not None:
                    yield path
            elif fnmatch(os.path.relpath(path, folder).replace(os.sep, "/") if "/" in pattern else name, pattern):
                yield path


def files_like(wanted: str, pattern: str | None = None) -> list[str]:
    """The paths of all files that the shell pattern `wanted` fits, sorted; `**` stands for folders within folders.

    Hidden ones are left out. Of a folder that it fits the files are taken, `pattern` tells which.
    """
    found: set[str] = set()
    for path in glob.glob(wanted, recursive=True):
        found.update(files_in(path, pattern) if os.path.isdir(path) else [path])
    return sorted(found)
