"""The weekly review at the keyboard: the promise of eleven keys, and what each key does."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from storage.settings.settings import Settings
from storage.store import Store
from tests.triage.review.lives import event
from tests.tui.guided import decide
from tests.tui.review_stage import (
    GOOD,
    LAST,
    WATCH,
    Clock,
    answers,
    at_hand,
    card,
    computed,
    flow,
    last_review,
    no_shows,
    position,
    press,
    remark,
    rough,
    sitting,
    steady,
    step,
    twelve,
    verdicts,
    watched,
)
from tests.tui.stage import TODAY, now, stage
from triage.changes import Put
from triage.records import Client, Invoice
from tui.client.log_screen import LogScreen
from tui.client.note_screen import NoteScreen
from tui.client.why_screen import WhyScreen
from tui.clients.screen import ClientsScreen
from tui.decide.screen import DecideScreen
from tui.messages.template_picker import TemplatePickerScreen
from tui.review.flow import due_now
from tui.review.report_screen import ReviewReportScreen
from tui.review.screen import ReviewScreen
from tui.review.wording import leads_to

# --- the promise ----------------------------------------------------------------------------


async def test_twelve_clients_in_eleven_keys(db: Path) -> None:
    keys = ("w", "z", "1", "full_stop", "full_stop", "full_stop", "space", "space", "space")
    assert len(keys) <= 11
    async with sitting(db, twelve()) as on:
        await press(on, *keys[1:])
        assert isinstance(on.app.screen, ReviewReportScreen)
        by_client = answers(on)
        assert verdicts(on) == {
            "rough": "snooze",
            **dict.fromkeys(WATCH, "hold"),
            **dict.fromkeys(GOOD, "good"),
        }
        assert all(card.get("reason") for card in by_client.values() if card["verdict"] != "good")
        assert [c for c, card in by_client.items() if card.get("batch")] == [*GOOD[2:]]
        assert by_client["rough"]["until"] == "2026-03-20"
        (review,) = (r for r in on.store.book().reviews if r.on == TODAY)
        assert review.finished_on == TODAY
        assert review.seen["rough"]["DISRESPECT"]["severity"] == 3
        assert on.store.backup_if_due(every=timedelta()) is None, "a copy was made at the end"


async def test_space_alone_never_answers_what_is_not_good(db: Path) -> None:
    records = [*rough(), *(r for g in GOOD[:3] for r in steady(g)), Client(id="new", name="New")]
    danger = [*steady("danger"), event("danger", "incident", 1, type="threat")]
    last = last_review(*GOOD[:3])
    async with sitting(db, [*records, *danger, *watched("mild1", 0), last]) as on:
        await press(on, *["space"] * 200)
        assert isinstance(on.app.screen, ReviewScreen)
        assert on.store.book().reviews == (last,)
        assert "Space works only for “good” clients" in remark(on)


async def test_pausing_and_going_on_where_it_was(db: Path) -> None:
    async with sitting(db, twelve()) as on:
        await press(on, "z", "2", "full_stop", "q")
        assert isinstance(on.app.screen, ClientsScreen)
        assert due_now(on.app.workspace)
        await press(on, "w")
        assert position(on) == "3 of 12" and at_hand(on) == "Mild1"
    async with sitting(db) as again:
        assert position(again) == "3 of 12" and at_hand(again) == "Mild1"


async def test_what_is_imported_meanwhile_joins_the_queue_and_done_cards_stay_done(
    db: Path,
) -> None:
    async with sitting(db, twelve()) as on:
        await press(on, "z", "2", "full_stop", "q")
    with Store.open(db, now=now) as store:
        late = Invoice(id="late", client="good1", issued=LAST, due=LAST, amount=Decimal(60))
        more = [*no_shows("rough"), late]
        store.import_batch("import", file="f", fingerprint="f", new=more)
    async with sitting(db) as on:
        assert at_hand(on) == "Good1", "what is new and worse comes first"
        assert "new" in on.lines[3] and position(on) == "3 of 12"
        assert verdicts(on) == {"rough": "snooze", "mild3": "hold"}


# --- the first row of the Clients screen ----------------------------------------------------


async def test_the_list_says_when_a_review_is_due(db: Path) -> None:
    async with stage(db, *steady("a"), clock=Clock()) as on:
        assert on.lines[0].endswith("Fri 13 Mar   review due")
        assert "w review" in on.lines[-1]
        await press(on, "w", "space", "escape")
        assert not due_now(on.app.workspace)


async def test_no_review_is_due_while_one_is_away(db: Path) -> None:
    away = Settings(away=((TODAY, TODAY + timedelta(days=7)),))
    async with stage(db, *steady("a"), settings=away) as on:
        assert not due_now(on.app.workspace)
        await press(on, "w")
        assert isinstance(on.app.screen, ReviewScreen), "who asks for it gets it"


async def test_with_nobody_due_it_says_when_the_next_one_is(db: Path) -> None:
    async with stage(db, Client(id="a", name="A", state="paused")) as on:
        await press(on, "w")
        assert on.toast == "No client is due for review. The next review is on Friday 20 March."


async def test_the_finished_review_is_shown_again_this_week(db: Path) -> None:
    async with sitting(db, steady("a")) as on:
        await press(on, "space", "enter", "w")
        assert isinstance(on.app.screen, ReviewReportScreen)


# --- the batch ------------------------------------------------------------------------------


async def test_the_batch_is_opened_one_by_one(db: Path) -> None:
    many = [r for g in GOOD for r in steady(g)]
    async with sitting(db, [*many, last_review(*GOOD)]) as on:
        await press(on, "space", "space")
        assert flow(on).is_batch and len(card(on).clients) == 6
        screen = on.app.screen
        assert isinstance(screen, ReviewScreen)
        bright = {
            key.label for key in map(screen.shown_key, screen.bar()) if not key.disabled_reason
        }
        assert {"pause", "undo", "help"} == bright
        await press(on, "n")
        assert "press Tab to see them one by one." in remark(on)
        await press(on, "tab")
        assert at_hand(on) == "Good3"
        await press(on, "tab")
        assert remark(on) == "This card shows one client already."
        await press(on, *["space"] * 6)
        assert not any(card.get("batch") for card in answers(on).values())
        assert isinstance(on.app.screen, ReviewReportScreen)


async def test_one_undo_takes_the_whole_batch_back(db: Path) -> None:
    many = [r for g in GOOD for r in steady(g)]
    async with sitting(db, [*many, last_review(*GOOD)]) as on:
        await press(on, "space", "space", "space", "u")
        assert isinstance(on.app.screen, ReviewScreen)
        assert flow(on).is_batch and len(verdicts(on)) == 2


# --- the screens around it ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "screen"),
    [
        ("v", WhyScreen),
        ("n", NoteScreen),
        ("l", LogScreen),
        ("m", TemplatePickerScreen),
        ("d", DecideScreen),
        ("exclamation_mark", DecideScreen),
    ],
)
async def test_keys_for_the_client_come_back_to_the_same_card(
    db: Path, key: str, screen: type
) -> None:
    async with sitting(db, [*rough(), *rough("other"), last_review()]) as on:
        await press(on, key)
        assert isinstance(on.app.screen, screen)
        await press(on, "escape")
        assert isinstance(on.app.screen, ReviewScreen) and at_hand(on) == "Other"
        assert on.store.book().reviews == (last_review(),)


async def test_what_is_logged_changes_the_card_at_once(db: Path) -> None:
    async with sitting(db, [*steady("a"), *steady("b"), last_review("a", "b")]) as on:
        await press(on, "l", "6")
        assert at_hand(on) == "A" and computed(on) == "watch"
        await press(on, "u")
        assert computed(on) == "good"


async def test_a_decision_answers_the_card_in_the_same_change(db: Path) -> None:
    records = [*steady("mild"), *no_shows("mild"), step("mild", 0), *rough(), last_review()]
    async with sitting(db, records) as on:
        await press(on, "z", "1")
        assert leads_to(flow(on))[0] == "outcome"
        head = on.store.head()
        await press(on, "enter", "1")
        assert on.store.head() == head + 1, "how it went, the card and the end are one change"
        assert answers(on)["mild"]["reason"] == "2 Train: it worked"
        assert isinstance(on.app.screen, ReviewReportScreen)
        await press(on, "u")
        assert isinstance(on.app.screen, ReviewScreen) and at_hand(on) == "Mild"
        assert [a.outcome for a in on.store.ledger("mild").attempt] == [None]


async def test_what_was_taken_back_is_not_told_any_more(db: Path) -> None:
    async with sitting(db, [*steady("a"), *steady("b"), last_review("a", "b")]) as on:
        await press(on, "space")
        assert "A: still good" in on.words("#review-said")
        await press(on, "u")
        assert at_hand(on) == "A" and "A: still good" not in on.words("#review-said")


async def test_a_pause_is_told_where_it_leads_to(db: Path) -> None:
    async with sitting(db, [*steady("a"), *steady("b"), last_review("a", "b")]) as on:
        await press(on, "space", "q")
        assert isinstance(on.app.screen, ClientsScreen) and "Paused" in on.toast


async def test_another_step_with_the_decision_and_the_card_as_one(db: Path) -> None:
    late = [event("mild", "after_hours", back) for back in (1, 3, 5)]
    records = [*steady("mild"), *late, *steady("b"), last_review("b", "mild")]
    async with sitting(db, records) as on:
        head = on.store.head()
        await press(on, "enter")
        await decide(on, real="no", quirk="no")
        await press(on, "enter", "enter")
        assert at_hand(on) == "B"
        card = answers(on)["mild"]
        assert (card["verdict"], card["reason"]) == ("decided", "Leave it and review it later")
        assert card["until"] == "2026-04-10"
        assert "Mild: Leave it and review it later. u to undo" in on.words("#review-said")
        kept = len(on.store.ledger("mild").answer)
        assert on.store.head() == head + kept + 1, "each answer, then the decision with its card"
        await press(on, "u")
        assert at_hand(on) == "Mild" and on.store.ledger("mild").decision == ()


async def test_a_step_that_failed_leaves_its_card_to_the_next_step(db: Path) -> None:
    records = [*steady("mild"), *no_shows("mild"), step("mild", 0), last_review()]
    async with sitting(db, records) as on:
        await press(on, "enter", "3")
        assert isinstance(on.app.screen, ReviewScreen) and at_hand(on) == "Mild"
        assert leads_to(flow(on))[0] == "adapt"


async def test_another_window_may_go_on_with_the_same_review(db: Path) -> None:
    async with sitting(db, twelve()) as on:
        await press(on, "z", "1")
        review = next(r for r in on.store.book().reviews if r.on == TODAY)
        other = {"client": "good1", "on": TODAY.isoformat(), "verdict": "good"}
        with Store.open(db, now=now) as elsewhere:
            elsewhere.apply("card", [Put(replace(review, cards=(*review.cards, other)))])
        await press(on, "full_stop")
        assert {"rough", "good1"} <= set(verdicts(on)), "neither window's answer is lost"


@pytest.mark.parametrize("keys", [("l", "1"), ("l", "1", "u"), ("n", "h", "ctrl+s"), ("j",)])
async def test_nothing_that_is_said_lies_on_the_card(db: Path, keys: tuple[str, ...]) -> None:
    async with sitting(db, [*rough(), last_review()]) as on:
        await press(on, *keys)
        assert isinstance(on.app.screen, ReviewScreen)
        assert on.words("#review-said").strip(" ─") or on.words("#review-remark")
        assert not on.toast
