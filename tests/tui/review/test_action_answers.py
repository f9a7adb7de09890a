"""The second Friday: the card asks how last week's decision went, and one key says it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from tests.tui.guided import asked
from tests.tui.review_stage import (
    LAST,
    answers,
    card,
    flow,
    last_review,
    no_shows,
    press,
    question,
    rough,
    sitting,
    steady,
    verdicts,
)
from tests.tui.stage import TODAY, stored
from triage.clients.overview import overviews
from triage.ledger import book
from triage.records import Action, Attempt, Decision, Message, Record
from tui.decide.screen import DecideScreen
from tui.messages.screen import MessageScreen
from tui.review.screen import ReviewScreen
from tui.review.wording import ways
from tui.ui.field import TextInput
from tui.ui.input_dialog import InputDialog

NEXT = date(2026, 3, 20)


def decided(client: str = "rough") -> list[Record]:
    """Last Friday's decision: its step runs two more weeks, its message was due on Monday."""
    step = Attempt(
        id="t",
        client=client,
        screen="adapt",
        on=LAST,
        flag="DISRESPECT",
        taken_on=LAST,
        review_by=TODAY + timedelta(days=14),
    )
    because = ({"screen": "adapt", "question": "line", "value": "no", "label": "Writing"},)
    decision = Decision(
        id="d",
        client=client,
        attempt="t",
        screen="adapt",
        code="TEACH",
        on=LAST,
        say="Send the note",
        playbook="p",
        flag="DISRESPECT",
        because=because,
        template="how_we_work",
        review_by=step.review_by,
    )
    action = Action(
        id="x",
        client=client,
        text="Send the note",
        on=LAST,
        decision="d",
        due=TODAY - timedelta(days=4),
        template="how_we_work",
    )
    return [step, decision, action]


def second_friday(*more: Record) -> Iterator[Record]:
    """One client in trouble, decided last week, and nothing new since."""
    records = [*rough(), *decided(), *more]
    flags = overviews(book(records), TODAY)["rough"].health.flags
    seen = {flag.code: {"severity": flag.severity} for flag in flags}
    yield from [*records, *steady("calm")]
    review = last_review(rough=seen)
    yield replace(
        review,
        cards=(
            {
                "client": "rough",
                "verdict": "decided",
                "on": LAST.isoformat(),
                "until": "2026-03-27",
            },
            {"client": "calm", "verdict": "good", "on": LAST.isoformat()},
        ),
    )


async def test_sent_is_one_key_for_the_action_the_message_and_the_card(db: Path) -> None:
    async with sitting(db, second_friday()) as on:
        assert card(on).client == "rough" and question(on) == "action"
        head = on.store.head()
        await press(on, "1")
        assert on.store.head() == head + 1
        assert stored(on.store, Action, "x").done_on == TODAY
        assert "sent today" in on.words("#review-said"), "the day that is written down is said"
        (message,) = on.store.ledger("rough").message
        assert isinstance(message, Message)
        assert (message.template, message.sent_on, message.attempt) == ("how_we_work", TODAY, "t")
        assert verdicts(on) == {"rough": "hold"} and card(on).client == "calm"
        await press(on, "u")
        assert stored(on.store, Action, "x").done_on is None
        assert on.store.ledger("rough").message == () and verdicts(on) == {}
        assert card(on).client == "rough" and question(on) == "action"


async def test_a_draft_with_blanks_does_not_count_as_sent_without_a_word(db: Path) -> None:
    draft = Message(
        id="m", client="rough", template="how_we_work", on=LAST, text="From {from_date} on"
    )
    async with sitting(db, second_friday(draft)) as on:
        head = on.store.head()
        await press(on, "1", "1")
        assert isinstance(on.app.screen, MessageScreen), "it can be filled in"
        await press(on, "escape")
        await press(on, "1", "2")
        assert on.store.head() == head, "nothing is written down without a reason"
        on.app.screen.query_one(TextInput).value = "Filled in in the mail program"
        await press(on, "enter")
        (message,) = on.store.ledger("rough").message
        assert (message.sent_on, message.reason) == (TODAY, "Filled in in the mail program")
        assert stored(on.store, Action, "x").done_on == TODAY


