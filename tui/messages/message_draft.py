"""A message as a draft: kept while it is typed, and as a record when it is left."""

from __future__ import annotations

from textual import on
from textual.widgets import Static

from storage.errors import Stale, StorageError
from triage.changes import ChangeSet, Put
from tui.messages.draft import MessageDraft
from tui.messages.marked_text import MarkedText
from tui.ui.base_screen import Result
from tui.ui.draft_screen import DraftScreen
from tui.ui.text_area import LongText
from tui.wording.safe_text import content


class DraftedScreen(DraftScreen[Result]):
    """Holds the message being written and its text; subclasses compose both."""

    _drafting: MessageDraft | None = None

    @property
    def drafting(self) -> MessageDraft:
        """The message being written."""
        assert self._drafting is not None
        return self._drafting

    @property
    def area(self) -> MarkedText:
        """Its text on the screen."""
        return self.query_one(MarkedText)

    def set_status(self, text: str, *, bad: bool = False) -> None:
        """Say something beside the text, to stay there until something else is to be said."""
        line = self.query_one("#message-said", Static)
        line.update(content(text))
        line.set_class(bad, "health-act")

    # --- while it is typed --------------------------------------------------------------

    def draft_key(self) -> str:
        return f"message:{self.drafting.client_id}:{self.drafting.template.id}"

    def draft_text(self) -> str | None:
        self.drafting.text = self.area.text
        return self.drafting.as_text() if self.drafting.changed else None

    def draft_kept(self) -> None:
        self.set_status("Kept as a draft.")

    def draft_not_kept(self, trouble: StorageError) -> None:
        self.set_status(f"Not kept yet: {trouble.message} {trouble.hint}", bad=True)

    @on(LongText.TooLong)
    def _paste_refused(self, event: LongText.TooLong) -> None:
        self.set_status(
            f"That is {event.size:,.0f} kB, and a message holds 64 kB: nothing was pasted.",
            bad=True,
        )

    # --- when it is left ----------------------------------------------------------------

    def keep_and_leave(self) -> None:
        """Keep what was typed or ticked as a record, and leave; what cannot be kept stays here."""
        self.drafting.text = self.area.text
        kept = self.drafting.changed and self.drafting.refusal is None
        try:
            if kept:
                self._keep()
            else:
                self.workspace.store.drop_draft(self.draft_key())
        except Stale:
            self.workspace.reload()
            self.owner.records_changed()
            self.drafting.over_theirs()
            undo = self.key_of("everywhere.undo")
            self.set_status(
                f"Another window changed this draft meanwhile. Leave again to keep yours; {undo} "
                "then brings theirs back.",
                bad=True,
            )
            return
        except StorageError as trouble:
            self._behind = True
            self.set_status(f"Not saved: {trouble.message} {trouble.hint}", bad=True)
            return
        self.draft_done()
        if kept:
            self.owner.records_changed()
            self.notify_user(f"Draft kept. {self.key_of('everywhere.undo')} takes it back")
        self.dismiss()

    def _keep(self) -> None:
        drafting = self.drafting
        label = f"Draft for {self.name_of(drafting.client_id)}: {drafting.template.title}"
        put = Put(drafting.record(), was=drafting.stored, new=drafting.stored is None)
        self.apply(ChangeSet(label, (put,)), drop_draft=self.draft_key())
