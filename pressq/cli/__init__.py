"""The command line: arguments in, exit status out, errors as messages."""

import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import FrameType

import typer

from pressq.cli.messages import DONE, INTERRUPTED, UNREADABLE, UNWRITABLE, USAGE, print_error, usage_error
from pressq.cli.program import ALIASES, COMMANDS, program
from pressq.errors import LimitError, OutputError, PressqError

__all__ = ["main"]


_STATUS: dict[type[PressqError], int] = {OutputError: UNWRITABLE, LimitError: UNREADABLE}
"""What an error of the whole run ends with; others are wrong usage."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `pressq` with these arguments (without the program's name; None: the process's own).

    Returns:
        The exit status, one of `pressq.cli.messages.STATUSES`. A closed pipe is no failure.
    """
    problem: PressqError
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # for matrices as small as ours a second thread only waits
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        with _terminable():
            return _invoke(given)
    except (KeyboardInterrupt, typer.Abort):
        return INTERRUPTED
    except BrokenPipeError:
        _let_go_of_output()
        return DONE
    except typer.TyperException as error:
        problem, status = usage_error(error, _command(given)), USAGE
    except PressqError as error:
        problem, status = error, next((status for kind, status in _STATUS.items() if isinstance(error, kind)), USAGE)
    except OSError as error:
        _let_go_of_output()
        problem, status = OutputError(f"the result cannot be written: {error.strerror or error}"), UNWRITABLE
        problem.__cause__ = error
    except Exception as fault:
        problem, status = PressqError.of(fault), UNREADABLE
    print_error(problem, debug="--debug" in given)
    return status


def _invoke(given: list[str]) -> int:
    status = DONE
    try:
        with program().make_context("pressq", given) as context:
            context.command.invoke(context)
    except typer.Exit as end:
        status = end.exit_code
    if sys.stdout is not None:
        sys.stdout.flush()
    return status


def _command(given: list[str]) -> str:
    """The command that arguments call, for a hint."""
    name = next((one for one in given if not one.startswith("-")), "")
    return f"pressq {name}" if name in COMMANDS or name in ALIASES else "pressq"


@contextmanager
def _terminable() -> Iterator[None]:
    """Let SIGTERM and a closed terminal end the block as Ctrl-C does, with everything put in order on the way out."""
    ending = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    main = threading.current_thread() is threading.main_thread()
    ours = [one for one in ending if main and signal.getsignal(one) is signal.SIG_DFL]  # nohup ignores SIGHUP
    for one in ours:
        signal.signal(one, _exit)
    try:
        yield
    finally:
        for one in ours:
            signal.signal(one, signal.SIG_DFL)


def _exit(number: int, _: FrameType | None) -> None:
    raise SystemExit(128 + number)


def _let_go_of_output() -> None:
    """Point standard output nowhere, so that Python's own flush at the end does not fail again."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
