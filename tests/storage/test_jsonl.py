"""Out and in again: the same records, the same file, whatever the order of the lines."""

from __future__ import annotations

import io
import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given

from storage.errors import StorageError
from storage.importing.jsonl_import import JsonlPlan, plan_jsonl, write_jsonl
from storage.jsonl_export import export_jsonl
from storage.store import Store
from tests.examples import examples
from tests.storage.conftest import noon
from tests.storage.records import books, client, invoice, note, payment, time
from triage.changes import Put
from triage.records import Record

Opener = Callable[[], Store]


def _exported(store: Store, client_id: str | None = None) -> list[str]:
    stream = io.StringIO()
    count = export_jsonl(store, stream, client_id)
    lines = stream.getvalue().split("\n")
    assert lines.pop() == ""
    assert count == len(lines)
    return lines


def _file(folder: Path, *lines: str | bytes | dict[str, object]) -> Path:
    parts = [
        line if isinstance(line, bytes) else _text(line).encode("utf-8", "surrogatepass")
        for line in lines
    ]
    path = folder / "in.jsonl"
    path.write_bytes(b"\n".join(parts) + b"\n")
    return path


def _text(line: str | dict[str, object]) -> str:
    return line if isinstance(line, str) else json.dumps(line, ensure_ascii=False)


NORTH: dict[str, object] = {"kind": "client", "id": "north", "name": "Northlake Foods"}
BILL: dict[str, object] = {
    "kind": "invoice",
    "id": "i1",
    "client": "north",
    "issued": "2026-03-01",
    "due": "2026-03-15",
    "amount": "100.00",
}
PAID: dict[str, object] = {
    "kind": "payment",
    "id": "p1",
    "invoice": "i1",
    "on": "2026-03-09",
    "amount": "40.00",
}
WORK: dict[str, object] = {
    "kind": "time",
    "id": "t1",
    "client": "north",
    "on": "2026-03-02",
    "minutes": 60,
}


def _skipped(plan: JsonlPlan) -> list[tuple[int, str]]:
    return [(skipped.line, skipped.why) for skipped in plan.skipped]


def test_a_file_lands_whatever_the_order_of_its_lines(store: Store, tmp_path: Path) -> None:
    path = _file(tmp_path, PAID, WORK, BILL, NORTH)
    plan = plan_jsonl(path, store)
    assert store.clients() == []
    assert plan.new == {"client": 1, "time": 1, "invoice": 1, "payment": 1}
    assert (plan.new_clients, plan.skipped) == (["Northlake Foods"], [])
    batch = write_jsonl(plan, store)
    assert batch.new == dict(plan.new)
    assert [record.id for record in store.records()] == ["north", "t1", "i1", "p1"]
    assert store.undo() == "Import of in.jsonl"
    assert list(store.records()) == []


def test_importing_twice_adds_nothing(store: Store, tmp_path: Path) -> None:
    path = _file(tmp_path, NORTH, BILL, PAID, WORK)
    write_jsonl(plan_jsonl(path, store), store)
    again = plan_jsonl(path, store)
    assert (again.new, again.updated) == ({}, {})
    assert again.same == {"client": 1, "time": 1, "invoice": 1, "payment": 1}
    write_jsonl(again, store)
    assert store.head() == 1


def test_what_differs_is_an_update_that_can_be_taken_back(store: Store, tmp_path: Path) -> None:
    write_jsonl(plan_jsonl(_file(tmp_path, NORTH, WORK), store), store)
    before = list(store.records())
    plan = plan_jsonl(_file(tmp_path, NORTH, WORK | {"minutes": 90}), store)
    assert (plan.updated, plan.same) == ({"time": 1}, {"client": 1})
    write_jsonl(plan, store)
    assert [record.minutes for record in store.ledger("north").time] == [90]
    store.undo()
    assert list(store.records()) == before


def test_the_same_name_is_not_the_same_client(store: Store, tmp_path: Path) -> None:
    store.apply("add", [Put(client())])
    plan = plan_jsonl(_file(tmp_path, NORTH | {"id": "other"}), store)
    write_jsonl(plan, store)
    assert [client.id for client in store.clients()] == ["north", "other"]


