"""All fourteen screens walked to a decision by keys, and the decision found on the disk."""

from __future__ import annotations

from pathlib import Path

from tests.tui.guided import LINE, REASON, fill_in, in_danger, write
from tests.tui.stage import Stage, stage
from triage.playbook.load.playbook_file import builtin
from triage.playbook.vocabulary import SCREENS
from tui.decide.form import DecisionForm
from tui.decide.screen import DecideScreen
from tui.decide.summary_screen import SummaryScreen
from tui.decide.taken_screen import TakenScreen

WALKS = {
    "adapt": (["1", "2", "1", LINE], "CHANGE"),
    "train": (["1", "2", "the plan = the list", "4"], "TEACH"),
    "renegotiate": (["5", "60", "They keep the same person", "2"], "SCOPE"),
    "redirect": (["3", "1", "1"], "REFER"),
    "part": (["1", "1", "1", "1", "1", "1", "2"], "LETTER"),
    "leaving": (["1", "1", "2", "1"], "GO"),
    "finished": (["3", "2", "2"], "REST"),
    "silent": (["1", "2", "2", "1"], "DELIVER_CLOSE"),
    "late": (["1", "2", "3", "2", "1"], "PLAN"),
    "safety": (["2", "1", "", "2", "1"], "STOP"),
    "watch": (["2", "2"], "WATCH28"),
    "complaint": (["The logo was wrong again", "1", "A corrected one by Tuesday"], "ANSWER"),
    "lesson": (["2", "In January, when the boss changed", "2", "40", "1"], "RULE"),
    "later": (["1", "1"], "HELLO"),
}
"""What is pressed and typed on each screen, and the decision it leads to."""
VALUES = {
    "reason": REASON,
    "person": "Ann",
    "fix_by": "fri",
    "when": "count(no_show, 28) >= 2",
    "sentence": "Two missed meetings in a month",
}


async def walk(on: Stage, steps: list[str]) -> None:
    for step in steps:
        if len(step) == 1 and not on.app.screen.query_one("#guide-area").display:
            await on.press(step)
        else:
            await write(on, step)
            await on.press("enter")


async def test_every_screen_is_walked_to_a_decision_and_taken_back(db: Path) -> None:
    assert set(WALKS) == set(SCREENS)
    async with stage(db, *in_danger()) as on:
        before = list(on.store.records())
        for screen, (steps, code) in WALKS.items():
            on.app.push_screen(DecideScreen("north", screen=screen))
            await on.settle()
            await walk(on, steps)
            rule = builtin().screens[screen].decisions[code]
            await take(on, rule.say)
            (decision,) = on.store.ledger("north").decision
            assert (decision.screen, decision.code) == (screen, code)
            assert (decision.expect, decision.playbook) == ("It gets calmer", builtin().label)
            assert len(decision.because) == len(steps)
            assert on.store.draft(f"decide:north:{screen}:{code}:form") is None
            await on.press("u")
            assert list(on.store.ledger("north").decision) == []
            await forget_answers(on)
            assert list(on.store.records()) == before


async def take(on: Stage, say: str) -> None:
    """Fill what is asked for, field by field, and take the decision with the last enter."""
    assert isinstance(on.app.screen, SummaryScreen), on.text
    assert say in on.words("#summary")
    form = on.app.screen.query_one(DecisionForm)
    blank = {n: VALUES[n] for n, text in form.texts.items() if not text and n in VALUES}
    await fill_in(on, blank | {"expect": "It gets calmer"})
    while not form.at_last:
        await on.press("enter")
    await on.press("enter")
    assert isinstance(on.app.screen, TakenScreen), on.text


async def forget_answers(on: Stage) -> None:
    """Take back the answers of the walk as well."""
    while on.store.ledger("north").attempt:
        on.store.undo()
    on.app.workspace.reload()
    on.app.clear_notifications()
