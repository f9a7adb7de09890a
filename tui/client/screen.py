"""One client: why the verdict, the steps, what is open, what was agreed, and everything since."""

from __future__ import annotations

from uuid import uuid4

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import Key
from textual.widgets import Static
from typing_extensions import override

from triage.changes import Put, Remove
from triage.ledger import with_ids
from triage.open_items import Settled, is_jab, no_reply, not_in_one_key, rests_until, settled
from triage.playbook.after.closing import goodbye_decided
from triage.records import Event, Record
from triage.terms import flag_term, kind_term
from tui.client.answering import OpenQuestions
from tui.client.card import step_lines, who
from tui.client.figures import figure_block, figure_lines
from tui.client.merging import Merging
from tui.client.records_screen import Find, RecordsScreen, record_route
from tui.client.sections import ClientPage, OlderKey, WeekKey, client_items, weeks
from tui.client.story_file import ask_story_file
from tui.routes import ChecklistRoute, DecideRoute, Page, RecordRoute
from tui.ui.base_screen import BaseScreen
from tui.ui.choice_dialog import choose
from tui.ui.client_glance import ROOM
from tui.ui.line_keys import FactKey, FieldKey, FlagKey, RecordKey
from tui.ui.line_list import LineList
from tui.ui.screen_parts import ShownClient
from tui.wording.formatting import long_day
from tui.wording.labels import ADDED_BY_HAND
from tui.wording.safe_text import short
from tui.wording.screen_lines import background_lines, heading, next_lines
from tui.workspace.situation import situation_of

SIDE = 54
"""Columns of the side with the figures (see screen.tcss)."""
_SIDE_TEXT = SIDE - 5
"""Columns of its text: without the line and the blanks at both sides."""
_INSET = 2
"""Columns that figures above the list stand further in than the heading (see screen.tcss)."""
TWO_PANES = 116
"""Columns from which there is room for the side: fewer would squeeze the timeline."""
BYES = (
    ("They are leaving", "leaving"),
    ("Finished for now", "finished"),
    ("I want to end it", "part"),
)
_WHAT_IS_LEFT = ""
ON_ITS_WAY = (
    ("What is left to do", _WHAT_IS_LEFT),
    ("Another last day", "part"),
    ("They are leaving", "leaving"),
)
"""A goodbye that is decided is gone on with, and not begun again."""
_WRITTEN_BY_DECIDING = ("attempt", "answer", "decision")


def list_width(columns: int) -> int:
    """Columns of a line of the list in a terminal of so many."""
    return max(20, columns - 2) - (SIDE + 1 if columns >= TWO_PANES else 1)


