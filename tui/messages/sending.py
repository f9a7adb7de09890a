"""How a message gets out: by the mail program, copied, or as a file; and that it was sent.

The program sends nothing itself. What it keeps is the fact that the user did.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from storage.errors import Stale, StorageError
from storage.paths import at_home
from storage.text_export import write_letter
from triage.changes import ChangeSet, Put
from triage.fields.field import FieldError
from triage.messages.findings import LintFinding
from triage.messages.mail_link import parted, subject
from triage.playbook.errors import DecisionRefused
from triage.records import Event
from tui.messages.draft import MessageDraft
from tui.messages.lines import COOLING, is_blank
from tui.messages.mail_program import Mail, MailTrouble, TooLong, open_on_desktop, open_with
from tui.ui.base_screen import BaseScreen
from tui.ui.choice_dialog import ChoiceDialog, choose
from tui.ui.editor import Editor, EditorTrouble
from tui.ui.input_dialog import InputDialog, ask_line
from tui.ui.sent_day import ask_sent_day
from tui.ui.text_area import MOST_BYTES, kilobytes, too_long
from tui.ui.unfinished_draft import REASON_CHARS, ask_reason, ask_unfinished
from tui.wording.formatting import count, dated, long_day
from tui.wording.safe_text import safe, short

COOLED_FOR_GOOD = "parting_letter"
"""The one letter whose night's sleep no reason replaces."""
COOLING_REASON_CHARS = 40
"""Passing a night's sleep is an override, and its reason takes as many characters as any other."""
_MOST_QUESTIONS = 8

_ALREADY_SENT = "Already sent; the draft kept here was not filled in"
"""The reason kept with a message that was sent from elsewhere."""


