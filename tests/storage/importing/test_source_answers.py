"""What was said of a source holds for its next file, stands there, and can be changed."""

from __future__ import annotations

from typing import Any

import pytest

from storage.importing import ImportPreview
from tests.storage.importing.conftest import Desk

HOURS = {"Day": "on", "Time": "duration", "Whose": "client"}
INVOICES = {"Whose": "client", "Nr": "number", "Sent": "issued", "Sum": "amount"}


def _questions(preview: ImportPreview) -> dict[str, tuple[str | None, bool]]:
    return {each.id: (each.default, each.remembered) for each in preview.questions}


@pytest.mark.parametrize(
    ("columns", "first", "then", "question", "answers"),
    [
        (
            HOURS,
            "Day,Time,Whose\n2026-09-01,120,Tern\n",
            "2026-09-02,90,Tern\n",
            "unit:Time",
            {"answers": {"unit:Time": "minutes"}},
        ),
        (
            INVOICES,
            "Whose,Nr,Sent,Sum\nTern,1,2026-09-01,100\n",
            "Tern,2,2026-09-02,100\n",
            "payments",
            {"answers": {"payments": "open"}},
        ),
        (
            {**INVOICES, "Owed": "balance"},
            "Whose,Nr,Sent,Sum,Owed\nTern,1,03/04/2026,100,100\n",
            "Tern,2,05/04/2026,100,100\n",
            "dates",
            {"dates": "dmy"},
        ),
        (
            {**HOURS, "Bill": "billable"},
            "Day,Time,Whose,Bill\n2026-09-01,1:00,Tern,no\n",
            "2026-09-02,2:00,Tern,no\n",
            "billable",
            {"billable": "as-marked"},
        ),
    ],
)
def test_the_friday_after_nothing_is_asked_again(
    desk: Desk, columns: dict[str, str], first: str, then: str, question: str, answers: Any
) -> None:
    asked = desk.look(first, column_map=columns)
    assert question in _questions(asked)
    desk.take(first, column_map=columns, **answers)
    given = answers.get(question) or answers["answers"][question]
    later = desk.look(first + then)
    assert (later.new, later.same) == (1, 1)
    assert _questions(later)[question] == (given, True), "it can still be changed"
    assert any("as you said earlier" in line for line in later.assumed)


def test_what_is_said_now_wins(desk: Desk) -> None:
    text = "Day,Time,Whose\n2026-09-01,120,Tern\n"
    desk.take(text, column_map=HOURS, answers={"unit:Time": "minutes"})
    assert desk.look(text, answers={"unit:Time": "seconds"}).updated == 1


def test_another_source_is_asked_anew(desk: Desk) -> None:
    desk.take(
        "Day,Time,Whose\n2026-09-01,120,Tern\n",
        column_map=HOURS,
        answers={"unit:Time": "minutes"},
    )
    other = desk.look(
        "Date,Time,Who\n2026-09-01,90,Tern\n",
        column_map={"Date": "on", "Time": "duration", "Who": "client"},
    )
    assert _questions(other)["unit:Time"] == (None, False)


def test_dates_that_tell_their_order_themselves_need_no_memory(desk: Desk) -> None:
    columns = {**INVOICES, "Owed": "balance"}
    head = "Whose,Nr,Sent,Sum,Owed\n"
    desk.take(f"{head}Tern,1,03/04/2026,100,100\n", column_map=columns, dates="dmy")
    later = desk.look(f"{head}Tern,2,04/25/2026,100,100\n")
    assert (later.new, later.must_ask) == (1, None)


def test_a_day_to_come_is_asked_each_time(desk: Desk) -> None:
    head = "Day,Hours,Whose\n"
    columns = {"Day": "on", "Hours": "hours", "Whose": "client"}
    desk.take(f"{head}2027-09-01,2,Tern\n", column_map=columns, answers={"future": "take"})
    later = desk.look(f"{head}2027-09-01,2,Tern\n2027-09-02,2,Tern\n")
    assert [(each.id, each.rows) for each in later.questions] == [("future", (3,))]
