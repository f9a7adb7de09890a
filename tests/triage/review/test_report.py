"""What the closing page says, and the same as Markdown."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from tests.triage.review.lives import FRIDAY, WEEKDAY, event, gathered, reviewed, rude, steady
from triage.clients.agenda import agenda
from triage.clients.overview import overviews
from triage.clients.review_history import ReviewHistory, histories
from triage.ledger import Book
from triage.records import Action, Client, Invoice, Review
from triage.review.report import Report, report
from triage.review.report import report_of as report_of_book
from triage.review.report_text import as_markdown, sections, summary

LAST = FRIDAY - timedelta(days=7)


def report_of(book: Book, review: Review, shares: dict[str, float | None] | None = None) -> Report:
    by_client = overviews(book, FRIDAY)
    return report(review, by_client, agenda(book, FRIDAY), FRIDAY, WEEKDAY, shares)


def report_text(book: Book, review: Review) -> str:
    return as_markdown(report_of(book, review))


def section(weekly_report: Report, title: str) -> list[tuple[str, str]]:
    return [
        (ln.label, ln.text)
        for part in sections(weekly_report)
        if part.title == title
        for ln in part.lines
    ]


def test_it_names_what_was_held_what_is_left_open_and_the_coming_week() -> None:
    due = FRIDAY + timedelta(days=3)
    call = Action(id="x", client="a", on=FRIDAY, text="Call Rolf", due=due)
    far = Action(id="y", client="a", on=FRIDAY, text="Later", due=FRIDAY + timedelta(days=30))
    evil = Client(id="e", name="Ev[i]l *Ltd*")
    book = gathered([*steady("a"), *rude("a"), call, far], steady("b"), [evil])
    review = reviewed(
        FRIDAY,
        {"client": "a", "verdict": "hold", "reason": "3 hard messages", "until": "2026-03-20"},
        {"client": "b", "verdict": "good"},
    )
    text = report_text(book, review)
    assert text.startswith("# Weekly review, Friday 13 March 2026\n")
    assert "- **A**: until Fri 20 March: 3 hard messages" in text
    assert "## Left open\n\n- **Ev\\[i\\]l \\*Ltd\\***: " in text
    assert "- **Mon 16 March**: A: Call Rolf" in text and "Later" not in text
    assert "## Still good\n\n- B\n" in text
    assert text.endswith("Next review: Friday 20 March.\n")


def test_what_is_past_does_not_stand_under_what_comes() -> None:
    def to_do(id_: str, days: int) -> Action:
        due = FRIDAY + timedelta(days=days)
        return Action(id=id_, client="a", on=FRIDAY - timedelta(days=9), text=id_, due=due)

    book = gathered([*steady("a"), to_do("past", -3), to_do("now", 0), to_do("soon", 3)])
    parts = sections(report_of(book, reviewed(FRIDAY)))
    days = [[line.text for line in part.lines] for part in parts]
    assert ["A: past"] in days
    assert ["A: now", "A: soon"] in days


def test_the_first_sentences_count_how_each_card_was_answered() -> None:
    book = gathered(
        steady("a"), steady("b"), [*steady("c"), *rude("c")], [*steady("d"), *rude("d")]
    )
    review = reviewed(
        FRIDAY,
        {"client": "a", "verdict": "good", "batch": True},
        {"client": "b", "verdict": "good", "batch": True},
        {"client": "c", "verdict": "decided", "reason": "Send the note.", "until": "2026-03-27"},
    )
    weekly_report = report_of(book, review)
    assert summary(weekly_report) == [
        "Four active clients: 2 act, 2 good.",
        "You reviewed three of them.",
        "Two were still good and one was decided.",
        "One is still waiting for your review.",
    ]
    assert section(weekly_report, "Decided") == [("C", "Send the note. Review on Fri 27 March")]


def test_a_sentence_that_is_the_decision_ends_once() -> None:
    book = gathered([*steady("a"), *rude("a")])
    card = {"client": "a", "verdict": "decided", "reason": "Leave. Call.", "until": "2026-03-14"}
    assert section(report_of(book, reviewed(FRIDAY, card)), "Decided") == [
        ("A", "Leave. Call. Review on Sat 14 March")
    ]


def test_the_days_of_a_decision_are_told_once() -> None:
    """The look of the page and what is to be done before may have two days: the list has both."""
    to_do = Action(id="x", client="a", on=FRIDAY, text="Send the note", due=FRIDAY)
    book = gathered([*steady("a"), *rude("a"), to_do])
    card = {"client": "a", "verdict": "decided", "reason": "The line.", "until": "2026-03-14"}
    decided = report_of(book, reviewed(FRIDAY, card))
    assert section(decided, "Decided") == [("A", "The line.")]
    assert [text for _, text in section(decided, "Until the next review")] == ["A: Send the note"]
    later = report_of(book, reviewed(FRIDAY, card | {"until": "2026-03-27"}))
    ((_, text),) = section(later, "Decided")
    assert "27 March" in text, "no list of this week has it"


def test_who_was_not_looked_at_is_named() -> None:
    book = gathered(steady("a"), steady("b"), [*steady("c"), *rude("c")], [*steady("d")])
    weekly_report = report_of(book, reviewed(FRIDAY, {"client": "a", "verdict": "good"}))
    assert section(weekly_report, "Not due this week") == [("", "B, D")]
    assert [label for label, _ in section(weekly_report, "Left open")] == ["C"]


def test_who_waits_for_a_day_is_neither_open_nor_not_due() -> None:
    snoozed = {"client": "c", "verdict": "snooze", "on": LAST.isoformat(), "until": "2026-03-20"}
    seen = {"c": {"DISRESPECT": {"severity": 3, "since": LAST.isoformat()}}}
    book = gathered(steady("a"), [*steady("c"), *rude("c", back=9)])
    book = replace(book, reviews=(reviewed(LAST, snoozed, seen=seen),))
    this_week = reviewed(FRIDAY, {"client": "a", "verdict": "good"})
    weekly_report = report_of_book(book, this_week, FRIDAY, WEEKDAY)
    assert section(weekly_report, "Waiting for their day") == [("C", "until Fri 20 March")]
    assert not section(weekly_report, "Left open")
    assert not any("review" in sentence for sentence in summary(weekly_report)[2:])


def test_with_whom_something_is_due_today_is_not_called_not_due() -> None:
    """The first review leaves them for later: list and agenda call them due all the same."""
    book = gathered(steady("a"), [*steady("b"), event("b", "no_show", 3), event("b", "no_show", 9)])
    this_week = reviewed(FRIDAY, {"client": "a", "verdict": "good"})
    weekly_report = report_of_book(book, this_week, FRIDAY, WEEKDAY)
    asked = overviews(book, FRIDAY)["b"].next_action
    assert asked is not None and asked.due == FRIDAY
    assert not section(weekly_report, "Not due this week")
    assert ("Fri 13 March", f"B: {asked.text}") in section(weekly_report, "Until the next review")


def test_what_was_left_as_is_is_counted() -> None:
    book = gathered(steady("a"), [*steady("b"), *rude("b")])
    held = {"client": "b", "verdict": "hold", "until": FRIDAY.isoformat(), "reason": "rude"}
    weekly_report = report_of(book, reviewed(FRIDAY, {"client": "a", "verdict": "good"}, held))
    assert summary(weekly_report)[1:] == [
        "You reviewed all of them.",
        "One was still good and one was left as is until the due date.",
    ]
    assert section(weekly_report, "Left as is") == [("B", "due today: rude")]


def test_promises_of_both_sides_with_their_day() -> None:
    ours = event("a", "our_promise", 2, text="Send the list", due=FRIDAY + timedelta(days=2))
    theirs = event("a", "promise", 9, text="Pay half", due=FRIDAY - timedelta(days=1))
    kept = event("a", "promise", 8, due=FRIDAY, kept_on=FRIDAY)
    weekly_report = report_of(gathered([*steady("a"), ours, theirs, kept]), reviewed(FRIDAY))
    assert section(weekly_report, "Promised") == [
        ("Thu 12 March", "A promised you: Pay half, not kept yet"),
        ("Sun 15 March", "you promised A: Send the list"),
    ]


def test_what_they_promised_to_pay_is_said_once_and_with_its_sum() -> None:
    bill = Invoice(
        id="i", client="a", amount=Decimal(700), issued=date(2026, 1, 2), due=date(2026, 2, 1)
    )
    theirs = event("a", "promise", 9, due=FRIDAY + timedelta(days=1))
    weekly_report = report_of(gathered([*steady("a"), bill, theirs]), reviewed(FRIDAY))
    assert section(weekly_report, "Promised") == [
        ("Sat 14 March", "A promised to pay 700.00 EUR"),
    ]


def test_money_at_stake_is_never_added_across_currencies() -> None:
    def late(id_: str, amount: int) -> Invoice:
        issued, due = date(2026, 2, 1), date(2026, 2, 15)
        return Invoice(id=f"late-{id_}", client=id_, amount=Decimal(amount), issued=issued, due=due)

    yen = Client(id="y", name="Yen", currency="JPY")
    book = gathered([*steady("a"), late("a", 100)], [yen, late("y", 5000)])
    weekly_report = report_of(book, reviewed(FRIDAY), {"a": 0.3, "y": None})
    assert section(weekly_report, "At stake") == [
        ("", "100.00 EUR and 5,000 JPY is overdue, from A, Yen."),
        ("", "Clients at “act” or “stop” brought in 30% of your income in the last 180 days."),
    ]


def test_what_is_owed_in_another_currency_counts_in_that_currency() -> None:
    issued, due = date(2026, 2, 1), date(2026, 2, 15)
    dollars = Invoice(
        id="late", client="a", amount=Decimal(90), issued=issued, due=due, currency="USD"
    )
    weekly_report = report_of(gathered([*steady("a"), dollars]), reviewed(FRIDAY))
    assert weekly_report.overdue == {"USD": Decimal(90)} and weekly_report.debtors == ("A",)


def test_a_win_is_a_goodbye_that_ended_well_not_a_client_held_back() -> None:
    gone = [Client(id=id_, name=id_, state="left_well", closed_on=date(2026, 1, 9)) for id_ in "xy"]
    book = gathered(steady("a"), [gone[0]], [gone[1]], [Client(id="z", name="z", state="closed")])
    weekly_report = report_of(book, reviewed(FRIDAY))
    assert section(weekly_report, "At stake") == [("", "Endings on good terms so far: 2.")]
    assert not re.search(
        "retention|retained|won back|win rate|churn", as_markdown(weekly_report).lower()
    )


def test_cards_of_another_program_cannot_break_a_review() -> None:
    odd = Review(id="r", on=FRIDAY, cards=({"client": "a", "on": "soon", "until": "x*"}, {}))
    assert histories([odd], FRIDAY)["a"] == ReviewHistory(
        last=FRIDAY, last_single=FRIDAY, last_verdict=""
    )
    held = replace(
        odd, cards=({**odd.cards[0], "verdict": "hold", "reason": "*"}, {"verdict": "hold"})
    )
    text = report_text(gathered(steady("a")), held)
    assert "- **A**: \\*\n- **a client who was deleted**\n" in text


def test_a_card_without_a_reason_says_what_comes_next() -> None:
    due = FRIDAY + timedelta(days=3)
    call = Action(id="x", client="a", on=FRIDAY, text="Call Rolf", due=due)
    book = gathered([*steady("a"), *rude("a"), call])
    page = report_of(book, reviewed(FRIDAY, {"client": "a", "verdict": "decided"}))
    ((name, text),) = section(page, "Decided")
    following = page.following["a"]
    assert name == "A" and following.text in text
