"""The lists of a goodbye: every point open, done, or not applicable; never a mark."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.content import Content
from textual.events import Key
from textual.widgets import Static
from typing_extensions import override

from triage.changes import ChangeSet
from triage.fields.days import Day
from triage.playbook.after.checklists import CLOSING, Point, Points, checklist, mark
from triage.playbook.after.closing import close, in_the_way, needs_last_day, still_unpaid
from triage.playbook.errors import DecisionRefused
from triage.playbook.state.last_touch import last_touch
from triage.records import PointState
from tui.decide.guided import GuidedClient
from tui.ui.base_screen import BaseScreen
from tui.ui.input_dialog import InputDialog, ask_line
from tui.ui.line_list import Item, LineList
from tui.ui.sent_day import past_day
from tui.wording.formatting import long_day
from tui.wording.safe_text import content, hanging

LISTS = (CLOSING, "agenda", "prepare", "safety")
_BY_DIGIT: Mapping[int, PointState] = {1: "done", 2: "na", 3: "open"}
_WORDS: Mapping[PointState, tuple[str, str]] = {
    "open": ("open", "$accent"),
    "done": ("done", "$quiet"),
    "na": ("n/a", "$quiet"),
}
_UNDONE, _UNUSED = ("undone", "$quiet"), ("", "$quiet")
"""An open point once the relation has ended, of a list that was in use and of one that was not."""
_ENDING = ("leaving", "closing")


@dataclass(frozen=True, slots=True)
class PointKey:
    """A point of the list, from 1."""

    n: int


class ChecklistScreen(BaseScreen[None]):
    """One list at a time. Under the closing one stands what still keeps the client from closing."""

    GROUP = "checklist"
    CSS_PATH: ClassVar[str] = "checklist_screen.tcss"
    AUTO_FOCUS: ClassVar[str | None] = "#checklist"

    def __init__(self, client_id: str, which: str = CLOSING) -> None:
        super().__init__()
        self.guided = GuidedClient(self, client_id, self.look_again)
        self._list = which
        self._lines = LineList(self.action_close, id="checklist")

    @override
    def body(self) -> ComposeResult:
        yield from self.guided.head()
        yield self._lines
        yield Static(id="checklist-rest")

    def look_again(self) -> None:
        points = self._points
        self.guided.show_head(points.title, beside=points.words, more_rows=0)
        self._lines.show(self._item(point, points) for point in points.items)
        self.query_one("#checklist-rest", Static).update(self._rest())
        self.show_keys()

    @property
    def _points(self) -> Points:
        return checklist(self.guided.situation, self._list)

    def _item(self, point: Point, points: Points) -> Item:
        over = points.over
        word, style = _WORDS[point.state]
        if over and point.state == "open":
            word, style = _UNDONE if points.used else _UNUSED
        first = Content.assemble((f"{point.n:>3}  ", "$quiet"), (f"{word:<7}", style))
        text = content(point.text, "" if point.state == "open" and not over else "$quiet")
        return Item(PointKey(point.n), hanging(first, text, self.guided.width - 1))

    def _rest(self) -> Content:
        """What still stands in the way of closing, or that it is closed."""
        if self._list != CLOSING:
            return Content("")
        client = self.guided.situation.client
        if client.closed_on is not None and client.state not in _ENDING:
            ended = Content.styled(f"Ended on {long_day(client.closed_on)}.", "bold")
            return Content("\n").join([ended, *self._still_unpaid()])
        if client.state not in _ENDING:
            return Content.styled(
                "Nobody is leaving: to end the work with a client, press b on that client's page."
            )
        obstacles = in_the_way(self.guided.situation)
        left = [obstacle.text for obstacle in obstacles if obstacle.kind != "checklist"]
        return Content("\n").join([*self._last_touch(), *self._before_it_closes(left)])

    def _last_touch(self) -> list[Content]:
        """The tone of our last message: it is what they will remember."""
        touch = last_touch(self.guided.situation)
        if touch is None:
            return []
        words = content(touch.words(self.workspace.today), "" if touch.clean else "$health-watch")
        if not touch.clean:
            words = Content.assemble(words, ". A short thank-you would be a better last message.")
        label = Content.styled("Your last message:  ", "$quiet")
        return [hanging(label, words, self.guided.width, 2)]

    def _before_it_closes(self, left: list[str]) -> list[Content]:
        if not left and self._points.left:
            return []
        if not left:
            done = Content.styled("Everything is done: press Enter to end it.", "bold")
            return [done, *self._still_unpaid()]
        first = Content.styled("Before you can end it:  ", "$quiet")
        return [
            hanging(first if not n else Content(" " * 26), content(reason), self.guided.width, 2)
            for n, reason in enumerate(left)
        ]

    def _still_unpaid(self) -> list[Content]:
        """What is not due yet keeps nobody from ending, but is named before and after it."""
        unpaid = still_unpaid(self.guided.situation)
        if not unpaid:
            return []
        words = content(f"{unpaid}. It can be paid after the end.", "$health-watch")
        label = Content.styled("Not paid yet:  ", "$quiet")
        return [hanging(label, words, self.guided.width, 2)]

    # --- keys ---------------------------------------------------------------------------

    @override
    def disabled_reason(self, action: str) -> str | None:
        if not self.guided.there:
            return "This client was deleted."
        if action == "close":
            return self._why_not_closed()
        return super().disabled_reason(action)

    def _why_not_closed(self) -> str | None:
        if self._list != CLOSING:
            return "You can end it only from the closing checklist: press Tab to go back."
        try:
            close(self.guided.situation)
        except DecisionRefused as refused:
            reason = str(refused)
            return f"{reason[:1].upper()}{reason[1:]}."
        return None

    def on_key(self, event: Key) -> None:
        digit = event.character or ""
        if digit.isdecimal() and int(digit) in _BY_DIGIT:
            event.stop()
            self.action_mark(int(digit))

    def action_mark(self, number: int) -> None:
        """1 done, 2 not applicable, 3 open; what is so already is open again."""
        current = self._lines.current
        if not isinstance(current, PointKey) or not self.guided.there:
            return
        point = self._points.items[current.n - 1]
        marked_as = _BY_DIGIT[number]
        state: PointState = "open" if point.state == marked_as else marked_as
        marked = self._store(lambda: mark(self.guided.situation, {point.n: state}, self._list))
        if marked is not None and state != "open":
            self._on_to_the_next(point.n)

    def _on_to_the_next(self, after: int) -> None:
        """The cursor goes on to the next open point, and stays when there is none."""
        ahead = [p.n for p in self._points.items if p.n > after and p.state == "open"]
        if ahead:
            self._lines.highlighted = ahead[0] - 1

    def _store(self, make: Callable[[], ChangeSet]) -> ChangeSet | None:
        """What was stored; None where the playbook or the file refuses it, which is said."""
        try:
            written = make()
        except DecisionRefused as refused:
            self.notify_user(str(refused))
            return None
        if not self.guided.store(written):
            return None
        self.look_again()
        return written

    def action_close(self) -> None:
        """The last stroke: closed today, or on the last day, which is asked where none is known."""
        if self.blocked("close"):
            return
        if not needs_last_day(self.guided.situation):
            self._end(None)
            return
        context = self.workspace.typing()  # of one day, though midnight passes meanwhile
        ask_line(
            self,
            InputDialog(
                f"End the work with {self.guided.situation.client.name}: what was the last day?",
                lambda text: past_day(
                    text, context, "That date is in the future. End it on that day"
                ),
                typed="today",
                reads=(Day(), context),
            ),
            self._end,
        )

    def _end(self, last_day: date | None) -> None:
        ending = self._store(lambda: close(self.guided.situation, last_day))
        if ending is not None:
            self.notify_stored(ending.label, seconds=10)

    def action_other(self) -> None:
        """The next list: closing, the talk about it, what comes before, safety."""
        self._list = LISTS[(LISTS.index(self._list) + 1) % len(LISTS)]
        self._lines.highlighted = 0
        self.look_again()
