"""Answering the question of a missing fact: write it down, or ask what comes first."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

from triage.changes import Put
from triage.codec import BadValue
from triage.fact_answers import Reply, longer_ago, reply, resting
from triage.health import Missing
from triage.ledger import Ledger
from tui.ui.base_screen import BaseScreen
from tui.ui.input_dialog import InputDialog
from tui.wording import parse
from tui.wording.safe_text import short


class Answering:
    """Takes the answers to a client's open questions on a screen that shows them."""

    def __init__(self, screen: BaseScreen[None]) -> None:
        self._screen = screen

    def answer(self, fact: Missing, number: int, ledger: Ledger) -> None:
        """Give answer `number` to the question of a fact."""
        if fact.fact == "contact":
            self._ask_days(fact, number, ledger)
            return
        found = reply(fact.fact, number, ledger, self._screen.workspace.today, str(uuid4()))
        if found is None:
            self._screen.notify_user(f"There is no answer {number} to that.")
        elif found.records:
            self._write_reply(found, ledger)
        else:
            self._first(found.then, ledger)

    def _write_reply(self, found: Reply, ledger: Ledger) -> None:
        name = ledger.client.name
        changes = [Put(record) for record in found.records]
        self._screen.write(
            f"{name}: {found.words}", *changes, said=f"{found.words}, {short(name, 40)}"
        )

    def _ask_days(self, fact: Missing, number: int, ledger: Ledger) -> None:
        """Days are more than one digit: the first one stands in the field already."""

        def answered(text: str | None) -> None:
            if text is None:
                return
            today, new_id = self._screen.workspace.today, str(uuid4())
            found = (
                reply("contact", int(text), ledger, today, new_id)
                if text
                else longer_ago(ledger, today, new_id)
            )
            if found is not None:
                self._write_reply(found, ledger)

        most = self._screen.workspace.settings.limits.contact_known_days
        self._screen.app.push_screen(
            InputDialog(
                fact.question,
                lambda text: days(text, most),
                typed=str(number) if number else "",
                empty=f"0 is today. enter alone = longer than {most} days ago",
            ),
            answered,
        )

    def _first(self, then: str, ledger: Ledger) -> None:
        from tui.forms.screen import RecordForm

        client = ledger.client
        match then:
            case "terms":
                form = RecordForm("client", record=client, only=("rate", "floor"))
                self._screen.app.push_screen(form)
            case "payer":
                form = RecordForm("client", record=client, only=("pays_through",))
                self._screen.app.push_screen(form)
            case "time":
                self._screen.app.push_screen(RecordForm("time", client.id))
            case "day":
                self._ask_resting(ledger)
            case "finished":
                from tui.decide.screen import DecideScreen

                self._screen.app.push_screen(DecideScreen(client.id, screen="finished"))
            case "import":
                from tui.imports.screen import ImportScreen

                self._screen.app.push_screen(ImportScreen())

    def _ask_resting(self, ledger: Ledger) -> None:
        today = self._screen.workspace.today

        def answered(text: str | None) -> None:
            if text is not None:
                until = date.fromisoformat(parse.day(text, today))
                self._write_reply(resting(ledger, today, until, str(uuid4())), ledger)

        question = "Resting until which day?"
        self._screen.app.push_screen(
            InputDialog(question, lambda text: parse.day(text, today)), answered
        )


def days(text: str, most: int) -> int:
    """A number of days up to `most`. Raises BadValue."""
    if text.isascii() and text.isdigit() and int(text) <= most:
        return int(text)
    raise BadValue(f"A number from 0 to {most}, please, or nothing for longer")
