"""What the guided screens share: the head, the fact lines, storing, and the keys for the client."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.content import Content
from textual.events import Key
from textual.widgets import Static

from storage.errors import Stale, StorageError
from triage.playbook import DecideView, FactLine, TrailStep, Written
from tui.guide import Guide, changes
from tui.screens.base import Result
from tui.screens.client_keys import ClientKeysScreen
from tui.text import content, padded, short
from tui.widgets.field import Field
from tui.words import health_word

_LABEL = 11
_ELSEWHERE = "Another window changed this client meanwhile. Nothing was stored twice: look again."


class GuideField(Field):
    """An input of a guided screen. In an empty one backspace is the way back."""

    def on_key(self, event: Key) -> None:
        if event.key == "backspace" and not self.value:
            event.stop()
            event.prevent_default()
            self.screen.run_worker(self.screen.run_action("question_back"))


class GuidedScreen(ClientKeysScreen[Result]):
    """A screen over one guided decision."""

    CSS_PATH: ClassVar[str] = "decide.tcss"

    def __init__(self, guide: Guide | None = None) -> None:
        super().__init__()
        self._guide = guide

    @property
    def guide(self) -> Guide:
        """The decision being made."""
        assert self._guide is not None
        return self._guide

    def meant(self) -> str | None:
        return self.guide.client_id

    def head(self) -> ComposeResult:
        """Two lines and a rule: which screen and step, which client and why."""
        yield Static(id="guide-head")
        yield Static(classes="rule")

    def show_head(self, view: DecideView) -> None:
        """Title and trail; client, verdict and worst flag."""
        width = max(20, self.size.width - 2)
        now = self.guide.situation
        trail = _trail(view.trail)
        title = padded(Content.styled(view.title, "bold"), max(8, width - len(trail) - 1))
        health = now.health.health
        verdict = health_word(health, self.desk.settings.glyphs)
        name = content(short(now.client.name, 40))
        worst = now.flag(view.flag) or now.worst
        line = Content.assemble(
            name, "   ", (verdict, f"$health-{health}"), "   ", (worst.reason if worst else "")
        )
        self.query_one("#guide-head", Static).update(
            Content.assemble(title, " ", (trail, "$quiet"), "\n", padded(line, width))
        )

    def refresh_from_desk(self) -> None:
        """Another window may have changed what is shown here."""

    # --- storing ------------------------------------------------------------------------

    def store(self, written: Written) -> bool:
        """Write what the playbook set down, in one piece; whether it is on the disk."""
        found = changes(written)
        if not found:
            return True
        try:
            self.desk.apply(written.label, *found)
        except Stale:
            self.desk.reload()
            self.say(_ELSEWHERE)
            return False
        except StorageError as trouble:
            self.say(f"{trouble.message}\n{trouble.hint}", bad=True, seconds=10)
            return False
        for screen in self.app.screen_stack:
            if screen is not self and isinstance(screen, ClientKeysScreen):
                screen.refresh_from_desk()
        return True


def facts_text(lines: tuple[FactLine, ...], width: int) -> Content:
    """The dated lines, label and text."""
    return Content("\n").join(
        padded(
            Content.assemble((f"{line.label:<{_LABEL}}", "$quiet"), content(short(line.text, 200))),
            width,
        )
        for line in lines
    )


def _trail(steps: tuple[TrailStep, ...]) -> str:
    marks = {"past": "", "now": "now ", "next": "next "}
    return "   ".join(
        f"{marks[step.mark]}{step.number} {step.title}"
        + (f" ({step.outcome})" if step.mark == "past" and step.outcome else "")
        for step in steps
    )
