"""Leaving a card as it is until its due date, or for some weeks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from triage.review.session import Verdict
from tui.review.action_answers import typed_reason
from tui.review.flow import ReviewFlow
from tui.review.snooze_screen import SnoozeScreen
from tui.review.wording import stayed_words
from tui.ui.base_screen import BaseScreen
from tui.ui.input_dialog import InputDialog, ask_line
from tui.wording.formatting import dated

MOVED_ON = "Another window continued this review. Please check the card."
Take = Callable[[Verdict, str], bool]
Refuse = Callable[[str, bool], None]


class PuttingOff:
    """Over the review's screen; `take` saves a verdict and says what was done, whether it is on
    the disk; `refuse` says why the card does not wait, and
    opens the page that helps where it is told to.

    `weeks_refused` says that a snooze was refused just now: a digit that follows was meant for its
    weeks, and must not answer the question of the card.
    """

    def __init__(
        self, screen: BaseScreen[None], flow: ReviewFlow, take: Take, refuse: Refuse
    ) -> None:
        self._screen = screen
        self._flow = flow
        self._take = take
        self._refuse = refuse
        self.weeks_refused = False

    def hold(self) -> None:
        """Leave the card as it is until its due date; a stop stays so until the next review."""
        offer = self._flow.offer
        if offer.hold is None or offer.until is None:
            self._refuse(offer.hold_refused, offer.opens)
            return
        today = self._screen.workspace.today
        until = f" until {dated(offer.until, today)}" if offer.until > today else " for now"
        self._take(offer.hold, f"{stayed_words(self._flow)}{until}")

    def snooze(self) -> None:
        """Ask in how many weeks to look again; the strip shows the days before one is chosen."""
        offer = self._flow.offer
        self.weeks_refused = bool(offer.snooze_refused) and not offer.opens
        if offer.snooze_refused:
            self._refuse(offer.snooze_refused, offer.opens)
            return

        client_id = self._flow.overview.client.id

        def chosen(verdict: Verdict | None) -> None:
            if verdict is None or not self._still_at(client_id):
                return
            if self._flow.needs_own_words:
                self._ask_why(verdict)
            else:
                self._keep(verdict)

        self._screen.app.push_screen(SnoozeScreen(self._flow), chosen)

    def _still_at(self, client_id: str) -> bool:
        """Whether the card that was asked about is still at hand; if not, that is said."""
        there = self._flow.is_at(client_id)
        if not there:
            self._refuse(MOVED_ON, False)
        return there

    def _keep(self, verdict: Verdict) -> bool:
        assert verdict.until is not None
        until = dated(verdict.until, self._screen.workspace.today)
        return self._take(verdict, f"again on {until}")

    def _ask_why(self, verdict: Verdict) -> None:
        """A client on act waits for a reason in the user's own words only."""
        client_id = self._flow.overview.client.id
        draft = f"snooze:{client_id}"

        def answered(reason: str) -> None:
            if self._still_at(client_id) and self._keep(replace(verdict, reason=reason)):
                self._screen.host.drafts.drop(draft)

        ask_line(
            self._screen,
            InputDialog(
                "Why can it wait? You will read this next time.", typed_reason, draft=draft
            ),
            answered,
        )
