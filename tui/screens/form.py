"""One form for every record kind: add it, or change any record there is."""

from __future__ import annotations

import json
from typing import ClassVar
from uuid import uuid4

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.events import DescendantFocus
from textual.widgets import Input, Static

from storage.errors import Stale, StorageError
from triage.records import Client, Event, Record
from tui.blank import blank_texts, fixed_values
from tui.fields import FormField, Surroundings, form_fields, texts
from tui.form_hint import hint
from tui.labels import kind_word
from tui.reading import BadFields, changed_record, new_record
from tui.screens.draft import DraftScreen
from tui.screens.pick import PickScreen
from tui.text import content, padded, short
from tui.widgets.choice import Choice
from tui.widgets.form_lines import FormLines

_FIRST_WHAT = "message_in"


class RecordForm(DraftScreen[str | None]):
    """Answers with the id of the record that was saved, or None when it was left.

    `only` narrows the form to some fields, `at` is the field it opens on. Nothing typed is lost
    by an error: the complaint stands at its field, the text stays, and a draft is kept.
    """

    GROUP = "form"
    CSS_PATH = "form.tcss"
    AUTO_FOCUS: ClassVar[str | None] = None

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
        self._before: dict[str, str] = {}
        self._typed: dict[str, str] = {}

    # --- drawing ------------------------------------------------------------------------

    def body(self) -> ComposeResult:
        draft = self.kept_draft()
        self._typed = json.loads(draft) if draft else {}
        self._before = self._at_first(self._fields(self._first_what()))
        yield Static(id="form-top", classes="title")
        yield Static(classes="rule")
        yield FormLines(self._fields(self._what), self._before | self._typed)
        yield Static(id="form-hint")

    def on_mount(self) -> None:
        super().on_mount()
        self._lines.go_to(self._at)
        self._show_top()
        if self._typed:
            self.say("What you typed last time and did not save is here again.")

    def on_resize(self) -> None:
        self._show_top()

    @property
    def _lines(self) -> FormLines:
        return self.query_one(FormLines)

    @property
    def _around(self) -> Surroundings:
        ledgers = self.desk.book.ledgers
        return Surroundings(
            ledger=ledgers.get(self._client_id or ""),
            clients={id_: ledger.client.name for id_, ledger in ledgers.items()},
        )

    def _fields(self, what: str) -> list[FormField]:
        fields = form_fields(self._kind, self._around, what)
        return [one for one in fields if not self._only or one.name in self._only]

    def _first_what(self) -> str:
        return self._record.what if isinstance(self._record, Event) else _FIRST_WHAT

    @property
    def _what(self) -> str:
        """What happened, when the form is about an event: its fields follow from that."""
        return self._typed.get("what") or self._before.get("what") or _FIRST_WHAT

    def _at_first(self, fields: list[FormField]) -> dict[str, str]:
        if self._record is not None:
            return texts(self._record, fields, self._around.currency)
        limits = self.desk.settings.limits
        found = blank_texts(self._kind, fields, self._around, self.desk.today, limits)
        return found | ({"what": _FIRST_WHAT} if self._kind == "event" else {})

    def _show_top(self) -> None:
        word = kind_word(self._kind)
        title = word[0].upper() + word[1:] if self._record else f"New {word}"
        ledger = self._around.ledger
        name = short(ledger.client.name, 60) if ledger else ""
        left = Content.assemble((title, "bold"), "  ", content(name))
        width = max(10, self.size.width - 2)
        top = Content.assemble(padded(left, width - 9), (" * needed", "$quiet"))
        self.query_one("#form-top", Static).update(top)

    # --- the field at hand --------------------------------------------------------------

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """The hint follows the field."""
        self._show_hint()
        self.show_keys()

    def _show_hint(self) -> None:
        line = self._lines.at_hand
        if line is not None:
            text = hint(line.field, line.editor, self.desk.today, self.size.width - 2)
            self.query_one("#form-hint", Static).update(text)

    def why_not(self, action: str) -> str | None:
        line = self._lines.at_hand
        if action.startswith("choose(") and not (line and isinstance(line.editor, Choice)):
            return "There is nothing to choose in this field: type it."
        return None

    def action_choose(self, by: int) -> None:
        """The next of the choices, or with -1 the one before."""
        line = self._lines.at_hand
        if line is not None and isinstance(line.editor, Choice):
            line.editor.step(by)

    @on(Choice.Changed)
    async def _chosen(self) -> None:
        line = self._lines.at_hand
        if line is not None and line.field.name == "what":
            self._typed = self._all_texts()
            fields = self._fields(self._what)
            self._before = self._at_first(fields) | self._before
            await self._lines.replace_lines(fields, self._before | self._typed)
            self._lines.go_to("what")
        self._changed()

    @on(Input.Changed)
    def _changed(self) -> None:
        if self._touched():
            self.draft_changed()
        self._show_hint()

    def _all_texts(self) -> dict[str, str]:
        return self._typed | self._lines.texts()

    def _touched(self) -> dict[str, str]:
        now = self._all_texts()
        return {name: text for name, text in now.items() if text != self._before.get(name, "")}

    # --- the draft ----------------------------------------------------------------------

    def draft_key(self) -> str:
        which = self._record.id if self._record else "new"
        return f"form:{self._kind}:{self._client_id or ''}:{which}"

    def draft_text(self) -> str | None:
        touched = self._touched()
        return json.dumps(touched) if touched else None

    # --- saving -------------------------------------------------------------------------

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_submit()

    def action_submit(self) -> None:
        """The next field; on the last one, save."""
        lines = self._lines.lines
        if lines and lines[-1] is self._lines.at_hand:
            self.action_save()
        else:
            self.focus_next()

    def action_save(self) -> None:
        """Save; a complaint goes to its field."""
        if self._record is not None and not self._touched():
            self._close(None)
            return
        try:
            record = self._read(self._record)
        except BadFields as bad:
            self._complain(bad)
            return
        self._put(record, self._record)

    def _read(self, base: Record | None) -> Record:
        fields, typed = self._fields(self._what), self._all_texts()
        today, currency = self.desk.today, self._around.currency
        if base is not None:
            return changed_record(base, fields, self._before, typed, today, currency)
        fixed = fixed_values(self._kind, self._new_id, self._client_id)
        return new_record(self._kind, fixed, fields, typed, today, currency)

    def _complain(self, bad: BadFields) -> None:
        self._lines.complain(bad.errors)
        if "" in bad.errors:
            self.say(bad.errors[""], bad=True)

    def _put(self, record: Record, was: Record | None) -> None:
        from storage.store import Put

        done = "changed" if self._record else "added"
        ledger = self._around.ledger
        name = record.name if isinstance(record, Client) else ledger.client.name if ledger else ""
        word = kind_word(self._kind)
        try:
            put = Put(record, was=was)
            self.desk.apply(f"{name}: {word} {done}", put, drop_draft=self.draft_key())
        except Stale as stale:
            self._ask_about(stale.current)
        except StorageError as trouble:
            self.say(f"Not saved: {trouble.message}\n{trouble.hint}", bad=True, seconds=10)
        else:
            self.draft_done()
            self.owner.records_changed()
            undo = self.key_of("everywhere.undo")
            self.say(f"{word[0].upper() + word[1:]} {done}. {undo} takes it back")
            self.dismiss(record.id)

    # --- somebody else changed it too ---------------------------------------------------

    def _ask_about(self, current: Record | None) -> None:
        def answered(choice: int | None) -> None:
            if choice == 0:
                self._keep_mine(current)
            elif choice == 1:
                self.desk.reload()
                self.owner.records_changed()
                self._close(None)
            elif choice == 2 and current is not None:
                self._look_again(current)

        done = "removed" if current is None else "changed"
        question = f"This {kind_word(self._kind)} was {done} in another window meanwhile."
        look = ["Look again, both side by side"] if current is not None else []
        answers = ["Keep mine", "Take theirs", *look]
        self.app.push_screen(PickScreen(question, answers, "Nothing is written yet."), answered)

    def _keep_mine(self, current: Record | None) -> None:
        try:
            self._put(self._read(current or self._record), current)
        except BadFields as bad:
            self._complain(bad)

    def _look_again(self, current: Record) -> None:
        mine = self._touched()
        self._record = current
        self._before = texts(current, self._fields(self._what), self._around.currency)
        differing = {}
        for line in self._lines.lines:
            name, theirs = line.field.name, self._before.get(line.field.name, "")
            line.text = mine.get(name, theirs)
            if mine.get(name, theirs) != theirs:
                differing[name] = f"theirs: {short(theirs or 'empty')}"
        self._lines.complain(differing)

    # --- leaving ------------------------------------------------------------------------

    def action_leave(self) -> None:
        """Leave; what was typed is asked about."""
        if not self._touched():
            self._close(None)
            return

        def answered(choice: int | None) -> None:
            if choice == 0:
                self.action_save()
            elif choice == 1:
                self._close(None)

        question = "Save what you typed?"
        self.app.push_screen(PickScreen(question, ["Save", "Leave without saving"]), answered)

    def action_back(self) -> None:
        self.action_leave()

    def _close(self, result: str | None) -> None:
        self.draft_done()
        try:
            self.desk.store.drop_draft(self.draft_key())
        except StorageError as trouble:
            self.say(f"{trouble.message}\n{trouble.hint}", bad=True)
        self.dismiss(result)
