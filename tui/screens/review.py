"""The weekly review: one card at a time, one question at a time, every key with what it does."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar
from uuid import uuid4

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.events import Key
from textual.widgets import Static

from storage.errors import Stale, StorageError
from triage.records import Energy, Override, Record
from triage.review import session
from triage.review.asks import asked
from triage.review.session import NotNow, Verdict
from tui.keys import Key as TableKey
from tui.keys import in_group
from tui.review_guard import Guard
from tui.review_page import TWO_PANES, page
from tui.review_sitting import Sitting
from tui.review_words import is_typed, leads_to, ways
from tui.screens.answering import AnsweringScreen
from tui.text import content, rule_with, short
from tui.widgets.keybar import KeyBar, Shown
from tui.words import dated

if TYPE_CHECKING:
    from storage.changes import Change

_FLASH = 0.15
"""Seconds for which the keys light up when one was dropped."""
_FOR_BATCH = ("good", "singly", "previous", "pause")


class ReviewScreen(AnsweringScreen[None]):
    """The queue, card by card. Each answer is one change; the last one finishes the review."""

    GROUP = "review"
    CSS_PATH = "review.tcss"
    AUTO_FOCUS: ClassVar[str | None] = None
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (TWO_PANES, "-wide")]  # noqa: RUF012  Textual's

    def __init__(self, sitting: Sitting) -> None:
        super().__init__()
        self.sitting = sitting
        self._guard = Guard(sitting.desk.clock)
        self._answered_as: int | None = None
        self._said = ""
        self._weeks_refused = False

    def meant(self) -> str | None:
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
        self.desk.also = self.sitting.answered_beside
        super().on_mount()
        self._show()

    def on_unmount(self) -> None:
        self.desk.also = None

    def on_resize(self) -> None:
        self._draw()

    def on_screen_resume(self) -> None:
        super().on_screen_resume()
        self.refresh_from_desk()

    def refresh_from_desk(self) -> None:
        if self.sitting.look():
            self._show()
        else:
            self._draw()

    def _show(self) -> None:
        """Another card: what was said about the one before is over, and so are its keys."""
        self._guard.another_card()
        self._weeks_refused = False
        self._remark("")
        self._draw()
        self.query_one("#review-text", VerticalScroll).scroll_home(animate=False)
        self.call_after_refresh(self._guard.painted)

    def _draw(self) -> None:
        if self.sitting.card is None:
            self._over()
            return
        room = self.query_one("#review-text").size.height or self.size.height - 11
        drawn = page(self.sitting, self.size.width, room, self.key_of("review.enter"))
        for part in ("top", "head", "card", "asks", "side"):
            self.query_one(f"#review-{part}", Static).update(getattr(drawn, part))
        self._draw_said()
        self.show_keys()

    def say(self, text: str, *, bad: bool = False, seconds: float = 5) -> None:
        """On the rule below the name, where it covers nothing; trouble is a toast as everywhere."""
        if bad:
            super().say(text, bad=bad, seconds=seconds)
        self._said = "" if bad else text
        self._draw_said()

    def _draw_said(self) -> None:
        line = self.query_one("#review-said", Static)
        line.update(rule_with(content(short(self._said)), max(20, self.size.width)))

    def _remark(self, text: str) -> None:
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
                Shown(self._shown(keys[way.action]), way.words, way.action, way.why_not or None)
                for way in ways(self.sitting)
            ]
        )

    def why_not(self, action: str) -> str | None:
        if self.sitting.card is None:
            return "Every card is answered."
        if self.sitting.is_batch:
            return (
                None if action in _FOR_BATCH else "That is for one client: tab opens them singly."
            )
        return "This card is one client already." if action == "singly" else None

    def blocked(self, action: str) -> bool:
        """Also while the card is not painted, or was painted a moment ago: then the keys flash."""
        if not self._guard.takes_keys:
            self.add_class("-flash")
            self.set_timer(_FLASH, lambda: self.remove_class("-flash"))
            return True
        reason = self.why_not(action)
        if reason:
            self._remark(reason)
        return reason is not None

    def on_key(self, event: Key) -> None:
        digit = event.character or ""
        if digit.isdecimal() and digit.isascii():
            event.stop()
            self.action_answer(int(digit))

    def action_answer(self, number: int) -> None:
        """Answer what the card asks; on a good card a mark also says that they still are."""
        if self.blocked("answer"):
            return
        one = self.sitting.one
        fact = asked(one)
        if self._weeks_refused:
            self._weeks_refused = False
            self._remark("That digit seemed meant for z. Once more, and it answers the question.")
        elif fact is None:
            self._remark("Nothing is asked here. The keys below answer the card.")
        elif fact.answers and not 1 <= number <= len(fact.answers):
            self._remark(f"There is no answer {number} to that.")
        elif fact.fact == "energy" and one.verdict == "good":
            self._still_good_with(number)
        else:
            self.answer(fact, number, one.ledger)

    def _still_good_with(self, mark: int) -> None:
        from storage.changes import Put

        client, today = self.sitting.one.client, self.desk.today
        energy = Energy(id=str(uuid4()), client=client.id, on=today, mark=mark)
        if self.sitting.still_good_with(energy):
            self._take(session.good(self.sitting.one), f"still good, energy {mark}", energy)
            return
        said = f"Energy {mark}, {short(client.name, 40)}"
        if self.write(f"{client.name}: energy {mark}", Put(energy), said=said):
            self._remark("That mark changes the verdict: look again.")

    def write(self, label: str, *changes: Change, said: str) -> bool:
        """Answers to the questions of a card: backspace goes back to the last of them."""
        done = super().write(label, *changes, said=said)
        self._answered_as = self.desk.store.head() if done else None
        return done

    def action_good(self) -> None:
        """Still good; nothing but good."""
        if self.blocked("good"):
            return
        try:
            verdict = session.good(self.sitting.one)
        except NotNow as refused:
            self._remark(str(refused))
        else:
            self._take(verdict, "still good")

    def action_hold(self) -> None:
        """Leave it as it is until its day."""
        if self.blocked("hold"):
            return
        offer = self.sitting.offer
        if offer.hold is None or offer.until is None:
            self._remark(offer.hold_refused)
        else:
            today = self.desk.today
            until = f" until {dated(offer.until, today)}" if offer.until > today else " for now"
            self._take(offer.hold, f"left as it is{until}")

    def action_snooze(self) -> None:
        """Look again in some weeks; the strip shows the days before one is chosen."""
        if self.blocked("snooze"):
            return
        refused = self.sitting.offer.snooze_refused
        self._weeks_refused = bool(refused)
        if refused:
            self._remark(refused)
            return
        from tui.screens.review_snooze import SnoozeScreen

        def chosen(verdict: Verdict | None) -> None:
            if verdict is not None and verdict.until is not None:
                self._take(verdict, f"again on {dated(verdict.until, self.desk.today)}")

        self.app.push_screen(SnoozeScreen(self.sitting), chosen)

    def action_override(self) -> None:
        """The user's own verdict beside the computed one."""
        if self.blocked("override"):
            return
        from tui.screens.review_own import OwnVerdict

        def given(own: Override, said: str) -> None:
            self._take(session.overridden(own), said, own)

        OwnVerdict(self, self.sitting.one, given).ask()

    def action_enter(self) -> None:
        """What helps most now: an answer in writing, how the step went, or a decision."""
        if self.blocked("enter"):
            return
        if is_typed(self.sitting.one):
            self.action_answer(0)
        elif leads_to(self.sitting)[0] == "outcome":
            self.action_outcome()
        else:
            self.action_decide()

    def action_singly(self) -> None:
        """The steady good ones one by one."""
        if not self.blocked("singly"):
            self.sitting.open_batch()
            self._show()

    def action_previous(self) -> None:
        """The question before, or the card before."""
        if self.blocked("previous"):
            return
        if self._answered_as == self.desk.store.head():
            self.owner.action_undo()
        elif self.sitting.back():
            self._show()
        else:
            self._remark("This is the first card.")

    def action_back(self) -> None:
        """From an earlier card to the one at hand; from there, pause."""
        if self.sitting.is_earlier:
            self.sitting.forward()
            self._show()
        else:
            self.action_pause()

    def action_pause(self) -> None:
        """Leave; the review goes on here the next time."""
        if self.sitting.done:
            self.say("Paused. w goes on where you were.")
        self.dismiss()

    # --- answering ----------------------------------------------------------------------

    def _take(self, verdict: Verdict, said: str, *beside: Record) -> None:
        """One verdict, one change; then the next card."""
        card = self.sitting.card
        assert card is not None
        whom = f"{len(card.clients)} clients" if self.sitting.is_batch else self.sitting.one.name
        try:
            self.desk.apply(f"Review: {whom} {said}", *self.sitting.answered(verdict, *beside))
        except Stale:
            self.desk.reload()
            self.owner.records_changed()
            self._remark("Another window went on with this review. Look again.")
            return
        except StorageError as trouble:
            self.owner.trouble(trouble)
            return
        self.owner.records_changed()
        key = self.key_of("everywhere.undo")
        self.say(f"{short(whom, 40)}: {said}. {key} takes it back")

    def _over(self) -> None:
        """Nothing is left to ask: the closing page takes this one's place."""
        # Under the page of a decision `on_screen_resume` follows; two calls would leave twice.
        if self.app.screen is not self or self._left:
            return
        self._left = True
        try:
            if changes := self.sitting.close():
                self.desk.apply("Review finished", *changes)
        except StorageError as trouble:
            self.owner.trouble(trouble)
        if self.sitting.ended:
            from tui.screens.review_done import ReviewDoneScreen

            self.app.switch_screen(ReviewDoneScreen(self.sitting.review_id, fresh=True))
        else:
            self.dismiss()
