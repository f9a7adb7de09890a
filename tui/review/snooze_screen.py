"""Look again later: how many weeks, and why; the days stand there before one is chosen."""

from __future__ import annotations

from contextlib import suppress

from textual.app import ComposeResult
from textual.content import Content
from textual.events import Key
from textual.screen import ModalScreen
from textual.widgets import Static
from typing_extensions import override

from triage.review.put_off import NotNow
from triage.review.session import SNOOZE_REASONS, Verdict, snooze
from tui.keys.action import KeyAction
from tui.review.flow import ReviewFlow
from tui.ui.base_screen import BaseScreen
from tui.wording.safe_text import content, flowing, short

MOST_WEEKS = 9
"""As many as one digit says."""
_LETTERS = "abcde"


class SnoozeScreen(BaseScreen[Verdict | None], ModalScreen[Verdict | None]):
    """A strip over the card. A digit is the whole answer; a letter before it picks the reason."""

    GROUP = "snooze"
    CSS_PATH = "snooze_screen.tcss"

    def __init__(self, flow: ReviewFlow) -> None:
        super().__init__()
        self._flow = flow
        self._client_id = flow.overview.client.id
        self._reason = 0

    @override
    def body(self) -> ComposeResult:
        name = content(short(self._flow.overview.name, 60))
        yield Static(Content.assemble(("Snooze for how many weeks?  ", "bold"), name))
        yield Static(id="snooze-weeks")
        yield Static(id="snooze-reasons")

    @override
    def on_mount(self) -> None:
        super().on_mount()
        self._draw()

    def on_resize(self) -> None:
        self._draw()

    @override
    def refresh_from_workspace(self) -> None:
        """Other days, after midnight; away with it when its card is not at hand any more."""
        if self._flow.is_at(self._client_id):
            self._draw()
        elif not self._leaving:
            self.dismiss(None)

    def _draw(self) -> None:
        width = max(20, self.app.size.width - 4)
        self.query_one("#snooze-weeks", Static).update(flowing(self._weeks(), width))
        self.query_one("#snooze-reasons", Static).update(flowing(self._reasons(), width))

    def _weeks(self) -> list[Content]:
        """Each day once: behind a deadline no further one comes."""
        by_day: dict[str, Content] = {}
        for number in range(1, MOST_WEEKS + 1):
            with suppress(NotNow):
                until = self._verdict(number).until
                assert until is not None
                # Always with its weekday: "5 1 Jan 2027" would read as one number.
                day = f"{until:%a} {until.day} {until:%b}"
                part = Content.assemble((str(number), "$accent bold"), " ", day)
                by_day.setdefault(day, part)
        return list(by_day.values())

    def _reasons(self) -> list[Content]:
        if self._flow.needs_own_words:
            return [Content.styled("Then you say why, in your own words.", "$quiet")]
        return [
            Content.assemble(
                (_LETTERS[n], "$accent bold"),
                " ",
                (reason, "bold underline" if n == self._reason else "$quiet"),
            )
            for n, reason in enumerate(SNOOZE_REASONS)
        ]

    @override
    def bar(self) -> list[KeyAction]:
        """A reason in one's own words has no letter."""
        own = self._flow.needs_own_words
        return [key for key in super().bar() if not (own and key.id == "snooze.reason")]

    @override
    def key_name(self, key: KeyAction) -> str:
        ranges = {"snooze.weeks": f"1-{MOST_WEEKS}", "snooze.reason": f"a-{_LETTERS[-1]}"}
        return ranges.get(key.id) or super().key_name(key)

    def on_key(self, event: Key) -> None:
        typed = event.character or ""
        if typed.isdecimal() and typed.isascii() and typed != "0":
            event.stop()
            self.action_weeks(int(typed))
        elif typed and typed in _LETTERS[: len(SNOOZE_REASONS)]:
            event.stop()
            self.action_reason(_LETTERS.index(typed))

    def action_reason(self, number: int) -> None:
        """Another reason; the weeks are still to be said."""
        self._reason = number
        self._draw()

    def action_weeks(self, number: int) -> None:
        """Put it off for so many weeks, with the reason that is marked."""
        try:
            verdict = self._verdict(number)
        except NotNow as refused:
            self.notify_user(str(refused))
        else:
            self.dismiss(verdict)

    def _verdict(self, weeks: int) -> Verdict:
        """The snooze for so many weeks from today. Raises NotNow."""
        flow = self._flow
        assert flow.card is not None
        return snooze(
            flow.overview,
            flow.card,
            flow.history,
            weeks,
            None if flow.needs_own_words else SNOOZE_REASONS[self._reason],
            self.workspace.today,
            flow.weekday,
            flow.away,
        )
