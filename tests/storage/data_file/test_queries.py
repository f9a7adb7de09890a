"""What the store gives out is what was put in, gathered by client."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given

from storage.data_file.open_file import open_file
from storage.errors import AmbiguousClient, NoSuchClient
from storage.import_topics import SOURCES_TOPIC
from storage.store import Store
from tests.examples import examples
from tests.storage.conftest import noon
from tests.storage.records import DAY, books, client, invoice, note, payment, time
from triage import ledger
from triage.changes import Put, Remember
from triage.records import Record, Review, WatchRule

Opener = Callable[[], Store]


@pytest.fixture
def named(store: Store) -> Store:
    """Clients whose names overlap."""
    names = {
        "a": "Café Rouge",
        "b": "Rouge & Söhne",
        "c": "Rouge",
        "d": "Acme [/] Ltd",
        "e": "İzmir",
    }
    store.apply("add", [Put(client(id_, name)) for id_, name in names.items()])
    return store


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("a", "a"),
        ("CAFE", "a"),
        ("  café rouge ", "a"),
        ("sohne", "b"),
        ("rouge", "c"),
        ("[/]", "d"),
        ("ltd", "d"),
        ("izmir", "e"),
    ],
)
def test_a_client_is_found_by_what_people_type(named: Store, text: str, id_: str) -> None:
    assert named.client(text).id == id_


def test_several_that_fit_are_listed(named: Store) -> None:
    with pytest.raises(AmbiguousClient, match="Café Rouge") as caught:
        named.client("roug")
    assert [client.id for client in caught.value.matches] == ["a", "b", "c"]


@pytest.mark.parametrize("text", ["", "   ", "nobody", "%", "_"])
def test_none_that_fits_is_said(named: Store, text: str) -> None:
    with pytest.raises(NoSuchClient):
        named.client(text)


def test_two_of_the_same_name_are_told_by_id(named: Store) -> None:
    named.apply("add", [Put(client("z", "ROUGE"))])
    with pytest.raises(AmbiguousClient):
        named.client("rouge")
    assert named.client("z").name == "ROUGE"


def test_a_ledger_holds_what_is_theirs(store: Store) -> None:
    mine: list[Record] = [client(), time("t"), invoice(), payment(), note()]
    theirs: list[Record] = [
        client("south", "South"),
        invoice("i2", owner="south"),
        payment("p2", of="i2"),
        note("n2", owner="south"),
    ]
    store.apply("add", [Put(record) for record in mine + theirs])
    ledger = store.ledger("north")
    assert (ledger.client, *ledger.time, *ledger.invoice, *ledger.payment, *ledger.note) == tuple(
        mine
    )
    with pytest.raises(NoSuchClient):
        store.ledger("nobody")


def test_records_come_by_kind_and_then_in_the_order_of_entry(store: Store) -> None:
    rule = WatchRule(id="w", on=DAY, when="x", sentence="y")
    store.apply("add", [Put(Review(id="r", on=DAY)), Put(rule), Put(client("b")), Put(client("a"))])
    more: list[Record] = [time("t2", owner="a"), note(owner="a"), time("t1", owner="b")]
    store.apply("add", [Put(record) for record in more])
    assert [record.id for record in store.records()] == ["b", "a", "t2", "t1", "n1", "w", "r"]
    assert [record.id for record in store.records("a")] == ["a", "t2", "n1"]
    assert list(store.records("nobody")) == []


def test_a_slow_reader_keeps_nobody_from_writing(store: Store, open_store: Opener) -> None:
    store.apply("add", [Put(client()), Put(invoice())])
    reading = store.records()
    assert next(reading) == client()
    open_store().apply("more", [Put(invoice("i2")), Put(payment("p2", of="i2"))])
    assert list(reading) == [invoice()]


def test_the_records_and_their_imports_are_from_one_moment(store: Store, path: Path) -> None:
    source = json.dumps({"source": "bank", "on": DAY.isoformat()})
    store.apply("add", [Put(client()), Remember(SOURCES_TOPIC, "bank.csv", source)])
    database, notices = open_file(path, now=noon)
    statements: list[str] = []
    with database.bare() as connection:
        connection.set_trace_callback(statements.append)
    with Store(database, now=noon, notices=notices) as reader:
        book = reader.book()
        assert statements.count("BEGIN") == 1
    assert book.imported == {"bank": DAY} and [*book.ledgers] == ["north"]


@examples(10, suppress_health_check=list(HealthCheck))
@given(books())
def test_any_records_at_all(
    tmp_path_factory: pytest.TempPathFactory, records: list[Record]
) -> None:
    path = tmp_path_factory.mktemp("any") / "goodterms.db"
    with Store.open(path, now=noon) as store:
        store.apply("add", [Put(record) for record in reversed(records)])
        assert {(r.kind, r.id): r for r in store.records()} == {(r.kind, r.id): r for r in records}
        assert store.book() == ledger.book(store.records())
        for record in records:
            assert store.get(record.kind, record.id) == record
        for client in store.clients():
            assert store.ledger(client.id) == store.book().ledgers[client.id]
        assert store.verify() == []
