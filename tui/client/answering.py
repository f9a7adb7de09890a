"""Answering the question of a missing fact: write it down, or ask what comes first."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import date
from typing import Any
from uuid import uuid4

from textual.events import Key

from triage.changes import Put
from triage.fact_answers import Reply, longer_ago, reply, resting
from triage.fields.days import Day
from triage.fields.numbers import Whole
from triage.health import Missing
from triage.ledger import Ledger
from tui.routes import DecideRoute, ImportRoute, RecordRoute
from tui.ui.base_screen import BaseScreen
from tui.ui.input_dialog import InputDialog, ask_line, ask_value
from tui.ui.line_keys import FactKey
from tui.ui.screen_parts import ShownClient
from tui.wording.safe_text import short


class OpenQuestions:
    """The questions on a page of one client: a digit answers the one under the cursor, else the
    first. `current` gives the line at the cursor.
    """

    def __init__(
        self, screen: BaseScreen[Any], client: ShownClient, current: Callable[[], Hashable | None]
    ) -> None:
        self._screen = screen
        self._client = client
        self._current = current
        self._answers = FactAnswers(screen)

    @property
    def at_hand(self) -> Missing | None:
        """The question that a digit answers."""
        unknown = self._client.overview.health.unknown
        current = self._current()
        under_cursor = [missing for missing in unknown if FactKey(missing.fact) == current]
        return next(iter((*under_cursor, *unknown)), None)

    def digit(self, event: Key) -> int | None:
        """The digit that was typed; it then goes no further."""
        typed = event.character or ""
        if not typed.isdecimal():
            return None
        event.stop()
        return int(typed)

    def answer(self, number: int | None = None) -> None:
        """Give that answer; without one, open what is typed."""
        question = self.at_hand
        if question is None:
            self._screen.blocked("answer")
        elif number or question.fact in ("contact", "terms"):
            self._answers.answer(question, number, self._client.ledger)
        else:
            self._screen.notify_user(f"{question.question} Press a digit to answer.")


class FactAnswers:
    """Writes the answers down by way of the screen on which the questions stand."""

    def __init__(self, screen: BaseScreen[Any]) -> None:
        self._screen = screen

    def answer(self, fact: Missing, number: int | None, ledger: Ledger) -> None:
        """Give answer `number` to the question of a fact; None opens one that is typed."""
        if fact.fact == "contact":
            self._ask_days(fact, number, ledger)
            return
        answer = reply(fact.fact, number or 0, ledger, self._screen.workspace.today, str(uuid4()))
        if answer is None:
            self._screen.notify_user(f"There is no answer {number} here.")
        elif answer.records:
            self._write_reply(answer, ledger)
        else:
            self._first(answer.then, ledger)

    def _write_reply(self, answer: Reply, ledger: Ledger) -> None:
        name = ledger.client.name
        changes = [Put(record) for record in answer.records]
        self._screen.write(
            f"{name}: {answer.words}", *changes, message=f"{answer.words}, {short(name, 40)}"
        )

    def _ask_days(self, fact: Missing, number: int | None, ledger: Ledger) -> None:
        """Days are more than one digit: the first one stands in the field already. Before it is
        pressed, the days since the contact on record stand there, to be agreed to or typed over.
        """
        most = self._screen.workspace.settings.limits.contact_known_days
        overview = self._screen.workspace.overviews[ledger.client.id]
        known = overview.facts.last_contact
        days_known = "" if known is None else str((overview.on - known).days)
        today = overview.on  # days ago are counted from when it was asked

        def answered(days: int) -> None:
            new_id = str(uuid4())
            answer = (
                longer_ago(ledger, today, new_id)
                if days > most
                else reply("contact", days, ledger, today, new_id)
            )
            if answer is not None:
                self._write_reply(answer, ledger)

        ask_line(
            self._screen,
            InputDialog(
                fact.question,
                lambda text: Whole(low=0).parse(text, self._screen.workspace.typing()),
                typed=days_known if number is None else str(number),
                begun=number is not None,
                day=today,
                hint="Type how many days ago: 0 for today; "
                f"if it was longer ago, type {most + 1} or more",
            ),
            answered,
        )

    def _first(self, then: str, ledger: Ledger) -> None:
        client = ledger.client
        match then:
            case "terms":
                form = RecordRoute("client", record=client, only=("rate", "floor"))
                self._screen.open(form)
            case "payer":
                form = RecordRoute("client", record=client, only=("pays_through",))
                self._screen.open(form)
            case "time":
                self._screen.open(RecordRoute("time", client.id))
            case "day":
                self._ask_resting(ledger)
            case "finished" | "silent":
                self._screen.open(DecideRoute(client.id, screen=then))
            case "import":
                self._screen.open(ImportRoute())

    def _ask_resting(self, ledger: Ledger) -> None:
        today = self._screen.workspace.today

        def answered(until: date) -> None:
            self._write_reply(resting(ledger, today, until, str(uuid4())), ledger)

        question = "On hold until which date?"
        context = self._screen.workspace.typing()
        ask_value(self._screen, question, Day(ahead=True), context, answered)
