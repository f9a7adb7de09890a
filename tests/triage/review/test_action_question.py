"""How a decided thing to do went: when it is asked, and what each answer stores."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from tests.triage.review.lives import FRIDAY, WEEKDAY, event, gathered, reviewed, steady
from triage.changes import Put, RecordIds
from triage.clients.overview import Overview, overviews
from triage.clients.review_history import NEVER, ReviewHistory
from triage.message_templates import load_templates
from triage.playbook.state.situation import situation
from triage.records import Action, Attempt, Decision, Message, Record, Review
from triage.review.action_question import (
    ACTION,
    action_question,
    blanks,
    done,
    due_action,
    next_due,
    put_off,
)
from triage.review.card_question import asked
from triage.review.proposal import offer, verdict_after_action
from triage.review.queue import Card, place_of, queue

LAST = FRIDAY - timedelta(days=7)
CARD = Card(("a",), "act")


def action(due: int | None = -1, **fields: Any) -> Action:
    """Something decided last Friday, due so many days from this one."""
    day = None if due is None else FRIDAY + timedelta(days=due)
    known = {"text": "Send the formal notice", "template": "payment_formal", "decision": "d"}
    return Action(id="x", client="a", on=LAST, due=day, **{**known, **fields})


def hard() -> list[Record]:
    """Enough to be on act."""
    return [event("a", "message_in", back, tone=-1) for back in (3, 5, 8)]


def decided(screen: str = "late", until: int = 14, **fields: Any) -> list[Record]:
    """The decision behind it, and the step or door that runs."""
    attempt = Attempt(
        id="t",
        client="a",
        screen=screen,
        on=LAST,
        flag="DISRESPECT" if screen == "adapt" else None,
        taken_on=LAST,
        review_by=FRIDAY + timedelta(days=until),
    )
    decision = Decision(
        id="d",
        client="a",
        attempt="t",
        screen=screen,
        code="FORMAL",
        on=LAST,
        say="Formal notice",
        playbook="p",
        template="payment_formal",
        **fields,
    )
    return [attempt, decision]


def seen(*records: Record) -> Overview:
    """The client beside last Friday's review, which saw all of its flags."""
    now = overviews(gathered(records), FRIDAY)["a"]
    flags = {flag.code: {"severity": flag.severity} for flag in now.health.flags}
    book = replace(gathered(records), reviews=(reviewed(LAST, seen={"a": flags}),))
    return overviews(book, FRIDAY)["a"]


@pytest.mark.parametrize(
    ("record", "is_asked"),
    [
        pytest.param(action(0), True, id="due today"),
        pytest.param(action(-6), True, id="due since Saturday"),
        pytest.param(action(1), False, id="due tomorrow"),
        pytest.param(action(None), False, id="no day yet"),
        pytest.param(action(0, done_on=LAST), False, id="done"),
        pytest.param(action(0, dropped_on=LAST), False, id="dropped"),
        pytest.param(replace(action(0), on=FRIDAY), False, id="decided today"),
        pytest.param(action(0, decision=None, template=None), True, id="put down by hand"),
    ],
)
def test_only_what_was_decided_earlier_and_is_due(record: Action, is_asked: bool) -> None:
    overview = seen(*steady("a"), *hard(), *decided(), record)
    assert (action_question(overview) is not None) is is_asked
    question = asked(overview)
    assert (question is not None and question.fact == ACTION) is is_asked


def test_a_message_is_asked_about_by_its_template_and_other_things_by_their_words() -> None:
    message = action_question(seen(*steady("a"), *decided(), action()))
    assert message is not None and message.answers[0] == "sent"
    words = load_templates()["payment_formal"].do
    assert message.question == f"Did you {words[0].lower()}{words[1:]}?"
    other = action_question(
        seen(*steady("a"), *decided(), action(template=None, text="Call " * 99))
    )
    assert other is not None and other.answers[0] == "done" and len(other.question) < 120


def test_while_another_page_comes_first_it_is_not_asked_about() -> None:
    insults = [event("a", "message_in", back, tone=-2) for back in (3, 4)]
    insulted = seen(*steady("a"), *insults, *decided(), action())
    assert insulted.next_action is not None and insulted.next_action.screen == "safety"
    assert action_question(insulted) is None
    of_safety = seen(*steady("a"), *insults, *decided("safety"), action())
    assert action_question(of_safety) is not None


def test_done_closes_it_and_marks_the_message_as_sent_once() -> None:
    records = [*steady("a"), *decided(), action()]
    now = situation(gathered(records), "a", FRIDAY)
    stored = {record.kind: record for record in done(now, action(), RecordIds("s")).records}
    message, closed = stored["message"], stored["action"]
    assert isinstance(message, Message) and isinstance(closed, Action)
    assert (message.template, message.sent_on, message.attempt) == ("payment_formal", FRIDAY, "t")
    assert closed == replace(action(), done_on=FRIDAY)
    sent = Message(id="m", client="a", template="payment_formal", on=LAST, sent_on=LAST)
    marked = situation(gathered([*records, sent]), "a", FRIDAY)
    assert [r.kind for r in done(marked, action(), RecordIds("s")).records] == ["action"]


@pytest.mark.parametrize("fields", [{"template": None}, {"template": "of another program"}])
def test_what_is_no_message_is_closed_alone(fields: dict[str, Any]) -> None:
    record = action(**fields)
    now = situation(gathered([*steady("a"), *decided(), record]), "a", FRIDAY)
    assert done(now, record, RecordIds("s")).changes == (
        Put(replace(record, done_on=FRIDAY), was=record),
    )


