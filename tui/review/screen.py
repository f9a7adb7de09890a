"""The weekly review: one card at a time, one question at a time, every key with what it does."""

from __future__ import annotations

from typing import ClassVar
from uuid import uuid4

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.events import Key
from typing_extensions import override

from storage.errors import Stale, StorageError
from triage.changes import Change, ChangeSet, Put
from triage.clients import safety_look
from triage.overrides.verdict import why_none
from triage.records import Energy, Override, Record
from triage.review import session
from triage.review.action_question import ACTION, CHANGED
from triage.review.put_off import NotNow
from triage.review.session import Verdict
from tui.client.answering import FactAnswers
from tui.keys.action import KeyAction
from tui.keys.keymap import in_group
from tui.review.action_answers import ActionAnswers
from tui.review.base_screen import DrawnReview, open_page
from tui.review.flow import ReviewFlow
from tui.review.layout import TWO_PANES
from tui.review.opening import opening_of
from tui.review.opening_screen import OpeningScreen
from tui.review.override_screen import OwnVerdict
from tui.review.putting_off import MOVED_ON, PuttingOff
from tui.review.safety_answers import SafetyAnswers
from tui.review.wording import asks_of_action, is_typed, leads_to
from tui.routes import ReviewReportRoute
from tui.ui.base_screen import BaseScreen
from tui.wording.safe_text import short

_FOR_BATCH = ("good", "singly", "previous", "pause", "undo", "help")


