"""The command line: arguments in, exit status out, and the one place where errors become messages."""

import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Annotated, Any, get_args

import typer

from pressq import batch
from pressq.article import Article, QuoteKind, Quotes, Summary
from pressq.cli.reading import Reading, Version, reads_articles
from pressq.cli.reporting import DONE, INTERRUPTED, UNREADABLE, USAGE, report, wrong_usage
from pressq.cli.running import run
from pressq.errors import PressqError, UsageError, internal_error
from pressq.summary import METHODS

__all__ = ["app", "main"]


app = typer.Typer(
    name="pressq",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)

Kinds = Annotated[
    list[str] | None,
    typer.Option("--kind", metavar="KIND", help=f"Only {', '.join(get_args(QuoteKind))}; repeat it or use commas."),
]
Names = Annotated[
    list[str] | None,
    typer.Option("--speaker", metavar="NAME", help="Only who is called NAME, in full or in part; repeat it for more."),
]
Attitudes = Annotated[bool, typer.Option("--attitudes", help="Also what sources think, wish and do, and did not say.")]
SpeechOnly = Annotated[bool, typer.Option("--speech-only", hidden=True)]
Threads = Annotated[
    int, typer.Option(metavar="N", show_default=False, help="Threads for the model; 1 if not told otherwise.")
]


@app.callback(invoke_without_command=True)
def pressq(context: typer.Context, version: Version = False) -> None:  # noqa: ARG001 -- the callback of --version acts
    """What does a press article say, and who said what?"""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help(), err=True)
        raise typer.Exit(USAGE)


@app.command()
@reads_articles
def summarize(
    reading: Reading,
    sentences: Annotated[
        int | None, typer.Option("-n", "--sentences", metavar="N", help="How many sentences; 3 if not told otherwise.")
    ] = None,
    percent: Annotated[float | None, typer.Option(metavar="P", help="Instead: so many of a hundred sentences.")] = None,
    words: Annotated[int | None, typer.Option(metavar="N", help="Instead: whole sentences of at most N words.")] = None,
    characters: Annotated[
        int | None, typer.Option(metavar="N", help="Instead: whole sentences of at most N characters.")
    ] = None,
    method: Annotated[str, typer.Option(metavar="NAME", help=f"How to choose them: {', '.join(METHODS)}.")] = "news",
    language: Annotated[
        str | None, typer.Option(metavar="NAME", help="The language of the articles; else it is detected.")
    ] = None,
    query: Annotated[str | None, typer.Option(metavar="WORDS", help="Lean towards sentences with these words.")] = None,
    no_quotes: Annotated[bool, typer.Option("--no-quotes", help="No sentences that hold a quotation.")] = False,
    lead: Annotated[bool, typer.Option("--lead", help="The first sentence in any case.")] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show what each score is made of, and what was said already.")
    ] = False,
    together: Annotated[
        bool, typer.Option("--together", help="One summary of all FILEs, each sentence with its source.")
    ] = False,
) -> None:
    """Print the key sentences of articles and their keywords.

    FILE is a path, a folder, a pattern, an address, or - for standard input. The command may be written summarise.
    """
    from pressq.summary import together as summarize_together

    if method not in METHODS:
        raise UsageError(f"--method: {method!r} is not one of {', '.join(METHODS)}")
    length: dict[str, Any] = {"sentences": sentences, "percent": percent, "words": words, "characters": characters}
    _check_length(length)
    wish: dict[str, Any] = {
        **length,
        "method": method,
        "language": language,
        "query": query,
        "quotes": not no_quotes,
        "lead": lead,
        "explain": explain,
    }
    if together:
        gather = partial(summarize_together, **wish)
        run(reading, Summary, batch.whole, gather=gather)
    else:
        run(reading, Summary, partial(batch.summary, **wish))


app.command("summarise", hidden=True)(summarize)


@app.command()
@reads_articles
def quotes(
    reading: Reading,
    kind: Kinds = None,
    speaker: Names = None,
    min_words: Annotated[
        int, typer.Option(metavar="N", show_default=False, help="Only quotations of at least N words.")
    ] = 0,
    min_confidence: Annotated[
        float, typer.Option(metavar="P", show_default=False, help="Only what is at least so sure, from 0 to 1.")
    ] = 0.0,
    attitudes: Attitudes = False,
    speech_only: SpeechOnly = False,  # noqa: ARG001 -- what it asked for is the default now
    threads: Threads = 1,
) -> None:
    """Print who said what in articles.

    FILE is a path, a folder, a pattern, an address, or - for standard input.
    """
    if min_words < 0:
        raise UsageError(f"--min-words: {min_words} is not 0 or more")
    if not 0 <= min_confidence <= 1:
        raise UsageError(f"--min-confidence: {min_confidence} is not between 0 and 1")
    job = partial(
        batch.quotations,
        kinds=_kinds(kind),
        speakers=_names(speaker),
        min_words=min_words,
        min_confidence=min_confidence,
        attitudes=attitudes,
        threads=_threads(threads),
    )
    run(_in_one_process(reading, threads), Quotes, job)


