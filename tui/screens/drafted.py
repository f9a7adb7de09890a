"""A message as a draft: kept while it is typed, and as a record when it is left."""

from __future__ import annotations

from textual import on
from textual.widgets import Static

from storage.errors import Stale, StorageError
from tui.drafting import Drafting
from tui.screens.base import Result
from tui.screens.draft import DraftScreen
from tui.text import content
from tui.widgets.marked import MarkedText
from tui.widgets.writing import Writing


class DraftedScreen(DraftScreen[Result]):
    """Holds the message being written and its text; subclasses compose both."""

    _drafting: Drafting | None = None

    @property
    def drafting(self) -> Drafting:
        """The message being written."""
        assert self._drafting is not None
        return self._drafting

    @property
    def area(self) -> MarkedText:
        """Its text on the screen."""
        return self.query_one(MarkedText)

    def tell(self, text: str, *, bad: bool = False) -> None:
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
        self.tell("Kept as a draft.")

    def draft_not_kept(self, trouble: StorageError) -> None:
        self.tell(f"Not kept yet: {trouble.message} {trouble.hint}", bad=True)

    @on(Writing.TooLong)
    def _paste_refused(self, event: Writing.TooLong) -> None:
        self.tell(
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
                self.desk.store.drop_draft(self.draft_key())
        except Stale:
            self.desk.reload()
            self.owner.records_changed()
            self.drafting.over_theirs()
            undo = self.key_of("everywhere.undo")
            self.tell(
                f"Another window changed this draft meanwhile. Leave again to keep yours; {undo} "
                "then brings theirs back.",
                bad=True,
            )
            return
        except StorageError as trouble:
            self._behind = True
            self.tell(f"Not saved: {trouble.message} {trouble.hint}", bad=True)
            return
        self.draft_done()
        if kept:
            self.owner.records_changed()
            self.say(f"Draft kept. {self.key_of('everywhere.undo')} takes it back")
        self.dismiss()

    def _keep(self) -> None:
        from storage.changes import Put

        drafting = self.drafting
        label = f"Draft for {self.name_of(drafting.client_id)}: {drafting.template.title}"
        put = Put(drafting.record(), was=drafting.stored, new=drafting.stored is None)
        self.desk.apply(label, put, drop_draft=self.draft_key())
