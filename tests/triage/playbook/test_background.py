"""What a high screen shows beside the question: the flag's way, the last contacts, the promises."""

from __future__ import annotations

from tests.triage.playbook.scene import Desk
from triage.playbook.ask.background import background

ON = "2026-03-20"


def lines(desk: Desk, flag: str | None = None) -> dict[str, list[str]]:
    """The texts by label; a line without one belongs to the label above."""
    texts: dict[str, list[str]] = {}
    label = ""
    for line in background(desk.at(ON), flag):
        label = line.label or label
        texts.setdefault(label, []).append(line.text)
    return texts


def test_a_client_of_whom_nothing_is_known_has_no_lines() -> None:
    assert background(Desk.of().at(ON), None) == ()


def test_the_three_newest_contacts_come_newest_first_and_none_of_a_day_to_come() -> None:
    desk = Desk.of()
    for day in ("2026-03-01", "2026-03-05", "2026-03-09", "2026-03-12", "2026-03-25"):
        desk.log("call", day, text=f"on {day}")
    desk.log("request", "2026-03-13", outcome="absorbed")
    contacts = lines(desk)["in touch"]
    assert [text.split("“")[1] for text in contacts] == [
        "on 2026-03-12”",
        "on 2026-03-09”",
        "on 2026-03-05”",
    ]


def test_open_promises_of_both_sides_the_next_one_first_and_kept_ones_not() -> None:
    desk = Desk.of()
    desk.log("promise", "2026-03-02", due="2026-03-27", text="the payment")
    desk.log("our_promise", "2026-03-02", due="2026-03-24", text="the draft")
    desk.log("our_promise", "2026-03-02", due="2026-03-10", kept_on="2026-03-09", text="done")
    assert lines(desk)["promises"] == [
        "you promised: the draft for Tue 24 March",
        "they promised: the payment for Fri 27 March",
    ]


def test_a_flag_is_shown_with_what_it_was_before() -> None:
    desk = Desk.of()
    desk.add("invoice", issued="2026-02-01", due="2026-02-15", amount="100.00")
    (text,) = lines(desk, "PAY_LATE")["flag"]
    now, *before = text.partition(": ")[2].split("; ")
    assert "urgent" in now
    assert ["note" in then for then in before] == [True, False]
    assert before[1].endswith("8 and 12 weeks ago")


def test_what_was_decided_and_is_not_done_yet_is_there() -> None:
    desk = Desk.of()
    desk.add("invoice", issued="2026-02-01", due="2026-02-20", amount="100.00")
    desk.take(ON, "late", {"got": "yes", "dispute": "no", "stage": "1"})
    assert len(lines(desk)["to do"]) == 1