@app.command()
@reads_articles
def speakers(
    reading: Reading,
    kind: Kinds = None,
    speaker: Names = None,
    attitudes: Attitudes = False,
    speech_only: SpeechOnly = False,  # noqa: ARG001 -- what it asked for is the default now
    threads: Threads = 1,
) -> None:
    """Print who speaks in articles, how often and how much.

    Several articles are counted together. FILE is a path, a folder, a pattern, an address, or - for standard input.
    """
    from pressq.voices import Voices, voices

    job = partial(
        batch.quotations,
        kinds=_kinds(kind),
        speakers=_names(speaker),
        attitudes=attitudes,
        threads=_threads(threads),
    )
    run(_in_one_process(reading, threads), Voices, job, gather=voices)


@app.command()
@reads_articles
def text(
    reading: Reading,
    show_hidden: Annotated[
        bool, typer.Option("--show-hidden", help="Show the parts of the page, dimmed what analysis skips.")
    ] = False,
) -> None:
    """Print the text that offsets refer to, or its parts.

    FILE is a path, a folder, a pattern, an address, or - for standard input.
    """
    run(reading, Article, batch.whole, hidden=show_hidden)


@app.command("stats")
def count_results(
    files: Annotated[list[str], typer.Argument(metavar="FILE", hidden=True)],
    json: Annotated[
        bool, typer.Option("--json", help="Print JSON, as for a name after -o that ends in .json.")
    ] = False,
    output: Annotated[
        str | None, typer.Option("-o", "--output", metavar="FILE", help="Write to FILE, whole or not at all.")
    ] = None,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Errors only: no hints.")] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")] = False,
    version: Version = False,  # noqa: ARG001 -- its callback acts
) -> None:
    """Count what a finished run found.

    FILE is what quotes, summarize or text wrote in JSON Lines (--format jsonl), packed or not, or - for standard input.
    Files of one command are counted together.
    """
    from pressq.cli.counting import count

    count(files, json=json or (output or "").lower().endswith(".json"), output=output, quiet=quiet, debug=debug)


@app.command()
def schema(
    name: Annotated[str, typer.Argument(metavar="NAME", hidden=True)],
    debug: Annotated[bool, typer.Option("--debug", hidden=True)] = False,  # noqa: ARG001 -- `main` looks for it
) -> None:
    """Print the JSON Schema of an output.

    NAME is quotes, summary, text, speakers or stats.
    """
    import json

    from pressq.schema import schema

    typer.echo(json.dumps(schema(name), indent=2))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `pressq` with these arguments (without the program's name; None: the process's own).

    Returns:
        The exit status: 0 done, 2 wrong usage, 3 an input could not be read, 4 some of several inputs failed,
        130 interrupted. A closed pipe is no failure: whoever read from it has seen enough.
    """
    problem: PressqError
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # for matrices as small as ours a second thread only waits
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        return _invoke(given)
    except (KeyboardInterrupt, typer.Abort):
        return INTERRUPTED
    except BrokenPipeError:
        _let_go_of_output()
        return DONE
    except typer.TyperException as error:
        problem, status = wrong_usage(error), USAGE
    except PressqError as error:
        problem, status = error, USAGE
    except OSError as error:
        _let_go_of_output()
        problem, status = PressqError(f"the result cannot be written: {error.strerror or error}"), USAGE
        problem.__cause__ = error
    except Exception as fault:
        problem, status = internal_error(fault), UNREADABLE
    report(problem, debug="--debug" in given)
    return status


def _invoke(given: list[str]) -> int:
    status = DONE
    try:
        with typer.main.get_command(app).make_context("pressq", given) as context:
            context.command.invoke(context)
    except typer.Exit as end:
        status = end.exit_code
    if sys.stdout is not None:
        sys.stdout.flush()
    return status


def _kinds(values: list[str] | None) -> tuple[QuoteKind, ...]:
    """The kinds asked for, each value one or several parted by commas; none asked for is all."""
    known: tuple[QuoteKind, ...] = get_args(QuoteKind)
    asked = [name.strip().lower() for value in values or () for name in value.split(",")]
    for name in asked:
        if name not in known:
            raise UsageError(f"--kind: {name!r} is not one of {', '.join(known)}")
    return tuple(kind for kind in known if kind in asked) or known


def _check_length(length: dict[str, Any]) -> None:
    """See that a length makes sense before an article is read."""
    from pressq.summary.length import Length

    try:
        Length.of(**length)
    except UsageError as error:
        raise UsageError(f"--{error.message}" if ":" in error.message else error.message, error.hint) from error


def _names(values: list[str] | None) -> tuple[str, ...]:
    """The names of speakers asked for."""
    if any(not value.strip() for value in values or ()):
        raise UsageError("--speaker: a name is wanted")
    return tuple(values or ())


def _in_one_process(reading: Reading, threads: int) -> Reading:
    """Where the model has several threads, the cores are theirs, unless workers are asked for."""
    return replace(reading, jobs=1) if threads > 1 and reading.jobs is None and reading.dask is None else reading


def _threads(number: int) -> int:
    if number < 1:
        raise UsageError(f"--threads: {number} is not 1 or more")
    return number


def _let_go_of_output() -> None:
    """Point standard output nowhere, so that Python's own flush at the end does not fail again."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
