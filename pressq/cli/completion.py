"""`pressq completion`: completion scripts for shells, made from the same commands as --help.

Typer's own completion starts Python at each press of Tab; these scripts start no program.
"""

from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import Annotated, Any

import typer

from pressq.cli.program import ALIASES, COMMANDS, command
from pressq.cli.values import Argument, Option, choices_of
from pressq.errors import UsageError
from pressq.load.formats import endings
from pressq.load.unpack import PACKED
from pressq.output.schema import SCHEMA_NAMES

__all__ = ["Shell", "print_completion", "script"]

_FILES = {"FILE", "SOURCE", "FOLDER"}
"""The metavars that stand for files."""

_ENDINGS = (*endings(), *PACKED)

_BASH = """\
_pressq_files() {
    local name
    while IFS= read -r name; do
        case $name in
            %(endings)s) COMPREPLY+=("$name") ;;
            *) [[ -d ${name/#\\~/$HOME} ]] && COMPREPLY+=("$name") ;;
        esac
    done < <(compgen -f -- "$cur")
    compopt -o filenames 2>/dev/null
}

_pressq() {
    local cur=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command= words= word
    COMPREPLY=()
    if [[ $cur == = ]]; then
        cur=
    elif [[ $before == = ]]; then
        before=${COMP_WORDS[COMP_CWORD-2]}
    fi
    for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
        if [[ $word != -* ]]; then command=$word; break; fi
    done
    case "$command $before" in
%(values)s
        *) case "$command $cur" in
%(others)s
        esac ;;
    esac
    local begun=
    if [[ $cur == *,* && $words != -* ]]; then begun=${cur%%,*},; fi
    while IFS= read -r word; do COMPREPLY+=("$begun$word"); done < <(compgen -W "$words" -- "${cur##*,}")
}

complete -F _pressq pressq
"""

_ZSH = """\
#compdef pressq
_pressq() {
    local state
    local -a commands=(
%(commands)s
    )
    _arguments -C%(options)s ': :->command' '*:: :->rest'
    case $state in
        command) _describe command commands ;;
        rest) case $words[1] in
%(arguments)s
        esac ;;
    esac
}
if [[ $funcstack[1] == _pressq ]]; then _pressq "$@"; else compdef _pressq pressq; fi
"""


