"""`completions`: what a shell needs to complete commands and options."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Mapping

from tui.cli.command import arg, command
from tui.cli.commands import INDEX
from tui.cli.errors import CommandRefused
from tui.cli.output import say_text
from tui.workspace.workspace import Workspace

_EVERYWHERE = ("--db", "--as-of", "--help")


@command("completions", arg("shell", metavar="SHELL", help="bash, zsh or fish"))
def completions(args: argparse.Namespace, _workspace: Workspace) -> None:
    """The script for one shell, on standard output."""
    if args.shell not in _SCRIPTS:
        raise CommandRefused(f"no completions for {args.shell!r}", f"known: {', '.join(_SCRIPTS)}")
    say_text(_SCRIPTS[args.shell](options()))


def options() -> dict[str, list[str]]:
    """Command -> its own options."""
    usages = {entry.name: entry.load().format_usage() for entry in INDEX}
    return {
        name: sorted(set(re.findall(r"(?<=[\s\[])--[a-z-]+", usage)))
        for name, usage in usages.items()
    }


def _bash(options_of: Mapping[str, list[str]]) -> str:
    cases = "\n".join(
        f"    {name}) words='{' '.join(opts)}' ;;" for name, opts in options_of.items()
    )
    return f"""_goodterms() {{
  local current="${{COMP_WORDS[COMP_CWORD]}}" words=""
  case "${{COMP_WORDS[1]}}" in
{cases}
  esac
  [ "$COMP_CWORD" -eq 1 ] && words='{" ".join(options_of)}'
  COMPREPLY=($(compgen -W "$words {" ".join(_EVERYWHERE)}" -- "$current"))
}}
complete -o default -F _goodterms goodterms gt"""


def _zsh(options_of: Mapping[str, list[str]]) -> str:
    return f"autoload -U +X bashcompinit && bashcompinit\n{_bash(options_of)}"


def _fish(options_of: Mapping[str, list[str]]) -> str:
    lines = []
    for program in ("goodterms", "gt"):
        lines += [
            f"complete -c {program} -n __fish_use_subcommand -a {entry.name} -d '{entry.help}'"
            for entry in INDEX
        ]
        lines += [
            f"complete -c {program} -n '__fish_seen_subcommand_from {name}' -l {option[2:]}"
            for name, named in options_of.items()
            for option in named
        ]
        lines += [f"complete -c {program} -l {option[2:]}" for option in _EVERYWHERE]
    return "\n".join(lines)


_SCRIPTS: Mapping[str, Callable[[Mapping[str, list[str]]], str]] = {
    "bash": _bash,
    "zsh": _zsh,
    "fish": _fish,
}
