"""What is gathered for one step, and the guards it is stored under."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from triage.changes import ChangeSet, ChangeSetBuilder, Put, Remove
from triage.records import Note

NOTE = Note(id="n", client="c", on=date(2026, 3, 13), text="First")
LATER = replace(NOTE, text="Later")


def test_what_replaces_nothing_must_be_new_and_what_is_there_as_it_was_read() -> None:
    builder = ChangeSetBuilder()
    builder.put(NOTE)
    builder.put(replace(NOTE, id="old", text="Later"), replace(NOTE, id="old"))
    builder.remove(LATER)
    assert builder.build("Step") == ChangeSet(
        "Step",
        (
            Put(NOTE, new=True),
            Put(replace(NOTE, id="old", text="Later"), was=replace(NOTE, id="old")),
            Remove("note", "n", was=LATER),
        ),
    )


def test_what_two_windows_may_both_keep_may_be_there_already() -> None:
    builder = ChangeSetBuilder(repeatable=True)
    builder.put(NOTE)
    assert builder.build("Step").puts == (Put(NOTE),)


def test_a_later_version_replaces_the_earlier_over_the_same_row() -> None:
    builder = ChangeSetBuilder()
    builder.put(LATER, NOTE)
    assert builder.latest(NOTE) == LATER
    builder.put(replace(LATER, text="Last"), LATER)
    assert builder.build("Step").puts == (Put(replace(NOTE, text="Last"), was=NOTE),)


def test_what_stays_as_it_is_is_no_change() -> None:
    builder = ChangeSetBuilder()
    builder.put(NOTE, NOTE)
    assert builder.build("Step").changes == ()
