"""JSON Lines of a run that can be stopped and resumed.

Lines are written to `out.jsonl.part` as they come; the file is renamed when the run is complete. After a run that was
stopped, `--resume` reuses the complete lines in `out.jsonl` and in `out.jsonl.part`, which becomes `out.jsonl.kept`
until the new `out.jsonl.part` is complete. A line is identified by the fingerprint of its article: source, text and
metadata. Lines are reused only where the options are the same; options that differ from the defaults are kept in
`out.jsonl.options`. A temporary SQLite database holds the positions of lines, since ten million of them would fill
the memory.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO, TextIO

from pressq.errors import OutputError, UsageError
from pressq.output.safe_files import create_file, open_to_append, refuse_foreign, refuse_link
from pressq.report.traces import ArticleMetadata

__all__ = ["Journal", "is_being_written", "journal", "kept_lines"]

_STATED = b'{"whole": '
"""The first bytes of a file of options, as `_state` writes it."""


class Journal:
    """The stream that a run writes to, and the lines of earlier runs."""

    def __init__(self, stream: TextIO, old: Sequence[BinaryIO], places: sqlite3.Connection, schema: str) -> None:
        self.stream = stream
        self._old = old
        self._places = places
        self._places.execute("CREATE TABLE line (source BLOB, fingerprint TEXT, file INTEGER, start INTEGER)")
        for number, file in enumerate(old):
            self._places.executemany("INSERT INTO line VALUES (?, ?, ?, ?)", _places(file, number, schema))
        self._places.execute("CREATE INDEX line_source ON line (source)")

    def known(self, source: str) -> frozenset[str]:
        """The fingerprints of the articles of this source that already have a line."""
        rows = self._places.execute("SELECT fingerprint FROM line WHERE source = ?", (_key(source),))
        return frozenset(fingerprint for (fingerprint,) in rows)

    def copy(self, source: str, fingerprint: str) -> None:
        """Copy the line of a known article."""
        found = self._places.execute(
            "SELECT file, start FROM line WHERE source = ? AND fingerprint = ?", (_key(source), fingerprint)
        )
        number, start = found.fetchone()
        self._old[number].seek(start)
        self.stream.write(self._old[number].readline().decode("utf-8"))


@contextmanager
def journal(
    path: str, schema: str, options: Mapping[str, Any] | None = None, *, resume: bool = False
) -> Iterator[Journal]:
    """A journal for the JSON Lines file `path`, which appears when the block ends without an error.

    When the block raises, the lines so far stay in `path`.part for a run with `resume`.

    Args:
        schema: the schema of all lines.
        options: the options that differ from the defaults, as JSON values.
        resume: reuse the lines of an earlier run.

    Raises:
        OutputError: `path` cannot be written.
        UsageError: `path` is a symbolic link, another file stands where the run keeps its own, another run is writing
            it, or old lines have another schema or other options.
    """
    refuse_link(path)
    target = Path(path)
    part, kept, made_with = (target.with_name(f"{target.name}.{end}") for end in ("part", "kept", "options"))
    asked = dict(options or {})
    for mine in (part, kept, made_with):
        refuse_foreign(mine)
    try:
        stream = _open_locked(part)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror}") from error
    with ExitStack() as stack:
        stack.enter_context(stream)
        stack.callback(_unlink_empty, stream, part)  # while the lock keeps other runs away
        old: list[BinaryIO] = []
        stated = _stated(made_with)
        if resume:
            whole, begun = (_same(stated[name], asked) for name in ("whole", "part"))
            if not (whole and target.exists()) and not begun and (target.exists() or kept.exists() or _size(part)):
                raise UsageError(f"--resume: {path} was made with other options", "the same ones, or no --resume")
            if begun:
                try:
                    _append(part, kept)
                except OSError as error:
                    raise OutputError(f"{kept}: cannot be written: {error.strerror}") from error
            known = [file for file, same in ((target, whole), (kept, begun)) if same and file.exists()]
            old = [stack.enter_context(file.open("rb")) for file in known]
        else:
            kept.unlink(missing_ok=True)  # left by a run that is not resumed
        _state(made_with, stated | {"part": asked})
        stream.truncate(0)
        places = stack.enter_context(closing(sqlite3.connect("")))
        yield Journal(stream, old, places, schema)
        stream.flush()
        if not stream.tell():
            return
        os.fsync(stream.fileno())
        if target.exists():
            part.chmod(target.stat().st_mode)
        part.replace(target)
        kept.unlink(missing_ok=True)
        _state(made_with, {"whole": asked, "part": asked})


def kept_lines(path: str) -> int:
    """The number of lines that a stopped run left for `path`."""
    target = Path(path)
    return max(_line_count(target.with_name(f"{target.name}.{end}")) for end in ("part", "kept"))


def is_being_written(path: str) -> bool:
    """Is another run writing `path` now? Always False where the system has no file locks."""
    target = Path(path)
    part = target.with_name(f"{target.name}.part")
    try:
        import fcntl

        if not part.is_file():
            return False
        with part.open("rb") as stream:
            fcntl.flock(stream, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except (ImportError, OSError):
        return False
    return False


def _line_count(file: Path) -> int:
    if not file.is_file():  # reading a pipe could block
        return 0
    try:
        with file.open("rb") as lines:
            return sum(1 for _ in lines)
    except OSError:
        return 0


def _open_locked(part: Path) -> TextIO:
    """The file, open to append to it and locked while it is open, where the system has file locks."""
    stream = _locked(part)
    while not _is_at(stream, part):  # another run renamed it before it was locked here
        stream.close()
        stream = _locked(part)
    return stream


def _is_at(stream: TextIO, path: Path) -> bool:
    """Is the open file the one at this path?"""
    try:
        return os.path.samestat(os.fstat(stream.fileno()), path.lstat())
    except FileNotFoundError:
        return False


def _locked(part: Path) -> TextIO:
    stream = io.TextIOWrapper(open_to_append(part), "utf-8", "backslashreplace", "")
    try:
        import fcntl

        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except ImportError:
        pass
    except BlockingIOError:
        stream.close()
        raise UsageError(f"{part}: another run is writing it") from None
    return stream


def _append(part: Path, kept: Path) -> None:
    """Append the lines of one file to another, even if that ends in half a line."""
    if _size(part):
        with part.open("rb") as lines, open_to_append(kept) as end:
            if end.tell():
                end.write(b"\n")
            shutil.copyfileobj(lines, end)


def _stated(made_with: Path) -> dict[str, Any]:
    """The options of the complete file and of the incomplete one.

    Raises:
        UsageError: another file has their name.
    """
    nothing: dict[str, Any] = {"whole": {}, "part": {}}
    try:
        raw = made_with.read_bytes()
        if raw and not raw.startswith(_STATED):
            raise UsageError(f"{made_with}: options would be kept there, and it holds something else", "move it")
        value = json.loads(raw)
    except FileNotFoundError:
        return nothing
    except UsageError:
        raise
    except (OSError, ValueError, RecursionError):
        value = None
    return value if isinstance(value, dict) and value.keys() == nothing.keys() else dict.fromkeys(nothing)


def _state(made_with: Path, options: dict[str, Any]) -> None:
    """Keep the options, unless all are the defaults."""
    if any(options.values()):
        with create_file(made_with) as file:
            file.write(json.dumps(options, ensure_ascii=True, default=list).encode("ascii"))
    else:
        made_with.unlink(missing_ok=True)


def _same(stated: Any, asked: dict[str, Any]) -> bool:
    return bool(stated == json.loads(json.dumps(asked, default=list)))


def _size(file: Path) -> int:
    return file.stat().st_size if file.exists() else 0


def _unlink_empty(stream: TextIO, part: Path) -> None:
    """Remove the file if it is empty."""
    with suppress(OSError):
        stream.flush()
    if _is_at(stream, part) and not _size(part):
        part.unlink()


def _places(file: BinaryIO, number: int, schema: str) -> Iterator[tuple[bytes, str, int, int]]:
    """Source, fingerprint, file number and offset of each complete line with a result."""
    start = 0
    for line in file:
        place, start = start, start + len(line)
        try:
            value = json.loads(line.decode("utf-8")) if line.endswith(b"\n") else None
        except (ValueError, RecursionError):  # half a line, or the result of a crash
            continue
        if not isinstance(value, dict) or "error" in value:
            continue
        if value.get("schema") != schema:
            raise UsageError(f"--resume: {file.name} holds {value.get('schema')}, and this run makes {schema}")
        try:
            header = ArticleMetadata(**value["article"])
            yield _key(header.source), header.fingerprint, number, place
        except (KeyError, TypeError, AttributeError, RecursionError):  # of another version, or the result of a crash
            continue


def _key(source: str) -> bytes:
    """A source as SQLite can store it, including file names that are not Unicode."""
    return source.encode("utf-8", "surrogatepass")
