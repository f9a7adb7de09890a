"""One form for every record kind: add it, or change any record there is."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar
from uuid import uuid4

from textual import getters, on
from textual.app import ComposeResult
from textual.content import Content
from textual.events import DescendantFocus
from textual.widgets import Input, Static
from typing_extensions import override

from storage.errors import Stale, StorageError
from triage.changes import ChangeSet, Put
from triage.playbook.state.ended_by_hand import without_goodbye
from triage.records import Client, Record
from triage.records.plausible import floor_above_rate
from triage.terms import kind_term
from triage.text import fold
from tui.forms.choice import ChoiceInput
from tui.forms.fields import Surroundings
from tui.forms.form_lines import FormLines
from tui.forms.hint import hint
from tui.forms.new_terms import settle_terms
from tui.forms.parse import BadFields
from tui.forms.values import FormValues
from tui.ui.base_screen import BaseScreen
from tui.ui.choice_dialog import ChoiceDialog
from tui.wording.formatting import long_day
from tui.wording.safe_text import both_ends, content, short

_NO_GOODBYE = (
    "No goodbye is on record. To end it, decide “Part ways” or “Finished” on the client's page; "
    "here you can enter only an ending from more than four weeks ago."
)


class RecordForm(BaseScreen[str | None]):
    """Answers with the id of the record that was saved, or None when it was left.

    `only` narrows the form to some fields, `at` is the field it opens on. Nothing typed is lost
    by an error: the complaint stands at its field, the text stays, and a draft is kept.
    """

    GROUP = "form"
    TYPING = True
    CSS_PATH = "screen.tcss"
    AUTO_FOCUS: ClassVar[str | None] = None

    _lines = getters.query_one(FormLines)

    def __init__(
        self,
        kind: str,
        client_id: str | None = None,
        record: Record | None = None,
        *,
        only: tuple[str, ...] = (),
        at: str = "",
    ) -> None:
        super().__init__()
        self._kind = kind
        self._client_id = record.id if isinstance(record, Client) else client_id
        self._record = record
        self._only = only
        self._at = at
        # Made before the first try: a save that is tried again lands once.
        self._new_id = str(uuid4())
        self._filled: FormValues | None = None
        self._hint = Content("")

    # --- drawing ------------------------------------------------------------------------

    @override
    def body(self) -> ComposeResult:
        yield Static(id="form-top", classes="title")
        yield Static(classes="rule")
        which = self._record.id if self._record else "new"
        key = f"form:{self._kind}:{self._client_id or ''}:{which}"
        draft = self.draft.keep(key, self._unsaved)
        self._filled = self._begun_today(json.loads(draft) if draft else None)
        yield FormLines(self._values.fields, self._values.texts, self._values.context)
        yield Static(id="form-hint")

    def _begun_today(self, draft: Mapping[str, str] | None = None) -> FormValues:
        return FormValues(
            self._kind,
            self._record,
            self._around,
            self.workspace.typing(self._around.currency),
            self.workspace.limits,
            only=self._only,
            draft=draft,
        )

    @override
    def on_mount(self) -> None:
        super().on_mount()
        touched = self._values.touched
        for line in self._lines.lines:
            if line.field.name in touched:
                line.go_on_typing()
        self._lines.go_to(self._at or self._values.begins_at)
        self._show_top()
        if touched:
            self.notify_user("Your unsaved text from last time is back.")

    @override
    def refresh_from_workspace(self) -> None:
        """After midnight: what is typed keeps the day it was begun; nothing typed, a new day."""
        super().refresh_from_workspace()
        if self._filled is None or self.is_over or self._values.begun_on == self.workspace.today:
            return
        if not self._values.touched:
            self._filled = self._begun_today()
            self._lines.fill(self._values.texts)
        self._show_top()

    def on_resize(self) -> None:
        self._show_top()
        self.call_after_refresh(self._lines.keep_in_sight)

    @property
    def _values(self) -> FormValues:
        assert self._filled is not None
        return self._filled

    @property
    def _around(self) -> Surroundings:
        ledgers = self.workspace.book.ledgers
        return Surroundings(
            ledger=ledgers.get(self._client_id or ""),
            clients={id_: ledger.client.name for id_, ledger in ledgers.items()},
        )

    def _show_top(self) -> None:
        word = kind_term(self._kind)
        new = f"New {word.removeprefix('your ')}"
        title = word[0].upper() + word[1:] if self._record else new
        name = short(self.name_of(self._client_id or ""), 60)
        left = Content.assemble((title, "bold"), "  ", content(name))
        begun = self._values.begun_on
        day = f"started {long_day(begun)}  " if begun != self.workspace.today else ""
        width = max(10, self.size.width - 2)
        top = both_ends(left, Content.styled(f"{day}* needed", "$quiet"), width)
        self.query_one("#form-top", Static).update(top)

    # --- the field at hand --------------------------------------------------------------

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """The hint follows the field."""
        self._show_hint()
        self.show_keys()

    def _show_hint(self) -> None:
        line = self._lines.at_hand
        if line is None:
            return
        text = hint(line.field, line.editor, self.size.width - 2)
        if text != self._hint:  # to draw it is to lay out the whole form
            self._hint = text
            self.query_one("#form-hint", Static).update(text)

    @override
    def disabled_reason(self, action: str) -> str | None:
        line = self._lines.at_hand
        if action.startswith("choose(") and not (line and isinstance(line.editor, ChoiceInput)):
            return "This field has no choices: type the answer."
        return None

    def action_step(self, by: int) -> None:
        """The next field, or with -1 the one before, from one that can be read; it stops at the
        ends.
        """
        if not self._is_wrong():
            self._lines.step(by)

    def action_choose(self, by: int) -> None:
        """The next of the choices, or with -1 the one before."""
        line = self._lines.at_hand
        if line is not None and isinstance(line.editor, ChoiceInput):
            line.editor.step(by)

    @on(ChoiceInput.Changed)
    async def _chosen(self) -> None:
        self._changed()
        line = self._lines.at_hand
        if line is not None and line.field.name == "what":
            await self._lines.replace_lines(self._values.fields, self._values.texts)

    @on(Input.Changed)
    def _changed(self) -> None:
        self._values.take(self._lines.texts())
        followed = self._values.follow()
        for line in self._lines.lines:
            if line.field.name in followed:
                line.text = followed[line.field.name]
        self._lines.read_against(self._values.context)
        if self._lines.errors:
            self.call_later(self._lines.follow, self._errors())
        self.draft.changed()
        self._show_hint()

    def _errors(self) -> Mapping[str, str]:
        """What stands against saving as of now, by the field's name."""
        try:
            self._values.read(self._record, self._new_id, self._client_id)
        except BadFields as bad:
            return bad.errors
        return {}

    # --- the draft ----------------------------------------------------------------------

    def _unsaved(self) -> str | None:
        touched = self._values.touched
        return json.dumps(touched) if touched else None

    # --- saving -------------------------------------------------------------------------

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_submit()

    def action_submit(self) -> None:
        """The next field, from one that can be read; on the last one, save."""
        lines, line = self._lines.lines, self._lines.at_hand
        if lines and lines[-1] is line:
            self.action_save()
        elif not self._is_wrong():
            self._lines.step(1)

    @on(Input.Blurred)
    def _passed(self, event: Input.Blurred) -> None:
        """With Tab or the mouse a field is left whatever stands in it: what cannot be read says
        so."""
        line = next((line for line in self._lines.lines if line.editor is event.input), None)
        wrong = self._values.wrong(line.field) if line is not None else ""
        if line is not None and wrong and line.field.name not in self._lines.errors:
            self.call_later(self._lines.mark, {**self._lines.errors, line.field.name: wrong})

    def _is_wrong(self) -> bool:
        """Whether the field at hand cannot be read: then it keeps the cursor, and says why."""
        line = self._lines.at_hand
        wrong = self._values.wrong(line.field) if line is not None else ""
        if line is None or not wrong:
            return False
        name = line.field.name
        self.call_later(self._lines.complain, {**self._lines.errors, name: wrong}, name)
        return True

    def action_save(self) -> None:
        """Save; a complaint goes to its field."""
        if self._record is not None and not self._values.touched:
            self._close(None)
        else:
            self._save(self._values.record, self._values.record)

    def _save(self, base: Record | None, was: Record | None) -> None:
        """Put what was typed on top of `base`; `was` is what the user has seen there."""
        try:
            record = self._values.read(base, self._new_id, self._client_id)
        except BadFields as bad:
            self._complain(bad)
        else:
            self._settle(record, was)

    def _settle(self, record: Record, was: Record | None) -> None:
        ledger = self._around.ledger
        if not isinstance(record, Client) or not isinstance(was, Client) or ledger is None:
            self._put(record, was)
            return
        on, playbook = self.workspace.today, self.workspace.playbook
        if field := without_goodbye(record, was, ledger, on, playbook):
            self._complain(BadFields({field: _NO_GOODBYE}))
            return
        settle_terms(
            self,
            record,
            replace(ledger, client=was),
            frozenset(self._values.touched),
            self._values.context,
            lambda client, invoices: self._put(client, was, *invoices),
        )

    def _complain(self, bad: BadFields) -> None:
        self.call_later(self._lines.complain, bad.errors)
        if "" in bad.errors:
            self.notify_user(bad.errors[""], bad=True)

    def _put(self, record: Record, was: Record | None, *more: Put) -> None:
        done = "changed" if self._record else "added"
        name = record.name if isinstance(record, Client) else self.name_of(self._client_id or "")
        word = kind_term(self._kind)
        try:
            changes = ChangeSet(f"{name}: {word} {done}", (Put(record, was=was), *more))
            applied = self.apply(changes, with_draft=True)
        except Stale as stale:
            self._ask_about(stale.current)
        except StorageError as trouble:
            self.notify_user(f"Not saved: {trouble.message}\n{trouble.hint}", bad=True, seconds=10)
        else:
            self.host.records_changed()
            twin = ". Another client has that name too" if self._has_twin(record) else ""
            slip = isinstance(record, Client) and floor_above_rate(record)
            above = ". Their floor is above their rate" if slip else ""
            saved = f"{word[0].upper() + word[1:]} {done}{twin}{above}"
            self.notify_stored(". ".join((saved, *applied.brought)))
            self.dismiss(record.id)

    def _has_twin(self, record: Record) -> bool:
        return isinstance(record, Client) and any(
            id_ != record.id and fold(name) == fold(record.name)
            for id_, name in self._around.clients.items()
        )

    # --- somebody else changed it too ---------------------------------------------------

    def _ask_about(self, current: Record | None) -> None:
        def answered(choice: int | None) -> None:
            if choice == 0:
                self._save(current or self._record, current)
            elif choice == 1:
                self.host.read_again()
                self._close(None)
            elif choice == 2 and current is not None:
                self._look_again(current)

        done = "removed" if current is None else "changed"
        question = f"Another window {done} this {kind_term(self._kind)}."
        look = ["Compare both"] if current is not None else []
        answers = ["Keep mine", "Use the other version", *look]
        self.app.push_screen(
            ChoiceDialog(question, answers, "Your version is not saved yet."), answered
        )

    def _look_again(self, current: Record) -> None:
        theirs = self._values.put_beside(current)
        self._lines.fill(self._values.texts)
        beside = {name: f"other version: {short(text or 'empty')}" for name, text in theirs.items()}
        self.call_later(self._lines.compare, beside)

    # --- leaving ------------------------------------------------------------------------

    @override
    def action_leave(self) -> None:
        """Leave; what was typed is asked about."""
        if not self._values.touched:
            self._close(None)
            return

        def answered(choice: int | None) -> None:
            if choice == 0:
                self.action_save()
            elif choice == 1:
                self._close(None)

        question = "Save what you typed?"
        self.app.push_screen(ChoiceDialog(question, ["Save", "Leave without saving"]), answered)

    def _close(self, result: str | None) -> None:
        self.draft.discard()
        self.dismiss(result)
