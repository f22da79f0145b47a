"""`pressq help`: help as data, printed as text, as a manual page, and read by completion.

A command's docstring is its help: a line of what it does, paragraphs, and under `Examples:` command lines, each with
its purpose on the indented line below.
"""

import inspect
import shutil
import textwrap
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Annotated, Any

import typer
from typer.core import TyperArgument, TyperGroup, TyperOption

from pressq.cli.messages import STATUSES
from pressq.cli.program import COMMANDS, FIND, READ, RUN, SHOW, command, no_such_command
from pressq.guides import GUIDES, guide

__all__ = [
    "Entry",
    "HelpExample",
    "HelpPage",
    "Section",
    "as_text",
    "help_page",
    "manual",
    "print_help",
]

MORE = f"More: pressq help {', pressq help '.join(GUIDES)}"

_WIDEST = 80
_NAMES = 24  # columns for the names of options; the text of a longer one starts on the next line


_SHARED_BY = 3  # commands; an option of as many is described once


@command("help")
def print_help(
    context: typer.Context,
    name: Annotated[
        str | None, typer.Argument(metavar="COMMAND", help=f"Command, or {', '.join(GUIDES)} [default: pressq].")
    ] = None,
    man: Annotated[
        bool, typer.Option("--man", rich_help_panel=SHOW, help="Print the manual of all commands, for man.")
    ] = False,
) -> None:
    """Print the help of a command, or a guide.

    The help is the same as that of pressq COMMAND --help.

    Examples:
    pressq help quotes
        The help of quotes.
    pressq help guide
        How to do what, with examples; outputs and limits are other guides.
    pressq help --man | man -l -
        The manual, where it is not installed.
    """
    program: Any = context.find_root().command
    if man:
        typer.echo(manual(program), nl=False)
    elif name is None:
        typer.echo(as_text(help_page(program, "pressq")))
    elif name in GUIDES:
        typer.echo(guide(name), nl=False)
    else:
        requested = program.get_command(context, name)
        if requested is None:
            raise no_such_command(name)
        typer.echo(as_text(help_page(requested, f"pressq {name}")))


