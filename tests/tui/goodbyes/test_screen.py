"""Goodbyes, lessons and watch rules: seen, written down, and watching the other clients."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from storage.store import Store
from tests.tui.stage import TODAY, Stage, client, event, now, record, stage
from triage.changes import Put
from triage.records import Lesson, Record, WatchRule
from triage.records.codec import parse
from tui.client.screen import ClientScreen
from tui.decide.checklist_screen import ChecklistScreen
from tui.goodbyes.evidence_screen import EvidenceScreen
from tui.goodbyes.lesson_lines import OfferKey
from tui.goodbyes.lesson_screen import LessonScreen
from tui.goodbyes.screen import GoodbyesScreen
from tui.goodbyes.watch_rule_screen import WatchRuleScreen
from tui.ui.choice_dialog import ChoiceDialog
from tui.ui.field import TextInput
from tui.ui.line_keys import ClientKey, FieldKey, NewKey, RecordKey


def back(days: int) -> str:
    return (TODAY - timedelta(days=days)).isoformat()


def gone(days: int = 20, **fields: Any) -> Record:
    return client(state="left_well", closed_on=back(days), ended_by="them", **fields)


def rule(id_: str = "r", when: str = "count(no_show, 28) >= 1", **fields: Any) -> Record:
    sentence = "They miss meetings again."
    defaults = {"kind": "watch_rule", "id": id_, "on": back(40), "when": when, "sentence": sentence}
    return parse({**defaults, "until": back(-300), **fields})


RULE = RecordKey("watch_rule", "r")


def rules(on: Stage) -> list[WatchRule]:
    return list(on.store.book().watch_rules)


def lesson(on: Stage) -> Lesson:
    (stored,) = on.store.ledger("north").lesson
    return stored


async def answer(on: Stage, text: str) -> None:
    on.app.screen.query_one(TextInput).value = text
    await on.press("enter")


async def open_goodbyes(on: Stage) -> None:
    await on.press("b")
    assert isinstance(on.app.screen, GoodbyesScreen)


async def open_lesson(on: Stage) -> None:
    on.app.push_screen(LessonScreen("north"))
    await on.settle()


# --- the list -------------------------------------------------------------------------------


async def test_nobody_is_leaving(db: Path) -> None:
    async with stage(db, client()) as on:
        await open_goodbyes(on)
        assert on.items() == []
        await on.press("c")
        assert on.toast == "Move to a client first."


async def test_everything_of_an_ending_in_a_few_words(db: Path) -> None:
    hello = record(
        "action", "a", text="hello", on=back(20), due=back(-60), template="later_checkin"
    )
    point = record("checklist", "c", list="closing", n=1, on=back(20), state="done")
    going = client("Brandt", "brandt", state="closing")
    async with stage(db, gone(), hello, point, going, size=(120, 30)) as on:
        await open_goodbyes(on)
        for part in (
            *("Leaving", "Brandt no last day yet", "Stay in touch"),
            *("Northlake Foods ended Sat 21 Feb by them", "closing checklist: 13 left"),
            *("send the exit questions by Sat 4 Apr", "say hello 12 May", "no lesson yet"),
            *("Looking back", "never reached “act” before it ended"),
        ):
            assert part in on.text, part


async def test_keys_lead_to_the_client_the_list_and_the_lesson(db: Path) -> None:
    async with stage(db, gone()) as on:
        await open_goodbyes(on)
        for key, screen in (("enter", ClientScreen), ("c", ChecklistScreen), ("L", LessonScreen)):
            await on.press(key)
            assert isinstance(on.app.screen, screen), key
            await on.press("escape")
            assert isinstance(on.app.screen, GoodbyesScreen)


# --- watch rules ----------------------------------------------------------------------------


async def test_a_rule_that_fires_names_the_client_and_marks_it_in_the_list(db: Path) -> None:
    async with stage(db, client(), event("e", "no_show"), rule()) as on:
        flags = on.app.workspace.overviews["north"].health.flags
        assert "RULE:r" in {flag.code for flag in flags}
        await open_goodbyes(on)
        assert on.drawn(RULE).endswith("now: Northlake Foods")


async def test_three_dismissals_retire_a_rule(db: Path) -> None:
    twice = rule(dismissed=[back(20), back(10)])
    async with stage(db, client(), event("e", "no_show"), twice) as on:
        await open_goodbyes(on)
        await on.go_to(RULE)
        assert on.drawn(RULE).count("2 of 3") == 1
        await on.press("z")
        assert "switched off" in on.toast
        assert rules(on)[0].retired_on == TODAY
        await on.press("z")
        assert on.toast == "This rule is switched off."
        await on.press("u")
        assert rules(on)[0].retired_on is None


async def test_a_rule_that_fires_for_nobody_is_retired_not_dismissed(db: Path) -> None:
    async with stage(db, client(), rule()) as on:
        await open_goodbyes(on)
        await on.go_to(RULE)
        await on.press("z")
        assert "nothing to dismiss" in on.toast
        await on.press("X")
        assert rules(on)[0].retired_on == TODAY


async def test_a_rule_that_another_window_changed_meanwhile_is_not_written_over(db: Path) -> None:
    mine = rule()
    async with stage(db, client(), mine) as on:
        await open_goodbyes(on)
        await on.go_to(RULE)
        theirs = rule(sentence="They miss every second meeting.")
        with Store.open(db, now=now) as other:
            other.apply("elsewhere", [Put(theirs, was=mine)])
        await on.press("X")
        assert on.toast.startswith("This was changed in another window.")
        assert rules(on) == [theirs]
        assert "every second meeting" in on.drawn(RULE)


async def test_a_starter_is_taken_over_looked_through_and_saved(db: Path) -> None:
    others = [client(f"Client {n}", f"c{n}") for n in range(4)]
    async with stage(db, client(), *others, event("e", "new_person", on=back(100))) as on:
        await open_goodbyes(on)
        await on.press("a")
        assert isinstance(on.app.screen, WatchRuleScreen)
        await on.press("enter")
        on.app.screen._look()
        await on.settle()
        assert "1 of 5 clients: Northlake Foods." in on.text
        await on.press("enter")
        (made,) = rules(on)
        assert (made.when, made.on) == ("count(new_person, 28) >= 1", TODAY)
        assert made.until == TODAY + timedelta(days=365)
        assert isinstance(on.app.screen, GoodbyesScreen)


async def test_a_rule_that_fires_for_too_many_is_to_be_narrowed(db: Path) -> None:
    async with stage(db, client(), event("e", "no_show")) as on:
        on.app.push_screen(WatchRuleScreen())
        await on.settle()
        on.app.screen.query_one("#rule-when", TextInput).value = "count(no_show, 28) >= 1"
        screen = on.app.screen
        assert isinstance(screen, WatchRuleScreen)
        screen._look()
        await on.settle()
        preview = screen.query_one("#rule-said")
        assert preview.has_class("wrong") and "1 of 1" in str(preview.render())


@pytest.mark.parametrize(
    ("sentence", "when", "problem"),
    [
        ("Short", "age(first60)", "Write one sentence for the alert"),
        ("They miss meetings.", "count(party, 3) >= 1", "There is no event “party”"),
    ],
)
async def test_what_cannot_watch_is_not_saved(
    db: Path, sentence: str, when: str, problem: str
) -> None:
    async with stage(db, client()) as on:
        on.app.push_screen(WatchRuleScreen())
        await on.settle()
        on.app.screen.query_one("#rule-sentence", TextInput).value = sentence
        on.app.screen.query_one("#rule-when", TextInput).value = when
        await on.press("ctrl+s")
        await on.settle()
        assert problem in on.text
        assert rules(on) == []


# --- the lesson -----------------------------------------------------------------------------


async def test_our_column_comes_first(db: Path) -> None:
    async with stage(db, gone()) as on:
        await open_lesson(on)
        await on.press("tab", "enter")
        assert "your own column first" in on.toast
        await on.press("shift+tab")
        await on.press("enter")
        await answer(on, "Answered late")
        assert lesson(on).ours == ("Answered late",)
        await on.press("tab")
        await on.press("enter")
        await answer(on, "A new buyer")
        assert lesson(on).theirs == ("A new buyer",)
        await on.press("k", "delete")
        assert lesson(on).theirs == ()


async def test_late_promises_of_ours_are_offered(db: Path) -> None:
    promise = event("p", "our_promise", on=back(50), due=back(40), text="the pages")
    async with stage(db, gone(), promise, size=(120, 30)) as on:
        await open_lesson(on)
        assert on.drawn(OfferKey(0)) == "? late: the pages, promised for Sun 1 Feb"
        await on.go_to(OfferKey(0))
        await on.press("enter")
        await on.press("enter")
        assert lesson(on).ours == ("late: the pages, promised for Sun 1 Feb",)
        assert OfferKey(0) not in on.items()


async def test_what_they_said_and_what_it_was_stand_apart(db: Path) -> None:
    departure = event("e", "leaving", on=back(30), reason="price", text="Too dear for us")
    async with stage(db, gone(), departure) as on:
        await open_lesson(on)
        await on.go_to(FieldKey("stated"))
        await on.press("enter")
        await on.press("enter")
        await on.go_to(FieldKey("cause"))
        await on.press("enter")
        await on.press("1")
        assert lesson(on).stated == "Too dear for us"
        assert lesson(on).cause == "My side: late, unclear, not attentive, too busy"


async def test_what_was_picked_before_is_under_the_cursor(db: Path) -> None:
    async with stage(db, gone()) as on:
        await open_lesson(on)
        for name, picked in (("cause", "2"), ("work_mark", "4")):
            for key, at in ((picked, 0), ("enter", int(picked) - 1)):
                await on.go_to(FieldKey(name))
                await on.press("enter")
                assert on.list.current == str(at)
                await on.press(key)
        assert lesson(on).work_mark == 4


async def test_the_work_and_the_care_are_marked_apart(db: Path) -> None:
    async with stage(db, gone()) as on:
        await open_lesson(on)
        await on.go_to(FieldKey("work_mark"))
        await on.press("enter")
        assert isinstance(on.app.screen, ChoiceDialog)
        await on.press("5")
        await on.go_to(FieldKey("care_mark"))
        await on.press("enter")
        await on.press("2")
        assert (lesson(on).work_mark, lesson(on).care_mark) == (5, 2)
        assert on.drawn(FieldKey("work_mark")).endswith("5 of 5")
        assert on.drawn(FieldKey("care_mark")).endswith("2 of 5")


async def test_evidence_is_what_happened_on_a_day(db: Path) -> None:
    events = [event(f"e{n}", "call", on=back(60 + n)) for n in range(3)]
    note = record("note", "n", on=back(60), text="They were cross")
    async with stage(db, gone(), *events, note) as on:
        await open_lesson(on)
        await on.go_to(FieldKey("evidence"))
        await on.press("enter")
        assert isinstance(on.app.screen, EvidenceScreen)
        assert set(on.items()) == {RecordKey("event", f"e{n}") for n in range(3)}
        await on.press("space", "j", "j", "space", "escape")
        assert lesson(on).evidence == ("e0", "e2")
        assert RecordKey("event", "e2") in on.items()
        await on.go_to(RecordKey("event", "e0"))
        await on.press("delete")
        assert lesson(on).evidence == ("e2",)


async def test_a_habit_becomes_a_task(db: Path) -> None:
    async with stage(db, gone()) as on:
        await open_lesson(on)
        await on.go_to(FieldKey("habit"))
        await on.press("enter")
        await answer(on, "A word list in every welcome note")
        (task,) = on.store.ledger("north").action
        assert (task.text, task.due) == (lesson(on).habit, TODAY + timedelta(days=14))
        await on.press("u")
        assert on.store.ledger("north").action == ()


async def test_a_rule_of_the_lesson_watches_the_others(db: Path) -> None:
    other = client("Brandt", "brandt")
    async with stage(db, gone(), other, event("e", "no_show", on=back(80))) as on:
        await open_lesson(on)
        await on.go_to(NewKey("watch_rule"))
        await on.press("enter")
        on.app.screen.query_one("#rule-sentence", TextInput).value = "They miss meetings."
        on.app.screen.query_one("#rule-when", TextInput).value = "count(no_show, 28) >= 2"
        await on.press("ctrl+s")
        (made,) = rules(on)
        assert made.lesson == lesson(on).id
        assert isinstance(on.app.screen, LessonScreen)
        assert RecordKey("watch_rule", made.id) in on.items()


@pytest.mark.parametrize(("days", "final"), [(6, None), (7, TODAY)])
async def test_it_is_final_a_week_after_the_end(db: Path, days: int, final: date | None) -> None:
    own_lesson = record("lesson", "l", on=back(3), ours=["late"], cause="nobody")
    async with stage(db, gone(days), own_lesson) as on:
        await open_lesson(on)
        await on.press("f")
        assert lesson(on).final_on == final
        expected = "Lesson finished" if final else "You can finish it from Sat 14 March"
        assert on.toast.startswith(expected)


async def test_a_lesson_in_the_timeline_opens_its_sheet(db: Path) -> None:
    own_lesson = record("lesson", "l", on=back(3), ours=["late"])
    async with stage(db, client(), own_lesson) as on:
        await on.press("enter")
        await on.go_to(RecordKey("lesson", "l"))
        await on.press("enter")
        assert isinstance(on.app.screen, LessonScreen)
        await on.press("f")
        assert lesson(on).final_on is None, "nothing has ended yet"


async def test_names_of_any_kind_stay_text(db: Path) -> None:
    name = "Acme [/] Ltd \x1b[31m"
    odd = event("e", "no_show", text="[b]x[/b] \x1b[0m")
    records = [
        gone(name=name),
        client(name + "2", "brandt"),
        odd,
        rule(sentence="[/] \x1b[1m fires"),
    ]
    async with stage(db, *records, size=(120, 40)) as on:
        await open_goodbyes(on)
        assert "Acme [/] Ltd ␛[31m" in on.drawn(ClientKey("north"))
        assert "[/] ␛[1m fires" in on.drawn(RULE)
        await open_lesson(on)
        await on.go_to(FieldKey("evidence"))
        await on.press("enter")
        assert "[b]x[/b] ␛[0m" in on.drawn(RecordKey("event", "e"))
