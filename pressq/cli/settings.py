"""Defaults that a user sets for options: in variables, in a file of a folder, in a file of one's own.

What holds, first to last: the command line; `PRESSQ_NAME` in the environment; `pressq.toml`, or `[tool.pressq]` in
`pyproject.toml`, in this folder or the nearest above it; `pressq/pressq.toml` where the user keeps configuration; what
pressq has built in. `PRESSQ_CONFIG` names one file to read instead of both. In a file, a name alone counts for every
command that has the option, and one in the table of a command for that command.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pressq.cli.values import near
from pressq.errors import UsageError

__all__ = ["Setting", "Settings", "variable"]

_OWN_ONLY = {"dask", "allow_private"}
"""What trusts somebody: a folder that comes from elsewhere must not ask for it."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A value that was set.

    Attributes:
        origin: the variable or the file.
        name: how a message calls it.
    """

    value: Any
    origin: str
    name: str


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    own: bool
    values: Mapping[str, Any]


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
            return Setting(value, variable(name), variable(name))
        for file in self.files:
            for values in (file.values.get(command, {}), file.values):
                if name in values:
                    return Setting(values[name], str(file.path), f"{file.path}: {name.replace('_', '-')}")
        return None

    @property
    def files(self) -> tuple[_File, ...]:
        """The files that are there, the one that counts first."""
        if self._read is None:
            self._read = tuple(self._checked(path, own, values) for path, own, values in _tables())
        return self._read

    def _checked(self, path: Path, own: bool, values: Mapping[str, Any]) -> _File:
        options = self._options()
        everything = frozenset().union(*options.values())
        known: dict[str, Any] = {}
        for key, value in values.items():
            if key in options and isinstance(value, dict):
                known[key] = {self._name(path, own, one, options[key]): two for one, two in value.items()}
            else:
                known[self._name(path, own, key, everything)] = value
        return _File(path, own, known)

    def _name(self, path: Path, own: bool, key: str, names: frozenset[str]) -> str:
        name = key.replace("-", "_")
        if name not in names:
            meant = near(name, sorted(names))
            raise UsageError(
                f"{path}: no such option: {key!r}", f"did you mean {meant.replace('_', '-')}?" if meant else None
            )
        if name in _OWN_ONLY and not own:
            raise UsageError(f"{path}: {key} may not be set here", f"--{key}, {variable(name)} or {_own_file()}")
        return name


def variable(name: str) -> str:
    """The environment variable that sets the option `name`."""
    return f"PRESSQ_{name.upper()}"


def _tables() -> Iterator[tuple[Path, bool, Mapping[str, Any]]]:
    """Each file that is there: its path, whether it is the user's own, and what it holds."""
    named = os.environ.get("PRESSQ_CONFIG")
    if named is not None:
        if named:
            yield Path(named), True, _table(Path(named))
        return
    for place in _folders():
        if (path := place / "pressq.toml").is_file():
            yield path, False, _table(path)
            break
        if (path := place / "pyproject.toml").is_file() and b"tool.pressq" in path.read_bytes():
            yield path, False, _table(path).get("tool", {}).get("pressq", {})
            break
    if (path := _own_file()).is_file():
        yield path, True, _table(path)


def _folders() -> Sequence[Path]:
    """The working folder and those that it is in; none where it was deleted meanwhile."""
    try:
        folder = Path.cwd()
    except FileNotFoundError:
        return ()
    return (folder, *folder.parents)


def _own_file() -> Path:
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "pressq" / "pressq.toml"


def _table(path: Path) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: cannot be read: {getattr(error, 'strerror', None) or 'not UTF-8'}") from error
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path}: not TOML: {error}") from error
