"""Hours belong to the client's only running agreement, so that a retainer is not paid twice."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.storage.importing.conftest import Desk
from triage.changes import Put
from triage.records import Client, Engagement

HEAD = (
    "User,Email,Client,Project,Task,Description,Billable,"
    "Start date,Start time,End date,End time,Duration,Tags\n"
)
ROW = "A,a@b.c,Acme,Site,,Work,Yes,2026-09-01,09:00:00,2026-09-01,10:00:00,01:00:00,\n"


def agreed(id_: str, start: str, end: str | None = None) -> Engagement:
    return Engagement(
        id=id_,
        client="acme",
        mode="retainer",
        fee=Decimal(900),
        start=date.fromisoformat(start),
        end=None if end is None else date.fromisoformat(end),
    )


@pytest.mark.parametrize(
    ("agreements", "expected"),
    [
        ([agreed("e", "2026-01-01")], "e"),
        ([agreed("e", "2026-09-02")], None),
        ([agreed("e", "2026-01-01", "2026-09-01")], None),
        ([agreed("e", "2026-01-01"), agreed("f", "2026-02-01")], None),
        ([], None),
    ],
)
def test_the_only_running_agreement_is_meant(
    desk: Desk, agreements: list[Engagement], expected: str | None
) -> None:
    client = Client(id="acme", name="Acme")
    desk.store.apply("Acme", [Put(client), *(Put(agreement) for agreement in agreements)])
    desk.take(HEAD + ROW)
    (time,) = desk.records("time")
    assert time.engagement == expected
    assert desk.take(HEAD + ROW).same == 1
