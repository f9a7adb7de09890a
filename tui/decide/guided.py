"""What a guided screen has: the head, storing, and a client that may change meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static
from typing_extensions import override

from storage.errors import StorageError
from triage.changes import ChangeSet
from triage.messages.earliest import earliest_day
from triage.playbook.ask.trail import TrailStep
from triage.playbook.errors import DecisionRefused
from triage.playbook.state.situation import Situation
from tui.ui.base_screen import BaseScreen
from tui.ui.screen_parts import ShownClient
from tui.wording.formatting import health_word
from tui.wording.safe_text import both_ends, content, hanging, short
from tui.workspace.situation import situation_of

_HEAD_ROWS = 2
"""Rows of the head while the reason of the flag fits beside the client."""
_MORE_ROWS = 2
"""Rows that a longer reason may take besides, where no other line is short of them."""


class GuidedClient(ShownClient):
    """The client of a guided screen: its head on the screen, and what is stored about it."""

    def __init__(self, screen: BaseScreen[None], client_id: str, draw: Callable[[], None]) -> None:
        super().__init__(screen, client_id, draw)
        self._screen = screen
        self.storing = False
        """Whether changes are on the way that are not to be drawn yet."""
        self.stored_as: int | None = None
        """Journal number of what was stored last."""

    @property
    def situation(self) -> Situation:
        """The client as of now. Raises KeyError for one that is gone."""
        return situation_of(self._screen.workspace, self.client_id)

    def message_from(self, screen: str, template: str | None) -> date | None:
        """The day from which a decision's message may leave; None when it may today."""
        if template is None:
            return None
        ledger = self.situation.ledger
        return earliest_day(ledger, template, screen, self._screen.workspace.moment)

    # --- drawing ------------------------------------------------------------------------

    def head(self) -> ComposeResult:
        """Two lines and a rule: which screen and step, which client and why."""
        yield Static(id="guide-head")
        yield Static(classes="rule")

    @property
    def width(self) -> int:
        """Columns of a line: the screen without its margins."""
        return max(20, self._screen.size.width - 2)

    def show_head(
        self,
        title: str,
        trail: tuple[TrailStep, ...] = (),
        *,
        beside: str = "",
        flag: str | None = None,
        more_rows: int = _MORE_ROWS,
    ) -> int:
        """Title and trail (or words beside it); client, verdict and the flag, else the worst, whose
        reason may go on in `more_rows`. Gives how many of them it took.
        """
        now, width = self.situation, self.width
        way = beside or _trail(trail, width - len(title) - 3)
        first = both_ends(Content.styled(title, "bold"), Content.styled(way, "$quiet"), width)
        health = now.health.health
        worst = now.flag(flag) or now.worst
        client = Content.assemble(
            content(short(now.client.name, 40)),
            "   ",
            (health_word(health, self._screen.workspace.settings.glyphs), f"$health-{health}"),
            "   ",
        )
        reason = content(worst.reason if worst else "")
        lines = hanging(client, reason, width, 1 + more_rows)
        head = self._screen.query_one("#guide-head", Static)
        taken = lines.plain.count("\n")
        head.styles.height = _HEAD_ROWS + taken
        head.update(Content.assemble(first, "\n", lines))
        return taken

    @override
    def refresh(self) -> None:
        """Draw the screen again, or leave it when nothing can be decided on it any more."""
        # While another screen lies on top nothing can be switched: its resuming follows.
        if self.storing or not self._screen.is_current:
            return
        try:
            super().refresh()
        except DecisionRefused as refused:
            self._screen.notify_user(str(refused))
            self._screen.dismiss()
        except StorageError as trouble:
            self._screen.notify_trouble(trouble)
            self._screen.dismiss()

    # --- storing ------------------------------------------------------------------------

    def store(self, written: ChangeSet) -> bool:
        """Write what the playbook set down, in one piece with what was typed for it; whether it is
        on the disk.

        If not, the reason is said, and the screen shows again what there is.
        """
        self.storing = True
        try:
            applied = self._screen.store(written, with_draft=True)
        finally:
            self.storing = False
        if applied is None:
            self.refresh()
            return False
        self.stored_as = applied.number
        return True


def _trail(steps: tuple[TrailStep, ...], room: int) -> str:
    """Where one stands, in as many words as there is room for."""
    ways = (
        [_step(step, past=step.title, following=step.title) for step in steps],
        [_step(step, past="", following=step.title) for step in steps],
        [_step(step, past="", following="") for step in steps],
        [_step(step, past="", following="") for step in steps if step.mark != "past"],
    )
    lines = ["   ".join(parts) for parts in ways]
    return next((line for line in lines if len(line) <= room), "")


def _step(step: TrailStep, *, past: str, following: str) -> str:
    if step.mark == "now":
        return f"now {step.number} {step.title}"
    if step.mark == "next":
        return f"next {step.number} {following}".rstrip()
    ended = "skipped" if step.outcome == "na" else step.outcome or ""
    outcome = ended if step.taken_by is None else f"in “{step.taken_by}”"
    return f"{step.number} {past}: {outcome}" if past else f"{step.number} {outcome}"
