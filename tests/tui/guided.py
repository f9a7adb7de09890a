"""Walking the guided screens in tests: lives to decide about, and answers given at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any

from tests.tui.stage import Stage, client, event, record
from tests.ways import at, at_choice, decided, typed_on
from triage.changes import RecordIds
from triage.playbook.after.sending import sent
from triage.playbook.day_text import moment
from triage.playbook.gates.cooling import cooling_ends, hard_days
from triage.playbook.presentation import DecideView, QuestionView
from triage.playbook.state.ladder import ladder
from triage.playbook.state.situation import situation
from triage.records import Record
from tui.decide.answer import AnswerArea
from tui.decide.flow import DecisionFlow
from tui.decide.form import DecisionForm
from tui.decide.gate_screen import GateScreen
from tui.decide.screen import DecideScreen
from tui.decide.summary_screen import SummaryScreen

KNOWN: Mapping[str, Any] = {
    "since": "2023-01-02",
    "contact": "Rolf",
    "contract": {"written": True, "notice_days": 28, "notice_form": "letter"},
}
"""A client of whom everything is known that a goodbye asks for."""

LINE = "No calls after six, and no shouting."
CHANGE: Mapping[str, str] = {"cause": "1", "essence": "2", "style": "1", "line": LINE}
"""The answers on the first step that lead to the decision to change something."""
CANNOT: Mapping[str, str] = {"cause": "1", "essence": "2", "style": "4"}
"""Those that lead to the decision that nothing more can be changed, which wants a reason."""
REASON = "They never looked at the plan at all, and say so"


def hard(*days: str, tone: int = -1) -> list[Record]:
    """Messages of hard tone, in March."""
    return [
        event(f"m{day}", "message_in", f"2026-03-{day}", tone=tone, text="words") for day in days
    ]


def creeping() -> list[Record]:
    """Five unpaid changes: the ladder begins at its first question."""
    return [
        client(**KNOWN),
        *(event(f"r{n}", "request", f"2026-03-0{n}", outcome="absorbed") for n in range(1, 6)),
    ]


def in_danger() -> list[Record]:
    """An incident: every screen is open, and there is something of everything to decide about."""
    return [
        client(**KNOWN),
        event("incident", "incident", "2026-03-11"),
        *hard("02", "03"),
        event("asked", "message_out", "2026-03-10", asks=True),
        record(
            "invoice",
            "inv1",
            number="2026-01",
            issued="2026-02-01",
            due="2026-02-20",
            amount="100.00",
        ),
        record("time", "t1", on="2026-03-05", minutes=300),
        record("work_item", "w1", text="logo"),
    ]


def flow(on: Stage) -> DecisionFlow:
    """The decision being made on the screen."""
    page = on.app.screen
    assert isinstance(page, DecideScreen | GateScreen | SummaryScreen), page
    return page.guide


def guide_to(on: Stage, screen: str, **answers: str) -> DecisionFlow:
    """A guide that stands at a decision, whatever else is asked; nothing is stored on the way."""
    guide = DecisionFlow(on.app.workspace, "north", screen)
    for typed in typed_on(guide.view(), decided, answers):
        guide.answer(guide.view(), typed)
    return guide


def asked(on: Stage) -> tuple[str, str]:
    """The screen and the question one is asked, which must stand there to be read."""
    assert isinstance(on.app.screen, DecideScreen), on.app.screen
    view = flow(on).view()
    assert view.question is not None
    assert " ".join(view.question.ask.split()) in on.words("#guide-ask")
    return view.screen, view.question.id


def shut(on: Stage) -> dict[str, str]:
    """The gates that are shut, each with what it says is missing."""
    assert isinstance(on.app.screen, GateScreen), on.app.screen
    return {gate.gate: gate.missing for gate in flow(on).view().gates}


def cooled_at(on: Stage) -> datetime:
    """The moment at which the goodbye that one has opened has been slept on."""
    situation = flow(on).situation
    opened = ladder(situation).open_attempt("part")
    assert opened is not None and opened.opened_at is not None
    began = moment(opened.opened_at)
    assert isinstance(began, datetime)
    return cooling_ends(began, hard_days(situation))


def answer_for(question: QuestionView, option: int = 0) -> str:
    """Something that fits: an option by its place, a number in range, a text long enough."""
    if question.options:
        return question.options[option].key
    if question.kind == "text":
        return LINE
    return str(question.high if question.high is not None else 100)


def every_question(guide: DecisionFlow) -> Iterator[DecideView]:
    """All questions of the guide's screen, one after the other; the guide stands at each.

    Nothing is stored on the way.
    """
    waiting = [guide.view()]
    came: dict[str, tuple[DecideView, str]] = {}
    while waiting:
        view = waiting.pop()
        assert view.question is not None
        if view.question.id in came:
            guide.answer(*came[view.question.id])
        yield guide.view()
        for typed in _answers(view.question):
            guide.answer(view, typed)
            following = guide.view()
            new = following.question and following.question.id not in came
            if new and following.question and following.screen == view.screen:
                came[following.question.id] = (view, typed)
                waiting.append(following)


def _answers(question: QuestionView) -> list[str]:
    if question.options:
        return [option.key for option in question.options]
    if question.kind == "text":
        return [LINE]
    low, high = question.low or 0, question.high or 100
    return [str(number) for number in (low, (low + high) // 2, low + 1, high)]


async def write(on: Stage, text: str) -> None:
    """Put a whole text where one types, as a paste does."""
    area = on.app.screen.query_one(AnswerArea)
    area.load_text(text)
    area.move_cursor(area.document.end)
    await on.settle()


async def type_answers(on: Stage, steps: Iterable[str]) -> None:
    """Answer question after question by keys: the digit of a choice, or words and enter."""
    for step in steps:
        if len(step) == 1 and not on.app.screen.query_one(AnswerArea).display:
            await on.press(step)
        else:
            await write(on, step)
            await on.press("enter")


async def reach(on: Stage, question: str, **answers: str) -> None:
    """Answer by keys until this question is asked, whatever else the playbook asks before it."""
    await type_answers(on, typed_on(flow(on).view(), at(question), answers))
    assert asked(on)[1] == question


async def reach_choice(on: Stage) -> None:
    """Answer by keys until something is chosen, where letters are keys and not typed."""
    await type_answers(on, typed_on(flow(on).view(), at_choice, {}))


async def decide(on: Stage, **answers: str) -> None:
    """Answer by keys until a decision is shown, whatever else the playbook asks before it."""
    await type_answers(on, typed_on(flow(on).view(), decided, answers))
    assert isinstance(on.app.screen, SummaryScreen), on.text


async def fill_in(on: Stage, values: Mapping[str, str]) -> None:
    """Fill fields of the last small form."""
    on.app.screen.query_one(DecisionForm).fill(dict(values))
    await on.settle()


async def go_to(on: Stage, day: str, clock: str = "16:30") -> None:
    """Let the day and the hour be another."""
    moment = datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=UTC)
    on.app.workspace.today = moment.date()
    on.app.workspace.now = lambda: moment
    on.app.workspace.reload()
    on.app.records_changed()
    on.app.clear_notifications()
    await on.settle()


def send(on: Stage, client_id: str, template: str, day: str) -> None:
    """Say that a message went out, as the page of messages does."""
    workspace = on.app.workspace
    today = date.fromisoformat(day)
    now = situation(workspace.book, client_id, today)
    workspace.apply(sent(now, template, RecordIds(f"{template} {day}")))
