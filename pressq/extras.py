"""Libraries that parts of pressq need and that are not installed with it."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from pressq.errors import MissingExtraError

__all__ = ["library"]


def library(name: str, extra: str, what: str) -> ModuleType:
    """The module `name`, which comes with the extra `extra` and is there for `what`, several things.

    Raises:
        MissingExtraError: it is not installed.
    """
    try:
        return import_module(name)
    except ImportError:
        hint = f"pip install 'pressq[{extra}]'"
        raise MissingExtraError(f"{what} need a library that is not installed", hint) from None
