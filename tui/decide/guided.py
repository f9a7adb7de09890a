"""What the guided screens share: the head, storing, and a client that may change meanwhile."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from storage.errors import Stale, StorageError
from triage.changes import ChangeSet
from triage.playbook.ask.trail import TrailStep
from triage.playbook.state.situation import Situation
from tui.decide.flow import situation_of
from tui.ui.base_screen import BaseScreen
from tui.wording.formatting import health_word
from tui.wording.safe_text import content, padded, short

_ELSEWHERE = "Another window changed this client meanwhile. Nothing was stored twice: look again."


class GuidedScreen(BaseScreen[None]):
    """A screen about one client that stores what the playbook sets down.

    Subclasses draw in `look_again`, which is called after every change and when the screen is on
    top again; it is never called for a client who is gone.
    """

    CSS_PATH: ClassVar[str] = "guided.tcss"
    AUTO_FOCUS: ClassVar[str | None] = None

    def __init__(self, client_id: str) -> None:
        super().__init__()
        self._client_id = client_id
        self._storing = False
        self.stored_as: int | None = None
        """Journal number of what was stored last."""

    def selected_client_id(self) -> str | None:
        return self._client_id

    @property
    def there(self) -> bool:
        """Whether the client is still there."""
        return self._client_id in self.workspace.overviews

    @property
    def situation(self) -> Situation:
        """The client as of now. Raises KeyError for one that is gone."""
        return situation_of(self.workspace, self._client_id)

    # --- drawing ------------------------------------------------------------------------

    def head(self) -> ComposeResult:
        """Two lines and a rule: which screen and step, which client and why."""
        yield Static(id="guide-head")
        yield Static(classes="rule")

    @property
    def width(self) -> int:
        """Columns of a line: the screen without its margins."""
        return max(20, self.size.width - 2)

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
            (health_word(health, self.workspace.settings.glyphs), f"$health-{health}"),
            "   ",
            content(worst.reason if worst else ""),
        )
        self.query_one("#guide-head", Static).update(
            Content.assemble(first, " ", (way, "$quiet"), "\n", padded(line, width))
        )

    def look_again(self) -> None:
        """Draw what there is to see now."""

    def refresh_from_workspace(self) -> None:
        # While another screen lies on top nothing can be switched: `on_screen_resume` follows.
        if self._storing or not self.is_current:
            return
        if not self.there:
            self.client_gone()
            return
        try:
            self.look_again()
        except StorageError as trouble:
            self.notify_user(f"{trouble.message}\n{trouble.hint}", bad=True, seconds=10)
            self.dismiss()

    def on_screen_resume(self) -> None:
        super().on_screen_resume()
        self.refresh_from_workspace()

    def on_resize(self) -> None:
        self.refresh_from_workspace()

    # --- storing ------------------------------------------------------------------------

    def store(self, written: ChangeSet, drop_draft: str | None = None) -> bool:
        """Write what the playbook set down, in one piece; whether it is on the disk.

        If not, the reason is said, and the screen shows again what there is.
        """
        self._storing = True
        try:
            done = self._stored(written, drop_draft)
        finally:
            self._storing = False
        if not done:
            self.refresh_from_workspace()
        return done

    def _stored(self, written: ChangeSet, drop_draft: str | None) -> bool:
        try:
            self.stored_as = self.apply(written, drop_draft=drop_draft).number
        except Stale:
            self.workspace.reload()
            self.owner.records_changed()
            self.notify_user(_ELSEWHERE, seconds=10)
            return False
        except StorageError as trouble:
            self.notify_user(f"{trouble.message}\n{trouble.hint}", bad=True, seconds=10)
            return False
        self.owner.records_changed()
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
    outcome = "passed by" if step.outcome == "na" else step.outcome or ""
    return f"{step.number} {past}: {outcome}" if past else f"{step.number} {outcome}"
