"""The files of a folder, or of a pattern, that may be articles."""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Iterator
from fnmatch import fnmatch

from pressq.load.formats import promised
from pressq.load.unpack import without_packing

__all__ = ["files_in", "files_like"]


def files_in(folder: str, pattern: str | None = None) -> Iterator[str]:
    """The paths of all files in `folder` and below, sorted; hidden ones and links to folders are left out.

    What is no file (a pipe, a device) is left out, too; a folder that cannot be read stands for its files.

    Args:
        pattern: which to take, a shell pattern for the name or, with a slash in it, for the path within the folder;
            None for all with the extension of a known format.
    """
    unreadable: list[OSError] = []
    for place, folders, names in os.walk(folder, onerror=unreadable.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = os.path.join(place, name)
            if name.startswith(".") or _is_special(path):
                continue
            if pattern is None:
                if promised(without_packing(name)) is not None:
                    yield path
            elif fnmatch(os.path.relpath(path, folder).replace(os.sep, "/") if "/" in pattern else name, pattern):
                yield path
    yield from (error.filename for error in unreadable)


def files_like(path_pattern: str, pattern: str | None = None) -> list[str]:
    """The paths of all files that a shell pattern fits, sorted; `**` stands for folders within folders.

    Hidden ones are left out. Of a folder that it fits the files are taken, `pattern` tells which. `**` follows no link,
    which may lead back to where it stands.
    """
    found: set[str] = set()
    for path in _fitting(path_pattern):
        if os.path.isdir(path):
            found.update(files_in(path, pattern))
        elif not _is_special(path):
            found.add(path)
    return sorted(found)


def _fitting(path_pattern: str) -> Iterator[str]:
    parts = path_pattern.replace(os.sep, "/").split("/")
    if "**" not in parts:
        yield from glob.iglob(path_pattern)
        return
    at = parts.index("**")
    before = "/".join(parts[:at]) or ("/" if at else "")
    for start in glob.iglob(before) if before else [""]:
        for folder in _folders(start):
            if after := parts[at + 1 :]:
                yield from _fitting(os.path.join(glob.escape(folder), *after))
            else:
                yield from filter(os.path.isfile, glob.iglob(os.path.join(glob.escape(folder), "*")))


def _folders(start: str) -> Iterator[str]:
    """A folder, "" for the current one, and those in it, hidden ones and links left out."""
    for place, folders, _ in os.walk(start or os.curdir):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield place if start else place.removeprefix(os.curdir).removeprefix(os.sep)


def _is_special(path: str) -> bool:
    """Whether a path is neither file nor folder: reading a pipe or device may never end."""
    try:
        mode = os.stat(path).st_mode
    except OSError:  # a broken link: reported when it is read
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))
