"""What a client was called before stays with them."""

from __future__ import annotations

from typing import Any

from triage.changes import ChangeSet, Put, Remember
from triage.client_merge import merge
from triage.former_names import also_called, former_names, with_former_names
from triage.ledger import book
from triage.records import Client


def client(name: str, **extra: Any) -> Client:
    return Client(id="a", name=name, extra=extra)


def _saved(now: Client, was: Client | None) -> Client:
    changes = with_former_names(ChangeSet("", (Put(now, was), Remember("t", "n", "v"))))
    (saved,) = changes.records
    assert isinstance(saved, Client) and len(changes.changes) == 2
    return saved


def test_a_new_name_keeps_the_one_before() -> None:
    once = _saved(client("Birch"), client("Acme"))
    assert former_names(once) == ("Acme",)
    twice = _saved(Client(id="a", name="Cedar", extra=once.extra), once)
    assert former_names(twice) == ("Acme", "Birch")
    back = _saved(Client(id="a", name="Acme", extra=twice.extra), twice)
    assert former_names(back) == ("Birch", "Cedar"), "what they are called now is no former name"


def test_what_is_no_renaming_changes_nothing() -> None:
    assert _saved(client("Acme"), client("Acme")).extra == {}
    assert _saved(client("Acme"), None).extra == {}
    assert _saved(client("ACME"), client("Acme")).extra == {}, "only written otherwise"


def test_what_another_program_put_there_is_no_name() -> None:
    assert former_names(client("A", former_names="text")) == ()
    assert former_names(client("A", former_names=[1, "B", None])) == ("B",)
    assert also_called(client("A", other=1), ["B"]).extra == {"other": 1, "former_names": ["B"]}


def test_who_stays_of_two_is_called_like_both() -> None:
    gone = Client(id="b", name="Birch", extra={"former_names": ["Old Birch"]})
    changes = merge(book([client("Acme"), gone]), "b", "a")
    (stays,) = (each for each in changes.records if isinstance(each, Client))
    assert former_names(stays) == ("Old Birch", "Birch")
