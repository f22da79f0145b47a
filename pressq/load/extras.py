"""Libraries that pressq reads some formats with and that are not installed with it."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from pressq.errors import MissingExtraError

__all__ = ["library"]


def library(name: str, extra: str, what: str) -> ModuleType:
    """The module `name`, which comes with the extra `extra` and reads `what`.

    Raises:
        MissingExtraError: it is not installed.
    """
    try:
        return import_module(name)
    except ImportError:
        hint = f"pip install 'pressq[{extra}]'"
        raise MissingExtraError(f"{what} need a library that is not installed", hint) from None
