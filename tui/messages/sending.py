"""How a message gets out: copied, written to a file, written in an editor, and "sent on".

The program sends nothing itself. What it keeps is the fact that the user did.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from storage.errors import Stale, StorageError
from storage.paths import at_home
from storage.text_export import write_letter
from triage.changes import Put
from triage.fields.days import Day
from triage.fields.field import Context, FieldError
from triage.fields.texts import Text
from triage.messages.findings import LintFinding
from triage.playbook.errors import DecisionRefused
from triage.records import Event
from tui.messages.lines import COOLING
from tui.messages.message_draft import DraftedScreen
from tui.ui.base_screen import Result
from tui.ui.choice_dialog import ChoiceDialog
from tui.ui.editor import EditorTrouble, edited
from tui.ui.input_dialog import InputDialog
from tui.ui.text_area import MOST_BYTES, kilobytes
from tui.wording.formatting import count, dated, long_day
from tui.wording.safe_text import safe, short

COOLED_FOR_GOOD = "parting_letter"
"""The one letter whose night's sleep no reason replaces."""
REASON_CHARS, COOLING_REASON_CHARS = 10, 40
"""How long the reason for sending despite a stop must be. Passing a night's sleep is an override,
and takes as many characters as any other."""
_MOST_QUESTIONS = 8


class SendingScreen(DraftedScreen[Result]):
    """A screen on which a message is written. Subclasses show it and look it over."""

    def run_lint(self) -> tuple[LintFinding, ...]:
        """What lint says of the text as it stands now, shown too."""
        raise NotImplementedError

    def replace_text(self, text: str) -> None:
        """Another text in place of the one shown."""
        raise NotImplementedError

    # --- out of the program -------------------------------------------------------------

    def action_copy(self) -> None:
        """Hand the text to the terminal's clipboard."""
        if self.blocked("copy"):
            return
        self.app.copy_to_clipboard(self.drafting.text)
        file = self.key_of("message.file")
        self.notify_user(
            f"Sent to the terminal's clipboard. If nothing arrives there, {file} writes a file."
        )

    def action_file(self) -> None:
        """Write the text to a file in a folder of the user's choice."""
        if self.blocked("file"):
            return

        def chosen(folder: str | None) -> None:
            if folder:
                self._write_file(at_home(folder))

        start = str(self.workspace.configuration.letters or Path.home())
        self.app.push_screen(InputDialog("Into which folder?", _check_folder, typed=start), chosen)

    def _write_file(self, folder: Path) -> None:
        drafting = self.drafting
        # Not the client's name: files are seen by others, and sent along.
        name = f"{self.workspace.today}-{drafting.template.id}-{drafting.client_id}"
        try:
            path = write_letter(folder, name, drafting.text.rstrip() + "\n")
        except StorageError as trouble:
            self.notify_user(f"{trouble.message}\n{trouble.hint}", bad=True, seconds=10)
            return
        self.workspace.configuration.letters = folder
        self.notify_user(f"Written: {path}", seconds=10)

    def action_editor(self) -> None:
        """Write in the user's own editor; what comes back stands here."""
        if self.blocked("editor"):
            return
        self.flush_draft()
        try:
            text = edited(self.app, self.drafting.text).removesuffix("\n")
        except EditorTrouble as trouble:
            self.notify_user(str(trouble), bad=True, seconds=10)
            return
        if kilobytes(text) > MOST_BYTES / 1024:
            self.notify_user(
                f"That is {kilobytes(text):,.0f} kB, and a message holds 64 kB: nothing was taken.",
                bad=True,
            )
            return
        self.replace_text(safe(text, lines=True))

    # --- sent on ------------------------------------------------------------------------

    def action_sent(self) -> None:
        """Record that it went out; a stop needs a written reason first."""
        found = self.run_lint()
        if self.blocked("sent"):
            return
        stops = [one for one in found if one.level == "stop"]
        if not stops:
            self._ask_day(None)
            return
        cooling = any(one.rule == COOLING for one in stops)
        least = COOLING_REASON_CHARS if cooling else REASON_CHARS

        def given(reason: str | None) -> None:
            if reason:
                self._ask_day(reason)

        self.app.push_screen(
            InputDialog(
                f"{count(len(stops), 'stop')} against it. Why does it go all the same?",
                lambda text: Text(least).parse(text, Context(self.workspace.today)),
                empty=f"{least} characters or more; the reason is kept with the message.",
            ),
            given,
        )

    def too_early(self) -> str | None:
        """Why this letter cannot go yet whatever the reason; None when it can."""
        ends = self.drafting.ready_at
        if ends is None or self.drafting.template.id != COOLED_FOR_GOOD:
            return None
        return (
            f"A parting letter sleeps for a night: it can go from {long_day(ends.date())}, "
            f"{ends:%H:%M}. Until then it can be changed."
        )

    def _ask_day(self, reason: str | None) -> None:
        def given(text: str | None) -> None:
            if text:
                self._record_sent(_past_day(text, self.workspace.today), reason)

        question = "Sent on which day?"
        ask = InputDialog(
            question, lambda text: _past_day(text, self.workspace.today), typed="today"
        )
        self.app.push_screen(ask, given)

    def _record_sent(self, day: date, reason: str | None) -> None:
        drafting = self.drafting
        try:
            written = drafting.sent(day, reason)
            self.apply(written, drop_draft=self.draft_key())
        except DecisionRefused as refused:
            self.notify_user(str(refused))
            return
        except Stale:
            self.workspace.reload()
            self.owner.records_changed()
            self.notify_user(
                "Another window changed this message meanwhile. Nothing was stored twice."
            )
            return
        except StorageError as trouble:
            self.notify_user(f"{trouble.message}\n{trouble.hint}", bad=True, seconds=10)
            return
        self.draft_done()
        self.owner.records_changed()
        undo = self.key_of("everywhere.undo")
        self.notify_user(f"Kept as sent on {long_day(day)}. {undo} takes it back")
        self._ask_answered(day)

    def _ask_answered(self, day: date) -> None:
        """Whether it answers what they wrote: a message alone does not, only the user knows."""
        waiting = _unanswered(self.workspace.ledger(self.drafting.client_id).event, day)
        if not waiting:
            self.dismiss()
            return

        def picked(index: int | None) -> None:
            if index is not None and index < len(waiting):
                self._answered(waiting[index], day)
            self.dismiss()

        today = self.workspace.today
        lines = [f"{dated(e.on, today)}  {short(e.text or 'they wrote', 44)}" for e in waiting]
        question = "Does this answer what they wrote?"
        self.app.push_screen(ChoiceDialog(question, [*lines, "None of it"]), picked)

    def _answered(self, event: Event, day: date) -> None:
        name = self.name_of(self.drafting.client_id)
        changed = replace(event, answered_on=day)
        self.write(f"{name}: answered", Put(changed, was=event), said="Answered")


def _unanswered(events: tuple[Event, ...], day: date) -> list[Event]:
    """What they wrote and still wait for an answer to, the newest first."""
    found = [
        e
        for e in events
        if e.what == "message_in" and e.needs_answer and e.answered_on is None and e.on <= day
    ]
    return sorted(found, key=lambda e: (e.on, e.id), reverse=True)[:_MOST_QUESTIONS]


def _check_folder(text: str) -> None:
    if not at_home(text).is_dir():
        raise FieldError("There is no such folder. Make it first, or name another")


def _past_day(text: str, today: date) -> date:
    day = Day().parse(text, Context(today))
    if day > today:
        raise FieldError("That day has not come yet. On which day did you send it?")
    return day