class ClientScreen(BaseScreen[None]):
    """Everything known about one client, on one list that is walked through line by line."""

    GROUP = "client"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (TWO_PANES, "-wide")]  # noqa: RUF012  Textual's
    CSS_PATH = "screen.tcss"
    AUTO_FOCUS = "#client-list"

    def __init__(self, client_id: str, at: tuple[str, str] | None = None) -> None:
        super().__init__()
        self._client = ShownClient(self, client_id, self._draw)
        self._begin_at = RecordKey(*at) if at else None
        self._everything = at is not None  # it may be an old one
        self._lines = LineList(self.action_open, id="client-list")
        self._merging = Merging(self, self._client)
        self._questions = OpenQuestions(self, self._client, lambda: self._lines.current)

    # --- drawing ------------------------------------------------------------------------

    @override
    def body(self) -> ComposeResult:
        yield Static(id="client-top")
        yield Static(classes="rule")
        with Horizontal():
            with Vertical():
                yield Static(id="client-figures")
                yield self._lines
            yield Static(id="client-side")

    def _draw(self) -> None:
        overview, title = self._client.overview, self.workspace.step_title
        glyphs = self.workspace.settings.glyphs
        width = max(20, self.size.width - 2)
        top = Content("\n").join([heading(overview, glyphs, width), who(overview, width)])
        self.query_one("#client-top", Static).update(top)
        share = self.workspace.shares.get(self._client.client_id)
        if self.size.width >= TWO_PANES:
            place, first = "#client-side", step_lines(overview, _SIDE_TEXT, title)
            figures = figure_block(overview, glyphs, share, _SIDE_TEXT)
        else:
            place, first = "#client-figures", next_lines(overview, width - _INSET)
            figures = figure_lines(overview, glyphs, share)
        lines = [*first, Content(""), *figures] if first else figures
        if place == "#client-side" and self.size.height >= ROOM:
            lines += [Content(""), *background_lines(overview.situation, _SIDE_TEXT)]
        self.query_one(place, Static).update(Content("\n").join(lines))
        page = ClientPage(overview, glyphs, list_width(self.size.width), title)
        self._lines.show(client_items(page, everything=self._everything))
        if self._begin_at is not None:
            self._lines.go_to(self._begin_at)
            self._begin_at = None

    # --- the line at hand ---------------------------------------------------------------

    def _record(self) -> Record | None:
        match self._lines.current:
            case RecordKey(kind, id_):
                return next((r for r in getattr(self._client.ledger, kind) if r.id == id_), None)
        return None

    def on_option_list_option_highlighted(self) -> None:
        self.show_keys()

    def on_key(self, event: Key) -> None:
        if (digit := self._questions.digit(event)) is not None:
            self.action_answer(digit)

    # --- keys ---------------------------------------------------------------------------

    @override
    def disabled_reason(self, action: str) -> str | None:
        if not self._client.there:
            return "This client was deleted."
        if action.startswith("answer") and self._questions.at_hand is None:
            return "No question is open here."
        if action == "open" and self._lines.current is None:
            return "There is nothing to open yet: press a to add a record."
        overview = self.workspace.overviews.get(self._client.client_id)
        if action == "bye" and overview is not None and overview.verdict == "ended":
            return "This client has already left."
        return None

    def action_open(self) -> None:
        """Open what the line stands for."""
        match self._lines.current:
            case RecordKey():
                if (record := self._record()) is not None:
                    self.open(record_route(record, self._client.client_id))
            case FlagKey(code):
                self._open_flag(code)
            case FactKey():
                self.action_answer()
            case WeekKey(monday):
                self._show_records(
                    f"hours for the week of {long_day(monday)}",
                    lambda ledger: weeks(ledger).get(monday, []),
                )
            case FieldKey(name):
                self._open_form(at=name)
            case OlderKey():
                self._everything = True
                self._draw()

    def _open_flag(self, code: str) -> None:
        flag = next(flag for flag in self._client.overview.health.flags if flag.code == code)
        if not flag.evidence:
            self.open(Page("tui.client.why_screen:WhyScreen", self._client.client_id))
            return
        self._show_records(
            f"{flag_term(code)}: {flag.reason}",
            lambda ledger: with_ids(ledger, flag.evidence),
        )

    def _show_records(self, title: str, find: Find) -> None:
        self.app.push_screen(RecordsScreen(self._client.client_id, title, find))

    def action_answer(self, number: int | None = None) -> None:
        """Answer the open question by its number; without one, open what is typed."""
        self._questions.answer(number)

    def action_edit(self) -> None:
        """Change the facts about this client."""
        self._open_form()

    def _open_form(self, at: str = "") -> None:
        self.open(RecordRoute("client", record=self._client.ledger.client, at=at))

    def action_add(self) -> None:
        """Pick a record kind and add one."""
        kinds = [(words, kind) for kind, words in ADDED_BY_HAND.items()]
        name = short(self._client.ledger.client.name, 40)
        choose(self, f"Add what to {name}?", kinds, self._add)

    def _add(self, kind: str) -> None:
        if kind in ("payment", "plan") and not self._client.ledger.invoice:
            self.notify_user("There is no unpaid invoice: add an invoice first.")
        else:
            self.open(RecordRoute(kind, self._client.client_id))

    def action_bye(self) -> None:
        """A goodbye: theirs, for now, or ours."""
        if self.blocked("bye"):
            return
        if goodbye_decided(situation_of(self.workspace, self._client.client_id)):
            choose(self, "Your goodbye is on its way", ON_ITS_WAY, self._decide_on)
        else:
            choose(self, "How does it end?", BYES, self._decide_on)

    def _decide_on(self, screen: str) -> None:
        client = self._client.client_id
        self.open(DecideRoute(client, screen) if screen else ChecklistRoute(client))

    def action_settle(self) -> None:
        """Settle an open promise, question, complaint, thing to do or invoice today."""
        record = self._record()
        if record is None:
            self.notify_user("Move to a line that is open, then press Space to mark it done today.")
            return
        today, limits = self.workspace.today, self.workspace.limits
        done = settled(record, self._client.ledger, today, str(uuid4()), limits)
        if done is None:
            self.notify_user(not_in_one_key(record, self._client.ledger, today, limits))
        elif isinstance(record, Event) and is_jab(
            record, self._client.ledger, self.workspace.today
        ):
            self._settle_jab(record, done)
        else:
            self._settle(record, done)

    def _settle(self, record: Record, done: Settled) -> None:
        was = record if done.record.id == record.id else None
        name = self._client.ledger.client.name
        self.write(f"{name}: {done.words.lower()}", Put(done.record, was=was), message=done.words)

    def _settle_jab(self, jab: Event, answered: Settled) -> None:
        """Hard words after a goodbye: nobody has to win."""
        day = long_day(rests_until(jab))
        remark = f"If you do reply, wait until {day}, and keep it calm and short."
        choices = [("No reply needed", no_reply(jab)), ("Replied today", answered)]
        choose(
            self,
            "A harsh reply to your goodbye",
            choices,
            lambda done: self._settle(jab, done),
            remark,
        )

    def action_merge(self) -> None:
        """Make one client of two, or two of one."""
        self._merging.ask()

    def action_story(self) -> None:
        """Write the facts of this client into a file for a mediator."""
        ask_story_file(self, self._client.ledger)

    def action_remove(self) -> None:
        """Take out a record that was a mistake."""
        record = self._record()
        if record is None:
            self.notify_user("Move to an entry in the timeline to delete it.")
        elif record.kind in _WRITTEN_BY_DECIDING:
            self.notify_user("A decision cannot be deleted: make a new one instead.")
        else:
            word = kind_term(record.kind)
            label = f"{self._client.ledger.client.name}: {word} deleted"
            self.write(label, Remove(record.kind, record.id), message=f"Deleted: {word}")
