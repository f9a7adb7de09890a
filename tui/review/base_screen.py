"""A review as it is drawn: its card, its question, its keys, and what was said."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Static

from tui.keys.keymap import in_group
from tui.review.flow import ReviewFlow
from tui.review.key_guard import Guard
from tui.review.layout import page
from tui.review.wording import CLIENT, ways
from tui.routes import ClientRoute
from tui.ui.base_screen import BaseScreen
from tui.ui.keybar import KeyBar, Shown
from tui.ui.remark import Remark
from tui.wording.safe_text import content, rule_with, short

_FLASH = 0.15
"""Seconds for which the keys light up when one was dropped."""
_NUMBER_DROPPED = "This card had just appeared, so the number was not used. Type it again."


class DrawnReview:
    """What a review has on its screen; it drops keys that cannot be meant for the card."""

    def __init__(self, screen: BaseScreen[None], flow: ReviewFlow) -> None:
        self._screen = screen
        self._flow = flow
        self._guard = Guard(flow.workspace.clock)
        self.words_above = ""
        """What was said last on the rule below the name."""
        self.remark = Remark(id="review-remark")
        """Beside the question, where the eyes are: a toast for each key would bury the card."""

    def compose(self) -> ComposeResult:
        """Its widgets, from top to bottom."""
        yield Static(id="review-top")
        yield Static(id="review-head")
        yield Static(id="review-said")
        with Horizontal(id="review-both"):
            with VerticalScroll(id="review-text", can_focus=False):
                yield Static(id="review-card")
            yield Static(id="review-side")
        yield Static(id="review-asks")
        yield self.remark
        yield self._screen.foot
        yield KeyBar(id="review-ways")
        yield KeyBar(id="keys")

    def another_card(self) -> None:
        """What was said about the card before is over, and so are the keys pressed for it."""
        self._guard.another_card()
        self.remark.say("")
        self.draw()
        self._screen.query_one("#review-text", VerticalScroll).scroll_home(animate=False)
        self._screen.call_after_refresh(self._guard.painted)

    def draw(self) -> None:
        """The card at hand; nothing, when every card is answered."""
        screen = self._screen
        if self._flow.card is None:
            return
        drawn = page(self._flow, *screen.app.size, screen.key_of("review.enter"))
        for part in ("top", "head", "card", "asks", "side"):
            screen.query_one(f"#review-{part}", Static).update(getattr(drawn, part))
        self._draw_words_above()
        screen.show_keys()

    def says(self, text: str, *, remark: bool) -> bool:
        """Say it in its place, where a toast would lie on the first lines of the card; whether it
        is drawn already."""
        if not self._screen.query("#review-said"):
            return False
        (self.remark.say if remark else self.say_above)(text)
        return True

    def say_above(self, text: str) -> None:
        """On the rule below the name, where it covers nothing."""
        self.words_above = text
        self._draw_words_above()

    def say_answered(self, client_id: str) -> None:
        """What answered a card on another page, a decision for one."""
        reason = str(self._flow.answer(client_id).get("reason") or "answered")
        name = short(self._screen.name_of(client_id), 40)
        key = self._screen.key_of("everywhere.undo")
        self.words_above = f"{name}: {reason}. {key} to undo"

    def _draw_words_above(self) -> None:
        line = self._screen.query_one("#review-said", Static)
        line.update(rule_with(content(short(self.words_above)), max(20, self._screen.size.width)))

    def show_ways(self) -> None:
        """What each key does with the card."""
        if self._flow.card is None:
            return
        keys = {key.action: key for key in in_group(self._screen.GROUP)}
        self._screen.query_one("#review-ways", KeyBar).show(
            [
                Shown(
                    self._screen.key_name(keys[way.action]),
                    way.words,
                    way.action,
                    brief=way.brief,
                )
                for way in ways(self._flow)
            ]
        )

    def drops_keys(self, *, of_number: bool = False) -> bool:
        """Whether the card is not painted, or was painted a moment ago: then the keys flash. Of a
        number it is said, for who looks at their hands would press enter next.
        """
        if not self._guard.drops(of_number=of_number):
            return False
        if self._guard.drops_number:
            self.remark.say(_NUMBER_DROPPED, wrong=True)
        self._screen.add_class("-flash")
        self._screen.set_timer(_FLASH, lambda: self._screen.remove_class("-flash"))
        return True


def open_page(screen: BaseScreen[None], page: str) -> None:
    """Where enter leads from a card: `page` is as `leads_to` names it."""
    if page == CLIENT:
        screen.open_for_client("enter", ClientRoute)
    elif page == "outcome":
        screen.action_outcome()
    else:
        screen.action_decide()
