"""What an ending taught: both columns, the evidence, and what follows for the other clients."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.tui.goodbyes.pages import answer, back, gone, open_lesson, rules
from tests.tui.stage import TODAY, Stage, client, event, record, stage
from triage.records import Lesson
from tui.goodbyes.evidence_screen import EvidenceScreen
from tui.goodbyes.lesson_lines import OfferKey
from tui.goodbyes.lesson_screen import LessonScreen
from tui.ui.choice_dialog import ChoiceDialog
from tui.ui.field import TextInput
from tui.ui.line_keys import FieldKey, NewKey, RecordKey


def lesson(on: Stage) -> Lesson:
    (stored,) = on.store.ledger("north").lesson
    return stored


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