class ReviewScreen(BaseScreen[None]):
    """The queue, card by card. Each answer is one change; the last one finishes the review."""

    GROUP = "review"
    CSS_PATH = "screen.tcss"
    AUTO_FOCUS: ClassVar[str | None] = None
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (TWO_PANES, "-wide")]  # noqa: RUF012  Textual's

    def __init__(self, flow: ReviewFlow, *, again: bool = False) -> None:
        super().__init__()
        self.flow = flow
        self._begins = flow.review is None and not again
        self._drawn = DrawnReview(self, flow)
        self._answers = FactAnswers(self)
        self._actions = ActionAnswers(self, flow, self._store)
        self._safety = SafetyAnswers(self, flow, self._store)
        self._answered_as: int | None = None
        self._putting_off = PuttingOff(self, flow, self._take, self._refuse)

    @override
    def selected_client_id(self) -> str | None:
        card = self.flow.card
        return card.client if card is not None and not self.flow.is_batch else None

    # --- drawing ------------------------------------------------------------------------

    @override
    def compose(self) -> ComposeResult:
        yield from self._drawn.compose()

    @override
    def on_mount(self) -> None:
        super().on_mount()
        self.show_card()
        self._open_before_the_cards()

    def _open_before_the_cards(self) -> None:
        """A review that begins says first which data is old, and what changed."""
        if not self._begins:
            return
        try:
            opening = opening_of(self.workspace)
        except StorageError as trouble:
            self.host.trouble(trouble)
            return

        def go_on(cards: bool | None) -> None:
            if not cards:
                self.dismiss()
            elif not self._leaving:
                self.flow.forward()  # what came meanwhile may put another card first
                self.show_card()

        if not opening.is_empty:
            self.app.push_screen(OpeningScreen(opening), go_on)

    @override
    def joined(self, changes: ChangeSet) -> ChangeSet:
        return self.flow.with_card(changes)

    def on_resize(self) -> None:
        self._draw()

    @override
    def on_screen_resume(self) -> None:
        super().on_screen_resume()
        self.refresh_from_workspace()
        self._drawn.say_above(self.host.take_sentence() or self._drawn.words_above)

    @override
    def refresh_from_workspace(self) -> None:
        another = self.flow.look()
        if self.flow.just_done:
            self._drawn.say_answered(self.flow.just_done[-1])
        elif another:
            self._drawn.say_above("")
        if another:
            self.show_card()
        else:
            self._draw()

    def show_card(self) -> None:
        """Another card."""
        self._putting_off.weeks_refused = False
        self._drawn.another_card()
        self._leave_when_over()

    def _draw(self) -> None:
        self._drawn.draw()
        self._leave_when_over()

    def _leave_when_over(self) -> None:
        """When nothing is left to ask, the closing page takes this one's place."""
        # Under the page of a decision `on_screen_resume` follows; two calls would leave twice.
        if self.flow.card is not None or self.app.screen is not self or self._leaving:
            return
        self._leaving = True
        try:
            if changes := self.flow.close():
                self.apply(ChangeSet("Review finished", changes))
        except StorageError as trouble:
            self.host.trouble(trouble)
        if self.flow.ended:
            self.replace(ReviewReportRoute(self.flow.review_id, fresh=True))
        else:
            self.dismiss()

    @override
    def notify_user(self, text: str, *, bad: bool = False, seconds: float = 5) -> None:
        """Beside the name; trouble is a toast as everywhere."""
        if bad:
            super().notify_user(text, bad=bad, seconds=seconds)
        self._drawn.say_above("" if bad else text)

    @override
    def says_itself(self, text: str, *, remark: bool = False) -> bool:
        return not self._leaving and self._drawn.says(text, remark=remark)

    # --- keys ---------------------------------------------------------------------------

    @override
    def bar(self) -> list[KeyAction]:
        undo = next(key for key in in_group("everywhere") if key.id == "everywhere.undo")
        *own, help_ = super().bar()
        return [*own, undo, help_]

    @override
    def show_keys(self) -> None:
        super().show_keys()
        self._drawn.show_ways()

    @override
    def disabled_reason(self, action: str) -> str | None:
        if self.flow.card is None:
            return "Every card is answered."
        if self.flow.is_batch:
            return (
                None
                if action in _FOR_BATCH
                else "That key needs a single client: press Tab to see them one by one."
            )
        if action == "override":
            overview = self.flow.overview
            return why_none(overview.health.health, overview.own)
        return "This card shows one client already." if action == "singly" else None

    @override
    def blocked(self, action: str) -> bool:
        """Also for a moment after another card came. What was said of the key before is over."""
        if self._drawn.drops_keys(of_number=action == "answer" and self._asks_for_number):
            return True
        self._drawn.remark.say("")
        reason = self.disabled_reason(action)
        if reason:
            self._drawn.remark.say(reason)
        return reason is not None

    @property
    def _asks_for_number(self) -> bool:
        """Whether the answer may have more digits than one."""
        if self.flow.card is None:
            return False
        fact = self.flow.question
        return fact is not None and not fact.answers

    def on_key(self, event: Key) -> None:
        digit = event.character or ""
        if digit.isdecimal() and digit.isascii():
            event.stop()
            self.action_answer(int(digit))

    def action_answer(self, number: int) -> None:
        """Answer what the card asks; on a good card a mark also says that they still are."""
        if self.blocked("answer"):
            return
        overview, fact = self.flow.overview, self.flow.question
        if self._putting_off.weeks_refused:
            self._putting_off.weeks_refused = False
            self._drawn.remark.say(
                "The snooze was already set, so that digit was not used. "
                "Press it again to answer the question."
            )
        elif fact is None:
            self._drawn.remark.say("There is no question here. Choose a key below.")
        elif fact.answers and not 1 <= number <= len(fact.answers):
            self._drawn.remark.say(f"The answers go from 1 to {len(fact.answers)}.")
        elif fact.fact == ACTION:
            self._actions.answer(number)
        elif fact.fact == safety_look.QUESTION:
            self._safety.answer(number)
        elif fact.fact == "energy" and overview.verdict == "good":
            self._still_good_with(number)
        else:
            self._answers.answer(fact, number, overview.ledger)

    def _still_good_with(self, mark: int) -> None:
        client, today = self.flow.overview.client, self.workspace.today
        energy = Energy(id=str(uuid4()), client=client.id, on=today, mark=mark)
        if self.flow.still_good_with(energy):
            self._take(session.good(self.flow.overview), f"still good, energy {mark}", energy)
            return
        message = f"Energy {mark}, {short(client.name, 40)}"
        if self.write(f"{client.name}: energy {mark}", Put(energy), message=message):
            self._drawn.remark.say("That rating changes the verdict: check the card.")

    @override
    def write(self, label: str, *changes: Change, message: str) -> bool:
        """Answers to the questions of a card: backspace goes back to the last of them."""
        done = super().write(label, *changes, message=message)
        self._answered_as = self.workspace.records.head if done else None
        return done

    def action_good(self) -> None:
        """Still good; nothing but good."""
        if self.blocked("good"):
            return
        try:
            verdict = session.good(self.flow.overview)
        except NotNow as refused:
            self._drawn.remark.say(str(refused))
        else:
            self._take(verdict, "still good")

    def action_hold(self) -> None:
        """Leave it as is until its due date; a stop stays so until the next review."""
        if not self.blocked("hold"):
            self._putting_off.hold()

    def action_snooze(self) -> None:
        """Look again in some weeks; the strip shows the days before one is chosen."""
        if not self.blocked("snooze"):
            self._putting_off.snooze()

    def _refuse(self, why: str, opens: bool) -> None:
        """Say why the card does not wait; the third time in a row the page that helps opens."""
        if not opens:
            self._drawn.remark.say(why)
            return
        self.action_enter()
        self.host.notify_user(why, seconds=10)

    def action_override(self) -> None:
        """The user's own verdict beside the computed one."""
        if self.blocked("override"):
            return

        def decided(own: Override, message: str) -> None:
            if not self.flow.is_at(own.client):
                self._drawn.remark.say(MOVED_ON)
            elif self._take(session.overridden(own), message, own):
                self.host.drafts.drop(verdict.draft)

        verdict = OwnVerdict(self, self.flow.overview, decided, self._may_say_better)
        verdict.ask()

    def _may_say_better(self) -> bool:
        """Whether the card may be put off by a better verdict; where it may not, it is told why."""
        try:
            self.flow.check_better()
        except NotNow as refused:
            # Once the dialog is gone: what closes it takes the remarks before it along.
            self.call_later(self._refuse, str(refused), refused.opens)
            return False
        return True

    def action_enter(self) -> None:
        """What helps most now: an answer in writing, how the step went, or a decision."""
        if self.blocked("enter"):
            return
        fact = self.flow.question
        if fact is not None and is_typed(self.flow):
            self._answers.answer(fact, None, self.flow.overview.ledger)
        elif asks_of_action(self.flow):
            self._actions.answer(CHANGED)
        else:
            open_page(self, leads_to(self.flow)[0])

    def action_singly(self) -> None:
        """The steady good ones one by one."""
        if not self.blocked("singly"):
            self.flow.open_batch()
            self.show_card()

    def action_previous(self) -> None:
        """The question before, or the card before."""
        if self.blocked("previous"):
            return
        self.workspace.look_for_other_writers()
        if self._answered_as == self.workspace.records.head:
            self.host.action_undo()
        elif self.flow.back():
            self.show_card()
        else:
            self._drawn.remark.say("This is the first card.")

    def action_page(self, pages: int) -> None:
        """What does not fit, a page down or up."""
        text = self.query_one("#review-text", VerticalScroll)
        text.scroll_relative(y=pages * max(1, text.size.height - 1), animate=False)

    @override
    def action_back(self) -> None:
        """From an earlier card to the one at hand; from there, pause."""
        if self.flow.is_earlier:
            self.flow.forward()
            self.show_card()
        else:
            self.action_pause()

    def action_pause(self) -> None:
        """Leave; the review goes on here the next time."""
        self.dismiss()
        self.workspace.paused_review = self.flow.review_id
        if self.flow.done:
            self.host.notify_user("Paused. Press w to continue.")

    # --- answering ----------------------------------------------------------------------

    def _take(self, verdict: Verdict, words: str, *beside: Record) -> bool:
        """One verdict, one change; then the next card. Whether it is on the disk."""
        clients = self.flow.together
        whom = f"{len(clients)} clients" if self.flow.is_batch else clients[0].name
        changes = ChangeSet(f"Review: {whom} {words}", self.flow.answered(verdict, *beside))
        return self._store(changes, f"{short(whom, 40)}: {words}")

    def _store(self, changes: ChangeSet, words: str) -> bool:
        """One change; whether it is on the disk."""
        try:
            self.apply(changes)
        except Stale:
            self.host.read_again()
            self._drawn.remark.say(MOVED_ON)
            return False
        except StorageError as trouble:
            self.host.trouble(trouble)
            return False
        self.host.records_changed()
        self.notify_stored(words)
        return True
