"""The closing page: what the review came to, as somebody would tell it who had sat beside."""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static
from typing_extensions import override

from storage.errors import StorageError
from triage.records import Review
from triage.review.report import Report, report_of
from triage.review.report_text import title
from tui.review.closing import closing_page
from tui.review.flow import ReviewFlow, weekday
from tui.routes import ReviewRoute
from tui.ui.base_screen import BaseScreen
from tui.ui.history import step_through_history
from tui.wording.formatting import count, long_day
from tui.wording.safe_text import padded

_WIDEST = 96
"""Columns of a line: longer ones are hard to read."""


class ReviewReportScreen(BaseScreen[None]):
    """A finished review. `fresh` when its last card was answered just now."""

    GROUP = "closing"
    CSS_PATH = "report_screen.tcss"
    AUTO_FOCUS: ClassVar[str | None] = None

    def __init__(self, review_id: str, *, fresh: bool = False) -> None:
        super().__init__()
        self._review_id = review_id
        self._fresh = fresh
        self._copied = ""
        self._answered = 0
        self._report: tuple[int, Report] | None = None

    @override
    def body(self) -> ComposeResult:
        yield Static(id="done-top")
        yield Static(classes="rule")
        with VerticalScroll(id="done-text", can_focus=False):
            yield Static(id="done-page")

    @override
    def on_mount(self) -> None:
        super().on_mount()
        self._draw()
        if self._fresh:
            self.call_after_refresh(self._copy)

    def on_resize(self) -> None:
        self._draw()

    @property
    def _review(self) -> Review | None:
        reviews = (r for r in self.workspace.book.reviews if r.id == self._review_id)
        return next((review for review in reviews if review.finished_on is not None), None)

    @override
    def refresh_from_workspace(self) -> None:
        """A card taken back is asked again, also one of those who came after the end."""
        self._report = None
        review = self._review
        if review is not None and len(review.cards) >= self._answered:
            self._draw()
            return
        if self.app.screen is not self or self._leaving:
            return
        self._leaving = True
        flow = ReviewFlow(self.workspace)
        if flow.card is not None:
            self.replace(ReviewRoute(flow, again=True))
        else:
            self.dismiss()

    # --- drawing ------------------------------------------------------------------------

    def _draw(self) -> None:
        review = self._review
        if review is None or review.finished_on is None:
            return
        self._answered = len(review.cards)
        report = self._report_of(review, review.finished_on)
        width = max(20, self.size.width - 2)
        self.query_one("#done-top", Static).update(
            padded(Content.styled(title(report), "bold"), width)
        )
        self.query_one("#done-page", Static).update(
            closing_page(report, min(width - 1, _WIDEST), self._copied, self.workspace.look.glyphs)
        )
        self.show_keys()

    def _report_of(self, review: Review, ended: date) -> Report:
        """The report; a page that only changes its size does not count everything again."""
        head = self.workspace.records.head
        if self._report is None or self._report[0] != head:
            workspace = self.workspace
            report = report_of(
                workspace.book,
                review,
                ended,
                weekday(workspace),
                workspace.settings.limits,
                workspace.step_title,
            )
            self._report = (head, report)
        return self._report[1]

    def _copy(self) -> None:
        """A backup, after the page is on the screen; that it failed is said, and stops nothing."""
        try:
            made = self.workspace.store.backup_if_due(every=timedelta())
        except StorageError as trouble:
            self.host.trouble(trouble)
            return
        if made is not None:
            self._copied = f"Backup saved: {made.name}"
            self._draw()

    # --- keys ---------------------------------------------------------------------------

    @override
    def disabled_reason(self, action: str) -> str | None:
        if action == "more" and ReviewFlow(self.workspace).card is None:
            return "No other client is due before the next review."
        return None

    def action_more(self) -> None:
        """Begin with those who would come next."""
        if not self.blocked("more"):
            self.replace(ReviewRoute(ReviewFlow(self.workspace)))

    def action_all_back(self) -> None:
        """Take the whole review back as one change."""
        review = self._review
        if review is None:
            return
        day, verdicts = (
            long_day(review.finished_on or review.on),
            count(len(review.cards), "verdict"),
        )
        undo = self.key_of("everywhere.undo")

        def take_back() -> str:
            self.workspace.store.undo_all_of("review", review.id, f"Review of {day} undone")
            return f"Undone: the review of {day}, {verdicts}. {undo} to restore it"

        self._leaving = True  # taken back, it would ask its last card again
        self._leaving = step_through_history(self.host, take_back)
        if self._leaving:
            self.dismiss()

    def action_down(self) -> None:
        """A line down."""
        self.query_one("#done-text", VerticalScroll).scroll_relative(y=1, animate=False)

    def action_up(self) -> None:
        """A line up."""
        self.query_one("#done-text", VerticalScroll).scroll_relative(y=-1, animate=False)
