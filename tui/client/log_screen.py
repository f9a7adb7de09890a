"""The log strip: one digit writes down what happened this week."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from uuid import uuid4

from textual.app import ComposeResult
from textual.content import Content
from textual.events import Key
from textual.screen import ModalScreen
from textual.widgets import Static
from typing_extensions import override

from triage.changes import Put
from triage.fields.days import Day
from triage.fields.field import FieldError
from triage.records import EVENT_FIELDS, Record
from triage.records.codec import parse
from triage.terms import value_term
from tui.keys.action import KeyAction
from tui.routes import RecordRoute
from tui.ui.base_screen import BaseScreen
from tui.ui.choice_dialog import choose
from tui.ui.input_dialog import InputDialog, ask_line
from tui.ui.word_search import WordSearch
from tui.wording.formatting import dated, long_day
from tui.wording.safe_text import content, short

_NEED_TIME, _NEED_TIME_WORDS = "0", "they need time ..."
_MORE, _MORE_WORDS = "+", "more ..."
_LEAVES = "l"
"""Pressed again before anything is typed it closes the strip; in a word it is a letter."""
_COLUMNS = 3
"""Where there is room for them."""
_DIGIT, _GAP, _MARGINS = 2, 3, 6
LOG_CHOICES: tuple[tuple[str, str, str, Mapping[str, object]], ...] = (
    ("1", "talked", "call", {}),
    ("2", "extra work requested", "request", {"outcome": "pending"}),
    ("3", "extra work done for free", "request", {"outcome": "absorbed"}),
    ("4", "complaint", "message_in", {"complaint": True}),
    ("5", "no-show", "no_show", {}),
    ("6", "rude or abusive", "message_in", {"tone": -2}),
    ("7", "no reply", "message_out", {"asks": True}),
    ("8", "thanks", "thanks", {}),
    ("9", "rush work", "false_urgent", {}),
)
"""Digit, words, the event written, and its fields; what needs an answer soon stands on the first
rows. The digit after them asks why they need time, the last key opens the whole form."""

_MILDEST = ("holiday", "illness", "family", "other", "bereavement")
"""Reasons for time they need in the order in which they are offered: whoever presses Enter too
soon must not have written down a death."""


_WITH_A_DAY = "holiday"
"""The reason whose end they mostly know and tell."""


class LogScreen(BaseScreen[None], ModalScreen[None]):
    """A strip over the screen below. `enter` says that you talked today; the letters of a word
    lead to another line, which enter then takes."""

    GROUP = "log"
    CSS_PATH = "log_screen.tcss"

    def __init__(self, client_id: str) -> None:
        super().__init__()
        self._client_id = client_id
        # Made before the first try: a save that is tried again lands once.
        self._new_id, self._pause_id = str(uuid4()), str(uuid4())
        self.marked: int | None = None
        """The number of the line that the typed letters lead to."""
        self._lines = [*(words for _, words, _, _ in LOG_CHOICES), _NEED_TIME_WORDS, _MORE_WORDS]
        self._digits = [*(digit for digit, *_ in LOG_CHOICES), _NEED_TIME, _MORE]
        self._search = WordSearch(self._lines)

    @override
    def body(self) -> ComposeResult:
        yield Static(self._heading(), id="log-heading")
        yield Static(self._choices(), id="log-choices")

    def _heading(self) -> Content:
        return Content.assemble(
            ("What happened?  ", "bold"),
            content(short(self.name_of(self._client_id), 60)),
            (f"   {long_day(self.workspace.today)}", "$quiet"),
        )

    @override
    def refresh_from_workspace(self) -> None:
        super().refresh_from_workspace()
        self.query_one("#log-heading", Static).update(self._heading())

    def on_resize(self) -> None:
        self.query_one("#log-choices", Static).update(self._choices())

    def _choices(self) -> Content:
        """The lines in as many columns as the window has room for, each as wide as it needs."""
        choices = list(zip(self._digits, self._lines, strict=True))
        room = self.app.size.width - _MARGINS
        for columns in range(_COLUMNS, 0, -1):
            widths = [
                max(len(text) for _, text in choices[column::columns]) + _DIGIT + _GAP
                for column in range(columns)
            ]
            if sum(widths) - _GAP <= room:
                break
        marked = None if self.marked is None else self._digits[self.marked - 1]
        rows = [choices[first : first + columns] for first in range(0, len(choices), columns)]
        return Content("\n").join(
            Content.assemble(
                *(
                    Content.assemble(
                        (digit, "$accent bold"),
                        " ",
                        (text, "bold reverse" if digit == marked else ""),
                        " " * (width - _DIGIT - len(text)),
                    )
                    for (digit, text), width in zip(row, widths, strict=False)
                )
            )
            for row in rows
        )

    def on_key(self, event: Key) -> None:
        character = event.character or ""
        if character in self._digits:
            event.stop()
            self.action_choose(self._digits.index(character) + 1)
        elif self.marked is not None and event.key == "enter":
            event.stop()
            event.prevent_default()
            self.action_choose(self.marked)
        elif character.isalpha() and (self._search.typed or character != _LEAVES):
            event.stop()
            event.prevent_default()
            at = self._search.type(character, (self.marked or 0) - 1)
            self._mark(None if at is None else at + 1)
            if at is None:
                self.notify_user(f"No choice has a word that begins with “{character}”.")
        elif self.marked is not None and event.key == "backspace":
            event.stop()
            self._search.forget()
            self._mark(None)

    def _mark(self, number: int | None) -> None:
        """Mark the line that enter takes; without one it is "talked"."""
        self.marked = number
        self.query_one("#log-choices", Static).update(self._choices())
        self.show_keys()

    @override
    def bar(self) -> list[KeyAction]:
        """Enter takes the marked line, and says so."""
        keys = super().bar()
        if self.marked is None:
            return keys
        words = self._lines[self.marked - 1]
        return [replace(key, label=words) if key.id == "log.talked" else key for key in keys]

    def action_choose(self, number: int) -> None:
        """Log the line of that number; the last two ask for the reason, and open the form."""
        key = self._digits[number - 1]
        if key == _MORE:
            self.dismiss()
            self.host.open(RecordRoute("event", self._client_id))
        elif key == _NEED_TIME:
            self._ask_why()
        else:
            _, words, what, fields = LOG_CHOICES[number - 1]
            self._log(words, what, dict(fields))

    def _ask_why(self) -> None:
        """Why they need time: while it holds, nothing is asked of them."""
        reasons = sorted(EVENT_FIELDS["message_in"]["reason_to_wait"] or (), key=_MILDEST.index)
        answers = [(value_term("reason_to_wait", reason), reason) for reason in reasons]

        def answered(reason: str) -> None:
            if reason == _WITH_A_DAY:
                self._ask_until(reason)
            else:
                self._need_time(reason)

        choose(self, "Why do they need time?", answers, answered)

    def _ask_until(self, reason: str) -> None:
        context = self.workspace.typing()

        def last_day(text: str) -> date:
            day = Day().parse(text, context)
            if day < context.today:
                raise FieldError("That date is in the past")
            return day

        ask_line(
            self,
            InputDialog(
                "Until which day?",
                last_day,
                empty="Leave it empty if they did not say.",
                reads=(Day(), context),
            ),
            lambda day: self._need_time(reason, day),
        )

    def _need_time(self, reason: str, until: date | None = None) -> None:
        """They wrote that they need time; with a day, the work pauses up to it."""
        words = f"they need time, {value_term('reason_to_wait', reason)}"
        if until is None:
            self._log(words, "message_in", {"reason_to_wait": reason})
            return
        pause = self._event(
            self._pause_id, "pause", {"by": "them", "reason_to_wait": reason, "until": until}
        )
        until_words = dated(until, self.workspace.today)
        self._log(f"{words} until {until_words}", "message_in", {}, Put(pause))

    def _event(self, id_: str, what: str, fields: Mapping[str, object]) -> Record:
        today = self.workspace.today.isoformat()
        line = {"id": id_, "client": self._client_id, "on": today, "what": what}
        days = {k: v.isoformat() if isinstance(v, date) else v for k, v in fields.items()}
        return parse({**line, **days}, "event")

    def _log(self, words: str, what: str, fields: Mapping[str, object], *more: Put) -> None:
        event = self._event(self._new_id, what, fields)
        name = self.name_of(self._client_id)
        label, said = f"{name}: {words}", f"Logged for {short(name, 40)}: {words}"
        if self.write(label, Put(event), *more, message=said):
            self.dismiss()
