"""Everything that wrote one record is taken back as one change, and comes back as one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from storage.errors import CannotUndo
from storage.store import Store
from tests.storage.records import DAY, client, note
from triage.changes import Put
from triage.records import Action, Energy, Record, Review

Opener = Callable[[], Store]
LABEL = "The review taken back"


def _all(store: Store) -> list[Record]:
    return list(store.records())


def _energy(mark: int) -> Energy:
    return Energy(id="e", client="north", on=DAY, mark=mark)


def _action(text: str = "Call Rolf") -> Action:
    return Action(id="a", client="north", on=DAY, text=text)


def _review(*verdicts: str) -> Review:
    return Review(id="r", on=DAY, cards=tuple({"client": v} for v in verdicts))


@pytest.fixture
def reviewed(store: Store) -> Store:
    """A client, a review of three entries with what they wrote beside it, a note in between."""
    store.apply("add", [Put(client())])
    store.apply("one", [Put(_review("a")), Put(_energy(2))])
    store.apply("two", [Put(_review("a", "b"), was=_review("a")), Put(_action())])
    store.apply("note", [Put(note())])
    store.apply("three", [Put(_review("a", "b", "c"), was=_review("a", "b")), Put(_energy(4))])
    return store


def test_all_that_wrote_a_record_goes_as_one_and_the_rest_stays(reviewed: Store) -> None:
    reviewed.undo_all_of("review", "r", LABEL)
    newest = reviewed.history(1)[0]
    assert (newest.label, newest.number) == (LABEL, 6)
    assert _all(reviewed) == [client(), note()]
    assert reviewed.verify() == []


def test_it_comes_back_as_one_and_goes_again(reviewed: Store, open_store: Opener) -> None:
    before = _all(reviewed)
    reviewed.undo_all_of("review", "r", LABEL)
    reviewed.close()
    tomorrow = open_store()
    assert tomorrow.undo() == LABEL
    assert _all(tomorrow) == before
    assert tomorrow.redo() == LABEL
    assert _all(tomorrow) == [client(), note()]
    tomorrow.undo()
    tomorrow.undo_all_of("review", "r", LABEL)
    assert _all(tomorrow) == [client(), note()]
    assert tomorrow.verify() == []


def test_what_is_undone_by_itself_is_not_taken_back_twice(reviewed: Store) -> None:
    assert reviewed.undo() == "three"
    reviewed.undo_all_of("review", "r", LABEL)
    assert _all(reviewed) == [client(), note()]


def test_what_moved_on_since_is_not_overwritten(reviewed: Store) -> None:
    reviewed.apply("later", [Put(_action("Call Nina"), was=_action())])
    before, head = _all(reviewed), reviewed.head()
    with pytest.raises(CannotUndo, match="action has been changed since then"):
        reviewed.undo_all_of("review", "r", LABEL)
    assert (_all(reviewed), reviewed.head()) == (before, head)


def test_nothing_is_left_to_take_back_the_second_time(reviewed: Store) -> None:
    reviewed.undo_all_of("review", "r", LABEL)
    for gone in ("r", "no such review"):
        with pytest.raises(CannotUndo, match="nothing left of it"):
            reviewed.undo_all_of("review", gone, LABEL)
    assert _all(reviewed) == [client(), note()]


def test_an_import_is_only_taken_back_by_itself(reviewed: Store) -> None:
    changed = Put(_review("imported"), was=_review("a", "b", "c"))
    new = [note("n2")]
    reviewed.import_batch("import", file="f", fingerprint="f", new=new, updated=[changed])
    before = _all(reviewed)
    with pytest.raises(CannotUndo, match="It includes an import"):
        reviewed.undo_all_of("review", "r", LABEL)
    assert _all(reviewed) == before


def test_the_day_the_file_was_begun(store: Store) -> None:
    assert store.began() is None
    store.apply("add", [Put(client())])
    began = store.began()
    assert began is not None and began.date() == DAY