def test_bad_lines_are_named_and_the_rest_goes_in(store: Store, tmp_path: Path) -> None:
    store.apply("add", [Put(client("jp", "Tokyo", currency="JPY")), Put(invoice("old", "5", "jp"))])
    lines: list[str | bytes | dict[str, object]] = [
        "\ufeff" + json.dumps(NORTH),
        "not json",
        "",
        b'{"kind": "client", "id": "x", "name": "\xff"}',
        "[1, 2]",
        {"id": "x"},
        {"kind": "visit", "id": "x"},
        {"kind": ["client"], "id": "x"},
        BILL,
        WORK | {"id": "t2", "minutes": 1.5},
        WORK | {"id": "t3", "client": "nobody"},
        WORK | {"id": "t4", "work": "fun"},
        PAID | {"invoice": "i9"},
        PAID | {"id": "p2", "invoice": "old", "amount": "1.50"},
        BILL | {"id": "i2", "amount": "1.005"},
        '{"kind": "time", "id": "t5", "client": "north", "on": "2026-03-02", "minutes": NaN}',
        "[" * 100_000,
        WORK | {"engagement": "unknown"},
        PAID,
        {"kind": "plan", "id": "pl", "client": "north", "agreed": "2026-03-01", "invoices": ["i9"],
         "instalments": [{"due": "2026-04-01", "amount": "1.00"}]},
        {"kind": "client", "id": "bad", "name": ""},
        WORK | {"id": "t6", "client": "bad"},
    ]  # fmt: skip
    plan = plan_jsonl(_file(tmp_path, *lines), store)
    assert plan.new == {"client": 1, "time": 1, "invoice": 1, "payment": 1}
    assert [line for line, _ in _skipped(plan)] == [
        *(2, 4, 5, 6, 7, 8, 10, 11, 12, 13, 14, 15, 16, 17, 20, 21, 22)
    ]
    why = dict(_skipped(plan))
    assert why[2] == why[16] == why[17] == "not a line of JSON"
    assert why[4] == "not UTF-8 text"
    assert why[5] == "not a JSON object"
    assert why[6] == "kind is missing"
    assert why[7].startswith("unknown kind 'visit'; known: client, engagement, time")
    assert why[10].startswith("minutes must be a whole number")
    assert why[11] == "client nobody is neither in this file nor in the database"
    assert why[12].startswith("work must be one of bill")
    assert why[13] == why[20] == "invoice i9 is neither in this file nor in the database"
    assert why[14] == "amount has too many decimals for JPY: 1.50"
    assert why[15] == "amount has too many decimals for EUR: 1.005"
    assert why[22] == "client bad is neither in this file nor in the database"
    write_jsonl(plan, store)
    assert {record.id for record in store.ledger("north").time} == {"t1"}
    assert store.verify() == []


def test_an_id_twice_is_taken_once(store: Store, tmp_path: Path) -> None:
    path = _file(tmp_path, NORTH, WORK, WORK, WORK | {"minutes": 61})
    plan = plan_jsonl(path, store)
    assert (plan.new, plan.same) == ({"client": 1, "time": 1}, {"time": 1})
    ((line, why),) = _skipped(plan)
    assert line == 4 and "t1" in why
    write_jsonl(plan, store)
    assert [record.minutes for record in store.ledger("north").time] == [60]


def test_records_may_point_at_the_database_and_at_earlier_files(
    store: Store, tmp_path: Path
) -> None:
    store.apply("add", [Put(client()), Put(invoice())])
    first = plan_jsonl(_file(tmp_path, NORTH | {"id": "new"}), store)
    path = tmp_path / "second.jsonl"
    path.write_text(_text(WORK | {"client": "new"}) + "\n" + _text(PAID) + "\n")
    assert len(plan_jsonl(path, store).skipped) == 1
    assert plan_jsonl(path, store, earlier=[first]).skipped == []


