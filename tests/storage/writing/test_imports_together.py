"""What came in by one key goes by one key; a look that brought nothing is no step to undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from storage.errors import CannotUndo
from storage.import_topics import LOOKED_AT, READ_TOPIC, SOURCES_TOPIC
from storage.store import Store
from tests.storage.records import client, note, time
from triage.changes import Put
from triage.records import Record

Opener = Callable[[], Store]
NEWS: Sequence[Record] = [client("bulk", "Bulk Ltd"), time("t1", owner="bulk")]


def _all(store: Store) -> list[Record]:
    return list(store.records())


def _import(
    store: Store,
    name: str,
    new: Sequence[Record],
    remember: dict[str, dict[str, str]] | None = None,
) -> None:
    store.import_batch(
        f"Import of {name}", file=name, fingerprint=name, new=new, remember=remember or {}
    )


def test_imports_that_came_together_go_and_come_back_by_one_step(
    store: Store, open_store: Opener
) -> None:
    _import(store, "before", [client()])
    with store.imports_together():
        _import(store, "hours", NEWS)
        _import(store, "bills", [time("t2", owner="bulk")])
    everything = _all(store)
    assert store.undo() == "Import of bills, Import of hours"
    assert _all(store) == [client()], "what came before them is there"
    other = open_store()
    assert other.redo() == "Import of hours, Import of bills"
    assert _all(other) == everything
    assert store.undo() == "Import of bills, Import of hours"
    assert store.undo() == "Import of before"
    assert store.verify() == []


def test_what_was_done_after_them_is_undone_alone(store: Store) -> None:
    with store.imports_together():
        _import(store, "hours", NEWS)
    store.apply("note", [Put(note("n1", owner="bulk"))])
    assert store.undo() == "note"
    assert store.undo() == "Import of hours"


def test_two_times_together_are_two_steps(store: Store) -> None:
    for number in ("1", "2"):
        with store.imports_together():
            _import(store, number, [client(number, f"Client {number}")])
    assert store.undo() == "Import of 2"
    assert [each.id for each in _all(store)] == ["1"]


@pytest.mark.parametrize("topic", sorted(LOOKED_AT))
def test_undo_passes_over_a_look_that_brought_nothing(store: Store, topic: str) -> None:
    store.apply("add", [Put(client())])
    _import(store, "hours", [], {topic: {"hours": "1"}})
    assert store.remembered(topic) == {"hours": "1"}
    assert store.undo() == "add"
    _import(store, "hours", [], {topic: {"hours": "2"}})
    assert store.redo() == "add", "nor does it keep anything from coming back"
    assert store.remembered(topic) == {"hours": "2"}
    assert store.verify() == []


def test_an_answer_that_was_given_is_a_step_to_undo(store: Store) -> None:
    _import(store, "hours", [], {SOURCES_TOPIC: {"a": "1"}, "import.project": {"Site": "-"}})
    assert store.undo() == "Import of hours"
    assert store.remembered("import.project") == {}


def test_a_note_with_the_words_of_the_journal_is_undone_like_any(store: Store) -> None:
    store.apply("add", [Put(client())])
    store.apply("note", [Put(note("n1", text='"stays":true'))])
    assert store.undo() == "note"


def test_a_look_is_left_out_of_an_import_that_brought_something(store: Store) -> None:
    _import(store, "hours", [client()], {READ_TOPIC: {"hash": "hours"}})
    store.undo()
    assert store.remembered(READ_TOPIC) == {}, "so that the file is read again"
    with pytest.raises(CannotUndo):
        store.undo()
