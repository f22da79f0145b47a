"""Settings: defaults of options from environment variables and files.

The precedence, highest first: the command line; `PRESSQ_NAME` in the environment; `pressq.toml`, or `[tool.pressq]` in
`pyproject.toml`, in this folder or the nearest one above; `pressq/pressq.toml` in the user's configuration folder; the
built-in default. `PRESSQ_CONFIG` names one file to read instead of both. In a file, a name at the top applies to every
command with the option, and a name in the table of a command to that command.

The file of a folder may have come with an archive. It sets only the options in `_HARMLESS`: none
that names a path or an address, starts threads or processes, or fetches.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pressq.cli.values import closest
from pressq.errors import UsageError

__all__ = ["Setting", "Settings", "variable"]

_HARMLESS = frozenset(
    {
        *("format", "bom", "encoding", "text_field", "id_field", "language", "quiet", "verbose", "max_failures"),
        *("kind", "speaker", "attitudes", "min_words", "min_confidence", "show_hidden"),
        *("sentences", "percent", "words", "characters", "method", "query", "no_quotes", "lead", "together", "explain"),
    }
)
_CONFIG = "PRESSQ_CONFIG"
_TABLE = re.compile(r"\s*\[+\s*(.+?)\s*\]+\s*(?:#.*)?$")
_KEY = re.compile(r"\s*[\"']?([\w-]+)[\"']?\s*=")


@dataclass(frozen=True, slots=True)
class Setting:
    """A value that was set for an option.

    Attributes:
        origin: the variable or the file.
        name: how a message calls it.
        rank: 0 for a variable, then the number of the file and table: of two settings the lower counts more.
    """

    option: str
    value: Any
    origin: str
    name: str
    rank: int = 0


@dataclass(frozen=True, slots=True)
class _Source:
    """A file of settings as it was read: its text, its table of settings, and the name of that table."""

    path: Path
    own: bool
    text: str
    values: Mapping[str, Any]
    table: str = ""

    def place(self, key: str, command: str | None = None) -> str:
        """The file and, where a line sets `key` plainly, the number of that line."""
        table = ".".join(filter(None, (self.table, command)))
        current = ""
        for number, line in enumerate(self.text.splitlines(), 1):
            if header := _TABLE.match(line):
                current = header[1]
                if current.rpartition(".")[2] == key and not command:
                    return f"{self.path}:{number}"
            elif current == table and (found := _KEY.match(line)) and found[1] == key:
                return f"{self.path}:{number}"
        return str(self.path)


@dataclass(frozen=True, slots=True)
class _File:
    """A checked file: the settings for all commands, below None, and those of each command, by the option's name."""

    path: Path
    values: Mapping[str | None, Mapping[str, Setting]]


class Settings:
    """What is set for the options of commands; files are read when something is asked for.

    Args:
        options: tells of every command the names of the options that may be set; asked where there is a file.
    """

    def __init__(self, options: Callable[[], Mapping[str, frozenset[str]]]) -> None:
        self._options = options
        self._read: tuple[_File, ...] | None = None

    def of(self, command: str, name: str) -> Setting | None:
        """What is set for the option `name` of a command.

        Raises:
            UsageError: a file cannot be read, or sets what there is not.
        """
        value = os.environ.get(variable(name))
        if value:
            return Setting(name, value, variable(name), variable(name))
        for file in self.files:
            for table in (command, None):
                if name in file.values.get(table, {}):
                    return file.values[table][name]
        return None

    @property
    def files(self) -> tuple[_File, ...]:
        """The files that are there, the one that counts first."""
        if self._read is None:
            self._read = tuple(self._file(source, 2 * number) for number, source in enumerate(_sources()))
        return self._read

    def strange_variables(self) -> Iterator[str]:
        """What is wrong with each variable `PRESSQ_...` that sets no option of any command."""
        given = sorted(name for name in os.environ if name.startswith("PRESSQ_") and name != _CONFIG)
        if given:
            known = sorted(map(variable, frozenset().union(*self._options().values())))
            for name in given:
                if name not in known:
                    meant = closest(name, known)
                    yield f"{name} sets no option" + (f"; did you mean {meant}?" if meant else "")

    def _file(self, source: _Source, rank: int) -> _File:
        options = self._options()
        everything = frozenset().union(*options.values())
        found: dict[str | None, dict[str, Setting]] = {None: {}}
        for key, value in source.values.items():
            if not isinstance(value, dict):
                setting = _checked(source, None, key, value, everything)
                found[None][setting.option] = replace(setting, rank=rank + 2)
            elif key in options:
                settings = [_checked(source, key, name, one, options[key]) for name, one in value.items()]
                found[key] = {one.option: replace(one, rank=rank + 1) for one in settings}
            else:
                meant = closest(key, sorted(options))
                hint = f"did you mean [{meant}]?" if meant else None
                raise UsageError(f"{source.place(key)}: no such command: {key!r}", hint)
        return _File(source.path, found)


