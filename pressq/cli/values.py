"""Values of options and arguments, converted and checked.

Typer leaves this to pydantic, and its import takes longer than everything else that a command needs to start. The few
types that options have here are converted as Typer does.
"""

from collections.abc import Sequence
from difflib import get_close_matches
from enum import Enum
from typing import Any, get_args, get_origin

from typer.core import TyperArgument, TyperOption

from pressq.errors import UsageError

__all__ = ["Argument", "Option", "choices_of", "closest"]

_FOR_ONE_RUN = {"output", "json", "resume", "restart", "quote", "debug", "man"}
_ALTERNATIVES = ({"sentences", "percent", "words", "characters"}, {"jobs", "dask"}, {"format", "json"})
"""Options that exclude each other: one that is given overrides the setting of another."""

_LARGEST = 10**18  # a settings file may hold a whole number that cannot even be printed

_YES = {"1", "true", "yes", "on", "y", "t"}
_NO = {"0", "false", "no", "off", "n", "f"}


class Option(TyperOption):
    """An option that settings may change, converted without pydantic."""

    @property
    def may_be_set(self) -> bool:
        """Whether variables and files may set it; not if it is meant for one run."""
        return not self.is_eager and not self.hidden and self.name not in _FOR_ONE_RUN

    def consume_value(self, ctx: Any, opts: Any) -> Any:
        value, source = super().consume_value(ctx, opts)
        if self.may_be_set and opts.get(self.name) is None and (setting := self._setting(ctx, opts)):
            ctx.meta[self.name] = setting
            value = setting.value
        return value, source

    def _setting(self, ctx: Any, opts: Any) -> Any:
        """The setting of this option, unless an option that excludes it is given or has precedence."""
        setting = ctx.obj.of(ctx.command.name, self.name)
        others = set().union(*(group for group in _ALTERNATIVES if self.name in group)) - {self.name}
        if setting is None or any(opts.get(other) for other in others):
            return None
        rivals = [ctx.obj.of(ctx.command.name, other) for other in others]
        return None if any(rival and rival.rank < setting.rank for rival in rivals) else setting

    def read_setting(self, setting: Any) -> Any:
        """The value of a setting, converted to the option's type.

        Raises:
            UsageError: it is of another type.
        """
        return _read(self, setting.name, setting.value)

    def process_value(self, ctx: Any, value: Any) -> Any:
        setting = ctx.meta.get(self.name)
        return _processed(self, self.opts[-1] if setting is None else setting.name, ctx, value)


class Argument(TyperArgument):
    """An argument converted without pydantic."""

    def process_value(self, ctx: Any, value: Any) -> Any:
        return _processed(self, str(self.metavar), ctx, value)


def choices_of(parameter: Option | Argument) -> tuple[str, ...]:
    """The values that a parameter may have; none if any value may be given."""
    return tuple(str(choice.value if isinstance(choice, Enum) else choice) for choice in _choices(parameter))


def closest(word: str, known: Sequence[str]) -> str | None:
    """The known word that is most similar to `word`; None if no word is similar."""
    return next(iter(get_close_matches(word, known, n=1)), None)


def _processed(parameter: Option | Argument, name: str, context: Any, value: Any) -> Any:
    """The converted value, after its callback; messages call the parameter `name`."""
    if value is not None:
        value = _read(parameter, name, value)
    return parameter.callback(context, parameter, value) if parameter.callback is not None else value


def _read(parameter: Option | Argument, name: str, value: Any) -> Any:
    annotation: Any = parameter.type_descriptor.annotation
    if get_origin(annotation) is not list:
        return _one(parameter, annotation, name, value)
    (annotation,) = get_args(annotation)
    values = value if isinstance(value, list | tuple) else [value]
    if _choices(parameter):
        values = [part for one in values for part in str(one).split(",")]
    return [_one(parameter, annotation, name, one) for one in values]


def _one(parameter: Option | Argument, annotation: Any, name: str, value: Any) -> Any:
    if choices := _choices(parameter):
        return _chosen(name, str(value), dict(zip(choices_of(parameter), choices, strict=True)))
    if annotation is bool:
        return _switch(name, value)
    if annotation in (int, float):
        return _within(parameter, name, _number(name, annotation, value))
    if not isinstance(value, str):
        raise UsageError(f"{name}: a text in quotation marks is needed")
    return value


def _choices(parameter: Option | Argument) -> tuple[Any, ...]:
    return tuple(parameter.type_descriptor.choices or ())


def _chosen(name: str, value: str, choices: dict[str, Any]) -> Any:
    requested = value.strip().lower()
    if requested not in choices:
        meant = closest(requested, tuple(choices))
        raise UsageError(
            f"{name}: {value!r} is not one of {', '.join(choices)}", f"did you mean {meant}?" if meant else None
        )
    return choices[requested]


def _switch(name: str, value: Any) -> bool:
    requested = str(value).strip().lower()
    if requested not in _YES | _NO:
        raise UsageError(f"{name}: {value!r} is neither yes nor no")
    return requested in _YES


def _number(name: str, kind: type[int | float], value: Any) -> int | float:
    if isinstance(value, int) and abs(value) > _LARGEST:
        raise UsageError(f"{name}: the number is too large")
    try:
        if isinstance(value, bool) or (kind is int and isinstance(value, float)):
            raise TypeError
        number = kind(value)
    except (ValueError, TypeError):
        requested = "a whole number" if kind is int else "a number"
        raise UsageError(f"{name}: {value!r} is not {requested}") from None
    if kind is int and abs(number) > _LARGEST:
        raise UsageError(f"{name}: the number is too large")
    return number


def _within(parameter: Option | Argument, name: str, number: int | float) -> int | float:
    least, most = parameter.min, parameter.max
    if least is not None and most is not None and not least <= number <= most:
        raise UsageError(f"{name}: {number:g} is not between {least:g} and {most:g}")
    if least is not None and not number >= least:
        raise UsageError(f"{name}: {number:g} is not {least:g} or more")
    return number
