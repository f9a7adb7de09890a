"""A step that is still shut: what is missing, from which day on it can open, and the ways round."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from triage.playbook import DecideView, Refused, Shut
from triage.playbook.gates import OVERRIDABLE, OVERRIDE_CHARS, OWN_PLANS_SKIP
from tui.guide import Guide
from tui.screens.guided import GuidedScreen
from tui.text import content, hanging
from tui.words import day


class ShutScreen(GuidedScreen[None]):
    """The gates in words. Opening a goodbye that only has to wait starts its waiting."""

    GROUP = "shut"
    AUTO_FOCUS: ClassVar[str | None] = "#guide-text"

    def __init__(self, guide: Guide) -> None:
        super().__init__(guide)
        self._view: DecideView = guide.view()

    def body(self) -> ComposeResult:
        yield from self.head()
        with VerticalScroll(id="guide-text"):
            yield Static(id="shut")

    def on_mount(self) -> None:
        opened = self.guide.opened(self._view)
        if opened is not None and self.store(opened):
            self._view = self.guide.view()
        super().on_mount()
        self._draw()

    def on_resize(self) -> None:
        self._draw()

    def on_screen_resume(self) -> None:
        super().on_screen_resume()
        self._again()

    def _again(self) -> None:
        """What was missing may be there now."""
        self._view = self.guide.view()
        if self._view.gates:
            self._draw()
            self.show_keys()
        else:
            from tui.screens.decide import DecideScreen

            self.app.switch_screen(DecideScreen.of(self.guide))

    def _draw(self) -> None:
        self.show_head(self._view)
        width = max(20, self.size.width - 4)
        parts = [Content.styled("Not yet.", "bold"), Content("")]
        for gate in self._view.gates:
            parts.append(hanging(Content("· "), content(_sentence(gate)), width))
            if gate.earliest is not None:
                when = day(gate.earliest, self.desk.today)
                parts.append(Content.styled(f"  from {when} on", "$accent"))
        parts.append(Content(""))
        parts += [hanging(Content(""), Content(way), width) for way in self._ways()]
        self.query_one("#shut", Static).update(Content("\n").join(parts))

    def _ways(self) -> list[str]:
        ways = []
        if self.why_not("jump") is None:
            title = self.guide.playbook.screens[self._first() or ""].title
            ways.append(f"enter opens “{title}” first.")
        if self.why_not("own_plans") is None:
            ways.append(
                "p: it is for my own plans, nobody's fault. Then the steps before are free."
            )
        if self.why_not("override") is None:
            ways.append(
                f"o opens it all the same, with a reason of {OVERRIDE_CHARS} characters or more "
                "and the client's name. It is stored and shown again."
            )
        if any(gate.gate == "G4" for gate in self._view.gates):
            ways.append("The day of waiting before a goodbye cannot be skipped by anybody.")
        return ways

    # --- keys ---------------------------------------------------------------------------

    def _codes(self) -> set[str]:
        return {gate.gate for gate in self._view.gates}

    def _first(self) -> str | None:
        """The screen that gives what is missing: the complaint, else the step before."""
        codes = self._codes()
        if "G0" in codes:
            return "complaint"
        steps = ("adapt", "train", "renegotiate", "redirect", "part")
        if self._view.screen in steps and codes & {"G1", "G2", "G3"}:
            missing = [step for step in steps if any(step in g.missing for g in self._view.gates)]
            earlier = steps[: steps.index(self._view.screen)]
            return next((step for step in earlier if step in missing), None)
        return None

    def why_not(self, action: str) -> str | None:
        codes = self._codes()
        if action == "jump" and self._first() is None:
            return "There is no screen to open first; it takes what the list says."
        if action == "own_plans" and (self._view.screen != "part" or not codes & OWN_PLANS_SKIP):
            return "That is only for a goodbye that waits for the steps before it."
        if action == "override" and not codes & OVERRIDABLE:
            return "This cannot be passed by; it takes what the list says."
        return super().why_not(action)

    def action_jump(self) -> None:
        """Go to what is missing."""
        first = self._first()
        if not self.blocked("jump") and first is not None:
            from tui.screens.decide import DecideScreen

            self.app.switch_screen(DecideScreen.of(self.guide.go_to(first)))

    def action_own_plans(self) -> None:
        """It is for my own plans."""
        if not self.blocked("own_plans"):
            self.guide.own_plans()
            opened = self.guide.opened(self.guide.view())
            if opened is None or self.store(opened):
                self._again()

    def action_override(self) -> None:
        """Open it all the same: reason and name, stored and shown again."""
        if self.blocked("override"):
            return
        from tui.screens.override import OverrideScreen

        def given(found: tuple[str, str] | None) -> None:
            if found is None:
                return
            try:
                self.guide.override(*found)
            except Refused as refused:
                self.say(str(refused))
                return
            opened = self.guide.opened(self.guide.view())
            if opened is None or self.store(opened):
                self._again()

        self.app.push_screen(OverrideScreen(self.guide.situation.client.name), given)

    def action_leave(self) -> None:
        """Back."""
        self.dismiss()


def _sentence(gate: Shut) -> str:
    text = gate.missing
    return text[:1].upper() + text[1:]
