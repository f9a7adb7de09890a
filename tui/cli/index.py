"""Every command with its one line of help: what `--help` and the completions are made of.

Plain data: a command's module is imported only when that command runs.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """One command; `module` holds it in its COMMANDS."""

    name: str
    module: str
    help: str


INDEX: tuple[Entry, ...] = (
    Entry("demo", "opening", "look at a sample year; your own file is not touched"),
    Entry("add", "clients", "a new client; prints its id"),
    Entry("set", "clients", "change facts of a client"),
    Entry("log", "events", "something that happened"),
    Entry("note", "notes", "a note"),
    Entry("energy", "marks", "how you feel about working for them, 1 to 5"),
    Entry("confirm", "marks", "a fact is settled for now"),
    Entry("record", "records", "add or change one record"),
    Entry("status", "due", "one line for a status bar"),
    Entry("due", "due", "what is due today and this week"),
    Entry("import", "importing", "read exports of other programs, or your own"),
    Entry("clients", "look", "all clients, worst first"),
    Entry("show", "look", "one client: facts, flags, step, timeline"),
    Entry("why", "why", "each flag: number, limit, source, records"),
    Entry("decide", "ladder", "the guided decision: gates, next question, or the decision"),
    Entry("outcome", "ladder", "how a step ended"),
    Entry("sent", "ladder", "record that a message was sent"),
    Entry("checklist", "closing", "the points of a goodbye"),
    Entry("review", "reviewing", "what is due for review now, or the last report"),
    Entry("message", "writing", "a draft filled from the records, or what lint finds in a text"),
    Entry("export", "exporting", "everything into one file"),
    Entry("calendar", "exporting", "everything with a day, for your calendar"),
    Entry("undo", "history", "take back the last change"),
    Entry("redo", "history", "bring back what was taken back"),
    Entry("backup", "copies", "make a verified copy of the data file"),
    Entry("backups", "copies", "list the copies"),
    Entry("restore", "copies", "put a copy in the place of the data file"),
    Entry("verify", "copies", "check the data file and its newest copy"),
    Entry("settings", "preferences", "list the settings, or change one"),
    Entry("keys", "about", "the keys of the screens"),
    Entry("paths", "about", "where your files are"),
    Entry("completions", "completions", "what your shell needs to complete commands"),
)


def entry(name: str) -> Entry | None:
    """The command of that name, None when there is none."""
    return next((found for found in INDEX if found.name == name), None)
