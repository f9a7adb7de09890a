"""Every screen walked to a decision by keys, and the decision found on the disk."""

from __future__ import annotations

from pathlib import Path

from tests.tui.guided import LINE, REASON, fill_in, in_danger, type_answers
from tests.tui.stage import Stage, stage
from tests.ways import typed_through
from triage.playbook.load.playbook_file import builtin
from triage.playbook.vocabulary import SCREENS
from tui.decide.form import DecisionForm
from tui.decide.screen import DecideScreen
from tui.decide.summary_screen import SummaryScreen
from tui.decide.taken_screen import TakenScreen

WALKS: dict[str, tuple[dict[str, str], str]] = {
    "adapt": ({"cause": "1", "essence": "2", "style": "1", "line": LINE}, "CHANGE"),
    "train": (
        {"known": "1", "topic": "2", "gloss": "the plan = the list", "believe": "4"},
        "TEACH",
    ),
    "renegotiate": (
        {"trade": "5", "walk": "60", "gain": "They keep the same person", "kind": "2"},
        "SCOPE",
    ),
    "redirect": ({"misfit": "3", "other": "1", "consent": "1"}, "REFER"),
    "part": (
        {"still": "1", "solid": "1", "cushion": "1", "contract": "1", "open": "1", "mood": "1"}
        | {"way": "2"},
        "LETTER",
    ),
    "leaving": ({"sure": "1", "reason": "1", "relief": "2", "terms": "1"}, "GO"),
    "finished": ({"work": "3", "money": "2", "again": "2"}, "FIRST"),
    "silent": ({"clear": "1", "reach": "2", "owed": "2", "ready": "1"}, "FIRST"),
    "late": ({"got": "1", "dispute": "2", "stage": "3", "cash": "2", "plan": "1"}, "PLAN"),
    "safety": ({"danger": "2", "kind": "1", "keep": "", "over": "2", "how": "1"}, "STOP"),
    "watch": ({"real": "2", "quirk": "2"}, "WATCH28"),
    "complaint": (
        {"feel": "The logo was wrong again", "right": "1", "fix": "A corrected one by Tuesday"},
        "ANSWER",
    ),
    "lesson": (
        {"hit": "2", "where": "In January, when the boss changed", "side": "2", "load": "40"}
        | {"sign": "1"},
        "RULE",
    ),
    "later": ({"what": "1", "okay": "1"}, "HELLO"),
}
"""What is answered on each screen, and the decision it leads to."""
VALUES = {
    "reason": REASON,
    "person": "Ann",
    "fix_by": "fri",
    "when": "count(no_show, 28) >= 2",
    "sentence": "Two missed meetings in a month",
}


async def test_every_screen_is_walked_to_a_decision_and_taken_back(db: Path) -> None:
    assert set(WALKS) == set(SCREENS)
    async with stage(db, *in_danger()) as on:
        before = list(on.store.records())
        for screen, (answers, code) in WALKS.items():
            steps = typed_through(screen, answers)
            on.app.push_screen(DecideScreen("north", screen=screen))
            await on.settle()
            await type_answers(on, steps)
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
