"""What is set by hand opens no gate: a table over the schema asks about every new field."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from tests.triage.playbook.scene import Desk, hard
from triage.playbook.by_hand import GUARDED
from triage.playbook.gates.gates import GateKey
from triage.records import KINDS, Client
from triage.records.schema import schema

ON = "2026-03-20"

_FREE: Mapping[str, frozenset[str]] = {
    "attempt": frozenset({"id", "review_by", "check_on"}),
    "decision": frozenset({"id", "say", "known", "proposed", "expect", "note"}),
    "message": frozenset({"id", "text", "slots", "checked_on", "parked_on"}),
    "action": frozenset({"id", "text", "due", "done_on", "dropped_on", "to"}),
}
"""What is of the user's own wording, or says only when to look again: no gate reads it."""


@pytest.mark.parametrize("kind", GUARDED)
def test_every_field_of_the_ladder_is_locked_or_known_to_open_nothing(kind: str) -> None:
    locked = {*GUARDED[kind].fields, *GUARDED[kind].fixed}
    assert locked.isdisjoint(_FREE[kind])
    assert {field.attr for field in schema(KINDS[kind])} == locked | _FREE[kind]


def _disrespected() -> Desk:
    """Nothing was tried, and own reasons are no way round it."""
    desk = Desk.of()
    hard(desk, "2026-03-18", "2026-03-19")
    return desk


def _pushed() -> Desk:
    """A flag that is lower for somebody who leaves, and one that a quirk may hide."""
    desk = Desk.of()
    for n in range(8):
        desk.log("after_hours", f"2026-03-{10 + n}")
    return desk


def _owing() -> Desk:
    """They wait for an answer of ours."""
    desk = _disrespected()
    desk.log("message_in", "2026-03-10", needs_answer=True)
    return desk


def _told_lately() -> Desk:
    """They were told two weeks ago, which is enough for somebody new only."""
    desk = _disrespected()
    desk.take("2026-03-04", "adapt")
    desk.outcome("2026-03-05", "adapt", "failed")
    desk.take("2026-03-05", "train", {"believe": "4"})
    desk.sent("2026-03-05", "how_we_work")
    return desk


def _tried_twice() -> Desk:
    desk = _disrespected()
    for begun, over in (("2026-01-05", "2026-01-25"), ("2026-02-05", "2026-02-25")):
        desk.take(begun, "adapt")
        desk.outcome(over, "adapt", "failed")
    return desk


_SCENES: Mapping[str, tuple[Callable[[], Desk], str, GateKey | None]] = {
    "own reasons": (_disrespected, "part", GateKey(own_plans=True)),
    "own reasons, boundaries": (_pushed, "part", GateKey(own_plans=True)),
    "owing": (_owing, "adapt", None),
    "told": (_told_lately, "part", None),
    "tried": (_tried_twice, "adapt", None),
}

_BY_HAND: Mapping[str, tuple[Any, ...]] = {
    "state": ("paused", "dormant", "leaving", "closing", "closed", "left_well", "returned"),
    "closed_on": ("2026-03-20", "2026-03-17", "2026-02-01"),
    "returned_on": ("2026-03-01", "2026-03-19", "2026-03-20"),
    "ended_by": ("them", "safety"),
    "since": ("2026-03-01", "2026-03-20", None),
    "quirks": (
        [{"flag": code, "until": "2026-12-31"} for code in ("DISRESPECT", "BOUNDARY", "OUR_TURN")],
    ),
    "reply_days": (),
    "not_tracked": (["hours", "money", "contact", "energy"],),
    "pays_through": (),
    "do_not_contact": (True,),
    "linked": (),
    "tags": (["prepaid only"],),
    "season": ([7],),
    "review_days": (90,),
    "tie": ("friend",),
    "debtor": ("person",),
    "earns": ("invoices",),
    "rate": ("1.00",),
    "floor": ("1.00",),
    "past_rates": ([{"until": "2026-03-19", "value": "1.00"}],),
    "past_floors": ([{"until": "2026-03-19", "value": "1.00"}],),
    "exposure_limit": ("1.00",),
    "payment_days": (60,),
    "pay_grace_days": (60,),
    "currency": ("CHF",),
    "country": ("CH",),
    "language": ("de",),
    "email": ("a@example.org",),
    "contact": ("Somebody",),
    "contacts": (["Somebody"],),
    "name": ("Somebody else",),
}
"""Field of a client -> what somebody might set it to tonight. `reply_days` is the promise that the
user makes, `contract` what was agreed: gates ask for both and believe them."""


def test_the_table_knows_every_field_of_a_client() -> None:
    assert {field.name for field in schema(Client)} == {*_BY_HAND, "id", "contract"}


@pytest.mark.parametrize("scene", _SCENES)
def test_nothing_set_on_a_client_opens_a_gate(scene: str) -> None:
    make, screen, key = _SCENES[scene]
    shut = set(make().shut(ON, screen, key))
    assert shut
    for field, values in _BY_HAND.items():
        for value in values:
            desk = make()
            desk.change("client", "c", **{field: value})
            assert shut <= set(desk.shut(ON, screen, key)), (field, value)


@pytest.mark.parametrize(
    "fields",
    [
        {"state": "closed", "closed_on": ON},
        {"state": "returned", "closed_on": "2026-03-01", "returned_on": "2026-03-02"},
        {"state": "returned", "closed_on": "2025-12-01", "returned_on": "2026-03-02"},
        {"state": "leaving", "since": "2026-03-01", "not_tracked": ["hours"]},
    ],
)
@pytest.mark.parametrize("scene", _SCENES)
def test_nor_do_several_together_or_a_leaving_that_is_only_logged(
    scene: str, fields: dict[str, Any]
) -> None:
    make, screen, key = _SCENES[scene]
    shut = set(make().shut(ON, screen, key))
    desk = make()
    desk.log("leaving", ON, reason="price")
    desk.change("client", "c", **fields)
    assert shut <= set(desk.shut(ON, screen, key))


def test_a_goodbye_decided_and_an_end_of_long_ago_are_believed() -> None:
    gone = _pushed()
    gone.take("2026-03-19", "leaving", {"sure": "4", "terms": "1"})
    assert gone.at(ON).on_record.client.state == gone.at(ON).client.state
    old = Desk.of(state="closed", closed_on="2024-05-01")
    old.log("message_in", "2024-04-20", needs_answer=True)
    assert old.at(ON).on_record.client == old.at(ON).client
    back = Desk.of(state="returned", closed_on="2025-05-01", returned_on="2026-03-01")
    back.log("call", "2026-03-02")
    assert back.at(ON).on_record.client.returned_on == back.at(ON).client.returned_on


def test_an_accepted_habit_counts_once_it_is_a_trial_old() -> None:
    desk = _pushed()
    for n in range(8):
        desk.log("after_hours", f"2026-04-{7 + n:02}")
    why = {"reason": "They are in another time zone"}
    key = GateKey(flag="BOUNDARY")
    desk.take("2026-03-18", "watch", {"real": "no", "quirk": "yes"}, why, key=key)
    own = GateKey(own_plans=True)
    assert "G12" in desk.shut("2026-03-20", "part", own)
    assert "G12" not in desk.shut("2026-04-16", "part", own)
