"""One change: written whole or not at all, once, and never over somebody else's."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from storage.errors import BadRecord, DraftChanged, Locked, Stale, StorageError
from storage.store import Store
from tests.storage.records import DAY, client, invoice, note, payment, time
from triage.changes import Change, Put, Remember, Remove
from triage.records import Event, Instalment, Plan, Record

Opener = Callable[[], Store]


def _all(store: Store) -> list[Record]:
    return list(store.records())


def test_a_change_is_there_for_the_next_process(store: Store, open_store: Opener) -> None:
    assert store.apply("add", [Put(client()), Put(note())]) == 1
    assert _all(open_store()) == [client(), note()]


def test_a_save_tried_again_lands_once(store: Store) -> None:
    store.apply("add", [Put(client())])
    assert store.apply("note", [Put(note())]) == 2
    assert store.apply("note", [Put(note())]) == 2
    assert store.apply("note", [Put(note(), was=note(text="before"))]) == 2
    assert [entry.label for entry in store.history()] == ["note", "add"]


def test_a_stale_edit_is_a_question(store: Store, open_store: Opener) -> None:
    store.apply("add", [Put(client())])
    seen = store.client("north")
    open_store().apply("rename", [Put(replace(seen, name="Northlake"))])
    edited = replace(seen, contact="Rolf")
    with pytest.raises(Stale) as caught:
        store.apply("edit", [Put(note()), Put(edited, was=seen)])
    assert caught.value.current == replace(seen, name="Northlake")
    assert caught.value.offered == edited
    assert _all(store) == [replace(seen, name="Northlake")]


def test_an_edit_of_what_was_removed_is_a_question_too(store: Store) -> None:
    store.apply("add", [Put(client()), Put(note())])
    store.apply("remove", [Remove("note", "n1")])
    with pytest.raises(Stale, match="removed") as caught:
        store.apply("edit", [Put(note(text="later"), was=note())])
    assert caught.value.current is None


def test_what_is_taken_out_must_still_be_as_it_was_read(store: Store) -> None:
    store.apply("add", [Put(client()), Put(note())])
    store.apply("edit", [Put(note(text="later"))])
    with pytest.raises(Stale, match="changed"):
        store.apply("remove", [Remove("note", "n1", was=note())])
    assert _all(store) == [client(), note(text="later")]
    store.apply("remove", [Remove("note", "n1", was=note(text="later"))])
    with pytest.raises(Stale, match="removed"):
        store.apply("remove", [Remove("note", "n1", was=note(text="later"))])


def test_what_is_new_must_not_be_there_yet(store: Store) -> None:
    store.apply("add", [Put(client(), new=True), Put(note(), new=True)])
    with pytest.raises(Stale, match="was changed in another window"):
        store.apply("again", [Put(note("n2"), new=True), Put(note(), new=True)])
    assert _all(store) == [client(), note()]


def test_a_change_fails_as_a_whole(store: Store) -> None:
    store.apply("add", [Put(client())])
    with pytest.raises(BadRecord, match="refers to a client that does not exist: nobody"):
        store.apply("notes", [Put(note()), Put(note("n2", owner="nobody"))])
    assert _all(store) == [client()]
    assert store.head() == 1


PLAN = Plan(
    id="plan",
    client="north",
    agreed=DAY,
    invoices=("i1",),
    instalments=(Instalment(due=DAY, amount=Decimal("50.00")),),
)


@pytest.mark.parametrize(
    ("record", "says"),
    [
        (payment(of="i9"), "refers to an invoice that does not exist: i9"),
        (replace(PLAN, invoices=("i1", "i9")), "refers to an invoice that does not exist: i9"),
        (invoice("i2", "10.005"), "amount has too many decimals for EUR"),
        (invoice("i2", "10.5", currency="JPY"), "amount has too many decimals for JPY"),
        (payment("p2", "0.001"), "amount has too many decimals for EUR"),
        (
            replace(PLAN, instalments=(Instalment(due=DAY, amount=Decimal("0.125")),)),
            "instalments has too many decimals for EUR",
        ),
        (client(rate=Decimal("33.333333")), "rate has more than four decimals"),
        (
            replace(PLAN, instalments=(Instalment(due=DAY, amount=Decimal("0.00001")),)),
            "instalments.amount has more than four decimals",
        ),
        (client(since=datetime(2026, 3, 13)), "since must be a date"),
        (client(rate=Decimal("NaN")), "rate must be a decimal"),
        (client(state="happy"), "state must be one of active"),
        (client(name=""), "name is empty"),
        (Event(id="e", client="north", on=DAY, what="request"), "outcome is missing"),
        (time("t", minutes=-1), "minutes must be a whole number from 0"),
    ],
)
def test_what_cannot_be_kept_is_said(store: Store, record: Record, says: str) -> None:
    store.apply("add", [Put(client()), Put(invoice())])
    with pytest.raises(BadRecord, match=says):
        store.apply("save", [Put(record)])
    assert _all(store) == [client(), invoice()]


def test_an_unknown_engagement_is_kept(store: Store) -> None:
    odd = time("t", engagement="never heard of")
    store.apply("add", [Put(client()), Put(odd)])
    assert store.get("time", "t") == odd


def test_what_is_still_needed_stays(store: Store) -> None:
    records: list[Record] = [client(), invoice(), payment(), PLAN, note()]
    store.apply("add", [Put(record) for record in records])
    with pytest.raises(BadRecord, match="1 invoice, 1 plan, 1 note"):
        store.apply("remove", [Remove("client", "north")])
    with pytest.raises(BadRecord, match="1 payment, 1 plan"):
        store.apply("remove", [Remove("invoice", "i1")])
    assert _all(store) == [client(), invoice(), payment(), PLAN, note()]
    everything: list[Change] = [Remove(record.kind, record.id) for record in records]
    store.apply("remove all", everything)
    assert _all(store) == []


def test_a_currency_must_be_able_to_write_what_is_kept(store: Store) -> None:
    store.apply("add", [Put(client()), Put(invoice(amount="10.50"))])
    with pytest.raises(BadRecord, match="too many decimals for JPY: 10"):
        store.apply("set", [Put(client(currency="JPY"))])
    store.apply("set", [Put(client(currency="USD"))])
    store.apply("set", [Put(invoice(amount="10.50", currency="EUR")), Put(payment(amount="0.50"))])
    with pytest.raises(BadRecord, match="too many decimals for JPY: 0"):
        store.apply("set", [Put(invoice(amount="10", currency="JPY"))])
    store.apply("set", [Put(client(currency="JPY"))])


def test_what_does_not_read_back_is_not_saved(store: Store, path: Path) -> None:
    store.apply("add", [Put(client())])
    with closing(sqlite3.connect(path)) as other:
        other.execute(
            "CREATE TRIGGER meddles AFTER INSERT ON note"
            " BEGIN UPDATE note SET text = 'other' WHERE id = NEW.id; END"
        )
    with pytest.raises(StorageError, match="could not be saved exactly"):
        store.apply("note", [Put(note())])
    assert _all(store) == [client()]


def test_removing_what_is_not_there_is_no_change(store: Store) -> None:
    assert store.apply("remove", [Remove("note", "n1")]) == 0
    assert store.history() == []


def test_answers_are_remembered_and_forgotten(store: Store, open_store: Opener) -> None:
    store.apply("map", [Remember("projects", "Site", "north"), Remember("projects", "X", "-")])
    store.apply("map", [Remember("projects", "X", None), Remember("other", "a", "b")])
    assert open_store().remembered("projects") == {"Site": "north"}
    store.undo()
    assert store.remembered("projects") == {"Site": "north", "X": "-"}
    assert store.remembered("other") == {}


def test_a_draft_goes_with_the_note_it_became(store: Store, open_store: Opener) -> None:
    store.apply("add", [Put(client())])
    store.replace_draft("note:north", None, "Called ab")
    store.replace_draft("note:north", "Called ab", "Called about")
    assert open_store().draft("note:north") == "Called about"
    with pytest.raises(BadRecord):
        store.apply("note", [Put(note(owner="nobody"))], drop_draft="note:north")
    assert store.draft("note:north") == "Called about"
    store.apply("note", [Put(note())], drop_draft="note:north")
    assert store.draft("note:north") is None


def test_the_store_notices_other_writers_and_not_itself(store: Store, open_store: Opener) -> None:
    other = open_store()
    assert not store.changed_elsewhere()
    store.apply("add", [Put(client())])
    assert not store.changed_elsewhere()
    assert other.changed_elsewhere()
    assert not other.changed_elsewhere()
    other.apply("note", [Put(note())])
    assert store.changed_elsewhere()


def test_history_says_what_and_when(store: Store) -> None:
    store.apply("Northlake and a note", [Put(client()), Put(note()), Put(note("n2"))])
    (entry,) = store.history()
    assert (entry.number, entry.label, entry.undone) == (1, "Northlake and a note", False)
    assert entry.at.isoformat() == "2026-03-13T12:00:00+00:00"


def test_a_draft_is_replaced_only_as_it_was_read(store: Store, open_store: Opener) -> None:
    assert store.replace_draft("note:north", None, "Called") == "Called"
    assert store.replace_draft("note:north", None, "Called") == "Called"  # tried again
    assert store.replace_draft("note:north", "Called", "Called ab") == "Called ab"
    open_store().replace_draft("note:north", "Called ab", "Theirs")
    with pytest.raises(DraftChanged) as changed:
        store.replace_draft("note:north", "Called ab", "Called about")
    assert changed.value.current == "Theirs"
    assert store.drafts() == {"note:north": "Theirs"}
    assert store.replace_draft("note:north", "Theirs", None) is None
    assert store.drafts() == {}


def test_a_file_in_use_can_be_left_alone_at_once(store: Store) -> None:
    with closing(sqlite3.connect(store.path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(Locked), store.briefly():
            store.replace_draft("note:north", None, "x")
    store.replace_draft("note:north", None, "x")
