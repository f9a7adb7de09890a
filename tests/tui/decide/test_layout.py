"""Where everything stands on a decision screen: the question never jumps, and nothing is cut."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from tests.tui.guided import KNOWN, creeping, every_question, flow, in_danger, reach, write
from tests.tui.stage import Stage, client, record, stage
from triage.playbook.load.playbook_file import builtin
from triage.playbook.presentation import DecideView
from triage.playbook.vocabulary import SCREENS
from triage.records import Record
from tui.decide.flow import DecisionFlow
from tui.decide.screen import DecideScreen

_LABELS = 8
"""Columns in which only a fact that begins has letters."""
QUESTION, CHOICES, SECOND, BAR = 11, 16, 22, 24
"""Rows of an 80x24 screen, counted from 1."""
BEGUN_BY_MONEY = ("not_due", "paid", "paid_since")
"""The questions of late payment that only a day leads to, and no answer."""
ALL_KEYS = "1-6 choose  enter next  esc leave (saved)  ? help"
SECOND_KEYS = "backspace back  n note  v why  tab other pages  ! safety"


def row(on: Stage, number: int) -> str:
    return on.lines[number - 1].strip()


def rows(on: Stage, first: int, last: int) -> str:
    return " ".join(" ".join(on.lines[first - 1 : last]).split())


def facts_shown(lines: list[str]) -> list[str]:
    """Each fact as one text, which begins with its label and may go on below it."""
    facts: list[str] = []
    for line in filter(str.strip, lines):
        if line[:_LABELS].strip():
            facts.append(line.strip())
        else:
            facts[-1] += f" {line.strip()}"
    return facts


async def show(on: Stage, guide: DecisionFlow) -> DecideScreen:
    screen = DecideScreen.of(guide)
    on.app.push_screen(screen)
    await on.settle()
    return screen


def check(on: Stage, view: DecideView) -> None:
    question = view.question
    assert question is not None
    where = f"triage/playbook/playbook.toml, question {question.id} of {view.screen}"
    assert len(on.lines) == BAR, where
    assert row(on, 1).startswith(view.title), where
    rules = [n for n in range(1, BAR) if set(row(on, n)) == {"─"}]
    assert len(rules) == 2 and rules[0] in (3, 4, 5) and rules[1] == BAR - 1, where
    facts = facts_shown(on.lines[rules[0] : 9])
    assert len(facts) == len(view.facts), where
    assert row(on, 10) == "" == row(on, 15), where
    # Whole, the question first and the reason right under it, in four rows together.
    assert rows(on, QUESTION, CHOICES - 2) == f"{question.ask} {question.why}", (
        f"{where}: ask and why have four rows together; make one of them shorter"
    )
    for place, option in enumerate(question.options):
        choice = row(on, CHOICES + place)
        assert choice.startswith(f"{option.n}  {option.label}"), f"{where}: {option.key}"
        assert option.leads in choice, (
            f"{where}: one line holds no more than {choice!r}; make the label of {option.key} "
            f"shorter, or the `short` of what it leads to, {option.leads!r}"
        )
    assert row(on, SECOND).endswith(("other pages", "safety", "new terms", "what if")), where
    assert "esc leave (saved)" in row(on, BAR), where
    assert row(on, BAR).endswith("help"), where


async def test_every_question_of_every_screen_stands_in_its_rows(db: Path) -> None:
    crowded = [record("work_item", f"w{n}", text=f"A rather long piece of work {n}") for n in "234"]
    async with stage(db, *in_danger(), *crowded) as on:
        seen = {}
        for id_ in SCREENS:
            guide = DecisionFlow(on.app.workspace, "north", id_)
            screen = await show(on, guide)
            for view in every_question(guide):
                screen.show_view()
                await on.pilot.pause()
                check(on, view)
                seen[view.screen, view.question.id if view.question else ""] = 1
            on.app.pop_screen()
            await on.settle()
        asked = {(s.id, q) for s in builtin().screens.values() for q in s.questions}
        # What only a flag or an earlier answer leads to is reached by no answer here, nor is what
        # a number out of its range leads to.
        by_flag = {("adapt", "people"), ("adapt", "ask"), ("complaint", "resolved")}
        unseen = asked - set(seen) - by_flag - {("late", id_) for id_ in BEGUN_BY_MONEY}
        assert not unseen, (
            "triage/playbook/playbook.toml: no answer given here leads to a question; let "
            f"one lead there, or name it here as one that only a flag leads to: {unseen}"
        )


async def test_what_is_too_long_for_a_row_goes_on_where_rows_are_free(db: Path) -> None:
    late = [
        record(
            *("invoice", f"i{n}"),
            number=f"2026-long-number-{n}",
            issued="2026-01-05",
            due="2026-01-20",
            amount="1572.50",
        )
        for n in (1, 2)
    ]
    async with stage(db, client(**KNOWN), *late) as on:
        (flag, *_) = on.app.workspace.overviews["north"].health.flags
        for screen in ("complaint", "watch"):
            view = (await show(on, DecisionFlow(on.app.workspace, "north", screen))).guide.view()
            assert view.question is not None and row(on, QUESTION) == view.question.ask
            assert flag.reason in rows(on, 2, 3), "the reason of the flag"
            assert not [line for line in on.lines if line.rstrip().endswith("…")]
            on.app.pop_screen()
            await on.settle()


@pytest.mark.parametrize("question", BEGUN_BY_MONEY)
async def test_the_questions_that_money_begins_with_stand_in_their_rows(
    question: str, db: Path
) -> None:
    due = "2026-12-31" if question == "not_due" else "2026-02-20"
    owed = {"issued": "2026-02-01", "due": due, "amount": "123456.00", "source": "bank"}
    records = [record("invoice", "late-1", **owed)]
    if question == "paid":
        asked = {"screen": "late", "on": "2026-02-25", "taken_on": "2026-02-25"}
        records.append(record("attempt", "a", **asked, review_by="2026-03-01"))
    async with stage(db, *creeping(), *records) as on:
        workspace = on.app.workspace
        if question == "paid_since":
            workspace.records.use(replace(workspace.book, imported={"bank": date(2026, 2, 1)}))
        guide = DecisionFlow(workspace, "north", "late")
        await show(on, guide)
        view = guide.view()
        assert view.question is not None and view.question.id == question
        check(on, view)


async def test_the_question_stays_where_it_is(db: Path) -> None:
    async with stage(db, *creeping()) as on:
        await show(on, DecisionFlow(on.app.workspace, "north", "adapt"))
        asked = builtin().screens["adapt"].questions
        for question in ("cause", "essence", "line"):
            await reach(on, question)
            assert row(on, QUESTION).startswith(asked[question].ask[:40])
        await write(on, "x" * 300)
        assert row(on, QUESTION).startswith(asked["line"].ask[:40])
        assert set(row(on, CHOICES)) == {"x"}


async def test_the_keys_are_all_named_at_80_columns(db: Path) -> None:
    async with stage(db, *creeping()) as on:
        await show(on, DecisionFlow(on.app.workspace, "north", "adapt"))
        await reach(on, "cause")
        assert row(on, BAR) == ALL_KEYS
        assert row(on, SECOND) == SECOND_KEYS
        await reach(on, "line")
        # Where letters are text, the keys are those that are not.
        assert row(on, SECOND) == "↑ back  f2 note  f3 why  f4 other pages"
        assert row(on, BAR) == "enter next  esc leave (saved)  f1 help"


async def test_the_trail_names_no_goodbye_over_a_client_one_likes(db: Path) -> None:
    async with stage(db, *in_danger()) as on:
        await show(on, DecisionFlow(on.app.workspace, "north", "adapt"))
        assert row(on, 1).endswith("now 1 Adjust   next 2 Train")
        await show(on, DecisionFlow(on.app.workspace, "north", "late"))
        assert row(on, 1) == "Late payment"


def gone_through(*outcomes: str) -> list[Record]:
    steps = ("adapt", "train", "renegotiate")
    return [
        record(
            "attempt",
            f"a{n}",
            screen=steps[n],
            on=f"2026-02-{n + 1:02}",
            taken_on=f"2026-02-{n + 1:02}",
            outcome=outcome,
            outcome_on=f"2026-02-{n + 2:02}",
            flag="SCOPE_CREEP",
        )
        for n, outcome in enumerate(outcomes)
    ]


@pytest.mark.parametrize(
    ("size", "trail"),
    [
        ((120, 40), "1 Adjust: failed   2 Train: skipped   3 Renegotiate: partly   now 4"),
        ((80, 24), "1 failed   2 skipped   3 partly   now 4 Redirect   next 5"),
        ((60, 20), "now 4 Redirect   next 5"),
    ],
)
async def test_the_trail_says_what_it_has_room_for(
    db: Path, size: tuple[int, int], trail: str
) -> None:
    past = gone_through("failed", "na", "partly")
    async with stage(db, *creeping(), *past, size=size) as on:
        await show(on, DecisionFlow(on.app.workspace, "north", "redirect"))
        assert trail in row(on, 1)


async def test_the_trail_says_which_page_took_a_step_in_its_place(db: Path) -> None:
    decided = record(
        "decision",
        "d",
        attempt="x",
        screen="late",
        code="REMIND2",
        on="2026-02-02",
        say="Send a second reminder",
        playbook="1",
    )
    past = [*gone_through("na", "failed"), decided]
    async with stage(db, *creeping(), *past, size=(120, 40)) as on:
        await show(on, DecisionFlow(on.app.workspace, "north", "renegotiate"))
        assert "2 Train: in “Late payment”" in row(on, 1)


async def test_a_small_terminal_keeps_question_and_answers(db: Path) -> None:
    async with stage(db, *creeping(), size=(60, 20)) as on:
        await show(on, DecisionFlow(on.app.workspace, "north", "adapt"))
        await reach(on, "cause")
        question = builtin().screens["adapt"].questions["cause"]
        assert question.ask in on.text and question.why in on.text
        assert "1 A bad experience with an earlier supplier" in on.text
        await on.press("G")
        assert "6 I do not know yet" in on.text
        assert "esc leave (saved)" in on.lines[-1]


async def test_a_high_terminal_shows_the_answers_so_far(db: Path) -> None:
    async with stage(db, *creeping(), size=(120, 40)) as on:
        await show(on, DecisionFlow(on.app.workspace, "north", "adapt"))
        assert "so far" not in on.text
        await reach(on, "style", cause="1", essence="2")
        path = flow(on).view().path
        assert "so far" in on.text and path[-1].label in on.text
        style = builtin().screens["adapt"].questions["style"]
        assert row(on, QUESTION).startswith(style.ask[:40])


# --- room -------------------------------------------------------------------------------------


def shown_facts(on: Stage) -> list[str]:
    return facts_shown(on.lines[3:9])


async def test_a_wider_screen_shows_no_fact_shorter(db: Path) -> None:
    words = "Nobody told me that the plan had changed again, and now the printer waits for it"
    late = [
        record("invoice", f"i{n}", issued=f"2026-0{n}-01", due=f"2026-0{n}-02", amount="100.00")
        for n in (1, 2, 3)
    ]
    wrote = record("event", "c", what="message_in", on="2026-03-11", complaint=True, text=words * 2)
    for screen, records in (("late", late), ("complaint", [wrote])):
        lengths: list[list[int]] = []
        for width in (80, 100, 120, 160, 200):
            path = db.with_name(f"{screen}{width}.db")
            async with stage(path, *in_danger(), *records, size=(width, 24)) as on:
                await show(on, DecisionFlow(on.app.workspace, "north", screen))
                facts = shown_facts(on)
                lengths.append([len(fact) for fact in facts])
        for narrow, wide in pairwise(lengths):
            assert all(a <= b for a, b in zip(narrow, wide, strict=True)), lengths


@pytest.mark.parametrize(("height", "shown"), [(24, False), (29, False), (30, True), (40, True)])
async def test_what_helps_to_decide_stands_below_from_thirty_rows_on(
    db: Path, height: int, shown: bool
) -> None:
    async with stage(db, *in_danger(), size=(120, height)) as on:
        await show(on, DecisionFlow(on.app.workspace, "north", "complaint"))
        part = on.app.screen.query_one("#guide-background")
        assert part.display is shown
        if shown:
            assert on.words("#guide-background") != ""
            assert part.region.bottom <= height - 2, "it is not cut by the keys"