async def test_sent_earlier_asks_only_for_the_day(db: Path) -> None:
    sent_on = TODAY - timedelta(days=3)
    async with sitting(db, second_friday()) as on:
        await press(on, "4")
        for text in ((TODAY + timedelta(days=1)).isoformat(), sent_on.isoformat()):
            assert on.store.ledger("rough").message == ()
            on.app.screen.query_one(TextInput).value = text
            await press(on, "enter")
        (message,) = on.store.ledger("rough").message
        assert (message.sent_on, message.attempt) == (sent_on, "t")
        assert stored(on.store, Action, "x").done_on == sent_on
        assert verdicts(on) == {"rough": "hold"} and card(on).client == "calm"


async def test_not_yet_keeps_it_with_a_reason_and_a_new_day(db: Path) -> None:
    async with sitting(db, second_friday()) as on:
        await press(on, "2", "escape")
        assert stored(on.store, Action, "x").due == TODAY - timedelta(days=4), "nothing was said"
        await press(on, "2")
        on.app.screen.query_one(TextInput).value = "I had no time this week"
        await press(on, "enter")
        action = stored(on.store, Action, "x")
        assert action.due == NEXT and action.done_on is None
        answer = answers(on)["rough"]
        assert (answer["verdict"], answer["until"]) == ("snooze", NEXT.isoformat())
        assert "I had no time" in answer["reason"]
        assert card(on).client == "calm", "it is not asked twice on one Friday"


async def test_not_yet_may_say_the_day_itself(db: Path) -> None:
    records = [*steady("mild"), *no_shows("mild"), *decided("mild"), *steady("calm")]
    step_ends, given = TODAY + timedelta(days=14), TODAY + timedelta(days=48)
    flags = overviews(book(records), TODAY)["mild"].health.flags
    seen = {flag.code: {"severity": flag.severity} for flag in flags}
    async with sitting(db, [*records, last_review(mild=seen)]) as on:
        assert question(on) == "action"
        await press(on, "2")
        assert "Fri 20 Mar" in on.text, "the day is named on which it comes again"
        await press(on, "5")
        assert isinstance(on.app.screen, InputDialog)
        on.app.screen.query_one(TextInput).value = given.isoformat()
        await press(on, "enter")
        assert stored(on.store, Action, "x").due == given
        answer = answers(on)["mild"]
        assert (answer["verdict"], answer["until"]) == ("snooze", step_ends.isoformat())


async def test_something_changed_opens_the_decision_with_the_former_answers(db: Path) -> None:
    for key in ("3", "enter"):
        path = db.with_name(f"{key}.db")
        async with sitting(path, second_friday()) as on:
            await press(on, key)
            assert isinstance(on.app.screen, DecideScreen)
            guide = on.app.screen.guide
            assert asked(on)[0] == "adapt" and guide.earlier_answer("line") == "no"
            assert guide.view().path == (), "they stand there, and are agreed to one by one"
            await press(on, "escape")
            assert isinstance(on.app.screen, ReviewScreen) and question(on) == "action"
            assert verdicts(on) == {}


async def test_the_key_names_the_page_of_the_decision_it_opens(db: Path) -> None:
    elsewhere = (
        replace(record, screen="silent") if isinstance(record, Decision) else record
        for record in second_friday()
    )
    async with sitting(db, elsewhere) as on:
        words = next(way.words for way in ways(flow(on)) if way.action == "enter")
        assert words.endswith(on.app.workspace.step_title("silent"))
        await press(on, "enter")
        assert isinstance(on.app.screen, DecideScreen)
        assert on.app.screen.guide.view().screen == "silent"


async def test_a_digit_that_is_no_answer_says_so(db: Path) -> None:
    async with sitting(db, second_friday()) as on:
        await press(on, "7")
        assert on.words("#review-remark") and verdicts(on) == {}


async def test_what_another_window_did_meanwhile_is_not_done_twice(db: Path) -> None:
    async with sitting(db, second_friday()) as on:
        action = flow(on).overview.ledger.action[0]
        with on.store.__class__.open(db, now=on.app.workspace.now) as elsewhere:
            from triage.changes import Put

            elsewhere.apply("done", [Put(replace(action, done_on=TODAY))])
        await press(on, "1")
        assert on.store.ledger("rough").message == (), "nothing is stored twice"
        assert stored(on.store, Action, "x").done_on == TODAY
