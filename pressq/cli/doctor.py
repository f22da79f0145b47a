"""`pressq doctor`: does this installation work?"""

import os
import platform
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from functools import partial
from importlib import import_module, metadata
from typing import Annotated, Literal

import typer

from pressq import __version__
from pressq.cli.messages import DISPROVED, DONE
from pressq.cli.options import to_show
from pressq.cli.program import command
from pressq.errors import PressqError
from pressq.extras import EXTRAS, installation
from pressq.output.printable import one_line

__all__ = ["Diagnosis", "diagnose"]

_TRIALS = {
    "en": ("“The bridge stays closed,” said Ann Lee, the mayor.", "Ann Lee"),
    "fr": ("« Le pont reste fermé », a déclaré Anne Morel, la maire de la ville.", "Anne Morel"),
}
"""For each network, in a language that it reads, a sentence and the speaker in it."""


@dataclass(frozen=True)
class Diagnosis:
    """What was looked at, and what was found: "missing" is a part that can be installed, "failed" a fault."""

    name: str
    outcome: Literal["ok", "missing", "failed"]
    found: str


@command("doctor")
def diagnose(context: typer.Context, json: Annotated[bool, to_show("--json", help="Print JSON.")] = False) -> None:
    """Check that this installation works.

    Says which version runs where, whether the networks find the speaker of a sentence, which extras are installed,
    and what pressq knows of the terminal, the settings and the temporary folder. The exit status is 1 if a check
    fails; an extra that is missing is no fault. Put the output into a bug report: it holds no text of articles.

    Examples:
    pressq doctor
        All checks, one per line.
    pressq doctor > doctor.txt
        The same, for a bug report.
    pressq doctor --json | jq '.checks[] | select(.outcome != "ok")'
        What is missing or failed.
    """
    system = f"Python {platform.python_version()}, {platform.system()} {platform.release()} {platform.machine()}"
    checks = list(_checks([str(file.path) for file in context.obj.files]))
    if json:
        from pressq.output.writers import to_json

        typer.echo(to_json({"pressq": __version__, "system": system, "checks": list(map(asdict, checks))}, indent=2))
    else:
        typer.echo(f"pressq {__version__}, {system}")
        width = max(len(check.name) for check in checks)
        for check in checks:
            typer.echo(f"{check.outcome:7}  {check.name:{width}}  {one_line(check.found)}")
    raise typer.Exit(DISPROVED if any(check.outcome == "failed" for check in checks) else DONE)


def _checks(settings: list[str]) -> Iterator[Diagnosis]:
    for language in _TRIALS:
        yield _checked(f"model {language}", partial(_speaker_found, language))
    yield _checked("summary", _summary)
    for extra in EXTRAS:
        yield _extra(extra)
    yield _checked("terminal", _terminal)
    yield Diagnosis("settings", "ok", ", ".join(settings) or "no file")
    yield _checked("temporary folder", _temporary_folder)


def _checked(name: str, look: Callable[[], str]) -> Diagnosis:
    try:
        return Diagnosis(name, "ok", look())
    except Exception as fault:  # whatever it is, it is what the user wants to know
        error = PressqError.of(fault)
        return Diagnosis(name, "failed", error.message + (f" ({error.hint})" if error.hint else ""))


def _speaker_found(language: str) -> str:
    from pressq.load import parse
    from pressq.quotes import quotes

    text, speaker = _TRIALS[language]
    begun = time.perf_counter()
    found = quotes(parse(text, language=language)).quotes
    seconds = time.perf_counter() - begun
    names = [quote.speaker.name for quote in found if quote.speaker]
    if names != [speaker]:
        raise PressqError(f"found {names} in a sentence in which {speaker} speaks", "install pressq anew")
    return f"loaded and read a sentence in {seconds:.2f} s"


def _summary() -> str:
    from pressq.load import parse
    from pressq.summary import summarize

    text, _ = _TRIALS["en"]
    if not summarize(parse(text)).sentences:
        raise PressqError("no key sentence was found in an article of one sentence", "install pressq anew")
    return "news"


def _extra(extra: str) -> Diagnosis:
    name = EXTRAS[extra]
    try:
        import_module(name)
    except ImportError as error:
        if getattr(error, "name", None) == name:
            return Diagnosis(f"extra {extra}", "missing", installation(extra))
        return Diagnosis(f"extra {extra}", "failed", str(error))
    except Exception as fault:  # a library that is installed and broken
        return Diagnosis(f"extra {extra}", "failed", f"{type(fault).__name__}: {fault}")
    return Diagnosis(f"extra {extra}", "ok", f"{name} {metadata.version(name)}")


def _terminal() -> str:
    if not sys.stdout.isatty():
        return f"none (a pipe or file), {sys.stdout.encoding}"
    colour = "no colour (NO_COLOR)" if os.environ.get("NO_COLOR") else "colour"
    return f"{shutil.get_terminal_size().columns} columns, {sys.stdout.encoding}, {colour}"


def _temporary_folder() -> str:
    with tempfile.TemporaryFile() as file:
        file.write(b"pressq")
    folder = tempfile.gettempdir()
    return f"{folder}, {shutil.disk_usage(folder).free / 1e9:.1f} GB free"