@dataclass(frozen=True, slots=True)
class Entry:
    """An option, an argument or a command, and what it is."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """Entries under a heading."""

    title: str
    entries: list[Entry] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class HelpExample:
    """A command line and what it is good for."""

    line: str
    text: str


@dataclass(frozen=True, slots=True)
class HelpPage:
    """The help of a command.

    Attributes:
        paragraphs: the first is the summary.
    """

    name: str
    usage: str
    paragraphs: tuple[str, ...]
    sections: tuple[Section, ...]
    examples: tuple[HelpExample, ...]


def help_page(command: Any, name: str) -> HelpPage:
    """The help of a command that is called as `name`."""
    text, _, examples = inspect.cleandoc(command.help or "").partition("\n\nExamples:\n")
    return HelpPage(
        name=name,
        usage=" ".join([name, *_usage(command)]),
        paragraphs=tuple(" ".join(part.split()) for part in text.split("\n\n")),
        sections=tuple(_sections(command)),
        examples=tuple(_parsed_examples(inspect.cleandoc(examples))),
    )


def as_text(page: HelpPage, *, short: bool = False) -> str:
    """The page for a terminal, at most 80 columns wide; a short one leaves out what to read and how to run."""
    width = max(40, min(_WIDEST, shutil.get_terminal_size().columns))
    blocks = [_wrapped(f"Usage: {page.usage}", width, len("Usage: ") * " ")]
    blocks += [_wrapped(text, width) for text in page.paragraphs[: 1 if short else None]]
    sections = [section for section in page.sections if not short or section.title not in {READ, RUN}]
    blocks += [_block(section, width) for section in sections]
    if short:
        blocks.append(_wrapped(f"All options, examples and exit statuses: {page.name} --help", width))
    else:
        if page.examples:
            lines = [
                f"  {example.line}\n{_wrapped(example.text, width, 6 * ' ', 6 * ' ')}" for example in page.examples
            ]
            blocks.append("\n".join(["Examples:", *lines]))
        statuses = [Entry(str(status), text) for status, text in STATUSES.items()]
        blocks.append(_block(Section("Exit status", statuses), width))
        blocks.append(_wrapped(MORE, width))
    return "\n\n".join(blocks)


def _usage(command: Any) -> Iterator[str]:
    """The usage after the name of a command."""
    yield "[OPTIONS]"
    for parameter in command.params:
        if isinstance(parameter, TyperArgument):
            name = str(parameter.metavar) + ("..." if parameter.nargs != 1 else "")
            yield name if parameter.required else f"[{name}]"
    if isinstance(command, TyperGroup):
        yield "COMMAND ..."


def _sections(command: Any) -> Iterator[Section]:
    """The commands of a group, then the options, in the order of their headings."""
    sections: dict[str, Section] = {}
    if isinstance(command, TyperGroup):
        for name, one in COMMANDS.items():
            _under(sections, one.group).entries.append(Entry(name, one.summary))
    yield from sections.values()
    other, sections = (RUN, {}) if not sections else ("Options", {})
    for parameter in command.params:
        if isinstance(parameter, TyperOption | TyperArgument) and not parameter.hidden:
            entry = Entry(_names(parameter), parameter.help or "")
            _under(sections, parameter.rich_help_panel or other).entries.append(entry)
    for title in (FIND, SHOW, READ, RUN, "Options"):
        if title in sections:
            yield sections[title]


def _under(sections: dict[str, Section], title: str) -> Section:
    return sections.setdefault(title, Section(title))


def _names(parameter: TyperOption | TyperArgument) -> str:
    """How a parameter is written, as `-o, --output FILE`."""
    if isinstance(parameter, TyperArgument):
        return str(parameter.metavar)
    value = "" if parameter.is_flag else f" {parameter.metavar}"
    return ", ".join(parameter.opts) + value


def _parsed_examples(text: str) -> Iterator[HelpExample]:
    lines = iter(text.splitlines())
    for line in lines:
        yield HelpExample(line, next(lines).strip())


def _block(section: Section, width: int) -> str:
    column = min(_NAMES, max(len(entry.name) for entry in section.entries) + 4)
    lines = [f"{section.title}:"]
    for entry in section.entries:
        name = f"  {entry.name}"
        if len(name) + 2 > column:
            lines.append(name)
            name = ""
        lines.append(_wrapped(entry.text, width, column * " ", name.ljust(column)))
    return "\n".join(lines)


def _wrapped(text: str, width: int, indent: str = "", first: str = "") -> str:
    return textwrap.fill(
        text, width, initial_indent=first, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )


def manual(program: Any) -> str:
    """The manual of a program as a page for man, in roff with the man macros."""
    about = help_page(program, "pressq")
    pages = [help_page(one, f"pressq {name}") for name, one in program.every_command().items()]
    counts = Counter(entry for one in pages for section in one.sections for entry in section.entries)
    shared = {entry for entry, count in counts.items() if count >= _SHARED_BY}
    return "\n".join(_manual_lines(about, pages, shared)) + "\n"


def _manual_lines(about: HelpPage, pages: list[HelpPage], shared: set[Entry]) -> Iterator[str]:
    yield r".\" Made by `pressq help --man` from the help of the commands."
    yield ".TH PRESSQ 1"
    yield from [".SH NAME", rf"pressq \- {_escaped(about.paragraphs[0].rstrip('?'))}"]
    yield from [".SH SYNOPSIS", _escaped(about.usage)]
    yield ".SH DESCRIPTION"
    for text in about.paragraphs[1:]:
        yield from [".PP", _escaped(text)]
    yield from _manual_examples(about.examples)
    yield ".SH COMMANDS"
    for one in pages:
        yield f'.SS "{_escaped(one.usage)}"'
        for text in one.paragraphs:
            yield from [".PP", _escaped(text)]
        own = [Section(part.title, [entry for entry in part.entries if entry not in shared]) for part in one.sections]
        yield from _manual_entries(own)
        yield from _manual_examples(one.examples)
    yield ".SH SHARED OPTIONS"
    together: dict[str, dict[Entry, None]] = {}
    for part in (part for one in pages for part in one.sections):
        together.setdefault(part.title, {}).update(dict.fromkeys(entry for entry in part.entries if entry in shared))
    yield from _manual_entries([Section(title, list(entries)) for title, entries in together.items()])
    yield ".SH EXIT STATUS"
    for status, text in STATUSES.items():
        yield from [".TP", f".B {status}", _escaped(text)]
    yield from [".SH SEE ALSO", _escaped(MORE)]


def _manual_entries(sections: list[Section]) -> Iterator[str]:
    for section in sections:
        if section.entries:
            yield from [".PP", f".I {_escaped(section.title)}"]
        for entry in section.entries:
            yield from [".TP", rf"\fB{_escaped(entry.name)}\fR", _escaped(entry.text)]


def _manual_examples(examples: tuple[HelpExample, ...]) -> Iterator[str]:
    if examples:
        yield from [".PP", ".I Examples"]
    for example in examples:
        yield from [".TP", rf"\fB{_escaped(example.line)}\fR", _escaped(example.text)]


def _escaped(text: str) -> str:
    """Text that roff shows as it is."""
    text = text.replace("\\", r"\e").replace("-", r"\-").replace("'", r"\(aq").replace('"', r"\(dq")
    text = text.replace("`", r"\(ga").replace("~", r"\(ti").replace("^", r"\(ha")
    return rf"\&{text}" if text.startswith(".") else text
