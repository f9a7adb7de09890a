"""Made-up lives for property tests: records of the last months, in all sorts and orders."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from tests.triage.lives import TODAY
from triage.health import FLAG_CODES
from triage.health.snapshot import TRACKABLE
from triage.ledger import Ledger
from triage.records import (
    Client,
    Confirmed,
    Energy,
    Engagement,
    Event,
    Gift,
    Instalment,
    Invoice,
    Payment,
    Plan,
    Quirk,
    Time,
)

MONEY = st.sampled_from([Decimal(n) for n in ("0", "-20", "0.01", "100", "300.50", "1000")])
RATES = st.none() | st.sampled_from([Decimal("70"), Decimal("20"), Decimal("33.3333")])
WHATS = (
    *("message_in", "message_out", "call", "request", "revision_round", "after_hours"),
    *("false_urgent", "no_show", "price_ask", "terms_ask", "terms_agreed", "cash_short"),
    *("promise", "our_promise", "new_person", "intro_talk", "leave_sign", "pause"),
    *("incident", "thanks", "leaving", "insolvency"),
)


@st.composite
def days(draw: st.DrawFn) -> date:
    """A day of the last four months, or of the next week; recent ones more often."""
    back = draw(st.integers(-7, 30) | st.integers(-7, 120))
    return TODAY - timedelta(days=back)


MAYBE_DAYS = st.none() | days()


def _numbered(draw: st.DrawFn, kind: Any, most: int, **fields: st.SearchStrategy[Any]) -> Any:
    rows = draw(st.lists(st.fixed_dictionaries(fields), max_size=most))
    name = kind.__name__.lower()
    return tuple(kind(id=f"{name}{n}", **row) for n, row in enumerate(rows))


def clients(**fixed: st.SearchStrategy[Any]) -> st.SearchStrategy[Client]:
    """A client's facts; `fixed` narrows some of them."""
    fields: dict[str, st.SearchStrategy[Any]] = {
        "since": MAYBE_DAYS | st.just(TODAY - timedelta(days=400)),
        "state": st.sampled_from(["active"] * 5 + ["paused", "dormant", "closed"]),
        "closed_on": st.none() | MAYBE_DAYS,
        "returned_on": st.none() | MAYBE_DAYS,
        "rate": RATES,
        "floor": st.none() | st.just(Decimal("50")),
        "pay_grace_days": st.sampled_from([0, 0, 10]),
        "earns": st.sampled_from(["hours", "hours", "invoices"]),
        "not_tracked": st.just(()) | st.sets(st.sampled_from(TRACKABLE)).map(tuple),
        "pays_through": st.sampled_from([None, None, "other"]),
        "reply_days": st.integers(0, 3),
        "exposure_limit": st.none() | MONEY,
        "quirks": st.lists(
            st.builds(Quirk, flag=st.sampled_from(FLAG_CODES), until=MAYBE_DAYS), max_size=2
        ).map(tuple),
    }
    return st.builds(Client, id=st.just("c"), name=st.just("Client"), **{**fields, **fixed})


@st.composite
def ledgers(draw: st.DrawFn) -> Ledger:
    """One client with a handful of records of every kind that health reads."""
    own = {"client": st.just("c")}
    invoice = _numbered(
        draw,
        Invoice,
        4,
        **own,
        issued=days(),
        due=days(),
        amount=MONEY,
        currency=st.sampled_from([None, None, "USD"]),
        state=st.sampled_from(["sent"] * 5 + ["draft", "void", "written_off"]),
        disputed_on=st.none() | MAYBE_DAYS,
        dispute_settled_on=st.none() | MAYBE_DAYS,
    )
    ids = st.sampled_from([bill.id for bill in invoice] or ["none"])
    instalments = st.lists(st.builds(Instalment, due=days(), amount=MONEY), min_size=1, max_size=2)
    return Ledger(
        client=draw(clients()),
        engagement=_numbered(
            draw,
            Engagement,
            2,
            **own,
            mode=st.sampled_from(["hourly", "fixed", "retainer"]),
            start=days(),
            end=MAYBE_DAYS,
            rate=RATES,
            fee=st.just(Decimal("900")),
            quoted_hours=st.sampled_from([None, 0, 3, 7.1]),
            included_rounds=st.sampled_from([None, 0, 1]),
        ),
        time=_numbered(
            draw,
            Time,
            6,
            **own,
            on=days(),
            minutes=st.sampled_from([0, 1, 120, 240, 600]),
            work=st.sampled_from(["bill", "bill", "admin", "rev", "oos", "own", "free"]),
            engagement=st.sampled_from([None, "engagement0", "engagement1", "unknown"]),
        ),
        invoice=invoice,
        payment=_numbered(draw, Payment, 4, invoice=ids, on=days(), amount=MONEY)
        if invoice
        else (),
        plan=_numbered(
            draw,
            Plan,
            1,
            **own,
            agreed=days(),
            invoices=st.lists(ids, min_size=1, max_size=2).map(tuple),
            instalments=instalments.map(tuple),
        )
        if invoice
        else (),
        gift=_numbered(
            draw,
            Gift,
            1,
            **own,
            from_=days(),
            until=days(),
            hours_per_month=st.sampled_from([0, 2.5, 20]),
        ),
        confirmed=_numbered(
            draw,
            Confirmed,
            2,
            **own,
            fact=st.sampled_from(["terms", *TRACKABLE]),
            on=days(),
            until=days(),
        ),
        energy=_numbered(draw, Energy, 6, **own, on=days(), mark=st.integers(1, 5)),
        event=_numbered(
            draw,
            Event,
            8,
            **own,
            on=days(),
            what=st.sampled_from(WHATS),
            tone=st.sampled_from([0, 0, 0, 1, -1, -2]),
            engagement=st.sampled_from([None, "engagement0"]),
            needs_answer=st.booleans(),
            answered_on=MAYBE_DAYS,
            complaint=st.sampled_from([False, False, True]),
            solved_on=MAYBE_DAYS,
            asks=st.booleans(),
            outcome=st.sampled_from(["absorbed", "pending", "billed"]),
            due=days(),
            kept_on=MAYBE_DAYS,
            by=st.sampled_from(["us", "them"]),
            until=MAYBE_DAYS,
            closed_on=MAYBE_DAYS,
            reason_to_wait=st.sampled_from([None, None, None, "illness", "holiday"]),
        ),
    )