def test_unknown_fields_come_out_again(store: Store, tmp_path: Path) -> None:
    odd = NORTH | {"mood": {"deep": [1, None, "x"]}, "contract": {"seal": "wax"}}
    write_jsonl(plan_jsonl(_file(tmp_path, odd), store), store)
    (line,) = _exported(store)
    exported = json.loads(line)
    assert (exported["mood"], exported["contract"]) == ({"deep": [1, None, "x"]}, {"seal": "wax"})


def test_money_is_written_in_its_own_currency(store: Store) -> None:
    store.apply(
        "add",
        [
            Put(client("jp", "Tokyo", currency="JPY")),
            Put(client("kw", "Kuwait", currency="KWD")),
            Put(invoice("i1", "1200", "jp")),
            Put(invoice("i2", "12.5", "jp", currency="EUR")),
            Put(invoice("i3", "7", "kw")),
            Put(payment("p1", "1200", "i1")),
            Put(payment("p2", "12.5", "i2")),
            Put(payment("p3", "7", "i3")),
        ],
    )
    amounts = [json.loads(line).get("amount") for line in _exported(store)[2:]]
    assert amounts == ["1200", "12.50", "7.000", "1200", "12.50", "7.000"]


def test_one_client_alone(store: Store) -> None:
    store.apply("add", [Put(client()), Put(client("south", "South")), Put(note(owner="south"))])
    assert [json.loads(line)["id"] for line in _exported(store, "south")] == ["south", "n1"]


def test_what_was_written_meanwhile_is_planned_anew(
    store: Store, tmp_path: Path, open_store: Opener
) -> None:
    plan = plan_jsonl(_file(tmp_path, NORTH, WORK), store)
    open_store().apply("add", [Put(client()), Put(time("t9"))])
    write_jsonl(plan, store)
    assert {record.id for record in store.ledger("north").time} == {"t1", "t9"}


def test_a_file_that_changed_under_our_hands_is_said(store: Store, tmp_path: Path) -> None:
    path = _file(tmp_path, NORTH, WORK)
    plan = plan_jsonl(path, store)
    path.write_text("x" * 1000)
    with pytest.raises(StorageError, match="changed while it was being imported"):
        write_jsonl(plan, store)
    assert list(store.records()) == []


@pytest.mark.parametrize("what", ["missing", "folder"])
def test_a_file_that_is_none_is_said(store: Store, tmp_path: Path, what: str) -> None:
    with pytest.raises(StorageError, match="cannot be read"):
        plan_jsonl(tmp_path / "no.jsonl" if what == "missing" else tmp_path, store)


def test_an_empty_file_is_no_change(store: Store, tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").touch()
    plan = plan_jsonl(tmp_path / "empty.jsonl", store)
    write_jsonl(plan, store)
    assert store.head() == 0


@examples(10, suppress_health_check=list(HealthCheck))
@given(books())
def test_the_round_trip_is_the_identity(
    tmp_path_factory: pytest.TempPathFactory, records: list[Record]
) -> None:
    folder = tmp_path_factory.mktemp("trip")
    with Store.open(folder / "a.db", now=noon) as store:
        store.apply("add", [Put(record) for record in records])
        lines = _exported(store)
    with Store.open(folder / "b.db", now=noon) as other:
        plan = plan_jsonl(_file(folder, *lines), other)
        assert plan.skipped == []
        write_jsonl(plan, other)
        assert list(other.records()) == records
        assert _exported(other) == lines
        shuffled = random.Random(7).sample(lines, len(lines))
        again = plan_jsonl(_file(folder, *shuffled), other)
        assert (again.new, again.updated, again.skipped) == ({}, {}, [])


def test_the_stories_come_and_go(stories: Path, store: Store, tmp_path: Path) -> None:
    written = {}
    for story in sorted(stories.glob("*.jsonl")):
        plan = plan_jsonl(story, store)
        assert plan.skipped == []
        write_jsonl(plan, store)
        for line in story.read_text(encoding="utf-8").splitlines():
            read = json.loads(line)
            written[read["kind"], read["id"]] = read
    for line in _exported(store):
        read = json.loads(line)
        original = written.pop((read["kind"], read["id"]))
        assert {name: read[name] for name in original} == original
    assert written == {}
