"""What can go wrong, as one tree.

PressqError                  anything pressq reports; `code` names it for machines, `hint` tells the way out
├── UsageError               a ValueError, too: the caller asked for what does not exist or makes no sense (exit 2)
├── InputError               an input could not be read (exit 3)
│   ├── EmptyInputError      nothing but white space in it
│   ├── BinaryInputError     not text
│   ├── EncodingError        not decodable with the encoding asked for
│   └── LimitError           it takes more time or memory than it may
├── OutputError              a result could not be written (exit 5)
├── ModelError               the network cannot be run on this machine (exit 2)
└── MissingExtraError        a part of pressq that was not installed is needed (exit 2)
"""

from __future__ import annotations

import traceback

__all__ = [
    "BinaryInputError",
    "EmptyInputError",
    "EncodingError",
    "InputError",
    "LimitError",
    "MissingExtraError",
    "ModelError",
    "OutputError",
    "PressqError",
    "UsageError",
]


class PressqError(Exception):
    """Base of all errors that pressq raises on purpose.

    Args:
        message: what is wrong, one line, without the name of the input.
        hint: what to do about it, one line, or None.
    """

    code = "error"

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    @staticmethod
    def of(fault: Exception) -> PressqError:
        """What anything raised, as an error to report; its traceback is a note, which crosses processes.

        What is nested too deeply, or needs more memory than there is, is a fault of the input.
        """
        if isinstance(fault, PressqError):
            return fault
        error: PressqError
        if isinstance(fault, RecursionError):
            error = InputError("nested too deeply")
        elif isinstance(fault, MemoryError):
            error = LimitError("it needs more memory than there is")
        else:
            error = PressqError(f"internal error: {type(fault).__name__}: {fault}", "--debug shows the traceback")
        error.add_note("".join(traceback.format_exception(fault)))
        return error


class UsageError(PressqError, ValueError):
    """An argument or option has a value that cannot be used."""

    code = "usage"


class InputError(PressqError):
    """An input could not be read."""

    code = "unreadable"


class EmptyInputError(InputError):
    """The input holds no text."""

    code = "empty"


class BinaryInputError(InputError):
    """The input is not text."""

    code = "binary"


class EncodingError(InputError):
    """The input is not written in the encoding that was asked for."""

    code = "encoding"


class LimitError(InputError):
    """Reading or analysing the input takes more time or memory than it may."""

    code = "limit"


class OutputError(PressqError):
    """A result could not be written."""

    code = "unwritable"


class ModelError(PressqError):
    """The network that finds quotations cannot be run: onnxruntime is missing or cannot be used here."""

    code = "model"


class MissingExtraError(PressqError):
    """An optional part of pressq is needed and not installed."""

    code = "missing-extra"
