"""Answering one question after the other: by digits and words, back and forth, kept at any time."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from pathlib import Path

import pytest
from textual.events import Paste

from storage.store import Store
from tests.tui.guided import (
    KNOWN,
    LINE,
    asked,
    creeping,
    decide,
    flow,
    in_danger,
    reach,
    write,
)
from tests.tui.stage import Stage, client, event, now, record, stage
from triage.changes import Put, Remove
from triage.playbook.ask.fact_lines import FactLine
from triage.playbook.decide.commit import MONEY_REASON
from triage.playbook.vocabulary import SCREENS
from triage.records import Answer
from tui.client.note_screen import NoteScreen
from tui.client.screen import ClientScreen
from tui.client.why_screen import WhyScreen
from tui.clients.screen import ClientsScreen
from tui.decide.answer import AnswerArea
from tui.decide.screen import DecideScreen
from tui.decide.summary_screen import SummaryScreen
from tui.decide.taken_screen import TakenScreen
from tui.ui.choice_dialog import ChoiceDialog


async def open_decide(on: Stage, screen: str | None = None) -> None:
    on.app.push_screen(DecideScreen("north", screen=screen))
    await on.settle()


async def back(on: Stage) -> None:
    """To the question before, wherever one is."""
    typing = isinstance(on.app.screen, SummaryScreen) or area(on).display
    await on.press("up" if typing else "backspace")


def answers(on: Stage) -> dict[str, str]:
    return {a.question: a.value for a in on.store.ledger("north").answer}


def area(on: Stage) -> AnswerArea:
    return on.app.screen.query_one(AnswerArea)


def drawn(on: Stage, facts: Sequence[FactLine]) -> bool:
    """Whether the facts above the question are these."""
    return all(" ".join(fact.text.split()) in on.words("#guide-facts") for fact in facts)


def refused(on: Stage) -> bool:
    """Whether the question says that what was typed does not do."""
    return on.app.screen.query_one("#guide-remark").has_class("wrong")


def marked(on: Stage) -> Hashable:
    return on.list.current


async def test_d_opens_the_door_that_fits_and_digits_answer(db: Path) -> None:
    async with stage(db, *creeping()) as on:
        await on.press("d")
        assert asked(on)[0] == "adapt"
        await reach(on, "cause")
        await on.press("1")
        assert answers(on)["cause"] == "bad_experience"
        await reach(on, "essence")
        await on.press("down", "enter")
        assert answers(on)["essence"] == "fine_and_paid"
        await reach(on, "style")


async def test_an_answer_is_one_change_that_u_takes_back(db: Path) -> None:
    async with stage(db, *creeping()) as on:
        await open_decide(on)
        await reach(on, "essence")
        before = answers(on)
        await on.press("2")
        head = on.store.head()
        await on.press("u")
        assert asked(on) == ("adapt", "essence")
        assert answers(on) == before
        await on.press("U")
        assert answers(on) == {**before, "essence": "fine_and_paid"}
        assert on.store.head() == head + 2


async def test_y_is_yes_and_n_is_never_no(db: Path) -> None:
    async with stage(db, *in_danger()) as on:
        await open_decide(on, "watch")
        await reach(on, "real")
        await on.press("n")
        assert isinstance(on.app.screen, NoteScreen)
        await on.press("escape", "y")
        assert answers(on)["real"] == "yes"
        await reach(on, "cost")
        before = answers(on)
        await on.press("y")
        assert answers(on) == before


async def test_digits_beyond_the_choices_do_nothing(db: Path) -> None:
    async with stage(db, *in_danger()) as on:
        await open_decide(on, "watch")
        await reach(on, "real")
        before = answers(on)
        await on.press("3", "0", "9")
        assert asked(on) == ("watch", "real")
        assert answers(on) == before


async def test_going_back_pauses_at_each_question_with_the_old_answer_marked(db: Path) -> None:
    async with stage(db, *creeping()) as on:
        await open_decide(on)
        await decide(on, cause="1", essence="2", style="1", line=LINE)
        way = [(step.question.id, step.value) for step in flow(on).view().path]
        for question, value in reversed(way):
            await back(on)
            assert asked(on) == ("adapt", question)
            assert (area(on).text if area(on).display else marked(on)) == value
        # Agreed to again, each waits for its own yes; nothing that was answered is lost.
        for question, _ in way:
            assert asked(on) == ("adapt", question)
            await on.press("enter")
        assert isinstance(on.app.screen, SummaryScreen)
        assert answers(on) == dict(way)


async def test_another_answer_may_lead_elsewhere_and_later_ones_wait(db: Path) -> None:
    async with stage(db, *creeping()) as on:
        await open_decide(on)
        await reach(on, "style", cause="1", essence="2")
        while asked(on) != ("adapt", "cause"):
            await back(on)
        await on.press("5")
        await reach(on, "ours")
        await write(on, "Answer within a day")
        await on.press("enter")
        await reach(on, "essence")
        assert marked(on) == "fine_and_paid"


async def test_backspace_at_the_first_question_leaves(db: Path) -> None:
    async with stage(db, *creeping()) as on:
        await on.press("d", "backspace")
        assert isinstance(on.app.screen, ClientsScreen)


@pytest.mark.parametrize("key", ["escape", "backspace"])
async def test_leaving_keeps_and_entering_again_goes_on(db: Path, key: str) -> None:
    async with stage(db, *creeping()) as on:
        await on.press("d")
        await reach(on, "style", cause="1", essence="2")
        kept = answers(on)
        await on.press("escape")
        assert isinstance(on.app.screen, ClientsScreen)
    async with stage(db) as on:
        await on.press("d")
        assert asked(on) == ("adapt", "style")
        await on.press(key)
        assert answers(on) == kept


async def test_typed_words_are_a_draft_before_they_are_an_answer(db: Path) -> None:
    async with stage(db, *creeping()) as on:
        await open_decide(on)
        await reach(on, "line")
        before = answers(on)
        await on.type("No calls")
        await on.until(lambda: on.store.draft("decide:north:adapt:line") == "No calls")
        await on.press("enter")
        assert refused(on) and answers(on) == before
        assert area(on).text == "No calls"
    async with stage(db) as on:
        await on.press("d")
        assert area(on).text == "No calls"
        await on.type(" after six")
        await on.press("enter")
        assert answers(on)["line"] == "No calls after six"
        assert on.store.draft("decide:north:adapt:line") is None


async def test_esc_keeps_what_is_being_typed(db: Path) -> None:
    async with stage(db, *creeping()) as on:
        await open_decide(on)
        await reach(on, "line")
        await on.type("Half a se")
        await on.press("escape")
        await open_decide(on)
        assert area(on).text == "Half a se"


async def test_backspace_in_an_empty_field_goes_back_and_letters_stay_letters(db: Path) -> None:
    async with stage(db, *creeping()) as on:
        await open_decide(on)
        await reach(on, "line")
        before = flow(on).view().path[-1].question.id
        await on.press("n", "v", "u", "question_mark", "1")
        assert area(on).text == "nvu?1"
        await on.press(*["backspace"] * 5)
        assert asked(on) == ("adapt", "line")
        await on.press("backspace")
        assert asked(on) == ("adapt", before)


async def test_a_number_out_of_its_range_is_said_and_stays(db: Path) -> None:
    async with stage(db, *in_danger()) as on:
        await open_decide(on, "lesson")
        await reach(on, "hit")
        before = answers(on)
        for key in ("7", "x"):
            await on.press(key, "enter")
            assert refused(on) and answers(on) == before
            await on.press("backspace")
        await on.press("2", "enter")
        assert answers(on) == {**before, "hit": "2"}


async def test_the_words_of_an_answer_that_does_not_fit(db: Path) -> None:
    async with stage(db, *in_danger()) as on:
        await open_decide(on, "lesson")
        await reach(on, "hit")
        assert "from 1 to 5" in on.text
        await on.press("7", "enter")
        assert "7 is more than 5" in on.text
        await on.press("backspace", "x", "enter")
        assert "“x” is not a number" in on.text
        await open_decide(on, "complaint")
        await reach(on, "feel")
        await on.type("Bad")
        least = flow(on).view().question
        assert least is not None
        assert f"3 of {least.min_chars} characters" in on.text
        await on.press("enter")
        assert f"{least.min_chars} characters are needed; you have 3" in on.text


async def test_a_long_answer_is_kept_whole_and_shown_in_part(db: Path) -> None:
    text = "Zeile für Zeile [/] " * 2500
    async with stage(db, *creeping()) as on:
        await open_decide(on)
        await reach(on, "line")
        area(on).post_message(Paste(text))
        await on.settle()
        await on.press("enter")
        assert answers(on)["line"] == text.strip()
        await decide(on)
        assert "Zeile für Zeile [/] Zeile" in on.words("#summary")
        await on.press("enter")
        assert isinstance(on.app.screen, TakenScreen)
        (decision,) = on.store.ledger("north").decision
        (line,) = (step for step in decision.because if step["question"] == "line")
        assert line["value"] == text.strip()


async def test_too_long_a_paste_is_refused_whole(db: Path) -> None:
    async with stage(db, *creeping()) as on:
        await open_decide(on)
        await reach(on, "line")
        area(on).post_message(Paste("x" * 70_000))
        await on.settle()
        assert area(on).text == ""
        assert "68 kB" in on.words("#guide-remark") and "64 kB" in on.words("#guide-remark")


@pytest.mark.parametrize("name", ["Acme [/] Ltd", "[@click=app.quit]x[/]", "\u202eevil\x1b[2J"])
async def test_a_hostile_name_is_only_a_name(db: Path, name: str) -> None:
    async with stage(db, client(name, **KNOWN), *creeping()[1:]) as on:
        await on.press("d")
        await decide(on, line=f"{name} is the line here")
        await on.press("enter")
        assert isinstance(on.app.screen, TakenScreen)
        assert "\x1b" not in on.text and "\u202e" not in on.text
        assert name.replace("\x1b", "␛").replace("\u202e", "�") in on.text


async def test_the_calendar_of_late_payment_marks_its_step(db: Path) -> None:
    async with stage(db, *in_danger()) as on:
        await open_decide(on, "late")
        await reach(on, "stage", got="1", dispute="2")
        question = flow(on).view().question
        assert question is not None and question.suggested == "friendly_reminder"
        assert marked(on) == question.suggested


async def test_another_page_by_hand_and_the_evidence(db: Path) -> None:
    async with stage(db, *creeping()) as on:
        await open_decide(on)
        await on.press("v")
        assert isinstance(on.app.screen, WhyScreen)
        await on.press("escape", "tab")
        assert isinstance(on.app.screen, ChoiceDialog)
        assert len(on.items()) == len(SCREENS)
        await on.press("7")
        assert asked(on)[0] == "complaint"
        await on.press("escape")
        assert isinstance(on.app.screen, ClientsScreen)


async def test_the_safety_key_needs_no_more_than_one_press(db: Path) -> None:
    async with stage(db, *creeping()) as on:
        await open_decide(on)
        before = asked(on)
        await on.press("exclamation_mark")
        assert asked(on)[0] == "safety"
        await on.press("escape")
        assert asked(on) == before


async def test_a_price_too_low_leads_straight_to_new_terms(db: Path) -> None:
    agreed = record("engagement", "e1", mode="fixed", fee="100.00", start="2026-01-01")
    hours = [
        record("time", f"t{n}", on=f"2026-0{month}-{day}", minutes=600, engagement="e1")
        for n, (month, day) in enumerate([(1, "20"), (2, "03"), (2, "17"), (3, "03")])
    ]
    async with stage(db, client(**KNOWN), agreed, *hours) as on:
        await on.press("d")
        assert asked(on)[0] == "adapt"
        assert "terms_at_once" in on.actions()
        await on.press("r")
        assert asked(on)[0] == "renegotiate"
        await decide(on, trade="5", walk="60", gain="They keep the same person", kind="2")
        assert flow(on).passes_by(flow(on).view()) == ("Adjust", "Train")
        await on.press("enter")
        assert isinstance(on.app.screen, TakenScreen)
        ended = {a.screen: (a.outcome, a.outcome_reason) for a in on.store.ledger("north").attempt}
        assert ended["adapt"] == ended["train"] == ("na", MONEY_REASON)


async def test_without_such_a_flag_the_way_is_not_offered(db: Path) -> None:
    async with stage(db, *creeping()) as on:
        await open_decide(on)
        await reach(on, "cause")
        assert "terms_at_once" not in on.actions()
        await on.press("r")
        assert asked(on) == ("adapt", "cause")


# --- meanwhile, in another window ---------------------------------------------------------------


async def test_a_client_taken_out_meanwhile_is_said(db: Path) -> None:
    async with stage(db, *creeping()) as on:
        await on.press("enter", "d")
        await reach(on, "essence")
        assert isinstance(on.app.screen, DecideScreen)
        with Store.open(db, now=now) as other:
            gone = list(other.records("north"))
            other.apply("Gone", [Remove(r.kind, r.id) for r in reversed(gone)])
        await on.press("1")
        assert "deleted" in on.toast or "Nothing was saved" in on.toast
        on.app._look_for_other_writers()
        await on.settle()
        assert isinstance(on.app.screen, ClientsScreen)


async def test_a_client_taken_out_before_the_answer_ends_the_decision(db: Path) -> None:
    async with stage(db, *creeping()) as on:
        await on.press("enter", "d")
        await reach(on, "essence")
        with Store.open(db, now=now) as other:
            gone = list(other.records("north"))
            other.apply("Gone", [Remove(r.kind, r.id) for r in reversed(gone)])
        on.app._look_for_other_writers()
        await on.settle()
        assert "deleted" in on.toast
        assert isinstance(on.app.screen, ClientsScreen)


async def test_facts_that_change_meanwhile_are_shown(db: Path) -> None:
    async with stage(db, *creeping()) as on:
        await open_decide(on)
        await reach(on, "essence")
        before = flow(on).view().facts
        assert drawn(on, before)
        more = event("r9", "request", "2026-03-12", outcome="absorbed")
        with Store.open(db, now=now) as other:
            other.apply("One more", [Put(more)])
        on.app._look_for_other_writers()
        await on.settle()
        facts = flow(on).view().facts
        assert facts != before and drawn(on, facts)
        assert asked(on) == ("adapt", "essence")


async def test_an_answer_the_playbook_does_not_know_is_left_out(db: Path) -> None:
    attempt = record("attempt", "a1", screen="adapt", on="2026-03-12")
    odd = Answer(
        id="a1/cause",
        client="north",
        attempt="a1",
        screen="adapt",
        question="cause",
        on=now().date(),
        value="no_such_answer",
        ask="?",
        playbook="older 0",
    )
    async with stage(db, *creeping(), attempt, odd) as on:
        await open_decide(on)
        await reach(on, "cause")


async def test_note_and_log_come_back_to_the_same_question(db: Path) -> None:
    async with stage(db, client(**KNOWN), *creeping()[1:]) as on:
        on.app.push_screen(ClientScreen("north"))
        await on.settle()
        await on.press("d")
        await reach(on, "essence")
        await on.press("l", "8")
        assert asked(on) == ("adapt", "essence")
        assert any(e.what == "thanks" for e in on.store.ledger("north").event)
