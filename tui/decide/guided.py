"""What a guided screen has: the head, storing, and a client that may change meanwhile."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from storage.errors import StorageError
from triage.changes import ChangeSet
from triage.playbook.ask.trail import TrailStep
from triage.playbook.errors import DecisionRefused
from triage.playbook.state.situation import Situation
from tui.decide.flow import situation_of
from tui.ui.base_screen import BaseScreen
from tui.wording.formatting import health_word
from tui.wording.safe_text import content, padded, short


class GuidedClient:
    """The client of a guided screen: its head on the screen, and what is stored about it.

    `look_again` draws the screen. It is called for every size, after every change, and when the
    screen is on top again, never for a client who is gone.
    """

    def __init__(
        self, screen: BaseScreen[None], client_id: str, look_again: Callable[[], None]
    ) -> None:
        self._screen = screen
        screen.shown_client = self
        self.client_id = client_id
        self._look_again = look_again
        self.storing = False
        """Whether changes are on the way that are not to be drawn yet."""
        self.stored_as: int | None = None
        """Journal number of what was stored last."""

    @property
    def there(self) -> bool:
        """Whether the client is still there."""
        return self.client_id in self._screen.workspace.overviews

    @property
    def situation(self) -> Situation:
        """The client as of now. Raises KeyError for one that is gone."""
        return situation_of(self._screen.workspace, self.client_id)

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
    ) -> None:
        """Title and trail (or words beside it); client, verdict and the flag, else the worst."""
        now, width = self.situation, self.width
        way = beside or _trail(trail, width - len(title) - 3)
        first = padded(Content.styled(title, "bold"), max(8, width - len(way) - 1))
        health = now.health.health
        worst = now.flag(flag) or now.worst
        line = Content.assemble(
            content(short(now.client.name, 40)),
            "   ",
            (health_word(health, self._screen.workspace.settings.glyphs), f"$health-{health}"),
            "   ",
            content(worst.reason if worst else ""),
        )
        self._screen.query_one("#guide-head", Static).update(
            Content.assemble(first, " ", (way, "$quiet"), "\n", padded(line, width))
        )

    def refresh(self) -> None:
        """Draw the screen again, or leave it when nothing can be decided on it any more."""
        # While another screen lies on top nothing can be switched: its resuming follows.
        if self.storing or not self._screen.is_current:
            return
        if not self.there:
            self._screen.client_gone()
            return
        try:
            self._look_again()
        except DecisionRefused as refused:
            self._screen.notify_user(str(refused))
            self._screen.dismiss()
        except StorageError as trouble:
            self._screen.notify_user(f"{trouble.message}\n{trouble.hint}", bad=True, seconds=10)
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
    outcome = "skipped" if step.outcome == "na" else step.outcome or ""
    return f"{step.number} {past}: {outcome}" if past else f"{step.number} {outcome}"
