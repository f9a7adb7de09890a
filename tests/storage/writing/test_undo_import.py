"""An import taken back later: what nobody touched goes, what was changed stays and is named."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from storage.errors import CannotUndo
from storage.store import Store
from tests.storage.records import client, invoice, note, payment, time
from triage.changes import Put, Remember, Remove
from triage.records import Record

Opener = Callable[[], Store]


def _imported(store: Store) -> int:
    """A client by hand, then an import of another with three hours, an invoice and its payment."""
    store.apply("add", [Put(client())])
    store.import_batch(
        "Import of hours.csv",
        file="hours.csv",
        fingerprint="f",
        new=[
            client("bulk", "Bulk Ltd"),
            *(time(f"t{number}", owner="bulk") for number in range(3)),
            invoice("i9", owner="bulk"),
            payment("p9", of="i9"),
        ],
        updated=[Put(client(contact="Rolf"), was=client())],
        remember={"projects": {"Site": "bulk"}},
    )
    return store.head()


def _all(store: Store) -> list[Record]:
    return list(store.records())


def test_untouched_it_goes_as_a_whole_though_other_things_were_done_since(store: Store) -> None:
    number = _imported(store)
    after = _all(store)
    store.apply("note", [Put(note())])
    undone = store.take_back(number)
    assert (undone.label, undone.kept) == ("Import of hours.csv", ())
    assert _all(store) == [client(), note()]
    assert store.remembered("projects") == {}
    assert store.verify() == []
    assert store.redo() == "Import of hours.csv"
    assert sorted(r.id for r in _all(store)) == sorted([*(r.id for r in after), "n1"])
    assert store.verify() == []


@pytest.mark.parametrize(
    ("since", "kept", "left"),
    [
        ([Put(time("t1", 999, "bulk"))], {"t1", "bulk"}, {"north", "bulk", "t1"}),
        ([Remove("time", "t1")], set(), {"north"}),
        ([Put(note(owner="bulk"))], {"bulk"}, {"north", "bulk", "n1"}),
        ([Put(payment("p2", "1.00", "i9"))], {"i9", "bulk"}, {"north", "bulk", "i9", "p2"}),
        ([Put(payment("p9", "5.00", "i9"))], {"p9", "i9", "bulk"}, {"north", "bulk", "i9", "p9"}),
        ([Put(client(contact="Nina"))], {"north"}, {"north"}),
        ([Put(client("bulk", "Bulk SE"))], {"bulk"}, {"north", "bulk"}),
        ([Remember("projects", "Site", "north")], set(), {"north"}),
    ],
)
def test_what_was_changed_since_stays_with_what_it_needs(
    store: Store, open_store: Opener, since: list[Put | Remove], kept: set[str], left: set[str]
) -> None:
    number = _imported(store)
    store.apply("since", since)
    undone = store.take_back(number)
    assert {record.id for record in undone.kept} == kept
    assert {record.id for record in _all(store)} == left
    assert store.verify() == []
    before = _all(store)
    store.redo()
    assert store.verify() == []
    store.take_back(number)
    assert _all(store) == before
    assert store.verify() == []
    store.close()
    with open_store() as again:
        assert again.verify() == []


def test_changed_and_changed_back_it_is_untouched(store: Store) -> None:
    number = _imported(store)
    store.apply("edit", [Put(time("t1", 999, "bulk"))])
    store.undo()
    assert store.take_back(number).kept == ()
    assert _all(store) == [client()]
    assert store.verify() == []


def test_another_change_is_taken_back_while_its_records_are_as_it_left_them(store: Store) -> None:
    store.apply("add", [Put(client())])
    store.apply("one", [Put(note("n1"))])
    store.apply("two", [Put(note("n2"))])
    assert store.take_back(2).label == "one"
    assert [record.id for record in _all(store)] == ["north", "n2"]
    with pytest.raises(CannotUndo, match="Change 2 "):
        store.take_back(2)
    with pytest.raises(CannotUndo, match="Change 77 "):
        store.take_back(77)
    store.apply("change", [Put(note("n2", "other"))])
    with pytest.raises(CannotUndo, match="changed since"):
        store.take_back(3)
    with pytest.raises(CannotUndo):
        store.take_back(1)  # its client has a note
    assert store.verify() == []


def test_undo_of_a_number_takes_no_other(store: Store) -> None:
    store.apply("add", [Put(client())])
    store.apply("note", [Put(note())])
    with pytest.raises(CannotUndo, match="Something else"):
        store.undo(1)
    assert store.undo(2) == "note"


def test_a_change_of_another_program_is_told_from_ones_own(
    store: Store, open_store: Opener
) -> None:
    store.apply("add", [Put(client())])
    with open_store() as other:
        assert not other.is_from_elsewhere(1)  # it was there before
        other.apply("theirs", [Put(note())])
    newest = store.newest_change()
    assert newest is not None
    assert (newest.number, newest.label) == (2, "theirs")
    assert store.is_from_elsewhere(2)
    assert not store.is_from_elsewhere(1)
    store.undo()
    assert not store.is_from_elsewhere(3)