def _checked(source: _Source, command: str | None, key: str, value: Any, names: frozenset[str]) -> Setting:
    """What one line of a file sets.

    Raises:
        UsageError: there is no such option, or this file may not set it.
    """
    option, place = key.replace("-", "_"), source.place(key, command)
    if option not in names:
        meant = closest(option, sorted(names))
        hint = f"did you mean {meant.replace('_', '-')}?" if meant else None
        raise UsageError(f"{place}: no such option: {key!r}", hint)
    shown = option.replace("_", "-")
    if not source.own and option not in _HARMLESS:
        allowed = f"--{shown}, {variable(option)} or {_own_file()}"
        raise UsageError(f"{place}: {shown} may not be set in the file of a folder, only by {allowed}")
    try:
        str(value)
    except ValueError:  # a whole number of thousands of digits, which Python does not print
        raise UsageError(f"{place}: {shown}: the number is too large") from None
    return Setting(option, value, str(source.path), f"{place}: {shown}")


def variable(name: str) -> str:
    """The environment variable that sets the option `name`."""
    return f"PRESSQ_{name.upper()}"


def _sources() -> Iterator[_Source]:
    """Each file that is there."""
    named = os.environ.get(_CONFIG)
    if named is not None:
        if named:
            yield _source(Path(named), own=True)
        return
    for place in _folders():
        if os.path.isfile(path := place / "pressq.toml"):
            yield _source(path, own=False)
            break
        if os.path.isfile(path := place / "pyproject.toml") and (source := _of_project(path)):
            yield source
            break
    if os.path.isfile(path := _own_file()):
        yield _source(path, own=True)


def _of_project(path: Path) -> _Source | None:
    """The settings below `[tool.pressq]`; None where there are none."""
    try:
        if b"pressq" not in path.read_bytes():
            return None
    except OSError:  # which is for the project's own tools to tell
        return None
    source = _source(path, own=False)
    for name in ("tool", "pressq"):
        if name not in source.values:
            return None
        inner = source.values[name]
        table = f"{source.table}.{name}".strip(".")
        if not isinstance(inner, dict):
            raise UsageError(f"{source.place(name)}: {table} is not a table")
        source = replace(source, values=inner, table=table)
    return source


def _folders() -> Sequence[Path]:
    """The working folder and those that it is in; none where it was deleted meanwhile."""
    try:
        folder = Path.cwd()
    except FileNotFoundError:
        return ()
    return (folder, *folder.parents)


def _own_file() -> Path:
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "pressq" / "pressq.toml"


def _source(path: Path, *, own: bool) -> _Source:
    import tomllib

    text = _text(path)
    try:
        return _Source(path, own, text, tomllib.loads(text))
    except RecursionError as error:
        raise UsageError(f"{path}: nested too deeply") from error
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path}: not TOML: {error}") from error
    except ValueError as error:  # a whole number of thousands of digits
        raise UsageError(f"{path}: a number is too large") from error


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: cannot be read: {getattr(error, 'strerror', None) or 'not UTF-8'}") from error
