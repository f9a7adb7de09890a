"""Decision taken: what was decided, because of what, what comes next, and what you expect."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from triage.playbook import TEMPLATE_WORDS, Taken
from tui.guide import Guide
from tui.screens.guided import GuidedScreen
from tui.text import content, hanging
from tui.words import day


class TakenScreen(GuidedScreen[None]):
    """Everything on it is on the disk already."""

    GROUP = "taken"
    AUTO_FOCUS: ClassVar[str | None] = "#guide-text"

    def __init__(self, guide: Guide, taken: Taken) -> None:
        super().__init__(guide)
        self._taken = taken
        self._state_before = guide.situation.client.state

    def body(self) -> ComposeResult:
        yield from self.head()
        with VerticalScroll(id="guide-text"):
            yield Static(id="taken")

    def on_mount(self) -> None:
        super().on_mount()
        self._draw()

    def on_resize(self) -> None:
        self._draw()

    def _draw(self) -> None:
        self.query_one("#guide-head", Static).update(
            Content.assemble(("Decided", "bold"), "\n", content(self.guide.situation.client.name))
        )
        self.query_one("#taken", Static).update(self._text())

    def _text(self) -> Content:
        width = max(20, self.size.width - 4)
        decision = self._taken.decision
        today = self.desk.today

        def line(label: str, text: str, style: str = "$quiet") -> Content:
            return hanging(Content.styled(f"{label:<10}", style), content(text), width)

        parts = [Content.styled(decision.say, "bold"), Content("")]
        parts += [line("because", str(step["label"])) for step in decision.because]
        parts.append(Content(""))
        for action in self._taken.actions:
            when = day(action.due, today) if action.due else "no date"
            parts.append(line(when, action.text, "$accent"))
        if decision.review_by:
            parts.append(line(day(decision.review_by, today), "look again how it went", "$accent"))
        if decision.expect:
            parts += [Content(""), line("expected", decision.expect)]
        state = self.guide.situation.client.state
        if state != "active":
            parts += [Content(""), line("they are", state.replace("_", " "))]
        if decision.template:
            words = TEMPLATE_WORDS.get(decision.template, decision.template)
            parts += [Content(""), line("message", words)]
        if decision.next:
            title = self.guide.playbook.screens[decision.next].title
            parts += [Content(""), line("next", f"{title}: enter opens it")]
        return Content("\n").join(parts)

    # --- keys ---------------------------------------------------------------------------

    def action_next(self) -> None:
        """The screen that comes next, else back to the client."""
        from tui.screens.decide import DecideScreen

        following = self._taken.decision.next
        if following is None:
            self.dismiss()
        else:
            self.app.switch_screen(DecideScreen.of(self.guide.go_to(following)))

    def action_leave(self) -> None:
        """Back to the client."""
        self.dismiss()
