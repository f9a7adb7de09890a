"""The user's own verdict on a client: which one, why, and for how long."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

from triage.clients.overview import Overview
from triage.health.windows import shift
from triage.overrides.verdict import (
    MOST_WEEKS,
    NotYours,
    choices,
    is_better,
    override,
    own_reason,
    withdrawn,
)
from triage.records import Override
from triage.records.codec import BadValue
from tui.ui.base_screen import BaseScreen
from tui.ui.choice_dialog import choose
from tui.ui.input_dialog import InputDialog, ask_line
from tui.wording.formatting import count, dated, health_word

Then = Callable[[Override, str], None]


class OwnVerdict:
    """Asks one thing after the other over a screen; `then` gets the record and what it says.

    Worse needs nothing more; better asks for a reason and an end, where `may_better` lets it
    through.
    """

    def __init__(
        self,
        over: BaseScreen[None],
        overview: Overview,
        then: Then,
        may_better: Callable[[], bool],
    ) -> None:
        self._over = over
        self._overview_then = overview
        self._then = then
        self._may_better = may_better

    @property
    def _overview(self) -> Overview:
        """The client as judged today; of one who is gone meanwhile, as judged last."""
        then = self._overview_then
        return self._over.workspace.overviews.get(then.client.id, then)

    def ask(self) -> None:
        """Which verdict; the computed one stands there too."""
        computed, own = self._overview.health.health, self._overview.own
        glyphs = self._over.workspace.look.glyphs
        offered = [(health_word(word, glyphs), word) for word in choices(computed)]
        again = "back to the computed verdict"
        if own is not None:
            offered.append((f"{again}: {health_word(computed, glyphs)}", computed))
        remark = f"Computed: {health_word(computed, glyphs)}. It stays visible next to yours."

        def picked(verdict: str) -> None:
            if verdict == computed and own is not None:
                self._then(withdrawn(own, self._over.workspace.today), again)
            elif not is_better(verdict, computed):
                self._store(verdict)
            elif self._may_better():
                self._ask_reason(verdict)

        choose(self._over, "Your own verdict", offered, picked, remark)

    @property
    def draft(self) -> str:
        """Under which name the reason is kept while it is typed."""
        return f"verdict:{self._overview.client.id}"

    def _ask_reason(self, verdict: str) -> None:
        ask_line(
            self._over,
            InputDialog(
                f"Why is it {verdict}? You will read this reason in the next review.",
                _long_enough,
                draft=self.draft,
            ),
            lambda reason: self._ask_weeks(verdict, reason),
        )

    def _ask_weeks(self, verdict: str, reason: str) -> None:
        def spans() -> list[tuple[str, int]]:
            today = self._over.workspace.today
            return [
                (f"{count(n, 'week')}, until {dated(shift(today, 7 * n), today)}", n)
                for n in range(1, MOST_WEEKS + 1)
            ]

        choose(self._over, "For how long?", spans, lambda n: self._store(verdict, reason, weeks=n))

    def _store(self, verdict: str, reason: str = "", weeks: int | None = None) -> None:
        workspace, overview = self._over.workspace, self._overview
        try:
            own = override(
                overview.ledger,
                overview.health.health,
                verdict,
                workspace.today,
                str(uuid4()),
                reason=reason,
                weeks=weeks,
            )
        except NotYours as refused:
            self._over.notify_user(str(refused))
            return
        until = f" until {dated(own.until, workspace.today)}" if own.until else ""
        self._then(own, f"you say {verdict}{until}")


def _long_enough(reason: str) -> str:
    try:
        return own_reason(reason)
    except NotYours as refused:
        raise BadValue(str(refused)) from None
