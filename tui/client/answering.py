"""Answering the question of a missing fact: write it down, or ask what comes first."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

from triage.changes import Put
from triage.fact_answers import Reply, longer_ago, reply, resting
from triage.fields.days import Day
from triage.fields.numbers import Whole
from triage.health import Missing
from triage.ledger import Ledger
from tui.routes import DecideRoute, ImportRoute, RecordRoute
from tui.ui.base_screen import BaseScreen
from tui.ui.input_dialog import ask_line, ask_value
from tui.wording.safe_text import short


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
        """Days are more than one digit: the first one stands in the field already."""
        most = self._screen.workspace.settings.limits.contact_known_days

        def answered(days: int) -> None:
            today, new_id = self._screen.workspace.today, str(uuid4())
            answer = (
                longer_ago(ledger, today, new_id)
                if days > most
                else reply("contact", days, ledger, today, new_id)
            )
            if answer is not None:
                self._write_reply(answer, ledger)

        ask_line(
            self._screen,
            fact.question,
            lambda text: Whole(low=0).parse(text, self._screen.workspace.typing()),
            answered,
            typed="" if number is None else str(number),
            begun=True,
            hint=f"Type the days as a number: 0 is today, {most + 1} or more is longer ago",
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
            case "finished":
                self._screen.open(DecideRoute(client.id, screen="finished"))
            case "import":
                self._screen.open(ImportRoute())

    def _ask_resting(self, ledger: Ledger) -> None:
        today = self._screen.workspace.today

        def answered(until: date) -> None:
            self._write_reply(resting(ledger, today, until, str(uuid4())), ledger)

        question = "On hold until which date?"
        context = self._screen.workspace.typing()
        ask_value(self._screen, question, Day(ahead=True), context, answered)
