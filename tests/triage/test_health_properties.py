"""What must always hold, whatever the records say."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.examples import examples
from tests.triage.lives import TODAY, Life
from tests.triage.strategies import clients, days, ledgers
from triage.health import ClientHistory, all_since, assess, facts, verdict_rank
from triage.health.missing import needed_facts
from triage.health.snapshot import ClientSnapshot
from triage.ledger import Ledger
from triage.limits import DEFAULT
from triage.records import Client, Event
from triage.records.events import What

quick = examples(30)


def rank(ledger: Ledger) -> int:
    return verdict_rank(assess(ledger, TODAY).health)


# --- 1: a change for the worse never improves the verdict -----------------------------------

WORSE_EVENTS: tuple[tuple[What, dict[str, Any]], ...] = (
    ("request", {"outcome": "absorbed"}),
    ("after_hours", {}),
    ("false_urgent", {}),
    ("no_show", {}),
    ("price_ask", {}),
    ("cash_short", {}),
    ("leave_sign", {}),
    ("incident", {}),
)


@quick
@given(ledgers(), st.sampled_from(WORSE_EVENTS), days())
def test_one_more_bad_event_never_helps(
    ledger: Ledger, event: tuple[What, dict[str, Any]], on: date
) -> None:
    what, more = event
    extra = Event(id="extra", client="c", on=on, what=what, **more)
    assert rank(replace(ledger, event=(*ledger.event, extra))) <= rank(ledger)


@quick
@given(ledgers(), st.data())
def test_a_lower_tone_never_helps(ledger: Ledger, data: st.DataObject) -> None:
    assume(ledger.event)
    n = data.draw(st.integers(0, len(ledger.event) - 1))
    before = ledger.event[n]
    lower = replace(before, tone=data.draw(st.integers(-2, before.tone)))
    changed = (*ledger.event[:n], lower, *ledger.event[n + 1 :])
    assert rank(replace(ledger, event=changed)) <= rank(ledger)


@quick
@given(ledgers(), st.data())
def test_a_lower_energy_mark_never_helps(ledger: Ledger, data: st.DataObject) -> None:
    assume(ledger.energy)
    n = data.draw(st.integers(0, len(ledger.energy) - 1))
    before = ledger.energy[n]
    lower = replace(before, mark=data.draw(st.integers(1, before.mark)))
    changed = (*ledger.energy[:n], lower, *ledger.energy[n + 1 :])
    assert rank(replace(ledger, energy=changed)) <= rank(ledger)


@quick
@given(ledgers(), st.sampled_from(["answered_on", "solved_on", "kept_on"]), st.data())
def test_an_answer_taken_away_never_helps(ledger: Ledger, field: str, data: st.DataObject) -> None:
    assume(ledger.event)
    n = data.draw(st.integers(0, len(ledger.event) - 1))
    taken_away: dict[str, Any] = {field: None}
    without = replace(ledger.event[n], **taken_away)
    changed = (*ledger.event[:n], without, *ledger.event[n + 1 :])
    assert rank(replace(ledger, event=changed)) <= rank(ledger)


@quick
@given(ledgers(), st.integers(-20, 60), st.integers(1, 60))
def test_the_only_full_payment_of_a_due_invoice_taken_away_never_helps(
    ledger: Ledger, paid_after_due: int, due: int
) -> None:
    story = Life().invoice("500", due + 14, due, max(0, due - paid_after_due)).ledger
    invoice = replace(story.invoice[0], id="extra")
    payment = replace(story.payment[0], id="extra", invoice="extra")
    client = replace(ledger.client, pay_grace_days=0)
    unpaid = replace(ledger, client=client, invoice=(*ledger.invoice, invoice))
    paid = replace(unpaid, payment=(*ledger.payment, payment))
    assert rank(unpaid) <= rank(paid)


# --- 2: not knowing is no gift --------------------------------------------------------------


def without(ledger: Ledger, fact: str) -> Ledger:
    """The same life with nothing that makes this fact known."""
    talks = ("message_in", "call", "meeting")
    without_fact: dict[str, dict[str, Any]] = {
        "terms": {"client": replace(ledger.client, floor=None)},
        "hours": {"time": ()},
        "money": {"invoice": (), "payment": (), "plan": ()},
        "contact": {"event": tuple(e for e in ledger.event if e.what not in talks)},
        "energy": {"energy": ()},
    }
    confirmed = tuple(c for c in ledger.confirmed if c.fact != fact)
    return replace(ledger, confirmed=confirmed, **without_fact[fact])


@quick
@given(ledgers(), st.data())
def test_a_needed_fact_taken_away_never_makes_it_good(ledger: Ledger, data: st.DataObject) -> None:
    view = ClientSnapshot(ClientHistory(ledger), TODAY, DEFAULT)
    needed = [f for f in needed_facts(view) if f != "hours" or view.has_open_engagement]
    assume(needed and not view.ended and not view.resting)
    fact = data.draw(st.sampled_from(needed))
    health = assess(without(ledger, fact), TODAY)
    assert health.health != "good"
    assert fact in {missing.fact for missing in health.unknown}


# --- 4: whatever is not good says why and what next -----------------------------------------


@quick
@given(ledgers())
def test_whatever_is_not_good_has_a_sentence_and_a_next_action(ledger: Ledger) -> None:
    health = assess(ledger, TODAY)
    quiet = health.health in ("good", "ended", "resting")
    assert (health.sentence is None) is quiet
    assert (health.next_action is None) is quiet
    for flag in health.flags:
        assert any(c.isdigit() for c in flag.reason)
        assert flag.evidence


# --- 5: the order of records does not matter ------------------------------------------------


@quick
@given(ledgers(), st.randoms(use_true_random=False))
def test_the_order_of_records_does_not_matter(ledger: Ledger, random: Random) -> None:
    def shuffled(value: Any) -> Any:
        return tuple(random.sample(value, len(value))) if isinstance(value, tuple) else value

    other = Ledger(**{spec.name: shuffled(getattr(ledger, spec.name)) for spec in fields(ledger)})
    assert assess(other, TODAY) == assess(ledger, TODAY)
    assert facts(other, TODAY) == facts(ledger, TODAY)
    assert all_since(other, TODAY) == all_since(ledger, TODAY)


# --- 6: without records ---------------------------------------------------------------------


@quick
@given(clients(state=st.just("active"), closed_on=st.none(), not_tracked=st.just(())))
def test_a_client_without_records_is_unknown_or_settles_in(client: Client) -> None:
    health = assess(Ledger(client=client), TODAY)
    assert health.health in ("unknown", "good")
    if health.health == "good":
        assert client.since is not None
        assert (TODAY - client.since).days < 30 or client.returned_on is not None
        assert client.floor is not None


@quick
@given(clients(since=st.just(TODAY)))
def test_a_client_made_a_minute_ago_is_never_act(client: Client) -> None:
    assert assess(Ledger(client=client), TODAY).health not in ("act", "stop", "watch")


# --- what exists on a day -------------------------------------------------------------------

_LATER_IS_UNKNOWN = {
    "client": ("closed_on", "returned_on"),
    "engagement": ("end",),
    "invoice": ("disputed_on", "dispute_settled_on"),
    "event": ("answered_on", "solved_on", "kept_on", "closed_on"),
}
_BORN = {"engagement": "start", "invoice": "issued", "plan": "agreed", "gift": "from_"}


def as_known_on(ledger: Ledger, on: date) -> Ledger:
    """The ledger as it would have been written down by the end of that day.

    Invoices to come stay: payments on them may keep a plan before they are issued.
    """

    def masked(kind: str, record: Any) -> Any:
        later = {name: getattr(record, name) for name in _LATER_IS_UNKNOWN.get(kind, ())}
        return replace(record, **{n: None for n, day in later.items() if day and day > on})

    cut: dict[str, Any] = {"client": masked("client", ledger.client)}
    for kind in ("engagement", "time", "payment", "plan", "gift", "confirmed", "energy", "event"):
        born = _BORN.get(kind, "on")
        records = [r for r in getattr(ledger, kind) if getattr(r, born) <= on]
        cut[kind] = tuple(masked(kind, record) for record in records)
    cut["invoice"] = tuple(masked("invoice", record) for record in ledger.invoice)
    return Ledger(**cut)


@quick
@given(ledgers(), st.integers(0, 60))
def test_what_is_later_than_the_day_does_not_exist(ledger: Ledger, back: int) -> None:
    on = TODAY - timedelta(days=back)
    assert assess(as_known_on(ledger, on), on) == assess(ledger, on)
    assert facts(as_known_on(ledger, on), on) == facts(ledger, on)


@quick
@given(ledgers())
def test_since_is_the_first_day_of_the_unbroken_run(ledger: Ledger) -> None:
    history = ClientHistory(ledger)

    def raised(on: date) -> set[str]:
        health = assess(history, on)
        return {f.code for f in health.flags} | {a.flag for a in health.accepted}

    expected = {}
    for code in raised(TODAY):
        first = TODAY
        while code in raised(first - timedelta(days=1)):
            first -= timedelta(days=1)
        expected[code] = first
    assert all_since(ledger, TODAY) == expected


@pytest.mark.parametrize("on", [date.min, date(2020, 1, 1), date.max])
def test_any_day_can_be_asked_about(on: date) -> None:
    life = Life(rate="70", floor="50").time(3, 9, "own").invoice("9", 30, 20).gift(9, 3, 2)
    life.engagement(mode="retainer", fee="100").event("message_in", 3, needs_answer=True)
    assert assess(life.ledger, on).on == on
    assert facts(life.ledger, on).floor is not None
