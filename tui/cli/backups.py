"""`backup`, `backups`, `restore` and `verify`: the copies of the data file, and its health."""

from __future__ import annotations

import argparse
from pathlib import Path

from storage.data_file.copy_names import best_first
from storage.errors import Damaged
from storage.paths import at_home, backup_dir
from storage.recovery import best_source, bring_back
from storage.salvage import salvage
from tui.cli.command import arg, command
from tui.cli.data_file import data_file
from tui.cli.errors import CommandRefused
from tui.cli.output import say, tell
from tui.cli.unlocking import unlock
from tui.wording.formatting import count
from tui.wording.restored import later_line
from tui.workspace.workspace import Workspace


@command(
    "backup",
    arg("folder", metavar="DIR", nargs="?", help="default: next to the data file"),
)
def backup(args: argparse.Namespace, workspace: Workspace) -> None:
    """A verified copy; prints its path."""
    folder = None if args.folder is None else at_home(args.folder).absolute()
    second = workspace.settings.second_backups if folder is None else None
    with data_file(workspace) as store:
        say(str(store.backup(folder, second=second)))


@command("backups")
def backups(_args: argparse.Namespace, workspace: Workspace) -> None:
    """The copies beside the data file; the one that holds most of it first."""
    folder = backup_dir(workspace.path)
    copies = best_first(workspace.path, workspace.settings.second_backups)
    for copy in copies:
        kept = "  before an update" if copy.before_migration else ""
        at = f"{copy.at.astimezone():%Y-%m-%d %H:%M}"
        say(f"{at}  {copy.number:>6} changes  {copy.path}{kept}")
    if not copies:
        say(f"No backups yet in {folder}. Make one with goodterms backup.")


@command(
    "restore",
    arg(
        "file",
        metavar="FILE",
        nargs="?",
        help="a backup from the list of goodterms backups, or a journal; default: the best one",
    ),
    arg("--as-it-was", action="store_true", help="without what was saved after the backup"),
)
def restore(args: argparse.Namespace, workspace: Workspace) -> int:
    """Puts a copy in the place of the data file, and carries out what the journal tells of the
    time after it; the present file is moved aside, not deleted. 1 when something did not come
    back.
    """
    _unlock_any(args.file, workspace)
    copy, later = _chosen(args.file, workspace), not args.as_it_was
    restored = bring_back(copy, workspace.path, workspace.now, later=later)
    say(f"Restored: {workspace.path}")
    if restored.later.done:
        say(later_line(restored.later.done))
    for label in restored.later.left:
        tell(f"note: this could not be brought back: {label}")
    if restored.aside is not None:
        say(f"The previous file is now {restored.aside}")
    return 1 if restored.later.left else 0


def _unlock_any(file: str | None, workspace: Workspace) -> None:
    """Asks for the passphrase where a backup, or the data file, is encrypted: one of them is
    opened by it."""
    second = workspace.settings.second_backups
    copies = [copy.path for copy in best_first(workspace.path, second)]
    unlock(workspace, workspace.path, *([at_home(file)] if file is not None else copies))


def _chosen(file: str | None, workspace: Workspace) -> Path:
    """The copy that was named, or the one that brings most back. Raises CommandRefused."""
    if file is not None:
        return at_home(file)
    best = best_source(workspace.path, workspace.settings.second_backups)
    if best is None:
        raise CommandRefused(
            f"there is no good backup of {workspace.path}", "goodterms backups lists what there is"
        )
    say(f"The most complete backup: {best}")
    return best


@command(
    "salvage",
    arg("damaged", metavar="FILE", help="a damaged data file; it is only read"),
    arg("new", metavar="NEW", help="where to put what can be read"),
)
def salvage_file(args: argparse.Namespace, workspace: Workspace) -> int:
    """Reads what can be read of a damaged file, row by row, into a new one. The last way: restore
    brings back more, and the history. 1 when something could not be read.
    """
    new = at_home(args.new).absolute()
    unlock(workspace, at_home(args.damaged))
    result = salvage(at_home(args.damaged).absolute(), new, workspace.now)
    say(f"{count(result.records, 'record')} read into {new}")
    for line in result.lost:
        tell(f"note: lost: {line}")
    return 1 if result.lost else 0


@command("verify")
def verify(_args: argparse.Namespace, workspace: Workspace) -> int:
    """Checks structure, content and the newest copy; 1 when something is wrong."""
    try:
        with data_file(workspace, look=False) as store:
            findings = store.verify()
    except Damaged as damage:
        findings = [str(damage)]
    say(*findings)
    if not findings:
        say(f"Everything is fine: {workspace.path}")
    return 1 if findings else 0
