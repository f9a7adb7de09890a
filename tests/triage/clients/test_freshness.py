"""A flag that rests on what nobody imported says so; one on what is up to date does not."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests.triage.review.lives import event, steady
from triage.clients.freshness import OLD_DAYS, missing_import, recorded
from triage.clients.overview import Overview, overviews
from triage.ledger import book
from triage.records import Invoice, Record

LAST = date(2026, 3, 13)
"""The day of the newest entries of a steady client."""


def late(id_: str) -> Invoice:
    return Invoice(
        id=f"{id_}-late",
        client=id_,
        issued=LAST - timedelta(days=30),
        due=LAST - timedelta(days=20),
        amount=Decimal(100),
    )


def lives(on: date, *more: Record) -> Mapping[str, Overview]:
    return overviews(book([*steady("a"), *steady("b"), late("a"), *more]), on)


def said(everybody: Mapping[str, Overview], id_: str, code: str) -> str:
    overview = everybody[id_]
    flag = next(flag for flag in overview.health.flags if flag.code == code)
    return missing_import(flag, overview, recorded(everybody.values()))


def test_hours_that_nobody_has_are_no_decline_of_one_client() -> None:
    shown = lives(LAST + timedelta(days=60))
    assert "since 13 March" in said(shown, "a", "FADING")
    assert "since 13 March" in said(shown, "b", "FADING")


def test_hours_of_another_client_show_that_the_import_is_there() -> None:
    on = LAST + timedelta(days=60)
    fresh = [
        record
        for record in steady("c", until=on - timedelta(days=OLD_DAYS))
        if record.kind in ("client", "time")
    ]
    assert said(lives(on, *fresh), "a", "FADING") == ""


def test_a_sign_that_was_logged_rests_on_no_import() -> None:
    on = LAST + timedelta(days=20)
    sign = event("a", "leave_sign", -18, sign="rival")
    assert said(lives(on, sign), "a", "FADING") == ""


@pytest.mark.parametrize(("days", "old"), [(OLD_DAYS, False), (OLD_DAYS + 1, True)])
def test_money_that_nobody_paid_or_billed(days: int, old: bool) -> None:
    words = said(lives(LAST + timedelta(days=days)), "a", "PAY_LATE")
    assert ("since 13 March" in words) is old


def test_what_comes_later_is_not_known_yet() -> None:
    everybody = lives(LAST - timedelta(days=1))
    known = recorded(everybody.values())
    assert known.hours is not None and known.hours < LAST
    assert recorded([]).hours is None
