"""What an own change touched is read again; nothing else has to be."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from sqlite3 import connect

import pytest

from storage.errors import Locked, Stale
from storage.import_topics import SOURCES_TOPIC
from storage.settings.settings import Settings
from storage.store import Store
from tests.tui.stage import TODAY, client, event, fill, now, record
from triage.changes import Change, ChangeSet, Put, Remember, Remove
from triage.ledger import Book
from triage.records import Energy, Note, Record, Review
from triage.records.codec import changed
from tui.workspace.configuration import Configuration
from tui.workspace.invalidation import book_around, clients_touched
from tui.workspace.sample import SampleWorkspace
from tui.workspace.workspace import Workspace

DAY = TODAY.isoformat()
MARK = ChangeSet("mark", (Put(Energy(id="e", client="north", on=TODAY, mark=1)),))


def opened(path: Path) -> Workspace:
    return Workspace(path, today=TODAY, now=now, configuration=Configuration(settings=Settings()))


@pytest.fixture
def workspace(db: Path) -> Workspace:
    """Two clients, one of them with an invoice."""
    bill = record("invoice", "i", issued="2026-03-01", due="2026-03-15", amount="100.00")
    fill(db, [client(), client("Other", "other"), bill])
    return opened(db)


def seen(workspace: Workspace) -> tuple[object, ...]:
    overviews = workspace.overviews.items()
    states = [
        (i, o.health, o.changes, o.gone, o.step, o.next_action, o.ledger) for i, o in overviews
    ]
    return workspace.book.ledgers.keys(), workspace.book.reviews, states, workspace.shares


REVIEW = Review(id="r", on=TODAY)
PAID = record("payment", "p", invoice="i", on=DAY, amount="100.00")
CHANGES: Sequence[tuple[str, Change]] = [
    ("a mark", Put(Energy(id="e", client="north", on=TODAY, mark=1))),
    ("a note", Put(Note(id="n", client="other", on=TODAY, text="Hm"))),
    ("an insult", Put(event("x", "message_in", tone=-2))),
    ("a review begun", Put(REVIEW)),
    ("and finished", Put(replace(REVIEW, finished_on=TODAY), was=REVIEW)),
    ("something new after it", Put(event("y", "incident", type="threat"))),
    ("money", Put(PAID)),
    ("another name", Put(client("Renamed", "other"))),
    ("an old review", Put(Review(id="old", on=date(2025, 1, 3), finished_on=date(2025, 1, 3)))),
    ("taken out", Remove("note", "n")),
]


def test_after_each_change_all_stands_as_if_read_anew(workspace: Workspace, db: Path) -> None:
    assert seen(workspace) == seen(opened(db))
    for what, change in CHANGES:
        workspace.apply(ChangeSet(what, (change,)))
        assert seen(workspace) == seen(opened(db)), what


def test_what_another_program_wrote_meanwhile_is_read_too(workspace: Workspace, db: Path) -> None:
    assert workspace.ledger("other").note == ()
    with Store.open(db, now=now) as elsewhere:
        elsewhere.apply("note", [Put(Note(id="n", client="other", on=TODAY, text="Hm"))])
    workspace.apply(MARK)
    assert seen(workspace) == seen(opened(db))


def test_what_joins_a_change_is_undone_with_it(workspace: Workspace) -> None:
    note = Note(id="n", client="north", on=TODAY, text="Along")
    workspace.apply(MARK, join=lambda changes: changes.with_changes(Put(note)))
    assert workspace.ledger("north").note == (note,)
    workspace.store.undo()
    workspace.reload()
    assert (workspace.ledger("north").note, workspace.ledger("north").energy) == ((), ())


COMPLAINT = event("c", "message_in", complaint=True)


@pytest.mark.parametrize("read", [True, False], ids=["all read before", "nothing read before"])
def test_what_a_change_brings_is_the_same_whatever_was_read_before(db: Path, read: bool) -> None:
    fill(db, [client(), COMPLAINT])
    workspace = opened(db)
    if read:
        workspace.reload()
    solved = changed(COMPLAINT, {"solved_on": DAY})
    applied = workspace.apply(ChangeSet("Solved", (Put(solved, was=COMPLAINT),)))
    assert [label.partition(":")[0] for label in applied.brought] == ["Tomorrow"]
    assert len(workspace.ledger("north").action) == 1


@pytest.mark.parametrize("read", [True, False], ids=["all read before", "nothing read before"])
def test_a_goodbye_falls_with_an_incident_that_was_a_mistake(db: Path, read: bool) -> None:
    part = {"attempt": "a", "screen": "part", "code": "LETTER", "say": "x", "playbook": "2"}
    decided = [
        client(state="closing", ended_by="us"),
        record("attempt", "a", screen="part", on=DAY, taken_on=DAY),
        record("decision", "d", on=DAY, **part),
    ]
    fill(db, [*decided, event("x", "incident", on=DAY, type="threat")])
    workspace = opened(db)
    if read:
        workspace.reload()
    applied = workspace.apply(ChangeSet("Deleted", (Remove("event", "x"),)))
    assert [label for label in applied.brought if "Took back the decision to part" in label]
    assert workspace.ledger("north").client.state == "active"


def test_what_was_joined_is_seen_by_nobody_when_a_row_has_moved_on(workspace: Workspace) -> None:
    other = event("x", "call")
    stale = ChangeSet("late", (MARK.changes[0], Put(other, was=event("x", "meeting"))))
    with pytest.raises(Stale):
        workspace.apply(stale)
    assert seen(workspace) == seen(opened(workspace.path))


@pytest.mark.parametrize(
    ("records", "touched"),
    [
        ([event("e", "thanks")], (["north"], [])),
        ([REVIEW, event("e", "thanks"), event("f", "call")], (["north"], ["r"])),
        ([client()], None),
        ([event("e", "thanks"), PAID], None),
    ],
)
def test_whom_a_change_touches(
    records: list[Record], touched: tuple[list[str], ...] | None
) -> None:
    expected = None if touched is None else tuple(frozenset(ids) for ids in touched)
    assert clients_touched([Put(entry) for entry in records]) == expected
    assert clients_touched([Remove("note", "n")]) is None


def test_a_change_that_could_not_be_read_back_at_once_is_read_at_the_next_look(
    workspace: Workspace, db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(*_: object) -> Book:
        raise Locked("In use.", "Wait.")

    workspace.reload()
    with monkeypatch.context() as busy:
        busy.setattr("tui.workspace.book_cache.reload_clients", locked)
        workspace.apply(MARK)
    assert workspace.ledger("north").energy == ()
    assert workspace.look_for_other_writers()
    assert seen(workspace) == seen(opened(db))


def test_a_new_day_begins_while_another_program_holds_the_file(workspace: Workspace) -> None:
    assert {overview.on for overview in workspace.overviews.values()} == {TODAY}
    tomorrow = TODAY + timedelta(days=1)
    workspace.now = lambda: now() + timedelta(days=1)
    with closing(connect(workspace.path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with workspace.writing_at_length():
            assert workspace.begin_new_day()
        assert workspace.today == tomorrow
        assert {overview.on for overview in workspace.overviews.values()} == {tomorrow}
    assert not workspace.begin_new_day()


def test_a_book_around_some_records_knows_the_imports_too(workspace: Workspace) -> None:
    source = json.dumps({"source": "bank", "on": DAY})
    workspace.store.apply("import", [Remember(SOURCES_TOPIC, "bank.csv", source), Put(PAID)])
    around = book_around(workspace.store, [PAID])
    assert [*around.ledgers] == ["north"]
    assert around.imported == workspace.store.book().imported == {"bank": TODAY}


def test_a_sample_year_that_cannot_be_made_leaves_nothing_behind(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    workspace.today = date(1, 1, 3)
    with pytest.raises(OverflowError):
        SampleWorkspace(workspace)
    assert not list((tmp_path / "temporary").iterdir())
