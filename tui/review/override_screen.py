"""The user's own verdict on a client: which one, why, and for how long."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

from triage.codec import BadValue
from triage.health.windows import shift
from triage.overrides import (
    CHOICES,
    MOST_WEEKS,
    REASON_CHARS,
    NotYours,
    is_better,
    override,
    withdrawn,
)
from triage.overview import Overview
from triage.records import Override
from tui.ui.base_screen import BaseScreen
from tui.ui.choice_dialog import ChoiceDialog
from tui.ui.input_dialog import InputDialog
from tui.wording.formatting import count, dated, health_word

Then = Callable[[Override, str], None]


class OwnVerdict:
    """Asks one thing after the other over a screen; `then` gets the record and what it says.

    Worse needs nothing more; better asks for a reason and an end.
    """

    def __init__(self, over: BaseScreen[None], overview: Overview, then: Then) -> None:
        self._over = over
        self._overview = overview
        self._then = then

    def ask(self) -> None:
        """Which verdict; the computed one stands there too."""
        computed, own = self._overview.health.health, self._overview.own
        glyphs = self._over.workspace.look.glyphs
        choices = [word for word in CHOICES if word != computed]
        words = [health_word(word, glyphs) for word in choices]
        if own is not None:
            words.append(f"the computed verdict again: {health_word(computed, glyphs)}")
        remark = f"Computed: {health_word(computed, glyphs)}. It stays visible next to yours."

        def picked(index: int | None) -> None:
            if index is None:
                return
            if index == len(choices) and own is not None:
                self._then(withdrawn(own, self._over.workspace.today), "the computed verdict again")
            elif is_better(choices[index], computed):
                self._ask_reason(choices[index])
            else:
                self._store(choices[index])

        self._over.app.push_screen(ChoiceDialog("Your own verdict", words, remark), picked)

    @property
    def draft(self) -> str:
        """Under which name the reason is kept while it is typed."""
        return f"verdict:{self._overview.client.id}"

    def _ask_reason(self, verdict: str) -> None:
        def check(text: str) -> None:
            if len(text.strip()) < REASON_CHARS:
                raise BadValue(f"{REASON_CHARS} characters or more, please")

        def answered(reason: str | None) -> None:
            if reason:
                self._ask_weeks(verdict, reason)

        question = f"Why is it {verdict}? You will read it again then."
        self._over.app.push_screen(InputDialog(question, check, draft=self.draft), answered)

    def _ask_weeks(self, verdict: str, reason: str) -> None:
        today = self._over.workspace.today
        weeks = range(1, MOST_WEEKS + 1)
        words = [f"{count(n, 'week')}, until {dated(shift(today, 7 * n), today)}" for n in weeks]

        def picked(index: int | None) -> None:
            if index is not None:
                self._store(verdict, reason, weeks[index])

        self._over.app.push_screen(ChoiceDialog("For how long?", words), picked)

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
