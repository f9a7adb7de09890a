"""`completions`: what a shell needs to complete commands, options and the names of clients."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Mapping

from storage.client_names import client_names
from tui.cli.command import arg, command
from tui.cli.commands import INDEX
from tui.cli.errors import CommandRefused
from tui.cli.output import say, say_text
from tui.workspace.workspace import Workspace

_EVERYWHERE = ("--db", "--as-of", "--help")


@command(
    "completions",
    arg("shell", metavar="SHELL", nargs="?", help="bash, zsh or fish"),
    arg("--clients", metavar="BEGIN", nargs="?", const="", help="clients by the start of a name"),
)
def completions(args: argparse.Namespace, workspace: Workspace) -> None:
    """The script for one shell, on standard output; or the names that the script asks for."""
    if args.clients is not None:
        say(*client_names(str(workspace.path), args.clients))
        return
    if args.shell not in _SCRIPTS:
        known = ", ".join(_SCRIPTS)
        raise CommandRefused(f"no completions for {args.shell or 'no shell'!r}", f"known: {known}")
    say_text(_SCRIPTS[args.shell](options()))


def about_clients() -> list[str]:
    """The commands whose first word is a client."""
    return [entry.name for entry in INDEX if entry.load().about_client]


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
    # Names go in as they are: readline quotes what it takes for the name of a file, inside quotes
    # that are open and outside of them; zsh quotes in any case.
    return f"""_goodterms_clients() {{
  local begin="$1" name
  begin="${{begin#[\\"\\']}}"
  begin="${{begin//\\\\/}}"
  compopt -o filenames 2>/dev/null
  while IFS= read -r name; do
    COMPREPLY+=("$name")
  done < <(goodterms completions --clients "$begin" 2>/dev/null)
}}
_goodterms() {{
  local current="${{COMP_WORDS[COMP_CWORD]}}" before="${{COMP_WORDS[COMP_CWORD-1]}}" words=""
  COMPREPLY=()
  case "$COMP_CWORD ${{COMP_WORDS[1]}}" in
    {"|".join(f'"2 {name}"' for name in about_clients())})
      case "$current" in -*) ;; *) _goodterms_clients "$current"; return ;; esac ;;
  esac
  [ "$before" = "--client" ] && {{ _goodterms_clients "$current"; return; }}
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
        names = "-f -a '(goodterms completions --clients)'"
        about = " ".join(about_clients())
        lines.append(f"complete -c {program} -n '__fish_seen_subcommand_from {about}' {names}")
        lines.append(f"complete -c {program} -l client -x -a '(goodterms completions --clients)'")
    return "\n".join(lines)


_SCRIPTS: Mapping[str, Callable[[Mapping[str, list[str]]], str]] = {
    "bash": _bash,
    "zsh": _zsh,
    "fish": _fish,
}
