"""Anything a user may do, in any order, against a model that is a list and two stacks."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from typing_extensions import override

from storage.capture import capture
from storage.errors import BadRecord, CannotUndo
from storage.recovery import bring_back
from storage.store import Store
from tests.examples import is_torture
from tests.storage.conftest import NOON
from tests.storage.index import assert_index_is_true
from tests.storage.records import client, note, time
from tests.storage.second_process import SecondProcess
from triage.changes import Put, Remember, Remove
from triage.records import Note, Record, Time

State = dict[tuple[str, str], Record]

owners = st.sampled_from(("c1", "c2"))
numbers = st.integers(1, 4)
words = st.text(min_size=1, max_size=5)
LIVES, STEPS = (20, 100) if is_torture() else (6, 20)


@dataclass
class Model:
    """The present, what undo goes back to, what redo goes forward to."""

    now: State
    back: list[State]
    forward: list[State]


class StoreMachine(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.clock = NOON
        self.path = self.folder / "goodterms.db"
        self.store = self._opened()
        self.model = Model({}, [], [])
        self.imports = 0
        self.other: SecondProcess | None = None
        self.copies: list[tuple[Path, Model]] = []
        """Those that tell of the present history, and the model as it was then."""

    @override
    def teardown(self) -> None:
        if self.other is not None:
            self.other.close()
        findings = self.store.verify()
        self.store.close()
        shutil.rmtree(self.folder)
        assert findings == []

    def _opened(self) -> Store:
        return Store.open(self.path, now=lambda: self.clock)

    def _done(self, then: State) -> None:
        if then != self.model.now:
            self.model = Model(then, [*self.model.back, self.model.now], [])

    def _put(self, record: Record) -> None:
        owner = getattr(record, "client", None)
        if owner is not None and ("client", owner) not in self.model.now:
            try:
                self.store.apply("put", [Put(record)])
            except BadRecord:
                return
            raise AssertionError("a record without its client was taken")
        self.store.apply("put", [Put(record)])
        self._done(self.model.now | {(record.kind, record.id): record})

    @rule(owner=owners, name=words)
    def name_client(self, owner: str, name: str) -> None:
        self._put(client(owner, name))

    @rule(owner=owners, number=numbers, text=words)
    def write_note(self, owner: str, number: int, text: str) -> None:
        self._put(note(f"n{number}", text, owner))

    @rule(owner=owners, text=words)
    def capture_note(self, owner: str, text: str) -> None:
        made = capture(str(self.path), owner, "note", {"text": text}, NOON, "captured")
        if made is not None:
            assert self.store.changed_elsewhere()
            self._done(self.model.now | {("note", made.id): note(made.id, text, owner)})

    @rule(number=numbers, day=st.dates())
    def move_note(self, number: int, day: date) -> None:
        moved = self.model.now.get(("note", f"n{number}"))
        if isinstance(moved, Note):
            self._put(replace(moved, on=day))

    @rule(owner=owners, number=numbers, minutes=st.integers(0, 600))
    def log_time(self, owner: str, number: int, minutes: int) -> None:
        self._put(time(f"t{number}", minutes, owner))

    @rule(number=numbers, kind=st.sampled_from(("note", "time")))
    def remove(self, number: int, kind: str) -> None:
        id_ = f"{kind[0]}{number}"
        self.store.apply("remove", [Remove(kind, id_)])
        self._done({key: value for key, value in self.model.now.items() if key != (kind, id_)})

    @rule(owner=owners)
    def remove_client(self, owner: str) -> None:
        needed = any(getattr(record, "client", None) == owner for record in self.model.now.values())
        try:
            self.store.apply("remove", [Remove("client", owner)])
        except BadRecord:
            assert needed
            return
        assert not needed
        self._done({k: v for k, v in self.model.now.items() if k != ("client", owner)})

    @rule(owner=owners, size=st.integers(1, 4))
    def bulk(self, owner: str, size: int) -> None:
        self.imports += 1
        new: list[Record] = [] if ("client", owner) in self.model.now else [client(owner)]
        new += [time(f"b{self.imports}-{n}", n, owner) for n in range(size)]
        new.append(note(f"b{self.imports}", f"imported {size}", owner))
        changed = [r for r in self.model.now.values() if isinstance(r, Time)][:2]
        puts = [Put(replace(record, minutes=601)) for record in changed]
        self.store.import_batch("import", file="f", fingerprint="f", new=new, updated=puts)
        after = [*new, *(put.record for put in puts)]
        self._done(self.model.now | {(record.kind, record.id): record for record in after})

    @rule()
    def undo(self) -> None:
        if not self.model.back:
            try:
                self.store.undo()
            except CannotUndo:
                return
            raise AssertionError("there was nothing to undo")
        self.store.undo()
        *back, then = self.model.back
        self.model = Model(then, back, [*self.model.forward, self.model.now])

    @rule()
    def redo(self) -> None:
        if not self.model.forward:
            try:
                self.store.redo()
            except CannotUndo:
                return
            raise AssertionError("there was nothing to redo")
        self.store.redo()
        *forward, then = self.model.forward
        self.model = Model(then, [*self.model.back, self.model.now], forward)

    @rule()
    def undo_then_redo(self) -> None:
        if self.model.back:
            before = list(self.store.records())
            self.store.undo()
            self.store.redo()
            assert list(self.store.records()) == before

    @rule(new=numbers, old=numbers, text=words)
    def supersede_note(self, new: int, old: int, text: str) -> None:
        former = self.model.now.get(("note", f"n{old}"))
        if isinstance(former, Note) and new != old:
            written = note(f"n{new}", text, former.client)
            self._put(replace(written, supersedes=former.id))

    @rule()
    def take_back_the_newest(self) -> None:
        change = self.store.newest_change()
        if change is not None:
            self.store.take_back(change.number)
            *back, then = self.model.back
            self.model = Model(then, back, [*self.model.forward, self.model.now])

    @rule()
    def reopen(self) -> None:
        self.store.close()
        self.store = self._opened()

    @rule()
    def back_up(self) -> None:
        self._forget_thinned()
        self.copies.append((self.store.backup(), self.model))
        self._forget_thinned()

    @rule(which=numbers, later=st.booleans())
    def restore(self, which: int, later: bool) -> None:
        self._forget_thinned()
        if len(self.copies) < which:
            return
        copy, model = self.copies[-which]
        self.store.close()
        back = bring_back(copy, self.path, lambda: self.clock, later=later)
        assert back.later.left == []
        self.store = self._opened()
        if not later:  # the second copy begins anew from here
            self.model = model
            self.copies = self.copies[: len(self.copies) - which + 1]

    def _forget_thinned(self) -> None:
        self.copies = [(copy, model) for copy, model in self.copies if copy.exists()]

    @rule(days=st.integers(-4000, 4000), seconds=st.integers(0, 86_400))
    def the_clock_jumps(self, days: int, seconds: int) -> None:
        self.clock = NOON + timedelta(days=days, seconds=seconds)

    @rule()
    def what_is_due_is_done(self) -> None:
        self.store.look_through_if_due()
        self.store.backup_if_due()

    @rule(owner=owners, number=numbers, text=words)
    def another_process_writes(self, owner: str, number: int, text: str) -> None:
        answer = self._elsewhere("note", f"n{number}", text, owner)
        if ("client", owner) not in self.model.now:
            assert answer == "BadRecord"
            return
        assert answer == "done"
        written = note(f"n{number}", text, owner)
        self._done(self.model.now | {("note", written.id): written})

    @rule()
    def another_process_undoes(self) -> None:
        if not self.model.back:
            assert self._elsewhere("undo") == "CannotUndo"
            return
        assert self._elsewhere("undo") == "done"
        *back, then = self.model.back
        self.model = Model(then, back, [*self.model.forward, self.model.now])

    @rule()
    def another_process_redoes(self) -> None:
        if not self.model.forward:
            assert self._elsewhere("redo") == "CannotUndo"
            return
        assert self._elsewhere("redo") == "done"
        *forward, then = self.model.forward
        self.model = Model(then, [*self.model.back, self.model.now], forward)

    def _elsewhere(self, *what: str) -> str:
        if self.other is None:
            self.other = SecondProcess(self.path)
        return self.other.ask(*what)

    @rule(name=words, value=words)
    def draft(self, name: str, value: str) -> None:
        self.store.replace_draft(name, self.store.draft(name), value)
        assert self.store.draft(name) == value

    @rule()
    def remember_the_same_again(self) -> None:
        assert self.store.apply("answer", [Remember("t", "n", None)]) == self.store.head()

    @invariant()
    def the_tables_are_the_model(self) -> None:
        assert {(r.kind, r.id): r for r in self.store.records()} == self.model.now

    @invariant()
    def the_search_index_is_what_reading_through_gives(self) -> None:
        assert_index_is_true(self.path)


StoreMachine.TestCase.settings = settings(
    max_examples=LIVES, stateful_step_count=STEPS, suppress_health_check=list(HealthCheck)
)
TestStore = StoreMachine.TestCase
