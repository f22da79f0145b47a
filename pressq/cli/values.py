"""What was typed becomes a value, or a message that tells what would have been right.

Typer asks pydantic to do this, which takes longer to import than all else that a command needs to start. The few types
that options have here are read as Typer reads them.
"""

from collections.abc import Sequence
from difflib import get_close_matches
from enum import Enum
from typing import Any, get_args, get_origin

from typer.core import TyperArgument, TyperOption

from pressq.errors import UsageError

__all__ = ["Argument", "Option", "choices_of", "near"]

_YES = {"1", "true", "yes", "on", "y", "t"}
_NO = {"0", "false", "no", "off", "n", "f"}


class Option(TyperOption):
    """An option whose value is read without pydantic."""

    def process_value(self, ctx: Any, value: Any) -> Any:
        return _processed(self, ctx, value)

    def split_envvar_value(self, rv: str) -> Sequence[str]:
        return [rv]  # a name may have spaces in it


class Argument(TyperArgument):
    """An argument whose value is read without pydantic."""

    def process_value(self, ctx: Any, value: Any) -> Any:
        return _processed(self, ctx, value)


def choices_of(parameter: Option | Argument) -> tuple[str, ...]:
    """The values that a parameter may have, where they are few."""
    return tuple(str(choice.value if isinstance(choice, Enum) else choice) for choice in _choices(parameter))


def near(word: str, known: Sequence[str]) -> str | None:
    """The known word that somebody who typed `word` is likely to have meant."""
    return next(iter(get_close_matches(word, known, n=1)), None)


def _processed(parameter: Option | Argument, context: Any, value: Any) -> Any:
    """The value of a parameter, handed on to its callback."""
    if value is not None:
        value = _read(parameter, value)
    return parameter.callback(context, parameter, value) if parameter.callback is not None else value


def _read(parameter: Option | Argument, value: Any) -> Any:
    annotation: Any = parameter.type_descriptor.annotation
    if get_origin(annotation) is not list:
        return _one(parameter, annotation, value)
    (annotation,) = get_args(annotation)
    if _choices(parameter):
        value = [part for one in value for part in one.split(",")]
    return [_one(parameter, annotation, one) for one in value]


def _one(parameter: Option | Argument, annotation: Any, value: Any) -> Any:
    name = parameter.opts[-1] if isinstance(parameter, Option) else str(parameter.metavar)
    if choices := _choices(parameter):
        return _chosen(name, str(value), dict(zip(choices_of(parameter), choices, strict=True)))
    if annotation is bool:
        return _switch(name, value)
    if annotation in (int, float):
        return _within(parameter, name, _number(name, annotation, value))
    return str(value)


def _choices(parameter: Option | Argument) -> tuple[Any, ...]:
    return tuple(parameter.type_descriptor.choices or ())


def _chosen(name: str, value: str, choices: dict[str, Any]) -> Any:
    wanted = value.strip().lower()
    if wanted not in choices:
        meant = near(wanted, tuple(choices))
        raise UsageError(
            f"{name}: {value!r} is not one of {', '.join(choices)}", f"did you mean {meant}?" if meant else None
        )
    return choices[wanted]


def _switch(name: str, value: Any) -> bool:
    wanted = str(value).strip().lower()
    if wanted not in _YES | _NO:
        raise UsageError(f"{name}: {value!r} is neither yes nor no")
    return wanted in _YES


def _number(name: str, kind: type[int | float], value: Any) -> int | float:
    try:
        return kind(value)
    except ValueError:
        wanted = "a whole number" if kind is int else "a number"
        raise UsageError(f"{name}: {value!r} is not {wanted}") from None


def _within(parameter: Option | Argument, name: str, number: int | float) -> int | float:
    least, most = parameter.min, parameter.max
    if least is not None and most is not None and not least <= number <= most:
        raise UsageError(f"{name}: {number:g} is not between {least:g} and {most:g}")
    if least is not None and not number >= least:
        raise UsageError(f"{name}: {number:g} is not {least:g} or more")
    return number
