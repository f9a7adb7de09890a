"""The screen of a review as it is drawn: its card, its question, its keys, and what was said."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Static

from storage.errors import StorageError
from triage.changes import ChangeSet
from tui.client.answering import FactAnswers
from tui.keys.action import KeyAction as TableKey
from tui.keys.keymap import in_group
from tui.review.flow import ReviewFlow
from tui.review.key_guard import Guard
from tui.review.layout import TWO_PANES, page
from tui.review.wording import ways
from tui.routes import ReviewReportRoute
from tui.ui.base_screen import BaseScreen
from tui.ui.keybar import KeyBar, Shown
from tui.wording.safe_text import content, rule_with, short

_FLASH = 0.15
"""Seconds for which the keys light up when one was dropped."""
_FOR_BATCH = ("good", "singly", "previous", "pause")


class DrawnReview(BaseScreen[None]):
    """Draws the card at hand, and drops keys that cannot be meant for it."""

    AUTO_FOCUS: ClassVar[str | None] = None
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (TWO_PANES, "-wide")]  # noqa: RUF012  Textual's

    def __init__(self, sitting: ReviewFlow) -> None:
        super().__init__()
        self.sitting = sitting
        self._answers = FactAnswers(self)
        self._guard = Guard(sitting.workspace.clock)
        self._said = ""

    def selected_client_id(self) -> str | None:
        card = self.sitting.card
        return card.client if card is not None and not self.sitting.is_batch else None

    # --- drawing ------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        yield Static(id="review-top")
        yield Static(id="review-head")
        yield Static(id="review-said")
        with Horizontal(id="review-both"):
            with VerticalScroll(id="review-text", can_focus=False):
                yield Static(id="review-card")
            yield Static(id="review-side")
        yield Static(id="review-asks")
        yield Static(id="review-remark")
        yield Static(classes="rule")
        yield KeyBar(id="review-ways")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        super().on_mount()
        self.show_card()

    def joined(self, changes: ChangeSet) -> ChangeSet:
        return self.sitting.with_card(changes)

    def on_resize(self) -> None:
        self._draw()

    def on_screen_resume(self) -> None:
        super().on_screen_resume()
        self.refresh_from_workspace()

    def refresh_from_workspace(self) -> None:
        another = self.sitting.look()
        if self.sitting.just_done:
            self._tell(self.sitting.just_done[-1])
        if another:
            self.show_card()
        else:
            self._draw()

    def _tell(self, client_id: str) -> None:
        """What answered a card on another page, a decision for one."""
        reason = str(self.sitting.answer(client_id).get("reason") or "answered")
        key = self.key_of("everywhere.undo")
        self._said = f"{short(self.name_of(client_id), 40)}: {reason}. {key} takes it back"

    def show_card(self) -> None:
        """Another card: what was said about the one before is over, and so are its keys."""
        self._guard.another_card()
        self.set_remark("")
        self._draw()
        self.query_one("#review-text", VerticalScroll).scroll_home(animate=False)
        self.call_after_refresh(self._guard.painted)

    def _draw(self) -> None:
        if self.sitting.card is None:
            self._over()
            return
        drawn = page(self.sitting, *self.app.size, self.key_of("review.enter"))
        for part in ("top", "head", "card", "asks", "side"):
            self.query_one(f"#review-{part}", Static).update(getattr(drawn, part))
        self._draw_said()
        self.show_keys()

    def notify_user(self, text: str, *, bad: bool = False, seconds: float = 5) -> None:
        """On the rule below the name, where it covers nothing; trouble is a toast as everywhere."""
        if bad:
            super().notify_user(text, bad=bad, seconds=seconds)
        self._said = "" if bad else text
        self._draw_said()

    def _draw_said(self) -> None:
        line = self.query_one("#review-said", Static)
        line.update(rule_with(content(short(self._said)), max(20, self.size.width)))

    def set_remark(self, text: str) -> None:
        """Beside the question, where the eyes are: a toast for each key would bury the card."""
        self.query_one("#review-remark", Static).update(content(text))

    # --- keys ---------------------------------------------------------------------------

    def bar(self) -> list[TableKey]:
        undo = next(key for key in in_group("everywhere") if key.id == "everywhere.undo")
        *own, help_ = super().bar()
        return [*own, undo, help_]

    def show_keys(self) -> None:
        super().show_keys()
        if self.sitting.card is None:
            return
        keys = {key.action: key for key in in_group(self.GROUP)}
        self.query_one("#review-ways", KeyBar).show(
            [
                Shown(
                    self._shown(keys[way.action]),
                    way.words,
                    way.action,
                    way.disabled_reason or None,
                )
                for way in ways(self.sitting)
            ]
        )

    def disabled_reason(self, action: str) -> str | None:
        if self.sitting.card is None:
            return "Every card is answered."
        if self.sitting.is_batch:
            return None if action in _FOR_BATCH else "That is for one client: tab opens them."
        return "This card is one client already." if action == "singly" else None

    def blocked(self, action: str) -> bool:
        """Also while the card is not painted, or was painted a moment ago: then the keys flash."""
        if not self._guard.takes_keys:
            self.add_class("-flash")
            self.set_timer(_FLASH, lambda: self.remove_class("-flash"))
            return True
        reason = self.disabled_reason(action)
        if reason:
            self.set_remark(reason)
        return reason is not None

    def _over(self) -> None:
        """Nothing is left to ask: the closing page takes this one's place."""
        # Under the page of a decision `on_screen_resume` follows; two calls would leave twice.
        if self.app.screen is not self or self._left:
            return
        self._left = True
        try:
            if changes := self.sitting.close():
                self.apply(ChangeSet("Review finished", changes))
        except StorageError as trouble:
            self.owner.trouble(trouble)
        if self.sitting.ended:
            self.replace(ReviewReportRoute(self.sitting.review_id, fresh=True))
        else:
            self.dismiss()