@dataclass(frozen=True, slots=True)
class MessageActions:
    """What can be done with the message on a screen, besides writing it."""

    screen: BaseScreen[None]
    drafting: MessageDraft
    run_lint: Callable[[], tuple[LintFinding, ...]]
    """Gives what lint says of the text as it stands now."""
    replace_text: Callable[[str], None]
    """Puts another text in its place."""
    refuse: Callable[[str], None]
    """Says beside it why something was not done."""
    go_to: Callable[[LintFinding], None]
    """Puts the cursor into the text where a finding is."""

    # --- out of the program -------------------------------------------------------------

    def copy(self) -> None:
        """Hand the text to the terminal's clipboard."""
        self._past_stops(lambda _reason: self._copy_text())

    def _copy_text(self, why: str = "") -> None:
        """`why` is said first."""
        self.screen.app.copy_to_clipboard(self.drafting.text)
        file = self.screen.key_of("message.file")
        self.screen.notify_user(
            f"{why}Sent to the terminal's clipboard. If nothing arrives there, {file} writes a "
            "file."
        )

    def file(self) -> None:
        """Write the text to a file in a folder of the user's choice."""
        self._past_stops(lambda _reason: self._ask_folder())

    def _ask_folder(self) -> None:
        start = str(self.screen.workspace.configuration.letters or Path.home())
        ask_line(
            self.screen,
            InputDialog("Save in which folder?", _folder, typed=start),
            self._write_file,
        )

    def _write_file(self, folder: Path) -> None:
        drafting = self.drafting
        # Not the client's name: files are seen by others, and sent along.
        name = f"{self.screen.workspace.today}-{drafting.template.id}-{drafting.client_id}"
        try:
            path = write_letter(folder, name, drafting.text.rstrip() + "\n")
        except StorageError as trouble:
            self.screen.notify_trouble(trouble)
            return
        self.screen.workspace.configuration.letters = folder
        self.screen.notify_user(f"Written: {path}", seconds=10)

    def editor(self) -> None:
        """Write in the user's own editor; what comes back stands here."""
        screen = self.screen
        screen.host.drafts.flush()
        editor = Editor(screen.app, screen.draft.key or "", screen.workspace.rescue)
        try:
            editor.change(self.drafting.text, self._take_over)
        except EditorTrouble as trouble:
            screen.notify_user(str(trouble), bad=True, seconds=10)
            return
        if editor.remark:
            screen.notify_user(editor.remark, bad=True, seconds=10)

    def _take_over(self, text: str) -> bool:
        text = text.removesuffix("\n")
        if kilobytes(text) > MOST_BYTES / 1024:
            refused = too_long(kilobytes(text), "a message")
            self.screen.notify_user(f"{refused}: the text was not changed.", bad=True)
            return False
        self.replace_text(safe(text, lines=True))
        self.screen.host.drafts.flush()
        return True

    # --- left ---------------------------------------------------------------------------

    def leave(self) -> None:
        """Keep what was typed or ticked as a record, and leave; what cannot be kept stays here."""
        self.run_lint()
        if not self.drafting.changed or self.drafting.refusal is not None:
            self.screen.draft.discard()
            self.screen.dismiss()
            return
        try:
            self._store_draft()
        except Stale:
            self.screen.host.read_again()
            self.drafting.over_theirs()
            undo = self.screen.key_of("everywhere.undo")
            self.refuse(
                f"This draft was changed in another window. Leave again to save your text; "
                f"{undo} then brings back the other version."
            )
        except StorageError as trouble:
            self.refuse(f"Not saved: {trouble.message} {trouble.hint}")
        else:
            self.screen.host.records_changed()
            self.screen.notify_stored("Draft kept")
            self.screen.dismiss()

    def _store_draft(self) -> None:
        drafting = self.drafting
        name = self.screen.name_of(drafting.client_id)
        put = Put(drafting.record(), was=drafting.stored, new=drafting.stored is None)
        label = f"Draft for {name}: {drafting.template.title}"
        self.screen.apply(ChangeSet(label, (put,)), with_draft=True)

    # --- on its way ---------------------------------------------------------------------

    def send(self) -> None:
        """Ask how it leaves: by the mail program, by the clipboard, or it has left already."""
        address = self._mail.address
        to = f"To {address}." if address else "No email address on file: the To line stays empty."
        ways = (
            ("Open it in your mail program", self._open_mail),
            ("Copy the text", self._copy_and_ask),
            ("I have already sent it", self._ask_day),
        )
        remark = f"{to} You send it yourself: this program never sends anything."
        choose(self.screen, "How do you want to send it?", ways, self._past_stops, remark)

    def _past_stops(self, then: Callable[[str | None], None]) -> None:
        """Let the text out by `then`: where something stands against it, after a written reason,
        and where a blank is left, after a look at it.
        """
        stops = [finding for finding in self.run_lint() if finding.level == "stop"]
        blanks = [stop for stop in stops if is_blank(stop)]
        if not stops:
            then(None)
        elif then == self._ask_day and len(blanks) == len(stops):
            then(_ALREADY_SENT)  # what the draft kept here lacks was filled in elsewhere
        elif not blanks or then == self._ask_day:
            self._ask_reason([stop for stop in stops if stop not in blanks], then)
        else:
            parts = [part for part in self.drafting.parts() if part.state == "open"]
            prompts = [part.slot.prompt for part in parts] or [blank.text for blank in blanks]
            ask_unfinished(
                self.screen,
                dict.fromkeys(prompts),
                lambda: self.go_to(min(blanks, key=lambda blank: blank.place or ())),
                lambda: self._ask_reason(stops, then),
            )

    def _ask_reason(self, stops: Sequence[LintFinding], then: Callable[[str | None], None]) -> None:
        cooling = any(stop.rule == COOLING for stop in stops)
        ask_reason(
            self.screen,
            f"The check found {count(len(stops), 'reason')} not to send it. Why send it anyway?",
            then,
            least=COOLING_REASON_CHARS if cooling else REASON_CHARS,
            draft=self._reason_draft,
        )

    @property
    def _mail(self) -> Mail:
        drafting = self.drafting
        about, body = parted(drafting.text)
        if not about:
            about = subject(drafting.outline.values, drafting.template.sets)
        client = self.screen.workspace.ledger(drafting.client_id).client
        return Mail((client.email or "").strip(), about, body)

    def _open_mail(self, reason: str | None) -> None:
        screen, command = self.screen, self.screen.workspace.settings.mail_program
        copy, file = screen.key_of("message.copy"), screen.key_of("message.file")
        instead = f"{copy} copies the text, {file} saves it as a file."
        screen.host.drafts.flush()
        try:
            if command is not None:
                open_with(command, self._mail, screen.app)
            else:
                open_on_desktop(self._mail, screen, instead)
        except TooLong:
            self._copy_and_ask(reason, "The text is too long for a mail link. ")
        except MailTrouble as trouble:
            screen.notify_user(f"{trouble} {instead}", bad=True, seconds=10)
        else:
            self._ask_sent(reason)

    def _copy_and_ask(self, reason: str | None, why: str = "") -> None:
        self._copy_text(why)
        self._ask_sent(reason)

    def _ask_sent(self, reason: str | None) -> None:
        """Whether it went out, once; until that is known it stays a draft."""
        answers = (("Sent today", True), ("Sent on another day", False), ("Not yet", None))

        def answered(is_today: bool | None) -> None:
            if is_today:
                self._record_sent(self.screen.workspace.today, reason)
            elif is_today is not None:
                self._ask_day(reason)

        choose(self.screen, "Sent?", answers, answered)

    # --- sent ---------------------------------------------------------------------------

    @property
    def _reason_draft(self) -> str:
        return f"sending:{self.drafting.client_id}:{self.drafting.template.id}"

    def too_early(self) -> str | None:
        """Why this letter cannot go yet whatever the reason; None when it can."""
        ends = self.drafting.ready_at
        if ends is None or self.drafting.template.id != COOLED_FOR_GOOD:
            return None
        return (
            f"A parting letter waits at least 24 hours: you can send it from "
            f"{long_day(ends.date())}, {ends:%H:%M}. Until then you can change it."
        )

    def _ask_day(self, reason: str | None) -> None:
        ask_sent_day(self.screen, lambda day: self._record_sent(day, reason))

    def _record_sent(self, day: date, reason: str | None) -> None:
        drafting = self.drafting
        if drafting.sent_already(day):
            self.screen.notify_user(f"This message is already marked as sent on {long_day(day)}.")
            return
        try:
            written = drafting.sent(day, reason)
        except DecisionRefused as refused:
            self.screen.notify_user(str(refused))
            return
        if self.screen.store(written, with_draft=True) is None:
            return
        self.screen.host.drafts.drop(self._reason_draft)
        self.screen.notify_stored(f"Recorded as sent on {long_day(day)}")
        self._ask_answered(day)

    def _ask_answered(self, day: date) -> None:
        """Whether it answers what they wrote: a message alone does not, only the user knows."""
        waiting = _unanswered(self.screen.workspace.ledger(self.drafting.client_id).event, day)
        if not waiting:
            self.screen.dismiss()
            return

        def picked(index: int | None) -> None:
            if index is not None and index < len(waiting):
                self._answered(waiting[index], day)
            self.screen.dismiss()

        today = self.screen.workspace.today
        lines = [f"{dated(e.on, today)}  {short(e.text or 'they wrote', 44)}" for e in waiting]
        question = "Does this answer what they wrote?"
        self.screen.app.push_screen(ChoiceDialog(question, [*lines, "None of it"]), picked)

    def _answered(self, event: Event, day: date) -> None:
        name = self.screen.name_of(self.drafting.client_id)
        changed = replace(event, answered_on=day)
        self.screen.write(f"{name}: replied", Put(changed, was=event), message="Replied")


def _unanswered(events: tuple[Event, ...], day: date) -> list[Event]:
    """What they wrote and still wait for an answer to, the newest first."""
    unanswered = [
        e
        for e in events
        if e.what == "message_in" and e.needs_answer and e.answered_on is None and e.on <= day
    ]
    return sorted(unanswered, key=lambda e: (e.on, e.id), reverse=True)[:_MOST_QUESTIONS]


def _folder(text: str) -> Path:
    folder = at_home(text)
    if not folder.is_dir():
        raise FieldError("There is no such folder. Create it first, or type another")
    return folder
