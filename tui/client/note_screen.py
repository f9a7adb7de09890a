"""A note: the user's own words about a client, kept while they are typed."""

from __future__ import annotations

from datetime import date
from typing import ClassVar
from uuid import uuid4

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static, TextArea
from typing_extensions import override

from storage.errors import StorageError
from triage.changes import ChangeSet, Put
from triage.records import Note
from tui.ui.base_screen import BaseScreen
from tui.ui.client_glance import ClientGlance
from tui.ui.editor import Editor, EditorTrouble
from tui.ui.remark import DraftRemark
from tui.ui.text_area import MOST_BYTES, LongTextArea, kilobytes, too_long
from tui.wording.formatting import long_day
from tui.wording.safe_text import both_ends, content, safe, short


class NoteScreen(BaseScreen[None]):
    """A new note, or new words for an old one: notes are never changed, only superseded.

    Leaving saves. "Saved" is said only after the note is on the disk; when that fails, the text
    stays here and in the draft.
    """

    GROUP = "note"
    TYPING = True
    CSS_PATH = "note_screen.tcss"
    AUTO_FOCUS: ClassVar[str | None] = "#note-text"

    def __init__(self, client_id: str, note: Note | None = None) -> None:
        super().__init__()
        self._client_id = client_id
        self._older = note
        # Made before the first try: a save that is tried again lands once.
        self._new_id = str(uuid4())
        self._at_first = safe(note.text, lines=True) if note else ""
        self._area = LongTextArea(self._at_first, id="note-text")
        self._begun: date | None = None
        self._remark = DraftRemark(id="note-said")
        self._glance = ClientGlance()

    @override
    def body(self) -> ComposeResult:
        yield Static(id="note-top", classes="title")
        yield Static(classes="rule")
        yield self._area
        yield self._remark
        yield self._glance

    @override
    def on_mount(self) -> None:
        super().on_mount()
        older = f":{self._older.id}" if self._older else ""
        key = f"note:{self._client_id}{older}"
        draft = self.draft.keep(key, self._unsaved, self._say_of_draft)
        if draft is not None and draft != self._at_first:
            self._area.load_text(safe(draft, lines=True))
            self._area.move_cursor(self._area.document.end)
            self._remark.say("Your unsaved text from last time is back.")
        self._show_top()

    def on_resize(self) -> None:
        self._show_top()

    @override
    def refresh_from_workspace(self) -> None:
        super().refresh_from_workspace()
        self._show_top()

    @property
    def _day(self) -> date:
        """The day of the note: that of its first word, though midnight may have passed since."""
        return self._begun or self.workspace.today

    def _show_top(self) -> None:
        name = self.name_of(self._client_id)
        what = "New version of a note" if self._older else "Note"
        day = long_day(self._day)
        if self._day != self.workspace.today:
            day = f"started {day}"
        width = max(10, self.size.width - 2)
        left = Content.assemble((what, "bold"), "  ", content(short(name, 60)))
        top = both_ends(left, Content.styled(day, "$quiet"), width)
        self.query_one("#note-top", Static).update(top)
        overview = self.workspace.overviews.get(self._client_id)
        self._glance.show(overview, self.workspace.look.glyphs)

    # --- the draft ----------------------------------------------------------------------

    def _unsaved(self) -> str | None:
        text = self._area.text
        return text if text.strip() and text != self._at_first else None

    def _say_of_draft(self, kept: bool) -> None:
        trouble = self._too_long() if kept else ""
        words = trouble or "Saved as a draft."
        self._remark.say_of_draft(words if kept else "", wrong=bool(trouble))

    @on(TextArea.Changed)
    def _typed(self) -> None:
        self._remark.typed()
        if self._unsaved() is None:
            self._begun = None
        elif self._begun is None:
            self._begun = self.workspace.today
        self.draft.changed()

    # --- keys ---------------------------------------------------------------------------

    def action_close(self) -> None:
        """Save the note and close; an empty or unchanged one just closes."""
        text = self._area.text
        if trouble := self._too_long():
            self._remark.say(trouble, wrong=True)
            return
        if not text.strip() or text == self._at_first:
            self.draft.discard()
            self.dismiss()
            return
        older = self._older.id if self._older else None
        note = Note(
            id=self._new_id,
            client=self._client_id,
            on=self._day,
            text=text,
            supersedes=older,
        )
        self._save(note)

    @override
    def action_back(self) -> None:
        self.action_close()

    def _save(self, note: Note) -> None:
        name = self.name_of(self._client_id)
        try:
            self.apply(ChangeSet(f"Note on {name}", (Put(note),)), with_draft=True)
        except StorageError as trouble:
            self._remark.refuse(f"Not saved: {trouble.message} {trouble.hint}")
            return
        self.host.records_changed()
        self.notify_user(f"Note saved, {self.key_of('everywhere.undo')} undoes it")
        self.dismiss()

    def action_editor(self) -> None:
        """Write in the user's own editor; what comes back stands here."""
        self.host.drafts.flush()
        editor = Editor(self.app, self.draft.key or "", self.workspace.rescue)
        try:
            editor.change(self._area.text, self._take_over)
        except EditorTrouble as trouble:
            self._remark.refuse(str(trouble))
            return
        if editor.remark:
            self._remark.say(editor.remark)

    def _take_over(self, text: str) -> bool:
        self._area.load_text(safe(text.removesuffix("\n"), lines=True))
        self.host.drafts.flush()
        return True

    # --- too long -----------------------------------------------------------------------

    @on(LongTextArea.TooLong)
    def _paste_refused(self, event: LongTextArea.TooLong) -> None:
        refused = too_long(event.size, "a note")
        self._remark.refuse(f"{refused}: nothing was pasted. Paste it in parts.")

    def _too_long(self) -> str:
        """What to do about a note that is too long; "" when it is not."""
        size, most = kilobytes(self._area.text), MOST_BYTES // 1024
        if size <= most:
            return ""
        return (
            f"This note is {size:,.0f} kB; the most a note can hold is {most} kB. "
            "Nothing was lost: move part of it to a second note."
        )
