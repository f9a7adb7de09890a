"""A goodbye on its way is said beside the verdict: its last day, what is to be done, what is not
invoiced yet; nobody who goes is bundled with those of whom there is nothing to say."""

from __future__ import annotations

import pytest

from tests.triage.playbook.scene import Desk, day
from triage.clients.goodbyes import goodbye_words, overdue_actions
from triage.clients.overview import overview_of, overviews
from triage.playbook.after.checklists import checklist
from triage.playbook.after.last_day import named_last_day
from triage.playbook.ask.facts import fact
from triage.records import Event
from triage.review.queue import queue

GO = {"sure": "decided", "reason": "personal", "relief": "no", "terms": "none_agreed"}
NOTICE, LATER, FRIDAY = "2026-10-23", "2026-11-20", 4


def leaving(text: str = "We will stop on 13 November, in three weeks", **values: str) -> Desk:
    desk = Desk.of(floor="60", rate="95")
    desk.log("leaving", NOTICE, text=text)
    desk.take(NOTICE, "leaving", GO, values)
    return desk


@pytest.mark.parametrize(
    ("text", "last_day"),
    [
        ("We will stop on 13 November, in three weeks", "2026-11-13"),
        ("last day 5 January", "2027-01-05"),
        ("13.11.2026 is the end", "2026-11-13"),
        ("our last day is 31 December 2026", "2026-12-31"),
        ("31 December 2026, or by the end of January", None),
        ("some time soon", None),
        ("between 13 November and 20 November", None),
        ("", None),
    ],
)
def test_their_own_words_name_the_last_day(text: str, last_day: str | None) -> None:
    notice = Event(id="e", client="c", on=day(NOTICE), what="leaving", text=text)
    assert named_last_day(notice) == (day(last_day) if last_day else None)


def words(desk: Desk, on: str = LATER) -> str:
    return goodbye_words(desk.overview(on)) or ""


def test_the_notice_its_last_day_and_what_is_left_are_said_whatever_the_verdict() -> None:
    desk = leaving()
    desk.add("time", on="2026-11-04", minutes=600)
    said = words(desk)
    assert said.startswith("they are leaving, last day Fri 13 November; ")
    assert "10 h not invoiced, 950.00 EUR" in said
    assert f"{checklist(desk.at(LATER)).left} left" in said
    assert "overdue task" in said


def test_the_last_day_is_asked_with_the_decision_and_comes_before_their_words() -> None:
    assert "last day Mon 30 November" in words(leaving(end_date="2026-11-30"))
    assert "last day not known yet" in words(leaving("We stop"))


def test_a_notice_is_said_before_anything_is_decided_about_it() -> None:
    desk = Desk.of()
    desk.log("leaving", NOTICE, text="We stop on 13 November")
    assert words(desk, NOTICE) == "they gave notice, last day Fri 13 November"
    assert goodbye_words(overview_of(Desk.of().book, "c", day(NOTICE))) is None


def test_nobody_who_goes_or_has_something_overdue_is_in_the_batch() -> None:
    desk = leaving()
    for name in ("d", "e", "f", "g", "h"):
        desk.add(
            "client",
            id=name,
            name=name,
            rate="80",
            floor="50",
            since="2020-01-01",
            not_tracked=["hours", "money", "contact", "energy"],
        )
    desk.change("client", "c", not_tracked=["hours", "money", "contact", "energy"])
    seen = overviews(desk.book, day(LATER))
    assert {each.verdict for each in seen.values()} == {"good"}
    assert overdue_actions(seen["c"])
    cards = queue(seen, (), day(LATER), FRIDAY).cards
    singly = [card.clients for card in cards if card.place == "good"]
    together = [card.clients for card in cards if card.place == "batch"]
    assert ("c",) in singly
    assert all("c" not in batch for batch in together) and together


def test_hours_on_no_invoice_are_money_still_owed() -> None:
    desk = Desk.of(rate="95")
    assert fact("open_money", desk.at(LATER)) == "none"
    desk.add("invoice", issued="2026-10-31", due="2026-11-14", amount="500.00", id="i")
    desk.add("payment", invoice="i", on="2026-11-01", amount="500.00")
    desk.add("time", on="2026-10-30", minutes=300)
    assert fact("open_money", desk.at(LATER)) == "none"
    desk.add("time", on="2026-11-03", minutes=23 * 60)
    assert fact("open_money", desk.at(LATER)) == "23 h not invoiced, 2,185.00 EUR"
    desk.add("time", on="2026-11-04", minutes=60, work="admin")
    assert fact("open_money", desk.at(LATER)) == "23 h not invoiced, 2,185.00 EUR"