def test_put_off_it_stays_open_until_the_next_review_or_the_end_of_the_step() -> None:
    until = next_due(seen(*steady("a"), *decided(until=14), action()), FRIDAY + timedelta(days=7))
    assert until == FRIDAY + timedelta(days=7)
    sooner = next_due(seen(*steady("a"), *decided(until=3), action()), FRIDAY + timedelta(days=7))
    assert sooner == FRIDAY + timedelta(days=3)
    now = situation(gathered([*steady("a"), *decided(), action()]), "a", FRIDAY)
    (change,) = put_off(now, action(), until).puts
    assert change.record == replace(action(), due=until) and change.was == action()
    assert due_action(seen(*steady("a"), *decided(), replace(action(), due=until))) is None


@pytest.mark.parametrize(
    ("last", "due", "comes"),
    [
        ({"verdict": "decided", "until": "2026-03-27"}, -1, True),
        ({"verdict": "good"}, -1, True),
        ({"verdict": "snooze", "until": "2026-03-20"}, -7, False),
        ({"verdict": "snooze", "until": "2026-03-20"}, -1, True),
        ({"verdict": "snooze", "until": "2026-03-13"}, -7, True),
        ({"verdict": "hold", "until": "2026-03-27"}, -7, False),
    ],
)
@pytest.mark.parametrize("bad", [True, False])
def test_its_day_brings_the_card_unless_it_had_come_when_the_user_put_the_client_off(
    last: dict[str, Any], due: int, comes: bool, bad: bool
) -> None:
    rough = [event("a", "message_in", back, tone=-1) for back in (8, 9, 10)] if bad else []
    records = [*steady("a"), *rough, *decided(), action(due)]
    review = reviewed(LAST, {"client": "a", **last})
    flags = {f.code: {"severity": f.severity} for f in seen(*records).health.flags}
    review = replace(review, seen={"a": flags})
    book = replace(gathered(records), reviews=(review,))
    cards = queue(overviews(book, FRIDAY), book.reviews, FRIDAY, WEEKDAY).cards
    if bad:
        assert bool(cards) is comes
    elif comes:
        assert cards, "a good client comes too"


def verdict_after(
    *records: Record, due: date | None = None, reviews: tuple[Review, ...] = ()
) -> Any:
    overview = seen(*records)
    card = Card(("a",), place_of(overview, NEVER, FRIDAY))
    return verdict_after_action(
        overview, card, ReviewHistory(), FRIDAY, WEEKDAY, (), reviews, reason="why", due=due
    )


def test_the_answer_is_the_card_where_nothing_else_is_to_be_said() -> None:
    closed = action(done_on=FRIDAY)
    bad = verdict_after(*steady("a"), *hard(), *decided("adapt"), closed)
    assert (bad.word, bad.reason, bad.until) == ("hold", "why", FRIDAY + timedelta(days=14))
    assert verdict_after(*steady("a"), *decided(), closed).word == "good"
    danger = [*steady("a"), event("a", "incident", 1, type="threat"), *decided("safety"), closed]
    stop = verdict_after(*danger)
    assert (stop.word, stop.until) == ("decided", FRIDAY + timedelta(days=14)), (
        "a stop is not asked about again what was answered"
    )
    other = replace(closed, id="y", done_on=None)
    assert verdict_after(*steady("a"), *hard(), *decided("adapt"), closed, other) is None
    assert verdict_after(*steady("a"), *hard(), *decided("adapt", until=0), closed) is None, (
        "the step's own day is next"
    )
    new = FRIDAY + timedelta(days=7)
    moved = verdict_after(
        *steady("a"), *hard(), *decided("adapt"), replace(action(), due=new), due=new
    )
    assert (moved.word, moved.reason, moved.until) == ("snooze", "why", new)
    assert verdict_after(*danger[:-1], replace(action(), due=new), due=new) is None


def test_before_it_is_answered_the_card_proposes_it_and_nothing_else() -> None:
    for records in ([*steady("a"), *hard()], steady("a")):
        overview = seen(*records, *decided(), action())
        takes = offer(overview, CARD, NEVER, FRIDAY, WEEKDAY)
        assert takes.proposed == "decide"
        assert overview.next_action is not None and overview.next_action.action == "x"


def test_what_is_not_filled_in_is_named_before_a_draft_counts_as_sent() -> None:
    draft = Message(
        id="m", client="a", template="new_terms", on=LAST, text="Terms: {terms}. {terms} {choice}"
    )
    record = action(template="new_terms")
    now = situation(gathered([*steady("a"), *decided(), record, draft]), "a", FRIDAY)
    outline = {slot.id: slot for slot in load_templates()["new_terms"].slots}
    expected = [
        slot.prompt
        for name in ("{terms}", "{choice}")
        for slot in outline.values()
        if name in (slot.text or f"{{{slot.id}}}")
    ]
    assert list(blanks(now, record)) == list(dict.fromkeys(expected))
    whole = replace(draft, text="Terms: 90 an hour.")
    assert not blanks(situation(gathered([*steady("a"), record, whole]), "a", FRIDAY), record)
    assert not blanks(situation(gathered([*steady("a"), record]), "a", FRIDAY), record)