class Shell(StrEnum):
    """A shell with completion."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"


@command("completion")
def print_completion(
    context: typer.Context,
    shell: Annotated[Shell | None, typer.Argument(metavar="SHELL", help=f"{', '.join(Shell)}.")] = None,
) -> None:
    """Print a completion script for a shell.

    It completes commands, options, their values and files.

    Examples:
    eval "$(pressq completion bash)"
        In ~/.bashrc.
    eval "$(pressq completion zsh)"
        In ~/.zshrc, after compinit.
    pressq completion fish > ~/.config/fish/completions/pressq.fish
        Once.
    """
    if shell is None:
        raise UsageError("SHELL is missing", f"one of {', '.join(Shell)}")
    typer.echo(script(context.find_root().command, shell), nl=False)


def script(program: Any, shell: Shell) -> str:
    """The completion script of a shell."""
    scripts: dict[Shell, Callable[[Any], str]] = {Shell.BASH: _bash, Shell.ZSH: _zsh, Shell.FISH: _fish}
    return scripts[shell](program)


def _options(command: Any) -> list[Option]:
    return [one for one in command.params if isinstance(one, Option) and not one.hidden]


def _argument(command: Any) -> Argument | None:
    return next((one for one in command.params if isinstance(one, Argument)), None)


def _named(program: Any) -> Iterator[tuple[str, Any]]:
    """Each command by its name and by its aliases."""
    commands = program.every_command()
    yield from commands.items()
    yield from ((alias, commands[name]) for alias, name in ALIASES.items())


def _words(parameter: Option | Argument) -> tuple[str, ...]:
    """The values that a parameter may have; none if any value may be given."""
    known = {"COMMAND": tuple(COMMANDS), "OUTPUT": SCHEMA_NAMES, "LANGUAGE": _languages()}
    return known.get(str(parameter.metavar)) or choices_of(parameter)


def _languages() -> tuple[str, ...]:
    from pressq.quotes.supported_languages import SUPPORTED

    return SUPPORTED


def _bash(program: Any) -> str:
    values = []
    others = [
        f"            ' -'*) {_flags(program)} ;;",
        f"            ' '*) words='{' '.join(COMMANDS)}' ;;",
    ]
    for name, one in _named(program):
        for option in _options(one):
            if not option.is_flag:
                flags = "|".join(f"'{name} {flag}'" for flag in option.opts)
                values.append(f"        {flags}) {_bash_value(option)} ;;")
        others.append(f"            '{name} -'*) {_flags(one)} ;;")
        if argument := _argument(one):
            others.append(f"            '{name} '*) {_bash_value(argument)} ;;")
    endings = "|".join(f"*{ending}" for ending in _ENDINGS)
    return _BASH % {"endings": endings, "values": "\n".join(values), "others": "\n".join(others)}


def _flags(command: Any) -> str:
    return f"words='{' '.join(flag for option in _options(command) for flag in option.opts)}'"


def _bash_value(parameter: Option | Argument) -> str:
    if words := _words(parameter):
        return f"words='{' '.join(words)}'"
    return "_pressq_files; return" if parameter.metavar in _FILES else "return"


def _zsh(program: Any) -> str:
    commands = [f"        {_quoted(f'{name}:{one.summary}')}" for name, one in COMMANDS.items()]
    arguments = []
    for name, one in _named(program):
        specs = [spec for option in _options(one) for spec in _zsh_options(option)]
        if argument := _argument(one):
            many = "*" if argument.nargs != 1 else ""
            specs.append(_quoted(f"{many}:{argument.metavar}:{_zsh_value(argument)}"))
        arguments.append(f"            {name}) _arguments -s {' '.join(specs)} ;;")
    options = "".join(f" {spec}" for option in _options(program) for spec in _zsh_options(option))
    return _ZSH % {"commands": "\n".join(commands), "arguments": "\n".join(arguments), "options": options}


def _zsh_options(option: Option) -> Iterator[str]:
    """An option as a spec of `_arguments`: each flag with its help and the values that it takes."""
    help = (option.help or "").replace("[", r"\[").replace("]", r"\]").replace(":", r"\:")
    value = "" if option.is_flag else f":{option.metavar}:{_zsh_value(option)}"
    for flag in option.opts:
        joined = "=" if value and flag.startswith("--") else ""
        yield _quoted(f"{'*' if option.multiple else ''}{flag}{joined}[{help}]{value}")


def _zsh_value(parameter: Option | Argument) -> str:
    if words := _words(parameter):
        several = isinstance(parameter, Option) and parameter.multiple
        return f"_values -s , {parameter.metavar} {' '.join(words)}" if several else f"({' '.join(words)})"
    if parameter.metavar in _FILES:
        return f'_files -g "*.({"|".join(ending.removeprefix(".") for ending in _ENDINGS)})"'
    return " "


def _fish(program: Any) -> str:
    lines = ["complete -c pressq -f"]
    for option in _options(program):
        lines.append(f"complete -c pressq -n __fish_use_subcommand {_fish_option(option)}")
    for name, one in _named(program):
        summary = _quoted(COMMANDS[ALIASES.get(name, name)].summary)
        lines.append(f"complete -c pressq -n __fish_use_subcommand -a {name} -d {summary}")
        seen = f"complete -c pressq -n '__fish_seen_subcommand_from {name}'"
        lines += [f"{seen} {_fish_option(option)}" for option in _options(one)]
        if argument := _argument(one):
            lines.append(f"{seen} {_fish_value(argument)}")
    return "\n".join(lines) + "\n"


def _fish_option(option: Option) -> str:
    flags = " ".join(f"-l {flag[2:]}" if flag.startswith("--") else f"-s {flag[1:]}" for flag in option.opts)
    value = "" if option.is_flag else f" -x {_fish_value(option)}"
    return f"{flags}{value} -d {_quoted(option.help or '')}"


def _fish_value(parameter: Option | Argument) -> str:
    if words := _words(parameter):
        return f"-a '{' '.join(words)}'"
    return f"-k -a '(__fish_complete_suffix {' '.join(_ENDINGS)})'" if parameter.metavar in _FILES else ""


def _quoted(text: str) -> str:
    """Text between single quotation marks, for zsh and fish alike."""
    return "'" + text.replace("'", "’") + "'"
