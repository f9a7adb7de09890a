"""Every command with its one line of help: what `--help` and the completions are made of.

Plain data: a command's module is imported only when that command runs.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CommandEntry:
    """One command; `module` holds it in its COMMANDS."""

    name: str
    module: str
    help: str


INDEX: tuple[CommandEntry, ...] = (
    CommandEntry("demo", "demo", "look at a sample year; your own file is not touched"),
    CommandEntry("add", "clients", "a new client; prints its id"),
    CommandEntry("set", "clients", "change facts of a client"),
    CommandEntry("log", "events", "something that happened"),
    CommandEntry("note", "notes", "a note"),
    CommandEntry("energy", "energy_confirm", "how you feel about working for them, 1 to 5"),
    CommandEntry("confirm", "energy_confirm", "a fact is settled for now"),
    CommandEntry("record", "records", "add or change one record"),
    CommandEntry("status", "due", "one line for a status bar"),
    CommandEntry("due", "due", "what is due today and this week"),
    CommandEntry("import", "importing", "read exports of other programs, or your own"),
    CommandEntry("clients", "list_show", "all clients, worst first"),
    CommandEntry("show", "list_show", "one client: facts, flags, step, timeline"),
    CommandEntry("why", "why", "each flag: number, limit, source, records"),
    CommandEntry(
        "decide", "decisions", "the guided decision: gates, next question, or the decision"
    ),
    CommandEntry("outcome", "decisions", "how a step ended"),
    CommandEntry("sent", "decisions", "record that a message was sent"),
    CommandEntry("checklist", "checklist", "the points of a goodbye"),
    CommandEntry("review", "reviewing", "what is due for review now, or the last report"),
    CommandEntry(
        "message", "message", "a draft filled from the records, or what lint finds in a text"
    ),
    CommandEntry("export", "exporting", "everything into one file"),
    CommandEntry("calendar", "exporting", "everything with a day, for your calendar"),
    CommandEntry("undo", "history", "take back the last change"),
    CommandEntry("redo", "history", "bring back what was taken back"),
    CommandEntry("backup", "backups", "make a verified copy of the data file"),
    CommandEntry("backups", "backups", "list the copies"),
    CommandEntry("restore", "backups", "put a copy in the place of the data file"),
    CommandEntry("verify", "backups", "check the data file and its newest copy"),
    CommandEntry("settings", "settings", "list the settings, or change one"),
    CommandEntry("keys", "info", "the keys of the screens"),
    CommandEntry("paths", "info", "where your files are"),
    CommandEntry("check", "info", "check the settings and the files of your own"),
    CommandEntry("completions", "completions", "what your shell needs to complete commands"),
)


def entry(name: str) -> CommandEntry | None:
    """The command of that name, None when there is none."""
    return next((each for each in INDEX if each.name == name), None)
