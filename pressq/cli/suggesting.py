"""What somebody who named a file that is not there is likely to have meant."""

import os

from pressq.cli.values import near
from pressq.errors import InputError, PressqError

__all__ = ["with_neighbour"]


def with_neighbour(source: str, error: PressqError) -> PressqError:
    """The error that an input could not be read, with a hint at a file of nearly its name where it is not there."""
    if error.hint is not None or not isinstance(error, InputError) or "://" in source or os.path.lexists(source):
        return error
    folder, name = os.path.split(source)
    try:
        meant = near(name, os.listdir(folder or "."))
    except OSError:
        return error
    return error if meant is None else type(error)(error.message, f"did you mean {os.path.join(folder, meant)}?")
