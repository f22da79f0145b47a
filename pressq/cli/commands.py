"""The commands, in the order of `pressq --help`, which needs no more of them than this."""

from dataclasses import dataclass

__all__ = ["ALIASES", "COMMANDS", "Listed"]

_READING, _FURTHER, _SETUP = "Read articles", "Work with texts and results", "Help and setup"


@dataclass(frozen=True)
class Listed:
    """A command in a list of them.

    Attributes:
        group: the heading below which it stands.
        summary: the first line of its help.
        module: where in `pressq.cli` it is.
    """

    group: str
    summary: str
    module: str


COMMANDS = {
    "quotes": Listed(_READING, "Print who said what in articles.", "quoting"),
    "summarize": Listed(_READING, "Print the key sentences of articles and their keywords.", "summarizing"),
    "speakers": Listed(_READING, "Print who speaks in articles, how often and how much.", "quoting"),
    "report": Listed(_READING, "Write a page to read, of articles with their quotations and speakers.", "pages"),
    "verify": Listed(_READING, "Check that quotations are what their sources say.", "verifying"),
    "trace": Listed(_READING, "Follow quotations through many articles.", "tracing"),
    "text": Listed(_FURTHER, "Print the text that offsets refer to, or its parts.", "printing"),
    "stats": Listed(_FURTHER, "Count what a finished run found.", "counting"),
    "schema": Listed(_FURTHER, "Print the JSON Schema of an output.", "printing"),
    "help": Listed(_SETUP, "Print the help of a command.", "guiding"),
    "config": Listed(_SETUP, "Print which defaults hold, and why.", "guiding"),
    "completion": Listed(_SETUP, "Print what makes a shell complete commands, options and files.", "guiding"),
}

ALIASES = {"summarise": "summarize"}
