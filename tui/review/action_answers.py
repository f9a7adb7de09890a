"""Answering how a decided thing to do went: done, not yet, or something changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from uuid import uuid4

from storage.errors import Locked
from triage.changes import ChangeSet, RecordIds
from triage.fields.days import Day
from triage.health.windows import shift
from triage.open_items import decision_of
from triage.playbook.errors import DecisionRefused
from triage.records import Action
from triage.records.codec import BadValue
from triage.review.action_question import (
    ANOTHER_DAY,
    CHANGED,
    DONE,
    NOT_YET_REASONS,
    SENT_EARLIER,
    blanks,
    done,
    due_action,
    next_due,
    put_off,
)
from triage.review.put_off import NotNow, own_words
from tui.review.flow import ReviewFlow
from tui.routes import DecideRoute, MessageRoute
from tui.ui.base_screen import BaseScreen
from tui.ui.choice_dialog import choose
from tui.ui.input_dialog import InputDialog, ask_line, ask_value
from tui.ui.sent_day import ask_sent_day
from tui.ui.unfinished_draft import ask_reason, ask_unfinished
from tui.wording.formatting import dated
from tui.wording.safe_text import short
from tui.workspace.situation import situation_of


def typed_reason(text: str) -> str:
    """A reason in the user's own words. Raises BadValue with what is missing."""
    try:
        return own_words(text)
    except NotNow as refused:
        raise BadValue(str(refused)) from None


Store = Callable[[ChangeSet, str], bool]


class ActionAnswers:
    """Over the review's screen; `store` saves a change and says what was done."""

    def __init__(self, screen: BaseScreen[None], flow: ReviewFlow, store: Store) -> None:
        self._screen = screen
        self._flow = flow
        self._store = store

    def answer(self, number: int) -> None:
        """Give answer `number` to the question of the action that is due."""
        if self._changed_elsewhere():
            self._screen.notify_user("This was changed in another window. Please check it.")
            return
        overview = self._flow.overview
        action = due_action(overview)
        if action is None:
            return
        again = number not in (DONE, CHANGED, SENT_EARLIER) and self._flow.offer.opens
        if again:
            self._screen.host.notify_user(self._flow.offer.snooze_refused, seconds=10)
        if number == DONE:
            self._done(action)
        elif number == SENT_EARLIER:
            ask_sent_day(self._screen, lambda day: self._done(action, day))
        elif number == CHANGED or again:
            decision = decision_of(action, overview.ledger)
            self._screen.open(
                DecideRoute(
                    overview.client.id,
                    decision.screen if decision is not None else None,
                    decision.flag if decision is not None else None,
                    decision.id if decision is not None else None,
                )
            )
        elif self._flow.needs_own_words:
            ask_line(
                self._screen,
                InputDialog("Why not yet? You will read this next time.", typed_reason),
                lambda reason: self._put_off(action, reason),
            )
        else:
            until = dated(self._next_due(), self._flow.workspace.today)
            reasons = [(reason, reason) for reason in NOT_YET_REASONS]
            choose(
                self._screen,
                "Why not yet?",
                [*reasons, (ANOTHER_DAY, ANOTHER_DAY)],
                lambda reason: self._not_yet(action, reason),
                f"It stays open until {until}, unless you choose another date.",
            )

    def _changed_elsewhere(self) -> bool:
        """Whether the card may have moved on: of two windows that say the same, one says it."""
        with suppress(Locked):  # the save that follows waits for the file, and tells of it
            if self._flow.workspace.look_for_other_writers():
                self._screen.host.records_changed()
                return True
        return False

    def _done(self, action: Action, day: date | None = None, reason: str | None = None) -> None:
        now = situation_of(self._flow.workspace, action.client)
        left = blanks(now, action)
        if left and reason is None:
            self._ask_unfinished(action, left, day)
            return
        sent = f"sent {'today' if day is None else dated(day, now.on)}"
        words = f"{action.text}: {sent if action.template else 'done'}"
        try:
            changes = done(now, action, RecordIds(str(uuid4())), day, reason)
        except DecisionRefused as refused:
            self._screen.notify_user(str(refused))
            return
        self._save(changes, words)

    def _ask_unfinished(self, action: Action, left: Sequence[str], day: date | None) -> None:
        """The draft that would count as sent is not finished: as on its own page."""
        screen, template = self._screen, action.template or ""
        ask_unfinished(
            screen,
            left,
            lambda: screen.open(MessageRoute(action.client, template, action.decision)),
            lambda: ask_reason(
                screen,
                "The draft kept here is not finished. How did you send it?",
                lambda reason: self._done(action, day, reason),
            ),
        )

    def _not_yet(self, action: Action, reason: str) -> None:
        if reason != ANOTHER_DAY:
            self._put_off(action, reason)
            return
        workspace = self._flow.workspace
        ask_value(
            self._screen,
            "On which day do you want to do it?",
            Day(ahead=True, earliest=shift(workspace.today, 1)),
            workspace.typing(),
            lambda day: self._put_off(action, reason, day),
        )

    def _next_due(self) -> date:
        return next_due(self._flow.overview, self._flow.next_day)

    def _put_off(self, action: Action, reason: str, due: date | None = None) -> None:
        due = due or self._next_due()
        day = dated(due, self._flow.workspace.today)
        now = situation_of(self._flow.workspace, action.client)
        self._save(put_off(now, action, due), f"{action.text}: not yet, due {day}. {reason}", due)

    def _save(self, changes: ChangeSet, words: str, due: date | None = None) -> None:
        joined = self._flow.with_action(changes, words, due)
        label = f"Review: {self._flow.overview.name}, {words}"
        self._store(ChangeSet(label, joined.changes), short(words, 80))
