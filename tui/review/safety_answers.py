"""Answering on a card whether anything is new of a danger that was decided on."""

from __future__ import annotations

from collections.abc import Callable

from triage.changes import ChangeSet
from triage.clients.safety_look import ANSWERS, SOMETHING_NEW, record_look
from triage.playbook.state.abuse import SAFETY
from tui.review.flow import ReviewFlow
from tui.routes import DecideRoute, LogRoute
from tui.ui.base_screen import BaseScreen
from tui.workspace.situation import situation_of

Store = Callable[[ChangeSet, str], bool]


class SafetyAnswers:
    """Over the review's screen; `store` saves a change and says what was done."""

    def __init__(self, screen: BaseScreen[None], flow: ReviewFlow, store: Store) -> None:
        self._screen = screen
        self._flow = flow
        self._store = store

    def answer(self, number: int) -> None:
        """Give answer `number`; what is new is written down before the page is gone through."""
        overview, look = self._flow.overview, self._flow.overview.safety_look
        if look is None:
            return
        if number == SOMETHING_NEW:
            decided = look.decision
            before = decided.id if decided is not None else None
            client_id = overview.client.id
            self._screen.open(DecideRoute(client_id, SAFETY, look.attempt.flag, before))
            self._screen.open(LogRoute(client_id))
            return
        changes = record_look(situation_of(self._flow.workspace, overview.client.id), look, number)
        if changes is not None:
            self._store(changes, ANSWERS[number - 1])
