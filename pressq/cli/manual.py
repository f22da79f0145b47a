"""The manual page, made of what --help says. `docs/pressq.1` is what `pressq help --man` prints."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from pressq.cli.help import DOCUMENTATION, Entry, HelpExample, Page, Section, page
from pressq.cli.reporting import STATUSES

__all__ = ["manual"]

_SHARED_BY = 3  # commands, from which on an option is told once


def manual(program: Any) -> str:
    """The manual of a program as a page for man, in roff with the man macros."""
    about = page(program, "pressq")
    pages = [page(one, f"pressq {name}") for name, one in program.everything().items()]
    counts = Counter(entry for one in pages for section in one.sections for entry in section.entries)
    shared = {entry for entry, count in counts.items() if count >= _SHARED_BY}
    return "\n".join(_lines(about, pages, shared)) + "\n"


def _lines(about: Page, pages: list[Page], shared: set[Entry]) -> Iterator[str]:
    yield r".\" Made by `pressq help --man`; what it tells stands with the commands."
    yield ".TH PRESSQ 1"
    yield from [".SH NAME", rf"pressq \- {_escaped(about.paragraphs[0].rstrip('?'))}"]
    yield from [".SH SYNOPSIS", _escaped(about.usage)]
    yield ".SH DESCRIPTION"
    for text in about.paragraphs[1:]:
        yield from [".PP", _escaped(text)]
    yield from _examples(about.examples)
    yield ".SH COMMANDS"
    for one in pages:
        yield f'.SS "{_escaped(one.usage)}"'
        for text in one.paragraphs:
            yield from [".PP", _escaped(text)]
        own = [Section(part.title, [entry for entry in part.entries if entry not in shared]) for part in one.sections]
        yield from _entries(own)
        yield from _examples(one.examples)
    yield ".SH OPTIONS THAT COMMANDS SHARE"
    together: dict[str, dict[Entry, None]] = {}
    for part in (part for one in pages for part in one.sections):
        together.setdefault(part.title, {}).update(dict.fromkeys(entry for entry in part.entries if entry in shared))
    yield from _entries([Section(title, list(entries)) for title, entries in together.items()])
    yield ".SH EXIT STATUS"
    for status, text in STATUSES.items():
        yield from [".TP", f".B {status}", _escaped(text)]
    yield from [".SH SEE ALSO", _escaped(DOCUMENTATION)]


def _entries(sections: list[Section]) -> Iterator[str]:
    for section in sections:
        if section.entries:
            yield from [".PP", f".I {_escaped(section.title)}"]
        for entry in section.entries:
            yield from [".TP", rf"\fB{_escaped(entry.name)}\fR", _escaped(entry.text)]


def _examples(examples: tuple[HelpExample, ...]) -> Iterator[str]:
    if examples:
        yield from [".PP", ".I Examples"]
    for example in examples:
        yield from [".TP", rf"\fB{_escaped(example.line)}\fR", _escaped(example.text)]


def _escaped(text: str) -> str:
    """Text that roff shows as it is."""
    text = text.replace("\\", r"\e").replace("-", r"\-").replace("'", r"\(aq").replace('"', r"\(dq")
    text = text.replace("`", r"\(ga").replace("~", r"\(ti").replace("^", r"\(ha")
    return rf"\&{text}" if text.startswith(".") else text
