"""One form for every record kind: add it, or change any record there is."""

from __future__ import annotations

import json
from uuid import uuid4

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
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
from tui.widgets.form_line import FormLine


class RecordForm(DraftScreen[str | None]):
    """Answers with the id of the record that was saved, or None when it was left.

    `only` narrows the form to some fields, `at` is the field it opens on. Nothing typed is lost
    by an error: the complaint stands at its field, the text stays, and a draft is kept.
    """

    GROUP = "form"
    CSS_PATH = "form.tcss"
    AUTO_FOCUS = None

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
        yield Static(id="form-top", classes="title")
        yield Static(classes="rule")
        yield VerticalScroll(id="form-lines", can_focus=False)
        yield Static(id="form-hint")

    async def on_mount(self) -> None:
        super().on_mount()
        what = self._record.what if isinstance(self._record, Event) else None
        fields = self._fields(what or "message_in")
        if self._record is not None:
            self._before = texts(self._record, fields, self._around.currency)
        else:
            today, limits = self.desk.today, self.desk.settings.limits
            self._before = blank_texts(self._kind, fields, self._around, today, limits)
        restored = self._restore()
        await self._show_lines()
        self._show_top()
        if restored:
            self._tell("What you typed last time and did not save is here again.")

    def on_resize(self) -> None:
        self._show_top()

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

    @property
    def _what(self) -> str:
        return self._typed.get("what") or self._before.get("what", "")

    async def _show_lines(self) -> None:
        fields = self._fields(self._what)
        if self._record is not None:
            self._before |= {
                name: text
                for name, text in texts(self._record, fields, self._around.currency).items()
                if name not in self._before
            }
        lines, section = [], ""
        for one in fields:
            heading = one.section if one.section != section else ""
            section = one.section
            text = self._typed.get(one.name, self._before.get(one.name, ""))
            lines.append(FormLine(one, text, heading))
        box = self.query_one("#form-lines", VerticalScroll)
        await box.remove_children()
        await box.mount_all(lines)
        wanted = next((line for line in lines if line.field.name == self._at), lines[0])
        wanted.editor.focus()

    def _show_top(self) -> None:
        new = "New " if self._record is None else ""
        what = f"{new}{kind_word(self._kind)}"
        ledger = self._around.ledger
        name = short(ledger.client.name, 60) if ledger else ""
        left = Content.assemble((what[0].upper() + what[1:], "bold"), "  ", content(name))
        width = max(10, self.size.width - 2)
        top = Content.assemble(padded(left, width - 9), (" * needed", "$quiet"))
        self.query_one("#form-top", Static).update(top)

    # --- the field at hand --------------------------------------------------------------

    def _lines(self) -> list[FormLine]:
        return list(self.query(FormLine))

    def _line_at_hand(self) -> FormLine | None:
        return next((line for line in self._lines() if line.editor.has_focus), None)

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """The hint follows the field."""
        self._show_hint()
        self.show_keys()

    def _show_hint(self) -> None:
        line = self._line_at_hand()
        if line is not None:
            self.query_one("#form-hint", Static).update(
                hint(line.field, line.editor, self.desk.today)
            )

    def _tell(self, text: str) -> None:
        self.query_one("#form-hint", Static).update(content(text, "$quiet"))

    def why_not(self, action: str) -> str | None:
        line = self._line_at_hand()
        if action.startswith("choose(") and not (line and isinstance(line.editor, Choice)):
            return "Nothing to choose in this field: type it."
        return None

    def action_choose(self, by: int) -> None:
        """The next of the choices, or with -1 the one before."""
        line = self._line_at_hand()
        if line is not None and isinstance(line.editor, Choice):
            line.editor.step(by)

    @on(Choice.Changed)
    async def _chosen(self, event: Choice.Changed) -> None:
        self._changed()
        line = self._line_at_hand()
        if line is not None and line.field.name == "what":
            self._at = "what"
            self._typed = self._all_texts()
            await self._show_lines()
        self._show_hint()

    @on(Input.Changed)
    def _edited(self) -> None:
        self._changed()
        self._show_hint()

    def _changed(self) -> None:
        if self._touched():
            self.draft_changed()

    def _all_texts(self) -> dict[str, str]:
        return self._typed | {line.field.name: line.text for line in self._lines()}

    def _touched(self) -> dict[str, str]:
        return {
            name: text
            for name, text in self._all_texts().items()
            if text != self._before.get(name, "")
        }

    # --- the draft ----------------------------------------------------------------------

    def draft_key(self) -> str:
        which = self._record.id if self._record else "new"
        return f"form:{self._kind}:{self._client_id or ''}:{which}"

    def draft_text(self) -> str | None:
        touched = self._touched()
        return json.dumps(touched) if touched else None

    def _restore(self) -> bool:
        draft = self.kept_draft()
        self._typed = json.loads(draft) if draft else {}
        return bool(self._typed)

    # --- saving -------------------------------------------------------------------------

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_submit()

    def action_submit(self) -> None:
        """The next field; on the last one, save."""
        lines = self._lines()
        if lines and lines[-1].editor.has_focus:
            self.action_save()
        else:
            self.focus_next()

    def action_save(self) -> None:
        """Save; a complaint goes to its field."""
        if self._record is not None and not self._touched():
            self._close(None)
            return
        try:
            record = self._read()
        except BadFields as bad:
            self._complain(bad)
            return
        self._put(record, self._record)

    def _read(self, base: Record | None = None) -> Record:
        fields, all_texts = self._fields(self._what), self._all_texts()
        today, currency = self.desk.today, self._around.currency
        base = base or self._record
        if base is not None:
            return changed_record(base, fields, self._before, all_texts, today, currency)
        fixed = fixed_values(self._kind, self._new_id, self._client_id)
        return new_record(self._kind, fixed, fields, all_texts, today, currency)

    def _complain(self, bad: BadFields) -> None:
        lines = self._lines()
        for line in lines:
            line.complain(bad.errors.get(line.field.name, ""))
        first = next((line for line in lines if line.field.name in bad.errors), None)
        if first is not None:
            first.editor.focus()
            first.scroll_visible(animate=False)
        if "" in bad.errors:
            self.say(bad.errors[""], bad=True)

    def _put(self, record: Record, was: Record | None) -> None:
        from storage.store import Put

        done = "changed" if self._record else "added"
        ledger = self._around.ledger
        name = record.name if isinstance(record, Client) else ledger.client.name if ledger else ""
        try:
            label = f"{name}: {kind_word(self._kind)} {done}"
            self.desk.apply(label, Put(record, was=was), drop_draft=self.draft_key())
        except Stale as stale:
            self._ask_about(stale)
        except StorageError as trouble:
            self.say(f"Not saved: {trouble.message}\n{trouble.hint}", bad=True, seconds=10)
        else:
            self.draft_done()
            self.owner.records_changed()
            what = kind_word(self._kind)
            undo = self.key_of("everywhere.undo")
            self.say(f"{what[0].upper() + what[1:]} {done}. {undo} takes it back")
            self.dismiss(record.id)

    def _ask_about(self, stale: Stale) -> None:
        def answered(choice: int | None) -> None:
            if choice == 0:
                self._keep_mine(stale.current)
            elif choice == 1:
                self.desk.reload()
                self.owner.records_changed()
                self._close(None)
            elif choice == 2:
                self._look_again(stale.current)

        gone = stale.current is None
        question = f"This {kind_word(self._kind)} was {'removed' if gone else 'changed'} meanwhile."
        answers = ["Keep mine", "Take theirs"] + ([] if gone else ["Look again, both side by side"])
        self.app.push_screen(PickScreen(question, answers, "Nothing is written yet."), answered)

    def _keep_mine(self, current: Record | None) -> None:
        try:
            self._put(self._read(current), current)
        except BadFields as bad:
            self._complain(bad)

    def _look_again(self, current: Record | None) -> None:
        if current is None:
            return
        mine = self._touched()
        self._record = current
        fields = self._fields(self._what)
        theirs = texts(current, fields, self._around.currency)
        self._before = theirs
        for line in self._lines():
            name = line.field.name
            line.text = mine.get(name, theirs.get(name, ""))
            differs = name in mine and mine[name] != theirs.get(name, "")
            line.complain(f"theirs: {short(theirs.get(name) or 'empty')}" if differs else "")

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
