"""JSON Lines that a stopped run leaves behind and a later one goes on with.

Lines are written to `out.jsonl.part` as they come, and the file gets its name when the run is over. After a run that
was stopped, however that came, `--resume` takes over the lines that are whole: what is in `out.jsonl` and in
`out.jsonl.part`, which becomes `out.jsonl.kept` until the new `out.jsonl.part` is finished. A line is known by the
fingerprint of its article, which stands for source, text and metadata. Only lines of a run that asked for the same are
taken over: what a run asks for beyond the defaults is kept in `out.jsonl.options`. The places of lines are kept in a
temporary SQLite database: of ten million lines they would fill the memory.
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

from pressq.errors import UsageError
from pressq.output.owned import added_to, new, refuse_foreign, refuse_link
from pressq.report.traces import Header

__all__ = ["Journal", "is_being_written", "journal", "kept_lines"]

_STATED = b'{"whole": '
"""What a file of options begins with, as `_state` writes it."""


class Journal:
    """What is written, to `stream`, and what is known already."""

    def __init__(self, stream: TextIO, old: Sequence[BinaryIO], places: sqlite3.Connection, schema: str) -> None:
        self.stream = stream
        self._old = old
        self._places = places
        self._places.execute("CREATE TABLE line (source BLOB, fingerprint TEXT, file INTEGER, start INTEGER)")
        for number, file in enumerate(old):
            self._places.executemany("INSERT INTO line VALUES (?, ?, ?, ?)", _places(file, number, schema))
        self._places.execute("CREATE INDEX line_source ON line (source)")

    def known(self, source: str) -> frozenset[str]:
        """The fingerprints of the articles of this source whose lines are there."""
        rows = self._places.execute("SELECT fingerprint FROM line WHERE source = ?", (_key(source),))
        return frozenset(fingerprint for (fingerprint,) in rows)

    def copy(self, source: str, fingerprint: str) -> None:
        """Write the line of a known article again."""
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
    """A journal for the JSON Lines file `path`, which gets that name when the block ends without an error.

    When the block raises, the lines so far stay in `path`.part, for a run with `resume`.

    Args:
        schema: what all lines are.
        options: what is asked for beyond the defaults, as JSON has it.
        resume: take over the lines that an earlier run left.

    Raises:
        UsageError: `path` cannot be written or is a symbolic link, a file of another origin stands where the run keeps
            its own, another run writes it at this moment, or old lines are of another schema or were made with other
            options.
    """
    refuse_link(path)
    target = Path(path)
    part, kept, made_with = (target.with_name(f"{target.name}.{end}") for end in ("part", "kept", "options"))
    asked = dict(options or {})
    for mine in (part, kept, made_with):
        refuse_foreign(mine)
    try:
        stream = _owned(part)
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror}") from error
    with ExitStack() as stack:
        stack.enter_context(stream)
        stack.callback(_unlink_empty, stream, part)  # while the lock is held, and no other run writes there
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
                    raise UsageError(f"{kept}: cannot be written: {error.strerror}") from error
            known = [file for file, same in ((target, whole), (kept, begun)) if same and file.exists()]
            old = [stack.enter_context(file.open("rb")) for file in known]
        else:
            kept.unlink(missing_ok=True)  # it is of a run that nobody goes on with
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
    """How many lines a run has left that was to write `path` and was stopped."""
    target = Path(path)
    return max(_line_count(target.with_name(f"{target.name}.{end}")) for end in ("part", "kept"))


def is_being_written(path: str) -> bool:
    """Is another run writing `path` at this moment, as far as the system's locks tell?"""
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
    if not file.is_file():  # a pipe may have nobody at its other end
        return 0
    try:
        with file.open("rb") as lines:
            return sum(1 for _ in lines)
    except OSError:
        return 0


def _owned(part: Path) -> TextIO:
    """The file, open to add to it, and locked as long as it is open, where the system has locks."""
    stream = _locked(part)
    while not _is_at(stream, part):  # another run finished it, and gave it its name, before it was locked here
        stream.close()
        stream = _locked(part)
    return stream


def _is_at(stream: TextIO, path: Path) -> bool:
    """Whether an open file is the one at a path."""
    try:
        return os.path.samestat(os.fstat(stream.fileno()), path.lstat())
    except FileNotFoundError:
        return False


def _locked(part: Path) -> TextIO:
    stream = io.TextIOWrapper(added_to(part), "utf-8", "backslashreplace", "")
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
    """Add the lines of one file to another, on a line of their own whatever a stopped run left there."""
    if _size(part):
        with part.open("rb") as lines, added_to(kept) as end:
            if end.tell():
                end.write(b"\n")
            shutil.copyfileobj(lines, end)


def _stated(made_with: Path) -> dict[str, Any]:
    """The options with which the whole file, and the one that is not finished, were made.

    Raises:
        UsageError: what has their name is of another origin.
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
        with new(made_with) as file:
            file.write(json.dumps(options, ensure_ascii=True, default=list).encode("ascii"))
    else:
        made_with.unlink(missing_ok=True)


def _same(stated: Any, asked: dict[str, Any]) -> bool:
    return bool(stated == json.loads(json.dumps(asked, default=list)))


def _size(file: Path) -> int:
    return file.stat().st_size if file.exists() else 0


def _unlink_empty(stream: TextIO, part: Path) -> None:
    """Leave no file in which nothing was written."""
    with suppress(OSError):
        stream.flush()
    if _is_at(stream, part) and not _size(part):
        part.unlink()


def _places(file: BinaryIO, number: int, schema: str) -> Iterator[tuple[bytes, str, int, int]]:
    """Of each whole line with a result: the source of its article, the fingerprint, and where it is."""
    start = 0
    for line in file:
        place, start = start, start + len(line)
        try:
            value = json.loads(line.decode("utf-8")) if line.endswith(b"\n") else None
        except (ValueError, RecursionError):  # half a line, or what a crash of the machine left
            continue
        if not isinstance(value, dict) or "error" in value:
            continue
        if value.get("schema") != schema:
            raise UsageError(f"--resume: {file.name} holds {value.get('schema')}, and this run makes {schema}")
        try:
            header = Header(**value["article"])
            yield _key(header.source), header.fingerprint, number, place
        except (KeyError, TypeError, AttributeError, RecursionError):  # another version's, or what a crash left
            continue


def _key(source: str) -> bytes:
    """A source as SQLite can store it, names of files that are no Unicode included."""
    return source.encode("utf-8", "surrogatepass")
