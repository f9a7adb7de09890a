"""Goodbyes and watch rules: seen, written down, and watching the other clients."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from storage.store import Store
from tests.tui.goodbyes.pages import back, gone, open_goodbyes, open_lesson, rule, rules
from tests.tui.stage import TODAY, client, event, now, record, stage
from triage.changes import Put
from tui.client.screen import ClientScreen
from tui.decide.checklist_screen import ChecklistScreen
from tui.goodbyes.lesson_screen import LessonScreen
from tui.goodbyes.screen import GoodbyesScreen
from tui.goodbyes.watch_rule_screen import WatchRuleScreen
from tui.ui.field import TextInput
from tui.ui.line_keys import ClientKey, FieldKey, RecordKey

RULE = RecordKey("watch_rule", "r")


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
            *("send the feedback request by Sat 4 Apr", "say hello 12 May", "no lesson yet"),
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
