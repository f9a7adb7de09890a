"""A step that is still shut: what is missing, from which day on it can open, and the ways round."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static
from typing_extensions import override

from triage.playbook.gates.closed_gate import ClosedGate
from triage.playbook.gates.exit_terms import ending_facts
from triage.playbook.gates.gates import (
    OVERRIDABLE,
    OVERRIDE_CHARS,
    OWN_PLANS_SKIP,
)
from triage.playbook.gates.own_plans import conduct_flags
from triage.playbook.presentation import DecideView
from triage.playbook.state.ladder import ladder
from triage.playbook.vocabulary import STEPS
from tui.decide.flow import NEW_TERMS, DecisionFlow
from tui.decide.gate_override_screen import GateOverrideScreen
from tui.decide.gate_text import FACTS, opens, sentence
from tui.decide.guided import GuidedClient
from tui.decide.screen_picker import pick_page
from tui.routes import DecisionRoute, OutcomeRoute, RecordRoute
from tui.ui.base_screen import BaseScreen
from tui.wording.safe_text import content, hanging
from tui.wording.screen_lines import background_lines

_MINUTE = 60.0
_FRAME_ROWS = 5
"""Rows of the head, of the rules and of the keys."""
_GOODBYE = STEPS[-1]
_TERMS = ("contract.written", "contract.notice_days", "contract.notice_form")
"""Fields of a client that say what was agreed about ending."""
_WAYS = (
    ("jump", "jump", ""),
    ("facts", "facts", "fill in what you agreed about ending the contract"),
    (
        "own_plans",
        "plans",
        "I am ending it for my own reasons; skip the earlier steps",
    ),
    ("terms_at_once", "terms", "go straight to Renegotiate: the problem is price, not conduct"),
    (
        "override",
        "override",
        f"open it anyway: type a reason of at least {OVERRIDE_CHARS} characters and the "
        "client's name; you will see the reason again",
    ),
)
"""Actions that lead on, each with its key and where it leads; that of a jump depends."""


class GateScreen(BaseScreen[None]):
    """The gates in words. Opening a goodbye that only has to wait starts its waiting."""

    GROUP = "shut"
    CSS_PATH: ClassVar[str] = "guided.tcss"
    AUTO_FOCUS: ClassVar[str | None] = "#guide-text"

    def __init__(self, guide: DecisionFlow) -> None:
        super().__init__()
        self.guided = GuidedClient(self, guide.client_id, self.look_again)
        self.guide = guide
        self._view: DecideView = guide.view()

    @override
    def body(self) -> ComposeResult:
        yield from self.guided.head()
        with VerticalScroll(id="guide-text"):
            yield Static(id="shut")
            yield Static(id="shut-background")

    @override
    def on_mount(self) -> None:
        super().on_mount()
        self._open_visit()
        self.set_interval(_MINUTE, self.refresh_from_workspace)

    def _open_visit(self) -> None:
        opened = self.guide.opened(self._view)
        if opened is not None:
            self.guided.store(opened)

    def look_again(self) -> None:
        """What was missing may be there now."""
        self._view = self.guide.view()
        if self._view.gates:
            self._open_visit()
            self._view = self.guide.view()
            self._draw()
            self.show_keys()
        else:
            self.replace(DecisionRoute(self.guide))

    # --- drawing ------------------------------------------------------------------------

    def _draw(self) -> None:
        view = self._view
        self.guided.show_head(view.title, view.trail, flag=view.flag)
        parts = [
            Content.styled(f"“{view.title}” is not available yet.", "bold"),
            hanging(Content(""), content(view.purpose, "$quiet"), self.guided.width - 1),
            Content(""),
        ]
        for gate in view.gates:
            parts += self._gate(gate)
        parts.append(Content(""))
        for key, words in self._ways():
            first = Content.styled(f"{key:<7}", "$accent bold")
            parts.append(hanging(first, Content(words), self.guided.width - 1))
        text = Content("\n").join(parts)
        self.query_one("#shut", Static).update(text)
        self._draw_background(rows=self.size.height - _FRAME_ROWS - len(text.split("\n")))

    def _draw_background(self, rows: int) -> None:
        """What helps to decide which way to go, where the high screen leaves `rows` for it."""
        part = self.query_one("#shut-background", Static)
        lines = Content("\n").join(background_lines(self.guide.situation, self.guided.width - 1))
        part.display = len(lines) > 0 and len(lines.split("\n")) < rows
        if part.display:
            part.update(lines)

    def _gate(self, gate: ClosedGate) -> Iterator[Content]:
        width = self.guided.width - 1
        if gate.gate == FACTS:
            yield hanging(Content("·  "), Content("Before you end it, you need to know:"), width)
            yield from self._facts(width)
        else:
            missing = content(sentence(gate, self.guide.playbook))
            yield hanging(Content("·  "), missing, width)
        if when := opens(gate, self.guide.situation):
            yield Content.styled(f"   {when}", "$accent")

    def _facts(self, width: int) -> Iterator[Content]:
        for fact in ending_facts(self.guide.situation):
            label = Content.styled(f"   {fact.name:<31}", "$quiet")
            blank = Content.assemble("____  ", (fact.ask, "$quiet"))
            yield hanging(label, content(fact.known) if fact.known else blank, width)

    def _ways(self) -> Iterator[tuple[str, str]]:
        """The keys that lead on, and where."""
        for action, key, words in _WAYS:
            if self.disabled_reason(action) is None:
                yield self.key_of(f"shut.{key}"), words or self._jump_words()

    def _jump_words(self) -> str:
        title = self.guide.playbook.screens[self._first() or ""].title
        if self._only_outcome_missing:
            return f"record how “{title}” went"
        return f"open “{title}” first"

    # --- keys ---------------------------------------------------------------------------

    def _codes(self) -> set[str]:
        return {gate.gate for gate in self._view.gates}

    def _first(self) -> str | None:
        """The screen that gives what is missing: the complaint, else the first step missing."""
        if "G0" in self._codes():
            return "complaint"
        if "G7" in self._codes():
            return "leaving"
        if self._view.screen not in STEPS:
            return None
        earlier = STEPS[: STEPS.index(self._view.screen)]
        missing_by_gate = {gate.gate: gate.missing for gate in self._view.gates}
        # The order comes first: a trial that runs (G2) or an offer (G3) may wait for its step.
        missing = (
            missing_by_gate.get("G1")
            or missing_by_gate.get("G2")
            or (NEW_TERMS if "G3" in missing_by_gate else "")
        )
        return next((step for step in earlier if step in missing), None)

    @property
    def _only_outcome_missing(self) -> bool:
        """Whether the step that comes first is decided, and waits for how it went."""
        current = ladder(self.guide.situation).current
        return current is not None and current.screen == self._first()

    @override
    def disabled_reason(self, action: str) -> str | None:
        codes = self._codes()
        if action == "jump" and self._first() is None:
            return "No other page needs to come first; see the list above."
        if action == "own_plans":
            if self._view.screen != _GOODBYE or not codes & OWN_PLANS_SKIP:
                return "That works only when you part ways and earlier steps are missing."
            if conduct_flags(self.guide.situation):
                return (
                    "“Own reasons” is locked while their conduct is flagged: try the steps first."
                )
        if action == "override" and not codes & OVERRIDABLE:
            return "This cannot be overridden; see the list above."
        if action == "facts" and FACTS not in codes:
            return "Nothing is missing here."
        if action == "terms_at_once":
            return self.guide.why_not_terms(self._view)
        return super().disabled_reason(action)

    def action_jump(self) -> None:
        """Go to what is missing."""
        first = self._first()
        if self.blocked("jump") or first is None:
            return
        if self._only_outcome_missing:
            self.open(OutcomeRoute(self.guided.client_id))
        else:
            self.replace(DecisionRoute(self.guide.go_to(first)))

    def action_terms_at_once(self) -> None:
        """The price is the cause, not conduct: straight to new terms."""
        if not self.blocked("terms_at_once"):
            self.replace(DecisionRoute(self.guide.straight_to_terms(self._view)))

    def action_screens(self) -> None:
        """Another of the guided pages."""
        pick_page(self, self.guide)

    def action_facts(self) -> None:
        """Fill in what was agreed about ending."""
        if not self.blocked("facts"):
            client = self.guide.situation.client
            self.open(RecordRoute("client", record=client, only=_TERMS))

    def action_own_plans(self) -> None:
        """It is for my own plans."""
        if not self.blocked("own_plans"):
            self.guide.own_plans()
            self.look_again()

    def action_override(self) -> None:
        """Open it anyway: reason and name, stored and shown again."""
        if not self.blocked("override"):
            self.app.push_screen(GateOverrideScreen(self.guide))
