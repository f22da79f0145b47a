"""Help as data: what --help, the man page and completion tell of a command is read from it here, and nowhere else.

A command's docstring is its help: a line of what it does, paragraphs, and under `Examples:` command lines, each with
what it is good for on the indented line below.
"""

from __future__ import annotations

import inspect
import shutil
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from typer.core import TyperArgument, TyperGroup, TyperOption

from pressq.cli.commands import COMMANDS
from pressq.cli.reporting import STATUSES

__all__ = ["DOCUMENTATION", "FIND", "READ", "RUN", "SHOW", "Entry", "HelpExample", "Page", "Section", "as_text", "page"]

FIND, SHOW, READ, RUN = "What to find", "What to show", "What to read", "How to run"
"""The groups of options, in the order of help."""

DOCUMENTATION = "https://pypi.org/project/pressq/"

_WIDEST = 80
_NAMES = 24  # columns of the names of options, from which on the text begins on a line of its own


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
class Page:
    """What there is to tell about a command.

    Attributes:
        paragraphs: the first is the line of what it does.
    """

    name: str
    usage: str
    paragraphs: tuple[str, ...]
    sections: tuple[Section, ...]
    examples: tuple[HelpExample, ...]


def page(command: Any, name: str) -> Page:
    """What there is to tell about a command that is called as `name`."""
    text, _, examples = inspect.cleandoc(command.help or "").partition("\n\nExamples:\n")
    return Page(
        name=name,
        usage=" ".join([name, *_usage(command)]),
        paragraphs=tuple(" ".join(part.split()) for part in text.split("\n\n")),
        sections=tuple(_sections(command)),
        examples=tuple(_examples(inspect.cleandoc(examples))),
    )


def as_text(page: Page, *, short: bool = False) -> str:
    """The page for a terminal, at most 80 columns wide; a short one tells what to find and to show."""
    width = max(40, min(_WIDEST, shutil.get_terminal_size().columns))
    blocks = [_wrapped(f"Usage: {page.usage}", width, len("Usage: ") * " ")]
    blocks += [_wrapped(text, width) for text in page.paragraphs[: 1 if short else None]]
    sections = [section for section in page.sections if not short or section.title not in {READ, RUN}]
    blocks += [_block(section, width) for section in sections]
    if short:
        blocks.append(_wrapped(f"More options, examples and exit statuses: {page.name} --help", width))
    else:
        if page.examples:
            lines = [
                f"  {example.line}\n{_wrapped(example.text, width, 6 * ' ', 6 * ' ')}" for example in page.examples
            ]
            blocks.append("\n".join(["Examples:", *lines]))
        statuses = [Entry(str(status), text) for status, text in STATUSES.items()]
        blocks.append(_block(Section("Exit status", statuses), width))
        blocks.append(f"Documentation: {DOCUMENTATION}")
    return "\n\n".join(blocks)


def _usage(command: Any) -> Iterator[str]:
    """What follows the name of a command: its options and arguments."""
    yield "[OPTIONS]"
    for parameter in command.params:
        if isinstance(parameter, TyperArgument):
            name = str(parameter.metavar) + ("..." if parameter.nargs != 1 else "")
            yield name if parameter.required else f"[{name}]"
    if isinstance(command, TyperGroup):
        yield "COMMAND ..."


def _sections(command: Any) -> Iterator[Section]:
    """The commands of a group as they are grouped, then the options in the order of the groups."""
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


def _examples(text: str) -> Iterator[HelpExample]:
    lines = iter(text.splitlines())
    for line in lines:
        yield HelpExample(line, next(lines).strip())


def _example(example: HelpExample, width: int) -> str:
    return f"  {example.line}\n" + _wrapped(example.text, width, 6 * " ", 6 * " ")


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
